//! A figure: its finding, its drawings, how to read it, its numbers.

use super::canvas::{Drawing, escaped};
use super::palette::INK;

/// Width of the wide drawing.
pub const WIDE: f64 = 720.0;
/// Width of the drawing for a phone.
pub const NARROW: f64 = 328.0;
/// Rows beyond which there is one drawing only.
pub const MOST_ROWS: usize = 40;
/// Type of all drawings.
const FONT: &str = "&quot;Segoe UI&quot;, Roboto, &quot;Helvetica Neue&quot;, &quot;Liberation Sans&quot;, Arial, sans-serif";

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// What the row is about.
    Head(String),
    /// Words.
    Words(String),
    /// A number.
    Number(String),
    /// Not computed or not there.
    Missing,
}

impl Cell {
    /// What it shows.
    pub fn shown(&self) -> &str {
        match self {
            Self::Head(text) | Self::Words(text) | Self::Number(text) => text,
            Self::Missing => "–",
        }
    }
}

/// The numbers of a picture.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What they are.
    pub caption: String,
    /// Heads of its columns.
    pub head: Vec<String>,
    /// Its rows, as long as the head.
    pub rows: Vec<Vec<Cell>>,
}

/// Which of the two drawings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// 720 wide.
    Wide,
    /// 328 wide.
    Narrow,
}

/// A picture with what belongs to it.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its name in the page and on the command line; made unique by the caller if a page has two of a kind.
    pub id: String,
    /// The finding, a sentence.
    pub title: String,
    /// The statistic.
    pub subtitle: String,
    /// What is drawn and its key numbers, for those who do not see it.
    pub description: String,
    /// The drawing at 720 pixels; none if there is nothing to draw.
    pub wide: Option<Drawing>,
    /// The drawing at 328 pixels; none if the wide one has to do.
    pub narrow: Option<Drawing>,
    /// How to read it, a paragraph each.
    pub help: Vec<String>,
    /// Its numbers.
    pub table: Table,
    /// The command that makes it, filled in by the caller.
    pub command: Option<String>,
}

impl Figure {
    /// A figure with nothing in it but its name.
    pub(super) fn new(id: &str, title: String, subtitle: &str) -> Self {
        Self {
            id: id.to_owned(),
            title,
            subtitle: subtitle.trim_end_matches(" · ").to_owned(),
            description: String::new(),
            wide: None,
            narrow: None,
            help: Vec::new(),
            table: Table::default(),
            command: None,
        }
    }

    /// Draws it at both widths, or at one if its rows are many.
    pub(super) fn drawn(mut self, rows: usize, draw: impl Fn(f64) -> Drawing) -> Self {
        self.wide = Some(draw(WIDE));
        self.narrow = (rows <= MOST_ROWS).then(|| draw(NARROW));
        self
    }

    /// One of its drawings as a standing SVG.
    pub fn svg(&self, form: Form) -> Option<String> {
        let (drawing, class) = match form {
            Form::Wide => (self.wide.as_ref()?, "wide"),
            Form::Narrow => (self.narrow.as_ref()?, "narrow"),
        };
        let id = format!("{}-{}", escaped(&self.id), &class[..1]);
        Some(format!(
            r#"<svg class="{class}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-labelledby="{id}t {id}d" font-family="{FONT}" font-size="13" fill="{INK}"><title id="{id}t">{}</title><desc id="{id}d">{}</desc>{}</svg>"#,
            drawing.width,
            drawing.height.ceil(),
            escaped(&self.title),
            escaped(&self.description),
            drawing.body,
        ))
    }
}

/// Whether a drawing is the wide one.
pub fn is_wide(width: f64) -> bool {
    width >= WIDE
}
