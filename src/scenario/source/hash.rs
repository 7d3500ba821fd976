//! The identity of a scenario: a hash of its values, whatever their spelling.

use serde_json::{Number, Value};

use super::located::{Content, Located};

/// Integers of at most this size are the same number as an f64 and as an integer.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The BLAKE3 hash, in hexadecimal, of the compact JSON of a value.
pub(super) fn hash(root: &Located) -> String {
    let mut canonical = String::new();
    let mut root = root.clone();
    if let Content::Object(members) = &mut root.content {
        members.shift_remove("$schema");
    }
    write(&root, &mut canonical);
    blake3::hash(canonical.as_bytes()).to_hex().to_string()
}

fn write(located: &Located, out: &mut String) {
    match &located.content {
        Content::Number(number) => out.push_str(&spelling(number)),
        Content::List(elements) => {
            out.push('[');
            for (position, element) in elements.iter().enumerate() {
                separate(position, out);
                write(element, out);
            }
            out.push(']');
        }
        Content::Object(members) => {
            out.push('{');
            for (position, (key, member)) in members.iter().enumerate() {
                separate(position, out);
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write(member, out);
            }
            out.push('}');
        }
        _ => out.push_str(&located.to_value().to_string()),
    }
}

fn separate(position: usize, out: &mut String) {
    if position > 0 {
        out.push(',');
    }
}

/// One spelling per number: `1`, `1.0` and `1e0` are the same.
fn spelling(number: &Number) -> String {
    match number.as_f64() {
        Some(real) if number.is_f64() && real.fract() == 0.0 && real.abs() < EXACT => {
            (real as i64).to_string()
        }
        _ => number.to_string(),
    }
}
