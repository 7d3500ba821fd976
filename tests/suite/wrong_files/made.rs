//! Wrong files that are no example with a change: no text at all, or far too much of something.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::directory as examples;

/// Makes the file that a case calls `name` in a directory of its own.
pub fn file(name: &str, directory: &Path) -> PathBuf {
    let path = directory.join("trial.json");
    match name {
        "missing" => {
            fs::write(&path, good()).expect("the directory is writable");
            return directory.join("trail.json");
        }
        "a directory" => fs::create_dir_all(&path),
        _ => fs::write(&path, bytes(name)),
    }
    .expect("the directory is writable");
    path
}

fn good() -> Vec<u8> {
    fs::read(examples().join("trial.json")).expect("the example exists")
}

fn bytes(name: &str) -> Vec<u8> {
    let good = good();
    match name {
        "empty" => Vec::new(),
        "latin-1" => b"{\n  \"name\": \"caf\xe9\"\n}\n".to_vec(),
        "utf-16" => b"\xff\xfe{\0}\0".to_vec(),
        "random bytes" => {
            (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
        }
        "half" => good[..good.len() / 2].to_vec(),
        "byte order mark and a mistake" => [&b"\xef\xbb\xbf"[..], &good, b"x"].concat(),
        "ten million brackets" => vec![b'['; 10_000_000],
        "deep objects" => "{\"a\":".repeat(100_000).into_bytes(),
        "too large" => vec![b' '; 16 * 1024 * 1024 + 1],
        "a list" => b"[\"name\", \"trial\"]\n".to_vec(),
        "many duplicates" => {
            let outcomes = format!("\"outcomes\": {{ {}", "\"o\": 1,\n".repeat(20_000));
            let text = String::from_utf8(good).expect("the example is text");
            text.replace("\"outcomes\": {", &outcomes).into_bytes()
        }
        other => {
            let mut scenario: Value = serde_json::from_slice(&good).expect("the example is JSON");
            overdo(&mut scenario, other);
            serde_json::to_vec_pretty(&scenario).expect("plain data")
        }
    }
}

/// Puts far too much of something into a good scenario.
fn overdo(scenario: &mut Value, name: &str) {
    let means = json!({ "estimator": { "difference_in_means": {} } });
    match name {
        "many characteristics" => {
            scenario["population"]["covariates"] = members(300, "x", &json!({ "binary": 0.5 }));
        }
        "many categories" => {
            let categories = members(100, "c", &json!(0.01));
            scenario["population"]["covariates"] = json!({ "x": { "categories": categories } });
        }
        "many waves" => {
            let wave = json!({ "share": 0.01, "exposure": 12 });
            scenario["recruitment"] = json!({ "waves": members(300, "w", &wave) });
        }
        "many months" => {
            scenario["analyses"]["difference"]["months"] = (1..=100).collect();
        }
        "many outcomes" => {
            scenario["outcomes"] = members(20_000, "o", &json!({ "binary": { "rate": 0.3 } }));
        }
        "a long name" => {
            let name = "o".repeat(1_000_000);
            scenario["outcomes"] = json!({ name: { "binary": { "rate": 0.3 } } });
        }
        "many comparisons" => {
            let pairs = (0..30).flat_map(|a| (0..30).map(move |b| (a, b))).filter(|(a, b)| a != b);
            let pairs: Vec<Value> =
                pairs.map(|(a, b)| json!([format!("a{a}"), format!("a{b}")])).collect();
            let mut analysis = means;
            analysis["contrasts"] = pairs.into();
            scenario["treatment"]["arms"] = members(30, "a", &json!({}));
            scenario["designs"]["trial"]["after_enrolment"] = json!({});
            scenario["analyses"] = members(20, "n", &analysis);
            scenario["worlds"] = json!({});
        }
        other => panic!("no file is called {other:?}"),
    }
}

/// So many members alike.
fn members(count: usize, name: &str, value: &Value) -> Value {
    (0..count).map(|k| (format!("{name}{k}"), value.clone())).collect::<Map<_, _>>().into()
}
