//! Designs with their analyses and cells, planned once.

use super::designs::{self, Offers};
use super::drafted::{Context, DraftCell, Drafted};
use super::headline::Analysed;
use super::sizes;
use crate::assignment::DesignModel;
use crate::issue::Issue;
use crate::measurement::Feature;
use crate::plan::DesignPlan;

/// A design with its analyses, and what they compare.
#[derive(Clone)]
pub struct PlannedDesign {
    pub plan: DesignPlan,
    /// In order.
    pub cells: Vec<DraftCell>,
    /// Whether it is to be simulated.
    pub is_wanted: bool,
}

/// Plans all designs of a world; `features` are the columns of its society's background file. The base world also has to
/// find every analysis possible in some design.
pub fn plan(
    context: Context,
    offers: &Offers,
    deliveries: &[usize],
    is_base: bool,
    features: &mut Vec<Feature>,
) -> Result<Vec<PlannedDesign>, Vec<Issue>> {
    let Context { scenario, society, world, acceptance, .. } = context;
    let (mut issues, mut refused, mut designs) = (Vec::new(), Vec::new(), Vec::new());
    let models = designs::models(scenario, society, world, offers, &mut issues);
    if issues.is_empty() {
        let size = society.population.size;
        let models: Vec<&DesignModel> = models.iter().collect();
        issues = sizes::check(scenario, world, &models, size, acceptance);
    }
    let wanted = &scenario.run.designs;
    for ((name, model), &delivery) in scenario.designs.keys().zip(models).zip(deliveries) {
        let is_wanted = wanted.is_empty() || wanted.contains(name);
        let mut out = Drafted::default();
        if is_wanted {
            out.features = std::mem::take(features);
        }
        let plan = context.plan_design(name, model, delivery, &mut out);
        if is_wanted {
            *features = out.features;
        }
        issues.extend(out.issues);
        refused.extend(out.refused);
        designs.push(PlannedDesign { plan, cells: out.cells, is_wanted });
    }
    let analysed = Analysed { scenario, world, designs: &designs };
    if issues.is_empty() {
        analysed.check_published(is_base, &mut issues);
    }
    if issues.is_empty() && is_base {
        let cells = designs.iter().flat_map(|design| &design.cells);
        let runs = |name: &String| cells.clone().any(|cell| cell.analysis == *name);
        let nowhere = refused.into_iter().filter(|(name, _)| !runs(name));
        issues.extend(nowhere.map(|(_, issue)| issue));
        if issues.is_empty() {
            analysed.check_primary(&mut issues);
        }
    }
    if issues.is_empty() { Ok(designs) } else { Err(issues) }
}

/// Why a run of the designs that are wanted would show nothing, and what to add.
pub fn nothing_to_show(designs: &[PlannedDesign]) -> Option<Issue> {
    let wanted: Vec<&PlannedDesign> = designs.iter().filter(|design| design.is_wanted).collect();
    if wanted.iter().any(|design| !design.cells.is_empty()) {
        return None;
    }
    let names: Vec<String> = wanted.iter().map(|d| format!("{:?}", d.plan.name)).collect();
    let message =
        format!("nothing would be shown: no analysis compares groups in {}", names.join(", "));
    let unanswered = wanted.iter().flat_map(|design| &design.plan.unanswered);
    let reasons: Vec<String> =
        unanswered.map(|u| format!("{}: {}", u.analysis, u.reason)).collect();
    let add =
        "add an analysis such as \"difference\": {\"estimator\": {\"difference_in_means\": {}}}";
    let help = if reasons.is_empty() {
        format!("{add}, or name a design here under the \"designs\" of one")
    } else {
        format!("{}; or {add}", reasons.join("; "))
    };
    Some(Issue::new("analyses", message).help(help))
}
