//! What replications leave behind: sums by cell, pair and design, merged in order of the blocks.

use super::flow::FlowSums;
use super::workspace::WorldKept;
use crate::correction::Tests;
use crate::diagnosis::cell::{CellSpec, CellSums};
use crate::diagnosis::extreme::ExtremeSums;
use crate::diagnosis::family::{FamilyPairSums, FamilySums, Findings};
use crate::diagnosis::kept::KeptSums;
use crate::diagnosis::ladder::LadderSums;
use crate::diagnosis::observation::Observation;
use crate::diagnosis::paired::{PairSums, Side};
use crate::diagnosis::powers::Powers;
use crate::estimator::Failure;
use crate::plan::{Ladder, Plan, Rung};

/// Sums over a block of replications, or over several blocks merged in order.
#[derive(Clone, Debug)]
pub struct Sums {
    /// By cell.
    pub cells: Vec<CellSums>,
    /// By pair.
    pub pairs: Vec<PairSums>,
    /// By world: how often a published result was matched.
    pub published: Vec<Option<ExtremeSums>>,
    /// By world and design: people by stage.
    pub flows: Vec<Vec<FlowSums>>,
    /// By ladder: which of its cells reject together.
    pub ladders: Vec<LadderSums>,
    /// By ladder, where people are divided anew: rejections with their control.
    pub controlled: Vec<Powers>,
    /// By family: what its tests find together.
    pub families: Vec<FamilySums>,
    /// By declared family: what its tests find together.
    pub declared: Vec<FamilySums>,
    /// By pair of declared families.
    pub declared_pairs: Vec<FamilyPairSums>,
    /// By cells of which single trials are kept together.
    pub kept: Vec<KeptSums>,
}

impl Sums {
    /// Nothing yet.
    pub fn new(plan: &Plan) -> Self {
        Self {
            cells: vec![CellSums::default(); plan.cells.len()],
            pairs: vec![PairSums::default(); plan.pairs.len()],
            published: plan
                .worlds
                .iter()
                .map(|w| w.published.as_ref().map(|p| ExtremeSums::new(p.first.cells.len())))
                .collect(),
            flows: plan.worlds.iter().map(|w| vec![FlowSums::default(); w.designs.len()]).collect(),
            ladders: plan.ladders.iter().map(|l| LadderSums::new(l.rungs.len())).collect(),
            controlled: if plan.redivisions > 0 {
                plan.ladders.iter().map(|l| Powers::new(l.rungs.len())).collect()
            } else {
                Vec::new()
            },
            families: vec![FamilySums::default(); plan.families.len()],
            declared: vec![FamilySums::default(); plan.declared.len()],
            declared_pairs: vec![FamilyPairSums::default(); plan.declared_pairs.len()],
            kept: plan.kept.iter().map(|cells| KeptSums::new(cells.len())).collect(),
        }
    }

    /// Adds one replication.
    pub(super) fn record(
        &mut self,
        plan: &Plan,
        observations: &[Option<Result<Observation, Failure>>],
        worlds: &[WorldKept],
        tests: &mut Tests,
    ) {
        for ((sums, cell), observation) in self.cells.iter_mut().zip(&plan.cells).zip(observations)
        {
            let found = observation.as_ref().expect("every cell is analysed in every replication");
            sums.record(&cell.spec, found.as_ref().map_err(|&failure| failure));
        }
        let seen = |k: usize| observations[k].as_ref().and_then(|o| o.as_ref().ok());
        for (sums, cells) in self.kept.iter_mut().zip(&plan.kept) {
            sums.record(cells.iter().map(|&cell| seen(cell)));
        }
        for (sums, pair) in self.pairs.iter_mut().zip(&plan.pairs) {
            let side = |k: usize| Side { spec: &plan.cells[k].spec, observation: seen(k) };
            sums.record(side(pair.first), side(pair.second));
        }
        for (sums, world) in self.published.iter_mut().zip(&plan.worlds) {
            if let (Some(sums), Some(published)) = (sums, &world.published) {
                let mut estimates = [None; 32];
                for (slot, &cell) in estimates.iter_mut().zip(&published.first.cells) {
                    *slot = seen(cell).map(|o| o.estimate);
                }
                sums.record(&published.thresholds, &estimates[..published.first.cells.len()]);
            }
        }
        let observed = |cell: usize| Some((&plan.cells[cell].spec, seen(cell)?));
        for (sums, ladder) in self.ladders.iter_mut().zip(&plan.ladders) {
            let mut found = [false; Ladder::MOST];
            for (slot, rung) in found.iter_mut().zip(&ladder.rungs) {
                *slot = of_rung(rung, tests, observed).found(rung.which);
            }
            sums.record(&found[..ladder.rungs.len()]);
        }
        for (sums, family) in self.families.iter_mut().zip(&plan.families) {
            sums.record(Findings::of(&family.members, observed));
        }
        let declared = plan.declared.iter().map(|family| {
            Findings::corrected(&family.members, &family.correction, tests, observed)
        });
        let declared: Vec<Findings> = declared.collect();
        for (sums, &findings) in self.declared.iter_mut().zip(&declared) {
            sums.record(findings);
        }
        for (sums, pair) in self.declared_pairs.iter_mut().zip(&plan.declared_pairs) {
            sums.record(declared[pair.first], declared[pair.second]);
        }
        for (flows, world) in self.flows.iter_mut().zip(worlds) {
            for (sums, study) in flows.iter_mut().zip(&world.studies) {
                sums.record(&study.flow, study.shortfall);
            }
        }
    }

    /// Adds what one replication rejects, with its control.
    pub(super) fn record_controlled(
        &mut self,
        plan: &Plan,
        observations: &[Option<Result<Observation, Failure>>],
        controls: &[f64],
        tests: &mut Tests,
    ) {
        for (sums, ladder) in self.controlled.iter_mut().zip(&plan.ladders) {
            let mut said = [0.0; Ladder::MOST];
            let seen = |k: usize| observations[k].as_ref().and_then(|o| o.as_ref().ok());
            let observed = |cell: usize| Some((&plan.cells[cell].spec, seen(cell)?));
            for (said, rung) in said.iter_mut().zip(&ladder.rungs) {
                let found = of_rung(rung, tests, observed).found(rung.which);
                *said = f64::from(found) + controls[rung.members[0].cell];
            }
            sums.record(&said[..ladder.rungs.len()]);
        }
    }

    /// Adds a later block.
    pub fn merge(&mut self, later: &Self) {
        for (sums, more) in self.cells.iter_mut().zip(&later.cells) {
            sums.merge(more);
        }
        for (sums, more) in self.pairs.iter_mut().zip(&later.pairs) {
            sums.merge(more);
        }
        for (sums, more) in self.published.iter_mut().zip(&later.published) {
            if let (Some(sums), Some(more)) = (sums, more) {
                sums.merge(more);
            }
        }
        for (sums, more) in self.ladders.iter_mut().zip(&later.ladders) {
            sums.merge(more);
        }
        for (sums, more) in self.controlled.iter_mut().zip(&later.controlled) {
            sums.merge(more);
        }
        for (sums, more) in self.families.iter_mut().zip(&later.families) {
            sums.merge(more);
        }
        for (sums, more) in self.declared.iter_mut().zip(&later.declared) {
            sums.merge(more);
        }
        for (sums, more) in self.kept.iter_mut().zip(&later.kept) {
            sums.merge(more);
        }
        for (sums, more) in self.declared_pairs.iter_mut().zip(&later.declared_pairs) {
            sums.merge(more);
        }
        for (flows, more) in self.flows.iter_mut().zip(&later.flows) {
            for (sums, more) in flows.iter_mut().zip(more) {
                sums.merge(more);
            }
        }
    }
}

/// What the tests of a rung do.
fn of_rung<'a>(
    rung: &Rung,
    tests: &mut Tests,
    observed: impl Fn(usize) -> Option<(&'a CellSpec, &'a Observation)>,
) -> Findings {
    Findings::corrected(&rung.members, &rung.correction, tests, observed)
}
