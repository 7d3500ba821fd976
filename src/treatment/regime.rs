//! The regimes under which an outcome can be asked for: which arm, started or not, and which
//! artefacts are at work. Regimes share one person's draws; they differ in the latent shift only.

use super::artefact::{Artefact, Standing};
use crate::outcome::Shift;

/// One regime of an enrolled person. Arm 0 is control; starting means something in arms 1 and up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Regime {
    /// Arm number.
    pub arm: usize,
    /// Whether the person starts.
    pub started: bool,
    /// Artefacts up to and including this one are at work; none are when none.
    pub artefacts: Option<Artefact>,
}

impl Regime {
    /// Regular service, outside any trial.
    pub fn outside() -> Self {
        Self { arm: 0, started: false, artefacts: None }
    }

    /// Full take-up and nothing but the treatment: the policy.
    pub fn policy(arm: usize) -> Self {
        Self { arm, started: true, artefacts: None }
    }

    /// As the trial is run.
    pub fn as_run(arm: usize, started: bool) -> Self {
        Self { arm, started, artefacts: Some(Artefact::LAST) }
    }
}

/// Latent shifts of one world, by outcome.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shifts {
    /// Treatment effect by arm (0 for control) and outcome.
    pub effects: Vec<Vec<f64>>,
    /// Strength of each artefact, in the order of their list, by outcome; zeros where it is not at work.
    pub artefacts: [Vec<f64>; Artefact::COUNT],
    /// The outcome whose shift says how having any hours changes, where contracts are measured.
    pub hours_outcome: Option<usize>,
}

impl Shifts {
    /// No effects and no artefacts.
    pub fn none(arms: usize, outcomes: usize, hours_outcome: Option<usize>) -> Self {
        Self {
            effects: vec![vec![0.0; outcomes]; arms],
            artefacts: std::array::from_fn(|_| vec![0.0; outcomes]),
            hours_outcome,
        }
    }

    /// The shift of one outcome under a regime.
    pub fn of(&self, outcome: usize, regime: Regime) -> Shift {
        let own = self.single(outcome, regime);
        Shift { own, hours: self.hours_outcome.map_or(0.0, |h| self.single(h, regime)) }
    }

    /// The artefacts that are at work on some outcome in some arm, in order.
    pub fn at_work(&self) -> impl Iterator<Item = Artefact> {
        let acts = |artefact: Artefact| {
            let arms = || 0..self.effects.len();
            let strengths = self.artefacts[artefact as usize].iter().enumerate();
            let mut strengths = strengths.filter(|(_, strength)| **strength != 0.0);
            strengths
                .any(|(outcome, _)| arms().any(|arm| self.added(artefact, outcome, arm) != 0.0))
        };
        Artefact::ALL.iter().copied().filter(move |&artefact| acts(artefact))
    }

    /// What an artefact adds to the shift of one outcome in an arm.
    fn added(&self, artefact: Artefact, outcome: usize, arm: usize) -> f64 {
        let strength = self.artefacts[artefact as usize][outcome];
        (artefact.mechanism().shift)(strength, Standing { arm })
    }

    fn single(&self, outcome: usize, regime: Regime) -> f64 {
        let effect = if regime.started { self.effects[regime.arm][outcome] } else { 0.0 };
        let at_work =
            Artefact::ALL.iter().take_while(|&&artefact| Some(artefact) <= regime.artefacts);
        at_work.fold(effect, |shift, &artefact| shift + self.added(artefact, outcome, regime.arm))
    }
}
