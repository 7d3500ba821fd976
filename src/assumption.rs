//! A number with its provenance: where it comes from, who says so, and how far it may be off.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// How a number came to be known.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// Read directly from the cited source.
    Stated,
    /// Computed from numbers in the cited source.
    Derived,
    /// Taken from another study or another place.
    External,
    /// Chosen by the planner; nobody has measured it.
    Assumption,
}

impl Provenance {
    /// The word used in a scenario file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Derived => "derived",
            Self::External => "external",
            Self::Assumption => "assumption",
        }
    }
}

impl fmt::Display for Provenance {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// How likely the values inside a range are held to be.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Distribution {
    /// All alike: what holds where nothing is said.
    Uniform {},
    /// Rising from the low end to the mode and falling to the high end.
    Triangular {
        /// The likeliest value, inside the range (default: the number itself).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mode: Option<f64>,
    },
    /// Normal around the number itself, cut off at both ends of the range.
    Normal {
        /// Standard deviation before the ends are cut off, above 0, in the unit of the number.
        sd: f64,
    },
}

impl Distribution {
    fn check(self, [low, high]: [f64; 2]) -> Result<(), String> {
        match self {
            Self::Triangular { mode: Some(mode) } if !(low..=high).contains(&mode) => {
                Err(format!("the mode {mode} lies outside the range [{low}, {high}]"))
            }
            Self::Normal { sd } if !(sd > 0.0 && sd.is_finite()) => {
                Err(format!("the standard deviation must be above 0, found {sd}"))
            }
            _ => Ok(()),
        }
    }
}

/// A finite number, bare or with its provenance.
///
/// In a file it is `0.33`, or
/// `{"value": 0.33, "source": "derived", "citation": "Table 3", "range": [0.28, 0.42]}`.
/// The unit is that of the place where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumption {
    /// The number itself; finite, and inside `range` when there is one.
    pub value: f64,
    /// How the number came to be known; `None` for a bare number.
    pub source: Option<Provenance>,
    /// Where it can be looked up.
    pub citation: Option<String>,
    /// Lowest and highest value held plausible, in the unit of `value`.
    pub range: Option<[f64; 2]>,
    /// How likely the values inside `range` are; only with a range.
    pub distribution: Option<Distribution>,
    /// Anything else a reader should know.
    pub note: Option<String>,
}

impl Assumption {
    /// The number itself.
    pub const fn get(&self) -> f64 {
        self.value
    }

    fn is_bare(&self) -> bool {
        self.source.is_none()
            && self.citation.is_none()
            && self.range.is_none()
            && self.distribution.is_none()
            && self.note.is_none()
    }

    fn checked(self) -> Result<Self, String> {
        let Self { value, range, .. } = &self;
        if !value.is_finite() {
            return Err(format!("expected a finite number, found {value}"));
        }
        if let Some([low, high]) = range {
            if !(low.is_finite() && high.is_finite()) {
                return Err(format!("expected a finite range, found [{low}, {high}]"));
            }
            if low > high {
                return Err(format!("the range [{low}, {high}] runs backwards"));
            }
            if value < low || value > high {
                return Err(format!("the value {value} lies outside its range [{low}, {high}]"));
            }
        }
        match (self.distribution, self.range) {
            (Some(_), None) => Err("a distribution needs a range".to_owned()),
            (Some(distribution), Some(range)) => distribution.check(range).map(|()| self),
            (None, _) => Ok(self),
        }
    }
}

impl From<f64> for Assumption {
    fn from(value: f64) -> Self {
        Self { value, source: None, citation: None, range: None, distribution: None, note: None }
    }
}

/// The written-out form.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    value: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Provenance>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    citation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    range: Option<[f64; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    distribution: Option<Distribution>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

impl From<Written> for Assumption {
    fn from(Written { value, source, citation, range, distribution, note }: Written) -> Self {
        Self { value, source, citation, range, distribution, note }
    }
}

impl From<Assumption> for Written {
    fn from(Assumption { value, source, citation, range, distribution, note }: Assumption) -> Self {
        Self { value, source, citation, range, distribution, note }
    }
}

struct AssumptionVisitor;

impl<'de> Visitor<'de> for AssumptionVisitor {
    type Value = Assumption;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number, or an object with a \"value\"")
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Assumption, E> {
        Assumption::from(value).checked().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Assumption, E> {
        Ok(Assumption::from(value as f64))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Assumption, E> {
        Ok(Assumption::from(value as f64))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Assumption, A::Error> {
        let written = Written::deserialize(MapAccessDeserializer::new(map))?;
        Assumption::from(written).checked().map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Assumption {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AssumptionVisitor)
    }
}

impl Serialize for Assumption {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_bare() {
            serializer.serialize_f64(self.value)
        } else {
            Written::from(self.clone()).serialize(serializer)
        }
    }
}

impl JsonSchema for Assumption {
    fn schema_name() -> Cow<'static, str> {
        "Assumption".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let provenance = generator.subschema_for::<Option<Provenance>>();
        let distribution = generator.subschema_for::<Option<Distribution>>();
        json_schema!({
            "description": "A number, bare or with its provenance.",
            "oneOf": [
                { "type": "number", "description": "The number alone." },
                {
                    "type": "object",
                    "description": "The number with where it comes from and how far it may be off.",
                    "properties": {
                        "value": { "type": "number", "description": "The number itself; inside `range` when that is given." },
                        "source": provenance,
                        "citation": { "type": ["string", "null"], "description": "Where it can be looked up." },
                        "range": {
                            "type": ["array", "null"],
                            "description": "Lowest and highest value held plausible, in the unit of `value`.",
                            "items": { "type": "number" },
                            "minItems": 2,
                            "maxItems": 2
                        },
                        "distribution": distribution,
                        "note": { "type": ["string", "null"], "description": "Anything else a reader should know." }
                    },
                    "required": ["value"],
                    "additionalProperties": false
                }
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Assumption, String> {
        serde_json::from_str(json).map_err(|error| {
            let text = error.to_string();
            text.split(" at line").next().unwrap_or_default().to_owned()
        })
    }

    #[test]
    fn a_number_may_be_bare_or_written_out() {
        assert_eq!(read("0.33"), Ok(0.33.into()));
        assert_eq!(read("-2"), Ok((-2.0).into()));
        assert_eq!(read("800").map(|a| a.get()), Ok(800.0));
        let full = read(
            r#"{"value": 0.33, "source": "derived", "citation": "Table 3", "range": [0.28, 0.42], "note": "n"}"#,
        );
        assert_eq!(
            full,
            Ok(Assumption {
                value: 0.33,
                source: Some(Provenance::Derived),
                citation: Some("Table 3".into()),
                range: Some([0.28, 0.42]),
                distribution: None,
                note: Some("n".into()),
            })
        );
    }

    #[test]
    fn mistakes_are_named() {
        let cases = [
            (
                r#""abc""#,
                r#"invalid type: string "abc", expected a number, or an object with a "value""#,
            ),
            ("{}", "missing field `value`"),
            (
                r#"{"value": 1, "cite": "x"}"#,
                "unknown field `cite`, expected one of `value`, `source`, `citation`, `range`, `distribution`, `note`",
            ),
            (
                r#"{"value": 1, "source": "guess"}"#,
                "unknown variant `guess`, expected one of `stated`, `derived`, `external`, `assumption`",
            ),
            (r#"{"value": 1, "range": [2, 0]}"#, "the range [2, 0] runs backwards"),
            (
                r#"{"value": 0.5, "range": [0.1, 0.4]}"#,
                "the value 0.5 lies outside its range [0.1, 0.4]",
            ),
            (r#"{"value": 1, "distribution": {"uniform": {}}}"#, "a distribution needs a range"),
            (
                r#"{"value": 1, "range": [0, 2], "distribution": {"triangular": {"mode": 3}}}"#,
                "the mode 3 lies outside the range [0, 2]",
            ),
            (
                r#"{"value": 1, "range": [0, 2], "distribution": {"normal": {"sd": 0}}}"#,
                "the standard deviation must be above 0, found 0",
            ),
        ];
        for (json, message) in cases {
            assert_eq!(read(json), Err(message.to_owned()), "{json}");
        }
    }

    #[test]
    fn numbers_that_are_not_finite_are_refused() {
        let infinite = de::value::F64Deserializer::<de::value::Error>::new(f64::INFINITY);
        let refused = Assumption::deserialize(infinite).map_err(|error| error.to_string());
        assert_eq!(refused, Err("expected a finite number, found inf".to_owned()));
        let unbounded = Assumption { range: Some([f64::NAN, 2.0]), ..1.0.into() };
        assert_eq!(unbounded.checked(), Err("expected a finite range, found [NaN, 2]".to_owned()));
    }

    #[test]
    fn what_is_written_reads_back() {
        for json in ["0.25", r#"{"value":0.25,"source":"stated","range":[0.0,1.0]}"#] {
            let number = read(json).expect("the example is valid");
            assert_eq!(serde_json::to_string(&number).expect("plain data"), json);
        }
    }

    #[test]
    fn the_schema_offers_both_forms() {
        let schema = schemars::schema_for!(Assumption);
        let forms = schema.get("oneOf").and_then(|forms| forms.as_array()).expect("two forms");
        let types: Vec<_> = forms.iter().map(|form| form["type"].as_str()).collect();
        assert_eq!(types, [Some("number"), Some("object")]);
        assert_eq!(forms[1]["additionalProperties"], false);
    }
}
