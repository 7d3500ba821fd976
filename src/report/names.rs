//! What a scenario's arms, outcomes, designs and so on are called in an answer.

use crate::estimand::Group;
use crate::language::Language;
use crate::plan::{Plan, WorldOrigin};
use crate::report::run::results::CellKey;
use crate::report::words::amounts::OutcomeAt;
use crate::report::words::{Say, phrases};
use crate::scenario::{Compiled, Labelled, Labels};

/// The names of one scenario in one language.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The language.
    pub language: Language,
    labels: Option<&'a Labels>,
    plan: &'a Plan,
}

impl<'a> Names<'a> {
    /// Those of a scenario.
    pub fn of(compiled: &'a Compiled, language: Language) -> Self {
        Self { language, labels: Some(&compiled.labels), plan: &compiled.plan }
    }

    /// Those of the file itself.
    pub fn plain(compiled: &'a Compiled) -> Self {
        Self { labels: None, ..Self::of(compiled, Language::English) }
    }

    /// A name in a table or a heading.
    pub fn shown(&self, what: Labelled, name: &str) -> String {
        self.labels.map_or(name, |labels| labels.shown(what, name, self.language)).to_owned()
    }

    /// A name in a sentence.
    pub fn told(&self, what: Labelled, name: &str) -> String {
        let told = self.labels.map(|labels| labels.told(what, name, self.language));
        told.unwrap_or_else(|| name.to_owned())
    }

    /// An arm or the reference group in a table.
    pub fn group(&self, name: &str) -> String {
        match self.unlabelled(name) {
            Some(Group::Arm(_)) => control_group(self.language, name),
            Some(Group::Reference) => reference_group(self.language),
            None => self.shown(Labelled::Arm, name),
        }
    }

    /// An arm or the reference group in a sentence.
    pub fn the_group(&self, name: &str) -> String {
        match self.unlabelled(name) {
            Some(Group::Arm(_)) => the_control_group(self.language, name),
            Some(Group::Reference) => the_reference_group(self.language),
            None => self.told(Labelled::Arm, name),
        }
    }

    /// What a picture shows: a label or, failing that, a name as words.
    pub fn drawn(&self, what: Labelled, name: &str) -> String {
        let shown = match what {
            Labelled::Arm => self.group(name),
            _ => self.shown(what, name),
        };
        if shown == name { name.replace('_', " ") } else { shown }
    }

    /// The arm's place in the file, control left out; that after the last one for what is no treatment.
    pub fn place(&self, arm: &str) -> usize {
        let arms = &self.plan.worlds[0].arms;
        let place = arms.iter().position(|other| other == arm);
        place.map_or(arms.len(), |place| place.saturating_sub(1))
    }

    /// What is compared, arms left out: `lottery · adjusted · works after 12 months`.
    pub fn comparison(&self, key: &CellKey) -> String {
        let design = self.drawn(Labelled::Design, &key.design);
        let analysis = self.drawn(Labelled::Analysis, &key.analysis);
        let outcome = self.drawn(Labelled::Outcome, &key.outcome);
        let outcome = OutcomeAt { outcome, month: key.month }.say(self.language);
        format!("{design} · {analysis} · {outcome}")
    }

    /// A world in a table.
    pub fn world(&self, name: &str) -> String {
        let world = self.plan.worlds.iter().find(|world| world.name == name);
        let is_supplied = world.is_some_and(|world| world.origin == WorldOrigin::Supplied);
        let shown = self.shown(Labelled::World, name);
        if is_supplied && shown == name { supplied_world(self.language, name) } else { shown }
    }

    /// A test: `works after 12 months: help − control (plain)`.
    pub fn test(
        &self,
        outcome: &str,
        month: Option<u32>,
        groups: [&str; 2],
        analysis: &str,
    ) -> String {
        let outcome = self.outcome(outcome, month);
        let [arm, versus] = groups.map(|group| self.group(group));
        format!("{outcome}: {arm} − {versus} ({})", self.shown(Labelled::Analysis, analysis))
    }

    /// An outcome in a heading, and when it is measured.
    pub fn outcome(&self, outcome: &str, month: Option<u32>) -> String {
        let outcome = self.shown(Labelled::Outcome, outcome);
        OutcomeAt { outcome, month }.say(self.language)
    }

    /// The control group or the reference group, where the scenario does not say what it is called.
    fn unlabelled(&self, name: &str) -> Option<Group> {
        let is_first = |group: &Group| matches!(group, Group::Arm(0) | Group::Reference);
        let group = self.plan.worlds[0].group(name).filter(is_first)?;
        (self.shown(Labelled::Arm, name) == name).then_some(group)
    }
}

phrases! {
    /// The control group in a table.
    control_group(name: &str) { en: "{name}", nl: "controlegroep" }
    /// The reference group in a table.
    reference_group() { en: "reference", nl: "referentiegroep" }
    /// The control group in a sentence.
    the_control_group(name: &str) { en: "{name}", nl: "de controlegroep" }
    /// The reference group in a sentence.
    the_reference_group() { en: "the reference group", nl: "de referentiegroep" }
    /// A world without effects that the scenario did not describe.
    supplied_world(name: &str) { en: "{name}", nl: "zonder effect" }
}
