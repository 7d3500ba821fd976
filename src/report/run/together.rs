//! What several tests of one trial find together, and what a run leaves unanswered.

use serde::Serialize;

use crate::diagnosis::family::FamilyDiagnosis;
use crate::diagnosis::measured::{Absent, Known, Rate, value_or_reason};
use crate::plan::{Disturbance, Family, Plan};
use crate::replicate::Sums;
use crate::report::run::results::key;

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
    /// What makes it cry wolf in the world without effects; empty elsewhere, and beyond the first table.
    pub disturbed_by: Vec<Disturbance>,
    /// At least one rejection, in either direction, where nothing disturbs it.
    #[serde(serialize_with = "value_or_reason")]
    pub any_false_alarm_undisturbed: Known<Rate>,
}

/// An analysis of which a design gives no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// World: the base world, or one that leaves more unanswered.
    pub world: String,
    /// Design.
    pub design: String,
    /// Analysis; null where no analysis looks at the design.
    pub analysis: Option<String>,
    /// Why, and what would be right.
    pub reason: String,
}

/// The families of a plan, as the sums have them; `undisturbed` are those of the further plan in which nothing
/// disturbs them.
pub fn families(plan: &Plan, sums: &Sums, undisturbed: Option<(&Plan, &Sums)>) -> Vec<FamilyRow> {
    let further = undisturbed.into_iter().flat_map(|(plan, sums)| diagnosed(plan, sums));
    let mut further = further.map(|(_, diagnosis)| diagnosis.any_false_alarm);
    let row = |(family, diagnosis): (&Family, FamilyDiagnosis)| {
        let cells: Vec<usize> = family.members.iter().map(|member| member.cell).collect();
        let first = key(plan, &plan.cells[*cells.first()?]);
        let any_false_alarm_undisturbed = match family.disturbed_by.as_deref() {
            None => Err(Absent::NotLeading),
            Some([]) => Err(Absent::Undisturbed),
            Some(_) => further.next().unwrap_or(Err(Absent::NotKept)),
        };
        Some(FamilyRow {
            world: first.world,
            design: first.design,
            analysis: first.analysis,
            outcome: first.outcome,
            month: first.month,
            versus: first.versus,
            arms: cells.iter().map(|&cell| plan.cells[cell].arm.clone()).collect(),
            cells,
            diagnosis,
            disturbed_by: family.disturbed_by.clone().unwrap_or_default(),
            any_false_alarm_undisturbed,
        })
    };
    diagnosed(plan, sums).filter_map(row).collect()
}

fn diagnosed<'a>(
    plan: &'a Plan,
    sums: &'a Sums,
) -> impl Iterator<Item = (&'a Family, FamilyDiagnosis)> {
    let families = plan.families.iter().zip(&sums.families);
    families.map(|(family, sums)| (family, sums.diagnose(&family.members)))
}

/// What the designs of the base world leave unanswered, and those of another world besides.
pub fn missing(plan: &Plan) -> Vec<Missing> {
    let mut out: Vec<Missing> = Vec::new();
    for world in &plan.worlds {
        for design in &world.designs {
            let mut of_design: Vec<(Option<&String>, &str)> = design
                .unanswered
                .iter()
                .map(|unanswered| (Some(&unanswered.analysis), &*unanswered.reason))
                .collect();
            if design.samples.is_empty() && design.unanswered.is_empty() {
                of_design.push((None, UNNAMED));
            }
            for (analysis, reason) in of_design {
                let is_known = |one: &Missing| {
                    let same = (&one.design, one.analysis.as_ref(), &*one.reason);
                    one.world == plan.worlds[0].name && same == (&design.name, analysis, reason)
                };
                if !out.iter().any(is_known) || world.name == plan.worlds[0].name {
                    out.push(Missing {
                        world: world.name.clone(),
                        design: design.name.clone(),
                        analysis: analysis.cloned(),
                        reason: reason.to_owned(),
                    });
                }
            }
        }
    }
    out
}

/// Why a design has no answer where no analysis asks it.
const UNNAMED: &str = "no analysis looks at it: name it under \"designs\" of one";
