//! What every scenario answers, pinned: a digest for each named value of its results. A change that moves no
//! number leaves them as they are; one that does renews them, with `UPDATE_EXPECTED=1`, and says why.
//!
//! What is not named yet does not count: a further field is no difference. `cargo run --example compare` tells
//! by how much two results differ.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Mutex;

use proefdraai::engine::Nobody;
use proefdraai::plan::Direction;
use proefdraai::scenario::{Compiled, Options, load};
use proefdraai::sizing::{REDIVISIONS, Search, size, smallest_effect};
use serde_json::{Value, json};

use crate::walk::SCENARIOS;

/// Digests by file and name.
type Digests = BTreeMap<String, BTreeMap<String, String>>;

/// Both tests renew one file.
static RENEWING: Mutex<()> = Mutex::new(());

/// Hexadecimal digits of a digest.
const DIGITS: usize = 8;

fn kept() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden.txt"))
}

/// A line for each file, then one for each name: `  cells.bias 1a2b3c4d`.
fn written(digests: &Digests) -> String {
    let mut out = String::new();
    for (file, names) in digests {
        writeln!(out, "{file}").expect("writing to a text succeeds");
        for (name, digest) in names {
            writeln!(out, "  {name} {digest}").expect("writing to a text succeeds");
        }
    }
    out
}

fn read(text: &str) -> Digests {
    let mut out = Digests::new();
    let mut file = String::new();
    for line in text.lines() {
        match line.trim().split_once(' ') {
            Some((name, digest)) if line.starts_with(' ') => {
                let names = out.entry(file.clone()).or_default();
                names.insert(name.to_owned(), digest.to_owned());
            }
            _ => line.clone_into(&mut file),
        }
    }
    out
}

/// The values of a section of results, by name: positions in lists do not count, and a number is one value with its
/// error.
fn values(name: &str, value: &Value, out: &mut BTreeMap<String, blake3::Hasher>) {
    match value {
        Value::Array(rows) if rows.iter().any(Value::is_object) => {
            for row in rows {
                values(name, row, out);
            }
        }
        Value::Object(fields) if !fields.contains_key("value") => {
            for (field, value) in fields {
                values(&format!("{name}.{field}"), value, out);
            }
        }
        value => {
            let hasher = out.entry(name.to_owned()).or_default();
            hasher.update(value.to_string().as_bytes()).update(b"\n");
        }
    }
}

fn digests_of(results: &Value) -> BTreeMap<String, String> {
    let mut hashers = BTreeMap::new();
    for (section, value) in results.as_object().expect("results are an object") {
        if !matches!(section.as_str(), "timing" | "run" | "format" | "kept") {
            values(section, value, &mut hashers);
        }
    }
    let short = |hasher: blake3::Hasher| hasher.finalize().to_hex()[..DIGITS].to_owned();
    hashers.into_iter().map(|(name, hasher)| (name, short(hasher))).collect()
}

#[track_caller]
fn are_kept(found: &Digests, is_mine: impl Fn(&str) -> bool) {
    let path = kept();
    let mut pinned = read(&std::fs::read_to_string(&path).unwrap_or_default());
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        let _alone = RENEWING.lock().expect("nobody panics while renewing");
        let mut pinned = read(&std::fs::read_to_string(&path).unwrap_or_default());
        pinned.retain(|file, _| !is_mine(file));
        pinned.extend(found.clone());
        std::fs::write(&path, written(&pinned)).expect("the file is writable");
        return;
    }
    pinned.retain(|file, _| is_mine(file));
    let mut differences = Vec::new();
    for (file, names) in &pinned {
        let found = found.get(file);
        let differs =
            |(name, digest): &(&String, &String)| found.and_then(|f| f.get(*name)) != Some(*digest);
        let moved: Vec<&str> =
            names.iter().filter(differs).map(|(name, _)| name.as_str()).collect();
        if !moved.is_empty() {
            differences.push(format!("{file}: {}", moved.join(", ")));
        }
    }
    assert!(
        differences.is_empty(),
        "not as they were (cargo run --example compare tells by how much):\n{}",
        differences.join("\n")
    );
    for file in found.keys() {
        assert!(pinned.contains_key(file), "{file} is not pinned: UPDATE_EXPECTED=1");
    }
}

#[test]
fn results_of_every_scenario_are_as_pinned() {
    let mut found = Digests::new();
    for walked in SCENARIOS.iter() {
        let digests = match &walked.answer {
            Ok(answer) => digests_of(&answer.results),
            Err(_) => BTreeMap::from([("refused".to_owned(), "yes".to_owned())]),
        };
        found.insert(walked.file.clone(), digests);
    }
    are_kept(&found, |file| !file.contains(' '));
}

const QUICK: Search = Search {
    power: 0.8,
    tolerance: 0.1,
    replications: 1024,
    budget: 2e6,
    is_thorough: true,
    redivisions: REDIVISIONS,
};

/// Scenarios on which the searches are pinned, one for each kind of scheme, outcome and estimator.
const SEARCHED: [&str; 5] = [
    "scenarios/two-arm.json",
    "tests/scenarios/small.json",
    "tests/scenarios/strata.json",
    "tests/cases/take-up-60.json",
    "tests/cases/strong-baseline.json",
];

fn searched(compiled: &Compiled) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let mut add = |name: String, value: Value| {
        let digest = blake3::hash(value.to_string().as_bytes()).to_hex()[..DIGITS].to_owned();
        out.insert(name, digest);
    };
    let plan = &compiled.plan;
    for (cell, aims) in compiled.aims.iter().enumerate().take(2) {
        let people = size(plan, cell, &QUICK, &Nobody).expect("nobody stops it");
        let verdict = people.check.as_ref().map(|check| check.verdict);
        add(format!("size.{cell}.answer"), json!([people.status, people.size, verdict]));
        add(format!("size.{cell}.curve"), json!(people.curve));
        let effect = smallest_effect(plan, cell, aims, Direction::Up, &QUICK, &Nobody)
            .expect("nobody stops it");
        if let Some(effect) = effect {
            let verdict = effect.check.as_ref().map(|check| check.verdict);
            add(format!("mde.{cell}.answer"), json!([effect.status, effect.effect, verdict]));
            add(format!("mde.{cell}.curve"), json!(effect.curve));
        }
    }
    out
}

#[test]
fn sizes_and_effects_are_as_pinned() {
    let mut found = Digests::new();
    for file in SEARCHED {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file);
        let compiled = load(&path, &Options::default()).unwrap_or_else(|report| panic!("{report}"));
        found.insert(format!("searches {file}"), searched(&compiled));
    }
    are_kept(&found, |file| file.contains(' '));
}
