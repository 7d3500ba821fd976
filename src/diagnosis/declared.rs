//! A family of tests that a planner declares: all that she will hold against each other in one trial.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::correction::Correction;

/// Tests of one trial that are counted together: how often at least one of them finds something, how often all do, and how
/// often at least one cries wolf.
///
/// A test belongs to it where all of what is listed fits; what is left out fits every test. Every test keeps its own level
/// where no `correction` is declared.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclaredFamily {
    /// Analyses (default all).
    #[serde(default)]
    pub analyses: Vec<String>,
    /// Outcomes (default all).
    #[serde(default)]
    pub outcomes: Vec<String>,
    /// Months in which outcomes are measured that have months (default all); outcomes measured once stay.
    #[serde(default)]
    pub months: Vec<u32>,
    /// Arms, each as the first group of a comparison (default all).
    #[serde(default)]
    pub arms: Vec<String>,
    /// Groups with which they are compared: arms, control or `reference` (default all).
    #[serde(default)]
    pub versus: Vec<String>,
    /// Designs (default all); each is a trial of its own.
    #[serde(default)]
    pub designs: Vec<String>,
    /// How its tests are corrected for their number (default `none`); all of them then have one level.
    #[serde(default)]
    pub correction: Correction,
}

/// A test as a family sees it.
#[derive(Clone, Copy, Debug)]
pub struct TestName<'a> {
    /// Analysis.
    pub analysis: &'a str,
    /// Outcome.
    pub outcome: &'a str,
    /// Month; none where it is measured once.
    pub month: Option<u32>,
    /// First group.
    pub arm: &'a str,
    /// The group that is subtracted.
    pub versus: &'a str,
}

impl DeclaredFamily {
    /// Whether it looks at a design.
    pub fn looks_at(&self, design: &str) -> bool {
        fits(&self.designs, design)
    }

    /// Whether a test belongs to it.
    pub fn takes(&self, test: &TestName<'_>) -> bool {
        let in_month = |month: u32| self.months.is_empty() || self.months.contains(&month);
        fits(&self.analyses, test.analysis)
            && fits(&self.outcomes, test.outcome)
            && test.month.is_none_or(in_month)
            && fits(&self.arms, test.arm)
            && fits(&self.versus, test.versus)
    }
}

fn fits(listed: &[String], name: &str) -> bool {
    listed.is_empty() || listed.iter().any(|listed| listed == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_fits_and_months_leave_what_is_measured_once() {
        let test = TestName {
            analysis: "plain",
            outcome: "works",
            month: Some(12),
            arm: "help",
            versus: "control",
        };
        assert!(DeclaredFamily::default().takes(&test));
        let listed = |name: &str| vec![name.to_owned()];
        let family =
            DeclaredFamily { outcomes: listed("works"), months: vec![6], ..Default::default() };
        assert!(!family.takes(&test));
        assert!(family.takes(&TestName { month: Some(6), ..test }));
        assert!(family.takes(&TestName { month: None, ..test }));
        let against = DeclaredFamily { versus: listed("reference"), ..Default::default() };
        assert!(!against.takes(&test));
        let there = DeclaredFamily { designs: listed("after"), ..Default::default() };
        assert!(there.looks_at("after") && !there.looks_at("before"));
    }
}
