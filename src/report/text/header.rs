//! What was simulated: people, arms, trials, and how many people there are at each stage.

use super::{View, counted, listed};
use crate::plan::Mode;
use crate::report::digits::count;
use crate::report::flow::{Stage, stages};
use crate::report::page::Page;
use crate::report::results::FlowRow;

pub(super) fn write(view: &View, page: &mut Page) {
    page.heading(&view.results.scenario.name);
    if let Some(about) = &view.scenario.about {
        page.text(about, "");
    }
    let plan = view.plan;
    let base = &plan.worlds[0];
    let people = plan.societies[base.society].population.size as f64;
    let worlds = match plan.worlds.len() {
        1 => String::new(),
        n => format!(" in each of {}", counted(n, "world")),
    };
    let trials = counted(plan.replications as usize, "simulated trial");
    let mode = match plan.mode {
        Mode::Superpopulation => "",
        Mode::Finite => " (the same people in every trial)",
    };
    let s = if base.arms.len() == 2 { "" } else { "s" };
    page.text(
        &format!(
            "{trials}{worlds}, {} eligible people{mode}. Arm{s}: {}, against {}. Outcome: {}.",
            count(people),
            listed(&base.arms[1..]),
            view.control(),
            view.outcome_told()
        ),
        "",
    );
    page.heading("Who takes part (mean number of people in a simulated trial)");
    for (design, row) in view.results.flow.iter().take(base.designs.len()).enumerate() {
        write_flow(view, design, row, page);
    }
}

fn write_flow(view: &View, design: usize, row: &FlowRow, page: &mut Page) {
    let stages = stages(view.plan, view.scenario, design, row);
    let mean = |name: &str| {
        let stage = stages.iter().find(|stage| stage.name == name);
        stage.map_or(0.0, |stage| stage.simulated.mean)
    };
    let arms: Vec<String> =
        row.assigned.iter().map(|(arm, n)| format!("{arm} {}", count(n.mean))).collect();
    let mut steps = vec![format!("  {}: {} eligible", row.design, count(mean("eligible")))];
    let mut step = |n: f64, words: &str| steps.push(format!("{} {words}", count(n)));
    if !row.invited_by_arm.is_empty() {
        step(row.invited.mean, "invited");
    }
    let (enrolled, randomised) = (row.enrolled.mean, mean("randomised"));
    if (row.registered.mean - enrolled).abs() > 0.5 {
        step(row.registered.mean, "register");
    }
    let by_arm = arms.join(", ");
    if row.invited_by_arm.is_empty() {
        if enrolled < mean("eligible") - 0.5 {
            step(enrolled, "enrol");
        }
        step(randomised, &format!("randomised ({by_arm})"));
    } else {
        step(enrolled, &format!("enrol ({by_arm})"));
    }
    if (row.analysed.mean - randomised).abs() > 0.5 {
        step(row.analysed.mean, if row.invited_by_arm.is_empty() { "analysed" } else { "kept" });
    }
    let mut told = vec![steps.join(" → ")];
    if (row.started.mean - randomised).abs() > 0.5 {
        told.push(format!("still in at the start {}", count(row.started.mean)));
    }
    if !row.invited_by_arm.is_empty() && row.reference.mean > 0.0 {
        told.push(format!("random reference group {}", count(row.reference.mean)));
    }
    page.text(&told.join("; "), "    ");
    if view.plan.mode == Mode::Finite {
        return;
    }
    for stage in deviating(&stages, view.results.run.replications) {
        let implied = count(stage.implied.unwrap_or_default());
        let simulated = count(stage.simulated.mean);
        let text = format!(
            "    {}: {simulated} simulated, but the stated rates imply {implied}",
            stage.name.trim()
        );
        page.warning(&text, "      ");
    }
}

fn deviating(stages: &[Stage], replications: u32) -> impl Iterator<Item = &Stage> {
    stages.iter().filter(move |stage| stage.deviates(u64::from(replications)))
}
