//! Every bound that does not depend on another setting stands in the schema, and the tool keeps it.

use std::path::Path;

use proefdraai::issue::Bound;
use proefdraai::scenario::source::{Document, JsonPath, Problem};
use proefdraai::scenario::{EXTENTS, Options, bound_at, bounds, check, schema};
use serde_json::json;

use crate::schema_reader::accepts;

/// The example in which numbers are made impossible: it has most of the format.
fn place() -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wrong/place.json");
    Document::load(path).expect("the example is right")
}

/// Values at the ends of a bound, or just inside where an end itself is not possible.
fn inside(bound: &Bound) -> Vec<f64> {
    let low = bound.low.map(|low| if bound.with_low { low } else { low + 1e-6 });
    let high = bound.high.filter(|high| *high < 1e19);
    let high = high.map(|high| if bound.with_high { high } else { high - 1e-6 });
    [low, high].into_iter().flatten().collect()
}

/// Values just outside a bound, and what is no whole number where one is wanted.
fn outside(bound: &Bound) -> Vec<f64> {
    let low = bound.low.map(|low| if bound.with_low { low - 1.0 } else { low });
    let high = bound.high.map(|high| if bound.with_high { 2.0 * high + 1.0 } else { high });
    let part = bound.whole.then(|| bound.low.unwrap_or(0.0) + 0.5);
    [low, high, part].into_iter().flatten().collect()
}

/// The paths of the example at which a pattern leads to a number.
fn numbers_at(document: &Document, pattern: &str) -> Vec<String> {
    let wanted = bounds().iter().find(|(known, _)| *known == pattern).map(|(_, bound)| *bound);
    let fits = |path: &JsonPath| {
        let text = path.to_string();
        let steps = text.replace('[', ".").replace(']', "");
        let mut steps = steps.split('.');
        let alike =
            pattern.split('.').all(|part| steps.next().is_some_and(|s| part == "*" || part == s));
        alike && steps.next().is_none() && bound_at(path) == wanted
    };
    document
        .numbers()
        .into_iter()
        .map(|(path, _)| path)
        .filter(fits)
        .map(|p| p.to_string())
        .collect()
}

#[test]
fn what_the_schema_refuses_the_tool_refuses() {
    let (document, schema) = (place(), schema());
    assert!(accepts(&schema, &schema, &document.value()), "the example is right");
    check(&document, &Options::default()).expect("the example is right");
    let mut tried = 0;
    for (pattern, bound) in bounds() {
        for path in numbers_at(&document, pattern).into_iter().take(1) {
            for value in outside(bound) {
                let mut changed = document.clone();
                changed.set(&format!("{path}={value}")).expect("the path is there");
                assert!(
                    !accepts(&schema, &schema, &changed.value()),
                    "{path} = {value} in the schema"
                );
                assert!(
                    check(&changed, &Options::default()).is_err(),
                    "{path} = {value} in the tool"
                );
                tried += 1;
            }
            for value in inside(bound) {
                let mut changed = document.clone();
                changed.set(&format!("{path}={value}")).expect("the path is there");
                let changed_value = changed.value();
                assert!(
                    accepts(&schema, &schema, &changed_value),
                    "{path} = {value} in the schema"
                );
                // Another setting may forbid it.
                let said = check(&changed, &Options::default()).err();
                let said = said.into_iter().flat_map(|report| report.problems().to_vec());
                let refused = said.into_iter().any(|problem| {
                    problem.path() == path && problem.message().starts_with("must be a ")
                });
                assert!(!refused, "{path} = {value} in the tool");
            }
        }
    }
    assert!(tried > 60, "{tried}");
}

/// Both sides of what lists and sections can hold, what no bound of one place is about, and the patches of
/// worlds.
#[test]
fn lists_sections_and_worlds_are_the_same_in_the_schema_and_the_tool() {
    let (document, schema) = (place(), schema());
    let world = document.world_names().first().map_or_else(String::new, ToString::to_string);
    let refused = [
        "outcomes={}".to_owned(),
        "designs={}".to_owned(),
        "analyses={}".to_owned(),
        "treatment.arms={}".to_owned(),
        "population.covariates.sole={\"categories\": {\"all\": 1}}".to_owned(),
        "population.covariates.male.binary=0".to_owned(),
        "population.covariates.male.binary=1".to_owned(),
        "measurement.baseline_survey.items=[\"male\", \"male\"]".to_owned(),
        "analyses.plain.alpha=[0.05, 0.05]".to_owned(),
        "analyses.plain.alpha=[0.01, 0.02, 0.03, 0.04, 0.05]".to_owned(),
        "costs={\"fixed\": 1e13}".to_owned(),
        "costs={\"sites\": 0}".to_owned(),
        "costs={\"sites\": 0.5}".to_owned(),
        "costs={\"sites\": 20000}".to_owned(),
        "costs={\"surveys\": -1}".to_owned(),
        "costs={\"surveys\": 101}".to_owned(),
        "population.dependence.pairs=[[\"male\", \"education\", 50]]".to_owned(),
        "population.dependence.factors={\"f\": {\"male\": 50, \"education\": 0.1}}".to_owned(),
        format!("worlds.{world}.role=nul"),
        format!("worlds.{world}.x=1"),
        format!("worlds.{world}.run={{\"seed\": 1}}"),
        format!("worlds.{world}.population={{\"size\": -1}}"),
    ];
    for setting in &refused {
        let mut changed = document.clone();
        changed.set(setting).expect("the path is there");
        assert!(!accepts(&schema, &schema, &changed.value()), "{setting} in the schema");
        assert!(check(&changed, &Options::default()).is_err(), "{setting} in the tool");
    }
    let accepted = [
        "costs={\"fixed\": 1e12, \"sites\": 10000, \"surveys\": 100}".to_owned(),
        "costs={\"sites\": 1, \"surveys\": 0}".to_owned(),
        "run={\"seed\": 18446744073709551615}".to_owned(),
        "analyses.plain.alpha=[0.01, 0.02, 0.03, 0.04]".to_owned(),
        "population.size={\"value\": 3000, \"citation\": null, \"range\": null}".to_owned(),
        format!("worlds.{world}.population={{\"size\": 3100}}"),
    ];
    for setting in &accepted {
        let mut changed = document.clone();
        changed.set(setting).expect("the path is there");
        assert!(accepts(&schema, &schema, &changed.value()), "{setting} in the schema");
        let said = check(&changed, &Options::default()).map_err(|report| report.render(false));
        assert_eq!(said, Ok(()), "{setting} in the tool");
    }
    assert!(EXTENTS.iter().all(|(_, extent)| extent.most.is_none_or(|most| most > extent.least)));
}

#[test]
fn every_scenario_of_the_repository_fits_the_schema() {
    let schema = schema();
    for directory in ["scenarios", "tests/scenarios", "tests/cases"] {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
        for entry in std::fs::read_dir(directory).expect("it is there") {
            let path = entry.expect("readable").path();
            let Ok(document) = Document::load(&path) else { continue };
            if check(&document, &Options::default()).is_ok() {
                assert!(accepts(&schema, &schema, &document.value()), "{}", path.display());
            }
        }
    }
}

/// Wrong names of every kind, in one go, beside an impossible number, a misspelt key and mistakes in worlds.
#[test]
fn names_that_lead_nowhere_are_told_together_whatever_else_is_wrong() {
    let scenario = |rate: f64, size: &str| {
        json!({
            "name": "x", "population": {size: 200}, "outcomes": {"y": {"binary": {"rate": rate}}},
            "treatment": {"arms": {"a": {"effects": {"yy": {"points": 0.2}}}}},
            "recruitment": {"enrolment": {"rate": 0.5, "selection": {"outcome": "qq", "rate": 0.3}}},
            "designs": {"trial": {"after_enrolment": {"participants": 100, "shares": {"control": 1, "b": 1}}}},
            "analyses": {"d": {
                "outcomes": ["yyy"], "designs": ["tral"], "contrasts": [["q", "control"]],
                "estimator": {"difference_in_means": {}}
            }},
            "costs": {"per_arm_month": {"c": 10}},
            "estimands": {"primary": {"outcome": "nope"}},
            "published": {"design": "trail", "analysis": "e", "outcome": "z", "differences": {"k": 0.1}},
            "worlds": {
                "v": {"treatment": {"arms": {"a": {"effects": {"yz": {"points": 0.1}}}}}},
                "w": {"role": "nul"}
            }
        })
    };
    let names = [
        "treatment.arms.a.effects.yy",
        "recruitment.enrolment.selection.outcome",
        "designs.trial.after_enrolment.shares.b",
        "analyses.d.outcomes[0]",
        "analyses.d.designs[0]",
        "analyses.d.contrasts[0]",
        "costs.per_arm_month.c",
        "estimands.primary.outcome",
        "published.design",
        "published.analysis",
        "published.outcome",
        "published.differences.k",
        "worlds.v.treatment.arms.a.effects.yz",
        "worlds.w.role",
    ];
    for (rate, size, also) in [
        (0.3, "size", None),
        (2.0, "size", Some("outcomes.y.binary.rate")),
        (0.3, "sise", Some("population.sise")),
    ] {
        let document =
            Document::parse("x.json", scenario(rate, size).to_string()).expect("it is JSON");
        let report = check(&document, &Options::default()).expect_err("many wrong names");
        let mut told: Vec<&str> = report.problems().iter().map(Problem::path).collect();
        for path in names.into_iter().chain(also) {
            assert!(told.contains(&path), "{path} with {rate} and {size}: {told:?}");
        }
        told.retain(|path| !names.contains(path) && Some(*path) != also);
        assert!(told.is_empty(), "told besides: {told:?}");
    }
}

/// The six of the list: a size of 1000.5, a seed of 2⁶⁴, no replications, a rate of 2, an empty name, and a range
/// that runs backwards, which no schema can say.
#[test]
fn an_editor_with_the_schema_says_what_the_tool_says() {
    let schema = schema();
    let settings = [
        "population.size=1000.5",
        "run={\"seed\": 18446744073709551616}",
        "run={\"replications\": 0}",
        "outcomes.works.binary.rate=2",
        "name=\"\"",
    ];
    let trial = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wrong/trial.json");
    let trial = Document::load(trial).expect("the example is right");
    assert!(accepts(&schema, &schema, &trial.value()));
    for setting in settings {
        let mut changed = trial.clone();
        changed.set(setting).expect("the path is there");
        assert!(!accepts(&schema, &schema, &changed.value()), "{setting} in the schema");
        assert!(check(&changed, &Options::default()).is_err(), "{setting} in the tool");
    }
    let mut reversed = trial.clone();
    reversed
        .set("outcomes.works.binary.rate={\"value\": 0.3, \"range\": [0.4, 0.2]}")
        .expect("a path");
    assert!(check(&reversed, &Options::default()).is_err());
}

/// Four misspelt keys and three impossible values, in one go and each at its place.
#[test]
fn all_mistakes_are_told_together() {
    let text = r#"{
  "name": "many",
  "population": { "size": 1000.5 },
  "outcomes": { "works": { "binary": { "rate": 2, "amongst": "eligible" } } },
  "treatment": { "arms": { "coaching": { "efects": { "works": { "points": 0.1 } }, "take_up": { "rate": 3 } } } },
  "designs": { "trial": { "after_enrolment": { "participant": 200 } } },
  "analyses": { "difference": { "estimator": { "difference_in_means": {} }, "month": [3] } }
}"#;
    let document = Document::parse("many.json", text).expect("it is JSON");
    let report = check(&document, &Options::default()).expect_err("seven mistakes");
    let said = report.render(false);
    for place in ["3:27", "4:48", "4:51", "5:42", "5:105", "6:48", "7:77"] {
        assert!(said.contains(&format!("many.json:{place}: ")), "{place} in\n{said}");
    }
    assert_eq!(report.problems().len(), 7, "{said}");
}

#[test]
fn a_scenario_keeps_its_hash_whatever_schema_it_names() {
    let trial = |schema: &str| {
        let text = format!("{{{schema} \"name\": \"x\", \"population\": {{\"size\": 10}}}}");
        Document::parse("x.json", text).expect("it is JSON").hash()
    };
    assert_eq!(trial(""), trial("\"$schema\": \"scenario.schema.json\","));
}

#[test]
fn words_of_other_tools_get_a_hint() {
    let trial = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wrong/trial.json");
    let hints = [
        ("sided", "two-sided"),
        ("analyses.difference.sided", "two-sided"),
        ("treatment.arms.coaching.odds_ratio", "difference of shares"),
        ("cluster", "caseworkers"),
        ("file", "no file of data is read"),
        ("alpha", "analyses.NAME.alpha"),
        ("power", "simulate size"),
        ("n", "participants"),
        ("designs.trial.after_enrolment.dropout", "exclusion"),
    ];
    for (path, hint) in hints {
        let mut document = Document::load(&trial).expect("the example is right");
        document.set(&format!("{path}=1")).expect("a new key");
        let report = check(&document, &Options::default()).expect_err("no such key");
        assert!(report.render(false).contains(hint), "{path}: {}", report.render(false));
    }
}

#[test]
fn names_are_seen_and_told_apart() {
    let arms = |names: [&str; 2]| {
        let arm = json!({"effects": {"works": {"points": 0.1}}});
        let scenario = json!({
            "name": "x", "population": {"size": 100}, "outcomes": {"works": {"binary": {"rate": 0.3}}},
            "treatment": {"arms": {names[0]: arm, names[1]: arm}}, "designs": {"d": {"after_enrolment": {}}},
            "analyses": {"a": {"estimator": {"difference_in_means": {}}}}
        });
        let document = Document::parse("x.json", scenario.to_string()).expect("it is JSON");
        check(&document, &Options::default())
    };
    assert!(arms(["a", "b"]).is_ok());
    let refusals = [
        (["a", " a"], "no spaces around it"),
        (["a", "a\u{200b}"], "U+200B"),
        (["a", "\u{202e}b"], "U+202E"),
        (["caf\u{e9}", "cafe\u{301}"], "the same name, written in two ways"),
        (["a b", "a\u{a0}b"], "the same name, written in two ways"),
        (["a", "a\u{34f}"], "U+034F"),
        (["a", "a\u{e0100}"], "U+E0100"),
    ];
    for (names, expected) in refusals {
        let said = arms(names).expect_err("not two names").render(false);
        assert!(said.contains(expected), "{said}");
    }
}
