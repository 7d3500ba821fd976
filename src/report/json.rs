//! JSON: how all results are written, and why a number has no value.

use serde::Serialize;
use serde_json::{Value, json};

/// Results as JSON. A number that is not finite is null, with a reason.
///
/// # Panics
/// Never: results are plain data with text keys.
pub(super) fn text(results: &impl Serialize) -> String {
    let mut value = serde_json::to_value(results).expect("results are plain data with text keys");
    give_reasons(&mut value);
    let mut text = serde_json::to_string_pretty(&value).expect("a JSON value serialises");
    text.push('\n');
    text
}

/// JSON has no infinity: a measured number without a value says why.
fn give_reasons(value: &mut Value) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(give_reasons),
        Value::Object(members) => {
            let is_null = |key: &str| members.get(key).is_some_and(Value::is_null);
            let measured = members.contains_key("value") && members.contains_key("mcse");
            let lacks = is_null("value") || is_null("mcse");
            if measured && lacks && !members.contains_key("reason") {
                members.insert("value".to_owned(), Value::Null);
                members.insert("mcse".to_owned(), Value::Null);
                members.insert("reason".to_owned(), json!("too large to be written as a number"));
            }
            members.values_mut().for_each(give_reasons);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::measured::Measured;

    #[test]
    fn a_number_that_is_not_finite_is_null_with_a_reason() {
        let written = text(&[Measured { value: f64::INFINITY, mcse: 1.0 }]);
        let read: Value = serde_json::from_str(&written).expect("JSON");
        let reason = "too large to be written as a number";
        assert_eq!(read, json!([{"value": null, "mcse": null, "reason": reason}]));
    }
}
