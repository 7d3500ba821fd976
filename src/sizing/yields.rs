//! How many people of the frame a design yields: invited, enrolled, in each arm, and in an analysis.

use super::scale::Point;
use crate::assignment::{DesignModel, LOTTERY};
use crate::calibration::{Needed, truths};
use crate::estimand::Expectation;
use crate::estimator::AnalysisModel;
use crate::plan::{Plan, World};
use crate::replicate::Flow;

/// Expected people per person in the frame, in a focused plan's design.
#[derive(Clone, Debug, PartialEq)]
pub struct Yields {
    /// Enrolled and randomised (before enrolment: invited and enrolled), by arm, control first.
    pub arms: Vec<f64>,
    /// Share who enrol when offered the lottery; none where invitations differ by arm.
    pub enrolment: Option<f64>,
    /// People whom the first analysis is about, by arm, control first: as drawn, or who take part.
    pub meant_arms: Vec<f64>,
    /// People of the reference group whom it is about.
    pub meant_reference: f64,
}

/// Expected people whom the first analysis uses, per person in the frame: those whom it is about, without those
/// who were lost after assignment or did not answer what it needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysed {
    /// By arm, control first.
    pub arms: Vec<f64>,
    /// In the reference group.
    pub reference: f64,
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
        let accepts = |offer: usize| found[0].needed[offer].value;
        let design = &plan.worlds[0].designs[0];
        let key = &design.samples[0].key;
        match &design.model {
            DesignModel::After(d) => {
                let rate = accepts(LOTTERY);
                let arms: Vec<f64> = d.shares.iter().map(|s| s * rate * d.randomised).collect();
                let meant_reference = if key.reference { 1.0 - rate } else { 0.0 };
                let meant_arms = arms.clone();
                Self { arms, enrolment: Some(rate), meant_arms, meant_reference }
            }
            DesignModel::Before(d) => {
                let invited: Vec<f64> = d.shares.iter().map(|s| s * (1.0 - d.reference)).collect();
                let offers = invited.iter().zip(&d.offers);
                let arms: Vec<f64> = offers.map(|(s, &offer)| s * accepts(offer)).collect();
                let meant_arms = if key.participants { arms.clone() } else { invited };
                let meant_reference = if key.reference { d.reference } else { 0.0 };
                Self { arms, enrolment: None, meant_arms, meant_reference }
            }
        }
    }

    /// Participants per person in the frame.
    pub fn participants(&self) -> f64 {
        self.arms.iter().sum()
    }
}

impl Analysed {
    /// From the trials of one point of a focused plan: how many of the people whom the analysis compares it used.
    pub(super) fn of(plan: &Plan, yields: &Yields, measured: &Point) -> Self {
        let sample = &plan.worlds[0].designs[0].samples[0];
        let model = &sample.analyses[0].model;
        let (flow, arms) = (&measured.flow, yields.arms.len());
        let is_drawn = !flow.invited_by_arm.is_empty() && !sample.key.participants;
        let of_arms = if is_drawn { &flow.invited_by_arm } else { &flow.assigned };
        let groups = compared(model);
        let meant: f64 = groups.iter().filter(|&&g| g < arms).map(|&g| of_arms[g].mean).sum();
        let reference = if groups.contains(&arms) { flow.reference.mean } else { 0.0 };
        let used = measured.diagnosis.n_analysed.unwrap_or(meant + reference);
        // Only those who take part are lost, but anybody may leave a question open.
        let (of_all, of_those) = (used / (meant + reference), (used - reference) / meant);
        let kept = if model.surveys.is_empty() { [of_those, 1.0] } else { [of_all; 2] };
        let [kept_arms, kept_reference] = kept.map(|share| share.clamp(0.0, 1.0));
        let differs = can_differ(&plan.worlds[0], model);
        let stays = |arm: usize| {
            if differs { stay(flow, &model.surveys, of_arms[arm].mean, arm) } else { 1.0 }
        };
        let stay: Vec<f64> = (0..arms).map(stays).collect();
        let staying = groups.iter().filter(|&&g| g < arms).map(|&g| of_arms[g].mean * stay[g]);
        let mean = staying.sum::<f64>() / meant;
        let each = yields.meant_arms.iter().zip(stay);
        Self {
            arms: each.map(|(meant, stay)| meant * (kept_arms * stay / mean).min(1.0)).collect(),
            reference: yields.meant_reference * kept_reference,
        }
    }

    /// All of them.
    pub fn people(&self) -> f64 {
        self.arms.iter().sum::<f64>() + self.reference
    }
}

/// Whether who answers or is removed may differ by arm.
fn can_differ(world: &World, model: &AnalysisModel) -> bool {
    let is_settled = |&survey: &usize| world.surveys[survey].is_settled_before_start();
    world.exclusion.as_ref().is_some_and(|exclusion| exclusion.early.is_some())
        || !model.surveys.iter().all(is_settled)
}

/// Of the people whom an arm is to be compared by, so many in the mean, the share who are left and answer: those who do
/// not take part cannot be lost, and surveys are answered one apart from another.
fn stay(flow: &Flow, surveys: &[usize], people: f64, arm: usize) -> f64 {
    let there = flow.assigned[arm].mean;
    if there <= 0.0 {
        return 1.0;
    }
    let answers = surveys.iter().map(|&survey| flow.answered_by_arm[survey][arm].mean / there);
    let share = flow.left[arm].mean / there * answers.product::<f64>();
    1.0 - (1.0 - share) * there / people
}

/// The groups whose people the first estimate counts: all that a regression holds, otherwise the two compared.
fn compared(model: &AnalysisModel) -> Vec<usize> {
    let positions = model.contrasts[0].into_iter();
    let groups = if model.estimator.holds_all_groups() {
        model.groups.clone()
    } else {
        positions.map(|p| model.groups[p]).collect()
    };
    groups.into_iter().map(usize::from).collect()
}
