//! Trouble on the command line, row by row.
#![cfg(unix)]

use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::command::{is_refused, read_json, simulate, stderr, succeeds};

/// One arm against control, 40 people in each.
fn tiny() -> Value {
    json!({
        "name": "tiny",
        "population": {"size": 80, "covariates": {"male": {"binary": 0.5}}},
        "outcomes": {"works": {"binary": {"rate": 0.33}}},
        "treatment": {"arms": {"coaching": {"effects": {"works": {"points": 0.20}}}}},
        "designs": {"trial": {"after_enrolment": {}}, "half": {"after_enrolment": {"participants": 40}}},
        "analyses": {"difference": {"estimator": {"difference_in_means": {}}}},
        "worlds": {
            "nothing": {"role": "null", "treatment": {"arms": {"coaching": {"effects": null}}}},
            "more": {"treatment": {"arms": {"coaching": {"effects": {"works": {"points": 0.30}}}}}}
        },
        "run": {"replications": 64}
    })
}

/// A directory with a scenario in it.
struct Place {
    directory: TempDir,
}

impl Place {
    fn new() -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        fs::write(directory.path().join("s.json"), tiny().to_string()).expect("it is writable");
        Self { directory }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn named(&self, name: &str) -> String {
        self.path(name).to_str().expect("temporary paths are UTF-8").to_owned()
    }

    /// The names in the directory.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.directory.path()).expect("a directory").flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Results without what differs from run to run.
fn lasting(path: &Path) -> Value {
    let mut results = read_json(&text(path));
    results.as_object_mut().expect("an object").remove("timing");
    results
}

fn start(arguments: &[&str]) -> Child {
    let mut command = Command::new(cargo_bin!("simulate"));
    let command = command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the program starts")
}

/// Runs a line of shell in which `$0` is the program and `$1`, `$2`, … are the arguments.
fn shell(line: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new("bash");
    command.args(["-c", line]).arg(cargo_bin!("simulate")).args(arguments);
    command
}

fn signal(child: &Child, name: &str) {
    let id = child.id().to_string();
    let sent = Command::new("kill").args(["-s", name, &id]).status().expect("kill is there");
    assert!(sent.success());
}

/// Waits until something holds.
#[track_caller]
fn until(what: impl Fn() -> bool) {
    let start = Instant::now();
    while !what() {
        assert!(start.elapsed() < Duration::from_secs(90), "it never came to hold");
        sleep(Duration::from_millis(20));
    }
}

const FOREVER: [&str; 2] = ["--replications", "10000000"];

#[track_caller]
fn is_interrupted(output: &Output) {
    let said = stderr(output);
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("interrupted") && said.contains("nothing was saved"), "{said}");
}

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
    fs::write(place.path("out/scenario.json"), tiny().to_string()).expect("it is writable");
    let said = is_refused(&[&scenario, "--output", &out, "--force"]);
    assert!(said.contains("holds scenario.json, which no run wrote"), "{said}");
    assert_eq!(lasting(&place.path("out/results.json"))["run"]["seed"], 5);
    let here = place.directory.path().to_str().expect("UTF-8");
    assert!(is_refused(&[&scenario, "--output", here, "--force"]).contains("which no run wrote"));
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
fn f3_a_signal_that_was_ignored_stays_ignored() {
    let place = Place::new();
    let scenario = place.named("s.json");
    for (ignored, counts) in [("HUP", "INT"), ("INT", "TERM")] {
        let line = format!("trap '' {ignored}; exec \"$0\" \"$@\"");
        let arguments = [scenario.as_str(), "--output", &place.named("out")];
        let mut command = shell(&line, &[&arguments[..], &FOREVER].concat());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("bash");
        until(|| place.path("out").is_dir());
        signal(&child, ignored);
        sleep(Duration::from_millis(900));
        assert!(child.try_wait().expect("it runs").is_none(), "{ignored} ended it");
        signal(&child, counts);
        is_interrupted(&child.wait_with_output().expect("it ends"));
    }
}

/// On a machine that is busy with other tests it may take longer once, but not every time.
#[test]
fn f4_a_run_stops_within_a_second_however_many_people_there_are() {
    let place = Place::new();
    let (scenario, out) = (place.named("s.json"), place.named("out"));
    for size in ["80", "1000000"] {
        let size = format!("population.size={size}");
        let takes = || {
            let arguments = [scenario.as_str(), "--set", &size, "--output", &out];
            let child = start(&[&arguments[..], &FOREVER].concat());
            until(|| place.path("out").is_dir());
            sleep(Duration::from_millis(400));
            signal(&child, "INT");
            let asked = Instant::now();
            let output = child.wait_with_output().expect("it ends");
            let said = stderr(&output);
            assert!(said.contains("stopping; again to end at once"), "{said}");
            is_interrupted(&output);
            asked.elapsed()
        };
        let stops = (0..5).any(|_| takes() < Duration::from_secs(1));
        assert!(stops, "{size}: never within a second");
    }
}

/// The answer fills the pipe and nobody reads it: it is being printed, and nothing is saved yet.
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

#[test]
fn f6_a_full_stderr_changes_no_exit_code() {
    let place = Place::new();
    let scenario = place.named("s.json");
    let code = |line: &str, arguments: &[&str]| {
        shell(line, arguments).stdout(Stdio::null()).status().expect("bash").code()
    };
    fs::write(place.path("wrong.json"), "{\"name\": 1}").expect("it is writable");
    for wrong in
        [&[&place.named("wrong.json") as &str][..], &[&scenario, "--bogus"], &["sise", "x"]]
    {
        assert_eq!(code("exec \"$0\" \"$@\" 2>/dev/full", wrong), Some(2), "{wrong:?}");
    }
    let mut command = Command::new(cargo_bin!("simulate"));
    command.args([&scenario, "--output", &place.named("out")]).args(FOREVER).stdout(Stdio::null());
    let full = File::options().write(true).open("/dev/full").expect("/dev/full is there");
    let mut child = command.stderr(full).spawn().expect("it starts");
    until(|| place.path("out").is_dir());
    signal(&child, "INT");
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
}

#[test]
fn f7_a_limit_on_threads_is_named_with_the_way_out() {
    let place = Place::new();
    let scenario = place.named("s.json");
    for arguments in
        [&[scenario.as_str(), "--threads", "1000"][..], &["check", &scenario, "--threads", "1000"]]
    {
        let output =
            shell("ulimit -v 600000; exec \"$0\" \"$@\"", arguments).output().expect("bash");
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(
            said.contains("do not allow 1000 threads") && said.contains("--threads 1"),
            "{said}"
        );
    }
    let few = shell("ulimit -v 600000; exec \"$0\" \"$@\"", &[&scenario, "--threads", "1"]);
    let output = { few }.output().expect("bash");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn f7_memory_is_told_before_it_is_taken_and_refused_when_there_is_less() {
    let place = Place::new();
    let scenario = place.named("s.json");
    let many = [&scenario, "--set", "population.size=4000000", "--threads", "2"];
    let child = start(&[&many[..], &["--output", &place.named("out")], &FOREVER].concat());
    until(|| place.path("out").is_dir());
    signal(&child, "INT");
    let output = child.wait_with_output().expect("it ends");
    assert!(stderr(&output).contains("GB of memory on 2 threads"), "{}", stderr(&output));
    is_interrupted(&output);
    for command in [&[][..], &["check"]] {
        let arguments = [command, &many].concat();
        let output =
            shell("ulimit -v 900000; exec \"$0\" \"$@\"", &arguments).output().expect("bash");
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("GB of memory") && said.contains("there are 0.9 GB here"), "{said}");
    }
}

#[test]
fn f8_nothing_foreign_commands_the_terminal() {
    let place = Place::new();
    let odd = place.path("a\u{1b}[2J\u{202e}b.json");
    fs::copy(place.path("s.json"), &odd).expect("it is writable");
    fs::write(place.path("\u{1b}[31mw.json"), "{\"name\": }").expect("it is writable");
    let (odd, wrong) = (odd.to_str().expect("UTF-8"), place.named("\u{1b}[31mw.json"));
    let missing = place.named("\u{1b}[2Jx.json");
    let mut about = tiny();
    about["about"] = json!("a\u{1b}[2J \u{202e}b");
    fs::write(place.path("about.json"), about.to_string()).expect("it is writable");
    for arguments in [
        &[odd][..],
        &[&wrong],
        &[&missing],
        &[odd, "--world", "\u{1b}[31m"],
        &[odd, "\u{1b}[31m"],
        &[odd, "--\u{1b}[31m"],
        &[odd, "--seed", "\u{1b}[31m"],
        &[odd, "--set", "\u{1b}[31m=3"],
        &[odd, "--output", "/dev/null/\u{1b}[31m"],
        &["size", odd, "--arm", "\u{9b}31m"],
        &["sweep", odd, "--vary", "\u{1b}[31m"],
        &[&place.named("about.json")],
    ] {
        let output = simulate(arguments);
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &stderr(&output);
        let raw = |c: char| matches!(c, '\u{1b}' | '\u{9b}' | '\u{202e}');
        assert!(!said.contains(raw), "{arguments:?}: {said:?}");
        let is_shown = said.contains("\\u{") || said.contains(char::REPLACEMENT_CHARACTER);
        assert!(is_shown, "{arguments:?}: {said}");
    }
}

#[test]
fn f9_a_message_says_what_it_is() {
    let place = Place::new();
    let scenario = place.named("s.json");
    symlink("nowhere.json", place.path("link.json")).expect("it is writable");
    let said = is_refused(&[&place.named("link.json")]);
    assert!(said.contains("this is a link to nowhere.json, which is not there"), "{said}");
    let said = is_refused(&[&scenario, "--set", "run.seed=18446744073709551616"]);
    assert!(said.contains("a whole number from 0 to 18446744073709551615"), "{said}");
    assert!(!said.contains("decimal point"), "{said}");
    let said = is_refused(&["a.json", "b.json"]);
    assert!(said.contains("one scenario at a time: found \"a.json\" and \"b.json\""), "{said}");
    let said = is_refused(&["sweep", &scenario, "--vary", "populatoin.size=3,4"]);
    assert!(said.contains("--vary") && !said.contains("--set"), "{said}");
    let said = is_refused(&[&scenario, "--output", &scenario]);
    assert!(said.contains("is a file") && !said.contains("os error"), "{said}");
    symlink("nowhere", place.path("out")).expect("it is writable");
    let said = is_refused(&[&scenario, "--output", &place.named("out")]);
    assert!(said.contains("is a link to nowhere, which is not there"), "{said}");
    for wide in [u16::to_le_bytes, u16::to_be_bytes] {
        let bytes: Vec<u8> = tiny().to_string().encode_utf16().flat_map(wide).collect();
        fs::write(place.path("wide.json"), bytes).expect("it is writable");
        let said = is_refused(&[&place.named("wide.json")]);
        assert!(said.contains("UTF-16, not UTF-8"), "{said}");
    }
    fs::copy(&scenario, place.path("it's a case.json")).expect("it is writable");
    let text = succeeds(&[&place.named("it's a case.json")]);
    let printed = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let command = printed.split_once("Next: ").expect("it says what is next").1;
    let words = shlex::split(command.split_once(", --").expect("there are options").0);
    assert_eq!(words.expect("it can be pasted").last(), Some(&place.named("it's a case.json")));
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

/// A terminal of so many columns: what the program prints on it.
#[cfg(target_os = "linux")]
fn on_terminal(columns: u16, arguments: &[&str]) -> String {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use rustix::termios::{Winsize, tcsetwinsize};
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&master).and_then(|()| unlockpt(&master)).expect("a terminal");
    let name = ptsname(&master, Vec::new()).expect("it has a name");
    let terminal = File::options().read(true).write(true).open(name.to_str().expect("UTF-8"));
    let terminal = terminal.expect("the terminal opens");
    let size = Winsize { ws_row: 50, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(&terminal, size).expect("it has a size");
    let mut command = Command::new(cargo_bin!("simulate"));
    let mut child =
        command.args(arguments).env("NO_COLOR", "1").stdout(terminal).spawn().expect("it starts");
    // No end of it is left open here, so that reading ends with the program.
    drop(command);
    let (mut printed, mut part) = (Vec::new(), [0; 4096]);
    let mut master = File::from(master);
    while let Ok(n @ 1..) = master.read(&mut part) {
        printed.extend_from_slice(&part[..n]);
    }
    assert!(child.wait().expect("it ends").success());
    String::from_utf8(printed).expect("UTF-8").replace("\r\n", "\n")
}

#[cfg(target_os = "linux")]
#[test]
fn f13_a_page_is_as_wide_as_the_terminal() {
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/small.json");
    let arguments = [scenario, "--replications", "2", "--world", "null", "--details"];
    let widest = |text: &str| text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    for (columns, most) in [(80, 80), (40, 72), (140, 140)] {
        let width = widest(&on_terminal(columns, &arguments));
        assert!(width <= most && width > most - 20, "{width} of {most}");
    }
    let width = widest(&succeeds(&arguments));
    assert!(width <= 100 && width > 90, "{width}");
}

#[test]
fn f14_a_hyphen_reads_the_scenario_from_stdin() {
    let read = |text: &str, arguments: &[&str]| {
        let mut command = Command::new(cargo_bin!("simulate"));
        let command = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::piped()).spawn().expect("it starts");
        let mut input = child.stdin.take().expect("it is piped");
        input.write_all(text.as_bytes()).expect("it is read");
        drop(input);
        child.wait_with_output().expect("it ends")
    };
    let output = read(&tiny().to_string(), &["-", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(read_json(&String::from_utf8_lossy(&output.stdout))["scenario"]["name"], "tiny");
    let output = read("{\"name\": 1}", &["check", "-"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("<stdin>:1:10"), "{}", stderr(&output));
}

#[test]
fn f14_a_closed_stdout_is_told() {
    let place = Place::new();
    let scenario = place.named("s.json");
    let output = shell("exec \"$0\" \"$@\" >&-", &[&scenario]).output().expect("bash");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("stdout is closed"), "{}", stderr(&output));
    let status = shell("exec \"$0\" \"$@\" >/dev/null", &[&scenario]).status().expect("bash");
    assert_eq!(status.code(), Some(0));
    let output = shell("exec \"$0\" \"$@\" >/dev/full", &[&scenario]).output().expect("bash");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn f14_colours_are_forced_by_the_usual_variable() {
    let place = Place::new();
    let scenario = place.named("s.json");
    let printed = |variables: &[(&str, &str)]| {
        let mut command = Command::new(cargo_bin!("simulate"));
        let command = command.arg(&scenario).env_remove("NO_COLOR");
        let output = command.envs(variables.iter().copied()).output().expect("it starts");
        output.stdout.contains(&0x1b)
    };
    assert!(!printed(&[]));
    assert!(printed(&[("FORCE_COLOR", "1")]));
    assert!(!printed(&[("FORCE_COLOR", "0")]));
    assert!(!printed(&[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn f14_no_spreadsheet_runs_a_name() {
    let place = Place::new();
    for name in ["=1+1", "+x", "-x", "@SUM(A1)"] {
        let mut scenario = tiny();
        let designs = scenario["designs"].as_object_mut().expect("an object");
        let design = designs.remove("half").expect("it is there");
        designs.insert(name.to_owned(), design);
        fs::write(place.path("s.json"), scenario.to_string()).expect("it is writable");
        for arguments in [
            &[&place.named("s.json") as &str, "--format", "csv"][..],
            &[
                "sweep",
                &place.named("s.json"),
                "--vary",
                "population.size=60,80",
                "--design",
                name,
                "--format",
                "csv",
            ],
        ] {
            let output = simulate(arguments);
            // A name may be refused, too.
            if output.status.code() == Some(2) {
                continue;
            }
            let table = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(table.contains(&format!("'{name}")), "{table}");
            assert!(!table.contains(&format!(",{name}")), "{table}");
        }
    }
}

#[test]
fn a_slip_in_a_word_is_put_right() {
    let place = Place::new();
    let scenario = place.named("s.json");
    assert!(is_refused(&["sise", "s.json"]).contains("did you mean simulate size s.json?"));
    assert!(is_refused(&["sise"]).contains("did you mean simulate size?"));
    let said = is_refused(&[&scenario, "--quiet", "check"]);
    assert!(said.contains("the command comes first") && said.contains("simulate check"), "{said}");
    let said = is_refused(&[&scenario, "--seed", "-1"]);
    assert!(said.contains("a seed is a whole number from 0 to 18446744073709551615"), "{said}");
    assert!(is_refused(&["size", &scenario, "--replications", "-5"]).contains("-5 is not in"));
    assert!(is_refused(&[&scenario, "--threads", "-1"]).contains("-1 is not in 1..=1024"));
    assert_eq!(succeeds(&["check", &scenario, "--threads", "1"]), succeeds(&["check", &scenario]));
}
