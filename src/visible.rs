//! Foreign text made visible: what comes from a file, an argument or a file's name cannot command a terminal.

use std::borrow::Cow;

/// Characters besides controls that are invisible where they stand, or move the cursor or turn the direction of
/// writing, in ranges with both ends: what Unicode says may be left out when it is displayed
/// (`Default_Ignorable_Code_Point` of Unicode 16), separators of lines, annotations, and the empty Braille
/// pattern.
///
/// Joiners (U+200C, U+200D) count: between letters of some scripts they have a meaning, but a name that
/// differs from another by one of them only would be read as the same.
pub const INVISIBLE: &[(char, char)] = &[
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{2028}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffb}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// Whether a character is invisible: a control, or one of [`INVISIBLE`].
pub fn is_invisible(character: char) -> bool {
    let holds = |(first, last): &(char, char)| (*first..=*last).contains(&character);
    character.is_control() || INVISIBLE.iter().any(holds)
}

/// A text on one line, with everything invisible written as an escape (`\u{1b}`).
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, is_invisible)
}

/// A text of several lines, with everything invisible but the ends of lines written as an escape.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    escaped(text, |character| character != '\n' && is_invisible(character))
}

fn escaped(text: &str, hides: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&hides) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if hides(character) {
            escaped.extend(character.escape_unicode());
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_commands_a_terminal_is_written_out() {
        assert_eq!(visible("a\u{1b}[2Jb\nc"), "a\\u{1b}[2Jb\\u{a}c");
        assert_eq!(visible("\u{202e}txt\u{200b}\u{9b}"), "\\u{202e}txt\\u{200b}\\u{9b}");
        assert_eq!(visible_lines("a\nb\r"), "a\nb\\u{d}");
    }

    #[test]
    fn ordinary_text_of_any_script_stays() {
        for text in ["één café", "Ελληνικά", "עברית", "−4 ± 1 → 3", "名前"] {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }
}
