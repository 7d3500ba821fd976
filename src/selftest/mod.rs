//! Known answers, asked on the user's own machine: closed forms, published tables and what R says of the same data.
//!
//! A case is data (`tests/validation/cases.json`): a scenario, what is asked of it, and what is right. It goes through the
//! same plan and engine as any scenario.

mod case;
mod ask;
mod judge;

pub use case::{Case, Cases, Expected};
use judge::judged;

use crate::engine::Observer;
use crate::report::selftest::Line;

/// The cases that this build brings.
const CASES: &str = include_str!("../../tests/validation/cases.json");

/// All cases.
///
/// # Errors
/// A case that cannot be read: a fault of this build.
pub fn cases() -> Result<Cases, String> {
    serde_json::from_str(CASES).map_err(|error| format!("the cases cannot be read: {error}"))
}

/// What the engine says to one case, a line for each number.
///
/// # Errors
/// When the observer stops it.
pub fn run(case: &Case, observer: &impl Observer) -> Result<Vec<Line>, Stopped> {
    let answer = ask::ask(case, observer);
    if observer.stopped() {
        return Err(Stopped);
    }
    Ok(case.expect.iter().map(|expected| judged(case, expected, &answer)).collect())
}

/// The user has stopped it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stopped")]
pub struct Stopped;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Nobody;

    /// A standard error that is 2 % too large is seen.
    #[test]
    fn hc2_that_is_spoilt_by_two_per_cent_fails() {
        let cases = cases().unwrap();
        let of_hc2 = |case: &&Case| case.what.contains("HC2");
        let mut seen = 0;
        for case in cases.cases.iter().filter(of_hc2) {
            let answer = ask::ask(case, &Nobody);
            for expected in case.expect.iter().filter(|expected| expected.field == "se") {
                assert!(judged(case, expected, &answer).passes(), "{}", case.what);
                let spoilt = Expected { value: expected.value / 1.02, ..expected.clone() };
                assert!(!judged(case, &spoilt, &answer).passes(), "{}", case.what);
                seen += 1;
            }
        }
        assert!(seen > 0);
    }
}
