//! How many people of the frame a design yields: invited, enrolled, and in each arm.

use crate::assignment::DesignModel;
use crate::calibration::{Expectation, Needed, truths};
use crate::plan::Plan;

/// Expected people per person in the frame, in a focused plan's design.
#[derive(Clone, Debug, PartialEq)]
pub struct Yields {
    /// Enrolled and randomised (before enrolment: invited and enrolled), by arm, control first.
    pub arms: Vec<f64>,
    /// Share who enrol when offered the lottery; none where invitations differ by arm.
    pub enrolment: Option<f64>,
}

/// Precision of the shares.
const ERROR: f64 = 5e-4;

impl Yields {
    /// From the acceptance of the design's offers, on the truth stream.
    pub fn of(plan: &Plan) -> Self {
        let offers = 0..plan.worlds[0].offers.len();
        let needed: Vec<Needed> = offers
            .map(|o| Needed { expectation: Expectation::acceptance(o), error: ERROR })
            .collect();
        let found = truths(plan, &[needed], &[Vec::new()]);
        let accepts = |intercept: f64| {
            let at = plan.worlds[0].offers.iter().position(|o| o.intercept == intercept);
            at.map_or(1.0, |k| found[0].needed[k].value)
        };
        match &plan.worlds[0].designs[0].model {
            DesignModel::After(d) => {
                let rate = accepts(d.offer.intercept);
                let arms = d.shares.iter().map(|share| share * rate * d.randomised).collect();
                Self { arms, enrolment: Some(rate) }
            }
            DesignModel::Before(d) => {
                let invited = 1.0 - d.reference;
                let arms = d.shares.iter().zip(&d.offers);
                let arms = arms.map(|(s, o)| invited * s * accepts(o.intercept)).collect();
                Self { arms, enrolment: None }
            }
        }
    }

    /// Participants per person in the frame.
    pub fn participants(&self) -> f64 {
        self.arms.iter().sum()
    }
}
