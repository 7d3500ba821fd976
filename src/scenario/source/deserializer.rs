//! Serde over located JSON: like `serde_json::Value`, but strict where a person may slip.
//!
//! A settings struct is an object, never a list; a choice is a tag or an object with one tag as key.

use serde::de::value::{BorrowedStrDeserializer, SeqDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, MapAccess, Unexpected,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::fault::{Fault, Names};
use super::located::{Content, Located};

/// A value to deserialise.
#[derive(Clone, Copy)]
pub(super) struct Node<'de>(pub &'de Located);

impl<'de> Node<'de> {
    fn unexpected(self) -> Unexpected<'de> {
        match &self.0.content {
            Content::Null => Unexpected::Unit,
            Content::Bool(flag) => Unexpected::Bool(*flag),
            Content::Number(number) => number.as_u64().map_or_else(
                || match number.as_i64() {
                    Some(negative) => Unexpected::Signed(negative),
                    None => Unexpected::Float(number.as_f64().unwrap_or(f64::NAN)),
                },
                Unexpected::Unsigned,
            ),
            Content::String(text) => Unexpected::Str(text),
            Content::List(_) => Unexpected::Seq,
            Content::Object(_) => Unexpected::Map,
        }
    }

    fn visit_object<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.0.content {
            Content::Object(members) => {
                visitor.visit_map(Entries { rest: members.iter(), value: None })
            }
            _ => Err(Fault::invalid_type(self.unexpected(), &visitor)),
        }
    }

    fn visit_list<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Fault> {
        match &self.0.content {
            Content::List(elements) if elements.len() != length => Err(Fault::Mismatch {
                expected: format!("a list of {length}"),
                found: format!("a list of {}", elements.len()),
                help: None,
            }),
            Content::List(_) => self.deserialize_any(visitor),
            _ => Err(Fault::invalid_type(self.unexpected(), &visitor)),
        }
    }
}

impl<'de> IntoDeserializer<'de, Fault> for Node<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match (&self.0.content, self.unexpected()) {
            (Content::List(elements), _) => {
                visitor.visit_seq(SeqDeserializer::new(elements.iter().map(Node)))
            }
            (Content::Object(_), _) => self.visit_object(visitor),
            (Content::String(text), _) => visitor.visit_borrowed_str(text),
            (_, Unexpected::Bool(flag)) => visitor.visit_bool(flag),
            (_, Unexpected::Unsigned(number)) => visitor.visit_u64(number),
            (_, Unexpected::Signed(number)) => visitor.visit_i64(number),
            (_, Unexpected::Float(number)) => visitor.visit_f64(number),
            _ => visitor.visit_unit(),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0.content {
            Content::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: Names,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.visit_object(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.visit_list(length, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.visit_list(length, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        choices: Names,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match &self.0.content {
            Content::String(tag) => visitor.visit_enum(Choice { tag, settings: None }),
            Content::Object(members) => match members.first() {
                Some((tag, settings)) if members.len() == 1 => {
                    visitor.visit_enum(Choice { tag, settings: Some(Node(settings)) })
                }
                _ => Err(Fault::NotOneChoice { found: members.len(), allowed: choices }),
            },
            _ => {
                let expected = format!("a choice ({})", choices.join(", "));
                Err(Fault::invalid_type(self.unexpected(), &expected.as_str()))
            }
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq map identifier ignored_any
    }
}

/// A tag and, in `{"tag": …}`, its settings.
struct Choice<'de> {
    tag: &'de str,
    settings: Option<Node<'de>>,
}

impl<'de> EnumAccess<'de> for Choice<'de> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Fault> {
        let tag = seed.deserialize(BorrowedStrDeserializer::<Fault>::new(self.tag))?;
        Ok((tag, self))
    }
}

impl<'de> Choice<'de> {
    fn settings(&self) -> Result<Node<'de>, Fault> {
        self.settings.ok_or_else(|| self.bare("…"))
    }

    /// A tag without the settings that it needs.
    fn bare(&self, settings: &str) -> Fault {
        let tag = self.tag;
        Fault::Other(format!("\"{tag}\" needs its settings: write {{\"{tag}\": {settings}}}"))
    }
}

impl<'de> VariantAccess<'de> for Choice<'de> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        match self.settings.map(|node| &node.0.content) {
            None | Some(Content::Null) => Ok(()),
            Some(Content::Object(members)) if members.is_empty() => Ok(()),
            Some(_) => {
                Err(Fault::Other(format!("\"{0}\" takes no settings: write \"{0}\"", self.tag)))
            }
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Fault> {
        let Some(settings) = self.settings else {
            return seed.deserialize(Nothing).map_err(|fault| match fault {
                Fault::MissingKey(key) => self.bare(&format!("{{\"{key}\": …}}")),
                _ => self.bare("…"),
            });
        };
        seed.deserialize(settings)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Fault> {
        self.settings()?.visit_list(length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: Names, visitor: V) -> Result<V::Value, Fault> {
        self.settings()?.visit_object(visitor)
    }
}

/// What stands where a tag is written as a word alone: settings that may be left out are.
struct Nothing;

impl<'de> Deserializer<'de> for Nothing {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        Err(Fault::invalid_type(Unexpected::Unit, &visitor))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_none()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The members of an object, one by one.
struct Entries<'de> {
    rest: indexmap::map::Iter<'de, String, Located>,
    value: Option<Node<'de>>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        let Some((key, member)) = self.rest.next() else { return Ok(None) };
        self.value = Some(Node(member));
        seed.deserialize(Key(key)).map(Some).map_err(|fault| Fault::Key(Box::new(fault)))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        let value = self
            .value
            .take()
            .ok_or_else(|| Fault::Other("a value was read before its key".to_owned()))?;
        seed.deserialize(value)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// An object key: a string that may be read as a whole number or as a choice.
struct Key<'de>(&'de str);

macro_rules! whole_number_keys {
    ($($method:ident => $visit:ident),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            match self.0.parse() {
                Ok(number) => visitor.$visit(number),
                Err(_) => visitor.visit_borrowed_str(self.0),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Key<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: Names,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_enum(Choice { tag: self.0, settings: None })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    whole_number_keys! {
        deserialize_u8 => visit_u8, deserialize_u16 => visit_u16, deserialize_u32 => visit_u32,
        deserialize_u64 => visit_u64, deserialize_i8 => visit_i8, deserialize_i16 => visit_i16,
        deserialize_i32 => visit_i32, deserialize_i64 => visit_i64
    }

    forward_to_deserialize_any! {
        bool i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple_struct tuple
        struct seq map identifier ignored_any
    }
}
