//! Numbers for people, one rule for every screen: a stated or exact number has as many decimals as it
//! needs and is never shown as 0 unless it is 0; an estimate has the digits that its Monte Carlo error
//! supports, so that one that cannot be told from 0 is shown as 0 beside its error.

use crate::diagnosis::measured::{Absent, Known, Measured, Rate};

/// Last place of numbers of ordinary size without error: ten-thousandths.
const FINEST: i32 = -4;
/// Significant digits that a small number without error keeps.
const DIGITS: i32 = 3;
/// Significant digits of a computed number without error, unless it has more before the decimal point.
const EXACT: i32 = 6;
/// Largest last place: beyond it a number is shown in full.
const LARGEST: i32 = 300;
/// A computed number below this is what rounding in the computer left of 0: a tenth of the smallest number
/// that a scenario may state.
const NOTHING: f64 = 1e-10;
/// Its place, and the smallest that is looked for.
const SMALLEST: i32 = -10;
/// Share of a number by which the computer's arithmetic misses one that lies halfway between two others.
const HALFWAY: f64 = 1e-12;
/// Errors within which a number cannot be told from 0.
const TOLD_APART: f64 = 2.0;

/// The power of ten in which a number has its first digit once it is rounded to one: −2 for .077 and for
/// .0096; at least [`SMALLEST`].
fn first_place(value: f64) -> i32 {
    let mut place = SMALLEST;
    while value.abs() >= 9.5 * power_of_ten(place) && place < LARGEST {
        place += 1;
    }
    place
}

/// The last place worth printing of a number of this size without error.
fn finest(size: f64) -> i32 {
    if size.abs() < NOTHING { FINEST } else { FINEST.min(first_place(size) - DIGITS + 1) }
}

/// The last place of an estimate: that of its error's first digit; none when the error is below every digit
/// that a number of its size shows.
fn place_by_error(size: f64, mcse: f64) -> Option<i32> {
    let place = first_place(mcse);
    (mcse >= NOTHING && place >= finest(size)).then_some(place)
}

/// The nearest number with this last place, the even one of two that are as near: the one rule by which all
/// screens round. A number that only the computer's arithmetic keeps from lying halfway lies halfway.
pub fn rounded(value: f64, place: i32) -> f64 {
    let unit = power_of_ten(place.abs());
    let units = if place < 0 { value * unit } else { value / unit };
    if !units.is_finite() {
        return value;
    }
    let half = units.trunc() + 0.5_f64.copysign(units);
    let is_halfway = (units - half).abs() <= HALFWAY * half.abs();
    let whole = if is_halfway { half } else { units }.round_ties_even();
    if place < 0 { whole / unit } else { whole * unit }
}

/// The number down to a last place, with a true minus sign and thousands apart.
fn at(value: f64, place: i32) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let decimals = usize::try_from(-place).unwrap_or(0);
    let text = format!("{:.decimals$}", rounded(value, place).abs());
    let (whole, fraction) = text.split_once('.').map_or((&*text, None), |(w, f)| (w, Some(f)));
    let fraction = fraction.map(|f| format!(".{f}")).unwrap_or_default();
    let out = thousands(whole) + &fraction;
    if value < 0.0 && !is_zero(&out) { format!("−{out}") } else { out }
}

fn is_zero(shown: &str) -> bool {
    shown.chars().all(|c| matches!(c, '0' | '.' | ','))
}

fn thousands(digits: &str) -> String {
    let mut out = String::new();
    for (k, digit) in digits.chars().enumerate() {
        if k > 0 && (digits.len() - k).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A computed number without error down to a last place; a smaller one that is not 0 has two digits all the
/// same.
pub fn number(value: f64, place: i32) -> String {
    if value.abs() < NOTHING {
        return "0".to_owned();
    }
    if value.abs() >= power_of_ten(place) || !value.is_finite() {
        return at(value, place);
    }
    without_zeros(at(value, place.min(first_place(value) - 1)))
}

/// A count of people or replications.
pub fn count(value: f64) -> String {
    number(value, 0)
}

/// The size of an error: one digit.
pub fn error(mcse: f64) -> String {
    if mcse < NOTHING { "0".to_owned() } else { at(mcse, first_place(mcse)) }
}

/// A number without error in two digits, or in whole units when it has more.
pub fn two_digits(value: f64) -> String {
    number(value, (first_place(value) - 1).min(0))
}

/// How many times as large: tenths at most.
pub fn times(m: Measured) -> String {
    number(m.value, first_place(m.mcse).max(-1))
}

/// `13.6 ± 0.8`.
pub fn with_error(m: Measured) -> String {
    with_error_at(m, place_by_error(m.value, m.mcse))
}

/// The value alone, with the digits that its error supports.
pub fn value_only(m: Measured) -> String {
    value_at(m, place_by_error(m.value, m.mcse))
}

fn with_error_at(m: Measured, place: Option<i32>) -> String {
    match place {
        Some(place) => format!("{} ± {}", at(m.value, place), at(m.mcse, place)),
        None => exact(m.value),
    }
}

fn value_at(m: Measured, place: Option<i32>) -> String {
    match place {
        Some(place) if is_told_apart(m) => at(m.value, place),
        Some(place) => at(m.value, place.max(FINEST)),
        None => exact(m.value),
    }
}

/// Whether a number can be told from 0 in spite of its error.
fn is_told_apart(m: Measured) -> bool {
    m.value.abs() >= NOTHING && m.value.abs() >= TOLD_APART * m.mcse
}

/// A computed number without error, in six digits or to the unit.
fn exact(value: f64) -> String {
    let place = finest(value).max((first_place(value) - EXACT + 1).min(0));
    without_zeros(number(value, place))
}

/// The value for a sentence, signed: two or three digits, as far as its error supports them; one that cannot
/// be told from 0 has none below the place `finest`.
pub fn short(m: Measured, finest: i32) -> String {
    let error = place_by_error(m.value, m.mcse);
    let lowest = error.unwrap_or(SMALLEST);
    let first = first_place(m.value);
    let wanted = if is_told_apart(m) { finest.min(first - 1) } else { finest };
    let place = wanted.max(lowest).max(first - DIGITS + 1);
    let text = at(m.value, place);
    plus(m, if error.is_some() { text } else { without_zeros(text) })
}

/// A computed number in three digits.
pub fn three(value: f64) -> String {
    without_zeros(at(value, first_place(value) - DIGITS + 1))
}

/// As [`three`], with a plus sign where it belongs.
pub fn signed_three(value: f64) -> String {
    plus(Measured { value, mcse: 0.0 }, three(value))
}

fn power_of_ten(place: i32) -> f64 {
    let unit: f64 = (0..place.abs()).fold(1.0, |unit, _| unit * 10.0);
    if place < 0 { 1.0 / unit } else { unit }
}

/// As [`with_error`], with a plus sign where it belongs.
pub fn signed_with_error(m: Measured) -> String {
    plus(m, with_error(m))
}

/// As [`value_only`], with a plus sign where it belongs.
pub fn signed(m: Measured) -> String {
    plus(m, value_only(m))
}

/// A difference of shares of trials in points, with a plus sign where it belongs: whole points at least, as the
/// shares have whole percents.
pub fn signed_points(difference: Measured) -> String {
    let m = hundredfold(difference);
    plus(m, value_at(m, place_by_error(m.value, m.mcse).map(|place| place.min(0))))
}

fn plus(m: Measured, text: String) -> String {
    let shown = text.split(' ').next().unwrap_or_default();
    if m.value > 0.0 && !is_zero(shown) { format!("+{text}") } else { text }
}

/// A stated number, without zeros at its end.
pub fn trimmed(value: f64) -> String {
    if value != 0.0 && value.abs() < NOTHING {
        let sign = if value < 0.0 { "−" } else { "" };
        return format!("{sign}{:e}", value.abs());
    }
    without_zeros(number(value, finest(value)))
}

/// As [`trimmed`], with a plus sign where it belongs.
pub fn signed_trimmed(value: f64) -> String {
    plus(Measured { value, mcse: 0.0 }, trimmed(value))
}

/// How far a number is from another of this size, signed, with no more digits than the two have.
pub fn gap(m: Measured, size: f64) -> String {
    let place = first_place(m.mcse).max(finest(size));
    plus(m, without_zeros(at(m.value, place)))
}

/// A decimal number without zeros at its end.
fn without_zeros(text: String) -> String {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// A share of replications in percent: `13.6 ± 0.8`; at the ends what the interval says: `< 0.2`.
pub fn percent(rate: &Rate) -> String {
    at_the_ends(rate).unwrap_or_else(|| with_error_at(in_percent(rate), percent_place(rate)))
}

/// As [`percent`], in the words of a sentence: `more than 99.8`.
pub fn percent_in_words(rate: &Rate) -> String {
    in_words(&percent(rate))
}

/// As [`percent_only`], in the words of a sentence.
pub fn percent_only_in_words(rate: &Rate) -> String {
    in_words(&percent_only(rate))
}

fn in_words(percent: &str) -> String {
    percent.replace("< ", "less than ").replace("> ", "more than ")
}

/// As [`percent`], without the error.
pub fn percent_only(rate: &Rate) -> String {
    at_the_ends(rate).unwrap_or_else(|| value_at(in_percent(rate), percent_place(rate)))
}

/// A mean of shares in percent: `2.5 ± 0.3`.
pub fn mean_percent(share: Measured) -> String {
    with_error(hundredfold(share))
}

/// As [`percent`], for a share that was counted in so many trials.
pub fn counted_percent(share: Measured, trials: u64) -> String {
    let count = (share.value * trials as f64).round() as u64;
    let at_an_end = count == 0 || count == trials;
    match Rate::of(count, trials, Absent::NoReplications) {
        Ok(rate) if at_an_end => percent(&rate),
        _ => with_error(hundredfold(share)),
    }
}

/// As [`counted_percent`], in the words of a sentence.
pub fn counted_percent_in_words(share: Measured, trials: u64) -> String {
    in_words(&counted_percent(share, trials))
}

/// What the interval says of a share of 0 or 1.
fn at_the_ends(rate: &Rate) -> Option<String> {
    if rate.value <= 0.0 {
        Some(format!("< {}", trimmed(up(100.0 * rate.interval.high))))
    } else if rate.value >= 1.0 {
        Some(format!("> {}", trimmed(100.0 - up(100.0 - 100.0 * rate.interval.low))))
    } else {
        None
    }
}

fn in_percent(rate: &Rate) -> Measured {
    hundredfold(Measured::from(*rate))
}

/// The last place of a share in percent, whole percents at least: it is as far from 100 as it is, and so from 0.
fn percent_place(rate: &Rate) -> Option<i32> {
    let nearest = rate.value.min(1.0 - rate.value);
    place_by_error(100.0 * nearest, 100.0 * rate.mcse).map(|place| place.min(0))
}

/// A share of replications in whole percents; small and large ones as bounds, that hold of few replications too.
pub fn whole_percent(rate: &Rate) -> String {
    let outside = rate.interval.high.min(1.0 - rate.interval.low);
    if let (true, Some(bound)) = (outside > 0.01, at_the_ends(rate)) {
        return bound;
    }
    match 100.0 * rate.value {
        share if share <= 0.5 => "< 1".to_owned(),
        share if share >= 99.5 => "> 99".to_owned(),
        share => number(share, 0),
    }
}

/// Rounded up to one digit.
fn up(value: f64) -> f64 {
    let mut place = SMALLEST;
    while value >= 10.0 * power_of_ten(place) && place < LARGEST {
        place += 1;
    }
    let unit = power_of_ten(place);
    (value / unit).ceil() * unit
}

/// Times 100: a share in percent, a difference of shares in points.
pub fn hundredfold(m: Measured) -> Measured {
    Measured { value: 100.0 * m.value, mcse: 100.0 * m.mcse }
}

/// A share told of a whole: of 100, and near none and near all of 1,000, of 10,000 and so on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InWhole {
    /// All, as far as was seen.
    All,
    /// None was seen: fewer than so many of so many.
    FewerThan(String, String),
    /// So many of so many.
    Of(String, String),
}

/// A share of a whole, never 0 of it.
pub fn in_whole(rate: &Rate) -> InWhole {
    let share = rate.value;
    if share >= 1.0 {
        return InWhole::All;
    }
    if share <= 0.0 {
        let whole = whole_for(rate.interval.high);
        return InWhole::FewerThan(count((whole * rate.interval.high).ceil()), count(whole));
    }
    let whole =
        if (0.01..=0.99).contains(&share) { 100.0 } else { whole_for(share.min(1.0 - share)) };
    InWhole::Of(count(rounded(whole * share, 0)), count(whole))
}

/// `14 of 100`, as [`in_whole`].
pub fn of_hundred(rate: &Rate) -> String {
    match in_whole(rate) {
        InWhole::All => "practically all".to_owned(),
        InWhole::FewerThan(n, whole) => format!("fewer than {n} of {whole}"),
        InWhole::Of(n, whole) => format!("{n} of {whole}"),
    }
}

/// The smallest of 1,000, 10,000 and so on of which a share is at least one.
fn whole_for(share: f64) -> f64 {
    let mut whole = 1000.0;
    while whole * share < 0.95 && whole < 1e9 {
        whole *= 10.0;
    }
    whole
}

/// The shown form of a known quantity; a dash when there is none.
pub fn or_dash<T>(known: &Known<T>, show: impl Fn(&T) -> String) -> String {
    known.as_ref().map_or_else(|_| "–".to_owned(), show)
}

#[cfg(test)]
mod tests;
