//! The values of a setting that is varied: a list, or a range of numbers.

use std::fmt::{Display, Write as _};

use serde_json::Value;

use crate::scenario::source::with_leading_zeros;

/// A setting and the values that it takes, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Varied {
    /// Where it stands in the scenario, as in `recruitment.enrolment.rate`.
    pub path: String,
    /// JSON, or plain text.
    pub values: Vec<String>,
}

/// Why a text is not a setting with values: what is wrong, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("--vary {text}: {message}\n  help: {help}")]
pub struct VaryError {
    text: String,
    message: String,
    help: &'static str,
}

/// Most values of one setting, and most points at which a scenario is tried.
pub const MOST_POINTS: usize = 400;

const HOW: &str = "write PATH=VALUES: a list (0.03,0.0652,0.10 or logit,probit), numbers with a step \
                   (0.02..0.10..0.02), or so many from end to end (100..1000/5)";
/// Digits of a number made by a range.
const DIGITS: usize = 12;

impl Varied {
    /// Reads several texts.
    ///
    /// # Errors
    /// The first that cannot be [read](Self::parse).
    pub fn all(texts: &[String]) -> Result<Vec<Self>, VaryError> {
        texts.iter().map(|text| Self::parse(text)).collect()
    }

    /// Reads `PATH=VALUES`.
    ///
    /// VALUES is a list separated by commas, a JSON list, `from..to..step` (from `from` in steps of
    /// `step`, not beyond `to`), or `from..to/count` (`count` values, both ends among them).
    ///
    /// # Errors
    /// Texts that are none of these, and more than [`MOST_POINTS`] values.
    pub fn parse(text: &str) -> Result<Self, VaryError> {
        let text = &with_leading_zeros(text);
        let refuse = |message: String| VaryError { text: text.clone(), message, help: HOW };
        let equals =
            path_end(text).ok_or_else(|| refuse("an equals sign is missing".to_owned()))?;
        let (path, values) = (text[..equals].trim(), text[equals + 1..].trim());
        if path.is_empty() {
            return Err(refuse("a path is missing before the equals sign".to_owned()));
        }
        let values = read(values).map_err(refuse)?;
        Ok(Self { path: path.to_owned(), values })
    }

    /// The argument of `--set` that gives the setting one of its values.
    pub fn setting(&self, value: usize) -> String {
        format!("{}={}", self.path, self.values[value])
    }
}

/// The equals sign that ends the path: the first one outside quotes.
fn path_end(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'=' && !quoted
    })
}

fn read(text: &str) -> Result<Vec<String>, String> {
    let listed = split(text);
    let values = if text.starts_with('[') && listed.len() == 1 {
        json_list(text)?
    } else if let Some((from, rest)) = text.split_once("..").filter(|(from, _)| is_start(from)) {
        range(from, rest)?
    } else {
        listed
    };
    if values.iter().any(String::is_empty) {
        return Err("a value is missing".to_owned());
    }
    if values.len() > MOST_POINTS {
        return Err(too_many("values", values.len(), MOST_POINTS));
    }
    Ok(values)
}

/// What is said of too many values or points.
pub(super) fn too_many(what: &str, found: impl Display, most: usize) -> String {
    format!("{found} {what} are too many: at most {most} points are possible")
}

/// Whether a range of numbers can start with this text; lists and quoted text cannot.
fn is_start(text: &str) -> bool {
    !text.contains([',', '"', '{'])
}

/// `[1, 2]`: every element is a value; `[[12], [24]]`, or `[12],[24]`, when the values are lists themselves.
fn json_list(text: &str) -> Result<Vec<String>, String> {
    let elements: Vec<Value> =
        serde_json::from_str(text).map_err(|error| format!("this list is not JSON: {error}"))?;
    if elements.is_empty() {
        return Err("the list is empty".to_owned());
    }
    Ok(elements.iter().map(Value::to_string).collect())
}

/// Splits at commas that stand outside quotes and brackets.
fn split(text: &str) -> Vec<String> {
    let (mut values, mut quoted, mut depth) = (vec![String::new()], false, 0_i32);
    for character in text.chars() {
        quoted ^= character == '"';
        match character {
            '{' | '[' if !quoted => depth += 1,
            '}' | ']' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                values.push(String::new());
                continue;
            }
            _ => {}
        }
        values.last_mut().expect("it starts with one").push(character);
    }
    values.iter().map(|value| value.trim().to_owned()).collect()
}

fn range(from: &str, rest: &str) -> Result<Vec<String>, String> {
    let start = number(from)?;
    if let Some((to, step)) = rest.split_once("..") {
        return stepped(start, number(to)?, number(step)?);
    }
    let Some((to, count)) = rest.split_once('/') else {
        return Err("a range needs a step (from..to..step) or a count (from..to/count)".to_owned());
    };
    let count = count.trim();
    match count.parse::<usize>() {
        Ok(n) if n > MOST_POINTS => Err(too_many("values", n, MOST_POINTS)),
        Ok(n) if n >= 2 => Ok(spread(start, number(to)?, n)),
        _ => Err(format!("the count after / is a whole number from 2, found {count:?}")),
    }
}

fn number(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let value = text.parse::<f64>().ok().filter(|value| value.is_finite());
    value.ok_or_else(|| format!("a range is made of numbers, found {text:?}"))
}

fn stepped(from: f64, to: f64, step: f64) -> Result<Vec<String>, String> {
    let steps = (to - from) / step;
    if step == 0.0 || steps < 0.0 || !steps.is_finite() {
        return Err(format!("steps of {step} do not lead from {from} to {to}"));
    }
    // A last value that is missed by rounding only is meant.
    let last = (steps + 1e-9).floor();
    if last >= MOST_POINTS as f64 {
        return Err(too_many("values", last + 1.0, MOST_POINTS));
    }
    Ok((0..=last as usize).map(|k| written(from + k as f64 * step)).collect())
}

fn spread(from: f64, to: f64, count: usize) -> Vec<String> {
    let share = |k: usize| k as f64 / (count - 1) as f64;
    (0..count).map(|k| written(from + (to - from) * share(k))).collect()
}

/// A number without the dust of rounding: 0.06, not 0.060000000000000005.
fn written(value: f64) -> String {
    let mut text = String::new();
    write!(text, "{value:.*e}", DIGITS - 1).expect("writing to a text succeeds");
    let value: f64 = text.parse().expect("a number reads back");
    // A number near zero among larger ones is zero.
    if value == 0.0 { "0".to_owned() } else { format!("{value}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        Varied::parse(&format!("a.b={text}")).map(|varied| varied.values).unwrap_or_default()
    }

    #[test]
    fn lists_and_ranges_read_as_they_look() {
        let cases: [(&str, &[&str]); 14] = [
            ("-.7,.7", &["-0.7", "0.7"]),
            ("[.1,-.3]", &["0.1", "-0.3"]),
            ("0.03,0.0652,0.10", &["0.03", "0.0652", "0.10"]),
            ("[0.03, 0.1]", &["0.03", "0.1"]),
            ("logit, probit", &["logit", "probit"]),
            ("0.02..0.10..0.02", &["0.02", "0.04", "0.06", "0.08", "0.1"]),
            ("0.02..0.10..0.03", &["0.02", "0.05", "0.08"]),
            ("100..1000/4", &["100", "400", "700", "1000"]),
            ("0.1..-0.1..-0.1", &["0.1", "0", "-0.1"]),
            ("5", &["5"]),
            (
                r#"{"points": 0.1},{"latent": 0, "match": "exact"}"#,
                &[r#"{"points": 0.1}"#, r#"{"latent": 0, "match": "exact"}"#],
            ),
            ("[[12],[12,24]]", &["[12]", "[12,24]"]),
            ("[12],[12,24]", &["[12]", "[12,24]"]),
            (r#""a,b",c"#, &[r#""a,b""#, "c"]),
        ];
        for (text, expected) in cases {
            assert_eq!(values(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_neither_is_refused_with_what_would_be_right() {
        let cases = [
            ("a.b", "an equals sign is missing"),
            ("=1,2", "a path is missing before the equals sign"),
            ("a=", "a value is missing"),
            ("a=1,,2", "a value is missing"),
            ("a=[]", "the list is empty"),
            ("a=[1,", "this list is not JSON"),
            ("a=1..2", "a range needs a step (from..to..step) or a count (from..to/count)"),
            ("a=1..2..0", "steps of 0 do not lead from 1 to 2"),
            ("a=2..1..0.5", "steps of 0.5 do not lead from 2 to 1"),
            ("a=1..x..1", "a range is made of numbers, found \"x\""),
            ("a=1..2/1", "the count after / is a whole number from 2, found \"1\""),
            ("a=1..2/401", "401 values are too many: at most 400 points are possible"),
            ("a=0..1..0.001", "1001 values are too many"),
            ("a=0..1e12..1", "1000000000001 values are too many"),
        ];
        for (text, message) in cases {
            let said = Varied::parse(text).expect_err(text).to_string();
            assert!(said.contains(message), "{said}");
            assert!(said.starts_with(&format!("--vary {text}: ")), "{said}");
            assert!(said.contains("help: write PATH=VALUES"), "{said}");
        }
    }
}
