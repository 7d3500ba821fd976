//! A run as its protocol sees it: one design of the base world, what is compared in it, and what things are called.

use super::words::common as words;
use crate::diagnosis::measured::{Measured, Rate};
use crate::diagnosis::significance::TestDiagnosis;
use crate::estimator::Analysis;
use crate::language::Language;
use crate::plan::{Cell, DesignPlan, Plan, World};
use crate::report::run::results::{CellRow, FlowRow, Results};
use crate::report::run::words::answer::arm_against;
use crate::report::unit::Unit;
use crate::report::words::amounts::{Freq, OutcomeAt};
use crate::report::words::whom::Among;
use crate::report::words::{Number, Say};
use crate::scenario::source::Document;
use crate::scenario::{Compiled, Labelled, Scenario, leading_comparison};

/// What the reference group is called in a scenario.
const REFERENCE: &str = "reference";
/// Simulation errors from which on an effect has a direction.
const CERTAIN: f64 = 4.0;

/// A run as its protocol sees it.
pub(super) struct View<'a> {
    pub language: Language,
    pub compiled: &'a Compiled,
    pub results: &'a Results,
    pub document: &'a Document,
    /// The design, in the base world.
    pub design: usize,
    /// Cells of the leading comparison, by arm.
    pub leading: Vec<usize>,
    /// All cells of the design in the base world.
    pub cells: Vec<usize>,
}

impl<'a> View<'a> {
    pub fn new(
        compiled: &'a Compiled,
        results: &'a Results,
        document: &'a Document,
        language: Language,
    ) -> Self {
        let plan = &compiled.plan;
        let leading = leading_comparison(plan, &compiled.scenario);
        let design = leading.first().map_or(0, |&cell| plan.cells[cell].design);
        let is_own =
            |&cell: &usize| (plan.cells[cell].world, plan.cells[cell].design) == (0, design);
        let cells = (0..plan.cells.len()).filter(is_own).collect();
        Self { language, compiled, results, document, design, leading, cells }
    }

    pub fn plan(&self) -> &'a Plan {
        &self.compiled.plan
    }

    pub fn scenario(&self) -> &'a Scenario {
        &self.compiled.scenario
    }

    pub fn world(&self) -> &'a World {
        &self.plan().worlds[0]
    }

    pub fn design(&self) -> &'a DesignPlan {
        &self.world().designs[self.design]
    }

    pub fn cell(&self, number: usize) -> &'a Cell {
        &self.plan().cells[number]
    }

    pub fn row(&self, number: usize) -> &'a CellRow {
        &self.results.cells[number]
    }

    /// The test at the first level.
    pub fn test(&self, number: usize) -> Option<&'a TestDiagnosis> {
        self.row(number).diagnosis.tests.first()
    }

    pub fn analysis(&self, name: &str) -> Option<&'a Analysis> {
        self.scenario().analyses.get(name)
    }

    /// The same cell in the world without effects.
    pub fn in_null(&self, number: usize) -> Option<usize> {
        self.plan().in_world(number, self.plan().null_world()?)
    }

    /// Who takes part in the design.
    pub fn flow(&self) -> Option<&'a FlowRow> {
        let (world, design) = (&self.world().name, &self.design().name);
        self.results.flow.iter().find(|row| (&row.world, &row.design) == (world, design))
    }

    /// The arms, control first.
    pub fn arms(&self) -> &'a [String] {
        &self.world().arms
    }

    /// What something is called in a table.
    pub fn shown(&self, what: Labelled, name: &str) -> String {
        let shown = self.compiled.labels.shown(what, name, self.language);
        if shown == name { name.replace('_', " ") } else { shown.to_owned() }
    }

    /// What something is called in a sentence.
    pub fn told(&self, what: Labelled, name: &str) -> String {
        match self.language {
            Language::English => self.shown(what, name),
            Language::Dutch => self.compiled.labels.told(what, name, self.language),
        }
    }

    /// What a group is called in a table.
    pub fn group(&self, name: &str) -> String {
        let shown = self.shown(Labelled::Arm, name);
        match name {
            REFERENCE if !self.arms().iter().any(|arm| arm == REFERENCE) => {
                words::reference_group(self.language)
            }
            _ if name == self.arms()[0] && shown == name => words::control_group(self.language),
            _ => shown,
        }
    }

    /// What a group is called in a sentence.
    pub fn the_group(&self, name: &str) -> String {
        match self.group(name) {
            shown if shown == words::control_group(self.language) => {
                words::the_control_group(self.language)
            }
            shown if shown == words::reference_group(self.language) => {
                words::the_reference_group(self.language)
            }
            _ => self.told(Labelled::Arm, name),
        }
    }

    /// With what an arm is compared, after a comparative.
    pub fn than(&self, versus: &str) -> String {
        match self.arms().iter().position(|arm| arm == versus) {
            Some(0) => words::than_control(self.language),
            Some(_) => words::than_arm(self.language, self.told(Labelled::Arm, versus)),
            None => words::than_reference(self.language),
        }
    }

    /// The first group of a comparison, in a sentence.
    pub fn arm(&self, number: usize) -> String {
        let arm = &self.cell(number).arm;
        if *arm == self.arms()[0] { self.group(arm) } else { self.told(Labelled::Arm, arm) }
    }

    /// The first group of a comparison, and the second where that is treated too.
    pub fn compared(&self, number: usize) -> String {
        let cell = self.cell(number);
        if !self.plan().compares_arms(cell) {
            return self.arm(number);
        }
        arm_against(self.language, self.arm(number), self.told(Labelled::Arm, &cell.versus))
    }

    /// What is compared: `exemption − control`.
    pub fn pair(&self, number: usize) -> String {
        let Cell { arm, versus, .. } = self.cell(number);
        format!("{} − {}", self.group(arm), self.group(versus))
    }

    /// An outcome and its month, in a table.
    pub fn outcome_at(&self, number: usize) -> String {
        let Cell { outcome, month, .. } = self.cell(number);
        let outcome = self.shown(Labelled::Outcome, outcome);
        OutcomeAt { outcome, month: *month }.say(self.language)
    }

    pub fn among(&self, number: usize) -> String {
        Among(self.row(number).estimand).say(self.language)
    }

    pub fn unit(&self, number: usize) -> Unit {
        Unit::of(self.cell(number))
    }

    /// The direction of an effect, where it can be told from 0.
    pub fn sign(effect: Measured) -> Option<f64> {
        let is_certain = effect.value != 0.0 && effect.value.abs() >= CERTAIN * effect.mcse;
        is_certain.then(|| effect.value.signum())
    }

    /// A share of the simulated trials.
    pub fn freq(&self, rate: &Rate) -> Freq {
        Freq::of(rate, self.results.run.replications)
    }

    /// A number with its signs, as [`digits`](crate::report::digits) writes it.
    pub fn number(&self, text: String) -> String {
        Number(text).say(self.language)
    }

    /// What nobody has told.
    pub fn unknown(&self) -> String {
        words::unknown(self.language)
    }
}
