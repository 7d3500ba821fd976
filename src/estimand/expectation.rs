//! Expectations over people: the mean of a potential outcome, or of a difference between several,
//! weighted by the chance of belonging to a group.

use crate::treatment::{Artefact, Regime};

/// How a person fares in a term of an expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Outside the trial.
    Outside,
    /// In the arm, started, no artefacts.
    Policy(usize),
    /// In the arm, started or not, no artefacts.
    PolicyTaken(usize),
    /// Enrolled in control and watched, without the control arm's own reaction.
    Watched,
    /// Enrolled in the arm, as the trial is run.
    Run(usize),
}

impl Status {
    /// The arm that somebody is in; 0 outside the trial.
    pub fn arm(self) -> usize {
        match self {
            Self::Outside | Self::Watched => 0,
            Self::Policy(a) | Self::PolicyTaken(a) | Self::Run(a) => a,
        }
    }

    /// What reaches somebody who starts, or does not.
    pub fn regime(self, started: bool) -> Regime {
        match self {
            Self::Outside => Regime { arm: 0, started: false, artefacts: Artefact::None },
            Self::Policy(arm) | Self::PolicyTaken(arm) => {
                Regime { arm, started, artefacts: Artefact::None }
            }
            Self::Watched => Regime { arm: 0, started: false, artefacts: Artefact::Hawthorne },
            Self::Run(arm) => Regime::as_run(arm, started),
        }
    }
}

/// Over whom the mean is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Everybody.
    Everyone,
    /// Those who accept an offer.
    Accepts(usize),
    /// Those who refuse an offer.
    Declines(usize),
    /// Those who accept an offer and start in an arm.
    Starters(usize, usize),
    /// Those who accept an offer and are not removed afterwards, in the status of the first part.
    Analysed(usize),
}

/// One part of the averaged quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Factor.
    pub coefficient: f64,
    /// When given, the part counts with the chance of accepting this offer.
    pub offer: Option<usize>,
    /// Which potential outcome.
    pub status: Status,
}

/// A mean of potential outcomes of one endpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// Endpoint number; none for a plain share: of those who accept the offers, and who start where the
    /// status is that of an arm as run.
    pub endpoint: Option<usize>,
    /// Over whom.
    pub weight: Weight,
    /// Of what; the parts are added.
    pub parts: Vec<Part>,
    /// Whether only waves that reach the month of measurement count.
    pub measured: bool,
}

/// The two truths that an estimate is held against, as expectations.
#[derive(Clone, Debug, PartialEq)]
pub struct Truths {
    /// The estimator's own estimand.
    pub own: Expectation,
    /// The policy estimand; none when it is zero by definition.
    pub policy: Option<Expectation>,
}

impl Expectation {
    /// The mean of one potential outcome.
    pub fn rate(endpoint: usize, weight: Weight, status: Status) -> Self {
        let parts = vec![Part { coefficient: 1.0, offer: None, status }];
        Self { endpoint: Some(endpoint), weight, parts, measured: false }
    }

    /// The mean difference between two potential outcomes of the same people.
    pub fn effect(endpoint: usize, weight: Weight, status: Status, versus: Status) -> Self {
        let part = |coefficient, status| Part { coefficient, offer: None, status };
        Self {
            endpoint: Some(endpoint),
            weight,
            parts: vec![part(1.0, status), part(-1.0, versus)],
            measured: false,
        }
    }

    /// The share who accept an offer.
    pub fn acceptance(offer: usize) -> Self {
        let part = Part { coefficient: 1.0, offer: Some(offer), status: Status::Outside };
        Self { endpoint: None, weight: Weight::Everyone, parts: vec![part], measured: false }
    }

    /// The share who start in an arm.
    pub fn started(weight: Weight, offer: Option<usize>, arm: usize) -> Self {
        let part = Part { coefficient: 1.0, offer, status: Status::Run(arm) };
        Self { endpoint: None, weight, parts: vec![part], measured: false }
    }

    /// The same over those whom a trial measures: the waves that reach the month.
    #[must_use]
    pub fn among_measured(self) -> Self {
        Self { measured: true, ..self }
    }
}
