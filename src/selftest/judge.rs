//! Whether an answer is the right one.

use serde_json::Value;

use super::ask::Answered;
use super::case::{Case, Expected};
use crate::report::selftest::Line;

/// Simulation errors within which a simulated number has to lie: twenty checks a case and three seeds are then not red by
/// chance.
const ERRORS: f64 = 5.0;
/// By how much a number without simulation error may be off.
const EXACT: f64 = 1e-8;

/// What was answered, and with which simulation error.
struct Number {
    value: f64,
    mcse: Option<f64>,
}

/// Holds what was answered against what is right.
pub(super) fn judged(case: &Case, expected: &Expected, answer: &Answered) -> Line {
    let found = match answer {
        Answered::Function(function) => {
            let value = function.value(&expected.arguments);
            value
                .map(|value| Number { value, mcse: None })
                .ok_or_else(|| "no such value".to_owned())
        }
        Answered::Rows(rows) => number(rows, expected),
        Answered::Nothing(reason) => Err(reason.clone()),
    };
    let mcse = found.as_ref().ok().and_then(|number| number.mcse);
    let exact = expected.within.unwrap_or(EXACT) * expected.value.abs().max(1.0);
    let tolerance =
        mcse.map_or(exact, |mcse| ERRORS * (mcse * mcse + expected.error * expected.error).sqrt());
    Line {
        case: case.id.clone(),
        what: case.what.clone(),
        number: name(expected),
        expected: expected.value,
        got: found.as_ref().ok().map(|number| number.value),
        tolerance,
        reason: found.err(),
        reference: case.reference.clone(),
    }
}

/// The number of the first row that fits.
fn number(rows: &[Value], expected: &Expected) -> Result<Number, String> {
    let fits = |row: &&Value| expected.at.iter().all(|(field, value)| row[field] == *value);
    let row = rows.iter().find(fits).ok_or("no such row")?;
    let path = format!("/{}", expected.field.replace('.', "/"));
    let found = row.pointer(&path).ok_or("no such number")?;
    if let Some(value) = found.as_f64() {
        return Ok(Number { value, mcse: None });
    }
    let part = |name: &str| found.get(name).and_then(Value::as_f64);
    let (value, mcse) =
        part("value").zip(part("mcse")).ok_or_else(|| match found.get("reason") {
            Some(reason) => reason.to_string(),
            None => "not a number".to_owned(),
        })?;
    Ok(Number { value, mcse: Some(mcse) })
}

/// What a number is called.
fn name(expected: &Expected) -> String {
    let told = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut parts: Vec<String> = expected.at.values().map(told).collect();
    if !expected.field.is_empty() {
        parts.extend(expected.field.rsplit('.').next().map(str::to_owned));
    }
    parts.extend(expected.arguments.iter().map(|value| value.to_string().replace('-', "−")));
    parts.join(" ")
}
