//! Artefacts: what being in an experiment does to people, beyond what is done to them.

use super::Effect;
use crate::family::{Settings, several};
use crate::issue::Issue;
use crate::language::{Text, Words};

several! {
    /// What being in an experiment does to those who take part, beyond what is done to them. Several may be at work at
    /// once; people outside the trial are not reached. The bias budget switches them on in this order.
    Artefacts of Artefact, listed as "artefacts" and written as "artefacts", dyn Declared as Mechanism {
        hawthorne::Hawthorne,
        john_henry::JohnHenry,
        contamination::Contamination,
    }
}

/// An artefact as declared.
pub trait Declared: Settings {
    /// Whether it is at work.
    fn is_on(&self) -> bool;

    /// What it does to outcomes.
    ///
    /// # Errors
    /// What is wrong with the settings; paths are relative to them.
    fn compile(&self) -> Result<Vec<Dose<'_>>, Vec<Issue>>;

    /// Its sentence in Dutch.
    fn dutch(&self) -> String;
}

/// What an artefact does to outcomes.
#[derive(Clone, Copy, Debug)]
pub enum Dose<'a> {
    /// An effect on the outcome of this name, declared under it among the `effects`.
    Effect(&'a str, &'a Effect),
    /// This strength on every outcome.
    Everywhere(f64),
}

/// How an artefact acts whatever its settings, and how it is told.
#[derive(Clone, Copy, Debug)]
pub struct Mechanism {
    /// What it is as a cause of bias, in a phrase for planners.
    pub cause: &'static str,
    /// The same in short.
    pub label: Words,
    /// The same after `because`; in Dutch after `doordat`, with its verb last.
    pub because: Words,
    /// Through what it reaches somebody.
    pub through: Through,
    /// The latent shift that an artefact of a strength gives to somebody who stands there.
    pub shift: fn(f64, Standing) -> f64,
}

/// Through what an artefact reaches somebody who takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Through {
    /// The arm that they are in themselves.
    OwnArm,
    /// What is delivered to the others in their trial.
    Trial,
}

/// Where somebody who takes part stands when an artefact acts on an outcome.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// The arm that they are in; 0 for control.
    pub arm: usize,
    /// The mean latent effect on the outcome of what participants in the treatment arms of the trial get.
    pub delivered: f64,
}

impl Artefacts {
    /// Those that are declared and not switched off, in the order of the list.
    pub fn at_work(&self) -> impl Iterator<Item = (Artefact, &dyn Declared)> {
        self.declared().filter(|(_, declared)| declared.is_on())
    }

    /// What they do, a sentence each, in every language.
    pub fn texts(&self) -> Vec<Text> {
        let each = |(_, it): (Artefact, &dyn Declared)| Text::each(&it.sentence(), &it.dutch());
        self.at_work().map(each).collect()
    }
}

/// An artefact that is declared is at work unless it is switched off.
fn by_default() -> bool {
    true
}

/// Whether a switch stands where it stands by default.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_default(on: &bool) -> bool {
    *on
}

impl Artefact {
    /// The last one: with it everything is as the trial is run.
    pub const LAST: Self = Self::ALL[Self::COUNT - 1];

    /// The one before it; none before the first.
    pub fn previous(self) -> Option<Self> {
        Self::ALL[..self as usize].last().copied()
    }
}
