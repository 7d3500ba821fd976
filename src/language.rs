//! Languages in which answers are told. Names that an author gave, options, JSON and CSV are the same in all of them.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language in which answers are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Dutch.
    #[serde(rename = "nl")]
    Dutch,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::Dutch];

    /// Its code: `en`, `nl` (ISO 639-1).
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Dutch => "nl",
        }
    }

    /// A number written in English, as `−1,234.5 ± 0.2`, with this language's signs.
    pub fn number(self, english: &str) -> String {
        match self {
            Self::English => english.to_owned(),
            Self::Dutch => english
                .chars()
                .map(|c| match c {
                    '.' => ',',
                    ',' => '.',
                    c => c,
                })
                .collect(),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|language| language.code() == text);
        known.ok_or_else(|| {
            format!("there is no language {text:?}: write en (English) or nl (Dutch)")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_the_signs_of_its_language() {
        assert_eq!(Language::Dutch.number("−1,234.5 ± 0.2"), "−1.234,5 ± 0,2");
        assert_eq!(Language::English.number("−1,234.5 ± 0.2"), "−1,234.5 ± 0.2");
    }

    #[test]
    fn a_language_is_known_by_its_code() {
        for language in Language::ALL {
            assert_eq!(language.code().parse(), Ok(language));
        }
        assert!("de".parse::<Language>().is_err());
    }
}
