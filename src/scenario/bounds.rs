//! What each number of a scenario can be: one list for the schema, for ranges and for telling all
//! impossible numbers at once.

use super::source::{Document, JsonPath, RangedNumber, Step};
use crate::outcome::{Outcome, Scale};

/// What a number can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The lowest value; none without one.
    pub low: Option<f64>,
    /// Whether the lowest value itself is possible.
    pub with_low: bool,
    /// The highest value; none without one.
    pub high: Option<f64>,
    /// Whether the highest value itself is possible.
    pub with_high: bool,
    /// Whether it is a whole number.
    pub whole: bool,
}

const fn between(low: f64, high: f64) -> Bound {
    Bound { low: Some(low), with_low: true, high: Some(high), with_high: true, whole: false }
}

const fn count(low: f64, high: f64) -> Bound {
    Bound { whole: true, ..between(low, high) }
}

/// The largest number that may stand anywhere but in a seed.
pub const LARGEST: f64 = 1e12;
/// The largest latent effect on a share: beyond it everybody or nobody has the outcome.
pub const MOST_LATENT: f64 = 8.0;
const LATENT: Bound = between(-MOST_LATENT, MOST_LATENT);
/// From 0 to 1.
const SHARE: Bound = between(0.0, 1.0);
/// Of two shares; and a correlation.
const DIFFERENCE: Bound = between(-1.0, 1.0);
/// Perhaps nobody, but not everybody.
const PART: Bound = Bound { with_high: false, ..SHARE };
/// At least somebody, and perhaps everybody.
const RATE: Bound = Bound { with_low: false, ..SHARE };
/// Somebody, and not everybody: neither end.
const STRICT: Bound = Bound { with_low: false, with_high: false, ..SHARE };
const NOT_NEGATIVE: Bound = Bound { high: None, ..SHARE };
const POSITIVE: Bound = Bound { with_low: false, ..NOT_NEGATIVE };

/// Where numbers stand (`*` for any name or position) and what they can be.
pub const BOUNDS: &[(&str, Bound)] = &[
    ("population.size", count(1.0, 1e7)),
    ("population.covariates.*.binary", STRICT),
    ("population.covariates.*.categories.*", STRICT),
    ("population.covariates.*.conditional.shares.*.*", SHARE),
    ("population.covariates.*.subclass.share", STRICT),
    ("population.covariates.*.normal.sd", POSITIVE),
    ("population.covariates.*.truncated_normal.sd", POSITIVE),
    ("population.covariates.*.lognormal.cv", POSITIVE),
    ("population.dependence.factors.*.*", DIFFERENCE),
    ("population.dependence.pairs.*.2", DIFFERENCE),
    ("population.employability.explained", PART),
    ("population.traits.*", DIFFERENCE),
    ("population.caseworkers.number", count(1.0, 1e6)),
    ("population.caseworkers.size_cv", SHARE),
    ("work.persistence", PART),
    ("work.employability_share", PART),
    ("work.caseworker_share", PART),
    ("work.exit_share", STRICT),
    ("work.month", count(1.0, 120.0)),
    ("work.any_hours", STRICT),
    ("work.trend", between(-5.0, 5.0)),
    ("work.hourly_wage", between(0.01, 10_000.0)),
    ("work.wage_premium", between(0.0, 10.0)),
    ("work.wage_in_income", between(0.0, 10.0)),
    ("work.contract_correlation", STRICT),
    ("outcomes.*.hours_over.hours", Bound { high: Some(40.0), ..STRICT }),
    ("outcomes.*.hours_over.rate", STRICT),
    ("outcomes.*.income_over.share", Bound { high: Some(10.0), ..RATE }),
    ("outcomes.*.income_over.rate", STRICT),
    ("outcomes.*.permanent_contract.rate", STRICT),
    ("outcomes.*.sustained.months", count(1.0, 120.0)),
    ("outcomes.*.binary.rate", STRICT),
    ("outcomes.*.binary.noise", POSITIVE),
    ("outcomes.*.continuous.sd", POSITIVE),
    ("outcomes.*.continuous.noise", POSITIVE),
    ("outcomes.*.score.sd", POSITIVE),
    ("outcomes.*.score.correlation", PART),
    ("outcomes.*.score.months.*", count(1.0, 600.0)),
    ("treatment.arms.*.heterogeneity.random", NOT_NEGATIVE),
    ("treatment.arms.*.heterogeneity.mixture.share", STRICT),
    ("treatment.arms.*.take_up.rate", RATE),
    ("treatment.artefacts.contamination.share", SHARE),
    ("recruitment.enrolment.rate", RATE),
    ("recruitment.enrolment.selection.rate", STRICT),
    ("recruitment.waves.*.share", RATE),
    ("recruitment.waves.*.exposure", count(1.0, 600.0)),
    ("recruitment.wrong_registrations", PART),
    ("recruitment.randomised", RATE),
    ("recruitment.still_in_at_start", SHARE),
    ("measurement.exclusion.rate", PART),
    ("measurement.exclusion.depends_on.month", count(1.0, 120.0)),
    ("measurement.baseline_survey.response", RATE),
    ("measurement.follow_ups.*.month", count(1.0, 600.0)),
    ("measurement.follow_ups.*.response", RATE),
    ("designs.*.after_enrolment.shares.*", POSITIVE),
    ("designs.*.after_enrolment.participants", count(3.0, 1e7)),
    ("designs.*.after_enrolment.counts.*", count(1.0, 1e7)),
    ("designs.*.before_enrolment.reference", PART),
    ("designs.*.before_enrolment.shares.*", POSITIVE),
    ("designs.*.before_enrolment.uptake.*.rate", RATE),
    ("analyses.*.months.*", count(1.0, 600.0)),
    ("families.*.months.*", count(1.0, 600.0)),
    ("analyses.*.alpha.*", Bound { high: Some(0.5), with_low: false, ..SHARE }),
    ("analyses.*.level", STRICT),
    ("analyses.*.hypothesis.not_worse.margin", POSITIVE),
    ("costs.fixed", NOT_NEGATIVE),
    ("costs.per_site", NOT_NEGATIVE),
    ("costs.sites", count(1.0, 10_000.0)),
    ("costs.months", count(0.0, 600.0)),
    ("costs.surveys", count(0.0, 100.0)),
    ("costs.per_invited", NOT_NEGATIVE),
    ("costs.per_enrolled", NOT_NEGATIVE),
    ("costs.per_arm_month.*", NOT_NEGATIVE),
    ("costs.per_survey", NOT_NEGATIVE),
    ("estimands.smallest_effect_of_interest", POSITIVE),
    ("published.decimals", count(0.0, 12.0)),
    ("run.replications", count(1.0, 1e7)),
    (
        "run.seed",
        Bound { high: Some(18_446_744_073_709_551_616.0), with_high: false, ..count(0.0, 1.0) },
    ),
];

/// A number that cannot be, by its path.
#[derive(Clone, Debug, PartialEq)]
pub struct Impossible {
    /// JSON path.
    pub path: String,
    /// What is wrong with it.
    pub message: String,
}

impl Bound {
    /// What a number at this path can be; none where nothing is said.
    pub fn at(path: &JsonPath) -> Option<Self> {
        let steps = path.steps();
        let in_world = matches!(steps, [Step::Key(first), _, ..] if first == "worlds");
        let steps = if in_world { &steps[2..] } else { steps };
        let fits = |pattern: &str| {
            let mut steps = steps.iter();
            let all = pattern.split('.').all(|part| match steps.next() {
                Some(Step::Key(key)) => part == "*" || part == key,
                Some(Step::Index(position)) => part == "*" || part.parse() == Ok(*position),
                None => false,
            });
            all && steps.next().is_none()
        };
        BOUNDS.iter().find(|(pattern, _)| fits(pattern)).map(|(_, bound)| *bound)
    }

    /// Whether a number can stand here.
    pub fn contains(&self, value: f64) -> bool {
        let is_whole = !self.whole || value.fract() == 0.0;
        let above = |low: f64| if self.with_low { value >= low } else { value > low };
        let below = |high: f64| if self.with_high { value <= high } else { value < high };
        is_whole && self.low.is_none_or(above) && self.high.is_none_or(below)
    }

    /// Whether a range can be tried between its ends, the bounds themselves included.
    fn spans(&self, [low, high]: [f64; 2]) -> bool {
        self.low.is_none_or(|least| low >= least) && self.high.is_none_or(|most| high <= most)
    }

    /// `a whole number from 1 to 120`.
    pub fn told(&self) -> String {
        let what = if self.whole { "a whole number" } else { "a number" };
        let low = match (self.low, self.with_low) {
            (Some(low), true) => Some(format!("from {low}")),
            (Some(low), false) => Some(format!("above {low}")),
            (None, _) => None,
        };
        let high = match (self.high, self.with_high, self.with_low) {
            (Some(high), true, true) => Some(format!("to {high}")),
            (Some(high), true, false) => Some(format!("and at most {high}")),
            (Some(high), false, _) => Some(format!("and below {high}")),
            (None, ..) if self.with_low => Some("on".to_owned()),
            (None, ..) => None,
        };
        let words: Vec<String> = [Some(what.to_owned()), low, high].into_iter().flatten().collect();
        words.join(" ")
    }
}

/// Ranges that reach beyond what their number can be.
pub fn impossible_ranges(document: &Document) -> Vec<Impossible> {
    let told = |number: RangedNumber| {
        let bound = Bound::at(&number.path).or_else(|| by_outcome(document, &number.path))?;
        let [low, high] = number.range;
        (!bound.spans(number.range)).then(|| Impossible {
            path: number.path.key("range").to_string(),
            message: format!(
                "the range [{low}, {high}] goes beyond what can stand here: {}",
                bound.told()
            ),
        })
    };
    document.ranged().into_iter().filter_map(told).collect()
}

/// What depends on another part of the file: a change of a share, in points or latent, and a share as the trial
/// sees it.
fn by_outcome(document: &Document, path: &JsonPath) -> Option<Bound> {
    let keys = path.keys();
    let (world, keys) = match &keys[..] {
        ["worlds", world, rest @ ..] => (Some(*world), rest),
        all => (None, all),
    };
    let ["treatment", "arms" | "artefacts", _, "effects", outcome, stated @ ..] = keys else {
        return None;
    };
    let settings = |root: JsonPath| document.at(&root.key("outcomes").key(outcome));
    let own = world.and_then(|world| settings(JsonPath::root().key("worlds").key(world)));
    let settings = own.or_else(|| settings(JsonPath::root()))?;
    let outcome: Outcome = serde_json::from_value(settings).ok()?;
    let is_share = outcome.member().scale() == Scale::Share;
    match stated {
        ["points" | "points_eligible"] | ["as_run_difference", "points"] if is_share => {
            Some(DIFFERENCE)
        }
        ["as_run", "rate"] if is_share => Some(SHARE),
        ["latent"] if is_share => Some(LATENT),
        _ => None,
    }
}

/// All numbers of a document that cannot be, bare or with their provenance, in file order.
pub fn impossible_numbers(document: &Document) -> Vec<Impossible> {
    let told = |(path, value): (JsonPath, f64)| {
        let bound = Bound::at(&path).or_else(|| by_outcome(document, &path))?;
        (!bound.contains(value)).then(|| Impossible {
            path: path.to_string(),
            message: format!("must be {}, found {value}", bound.told()),
        })
    };
    document.numbers().into_iter().filter_map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_found_in_worlds_too_and_says_what_it_is() {
        let at = |text: &str| Bound::at(&JsonPath::parse(text).expect("a path")).map(|b| b.told());
        assert_eq!(
            at("worlds.w.population.size").as_deref(),
            Some("a whole number from 1 to 10000000")
        );
        assert_eq!(at("outcomes.y.binary.rate").as_deref(), Some("a number above 0 and below 1"));
        assert_eq!(at("analyses.a.alpha[0]").as_deref(), Some("a number above 0 and at most 0.5"));
        assert_eq!(at("costs.fixed").as_deref(), Some("a number from 0 on"));
        assert_eq!(at("outcomes.y.continuous.sd").as_deref(), Some("a number above 0"));
        assert_eq!(at("outcomes.y.continuous.mean"), None);
    }

    #[test]
    fn a_range_ends_where_its_number_does() {
        let text = r#"{
            "outcomes": {"works": {"binary": {}}, "wellbeing": {"continuous": {}}},
            "population": {"traits": {"t": {"value": 0.1, "range": [-2, 0.5]}}},
            "treatment": {"arms": {"a": {"effects": {
                "works": {"points": {"value": 0.1, "range": [-5, 0.2]}},
                "wellbeing": {"points": {"value": 0.1, "range": [-5, 0.2]}}
            }}}},
            "worlds": {"w": {"treatment": {"arms": {"a": {"effects": {
                "works": {"as_run": {"rate": {"value": 0.1, "range": [0, 1.2]}}}
            }}}}}}
        }"#;
        let document = Document::parse("x.json", text).expect("it is an object");
        let told: Vec<String> =
            impossible_ranges(&document).into_iter().map(|i| i.path + ": " + &i.message).collect();
        let beyond = "goes beyond what can stand here: a number from";
        assert_eq!(
            told,
            [
                format!("population.traits.t.range: the range [-2, 0.5] {beyond} -1 to 1"),
                format!(
                    "treatment.arms.a.effects.works.points.range: the range [-5, 0.2] {beyond} -1 to 1"
                ),
                format!(
                    "worlds.w.treatment.arms.a.effects.works.as_run.rate.range: the range [0, 1.2] {beyond} 0 to 1"
                ),
            ]
        );
    }

    #[test]
    fn ends_count_as_they_are_said_to() {
        assert!(STRICT.contains(0.5) && !STRICT.contains(0.0) && !STRICT.contains(1.0));
        assert!(
            RATE.contains(1.0) && !RATE.contains(0.0) && PART.contains(0.0) && !PART.contains(1.0)
        );
        assert!(count(1.0, 3.0).contains(2.0) && !count(1.0, 3.0).contains(2.5));
        assert!(
            STRICT.spans([0.0, 1.0]) && !STRICT.spans([-0.5, 1.0]) && !STRICT.spans([0.0, 1.1])
        );
    }
}
