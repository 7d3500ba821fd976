//! Designs: shares, counts and offers by arm, checked against the pool.

use indexmap::IndexMap;

use crate::assignment::{
    AfterEnrolment, AfterModel, Allocation, BeforeEnrolment, BeforeModel, Characteristic, Design,
    DesignModel, Ground, Randomiser, Scheme, Uptake,
};
use crate::assumption::Assumption;
use crate::issue::Issue;
use crate::plan::{Society, World};
use crate::population::Scale;
use crate::scenario::Scenario;
use crate::scenario::compile::names::{check_count, check_share, unknown};

/// The offers of designs that randomise before enrolment: for each design and arm the number of
/// its offer in the world.
#[derive(Clone, Debug, Default)]
pub struct Offers {
    /// Offer number by design name and arm.
    pub numbers: IndexMap<String, Vec<usize>>,
    /// Uptakes to be solved: path, rate, offer number.
    pub targets: Vec<(String, f64, usize)>,
}

/// Gives every invitation its offer.
pub fn offers(scenario: &Scenario, world: &mut World, issues: &mut Vec<Issue>) -> Offers {
    let mut out = Offers::default();
    for (name, design) in &scenario.designs {
        let Design::BeforeEnrolment(d) = design else { continue };
        let path = format!("designs.{name}.before_enrolment.uptake");
        check_arms(&path, &d.uptake, world, issues);
        let mut numbers = Vec::new();
        for arm in world.arms.clone() {
            let number = match d.uptake.get(&arm) {
                None => 0,
                Some(Uptake::Intercept(value)) => world.add_offer(value.get()),
                Some(Uptake::Rate(rate)) if rate.get() >= 1.0 => {
                    check_share(issues, format!("{path}.{arm}.rate"), rate.get(), true);
                    world.add_offer(f64::INFINITY)
                }
                Some(Uptake::Rate(rate)) => {
                    let path = format!("{path}.{arm}.rate");
                    check_share(issues, path.clone(), rate.get(), false);
                    let same = out.targets.iter().find(|(_, r, _)| *r == rate.get());
                    if let Some((_, _, number)) = same {
                        *number
                    } else {
                        let number = world.add_offer(-2.0);
                        out.targets.push((path, rate.get(), number));
                        number
                    }
                }
            };
            numbers.push(number);
        }
        out.numbers.insert(name.clone(), numbers);
    }
    out
}

fn check_arms<T>(path: &str, given: &IndexMap<String, T>, world: &World, issues: &mut Vec<Issue>) {
    for name in given.keys() {
        if !world.arms.contains(name) {
            issues.push(unknown(
                format!("{path}.{name}"),
                "arm",
                name,
                world.arms.iter().map(String::as_str),
            ));
        }
    }
}

/// Shares by arm, summing to 1; equal when nothing is stated.
fn shares(
    path: &str,
    given: &IndexMap<String, Assumption>,
    world: &World,
    issues: &mut Vec<Issue>,
) -> Vec<f64> {
    check_arms(path, given, world, issues);
    if given.is_empty() {
        return vec![1.0 / world.arms.len() as f64; world.arms.len()];
    }
    let mut out = Vec::new();
    let known = given.keys().all(|arm| world.arms.contains(arm));
    for arm in &world.arms {
        let value = given.get(arm).map(Assumption::get);
        match value {
            None if known => issues.push(
                Issue::new(path, format!("the arm {arm:?} is missing")).help("an arm without people cannot be compared: give every arm a share above 0, or leave all out for equal shares"),
            ),
            Some(v) if v <= 0.0 => issues.push(Issue::new(
                format!("{path}.{arm}"),
                format!("an empty arm cannot be compared: its share must be above 0, found {v}"),
            )),
            _ => {}
        }
        out.push(value.unwrap_or(1.0).max(1e-12));
    }
    let sum: f64 = out.iter().sum();
    out.iter().map(|s| s / sum).collect()
}

/// Shares over the arms of the first design that randomises enrolees, or equal ones.
pub fn arm_shares(scenario: &Scenario, world: &World) -> Vec<f64> {
    let mut designs = scenario.designs.values();
    let first = designs.find(|design| matches!(design, Design::AfterEnrolment(_)));
    first.map_or_else(
        || vec![1.0 / world.arms.len() as f64; world.arms.len()],
        |design| shares_of(design, world),
    )
}

/// Shares over the arms of a design; what is wrong with them is told elsewhere.
pub fn shares_of(design: &Design, world: &World) -> Vec<f64> {
    match design.allocation() {
        Some(allocation) => allocated(allocation, world),
        None => shares("", design.sizes(), world, &mut Vec::new()),
    }
}

/// Shares over the arms by the name of an allocation.
fn allocated(allocation: &Allocation, world: &World) -> Vec<f64> {
    let weights = allocation.weights(world.arms.iter().map(String::as_str));
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}

/// The same, where the numbers that it stands for are not `given` besides; what is wrong with it is an issue.
fn named_shares(
    path: &str,
    allocation: &Allocation,
    given: &[(bool, &str)],
    world: &World,
    issues: &mut Vec<Issue>,
) -> Vec<f64> {
    for (_, key) in given.iter().filter(|(is_given, _)| *is_given) {
        let message = format!("give \"allocation\" or {key:?}, not both");
        issues.push(Issue::new(format!("{path}.allocation"), message));
    }
    if let Allocation::CostWeighted(costs) = allocation {
        let path = format!("{path}.allocation.cost_weighted");
        check_arms(&path, costs, world, issues);
        for arm in &world.arms {
            match costs.get(arm).map(Assumption::get) {
                Some(cost) if cost > 0.0 => {}
                Some(cost) => {
                    let message = format!("a person costs more than 0 euros, found {cost}");
                    let help = "give what one person in the arm costs, measuring them included";
                    issues.push(Issue::new(format!("{path}.{arm}"), message).help(help));
                }
                None => {
                    let message = format!("the cost of a person in the arm {arm:?} is missing");
                    issues.push(Issue::new(path.clone(), message).help("give that of every arm"));
                }
            }
        }
    }
    allocated(allocation, world)
}

/// The designs of a world, in the order of the scenario.
pub fn models(
    scenario: &Scenario,
    society: &Society,
    world: &World,
    offers: &Offers,
    issues: &mut Vec<Issue>,
) -> Vec<DesignModel> {
    let known = Known { scenario, world, characteristics: characteristics(scenario, society) };
    let model = |(name, design): (&String, &Design)| match design {
        Design::AfterEnrolment(d) => {
            known.after(&format!("designs.{name}.after_enrolment"), d, issues)
        }
        Design::BeforeEnrolment(d) => {
            let path = format!("designs.{name}.before_enrolment");
            known.before(&path, d, &offers.numbers[name], issues)
        }
    };
    scenario.designs.iter().map(model).collect()
}

/// What there is to know about people before anybody is randomised.
fn characteristics<'a>(scenario: &'a Scenario, society: &'a Society) -> Vec<Characteristic<'a>> {
    let survey = scenario.measurement.baseline_survey.as_ref();
    let is_surveyed = |name: &String| survey.is_some_and(|survey| survey.items.contains(name));
    let known = society.catalogue.covariates.iter().enumerate();
    let told = known.map(|(column, (name, scale))| Characteristic {
        name,
        column: Some(column),
        categories: match scale {
            Scale::Categories { levels, .. } => Some(levels.len()),
            Scale::Number { .. } => None,
        },
        is_surveyed: is_surveyed(name),
    });
    let wave = Characteristic {
        name: "wave",
        column: society.columns.wave,
        categories: Some(society.waves.len().max(1)),
        is_surveyed: false,
    };
    told.chain([wave]).collect()
}

/// What designs are made of.
struct Known<'a> {
    scenario: &'a Scenario,
    world: &'a World,
    characteristics: Vec<Characteristic<'a>>,
}

impl Known<'_> {
    fn after(&self, path: &str, d: &AfterEnrolment, issues: &mut Vec<Issue>) -> DesignModel {
        let (scenario, world) = (self.scenario, self.world);
        let mut quota = d.participants.as_ref().map(|p| (p.get(), "participants"));
        let given = if d.counts.is_empty() { &d.shares } else { &d.counts };
        let key = if d.counts.is_empty() { "shares" } else { "counts" };
        if !d.counts.is_empty() {
            for clash in [(!d.shares.is_empty(), "shares"), (quota.is_some(), "participants")] {
                if clash.0 {
                    issues.push(Issue::new(
                        format!("{path}.{}", clash.1),
                        format!("give \"counts\" or {:?}, not both", clash.1),
                    ));
                }
            }
            for (arm, count) in &d.counts {
                check_count(issues, format!("{path}.counts.{arm}"), count.get(), 1.0, 10_000_000.0);
            }
            quota = Some((d.counts.values().map(Assumption::get).sum(), "counts"));
        }
        let shares = match &d.allocation {
            Some(allocation) => {
                let given = [(!d.shares.is_empty(), "shares"), (!d.counts.is_empty(), "counts")];
                named_shares(path, allocation, &given, world, issues)
            }
            None => shares(&format!("{path}.{key}"), given, world, issues),
        };
        if key == "counts" {
            // What is no count is no share either.
            issues.dedup_by(|later, earlier| later.path == earlier.path);
        }
        let randomised = scenario.recruitment.randomised.as_ref().map_or(1.0, Assumption::get);
        if let Some((wanted, field)) = quota {
            let field = format!("{path}.{field}");
            check_count(issues, field, wanted, world.arms.len() as f64, 10_000_000.0);
        }
        DesignModel::After(AfterModel {
            randomiser: self.randomiser(path, &d.assignment, &shares, issues),
            shares,
            quota: quota.map(|(q, _)| q as usize),
            randomised,
        })
    }

    fn before(
        &self,
        path: &str,
        d: &BeforeEnrolment,
        offers: &[usize],
        issues: &mut Vec<Issue>,
    ) -> DesignModel {
        let world = self.world;
        let reference = d.reference.as_ref().map_or(0.0, Assumption::get);
        if !(0.0..1.0).contains(&reference) {
            issues.push(Issue::new(
                format!("{path}.reference"),
                format!("must be a share of at least 0 and below 1, found {reference}"),
            ));
        }
        let shares = match &d.allocation {
            Some(allocation) => {
                let given = [(!d.shares.is_empty(), "shares")];
                named_shares(path, allocation, &given, world, issues)
            }
            None => shares(&format!("{path}.shares"), &d.shares, world, issues),
        };
        DesignModel::Before(BeforeModel {
            randomiser: self.randomiser(path, &d.assignment, &shares, issues),
            reference: reference.clamp(0.0, 0.999),
            shares,
            offers: offers.to_vec(),
        })
    }

    /// A scheme for arms with these shares; what is wrong with it is an issue, and the default stands in.
    fn randomiser(
        &self,
        path: &str,
        scheme: &Scheme,
        shares: &[f64],
        issues: &mut Vec<Issue>,
    ) -> Randomiser {
        let ground = Ground { shares, characteristics: &self.characteristics };
        Randomiser::new(scheme, &ground).unwrap_or_else(|wrong| {
            let path = format!("{path}.assignment");
            issues.extend(wrong.into_iter().map(|issue| issue.below(&path)));
            Randomiser::plain(shares)
        })
    }
}
