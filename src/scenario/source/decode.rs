//! From located JSON to a type, with every mistake at its place.

use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use super::deserializer::Node;
use super::fault::Fault;
use super::located::{Content, Located};
use super::path::{JsonPath, Step};
use super::problem_in;
use super::report::{Problem, Report};
use crate::issue::suggest;

/// Mistakes that are looked for in one document.
const MOST: usize = 50;

/// Reads a whole document as a `T`.
///
/// # Errors
/// All mistakes that do not depend on each other: what is wrong is put right or left out, and the rest read
/// again. And what was read in the end.
pub(super) fn decode<T: DeserializeOwned>(document: &Located) -> Result<T, (Report, Located)> {
    let first = match read(document) {
        Ok(value) => return Ok(value),
        Err(mistake) => mistake,
    };
    let mut root = document.clone();
    let mut left_out = Vec::new();
    let mut problems = vec![first.problem(&root)];
    let mut goes_on = first.repair(&mut root, &mut left_out);
    while goes_on
        && problems.len() < MOST
        && let Err(mistake) = read::<T>(&root)
    {
        goes_on = if mistake.follows_from(&left_out) {
            leave_out(&mut root, &mistake.path, &mut left_out)
        } else {
            problems.push(mistake.problem(&root));
            mistake.repair(&mut root, &mut left_out)
        };
    }
    Err((Report::from_problems(problems).expect_err("there is at least one"), root))
}

/// A value that does not fit, and where.
struct Mistake {
    path: JsonPath,
    fault: Fault,
}

fn read<T: DeserializeOwned>(root: &Located) -> Result<T, Mistake> {
    serde_path_to_error::deserialize(Node(root)).map_err(|error| {
        let tracked = json_path(error.path());
        let fault = error.into_inner();
        let path = match &fault {
            // The tracker records a key that it has read as a string or a number, not as a choice.
            Fault::Key(inner) => match &**inner {
                Fault::UnknownChoice { choice, .. } => tracked.key(choice),
                _ => tracked,
            },
            _ => tracked,
        };
        Mistake { path, fault }
    })
}

impl Mistake {
    fn problem(&self, root: &Located) -> Problem {
        let (node, depth) = root.nearest(&self.path);
        let span = match &self.fault {
            Fault::Key(_) => node.place.key.unwrap_or(node.focus()),
            Fault::UnknownChoice { choice, .. } => {
                let tag = node.members().and_then(|members| members.get(choice));
                tag.and_then(|settings| settings.place.key).unwrap_or(node.focus())
            }
            _ => node.focus(),
        };
        // A tag written as a string ("simple") is a step for serde, but not a place of its own.
        let place = self.path.prefix(depth).to_string();
        let problem = problem_in(node, span, &place, self.fault.message());
        match self.fault.help() {
            Some(help) => problem.with_help(help),
            None => problem,
        }
    }

    /// Whether something is missing only because it was left out.
    fn follows_from(&self, left_out: &[JsonPath]) -> bool {
        let inside = |path: &JsonPath| path.split_last().is_some_and(|(at, _)| at == self.path);
        match &self.fault {
            Fault::MissingKey(key) => left_out.contains(&self.path.key(key)),
            Fault::NotOneChoice { found: 0, .. } => left_out.iter().any(inside),
            _ => false,
        }
    }

    /// Puts a misspelt key right where it is clear what was meant, and leaves out anything else that is
    /// wrong; false when there is nothing left to read.
    fn repair(&self, root: &mut Located, left_out: &mut Vec<JsonPath>) -> bool {
        let (_, depth) = root.nearest(&self.path);
        let path = self.path.prefix(depth);
        let misspelt = match &self.fault {
            Fault::Key(inner) => match &**inner {
                Fault::UnknownKey { key, allowed } => Some((key, *allowed)),
                Fault::UnknownChoice { choice, allowed } => Some((choice, *allowed)),
                _ => None,
            },
            Fault::UnknownKey { key, allowed } => Some((key, *allowed)),
            _ => None,
        };
        if let Some((key, allowed)) = misspelt
            && let Some(meant) = suggest(key, allowed.iter().copied())
            && rename(root, &path, key, meant)
        {
            return true;
        }
        leave_out(root, &path, left_out)
    }
}

/// Gives the member at `path` the name that was meant, unless something has it already.
fn rename(root: &mut Located, path: &JsonPath, key: &str, meant: &str) -> bool {
    let Some((parent, Step::Key(last))) = path.split_last() else { return false };
    let Some(Content::Object(members)) = root.find_mut(&parent).map(|at| &mut at.content) else {
        return false;
    };
    if last != key || members.contains_key(meant) {
        return false;
    }
    let Some((position, _, member)) = members.shift_remove_full(key) else { return false };
    members.shift_insert(position, meant.to_owned(), member);
    true
}

/// Takes out the nearest member at or above `path`; false at the top.
fn leave_out(root: &mut Located, path: &JsonPath, left_out: &mut Vec<JsonPath>) -> bool {
    let mut path = path.clone();
    while let Some((parent, last)) = path.split_last() {
        let last = last.clone();
        if let (Step::Key(key), Some(Content::Object(members))) =
            (&last, root.find_mut(&parent).map(|at| &mut at.content))
        {
            members.shift_remove(key);
            left_out.push(path);
            return true;
        }
        path = parent;
    }
    false
}

fn json_path(tracked: &serde_path_to_error::Path) -> JsonPath {
    let mut path = JsonPath::root();
    for segment in tracked {
        match segment {
            Segment::Seq { index } => path.push(Step::Index(*index)),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                path.push(Step::Key(key.clone()));
            }
            // Below a key that is not a string the path is not known: stop at what encloses it.
            Segment::Unknown => break,
        }
    }
    path
}
