//! The regimes under which an outcome can be asked for: which arm, started or not, and which
//! artefacts are at work. Regimes share one person's draws; they differ in the latent shift only.

use super::artefact::{Artefact, Standing};
use super::delivery::Delivery;
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
    /// The number of what is delivered in the trial that the person takes part in.
    pub delivery: usize,
}

impl Regime {
    /// Regular service, outside any trial.
    pub fn outside() -> Self {
        Self { arm: 0, started: false, artefacts: None, delivery: 0 }
    }

    /// Full take-up and nothing but the treatment: the policy.
    pub fn policy(arm: usize) -> Self {
        Self { arm, started: true, artefacts: None, delivery: 0 }
    }

    /// As a trial is run in which this is delivered.
    pub fn as_run(arm: usize, started: bool, delivery: usize) -> Self {
        Self { arm, started, artefacts: Some(Artefact::LAST), delivery }
    }
}

/// Latent shifts of one world, by outcome.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shifts {
    /// Treatment effect by arm (0 for control) and outcome.
    pub effects: Vec<Vec<f64>>,
    /// Strength of each artefact, in the order of their list, by outcome; zeros where it is not at work.
    pub artefacts: [Vec<f64>; Artefact::COUNT],
    /// What is delivered, by trial; none where no artefact goes by it.
    pub deliveries: Vec<Delivery>,
    /// The outcome whose shift says how having any hours changes, where contracts are measured.
    pub hours_outcome: Option<usize>,
}

impl Shifts {
    /// No effects and no artefacts.
    pub fn none(arms: usize, outcomes: usize, hours_outcome: Option<usize>) -> Self {
        Self {
            effects: vec![vec![0.0; outcomes]; arms],
            artefacts: std::array::from_fn(|_| vec![0.0; outcomes]),
            deliveries: Vec::new(),
            hours_outcome,
        }
    }

    /// The shift of one outcome under a regime.
    pub fn of(&self, outcome: usize, regime: Regime) -> Shift {
        let own = self.single(outcome, regime);
        Shift { own, hours: self.hours_outcome.map_or(0.0, |h| self.single(h, regime)) }
    }

    /// The artefacts that are at work on some outcome in some arm of a trial in which this is delivered, in order.
    pub fn at_work(&self, delivery: usize) -> impl Iterator<Item = Artefact> {
        let acts = move |artefact: Artefact| {
            let strengths = self.artefacts[artefact as usize].iter().enumerate();
            let mut strengths = strengths.filter(|(_, strength)| **strength != 0.0);
            let adds =
                |outcome: usize, arm: usize| self.added(artefact, outcome, arm, delivery) != 0.0;
            strengths.any(|(outcome, _)| (0..self.effects.len()).any(|arm| adds(outcome, arm)))
        };
        Artefact::ALL.iter().copied().filter(move |&artefact| acts(artefact))
    }

    fn single(&self, outcome: usize, regime: Regime) -> f64 {
        let Regime { arm, started, artefacts, delivery } = regime;
        let effect = if started { self.effects[arm][outcome] } else { 0.0 };
        let at_work = Artefact::ALL.iter().take_while(|&&artefact| Some(artefact) <= artefacts);
        at_work
            .fold(effect, |shift, &artefact| shift + self.added(artefact, outcome, arm, delivery))
    }

    /// What an artefact adds to the shift of one outcome in an arm.
    fn added(&self, artefact: Artefact, outcome: usize, arm: usize, delivery: usize) -> f64 {
        let strength = self.artefacts[artefact as usize][outcome];
        let effects = self.effects[1..].iter().map(|arm| arm[outcome]);
        let delivered = self.deliveries.get(delivery).map_or(0.0, |of| of.mean(effects));
        (artefact.mechanism().shift)(strength, Standing { arm, delivered })
    }
}
