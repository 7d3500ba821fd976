//! Numbers as pictures, their tables and their descriptions show them.

mod quantity;

pub use quantity::Quantity;

use super::scale::{place, power_of_ten};
use crate::diagnosis::measured::{Measured, Rate};
use crate::language::Language;
use crate::report::digits;
use crate::report::words::phrases;

/// Errors to either side that hold the true value in 95 of 100 cases.
pub const NINETY_FIVE: f64 = 1.96;
/// Errors from which a difference is taken to be more than chance.
const CLEAR: f64 = 3.0;
/// From here on numbers have a word for their size.
const LARGE: f64 = 1e7;
/// No-break space.
const NB: char = '\u{a0}';

/// A number and its Monte Carlo error (one standard error).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Its standard error.
    pub mcse: f64,
}

impl From<Measured> for Estimate {
    fn from(m: Measured) -> Self {
        Self::new(m.value, m.mcse)
    }
}

impl From<Rate> for Estimate {
    fn from(rate: Rate) -> Self {
        Self::new(rate.value, rate.mcse)
    }
}

impl Estimate {
    /// A number with its error.
    pub fn new(value: f64, mcse: f64) -> Self {
        Self { value, mcse }
    }

    /// The ends of the range that holds the true number in 95 of 100 cases.
    pub(super) fn range(self) -> [f64; 2] {
        [self.value - NINETY_FIVE * self.mcse, self.value + NINETY_FIVE * self.mcse]
    }

    /// As [`Estimate::range`], for a share.
    pub(super) fn share_range(self) -> [f64; 2] {
        self.range().map(|end| end.clamp(0.0, 1.0))
    }

    /// Whether chance in the simulation is no likely cause of its distance from 0.
    pub(super) fn is_clear(self) -> bool {
        self.value != 0.0 && self.value.abs() > CLEAR * self.mcse
    }

    pub(super) fn minus(self, other: Self) -> Self {
        let mcse = (self.mcse * self.mcse + other.mcse * other.mcse).sqrt();
        Self { value: self.value - other.value, mcse }
    }

    pub(super) fn is_finite(self) -> bool {
        self.value.is_finite() && self.mcse.is_finite()
    }
}

/// What an outcome is counted in.
#[derive(Clone, Debug, PartialEq)]
pub enum Unit {
    /// A share: differences are told in points, hundred times the share.
    Points,
    /// Its own unit, with its name in the language of the picture; empty if it has none.
    Own(String),
}

phrases! {
    points(value: &str) { en: "{value}\u{a0}points", nl: "{value}\u{a0}procentpunt" }
    one_point(value: &str) { en: "{value}\u{a0}point", nl: "{value}\u{a0}procentpunt" }
    points_axis() { en: "points", nl: "procentpunt" }
    to(low: &str, high: &str) { en: "{low} to {high}", nl: "{low} tot {high}" }
    million() { en: "million", nl: "mln" }
    billion() { en: "billion", nl: "mld" }
    about_of(k: &str, n: &str) { en: "about {k} of {n} trials", nl: "ongeveer {k} van de {n} proeven" }
    fewer_than_of(k: &str, n: &str) { en: "fewer than {k} of {n} trials", nl: "minder dan {k} van de {n} proeven" }
    no_trials() { en: "none of the simulated trials", nl: "geen van de gesimuleerde proeven" }
    every_trial() { en: "all simulated trials", nl: "alle gesimuleerde proeven" }
    all_trials() { en: "practically all trials", nl: "vrijwel alle proeven" }
    fewer_than_one() { en: "fewer than 1", nl: "minder dan 1" }
    more_than_99() { en: "more than 99", nl: "meer dan 99" }
    after_one() { en: "after 1 month", nl: "na 1 maand" }
    after_months(n: &str) { en: "after {n} months", nl: "na {n} maanden" }
}

/// A number with so many decimals and a true minus sign; 0 has no sign.
pub fn decimal(language: Language, value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let sign = |text: &str| {
        let is_zero = text.chars().all(|c| matches!(c, '0' | '.' | ','));
        if value < 0.0 && !is_zero { "−" } else { "" }
    };
    if value.abs() >= LARGE {
        let text = large(language, value.abs());
        return format!("{}{text}", sign(&text));
    }
    if decimals > 6 {
        let text = format!("{:.1e}", value.abs());
        return if value == 0.0 {
            "0".to_owned()
        } else {
            sign(&text).to_owned() + &language.number(&text)
        };
    }
    let shown = digits::rounded(value, -i32::try_from(decimals).unwrap_or(6));
    let text = grouped(&format!("{:.decimals$}", shown.abs()));
    format!("{}{}", sign(&text), language.number(&text))
}

/// Three digits and a word, or a power of ten.
fn large(language: Language, size: f64) -> String {
    let three = |unit: f64| {
        let value = size / unit;
        let decimals = usize::try_from(2 - place(value)).unwrap_or(0);
        let text = format!("{value:.decimals$}");
        let text = if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.')
        } else {
            &text
        };
        language.number(text)
    };
    match size {
        s if s < 999.5e6 => format!("{}{NB}{}", three(1e6), million(language)),
        s if s < 999.5e9 => format!("{}{NB}{}", three(1e9), billion(language)),
        _ => language.number(&format!("{size:.1e}")),
    }
}

fn grouped(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut out = String::new();
    for (k, digit) in whole.chars().enumerate() {
        if k > 0 && (whole.len() - k).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if fraction.is_empty() { out } else { format!("{out}.{fraction}") }
}

/// As [`decimal`], with a plus sign where it belongs.
pub fn signed(language: Language, value: f64, decimals: usize) -> String {
    let text = decimal(language, value, decimals);
    let is_zero = text.chars().all(|c| matches!(c, '0' | '.' | ','));
    if value > 0.0 && value.is_finite() && !is_zero { format!("+{text}") } else { text }
}

/// A count of people or trials.
pub fn count(language: Language, value: f64) -> String {
    decimal(language, value, 0)
}

/// A stated number, with the decimals it needs.
pub fn stated(language: Language, value: f64) -> String {
    let is_enough = |d: &usize| {
        let unit = power_of_ten(i32::try_from(*d).unwrap_or(0));
        ((value * unit).round() / unit - value).abs() <= 1e-9 * value.abs()
    };
    if let Some(decimals) = (0..=6).find(is_enough) {
        return decimal(language, value, decimals);
    }
    // A number that was computed has three digits.
    let last = place(value) - 2;
    let rounded = digits::rounded(value, last);
    let is_stated = rounded == value || !rounded.is_finite();
    if is_stated { decimal(language, value, 7) } else { stated(language, rounded) }
}

/// How many trials of 100, for a sentence: whole, and bounds where it is not exactly none or all.
pub fn of_hundred(language: Language, share: f64) -> String {
    match of_hundred_mark(language, share) {
        mark if mark.starts_with('<') => fewer_than_one(language),
        mark if mark.starts_with('>') => more_than_99(language),
        mark => mark,
    }
}

/// How many trials of 100 are asked for, as it was stated.
pub fn asked_of_hundred(language: Language, share: f64) -> String {
    stated(language, 100.0 * share)
}

/// How many of 100, for a mark: `<1` and `>99` where it is not exactly none or all.
pub fn of_hundred_mark(language: Language, share: f64) -> String {
    match 100.0 * share {
        value if value > 0.0 && value <= 0.5 => "<1".to_owned(),
        value if (99.5..100.0).contains(&value) => ">99".to_owned(),
        value => count(language, value),
    }
}

/// `about 13 of 100 trials`.
pub fn frequency(language: Language, share: f64) -> String {
    if share <= 0.0 {
        return no_trials(language);
    }
    if share >= 0.995 {
        return if share < 1.0 { all_trials(language) } else { every_trial(language) };
    }
    if share < 0.0005 {
        return fewer_than_of(language, "1", &count(language, 1000.0));
    }
    let of = if share < 0.00995 { 1000.0 } else { 100.0 };
    about_of(language, &count(language, of * share), &count(language, of))
}

/// `6 to 34`.
pub fn range(language: Language, ends: [f64; 2], decimals: usize) -> String {
    let [low, high] = ends.map(|end| decimal(language, end, decimals));
    to(language, &low, &high)
}

/// `after 16 months`.
pub fn after(language: Language, month: u32) -> String {
    if month == 1 {
        after_one(language)
    } else {
        after_months(language, &count(language, f64::from(month)))
    }
}

/// `€433k`, `€ 433.000`.
pub fn money(language: Language, euros: f64) -> String {
    let size = euros.abs();
    match language {
        Language::English if (1e4..LARGE).contains(&size) => {
            format!("€{}k", count(language, euros / 1e3))
        }
        Language::English => format!("€{}", count(language, euros)),
        Language::Dutch if (1e4..LARGE).contains(&size) => {
            format!("€{NB}{}", count(language, (euros / 1e3).round() * 1e3))
        }
        Language::Dutch => format!("€{NB}{}", count(language, euros)),
    }
}

/// A share in percent with one decimal, for a table; `–` when there is none.
pub fn percent_cell(language: Language, share: f64) -> String {
    decimal(language, 100.0 * share, 1)
}

/// As [`percent_cell`], with its standard error.
pub fn percent_with_error(language: Language, share: Estimate) -> String {
    with_error(language, Estimate::new(100.0 * share.value, 100.0 * share.mcse), 1)
}

/// `13.1 ± 0.8`.
pub fn with_error(language: Language, estimate: Estimate, decimals: usize) -> String {
    let value = decimal(language, estimate.value, decimals);
    if estimate.mcse > 0.0 {
        format!("{value} ± {}", decimal(language, estimate.mcse, decimals))
    } else {
        value
    }
}

#[cfg(test)]
mod tests;
