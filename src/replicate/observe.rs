//! Measurement within one study: who is left out, who answers, and the dataset that results.

use super::Study;
use super::workspace::DesignSpace;
use crate::assignment::REFERENCE;
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
        space.responds.clear();
        space.responds.resize(slots, false);
        space.uniforms.resize(n, 0.0);
        if let Some(exclusion) = &self.world.exclusion {
            let chances = exclusion.probabilities();
            self.draws.uniforms(Purpose::Exclusion, 0, &mut space.uniforms);
            for (slot, &i) in space.trial.enrolees.iter().enumerate() {
                let arm = usize::from(space.trial.status[i as usize]);
                let early = self.world.early_endpoint.map(|e| &space.slots[e].run);
                let early = early.and_then(|run| run.get(arm)).is_some_and(|run| run[slot] > 0.0);
                space.excluded[slot] = space.uniforms[i as usize] < chances[usize::from(early)];
            }
        }
        if let Some(response) = &self.world.response {
            self.draws.uniforms(Purpose::Response, 0, &mut space.uniforms);
            response.log_odds(&self.crowd.people, &mut space.odds);
            for (slot, &i) in space.trial.enrolees.iter().enumerate() {
                let p = expit(space.odds[i as usize]);
                space.responds[slot] = space.uniforms[i as usize] < p;
            }
        }
    }

    /// Writes the dataset of one sample.
    pub(super) fn observe(&self, sample: &SamplePlan, space: &mut DesignSpace) {
        space.columns.clear(sample.endpoints.len());
        let arms = self.world.arms.len();
        let everybody = self.before() && !sample.key.participants;
        let DesignSpace { trial, sets, enrolled_rows, columns, excluded, responds, .. } = space;
        enrolled_rows.clear();
        let mut add = |person: u32, group: u8, slot: Option<usize>, received: bool| {
            let responded = slot.is_some_and(|s| responds[s]);
            enrolled_rows.extend(slot.map(|s| (columns.group.len() as u32, s as u32)));
            columns.person.push(person);
            columns.group.push(group);
            columns.responded.push(responded);
            columns.received.push(f64::from(received));
        };
        let seen = if everybody || sample.key.reference { SetId::Frame } else { SetId::Enrolees };
        for &i in &sets.get(seen).people {
            let (person, status) = (i as usize, trial.status[i as usize]);
            let (slot, arm) = (trial.slots[person] as usize, usize::from(status));
            if status == REFERENCE && sample.key.reference {
                add(i, arms as u8, None, false);
            }
            if arm >= arms {
                continue;
            }
            let enrolled = slot < trial.enrolees.len() && trial.accepts(slot, arm);
            if everybody {
                let starts = enrolled && self.own.uptake.starts(arm, person);
                add(i, status, enrolled.then_some(slot), starts);
            } else if enrolled && !excluded[slot] {
                add(i, status, Some(slot), self.own.uptake.starts(arm, person));
            }
        }
        fill_outcomes(sample, &self.own.values, space);
    }
}

/// Outcomes as recorded: of those who enrolled as the trial ran, of all others outside it.
fn fill_outcomes(sample: &SamplePlan, frame: &[FrameValues], space: &mut DesignSpace) {
    let DesignSpace { columns, enrolled_rows, slots, .. } = space;
    for (column, &endpoint) in columns.outcomes.iter_mut().zip(&sample.endpoints) {
        let (outside, run) = (&frame[endpoint].outside, &slots[endpoint].run);
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
