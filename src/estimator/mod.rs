//! Estimators: from a dataset, as an analyst would see it, to an estimate with its error and its test.
//!
//! Nothing here knows the population's hidden truth, and nothing here allocates once its workspace has grown. A member
//! reads summaries of the dataset, each made once for all that want it.
#![allow(
    clippy::inline_always,
    reason = "kernels must be inlined into each instruction set's version"
)]

mod lanes;
mod kernels;
mod meat;
mod design_matrix;
mod factor;
mod leverage;
mod failure;
mod covariance;
mod formula;
mod inference;
mod contrast;
mod design;
mod slopes;
mod scope;
mod regression;
mod group;
mod likelihood;
mod blocks;
mod saturated;
mod critical;
mod summaries;
mod analysis;
mod analysis_settings;
#[cfg(test)]
mod bit_identity;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod known_answers;

use std::fmt::Debug;
use std::sync::Arc;

use crate::estimand::Aim;
use crate::family::{Settings, family};
use crate::issue::Issue;

pub use analysis::{AnalysisModel, Finding};
pub use analysis_settings::{Analysis, AnalysisSet};
pub use contrast::Contrast;
pub use covariance::Covariance;
pub use critical::CriticalValues;
pub use design_matrix::DesignMatrix;
pub use difference_in_means::difference_in_means;
pub use factor::Factor;
pub use failure::{Failure, NoInterval};
pub use fisher_exact::{fisher, fisher_none_against_all};
pub use formula::Formula;
pub use group::{GroupSummary, summarise_groups};
pub use inference::{Inference, StandardError};
pub use likelihood::MarginalEffect;
pub use regression::Regression;
pub use saturated::saturated_contrast;
pub use scope::Scope;
pub use summaries::{
    AnalysisBuffers, ByReceipt, Changed, Fitted, Interacted, Logistic, Needs, Seen, Sorted,
};
pub use wald::{ComplierEffect, JointSummary, wald};

family! {
    /// How an effect is estimated and tested.
    Estimator, listed as "estimators" and written as "estimator", dyn Estimate {
        difference_in_means::DifferenceInMeans,
        difference_within_blocks::DifferenceWithinBlocks,
        paired_difference::PairedDifference,
        ols::Ols,
        lin::Lin,
        change_score::ChangeScore,
        difference_in_differences::DifferenceInDifferences,
        before_after::BeforeAfter,
        wald::Wald,
        fisher_exact::FisherExact,
        logit::Logit,
    }
}

/// An estimator as declared.
pub trait Estimate: Settings {
    /// What it estimates the effect of.
    fn aim(&self) -> Aim {
        Aim::Assignment
    }

    /// Characteristics that it adjusts for, which stand under its key `covariates`.
    fn covariates(&self) -> &[String] {
        &[]
    }

    /// Whether it reads how much outcomes changed from their values before the start.
    fn reads_changes(&self) -> bool {
        false
    }

    /// Whether it reads the blocks within which the scheme drew arms.
    fn reads_blocks(&self) -> bool {
        false
    }

    /// Whether it compares with the reference group where nothing is said of it.
    fn is_for_reference(&self) -> bool {
        false
    }

    /// Whether it gives a standard error, and so an interval.
    fn has_interval(&self) -> bool {
        true
    }

    /// As a protocol writes it; none where its sentence says all.
    fn formula(&self) -> Option<Formula> {
        None
    }

    /// Asks for the summaries that it reads, and makes it ready to read them.
    ///
    /// # Errors
    /// What is wrong with it for these outcomes; paths are relative to the analysis.
    fn compile(&self, protocol: &Protocol, needs: &mut Needs)
    -> Result<Arc<dyn Infer>, Vec<Issue>>;
}

/// An estimator ready to be applied.
pub trait Infer: Debug + Send + Sync {
    /// Answers for one contrast of one outcome. Both groups have somebody.
    ///
    /// # Errors
    /// Why there is no estimate.
    fn infer(&self, seen: &Seen, contrast: usize) -> Result<Inference, Failure>;

    /// Whether it counts, and may learn from, the people of groups that are not compared.
    fn holds_all_groups(&self) -> bool {
        false
    }
}

/// What an estimator may know before there is a dataset.
#[derive(Clone, Copy, Debug)]
pub struct Protocol<'a> {
    /// How many columns its covariates make: none where everybody is alike in them.
    pub columns: usize,
    /// The outcomes that it is asked for.
    pub outcomes: &'a [Asked<'a>],
    /// About whom an estimate speaks where nothing is said of it.
    pub scope: Scope,
}

impl Protocol<'_> {
    /// Refuses outcomes that are not yes or no, for which another estimator may do `instead`.
    fn only_shares(&self, method: &str, instead: Option<&str>) -> Result<(), Vec<Issue>> {
        let told = |name: &str| {
            format!("{method} is for outcomes that are yes or no, and {name:?} is not")
        };
        let instead = instead.map(|name| format!("use {name:?}"));
        self.only(|asked| asked.is_share, told, instead)
    }

    /// Refuses outcomes whose value before the start is not known.
    fn only_with_baseline(&self, method: &str) -> Result<(), Vec<Issue>> {
        let told = |name: &str| {
            format!("{method} needs the value before the start, and {name:?} has none")
        };
        let instead = "measure a \"score\" with a \"baseline\"".to_owned();
        self.only(|asked| asked.has_baseline, told, Some(instead))
    }

    fn only(
        &self,
        is_right: impl Fn(&Asked) -> bool,
        told: impl Fn(&str) -> String,
        instead: Option<String>,
    ) -> Result<(), Vec<Issue>> {
        let (right, wrong): (Vec<&Asked>, Vec<&Asked>) =
            self.outcomes.iter().partition(|asked| is_right(asked));
        let Some(first) = wrong.first() else { return Ok(()) };
        let mut names: Vec<String> =
            right.iter().map(|asked| format!("{:?}", asked.name)).collect();
        names.dedup();
        let named = format!("name the others: [{}]", names.join(", "));
        let ways = (!names.is_empty()).then_some(named).into_iter().chain(instead);
        let help = ways.collect::<Vec<_>>().join(", or ");
        let issue = Issue::new("outcomes", told(first.name));
        Err(vec![if help.is_empty() { issue } else { issue.help(help) }])
    }
}

/// An outcome that an analysis is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Its name.
    pub name: &'a str,
    /// Whether it is yes or no.
    pub is_share: bool,
    /// Whether its value before the start is known.
    pub has_baseline: bool,
}
