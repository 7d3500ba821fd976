//! `--set PATH=VALUE`: changes to a document from the command line.

use std::sync::Arc;

use super::depth;
use super::located::{Content, Located, Members, Origin, Place, Source, Span};
use super::parse;
use super::patch::nothing_to_remove;
use super::path::{JsonPath, Step};
use super::report::{Problem, Report, shown};
use crate::issue::suggest;

/// The keys of a number with provenance.
const ASSUMPTION_KEYS: [&str; 6] = ["value", "source", "citation", "range", "distribution", "note"];

/// A `--set` argument, taken apart.
struct Setting {
    source: Arc<Source>,
    path: JsonPath,
    path_span: Span,
    value: Located,
}

/// Applies one argument of an option to a document.
pub(super) fn set(root: &mut Located, option: &str, argument: &str) -> Result<(), Report> {
    let Setting { source, path, path_span, value } = Setting::read(option, argument)?;
    let problem =
        |message: String| Problem::new(&source, Some(path_span), path.to_string(), message);
    let Some((parent_path, last)) = path.split_last() else {
        return Err(problem("a path is missing before the equals sign".to_owned()).into());
    };
    if path.steps().len() > depth::DEEPEST {
        return Err(
            problem(format!("objects may be nested at most {} deep", depth::DEEPEST)).into()
        );
    }
    let (reached, depth) = root.nearest(&parent_path);
    let is_null = matches!(value.content, Content::Null);
    if is_null
        && !is_in_patch(&path)
        && depth < parent_path.steps().len()
        && let (Some(members), Some(Step::Key(key))) = (reached.members(), path.steps().get(depth))
    {
        let known: Vec<String> = members.keys().cloned().collect();
        return Err(nothing_to_remove(&value, &path.prefix(depth + 1), key, &known).into());
    }
    if may_grow(reached, &path.steps()[depth..]) {
        let grown = nested(&path.steps()[depth + 1..], path_span, value);
        let grows = root.find_mut(&path.prefix(depth)).map(|at| &mut at.content);
        if let (Some(Content::Object(members)), Step::Key(key)) = (grows, &path.steps()[depth]) {
            put(members, key, grown);
        }
        return Ok(());
    }
    let refusal = problem(absence(reached, &path.prefix(depth), &path.steps()[depth]))
        .with_help(nearest_path(root, reached, &path, depth));
    let Some(parent) = root.find_mut(&parent_path) else { return Err(refusal.into()) };
    match (&mut parent.content, last) {
        (Content::Object(members), Step::Key(key)) if is_null && !is_in_patch(&path) => {
            let known: Vec<String> = members.keys().cloned().collect();
            if members.shift_remove(key).is_none() {
                return Err(nothing_to_remove(&value, &path, key, &known).into());
            }
            // What is wrong with it now was not wrong before.
            if !parent_path.steps().is_empty() {
                parent.place = value.place;
            }
        }
        (Content::Object(members), Step::Key(key)) => put(members, key, value),
        (Content::List(elements), Step::Index(index)) if *index < elements.len() => {
            replace(&mut elements[*index], value);
        }
        _ => return Err(refusal.into()),
    }
    Ok(())
}

/// Refuses an argument that takes back what one of the `earlier` ones states: the same path again, or what it
/// lies in.
pub(super) fn undoes(argument: &str, earlier: &[String]) -> Result<(), Report> {
    let Setting { source, path, path_span, .. } = Setting::read("--set", argument)?;
    let steps = path.steps();
    for other in earlier {
        let other = Setting::read("--set", other)?.path;
        if other.steps().starts_with(steps) {
            let what =
                if other == path { "twice".to_owned() } else { format!("again, after {other}") };
            let message = format!("{path} is set {what}: the first would be lost");
            let problem = Problem::new(&source, Some(path_span), path.to_string(), message);
            return Err(problem.with_help("give one of them").into());
        }
    }
    Ok(())
}

impl Setting {
    fn read(option: &str, argument: &str) -> Result<Self, Report> {
        let source = Arc::new(Source {
            origin: Origin::SetArgument,
            name: option.to_owned(),
            text: with_leading_zeros(argument),
        });
        let refuse = |at: usize, message: &str| -> Report {
            let span = Span::new(at, argument.len());
            Problem::new(&source, Some(span), String::new(), message)
                .with_help("write --set PATH=VALUE, as in --set designs.after.participants=800")
                .into()
        };
        if argument.len() > super::LARGEST_FILE {
            return Err(refuse(0, "this argument is too long"));
        }
        let argument = source.text.as_str();
        let equals = path_end(argument).ok_or_else(|| refuse(0, "an equals sign is missing"))?;
        let path = JsonPath::parse(&argument[..equals])
            .map_err(|error| refuse(error.offset, error.message))?;
        let path_span = Span::new(0, equals);
        let mut value = read_value(&source, equals + 1, path.steps().len())?;
        value.place.key = Some(path_span);
        Ok(Self { source, path, path_span, value })
    }
}

/// The same argument with a zero in front of numbers that begin with their point, as in `=-.7` and `[.1,.3]`.
pub(crate) fn with_leading_zeros(argument: &str) -> String {
    let mut out = String::with_capacity(argument.len());
    let (mut is_value, mut quoted, mut before) = (false, false, ' ');
    let mut characters = argument.chars().peekable();
    while let Some(character) = characters.next() {
        let is_first = matches!(before, '=' | '[' | ',' | ':' | '-' | ' ');
        let is_followed = characters.peek().is_some_and(char::is_ascii_digit);
        if character == '.' && is_value && !quoted && is_first && is_followed {
            out.push('0');
        }
        quoted ^= character == '"' && before != '\\';
        is_value |= character == '=' && !quoted;
        out.push(character);
        before = character;
    }
    out
}

/// The position of the equals sign that ends the path: the first one outside quotes.
fn path_end(argument: &str) -> Option<usize> {
    let mut quoted = false;
    let mut escaped = false;
    argument.bytes().position(|byte| {
        let ends = byte == b'=' && !quoted;
        quoted ^= byte == b'"' && !escaped;
        escaped = byte == b'\\' && quoted && !escaped;
        ends
    })
}

/// JSON or, failing that, a plain string. What begins like an object, a list or a quoted string
/// must be one.
fn read_value(source: &Arc<Source>, start: usize, depth: usize) -> Result<Located, Report> {
    let text = &source.text[start..];
    match parse::parse(source, start, depth::DEEPEST.saturating_sub(depth)) {
        Err(report) if text.trim_start().starts_with(['{', '[', '"']) || is_number(text) => {
            Err(report)
        }
        Ok(value) => Ok(value),
        Err(_) => Ok(Located {
            place: Place {
                source: Arc::clone(source),
                world: None,
                key: None,
                value: Span::new(start, source.text.len()),
            },
            content: Content::String(text.to_owned()),
        }),
    }
}

/// Whether a text is a number that JSON would only refuse for its size.
fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
        && text.parse::<f64>().is_ok_and(f64::is_infinite)
}

/// Whether a path leads into the patch of a world, where a null stands as it is and takes out what the
/// patch is merged with.
fn is_in_patch(path: &JsonPath) -> bool {
    path.steps().len() > 2 && path.steps()[0] == Step::Key("worlds".to_owned())
}

fn put(members: &mut Members, key: &str, value: Located) {
    if let Some(member) = members.get_mut(key) {
        replace(member, value);
    } else {
        members.insert(key.to_owned(), value);
    }
}

/// Whether parents that are missing can be made: objects only, and none that looks like a slip for
/// a key that is there. A key that means nothing is refused when the scenario is decoded.
fn may_grow(from: &Located, missing: &[Step]) -> bool {
    let (Some(members), [Step::Key(first), _, ..]) = (from.members(), missing) else {
        return false;
    };
    missing.iter().all(|step| matches!(step, Step::Key(_)))
        && suggest(first, members.keys().map(String::as_str)).is_none()
}

/// A value inside new objects, one for each step; the path that asked for them is their key.
fn nested(steps: &[Step], path: Span, value: Located) -> Located {
    steps.iter().rev().fold(value, |inner, step| {
        let place = Place { key: Some(path), value: path, ..inner.place.clone() };
        let members = match step {
            Step::Key(key) => Members::from_iter([(key.clone(), inner)]),
            Step::Index(_) => Members::default(),
        };
        Located { place, content: Content::Object(Box::new(members)) }
    })
}

/// Puts `value` in the place of `existing`. A bare number for a number with provenance replaces its
/// `value`, and drops its `range`, with the distribution over it, when outside.
fn replace(existing: &mut Located, value: Located) {
    let (Content::Object(members), Some(number)) = (&mut existing.content, value.as_f64()) else {
        *existing = value;
        return;
    };
    let is_assumption = members.contains_key("value")
        && members.keys().all(|key| ASSUMPTION_KEYS.contains(&key.as_str()));
    if !is_assumption {
        *existing = value;
        return;
    }
    let inside = match members.get("range").map(|range| &range.content) {
        Some(Content::List(ends)) => {
            let ends: Vec<f64> = ends.iter().filter_map(Located::as_f64).collect();
            matches!(ends[..], [low, high] if low <= number && number <= high)
        }
        _ => true,
    };
    if !inside {
        members.shift_remove("range");
        members.shift_remove("distribution");
    }
    // What is wrong with the number was not wrong in the file: the value is what a message about it marks.
    let number = Some(value.place.value);
    existing.place = Place { key: number, ..value.place.clone() };
    members.insert("value".to_owned(), value);
}

/// Why `step` leads nowhere from `from`.
fn absence(from: &Located, path: &JsonPath, step: &Step) -> String {
    let place =
        if path.steps().is_empty() { "the scenario".to_owned() } else { format!("\"{path}\"") };
    match (&from.content, step) {
        (Content::Object(_), Step::Key(key)) => format!("{place} has no key \"{}\"", shown(key)),
        (Content::List(elements), Step::Index(index)) => {
            format!("{place} has {} elements, none at position {index}", elements.len())
        }
        (Content::List(_), Step::Key(_)) => {
            format!("{place} is a list: give a position, as in {path}[0]")
        }
        (Content::Object(_), Step::Index(_)) => {
            format!("{place} is an object: give a key, not a position")
        }
        _ => format!("{place} is {}: nothing lies inside it", from.kind()),
    }
}

/// The nearest path that exists: a likely slip put right, else the part that does exist.
fn nearest_path(root: &Located, reached: &Located, path: &JsonPath, depth: usize) -> String {
    let reached_path = path.prefix(depth);
    let known = reached.members().into_iter().flat_map(Members::keys).map(String::as_str);
    if let Some(Step::Key(word)) = path.steps().get(depth)
        && let Some(key) = suggest(word, known)
    {
        let mut better = reached_path.key(key);
        for step in &path.steps()[depth + 1..] {
            let longer = better.then(step.clone());
            if root.find(&longer).is_none() {
                break;
            }
            better = longer;
        }
        return format!("did you mean \"{better}\"?");
    }
    if depth == 0 {
        let keys: Vec<&str> =
            reached.members().into_iter().flat_map(Members::keys).map(String::as_str).collect();
        return format!("the scenario has the keys {}", keys.join(", "));
    }
    format!("the nearest path that exists is \"{reached_path}\"")
}
