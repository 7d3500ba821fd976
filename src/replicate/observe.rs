//! Measurement within one study: who is left out, who answers, and the dataset that results.

use super::Study;
use super::workspace::DesignSpace;
use crate::assignment::{NOWHERE, REFERENCE, Trial};
use crate::estimand::{FrameValues, Sets, UNREACHED};
use crate::measurement::{expit, gather};
use crate::plan::SamplePlan;
use crate::stream::{Draws, Purpose};

impl Study<'_> {
    /// Removal after randomisation and survey response of everybody who enrolled.
    pub(super) fn select(&self, trial: &Trial, space: &mut DesignSpace) {
        let n = trial.status.len();
        let slots = trial.enrolees.len();
        space.excluded.clear();
        space.excluded.resize(slots, false);
        space.uniforms.resize(n, 0.0);
        if let Some(exclusion) = &self.world.exclusion {
            let chances = exclusion.probabilities();
            self.draws.uniforms(Purpose::Exclusion, 0, &mut space.uniforms);
            for (slot, &i) in trial.enrolees.iter().enumerate() {
                let early =
                    self.world.early_endpoint.is_some_and(|e| space.slots[e].own[slot] > 0.0);
                space.excluded[slot] = space.uniforms[i as usize] < chances[usize::from(early)];
            }
        }
        space.answers.resize_with(self.world.surveys.len(), Vec::new);
        for (number, survey) in self.world.surveys.iter().enumerate() {
            self.draws.uniforms(Purpose::Response, survey.draw, &mut space.uniforms);
            survey.log_odds(&self.crowd.people, &mut space.odds);
            let DesignSpace { slots, odds, uniforms, answers, .. } = space;
            answers[number].clear();
            answers[number].extend(trial.enrolees.iter().enumerate().map(|(slot, &i)| {
                let i = i as usize;
                let arm = usize::from(trial.status[i]);
                let added = |&(endpoint, added): &(usize, f64)| added * slots[endpoint].own[slot];
                let own: f64 = survey.depends_on.iter().map(added).sum();
                uniforms[i] < expit(odds[i] + survey.of_arm(arm) + own)
            }));
        }
    }

    /// Writes the dataset of one sample.
    pub(super) fn observe(
        &self,
        sample: &SamplePlan,
        trial: &Trial,
        sets: &Sets,
        space: &mut DesignSpace,
    ) {
        space.columns.clear(sample.endpoints.len());
        space.enrolled_rows.clear();
        let everybody = self.before() && !sample.key.participants;
        if everybody || sample.key.reference {
            self.list_frame(everybody, sample.key.reference, trial, sets, space);
        } else {
            let all_kept = self.world.exclusion.is_none() && sets.reach_everybody();
            list_participants(all_kept, trial, sets, space);
        }
        self.add_enrolment(sample, space);
        fill_outcomes(sample, &self.own.values, space);
    }

    /// The rows of those in the reference group and, where everybody counts, of all who are invited, else of those who
    /// take part and are kept.
    fn list_frame(
        &self,
        everybody: bool,
        reference: bool,
        trial: &Trial,
        sets: &Sets,
        space: &mut DesignSpace,
    ) {
        let arms = self.world.arms.len() as u8;
        let DesignSpace { groups, excluded, rows, columns, enrolled_rows, .. } = space;
        let reference = if reference { arms } else { NOWHERE };
        let group = |&status: &u8| match status {
            REFERENCE => reference,
            arm if arm < arms && everybody => arm,
            _ => NOWHERE,
        };
        groups.clear();
        groups.extend(sets.status().iter().map(group));
        if !everybody {
            let slots = trial.takes_part.iter().zip(sets.enrolled()).zip(&*excluded);
            for (&i, ((&arm, &status), excluded)) in trial.enrolees.iter().zip(slots) {
                if arm != NOWHERE && status != UNREACHED && !excluded {
                    groups[i as usize] = arm;
                }
            }
        }
        rows.resize(groups.len(), 0);
        columns.person.resize(groups.len(), 0);
        columns.group.resize(groups.len(), 0);
        let mut found = 0;
        // Everybody is written and those in a group are kept: no branch depends on chance.
        for (i, (&group, row)) in groups.iter().zip(&mut *rows).enumerate() {
            columns.person[found] = i as u32;
            columns.group[found] = group;
            *row = found as u32;
            found += usize::from(group != NOWHERE);
        }
        columns.person.truncate(found);
        columns.group.truncate(found);
        for (slot, (&i, &arm)) in trial.enrolees.iter().zip(&trial.takes_part).enumerate() {
            if arm != NOWHERE && groups[i as usize] != NOWHERE {
                enrolled_rows.push((rows[i as usize], slot as u32));
            }
        }
    }

    /// Notes of everybody who takes part whether they answered and whether they started.
    fn add_enrolment(&self, sample: &SamplePlan, space: &mut DesignSpace) {
        let DesignSpace { enrolled_rows, columns, answers, .. } = space;
        let people = columns.person.len();
        columns.answered.resize_with(answers.len(), Vec::new);
        for (answered, answers) in columns.answered.iter_mut().zip(&*answers) {
            answered.clear();
            answered.resize(people, false);
            for &(row, slot) in &*enrolled_rows {
                answered[row as usize] = answers[slot as usize];
            }
        }
        if !sample.analyses.iter().any(|analysis| analysis.model.needs.reads_receipt()) {
            return;
        }
        columns.received.resize(people, 0.0);
        for &(row, _) in &*enrolled_rows {
            let row = row as usize;
            let (i, arm) = (columns.person[row] as usize, usize::from(columns.group[row]));
            columns.received[row] = f64::from(self.own.uptake.starts(arm, i));
        }
    }
}

/// The rows of those who take part and are kept.
fn list_participants(all_kept: bool, trial: &Trial, sets: &Sets, space: &mut DesignSpace) {
    let DesignSpace { excluded, columns, enrolled_rows, .. } = space;
    let slots = trial.takes_part.len();
    if all_kept && !trial.takes_part.contains(&NOWHERE) {
        columns.person.extend_from_slice(&trial.enrolees);
        columns.group.extend_from_slice(&trial.takes_part);
        enrolled_rows.extend((0..slots as u32).map(|slot| (slot, slot)));
        return;
    }
    columns.person.resize(slots, 0);
    columns.group.resize(slots, 0);
    enrolled_rows.resize(slots, (0, 0));
    let mut found = 0;
    let who = trial.takes_part.iter().zip(sets.enrolled()).zip(&*excluded);
    // Everybody is written and those in a group are kept: no branch depends on chance.
    for (slot, (&person, ((&arm, &status), &excluded))) in
        trial.enrolees.iter().zip(who).enumerate()
    {
        columns.person[found] = person;
        columns.group[found] = arm;
        enrolled_rows[found] = (found as u32, slot as u32);
        found += usize::from(arm != NOWHERE && status != UNREACHED && !excluded);
    }
    columns.person.truncate(found);
    columns.group.truncate(found);
    enrolled_rows.truncate(found);
}

/// Outcomes as recorded: of those who take part as the trial ran, of all others outside it.
fn fill_outcomes(sample: &SamplePlan, frame: &[FrameValues], space: &mut DesignSpace) {
    let DesignSpace { columns, enrolled_rows, slots, .. } = space;
    for (column, &endpoint) in columns.outcomes.iter_mut().zip(&sample.endpoints) {
        let (outside, own) = (&frame[endpoint].outside, &slots[endpoint].own);
        if enrolled_rows.len() == own.len() && own.len() == columns.person.len() {
            column.extend_from_slice(own);
            continue;
        }
        if enrolled_rows.len() == columns.person.len() {
            column.extend(enrolled_rows.iter().map(|&(_, slot)| own[slot as usize]));
            continue;
        }
        column.resize(columns.person.len(), 0.0);
        gather(outside, &columns.person, column);
        for &(row, slot) in &*enrolled_rows {
            column[row as usize] = own[slot as usize];
        }
    }
}
