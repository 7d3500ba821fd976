//! Analyses that are declared and speak for no candidate, each with the reason.

use serde::Serialize;

use super::field::{Refused, off_scale};
use crate::plan::Cell;
use crate::scenario::Compiled;

/// An analysis of a design that is not weighed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unshown {
    /// Design.
    pub design: String,
    /// Analysis.
    pub analysis: String,
    /// Why it is not weighed, and where to see it.
    pub reason: String,
}

/// The declared analyses of the designs asked for (all when none is) in the first world that stand in no
/// row; `shown` are designs with the cells that speak for them, `refused` what has its reason already.
pub fn unshown(
    compiled: &Compiled,
    asked: &[String],
    shown: &[(&str, &Cell)],
    refused: &[Refused],
) -> Vec<Unshown> {
    let plan = &compiled.plan;
    let mut out = Vec::new();
    for (number, design) in plan.worlds[0].designs.iter().enumerate() {
        let name = design.name.as_str();
        if !asked.is_empty() && !asked.contains(&design.name) {
            continue;
        }
        let speaker = shown.iter().find(|(of, _)| *of == name).map(|&(_, cell)| cell);
        for (analysis, settings) in &compiled.scenario.analyses {
            let elsewhere =
                !settings.designs.is_empty() && !settings.designs.contains(&design.name);
            let told = format!("{analysis} counts ");
            let is_named = |r: &Refused| r.label.design == name && r.reason.starts_with(&told);
            let speaks = speaker.is_some_and(|cell| cell.analysis == *analysis);
            if elsewhere || speaks || refused.iter().any(is_named) {
                continue;
            }
            let cells: Vec<&Cell> = plan
                .cells
                .iter()
                .filter(|c| (c.world, c.design, &c.analysis) == (0, number, analysis))
                .collect();
            let reason = reason(analysis, speaker.or(shown.first().map(|&(_, cell)| cell)), &cells);
            out.push(Unshown { design: name.to_owned(), analysis: analysis.clone(), reason });
        }
    }
    out
}

/// Why an analysis with these cells does not speak for a design for which another cell does.
fn reason(analysis: &str, speaker: Option<&Cell>, cells: &[&Cell]) -> String {
    let Some(speaker) = speaker else { return "nothing is weighed".to_owned() };
    let asked = |c: &&&Cell| {
        (&c.outcome, c.month, &c.arm) == (&speaker.outcome, speaker.month, &speaker.arm)
    };
    match cells.iter().find(asked) {
        Some(cell) if !cell.is_counted_like(speaker) => off_scale(cell, speaker),
        Some(_) => {
            format!("one analysis speaks for each design: --analysis {analysis} asks this one")
        }
        None if cells.is_empty() => "nothing is compared by it in this design".to_owned(),
        None => {
            let month =
                speaker.month.map_or_else(String::new, |month| format!(" at month {month}"));
            format!("it does not compare {} on {}{month}", speaker.arm, speaker.outcome)
        }
    }
}
