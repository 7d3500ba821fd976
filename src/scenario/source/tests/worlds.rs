//! Worlds: merge patches that keep their places.

use super::*;

fn is_choice(tag: &str) -> bool {
    ["simple", "permuted_blocks", "minimisation"].contains(&tag)
}

fn world(document: &Document, name: &str) -> Document {
    document.in_world(name, &is_choice).expect("the world exists")
}

#[test]
fn a_patch_changes_what_it_names() {
    let base = document(VALID);
    assert_eq!(base.world_names(), ["null", "harm"]);
    let null: Scenario = world(&base, "null").decode().expect("the world is valid");
    assert_eq!(null.treatment.effect, Some(0.0.into()));
    let harm: Scenario = world(&base, "harm").decode().expect("the world is valid");
    assert_eq!(harm.treatment.arms.values().copied().collect::<Vec<_>>(), [0.75, 0.5]);
    assert_eq!(harm.designs["after"].scheme, Scheme::PermutedBlocks(Blocks { size: 4 }));
    assert_eq!(harm.designs["after"].participants, 393);
}

#[test]
fn places_follow_the_patch() {
    let harm = world(&document(VALID), "harm");
    let changed = harm.location("treatment.arms.exemption").expect("the path exists");
    assert_eq!(&VALID[changed.value], "0.75");
    assert_eq!(changed.world.as_deref(), Some("harm"));
    let kept = harm.location("treatment.arms.control").expect("the path exists");
    assert_eq!((kept.world, &VALID[kept.value]), (None, "0.5"));
}

/// The examples of RFC 7396, appendix A, as far as their top is an object and every null removes
/// something.
#[test]
fn patches_follow_the_rfc() {
    let cases = [
        (r#"{"a":"b"}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
        (r#"{"a":"b"}"#, r#"{"b":"c"}"#, r#"{"a":"b","b":"c"}"#),
        (r#"{"a":"b"}"#, r#"{"a":null}"#, r"{}"),
        (r#"{"a":"b","b":"c"}"#, r#"{"a":null}"#, r#"{"b":"c"}"#),
        (r#"{"a":["b"]}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
        (r#"{"a":"c"}"#, r#"{"a":["b"]}"#, r#"{"a":["b"]}"#),
        (r#"{"a":{"b":"c","c":1}}"#, r#"{"a":{"b":"d","c":null}}"#, r#"{"a":{"b":"d"}}"#),
        (r#"{"a":[{"b":"c"}]}"#, r#"{"a":[1]}"#, r#"{"a":[1]}"#),
        (r#"{"e":null}"#, r#"{"a":1}"#, r#"{"e":null,"a":1}"#),
        (r"{}", r#"{"a":{"bb":{}}}"#, r#"{"a":{"bb":{}}}"#),
    ];
    for (target, patch, result) in cases {
        let text = format!("{{\"t\": {target}, \"worlds\": {{\"w\": {{\"t\": {patch}}}}}}}");
        assert_eq!(
            world(&document(&text), "w").get("t").map(|t| t.to_string()),
            Some(result.to_owned()),
            "{patch}"
        );
    }
}

#[test]
fn a_null_that_removes_nothing_is_refused_at_every_depth() {
    let cases = [
        (r#"{"a":"b"}"#, r#"{"b":null}"#, "worlds.w.t.b"),
        (r#"{"a":{"b":"c"}}"#, r#"{"a":{"c":null}}"#, "worlds.w.t.a.c"),
        (r"{}", r#"{"a":{"bb":{"ccc":null}}}"#, "worlds.w.t.a"),
        (r#"{"a":1}"#, r#"{"a":{"value":null}}"#, "worlds.w.t.a.value"),
        (r#"{"simple":{"x":1}}"#, r#"{"minimisation":{"x":null}}"#, "worlds.w.t.minimisation"),
    ];
    for (target, patch, path) in cases {
        let text = format!("{{\"t\": {target}, \"worlds\": {{\"w\": {{\"t\": {patch}}}}}}}");
        let report = document(&text).in_world("w", &is_choice).expect_err("nothing to remove");
        assert_eq!(report.problems()[0].path(), path, "{patch}");
        assert!(report.problems()[0].message().contains("to remove"), "{patch}");
    }
    let text = r#"{"t": {"effects": 1}, "worlds": {"w": {"t": {"efects": null, "x": null}}}}"#;
    let report = document(text).in_world("w", &is_choice).expect_err("nothing to remove");
    assert_eq!(
        told(&report),
        [
            "x.json:1:46: worlds.w.t.efects: there is nothing called \"efects\" to remove here",
            "help: did you mean \"effects\"? null takes out what is there",
            "x.json:1:62: worlds.w.t.x: there is nothing called \"x\" to remove here",
            "help: null takes out what is there: effects",
        ]
    );
}

#[test]
fn another_tag_replaces_the_choice_and_the_same_tag_merges() {
    let base =
        patched("{\"permuted_blocks\": {\"size\": 4}}", "{\"minimisation\": {\"probability\": 1}}");
    let harm: Scenario = world(&base, "harm").decode().expect("the world is valid");
    assert_eq!(
        harm.designs["after"].scheme,
        Scheme::Minimisation { factors: vec!["sex".into()], probability: 1.0 }
    );
    let plain = document(VALID).in_world("harm", &|_| false).expect("the world exists");
    assert_eq!(
        plain
            .get("designs.after.scheme")
            .and_then(|scheme| scheme.as_object().map(serde_json::Map::len)),
        Some(2)
    );
}

#[test]
fn mistakes_in_a_patch_stand_in_the_patch() {
    let cases: [(&str, &str, &[&str]); 5] = [
        (
            "0.75",
            "\"most\"",
            &[
                "x.json:20:43: worlds.harm.treatment.arms.exemption: expected a number, found the string \"most\"",
            ],
        ),
        (
            "{\"size\": 4}",
            "{\"sise\": 4}",
            &[
                "x.json:21:60: worlds.harm.designs.after.scheme.permuted_blocks.sise: unknown key \"sise\"",
                "help: did you mean \"size\"? (allowed keys: size)",
            ],
        ),
        (
            "\"permuted_blocks\"",
            "\"blocks\"",
            &[
                "x.json:21:29: worlds.harm.designs.after.scheme: expected an object whose one key names a choice, found 2 keys",
                "help: choices: simple, permuted_blocks, minimisation",
            ],
        ),
        (
            "{\"scheme\": {\"permuted_blocks\": {\"size\": 4}}}",
            "{\"participants\": null}",
            &["x.json:21:19: worlds.harm.designs.after: missing key \"participants\""],
        ),
        (
            "{\"arms\": {\"exemption\": 0.75}}",
            "{\"effect\": {\"value\": 3}}",
            &[
                "x.json:20:21: worlds.harm.treatment.effect: the value 3 lies outside its range [-0.1, -0.02]",
            ],
        ),
    ];
    for (from, to, expected) in cases {
        assert_eq!(refusal(&world(&patched(from, to), "harm")), expected);
    }
    let problem =
        world(&document(VALID), "harm").problem_at("treatment.arms.exemption.x", "odd", None);
    assert_eq!(problem.path(), "worlds.harm.treatment.arms.exemption.x");
}

#[test]
fn worlds_that_cannot_be_are_refused() {
    let base = document(VALID);
    let refused = |document: &Document, name: &str| {
        told(&document.in_world(name, &is_choice).map(|_| ()).expect_err("no such world"))
    };
    assert_eq!(
        refused(&base, "harms"),
        ["x.json:17:3: worlds: there is no world \"harms\"", "help: did you mean \"harm\"?"]
    );
    assert_eq!(
        refused(&base, "plan"),
        ["x.json:17:3: worlds: there is no world \"plan\"", "help: worlds: null, harm"]
    );
    assert_eq!(
        refused(&document("{}"), "plan"),
        ["x.json:1:1: worlds: there is no world \"plan\"", "help: the scenario has no worlds"]
    );
    assert_eq!(
        refused(&patched("{\"treatment\": {\"effect\": 0}}", "5"), "null"),
        ["x.json:18:13: worlds.null: a world is an object of changes, found a number"]
    );
    assert_eq!(
        refused(&patched("{\"treatment\": {\"effect\": 0}}", "{\"worlds\": {}}"), "null"),
        ["x.json:18:14: worlds.null.worlds: a world cannot change the worlds"]
    );
}
