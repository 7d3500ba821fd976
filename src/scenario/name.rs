//! What a name can be: something that a reader sees and can tell from another.

use unicode_normalization::UnicodeNormalization;

use crate::visible::{INVISIBLE, is_invisible};

/// Characters in the longest name.
pub const LONGEST: usize = 100;

/// The pattern of a name for a schema: no spaces around it, and nothing that cannot be seen.
pub fn pattern() -> String {
    let mut hidden = r"\u0000-\u001f\u007f-\u009f".to_owned();
    for (first, last) in INVISIBLE {
        let one = escaped(*first);
        let range = if first == last { one } else { format!("{one}-{}", escaped(*last)) };
        hidden.push_str(&range);
    }
    format!(r"^[^\s{hidden}]([^{hidden}]*[^\s{hidden}])?$")
}

/// A character as regular expressions write it; those beyond four digits, which they write in different ways,
/// as they are.
fn escaped(character: char) -> String {
    let code = u32::from(character);
    if code <= 0xffff { format!(r"\u{code:04x}") } else { character.to_string() }
}

/// Why a text is no name; nothing when it is one.
pub fn fault(name: &str) -> Option<String> {
    if name.trim().is_empty() {
        Some("a name is empty".to_owned())
    } else if name.chars().count() > LONGEST {
        Some(format!("a name has at most {LONGEST} characters"))
    } else if name.contains(char::is_control) {
        Some("a name stands on one line, without control characters".to_owned())
    } else if let Some(hidden) = name.chars().find(|&c| is_invisible(c)) {
        Some(format!("a name holds nothing that cannot be seen, found U+{:04X}", u32::from(hidden)))
    } else if name.trim() != name {
        Some(format!("a name has no spaces around it, found {name:?}"))
    } else {
        None
    }
}

/// The first two names that are one when written alike: é as one character or as e with an accent, and a space
/// of any width, once or several times.
pub fn twins<'a>(names: &[&'a str]) -> Option<[&'a str; 2]> {
    let spaced = |name: &&str| name.split_whitespace().collect::<Vec<_>>().join(" ");
    let composed: Vec<String> = names.iter().map(|name| spaced(name).nfc().collect()).collect();
    names.iter().enumerate().find_map(|(k, &name)| {
        let same = |at: &usize| composed[*at] == composed[k] && names[*at] != name;
        (0..k).find(same).map(|earlier| [names[earlier], name])
    })
}

#[cfg(test)]
mod tests {
    use super::{fault, twins};

    #[test]
    fn a_name_is_seen_whole() {
        for name in ["a", "hours_over_12", "één huis", "βeta", "工作"] {
            assert_eq!(fault(name), None, "{name}");
        }
        for name in ["", " ", " a", "a ", "a\u{200b}b", "\u{202e}live", "a\nb", "a\u{ad}b"] {
            assert!(fault(name).is_some(), "{name:?}");
        }
        for hidden in
            ['\u{34f}', '\u{17b4}', '\u{180b}', '\u{2800}', '\u{fe0f}', '\u{1d173}', '\u{e0100}']
        {
            assert!(fault(&format!("a{hidden}b")).is_some(), "{hidden:?}");
        }
        let long = "x".repeat(101);
        assert_eq!(fault(&long).as_deref(), Some("a name has at most 100 characters"));
        let hidden = fault("a\u{200b}").expect("it cannot be seen");
        assert_eq!(hidden, "a name holds nothing that cannot be seen, found U+200B");
    }

    #[test]
    fn one_name_written_two_ways_is_one() {
        assert_eq!(twins(&["caf\u{e9}", "x", "cafe\u{301}"]), Some(["caf\u{e9}", "cafe\u{301}"]));
        assert_eq!(twins(&["a", "b", "a"]), None);
        for other in ["a  b", "a\u{a0}b", "a\u{2009}b", "a\u{3000}b"] {
            assert_eq!(twins(&["a b", other]), Some(["a b", other]));
        }
    }
}
