//! Whether a design can find its people: enough for what it asks, and some in every arm.

use indexmap::IndexMap;

use super::designs::Offers;
use crate::assignment::{AfterModel, BeforeModel, Design, DesignModel, Randomiser, Uptake};
use crate::assumption::Assumption;
use crate::issue::Issue;
use crate::plan::World;
use crate::scenario::Scenario;

/// Groups in which fewer people are expected cannot be compared.
const FEWEST: f64 = 3.0;

/// Who accepts each offer, as far as it is known.
#[derive(Clone, Debug)]
pub struct Acceptance(Vec<Option<f64>>);

impl Acceptance {
    /// The rates that the scenario states; unknown where it states an intercept.
    pub fn stated(scenario: &Scenario, world: &World, offers: &Offers) -> Self {
        let mut rates = vec![None; world.offers.len()];
        rates[0] = scenario.enrolment_rate();
        for (name, design) in &scenario.designs {
            let (Design::BeforeEnrolment(d), Some(numbers)) = (design, offers.numbers.get(name))
            else {
                continue;
            };
            for (arm, &number) in world.arms.iter().zip(numbers) {
                if let Some(Uptake::Rate(rate)) = d.uptake.get(arm) {
                    rates[number] = Some(rate.get());
                }
            }
        }
        Self(rates)
    }

    /// The share who accept an offer; none where only an intercept is stated.
    pub fn of(&self, offer: usize) -> Option<f64> {
        self.0.get(offer).copied().flatten()
    }

    /// Whether as many accept two offers: their rates are the same, or their intercepts where these are stated.
    pub fn is_alike(&self, world: &World, [one, other]: [usize; 2]) -> bool {
        let intercept = |offer: usize| world.offers[offer].intercept;
        one == other
            || match (self.of(one), self.of(other)) {
                (Some(one), Some(other)) => one == other,
                (None, None) => intercept(one) == intercept(other),
                _ => false,
            }
    }

    /// What was solved, by offer: each person's probability of accepting.
    pub fn solved(accepts: &[Vec<f64>]) -> Self {
        let mean = |row: &Vec<f64>| row.iter().sum::<f64>() / row.len().max(1) as f64;
        Self(accepts.iter().map(|row| Some(mean(row))).collect())
    }
}

/// Checks the designs of a world of `size` people.
pub fn check(
    scenario: &Scenario,
    world: &World,
    models: &[&DesignModel],
    size: usize,
    acceptance: &Acceptance,
) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (model, (name, settings)) in models.iter().zip(&scenario.designs) {
        let path = format!("designs.{name}");
        let mut frame = Frame { world, size: size as f64, settings, path, issues: &mut issues };
        match model {
            DesignModel::After(d) => {
                if let Some(rate) = acceptance.of(0) {
                    frame.after(d, rate);
                }
            }
            DesignModel::Before(d) => {
                let rates: Vec<Option<f64>> =
                    d.offers.iter().map(|&number| acceptance.of(number)).collect();
                frame.before(d, &rates);
            }
        }
    }
    issues
}

struct Frame<'a> {
    world: &'a World,
    size: f64,
    settings: &'a Design,
    path: String,
    issues: &'a mut Vec<Issue>,
}

impl Frame<'_> {
    /// The path of what gives an arm its size: its own share or count, or else that of all arms.
    fn place(&self, arm: Option<&str>) -> String {
        let path = &self.path;
        let of = |key: &str, given: &IndexMap<String, Assumption>| match arm {
            Some(arm) if given.contains_key(arm) => format!("{path}.{key}.{arm}"),
            _ => format!("{path}.{key}"),
        };
        match self.settings {
            Design::AfterEnrolment(d) if !d.counts.is_empty() => {
                of("after_enrolment.counts", &d.counts)
            }
            Design::AfterEnrolment(d) if d.participants.is_some() => {
                format!("{path}.after_enrolment.participants")
            }
            Design::AfterEnrolment(d) => of("after_enrolment.shares", &d.shares),
            Design::BeforeEnrolment(d) => of("before_enrolment.shares", &d.shares),
        }
    }

    fn after(&mut self, d: &AfterModel, rate: f64) {
        let p = rate * d.randomised;
        let (expected, sd) = (self.size * p, (self.size * p * (1.0 - p)).max(0.0).sqrt());
        let wanted = d.quota.map_or(expected, |quota| quota as f64);
        // More than the frame can yield but by a freak of chance.
        if wanted > expected + 6.0 * sd {
            let message = format!(
                "{wanted} participants are wanted, but of {} eligible people about {expected:.0} (give or take {:.0}) can be randomised",
                self.size,
                2.0 * sd
            );
            let help = format!(
                "at most about {:.0} can be counted on; {wanted} take {}",
                (expected - 2.0 * sd).floor().max(0.0),
                ways_to_more(wanted / expected, rate)
            );
            self.issues.push(Issue::new(self.place(None), message).help(help));
            return;
        }
        let people = wanted.min(expected);
        let help = "more needs more \"participants\", a larger population.size, a higher recruitment.enrolment.rate or a larger share";
        let randomised: Vec<_> = d.shares.iter().map(|share| Some(people * share)).collect();
        self.arms(&randomised, "be randomised", help);
        self.divided(&d.randomiser, "after_enrolment", people);
    }

    fn before(&mut self, d: &BeforeModel, rates: &[Option<f64>]) {
        let reference = self.size * d.reference;
        if reference > 0.0 && reference < FEWEST {
            let message = format!(
                "about {reference:.1} people would be set aside: a reference group needs at least {FEWEST}"
            );
            let path = format!("{}.before_enrolment.reference", self.path);
            self.issues.push(
                Issue::new(path, message).help("set it to 0 for no reference group, or higher"),
            );
        }
        let invited = self.size - reference;
        let help = "more needs a larger population.size, a higher \"uptake\" or a larger share";
        let enrolled =
            d.shares.iter().zip(rates).map(|(share, rate)| rate.map(|r| invited * share * r));
        let enrolled: Vec<_> = enrolled.collect();
        self.arms(&enrolled, "be invited and accept", help);
        self.divided(&d.randomiser, "before_enrolment", invited);
    }

    /// Whether the scheme can divide so many people.
    fn divided(&mut self, randomiser: &Randomiser, order: &str, people: f64) {
        let below = format!("{}.{order}.assignment.{}", self.path, randomiser.scheme.name());
        self.issues.extend(randomiser.draw.refuses(people).map(|issue| issue.below(&below)));
    }

    fn arms(&mut self, people: &[Option<f64>], what: &str, help: &str) {
        let known = self.world.arms.iter().zip(people).filter_map(|(arm, p)| p.map(|p| (arm, p)));
        let Some((arm, expected)) = known.min_by(|a, b| a.1.total_cmp(&b.1)) else { return };
        if expected < FEWEST {
            let message = format!(
                "about {expected:.1} people would {what} in the arm {arm:?}: a comparison needs at least {FEWEST}"
            );
            self.issues.push(Issue::new(self.place(Some(arm)), message).help(help));
        }
    }
}

/// What brings so many times the participants.
fn ways_to_more(times: f64, rate: f64) -> String {
    let most = if times < 100.0 { format!("{times:.1} times as") } else { "far too".to_owned() };
    let people = format!("{most} many eligible people (population.size)");
    if rate * times < 1.0 {
        format!("{people}, or an enrolment rate of about {:.1} %", 100.0 * rate * times)
    } else {
        people
    }
}
