//! The plan of one cell, and ladders built on it: the same cell for several sizes or effects, all on
//! the draws of one replication.

use crate::plan::{DesignPlan, Direction, Ladder, Plan, World, restrict};

/// The plan of one cell: its world, its design and its analysis, without the bias budget. The cell
/// is number 0 and its estimates are what they are in the whole plan.
pub fn focus(plan: &Plan, cell: usize) -> Plan {
    restrict(plan, &[cell]).0
}

/// One design of a focused plan several times over, each time changed by `change`.
pub fn with_designs<T>(
    plan: &Plan,
    points: &[T],
    direction: Direction,
    change: impl Fn(&mut DesignPlan, &T),
) -> Plan {
    let mut out = plan.clone();
    let (design, cell) = (plan.worlds[0].designs[0].clone(), &plan.cells[0]);
    out.worlds[0].designs.clear();
    out.cells.clear();
    for (k, point) in points.iter().enumerate() {
        let mut design = design.clone();
        design.samples[0].analyses[0].cells = vec![k];
        change(&mut design, point);
        out.worlds[0].designs.push(design);
        let mut cell = cell.clone();
        cell.design = k;
        out.cells.push(cell);
    }
    out.ladders = vec![Ladder { cells: (0..points.len()).collect(), direction }];
    out
}

/// The world of a focused plan several times over, each time changed by `change`.
pub fn with_worlds<T>(
    plan: &Plan,
    points: &[T],
    direction: Direction,
    change: impl Fn(&mut World, &T),
) -> Plan {
    let mut out = plan.clone();
    let (world, cell) = (&plan.worlds[0], &plan.cells[0]);
    out.worlds.clear();
    out.cells.clear();
    for (k, point) in points.iter().enumerate() {
        let mut world = world.clone();
        world.designs[0].samples[0].analyses[0].cells = vec![k];
        change(&mut world, point);
        out.worlds.push(world);
        let mut cell = cell.clone();
        cell.world = k;
        out.cells.push(cell);
    }
    out.ladders = vec![Ladder { cells: (0..points.len()).collect(), direction }];
    out
}
