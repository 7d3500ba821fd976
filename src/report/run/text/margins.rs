//! What the numbers of a test against a margin mean.

use super::meaning::{about, trials};
use super::{View, estimand_told};
use crate::diagnosis::measured::Absent;
use crate::diagnosis::significance::TestDiagnosis;

/// A true effect, and how often it is shown to be within the margin; `margin` is what is shown.
pub(super) fn one_arm(view: &View, cell: usize, test: &TestDiagnosis, margin: &str) -> String {
    let row = view.row(cell);
    let arm = view.arm_told(cell);
    let (trials, show) = (trials(view), if view.has_few() { "showed" } else { "show" });
    let own = view.unit.told(row.diagnosis.truth);
    let truth = format!("with a true {own} {}", estimand_told(row.estimand));
    match (&test.power_right_direction, &test.power) {
        (Ok(rate), _) => {
            format!("{arm}: {truth}, {} {trials} {show} that it is {margin}.", about(view, rate))
        }
        (Err(absent @ (Absent::AtMargin | Absent::BeyondMargin)), Ok(rate)) => {
            let is = if *absent == Absent::AtMargin {
                "lies at the margin, or too close to it to tell"
            } else {
                "is worse than the margin"
            };
            format!(
                "{arm}: {truth} it {is}; {} {trials} {show} all the same that it is {margin}: a false alarm.",
                about(view, rate)
            )
        }
        _ if row.diagnosis.estimated > 0 => {
            format!("{arm}: no simulated trial can be tested, so that nothing can be shown.")
        }
        _ => format!("{arm}: no simulated trial gave an estimate."),
    }
}

/// What a false alarm of these rows would be.
pub(super) fn false_alarms(view: &View, margins: &[usize]) -> Option<String> {
    let is_within = |&cell: &usize| {
        view.row(cell)
            .diagnosis
            .tests
            .first()
            .is_some_and(|test| test.power_right_direction.is_ok())
    };
    margins.iter().any(is_within).then(|| {
        "That no effect was found does not show it. To show it of an arm whose effect lies at the margin or beyond it would \
         be a false alarm; how often that happens, a scenario with such an effect tells."
            .to_owned()
    })
}
