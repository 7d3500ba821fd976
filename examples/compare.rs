//! By how much two results differ: `cargo run --release --example compare OLD.json NEW.json`, each written by
//! `simulate SCENARIO --format json`. One line for each named value that is not the same everywhere: in how many
//! places, the largest difference, relative too, and where it is.

use std::collections::BTreeMap;
use std::process::ExitCode;

use serde_json::Value;

/// How one named value differs over all places in which it stands.
#[derive(Default)]
struct Difference {
    places: usize,
    differing: usize,
    largest: f64,
    relative: f64,
    at: String,
}

fn main() -> ExitCode {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [old, new] = &paths[..] else {
        eprintln!("two results are compared: compare OLD.json NEW.json");
        return ExitCode::from(2);
    };
    let read = |path: &String| -> Result<Value, String> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
        serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))
    };
    let (old, new) = match (read(old), read(new)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(error), _) | (_, Err(error)) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let mut differences = BTreeMap::new();
    compare(&old, &new, "", "", &mut differences);
    let mut same = 0;
    for (name, d) in &differences {
        if d.differing == 0 {
            same += 1;
            continue;
        }
        println!(
            "{name}: {} of {} differ, by {:.3e} at most ({:.3e} of it), as at {}",
            d.differing, d.places, d.largest, d.relative, d.at
        );
    }
    println!("{same} named values are the same");
    ExitCode::SUCCESS
}

/// Compares two values that stand at `place`, and counts them under `name`, which is the place without positions.
fn compare(
    old: &Value,
    new: &Value,
    name: &str,
    place: &str,
    out: &mut BTreeMap<String, Difference>,
) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            for (key, old) in old {
                let new = new.get(key).unwrap_or(&Value::Null);
                compare(old, new, &format!("{name}.{key}"), &format!("{place}.{key}"), out);
            }
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            for (position, (old, new)) in old.iter().zip(new).enumerate() {
                compare(old, new, &format!("{name}[]"), &format!("{place}[{position}]"), out);
            }
        }
        _ => out.entry(name.to_owned()).or_default().count(old, new, place),
    }
}

impl Difference {
    fn count(&mut self, old: &Value, new: &Value, place: &str) {
        self.places += 1;
        if old == new {
            return;
        }
        self.differing += 1;
        let gap = old.as_f64().zip(new.as_f64()).map_or(f64::INFINITY, |(a, b)| (a - b).abs());
        if gap > self.largest {
            self.largest = gap;
            self.relative = gap / old.as_f64().unwrap_or(0.0).abs();
            place.clone_into(&mut self.at);
        }
    }
}
