//! What every diagnosand owns, and the list that makes of it a field of the results, a column, a word to ask for it by
//! and a line of documentation.

use crate::language::Words;
use std::fmt::Debug;

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::Unit;
use crate::diagnosis::measured::{Absent, Known, Measured, Rate, value_or_reason};

/// What diagnosands are of: the replications of a cell, one of its tests, or several tests together.
pub trait Diagnosable {
    /// Two of them on common draws.
    type Pair: Debug + 'static;
}

/// A diagnosand of a subject.
pub trait Diagnosand<S: Diagnosable> {
    /// A number, or why there is none.
    type Value: Valued;
    /// In what it is counted.
    const UNIT: Unit;
    /// What it is, in a sentence.
    const ABOUT: &'static str;
    /// Its word where one diagnosand is asked for.
    const ASKED: Option<Wording> = None;
    /// How much more of it one subject has than another, where that is measured on common draws.
    const DIFFERENCE: Option<PairedDifference<S::Pair>> = None;

    /// Its value with its Monte Carlo error.
    fn value(subject: &S) -> Self::Value;
}

/// How a diagnosand is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The word, as in `--of bias`.
    pub word: &'static str,
    /// What it is called in a sentence.
    pub told: Words,
    /// Whether it is held against a truth, so that truths may not be rough.
    pub needs_truth: bool,
    /// What a trial does that counts for it, where it is a power.
    pub finds: Option<&'static str>,
}

/// The difference of two subjects on common draws.
#[derive(Debug)]
pub struct PairedDifference<P> {
    /// Its name in results.
    pub name: &'static str,
    /// Its value, first minus second.
    pub of: fn(&P) -> Known<Measured>,
}

impl<P> Clone for PairedDifference<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for PairedDifference<P> {}

/// What is known of a subject.
pub trait Diagnosed: Sized + 'static {
    /// What is known of two of them on common draws.
    type Pair: Debug + 'static;
}

/// A diagnosand in the list of a diagnosis.
#[derive(Debug)]
pub struct ListEntry<D: Diagnosed> {
    /// Its name in results.
    pub name: &'static str,
    /// In what it is counted.
    pub unit: Unit,
    /// What it is, in a sentence.
    pub about: &'static str,
    /// Its word where one diagnosand is asked for.
    pub asked: Option<Wording>,
    /// The difference of two subjects on common draws.
    pub difference: Option<PairedDifference<D::Pair>>,
    /// Its value with its Monte Carlo error.
    pub value: fn(&D) -> Known<Measured>,
    /// Its value as a share with an interval.
    pub rate: fn(&D) -> Known<Rate>,
    /// Its Monte Carlo error, where a share of 0 is not known without error.
    pub cautious_error: fn(&D) -> Known<f64>,
    /// Its value as it is written in results.
    pub written: fn(&D) -> Value,
}

/// What a diagnosand may come to.
pub trait Valued {
    /// The number with its error.
    ///
    /// # Errors
    /// Why there is none.
    fn known(&self) -> Known<Measured>;

    /// The share with its interval.
    ///
    /// # Errors
    /// Why there is none; where it is no share of trials.
    fn rate(&self) -> Known<Rate> {
        Err(Absent::NoShare)
    }

    /// Its error; of a share with two trials of each kind more (Agresti & Coull 1998).
    ///
    /// # Errors
    /// Why there is none.
    fn cautious_error(&self) -> Known<f64> {
        self.known().map(|measured| measured.mcse)
    }

    /// Writes it in results.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

impl Valued for Measured {
    fn known(&self) -> Known<Measured> {
        Ok(*self)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }
}

impl Valued for Known<Measured> {
    fn known(&self) -> Self {
        *self
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        value_or_reason(self, serializer)
    }
}

impl Valued for Known<Rate> {
    fn known(&self) -> Known<Measured> {
        self.map(Measured::from)
    }

    fn rate(&self) -> Self {
        *self
    }

    fn cautious_error(&self) -> Known<f64> {
        self.map(|rate| rate.cautious_error())
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        value_or_reason(self, serializer)
    }
}

/// Writes a value in results, for fields of a diagnosis.
///
/// # Errors
/// Those of the serializer.
pub fn write<V: Valued, S: Serializer>(value: &V, serializer: S) -> Result<S::Ok, S::Error> {
    value.write(serializer)
}

/// A value as it is written in results.
pub fn written(value: &impl Valued) -> Value {
    /// What is written as a value writes itself.
    struct Written<'a, V>(&'a V);

    impl<V: Valued> Serialize for Written<'_, V> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self.0.write(serializer)
        }
    }
    json!(Written(value))
}

/// Declares a diagnosis: what is counted, the list of its diagnosands, and what goes with them.
///
/// `rmse: misses::Rmse` is the diagnosand that `Rmse` in `misses.rs` owns, under that name in results.
macro_rules! diagnosis {
    (
        $(#[$about:meta])*
        $Diagnosis:ident of $subject:ident: $Subject:ident {
            first { $($(#[$of_first:meta])* $first:ident: $First:ty = $firstly:expr,)* }
            listed { $($name:ident: $($Member:ident)::+,)+ }
            last { $($(#[$of_last:meta])* $last:ident: $Last:ty = $lastly:expr,)* }
        }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize)]
        pub struct $Diagnosis {
            $($(#[$of_first])* pub $first: $First,)*
            $(
                #[allow(missing_docs)]
                #[serde(serialize_with = "crate::diagnosis::diagnosand::write")]
                pub $name: <$($Member)::+ as $crate::diagnosis::diagnosand::Diagnosand<$Subject<'static>>>::Value,
            )+
            $($(#[$of_last])* pub $last: $Last,)*
        }

        impl $crate::diagnosis::diagnosand::Diagnosed for $Diagnosis {
            type Pair = <$Subject<'static> as $crate::diagnosis::diagnosand::Diagnosable>::Pair;
        }

        impl $Diagnosis {
            /// Its diagnosands, in the order of the results.
            pub const LIST: &[$crate::diagnosis::diagnosand::ListEntry<Self>] = &[$({
                use $crate::diagnosis::diagnosand::{Diagnosand, ListEntry, Valued, written};
                type Member = $($Member)::+;
                ListEntry {
                    name: stringify!($name),
                    unit: <Member as Diagnosand<$Subject<'static>>>::UNIT,
                    about: <Member as Diagnosand<$Subject<'static>>>::ABOUT,
                    asked: <Member as Diagnosand<$Subject<'static>>>::ASKED,
                    difference: <Member as Diagnosand<$Subject<'static>>>::DIFFERENCE,
                    value: |diagnosis| diagnosis.$name.known(),
                    rate: |diagnosis| diagnosis.$name.rate(),
                    cautious_error: |diagnosis| diagnosis.$name.cautious_error(),
                    written: |diagnosis| written(&diagnosis.$name),
                }
            }),+];

            /// What the sums say.
            fn of($subject: &$Subject<'_>) -> Self {
                Self {
                    $($first: $firstly,)*
                    $($name: <$($Member)::+ as $crate::diagnosis::diagnosand::Diagnosand<$Subject<'_>>>::value($subject),)+
                    $($last: $lastly,)*
                }
            }
        }
    };
}

pub(in crate::diagnosis) use diagnosis;
