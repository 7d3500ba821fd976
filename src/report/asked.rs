//! What a solver was asked: the head of its answers in JSON, whatever they are.

use indexmap::IndexSet;
use serde::Serialize;

use crate::plan::Plan;
use crate::report::digits;
use crate::report::run::results::{FORMAT, ScenarioId};
use crate::scenario::Compiled;
use crate::sizing::Search;

/// What stands above the answers of a solver.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// Version of this form.
    pub format: u32,
    /// Which scenario.
    pub scenario: ScenarioId,
    /// What was asked for.
    pub asked: Asked,
}

impl Head {
    /// From a scenario and the search in it.
    pub fn of(compiled: &Compiled, search: &Search) -> Self {
        Self {
            format: FORMAT,
            scenario: ScenarioId::of(compiled),
            asked: Asked::of(&compiled.plan, search),
        }
    }
}

/// That an answer is about some arms alone, where others are compared too:
/// `This is about alpha_arm alone: ask about others with --arm beta_arm.`
pub(super) fn alone(arms: &[String], others: &[String]) -> Option<String> {
    let with: Vec<String> = others.iter().map(|arm| format!("--arm {arm}")).collect();
    (!others.is_empty()).then(|| {
        format!(
            "This is about {} alone: ask about others with {}.",
            arms.join(" and "),
            with.join(" or ")
        )
    })
}

/// Arms, each once, in the order in which they come.
pub(super) fn distinct<'a>(arms: impl Iterator<Item = &'a String>) -> Vec<String> {
    arms.collect::<IndexSet<_>>().into_iter().cloned().collect()
}

/// Treatment arms that a plan compares in its base world and that are not among these.
pub fn other_arms(plan: &Plan, arms: &[String]) -> Vec<String> {
    let is_compared = |arm: &&String| {
        plan.cells.iter().any(|cell| cell.world == 0 && (cell.arm == **arm || cell.versus == **arm))
    };
    let treated = plan.worlds[0].arms[1..].iter().filter(is_compared);
    treated.filter(|arm| !arms.contains(arm)).cloned().collect()
}

/// What a solver was asked for.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// Seed of all streams.
    pub seed: u64,
    /// Wanted power, in the right direction.
    pub power: f64,
    /// Half width of the 95 % interval, as a share of the answer, at which the search stops.
    pub tolerance: f64,
    /// Most replications of one stage.
    pub replications: u32,
    /// Whether rejections are only counted, because `--plain` asks for it.
    pub plain: bool,
}

impl Asked {
    fn of(plan: &Plan, search: &Search) -> Self {
        Self {
            seed: plan.seed,
            power: search.power,
            tolerance: search.tolerance,
            replications: search.replications,
            plain: search.redivisions == 0,
        }
    }

    /// How answers were searched: on which draws, until when, and what makes the errors of power small.
    pub(super) fn how(&self, has_all: bool, is_confirmed: bool, redivisions: u32) -> String {
        let until = if has_all {
            let tolerance = digits::trimmed(100.0 * self.tolerance);
            format!(" until the 95 % interval was within {tolerance} % of the answer")
        } else {
            String::new()
        };
        let fresh =
            if is_confirmed { "; fresh draws are draws that the search had not seen" } else { "" };
        let anew = if redivisions > 0 {
            format!(
                " The people of every trial were also divided {redivisions} times anew, which makes the errors of power \
                 smaller than those of counting; --plain only counts."
            )
        } else {
            String::new()
        };
        format!("on common draws{until}{fresh}.{anew}")
    }
}
