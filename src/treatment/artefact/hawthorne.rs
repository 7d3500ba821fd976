//! The Hawthorne effect: people change because they take part.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Declared, Dose, Mechanism, Through};
use crate::family::Settings;
use crate::issue::Issue;
use crate::language::{Language, Words};
use crate::treatment::Effect;

/// Everybody who enrols changes because they take part and are watched.
///
/// It reaches every arm alike: a comparison of an arm with control hardly sees it, and one with people outside the trial
/// takes it for part of what the arm does.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hawthorne {
    /// Whether it is at work.
    #[serde(default = "super::by_default", skip_serializing_if = "super::is_default")]
    #[schemars(extend("default" = true))]
    pub on: bool,
    /// Effects by outcome, among those who take part.
    pub effects: IndexMap<String, Effect>,
}

/// How it acts and is told.
pub const MECHANISM: Mechanism = Mechanism {
    cause: "the effect of being in a trial (Hawthorne effect)",
    label: Words { en: "taking part (Hawthorne)", nl: "deelname-effect (Hawthorne)" },
    because: Words {
        en: "people behave differently because they are in a trial",
        nl: "deelnemers zich anders gedragen omdat ze aan een proef meedoen",
    },
    through: Through::OwnArm,
    shift: |strength, _| strength,
};

impl Settings for Hawthorne {
    fn sentence(&self) -> String {
        "Everybody who takes part changes because they are watched.".to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => self.dutch(),
        }
    }

    fn example() -> Self {
        let effects = [("works".to_owned(), Effect::Points(0.02.into()))];
        Self { on: true, effects: effects.into() }
    }
}

impl Declared for Hawthorne {
    fn dutch(&self) -> String {
        "Deelnemers gedragen zich anders omdat ze aan een proef meedoen.".to_owned()
    }

    fn is_on(&self) -> bool {
        self.on
    }

    fn compile(&self) -> Result<Vec<Dose<'_>>, Vec<Issue>> {
        Ok(self.effects.iter().map(|(outcome, effect)| Dose::Effect(outcome, effect)).collect())
    }
}
