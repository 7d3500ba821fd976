//! Values of outcomes before the start, for analyses of changes.

use super::drafted::{BEFORE_START, Placing, position_or_push};
use crate::issue::Issue;
use crate::measurement::Feature;
use crate::outcome::Outcome;

/// The value of an outcome before the start.
pub(super) struct Baseline<'a> {
    /// The characteristic that it is.
    pub name: &'a str,
    /// Itself, in the unit of the outcome.
    pub feature: Feature,
}

impl<'a> Placing<'a> {
    /// The value of an outcome before the start; none where it is not known.
    pub(super) fn baseline(&self, endpoint: usize) -> Option<Baseline<'a>> {
        let outcome = self.context.world.model.endpoints[endpoint].outcome;
        let (_, outcome) = self.context.scenario.outcomes.get_index(outcome)?;
        let name = name_of(outcome)?;
        let column = self.context.society.catalogue.covariates.get_index_of(name)?;
        Some(Baseline { name, feature: Feature::Raw { column } })
    }

    /// Restricts an analysis of changes to who answers the survey before the start, where that measures one of them.
    pub(super) fn ask_baselines(
        &self,
        endpoints: &[usize],
        reference: bool,
        surveys: &mut Vec<usize>,
    ) -> Result<(), Issue> {
        if !self.analysis.estimator.member().reads_changes() {
            return Ok(());
        }
        let known = endpoints.iter().filter_map(|&endpoint| self.baseline(endpoint));
        let Some(asked) = known.map(|own| own.name).find(|name| self.is_surveyed(name)) else {
            return Ok(());
        };
        if reference {
            let message = format!(
                "{asked:?} is measured by the survey, and the reference group is not surveyed"
            );
            let issue = Issue::new(format!("analyses.{}.contrasts", self.name), message);
            return Err(
                issue.help("compare arms with control, or take it out of the survey's items")
            );
        }
        position_or_push(surveys, BEFORE_START);
        Ok(())
    }

    /// Whether it reads changes from a value that only the survey measures.
    pub(super) fn reads_surveyed_changes(&self) -> bool {
        let named = &self.analysis.outcomes;
        let outcomes = self.context.scenario.outcomes.iter();
        self.analysis.estimator.member().reads_changes()
            && outcomes
                .filter(|(name, _)| named.is_empty() || named.contains(name))
                .filter_map(|(_, outcome)| name_of(outcome))
                .any(|name| self.is_surveyed(name))
    }

    /// Whether the survey before the start measures a characteristic.
    pub(super) fn is_surveyed(&self, name: &str) -> bool {
        let survey = self.context.scenario.measurement.baseline_survey.as_ref();
        survey.is_some_and(|survey| survey.items.iter().any(|item| item == name))
    }
}

fn name_of(outcome: &Outcome) -> Option<&str> {
    let moments = outcome.member().latent()?.moments?;
    moments.baseline.map(|(name, _)| name)
}
