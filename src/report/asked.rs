//! What a solver was asked: the head of its answers in JSON, whatever they are, and the words that all of them end with.

mod words;

pub(in crate::report) use words::PHRASES;

use indexmap::IndexSet;
use serde::Serialize;

use crate::language::Language;
use crate::plan::Plan;
use crate::report::html::Question;
use crate::report::names::Names;
use crate::report::page::Page;
use crate::report::picture::Figure;
use crate::report::run::results::{FORMAT, ScenarioId};
use crate::report::words::{Listed, Number};
use crate::scenario::{Compiled, Labelled};
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

    /// The page of all answers, with pictures of some of them; `command` makes it again.
    pub(super) fn page(
        &self,
        language: Language,
        figures: Vec<Figure>,
        screen: Page,
        command: &[String],
    ) -> String {
        let made = self.scenario.made(self.asked.seed);
        let (simulated, told) = (String::new(), screen.blocks());
        Question { language, made, simulated, figures, told }.page(command)
    }
}

/// That an answer is about some arms alone, where others are compared too:
/// `This is about alpha_arm alone: ask about others with --arm beta_arm.`
pub(super) fn alone(names: &Names, arms: &[String], others: &[String]) -> Option<String> {
    let options: Vec<String> = others.iter().map(|arm| format!("--arm {arm}")).collect();
    let options =
        options.into_iter().reduce(|first, last| words::either(names.language, first, last))?;
    let arms = arms.iter().map(|arm| names.told(Labelled::Arm, arm)).collect();
    Some(words::alone(names.language, Listed(arms), options))
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

    /// The wanted power, in trials of a hundred.
    pub(super) fn power(&self) -> Number {
        Number::stated(100.0 * self.power)
    }

    /// How answers were searched: on which draws, until when, and what makes the errors of power small.
    pub(super) fn how(
        &self,
        language: Language,
        has_all: bool,
        is_confirmed: bool,
        redivisions: u32,
    ) -> String {
        let until = has_all.then(|| words::until(language, Number::stated(100.0 * self.tolerance)));
        let fresh = is_confirmed.then(|| words::new_chance(language));
        let times = Number::count(redivisions as usize);
        let anew = (redivisions > 0).then(|| words::divided_anew(language, times));
        let told = [until, fresh, anew].into_iter().flatten();
        std::iter::once(words::on_common_draws(language)).chain(told).collect::<Vec<_>>().join(" ")
    }
}
