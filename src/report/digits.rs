//! Numbers for people: no more digits than their Monte Carlo error supports.

use crate::diagnosis::measured::{Known, Measured, Rate};

/// Smallest last place, for numbers without error: ten-thousandths.
const FINEST: i32 = -4;
/// Largest last place: beyond it a number is shown in full.
const LARGEST: i32 = 300;

/// The power of ten in which the error has its first digit, at least `FINEST`: the last place
/// worth printing. An error of .077 has its first digit in the hundredths.
pub fn last_place(mcse: f64) -> i32 {
    let mut place = FINEST;
    while mcse >= 9.5 * power_of_ten(place) && place < LARGEST {
        place += 1;
    }
    place
}

/// The number down to a last place, with a true minus sign and thousands apart.
pub fn number(value: f64, place: i32) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let decimals = usize::try_from(-place).unwrap_or(0);
    let unit = power_of_ten(place.max(0));
    let rounded = if place > 0 { (value / unit).round_ties_even() * unit } else { value };
    let text = format!("{:.decimals$}", rounded.abs());
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

/// A count of people or replications.
pub fn count(value: f64) -> String {
    number(value, 0)
}

/// `13.6 ± 0.8`.
pub fn with_error(m: Measured) -> String {
    let place = last_place(m.mcse);
    if is_shown(m.mcse) {
        format!("{} ± {}", number(m.value, place), number(m.mcse, place))
    } else {
        trimmed(m.value)
    }
}

/// The value alone, with the digits that its error supports.
pub fn value_only(m: Measured) -> String {
    if is_shown(m.mcse) { number(m.value, last_place(m.mcse)) } else { trimmed(m.value) }
}

/// Whether an error is large enough to be printed.
fn is_shown(mcse: f64) -> bool {
    mcse >= 0.5e-4
}

/// The value for a sentence, signed: at most three digits, and none below the place `finest`.
pub fn short(m: Measured, finest: i32) -> String {
    let mut place = last_place(m.mcse).max(finest);
    while m.value.abs() >= 999.5 * power_of_ten(place) && place < LARGEST {
        place += 1;
    }
    let text = number(m.value, place);
    plus(m, if is_shown(m.mcse) { text } else { without_zeros(text) })
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

fn plus(m: Measured, text: String) -> String {
    let shown = text.split(' ').next().unwrap_or_default();
    if m.value > 0.0 && !is_zero(shown) { format!("+{text}") } else { text }
}

/// A number without error, without zeros at its end.
pub fn trimmed(value: f64) -> String {
    without_zeros(number(value, FINEST))
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
    if rate.value <= 0.0 {
        format!("< {}", one_digit_up(100.0 * rate.interval.high))
    } else if rate.value >= 1.0 {
        format!("> {}", trimmed(100.0 - up(100.0 - 100.0 * rate.interval.low)))
    } else {
        with_error(hundredfold(Measured::from(*rate)))
    }
}

/// As [`percent`], without the error.
pub fn percent_only(rate: &Rate) -> String {
    if rate.value <= 0.0 || rate.value >= 1.0 {
        percent(rate)
    } else {
        value_only(hundredfold(Measured::from(*rate)))
    }
}

/// A share of replications in whole percents; small and large ones as bounds.
pub fn whole_percent(rate: &Rate) -> String {
    match 100.0 * rate.value {
        share if share < 0.5 => "< 1".to_owned(),
        share if share > 99.5 => "> 99".to_owned(),
        share => number(share, 0),
    }
}

fn one_digit_up(value: f64) -> String {
    trimmed(up(value))
}

/// Rounded up to one digit.
fn up(value: f64) -> f64 {
    let mut place = FINEST;
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

/// `14 of 100`; small shares per thousand, and never `0 of …`.
pub fn of_hundred(rate: &Rate) -> String {
    let share = rate.value;
    if share <= 0.0 {
        format!("fewer than {} of 1,000", count((1000.0 * rate.interval.high).ceil().max(1.0)))
    } else if share < 0.01 {
        format!("{} of 1,000", count((1000.0 * share).round().max(1.0)))
    } else if share > 0.99 && share < 1.0 {
        format!("{} of 1,000", count((1000.0 * share).round().min(999.0)))
    } else if share >= 1.0 {
        "practically all".to_owned()
    } else {
        format!("{} of 100", count((100.0 * share).round()))
    }
}

/// The shown form of a known quantity; a dash when there is none.
pub fn or_dash<T>(known: &Known<T>, show: impl Fn(&T) -> String) -> String {
    known.as_ref().map_or_else(|_| "–".to_owned(), show)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::measured::Absent;

    fn m(value: f64, mcse: f64) -> Measured {
        Measured { value, mcse }
    }

    #[test]
    fn the_error_decides_the_digits() {
        let cases = [
            (13.59, 0.77, "13.6 ± 0.8"),
            (13.592, 0.24, "13.6 ± 0.2"),
            (13.592, 0.095, "13.6 ± 0.1"),
            (-4.983, 0.031, "−4.98 ± 0.03"),
            (-0.004, 0.13, "0.0 ± 0.1"),
            (1234.5, 57.0, "1,230 ± 60"),
            (0.33, 0.0, "0.33"),
            (9.6, 0.96, "10 ± 1"),
        ];
        for (value, mcse, shown) in cases {
            assert_eq!(with_error(m(value, mcse)), shown);
        }
        assert_eq!(signed_with_error(m(0.42, 0.1)), "+0.4 ± 0.1");
        assert_eq!(signed_with_error(m(0.01, 0.1)), "0.0 ± 0.1");
        assert_eq!(signed(m(-5.0, 0.01)), "−5.00");
        assert_eq!(short(m(-4.1312, 1e-5), -1), "−4.1");
        assert_eq!(short(m(-4.1312, 1e-5), -4), "−4.13");
        assert_eq!(short(m(12345.6, 1e-5), -4), "+12,300");
        assert_eq!(short(m(0.0, 0.0), -1), "0");
        assert_eq!(short(m(-0.3, 1e-9), -4), "−0.3");
    }

    #[test]
    fn shares_at_the_ends_say_what_the_interval_says() {
        let rate = |count, trials| Rate::of(count, trials, Absent::NoUsable).expect("trials");
        assert_eq!(percent(&rate(0, 2000)), "< 0.2");
        assert_eq!(percent(&rate(2000, 2000)), "> 99.8");
        assert_eq!(percent(&rate(272, 2000)), "13.6 ± 0.8");
        assert_eq!(of_hundred(&rate(272, 2000)), "14 of 100");
        assert_eq!(of_hundred(&rate(0, 2000)), "fewer than 2 of 1,000");
        assert_eq!(of_hundred(&rate(7, 2000)), "4 of 1,000");
    }

    #[test]
    fn large_numbers_have_their_thousands_apart() {
        assert_eq!(count(6030.2), "6,030");
        assert_eq!(count(999.0), "999");
        assert_eq!(count(1_234_567.0), "1,234,567");
        assert_eq!(number(f64::NAN, 0), "–");
    }
}
