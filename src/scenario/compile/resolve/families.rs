//! Families of tests that a scenario declares: some design makes their tests.

use super::{DraftCell, WorldDraft};
use crate::diagnosis::declared::TestName;
use crate::issue::Issue;
use crate::plan::World;

/// Refuses a family of which no design of the base world makes a test; of some designs alone nothing is asked.
pub fn check(base: &WorldDraft) -> Vec<Issue> {
    let WorldDraft { scenario, world, designs, .. } = base;
    let families = scenario.families.iter().filter(|_| scenario.run.designs.is_empty());
    let nowhere = families.filter(|(_, family)| {
        let mut designs = designs.iter().filter(|design| family.looks_at(&design.plan.name));
        !designs.any(|design| design.cells.iter().any(|cell| family.takes(&test(cell, world))))
    });
    let told = |name: &String| {
        let message =
            "no design makes any of these tests: what is listed is nowhere analysed together";
        Issue::new(format!("families.{name}"), message)
            .help("leave a key out: all of its names then belong to the family")
    };
    nowhere.map(|(name, _)| told(name)).collect()
}

fn test<'a>(cell: &'a DraftCell, world: &'a World) -> TestName<'a> {
    let endpoint = &world.model.endpoints[cell.endpoint];
    let [arm, versus] = cell.groups.map(|group| world.name_of(group));
    let (analysis, outcome) = (&cell.analysis, &world.outcomes[endpoint.outcome]);
    TestName { analysis, outcome, month: endpoint.month, arm, versus }
}
