//! JSON values that know where they were written.

use std::ops::Range;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Number, Value};

use super::path::{JsonPath, Step};

/// Where a piece of text came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The scenario file.
    File,
    /// A `--set PATH=VALUE` argument.
    SetArgument,
}

/// A text, its name in messages, and where it came from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub origin: Origin,
    pub name: String,
    pub text: String,
}

/// A range of bytes in a source. Sources are at most 16 MB, so 32 bits suffice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end.max(start) as u32 }
    }

    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Where a value was written.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub source: Arc<Source>,
    /// The world whose patch supplied the value.
    pub world: Option<Arc<str>>,
    pub key: Option<Span>,
    pub value: Span,
}

/// A JSON value and its place.
#[derive(Debug, Clone)]
pub(super) struct Located {
    pub place: Place,
    pub content: Content,
}

pub(super) type Members = IndexMap<String, Located>;

#[derive(Debug, Clone)]
pub(super) enum Content {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    List(Vec<Located>),
    Object(Box<Members>),
}

impl Located {
    pub fn child(&self, step: &Step) -> Option<&Self> {
        match (&self.content, step) {
            (Content::Object(members), Step::Key(key)) => members.get(key),
            (Content::List(elements), Step::Index(index)) => elements.get(*index),
            _ => None,
        }
    }

    pub fn child_mut(&mut self, step: &Step) -> Option<&mut Self> {
        match (&mut self.content, step) {
            (Content::Object(members), Step::Key(key)) => members.get_mut(key),
            (Content::List(elements), Step::Index(index)) => elements.get_mut(*index),
            _ => None,
        }
    }

    /// The value at a path or, failing that, at its nearest ancestor, and how many steps lead there.
    pub fn nearest(&self, path: &JsonPath) -> (&Self, usize) {
        let mut node = self;
        for (depth, step) in path.steps().iter().enumerate() {
            match node.child(step) {
                Some(child) => node = child,
                None => return (node, depth),
            }
        }
        (node, path.steps().len())
    }

    pub fn find(&self, path: &JsonPath) -> Option<&Self> {
        path.steps().iter().try_fold(self, Self::child)
    }

    pub fn find_mut(&mut self, path: &JsonPath) -> Option<&mut Self> {
        path.steps().iter().try_fold(self, Self::child_mut)
    }

    pub fn members(&self) -> Option<&Members> {
        match &self.content {
            Content::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The span a message about this value should mark: a plain value itself, the key of an object
    /// or a list, and the opening bracket of one that has no key.
    pub fn focus(&self) -> Span {
        match (&self.content, self.place.key) {
            (Content::Object(_) | Content::List(_), Some(key)) => key,
            (Content::Object(_) | Content::List(_), None) => {
                let start = self.place.value.range().start;
                Span::new(start, start + 1)
            }
            _ => self.place.value,
        }
    }

    /// The steps of a path in which names stand as they are, dots and all: `covariates.edu.low` finds
    /// the member `edu.low` of `covariates` where there is one.
    pub fn resolve(&self, text: &str) -> JsonPath {
        let mut path = JsonPath::root();
        let (mut node, mut rest) = (Some(self), text);
        while !rest.is_empty() {
            let is_next = |key: &str| {
                let after = rest.strip_prefix(key);
                after.is_some_and(|after| after.is_empty() || after.starts_with(['.', '[']))
            };
            let keys = node.and_then(Self::members).into_iter().flat_map(Members::keys);
            let known = keys.filter(|key| is_next(key)).max_by_key(|key| key.len());
            let (step, length) = match known {
                Some(key) => (Step::Key(key.clone()), key.len()),
                None => match JsonPath::first_step(rest) {
                    Some(first) => first,
                    None => return path,
                },
            };
            node = node.and_then(|node| node.child(&step));
            path.push(step);
            rest = &rest[length..];
            rest = rest.strip_prefix('.').unwrap_or(rest);
        }
        path
    }

    /// What kind of value this is, with its article.
    pub fn kind(&self) -> &'static str {
        match self.content {
            Content::Null => "null",
            Content::Bool(_) => "true or false",
            Content::Number(_) => "a number",
            Content::String(_) => "a string",
            Content::List(_) => "a list",
            Content::Object(_) => "an object",
        }
    }

    pub fn as_f64(&self) -> Option<f64> {
        match &self.content {
            Content::Number(number) => number.as_f64(),
            _ => None,
        }
    }

    pub fn as_str(&self) -> Option<&str> {
        match &self.content {
            Content::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value without its places.
    pub fn to_value(&self) -> Value {
        match &self.content {
            Content::Null => Value::Null,
            Content::Bool(flag) => Value::Bool(*flag),
            Content::Number(number) => Value::Number(number.clone()),
            Content::String(text) => Value::String(text.clone()),
            Content::List(elements) => Value::Array(elements.iter().map(Self::to_value).collect()),
            Content::Object(members) => Value::Object(
                members.iter().map(|(key, member)| (key.clone(), member.to_value())).collect(),
            ),
        }
    }
}
