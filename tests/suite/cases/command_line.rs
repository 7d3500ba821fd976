//! Trouble on the command line, row by row; the rows about files are in `files`, those about the limits of a
//! machine in `limits`.
#![cfg(unix)]

use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;
use serde_json::json;

use crate::command::{is_refused, read_json, simulate, stderr, succeeds};
use crate::place::{
    FOREVER, Place, heeding_signals, is_interrupted, shell, signal, start, until, with_choices,
};

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
    let mut command = heeding_signals();
    command.arg(cargo_bin!("simulate")).args([&scenario, "--output", &place.named("out")]);
    command.args(FOREVER).stdout(Stdio::null());
    let full = File::options().write(true).open("/dev/full").expect("/dev/full is there");
    let mut child = command.stderr(full).spawn().expect("it starts");
    until(|| place.path("out").is_dir());
    signal(&child, "INT");
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
}

#[test]
fn f8_nothing_foreign_commands_the_terminal() {
    let place = Place::new();
    let odd = place.path("a\u{1b}[2J\u{202e}b.json");
    fs::copy(place.path("s.json"), &odd).expect("it is writable");
    fs::write(place.path("\u{1b}[31mw.json"), "{\"name\": }").expect("it is writable");
    let (odd, wrong) = (odd.to_str().expect("UTF-8"), place.named("\u{1b}[31mw.json"));
    let missing = place.named("\u{1b}[2Jx.json");
    let mut about = with_choices();
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
        let bytes: Vec<u8> = with_choices().to_string().encode_utf16().flat_map(wide).collect();
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
    let output = read(&with_choices().to_string(), &["-", "--format", "json"]);
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
    for words in [&["--help"][..], &["-V"], &["help", "size"], &["size", "--help"]] {
        let output = shell("exec \"$0\" \"$@\" >&-", words).output().expect("bash");
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(stderr(&output).contains("stdout is closed"), "{}", stderr(&output));
    }
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
        let mut scenario = with_choices();
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

#[test]
fn an_option_that_is_elsewhere_or_nowhere_is_told_in_plain_words() {
    let place = Place::new();
    let scenario = place.named("s.json");
    let s = scenario.as_str();
    for (arguments, words) in [
        (
            &[s, "--alpha", ".05"][..],
            &["no option \"--alpha\"", "--set analyses.NAME.alpha=[0.05]"][..],
        ),
        (&["check", s, "--alpha=.05"], &["no option \"--alpha\"", "analyses.NAME.alpha"]),
        (&[s, "--power", "0.8"], &["simulate SCENARIO has no option \"--power\"", "simulate size"]),
        (&[s, "--n", "200"], &["no option \"--n\"", "--set population.size=200"]),
        (&[s, "-n", "200"], &["no option \"-n\"", "--set population.size=200"]),
        (&[s, "--outptu", "x"], &["no option \"--outptu\"", "did you mean --output?"]),
        (&["--outptu", "x", s], &["no option \"--outptu\"", "did you mean --output?"]),
        (
            &["--format", "json", "check", s],
            &["the command comes first", "simulate check --format json "],
        ),
        (&["--seed", "3", "check", s], &["the command comes first", "simulate check --seed 3 "]),
        (
            &["--details", "size", s],
            &["simulate size has no option \"--details\"", "simulate SCENARIO"],
        ),
        (
            &["check", s, "--details"],
            &["simulate check has no option \"--details\"", "simulate SCENARIO"],
        ),
        (&["--power", ".8", "size", s], &["the command comes first", "simulate size --power .8 "]),
        (&["help", "sise"], &["there is no command \"sise\"", "did you mean simulate help size?"]),
        (
            &[s, "--replications", "1e3"],
            &["--replications takes a whole number, found \"1e3\"", "write --replications 1000"],
        ),
        (
            &["size", s, "--month", "x"],
            &["--month takes a whole number, found \"x\"", "digits only"],
        ),
        (&[s, "--threads", ""], &["--threads takes a whole number, found \"\""]),
        (&[s, "other.json"], &["one scenario at a time"]),
    ] {
        let said = is_refused(arguments);
        for word in words {
            assert!(said.contains(word), "{arguments:?}: {said}");
        }
        assert!(
            !said.contains("subcommand") && !said.contains("as a value"),
            "{arguments:?}: {said}"
        );
    }
    assert!(succeeds(&["help", "size"]).contains("--power"));
}
