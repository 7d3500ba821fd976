//! Sentences, each written whole in every language: one that lacks a language does not compile.
//!
//! What a sentence is about stands in slots, which are told in its language too.

pub(in crate::report) mod amounts;
pub(in crate::report) mod whom;
pub(in crate::report) mod causes;
pub(in crate::report) mod absent;
pub(in crate::report) mod shares;
pub(in crate::report) mod head;

use std::fmt;

use crate::language::Language;
use crate::report::digits;
use crate::report::run::words as run;

/// A sentence as it stands in the lists, with its slots in braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// What it is called in the code.
    pub name: &'static str,
    /// In English.
    pub english: &'static str,
    /// In Dutch.
    pub dutch: &'static str,
}

/// Something that a slot may hold.
pub trait Say {
    /// In the words and signs of a language.
    fn say(&self, language: Language) -> String;
}

/// Words that are the same in every language, or that are told already.
impl Say for &str {
    fn say(&self, _: Language) -> String {
        (*self).to_owned()
    }
}

impl Say for String {
    fn say(&self, _: Language) -> String {
        self.clone()
    }
}

impl<T: Say> Say for &T {
    fn say(&self, language: Language) -> String {
        (*self).say(language)
    }
}

/// A number as [`digits`] writes it.
#[derive(Clone, Debug)]
pub struct Number(pub String);

impl Number {
    /// How many there are.
    pub fn count(n: usize) -> Self {
        Self(digits::count(n as f64))
    }

    /// A stated number.
    pub fn stated(value: f64) -> Self {
        Self(digits::trimmed(value))
    }
}

impl Say for Number {
    fn say(&self, language: Language) -> String {
        language.number(&self.0)
    }
}

/// `a`, `a and b`, `a, b and c`.
pub struct Listed<T>(pub Vec<T>);

impl<T: Say> Say for Listed<T> {
    fn say(&self, language: Language) -> String {
        let told: Vec<String> = self.0.iter().map(|one| one.say(language)).collect();
        let and = match language {
            Language::English => "and",
            Language::Dutch => "en",
        };
        match &told[..] {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Listed<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_list().entries(&self.0).finish()
    }
}

/// Declares sentences: for each a function of the language and of what its slots hold, and `PHRASES`, the list of all.
///
/// ```ignore
/// phrases! {
///     /// How many people take part.
///     taking_part(people: Number) {
///         en: "{people} people take part.",
///         nl: "Er doen {people} mensen mee.",
///     }
/// }
/// ```
macro_rules! phrases {
    ($(
        $(#[$about:meta])*
        $name:ident($($slot:ident: $of:ty),* $(,)?) { en: $english:literal, nl: $dutch:literal $(,)? }
    )*) => {
        $(
            $(#[$about])*
            #[must_use]
            pub(in crate::report) fn $name(language: $crate::language::Language, $($slot: $of),*) -> String {
                $(let $slot = $crate::report::words::Say::say(&$slot, language);)*
                match language {
                    $crate::language::Language::English => format!($english),
                    $crate::language::Language::Dutch => format!($dutch),
                }
            }
        )*

        /// All of them.
        pub(in crate::report) const PHRASES: &[$crate::report::words::Phrase] = &[
            $($crate::report::words::Phrase {
                name: stringify!($name),
                english: $english,
                dutch: $dutch,
            }),*
        ];
    };
}

pub(in crate::report) use phrases;

/// Every sentence, by the file in which it stands.
pub const ALL: &[(&str, &[Phrase])] = &[
    ("amounts", amounts::PHRASES),
    ("whom", whom::PHRASES),
    ("causes", causes::PHRASES),
    ("absent", absent::PHRASES),
    ("head", head::PHRASES),
    ("shares", shares::PHRASES),
    ("names", super::names::PHRASES),
    ("margin", super::margin::PHRASES),
    ("asked", super::asked::PHRASES),
    ("aims", super::aims::PHRASES),
    ("check", super::check::PHRASES),
    ("size", super::size::PHRASES),
    ("mde", super::mde::PHRASES),
    ("sweep", super::sweep::PHRASES),
    ("frontier", super::frontier::PHRASES),
    ("assumptions", super::assumptions::PHRASES),
    ("analysed", super::analysed::PHRASES),
    ("run: answer", run::answer::PHRASES),
    ("run: table", run::table::PHRASES),
    ("run: who takes part", run::flow::PHRASES),
    ("run: stories", run::stories::PHRASES),
    ("run: end", run::end::PHRASES),
    ("run: details", run::details::PHRASES),
    ("page", super::html::PHRASES),
    ("page: questions", super::run::page::PHRASES),
    ("protocol/common", super::protocol::words::common::PHRASES),
    ("protocol/plan", super::protocol::words::plan::PHRASES),
    ("protocol/measured", super::protocol::words::measured::PHRASES),
    ("protocol/result", super::protocol::words::result::PHRASES),
];
