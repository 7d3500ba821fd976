//! A diagnosand that is asked for by its word: the one whose error decides how long a run goes on, or that is watched while
//! assumptions move.

use crate::language::Language;
use std::borrow::Cow;
use std::sync::LazyLock;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::json;

use super::diagnosand::{Diagnosis, ListEntry, Unit, Wording};
use super::family::FamilyDiagnosis;
use super::measured::{Absent, Known, Measured};
use super::paired::PairDiagnosis;
use super::significance::TestDiagnosis;

/// A diagnosand that can be asked for, with the list that it stands in.
#[derive(Clone, Copy, Debug)]
pub enum Watched {
    /// Of the replications of a cell.
    Cell(&'static ListEntry<Diagnosis>),
    /// Of the test of a cell at its primary level.
    Test(&'static ListEntry<TestDiagnosis>),
    /// Of a declared family of tests.
    Family(&'static ListEntry<FamilyDiagnosis>),
}

static WORDS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| Watched::all().map(Watched::word).collect());

impl Watched {
    /// All that can be asked for, power first.
    pub fn all() -> impl Iterator<Item = Self> {
        let of_tests = TestDiagnosis::LIST.iter().filter(|entry| entry.asked.is_some());
        let of_cells = Diagnosis::LIST.iter().filter(|entry| entry.asked.is_some());
        let of_families = FamilyDiagnosis::LIST.iter().filter(|entry| entry.asked.is_some());
        of_tests
            .map(Self::Test)
            .chain(of_cells.map(Self::Cell))
            .chain(of_families.map(Self::Family))
    }

    /// The one with this word.
    pub fn named(word: &str) -> Option<Self> {
        Self::all().find(|watched| watched.word() == word)
    }

    /// The words of all.
    pub fn words() -> &'static [&'static str] {
        &WORDS
    }

    fn asked(self) -> Wording {
        let asked = match self {
            Self::Cell(entry) => entry.asked,
            Self::Test(entry) => entry.asked,
            Self::Family(entry) => entry.asked,
        };
        asked.expect("only what can be asked for is watched")
    }

    /// The word by which it is asked for.
    pub fn word(self) -> &'static str {
        self.asked().word
    }

    /// What it is called in a sentence.
    pub fn told(self) -> &'static str {
        self.told_in(Language::English)
    }

    /// The same in a language.
    pub fn told_in(self, language: Language) -> &'static str {
        self.asked().told.text_in(language)
    }

    /// Whether it is held against a truth, so that truths may not be rough.
    pub fn needs_truth(self) -> bool {
        self.asked().needs_truth
    }

    /// Its name in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cell(entry) => entry.name,
            Self::Test(entry) => entry.name,
            Self::Family(entry) => entry.name,
        }
    }

    /// Whether it is a share of trials or of intervals.
    pub fn is_share(self) -> bool {
        let unit = match self {
            Self::Cell(entry) => entry.unit,
            Self::Test(entry) => entry.unit,
            Self::Family(entry) => entry.unit,
        };
        unit == Unit::Share
    }

    /// What it is, in a sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::Cell(entry) => entry.about,
            Self::Test(entry) => entry.about,
            Self::Family(entry) => entry.about,
        }
    }

    /// What a trial does that counts for it, where it is a power.
    pub fn finds(self) -> Option<&'static str> {
        self.asked().finds
    }

    /// Its entry, where it is of a declared family of tests.
    pub fn of_family(self) -> Option<&'static ListEntry<FamilyDiagnosis>> {
        match self {
            Self::Family(entry) => Some(entry),
            Self::Cell(_) | Self::Test(_) => None,
        }
    }

    /// Whether it counts the findings of one comparison.
    pub fn is_power(self) -> bool {
        matches!(self, Self::Test(_))
    }

    /// Its value in a cell.
    ///
    /// # Errors
    /// Why there is none.
    pub fn value(self, diagnosis: &Diagnosis) -> Known<Measured> {
        match self {
            Self::Cell(entry) => (entry.value)(diagnosis),
            Self::Test(entry) => (entry.value)(primary(diagnosis)?),
            Self::Family(_) => Err(Absent::NotKept),
        }
    }

    /// Its Monte Carlo error in a cell, where a share of 0 is not known without error.
    ///
    /// # Errors
    /// Why there is none.
    pub fn cautious_error(self, diagnosis: &Diagnosis) -> Known<f64> {
        match self {
            Self::Cell(entry) => (entry.cautious_error)(diagnosis),
            Self::Test(entry) => (entry.cautious_error)(primary(diagnosis)?),
            Self::Family(_) => Err(Absent::NotKept),
        }
    }

    /// How much more of it one cell has than another, on common draws.
    ///
    /// # Errors
    /// Why there is none.
    pub fn difference(self, pair: &PairDiagnosis) -> Known<Measured> {
        let difference = match self {
            Self::Cell(entry) => entry.difference,
            Self::Test(entry) => entry.difference,
            Self::Family(_) => None,
        };
        difference.map_or(Err(Absent::NotKept), |difference| (difference.of)(pair))
    }
}

fn primary(diagnosis: &Diagnosis) -> Known<&TestDiagnosis> {
    diagnosis.tests.first().ok_or(Absent::NoTest)
}

impl Default for Watched {
    /// The first: power.
    fn default() -> Self {
        Self::all().next().expect("power can be asked for")
    }
}

impl PartialEq for Watched {
    fn eq(&self, other: &Self) -> bool {
        self.word() == other.word()
    }
}

impl Eq for Watched {}

impl Serialize for Watched {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.word().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Watched {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Self::named(&word).ok_or_else(|| D::Error::unknown_variant(&word, Self::words()))
    }
}

impl JsonSchema for Watched {
    fn schema_name() -> Cow<'static, str> {
        "Watched".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let choice = |watched: Self| json!({"type": "string", "const": watched.word(), "description": watched.about()});
        let choices: Vec<_> = Self::all().map(choice).collect();
        json_schema!({ "oneOf": choices, "description": "A diagnosand that is asked for by its word." })
    }
}
