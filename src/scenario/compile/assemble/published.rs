//! A published result beside the cells that simulate it.

use crate::assumption::Assumption;
use crate::diagnosis::extreme::Threshold;
use crate::plan::{Plan, PublishedModel, PublishedTable};
use crate::scenario::compile::resolve::published::{Table, decimals, month, tables};
use crate::scenario::{Published, Scenario};

/// The published result in one world, where its design is planned.
pub fn place(plan: &Plan, number: usize, scenario: &Scenario) -> Option<PublishedModel> {
    let published = scenario.published.as_ref()?;
    let world = &plan.worlds[number];
    let design = world.designs.iter().position(|d| d.name == published.design)?;
    let tables = tables(published, &world.arms[0]);
    let placed = tables.iter().map(|table| place_table(plan, [number, design], published, table));
    let mut placed = placed.collect::<Option<Vec<_>>>()?;
    let also = placed.split_off(1);
    let first = placed.pop()?;
    let threshold = |&value: &f64| Threshold::published(value, decimals(published)).ok();
    let thresholds = first.values.iter().map(threshold).collect::<Option<_>>()?;
    Some(PublishedModel { first, thresholds, also })
}

fn place_table(
    plan: &Plan,
    [world, design]: [usize; 2],
    published: &Published,
    table: &Table,
) -> Option<PublishedTable> {
    let month = month(published).map(|m| m as u32);
    let cell = |arm: &String| {
        plan.cells.iter().position(|c| {
            (c.world, c.design) == (world, design)
                && (&*c.analysis, &c.outcome) == (table.analysis, &published.outcome)
                && (month.is_none() || c.month == month)
                && (&c.arm, &*c.versus) == (arm, table.versus)
        })
    };
    Some(PublishedTable {
        name: table.name.cloned(),
        cells: table.differences.keys().map(cell).collect::<Option<_>>()?,
        values: table.differences.values().map(Assumption::get).collect(),
    })
}
