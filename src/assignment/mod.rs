//! Designs and assignment: who is offered what, and who ends up in which arm.

mod allocation;
mod closeness;
mod design;
mod imbalance;
mod predictability;
mod roster;
mod strata;
mod trial;

use std::fmt::Debug;
use std::sync::Arc;

use crate::family::{Settings, family};
use crate::issue::Issue;
use crate::language::Text;

pub use allocation::Allocation;
pub use complete::largest_remainder;
pub use design::{AfterEnrolment, BeforeEnrolment, Design, Uptake};
pub use roster::{Roster, Urn};
pub use trial::{
    AfterModel, BeforeModel, DesignModel, LOTTERY, NO_BLOCK, NO_SLOT, NOWHERE, REFERENCE, Trial,
    TrialBuffers, Willing,
};

family! {
    /// How arms are drawn.
    Scheme, listed as "schemes" and written as "assignment", dyn Assign {
        complete::Complete,
        simple::Simple,
        permuted_blocks::PermutedBlocks,
        minimisation::Minimisation,
        rerandomisation::Rerandomisation,
        matched_tuples::MatchedTuples,
    }
}

impl Default for Scheme {
    fn default() -> Self {
        Self::complete(complete::Complete::default())
    }
}

/// A scheme as declared.
pub trait Assign: Settings {
    /// Makes it ready to draw.
    ///
    /// # Errors
    /// What is wrong with the settings; paths are relative to them.
    fn compile(&self, ground: &Ground) -> Result<Arc<dyn Draw>, Vec<Issue>>;

    /// Its sentence in Dutch.
    fn dutch(&self) -> String;
}

/// A scheme ready to draw.
pub trait Draw: Debug + Send + Sync {
    /// Draws an arm for everybody on the roster, by arrival, into `urn.arms`.
    fn draw(&self, roster: &Roster, urn: &mut Urn);

    /// Whether all divisions by fixed numbers are equally likely.
    fn is_complete(&self) -> bool {
        false
    }

    /// Whether arms are drawn within blocks, which it writes down.
    fn has_blocks(&self) -> bool {
        false
    }

    /// The columns of the people that it looks at: what nobody looks at is not drawn.
    fn columns(&self) -> &[usize] {
        &[]
    }

    /// Why so many people cannot be divided so, at a place among the settings.
    fn refuses(&self, _people: f64) -> Option<Issue> {
        None
    }

    /// What a planner should know besides, when so many people are divided.
    fn remark(&self, _people: f64) -> Option<Text> {
        None
    }

    /// The expected number in each arm, by its share, of so many people.
    fn expected(&self, shares: &[f64], people: f64) -> Vec<f64> {
        shares.iter().map(|share| people * share).collect()
    }
}

/// What a scheme may count on before anybody is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// Share of each arm, control first: above 0, and 1 together.
    pub shares: &'a [f64],
    /// What there is to know about people.
    pub characteristics: &'a [Characteristic<'a>],
}

/// Something that tells people apart.
#[derive(Clone, Copy, Debug)]
pub struct Characteristic<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where it stands among the columns of the people; nowhere when all are alike in it.
    pub column: Option<usize>,
    /// How many categories it has; none for a number.
    pub categories: Option<usize>,
    /// Whether it is not known before the baseline survey, and so not before randomisation.
    pub is_surveyed: bool,
}

/// The scheme of one design.
#[derive(Clone, Debug)]
pub struct Randomiser {
    /// As declared.
    pub scheme: Scheme,
    /// Ready to draw.
    pub draw: Arc<dyn Draw>,
}

/// The same scheme on the same ground draws alike.
impl PartialEq for Randomiser {
    fn eq(&self, other: &Self) -> bool {
        self.scheme == other.scheme
    }
}

impl Randomiser {
    /// Makes a scheme ready to draw.
    ///
    /// # Errors
    /// What is wrong with the settings; paths are relative to the place of the scheme.
    pub fn new(scheme: &Scheme, ground: &Ground) -> Result<Self, Vec<Issue>> {
        let below = |issues: Vec<Issue>| issues.into_iter().map(|i| i.below(scheme.name()));
        let draw =
            scheme.member().compile(ground).map_err(|issues| below(issues).collect::<Vec<_>>())?;
        Ok(Self { scheme: scheme.clone(), draw })
    }

    /// Complete assignment, which takes any shares.
    pub fn plain(shares: &[f64]) -> Self {
        let draw = complete::Cuts { shares: shares.to_vec() };
        Self { scheme: Scheme::default(), draw: Arc::new(draw) }
    }
}
