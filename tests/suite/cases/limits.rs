//! Few processes, little memory, a short stack: told with the limit, and no abort.
#![cfg(unix)]

use crate::command::stderr;
use crate::place::{FOREVER, Place, is_interrupted, shell, signal, start, until};

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
        assert!(said.contains("GB of memory") && said.contains("there are 922 MB here"), "{said}");
    }
}

/// Between what the trials take and what they take with the program around them there is no abort.
#[test]
fn f7_no_limit_on_memory_or_the_stack_ends_in_an_abort() {
    let place = Place::new();
    let scenario = place.named("s.json");
    let many = [&scenario, "--set", "population.size=1000000", "--threads", "1"];
    for kilobytes in [160_000, 200_000, 240_000, 260_000] {
        let line = format!("ulimit -v {kilobytes}; exec \"$0\" \"$@\"");
        let output = shell(&line, &many).output().expect("bash");
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{kilobytes}: {said}");
        assert!(said.contains("of memory") && said.contains("MB here"), "{said}");
    }
    for command in [&[][..], &["check"], &["--help"]] {
        let arguments = [command, &[&scenario, "--threads", "1"]].concat();
        let output = shell("ulimit -s 128; exec \"$0\" \"$@\"", &arguments).output().expect("bash");
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
}
