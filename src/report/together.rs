//! What several tests of one trial find together, and what a run leaves unanswered.

use serde::Serialize;

use crate::diagnosis::family::FamilyDiagnosis;
use crate::plan::Plan;
use crate::replicate::Sums;
use crate::report::results::key;

/// The same comparison of several arms, counted together in every trial.
#[derive(Clone, Debug, Serialize)]
pub struct FamilyRow {
    /// World.
    pub world: String,
    /// Design.
    pub design: String,
    /// Analysis.
    pub analysis: String,
    /// Outcome.
    pub outcome: String,
    /// Months after the start; null for outcomes measured once.
    pub month: Option<u32>,
    /// The group with which every arm is compared.
    pub versus: String,
    /// The arms.
    pub arms: Vec<String>,
    /// The cells, by their position among the cells of the results.
    #[serde(skip)]
    pub cells: Vec<usize>,
    /// Shares of all replications.
    #[serde(flatten)]
    pub diagnosis: FamilyDiagnosis,
}

/// An analysis of which a design gives no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Design.
    pub design: String,
    /// Analysis; null where no analysis looks at the design.
    pub analysis: Option<String>,
    /// Why, and what would be right.
    pub reason: String,
}

/// The families of a plan, as the sums have them.
pub fn families(plan: &Plan, sums: &Sums) -> Vec<FamilyRow> {
    let families = plan.families.iter().zip(&sums.families);
    let row = |(family, sums): (&crate::plan::Family, &crate::diagnosis::family::FamilySums)| {
        let cells: Vec<usize> = family.members.iter().map(|member| member.cell).collect();
        let first = key(plan, &plan.cells[*cells.first()?]);
        Some(FamilyRow {
            world: first.world,
            design: first.design,
            analysis: first.analysis,
            outcome: first.outcome,
            month: first.month,
            versus: first.versus,
            arms: cells.iter().map(|&cell| plan.cells[cell].arm.clone()).collect(),
            cells,
            diagnosis: sums.diagnose(&family.members),
        })
    };
    families.filter_map(row).collect()
}

/// What the designs of the base world leave unanswered.
pub fn missing(plan: &Plan) -> Vec<Missing> {
    let mut out = Vec::new();
    for design in &plan.worlds[0].designs {
        out.extend(design.unanswered.iter().map(|unanswered| Missing {
            design: design.name.clone(),
            analysis: Some(unanswered.analysis.clone()),
            reason: unanswered.reason.clone(),
        }));
        if design.samples.is_empty() && design.unanswered.is_empty() {
            out.push(Missing {
                design: design.name.clone(),
                analysis: None,
                reason: "no analysis looks at it: name it under \"designs\" of one".to_owned(),
            });
        }
    }
    out
}
