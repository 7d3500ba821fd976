//! What serde finds wrong with a value, kept apart until it is told: its own messages are for programmers.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use super::foreign;
use super::report::shown;
use crate::issue::suggest;

/// A list of names that serde generates from a type.
pub(super) type Names = &'static [&'static str];

/// A value that does not fit its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    Mismatch {
        expected: String,
        found: String,
        help: Option<&'static str>,
    },
    UnknownKey {
        key: String,
        allowed: Names,
    },
    UnknownChoice {
        choice: String,
        allowed: Names,
    },
    MissingKey(&'static str),
    /// An object with none or several keys where exactly one names a choice.
    NotOneChoice {
        found: usize,
        allowed: Names,
    },
    Other(String),
    /// The fault is the key's, not the value's.
    Key(Box<Fault>),
}

impl Fault {
    /// What is wrong, for a person.
    pub fn message(&self) -> String {
        match self {
            Self::Mismatch { expected, found, .. } => format!("expected {expected}, found {found}"),
            Self::UnknownKey { key, .. } => format!("unknown key \"{}\"", shown(key)),
            Self::UnknownChoice { choice, .. } => format!("unknown choice \"{}\"", shown(choice)),
            Self::MissingKey(key) => format!("missing key \"{key}\""),
            Self::NotOneChoice { found: 0, .. } => {
                "expected an object whose one key names a choice, found an empty object".to_owned()
            }
            Self::NotOneChoice { found, .. } => {
                format!("expected an object whose one key names a choice, found {found} keys")
            }
            Self::Other(message) => message.clone(),
            Self::Key(fault) => fault.message(),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Mismatch { help, .. } => help.map(str::to_owned),
            Self::UnknownKey { key, allowed } => Some(alternatives(key, allowed, "allowed keys")),
            Self::UnknownChoice { choice, allowed } => {
                Some(alternatives(choice, allowed, "choices"))
            }
            Self::NotOneChoice { allowed, .. } => Some(format!("choices: {}", allowed.join(", "))),
            Self::Key(fault) => fault.help(),
            Self::MissingKey(_) | Self::Other(_) => None,
        }
    }
}

fn alternatives(word: &str, allowed: Names, what: &str) -> String {
    if allowed.is_empty() {
        return "no keys are allowed here".to_owned();
    }
    let all = format!("{what}: {}", allowed.join(", "));
    match (suggest(word, allowed.iter().copied()), foreign::hint(word)) {
        (Some(near), _) => format!("did you mean \"{near}\"? ({all})"),
        (None, Some(hint)) => format!("{hint} ({all})"),
        (None, None) => all,
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message())
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::Other(message.to_string())
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let expected = plain(&expected.to_string());
        if let Unexpected::Float(number) = unexpected
            && number >= u64::MAX as f64
            && expected == plain("u64")
        {
            let expected = format!("a whole number from 0 to {}", u64::MAX);
            return Self::Mismatch { expected, found: describe(unexpected), help: None };
        }
        let whole = matches!(unexpected, Unexpected::Float(number) if number.fract() == 0.0)
            && expected.starts_with("a whole number");
        let help = whole.then_some("write it without a decimal point or exponent");
        Self::Mismatch { expected, found: describe(unexpected), help }
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let expected = plain(&expected.to_string());
        Self::Mismatch { expected, found: describe(unexpected), help: None }
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        let expected = plain(&expected.to_string());
        Self::Mismatch { expected, found: format!("{length}"), help: None }
    }

    fn unknown_variant(choice: &str, allowed: Names) -> Self {
        Self::UnknownChoice { choice: choice.to_owned(), allowed }
    }

    fn unknown_field(key: &str, allowed: Names) -> Self {
        Self::UnknownKey { key: key.to_owned(), allowed }
    }

    fn missing_field(key: &'static str) -> Self {
        Self::MissingKey(key)
    }

    fn duplicate_field(key: &'static str) -> Self {
        Self::Other(format!("the key \"{key}\" is given twice"))
    }
}

/// A value, as a person would name it.
fn describe(unexpected: Unexpected<'_>) -> String {
    match unexpected {
        Unexpected::Bool(flag) => flag.to_string(),
        Unexpected::Unsigned(number) => number.to_string(),
        Unexpected::Signed(number) => number.to_string(),
        Unexpected::Float(number) => format!("{number:?}"),
        Unexpected::Char(letter) => format!("the string \"{letter}\""),
        Unexpected::Str(text) => format!("the string \"{}\"", shown(text)),
        Unexpected::Unit | Unexpected::Option => "null".to_owned(),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "an object".to_owned(),
        other => other.to_string(),
    }
}

/// Serde's names for types, in the words of a JSON file.
fn plain(expected: &str) -> String {
    let whole = |low: i128, high: i128| format!("a whole number from {low} to {high}");
    match expected {
        "f32" | "f64" => "a number".to_owned(),
        "u8" => whole(0, u8::MAX.into()),
        "u16" => whole(0, u16::MAX.into()),
        "u32" => whole(0, u32::MAX.into()),
        "u64" | "u128" | "usize" => "a whole number of 0 or more".to_owned(),
        "i8" => whole(i8::MIN.into(), i8::MAX.into()),
        "i16" => whole(i16::MIN.into(), i16::MAX.into()),
        "i32" => whole(i32::MIN.into(), i32::MAX.into()),
        "i64" | "i128" | "isize" => "a whole number".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a character" => "a single letter".to_owned(),
        "a sequence" => "a list".to_owned(),
        "a map" => "an object".to_owned(),
        "unit" => "null".to_owned(),
        other => plain_compound(other),
    }
}

fn plain_compound(expected: &str) -> String {
    if expected.starts_with("a nonzero u") {
        return "a whole number of 1 or more".to_owned();
    }
    if expected.starts_with("a nonzero i") {
        return "a whole number other than 0".to_owned();
    }
    for start in ["an array of length ", "a tuple of size "] {
        if let Some(length) = expected.strip_prefix(start) {
            return format!("a list of {length}");
        }
    }
    if expected.starts_with("tuple struct ") || expected.starts_with("tuple variant ") {
        return "a list".to_owned();
    }
    if expected.starts_with("struct ") {
        return "an object".to_owned();
    }
    expected.to_owned()
}
