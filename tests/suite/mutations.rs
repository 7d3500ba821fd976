//! Random mutations of the scenarios in the repository: whatever is done to a file, it is read or refused in
//! words, and never anything else.
//!
//! What a mutation does is drawn from a stream of its own, so that a failure can be found again by its number.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use proefdraai::answer::answer;
use proefdraai::engine::Nobody;
use proefdraai::scenario::source::{Document, JsonPath, Step};
use proefdraai::scenario::{Options, check, schema};
use proefdraai::stopping::StoppingError;
use rayon::prelude::*;
use serde_json::{Value, json};

/// A generator for choices (SplitMix64): nothing statistical rests on it.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.roll(list.len())]
    }
}

/// The files that are changed: small ones, one for each part of the format.
fn examples() -> Vec<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names = [
        "tests/wrong/place.json",
        "tests/wrong/trial.json",
        "tests/cases/take-up-60.json",
        "tests/cases/month-path.json",
        "tests/cases/months-worked.json",
        "tests/cases/asked-after-the-draw.json",
        "tests/cases/effects-differ-number.json",
        "tests/cases/17-four-arms.json",
        "tests/scenarios/calendar.json",
        "tests/scenarios/blocks.json",
        "scenarios/two-arm.json",
    ];
    let read = |name: &&str| Some(Document::load(root.join(name)).ok()?.value());
    names.iter().filter_map(read).collect()
}

/// All places of a scenario, the top left out.
fn places(value: &Value) -> Vec<JsonPath> {
    fn walk(value: &Value, path: &JsonPath, found: &mut Vec<JsonPath>) {
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    found.push(path.key(key));
                    walk(member, &path.key(key), found);
                }
            }
            Value::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    found.push(path.index(index));
                    walk(element, &path.index(index), found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, &JsonPath::root(), &mut found);
    found
}

fn at<'a>(value: &'a mut Value, path: &JsonPath) -> Option<&'a mut Value> {
    path.steps().iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get_mut(key.as_str()),
        Step::Index(index) => value.get_mut(*index),
    })
}

/// A word with one letter left out, doubled or changed.
fn misspelt(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let k = dice.roll(letters.len());
    match dice.roll(3) {
        0 if letters.len() > 3 => drop(letters.remove(k)),
        1 => letters.insert(k, letters[k]),
        _ => letters[k] = if letters[k] == 'q' { 'z' } else { 'q' },
    }
    letters.into_iter().collect()
}

/// One change, and what it was.
fn mutate(scenario: &mut Value, dice: &mut Dice) -> String {
    let all = places(scenario);
    let path = dice.of(&all).clone();
    let Some((parent, last)) = path.split_last() else { return String::new() };
    let odd = [
        json!(null),
        json!(0),
        json!(-1),
        json!(1),
        json!(2),
        json!(0.5),
        json!(1e-9),
        json!(1e12),
        json!(-0.0),
        json!(1e300),
        json!(17),
        json!(0.999_999),
        json!("x"),
        json!(""),
        json!([]),
        json!({}),
        json!(true),
        json!([1, 2]),
        json!({"value": 3, "range": [4, 1]}),
        json!("null"),
        json!(4_294_967_295_u32),
    ];
    match dice.roll(6) {
        0 | 1 => {
            let value = dice.of(&odd).clone();
            if let Some(place) = at(scenario, &path) {
                *place = value.clone();
            }
            format!("{path} = {value}")
        }
        2 => {
            if let (Some(Value::Object(members)), Step::Key(key)) = (at(scenario, &parent), last) {
                members.shift_remove(key);
            }
            format!("{path} left out")
        }
        3 => {
            let mut word = String::new();
            if let (Some(Value::Object(members)), Step::Key(key)) = (at(scenario, &parent), last)
                && let Some(member) = members.shift_remove(key)
            {
                word = misspelt(key, dice);
                members.insert(word.clone(), member);
            }
            format!("{path} called {word:?}")
        }
        4 => {
            let other = dice.of(&all).clone();
            let taken = at(scenario, &other).cloned();
            if let (Some(place), Some(taken)) = (at(scenario, &path), taken) {
                *place = taken;
            }
            format!("{path} = that of {other}")
        }
        _ => {
            let factor = *dice.of(&[-1.0, 0.1, 10.0, 100.0, 0.0]);
            if let Some(place) = at(scenario, &path)
                && let Some(number) = place.as_f64()
            {
                *place = json!(number * factor);
            }
            format!("{path} times {factor}")
        }
    }
}

/// Reads a mutation, and runs it when it is small enough to be run.
fn tried(number: u64, examples: &[Value]) -> Result<(), String> {
    let mut dice = Dice(number.wrapping_mul(0x2545_f491_4f6c_dd1d));
    let mut scenario = dice.of(examples).clone();
    let changes: Vec<String> =
        (0..=dice.roll(3)).map(|_| mutate(&mut scenario, &mut dice)).collect();
    let told = |what: &str| format!("mutation {number} ({}): {what}", changes.join("; "));
    let work = AssertUnwindSafe(|| read_and_run(&scenario.to_string()));
    match catch_unwind(work) {
        Err(_) => Err(told("a panic")),
        Ok(Err(what)) => Err(told(&what)),
        Ok(Ok(())) => Ok(()),
    }
}

fn read_and_run(text: &str) -> Result<(), String> {
    let Ok(document) = Document::parse("mutation.json", text) else { return Ok(()) };
    let options = Options { replications: Some(4), null_world: true, ..Options::default() };
    let told = |report: &proefdraai::scenario::source::Report| {
        let wordless = report.problems().iter().any(|problem| problem.message().is_empty());
        if wordless || report.render(false).is_empty() {
            Err("refused without a word".to_owned())
        } else {
            Ok(())
        }
    };
    if let Err(report) = check(&document, &options) {
        return told(&report);
    }
    let size = document
        .get("population.size")
        .and_then(|size| size.as_f64().or_else(|| size.get("value").and_then(Value::as_f64)));
    if size.is_none_or(|size| size > 20_000.0) {
        return Ok(());
    }
    let results = match answer(&document, &options, &Nobody) {
        Ok(answer) => answer.results(0.0),
        Err(StoppingError::Refused(report)) => return told(&report),
        Err(StoppingError::Engine(error)) => return Err(error.to_string()),
    };
    let json: Value = serde_json::from_str(&results.json()).map_err(|error| error.to_string())?;
    unexplained(&json, &JsonPath::root()).map_or(Ok(()), Err)
}

/// A `{"value": null}` without its reason.
fn unexplained(value: &Value, path: &JsonPath) -> Option<String> {
    match value {
        Value::Object(members) => {
            let is_absent = members.get("value").is_some_and(Value::is_null);
            if is_absent && members.get("reason").and_then(Value::as_str).is_none_or(str::is_empty)
            {
                return Some(format!("{path} is null without a reason"));
            }
            members.iter().find_map(|(key, member)| unexplained(member, &path.key(key)))
        }
        Value::Array(elements) => {
            let mut all = elements.iter().enumerate();
            all.find_map(|(index, element)| unexplained(element, &path.index(index)))
        }
        _ => None,
    }
}

fn all_hold(numbers: std::ops::Range<u64>) {
    let examples = examples();
    assert!(examples.len() >= 9, "{}", examples.len());
    let wrong: Vec<String> =
        numbers.into_par_iter().filter_map(|number| tried(number, &examples).err()).collect();
    assert!(
        wrong.is_empty(),
        "{} of them:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
}

#[test]
fn whatever_is_done_to_a_file_it_is_read_or_refused_in_words() {
    all_hold(0..300);
}

#[test]
#[ignore = "long: 10,000 mutations"]
fn whatever_is_done_to_a_file_it_is_read_or_refused_in_words_10_000_times() {
    all_hold(300..10_300);
}

/// Every key of the format, and every name that something else refers to, misspelt wherever it stands.
#[test]
fn a_misspelt_word_is_refused_at_every_depth() {
    let options = Options { null_world: true, ..Options::default() };
    let vocabulary = vocabulary();
    let mut wrong = Vec::new();
    let mut words = 0;
    for example in examples() {
        let text = example.to_string();
        let referred_to = |word: &str| text.matches(&format!("{word:?}")).count() > 1;
        for path in places(&example) {
            let Some((parent, Step::Key(key))) = path.split_last() else { continue };
            let is_name = vocabulary.contains(key) && is_a_name(&path);
            if is_name || !(vocabulary.contains(key) || referred_to(key)) || is_told_freely(&path) {
                continue;
            }
            let mut scenario = example.clone();
            let Some(Value::Object(members)) = at(&mut scenario, &parent) else { continue };
            let Some(member) = members.shift_remove(key) else { continue };
            let mut dice = Dice(words);
            let mut word = misspelt(key, &mut dice);
            while members.contains_key(&word) || vocabulary.contains(&word) {
                word = misspelt(key, &mut dice);
            }
            members.insert(word.clone(), member);
            words += 1;
            let document =
                Document::parse("misspelt.json", scenario.to_string()).expect("it is JSON");
            if check(&document, &options).is_ok() {
                wrong.push(format!("{path} as {word:?}"));
            }
        }
    }
    assert!(words > 300, "{words}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A world that restates a part of the file under a name with a slip in it would make a phantom of that part.
#[test]
fn a_misspelt_name_is_refused_in_the_patch_of_a_world() {
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for example in examples() {
        for path in places(&example).iter().filter(|path| is_named_in_a_list(path)) {
            let Some((_, Step::Key(name))) = path.split_last() else { continue };
            let mut dice = Dice(tried);
            tried += 1;
            let restated = |name: &str| {
                let member = at(&mut example.clone(), path).cloned().expect("it is there");
                let mut patch = json!({ name: member });
                for step in path.steps().iter().rev().skip(1) {
                    if let Step::Key(key) = step {
                        patch = json!({ key.as_str(): patch });
                    }
                }
                let mut scenario = example.clone();
                scenario["worlds"]["slip"] = patch;
                let text = scenario.to_string();
                let document = Document::parse("slip.json", text).expect("it is JSON");
                check(&document, &Options { null_world: true, ..Options::default() })
            };
            let is_taken = |word: &str| {
                let (parent, _) = path.split_last().expect("it has a parent");
                at(&mut example.clone(), &parent).is_some_and(|names| names.get(word).is_some())
            };
            let mut word = misspelt(name, &mut dice);
            while is_taken(&word) {
                word = misspelt(name, &mut dice);
            }
            if let Err(report) = restated(name) {
                wrong.push(format!("{path} as it is: {report}"));
            }
            match restated(&word) {
                Ok(()) => wrong.push(format!("{path} as {word:?} is accepted")),
                Err(report) if report.to_string().contains(&format!("{word:?}")) => {}
                Err(report) => wrong.push(format!("{path} as {word:?}: {report}")),
            }
        }
    }
    assert!(tried > 50, "{tried}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a path leads to a name that the file gives: any of those that a world cannot add, and others
/// that are long enough for a slip to be seen.
fn is_named_in_a_list(path: &JsonPath) -> bool {
    let keys = path.keys();
    match keys[..] {
        ["outcomes" | "designs" | "analyses", _] | ["treatment", "arms", _] => true,
        ["population", "covariates" | "traits", name]
        | ["recruitment", "waves", name]
        | ["work", "shocks", name] => name.len() > 3 && name.chars().all(char::is_alphabetic),
        _ => false,
    }
}

/// Names that are given here, whatever they are: nothing else of the scenario depends on them.
fn is_told_freely(path: &JsonPath) -> bool {
    let keys = path.keys();
    matches!(keys[..], ["analyses" | "designs" | "worlds", _] | ["recruitment", "waves", _])
}

/// Whether a key is the name of an outcome, which may be a word of the format as well.
fn is_a_name(path: &JsonPath) -> bool {
    matches!(path.steps(), [Step::Key(section), Step::Key(_)] if section == "outcomes")
}

/// All keys of the schema.
fn vocabulary() -> Vec<String> {
    fn walk(schema: &Value, found: &mut Vec<String>) {
        match schema {
            Value::Object(members) => {
                if let Some(Value::Object(keys)) = members.get("properties") {
                    found.extend(keys.keys().cloned());
                }
                members.values().for_each(|member| walk(member, found));
            }
            Value::Array(elements) => elements.iter().for_each(|element| walk(element, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(&schema(), &mut found);
    found
}
