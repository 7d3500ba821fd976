//! A page of text: headings, wrapped sentences and tables, as wide as it is asked to be.

use anstyle::{AnsiColor, Style};

use crate::report::html::Block;
use crate::report::table::Table;
use crate::visible::visible;

/// Columns of a page where nobody says how many it has.
pub const WIDTH: usize = 100;
/// Columns of the widest line of sentences: longer ones are hard to read.
const LONGEST_LINE: usize = 110;

const HEADING: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
const WARNING: Style = AnsiColor::Yellow.on_default();

/// Text with styles, written from top to bottom.
#[derive(Debug)]
pub(super) struct Page {
    text: String,
    width: usize,
    blocks: Vec<Block>,
}

impl Page {
    /// An empty page of so many columns.
    pub fn new(width: usize) -> Self {
        Self { text: String::new(), width, blocks: Vec::new() }
    }

    /// Columns of its tables.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The text.
    pub fn finish(self) -> String {
        self.text
    }

    /// The same as headings, sentences and tables, for a page that breaks its lines itself.
    pub fn blocks(self) -> Vec<Block> {
        self.blocks
    }

    /// An empty line, unless the page is empty.
    pub fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// A heading, after an empty line.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.blocks.push(Block::Heading(visible(text).into_owned()));
        self.styled(HEADING, text, "");
    }

    /// A sentence or more, wrapped; lines after the first begin with `indent`.
    pub fn text(&mut self, text: &str, indent: &str) {
        self.told(text);
        self.styled(Style::new(), text, indent);
    }

    /// Less important text.
    pub fn quiet(&mut self, text: &str, indent: &str) {
        self.told(text);
        self.styled(QUIET, text, indent);
    }

    /// Less important text about what only a terminal shows.
    pub fn on_screen(&mut self, text: &str) {
        self.styled(QUIET, text, "");
    }

    /// What a reader must not miss.
    pub fn warning(&mut self, text: &str, indent: &str) {
        self.blocks.push(Block::Warning(visible(text.trim()).into_owned()));
        self.styled(WARNING, text, indent);
    }

    /// A table.
    pub fn table(&mut self, table: Table) {
        let caption = self.blocks.iter().rev().find_map(|block| match block {
            Block::Heading(text) => Some(text.clone()),
            _ => None,
        });
        self.blocks.push(Block::Table(table.told(caption.unwrap_or_default())));
        for line in table.lines(self.width) {
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    fn told(&mut self, text: &str) {
        self.blocks.push(Block::Text(visible(text.trim()).into_owned()));
    }

    fn styled(&mut self, style: Style, text: &str, indent: &str) {
        let text = text.replace(['\n', '\r', '\t'], " ");
        for line in wrap(&visible(&text), indent, self.width.min(LONGEST_LINE)) {
            let styled = format!("{style}{line}{style:#}\n");
            self.text.push_str(&styled);
        }
    }
}

/// Breaks text at spaces into lines of at most `width` columns; spaces at its start are kept.
fn wrap(text: &str, indent: &str, width: usize) -> Vec<String> {
    let start: String = text.chars().take_while(|c| *c == ' ').collect();
    let (mut lines, mut line, mut is_bare) = (Vec::new(), start, true);
    for word in words(text) {
        let length = line.chars().count() + usize::from(!is_bare) + word.chars().count();
        if !is_bare && length > width {
            lines.push(std::mem::replace(&mut line, indent.to_owned()));
            is_bare = true;
        }
        if !is_bare {
            line.push(' ');
        }
        line.push_str(&word);
        is_bare = false;
    }
    lines.push(line);
    lines
}

/// The words of a text; a number keeps its error and its percent sign.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let belongs =
            |last: &String| last.ends_with('±') || word.starts_with('±') || word.starts_with('%');
        match words.last_mut().filter(|last| belongs(last)) {
            Some(last) => *last = format!("{last} {word}"),
            None => words.push(word.to_owned()),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_broken_at_spaces_and_nothing_is_lost() {
        let text = "  ".to_owned() + &"word ".repeat(60);
        let lines = wrap(&text, "    ", 80);
        assert!(lines.iter().all(|line| line.chars().count() <= 80));
        assert!(lines[0].starts_with("  word") && lines[1].starts_with("    word"));
        assert_eq!(lines.join(" ").split_whitespace().count(), 60);
    }

    #[test]
    fn a_number_is_not_torn_from_its_error() {
        assert_eq!(words("a 1.0 ± 0.2 b (± 3 %) c"), ["a", "1.0 ± 0.2", "b", "(± 3 %)", "c"]);
        assert_eq!(words("the 95 % interval"), ["the", "95 %", "interval"]);
    }

    #[test]
    fn names_cannot_command_a_terminal() {
        let mut page = Page::new(WIDTH);
        page.text("a\u{1b}[2Jb", "");
        assert_eq!(page.finish(), "a\\u{1b}[2Jb\n");
    }
}
