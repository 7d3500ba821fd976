//! From a planner's words to names in the file.

use crate::visible::is_invisible;

/// Characters of the longest text that names something.
const LONGEST: usize = 100;
/// Characters of the longest identifier: longer ones are cut after a word.
const LONGEST_IDENTIFIER: usize = 40;
/// Names of groups that every trial has.
pub const TAKEN: [&str; 2] = ["control", "reference"];

/// A text that can name something: on one line, and with a letter or a digit.
pub fn checked(text: &str) -> Option<String> {
    let text = text.trim();
    let is_named = text.chars().any(char::is_alphanumeric);
    let is_short = text.chars().count() <= LONGEST;
    (is_named && is_short && !text.contains(is_invisible)).then(|| text.to_owned())
}

/// The name in the file: small letters, digits and underscores, which need no quotes in `--set`.
pub fn identifier(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = String::new();
    for word in words {
        let length = name.chars().count() + 1 + word.chars().count();
        if !name.is_empty() && length > LONGEST_IDENTIFIER {
            break;
        }
        if !name.is_empty() {
            name.push('_');
        }
        name.push_str(word);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_need_no_quotes() {
        for (text, name) in [
            ("coaching", "coaching"),
            ("Works 12 hours a week or more", "works_12_hours_a_week_or_more"),
            ("één-op-één: intensief!", "één_op_één_intensief"),
            (
                "work of more than twelve hours in every single week of the year",
                "work_of_more_than_twelve_hours_in_every",
            ),
        ] {
            assert_eq!(identifier(text), name);
        }
    }

    #[test]
    fn a_name_can_be_seen() {
        assert_eq!(checked("  Nijmegen "), Some("Nijmegen".to_owned()));
        for text in ["", "!?", "a\u{200b}b", "a\nb"] {
            assert_eq!(checked(text), None, "{text:?}");
        }
        assert_eq!(checked(&"x".repeat(101)), None);
    }
}
