//! Builds a society: population, lives and waves, with all names resolved.

use super::{latents, sites, starts};
use crate::assumption::Assumption;
use crate::issue::Issue;
use crate::outcome::{
    EARLIEST, History, HistoryModel, Hours, Ladder, LivesModel, PIECES, Path, Rung, Start, Work,
    WorkModel, Working,
};
use crate::plan::{Columns, Society};
use crate::population::{
    Catalogue, Covariate, CovariateError, DependenceError, EMPLOYABILITY, Population,
    PopulationError, SITE, Scale, SiteModel,
};
use crate::recruitment::{Site, WaveModel};
use crate::scenario::Scenario;
use crate::scenario::compile::latents::before_start;
use crate::scenario::compile::names::{
    check_count, check_rate, percent_help, possible, unknown, written,
};

/// A society with every name resolved, before anybody is drawn; lives are visited at `months`. What the register
/// knows has no scale yet, and outcomes with draws of their own are missing.
pub fn sketch(scenario: &Scenario, months: &[u32]) -> Result<Society, Vec<Issue>> {
    let mut issues = Vec::new();
    let population = sites::population(scenario)?;
    let mut catalogue = Catalogue {
        covariates: population.margins.iter().map(|(k, m)| (k.clone(), Scale::of(m))).collect(),
        traits: population.traits.clone(),
    };
    if !population.sites.is_empty() {
        catalogue.covariates.insert(SITE.to_owned(), site_scale(&population.sites));
    }
    let register = catalogue.covariates.len();
    let waves = waves(scenario, &mut issues);
    let starts = starts::collect(scenario, &waves, &mut issues);
    if !issues.is_empty() {
        return Err(issues);
    }
    let extra = scenario.work.as_ref().map_or(0, |w| w.history.len());
    let before_start = before_start(scenario).len();
    let wave = (waves.len() > 1).then_some(register + extra + before_start);
    let columns = Columns { register, before_start, wave };
    let work = scenario.work.as_ref();
    let work = work.map(|w| working(w, scenario, months, columns, &starts, &catalogue));
    let work = work.transpose()?;
    for (name, item) in scenario.work.iter().flat_map(|work| &work.history) {
        let scale = match item {
            History::Earnings { .. } => Scale::Number { mean: 0.0, sd: 1.0 },
            History::AnyEarnings { .. } => yes_no(0.5),
        };
        catalogue.covariates.insert(name.clone(), scale);
    }
    latents::check(scenario, &mut catalogue, &mut issues);
    if !issues.is_empty() {
        return Err(issues);
    }
    let lives = LivesModel { work, latent: Vec::new() };
    Ok(Society { population, lives, catalogue, waves, columns, features: Vec::new() })
}

fn site_scale(sites: &[SiteModel]) -> Scale {
    let levels = sites.iter().map(|site| site.name.clone()).collect();
    Scale::Categories { levels, shares: sites.iter().map(|site| site.share).collect() }
}

/// The scale of what a share of people are.
pub fn yes_no(yes: f64) -> Scale {
    let levels = vec!["no".to_owned(), "yes".to_owned()];
    Scale::Categories { levels, shares: vec![1.0 - yes, yes] }
}

/// Checks who the people are said to be.
pub fn check(scenario: &Scenario, issues: &mut Vec<Issue>) {
    let population = &scenario.population;
    check_count(issues, "population.size", population.size.get(), 1.0, 10_000_000.0);
    if let Some(caseworkers) = &population.caseworkers {
        sites::check_caseworkers("population.caseworkers", caseworkers, issues);
    }
    sites::check(scenario, issues);
    for name in population.traits.keys() {
        let path = format!("population.traits.{name}");
        if name == EMPLOYABILITY {
            issues.push(Issue::new(
                path,
                "employability is always there: it cannot be declared again",
            ));
        } else if population.covariates.contains_key(name) {
            issues.push(Issue::new(path, format!("{name:?} is already a characteristic")));
        }
    }
    for name in population.covariates.keys() {
        check_characteristic(format!("population.covariates.{name}"), name, issues);
    }
    if let Some(work) = &scenario.work {
        let share = work.caseworker_share.as_ref().map_or(0.0, Assumption::get);
        let own = scenario.sites.values().any(|site| site.caseworkers.is_some());
        if share > 0.0 && population.caseworkers.is_none() && !own {
            let issue = Issue::new(
                "work.caseworker_share",
                "there are no caseworkers between whom work could differ",
            );
            issues.push(issue.help("declare \"population.caseworkers\", or leave this out"));
        }
    }
}

/// Names that a characteristic cannot have: the wave's, a trait's, and what reads like a category.
pub(super) fn check_characteristic(path: String, name: &str, issues: &mut Vec<Issue>) {
    let message = if name == "wave" {
        "\"wave\" is the name of the start wave"
    } else if name == EMPLOYABILITY {
        "\"employability\" is the name of the trait that is always there"
    } else if name.contains('.') {
        "a dot separates a characteristic from its category: no characteristic has one in its name"
    } else {
        return;
    };
    issues.push(Issue::new(path, message).help("name this characteristic otherwise"));
}

/// Where a population is impossible: that of one site, or of all.
pub(super) fn population_issue(
    error: PopulationError,
    population: &Population,
    site: Option<(&str, &Site)>,
) -> Issue {
    match error {
        PopulationError::Covariate(name, e) => {
            let (place, message) = match site {
                Some((own, site)) if site.covariates.contains_key(&name) => {
                    (format!("sites.{own}"), e.to_string())
                }
                Some((own, _)) => ("population".to_owned(), format!("in {own}, {e}")),
                None => ("population".to_owned(), e.to_string()),
            };
            let issue = Issue::new(format!("{place}.covariates.{name}.{}", e.path()), message);
            Issue { help: covariate_help(&e), ..issue }
        }
        PopulationError::Dependence(e) => {
            let issue = Issue::new(format!("population.{}", e.path()), e.to_string());
            Issue { help: dependence_help(&e, population), ..issue }
        }
    }
}

fn covariate_help(error: &CovariateError) -> Option<String> {
    match error {
        CovariateError::Share { found, .. } => percent_help(*found),
        CovariateError::Sum { .. } => Some("every person has exactly one category".to_owned()),
        CovariateError::Reference { allowed, .. } if allowed.is_empty() => {
            Some("no characteristic before this one has categories".to_owned())
        }
        CovariateError::Reference { name, allowed, .. } => {
            Some(possible(name, allowed.iter().map(String::as_str)))
        }
        CovariateError::Level { allowed, .. } => Some(format!("possible: {}", allowed.join(", "))),
        CovariateError::Count { .. } | CovariateError::Numbers { .. } => None,
    }
}

fn dependence_help(error: &DependenceError, population: &Population) -> Option<String> {
    match error {
        DependenceError::Unknown { name, .. } => {
            let scored = population
                .covariates
                .iter()
                .filter(|(_, c)| !matches!(c, Covariate::Subclass { .. }));
            Some(possible(name, scored.map(|(name, _)| name.as_str())))
        }
        DependenceError::Subclass { of, .. } => Some(format!("name {of:?} instead")),
        DependenceError::NotPositiveDefinite { variable, .. } => Some(format!(
            "bring the correlations of {variable:?} closer to 0, or closer to those of its neighbours"
        )),
        DependenceError::Range { .. }
        | DependenceError::Weights { .. }
        | DependenceError::Idle { .. } => None,
    }
}

fn waves(scenario: &Scenario, issues: &mut Vec<Issue>) -> Vec<WaveModel> {
    let waves = &scenario.recruitment.waves;
    let mut out = Vec::new();
    for (name, wave) in waves {
        let path = format!("recruitment.waves.{name}");
        check_rate(issues, format!("{path}.share"), wave.share.get());
        check_count(issues, format!("{path}.exposure"), wave.exposure.get(), 1.0, 600.0);
        let (share, exposure) = (wave.share.get(), wave.exposure.get() as u32);
        out.push(WaveModel { name: name.clone(), share, exposure });
    }
    let sum: f64 = out.iter().map(|w| w.share).sum();
    let each = out.iter().all(|w| w.share > 0.0 && w.share <= 1.0);
    if !out.is_empty() && each && (sum - 1.0).abs() > 1e-6 {
        let sum = written((sum * 1e6).round() / 1e6);
        issues.push(Issue::new(
            "recruitment.waves",
            format!("the shares of the waves sum to {sum}, not to 1"),
        ));
    }
    out
}

fn working(
    work: &Work,
    scenario: &Scenario,
    months: &[u32],
    columns: Columns,
    starts: &[Start],
    catalogue: &Catalogue,
) -> Result<Working, Vec<Issue>> {
    let model = WorkModel::new(work, &catalogue.traits, starts)
        .map_err(|e| vec![Issue::new(format!("work.{}", e.path), e.message)])?;
    let mut issues = Vec::new();
    let hours = hours_scales(scenario, &model, &mut issues);
    let mut items = Vec::new();
    for (name, item) in &work.history {
        let path = format!("work.history.{name}");
        let (from, to) = item.months();
        if catalogue.covariates.contains_key(name) || catalogue.traits.contains(name) {
            issues.push(
                Issue::new(
                    path.clone(),
                    format!("{name:?} is already a characteristic or a trait"),
                )
                .help("name this one otherwise"),
            );
        } else {
            check_characteristic(path.clone(), name, &mut issues);
        }
        if !(EARLIEST <= from && from <= to && to <= -1) {
            let message =
                format!("months {from} to {to} must run forward between {EARLIEST} and -1");
            issues.push(Issue::new(path, message));
        }
        items.push(*item);
    }
    let spell = work.spell.as_ref().and_then(|name| spell_column(name, catalogue, &mut issues));
    if !issues.is_empty() {
        return Err(issues);
    }
    let contracts = scenario.outcomes.values().any(|o| o.member().needs_contracts());
    Ok(Working {
        path: Path::new(model.phi, months),
        model,
        contracts,
        history: HistoryModel { items, hours, spell, used: Vec::new() },
        first_column: columns.register,
        cohorts: starts::joined(scenario, starts, columns.wave),
    })
}

/// The numeric characteristic that says how long the current spell has lasted.
fn spell_column(name: &str, catalogue: &Catalogue, issues: &mut Vec<Issue>) -> Option<usize> {
    if let Some((column, _, Scale::Number { .. })) = catalogue.covariates.get_full(name) {
        return Some(column);
    }
    let numbers = catalogue.covariates.iter().filter(|(_, s)| matches!(s, Scale::Number { .. }));
    let known = numbers.map(|(k, _)| k.as_str());
    issues.push(unknown("work.spell", "numeric characteristic", name, known));
    None
}

/// Weekly hours by intensity: in each site, or everywhere.
fn hours_scales(scenario: &Scenario, model: &WorkModel, issues: &mut Vec<Issue>) -> Vec<Hours> {
    if scenario.sites.is_empty() {
        return vec![hours_scale(scenario, None, model, issues)];
    }
    (0..scenario.sites.len()).map(|k| hours_scale(scenario, Some(k), model, issues)).collect()
}

/// Weekly hours by intensity, through the cut-points that the stated rates give in the frame.
fn hours_scale(
    scenario: &Scenario,
    site: Option<usize>,
    model: &WorkModel,
    issues: &mut Vec<Issue>,
) -> Hours {
    let any = scenario.work.as_ref().map_or(0.0, |w| w.any_hours.get());
    let mut knots = vec![(0.0, any, "work.any_hours".to_owned())];
    for (name, outcome) in &scenario.outcomes {
        let member = outcome.member();
        let (Some(Rung { ladder: Ladder::Hours, at, rate }), Some(level)) =
            (member.rung(), member.level())
        else {
            continue;
        };
        let path = format!("outcomes.{name}.{}", outcome.name());
        let held = site.and_then(|k| scenario.level_by_site(name, &level, &path).nth(k));
        match held {
            Some((_, held)) => knots.push((at, held.value, held.path)),
            None => knots.push((at, rate, format!("{path}.rate"))),
        }
    }
    knots.sort_by(|a, b| a.0.total_cmp(&b.0));
    if knots.len() > PIECES {
        let message = format!("at most {} outcomes with hours are possible", PIECES - 1);
        issues.push(Issue::new(knots[PIECES].2.clone(), message));
    }
    let mut points = Vec::new();
    for pair in knots.windows(2) {
        if pair[1].0 > pair[0].0 && pair[1].1 >= pair[0].1 {
            let message = format!(
                "the share working over {} hours ({}) must be below the share working over {} hours ({})",
                written(pair[1].0),
                written(pair[1].1),
                written(pair[0].0),
                written(pair[0].1)
            );
            issues.push(
                Issue::new(pair[1].2.clone(), message)
                    .help(format!("the other share is {}", pair[0].2)),
            );
        } else if pair[1].0 == pair[0].0 {
            let message = format!(
                "two outcomes are about the same {} hours: the other is {}",
                pair[0].0, pair[0].2
            );
            issues.push(Issue::new(pair[1].2.clone(), message).help("leave one out"));
        }
    }
    for (hours, rate, path) in &knots {
        match model.cut_for(*rate, model.month) {
            Ok(cut) => points.push((cut, *hours)),
            Err(_) => issues.push(Issue::new(
                path.clone(),
                format!(
                    "the work process cannot give a share of {} in month {}",
                    written(*rate),
                    model.month
                ),
            )),
        }
    }
    if issues.is_empty() { Hours::through(&points) } else { Hours::default() }
}
