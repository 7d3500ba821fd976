//! Looking up names, and saying which would have been right.

use crate::issue::Issue;
use crate::scenario::source::suggest;

/// The mistake of an unknown name, with the nearest known one and the list of all.
pub fn unknown<'a>(
    path: impl Into<String>,
    kind: &str,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Issue {
    let known: Vec<&str> = known.into_iter().collect();
    let issue = Issue::new(path, format!("unknown {kind} {name:?}"));
    if known.is_empty() {
        return issue.help(format!("there is no {kind} here"));
    }
    let list = known.join(", ");
    match suggest(name, known.iter().copied()) {
        Some(nearest) => issue.help(format!("did you mean {nearest:?}? possible: {list}")),
        None => issue.help(format!("possible: {list}")),
    }
}

/// A share between 0 and 1, ends included when `closed`.
pub fn check_share(issues: &mut Vec<Issue>, path: impl Into<String>, value: f64, closed: bool) {
    let fine = if closed { (0.0..=1.0).contains(&value) } else { value > 0.0 && value < 1.0 };
    if !fine {
        let range = if closed { "from 0 to 1" } else { "above 0 and below 1" };
        let issue = Issue::new(path, format!("must be a share {range}, found {value}"));
        let percent = value > 1.0 && value <= 100.0;
        issues.push(if percent { issue.help(format!("{value} % is {}", value / 100.0)) } else { issue });
    }
}

/// A whole number in a range.
pub fn check_count(issues: &mut Vec<Issue>, path: impl Into<String>, value: f64, low: f64, high: f64) {
    if value.fract() != 0.0 || !(low..=high).contains(&value) {
        let message = format!("must be a whole number from {low} to {high}, found {value}");
        issues.push(Issue::new(path, message));
    }
}
