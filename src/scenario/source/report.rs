//! Mistakes in a scenario, told with their place: one line for editors, the text with a mark, help.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use ariadne::{Color, Config, IndexType, Label, ReportKind};

use super::located::{Origin, Source, Span};
use crate::visible::{is_invisible, visible};

/// Lines longer than this, in bytes, are not shown.
const LONGEST_SHOWN_LINE: usize = 300;
/// Problems beyond this many are only counted.
const MOST_SHOWN: usize = 30;
/// Paths and messages are cut at this many characters, help at four times as many.
const LONGEST_MESSAGE: usize = 500;
/// Quoted pieces of the user's text are cut at this many characters.
const LONGEST_QUOTE: usize = 60;

/// One mistake and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    source: Arc<Source>,
    span: Option<Span>,
    path: String,
    message: String,
    help: Option<String>,
    earlier: Option<Span>,
}

impl Problem {
    pub(super) fn new(
        source: &Arc<Source>,
        span: Option<Span>,
        path: String,
        message: impl Into<String>,
    ) -> Self {
        let message = message.into();
        Self { source: Arc::clone(source), span, path, message, help: None, earlier: None }
    }

    /// Adds advice on what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same place and advice with other words.
    pub(super) fn saying(self, message: String) -> Self {
        Self { message, ..self }
    }

    /// Adds the place of an earlier occurrence in the same source.
    pub(super) fn with_earlier(mut self, earlier: Option<Span>) -> Self {
        self.earlier = earlier;
        self
    }

    /// The JSON path as in the file; empty for the document as a whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Where the text came from that holds the mistake.
    pub fn origin(&self) -> Origin {
        self.source.origin
    }

    /// The bytes of that text to look at; `None` when the text as a whole is meant.
    pub fn span(&self) -> Option<Range<usize>> {
        self.span.map(Span::range)
    }

    /// `scenarios/x.json:12:8: designs.after: message`, the form editors understand.
    fn headline(&self) -> String {
        let place = match (self.source.origin, self.span) {
            (Origin::File, Some(span)) => {
                let Position { line, column, .. } =
                    Position::of(&self.source.text, span.range().start);
                format!("{}:{line}:{column}", self.source.name)
            }
            _ => self.source.name.clone(),
        };
        let parts = [&place, &self.path, &self.message].map(|part| cut(part, LONGEST_MESSAGE));
        let told: Vec<&str> =
            parts.iter().map(AsRef::as_ref).filter(|part| !part.is_empty()).collect();
        visible(&told.join(": ")).into_owned()
    }

    fn render(&self, colour: bool) -> String {
        let bold = if colour { anstyle::Style::new().bold() } else { anstyle::Style::new() };
        let headline = self.headline();
        let snippet = self.snippet(colour).unwrap_or_default();
        let help = self.help.as_deref().map_or_else(String::new, |help| {
            format!("help: {}\n", visible(&cut(help, 4 * LONGEST_MESSAGE)))
        });
        format!("{bold}{headline}{bold:#}\n{snippet}{help}")
    }

    /// The marked lines; `None` without a span, or when a line is too long to be read.
    fn snippet(&self, colour: bool) -> Option<String> {
        let mut marks =
            vec![(self.span?, if self.earlier.is_some() { "again here" } else { "here" })];
        marks.extend(self.earlier.map(|span| (span, "first here")));
        marks.sort_by_key(|(span, _)| span.range().start);
        let excerpt = Excerpt::of(&self.source.text, &marks)?;

        let name = visible(&self.source.name);
        let name = name.as_ref();
        let place = excerpt.marks.iter().find(|mark| mark.note != "first here")?.range.clone();
        let config = Config::new().with_index_type(IndexType::Byte).with_color(colour);
        let labels = excerpt.marks.into_iter().map(|mark| {
            Label::new((name, mark.range)).with_message(mark.note).with_color(Color::Red)
        });
        let report = ariadne::Report::build(ReportKind::Error, (name, place))
            .with_config(config)
            .with_labels(labels)
            .finish();
        let mut drawing = Vec::new();
        report.write((name, ariadne::Source::from(excerpt.text)), &mut drawing).ok()?;
        let drawing = String::from_utf8(drawing).ok()?;
        // The headline above says what the drawing's own header would.
        drawing.split_once('\n').map(|(_, body)| body.to_owned())
    }
}

/// One or several mistakes: why a scenario cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    problems: Vec<Problem>,
}

impl Report {
    /// Nothing when there are no problems.
    ///
    /// # Errors
    /// All the problems, when there are any.
    pub fn from_problems(problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(Self { problems }) }
    }

    /// All mistakes of several attempts, each place once.
    ///
    /// # Errors
    /// When one of them failed.
    pub fn all(attempts: impl IntoIterator<Item = Result<(), Self>>) -> Result<(), Self> {
        let failed = attempts.into_iter().filter_map(Result::err);
        let joined = |before: Self, report: Self| before.and(report.problems);
        failed.reduce(joined).map_or(Ok(()), Err)
    }

    /// This report and further mistakes, each place once.
    #[must_use]
    pub fn and(mut self, more: impl IntoIterator<Item = Problem>) -> Self {
        for problem in more {
            let same = |known: &Problem| {
                known.path == problem.path && known.source.name == problem.source.name
            };
            if !self.problems.iter().any(same) {
                self.problems.push(problem);
            }
        }
        self
    }

    /// The mistakes, in the order in which they were found; at least one.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The first mistake on one line: its JSON path, where it has one, and what is wrong.
    pub fn brief(&self) -> String {
        let Some(problem) = self.problems.first() else { return String::new() };
        match problem.path() {
            "" => problem.message().to_owned(),
            path => format!("{path}: {}", problem.message()),
        }
    }

    /// The text for a person: per problem a line for editors, the marked text, and help.
    pub fn render(&self, colour: bool) -> String {
        let shown: Vec<String> =
            self.problems.iter().take(MOST_SHOWN).map(|problem| problem.render(colour)).collect();
        let rest = match self.problems.len().saturating_sub(MOST_SHOWN) {
            0 => String::new(),
            hidden => format!("\nand {hidden} more\n"),
        };
        shown.join("\n") + &rest
    }
}

impl From<Problem> for Report {
    fn from(problem: Problem) -> Self {
        Self { problems: vec![problem] }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.render(false).trim_end())
    }
}

impl std::error::Error for Report {}

/// A byte offset, for people.
struct Position {
    /// Counted from 1.
    line: usize,
    /// In characters, counted from 1.
    column: usize,
    /// Byte offset at which the line starts.
    start: usize,
}

impl Position {
    fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
            start,
        }
    }
}

/// A text in which every line is empty but the marked ones: their numbers stay, the rest costs nothing.
struct Excerpt {
    text: String,
    marks: Vec<Mark>,
}

struct Mark {
    range: Range<usize>,
    note: &'static str,
}

impl Excerpt {
    /// The lines at which `marks` (in order of position) start; `None` if one is too long.
    fn of(source: &str, marks: &[(Span, &'static str)]) -> Option<Self> {
        let mut excerpt = Self { text: String::new(), marks: Vec::with_capacity(marks.len()) };
        let mut lines_done = 0;
        // Where the last shown line starts, here and in the source.
        let mut shown: Option<(usize, usize)> = None;
        for &(span, note) in marks {
            let position = Position::of(source, span.range().start);
            let line = source[position.start..].lines().next().unwrap_or_default();
            if line.len() > LONGEST_SHOWN_LINE {
                return None;
            }
            let at = match shown {
                Some((at, start)) if start == position.start => at,
                _ => {
                    excerpt.text.push_str(&"\n".repeat(position.line - 1 - lines_done));
                    let at = excerpt.text.len();
                    excerpt.text.extend(line.chars().map(safe));
                    excerpt.text.push_str(" \n");
                    lines_done = position.line;
                    at
                }
            };
            shown = Some((at, position.start));
            let offset = |byte: usize| {
                let within = byte.saturating_sub(position.start).min(line.len());
                line[..within].chars().map(safe).map(char::len_utf8).sum::<usize>()
            };
            let start = at + offset(span.range().start);
            let end = at + offset(span.range().end);
            let end = if end > start { end } else { start + next_len(&excerpt.text, start) };
            excerpt.marks.push(Mark { range: start..end, note });
        }
        Some(excerpt)
    }
}

fn next_len(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}

/// In marked text, where every byte keeps its place, a stand-in is shown for what is invisible.
fn safe(character: char) -> char {
    match character {
        '\t' => '\t',
        other if is_invisible(other) => char::REPLACEMENT_CHARACTER,
        other => other,
    }
}

fn cut(text: &str, longest: usize) -> Cow<'_, str> {
    match text.char_indices().nth(longest) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// A piece of the user's text, short enough to stand in a message.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    cut(text, LONGEST_QUOTE)
}
