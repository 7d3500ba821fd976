//! Who takes part: how many people there are at each step of each design.

use super::View;
use crate::estimand::Term;
use crate::plan::Mode;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::flow::{At, Stage, stages};
use crate::report::run::results::FlowRow;
use crate::report::run::words::flow as words;
use crate::report::words::causes::Cause;
use crate::report::words::{Listed, Number};

/// Characters of a line on the screen, beyond which what stands beside the way is left to the details; a survey
/// of an outcome never is.
const LONGEST: usize = 96;
/// The survey before the start.
const BASELINE: &str = "baseline_survey";

pub(super) fn write(view: &View, page: &mut Page) {
    let (plan, base, language) = (view.plan, &view.plan.worlds[0], view.language);
    let population = &plan.societies[base.society].population;
    let people = Number::count(population.size);
    let arms = view.groups(&base.arms, "/");
    let heading = match population.sites.len() {
        0 | 1 => words::who_takes_part(language, people.clone(), arms.as_str()),
        sites => {
            words::who_takes_part_in(language, people.clone(), Number::count(sites), arms.as_str())
        }
    };
    page.heading(&match heading.chars().count() > page.width() {
        true => words::who_takes_part_short(language, people, arms),
        false => heading,
    });
    for (row, stages) in flows(view) {
        let design = view.design(&row.design);
        let mut line = words::line(language, design, steps(view, row, &stages));
        for (beside, is_needed) in beside(view, row, &stages) {
            if is_needed || line.chars().count() + beside.chars().count() <= LONGEST {
                line = format!("{line}; {beside}");
            }
        }
        page.text(&format!("  {line}"), "    ");
        for stage in stages.iter().filter(|stage| deviates(view, stage)) {
            let implied = people_told(stage.implied.unwrap_or_default());
            let simulated = people_told(stage.simulated.mean);
            let text = words::differs(language, name(view, &stage.at), simulated, implied);
            page.warning(&format!("    {text}"), "      ");
        }
    }
    if plan.mode == Mode::Finite {
        page.text(&format!("  {}", words::same_people(language)), "    ");
    }
    let artefacts = artefacts(view);
    if !artefacts.is_empty() {
        page.text(&format!("  {}", words::trial_itself(language, Listed(artefacts))), "    ");
    }
}

/// Everybody at each step, and whether the stated rates imply what was simulated.
pub(super) fn details(view: &View, page: &mut Page) {
    let flows = flows(view);
    page.heading(&words::at_each_step(view.language));
    for (row, stages) in &flows {
        let mut told = vec![steps(view, row, stages)];
        told.extend(beside(view, row, stages).into_iter().map(|(beside, _)| beside));
        let line = words::line(view.language, view.design(&row.design), told.join("; "));
        page.text(&format!("  {line}"), "    ");
    }
    // How many are eligible is stated, and not implied.
    let counted = || flows.iter().flat_map(|(_, stages)| stages.iter().skip(1));
    if !compares(view) || counted().any(|stage| deviates(view, stage)) {
        return;
    }
    let text = if counted().all(|stage| stage.implied.is_some()) {
        words::as_implied(view.language)
    } else if counted().any(|stage| stage.implied.is_some()) {
        words::as_implied_in_part(view.language)
    } else {
        return;
    };
    page.text(&format!("  {text}"), "  ");
    for sentence in &view.plan.worlds[0].artefacts {
        page.text(&format!("  {}", sentence.text_in(view.language)), "  ");
    }
}

fn flows<'a>(view: &View<'a>) -> Vec<(&'a FlowRow, Vec<Stage>)> {
    let designs = view.plan.worlds[0].designs.len();
    let rows = view.results.flow.iter().take(designs).enumerate();
    rows.map(|(k, row)| (row, stages(view.plan, view.scenario, k, row))).collect()
}

fn compares(view: &View) -> bool {
    view.plan.mode == Mode::Superpopulation && !view.has_few()
}

fn deviates(view: &View, stage: &Stage) -> bool {
    compares(view) && stage.deviates(u64::from(view.results.run.replications))
}

/// What being in the trial does there, by its causes.
fn artefacts(view: &View) -> Vec<Cause> {
    let base = view.results.cells.iter().zip(&view.plan.cells).filter(|(_, cell)| cell.world == 0);
    let mut at_work: Vec<Cause> = Vec::new();
    if view.plan.worlds[0].artefacts.is_empty() {
        return at_work;
    }
    for (row, _) in base {
        for entry in &row.diagnosis.bias_budget {
            let cause = Cause::Term(entry.term);
            let is_artefact = matches!(entry.term, Term::Artefact(_)) && entry.mean.value != 0.0;
            if is_artefact && !at_work.contains(&cause) {
                at_work.push(cause);
            }
        }
    }
    at_work
}

fn people_told(n: f64) -> Number {
    Number(digits::count(n))
}

/// `494 registered → 393 admitted → 389 randomised (131/130/128) → 366 analysed; 306 started`.
fn steps(view: &View, row: &FlowRow, stages: &[Stage]) -> String {
    let language = view.language;
    let mean = |at: &At| {
        let stage = stages.iter().find(|stage| stage.at == *at);
        stage.map_or(0.0, |stage| stage.simulated.mean)
    };
    let joined = |counts: Vec<f64>| {
        let told = counts.into_iter().map(digits::count).collect::<Vec<_>>().join("/");
        language.number(&told)
    };
    let by_arm = joined(row.assigned.values().map(|n| n.mean).collect());
    let invites = !row.invited_by_arm.is_empty();
    let enrolled = row.enrolled.mean;
    let randomised = if invites { enrolled } else { mean(&At::Randomised) };
    let mut steps = Vec::new();
    if invites {
        let drawn: Vec<f64> = row.invited_by_arm.values().map(|n| n.mean).collect();
        let least = drawn.iter().copied().fold(f64::INFINITY, f64::min);
        let most = drawn.iter().copied().fold(0.0, f64::max);
        let invited = people_told(row.invited.mean);
        steps.push(if most - least > 1.5 {
            words::invited_by_arm(language, invited, joined(drawn))
        } else {
            words::invited(language, invited)
        });
    }
    if (row.registered.mean - enrolled).abs() > 0.5 {
        steps.push(words::registered(language, people_told(row.registered.mean)));
    }
    if invites {
        steps.push(words::admitted_by_arm(language, people_told(enrolled), by_arm));
    } else {
        if enrolled < mean(&At::Eligible) - 0.5 {
            steps.push(words::admitted(language, people_told(enrolled)));
        }
        steps.push(words::randomised(language, people_told(randomised), by_arm));
    }
    if (row.analysed.mean - randomised).abs() > 0.5 {
        let n = people_told(row.analysed.mean);
        let has_surveys = row.answered.keys().any(|name| name != BASELINE);
        let kept = (invites || has_surveys).then(|| words::kept(language, n.clone()));
        steps.push(kept.unwrap_or_else(|| words::analysed(language, n)));
    }
    steps.join(" → ")
}

/// What stands beside the way: `306 started`, `120 in north`, `1,508 in the reference group`; whether it may not be left
/// out.
fn beside(view: &View, row: &FlowRow, stages: &[Stage]) -> Vec<(String, bool)> {
    let (language, invites) = (view.language, !row.invited_by_arm.is_empty());
    let randomised = stages.iter().find(|stage| stage.at == At::Randomised);
    let randomised = match randomised.filter(|_| !invites) {
        Some(stage) => stage.simulated.mean,
        None => row.enrolled.mean,
    };
    let mut told = Vec::new();
    if (row.started.mean - randomised).abs() > 0.5 {
        told.push((words::started(language, people_told(row.started.mean)), false));
    }
    let sites = row.by_site.iter();
    told.extend(
        sites.map(|(site, n)| {
            (words::in_site(language, people_told(n.mean), view.site(site)), false)
        }),
    );
    let answers = row.answered.iter();
    told.extend(answers.map(|(name, n)| {
        let told = words::answered(language, people_told(n.mean), survey(view, name));
        (told, name != BASELINE)
    }));
    if invites && row.reference.mean > 0.0 {
        told.push((words::in_reference(language, people_told(row.reference.mean)), false));
    }
    told
}

/// What a stage is called.
fn name(view: &View, at: &At) -> String {
    let language = view.language;
    match at {
        At::Eligible => String::new(),
        At::Reference => words::stage_reference(language),
        At::Invited => words::stage_invited(language),
        At::DrawnFor(arm) => words::stage_drawn_for(language, view.the_group(arm)),
        At::Registered => words::stage_registered(language),
        At::Admitted => words::stage_admitted(language),
        At::Randomised => words::stage_randomised(language),
        At::In(arm) => words::stage_in_arm(language, view.the_group(arm)),
        At::Living(site) => words::stage_in_site(language, view.site(site)),
        At::Started => words::stage_started(language),
        At::Analysed | At::AnalysedAsDrawn | At::AnalysedParticipants => {
            words::stage_analysed(language)
        }
        At::Answers(name) => words::stage_answered(language, survey(view, name)),
    }
}

/// What a survey is called.
fn survey(view: &View, name: &str) -> String {
    match name {
        BASELINE => words::baseline_survey(view.language),
        name => name.to_owned(),
    }
}
