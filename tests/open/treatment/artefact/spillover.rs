//! Spillover: participants pass on what they get.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Declared, Dose, Mechanism, Through};
use crate::assumption::Assumption;
use crate::family::Settings;
use crate::issue::{Bound, Issue};
use crate::language::{Language, Words};

/// Everybody who takes part gets part of what the arms get, from each other.
///
/// Every outcome of every participant shifts by this share of the mean effect, on the latent scale, of what participants in
/// the arms of the same trial get. Comparisons of an arm with control hardly see it; one with people outside the trial
/// takes it for part of what the arm does.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spillover {
    /// Whether it is at work.
    #[serde(default = "super::by_default", skip_serializing_if = "super::is_default")]
    #[schemars(extend("default" = true))]
    pub on: bool,
    /// What everybody gets of what the arms get, from 0 (nothing) to 1 (as much).
    pub share: Assumption,
}

/// How it acts and is told.
pub const MECHANISM: Mechanism = Mechanism {
    cause: "participants who pass on what they get (spillover)",
    label: Words { en: "others notice it too", nl: "uitstraling" },
    because: Words {
        en: "others notice what the arms get",
        nl: "ook anderen iets van de aanpak merken",
    },
    through: Through::Trial,
    shift: |share, standing| share * standing.delivered,
};

impl Settings for Spillover {
    fn sentence(&self) -> String {
        format!(
            "Everybody who takes part gets {} of what participants in the arms get.",
            self.share.get()
        )
    }

    fn example() -> Self {
        Self { on: true, share: 0.2.into() }
    }

    fn bounds() -> &'static [(&'static str, Bound)] {
        &[("share", Bound::SHARE)]
    }
}

impl Declared for Spillover {
    fn dutch(&self) -> String {
        let share = Language::Dutch.number(&self.share.get().to_string());
        format!(
            "Iedereen die meedoet, krijgt {share} mee van wat deelnemers met een aanpak krijgen."
        )
    }

    fn is_on(&self) -> bool {
        self.on
    }

    fn compile(&self) -> Result<Vec<Dose<'_>>, Vec<Issue>> {
        Ok(vec![Dose::Everywhere(self.share.get())])
    }
}
