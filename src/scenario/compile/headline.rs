//! What leads the report must be among what is analysed: the primary outcome, and a published result.

use super::analyses::DraftCell;
use super::contrasts::Group;
use super::names::{self, check_count, check_share, unknown};
use crate::assumption::Assumption;
use crate::diagnosis::extreme::Threshold;
use crate::issue::Issue;
use crate::plan::World;
use crate::scenario::Scenario;

/// The latest month that can be asked for.
const LATEST: f64 = 600.0;

/// What was found to be possible in one world: cells by design name.
#[derive(Clone, Copy, Debug)]
pub struct Analysed<'a> {
    /// The settings.
    pub scenario: &'a Scenario,
    /// The world.
    pub world: &'a World,
    /// Its designs with their cells.
    pub designs: &'a [(String, Vec<DraftCell>)],
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
            let cells = self.designs.iter().flat_map(|(_, cells)| cells);
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
    fn is_share(&self, name: &str) -> bool {
        let number = self.world.outcomes.iter().position(|outcome| outcome == name);
        let mut endpoints = self.world.model.endpoints.iter();
        endpoints.find(|e| Some(e.outcome) == number).is_some_and(|e| e.measure.is_share())
    }

    /// Checks the published result; `strict` when its design must exist in this world.
    pub fn check_published(&self, strict: bool, issues: &mut Vec<Issue>) {
        let Some(published) = &self.scenario.published else { return };
        let before = issues.len();
        let design = self.designs.iter().find(|(name, _)| *name == published.design);
        if strict && design.is_none() {
            let known = self.designs.iter().map(|(name, _)| name.as_str());
            issues.push(unknown("published.design", "design", &published.design, known));
        }
        if !self.scenario.analyses.contains_key(&published.analysis) {
            let known = self.scenario.analyses.keys().map(String::as_str);
            issues.push(unknown("published.analysis", "analysis", &published.analysis, known));
        }
        let month = published.month.as_ref().map(Assumption::get);
        self.names_outcome("published.outcome", &published.outcome, issues);
        is_month("published.month", month, issues);
        self.check_differences(issues);
        let Some((design, cells)) = design.filter(|_| issues.len() == before) else { return };
        let cells: Vec<&DraftCell> =
            cells.iter().filter(|c| c.analysis == published.analysis).collect();
        let what = format!(
            "in the design {design:?}, the analysis {:?} does not look at",
            published.analysis
        );
        if !self.find("published", &published.outcome, month, cells.iter().copied(), &what, issues)
        {
            return;
        }
        for arm in published.differences.keys() {
            let number = self.world.arms.iter().position(|a| a == arm).map(Group::Arm);
            let compared =
                cells.iter().any(|c| Some(c.groups[0]) == number && c.groups[1] == Group::Arm(0));
            if !compared {
                let message = format!(
                    "the analysis {:?} does not compare {arm:?} with {:?}",
                    published.analysis, self.world.arms[0]
                );
                issues.push(Issue::new(format!("published.differences.{arm}"), message));
            }
        }
    }

    fn check_differences(&self, issues: &mut Vec<Issue>) {
        let Some(published) = &self.scenario.published else { return };
        let decimals = published.decimals.unwrap_or(2);
        if decimals > 12 {
            let message = format!("at most 12 decimals are possible, found {decimals}");
            issues.push(Issue::new("published.decimals", message));
        }
        if published.differences.is_empty() {
            issues.push(Issue::new("published.differences", "at least one difference is needed"));
        }
        for (arm, value) in &published.differences {
            let path = format!("published.differences.{arm}");
            let arms = &self.world.arms[1..];
            if !arms.contains(arm) {
                issues.push(unknown(path, "arm", arm, arms.iter().map(String::as_str)));
            } else if self.is_share(&published.outcome) && value.get().abs() > 1.0 {
                let message = format!(
                    "two shares differ by at most 1, found {}",
                    names::written(value.get())
                );
                let issue = Issue::new(path, message);
                issues.push(Issue { help: names::percent_help(value.get().abs()), ..issue });
            } else if let Err(e) = Threshold::published(value.get(), decimals.min(12) as u8) {
                issues.push(Issue::new(path, e.to_string()));
            }
        }
    }

    fn names_outcome(&self, path: &str, name: &str, issues: &mut Vec<Issue>) -> bool {
        let known = self.scenario.outcomes.contains_key(name);
        if !known {
            let known = self.scenario.outcomes.keys().map(String::as_str);
            issues.push(unknown(path, "outcome", name, known));
        }
        known
    }

    /// Whether some cell is about this outcome and month; says at which months there are some if not.
    fn find<'c>(
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

fn is_month(path: &str, month: Option<f64>, issues: &mut Vec<Issue>) -> bool {
    let before = issues.len();
    check_count(issues, path, month.unwrap_or(1.0), 1.0, LATEST);
    issues.len() == before
}
