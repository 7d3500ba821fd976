//! Numbers of pictures as they are told.

use super::*;

const EN: Language = Language::English;
const NL: Language = Language::Dutch;

#[test]
fn signs_and_separators_are_those_of_the_language() {
    assert_eq!(decimal(EN, -1234.56, 1), "−1,234.6");
    assert_eq!(decimal(NL, -1234.56, 1), "−1.234,6");
    assert_eq!(signed(NL, 3.0, 1), "+3,0");
}

#[test]
fn nought_has_no_sign() {
    assert_eq!(decimal(EN, -0.0, 1), "0.0");
    assert_eq!(decimal(EN, -0.04, 1), "0.0");
    assert_eq!(signed(EN, 0.04, 1), "0.0");
}

#[test]
fn huge_and_tiny_numbers_stay_short() {
    assert_eq!(count(EN, 123_456_789.0), "123\u{a0}million");
    assert_eq!(count(NL, 12_500_000.0), "12,5\u{a0}mln");
    assert_eq!(count(NL, -3.2e9), "−3,2\u{a0}mld");
    assert_eq!(count(EN, 1e15), "1.0e15");
    assert_eq!(decimal(EN, 2e-9, 9), "2.0e-9");
    assert_eq!(decimal(EN, f64::NAN, 1), "–");
}

#[test]
fn shares_near_none_and_all_are_not_rounded_away() {
    assert_eq!(of_hundred(EN, 0.131), "13");
    assert_eq!(of_hundred(EN, 0.0006), "fewer than 1");
    assert_eq!(of_hundred(NL, 0.0006), "minder dan 1");
    assert_eq!(of_hundred(EN, 0.005), "fewer than 1");
    assert_eq!(of_hundred(NL, 0.997), "meer dan 99");
    assert_eq!(of_hundred(EN, 1.0), "100");
    assert_eq!(of_hundred(EN, 0.0), "0");
    assert_eq!(asked_of_hundred(NL, 0.995), "99,5");
    assert_eq!(asked_of_hundred(EN, 0.8), "80");
    assert_eq!(of_hundred_mark(EN, 0.001), "<1");
    assert_eq!(of_hundred_mark(EN, 0.999), ">99");
    assert_eq!(of_hundred_mark(EN, 1.0), "100");
    assert_eq!(frequency(NL, 0.004), "ongeveer 4 van de 1.000 proeven");
    assert_eq!(frequency(EN, 0.0), "none of the simulated trials");
    assert_eq!(frequency(EN, 0.0001), "fewer than 1 of 1,000 trials");
    assert_eq!(frequency(EN, 0.999), "practically all trials");
    assert_eq!(frequency(NL, 1.0), "alle gesimuleerde proeven");
}

#[test]
fn money_is_in_thousands() {
    assert_eq!(money(EN, 433_210.0), "€433k");
    assert_eq!(money(NL, 433_210.0), "€\u{a0}433.000");
    assert_eq!(money(EN, 950.0), "€950");
}

#[test]
fn points_have_the_decimals_that_their_error_supports() {
    let of = |value, mcse| Quantity::over(EN, &Unit::Points, [Estimate::new(value, mcse)]);
    assert_eq!(of(-0.0331, 0.0015).told(-0.0331), "−3.3\u{a0}points");
    assert_eq!(of(-0.0331, 0.005).told(-0.0331), "−3\u{a0}points");
    assert_eq!(of(-0.05, 0.0).told_stated(-0.05), "−5\u{a0}points");
    assert_eq!(of(0.05, 0.0).told_stated(0.0), "0");
    assert_eq!(of(-0.00012, 0.0).told(-0.00012), "−0.012\u{a0}points");
    let score = Quantity::over(NL, &Unit::Own(String::new()), [Estimate::new(0.14, 0.0)]);
    assert_eq!(score.told(-0.14), "−0,14");
}

#[test]
fn an_estimate_is_clear_beyond_three_errors() {
    assert!(Estimate::new(0.31, 0.1).is_clear());
    assert!(!Estimate::new(0.29, 0.1).is_clear());
    assert!(!Estimate::new(0.0, 0.0).is_clear());
}
