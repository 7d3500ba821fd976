//! A pass over the text before the recursive parser runs: brackets, strings and comments only.
//!
//! It needs no stack, so that ten million opening brackets are an error message like any other.

use std::ops::Range;

/// Objects and lists may be nested this deep.
pub(super) const DEEPEST: usize = 64;

/// What the pass refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Flaw {
    /// The bracket at this offset opens one level too many.
    TooDeep(usize),
    /// A string runs to the end of its line; the range is that of the unfinished string.
    OpenString(Range<usize>),
    /// A character below U+0020 stands unescaped at `at`, in the string that opens at `string`.
    RawControl { string: usize, at: usize },
}

/// Looks for the first flaw, with at most `deepest` levels of nesting.
pub(super) fn scan(text: &str, deepest: usize) -> Result<(), Flaw> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => at = string_end(bytes, at)?,
            b'/' => at = comment_end(bytes, at),
            b'{' | b'[' => {
                depth += 1;
                if depth > deepest {
                    return Err(Flaw::TooDeep(at));
                }
                at += 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            _ => at += 1,
        }
    }
    Ok(())
}

/// The position after the string that opens at `start`.
fn string_end(bytes: &[u8], start: usize) -> Result<usize, Flaw> {
    let mut at = start + 1;
    loop {
        match bytes.get(at) {
            None | Some(b'\n' | b'\r') => return Err(Flaw::OpenString(start..at.min(bytes.len()))),
            Some(b'"') => return Ok(at + 1),
            // What is escaped may not end the string, but a line break still does.
            Some(b'\\') if bytes.get(at + 1).is_some_and(|&escaped| escaped >= b' ') => at += 2,
            Some(&byte) if byte < b' ' => return Err(Flaw::RawControl { string: start, at }),
            Some(_) => at += 1,
        }
    }
}

/// The position after the comment that opens at `start`, or after the slash if none does.
fn comment_end(bytes: &[u8], start: usize) -> usize {
    let rest = &bytes[start + 1..];
    match rest.first() {
        Some(b'/') => rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')),
        Some(b'*') => rest[1..].windows(2).position(|pair| pair == b"*/").map(|inside| inside + 3),
        _ => Some(0),
    }
    .map_or(bytes.len(), |length| start + 1 + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nesting_is_counted_outside_strings_and_comments() {
        assert_eq!(scan("[[]]", 2), Ok(()));
        assert_eq!(scan("[[[]]]", 2), Err(Flaw::TooDeep(2)));
        assert_eq!(scan("[] [] [[]]", 2), Ok(()));
        assert_eq!(scan(r#"["[[[", "\"[[["]"#, 1), Ok(()));
        assert_eq!(scan("[ // [[[\n /* [[[ */ ]", 1), Ok(()));
        assert_eq!(scan("/* [[ */ [[", 1), Err(Flaw::TooDeep(10)));
        assert_eq!(scan("/**/[[", 1), Err(Flaw::TooDeep(5)));
        assert_eq!(scan("/*/[[", 1), Ok(()));
        assert_eq!(scan("//[[", 1), Ok(()));
        assert_eq!(scan("/[[", 1), Err(Flaw::TooDeep(2)));
    }

    #[test]
    fn ten_million_brackets_need_no_stack() {
        assert_eq!(scan(&"[".repeat(10_000_000), DEEPEST), Err(Flaw::TooDeep(64)));
    }

    #[test]
    fn strings_end_on_their_line() {
        assert_eq!(scan("{\"a\": \"b,\n \"c\": 1}", 9), Err(Flaw::OpenString(6..9)));
        assert_eq!(scan("\"a", 9), Err(Flaw::OpenString(0..2)));
        assert_eq!(scan("\"a\\", 9), Err(Flaw::OpenString(0..3)));
        assert_eq!(scan("\"a\tb\"", 9), Err(Flaw::RawControl { string: 0, at: 2 }));
        assert_eq!(scan("\"a\\\nb\"", 9), Err(Flaw::OpenString(0..3)));
    }
}
