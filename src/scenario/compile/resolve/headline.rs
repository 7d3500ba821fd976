//! What leads the report must be among what is analysed: the primary outcome.

use super::drafted::DraftCell;
use super::planned::PlannedDesign;
use crate::assumption::Assumption;
use crate::issue::Issue;
use crate::plan::World;
use crate::scenario::Scenario;
use crate::scenario::compile::names::{check_count, check_share, unknown};

/// The latest month that can be asked for.
const LATEST: f64 = 600.0;

/// What was found to be possible in one world.
#[derive(Clone, Copy)]
pub struct Analysed<'a> {
    /// The settings.
    pub scenario: &'a Scenario,
    /// The world.
    pub world: &'a World,
    /// Its designs with their cells.
    pub designs: &'a [PlannedDesign],
}

impl Analysed<'_> {
    /// Checks the primary outcome.
    pub fn check_primary(&self, issues: &mut Vec<Issue>) {
        let estimands = &self.scenario.estimands;
        self.check_smallest(issues);
        let Some(primary) = &estimands.primary else { return };
        let path = "estimands.primary";
        let month = primary.month.as_ref().map(Assumption::get);
        if self.names_outcome(&format!("{path}.outcome"), &primary.outcome, issues)
            && is_month(&format!("{path}.month"), month, issues)
        {
            let cells = self.designs.iter().flat_map(|design| &design.cells);
            self.find(path, &primary.outcome, month, cells, "no analysis looks at", issues);
        }
    }

    fn check_smallest(&self, issues: &mut Vec<Issue>) {
        let estimands = &self.scenario.estimands;
        let Some(smallest) = estimands.smallest_effect_of_interest.as_ref().map(Assumption::get)
        else {
            return;
        };
        let path = "estimands.smallest_effect_of_interest";
        let primary = estimands.primary.as_ref().map(|primary| primary.outcome.as_str());
        let of_shares = match primary {
            Some(primary) => self.is_share(primary),
            None => self.world.outcomes.iter().all(|name| self.is_share(name)),
        };
        if smallest <= 0.0 {
            let message = format!("must be above 0, found {smallest}: it has no direction");
            issues.push(Issue::new(path, message));
        } else if of_shares {
            check_share(issues, path, smallest, true);
        }
    }

    /// Whether an outcome is a share of people; not when it does not exist.
    pub(super) fn is_share(&self, name: &str) -> bool {
        let number = self.world.outcomes.iter().position(|outcome| outcome == name);
        let mut endpoints = self.world.model.endpoints.iter();
        endpoints.find(|e| Some(e.outcome) == number).is_some_and(|e| e.measure.is_share())
    }

    /// Whether an outcome exists; says which ones do if not.
    pub(super) fn names_outcome(&self, path: &str, name: &str, issues: &mut Vec<Issue>) -> bool {
        let known = self.scenario.outcomes.contains_key(name);
        if !known {
            let known = self.scenario.outcomes.keys().map(String::as_str);
            issues.push(unknown(path, "outcome", name, known));
        }
        known
    }

    /// Whether some cell is about this outcome and month; says at which months there are some if not.
    pub(super) fn find<'c>(
        &self,
        path: &str,
        outcome: &str,
        month: Option<f64>,
        cells: impl Iterator<Item = &'c DraftCell>,
        what: &str,
        issues: &mut Vec<Issue>,
    ) -> bool {
        let endpoints = &self.world.model.endpoints;
        let mut months: Vec<Option<u32>> = cells
            .map(|cell| &endpoints[cell.endpoint])
            .filter(|e| self.world.outcomes[e.outcome] == outcome)
            .map(|e| e.month)
            .collect();
        months.sort_unstable();
        months.dedup();
        if months.is_empty() {
            issues.push(Issue::new(format!("{path}.outcome"), format!("{what} {outcome:?}")));
            return false;
        }
        let wanted = month.map(|m| m as u32);
        if wanted.is_none() || months.contains(&wanted) {
            return true;
        }
        let listed: Vec<String> = months.iter().flatten().map(u32::to_string).collect();
        let message = format!("{what} {outcome:?} in month {}", month.unwrap_or_default());
        let help = if listed.is_empty() {
            format!("{outcome:?} is measured once: leave \"month\" out")
        } else {
            format!("months analysed: {}", listed.join(", "))
        };
        issues.push(Issue::new(format!("{path}.month"), message).help(help));
        false
    }
}

/// Whether a month can be asked for; says so if not.
pub(super) fn is_month(path: &str, month: Option<f64>, issues: &mut Vec<Issue>) -> bool {
    let before = issues.len();
    check_count(issues, path, month.unwrap_or(1.0), 1.0, LATEST);
    issues.len() == before
}
