//! What a drawing is made of: lines, boxes, marks and texts, with what stands where.

use std::fmt::Write as _;

use super::labels::SIZE;
use super::palette::{Colour, INK, Shape, WHITE, is_fill};
pub use super::text::{Anchor, Room, Text};

/// A number of the drawing: one decimal.
pub fn at(value: f64) -> String {
    let value = if value.is_finite() { value.clamp(-9999.0, 9999.0) } else { 0.0 };
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A text as it may stand in markup, without what is no character there or turns the text around it.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{202a}'..='\u{202e}' | '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Stroke {
    colour: Colour,
    width: f64,
    dash: Option<&'static str>,
}

impl Stroke {
    pub fn of(colour: Colour) -> Self {
        Self { colour, width: 1.0, dash: None }
    }

    pub fn width(mut self, width: f64) -> Self {
        self.width = width;
        self
    }

    pub fn dash(mut self, dash: &'static str) -> Self {
        self.dash = Some(dash);
        self
    }

    fn markup(self) -> String {
        let dash = self.dash.map(|d| format!(r#" stroke-dasharray="{d}""#)).unwrap_or_default();
        format!(
            r#" stroke="{}" stroke-width="{}" stroke-linejoin="round"{dash}"#,
            self.colour,
            at(self.width)
        )
    }
}

/// A colour on the ground that it lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub mark: Colour,
    pub ground: Colour,
    pub is_text: bool,
}

/// A drawing that is being made.
#[derive(Debug)]
pub struct Canvas {
    pub width: f64,
    body: String,
    texts: Vec<(Room, String)>,
    taken: Vec<Room>,
    pairs: Vec<Pair>,
}

impl Canvas {
    pub fn new(width: f64) -> Self {
        Self { width, body: String::new(), texts: vec![], taken: vec![], pairs: vec![] }
    }

    fn pair(&mut self, mark: Colour, ground: Colour, is_text: bool) {
        let pair = Pair { mark, ground, is_text };
        if (is_text || !is_fill(mark)) && mark != ground && !self.pairs.contains(&pair) {
            self.pairs.push(pair);
        }
    }

    /// Keeps labels that look for a place away from here.
    pub fn take(&mut self, room: Room) {
        self.taken.push(room);
    }

    pub fn path(&mut self, path: &str, stroke: Option<Stroke>, fill: Option<Colour>) {
        if path.is_empty() {
            return;
        }
        for colour in stroke.map(|s| s.colour).into_iter().chain(fill) {
            self.pair(colour, WHITE, false);
        }
        let stroke = stroke.map(Stroke::markup).unwrap_or_default();
        let _ =
            write!(self.body, r#"<path d="{path}" fill="{}"{stroke}/>"#, fill.unwrap_or("none"));
    }

    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        self.path(&polyline(&[from, to]), Some(stroke), None);
    }

    /// A closed rectangle; never thinner than it can be seen.
    pub fn rect(&mut self, room: Room, fill: Colour, edge: Option<Colour>) {
        let ground = if edge.is_some() && !is_fill(fill) { fill } else { WHITE };
        self.pair(fill, WHITE, false);
        if let Some(edge) = edge {
            self.pair(edge, ground, false);
            if is_fill(fill) {
                self.pair(edge, fill, false);
            }
        }
        let edge = edge.map(|e| format!(r#" stroke="{e}""#)).unwrap_or_default();
        let _ = write!(
            self.body,
            r#"<rect x="{}" y="{}" width="{}" height="{}" fill="{fill}"{edge}/>"#,
            at(room.left),
            at(room.top),
            at((room.right - room.left).max(0.5)),
            at((room.bottom - room.top).max(0.5)),
        );
    }

    /// A mark; a hollow one is white inside.
    pub fn mark(
        &mut self,
        shape: Shape,
        (x, y): (f64, f64),
        size: f64,
        colour: Colour,
        hollow: bool,
    ) {
        self.pair(colour, WHITE, false);
        let (fill, stroke, wide) = if hollow { (WHITE, colour, "2") } else { (colour, WHITE, "1") };
        let look = format!(r#" fill="{fill}" stroke="{stroke}" stroke-width="{wide}"/>"#);
        let corners = |points: &[(f64, f64)]| {
            let points: Vec<_> = points.iter().map(|(a, b)| (x + a * size, y + b * size)).collect();
            format!(r#"<path d="{}Z""#, polyline(&points))
        };
        let shape = match shape {
            Shape::Circle => {
                format!(r#"<circle cx="{}" cy="{}" r="{}""#, at(x), at(y), at(size))
            }
            Shape::Square => corners(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
            Shape::Diamond => corners(&[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)]),
            Shape::Triangle => corners(&[(0.0, -1.15), (1.15, 0.9), (-1.15, 0.9)]),
        };
        self.body.push_str(&shape);
        self.body.push_str(&look);
    }

    pub fn text(&mut self, text: Text) {
        if text.words.is_empty() {
            return;
        }
        self.pair(text.colour, text.ground, true);
        let mut look = String::new();
        if text.size != SIZE {
            let _ = write!(look, r#" font-size="{}""#, at(text.size));
        }
        if text.colour != INK {
            let _ = write!(look, r#" fill="{}""#, text.colour);
        }
        match text.anchor {
            Anchor::Start => {}
            Anchor::Middle => look.push_str(r#" text-anchor="middle""#),
            Anchor::End => look.push_str(r#" text-anchor="end""#),
        }
        if text.is_bold {
            look.push_str(r#" font-weight="600""#);
        }
        if text.has_halo {
            look.push_str(
                r##" paint-order="stroke" stroke="#ffffff" stroke-width="4" stroke-linejoin="round""##,
            );
        }
        let _ = write!(
            self.body,
            r#"<text x="{}" y="{}"{look}>{}</text>"#,
            at(text.x),
            at(text.y),
            escaped(&text.words)
        );
        self.texts.push((text.room(), text.words));
    }

    /// Texts below one another, the first at the given height.
    pub fn lines(&mut self, first: &Text, lines: &[String], apart: f64) {
        for (k, line) in lines.iter().enumerate() {
            let mut text = first.clone();
            text.words.clone_from(line);
            text.y += apart * k as f64;
            self.text(text);
        }
    }

    pub fn is_free(&self, room: &Room) -> bool {
        room.left >= 0.0
            && room.right <= self.width
            && room.top >= 0.0
            && !self.texts.iter().any(|(other, _)| other.meets(room))
            && !self.taken.iter().any(|other| other.meets(room))
    }

    pub fn is_over_text(&self, room: Room) -> bool {
        self.texts.iter().any(|(text, _)| text.meets(&room))
    }

    /// Places the first of these that meets nothing; whether there was one.
    pub fn place(&mut self, candidates: impl IntoIterator<Item = Text>) -> bool {
        let found = candidates.into_iter().find(|text| self.is_free(&text.room()));
        let is_placed = found.is_some();
        if let Some(text) = found {
            self.text(text);
        }
        is_placed
    }

    pub fn done(self, height: f64) -> Drawing {
        Drawing { width: self.width, height, body: self.body, texts: self.texts, pairs: self.pairs }
    }
}

/// `M0 0L1 1`.
pub fn polyline(points: &[(f64, f64)]) -> String {
    let points: Vec<String> =
        points.iter().map(|(x, y)| format!("{} {}", at(*x), at(*y))).collect();
    if points.is_empty() { String::new() } else { format!("M{}", points.join("L")) }
}

/// A drawing of one width.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// Width of its own pixels.
    pub width: f64,
    /// Height of its own pixels.
    pub height: f64,
    pub(super) body: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by tests"))]
    pub(super) texts: Vec<(Room, String)>,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by tests"))]
    pub(super) pairs: Vec<Pair>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_have_one_decimal() {
        assert_eq!(at(3.0), "3");
        assert_eq!(at(3.1234), "3.1");
        assert_eq!(at(-0.04), "0");
        assert_eq!(at(f64::NAN), "0");
    }

    #[test]
    fn names_cannot_break_out_of_a_text() {
        assert_eq!(escaped(r#"<a b="c">&'"#), "&lt;a b=&quot;c&quot;&gt;&amp;&#39;");
        assert_eq!(escaped("a\u{7}b\u{202e}c"), "abc");
    }

    #[test]
    fn a_label_takes_the_first_free_place() {
        let mut canvas = Canvas::new(200.0);
        canvas.text(Text::new(10.0, 20.0, "first"));
        let label = Text::new(12.0, 22.0, "second");
        assert!(canvas.place([label.clone(), label.clone().to(12.0, 60.0)]));
        assert!(!canvas.place([label]));
        assert_eq!(canvas.done(80.0).texts.len(), 2);
    }
}
