//! A comparison by its names: where it stands differs from plan to plan.

use serde::Serialize;

use crate::plan::Plan;

/// What is compared, apart from the world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Design.
    pub design: String,
    /// Analysis.
    pub analysis: String,
    /// Outcome.
    pub outcome: String,
    /// Month; none for plain outcomes.
    pub month: Option<u32>,
    /// First group.
    pub arm: String,
    /// Second group.
    pub versus: String,
}

impl Comparison {
    /// The comparison of a cell.
    pub fn of(plan: &Plan, cell: usize) -> Self {
        let cell = &plan.cells[cell];
        Self {
            design: plan.worlds[cell.world].designs[cell.design].name.clone(),
            analysis: cell.analysis.clone(),
            outcome: cell.outcome.clone(),
            month: cell.month,
            arm: cell.arm.clone(),
            versus: cell.versus.clone(),
        }
    }

    /// The cell of a world that makes this comparison.
    pub fn cell(&self, plan: &Plan, world: usize) -> Option<usize> {
        let same = |&cell: &usize| plan.cells[cell].world == world && Self::of(plan, cell) == *self;
        (0..plan.cells.len()).find(same)
    }
}
