//! Potential outcomes of one endpoint: what each person's value is outside the trial, under the
//! policy, and as the trial is run, always on the same draws.

use crate::assignment::Trial;
use crate::outcome::{Lives, Measure, State};
use crate::treatment::{Artefact, Regime, Shifts};

/// One outcome at one month, with the cut-points of one world.
#[derive(Clone, Debug)]
pub struct EndpointModel {
    /// Number of the outcome in the scenario.
    pub outcome: usize,
    /// Month after start; none for plain outcomes.
    pub month: Option<u32>,
    /// What is measured.
    pub measure: Measure,
    /// When, and from which state expectations are taken.
    pub state: State,
    /// The outcome whose cut-point this one shares (derived outcomes and temporary contracts).
    pub follows: Option<usize>,
}

impl EndpointModel {
    /// The outcome whose latent shift applies: its own, or that of the outcome it is made of.
    pub fn carrier(&self) -> usize {
        self.follows.unwrap_or(self.outcome)
    }
}

/// What potential outcomes of one world depend on.
#[derive(Clone, Debug, Default)]
pub struct WorldModel {
    /// Outcomes at months.
    pub endpoints: Vec<EndpointModel>,
    /// Latent shifts.
    pub shifts: Shifts,
    /// Number of arms, control included.
    pub arms: usize,
    /// Whether the policy estimand counts those who would not start.
    pub policy_with_take_up: bool,
}

/// How a person counts in a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Outside the trial: regular service, not enrolled.
    Outside,
    /// Enrolled and assigned to an arm.
    Assigned(usize),
    /// Invited to an arm, enrolled or not.
    Invited(usize),
}

/// How much of the trial's reality is switched on, in the order of the bias budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Everybody gets the arm and starts; no artefacts.
    Full,
    /// Those who accept get the arm and start.
    Enrolled,
    /// Those who accept and take up start.
    Taken,
    /// And being watched has its effect.
    Hawthorne,
    /// And so has being the control arm: as run.
    Run,
}

impl Level {
    /// In order.
    pub const ALL: [Self; 5] =
        [Self::Full, Self::Enrolled, Self::Taken, Self::Hawthorne, Self::Run];
}

/// Values of one endpoint for everybody in the frame.
#[derive(Clone, Debug, Default)]
pub struct FrameValues {
    /// Outside the trial.
    pub outside: Vec<f64>,
    /// Under the policy, by treatment arm (arm 1 first).
    pub full: Vec<Vec<f64>>,
    /// Sum over everybody outside the trial, then under the policy by treatment arm.
    pub totals: Vec<f64>,
    /// Whether all values are whole numbers.
    pub are_whole: bool,
}

/// Values of one endpoint for those who would accept some offer of a design, by arm and slot.
#[derive(Clone, Debug, Default)]
pub struct SlotValues {
    /// Outside the trial.
    pub outside: Vec<f64>,
    /// With realised take-up and no artefacts.
    pub taken: Vec<Vec<f64>>,
    /// And the Hawthorne effect.
    pub hawthorne: Vec<Vec<f64>>,
    /// As run.
    pub run: Vec<Vec<f64>>,
}

/// Who would start in each treatment arm, by arm (arm 1 first) and person; empty when everybody
/// starts. And by how much a person's effect deviates from the mean, likewise.
#[derive(Clone, Debug, Default)]
pub struct Uptake {
    /// Whether the person would start.
    pub starts: Vec<Vec<bool>>,
    /// Deviation from the arm's mean effect.
    pub gains: Vec<Vec<f64>>,
}

impl Uptake {
    /// Whether person `i` starts in `arm`.
    #[inline]
    pub fn starts(&self, arm: usize, i: usize) -> bool {
        arm > 0 && self.starts[arm - 1].get(i).copied().unwrap_or(true)
    }
    /// The person's deviation in `arm`.
    #[inline]
    fn gain(&self, arm: usize, i: usize) -> f64 {
        if arm == 0 { 0.0 } else { self.gains[arm - 1].get(i).copied().unwrap_or(0.0) }
    }
}

impl WorldModel {
    /// The level from which on nothing changes any more in this world.
    pub fn last_level(&self, uptake: &Uptake) -> Level {
        if self.shifts.has_artefacts() {
            Level::Run
        } else if uptake.starts.iter().any(|starts| !starts.is_empty()) {
            Level::Taken
        } else {
            Level::Enrolled
        }
    }

    /// Values of everybody in the frame for one endpoint.
    pub fn fill_frame(
        &self,
        endpoint: usize,
        lives: &Lives,
        uptake: &Uptake,
        n: usize,
        out: &mut FrameValues,
    ) {
        let e = &self.endpoints[endpoint];
        let (outcome, measure, state) = (e.carrier(), &e.measure, &e.state);
        out.outside.resize(n, 0.0);
        let untreated = self.shifts.of(outcome, Regime { started: false, ..Regime::policy(0) });
        measure.fill(lives, state, untreated, &[], &mut out.outside);
        out.full.resize_with(self.arms - 1, Vec::new);
        for arm in 1..self.arms {
            let full = &mut out.full[arm - 1];
            full.resize(n, 0.0);
            let shift = self.shifts.of(outcome, Regime::policy(arm));
            measure.fill(lives, state, shift, &uptake.gains[arm - 1], full);
            if self.policy_with_take_up {
                for (i, value) in full.iter_mut().enumerate() {
                    if !uptake.starts(arm, i) {
                        *value = out.outside[i];
                    }
                }
            }
        }
        out.are_whole = measure.rule.is_whole();
        out.totals.clear();
        out.totals.extend(std::iter::once(&out.outside).chain(&out.full).map(|row| sum(row)));
    }

    /// Values of the enrolees of one trial for one endpoint.
    pub fn fill_slots(
        &self,
        endpoint: usize,
        lives: &Lives,
        uptake: &Uptake,
        frame: &FrameValues,
        trial: &Trial,
        out: &mut SlotValues,
    ) {
        out.outside.clear();
        out.outside.extend(trial.enrolees.iter().map(|&i| frame.outside[i as usize]));
        for rows in [&mut out.taken, &mut out.hawthorne, &mut out.run] {
            rows.resize_with(self.arms, Vec::new);
            rows.iter_mut().for_each(Vec::clear);
        }
        for arm in 0..self.arms {
            fill_taken(arm, uptake, frame, trial, &mut out.taken[arm]);
            if self.shifts.has_artefacts() {
                let rows = [
                    (Artefact::Hawthorne, &mut out.hawthorne[arm]),
                    (Artefact::JohnHenry, &mut out.run[arm]),
                ];
                for (artefacts, row) in rows {
                    self.fill_run(endpoint, arm, artefacts, lives, uptake, trial, row);
                }
            } else {
                out.hawthorne[arm].extend_from_slice(&out.taken[arm]);
                out.run[arm].extend_from_slice(&out.taken[arm]);
            }
        }
    }

    /// Everybody's values outside the trial, and nothing else.
    pub fn fill_outside(&self, endpoint: usize, lives: &Lives, n: usize, out: &mut Vec<f64>) {
        let e = &self.endpoints[endpoint];
        let shift = self.shifts.of(e.carrier(), Regime { started: false, ..Regime::policy(0) });
        out.resize(n, 0.0);
        e.measure.fill(lives, &e.state, shift, &[], out);
    }

    /// Values as run of the enrolees of one trial, in the arm they are in, and nothing else.
    pub fn fill_as_run(
        &self,
        endpoint: usize,
        lives: &Lives,
        uptake: &Uptake,
        trial: &Trial,
        run: &mut Vec<Vec<f64>>,
    ) {
        let e = &self.endpoints[endpoint];
        let (outcome, measure, state) = (e.carrier(), &e.measure, &e.state);
        run.resize_with(self.arms, Vec::new);
        for row in &mut *run {
            row.clear();
            row.resize(trial.enrolees.len(), 0.0);
        }
        for (slot, &i) in trial.enrolees.iter().enumerate() {
            let (i, arm) = (i as usize, usize::from(trial.status[i as usize]));
            if arm < self.arms {
                let started = uptake.starts(arm, i);
                let shift = self.shifts.of(outcome, Regime::as_run(arm, started));
                let gain = if started { uptake.gain(arm, i) } else { 0.0 };
                run[arm][slot] = measure.value(lives, state, i, shift, gain);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the full address of one potential outcome")]
    fn fill_run(
        &self,
        endpoint: usize,
        arm: usize,
        artefacts: Artefact,
        lives: &Lives,
        uptake: &Uptake,
        trial: &Trial,
        row: &mut Vec<f64>,
    ) {
        let e = &self.endpoints[endpoint];
        let (outcome, measure, state) = (e.carrier(), &e.measure, &e.state);
        let shift = |started| self.shifts.of(outcome, Regime { arm, started, artefacts });
        let (with, without) = (shift(true), shift(false));
        row.extend(trial.enrolees.iter().map(|&i| {
            let i = i as usize;
            if uptake.starts(arm, i) {
                measure.value(lives, state, i, with, uptake.gain(arm, i))
            } else {
                measure.value(lives, state, i, without, 0.0)
            }
        }));
    }
}

/// A sum in sixteen fixed lanes.
fn sum(values: &[f64]) -> f64 {
    let mut lanes = [0.0; 16];
    let chunks = values.chunks_exact(16);
    let rest: f64 = chunks.remainder().iter().sum();
    for chunk in chunks {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *lane += x;
        }
    }
    lanes.iter().sum::<f64>() + rest
}

/// Values with realised take-up and no artefacts.
fn fill_taken(arm: usize, uptake: &Uptake, frame: &FrameValues, trial: &Trial, row: &mut Vec<f64>) {
    row.extend(trial.enrolees.iter().map(|&i| {
        let i = i as usize;
        if uptake.starts(arm, i) { frame.full[arm - 1][i] } else { frame.outside[i] }
    }));
}
