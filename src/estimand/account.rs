//! The bias budget of one estimate in one replication: the distance from the policy truth as a
//! telescoping sum of causes, exact to rounding (Imai, King & Stuart 2008, extended).

use super::contrasts::ContrastModel;
use super::levels::Level;
use super::potential::{FrameValues, Role, SlotValues};
use super::sets::{SetId, Sets};
use super::term::{Term, Terms};
use crate::assignment::Trial;

/// Means over sets, each computed once per endpoint.
#[derive(Clone, Debug, Default)]
pub struct SetMeans {
    memo: Vec<f64>,
}

/// Means over sets of what is outside the trial, each computed once per endpoint.
#[derive(Clone, Debug, Default)]
pub struct MeansOutside {
    memo: Vec<f64>,
}

impl MeansOutside {
    /// Forgets all means.
    pub fn clear(&mut self, sets: &Sets) {
        self.memo.clear();
        self.memo.resize(sets.count(), f64::NAN);
    }
}

/// Potential outcomes and sets of one endpoint in one run of one design.
pub struct Account<'a> {
    /// Values of everybody.
    pub frame: &'a FrameValues,
    /// Values of the enrolees.
    pub slots: &'a SlotValues,
    /// Who is who.
    pub trial: &'a Trial,
    /// The sets.
    pub sets: &'a Sets,
    /// Over whom the policy estimand is taken.
    pub policy: SetId,
    /// Number of arms.
    pub arms: usize,
    /// Whether everybody starts.
    pub everybody_starts: bool,
    /// Means found so far.
    pub means: &'a mut SetMeans,
    /// And those of what is outside the trial.
    pub outside: &'a mut MeansOutside,
}

impl SetMeans {
    /// Forgets all means, for the next endpoint or design.
    pub fn clear(&mut self, sets: &Sets, arms: usize) {
        self.memo.clear();
        self.memo.resize(sets.count() * roles(arms) * Level::COUNT, f64::NAN);
    }
}

fn roles(arms: usize) -> usize {
    2 * arms
}

impl Account<'_> {
    /// All terms up to assignment, and the difference in means of everybody in the two groups (not
    /// a number for an instrument).
    ///
    /// The terms still to come (exclusion, measurement, adjustment) are left at zero.
    pub fn terms(&mut self, contrast: &ContrastModel, policy_truth: f64) -> (Terms, f64) {
        let mut terms = Terms::default();
        let in_frame = self.policy_effect(contrast);
        terms[Term::Sampling] = in_frame - policy_truth;

        let (mut last, mut reached) = (in_frame, None);
        for level in Level::all() {
            let own = self.reached(level);
            let effect = if reached == Some(own) {
                last
            } else {
                self.mean(contrast.base, contrast.treated, own)
                    - self.mean(contrast.base, contrast.comparison, own)
            };
            terms[Term::of(level)] = effect - last;
            (last, reached) = (effect, Some(own));
        }

        if contrast.by_instrument {
            return (terms, f64::NAN);
        }
        let [first, second] = contrast.sets;
        let level = |a: &mut Self, set| a.mean(set, contrast.comparison, Level::RUN);
        let imbalance = level(self, first) - level(self, second);
        let systematic = contrast.pools.map_or(0.0, |[a, c]| level(self, a) - level(self, c));
        terms[Term::SelectionInLevels] = systematic;
        terms[Term::ChanceImbalance] = imbalance - systematic;
        let effect = self.mean(first, contrast.treated, Level::RUN) - level(self, first);
        terms[Term::EffectImbalance] = effect - last;
        (terms, effect + imbalance)
    }

    /// The policy effect in this frame.
    pub fn policy_effect(&mut self, contrast: &ContrastModel) -> f64 {
        let [a, c] = contrast.policy.map(|arm| {
            let role = if arm == 0 { Role::Outside } else { Role::Assigned(arm) };
            self.mean(self.policy, role, Level::Full)
        });
        a - c
    }

    /// Mean over a set in a role at a level; NaN for an empty set.
    pub fn mean(&mut self, set: SetId, role: Role, level: Level) -> f64 {
        let level = self.reached(level);
        let role = self.acting(role, level);
        // Who is assigned has enrolled.
        let level = match (role, level) {
            (Role::Assigned(_), Level::Enrolled) => Level::Full,
            _ => level,
        };
        let people = self.sets.get(set).people.len() as f64;
        let role_index = match role {
            Role::Outside => {
                let place = self.sets.index(set);
                if self.outside.memo[place].is_nan() {
                    self.outside.memo[place] = self.frame_sum(set, 0) / people;
                }
                return self.outside.memo[place];
            }
            Role::Assigned(a) => a,
            Role::Invited(a) => self.arms + a,
        };
        let key =
            (self.sets.index(set) * roles(self.arms) + role_index) * Level::COUNT + level.index();
        if self.means.memo[key].is_nan() {
            let sum = self.sum(set, role, level);
            self.means.memo[key] = sum / people;
        }
        self.means.memo[key]
    }

    /// The role in which everybody's value is the same: outside, where a policy does nothing to anybody.
    fn acting(&self, role: Role, level: Level) -> Role {
        match (role, level) {
            (Role::Assigned(arm), Level::Full | Level::Enrolled)
            | (Role::Invited(arm), Level::Full)
                if !self.frame.is_moved(arm) =>
            {
                Role::Outside
            }
            _ => role,
        }
    }

    /// The level at which everything was already as it is at this one.
    fn reached(&self, level: Level) -> Level {
        match (level, self.slots.last_at_work(level)) {
            (Level::Full | Level::Enrolled, _) => level,
            (_, Some(artefact)) => Level::With(artefact),
            (_, None) if self.everybody_starts && self.slots.are_without_artefacts() => {
                Level::Enrolled
            }
            (_, None) => Level::Taken,
        }
    }

    fn sum(&mut self, set: SetId, role: Role, level: Level) -> f64 {
        let members = self.sets.get(set);
        match (role, level) {
            (Role::Outside, _)
            | (Role::Invited(0), Level::Full)
            | (Role::Assigned(0), Level::Full | Level::Enrolled) => self.frame_sum(set, 0),
            (Role::Assigned(a), Level::Full | Level::Enrolled)
            | (Role::Invited(a), Level::Full) => self.frame_sum(set, a),
            (Role::Assigned(a), _) => members.slots.sum(&self.slots.at(level)[a]),
            (Role::Invited(a), _) => {
                let outside =
                    self.mean(set, Role::Outside, Level::Full) * members.people.len() as f64;
                outside + self.change_of_acceptors(set, a, level)
            }
        }
    }

    /// Sum outside the trial (row 0) or under the policy of an arm.
    fn frame_sum(&self, set: SetId, row: usize) -> f64 {
        if set == SetId::Frame && self.sets.is_whole() {
            return self.frame.totals[row];
        }
        if self.sets.is_whole()
            && let Some(other) = self.sets.complement(set)
        {
            return self.frame.totals[row] - self.frame_sum(other, row);
        }
        self.sets.get(set).people.sum(self.frame.under_policy(row))
    }

    /// By how much the acceptors among the members differ from their value outside the trial.
    fn change_of_acceptors(&self, set: SetId, arm: usize, level: Level) -> f64 {
        if matches!(level, Level::Full | Level::Enrolled) && arm == 0 {
            return 0.0;
        }
        let change = |slot: usize| {
            let value = if level <= Level::Enrolled {
                self.frame.under_policy(arm)[self.trial.enrolees[slot] as usize]
            } else {
                self.slots.at(level)[arm][slot]
            };
            value - self.frame.outside[self.trial.enrolees[slot] as usize]
        };
        if set == SetId::Frame {
            let accepting = &self.sets.get(SetId::Accepting(arm)).slots;
            return accepting.iter().map(change).sum();
        }
        let members = self.sets.get(set).slots.iter();
        members.filter(|&s| self.trial.accepts(s, arm)).map(change).sum()
    }
}
