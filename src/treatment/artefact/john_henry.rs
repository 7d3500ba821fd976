//! The John Henry effect: the control group reacts to being the control group.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Declared, Dose, Mechanism, Through};
use crate::family::Settings;
use crate::issue::Issue;
use crate::language::{Language, Words};
use crate::treatment::Effect;

/// The control arm changes because it is the control arm.
///
/// John Henry when it tries harder, negative when it is demoralised. Its points come on top of those of `hawthorne`. An
/// arm that does nothing then seems to do harm, or good.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JohnHenry {
    /// Whether it is at work.
    #[serde(default = "super::by_default", skip_serializing_if = "super::is_default")]
    #[schemars(extend("default" = true))]
    pub on: bool,
    /// Effects by outcome, in the control arm.
    pub effects: IndexMap<String, Effect>,
}

/// How it acts and is told.
pub const MECHANISM: Mechanism = Mechanism {
    cause: "controls who react to being controls (John Henry effect)",
    label: Words {
        en: "control reacts (John Henry)",
        nl: "reactie van de controlegroep (John Henry)",
    },
    because: Words {
        en: "people in control behave differently because they know that they are",
        nl: "mensen in de controlegroep zich anders gedragen omdat ze weten dat ze daarin zitten",
    },
    through: Through::OwnArm,
    shift: |strength, standing| if standing.arm == 0 { strength } else { 0.0 },
};

impl Settings for JohnHenry {
    fn sentence(&self) -> String {
        "The control group changes because it is the control group.".to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => self.dutch(),
        }
    }

    fn example() -> Self {
        let effects = [("works".to_owned(), Effect::Points(0.03.into()))];
        Self { on: true, effects: effects.into() }
    }
}

impl Declared for JohnHenry {
    fn dutch(&self) -> String {
        "Mensen in de controlegroep gedragen zich anders omdat ze weten dat ze daarin zitten."
            .to_owned()
    }

    fn is_on(&self) -> bool {
        self.on
    }

    fn compile(&self) -> Result<Vec<Dose<'_>>, Vec<Issue>> {
        Ok(self.effects.iter().map(|(outcome, effect)| Dose::Effect(outcome, effect)).collect())
    }
}
