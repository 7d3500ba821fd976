//! What replications leave behind: sums by cell, pair and design, merged in order of the blocks.

use serde::Serialize;

use super::workspace::WorldSpace;
use crate::diagnosis::cell::{CellSums, FailureIndex, Observation};
use crate::diagnosis::extreme::ExtremeSums;
use crate::diagnosis::measured::Measured;
use crate::diagnosis::paired::{PairSums, Side};
use crate::estimator::Failure;
use crate::plan::Plan;

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
}

/// People by stage of one design: means and spreads over replications.
#[derive(Clone, Debug, Default)]
pub struct FlowSums {
    replications: u64,
    sums: Vec<f64>,
    squares: Vec<f64>,
    shortfalls: u64,
}

/// A count of people over replications.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FlowCount {
    /// Mean.
    pub mean: f64,
    /// Standard deviation between replications.
    pub sd: f64,
}

/// People by stage.
#[derive(Clone, Debug, Serialize)]
pub struct Flow {
    /// Invited or offered a place.
    pub invited: FlowCount,
    /// Registered, ineligible people included.
    pub registered: FlowCount,
    /// Eligible and enrolled.
    pub enrolled: FlowCount,
    /// Enrolled and assigned, by arm.
    pub assigned: Vec<FlowCount>,
    /// Invited, by arm, in designs that randomise before enrolment.
    pub invited_by_arm: Vec<FlowCount>,
    /// Still in at the start.
    pub started: FlowCount,
    /// Participants left after removal.
    pub analysed: FlowCount,
    /// In the reference group.
    pub reference: FlowCount,
    /// Replications in which recruitment fell short.
    pub shortfalls: u64,
}

impl FlowSums {
    /// Number of counts for so many arms.
    pub(super) fn stages(arms: usize) -> usize {
        6 + 2 * arms
    }

    fn record(&mut self, flow: &[f64], shortfall: bool) {
        self.sums.resize(flow.len(), 0.0);
        self.squares.resize(flow.len(), 0.0);
        self.replications += 1;
        self.shortfalls += u64::from(shortfall);
        for ((sum, square), x) in self.sums.iter_mut().zip(&mut self.squares).zip(flow) {
            *sum += x;
            *square += x * x;
        }
    }

    fn merge(&mut self, later: &Self) {
        self.sums.resize(later.sums.len(), 0.0);
        self.squares.resize(later.squares.len(), 0.0);
        self.replications += later.replications;
        self.shortfalls += later.shortfalls;
        for (sum, x) in self.sums.iter_mut().zip(&later.sums) {
            *sum += x;
        }
        for (sum, x) in self.squares.iter_mut().zip(&later.squares) {
            *sum += x;
        }
    }

    /// Means and standard deviations.
    pub fn flow(&self) -> Flow {
        let n = self.replications as f64;
        let count = |k: usize| {
            let mean = self.sums[k] / n;
            let variance = (self.squares[k] - n * mean * mean) / (n - 1.0).max(1.0);
            FlowCount { mean, sd: variance.max(0.0).sqrt() }
        };
        let arms = (self.sums.len() - 6) / 2;
        let randomised_first = (0..arms).any(|a| self.sums[6 + arms + a] > 0.0);
        Flow {
            invited: count(0),
            registered: count(1),
            enrolled: count(2),
            assigned: (0..arms).map(|a| count(6 + a)).collect(),
            invited_by_arm: if randomised_first {
                (0..arms).map(|a| count(6 + arms + a)).collect()
            } else {
                Vec::new()
            },
            started: count(3),
            analysed: count(4),
            reference: count(5),
            shortfalls: self.shortfalls,
        }
    }
}

impl Flow {
    /// Mean number of people randomised and enrolled.
    pub fn randomised(&self) -> f64 {
        self.assigned.iter().map(|c| c.mean).sum()
    }
}

impl From<FlowCount> for Measured {
    fn from(count: FlowCount) -> Self {
        Self { value: count.mean, mcse: count.sd }
    }
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
                .map(|w| w.published.as_ref().map(|p| ExtremeSums::new(p.cells.len())))
                .collect(),
            flows: plan.worlds.iter().map(|w| vec![FlowSums::default(); w.designs.len()]).collect(),
        }
    }

    /// Adds one replication.
    pub(super) fn record(
        &mut self,
        plan: &Plan,
        observations: &[Option<Result<Observation, Failure>>],
        worlds: &[WorldSpace],
    ) {
        for ((sums, cell), observation) in self.cells.iter_mut().zip(&plan.cells).zip(observations) {
            let found = observation.as_ref().expect("every cell is analysed in every replication");
            let found = found.as_ref().map_err(|f| FailureIndex::new(f.index()));
            sums.record(&cell.spec, found);
        }
        let usable = |k: usize| observations[k].as_ref().and_then(|o| o.as_ref().ok());
        for (sums, pair) in self.pairs.iter_mut().zip(&plan.pairs) {
            let side = |k: usize| Side { spec: &plan.cells[k].spec, observation: usable(k) };
            sums.record(side(pair.first), side(pair.second));
        }
        for (sums, world) in self.published.iter_mut().zip(&plan.worlds) {
            if let (Some(sums), Some(published)) = (sums, &world.published) {
                let mut estimates = [None; 32];
                for (slot, &cell) in estimates.iter_mut().zip(&published.cells) {
                    *slot = usable(cell).map(|o| o.estimate);
                }
                sums.record(&published.thresholds, &estimates[..published.cells.len()]);
            }
        }
        for (flows, world) in self.flows.iter_mut().zip(worlds) {
            for (sums, design) in flows.iter_mut().zip(&world.designs) {
                sums.record(&design.flow, design.trial.shortfall);
            }
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
        for (flows, more) in self.flows.iter_mut().zip(&later.flows) {
            for (sums, more) in flows.iter_mut().zip(more) {
                sums.merge(more);
            }
        }
    }
}
