//! What each number of a scenario can be: one list for the schema, for ranges and for telling all
//! impossible numbers at once.

use std::sync::LazyLock;

use super::families;
use super::source::{Document, JsonPath, RangedNumber, Step};
use crate::issue::Bound;
use crate::outcome::{Outcome, Scale};

/// The largest number that may stand anywhere but in a seed.
pub const LARGEST: f64 = 1e12;
/// The largest latent effect on a share: beyond it everybody or nobody has the outcome.
pub const MOST_LATENT: f64 = 8.0;
const LATENT: Bound = Bound::between(-MOST_LATENT, MOST_LATENT);

/// Where numbers that belong to no family stand (`*` for any name or position) and what they can be.
const OWN: &[(&str, Bound)] = &[
    ("population.size", Bound::count(1.0, 1e7)),
    ("population.covariates.*.binary", Bound::STRICT),
    ("population.covariates.*.categories.*", Bound::STRICT),
    ("population.covariates.*.conditional.shares.*.*", Bound::SHARE),
    ("population.covariates.*.subclass.share", Bound::STRICT),
    ("population.covariates.*.normal.sd", Bound::POSITIVE),
    ("population.covariates.*.truncated_normal.sd", Bound::POSITIVE),
    ("population.covariates.*.lognormal.cv", Bound::POSITIVE),
    ("population.dependence.factors.*.*", Bound::DIFFERENCE),
    ("population.dependence.pairs.*.2", Bound::DIFFERENCE),
    ("population.employability.explained", Bound::PART),
    ("population.traits.*", Bound::DIFFERENCE),
    ("population.caseworkers.number", Bound::count(1.0, 1e6)),
    ("population.caseworkers.size_cv", Bound::SHARE),
    ("work.persistence", Bound::PART),
    ("work.employability_share", Bound::PART),
    ("work.caseworker_share", Bound::PART),
    ("work.exit_share", Bound::STRICT),
    ("work.month", Bound::count(1.0, 120.0)),
    ("work.any_hours", Bound::STRICT),
    ("work.trend", Bound::between(-5.0, 5.0)),
    ("work.hourly_wage", Bound::between(0.01, 10_000.0)),
    ("work.wage_premium", Bound::between(0.0, 10.0)),
    ("work.wage_in_income", Bound::between(0.0, 10.0)),
    ("work.contract_correlation", Bound::STRICT),
    ("treatment.arms.*.heterogeneity.random", Bound::NOT_NEGATIVE),
    ("treatment.arms.*.heterogeneity.mixture.share", Bound::STRICT),
    ("treatment.arms.*.take_up.rate", Bound::RATE),
    ("recruitment.enrolment.rate", Bound::RATE),
    ("recruitment.enrolment.selection.rate", Bound::STRICT),
    ("recruitment.waves.*.share", Bound::RATE),
    ("recruitment.waves.*.exposure", Bound::count(1.0, 600.0)),
    ("recruitment.wrong_registrations", Bound::PART),
    ("recruitment.randomised", Bound::RATE),
    ("recruitment.still_in_at_start", Bound::SHARE),
    ("measurement.exclusion.rate", Bound::PART),
    ("measurement.exclusion.depends_on.month", Bound::count(1.0, 120.0)),
    ("measurement.baseline_survey.response", Bound::RATE),
    ("measurement.follow_ups.*.month", Bound::count(1.0, 600.0)),
    ("measurement.follow_ups.*.response", Bound::RATE),
    ("designs.*.after_enrolment.shares.*", Bound::POSITIVE),
    ("designs.*.after_enrolment.allocation.cost_weighted.*", Bound::POSITIVE),
    ("designs.*.before_enrolment.allocation.cost_weighted.*", Bound::POSITIVE),
    ("designs.*.after_enrolment.participants", Bound::count(3.0, 1e7)),
    ("designs.*.after_enrolment.counts.*", Bound::count(1.0, 1e7)),
    ("designs.*.before_enrolment.reference", Bound::PART),
    ("designs.*.before_enrolment.shares.*", Bound::POSITIVE),
    ("designs.*.before_enrolment.uptake.*.rate", Bound::RATE),
    ("analyses.*.months.*", Bound::count(1.0, 600.0)),
    ("families.*.months.*", Bound::count(1.0, 600.0)),
    ("analyses.*.alpha.*", Bound { high: Some(0.5), with_low: false, ..Bound::SHARE }),
    ("analyses.*.level", Bound::STRICT),
    ("costs.fixed", Bound::NOT_NEGATIVE),
    ("costs.per_site", Bound::NOT_NEGATIVE),
    ("costs.sites", Bound::count(1.0, 10_000.0)),
    ("costs.months", Bound::count(0.0, 600.0)),
    ("costs.surveys", Bound::count(0.0, 100.0)),
    ("costs.per_invited", Bound::NOT_NEGATIVE),
    ("costs.per_enrolled", Bound::NOT_NEGATIVE),
    ("costs.per_arm_month.*", Bound::NOT_NEGATIVE),
    ("costs.per_survey", Bound::NOT_NEGATIVE),
    ("estimands.smallest_effect_of_interest", Bound::POSITIVE),
    ("published.decimals", Bound::count(0.0, 12.0)),
    ("run.replications", Bound::count(1.0, 1e7)),
    (
        "run.seed",
        Bound {
            high: Some(18_446_744_073_709_551_616.0),
            with_high: false,
            ..Bound::count(0.0, 1.0)
        },
    ),
];

/// The numbers of a site that are not of a kind stated for all.
const OF_SITE: &[(&str, Bound)] = &[
    ("share", Bound::STRICT),
    ("outcomes.*.rate", Bound::STRICT),
    ("enrolment.rate", Bound::STRICT),
];

/// Those, then the settings of members of families, and the numbers of sites.
static ALL: LazyLock<Vec<(String, Bound)>> = LazyLock::new(|| {
    let own = OWN.iter().map(|(pattern, bound)| ((*pattern).to_owned(), *bound));
    own.chain(families::bounds()).chain(of_sites()).collect()
});

/// What a site states as it is stated of the population, and what else it states.
fn of_sites() -> impl Iterator<Item = (String, Bound)> {
    let told =
        |pattern: &&str| pattern.starts_with("covariates.") || pattern.starts_with("caseworkers.");
    let population = OWN.iter().filter_map(move |(pattern, bound)| {
        pattern.strip_prefix("population.").filter(told).map(|rest| (rest, *bound))
    });
    let all = population.chain(OF_SITE.iter().copied());
    all.map(|(pattern, bound)| (format!("sites.*.{pattern}"), bound))
}

/// Where numbers stand (`*` for any name or position) and what they can be.
pub fn bounds() -> &'static [(String, Bound)] {
    &ALL
}

/// A number that cannot be, by its path.
#[derive(Clone, Debug, PartialEq)]
pub struct Impossible {
    /// JSON path.
    pub path: String,
    /// What is wrong with it.
    pub message: String,
}

/// What a number at this path can be; none where nothing is said.
pub fn bound_at(path: &JsonPath) -> Option<Bound> {
    among(bounds(), path)
}

fn among(bounds: &[(String, Bound)], path: &JsonPath) -> Option<Bound> {
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
    bounds.iter().find(|(pattern, _)| fits(pattern)).map(|(_, bound)| *bound)
}

/// Ranges that reach beyond what their number can be.
pub fn impossible_ranges(document: &Document) -> Vec<Impossible> {
    let told = |number: RangedNumber| {
        let bound = bound_at(&number.path).or_else(|| by_outcome(document, &number.path))?;
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
            Some(Bound::DIFFERENCE)
        }
        ["as_run", "rate"] if is_share => Some(Bound::SHARE),
        ["latent"] if is_share => Some(LATENT),
        _ => None,
    }
}

/// All numbers of a document that cannot be, bare or with their provenance, in file order.
pub fn impossible_numbers(document: &Document) -> Vec<Impossible> {
    impossible(document, |path| bound_at(path).or_else(|| by_outcome(document, path)))
}

/// Those among the settings of members of families.
pub fn impossible_settings(document: &Document) -> Vec<Impossible> {
    impossible(document, |path| among(&bounds()[OWN.len()..], path))
}

fn impossible(document: &Document, bound: impl Fn(&JsonPath) -> Option<Bound>) -> Vec<Impossible> {
    let told = |(path, value): (JsonPath, f64)| {
        let bound = bound(&path)?;
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
        let at = |text: &str| bound_at(&JsonPath::parse(text).expect("a path")).map(|b| b.told());
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
}
