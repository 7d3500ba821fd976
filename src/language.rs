//! Languages in which answers are told. Names that an author gave, options, JSON and CSV are the same in all of them.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

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

/// Words of this program in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// In English.
    pub en: &'static str,
    /// In Dutch.
    pub nl: &'static str,
}

impl Words {
    /// Those of a language.
    pub fn text_in(self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Dutch => self.nl,
        }
    }
}

/// A text in each language in which there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// In English.
    #[serde(default)]
    pub en: Option<String>,
    /// In Dutch.
    #[serde(default)]
    pub nl: Option<String>,
}

impl Label {
    /// The text in a language, if there is one.
    pub fn text_in(&self, language: Language) -> Option<&str> {
        match language {
            Language::English => self.en.as_deref(),
            Language::Dutch => self.nl.as_deref(),
        }
    }
}

/// A text: the same for all languages, or one for each in which there is one.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(untagged)]
pub enum Text {
    /// In whatever language it is written.
    All(String),
    /// By language.
    Each(Label),
}

impl Text {
    /// The text in a language; in another one where there is none in it.
    pub fn text_in(&self, language: Language) -> &str {
        match self {
            Self::All(text) => text,
            Self::Each(texts) => {
                let others = Language::ALL.into_iter().filter_map(|other| texts.text_in(other));
                texts.text_in(language).into_iter().chain(others).next().unwrap_or_default()
            }
        }
    }

    /// A text in every language.
    pub fn each(en: &str, nl: &str) -> Self {
        Self::Each(Label { en: Some(en.to_owned()), nl: Some(nl.to_owned()) })
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;
        impl<'de> Visitor<'de> for Written {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text, or an object of texts by language")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
                Ok(Text::All(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Text, A::Error> {
                Label::deserialize(MapAccessDeserializer::new(map)).map(Text::Each)
            }
        }
        deserializer.deserialize_any(Written)
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
