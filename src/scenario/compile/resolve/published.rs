//! A published result: its tables must be among what is analysed.

use indexmap::IndexMap;

use super::drafted::DraftCell;
use super::headline::{Analysed, is_month};
use super::planned::PlannedDesign;
use crate::assumption::Assumption;
use crate::diagnosis::extreme::Threshold;
use crate::issue::Issue;
use crate::language::Text;
use crate::scenario::Published;
use crate::scenario::compile::names::{self, unknown};

/// The first table and the further ones, in one form.
pub struct Table<'a> {
    path: String,
    pub name: Option<&'a Text>,
    pub analysis: &'a str,
    pub versus: &'a str,
    pub differences: &'a IndexMap<String, Assumption>,
}

/// All tables of a published result.
pub fn tables<'a>(published: &'a Published, control: &'a str) -> Vec<Table<'a>> {
    let first = Table {
        path: "published".to_owned(),
        name: published.table.as_ref(),
        analysis: &published.analysis,
        versus: control,
        differences: &published.differences,
    };
    let also = published.also.iter().map(|(analysis, table)| Table {
        path: format!("published.also.{analysis}"),
        name: table.table.as_ref(),
        analysis,
        versus: table.versus.as_deref().unwrap_or(control),
        differences: &table.differences,
    });
    std::iter::once(first).chain(also).collect()
}

/// Month of measurement.
pub fn month(published: &Published) -> Option<f64> {
    published.month.as_ref().map(Assumption::get)
}

/// Decimals to which it is printed.
pub fn decimals(published: &Published) -> u8 {
    published.decimals.unwrap_or(2).min(12) as u8
}

impl Analysed<'_> {
    /// Checks the published result; `strict` when its design must exist in this world.
    pub fn check_published(&self, strict: bool, issues: &mut Vec<Issue>) {
        let Some(published) = &self.scenario.published else { return };
        let before = issues.len();
        let design = self.designs.iter().find(|it| it.plan.name == published.design);
        if strict && design.is_none() {
            let known = self.designs.iter().map(|it| it.plan.name.as_str());
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
        let Some(design) = design.filter(|_| issues.len() == before) else { return };
        for table in &tables {
            self.check_cells(table, published, design, issues);
        }
    }

    fn check_names(&self, table: &Table, is_first: bool, issues: &mut Vec<Issue>) {
        if !self.scenario.analyses.contains_key(table.analysis) {
            let path = if is_first { "published.analysis" } else { &table.path };
            let known = self.scenario.analyses.keys().map(String::as_str);
            issues.push(unknown(path, "analysis", table.analysis, known));
        }
        if self.world.group(table.versus).is_none() {
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
        design: &PlannedDesign,
        issues: &mut Vec<Issue>,
    ) {
        let cells: Vec<&DraftCell> =
            design.cells.iter().filter(|c| c.analysis == table.analysis).collect();
        let what = format!(
            "in the design {:?}, the analysis {:?} does not look at",
            design.plan.name, table.analysis
        );
        let (outcome, month) = (&published.outcome, month(published));
        if !self.find("published", outcome, month, cells.iter().copied(), &what, issues) {
            return;
        }
        for arm in table.differences.keys() {
            let groups = [arm, table.versus].map(|name| self.world.group(name));
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
