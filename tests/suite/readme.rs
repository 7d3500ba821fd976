//! What README.md says to run runs, as written and with the files that it names.

use std::fs;
use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;
use proefdraai::scenario::source::Document;
use tempfile::TempDir;

/// The commands of the table, in order: the first text in back quotes of the second column.
fn commands(readme: &str) -> Vec<String> {
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" | `"));
    rows.filter_map(|(_, command)| command.split_once('`').map(|(command, _)| command.to_owned()))
        .filter(|command| command.starts_with("simulate "))
        .collect()
}

/// The same command with so little work as is possible.
fn hurried(command: &str) -> Vec<String> {
    let mut words = shlex::split(command).expect("a shell reads it");
    words.remove(0);
    let more: &[&str] = match words[0].as_str() {
        "new" | "explain" | "check" | "list" | "analyse" => &[],
        "selftest" => &["--only", "V03"],
        "size" | "mde" => &["--replications", "256", "--effort", "0.1", "--quiet"],
        "report" => &["--replications", "2", "--effort", "0.1", "--quiet"],
        _ => &["--replications", "2", "--quiet"],
    };
    words.extend(more.iter().map(ToString::to_string));
    words
}

/// What came in of a trial of two arms.
fn trial() -> String {
    let person = |number: usize| {
        let arm = ["control", "coaching"][number % 2];
        format!("{arm},{}\n", usize::from(number.is_multiple_of(3)))
    };
    format!("arm,works\n{}", (0..60).map(person).collect::<String>())
}

#[test]
fn every_row_of_the_table_works_with_the_file_it_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("it is there");
    let place = TempDir::new().expect("a directory can be made");
    fs::create_dir(place.path().join("scenarios")).expect("it can be made");
    for (from, to) in [("two-arm.json", "my.json"), ("nijmegen.json", "scenarios/nijmegen.json")] {
        fs::copy(root.join("scenarios").join(from), place.path().join(to))
            .expect("it can be copied");
    }
    fs::write(place.path().join("trial.csv"), trial()).expect("it can be written");
    let commands = commands(&readme);
    assert!(commands.len() >= 15, "{commands:?}");
    for command in commands {
        let mut program = cargo_bin_cmd!("simulate");
        let output = program.args(hurried(&command)).current_dir(place.path()).output();
        let output = output.expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !output.stdout.is_empty(), "{command}: {said}");
    }
}

/// The report in docs is of the scenario as it stands, in both languages.
#[test]
fn the_report_of_nijmegen_is_of_the_scenario_as_it_is() {
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/nijmegen.json");
    let hash = Document::load(Path::new(scenario)).expect("it is JSON").hash();
    for page in ["nijmegen.html", "nijmegen.nl.html"] {
        let path = format!("{}/docs/{page}", env!("CARGO_MANIFEST_DIR"));
        let page = fs::read_to_string(&path).expect("the page is there");
        assert!(page.contains(&hash), "just fixtures writes {path} again");
    }
}
