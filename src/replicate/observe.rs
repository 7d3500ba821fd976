//! Measurement within one study: who is left out, who answers, and the dataset that results.

use super::Study;
use super::workspace::DesignSpace;
use crate::assignment::{NOWHERE, REFERENCE};
use crate::estimand::{FrameValues, SetId};
use crate::measurement::{expit, gather};
use crate::plan::SamplePlan;
use crate::stream::{Draws, Purpose};

impl Study<'_> {
    /// Removal after randomisation and survey response of everybody who enrolled.
    pub(super) fn select(&self, space: &mut DesignSpace) {
        let n = space.trial.status.len();
        let slots = space.trial.enrolees.len();
        space.excluded.clear();
        space.excluded.resize(slots, false);
        space.uniforms.resize(n, 0.0);
        if let Some(exclusion) = &self.world.exclusion {
            let chances = exclusion.probabilities();
            self.draws.uniforms(Purpose::Exclusion, 0, &mut space.uniforms);
            for (slot, &i) in space.trial.enrolees.iter().enumerate() {
                let arm = usize::from(space.trial.status[i as usize]);
                let early = self.world.early_endpoint.map(|e| space.slots[e].run());
                let early = early.and_then(|run| run.get(arm)).is_some_and(|run| run[slot] > 0.0);
                space.excluded[slot] = space.uniforms[i as usize] < chances[usize::from(early)];
            }
        }
        space.answers.resize_with(self.world.surveys.len(), Vec::new);
        for (number, survey) in self.world.surveys.iter().enumerate() {
            self.draws.uniforms(Purpose::Response, survey.draw, &mut space.uniforms);
            survey.log_odds(&self.crowd.people, &mut space.odds);
            let DesignSpace { trial, slots, odds, uniforms, answers, .. } = space;
            answers[number].clear();
            answers[number].extend(trial.enrolees.iter().enumerate().map(|(slot, &i)| {
                let i = i as usize;
                let arm = usize::from(trial.status[i]);
                let value = |e: usize| slots[e].run().get(arm).map_or(0.0, |run| run[slot]);
                let own: f64 = survey.depends_on.iter().map(|&(e, added)| added * value(e)).sum();
                uniforms[i] < expit(odds[i] + survey.of_arm(arm) + own)
            }));
        }
    }

    /// Writes the dataset of one sample.
    pub(super) fn observe(&self, sample: &SamplePlan, space: &mut DesignSpace) {
        self.choose_groups(sample, space);
        space.columns.clear(sample.endpoints.len());
        let everybody = self.measures_everybody(sample);
        let seen = if everybody || sample.key.reference { SetId::Frame } else { SetId::Enrolees };
        let DesignSpace { sets, groups, rows, columns, .. } = space;
        let seen = &sets.get(seen).people;
        rows.resize(groups.len(), 0);
        columns.person.resize(seen.len(), 0);
        columns.group.resize(seen.len(), 0);
        let mut found = 0;
        // Everybody is written and those in a group are kept: no branch depends on chance.
        for &person in seen {
            let group = groups[person as usize];
            columns.person[found] = person;
            columns.group[found] = group;
            rows[person as usize] = found as u32;
            found += usize::from(group != NOWHERE);
        }
        columns.person.truncate(found);
        columns.group.truncate(found);
        columns.received.resize(found, 0.0);
        columns.answered.resize_with(self.world.surveys.len(), Vec::new);
        for answered in &mut columns.answered {
            answered.clear();
            answered.resize(found, false);
        }
        self.add_enrolment(space);
        fill_outcomes(sample, &self.own.values, space);
    }

    /// Whether those who do not enrol are in the dataset as well.
    fn measures_everybody(&self, sample: &SamplePlan) -> bool {
        self.before() && !sample.key.participants
    }

    /// The group of everybody in the dataset of a sample, or [`NOWHERE`].
    fn choose_groups(&self, sample: &SamplePlan, space: &mut DesignSpace) {
        let everybody = self.measures_everybody(sample);
        let arms = self.world.arms.len() as u8;
        let DesignSpace { trial, groups, excluded, .. } = space;
        let reference = if sample.key.reference { arms } else { NOWHERE };
        let others = |status: u8| if everybody { status } else { NOWHERE };
        let group = |&s: &u8| if s == REFERENCE { reference } else { others(s) };
        groups.clear();
        groups.extend(trial.status.iter().map(group));
        if everybody {
            return;
        }
        for (slot, &i) in trial.enrolees.iter().enumerate() {
            if trial.enrols(slot, arms) && !excluded[slot] {
                groups[i as usize] = trial.status[i as usize];
            }
        }
    }

    /// Notes of everybody who enrolled which row is theirs, whether they answered and whether they
    /// started.
    fn add_enrolment(&self, space: &mut DesignSpace) {
        let arms = self.world.arms.len() as u8;
        let DesignSpace { trial, sets, groups, rows, enrolled_rows, columns, answers, .. } = space;
        enrolled_rows.clear();
        let enrolees = sets.get(SetId::Enrolees);
        for (&person, &slot) in enrolees.people.iter().zip(&enrolees.slots) {
            let (i, slot_index) = (person as usize, slot as usize);
            if groups[i] == NOWHERE || !trial.enrols(slot_index, arms) {
                continue;
            }
            let (row, arm) = (rows[i], usize::from(trial.status[i]));
            enrolled_rows.push((row, slot));
            for (answered, answers) in columns.answered.iter_mut().zip(&*answers) {
                answered[row as usize] = answers[slot_index];
            }
            columns.received[row as usize] = f64::from(self.own.uptake.starts(arm, i));
        }
    }
}

/// Outcomes as recorded: of those who enrolled as the trial ran, of all others outside it.
fn fill_outcomes(sample: &SamplePlan, frame: &[FrameValues], space: &mut DesignSpace) {
    let DesignSpace { columns, enrolled_rows, slots, .. } = space;
    for (column, &endpoint) in columns.outcomes.iter_mut().zip(&sample.endpoints) {
        let (outside, run) = (&frame[endpoint].outside, slots[endpoint].run());
        column.resize(columns.person.len(), 0.0);
        if !outside.is_empty() {
            gather(outside, &columns.person, column);
        }
        for &(row, slot) in &*enrolled_rows {
            let arm = usize::from(columns.group[row as usize]);
            column[row as usize] = run[arm][slot as usize];
        }
    }
}
