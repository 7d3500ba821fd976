//! A diagnosand asked for by its word.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::diagnosis::watched::Watched;

/// Reads the word of a diagnosand; the help says what each of them is.
pub fn watched() -> impl TypedValueParser<Value = Watched> {
    let possible = |watched: Watched| PossibleValue::new(watched.word()).help(watched.about());
    let words = PossibleValuesParser::new(Watched::all().map(possible));
    words.try_map(|word| Watched::named(&word).ok_or("no diagnosand has this word"))
}
