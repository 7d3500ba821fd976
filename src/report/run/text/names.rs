//! What arms, groups, rows and worlds are called.

use super::View;
use crate::language::Language;
use crate::plan::{PublishedTable, WorldOrigin};
use crate::report::run::words::{answer, stories, table};
use crate::report::words::amounts::OutcomeAt;
use crate::scenario::Labelled;

/// What designs call the people outside the trial.
const REFERENCE: &str = "reference";

impl View<'_> {
    /// An arm in a sentence.
    pub(super) fn arm(&self, name: &str) -> String {
        if self.is_group(name) {
            return self.the_group(name);
        }
        self.labels.told(Labelled::Arm, name, self.language)
    }

    /// `exemption`; `exemption against intensive` where the other group is treated as well.
    pub(super) fn arm_told(&self, cell: usize) -> String {
        let key = &self.row(cell).key;
        let arm = self.arm(&key.arm);
        if self.compares_arms(cell) {
            answer::arm_against(self.language, arm, self.arm(&key.versus))
        } else {
            arm
        }
    }

    /// A group in a table.
    pub(super) fn group(&self, name: &str) -> String {
        match name {
            REFERENCE => table::reference_group(self.language),
            name if self.is_group(name) => table::control_group(self.language, name),
            name => self.labels.shown(Labelled::Arm, name, self.language).to_owned(),
        }
    }

    /// A group in a sentence, with its article.
    pub(super) fn the_group(&self, name: &str) -> String {
        match name {
            REFERENCE => table::the_reference_group(self.language),
            name if self.is_group(name) => table::the_control_group(self.language, name),
            name => self.labels.told(Labelled::Arm, name, self.language),
        }
    }

    /// Whether it is the reference group, or a control group without a label.
    fn is_group(&self, name: &str) -> bool {
        let label = self.labels.shown(Labelled::Arm, name, self.language);
        name == REFERENCE || name == self.control() && label == name
    }

    /// All arms side by side.
    pub(super) fn groups(&self, names: &[String], between: &str) -> String {
        let shown: Vec<String> = names.iter().map(|name| self.group(name)).collect();
        shown.join(between)
    }

    /// A design in a table.
    pub(super) fn design(&self, name: &str) -> String {
        self.labels.shown(Labelled::Design, name, self.language).to_owned()
    }

    /// An analysis in a table.
    pub(super) fn analysis(&self, name: &str) -> String {
        self.labels.shown(Labelled::Analysis, name, self.language).to_owned()
    }

    /// A published table: what the scenario calls it, or its analysis.
    pub(super) fn table_named(&self, table: &PublishedTable) -> String {
        match (&table.name, table.cells.first()) {
            (Some(name), _) => name.text_in(self.language).to_owned(),
            (None, Some(&cell)) => self.analysis(&self.plan.cells[cell].analysis),
            (None, None) => String::new(),
        }
    }

    /// `after · basis`.
    pub(super) fn named(&self, design: &str, analysis: &str) -> String {
        format!("{} · {}", self.design(design), self.analysis(analysis))
    }

    /// `after · basis` of a cell.
    pub(super) fn row_name(&self, cell: usize) -> String {
        let key = &self.row(cell).key;
        self.named(&key.design, &key.analysis)
    }

    /// An outcome in a sentence.
    pub(super) fn outcome_named(&self, name: &str) -> String {
        self.labels.told(Labelled::Outcome, name, self.language)
    }

    /// An outcome in a table.
    pub(super) fn outcome_shown(&self, name: &str) -> String {
        self.labels.shown(Labelled::Outcome, name, self.language).to_owned()
    }

    /// The leading outcome and its month.
    pub(super) fn outcome_at(&self) -> OutcomeAt {
        OutcomeAt { outcome: self.outcome_named(&self.outcome), month: self.month }
    }

    /// A world between quotes or in a table.
    pub(super) fn world(&self, number: usize) -> String {
        let world = &self.plan.worlds[number];
        let label = self.labels.shown(Labelled::World, &world.name, self.language);
        match (world.origin, self.language) {
            (WorldOrigin::Supplied, Language::Dutch) if label == world.name => {
                stories::without_effect(self.language)
            }
            _ => label.to_owned(),
        }
    }

    /// A world by its name in the scenario.
    pub(super) fn world_named(&self, name: &str) -> String {
        let number = self.plan.worlds.iter().position(|world| world.name == name);
        number.map_or_else(|| name.to_owned(), |number| self.world(number))
    }

    /// A site in a table.
    pub(super) fn site(&self, name: &str) -> String {
        self.labels.shown(Labelled::Site, name, self.language).to_owned()
    }
}
