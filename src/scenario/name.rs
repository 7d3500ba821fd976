//! What a name can be: something that a reader sees and can tell from another.

use unicode_normalization::UnicodeNormalization;

/// Characters in the longest name.
pub const LONGEST: usize = 100;

/// What a name may not hold, as the inside of a class in a regular expression.
const INVISIBLE: &str = r"\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0";

/// The pattern of a name for a schema: no spaces around it, and nothing that cannot be seen.
pub fn pattern() -> String {
    format!(r"^[^\s{INVISIBLE}]([^{INVISIBLE}]*[^\s{INVISIBLE}])?$")
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

/// The first two names that are one when written alike (é as one character or as e with an accent).
pub fn twins<'a>(names: &[&'a str]) -> Option<[&'a str; 2]> {
    let composed: Vec<String> = names.iter().map(|name| name.nfc().collect()).collect();
    names.iter().enumerate().find_map(|(k, &name)| {
        let same = |at: &usize| composed[*at] == composed[k] && names[*at] != name;
        (0..k).find(same).map(|earlier| [names[earlier], name])
    })
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e007f}'
    )
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
        let long = "x".repeat(101);
        assert_eq!(fault(&long).as_deref(), Some("a name has at most 100 characters"));
        let hidden = fault("a\u{200b}").expect("it cannot be seen");
        assert_eq!(hidden, "a name holds nothing that cannot be seen, found U+200B");
    }

    #[test]
    fn one_name_written_two_ways_is_one() {
        assert_eq!(twins(&["caf\u{e9}", "x", "cafe\u{301}"]), Some(["caf\u{e9}", "cafe\u{301}"]));
        assert_eq!(twins(&["a", "b", "a"]), None);
    }
}
