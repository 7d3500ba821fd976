//! Difference in mean changes with a group that was not drawn.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::change_score::{Changes, formula};
use super::{Estimate, Formula, Infer, Needs, Protocol};
use crate::family::Settings;
use crate::issue::Issue;
use crate::language::Language;

/// Difference in mean changes with the reference group (difference in differences).
///
/// What differs between the groups and stays is taken out. It is right where both would have changed alike without treatment
/// (parallel trends): not where people enrol because of how they are doing just then, which fades. With two moments it
/// is the regression on group, moment and their product, with errors by person. For scores with a `baseline` that the
/// reference group has too; between arms it is a `change_score`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DifferenceInDifferences {}

impl Settings for DifferenceInDifferences {
    fn sentence(&self) -> String {
        "The change of a group since before the start less that of the group it is compared with (difference in differences), with Welch's test and interval."
            .to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => "De verandering van een groep sinds de nulmeting min die van de vergelijkingsgroep (difference-in-differences), met de toets en het interval van Welch.".to_owned(),
        }
    }

    fn example() -> Self {
        Self {}
    }
}

impl Estimate for DifferenceInDifferences {
    fn reads_changes(&self) -> bool {
        true
    }

    fn is_for_reference(&self) -> bool {
        true
    }

    fn formula(&self) -> Option<Formula> {
        Some(formula())
    }

    fn compile(
        &self,
        protocol: &Protocol,
        needs: &mut Needs,
    ) -> Result<Arc<dyn Infer>, Vec<Issue>> {
        protocol.only_with_baseline("difference in differences")?;
        Ok(Arc::new(Changes(needs.changes())))
    }
}
