//! Labels: how wide they are, how they fold, are shortened and are kept apart.

/// Size of labels.
pub const SIZE: f64 = 13.0;
/// Size of numbers of axes and of what is second.
pub const SMALL: f64 = 12.0;
/// Distance of stacked labels.
pub const GAP: f64 = 15.0;
/// What other fonts may need beyond Helvetica.
const SPARE: f64 = 1.15;
/// Letters that a name in a sentence may have.
const LONGEST: usize = 48;

/// Width in thousandths of the size: that of Helvetica, and more where `DejaVu` is wider even with what is to spare.
fn letter(c: char) -> f64 {
    match c {
        '\u{2066}'..='\u{2069}' | '\u{200b}'..='\u{200f}' | '\u{300}'..='\u{36f}' => 0.0,
        'i' | 'j' | 'l' | '\'' | '|' => 245.0,
        ' ' | '\u{a0}' | '.' | ',' | 'I' | '·' | '‘' | '’' => 278.0,
        '/' | ':' | ';' | '\\' => 295.0,
        'f' => 308.0,
        '-' | '(' | ')' | '[' | ']' | 't' | '!' => 345.0,
        'r' => 360.0,
        '"' | '*' => 440.0,
        '“' | '”' => 460.0,
        'c' | 's' | 'z' => 500.0,
        'k' | 'v' | 'x' | 'y' | 'J' => 518.0,
        'm' => 850.0,
        'w' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' | '&' => 722.0,
        '0'..='9' | 'a'..='z' | '_' | '$' | '?' | 'L' | '€' | '–' => 556.0,
        'F' | 'T' | 'Z' => 611.0,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' => 667.0,
        '+' | '=' | '−' | '±' | '<' | '>' | '#' | '~' => 732.0,
        'G' | 'O' | 'Q' => 778.0,
        'M' => 833.0,
        '%' => 889.0,
        'W' => 944.0,
        '…' | '→' | '@' | '\u{2e80}'..='\u{ffff}' => 1000.0,
        '\u{10000}'.. => 1300.0,
        _ => 640.0,
    }
}

/// Width of a text in pixels, with some to spare for wider fonts.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let letters: f64 = text.chars().map(letter).sum();
    letters / 1000.0 * size * SPARE * if bold { 1.13 } else { 1.0 }
}

/// Folds at spaces; a word that is too long by itself is shortened.
pub fn wrap(text: &str, room: f64, size: f64, bold: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size, bold) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(shorten(word, room, size, bold)),
        }
    }
    lines
}

/// At most two lines; what does not fit loses its middle.
pub fn two_lines(text: &str, room: f64, size: f64, bold: bool) -> Vec<String> {
    let lines = wrap(text, room, size, bold);
    if lines.len() <= 2 {
        return lines;
    }
    let rest = text[text.find(&lines[0]).map_or(0, |at| at + lines[0].len())..].trim_start();
    vec![lines[0].clone(), shorten(rest, room, size, bold)]
}

fn without_middle(letters: &[char], kept: usize) -> String {
    let head: String = letters[..kept.div_ceil(2)].iter().collect();
    let tail: String = letters[letters.len() - kept / 2..].iter().collect();
    let closed =
        if head.contains('\u{2068}') && !tail.contains('\u{2069}') { "\u{2069}" } else { "" };
    format!("{}…{}{closed}", head.trim_end(), tail.trim_start())
}

/// The start and the end, which tells more than the middle.
pub fn shorten(text: &str, room: f64, size: f64, bold: bool) -> String {
    if width(text, size, bold) <= room {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let fits = |kept: &usize| width(&without_middle(&letters, *kept), size, bold) <= room;
    let kept = (2..letters.len()).rev().find(fits).unwrap_or(2).min(letters.len());
    without_middle(&letters, kept)
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// A name as it is shown: underscores as spaces, no control characters, apart from the direction of what stands around.
pub fn name(raw: &str) -> String {
    let is_kept = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
    };
    let plain: String =
        raw.chars().filter(is_kept).map(|c| if c == '_' { ' ' } else { c }).collect();
    let plain = plain.trim();
    if plain.chars().any(is_right_to_left) {
        format!("\u{2068}{plain}\u{2069}")
    } else {
        plain.to_owned()
    }
}

/// A name for a sentence: its middle left out beyond forty-eight letters.
pub fn name_in_sentence(raw: &str) -> String {
    let name = name(raw);
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= LONGEST { name } else { without_middle(&letters, LONGEST - 1) }
}

/// Moves stacked labels apart, in their order, as little as it takes, between two ends.
pub fn spread(at: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..at.len()).collect();
    order.sort_by(|a, b| at[*a].total_cmp(&at[*b]));
    let mut out = vec![0.0; at.len()];
    let mut previous = low - gap;
    for k in &order {
        out[*k] = at[*k].max(previous + gap);
        previous = out[*k];
    }
    let mut next = high + gap;
    for k in order.iter().rev() {
        out[*k] = out[*k].min(next - gap);
        next = out[*k];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_keeps_its_start_and_its_end() {
        let long = "unemployment benefit received without interruption after 24 months";
        let short = shorten(long, 200.0, SIZE, false);
        assert!(width(&short, SIZE, false) <= 200.0);
        assert!(short.starts_with("unemployment") && short.ends_with("months"), "{short}");
        assert_eq!(shorten("short", 200.0, SIZE, false), "short");
        assert!(name_in_sentence(long).chars().count() <= LONGEST);
    }

    #[test]
    fn two_lines_are_the_most() {
        let lines =
            two_lines("one two three four five six seven eight nine ten", 80.0, SIZE, false);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| width(line, SIZE, false) <= 80.0), "{lines:?}");
        assert!(lines[1].contains('…'));
    }

    #[test]
    fn labels_are_spread_and_stay_between_the_ends() {
        assert_eq!(spread(&[10.0, 12.0, 50.0], 15.0, 0.0, 100.0), [10.0, 25.0, 50.0]);
        assert_eq!(spread(&[95.0, 99.0], 15.0, 0.0, 100.0), [85.0, 100.0]);
    }

    #[test]
    fn names_lose_what_could_turn_the_text_around_them() {
        assert_eq!(name("hours_over_12"), "hours over 12");
        assert_eq!(name("a\u{202e}b\u{7}"), "ab");
        assert_eq!(name("שלום"), "\u{2068}שלום\u{2069}");
    }
}
