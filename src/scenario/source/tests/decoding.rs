//! Values that do not fit their types.

use super::*;

#[test]
fn a_valid_document_decodes() {
    let scenario: Scenario = document(VALID).decode().expect("the example is valid");
    assert_eq!(scenario.name, "Nijmegen");
    assert_eq!(scenario.treatment.effect.map(|effect| effect.get()), Some(-0.05));
    assert_eq!(scenario.treatment.by_month.get(&16), Some(&0.2));
    assert_eq!(scenario.treatment.clip, None);
    let after = &scenario.designs["after"];
    assert_eq!(after.participants, 393);
    assert_eq!(
        after.scheme,
        Scheme::Minimisation { factors: vec!["sex".into()], probability: 0.8 }
    );
    assert_eq!(after.months, [Month(8), Month(16)]);
    assert!(!after.blinded);
    assert_eq!(scenario.designs["before"].scheme, Scheme::Simple);
    assert_eq!(scenario.designs.keys().collect::<Vec<_>>(), ["after", "before"]);
    assert_eq!(scenario.treatment.arms.len() + scenario.worlds.len(), 4);
}

#[test]
fn the_whole_report_stands_as_a_person_sees_it() {
    let report =
        patched("393", "\"many\"").decode::<Scenario>().map(|_| ()).expect_err("a mistake");
    assert_eq!(
        report.to_string(),
        r#"x.json:11:23: designs.after.participants: expected a whole number from 0 to 4294967295, found the string "many"
    ╭─[ x.json:11:23 ]
    │
 11 │       "participants": "many",
    │                       ───┬──  
    │                          ╰──── here
────╯"#
    );
}

#[test]
fn unknown_keys_stand_at_the_key() {
    assert_eq!(
        refusal(&patched("\"participants\": 393", "\"participant\": 393")),
        [
            "x.json:11:7: designs.after.participant: unknown key \"participant\"",
            "help: did you mean \"participants\"? (allowed keys: participants, scheme, months, blinded)"
        ]
    );
    assert_eq!(
        refusal(&patched("\"probability\": 0.8", "\"coin\": 0.8")),
        [
            "x.json:12:55: designs.after.scheme.minimisation.coin: unknown key \"coin\"",
            "help: allowed keys: factors, probability"
        ]
    );
    assert_eq!(
        refusal(&patched("\"source\"", "\"sourc\"")),
        [
            "x.json:5:32: treatment.effect.sourc: unknown key \"sourc\"",
            "help: did you mean \"source\"? (allowed keys: value, source, citation, range, distribution, note)"
        ]
    );
}

#[test]
fn unknown_choices_stand_at_the_tag() {
    assert_eq!(
        refusal(&patched("\"minimisation\"", "\"minimization\"")),
        [
            "x.json:12:18: designs.after.scheme: unknown choice \"minimization\"",
            "help: did you mean \"minimisation\"? (choices: simple, permuted_blocks, minimisation)"
        ]
    );
    assert_eq!(
        refusal(&patched("\"simple\"", "\"lottery\"")),
        [
            "x.json:15:47: designs.before.scheme: unknown choice \"lottery\"",
            "help: choices: simple, permuted_blocks, minimisation"
        ]
    );
    assert_eq!(
        refusal(&patched("\"assumption\"", "\"assumed\"")),
        [
            "x.json:5:42: treatment.effect.source: unknown choice \"assumed\"",
            "help: choices: stated, derived, external, assumption"
        ]
    );
}

#[test]
fn keys_may_be_choices_or_checked_names() {
    let report =
        document("{\"control\": 1, \"kontrol\": 2}").decode::<IndexMap<Arm, f64>>().map(|_| ());
    assert_eq!(
        told(&report.expect_err("a mistake")),
        [
            "x.json:1:16: kontrol: unknown choice \"kontrol\"",
            "help: did you mean \"control\"? (choices: control, exemption)"
        ]
    );
    let arms = document("{\"control\": 1, \"exemption\": 2}").decode::<IndexMap<Arm, f64>>();
    assert_eq!(arms.map(|arms| arms[&Arm::Exemption]), Ok(2.0));
    let report = document("{\"8\": 1, \"30\": 2}").decode::<IndexMap<Month, f64>>().map(|_| ());
    assert_eq!(
        told(&report.expect_err("a mistake")),
        ["x.json:1:10: 30: month 30 lies after the trial"]
    );
}

#[test]
fn a_choice_is_one_tag() {
    assert_eq!(
        refusal(&patched("\"simple\"", "{}")),
        [
            "x.json:15:37: designs.before.scheme: expected an object whose one key names a choice, found an empty object",
            "help: choices: simple, permuted_blocks, minimisation"
        ]
    );
    assert_eq!(
        refusal(&patched("\"simple\"", "{\"simple\": {}, \"minimisation\": {}}")),
        [
            "x.json:15:37: designs.before.scheme: expected an object whose one key names a choice, found 2 keys",
            "help: choices: simple, permuted_blocks, minimisation"
        ]
    );
    assert_eq!(
        refusal(&patched("\"simple\"", "7")),
        [
            "x.json:15:47: designs.before.scheme: expected a choice (simple, permuted_blocks, minimisation), found 7"
        ]
    );
    assert_eq!(
        refusal(&patched("\"simple\"", "\"minimisation\"")),
        [
            "x.json:15:47: designs.before.scheme: \"minimisation\" needs its settings: write {\"minimisation\": …}"
        ]
    );
    assert_eq!(
        refusal(&patched("\"simple\"", "{\"simple\": {\"size\": 2}}")),
        [
            "x.json:15:48: designs.before.scheme.simple: \"simple\" takes no settings: write \"simple\""
        ]
    );
    let plain: Scenario =
        patched("\"simple\"", "{\"simple\": {}}").decode().expect("no settings are none");
    assert_eq!(plain.designs["before"].scheme, Scheme::Simple);
}

#[test]
fn missing_keys_stand_at_what_should_hold_them() {
    assert_eq!(
        refusal(&patched("\"participants\": 393,", "")),
        ["x.json:10:5: designs.after: missing key \"participants\""]
    );
    assert_eq!(
        refusal(&patched("\"factors\": [\"sex\"], ", "")),
        ["x.json:12:18: designs.after.scheme.minimisation: missing key \"factors\""]
    );
    assert_eq!(
        refusal(&patched("\"value\": -0.05, ", "")),
        ["x.json:5:5: treatment.effect: missing key \"value\""]
    );
    assert_eq!(refusal(&document("{}")), ["x.json:1:1: missing key \"name\""]);
}

#[test]
fn wrong_types_are_named_in_the_words_of_the_file() {
    let cases = [
        ("\"Nijmegen\"", "12", "x.json:3:11: name: expected a string, found 12"),
        ("\"Nijmegen\"", "null", "x.json:3:11: name: expected a string, found null"),
        (
            "0.8}",
            "[1]}",
            "x.json:12:55: designs.after.scheme.minimisation.probability: expected a number, found a list",
        ),
        (
            "0.8}",
            "\"abc\"}",
            "x.json:12:70: designs.after.scheme.minimisation.probability: expected a number, found the string \"abc\"",
        ),
        (
            "[\"sex\"]",
            "\"sex\"",
            "x.json:12:46: designs.after.scheme.minimisation.factors: expected a list, found the string \"sex\"",
        ),
        (
            "[8, 16]",
            "[8, true]",
            "x.json:13:21: designs.after.months[1]: expected a whole number from 0 to 4294967295, found true",
        ),
        (
            "[8, 16]",
            "[8, 30]",
            "x.json:13:21: designs.after.months[1]: month 30 lies after the trial",
        ),
        (
            "393",
            "-3",
            "x.json:11:23: designs.after.participants: expected a whole number from 0 to 4294967295, found -3",
        ),
        (
            "393",
            "39.5",
            "x.json:11:23: designs.after.participants: expected a whole number from 0 to 4294967295, found 39.5",
        ),
        (
            "\"16\": 0.2",
            "\"late\": 0.2",
            "x.json:7:28: treatment.by_month.late: expected a whole number from 0 to 4294967295, found the string \"late\"",
        ),
        (
            "\"by_month\"",
            "\"clip\": [1, 2, 3], \"by_month\"",
            "x.json:7:5: treatment.clip: expected a list of 2, found a list of 3",
        ),
        (
            "\"by_month\"",
            "\"clip\": 4, \"by_month\"",
            "x.json:7:13: treatment.clip: expected a list of 2, found 4",
        ),
        (
            "{\"participants\": 800, \"scheme\": \"simple\"}",
            "[800, \"simple\"]",
            "x.json:15:5: designs.before: expected an object, found a list",
        ),
        (
            "{\"exemption\": 0.5, \"control\": 0.5}",
            "0.5",
            "x.json:6:13: treatment.arms: expected an object, found 0.5",
        ),
        (
            "\"months\": [8, 16]",
            "\"blinded\": \"yes\"",
            "x.json:13:18: designs.after.blinded: expected true or false, found the string \"yes\"",
        ),
        (
            "{\"value\": -0.05, \"source\": \"assumption\", \"range\": [-0.10, -0.02]}",
            "\"low\"",
            "x.json:5:15: treatment.effect: expected a number, or an object with a \"value\", found the string \"low\"",
        ),
        (
            "-0.05",
            "-0.5",
            "x.json:5:5: treatment.effect: the value -0.5 lies outside its range [-0.1, -0.02]",
        ),
    ];
    for (from, to, message) in cases {
        assert_eq!(refusal(&patched(from, to)), [message]);
    }
}

#[test]
fn a_whole_number_with_a_decimal_point_is_explained() {
    assert_eq!(
        refusal(&patched("393", "4e2")),
        [
            "x.json:11:23: designs.after.participants: expected a whole number from 0 to 4294967295, found 400.0",
            "help: write it without a decimal point or exponent"
        ]
    );
}

#[test]
fn later_checks_raise_problems_by_path() {
    let document = document(VALID);
    let problems = vec![
        document.problem_at(
            "designs.after.months[1]",
            "after the last measurement",
            Some("use at most 12"),
        ),
        document.problem_at("designs.after.waves[2].size", "too small", None),
        document.problem_at("nowhere", "must be given", None),
    ];
    let report = Report::from_problems(problems).expect_err("three problems");
    assert_eq!(
        told(&report),
        [
            "x.json:13:21: designs.after.months[1]: after the last measurement",
            "help: use at most 12",
            "x.json:10:5: designs.after.waves[2].size: too small",
            "x.json:1:1: nowhere: must be given",
        ]
    );
    assert_eq!(report.problems()[0].span().map(|span| &VALID[span]), Some("16"));
    assert_eq!(Report::from_problems(Vec::new()), Ok(()));
}

#[test]
fn names_with_dots_are_found_as_they_stand() {
    let document = document(r#"{"a": {"x.y": 1, "x": {"y": [2]}, "x.y.z": {"": 3}}}"#);
    let at = |path: &str| document.problem_at(path, "odd", None).path().to_owned();
    assert_eq!(at("a.x.y"), r#"a["x.y"]"#);
    assert_eq!(at("a.x.y.z.w"), r#"a["x.y.z"].w"#);
    assert_eq!(at("a.x.z[0]"), "a.x.z[0]");
    assert_eq!(at(r#"a["x"].y[0]"#), "a.x.y[0]");
    assert_eq!(document.get("a.x.y"), Some(1.into()));
}

#[test]
fn numbers_with_a_source_are_listed() {
    let mut document = document(VALID);
    document.set("treatment.effect=-0.03").expect("the path exists");
    let listed = document.provenance();
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].path.as_str(), listed[0].value), ("treatment.effect", -0.03));
    assert_eq!(listed[0].range, Some([-0.10, -0.02]));
    assert!(listed[0].overridden);
}
