//! Rules for numbers, each with what it makes of some.

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
    assert_eq!(short(m(-41.312, 1e-5), -1), "−41.3");
    assert_eq!(short(m(0.04, 0.0), -1), "+0.04");
    assert_eq!(short(m(0.14, 0.0), -1), "+0.14");
    assert_eq!(short(m(0.04, 0.03), -1), "0.0");
    assert_eq!(short(m(12345.6, 1e-5), -4), "+12,300");
    assert_eq!(short(m(0.0, 0.0), -1), "0");
    assert_eq!(short(m(-0.3, 1e-9), -4), "−0.3");
}

#[test]
fn what_is_not_0_is_never_shown_as_0() {
    let exact = [
        (0.04, "0.04"),
        (4e-5, "0.00004"),
        (-1.234e-6, "−0.00000123"),
        (0.3, "0.3"),
        (3e-13, "3e-13"),
        (0.0, "0"),
        (1_234.567_89, "1,234.5679"),
        (-1_000_000.25, "−1,000,000.25"),
    ];
    for (value, shown) in exact {
        assert_eq!(trimmed(value), shown);
    }
    assert_eq!([number(0.04, 0), number(-0.0123, -1)], ["0.04", "−0.012"]);
    assert_eq!([count(0.5), count(3.4), count(0.0)], ["0.5", "3", "0"]);
    assert_eq!(with_error(m(4e-5, 0.0)), "0.00004");
    assert_eq!(value_only(m(1_000_000.022_4, 0.0)), "1,000,000");
    assert_eq!(value_only(m(14.812_345, 0.0)), "14.8123");
    assert_eq!(number(1.48e-14, -1), "0");
    // The smallest number that may be stated, and what a solved plan makes of it.
    assert_eq!(trimmed(1e-9), "0.000000001");
    assert_eq!(with_error(m(9.999_999e-10, 1e-17)), "0.000000001");
    assert_eq!(signed(m(-1e-9, 0.0)), "−0.000000001");
    assert_eq!(short(m(9.999_999e-10, 0.0), -1), "+0.000000001");
    assert_eq!(gap(m(3.1e-9, 1e-9), 0.002), "0");
    assert_eq!(gap(m(-0.000_27, 4e-4), 0.2), "−0.0003");
    assert_eq!(with_error(m(4e-5, 3e-6)), "0.000040 ± 0.000003");
    assert_eq!(value_only(m(1.2e-5, 1e-5)), "0.0000");
    assert_eq!(with_error(m(0.330_01, 1e-5)), "0.33");
    assert_eq!(signed(m(3e-17, 0.0)), "0");
    assert_eq!(signed(m(-3e-17, 1e-18)), "0");
    assert_eq!([error(0.077), error(0.000_003), error(1_234.0)], ["0.08", "0.000003", "1,000"]);
}

#[test]
fn shares_at_the_ends_say_what_the_interval_says() {
    let rate = |count, trials| Rate::of(count, trials, Absent::NoReplications).expect("trials");
    assert_eq!(percent(&rate(0, 2000)), "< 0.2");
    assert_eq!(percent(&rate(2000, 2000)), "> 99.8");
    assert_eq!(percent(&rate(272, 2000)), "13.6 ± 0.8");
    assert_eq!(of_hundred(&rate(272, 2000)), "14 of 100");
    assert_eq!(of_hundred(&rate(0, 2000)), "fewer than 2 of 1,000");
    assert_eq!(of_hundred(&rate(7, 2000)), "4 of 1,000");
    assert_eq!(of_hundred(&rate(1, 20_000)), "5 of 100,000");
    assert_eq!(of_hundred(&rate(19_999, 20_000)), "99,995 of 100,000");
    assert_eq!(of_hundred(&rate(1_990, 2000)), "995 of 1,000");
    assert_eq!(percent_only(&rate(1, 20_000)), "0.005");
    assert_eq!(percent_only(&rate(19_999_999, 20_000_000)), "99.999995");
}

#[test]
fn large_numbers_have_their_thousands_apart() {
    assert_eq!(count(6030.2), "6,030");
    assert_eq!(count(999.0), "999");
    assert_eq!(count(1_234_567.0), "1,234,567");
    assert_eq!(number(f64::NAN, 0), "–");
}

/// One rule for one number: the table's figure and the sentence's are the same.
#[test]
fn a_share_is_rounded_alike_in_a_table_and_in_a_sentence() {
    let rate = |count, trials| Rate::of(count, trials, Absent::NoReplications).expect("trials");
    for trials in [20_u64, 200, 1000, 2000] {
        for count in (trials / 100).max(1)..=trials - (trials / 100).max(1) {
            let rate = rate(count, trials);
            let table = at(100.0 * rate.value, 0);
            assert_eq!(of_hundred(&rate), format!("{table} of 100"), "{count} of {trials}");
            assert_eq!(whole_percent(&rate), table, "{count} of {trials}");
        }
    }
    // 625 of 1,000: 62.5 goes to the even 62; 100 × .145 is 14.499999999999998 in the computer, and 14.5.
    assert_eq!([at(62.5, 0), at(63.5, 0), at(100.0 * 0.145, 0)], ["62", "64", "14"]);
    assert_eq!([at(15.5, 0), at(100.0 * 0.155, 0), at(-62.5, 0)], ["16", "16", "−62"]);
    assert_eq!([at(0.25, -1), at(0.35, -1), at(1_250.0, 2)], ["0.2", "0.4", "1,200"]);
    assert_eq!(of_hundred(&rate(17, 2000)), "8 of 1,000");
    assert_eq!(whole_percent(&rate(0, 2000)), "< 1");
    assert_eq!(whole_percent(&rate(0, 100)), "< 4");
    assert_eq!(whole_percent(&rate(100, 100)), "> 96");
    assert_eq!(percent_only(&rate(17, 2000)), "0.8");
    // A share has whole percents however few trials there are.
    assert_eq!([percent_only(&rate(3, 20)), percent_only(&rate(11, 20))], ["15", "55"]);
}
