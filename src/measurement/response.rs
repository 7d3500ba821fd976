//! Who answers a survey: one model for that before the start and for all after it.

use indexmap::IndexMap;

use super::{FollowUp, Survey, logit};
use crate::population::{Catalogue, Centring, People, Predictor, UnknownTerm};

/// Response to a survey, among those who take part.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseModel {
    /// The stated share who answer.
    pub rate: f64,
    /// Log-odds of answering in control at the average; solved from the rate.
    pub intercept: f64,
    /// What characteristics and traits add.
    pub predictor: Predictor,
    /// What each arm adds, control first; empty where arms answer alike.
    pub arms: Vec<f64>,
    /// What a person's own outcomes add: the endpoint, and the added log-odds per unit of it.
    pub depends_on: Vec<(usize, f64)>,
    /// What it asks.
    pub asks: Asks,
    /// Number of its draw.
    pub draw: u32,
}

/// What a survey asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Characteristics, before the start.
    Characteristics,
    /// Outcomes, in a survey of this name.
    Outcomes {
        /// Its name.
        survey: String,
        /// The month after the start.
        month: u32,
        /// The numbers of the endpoints.
        endpoints: Vec<usize>,
    },
}

impl ResponseModel {
    /// Compiles the survey before the start; the intercept is still to be solved.
    ///
    /// # Errors
    /// [`UnknownTerm`] for a trait that does not exist.
    pub fn before_start(settings: &Survey, catalogue: &Catalogue) -> Result<Self, UnknownTerm> {
        let predictor =
            Predictor::compile(catalogue, &IndexMap::new(), &settings.traits, Centring::Raw)?;
        Ok(Self::new(settings.response.get(), predictor, Asks::Characteristics, 0))
    }

    /// Compiles survey `number` (from 1) after the start; what arms and outcomes add is left out.
    ///
    /// # Errors
    /// [`UnknownTerm`] for a characteristic or trait that does not exist.
    pub fn follow_up(
        settings: &FollowUp,
        catalogue: &Catalogue,
        asks: Asks,
        number: u32,
    ) -> Result<Self, UnknownTerm> {
        let FollowUp { covariates, traits, response, .. } = settings;
        let predictor = Predictor::compile(catalogue, covariates, traits, Centring::Raw)?;
        Ok(Self::new(response.get(), predictor, asks, number))
    }

    fn new(rate: f64, predictor: Predictor, asks: Asks, draw: u32) -> Self {
        let (arms, depends_on) = (Vec::new(), Vec::new());
        Self { rate, intercept: logit(rate), predictor, arms, depends_on, asks, draw }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        match &self.asks {
            Asks::Characteristics => "baseline_survey",
            Asks::Outcomes { survey, .. } => survey,
        }
    }

    /// Log-odds of answering of everybody, without what arms and outcomes add.
    pub fn log_odds(&self, people: &People, out: &mut Vec<f64>) {
        out.resize(people.size, 0.0);
        self.predictor.fill(people, self.intercept, out);
    }

    /// What an arm adds.
    pub fn of_arm(&self, arm: usize) -> f64 {
        self.arms.get(arm).copied().unwrap_or(0.0)
    }

    /// Whether everybody's chance is the same in every arm, whatever becomes of them.
    pub fn is_settled_before_start(&self) -> bool {
        self.arms.is_empty() && self.depends_on.is_empty()
    }

    /// Whether the answers of two arms may differ by who answers: chances that differ by arm, and between people as well,
    /// or by what the arms do.
    pub fn selects_by_arm(&self) -> bool {
        let differ = self.arms.iter().any(|added| *added != self.arms[0]);
        differ && !(self.predictor.is_empty() && self.depends_on.is_empty())
    }

    /// The same number of answers, by chance alone.
    pub fn by_chance(&mut self) {
        self.predictor = Predictor::default();
        self.arms.clear();
        self.depends_on.clear();
        self.intercept = logit(self.rate);
    }

    /// Whether this survey asks an endpoint.
    pub fn asks(&self, endpoint: usize) -> bool {
        matches!(&self.asks, Asks::Outcomes { endpoints, .. } if endpoints.contains(&endpoint))
    }
}
