//! The page of a check: who takes part, and whether the targets are met.

use super::{Check, REPLICATIONS};
use crate::report::html::Question;
use crate::report::names::Names;
use crate::report::page::WIDTH;
use crate::report::run::page::{flow, targets};
use crate::report::run::results::FlowRow;
use crate::report::words::Say;
use crate::report::words::amounts::Trials;
use crate::scenario::Compiled;

impl Check {
    /// What is said as a page with pictures, given the flow that it is from; `command` makes it again.
    pub fn page(
        &self,
        compiled: &Compiled,
        rows: &[FlowRow],
        names: &Names,
        command: &[String],
    ) -> String {
        let language = names.language;
        let flow = flow::drawn(&compiled.plan, rows, u64::from(REPLICATIONS), names);
        Question {
            language,
            made: self.scenario.made(compiled.plan.seed),
            simulated: Trials(REPLICATIONS).say(language),
            figures: vec![flow, targets::drawn(compiled, names)],
            told: self.screen(names, WIDTH).blocks(),
        }
        .page(command)
    }
}
