//! Families of tests that a scenario declares: some design makes their tests, and their correction fits these.

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

/// Refuses corrections of tests that have several levels, or that do not share what the correction needs them to share.
pub fn check_corrections(draft: &WorldDraft) -> Vec<Issue> {
    let WorldDraft { scenario, world, designs, .. } = draft;
    let mut issues = Vec::new();
    for (name, family) in &scenario.families {
        let correction = family.correction.member();
        if !correction.corrects() {
            continue;
        }
        let path = format!("families.{name}.correction");
        for design in designs.iter().filter(|design| family.looks_at(&design.plan.name)) {
            let tests = design.cells.iter().filter(|cell| family.takes(&test(cell, world)));
            let tests: Vec<&DraftCell> = tests.collect();
            let Some(first) = tests.first() else { continue };
            if let Some(other) = tests.iter().find(|cell| cell.alphas[0] != first.alphas[0]) {
                issues.push(several_levels(&path, first, other));
                break;
            }
            let apart = tests.iter().find_map(|cell| stands_apart(draft, first, cell));
            if let Some(why) = apart.filter(|_| correction.needs_shared_group()) {
                issues.push(not_shared(&path, family.correction.name(), &why));
                break;
            }
        }
    }
    issues
}

fn several_levels(path: &str, first: &DraftCell, other: &DraftCell) -> Issue {
    let [one, two] = [first, other].map(|cell| (&cell.analysis, cell.alphas[0]));
    let message = format!(
        "a correction holds one level for all tests, and {:?} has {} where {:?} has {}",
        one.0, one.1, two.0, two.1
    );
    Issue::new(path, message).help("give all \"analyses\" of the family the same first \"alpha\"")
}

fn not_shared(path: &str, correction: &str, why: &str) -> Issue {
    let message = format!(
        "{correction:?} is for t tests of one outcome, in one analysis at one month, against one group: {why}"
    );
    let help = "list what the family holds, as \"analyses\", \"outcomes\", \"months\" and \"versus\"; or choose \"holm\", \
                which is for all tests";
    Issue::new(path, message).help(help)
}

/// Why two tests do not compare arms with one group in the same way; none where they do.
fn stands_apart(draft: &WorldDraft, first: &DraftCell, cell: &DraftCell) -> Option<String> {
    let [one, two] = [first, cell].map(|cell| test(cell, &draft.world));
    let estimator = &draft.scenario.analyses[&cell.analysis].estimator;
    if one.analysis != two.analysis {
        Some(format!("it has tests of {:?} and {:?}", one.analysis, two.analysis))
    } else if one.outcome != two.outcome {
        Some(format!("it has tests of {:?} and {:?}", one.outcome, two.outcome))
    } else if one.month != two.month {
        Some(format!("it has tests of {:?} at several months", one.outcome))
    } else if one.versus != two.versus {
        Some(format!("it compares with {:?} and with {:?}", one.versus, two.versus))
    } else if cell.hypothesis.member().has_two_margins() {
        Some(format!("{:?} makes two tests of each", cell.hypothesis.name()))
    } else if !estimator.member().has_interval() {
        Some(format!("{:?} has another test", estimator.name()))
    } else {
        None
    }
}

fn test<'a>(cell: &'a DraftCell, world: &'a World) -> TestName<'a> {
    let endpoint = &world.model.endpoints[cell.endpoint];
    let [arm, versus] = cell.groups.map(|group| world.name_of(group));
    let (analysis, outcome) = (&cell.analysis, &world.outcomes[endpoint.outcome]);
    TestName { analysis, outcome, month: endpoint.month, arm, versus }
}
