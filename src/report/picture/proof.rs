//! What every picture has to stand: nothing sticks out, overlaps, is too pale or is left unsaid, at any extreme.

use super::canvas::{Drawing, Pair};
use super::figure::{Figure, Form};
use super::palette::{WHITE, contrast};
use crate::language::Language;

/// Names that break what is not made for them.
pub const NAMES: [&str; 7] = [
    "unemployment_benefit_received_without_interruption_24_months",
    "<b>bold & \"quoted\"</b>",
    "תוצאה עיקרית",
    "Verhältnismäßigkeitsgrundsatzüberprüfungsausschussvorsitz",
    "O'Brien's — 中文 名字",
    "x",
    "a\u{202e}b",
];

/// Words that a Dutch reader should not meet.
const ENGLISH: [&str; 14] = [
    " the ", "of 100", "points", "trial", " arm ", "power", " bias", " null", "found", "effects",
    " month ", "people", "below it", "estimate",
];

/// Checks a figure in both languages.
pub fn stands(label: &str, figure: impl Fn(Language) -> Figure) {
    for language in Language::ALL {
        check(label, &figure(language), language);
    }
}

fn check(label: &str, figure: &Figure, language: Language) {
    let about = format!("{label} ({language})");
    keep(&about, figure);
    assert!(!figure.title.is_empty() && !figure.subtitle.is_empty(), "{about}: no title");
    assert!(figure.title.chars().count() <= 200, "{about}: {}", figure.title);
    for row in &figure.table.rows {
        assert_eq!(row.len(), figure.table.head.len(), "{about}: {row:?}");
    }
    if figure.wide.is_some() {
        assert!(!figure.description.is_empty(), "{about}: no description");
        assert!(!figure.help.is_empty(), "{about}: no help");
        assert!(!figure.table.rows.is_empty(), "{about}: no numbers");
    }
    for drawing in figure.wide.iter().chain(&figure.narrow) {
        texts_have_room(&about, drawing);
        drawing.pairs.iter().for_each(|pair| stands_out(&about, *pair));
    }
    for form in [Form::Wide, Form::Narrow] {
        if let Some(svg) = figure.svg(form) {
            is_markup(&about, &svg);
            assert!(svg.len() < 90_000, "{about}: {} bytes", svg.len());
        }
    }
    if language == Language::Dutch {
        is_dutch(&about, figure);
    }
}

fn texts_have_room(about: &str, drawing: &Drawing) {
    let at = format!("{about} at {}", drawing.width);
    for (k, (room, text)) in drawing.texts.iter().enumerate() {
        let is_inside = room.left >= -1.0
            && room.right <= drawing.width + 1.0
            && room.top >= -1.0
            && room.bottom <= drawing.height + 1.0;
        assert!(is_inside, "{at}: {text:?} sticks out: {room:?} of {}", drawing.height);
        for (other, beside) in &drawing.texts[..k] {
            assert!(!other.meets(room), "{at}: {text:?} lies over {beside:?}: {room:?} {other:?}");
        }
    }
}

fn stands_out(about: &str, pair: Pair) {
    let wanted = if pair.is_text { 4.5 } else { 3.0 };
    let is_line_behind = !pair.is_text && pair.mark == WHITE;
    let is = contrast(pair.mark, pair.ground);
    assert!(is_line_behind || is >= wanted, "{about}: {pair:?} {is:.1}");
}

fn is_markup(about: &str, svg: &str) {
    for wrong in ["NaN", "inf ", "inf\"", "{", "}"] {
        assert!(!svg.contains(wrong), "{about}: {wrong} in the markup");
    }
    let mut open: Vec<&str> = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (inside, _) = tag.split_once('>').expect("a tag ends");
        let name = inside.split([' ', '/']).next().unwrap_or_default();
        if let Some(name) = inside.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{about}");
        } else if !inside.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{about}: {open:?}");
}

/// All that is said.
fn said(figure: &Figure) -> Vec<String> {
    let mut all = vec![figure.title.clone(), figure.subtitle.clone(), figure.description.clone()];
    all.extend(figure.help.iter().cloned());
    all.push(figure.table.caption.clone());
    all.extend(figure.table.head.iter().cloned());
    let cells = figure.table.rows.iter().flatten().map(|cell| cell.shown().to_owned());
    all.extend(cells);
    for drawing in figure.wide.iter().chain(&figure.narrow) {
        all.extend(drawing.texts.iter().map(|(_, text)| text.clone()));
    }
    all
}

fn is_dutch(about: &str, figure: &Figure) {
    for text in said(figure) {
        for word in ENGLISH {
            assert!(!format!(" {text} ").contains(word), "{about}: {word:?} in {text:?}");
        }
        let letters: Vec<char> = text.chars().collect();
        for (k, three) in letters.windows(3).enumerate() {
            let is_point =
                three[0].is_ascii_digit() && three[1] == '.' && three[2].is_ascii_digit();
            let after = letters[k + 2..].iter().take_while(|c| c.is_ascii_digit()).count();
            assert!(!is_point || after == 3, "{about}: a decimal point in {text:?}");
        }
    }
}

/// The numbers in a text, as they are written.
pub fn numbers_in(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '−' | '+');
    text.split(|c| !is_part(c))
        .map(|part| part.trim_end_matches(['.', ',']).to_owned())
        .filter(|part| part.contains(|c: char| c.is_ascii_digit()))
        .collect()
}

/// Writes the drawings into the folder that PICTURES names, to look at them.
fn keep(about: &str, figure: &Figure) {
    let Ok(folder) = std::env::var("PICTURES") else { return };
    let name = about.replace([' ', '(', ')'], "_");
    for (form, end) in [(Form::Wide, "w"), (Form::Narrow, "n")] {
        if let Some(svg) = figure.svg(form) {
            std::fs::write(format!("{folder}/{name}{end}.svg"), svg).expect("the folder is there");
        }
    }
    let told = format!(
        "{}\n{}\n\n{}\n\n{}\n",
        figure.title,
        figure.subtitle,
        figure.description,
        figure.help.join("\n")
    );
    std::fs::write(format!("{folder}/{name}.txt"), told).expect("the folder is there");
}
