//! What was simulated: people, arms, trials, and how many people there are at each stage.

use super::{View, counted, listed};
use crate::plan::Mode;
use crate::report::digits::count;
use crate::report::page::Page;
use crate::report::run::flow::{Stage, stages};
use crate::report::run::results::FlowRow;

pub(super) fn write(view: &View, page: &mut Page) {
    page.heading(&view.results.scenario.name);
    if let Some(about) = &view.scenario.about {
        page.text(about.text_in(view.language), "");
    }
    let (plan, base) = (view.plan, &view.plan.worlds[0]);
    let people = plan.societies[base.society].population.size as f64;
    let worlds = match plan.worlds.len() {
        1 => String::new(),
        n => format!(" in each of {}", counted(n, "world")),
    };
    let sites = match plan.societies[base.society].population.sites.len() {
        0 => String::new(),
        n => format!(" in {}", counted(n, "site")),
    };
    let mode = match plan.mode {
        Mode::Superpopulation => "",
        Mode::Finite => " (the same people in every trial)",
    };
    page.text(
        &format!(
            "{}{worlds}; {} eligible people{sites}{mode}; {} against {}.",
            view.trials(),
            count(people),
            listed(&base.arms[1..]),
            view.control()
        ),
        "",
    );
    for sentence in &base.artefacts {
        page.text(sentence, "");
    }
    if view.has_few() {
        page.warning(
            "So few trials show only that the scenario runs: conclude nothing from them.",
            "",
        );
    }
    write_flows(view, page);
}

fn write_flows(view: &View, page: &mut Page) {
    let base = &view.plan.worlds[0];
    let rows = view.results.flow.iter().take(base.designs.len()).enumerate();
    let flows: Vec<(&FlowRow, Vec<Stage>)> =
        rows.map(|(k, row)| (row, stages(view.plan, view.scenario, k, row))).collect();
    let compares = view.plan.mode == Mode::Superpopulation && !view.has_few();
    let replications = u64::from(view.results.run.replications);
    let deviates = |stage: &&Stage| compares && stage.deviates(replications);
    // How many are eligible is stated, and not implied.
    let counted = || flows.iter().flat_map(|(_, stages)| stages.iter().skip(1));
    let as_implied = if !compares || counted().any(|s| deviates(&s)) {
        ""
    } else if counted().all(|stage| stage.implied.is_some()) {
        ", as the stated rates imply"
    } else if counted().any(|stage| stage.implied.is_some()) {
        ", as the stated rates imply where they do"
    } else {
        ""
    };
    page.heading(&format!(
        "Who takes part: mean number of people{as_implied} ({})",
        base.arms.join("/")
    ));
    for (row, stages) in &flows {
        page.text(&flow_told(row, stages), "    ");
        for stage in stages.iter().filter(deviates) {
            let implied = count(stage.implied.unwrap_or_default());
            let simulated = count(stage.simulated.mean);
            let text = format!(
                "    {}: {simulated} simulated, but the stated rates imply {implied}",
                stage.name.trim()
            );
            page.warning(&text, "      ");
        }
    }
}

/// `after: 494 register → 393 enrol → 389 randomised (131/130/128) → 366 analysed; 306 start`.
fn flow_told(row: &FlowRow, stages: &[Stage]) -> String {
    let mean = |name: &str| {
        let stage = stages.iter().find(|stage| stage.name == name);
        stage.map_or(0.0, |stage| stage.simulated.mean)
    };
    let by_arm: Vec<String> = row.assigned.values().map(|n| count(n.mean)).collect();
    let by_arm = by_arm.join("/");
    let invites = !row.invited_by_arm.is_empty();
    let enrolled = row.enrolled.mean;
    let randomised = if invites { enrolled } else { mean("randomised") };
    let mut steps = Vec::new();
    let mut step = |n: f64, words: &str| steps.push(format!("{} {words}", count(n)));
    if invites {
        let drawn = row.invited_by_arm.values().map(|n| n.mean);
        let (least, most) = drawn
            .clone()
            .fold((f64::INFINITY, 0.0), |(least, most), n| (f64::min(least, n), f64::max(most, n)));
        let by_arm: Vec<String> = drawn.map(count).collect();
        let by_arm = format!(" ({})", by_arm.join("/"));
        let by_arm = if most - least > 1.5 { by_arm } else { String::new() };
        step(row.invited.mean, &format!("drawn{by_arm}"));
    }
    if (row.registered.mean - enrolled).abs() > 0.5 {
        step(row.registered.mean, "register");
    }
    if invites {
        step(enrolled, &format!("enrol ({by_arm})"));
    } else {
        if enrolled < mean("eligible") - 0.5 {
            step(enrolled, "enrol");
        }
        step(randomised, &format!("randomised ({by_arm})"));
    }
    if (row.analysed.mean - randomised).abs() > 0.5 {
        step(row.analysed.mean, if invites { "kept" } else { "analysed" });
    }
    let mut told = vec![format!("  {}: {}", row.design, steps.join(" → "))];
    if (row.started.mean - randomised).abs() > 0.5 {
        told.push(format!("{} start", count(row.started.mean)));
    }
    let sites = row.by_site.iter();
    told.extend(sites.map(|(site, n)| format!("{} take part in {site}", count(n.mean))));
    let answers = row.answered.iter();
    told.extend(answers.map(|(survey, n)| format!("{} answer {survey}", count(n.mean))));
    if invites && row.reference.mean > 0.0 {
        told.push(format!("reference {}", count(row.reference.mean)));
    }
    told.join("; ")
}
