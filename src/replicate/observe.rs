//! Measurement within one study: who is left out, who answers, and the dataset that results.

use super::Study;
use super::shared::{Answers, DesignPlaces, RowsOf, Run, View};
use super::workspace::DesignSpace;
use crate::assignment::{NOWHERE, REFERENCE, Trial};
use crate::estimand::{FrameValues, Sets, SlotValues, UNREACHED};
use crate::measurement::{Rows, gather};
use crate::numeric::rows;
use crate::plan::SamplePlan;
use crate::stream::{Draws, Purpose};

impl Study<'_> {
    /// Removal after randomisation of everybody who enrolled.
    pub(super) fn exclude(&self, trial: &Trial, space: &mut DesignSpace) {
        space.excluded.clear();
        space.excluded.resize(trial.enrolees.len(), false);
        if let Some(exclusion) = &self.world.exclusion {
            let chances = exclusion.probabilities();
            space.uniforms.resize(trial.status.len(), 0.0);
            self.draws.uniforms(Purpose::Exclusion, 0, &mut space.uniforms);
            for (slot, &i) in trial.enrolees.iter().enumerate() {
                let early =
                    self.world.early_endpoint.is_some_and(|e| space.slots[e].own[slot] > 0.0);
                space.excluded[slot] = space.uniforms[i as usize] < chances[usize::from(early)];
            }
        }
    }

    /// Who of those who enrolled answers which survey.
    pub(super) fn ask(&self, places: &DesignPlaces, run: &mut Run, space: &mut DesignSpace) {
        let Run { trial, answers, .. } = run;
        answers.resize_with(self.world.surveys.len(), Default::default);
        let DesignSpace { slots, odds, uniforms, thresholds, .. } = space;
        for (k, (survey, Answers { of, given })) in
            self.world.surveys.iter().zip(answers).enumerate()
        {
            if of.is_some() && *of == places.surveys[k] {
                continue;
            }
            *of = places.surveys[k];
            uniforms.resize(trial.status.len(), 0.0);
            self.draws.uniforms(Purpose::Response, survey.draw, uniforms);
            thresholds.clear();
            thresholds.extend(trial.enrolees.iter().map(|&i| uniforms[i as usize]));
            rows::logit(thresholds);
            survey.log_odds(&self.crowd.people, odds);
            given.clear();
            let people = trial.enrolees.iter().zip(&*thresholds).enumerate();
            given.extend(people.map(|(slot, (&i, threshold))| {
                let i = i as usize;
                let arm = usize::from(trial.status[i]);
                let added = |&(endpoint, added): &(usize, f64)| added * slots[endpoint].own[slot];
                let own: f64 = survey.depends_on.iter().map(added).sum();
                odds[i] + survey.of_arm(arm) + own > *threshold
            }));
        }
    }

    /// The number of the rows of a dataset of the people in sets of this number: in all worlds that have the same trial
    /// and remove nobody, the same.
    pub(super) fn list(
        &self,
        sample: &SamplePlan,
        sets: usize,
        run: &mut Run,
        space: &mut DesignSpace,
    ) -> usize {
        let everybody = self.before() && !sample.key.participants;
        let of = RowsOf { sets, everybody, reference: sample.key.reference };
        let removes = self.world.exclusion.is_some();
        run.list((!removes).then_some(of), sets, |trial, sets, rows| {
            rows.enrolled.clear();
            rows.are_slots = false;
            if everybody || of.reference {
                self.list_frame(of, trial, sets, rows, space);
            } else {
                let all_kept = !removes && sets.reach_everybody();
                list_participants(all_kept, trial, sets, rows, space);
            }
        })
    }

    /// Writes the dataset of one sample.
    pub(super) fn observe(&self, sample: &SamplePlan, view: &View, space: &mut DesignSpace) {
        space.columns.clear(sample.endpoints.len());
        self.add_enrolment(sample, view, space);
        fill_outcomes(sample, &self.own.values, view.rows, space);
    }

    /// The rows of those in the reference group and, where everybody counts, of all who are invited, else of those who
    /// take part and are kept.
    fn list_frame(
        &self,
        RowsOf { everybody, reference, .. }: RowsOf,
        trial: &Trial,
        sets: &Sets,
        rows: &mut Rows,
        space: &mut DesignSpace,
    ) {
        let arms = self.world.arms.len() as u8;
        let DesignSpace { groups, excluded, rows: places, .. } = space;
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
        places.resize(groups.len(), 0);
        rows.person.resize(groups.len(), 0);
        rows.group.resize(groups.len(), 0);
        let mut found = 0;
        // Everybody is written and those in a group are kept: no branch depends on chance.
        for (i, (&group, place)) in groups.iter().zip(&mut *places).enumerate() {
            rows.person[found] = i as u32;
            rows.group[found] = group;
            *place = found as u32;
            found += usize::from(group != NOWHERE);
        }
        rows.person.truncate(found);
        rows.group.truncate(found);
        for (slot, (&i, &arm)) in trial.enrolees.iter().zip(&trial.takes_part).enumerate() {
            if arm != NOWHERE && groups[i as usize] != NOWHERE {
                rows.enrolled.push((places[i as usize], slot as u32));
            }
        }
    }

    /// Notes of everybody who takes part whether they answered and whether they started.
    fn add_enrolment(
        &self,
        sample: &SamplePlan,
        View { rows, answers, .. }: &View,
        space: &mut DesignSpace,
    ) {
        let columns = &mut space.columns;
        let people = rows.person.len();
        columns.answered.resize_with(answers.len(), Vec::new);
        if sample.analyses.iter().any(|analysis| !analysis.model.surveys.is_empty()) {
            for (answered, answers) in columns.answered.iter_mut().zip(*answers) {
                answered.clear();
                answered.resize(people, false);
                for (row, slot) in rows.enrolled() {
                    answered[row] = answers.given[slot];
                }
            }
        }
        if !sample.analyses.iter().any(|analysis| analysis.model.needs.reads_receipt()) {
            return;
        }
        columns.received.resize(people, 0.0);
        for (row, _) in rows.enrolled() {
            let (i, arm) = (rows.person[row] as usize, usize::from(rows.group[row]));
            columns.received[row] = f64::from(self.own.uptake.starts(arm, i));
        }
    }
}

/// The rows of those who take part and are kept.
fn list_participants(
    all_kept: bool,
    trial: &Trial,
    sets: &Sets,
    rows: &mut Rows,
    space: &DesignSpace,
) {
    let Rows { group, person, enrolled, are_slots } = rows;
    let slots = trial.takes_part.len();
    if all_kept && trial.participants() == slots {
        person.clear();
        person.extend_from_slice(&trial.enrolees);
        group.clear();
        group.extend_from_slice(&trial.takes_part);
        *are_slots = true;
        return;
    }
    person.resize(slots, 0);
    group.resize(slots, 0);
    enrolled.resize(slots, (0, 0));
    let mut found = 0;
    let who = trial.takes_part.iter().zip(sets.enrolled()).zip(&space.excluded);
    // Everybody is written and those in a group are kept: no branch depends on chance.
    for (slot, (&i, ((&arm, &status), &excluded))) in trial.enrolees.iter().zip(who).enumerate() {
        person[found] = i;
        group[found] = arm;
        enrolled[found] = (found as u32, slot as u32);
        found += usize::from(arm != NOWHERE && status != UNREACHED && !excluded);
    }
    person.truncate(found);
    group.truncate(found);
    enrolled.truncate(found);
}

/// The outcomes of a sample, recorded already where the rows are the slots.
pub(super) fn recorded<'a>(
    sample: &SamplePlan,
    rows: &Rows,
    slots: &'a [SlotValues],
    columns: &'a [Vec<f64>],
) -> Vec<&'a [f64]> {
    let endpoints = sample.endpoints.iter().zip(columns);
    let own_or_written = endpoints.map(|(&endpoint, column)| {
        let own = if rows.are_slots { &slots[endpoint].own } else { column };
        own.as_slice()
    });
    own_or_written.collect()
}

/// Outcomes as recorded: of those who take part as the trial ran, of all others outside it.
fn fill_outcomes(sample: &SamplePlan, frame: &[FrameValues], rows: &Rows, space: &mut DesignSpace) {
    if rows.are_slots {
        return;
    }
    let DesignSpace { columns, slots, .. } = space;
    for (column, &endpoint) in columns.outcomes.iter_mut().zip(&sample.endpoints) {
        let (outside, own) = (&frame[endpoint].outside, &slots[endpoint].own);
        column.resize(rows.person.len(), 0.0);
        if !rows.all_enrolled() {
            gather(outside, &rows.person, column);
        }
        for (row, slot) in rows.enrolled() {
            column[row] = own[slot];
        }
    }
}
