//! How many people of the frame a design yields: invited, enrolled, in each arm, and in an analysis.

use crate::assignment::DesignModel;
use crate::calibration::{Needed, truths};
use crate::estimand::Expectation;
use crate::plan::Plan;

/// Expected people per person in the frame, in a focused plan's design.
#[derive(Clone, Debug, PartialEq)]
pub struct Yields {
    /// Enrolled and randomised (before enrolment: invited and enrolled), by arm, control first.
    pub arms: Vec<f64>,
    /// Share who enrol when offered the lottery; none where invitations differ by arm.
    pub enrolment: Option<f64>,
    /// People whom the first analysis uses, by arm, control first: as drawn, or who take part.
    pub analysed_arms: Vec<f64>,
    /// People of the reference group whom it uses.
    pub analysed_reference: f64,
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
        let design = &plan.worlds[0].designs[0];
        let key = &design.samples[0].key;
        match &design.model {
            DesignModel::After(d) => {
                let rate = accepts(d.offer.intercept);
                let arms: Vec<f64> = d.shares.iter().map(|s| s * rate * d.randomised).collect();
                let analysed_reference = if key.reference { 1.0 - rate } else { 0.0 };
                let analysed_arms = arms.clone();
                Self { arms, enrolment: Some(rate), analysed_arms, analysed_reference }
            }
            DesignModel::Before(d) => {
                let invited: Vec<f64> = d.shares.iter().map(|s| s * (1.0 - d.reference)).collect();
                let offers = invited.iter().zip(&d.offers);
                let arms: Vec<f64> = offers.map(|(s, o)| s * accepts(o.intercept)).collect();
                let analysed_arms = if key.participants { arms.clone() } else { invited };
                let analysed_reference = if key.reference { d.reference } else { 0.0 };
                Self { arms, enrolment: None, analysed_arms, analysed_reference }
            }
        }
    }

    /// Participants per person in the frame.
    pub fn participants(&self) -> f64 {
        self.arms.iter().sum()
    }

    /// People whom the first analysis uses per person in the frame.
    pub fn analysed(&self) -> f64 {
        self.analysed_arms.iter().sum::<f64>() + self.analysed_reference
    }
}
