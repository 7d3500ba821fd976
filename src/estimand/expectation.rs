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
    /// Enrolled in the arm, with the artefacts up to and including this one.
    With {
        /// The arm.
        arm: usize,
        /// The last artefact that is at work.
        last: Artefact,
        /// The number of what is delivered in the trial.
        delivery: usize,
    },
}

impl Status {
    /// Enrolled in the arm of the trial of which targets are read off, as it is run.
    pub fn run(arm: usize) -> Self {
        Self::with(arm, Artefact::LAST)
    }

    /// The same with the artefacts up to and including this one.
    pub fn with(arm: usize, last: Artefact) -> Self {
        Self::With { arm, last, delivery: 0 }
    }

    /// The same in a trial in which this is delivered.
    fn in_trial(self, delivery: usize) -> Self {
        match self {
            Self::With { arm, last, .. } => Self::With { arm, last, delivery },
            other => other,
        }
    }

    /// The arm that somebody is in; 0 outside the trial.
    pub fn arm(self) -> usize {
        match self {
            Self::Outside => 0,
            Self::Policy(arm) | Self::PolicyTaken(arm) | Self::With { arm, .. } => arm,
        }
    }

    /// What reaches somebody who starts, or does not.
    pub fn regime(self, started: bool) -> Regime {
        match self {
            Self::Outside => Regime::outside(),
            Self::Policy(arm) | Self::PolicyTaken(arm) => Regime { started, ..Regime::policy(arm) },
            Self::With { arm, last, delivery } => {
                Regime { arm, started, artefacts: Some(last), delivery }
            }
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
        let part = Part { coefficient: 1.0, offer, status: Status::run(arm) };
        Self { endpoint: None, weight, parts: vec![part], measured: false }
    }

    /// The same in a trial in which this is delivered.
    #[must_use]
    pub fn in_trial(mut self, delivery: usize) -> Self {
        for part in &mut self.parts {
            part.status = part.status.in_trial(delivery);
        }
        self
    }

    /// The same over those whom a trial measures: the waves that reach the month.
    #[must_use]
    pub fn among_measured(self) -> Self {
        Self { measured: true, ..self }
    }
}
