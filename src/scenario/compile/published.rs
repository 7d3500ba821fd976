//! A published result: its tables must be among what is analysed, and are placed beside the cells
//! that simulate them.

use indexmap::IndexMap;

use super::drafted::DraftCell;
use super::headline::{Analysed, is_month};
use super::names::{self, unknown};
use crate::assumption::Assumption;
use crate::diagnosis::extreme::Threshold;
use crate::estimand::Group;
use crate::issue::Issue;
use crate::plan::{Plan, PublishedModel, PublishedTable, World};
use crate::scenario::{Published, Scenario};

/// The first table and the further ones, in one form.
struct Table<'a> {
    path: String,
    name: &'a str,
    analysis: &'a str,
    versus: &'a str,
    differences: &'a IndexMap<String, Assumption>,
}

fn tables<'a>(published: &'a Published, control: &'a str) -> Vec<Table<'a>> {
    let first = Table {
        path: "published".to_owned(),
        name: published.table.as_ref().unwrap_or(&published.analysis),
        analysis: &published.analysis,
        versus: control,
        differences: &published.differences,
    };
    let also = published.also.iter().map(|(analysis, table)| Table {
        path: format!("published.also.{analysis}"),
        name: table.table.as_ref().unwrap_or(analysis),
        analysis,
        versus: table.versus.as_deref().unwrap_or(control),
        differences: &table.differences,
    });
    std::iter::once(first).chain(also).collect()
}

fn month(published: &Published) -> Option<f64> {
    published.month.as_ref().map(Assumption::get)
}

fn decimals(published: &Published) -> u8 {
    published.decimals.unwrap_or(2).min(12) as u8
}

fn group(world: &World, name: &str) -> Option<Group> {
    let arm = world.arms.iter().position(|arm| arm == name).map(Group::Arm);
    arm.or_else(|| (name == "reference").then_some(Group::Reference))
}

impl Analysed<'_> {
    /// Checks the published result; `strict` when its design must exist in this world.
    pub fn check_published(&self, strict: bool, issues: &mut Vec<Issue>) {
        let Some(published) = &self.scenario.published else { return };
        let before = issues.len();
        let design = self.designs.iter().find(|(name, _)| *name == published.design);
        if strict && design.is_none() {
            let known = self.designs.iter().map(|(name, _)| name.as_str());
            issues.push(unknown("published.design", "design", &published.design, known));
        }
        self.names_outcome("published.outcome", &published.outcome, issues);
        is_month("published.month", month(published), issues);
        if let Some(decimals) = published.decimals.filter(|&decimals| decimals > 12) {
            let message = format!("at most 12 decimals are possible, found {decimals}");
            issues.push(Issue::new("published.decimals", message));
        }
        let tables = tables(published, &self.world.arms[0]);
        for (position, table) in tables.iter().enumerate() {
            self.check_names(table, position == 0, issues);
            self.check_differences(table, published, issues);
        }
        for (arm, value) in &published.differences {
            if let Err(e) = Threshold::published(value.get(), decimals(published)) {
                let path = format!("published.differences.{arm}");
                issues.push(Issue::new(path, e.to_string()));
            }
        }
        let Some((design, cells)) = design.filter(|_| issues.len() == before) else { return };
        for table in &tables {
            self.check_cells(table, published, design, cells, issues);
        }
    }

    fn check_names(&self, table: &Table, is_first: bool, issues: &mut Vec<Issue>) {
        if !self.scenario.analyses.contains_key(table.analysis) {
            let path = if is_first { "published.analysis" } else { &table.path };
            let known = self.scenario.analyses.keys().map(String::as_str);
            issues.push(unknown(path, "analysis", table.analysis, known));
        }
        if group(self.world, table.versus).is_none() {
            let known = self.world.arms.iter().map(String::as_str).chain(["reference"]);
            let path = format!("{}.versus", table.path);
            issues.push(unknown(path, "group", table.versus, known));
        }
    }

    fn check_differences(&self, table: &Table, published: &Published, issues: &mut Vec<Issue>) {
        let path = format!("{}.differences", table.path);
        for (arm, value) in table.differences {
            let path = format!("{path}.{arm}");
            let arms = || self.world.arms.iter().filter(|name| *name != table.versus);
            if !arms().any(|name| name == arm) {
                issues.push(unknown(path, "arm", arm, arms().map(String::as_str)));
            } else if self.is_share(&published.outcome) && value.get().abs() > 1.0 {
                let message = format!(
                    "two shares differ by at most 1, found {}",
                    names::written(value.get())
                );
                let issue = Issue::new(path, message);
                issues.push(Issue { help: names::percent_help(value.get().abs()), ..issue });
            }
        }
    }

    /// Checks that the design's cells hold every difference of a table.
    fn check_cells(
        &self,
        table: &Table,
        published: &Published,
        design: &str,
        cells: &[DraftCell],
        issues: &mut Vec<Issue>,
    ) {
        let cells: Vec<&DraftCell> =
            cells.iter().filter(|c| c.analysis == table.analysis).collect();
        let what =
            format!("in the design {design:?}, the analysis {:?} does not look at", table.analysis);
        let (outcome, month) = (&published.outcome, month(published));
        if !self.find("published", outcome, month, cells.iter().copied(), &what, issues) {
            return;
        }
        for arm in table.differences.keys() {
            let groups = [arm, table.versus].map(|name| group(self.world, name));
            if !cells.iter().any(|c| c.groups.map(Some) == groups) {
                let message = format!(
                    "the analysis {:?} does not compare {arm:?} with {:?}",
                    table.analysis, table.versus
                );
                issues.push(Issue::new(format!("{}.differences.{arm}", table.path), message));
            }
        }
    }
}

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
        name: table.name.to_owned(),
        cells: table.differences.keys().map(cell).collect::<Option<_>>()?,
        values: table.differences.values().map(Assumption::get).collect(),
    })
}
