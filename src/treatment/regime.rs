//! The regimes under which an outcome can be asked for: which arm, started or not, and which
//! artefacts are at work. Regimes share one person's draws; they differ in the latent shift only.

use crate::outcome::Shift;

/// Artefacts in the order in which the bias budget switches them on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Artefact {
    /// Nothing but the treatment.
    None,
    /// Being watched.
    Hawthorne,
    /// And the control arm's reaction: everything, as the trial is run.
    JohnHenry,
}

/// One regime of an enrolled person. Arm 0 is control; starting means something in arms 1 and up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Regime {
    /// Arm number.
    pub arm: usize,
    /// Whether the person starts.
    pub started: bool,
    /// Artefacts up to and including this one are at work.
    pub artefacts: Artefact,
}

impl Regime {
    /// Full take-up and nothing but the treatment: the policy.
    pub fn policy(arm: usize) -> Self {
        Self { arm, started: true, artefacts: Artefact::None }
    }

    /// As the trial is run.
    pub fn as_run(arm: usize, started: bool) -> Self {
        Self { arm, started, artefacts: Artefact::JohnHenry }
    }
}

/// Latent shifts of one world, by outcome.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shifts {
    /// Treatment effect by arm (0 for control) and outcome.
    pub effects: Vec<Vec<f64>>,
    /// Hawthorne shift by outcome; zeros when off.
    pub hawthorne: Vec<f64>,
    /// Shift of the control arm by outcome; zeros when off.
    pub john_henry: Vec<f64>,
    /// The outcome whose shift says how having any hours changes, where contracts are measured.
    pub hours_outcome: Option<usize>,
}

impl Shifts {
    /// No effects and no artefacts.
    pub fn none(arms: usize, outcomes: usize, hours_outcome: Option<usize>) -> Self {
        Self {
            effects: vec![vec![0.0; outcomes]; arms],
            hawthorne: vec![0.0; outcomes],
            john_henry: vec![0.0; outcomes],
            hours_outcome,
        }
    }

    /// The shift of one outcome under a regime.
    pub fn of(&self, outcome: usize, regime: Regime) -> Shift {
        let own = self.single(outcome, regime);
        Shift { own, hours: self.hours_outcome.map_or(0.0, |h| self.single(h, regime)) }
    }

    /// Whether any artefact is at work on any outcome.
    pub fn has_artefacts(&self) -> bool {
        self.hawthorne.iter().chain(&self.john_henry).any(|&x| x != 0.0)
    }

    fn single(&self, outcome: usize, regime: Regime) -> f64 {
        let mut shift = if regime.started { self.effects[regime.arm][outcome] } else { 0.0 };
        if regime.artefacts >= Artefact::Hawthorne {
            shift += self.hawthorne[outcome];
        }
        if regime.artefacts >= Artefact::JohnHenry && regime.arm == 0 {
            shift += self.john_henry[outcome];
        }
        shift
    }
}
