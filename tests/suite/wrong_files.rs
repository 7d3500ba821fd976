//! Wrong scenario files: every mistake is refused, at its place, in words that help, and none brings
//! the program down.
//!
//! The cases stand in `tests/wrong/*.txt`, each a good example (`place.json`, `trial.json`) with one
//! change and the report it must give, word for word:
//!
//! ```text
//! ## a percentage for a share
//! - "male": { "binary": 0.48 }
//! + "male": { "binary": 48 }
//!     place.json:7:27: population.covariates.male.binary: …
//! ```
//!
//! Lines with `-` are found in the example (once) and give way to the lines with `+` after them.
//! Other lines before the report: `in trial.json` names the other example; `file X` is a file made by
//! [`made::file`] instead; `with --set a=b` gives an argument of the command line. After a change of
//! wording, `UPDATE_EXPECTED=1 cargo test --test suite wrong_files` writes the reports anew: read
//! the difference before you keep it.

mod made;

use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use proefdraai::scenario::{Options, load};
use rayon::prelude::*;
use tempfile::TempDir;

/// The example that is changed when a case names no other.
const EXAMPLE: &str = "place.json";
const REPORT_INDENT: &str = "    ";
const ACCEPTED: &str = "accepted";
const PANICKED: &str = "panicked";

/// One wrong file.
struct Case {
    name: String,
    /// The lines that say what is wrong, as written.
    recipe: Vec<String>,
    /// The report, as written.
    expected: String,
}

/// A case on disk.
pub struct WrongFile {
    /// What is wrong, in words.
    pub name: String,
    /// The file to be read.
    pub path: PathBuf,
    /// Arguments after the file: `--set a=b`, `--world w`, `--design d`, `--replications n`.
    pub arguments: Vec<String>,
    /// The report, with the directory left out of file names.
    pub expected: String,
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wrong")
}

/// The files with cases, in alphabetical order.
fn collections() -> Vec<PathBuf> {
    let entries = fs::read_dir(directory()).expect("the cases are part of the repository");
    let mut paths: Vec<PathBuf> = entries.map(|e| e.expect("readable").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths
}

fn read_cases(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).expect("cases are text");
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.to_owned(), recipe: Vec::new(), expected: String::new() });
        } else if let Some(case) = cases.last_mut() {
            match line.strip_prefix(REPORT_INDENT) {
                Some(report) => writeln!(case.expected, "{report}").expect("text grows"),
                None if line.is_empty() && !case.expected.is_empty() => case.expected.push('\n'),
                None => case.recipe.push(line.to_owned()),
            }
        }
    }
    for case in &mut cases {
        case.expected.truncate(case.expected.trim_end().len());
    }
    cases
}

/// A piece of an example and what takes its place.
#[derive(Default)]
struct Change {
    from: String,
    to: String,
}

impl Case {
    /// Lines to be found, each group with the lines that follow it instead.
    fn changes(&self) -> Vec<Change> {
        let mut changes: Vec<Change> = Vec::new();
        let mut adding = true;
        for line in &self.recipe {
            let add = line.starts_with('+');
            if !add && !line.starts_with('-') {
                continue;
            }
            if adding && !add {
                changes.push(Change::default());
            }
            adding = add;
            let change = changes.last_mut().expect("what is added takes the place of something");
            let side = if add { &mut change.to } else { &mut change.from };
            if !side.is_empty() {
                side.push('\n');
            }
            side.push_str(line[1..].strip_prefix(' ').unwrap_or(&line[1..]));
        }
        changes
    }

    /// Writes the wrong file into a directory of its own.
    fn write(&self, directory: &Path) -> WrongFile {
        let words = |start: &str| -> Vec<&str> {
            self.recipe.iter().filter_map(|line| line.strip_prefix(start)).collect()
        };
        let arguments = words("with ").into_iter().flat_map(|argument| {
            let (flag, value) = argument.split_once(' ').expect("an argument has a value");
            [flag.to_owned(), value.to_owned()]
        });
        let arguments = arguments.collect();
        fs::create_dir_all(directory).expect("the directory is writable");
        let path = if let Some(name) = words("file ").first() {
            made::file(name, directory)
        } else {
            let example = words("in ").first().copied().unwrap_or(EXAMPLE);
            let path = directory.join(example);
            fs::write(&path, self.changed(example)).expect("the directory is writable");
            path
        };
        let (name, expected) = (self.name.clone(), self.expected.clone());
        WrongFile { name, path, arguments, expected }
    }

    fn changed(&self, example: &str) -> String {
        let text = fs::read_to_string(directory().join(example));
        let mut text = text.expect("the example exists");
        for Change { from, to } in self.changes() {
            let found = text.matches(&from).count();
            assert_eq!(found, 1, "{:?}: {from:?} stands there {found} times", self.name);
            text = text.replace(&from, &to);
        }
        text
    }
}

/// All wrong files, written below `root`.
pub fn write_all(root: &Path) -> Vec<WrongFile> {
    let cases = collections().into_iter().flat_map(|path| read_cases(&path));
    cases.enumerate().map(|(k, case)| case.write(&root.join(k.to_string()))).collect()
}

impl WrongFile {
    fn options(&self) -> Options {
        let mut options = Options::default();
        for pair in self.arguments.chunks(2) {
            let value = pair[1].clone();
            match pair[0].as_str() {
                "--set" => options.set.push(value),
                "--world" => options.worlds.push(value),
                "--design" => options.designs.push(value),
                "--replications" => options.replications = Some(value.parse().expect("a count")),
                other => panic!("no argument is called {other}"),
            }
        }
        options
    }

    /// The report, with the directory left out and no spaces at the ends of lines.
    fn report(&self) -> String {
        let loaded = catch_unwind(AssertUnwindSafe(|| load(&self.path, &self.options())));
        let report = match loaded {
            Ok(Err(report)) => report.render(false),
            Ok(Ok(_)) => ACCEPTED.to_owned(),
            Err(_) => PANICKED.to_owned(),
        };
        let directory = self.path.parent().expect("a file stands in a directory");
        let report = report.replace(&format!("{}/", directory.display()), "");
        let lines: Vec<&str> = report.lines().map(str::trim_end).collect();
        lines.join("\n").trim_end().to_owned()
    }
}

fn update(path: &Path, reports: &mut impl Iterator<Item = String>) {
    let mut text = String::new();
    let old = fs::read_to_string(path).expect("cases are text");
    if let Some((preamble, _)) = old.split_once("\n## ") {
        text.push_str(preamble.trim_end());
        text.push_str("\n\n");
    }
    for case in read_cases(path) {
        writeln!(text, "## {}", case.name).expect("text grows");
        for line in case.recipe.iter().filter(|line| !line.is_empty()) {
            writeln!(text, "{line}").expect("text grows");
        }
        for line in reports.next().expect("one report a case").lines() {
            let indent = if line.is_empty() { "" } else { REPORT_INDENT };
            writeln!(text, "{indent}{line}").expect("text grows");
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len() + 1);
    fs::write(path, text).expect("the repository is writable");
}

#[test]
fn every_wrong_file_is_refused_in_these_words() {
    let root = TempDir::new().expect("a temporary directory");
    let files = write_all(root.path());
    assert!(files.len() >= 70, "{} cases", files.len());
    let reports: Vec<String> = files.par_iter().map(WrongFile::report).collect();
    for (file, report) in files.iter().zip(&reports) {
        assert!(report != ACCEPTED && report != PANICKED, "{}: {report}", file.name);
    }
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        let mut reports = reports.into_iter();
        for path in collections() {
            update(&path, &mut reports);
        }
        return;
    }
    let wrong: Vec<String> = files
        .iter()
        .zip(&reports)
        .filter(|(file, report)| file.expected != **report)
        .map(|(file, report)| {
            format!("## {}\n{report}\n\ninstead of\n\n{}\n", file.name, file.expected)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_examples_that_are_changed_are_right() {
    for name in ["place.json", "trial.json"] {
        let loaded = load(&directory().join(name), &Options::default());
        if let Err(report) = loaded {
            panic!("{report}");
        }
    }
}
