//! `--set PATH=VALUE`.

use super::*;
use crate::scenario::source::Origin;

fn with(argument: &str) -> Document {
    let mut document = document(VALID);
    document.set(argument).expect("the argument is valid");
    document
}

fn refused(argument: &str) -> Vec<String> {
    told(&document(VALID).set(argument).expect_err("the argument holds a mistake"))
}

#[test]
fn a_value_is_json_or_a_string() {
    assert_eq!(
        with("designs.after.participants=800").get("designs.after.participants"),
        Some(800.into())
    );
    assert_eq!(with("name=Deventer").get("name"), Some("Deventer".into()));
    assert_eq!(with("name=a=b c").get("name"), Some("a=b c".into()));
    assert_eq!(with("name=").get("name"), Some("".into()));
    assert_eq!(with("name=\"800\"").get("name"), Some("800".into()));
    assert_eq!(with("designs.after.months[1]=12").get("designs.after.months[1]"), Some(12.into()));
    assert_eq!(with("designs.after.blinded=true").get("designs.after.blinded"), Some(true.into()));
    assert_eq!(
        with("treatment.arms[\"a=b.c\"]=0.1").get("treatment.arms[\"a=b.c\"]"),
        Some(0.1.into())
    );
    let scheme: Scenario = with("designs.before.scheme={\"permuted_blocks\": {\"size\": 6}}")
        .decode()
        .expect("a valid choice");
    assert_eq!(scheme.designs["before"].scheme, Scheme::PermutedBlocks(Blocks { size: 6 }));
}

#[test]
fn a_number_with_a_source_keeps_its_source() {
    let inside =
        with("treatment.effect=-0.03").get("treatment.effect").map(|effect| effect.to_string());
    assert_eq!(
        inside.as_deref(),
        Some(r#"{"value":-0.03,"source":"assumption","range":[-0.1,-0.02]}"#)
    );
    let outside =
        with("treatment.effect=0.2").get("treatment.effect").map(|effect| effect.to_string());
    assert_eq!(outside.as_deref(), Some(r#"{"value":0.2,"source":"assumption"}"#));
    let replaced =
        with("treatment.effect={\"value\": 1}").get("treatment.effect").map(|e| e.to_string());
    assert_eq!(replaced.as_deref(), Some(r#"{"value":1}"#));
}

#[test]
fn null_takes_a_member_out_and_stays_null_in_the_patch_of_a_world() {
    let without = with("treatment.arms.exemption=null");
    assert_eq!(without.get("treatment.arms"), Some(serde_json::json!({ "control": 0.5 })));
    assert_eq!(with("designs.before=null").get("designs.before"), None);
    assert_eq!(with("worlds.harm=null").world_names(), ["null"]);
    let patch = with("worlds.harm.treatment.arms.exemption=null");
    assert_eq!(patch.get("worlds.harm.treatment.arms.exemption"), Some(serde_json::Value::Null));
    let none = |_: &str| false;
    let harm = patch.in_world("harm", &none).expect("a world");
    assert_eq!(harm.get("treatment.arms"), Some(serde_json::json!({ "control": 0.5 })));
    assert_eq!(
        refusal(&with("designs.after.participants=null"))[0],
        "--set: designs.after: missing key \"participants\""
    );
}

#[test]
fn settings_come_before_worlds() {
    let none = |_: &str| false;
    let base = with("treatment.arms.exemption=0.1");
    assert_eq!(
        base.in_world("harm", &none).expect("a world").get("treatment.arms.exemption"),
        Some(0.75.into())
    );
    assert_eq!(
        base.in_world("null", &none).expect("a world").get("treatment.arms.exemption"),
        Some(0.1.into())
    );
    let harm =
        with("worlds.harm.treatment.arms.exemption=0.9").in_world("harm", &none).expect("a world");
    assert_eq!(harm.get("treatment.arms.exemption"), Some(0.9.into()));
    assert_eq!(
        harm.location("treatment.arms.exemption").map(|at| at.origin),
        Some(Origin::SetArgument)
    );
    let wrong =
        with("worlds.harm.treatment.arms.exemption=lots").in_world("harm", &none).expect("a world");
    assert_eq!(
        refusal(&wrong)[0],
        "--set: worlds.harm.treatment.arms.exemption: expected a number, found the string \"lots\""
    );
}

#[test]
fn mistakes_in_what_was_set_stand_in_the_argument() {
    let report = with("designs.after.participants=lots")
        .decode::<Scenario>()
        .map(|_| ())
        .expect_err("no number");
    assert_eq!(
        report.to_string(),
        "--set: designs.after.participants: expected a whole number from 0 to 4294967295, found the string \"lots\"
   ╭─[ --set:1:28 ]
   │
 1 │ designs.after.participants=lots
   │                            ──┬─  
   │                              ╰─── here
───╯"
    );
    assert_eq!(report.problems()[0].origin(), Origin::SetArgument);
    assert_eq!(
        refusal(&with("designs.after.participant=800")),
        [
            "--set: designs.after.participant: unknown key \"participant\"",
            "help: did you mean \"participants\"? (allowed keys: participants, scheme, months, blinded)"
        ]
    );
}

#[test]
fn a_path_leads_somewhere() {
    let cases: [(&str, &[&str]); 7] = [
        (
            "designs.aftr.participants=800",
            &[
                "--set: designs.aftr.participants: \"designs\" has no key \"aftr\"",
                "help: did you mean \"designs.after.participants\"?",
            ],
        ),
        (
            "design.after.participant=800",
            &[
                "--set: design.after.participant: the scenario has no key \"design\"",
                "help: did you mean \"designs.after\"?",
            ],
        ),
        (
            "x[0].y=1",
            &[
                "--set: x[0].y: the scenario has no key \"x\"",
                "help: the scenario has the keys name, treatment, designs, worlds",
            ],
        ),
        (
            "name.first=1",
            &[
                "--set: name.first: \"name\" is a string: nothing lies inside it",
                "help: the nearest path that exists is \"name\"",
            ],
        ),
        (
            "designs.after.months[2]=1",
            &[
                "--set: designs.after.months[2]: \"designs.after.months\" has 2 elements, none at position 2",
                "help: the nearest path that exists is \"designs.after.months\"",
            ],
        ),
        (
            "designs.after.months.0=1",
            &[
                "--set: designs.after.months.0: \"designs.after.months\" is a list: give a position, as in designs.after.months[0]",
                "help: the nearest path that exists is \"designs.after.months\"",
            ],
        ),
        (
            "designs[0].x=1",
            &[
                "--set: designs[0].x: \"designs\" is an object: give a key, not a position",
                "help: the nearest path that exists is \"designs\"",
            ],
        ),
    ];
    for (argument, expected) in cases {
        assert_eq!(refused(argument), expected);
    }
}

#[test]
fn missing_parents_are_made() {
    let grown = with("run.schedule.mode=finite");
    assert_eq!(grown.get("run.schedule.mode"), Some("finite".into()));
    let inside = with("worlds.none.treatment.effect=0");
    assert_eq!(inside.get("worlds.none.treatment"), Some(serde_json::json!({ "effect": 0 })));
    assert_eq!(inside.get("worlds.harm"), with("name=x").get("worlds.harm"));
    assert_eq!(
        refusal(&with("rnu.mode=finite")),
        ["--set: rnu: unknown key \"rnu\"", "help: allowed keys: name, treatment, designs, worlds"]
    );
    let deep = format!("{}x=1", "x.".repeat(100_000));
    assert!(refused(&deep)[0].ends_with("objects may be nested at most 64 deep"));
}

#[test]
fn malformed_arguments_are_explained() {
    const HELP: &str = "help: write --set PATH=VALUE, as in --set designs.after.participants=800";
    assert_eq!(refused("designs.after"), ["--set: an equals sign is missing", HELP]);
    assert_eq!(refused("designs..after=1"), ["--set: a name is missing here", HELP]);
    assert_eq!(refused("=1"), ["--set: a path is missing before the equals sign"]);
    assert_eq!(refused("designs={\"a\": 1"), ["--set: this object is not closed: a } is missing"]);
    assert_eq!(
        refused("designs.after.participants=1e999"),
        ["--set: the number 1e999 is too large"]
    );
    let deep = format!("name={}{}", "[".repeat(64), "]".repeat(64));
    assert_eq!(refused(&deep), ["--set: objects and lists may be nested at most 64 deep"]);
}
