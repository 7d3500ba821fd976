//! Labels by language, and the language in which answers are told.

use proefdraai::language::{Language, Text};
use proefdraai::scenario::source::Document;
use proefdraai::scenario::{self, Labelled, Labels, Options, Scenario, schema};
use serde_json::{Value, json};

use crate::schema_reader::accepts;

const FILE: &str = r#"{
    "name": "labels",
    "about": {"en": "A test.", "nl": "Een test."},
    "language": "nl",
    "population": {"size": 400},
    "outcomes": {"work": {"label": {"nl": "werk"}, "binary": {"rate": 0.3}}},
    "treatment": {"arms": {
        "coaching": {"label": {"nl": "begeleiding", "en": "guidance"}, "effects": {"work": {"points": 0.1}}},
        "money": {"effects": {"work": {"points": 0.05}}}
    }},
    "designs": {"after": {"label": {"nl": "na aanmelding"}, "after_enrolment": {}}},
    "analyses": {"plain": {"label": {"nl": "verschil"}, "estimator": "difference_in_means"}},
    "worlds": {"worse": {"label": {"nl": "slechter"}, "treatment": {"arms": {"coaching": {"effects": {"work": {"points": 0}}}}}},
        "nothing": {"label": {"nl": "zonder effect"}, "role": "null", "treatment": {"arms": {
            "coaching": {"effects": null}, "money": {"effects": null}}}}}
}"#;

fn document(text: &str) -> Document {
    Document::parse("labels.json", text).expect("it is JSON")
}

#[test]
fn what_has_a_label_is_called_by_it_and_what_has_none_by_its_name() {
    let labels = Labels::read(&document(FILE)).expect("labels are right");
    let told = |what, name, language| labels.told(what, name, language);
    assert_eq!(told(Labelled::Arm, "coaching", Language::Dutch), "begeleiding");
    assert_eq!(told(Labelled::Arm, "coaching", Language::English), "guidance");
    assert_eq!(told(Labelled::Arm, "money", Language::Dutch), "‘money’");
    assert_eq!(told(Labelled::Arm, "money", Language::English), "money");
    assert_eq!(labels.shown(Labelled::Arm, "money", Language::Dutch), "money");
    assert_eq!(labels.shown(Labelled::Outcome, "work", Language::Dutch), "werk");
    assert_eq!(labels.shown(Labelled::Design, "after", Language::Dutch), "na aanmelding");
    assert_eq!(labels.shown(Labelled::World, "worse", Language::Dutch), "slechter");
}

#[test]
fn a_scenario_with_labels_is_the_scenario_without_them() {
    let labelled = document(FILE);
    let plain = document(
        &FILE
            .lines()
            .map(|line| {
                let mut line = line.to_owned();
                while let Some(start) = line.find(r#""label": {"#) {
                    let end = start + line[start..].find("}, ").expect("a label ends") + 3;
                    line.replace_range(start..end, "");
                }
                line + "\n"
            })
            .collect::<String>(),
    );
    let options = Options { replications: Some(4), ..Options::default() };
    let [labelled, plain] =
        [labelled, plain].map(|document| scenario::compile(&document, &options).expect("compiles"));
    assert_eq!(labelled.plan.cells.len(), plain.plan.cells.len());
    let solved = |compiled: &scenario::Compiled| format!("{:?}", compiled.calibration);
    assert_eq!(solved(&labelled), solved(&plain));
    assert_eq!(labelled.scenario.language, Language::Dutch);
    assert_eq!(labelled.scenario.about, Some(Text::each("A test.", "Een test.")));
}

#[test]
fn labels_and_languages_that_are_none_are_refused_where_they_stand() {
    let refused = |from: &str, to: &str| {
        let document = document(&FILE.replace(from, to));
        let report = scenario::check(&document, &Options::default()).expect_err("it is refused");
        report.to_string()
    };
    let found = refused(r#""label": {"nl": "werk"}"#, r#""label": {"de": "Arbeit"}"#);
    assert!(found.contains("outcomes.work.label.de"), "{found}");
    let found = refused(r#""label": {"nl": "werk"}"#, r#""label": "werk""#);
    assert!(found.contains("outcomes.work.label"), "{found}");
    let found = refused(r#""language": "nl""#, r#""language": "de""#);
    assert!(found.contains("language"), "{found}");
}

#[test]
fn the_schema_knows_labels() {
    let schema = schema();
    let value: Value = serde_json::from_str(FILE).expect("it is JSON");
    assert!(accepts(&schema, &schema, &value));
    let mut wrong = value;
    wrong["designs"]["after"]["label"] = json!({"fr": "x"});
    assert!(!accepts(&schema, &schema, &wrong));
}

#[test]
fn a_scenario_reads_with_its_labels() {
    assert!(document(FILE).decode::<Scenario>().is_ok());
}
