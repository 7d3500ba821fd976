//! Analyses that are declared and speak for no candidate, each with the reason.

use serde::Serialize;

use super::field::{Refused, off_scale};
use crate::estimand::Scale;
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
    /// The same as data.
    #[serde(skip)]
    pub why: Silent,
}

/// Why an analysis does not speak for a design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Silent {
    /// Nothing is weighed.
    Nothing,
    /// Its estimates are counted per others than those that are weighed.
    Scale {
        /// Per whom its own are.
        own: Scale,
        /// Per whom those of the others are.
        others: Scale,
        /// In a sentence.
        told: String,
    },
    /// Another speaks for the design.
    Another(String),
    /// It compares nothing in the design.
    NothingCompared,
    /// It compares other groups, outcomes or months.
    Elsewhere {
        /// Arm that it does not compare.
        arm: String,
        /// On this outcome.
        outcome: String,
        /// In this month.
        month: Option<u32>,
    },
}

impl Silent {
    /// In a sentence.
    fn told(&self) -> String {
        match self {
            Self::Nothing => "nothing is weighed".to_owned(),
            Self::Scale { told, .. } => told.clone(),
            Self::Another(analysis) => {
                format!("one analysis speaks for each design: --analysis {analysis} asks this one")
            }
            Self::NothingCompared => "nothing is compared by it in this design".to_owned(),
            Self::Elsewhere { arm, outcome, month } => {
                let month = month.map_or_else(String::new, |month| format!(" at month {month}"));
                format!("it does not compare {arm} on {outcome}{month}")
            }
        }
    }
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
            let why = why(analysis, speaker.or(shown.first().map(|&(_, cell)| cell)), &cells);
            let (design, analysis, reason) = (name.to_owned(), analysis.clone(), why.told());
            out.push(Unshown { design, analysis, reason, why });
        }
    }
    out
}

/// Why an analysis with these cells does not speak for a design for which another cell does.
fn why(analysis: &str, speaker: Option<&Cell>, cells: &[&Cell]) -> Silent {
    let Some(speaker) = speaker else { return Silent::Nothing };
    let asked = |c: &&&Cell| {
        (&c.outcome, c.month, &c.arm) == (&speaker.outcome, speaker.month, &speaker.arm)
    };
    match cells.iter().find(asked) {
        Some(cell) if !cell.is_counted_like(speaker) => {
            let told = off_scale(cell, speaker);
            Silent::Scale { own: cell.scale(), others: speaker.scale(), told }
        }
        Some(_) => Silent::Another(analysis.to_owned()),
        None if cells.is_empty() => Silent::NothingCompared,
        None => Silent::Elsewhere {
            arm: speaker.arm.clone(),
            outcome: speaker.outcome.clone(),
            month: speaker.month,
        },
    }
}
