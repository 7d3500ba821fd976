//! Trouble with the files of a run: rows F1, F2, F5 and F10.
#![cfg(unix)]

use std::fs;
use std::io::Read;
use std::thread::sleep;
use std::time::Duration;

use serde_json::json;

use crate::command::{is_refused, read_json, stderr, succeeds};
use crate::place::{
    FOREVER, Place, is_interrupted, lasting, shell, signal, start, text, until, with_choices,
};

#[test]
fn f1_the_saved_scenario_is_the_one_that_ran() {
    let place = Place::new();
    let (scenario, out, again) = (place.named("s.json"), place.named("out"), place.named("again"));
    let options = ["--set", "population.size=60", "--seed", "9", "--replications", "96"];
    let chosen = ["--world", "more", "--design", "trial", "--output", &out];
    succeeds(&[&[scenario.as_str()][..], &options, &chosen].concat());
    let copy = read_json(&text(&place.path("out/scenario.json")));
    assert_eq!(copy["population"]["size"], 60);
    let run = json!({"replications": 96, "seed": 9, "worlds": ["more"], "designs": ["trial"]});
    assert_eq!(copy["run"], run);
    let results = lasting(&place.path("out/results.json"));
    let report = text(&place.path("out/report.txt"));
    let end: Vec<&str> = report.lines().rev().take(2).collect();
    let command = shlex::split(end[1].trim_start_matches("Made by: simulate"));
    let given = [&[scenario.as_str()][..], &options, &chosen].concat();
    assert_eq!(command.expect("it can be pasted"), given);
    let hash = results["scenario"]["hash"].as_str().expect("a hash");
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(end[0], format!("Seed 9; scenario {hash}; version {version}"));

    succeeds(&[&place.named("out/scenario.json"), "--output", &again]);
    assert_eq!(lasting(&place.path("again/results.json")), results);
    for same in ["cells.csv", "scenario.json"] {
        assert_eq!(text(&place.path("out").join(same)), text(&place.path("again").join(same)));
    }
    assert_ne!(hash, read_json(&succeeds(&[&scenario, "--format", "json"]))["scenario"]["hash"]);
}

#[test]
fn f1_so_it_is_when_an_error_was_asked_for() {
    let place = Place::new();
    let (scenario, out, again) = (place.named("s.json"), place.named("out"), place.named("again"));
    let wanted = ["--precision", "0.04", "--of", "coverage", "--design", "trial"];
    succeeds(&[&[scenario.as_str()][..], &wanted, &["--output", &out]].concat());
    let copy = read_json(&text(&place.path("out/scenario.json")));
    assert_eq!(
        (&copy["run"]["precision"], &copy["run"]["precision_of"]),
        (&json!(0.04), &json!("coverage"))
    );
    succeeds(&[&place.named("out/scenario.json"), "--output", &again]);
    assert_eq!(
        lasting(&place.path("again/results.json")),
        lasting(&place.path("out/results.json"))
    );
}

#[test]
fn f1_a_sweep_names_what_it_varies_in_its_hash_and_a_scenario_can_say_it() {
    let place = Place::new();
    let scenario = place.named("s.json");
    let vary = "population.size=60,80";
    let hash = |arguments: &[&str]| {
        read_json(&succeeds(arguments))["scenario"]["hash"].as_str().expect("a hash").to_owned()
    };
    let told = hash(&["sweep", &scenario, "--vary", vary, "--format", "json"]);
    let stated = format!("run.vary=[\"{vary}\"]");
    assert_eq!(told, hash(&["sweep", &scenario, "--set", &stated, "--format", "json"]));
    assert!(is_refused(&["sweep", &scenario]).contains("nothing is varied"));
}

#[test]
fn f2_a_directory_is_for_one_run_at_a_time() {
    let place = Place::new();
    let (scenario, out) = (place.named("s.json"), place.named("out"));
    let first = start(&[&[scenario.as_str(), "--output", &out][..], &FOREVER].concat());
    until(|| place.path("out").is_dir());
    sleep(Duration::from_millis(300));
    for force in [&[][..], &["--force"]] {
        let said = is_refused(&[&[scenario.as_str(), "--output", &out][..], force].concat());
        assert!(said.contains("is taken by a run that has not ended"), "{said}");
    }
    signal(&first, "INT");
    is_interrupted(&first.wait_with_output().expect("it ends"));
    assert_eq!(place.names(), ["s.json"]);
    succeeds(&[&scenario, "--output", &out]);
}

#[test]
fn f2_force_replaces_what_a_run_wrote_and_nothing_else() {
    let place = Place::new();
    let (scenario, out) = (place.named("s.json"), place.named("out"));
    succeeds(&[&scenario, "--output", &out]);
    assert!(is_refused(&[&scenario, "--output", &out]).contains("--force"));
    succeeds(&[&scenario, "--output", &out, "--force", "--seed", "5"]);
    assert_eq!(lasting(&place.path("out/results.json"))["run"]["seed"], 5);
    assert_eq!(place.names(), ["out", "s.json"]);

    fs::write(place.path("out/notes.txt"), "mine").expect("it is writable");
    let said = is_refused(&[&scenario, "--output", &out, "--force"]);
    assert!(said.contains("holds notes.txt, which no run wrote"), "{said}");
    fs::remove_file(place.path("out/notes.txt")).expect("it is there");
    // A scenario that somebody keeps there, or has changed, is not a run's either.
    fs::write(place.path("out/scenario.json"), with_choices().to_string()).expect("it is writable");
    let said = is_refused(&[&scenario, "--output", &out, "--force"]);
    assert!(said.contains("holds scenario.json, which no run wrote"), "{said}");
    assert_eq!(lasting(&place.path("out/results.json"))["run"]["seed"], 5);
    let here = place.named("");
    assert!(is_refused(&[&scenario, "--output", &here, "--force"]).contains("which no run wrote"));
}

#[test]
fn f2_what_a_killed_run_left_is_taken_away_by_the_next() {
    let place = Place::new();
    let (scenario, out) = (place.named("s.json"), place.named("out"));
    let first = start(&[&[scenario.as_str(), "--output", &out][..], &FOREVER].concat());
    until(|| place.path("out").is_dir());
    signal(&first, "KILL");
    first.wait_with_output().expect("it ends");
    fs::create_dir(place.path(".out.a1B2c3.partial")).expect("it is writable");
    fs::create_dir(place.path(".out.kept")).expect("it is writable");
    succeeds(&[&scenario, "--output", &out]);
    assert_eq!(place.names(), [".out.kept", "out", "s.json"]);
}

#[test]
fn f5_what_is_said_of_saved_files_is_true() {
    let place = Place::new();
    let (scenario, out) = (place.named("s.json"), place.named("out"));
    let many: Vec<String> = (0..20)
        .map(|k| {
            format!("worlds.w{k}={{\"outcomes\":{{\"works\":{{\"binary\":{{\"rate\":0.3}}}}}}}}")
        })
        .collect();
    let sets: Vec<&str> = many.iter().flat_map(|set| ["--set", set.as_str()]).collect();
    let arguments =
        [&[scenario.as_str(), "--output", &out][..], &["--format", "json"], &sets].concat();
    let mut child = start(&arguments);
    let answer = child.stdout.as_mut().expect("it is piped");
    answer.read_exact(&mut [0]).expect("the answer begins");
    sleep(Duration::from_millis(300));
    let held = fs::read_dir(&out).expect("it is reserved").count();
    assert_eq!(held, 0, "saved before it was printed");
    signal(&child, "INT");
    signal(&child, "INT");
    is_interrupted(&child.wait_with_output().expect("it ends"));
    assert_eq!(place.names(), ["s.json"]);
}

/// A limit on the size of files stands for a full disk.
#[test]
fn f5_a_full_disk_leaves_nothing_or_what_was_there() {
    let place = Place::new();
    let (scenario, out) = (place.named("s.json"), place.named("out"));
    let full = |arguments: &[&str]| {
        let output = shell("ulimit -f 2; exec \"$0\" \"$@\"", arguments).output().expect("bash");
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(stderr(&output).contains("nothing was saved"), "{}", stderr(&output));
        assert!(String::from_utf8_lossy(&output.stdout).contains("tiny"), "the answer is lost");
    };
    full(&[&scenario, "--output", &out]);
    assert_eq!(place.names(), ["s.json"]);
    succeeds(&[&scenario, "--output", &out]);
    let before = lasting(&place.path("out/results.json"));
    full(&[&scenario, "--output", &out, "--force", "--seed", "8"]);
    assert_eq!(lasting(&place.path("out/results.json")), before);
    assert_eq!(place.names(), ["out", "s.json"]);
}

/// The answer is printed before anything is saved: where it cannot be, nothing is, unless its reader has
/// simply seen enough.
#[test]
fn f5_what_cannot_be_printed_is_not_saved() {
    let place = Place::new();
    let (scenario, out) = (place.named("s.json"), place.named("out"));
    let arguments = [scenario.as_str(), "--output", &out];
    for (closed, said) in [(">/dev/full", "nothing was saved"), (">&-", "stdout is closed")] {
        let line = format!("exec \"$0\" \"$@\" {closed}");
        let output = shell(&line, &arguments).output().expect("bash");
        assert_eq!(output.status.code(), Some(2), "{closed}");
        assert!(stderr(&output).contains(said), "{closed}: {}", stderr(&output));
        assert_eq!(place.names(), ["s.json"], "{closed}");
    }
    succeeds(&arguments);
    let before = lasting(&place.path("out/results.json"));
    let again = [&arguments[..], &["--force", "--seed", "8"]].concat();
    let output = shell("exec \"$0\" \"$@\" >/dev/full", &again).output().expect("bash");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(lasting(&place.path("out/results.json")), before);
    fs::remove_dir_all(&out).expect("it is ours");
    let output = shell("\"$0\" \"$@\" | true; exit ${PIPESTATUS[0]}", &arguments).output();
    let output = output.expect("bash");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(place.names(), ["out", "s.json"]);
}

#[test]
fn f10_a_refused_run_leaves_nothing() {
    let place = Place::new();
    let (scenario, out) = (place.named("s.json"), place.named("new/inside"));
    for wrong in [
        &["--world", "nope"][..],
        &["--design", "nope"],
        &["--set", "population.size=-1"],
        &["--set", "outcomes.works.binary.rate=7"],
    ] {
        is_refused(&[&[scenario.as_str(), "--output", &out][..], wrong].concat());
        assert_eq!(place.names(), ["s.json"], "{wrong:?}");
    }
    let child = start(&[&[scenario.as_str(), "--output", &out][..], &FOREVER].concat());
    until(|| place.path("new/inside").is_dir());
    signal(&child, "TERM");
    is_interrupted(&child.wait_with_output().expect("it ends"));
    assert_eq!(place.names(), ["s.json"]);
}
