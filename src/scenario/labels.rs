//! What things are called in the languages in which answers are told: `"label": {"nl": "ontheffing"}` beside what describes
//! an arm, an outcome, a design, an analysis, a site or a world. Names themselves are never translated.

use indexmap::IndexMap;
use serde::Deserialize;

use super::source::{Document, Report};
use crate::language::{Label, Language};

/// What has a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Labelled {
    /// A treatment arm.
    Arm,
    /// An outcome.
    Outcome,
    /// A design.
    Design,
    /// An analysis.
    Analysis,
    /// A site.
    Site,
    /// A world.
    World,
}

/// The labels of a scenario.
#[derive(Clone, Debug, Default)]
pub struct Labels(Written);

/// The sections whose members may have one; all else in them is read elsewhere.
#[derive(Clone, Debug, Default, Deserialize)]
struct Written {
    #[serde(default)]
    treatment: Treatment,
    #[serde(default)]
    outcomes: IndexMap<String, Member>,
    #[serde(default)]
    designs: IndexMap<String, Member>,
    #[serde(default)]
    analyses: IndexMap<String, Member>,
    #[serde(default)]
    sites: IndexMap<String, Member>,
    #[serde(default)]
    worlds: IndexMap<String, Member>,
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Treatment {
    #[serde(default)]
    arms: IndexMap<String, Member>,
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Member {
    #[serde(default)]
    label: Label,
}

impl Labels {
    /// Reads those of a document.
    ///
    /// # Errors
    /// Labels that are not texts by language.
    pub fn read(document: &Document) -> Result<Self, Report> {
        document.decode_with_labels().map(Self)
    }

    fn of(&self, what: Labelled, name: &str) -> Option<&Label> {
        let Self(Written { treatment, outcomes, designs, analyses, sites, worlds }) = self;
        let members = match what {
            Labelled::Arm => &treatment.arms,
            Labelled::Outcome => outcomes,
            Labelled::Design => designs,
            Labelled::Analysis => analyses,
            Labelled::Site => sites,
            Labelled::World => worlds,
        };
        members.get(name).map(|member| &member.label)
    }

    /// What something is called in a table or between quotes: its label, or its name.
    pub fn shown<'a>(&'a self, what: Labelled, name: &'a str, language: Language) -> &'a str {
        self.of(what, name).and_then(|label| label.text_in(language)).unwrap_or(name)
    }

    /// What something is called in a sentence. A name without a label in a language other than English stands in quotes:
    /// it may be no word of that language.
    pub fn told(&self, what: Labelled, name: &str, language: Language) -> String {
        let label = self.of(what, name).and_then(|label| label.text_in(language));
        match (label, language) {
            (Some(label), _) => label.to_owned(),
            (None, Language::English) => name.to_owned(),
            (None, Language::Dutch) => format!("‘{name}’"),
        }
    }
}
