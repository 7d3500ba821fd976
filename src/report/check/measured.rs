//! When outcomes are measured, for which month effects are stated, and which month leads the answer.

use serde::Serialize;

use super::words;
use crate::report::names::Names;
use crate::report::words::{Listed, Number};
use crate::scenario::{Compiled, Labelled, Why, leading_month, primary};

/// The outcome and month that lead, and the others.
#[derive(Clone, Debug, Serialize)]
pub struct Measured {
    /// The outcome that leads the answer.
    pub outcome: String,
    /// Its month; null for an outcome measured once.
    pub month: Option<u32>,
    /// Why that month leads; null for an outcome measured once.
    pub because: Option<Why>,
    /// Months at which the leading outcome is measured.
    pub months: Vec<u32>,
    /// The month for which rates and effects are stated; null without a work process.
    pub stated_for: Option<u32>,
}

impl Measured {
    /// Of a compiled scenario.
    pub(super) fn of(compiled: &Compiled) -> Self {
        let (plan, scenario) = (&compiled.plan, &compiled.scenario);
        let (outcome, month) = primary(plan, scenario);
        let because = leading_month(plan, scenario, &outcome).map(|(_, why)| why);
        let cells = plan.cells.iter().filter(|c| c.world == 0 && c.outcome == outcome);
        let mut months: Vec<u32> = cells.filter_map(|c| c.month).collect();
        months.sort_unstable();
        months.dedup();
        let work = scenario.work.as_ref().filter(|_| month.is_some());
        let stated_for = work.map(|work| work.month.as_ref().map_or(16, |m| m.get() as u32));
        Self { outcome, month, because, months, stated_for }
    }

    /// `works12 is measured at months 4, 8 and 16. …`; nothing for an outcome measured once.
    pub(super) fn told(&self, names: &Names) -> Option<String> {
        let (month, stated_for, because) = (self.month?, self.stated_for?, self.because?);
        let language = names.language;
        let number = |month: u32| Number::count(month as usize);
        let outcome = names.shown(Labelled::Outcome, &self.outcome);
        let measured = match &self.months[..] {
            [] => return None,
            [one] => words::measured_once(language, outcome, number(*one), number(stated_for)),
            several => {
                let months = Listed(several.iter().map(|month| number(*month)).collect());
                words::measured(language, outcome, months, number(stated_for))
            }
        };
        let leads = match because {
            Why::Primary => words::leads_named,
            Why::Stated => words::leads_stated,
            Why::First => words::leads_first,
        };
        Some(format!("{measured} {}", leads(language, number(month))))
    }
}
