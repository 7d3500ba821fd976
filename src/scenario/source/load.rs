//! From a file to its text: everything that can go wrong before the first bracket is read.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use super::located::{Origin, Source, Span};
use super::report::{Problem, Report};
use crate::issue::suggest;

/// Scenario files may be this large, in bytes.
pub(super) const LARGEST_FILE: usize = 16 * 1024 * 1024;

/// The path that stands for standard input.
const STDIN: &str = "-";

/// What a file is called in messages.
pub(super) fn name(path: &Path) -> String {
    if path == Path::new(STDIN) { "<stdin>".to_owned() } else { path.display().to_string() }
}

/// A problem with the text as a whole.
fn unreadable(name: &str, message: String) -> Problem {
    let source = Source { origin: Origin::File, name: name.to_owned(), text: String::new() };
    Problem::new(&Arc::new(source), None, String::new(), message)
}

/// Reads the bytes of a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Report> {
    if path == Path::new(STDIN) {
        return bytes(&name(path), std::io::stdin().lock());
    }
    let name = name(path);
    if path.is_dir() {
        return Err(unreadable(&name, "this is a directory, not a scenario file".to_owned()).into());
    }
    let file = File::open(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => missing(path, &name),
        _ => unreadable(&name, format!("the file cannot be opened: {error}")),
    })?;
    bytes(&name, file)
}

/// The bytes of a source, and one too many of one that is too large.
fn bytes(name: &str, source: impl Read) -> Result<Vec<u8>, Report> {
    let mut bytes = Vec::new();
    source
        .take(LARGEST_FILE as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(name, format!("the file cannot be read: {error}")))?;
    Ok(bytes)
}

/// A missing file: names the directory that is missing too, or the file that may be meant.
fn missing(path: &Path, name: &str) -> Problem {
    if let Ok(to) = fs::read_link(path) {
        let message = format!("this is a link to {}, which is not there", to.display());
        return unreadable(name, message);
    }
    let problem = unreadable(name, "no such file".to_owned());
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let Ok(entries) = fs::read_dir(directory) else {
        return problem.with_help(format!("there is no directory {}", directory.display()));
    };
    let mut names: Vec<String> =
        entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort_unstable();
    let wanted = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    match suggest(wanted, names.iter().map(String::as_str)) {
        Some(near) => {
            problem.with_help(format!("did you mean {}?", path.with_file_name(near).display()))
        }
        None => problem,
    }
}

/// The text of a file, without a byte order mark.
pub(super) fn text(name: &str, bytes: Vec<u8>) -> Result<String, Report> {
    if bytes.len() > LARGEST_FILE {
        return Err(unreadable(name, "the file is larger than 16 MB".to_owned()).into());
    }
    if is_utf16(&bytes) {
        return Err(not_utf8(name, &bytes).into());
    }
    let mut text = String::from_utf8(bytes).map_err(|error| not_utf8(name, error.as_bytes()))?;
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    if text.trim().is_empty() {
        return Err(unreadable(name, "the file is empty".to_owned()).into());
    }
    Ok(text)
}

/// Whether a text begins with a mark of UTF-16 or, without one, as plain letters are written in it.
fn is_utf16(bytes: &[u8]) -> bool {
    match *bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [a, b, c, d, ..] => (a == 0) != (b == 0) && (a == 0) == (c == 0) && (b == 0) == (d == 0),
        _ => false,
    }
}

fn not_utf8(name: &str, bytes: &[u8]) -> Problem {
    if is_utf16(bytes) {
        return unreadable(name, "the file is UTF-16, not UTF-8".to_owned())
            .with_help("save it as UTF-8 in your editor");
    }
    let valid = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let offset = valid.len();
    let line = valid.matches('\n').count() + 1;
    let lossy = String::from_utf8_lossy(bytes).into_owned();
    let source = Source { origin: Origin::File, name: name.to_owned(), text: lossy };
    let message =
        format!("the file is not UTF-8: byte {offset}, on line {line}, belongs to no character");
    Problem::new(&Arc::new(source), Some(Span::new(offset, offset)), String::new(), message)
        .with_help("save it as UTF-8 in your editor")
}
