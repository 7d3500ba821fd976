//! What the tests of declared families find together, by world and design.

use serde::Serialize;

use crate::correction::Correction;
use crate::diagnosis::declared::DeclaredFamily;
use crate::diagnosis::family::{FamilyDiagnosis, FamilySums};
use crate::plan::{Declared, DesignPlan, Plan};
use crate::replicate::Sums;
use crate::report::run::results::key;
use crate::scenario::{Compiled, Scenario};

/// Tests that the scenario declares to be counted together, in one design of one world.
#[derive(Clone, Debug, Serialize)]
pub struct DeclaredRow {
    /// Its name in the scenario.
    pub family: String,
    /// World.
    pub world: String,
    /// Design.
    pub design: String,
    /// Its tests; none where the design makes none of them.
    pub tests: Vec<TestKey>,
    /// Why the design makes none of them; null where it does.
    pub missing: Option<String>,
    /// How the tests are corrected for their number.
    pub correction: Correction,
    /// Shares of all replications.
    #[serde(flatten)]
    pub diagnosis: FamilyDiagnosis,
}

/// A test of a family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TestKey {
    /// Analysis.
    pub analysis: String,
    /// Outcome.
    pub outcome: String,
    /// Months after the start; null for outcomes measured once.
    pub month: Option<u32>,
    /// First group.
    pub arm: String,
    /// Group subtracted from it.
    pub versus: String,
}

impl TestKey {
    /// `works at month 12: help − control (plain)`.
    pub fn told(&self) -> String {
        let month = self.month.map_or_else(String::new, |month| format!(" at month {month}"));
        format!("{}{month}: {} − {} ({})", self.outcome, self.arm, self.versus, self.analysis)
    }
}

/// The rows of all declared families.
pub fn declared(compiled: &Compiled, sums: &Sums) -> Vec<DeclaredRow> {
    let plan = &compiled.plan;
    let families = plan.declared.iter().zip(&sums.declared);
    let row = |(family, sums): (&Declared, &FamilySums)| DeclaredRow {
        family: family.name.clone(),
        world: plan.worlds[family.world].name.clone(),
        design: plan.worlds[family.world].designs[family.design].name.clone(),
        tests: tests(plan, family),
        missing: missing(plan, &compiled.scenario, family),
        correction: family.correction.clone(),
        diagnosis: sums.diagnose(&family.members),
    };
    families.map(row).collect()
}

/// The tests of a family.
pub(in crate::report) fn tests(plan: &Plan, family: &Declared) -> Vec<TestKey> {
    let test = |cell: usize| {
        let key = key(plan, &plan.cells[cell]);
        let (analysis, outcome, month) = (key.analysis, key.outcome, key.month);
        TestKey { analysis, outcome, month, arm: key.arm, versus: key.versus }
    };
    family.members.iter().map(|member| test(member.cell)).collect()
}

/// Why a design makes no test of a family; none where it makes one.
pub(in crate::report) fn missing(
    plan: &Plan,
    scenario: &Scenario,
    family: &Declared,
) -> Option<String> {
    if !family.members.is_empty() {
        return None;
    }
    let design = &plan.worlds[family.world].designs[family.design];
    let wanted = scenario.families.get(&family.name).cloned().unwrap_or_default();
    let mut reasons = unanswered(design, &wanted);
    let asked = scenario.analyses.iter().filter(|(name, _)| asks(&wanted, name));
    let elsewhere =
        asked.filter(|(_, it)| !it.designs.is_empty() && !it.designs.contains(&design.name));
    reasons.extend(elsewhere.map(|(name, analysis)| {
        format!("{name} looks at another design only ({})", analysis.designs.join(", "))
    }));
    Some(if reasons.is_empty() {
        "nothing that the family lists is analysed together in this design".to_owned()
    } else {
        reasons.join("; ")
    })
}

/// Whether a family may hold tests of an analysis.
fn asks(family: &DeclaredFamily, analysis: &String) -> bool {
    family.analyses.is_empty() || family.analyses.contains(analysis)
}

/// What the design says of the analyses of a family that it does not answer.
fn unanswered(design: &DesignPlan, family: &DeclaredFamily) -> Vec<String> {
    let unanswered = design.unanswered.iter().filter(|one| asks(family, &one.analysis));
    unanswered.map(|one| format!("{}: {}", one.analysis, one.reason)).collect()
}
