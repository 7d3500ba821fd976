//! What a number in the file can be, and what to write instead.

use super::Issue;

/// A share between 0 and 1, ends included when `closed`.
pub fn check_share(issues: &mut Vec<Issue>, path: impl Into<String>, value: f64, closed: bool) {
    let fine = if closed { (0.0..=1.0).contains(&value) } else { value > 0.0 && value < 1.0 };
    if !fine {
        let range = if closed { "from 0 to 1" } else { "above 0 and below 1" };
        issues.push(not_a_share(path, range, value));
    }
}

/// A share of perhaps nobody, but not of everybody.
pub fn check_part(issues: &mut Vec<Issue>, path: impl Into<String>, value: f64) {
    if !(0.0..1.0).contains(&value) {
        issues.push(not_a_share(path, "from 0, and below 1", value));
    }
}

/// A share of at least somebody, and perhaps everybody.
pub fn check_rate(issues: &mut Vec<Issue>, path: impl Into<String>, value: f64) {
    if !(value > 0.0 && value <= 1.0) {
        issues.push(not_a_share(path, "above 0, and at most 1", value));
    }
}

fn not_a_share(path: impl Into<String>, range: &str, value: f64) -> Issue {
    let issue = Issue::new(path, format!("must be a share {range}, found {}", written(value)));
    match percent_help(value) {
        Some(help) => issue.help(help),
        None => issue,
    }
}

/// What to write for a number that looks like a percentage.
pub fn percent_help(value: f64) -> Option<String> {
    let percent = value > 1.0 && value <= 100.0;
    percent.then(|| format!("{value} % is written {}", written((value * 1e10).round() / 1e12)))
}

/// A number for a message: without what rounding left of a sum (0.6000000000000001), and very large and very small ones
/// with a power of ten.
pub fn written(value: f64) -> String {
    let value = without_rounding(value);
    let size = value.abs();
    if size == 0.0 || (1e-6..1e13).contains(&size) {
        format!("{value}")
    } else {
        format!("{value:e}")
    }
}

/// The number of 13 digits from which a value differs by rounding only; itself where there is none.
fn without_rounding(value: f64) -> f64 {
    let short = format!("{value:.12e}").parse().unwrap_or(value);
    if (value - short).abs() <= 4.0 * f64::EPSILON * value.abs() { short } else { value }
}

/// A whole number in a range.
pub fn check_count(
    issues: &mut Vec<Issue>,
    path: impl Into<String>,
    value: f64,
    low: f64,
    high: f64,
) {
    if value.fract() != 0.0 || !(low..=high).contains(&value) {
        let message = format!(
            "must be a whole number from {} to {}, found {}",
            grouped(low),
            grouped(high),
            written(value)
        );
        issues.push(Issue::new(path, message));
    }
}

/// A whole number with its thousands apart.
pub fn grouped(value: f64) -> String {
    let digits = format!("{value}");
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn what_rounding_left_of_a_sum_is_not_written() {
        for (value, told) in [
            (0.1 + 0.2 + 0.3, "0.6"),
            (0.3 - 0.1, "0.2"),
            (1.0 - 0.9, "0.1"),
            (0.07 * 100.0, "7"),
            (-(1.1 * 1.1), "-1.21"),
            (0.123_456_789_012_345, "0.123456789012345"),
            (1.0 / 3.0, "0.3333333333333333"),
            (0.0, "0"),
            (3e-7 + 6e-7, "9e-7"),
            (2e300, "2e300"),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(written(value), told);
        }
    }
}
