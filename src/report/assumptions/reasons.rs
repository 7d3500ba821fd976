//! Why draws are not possible: told once for each number, in few digits.

use indexmap::IndexMap;

use crate::assumptions::tried::Refusal;

/// Numbers with more digits than these are rounded to as many.
const DIGITS: usize = 3;

/// A number that refuses draws.
#[derive(Debug, PartialEq)]
pub struct Reason<'a> {
    /// Its path.
    pub path: &'a str,
    /// In how many draws.
    pub draws: usize,
    /// What was wrong the first time.
    pub example: String,
}

/// The reasons by path, the most frequent first.
pub fn grouped<'a>(refused: impl Iterator<Item = &'a Refusal>) -> Vec<Reason<'a>> {
    let mut groups: IndexMap<&str, Reason<'_>> = IndexMap::new();
    for Refusal { path, message } in refused {
        let new = || Reason { path, draws: 0, example: rounded(message) };
        groups.entry(path).or_insert_with(new).draws += 1;
    }
    let mut reasons: Vec<Reason<'_>> = groups.into_values().collect();
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.draws));
    reasons
}

/// A message with its decimal numbers in few digits.
pub fn rounded(message: &str) -> String {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let mut out = String::new();
    let mut rest = message;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = rest[start..].find(|c| !is_part(c)).map_or(rest.len(), |length| start + length);
        // A full stop after a number is no part of it.
        let number = rest[start..end].trim_end_matches('.');
        out.push_str(&rest[..start]);
        out.push_str(&few_digits(number));
        rest = &rest[start + number.len()..];
    }
    out + rest
}

fn few_digits(number: &str) -> String {
    let Some((whole, decimals)) = number.split_once('.') else { return number.to_owned() };
    let zeros = decimals.len() - decimals.trim_start_matches('0').len();
    let kept = match whole.trim_start_matches('0').len() {
        0 => zeros + DIGITS,
        digits => DIGITS.saturating_sub(digits),
    };
    match number.parse::<f64>() {
        Ok(value) if decimals.len() > kept => format!("{value:.kept$}"),
        _ => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_rounded_and_others_stay() {
        let cases = [
            ("0.3720131683289378 cannot be reached, month 16", "0.372 cannot be reached, month 16"),
            ("over 12 hours (0.00123456) below 0.17.", "over 12 hours (0.00123) below 0.17."),
            ("hours_over_12: found 1234.5678, -2.9999", "hours_over_12: found 1235, -3.00"),
        ];
        for (message, told) in cases {
            assert_eq!(rounded(message), told);
        }
    }

    #[test]
    fn the_most_frequent_reason_comes_first() {
        let refusal = |path: &str, message: &str| Refusal {
            path: path.to_owned(),
            message: message.to_owned(),
        };
        let refused = [refusal("a", "1.23456"), refusal("b", "2"), refusal("b", "3")];
        let told = grouped(refused.iter());
        let told: Vec<_> = told.iter().map(|r| (r.path, r.draws, r.example.as_str())).collect();
        assert_eq!(told, [("b", 2, "2"), ("a", 1, "1.23")]);
    }
}
