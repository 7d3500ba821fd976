//! The plan of one cell, and ladders built on it: the same cell for several sizes or effects, all on
//! the draws of one replication.

use crate::plan::{Cell, DesignPlan, Ladder, Plan, Rung, World, restrict, restrict_with};

/// The plan of one cell: its world, its design and its analysis, without the bias budget. The cell
/// is number 0 and its estimates are what they are in the whole plan.
pub fn focus(plan: &Plan, cell: usize) -> Plan {
    restrict(plan, &[cell]).0
}

/// The plan of the tests of a declared family and nothing else, which are its only family then.
pub fn focus_on_family(plan: &Plan, family: usize) -> Plan {
    restrict_with(plan, &[], &[family]).plan
}

/// The design of a plan of one design several times over, each time changed by `change`, with a ladder of the tests that
/// make a rung.
pub fn with_designs<T>(
    plan: &Plan,
    points: &[T],
    rung: &Rung,
    change: impl Fn(&mut DesignPlan, &T),
) -> Plan {
    let mut out = plan.clone();
    let (design, each) = (plan.worlds[0].designs[0].clone(), plan.cells.len());
    out.worlds[0].designs.clear();
    out.cells.clear();
    out.declared.clear();
    for (k, point) in points.iter().enumerate() {
        let mut design = design.clone();
        move_cells(&mut design, k * each);
        change(&mut design, point);
        out.worlds[0].designs.push(design);
        out.cells.extend(plan.cells.iter().map(|cell| Cell { design: k, ..cell.clone() }));
    }
    out.ladders = vec![ladder(rung, points.len(), each)];
    out
}

/// The world of a plan of one design several times over, each time changed by `change`, likewise.
pub fn with_worlds<T>(
    plan: &Plan,
    points: &[T],
    rung: &Rung,
    change: impl Fn(&mut World, &T),
) -> Plan {
    let mut out = plan.clone();
    let (world, each) = (&plan.worlds[0], plan.cells.len());
    out.worlds.clear();
    out.cells.clear();
    out.declared.clear();
    for (k, point) in points.iter().enumerate() {
        let mut world = world.clone();
        move_cells(&mut world.designs[0], k * each);
        change(&mut world, point);
        out.worlds.push(world);
        out.cells.extend(plan.cells.iter().map(|cell| Cell { world: k, ..cell.clone() }));
    }
    out.ladders = vec![ladder(rung, points.len(), each)];
    out
}

fn move_cells(design: &mut DesignPlan, by: usize) {
    let analyses = design.samples.iter_mut().flat_map(|sample| &mut sample.analyses);
    analyses.flat_map(|analysis| &mut analysis.cells).for_each(|cell| *cell += by);
}

/// So many rungs, each with so many cells.
fn ladder(rung: &Rung, points: usize, each: usize) -> Ladder {
    Ladder { rungs: (0..points).map(|k| rung.moved(k * each)).collect() }
}
