//! Known answers that nobody in this project made up, and closed forms to hold the simulator against.
//!
//! A `v` number in a test's name is its case in the validation list.

mod command;
#[cfg(target_os = "linux")]
mod terminal;
mod walk;
mod place;
mod lottery;

mod closed_form;
mod distributions;
mod dutch_commands;
mod power;
mod mechanisms;
mod scenarios;
mod trial;
mod twins;
mod identities;
mod metamorphic;
mod designs;
mod schemes;
mod estimators;
mod adjusted;
mod hypotheses;
mod surveys;
mod analyse;
mod selftest;
mod artefacts;
mod balance;
mod families;
mod open;
mod redivision;
mod sizing;
mod calendar;
mod sites;
mod labels;
mod page;
mod sentences;
mod nijmegen;
mod cli;
mod screen;
mod dutch;
mod printed;
mod new;
mod explain;
mod protocol;
mod compared;
mod comparisons;
mod frontier;
mod sweep;
mod assumptions;
mod wrong_files;
mod readme;
mod results_page;
mod diagnosands;
mod joint;
mod golden;
mod house;
mod mutations;
mod schema_reader;
mod bounds;
mod cases;

/// Asserts |found − expected| ≤ tolerance, and says what was found.
#[track_caller]
fn assert_near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{found:.15e} is not {expected:.15e} ± {tolerance:e}"
    );
}

/// The rule for deterministic values printed with ten digits or more: 10⁻⁸·max(1, |expected|).
#[track_caller]
fn assert_exact(found: f64, expected: f64) {
    assert_near(found, expected, 1e-8 * expected.abs().max(1.0));
}
