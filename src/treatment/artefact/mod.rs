//! Artefacts: what being in an experiment does to people, beyond what is done to them.

use super::Effect;
use crate::family::{Settings, several};
use crate::issue::Issue;

several! {
    /// What being in an experiment does to those who take part, beyond what is done to them. Several may be at work at
    /// once; people outside the trial are not reached. The bias budget switches them on in this order.
    Artefacts of Artefact, listed as "artefacts" and written as "artefacts", dyn Declared as Mechanism {
        hawthorne::Hawthorne,
        john_henry::JohnHenry,
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
}

/// What an artefact does to outcomes.
#[derive(Clone, Copy, Debug)]
pub enum Dose<'a> {
    /// An effect on the outcome of this name, declared under it among the `effects`.
    Effect(&'a str, &'a Effect),
}

/// How an artefact acts whatever its settings, and how it is told.
#[derive(Clone, Copy, Debug)]
pub struct Mechanism {
    /// What it is as a cause of bias, in a phrase for planners.
    pub cause: &'static str,
    /// The latent shift that an artefact of a strength gives to somebody who stands there.
    pub shift: fn(f64, Standing) -> f64,
}

/// Where somebody who takes part stands when an artefact acts on an outcome.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// The arm that they are in; 0 for control.
    pub arm: usize,
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
