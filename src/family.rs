//! Open families: a member is one file and one line in the list of its family.
//!
//! The file owns the settings, what they are documented as, their sentence in a report, an example and the algorithm.
//! The list makes of it a choice in the scenario, a place in the schema, an entry of `simulate list` and of the page of
//! documentation. Whatever a family does beyond that is a trait of its own, met as `dyn` once per trial or analysis.

use schemars::{JsonSchema, Schema, SchemaGenerator, schema_for};
use serde::de::value::MapDeserializer;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

use crate::issue::Bound;
use crate::language::Language;

/// What a member of any family owns besides its algorithm.
///
/// The comment on the settings is the member's documentation, and its first paragraph is the line by which it is listed.
pub trait Settings {
    /// How a report says it, in whole sentences.
    fn sentence(&self) -> String;

    /// The same in a language; in English where the member has no other words.
    fn sentence_in(&self, language: Language) -> String {
        let _ = language;
        self.sentence()
    }

    /// How it may be written in a scenario of two arms alike, whose people have an `education`.
    fn example() -> Self
    where
        Self: Sized;

    /// What its numbers can be, by their place among the settings (`*` for any name or position); what depends on other
    /// parts of the scenario is found where it is compiled.
    fn bounds() -> &'static [(&'static str, Bound)]
    where
        Self: Sized,
    {
        &[]
    }
}

/// A family, for whoever lists what there is.
#[derive(Clone, Debug, Serialize)]
pub struct Family {
    /// What it is called, as `schemes`; its page is `docs/schemes.md`.
    pub name: &'static str,
    /// What its members are.
    pub about: String,
    /// The key under which a scenario names a member, as `assignment`.
    pub key: &'static str,
    /// The members.
    pub members: Vec<Member>,
}

/// A member, for whoever lists what there is.
#[derive(Clone, Debug, Serialize)]
pub struct Member {
    /// Its name in a scenario, and that of its file.
    pub name: &'static str,
    /// Its documentation.
    pub about: String,
    /// What can be set.
    pub settings: Vec<Setting>,
    /// How it may be written in a scenario.
    pub example: Value,
}

/// A setting of a member.
#[derive(Clone, Debug, Serialize)]
pub struct Setting {
    /// Its key.
    pub name: String,
    /// What can stand there, in words.
    pub kind: String,
    /// Whether it cannot be left out.
    pub required: bool,
    /// What holds where it is left out; null for nothing.
    pub default: Value,
    /// Its documentation.
    pub about: String,
}

impl Member {
    /// Describes the member with these settings.
    pub fn of<S: Settings + JsonSchema + Serialize>(name: &'static str) -> Self {
        let schema = schema_for!(S);
        let required = required(&schema);
        let properties = schema.get("properties").and_then(Value::as_object);
        let settings = properties.into_iter().flatten().map(|(key, setting)| Setting {
            name: key.clone(),
            kind: kind(setting, &schema),
            required: required.contains(&key.as_str()),
            default: setting.get("default").cloned().unwrap_or(Value::Null),
            about: description(setting),
        });
        let settings: Vec<Setting> = settings.collect();
        let mut example = json!(S::example());
        if let Value::Object(members) = &mut example {
            members.retain(|key, value| {
                settings.iter().any(|s| s.name == *key && (s.required || s.default != *value))
            });
        }
        let example = written(name, &example);
        Self { name, about: description(schema.as_value()), settings, example }
    }

    /// The first paragraph of its documentation, on one line.
    pub fn line(&self) -> String {
        first_paragraph(&self.about)
    }
}

/// The first paragraph of a documentation, on one line.
pub fn first_paragraph(about: &str) -> String {
    about.split("\n\n").next().unwrap_or_default().replace('\n', " ")
}

/// A member as it is written in a scenario: a word alone where nothing is set.
pub fn written<S: Serialize>(name: &str, settings: &S) -> Value {
    match json!(settings) {
        Value::Object(set) if set.is_empty() => json!(name),
        set => json!({ name: set }),
    }
}

/// Reads the settings of a member; all are left out where it is written as a word alone.
///
/// # Errors
/// Those of the settings.
pub fn settings<'de, D: Deserializer<'de>, S: Deserialize<'de>>(given: D) -> Result<S, D::Error> {
    let nothing = || MapDeserializer::new(std::iter::empty::<(&str, ())>());
    Option::deserialize(given)?.map_or_else(|| S::deserialize(nothing()), Ok)
}

/// What the numbers of a member can be, by their place below that of its family.
pub fn bounds<S: Settings>(name: &str) -> impl Iterator<Item = (String, Bound)> {
    S::bounds().iter().map(move |(place, bound)| (format!("{name}.{place}"), *bound))
}

/// The ways to write a member: its settings under its name and, where all may be left out, the name alone.
pub fn choices<S: JsonSchema>(name: &str, generator: &mut SchemaGenerator) -> Vec<Value> {
    let schema = schema_for!(S);
    let about = description(schema.as_value());
    let word = json!({"type": "string", "const": name, "description": about});
    let object = json!({
        "type": "object",
        "description": about,
        "properties": { name: generator.subschema_for::<S>() },
        "required": [name],
        "additionalProperties": false,
    });
    if required(&schema).is_empty() { vec![word, object] } else { vec![object] }
}

/// The keys that cannot be left out.
fn required(schema: &Schema) -> Vec<&str> {
    let listed = schema.get("required").and_then(Value::as_array);
    listed.into_iter().flatten().filter_map(Value::as_str).collect()
}

fn description(schema: &Value) -> String {
    schema.get("description").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// What can stand at a place that a schema describes, in words.
fn kind(schema: &Value, root: &Schema) -> String {
    let pointed = schema.get("$ref").and_then(Value::as_str);
    let definition = pointed.and_then(|path| root.as_value().pointer(path.trim_start_matches('#')));
    if let Some(definition) = definition {
        return kind(definition, root);
    }
    for several in ["anyOf", "oneOf"] {
        if let Some(all) = schema.get(several).and_then(Value::as_array) {
            let some = all.iter().filter(|one| one.get("type") != Some(&json!("null")));
            return some.map(|one| kind(one, root)).collect::<Vec<_>>().join(" or ");
        }
    }
    let types = schema.get("type").and_then(Value::as_array).into_iter().flatten();
    let or_null = types.filter_map(Value::as_str).find(|name| *name != "null");
    match schema.get("type").and_then(Value::as_str).or(or_null) {
        Some("integer") => "a whole number".to_owned(),
        Some("number") => "a number".to_owned(),
        Some("string") => match schema.get("const").and_then(Value::as_str) {
            Some(word) => format!("{word:?}"),
            None => "a name".to_owned(),
        },
        Some("boolean") => "true or false".to_owned(),
        Some("array") => match schema.get("items") {
            Some(items) => format!("a list, each {}", kind(items, root)),
            None => "a list".to_owned(),
        },
        _ => "an object".to_owned(),
    }
}

/// Declares a family: the modules of its members, the choice in a scenario, and what is listed of it.
///
/// `complete::Complete` is the settings type of `complete.rs`, written `"complete"` or `{"complete": {…}}`.
macro_rules! family {
    (
        $(#[doc = $about:literal])+
        $Family:ident, listed as $name:literal and written as $key:literal, dyn $Trait:ident {
            $($member:ident::$Settings:ident),+ $(,)?
        }
    ) => {
        $(pub mod $member;)+

        $(#[doc = $about])+
        #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
        #[allow(non_camel_case_types, missing_docs)]
        pub enum $Family {
            $(
                #[serde(deserialize_with = "crate::family::settings")]
                $member($member::$Settings)
            ),+
        }

        impl $Family {
            /// The names of the members.
            pub const NAMES: &[&str] = &[$(stringify!($member)),+];

            /// What is listed of the family.
            pub fn family() -> $crate::family::Family {
                $crate::family::Family {
                    name: $name,
                    about: concat!($($about, "\n"),+).replace("\n ", "\n").trim().to_owned(),
                    key: $key,
                    members: vec![
                        $($crate::family::Member::of::<$member::$Settings>(stringify!($member))),+
                    ],
                }
            }

            /// What the numbers of all members can be, by their place below that of the family.
            pub fn bounds() -> Vec<(String, $crate::issue::Bound)> {
                let mut all = Vec::new();
                $(
                    let name = stringify!($member);
                    all.extend($crate::family::bounds::<$member::$Settings>(name));
                )+
                all
            }

            /// The member that is chosen.
            pub fn member(&self) -> &dyn $Trait {
                match self { $(Self::$member(settings) => settings),+ }
            }

            /// The name of the member that is chosen.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$member(_) => stringify!($member)),+ }
            }
        }

        impl serde::Serialize for $Family {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let written = match self {
                    $(Self::$member(settings) => $crate::family::written(self.name(), settings)),+
                };
                written.serialize(serializer)
            }
        }

        impl schemars::JsonSchema for $Family {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($Family).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut choices = Vec::new();
                $(
                    let name = stringify!($member);
                    choices.extend($crate::family::choices::<$member::$Settings>(name, generator));
                )+
                schemars::json_schema!({ "oneOf": choices, "description": Self::family().about })
            }
        }
    };
}

pub(crate) use family;

/// Declares a family of which a scenario may state several members at once: the section in which they stand, an index
/// of the members, and what is listed of them.
///
/// `hawthorne::Hawthorne` is the settings type of `hawthorne.rs`, written `{"hawthorne": {…}}`; the constant `MECHANISM`
/// there holds what does not depend on settings.
macro_rules! several {
    (
        $(#[doc = $about:literal])+
        $Family:ident of $Member:ident, listed as $name:literal and written as $key:literal,
        dyn $Trait:ident as $Mechanism:ident {
            $($member:ident::$Settings:ident),+ $(,)?
        }
    ) => {
        $(pub mod $member;)+

        $(#[doc = $about])+
        #[derive(Clone, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[allow(missing_docs)]
        pub struct $Family {
            $(
                #[serde(default)]
                pub $member: Option<$member::$Settings>
            ),+
        }

        impl $Family {
            /// The names of the members.
            pub const NAMES: &[&str] = &[$(stringify!($member)),+];

            /// What is listed of the family.
            pub fn family() -> $crate::family::Family {
                $crate::family::Family {
                    name: $name,
                    about: concat!($($about, "\n"),+).replace("\n ", "\n").trim().to_owned(),
                    key: $key,
                    members: vec![
                        $($crate::family::Member::of::<$member::$Settings>(stringify!($member))),+
                    ],
                }
            }

            /// What the numbers of all members can be, by their place below that of the family.
            pub fn bounds() -> Vec<(String, $crate::issue::Bound)> {
                let mut all = Vec::new();
                $(
                    let name = stringify!($member);
                    all.extend($crate::family::bounds::<$member::$Settings>(name));
                )+
                all
            }

            /// The members that are declared, in the order of the list.
            pub fn declared(&self) -> impl Iterator<Item = ($Member, &dyn $Trait)> {
                let all: [($Member, Option<&dyn $Trait>); $Member::COUNT] = [
                    $(($Member::$Settings, self.$member.as_ref().map(|own| own as &dyn $Trait))),+
                ];
                all.into_iter().filter_map(|(member, settings)| Some((member, settings?)))
            }
        }

        /// A member of the family, in the order of its list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum $Member { $($Settings),+ }

        impl $Member {
            /// All members, in order.
            pub const ALL: &[Self] = &[$(Self::$Settings),+];
            /// How many there are.
            pub const COUNT: usize = Self::ALL.len();

            /// Its name in scenarios and results.
            pub fn name(self) -> &'static str {
                $Family::NAMES[self as usize]
            }

            /// What does not depend on settings.
            pub fn mechanism(self) -> &'static $Mechanism {
                match self { $(Self::$Settings => &$member::MECHANISM),+ }
            }
        }
    };
}

pub(crate) use several;
