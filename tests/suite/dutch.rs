//! Answers in Dutch: whole, without English, without slots, in sentences that are not too long.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proefdraai::answer::answer;
use proefdraai::engine::Nobody;
use proefdraai::language::Language;
use proefdraai::report::run::text;
use proefdraai::report::{Results, WIDTH};
use proefdraai::scenario::source::Document;
use proefdraai::scenario::{Compiled, Options};
use rayon::prelude::*;
use serde_json::Value;

use crate::walk::{Answer, SCENARIOS, Walked};

/// Words that no Dutch text has, unless a scenario calls something so.
const ENGLISH: [&str; 24] = [
    "point",
    "points",
    "arm",
    "arms",
    "bias",
    "power",
    "null",
    "trial",
    "trials",
    "the",
    "and",
    "found",
    "with",
    "without",
    "effect size",
    "design",
    "world",
    "worlds",
    "of 100",
    "average",
    "people",
    "estimate",
    "simulated",
    "month",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Simulated trials: enough to conclude something from them.
const REPLICATIONS: u32 = 120;
/// Scenarios of every kind.
const FILES: [&str; 11] = [
    "scenarios/nijmegen.json",
    "scenarios/two-arm.json",
    "tests/scenarios/small.json",
    "tests/scenarios/sites.json",
    "tests/scenarios/surveys.json",
    "tests/scenarios/calendar.json",
    "tests/cases/17-four-arms.json",
    "tests/cases/groningen-default-analysis.json",
    "tests/cases/utrecht-two-orders.json",
    "tests/cases/month-path.json",
    "tests/cases/rare-30-30.json",
];

/// A scenario that was run.
struct Run {
    file: &'static str,
    scenario: Value,
    results: Results,
    compiled: Compiled,
}

static RUNS: LazyLock<Vec<Run>> =
    LazyLock::new(|| FILES.par_iter().map(|file| run(file)).collect());

fn run(file: &'static str) -> Run {
    let document = Document::load(root().join(file)).expect("it can be read");
    let options = Options { replications: Some(REPLICATIONS), ..Options::default() };
    let answer = answer(&document, &options, &Nobody).expect("it runs");
    Run {
        file,
        scenario: document.value(),
        results: answer.results(0.0),
        compiled: answer.compiled,
    }
}

impl Run {
    /// What it prints, without styles.
    fn text(&self, with_details: bool, language: Language, width: usize) -> String {
        let Self { file, results, compiled, .. } = self;
        plain(&text::render(results, compiled, file, with_details, language, width))
    }
}

/// A text without the styles of a terminal.
fn plain(text: &str) -> String {
    let (mut out, mut is_style) = (String::new(), false);
    for c in text.chars() {
        match (is_style, c) {
            (false, '\u{1b}') => is_style = true,
            (false, c) => out.push(c),
            (true, c) => is_style = !c.is_ascii_alphabetic(),
        }
    }
    out
}

/// The words of all names and texts in a scenario.
fn names(value: &Value, out: &mut BTreeSet<String>) {
    let mut add = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        out.extend(words.map(str::to_lowercase));
    };
    match value {
        Value::String(text) => add(text),
        Value::Array(members) => members.iter().for_each(|member| names(member, out)),
        Value::Object(members) => {
            members.keys().for_each(|key| add(key));
            members.values().for_each(|member| names(member, out));
        }
        _ => {}
    }
}

/// A text without options, names of files and what is quoted from messages in English.
fn own_words(text: &str) -> String {
    let is_option = |word: &&str| word.starts_with("--") || word.contains(".json");
    let words = text.split_whitespace().filter(|word| !is_option(word));
    let unwrapped = words.collect::<Vec<_>>().join(" ").replace("{\"wald\": {}}", "wald");
    let mut out = String::new();
    for part in unwrapped.split('“') {
        out += part.split_once('”').map_or(part, |(_, after)| after);
    }
    out
}

#[track_caller]
fn has_no_english(file: &str, scenario: &Value, text: &str) {
    let mut known = BTreeSet::new();
    names(scenario, &mut known);
    let text = own_words(&plain(text));
    assert!(!text.contains('{') && !text.contains(" ,") && !text.contains(".. "), "{file}: {text}");
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    for word in ENGLISH.iter().filter(|word| !known.contains(**word)) {
        assert!(!words.iter().any(|own| own == word), "{file}: {word:?} in {text}");
    }
}

#[test]
fn no_english_is_left_in_any_dutch_answer() {
    for Walked { file, scenario, answer } in SCENARIOS.iter() {
        let (Some(scenario), Ok(Answer { screens, details, .. })) = (scenario, answer) else {
            continue;
        };
        for text in [&screens[1], &details[1]] {
            has_no_english(file, scenario, text);
        }
    }
}

#[test]
fn no_english_is_left_where_there_are_enough_trials_to_conclude() {
    for run in RUNS.iter() {
        for with_details in [false, true] {
            let text = run.text(with_details, Language::Dutch, WIDTH);
            has_no_english(run.file, &run.scenario, &text);
        }
    }
}

/// Lines fit, and what leads stands on one screen, whatever the terminal.
#[test]
fn a_screen_is_as_wide_as_the_terminal() {
    for run in RUNS.iter().take(2) {
        for language in Language::ALL {
            for width in [100, 98, 97, 80, 72] {
                let text = run.text(false, language, width);
                let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
                assert!(longest <= width, "{longest} at {width}:\n{text}");
                assert!(width < 100 || text.lines().count() <= 45, "{text}");
            }
        }
    }
}

/// Whole screens, as they are printed.
#[test]
fn screens_are_those_that_were_read() {
    let is_update = std::env::var_os("UPDATE_EXPECTED").is_some();
    for run in RUNS.iter().take(2) {
        for language in Language::ALL {
            let name = Path::new(run.file).file_stem().expect("a name").display();
            let path = root().join(format!("tests/screens/{name}.{language}.txt"));
            let text = run.text(false, language, WIDTH);
            if is_update {
                fs::write(&path, &text).expect("it can be written");
            }
            let expected = fs::read_to_string(&path).expect("it is there");
            assert!(
                text == expected,
                "{}: UPDATE_EXPECTED=1 writes it anew:\n{text}",
                path.display()
            );
        }
    }
}
