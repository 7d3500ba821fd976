//! The scenario file as text: read, located, patched, and its mistakes told at their place.
//!
//! A [`Document`] is JSON (comments and trailing commas welcome) that knows where each value was
//! written. It is changed by [`Document::set`] (`--set PATH=VALUE`), seen in a world with
//! [`Document::in_world`], and turned into types by [`Document::decode`]. What the sections mean is
//! not known here. Later checks, which know a JSON path only, raise mistakes with
//! [`Document::problem_at`].

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;

mod decode;
mod depth;
mod deserializer;
mod fault;
mod foreign;
mod hash;
mod labels;
mod load;
mod located;
mod parse;
mod patch;
mod path;
mod provenance;
mod report;
mod set;
#[cfg(test)]
mod tests;

pub use located::Origin;
pub use path::{JsonPath, PathError, Step};
pub use provenance::{AssumptionEntry, RangedNumber};
pub use report::{Problem, Report};
pub(crate) use set::with_leading_zeros;

use load::LARGEST_FILE;
use located::{Located, Source, Span};
use patch::Patch;

use crate::issue::suggest;

/// A scenario file: JSON values and where they were written.
#[derive(Debug, Clone)]
pub struct Document {
    root: Located,
    /// The world whose patch was applied.
    world: Option<Arc<str>>,
    /// Whether it is no longer as its file has it.
    is_changed: bool,
}

/// Where a value was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The text that holds it.
    pub origin: Origin,
    /// The bytes of its key, if it has one.
    pub key: Option<Range<usize>>,
    /// The bytes of the value.
    pub value: Range<usize>,
    /// The world whose patch supplied it.
    pub world: Option<String>,
}

impl Document {
    /// Reads a scenario file; `-` is standard input.
    ///
    /// # Errors
    /// A missing, unreadable, empty or too large file (16 MB), text that is not UTF-8, and all that
    /// [`Document::parse`] refuses.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Report> {
        let path = path.as_ref();
        Self::from_bytes(&load::name(path), load::read(path)?)
    }

    /// Reads the bytes of a scenario file; `name` is its name in messages.
    ///
    /// # Errors
    /// As [`Document::load`].
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Self, Report> {
        Self::parse(name, load::text(name, bytes)?)
    }

    /// Reads the text of a scenario file; `name` is its name in messages.
    ///
    /// # Errors
    /// Syntax errors, nesting deeper than 64, a key given twice in one object, a number too large
    /// for an f64, anything but an object at the top.
    pub fn parse(name: &str, text: impl Into<String>) -> Result<Self, Report> {
        let source =
            Arc::new(Source { origin: Origin::File, name: name.to_owned(), text: text.into() });
        if source.text.len() > LARGEST_FILE {
            let message = "the text is larger than 16 MB";
            return Err(Problem::new(&source, None, String::new(), message).into());
        }
        let document = Self {
            root: parse::parse(&source, 0, depth::DEEPEST)?,
            world: None,
            is_changed: false,
        };
        if document.root.members().is_none() {
            let message = format!("a scenario is an object, found {}", document.root.kind());
            return Err(document.problem_at("", message, None).into());
        }
        Ok(document)
    }

    fn locate(&self, path: &str) -> Option<&Located> {
        self.root.find(&self.root.resolve(path))
    }

    /// The text of the file as it was read, without `--set`.
    pub fn text(&self) -> &str {
        &self.root.place.source.text
    }

    /// The whole document as plain JSON, in file order.
    pub fn value(&self) -> Value {
        self.root.to_value()
    }

    /// The value at a JSON path, as plain JSON.
    pub fn get(&self, path: &str) -> Option<Value> {
        self.locate(path).map(Located::to_value)
    }

    /// The value at a path of steps.
    pub fn at(&self, path: &JsonPath) -> Option<Value> {
        self.root.find(path).map(Located::to_value)
    }

    /// Where the value at a JSON path was written.
    pub fn location(&self, path: &str) -> Option<Location> {
        let place = &self.locate(path)?.place;
        Some(Location {
            origin: place.source.origin,
            key: place.key.map(Span::range),
            value: place.value.range(),
            world: place.world.as_deref().map(str::to_owned),
        })
    }

    /// Changes one value, as `--set PATH=VALUE` asks: the value is JSON or, failing that, a string.
    ///
    /// The parent of the path must exist; the last step may be a new key. A bare number for a number
    /// with provenance replaces its `value` and drops its `range` when outside; null takes a member out
    /// of its object, as in a world's patch. Mistakes in what was set are located in the argument. Call
    /// this before [`Document::in_world`]: a path that starts with `worlds.` changes a world's patch.
    ///
    /// # Errors
    /// A malformed argument; a path whose parent does not exist, with the nearest that does; a null that
    /// removes nothing.
    pub fn set(&mut self, argument: &str) -> Result<(), Report> {
        self.set_by("--set", argument)
    }

    /// Applies several arguments of `--set`, none of which may undo another.
    ///
    /// # Errors
    /// As [`Document::set`]; a value that a later argument would replace.
    pub fn set_all(&mut self, arguments: &[String]) -> Result<(), Report> {
        for (k, argument) in arguments.iter().enumerate() {
            self.set(argument)?;
            set::undoes(argument, &arguments[..k])?;
        }
        Ok(())
    }

    /// The same for another option, which mistakes are told of.
    ///
    /// # Errors
    /// As [`Document::set`].
    pub fn set_by(&mut self, option: &str, argument: &str) -> Result<(), Report> {
        self.is_changed = true;
        set::set(&mut self.root, option, argument)
    }

    /// States one value of the section `run`, as an option of the command line asks.
    ///
    /// # Errors
    /// Where `run` is no object, and where `--set` has stated the value already.
    pub fn run_by(&mut self, option: &str, key: &str, value: &Value) -> Result<(), Report> {
        let path = JsonPath::root().key("run").key(key);
        if let Some(set) = self.root.find(&path)
            && set.place.source.origin == Origin::SetArgument
        {
            let message = format!("{option} and --set both state {path}");
            let problem = problem_in(set, set.focus(), &path.to_string(), message);
            return Err(problem.with_help("give one of them").into());
        }
        if self.get("run").is_none() {
            self.set_by(option, "run={}")?;
        }
        self.set_by(option, &format!("run.{key}={value}"))
    }

    /// The text of the document as it is now: that of the file where nothing was changed.
    pub fn written(&self) -> String {
        if self.is_changed { format!("{:#}\n", self.value()) } else { self.text().to_owned() }
    }

    /// The name of the world that the file describes outside `worlds`.
    pub fn base_world(&self) -> &str {
        self.locate("base_world").and_then(Located::as_str).unwrap_or("plan")
    }

    /// The names under `worlds`, in file order.
    pub fn world_names(&self) -> Vec<&str> {
        let worlds = self.locate("worlds").and_then(Located::members);
        worlds.into_iter().flat_map(|worlds| worlds.keys()).map(String::as_str).collect()
    }

    /// The document as it is in the world `name`: the JSON merge patch (RFC 7396) under
    /// `worlds.<name>` applied to it.
    ///
    /// Two deviations: where both sides are objects with one key each, the keys differ and
    /// `is_choice` knows both as tags of a choice, the patch replaces the object; and a null has to
    /// remove something. What comes from the patch is located in the patch.
    ///
    /// # Errors
    /// An unknown world, a patch that is not an object, a patch of `worlds` itself, nulls that remove
    /// nothing.
    pub fn in_world(&self, name: &str, is_choice: &dyn Fn(&str) -> bool) -> Result<Self, Report> {
        let (patched, problems) = self.patched(name, is_choice)?;
        Report::from_problems(problems).map(|()| patched)
    }

    /// As [`Document::in_world`], as far as it goes: the document without the nulls that remove nothing,
    /// and these.
    ///
    /// # Errors
    /// An unknown world, a patch that is not an object, a patch of `worlds` itself.
    pub fn patched(
        &self,
        name: &str,
        is_choice: &dyn Fn(&str) -> bool,
    ) -> Result<(Self, Vec<Problem>), Report> {
        let path = JsonPath::root().key("worlds").key(name);
        let Some(patch) = self.root.find(&path) else {
            let names = self.world_names();
            let help = match suggest(name, names.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None if names.is_empty() => "the scenario has no worlds".to_owned(),
                None => format!("worlds: {}", names.join(", ")),
            };
            let message = format!("there is no world \"{}\"", report::shown(name));
            return Err(self.problem_at("worlds", message, Some(&help)).into());
        };
        let Some(changes) = patch.members() else {
            let message = format!("a world is an object of changes, found {}", patch.kind());
            return Err(self.problem_at(&path.to_string(), message, None).into());
        };
        if changes.contains_key("worlds") {
            let message = "a world cannot change the worlds";
            return Err(self.problem_at(&path.key("worlds").to_string(), message, None).into());
        }
        let mut root = self.root.clone();
        let world = Arc::from(name);
        let problems = Patch { world: &world, is_choice }.apply(&mut root, patch, &path);
        Ok((Self { root, world: Some(world), is_changed: true }, problems))
    }

    /// The document without its labels: they change nothing but what things are called.
    #[must_use]
    pub fn without_labels(&self) -> Self {
        Self { root: labels::left_out(&self.root).into_owned(), ..self.clone() }
    }

    /// Reads the document, without its labels, as a `T`.
    ///
    /// # Errors
    /// Every value that does not fit, at its place.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, Report> {
        decode::decode(&labels::left_out(&self.root)).map_err(|(report, _)| report)
    }

    /// Reads the document as a `T` that knows labels.
    ///
    /// # Errors
    /// Every value that does not fit, at its place.
    pub fn decode_with_labels<T: DeserializeOwned>(&self) -> Result<T, Report> {
        decode::decode(&self.root).map_err(|(report, _)| report)
    }

    /// As [`Document::decode`]; what does not fit comes with the document as it would be without it.
    ///
    /// # Errors
    /// Every value that does not fit, and the document with misspelt keys put right and the rest left out.
    pub fn decode_or_repair<T: DeserializeOwned>(&self) -> Result<T, (Report, Box<Self>)> {
        decode::decode(&labels::left_out(&self.root)).map_err(|(report, root)| {
            (report, Box::new(Self { root, world: self.world.clone(), is_changed: true }))
        })
    }

    /// A mistake at a JSON path; without a value there, at its nearest ancestor. Where a world's
    /// patch was applied and the place is not in it, the message says which world is meant.
    pub fn problem_at(
        &self,
        path: &str,
        message: impl Into<String>,
        help: Option<&str>,
    ) -> Problem {
        let path = self.root.resolve(path);
        let (node, _) = self.root.nearest(&path);
        let mut message = message.into();
        if let (Some(world), None) = (&self.world, &node.place.world) {
            message = format!("{message} (in the world \"{}\")", report::shown(world));
        }
        let problem = problem_in(node, node.focus(), &path.to_string(), message);
        match help {
            Some(help) => problem.with_help(help),
            None => problem,
        }
    }

    /// All numbers that carry their source, in file order; those in world patches too.
    pub fn provenance(&self) -> Vec<AssumptionEntry> {
        let mut found = Vec::new();
        provenance::entries(&self.root, &mut JsonPath::root(), &mut found);
        found
    }

    /// All numbers that carry a range, in file order; those in world patches too.
    pub fn ranged(&self) -> Vec<RangedNumber> {
        let mut found = Vec::new();
        provenance::ranged(&self.root, &mut JsonPath::root(), &mut found);
        found
    }

    /// All numbers, bare or with provenance, in file order; those in world patches too.
    pub fn numbers(&self) -> Vec<(JsonPath, f64)> {
        let mut found = Vec::new();
        provenance::numbers(&self.root, &mut JsonPath::root(), &mut found);
        found
    }

    /// The BLAKE3 hash of the document's values, in hexadecimal.
    ///
    /// White space, comments, `$schema` and the spelling of numbers and strings do not count; the order of
    /// keys does, since arms, designs and worlds stand in file order.
    pub fn hash(&self) -> String {
        hash::hash(&self.root)
    }
}

/// A mistake in `node`, which stands at `path`, or at the nearest place to it that there is.
fn problem_in(node: &Located, span: Span, path: &str, message: String) -> Problem {
    let path = match &node.place.world {
        None => path.to_owned(),
        Some(world) => {
            let patch = JsonPath::root().key("worlds").key(world);
            let dot = if path.is_empty() || path.starts_with('[') { "" } else { "." };
            format!("{patch}{dot}{path}")
        }
    };
    Problem::new(&node.place.source, Some(span), path, message)
}
