//! Every bound that does not depend on another setting stands in the schema, and the tool keeps it.

use std::path::Path;

use proefdraai::scenario::source::{Document, JsonPath};
use proefdraai::scenario::{BOUNDS, Bound, Options, check, schema};
use serde_json::{Value, json};

/// The example in which numbers are made impossible: it has most of the format.
fn place() -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wrong/place.json");
    Document::load(path).expect("the example is right")
}

/// Values just outside a bound, and what is no whole number where one is wanted.
fn outside(bound: &Bound) -> Vec<f64> {
    let low = bound.low.map(|low| if bound.with_low { low - 1.0 } else { low });
    let high = bound.high.map(|high| if bound.with_high { 2.0 * high + 1.0 } else { high });
    let part = bound.whole.then(|| bound.low.unwrap_or(0.0) + 0.5);
    [low, high, part].into_iter().flatten().collect()
}

/// A reader of the keywords that bounds are written with, as far as they are used: one by one, along a path.
fn accepts(schema: &Value, root: &Value, value: &Value) -> bool {
    let Some(node) = schema.as_object() else { return true };
    let number = value.as_f64();
    let fits = |key: &str, holds: fn(f64, f64) -> bool| {
        node.get(key).and_then(Value::as_f64).zip(number).is_none_or(|(bound, x)| holds(x, bound))
    };
    let alone = fits("minimum", |x, bound| x >= bound)
        && fits("maximum", |x, bound| x <= bound)
        && fits("exclusiveMinimum", |x, bound| x > bound)
        && fits("exclusiveMaximum", |x, bound| x < bound)
        && fits("multipleOf", |x, bound| (x / bound).fract() == 0.0);
    let target = node.get("$ref").and_then(Value::as_str).and_then(|at| root.pointer(&at[1..]));
    let members = value.as_object().into_iter().flatten().all(|(key, member)| {
        let known = node.get("properties").and_then(|known| known.get(key));
        let schema = known.or_else(|| node.get("additionalProperties").filter(|s| s.is_object()));
        let names = node.get("propertyNames").is_none_or(|names| is_name(names, key));
        names && schema.is_none_or(|schema| accepts(schema, root, member))
    });
    let elements = value
        .as_array()
        .into_iter()
        .flatten()
        .all(|element| node.get("items").is_none_or(|schema| accepts(schema, root, element)));
    let one_of = ["anyOf", "oneOf"].iter().all(|key| {
        let choices = node.get(*key).and_then(Value::as_array);
        choices.is_none_or(|all| {
            all.iter()
                .filter(|choice| has_keys(choice, value))
                .all(|choice| accepts(choice, root, value))
        })
    });
    let text = node
        .get("minLength")
        .is_none_or(|_| value.as_str().is_none_or(|name| is_name(schema, name)));
    alone
        && members
        && elements
        && one_of
        && text
        && target.is_none_or(|schema| accepts(schema, root, value))
}

/// Whether a choice is the one that a value makes: it has its keys, or takes its kind.
fn has_keys(choice: &Value, value: &Value) -> bool {
    match (choice.get("required").and_then(Value::as_array), value.as_object()) {
        (Some(required), Some(members)) => {
            required.iter().all(|key| key.as_str().is_some_and(|key| members.contains_key(key)))
        }
        (Some(_), None) => false,
        (None, _) => choice.get("type") != Some(&json!("null")) || value.is_null(),
    }
}

/// Length only: the pattern is tried where it is made.
fn is_name(schema: &Value, name: &str) -> bool {
    let length = name.chars().count() as u64;
    let bound = |key: &str| schema.get(key).and_then(Value::as_u64);
    bound("minLength").is_none_or(|least| length >= least)
        && bound("maxLength").is_none_or(|most| length <= most)
}

/// The paths of the example at which a pattern leads to a number.
fn numbers_at(document: &Document, pattern: &str) -> Vec<String> {
    let bound = |path: &JsonPath| Bound::at(path);
    let wanted = BOUNDS.iter().find(|(known, _)| *known == pattern).map(|(_, bound)| *bound);
    let fits = |path: &JsonPath| {
        let text = path.to_string();
        let steps = text.replace('[', ".").replace(']', "");
        let mut steps = steps.split('.');
        let alike =
            pattern.split('.').all(|part| steps.next().is_some_and(|s| part == "*" || part == s));
        alike && steps.next().is_none() && bound(path) == wanted
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
    for (pattern, bound) in BOUNDS {
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
        }
    }
    assert!(tried > 60, "{tried}");
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
    ];
    for (names, expected) in refusals {
        let said = arms(names).expect_err("not two names").render(false);
        assert!(said.contains(expected), "{said}");
    }
}
