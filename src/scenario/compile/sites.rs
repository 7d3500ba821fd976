//! Sites: whether what differs there can be, and the people of all of them together.

use super::names::{check_count, check_share, grouped, unknown, written};
use super::society::{SAMPLE, population_issue};
use super::solving::shortly;
use crate::assumption::Assumption;
use crate::calibration::{Obstacle, Target, TargetError};
use crate::issue::Issue;
use crate::population::{Caseworkers, Population, PopulationModel, SITE, SiteModel};
use crate::recruitment::Site;
use crate::scenario::Scenario;

/// People in a site on whom a rate can be solved at all: by fewer it is off by more than it may be.
const FEWEST: f64 = 100.0;

/// Checks what can be before anybody is described.
pub(super) fn check(scenario: &Scenario, issues: &mut Vec<Issue>) {
    if scenario.sites.is_empty() {
        return;
    }
    check_shares(scenario, issues);
    check_formulas(scenario, issues);
    if scenario.population.covariates.contains_key(SITE) {
        let message = "\"site\" is the name of the site in which somebody lives";
        let issue = Issue::new("population.covariates.site", message);
        issues.push(issue.help("name this characteristic otherwise"));
    }
    let common = scenario.population.caseworkers.is_some();
    let any = common || scenario.sites.values().any(|site| site.caseworkers.is_some());
    for (name, site) in &scenario.sites {
        let path = format!("sites.{name}");
        if name.contains('.') {
            let message =
                "a dot separates a characteristic from its category: no site has one in its name";
            issues.push(Issue::new(path.clone(), message));
        }
        match &site.caseworkers {
            Some(own) => check_caseworkers(&format!("{path}.caseworkers"), own, issues),
            None if any && !common => {
                let message = "other sites have caseworkers, and this one has none";
                let help = "state \"caseworkers\" here, or \"population.caseworkers\" for all";
                issues.push(Issue::new(path.clone(), message).help(help));
            }
            None => {}
        }
        check_enrolment(scenario, site, &path, issues);
        check_outcomes(scenario, site, &path, issues);
    }
}

fn check_shares(scenario: &Scenario, issues: &mut Vec<Issue>) {
    for (name, site) in &scenario.sites {
        if let Some(share) = &site.share {
            check_share(issues, format!("sites.{name}.share"), share.get(), false);
        }
    }
    if !issues.is_empty() {
        return;
    }
    let stated: f64 =
        scenario.sites.values().filter_map(|s| s.share.as_ref()).map(Assumption::get).sum();
    let is_open = scenario.sites.values().any(|site| site.share.is_none());
    let sum = written((stated * 1e6).round() / 1e6);
    if is_open && stated >= 1.0 {
        let message =
            format!("the shares of the sites sum to {sum}: nobody is left for the others");
        issues.push(Issue::new("sites", message));
    } else if !is_open && (stated - 1.0).abs() > 1e-6 {
        let message = format!("the shares of the sites sum to {sum}, not to 1");
        let help = "leave one out: that site has the rest";
        issues.push(Issue::new("sites", message).help(help));
    }
}

/// A target that is out of reach in a site because hardly any of the people on whom it is solved live there.
pub(super) fn out_of_reach(
    scenario: &Scenario,
    site: usize,
    lives_in: &[u8],
    e: &TargetError,
) -> Option<Issue> {
    let is_cause = match e.obstacle {
        Obstacle::Sample => true,
        Obstacle::OutOfReach(_) => !lives_in.iter().any(|&other| usize::from(other) == site),
        Obstacle::Contradicted(_) => false,
    };
    is_cause.then(|| too_small(scenario, site, e.wanted, &e.label))
}

/// A target that is missed in a site where fewer than [`FEWEST`] of the people live on whom it is solved.
pub(super) fn missed(scenario: &Scenario, target: &Target) -> Option<Issue> {
    let site = target.site()?;
    let here = scenario.site_shares()[site] * SAMPLE as f64;
    (here < FEWEST).then(|| too_small(scenario, site, target.wanted, &target.label))
}

fn too_small(scenario: &Scenario, site: usize, wanted: f64, label: &str) -> Issue {
    let share = scenario.site_shares()[site];
    let here = (share * SAMPLE as f64).round();
    let people = if here < 1.0 { "hardly any".to_owned() } else { format!("about {here}") };
    let (name, settings) = &scenario.sites.get_index(site).expect("targets are of known sites");
    let message = format!(
        "at a share of {}, {people} of the {} people on whom rates are solved live here: too few to reach {} for {label}",
        shortly(share),
        grouped(SAMPLE as f64),
        written(wanted)
    );
    let own = if settings.share.is_some() { ".share" } else { "" };
    let help = "make the share larger, or leave this site out";
    Issue::new(format!("sites.{name}{own}"), message).help(help)
}

/// What a formula says of a site is undone where the rate or mean of each site is met.
fn check_formulas(scenario: &Scenario, issues: &mut Vec<Issue>) {
    let enrolment = scenario.recruitment.enrolment.as_ref().filter(|e| e.rate.is_some());
    let enrolment = enrolment.map(|e| ("recruitment.enrolment".to_owned(), "rate", &e.covariates));
    let outcomes = scenario.outcomes.iter().filter_map(|(name, outcome)| {
        let (level, latent) = (outcome.member().level()?, outcome.member().latent()?);
        Some((format!("outcomes.{name}.{}", outcome.name()), level.key, latent.covariates))
    });
    for (path, key, covariates) in enrolment.into_iter().chain(outcomes) {
        let is_site = |name: &str| scenario.sites.contains_key(name);
        let of_site = |name: &&String| {
            *name == SITE
                || name.split_once('.').is_some_and(|(base, of)| base == SITE && is_site(of))
        };
        for name in covariates.keys().filter(of_site) {
            let message = format!("the {key} of each site is met whatever this number is");
            let help = format!("state another {key} in \"sites\", or an \"intercept\" for all");
            issues.push(Issue::new(format!("{path}.covariates.{name}"), message).help(help));
        }
    }
}

/// Checks how many caseworkers there are.
pub(super) fn check_caseworkers(path: &str, stated: &Caseworkers, issues: &mut Vec<Issue>) {
    check_count(issues, format!("{path}.number"), stated.number.get(), 1.0, 1_000_000.0);
    let cv = stated.size_cv.as_ref().map_or(0.0, Assumption::get);
    if !(0.0..=1.0).contains(&cv) {
        let message = format!("must lie between 0 and 1, found {cv}");
        issues.push(Issue::new(format!("{path}.size_cv"), message));
    }
}

fn check_enrolment(scenario: &Scenario, site: &Site, path: &str, issues: &mut Vec<Issue>) {
    let Some(own) = &site.enrolment else { return };
    let path = format!("{path}.enrolment.rate");
    check_share(issues, path.clone(), own.rate.get(), false);
    let common = scenario.recruitment.enrolment.as_ref();
    let (message, help) = match common.map(|common| common.rate.as_ref().map(Assumption::get)) {
        None => ("everybody enrols", "state \"recruitment.enrolment.rate\" for the other sites"),
        Some(Some(1.0)) => (
            "everybody enrols",
            "state a \"recruitment.enrolment.rate\" below 1 for the other sites",
        ),
        Some(None) => (
            "enrolment is stated by an \"intercept\"",
            "state \"recruitment.enrolment.rate\" instead",
        ),
        Some(Some(_)) => return,
    };
    issues.push(Issue::new(path, format!("for all sites, {message}")).help(help));
}

fn check_outcomes(scenario: &Scenario, site: &Site, path: &str, issues: &mut Vec<Issue>) {
    for (name, own) in &site.outcomes {
        let path = format!("{path}.outcomes.{name}");
        let Some(outcome) = scenario.outcomes.get(name) else {
            let known = scenario.outcomes.keys().map(String::as_str);
            issues.push(unknown(path, "outcome", name, known));
            continue;
        };
        if own.rate.is_none() && own.mean.is_none() {
            issues.push(Issue::new(path.clone(), "nothing is stated of this outcome here"));
        }
        let level = outcome.member().level();
        for (key, stated) in [("rate", &own.rate), ("mean", &own.mean)] {
            let Some(stated) = stated else { continue };
            let path = format!("{path}.{key}");
            match &level {
                None => issues.push(
                    Issue::new(
                        path,
                        format!("no rate or mean of {name:?} is stated for all sites"),
                    )
                    .help("state it in \"outcomes\", or that of the outcome it is made of"),
                ),
                Some(level) if level.key != key => {
                    let message = format!("{name:?} is stated by its {} for all sites", level.key);
                    issues
                        .push(Issue::new(path, message).help(format!("state its {:?}", level.key)));
                }
                Some(_) if key == "rate" => check_share(issues, path, stated.get(), false),
                Some(_) => {}
            }
        }
    }
}

/// The people of all sites; of the single place where there are none.
pub(super) fn population(scenario: &Scenario) -> Result<PopulationModel, Vec<Issue>> {
    let common = PopulationModel::new(&scenario.population)
        .map_err(|e| vec![population_issue(e, &scenario.population, None)])?;
    if scenario.sites.is_empty() {
        return Ok(common);
    }
    let (mut sites, mut issues) = (Vec::new(), Vec::new());
    for ((name, site), share) in scenario.sites.iter().zip(scenario.site_shares()) {
        let Some(own) = own_population(scenario, name, site, &mut issues) else { continue };
        match PopulationModel::new(&own) {
            Ok(model) => {
                let differs = site.covariates.keys().filter(|covariate| {
                    !model.margins[*covariate].is_like(&common.margins[*covariate])
                });
                issues.extend(differs.map(|covariate| differs_in_kind(name, covariate)));
                sites.push((SiteModel { name: name.clone(), share }, model));
            }
            Err(e) => issues.push(population_issue(e, &own, Some((name, site)))),
        }
    }
    if issues.is_empty() { Ok(common.in_sites(sites)) } else { Err(issues) }
}

/// The population of one site.
fn own_population(
    scenario: &Scenario,
    name: &str,
    site: &Site,
    issues: &mut Vec<Issue>,
) -> Option<Population> {
    let mut own = scenario.population.clone();
    let before = issues.len();
    for (covariate, margin) in &site.covariates {
        if let Some(stated) = own.covariates.get_mut(covariate) {
            stated.clone_from(margin);
            continue;
        }
        let path = format!("sites.{name}.covariates.{covariate}");
        let known = own.covariates.keys().map(String::as_str);
        issues.push(unknown(path, "characteristic", covariate, known));
    }
    if let Some(caseworkers) = &site.caseworkers {
        own.caseworkers = Some(caseworkers.clone());
    }
    (issues.len() == before).then_some(own)
}

fn differs_in_kind(site: &str, covariate: &str) -> Issue {
    let path = format!("sites.{site}.covariates.{covariate}");
    let message = format!(
        "{covariate:?} is of another kind here than for all sites, or its categories are others or in another order"
    );
    Issue::new(path, message)
        .help(format!("state it as in \"population.covariates.{covariate}\", with other numbers"))
}
