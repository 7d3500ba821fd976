//! Potential outcomes of one endpoint: what each person's value is outside the trial, under the
//! policy, and as the trial is run, always on the same draws.

use super::levels::Level;
use super::uptake::Uptake;
use crate::assignment::Trial;
use crate::numeric::columns;
use crate::outcome::{Lives, Measure, Shift, State};
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

/// One endpoint in one trial.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its number.
    pub endpoint: usize,
    /// The number of what is delivered in the trial.
    pub delivery: usize,
}

/// Values of one endpoint for everybody in the frame.
#[derive(Clone, Debug, Default)]
pub struct FrameValues {
    /// Outside the trial.
    pub outside: Vec<f64>,
    /// By treatment arm (arm 1 first): whether the policy does something to somebody.
    moved: Vec<bool>,
    /// Under the policy, by treatment arm; not written where it does nothing to anybody.
    full: Vec<Vec<f64>>,
    /// Sum over everybody outside the trial, then under the policy by treatment arm.
    pub totals: Vec<f64>,
}

impl FrameValues {
    /// Everybody's value under the policy of an arm; outside the trial in arm 0.
    pub fn under_policy(&self, arm: usize) -> &[f64] {
        if self.is_moved(arm) { &self.full[arm - 1] } else { &self.outside }
    }

    /// Whether the policy of an arm does something to somebody.
    pub fn is_moved(&self, arm: usize) -> bool {
        arm > 0 && self.moved[arm - 1]
    }
}

/// Values of one endpoint for those who would accept some offer of a design.
#[derive(Clone, Debug, Default)]
pub struct SlotValues {
    /// The artefacts that are at work, in order.
    at_work: Vec<Artefact>,
    /// With realised take-up and no artefacts, and then with one artefact more at a time; by arm and slot. Not written where
    /// everybody starts and no artefact is at work.
    steps: Vec<Vec<Vec<f64>>>,
    /// Shifts as run by arm, without and with starting.
    shifts: Vec<[Shift; 2]>,
    /// As run, by slot: in the arm that the person is in; 0 for those in none.
    pub own: Vec<f64>,
    /// By slot: status in the trial.
    in_arm: Vec<u8>,
    /// Everybody's value in one arm.
    row: Vec<f64>,
}

impl SlotValues {
    /// At a level from which take-up is realised, by arm and slot.
    pub fn at(&self, level: Level) -> &[Vec<f64>] {
        let steps = match level {
            Level::With(last) => {
                self.at_work.iter().take_while(|&&artefact| artefact <= last).count()
            }
            _ => 0,
        };
        &self.steps[steps]
    }

    /// The artefact that was switched on last at a level; none where none is at work by then.
    pub fn last_at_work(&self, level: Level) -> Option<Artefact> {
        let on = |artefact: &&Artefact| Level::With(**artefact) <= level;
        self.at_work.iter().rfind(on).copied()
    }

    /// Takes everybody's value as run from the row of the arm that they are in.
    fn note_own(&mut self) {
        let Self { steps, at_work, own, in_arm, .. } = self;
        own.clear();
        own.resize(in_arm.len(), 0.0);
        for (arm, row) in steps[at_work.len()].iter().enumerate() {
            columns::take(own, row, in_arm, arm as u8);
        }
    }

    /// The same where everybody has the value under the policy of the arm that they are in.
    fn note_own_from(&mut self, frame: &FrameValues, trial: &Trial) {
        let Self { own, in_arm, .. } = self;
        let last = frame.moved.len() as u8;
        own.resize(in_arm.len(), 0.0);
        if in_arm.len() < frame.outside.len() {
            let slots = own.iter_mut().zip(&trial.enrolees).zip(&*in_arm);
            for ((own, &i), &arm) in slots {
                let row = if arm <= last { frame.under_policy(usize::from(arm)) } else { &[] };
                *own = row.get(i as usize).copied().unwrap_or(0.0);
            }
            return;
        }
        own.copy_from_slice(&frame.outside);
        for arm in (1..=last).filter(|&arm| frame.is_moved(usize::from(arm))) {
            columns::take(own, frame.under_policy(usize::from(arm)), in_arm, arm);
        }
        if in_arm.iter().fold(0, |most, &arm| most.max(arm)) > last {
            columns::keep_up_to(own, in_arm, last);
        }
    }

    fn note_status(&mut self, trial: &Trial) {
        self.in_arm.clear();
        if trial.enrolees.len() == trial.status.len() {
            self.in_arm.extend_from_slice(&trial.status);
        } else {
            self.in_arm.extend(trial.enrolees.iter().map(|&i| trial.status[i as usize]));
        }
    }

    /// Whether no artefact is at work.
    pub fn are_without_artefacts(&self) -> bool {
        self.at_work.is_empty()
    }

    /// Room for one step more than there are artefacts at work, each by arm. What was longer stays.
    fn make_room(&mut self, at_work: impl Iterator<Item = Artefact>, arms: usize) {
        self.at_work.clear();
        self.at_work.extend(at_work);
        let steps = 1 + self.at_work.len();
        if self.steps.len() < steps {
            self.steps.resize_with(steps, Vec::new);
        }
        for rows in &mut self.steps[..steps] {
            rows.resize_with(arms, Vec::new);
            rows.iter_mut().for_each(Vec::clear);
        }
    }
}

impl WorldModel {
    /// Whether everybody's value of an endpoint outside the trial is the same in another world of the same people.
    pub fn lives_as(&self, other: &Self, endpoint: usize) -> bool {
        let outside = |model: &Self, e: &EndpointModel| {
            (e.carrier(), model.shifts.of(e.carrier(), Regime::outside()))
        };
        let own = &self.endpoints[endpoint];
        other.endpoints.get(endpoint).is_some_and(|e| {
            let same = own.measure == e.measure && own.state == e.state;
            same && outside(self, own) == outside(other, e)
        })
    }

    /// Everybody's values outside the trial for one endpoint.
    pub fn fill_outside(
        &self,
        endpoint: usize,
        lives: &Lives,
        n: usize,
        FrameValues { outside, totals, .. }: &mut FrameValues,
    ) {
        let e = &self.endpoints[endpoint];
        let shift = self.shifts.of(e.carrier(), Regime::outside());
        outside.resize(n, 0.0);
        e.measure.fill(lives, &e.state, shift, &[], outside);
        totals.clear();
        totals.push(columns::sum(outside));
    }

    /// Everybody's values under the policy for one endpoint, once those outside the trial are there.
    pub fn fill_under_policy(
        &self,
        endpoint: usize,
        lives: &Lives,
        uptake: &Uptake,
        n: usize,
        out: &mut FrameValues,
    ) {
        let e = &self.endpoints[endpoint];
        let (outcome, measure, state) = (e.carrier(), &e.measure, &e.state);
        let untreated = self.shifts.of(outcome, Regime::outside());
        out.full.resize_with(self.arms - 1, Vec::new);
        out.moved.resize(self.arms - 1, false);
        for arm in 1..self.arms {
            let full = &mut out.full[arm - 1];
            let (shift, gains) =
                (self.shifts.of(outcome, Regime::policy(arm)), &uptake.gains[arm - 1]);
            let moved = shift != untreated || !gains.is_empty();
            out.moved[arm - 1] = moved;
            if !moved {
                continue;
            }
            full.resize(n, 0.0);
            measure.fill(lives, state, shift, gains, full);
            if self.policy_with_take_up {
                for (i, value) in full.iter_mut().enumerate() {
                    if !uptake.starts(arm, i) {
                        *value = out.outside[i];
                    }
                }
            }
        }
        out.totals.truncate(1);
        for (full, moved) in out.full.iter().zip(&out.moved) {
            out.totals.push(if *moved { columns::sum(full) } else { out.totals[0] });
        }
    }

    /// Values of the enrolees of one trial for one endpoint.
    pub fn fill_slots(
        &self,
        Place { endpoint, delivery }: Place,
        lives: &Lives,
        uptake: &Uptake,
        frame: &FrameValues,
        trial: &Trial,
        out: &mut SlotValues,
    ) {
        out.note_status(trial);
        out.make_room(self.shifts.at_work(delivery), self.arms);
        if out.are_without_artefacts() && uptake.is_full() {
            return out.note_own_from(frame, trial);
        }
        let SlotValues { at_work, steps, .. } = out;
        for (arm, row) in steps[0].iter_mut().enumerate() {
            fill_taken(arm, uptake, frame, trial, row);
        }
        let mut before = None;
        for (k, &artefact) in at_work.iter().enumerate() {
            let (done, next) = steps.split_at_mut(k + 1);
            for (arm, (row, known)) in next[0].iter_mut().zip(&done[k]).enumerate() {
                let carrier = self.endpoints[endpoint].carrier();
                let shifts = |artefacts| {
                    [false, true].map(|started| {
                        self.shifts.of(carrier, Regime { arm, started, artefacts, delivery })
                    })
                };
                let with = shifts(Some(artefact));
                if with == shifts(before) {
                    row.extend_from_slice(known);
                } else {
                    self.fill_row(endpoint, arm, with, lives, uptake, trial, row);
                }
            }
            before = Some(artefact);
        }
        out.note_own();
    }

    /// Values as run of the enrolees of one trial, in the arm they are in, and nothing else.
    pub fn fill_as_run(
        &self,
        Place { endpoint, delivery }: Place,
        lives: &Lives,
        uptake: &Uptake,
        trial: &Trial,
        out: &mut SlotValues,
    ) {
        let e = &self.endpoints[endpoint];
        let (outcome, measure, state) = (e.carrier(), &e.measure, &e.state);
        out.note_status(trial);
        let SlotValues { own, shifts, in_arm, row, .. } = out;
        own.clear();
        shifts.clear();
        shifts.extend((0..self.arms).map(|arm| {
            [false, true]
                .map(|started| self.shifts.of(outcome, Regime::as_run(arm, started, delivery)))
        }));
        let people = trial.status.len();
        if trial.enrolees.len() == people && uptake.is_full() {
            own.resize(people, 0.0);
            row.resize(people, 0.0);
            for (arm, shifts) in shifts.iter().enumerate() {
                let gains = arm.checked_sub(1).map_or(&[][..], |arm| &uptake.gains[arm]);
                measure.fill(lives, state, shifts[usize::from(arm > 0)], gains, row);
                columns::take(own, row, in_arm, arm as u8);
            }
            return;
        }
        own.extend(trial.enrolees.iter().map(|&i| {
            let (i, arm) = (i as usize, usize::from(trial.status[i as usize]));
            if arm >= self.arms {
                return 0.0;
            }
            let started = uptake.starts(arm, i);
            let gain = if started { uptake.gain(arm, i) } else { 0.0 };
            measure.value(lives, state, i, shifts[arm][usize::from(started)], gain)
        }));
    }

    /// Values of the enrolees of one trial in an arm, under these shifts without and with starting.
    #[expect(clippy::too_many_arguments, reason = "the full address of one potential outcome")]
    fn fill_row(
        &self,
        endpoint: usize,
        arm: usize,
        [without, with]: [Shift; 2],
        lives: &Lives,
        uptake: &Uptake,
        trial: &Trial,
        row: &mut Vec<f64>,
    ) {
        let e = &self.endpoints[endpoint];
        let (measure, state) = (&e.measure, &e.state);
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

/// Values with realised take-up and no artefacts.
fn fill_taken(arm: usize, uptake: &Uptake, frame: &FrameValues, trial: &Trial, row: &mut Vec<f64>) {
    row.extend(trial.enrolees.iter().map(|&i| {
        let i = i as usize;
        if uptake.starts(arm, i) { frame.under_policy(arm)[i] } else { frame.outside[i] }
    }));
}
