//! What is asked in every world: one comparison, or a declared family of tests.

use serde::Serialize;

use super::answer::{Answered, Answers, direction};
use super::together::FamilyAnswers;
use crate::correction::Correction;
use crate::engine::{EngineError, Observer};
use crate::plan::{Declared, Direction, Plan};
use crate::variation::Comparison;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Inquiry {
    /// One comparison.
    Comparison(Comparison),
    /// Several tests together.
    Family(FamilyName),
}

/// A declared family in a design.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FamilyName {
    /// Its name in the scenario.
    pub family: String,
    /// Design.
    pub design: String,
    /// How many tests it has in the world that is varied.
    pub tests: usize,
    /// How the tests are corrected for their number.
    pub correction: Correction,
}

impl FamilyName {
    /// Of a declared family of a plan.
    pub fn of(plan: &Plan, family: usize) -> Self {
        let Declared { name, world, design, members, correction } = &plan.declared[family];
        let design = plan.worlds[*world].designs[*design].name.clone();
        let (tests, correction) = (members.len(), correction.clone());
        Self { family: name.clone(), design, tests, correction }
    }
}

impl Inquiry {
    /// The comparison, where one is asked about.
    pub fn comparison(&self) -> Option<&Comparison> {
        match self {
            Self::Comparison(comparison) => Some(comparison),
            Self::Family(_) => None,
        }
    }

    /// The design.
    pub fn design(&self) -> &str {
        match self {
            Self::Comparison(comparison) => &comparison.design,
            Self::Family(family) => &family.design,
        }
    }

    /// The number of its cell or family in a world of some plan; none where it is not analysed there.
    pub fn place(&self, plan: &Plan, world: usize) -> Option<usize> {
        match self {
            Self::Comparison(comparison) => comparison.cell(plan, world),
            Self::Family(FamilyName { family, design, .. }) => plan
                .declared_in(family, world, design)
                .filter(|&family| !plan.declared[family].members.is_empty()),
        }
    }

    /// The direction in which power counts; none of a family, each test of which has its own.
    pub(super) fn direction(&self, plan: &Plan, place: usize) -> Option<Direction> {
        self.comparison().and_then(|_| direction(&plan.cells[place].spec))
    }

    /// Simulates it in several places of a plan, of which the first is the base.
    ///
    /// # Errors
    /// [`EngineError`] when stopped.
    pub(super) fn simulate(
        &self,
        plan: &Plan,
        places: &[usize],
        direction: Option<Direction>,
        observer: &impl Observer,
    ) -> Result<Box<dyn Answered>, EngineError> {
        Ok(match self {
            Self::Comparison(_) => Box::new(Answers::simulate(plan, places, direction, observer)?),
            Self::Family(_) => Box::new(FamilyAnswers::simulate(plan, places, observer)?),
        })
    }
}
