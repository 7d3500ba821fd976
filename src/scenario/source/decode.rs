//! From located JSON to a type, with every mistake at its place.

use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use super::deserializer::Node;
use super::fault::Fault;
use super::path::{JsonPath, Step};
use super::report::Report;
use super::{Document, problem_in};

/// Reads a whole document as a `T`.
pub(super) fn decode<T: DeserializeOwned>(document: &Document) -> Result<T, Report> {
    serde_path_to_error::deserialize(Node(document.root())).map_err(|error| {
        let path = json_path(error.path());
        report(document, path, &error.into_inner())
    })
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

fn report(document: &Document, tracked: JsonPath, fault: &Fault) -> Report {
    let path = match fault {
        // The tracker records a key that it has read as a string or a number, not as a choice.
        Fault::Key(inner) => match &**inner {
            Fault::UnknownChoice { choice, .. } => tracked.key(choice),
            _ => tracked,
        },
        _ => tracked,
    };
    let (node, depth) = document.root().nearest(&path);
    let span = match fault {
        Fault::Key(_) => node.place.key.unwrap_or(node.focus()),
        Fault::UnknownChoice { choice, .. } => {
            let tag = node.members().and_then(|members| members.get(choice));
            tag.and_then(|settings| settings.place.key).unwrap_or(node.focus())
        }
        _ => node.focus(),
    };
    // A tag written as a string ("simple") is a step for serde, but not a place of its own.
    let place = path.prefix(depth).to_string();
    let problem = problem_in(node, span, &place, fault.message());
    match fault.help() {
        Some(help) => problem.with_help(help).into(),
        None => problem.into(),
    }
}
