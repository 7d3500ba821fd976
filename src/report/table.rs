//! Tables for the terminal: a first column of names, then numbers. A table is at most one page wide, unless
//! a number would have to be broken.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, TableStyle,
    Width,
};

use crate::report::html;
use crate::visible::visible_lines;

/// Blanks between two columns, from where there is room for them to where there is none.
const BETWEEN: [usize; 3] = [3, 2, 1];
/// A space at which nothing is broken.
pub(super) const JOINED: char = '\u{a0}';
/// Longest word of a name that is not broken where there is no room for it.
const LONGEST_WORD: usize = 16;

/// A table under construction.
#[derive(Debug)]
pub(super) struct Table {
    drawn: comfy_table::Table,
    /// Columns from the left that hold words.
    words: usize,
    /// By column: the longest piece that is not broken.
    longest: Vec<usize>,
    /// Columns of a width of their own, with it.
    fixed: Vec<(usize, usize)>,
    /// By column: the longest line.
    whole: Vec<usize>,
    /// Whether nothing in it is broken.
    is_whole: bool,
    /// A column that is drawn in characters, which only a terminal shows.
    drawing: Option<usize>,
}

impl Table {
    /// A table whose first `words` columns are aligned left and the others right.
    pub fn new(header: &[&str], words: usize) -> Self {
        const STYLE: TableStyle = TableStyle::new()
            .header_lines(ContentLineStyle::none())
            .header_separator(LineStyle::none().fill('─').junction('─'))
            .content_lines(ContentLineStyle::none());
        let mut table = comfy_table::Table::new();
        table.load_style(STYLE);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        let titles: Vec<String> = header.iter().map(|title| lines(title)).collect();
        let longest = titles.iter().map(|title| longest_piece(title)).collect();
        let whole = titles.iter().map(|title| longest_line(title)).collect();
        table.set_header(titles);
        Self {
            drawn: table,
            words,
            longest,
            fixed: Vec::new(),
            whole,
            is_whole: false,
            drawing: None,
        }
    }

    /// The same, with one column so wide that `width` characters stand in a line.
    pub fn with_width(mut self, column: usize, width: usize) -> Self {
        self.fixed.push((column, width));
        self
    }

    /// The same, with a column that is drawn in characters.
    pub fn with_drawing(self, column: usize) -> Self {
        Self { drawing: Some(column), ..self }
    }

    /// What stands in it, drawings left out: under a caption, for a page.
    pub fn told(&self, caption: String) -> html::Table {
        let row = |row: &comfy_table::Row| {
            let cells = row.cell_iter().enumerate();
            let cells = cells.filter(|(column, _)| self.drawing != Some(*column));
            cells.map(|(_, cell)| in_one_line(&cell.content())).collect()
        };
        let head = self.drawn.header().map(row).unwrap_or_default();
        let rows = self.drawn.row_iter().map(row).collect();
        html::Table { caption, head, rows, words: self.words.max(1) }
    }

    /// Adds a row; a cell may have several lines.
    pub fn row(&mut self, cells: Vec<String>) {
        let cells: Vec<String> = cells.into_iter().map(|cell| lines(&cell)).collect();
        for (longest, cell) in self.longest.iter_mut().zip(&cells) {
            *longest = (*longest).max(longest_piece(cell));
        }
        for (whole, cell) in self.whole.iter_mut().zip(&cells) {
            *whole = (*whole).max(longest_line(cell));
        }
        self.drawn.add_row(cells);
    }

    /// The fewest columns of a page on which no number is broken.
    pub fn least_width(&self) -> usize {
        self.width(LONGEST_WORD, BETWEEN[0])
    }

    /// Columns of a page on which no number is broken and no word of a name up to `word` characters, with so
    /// many blanks between two columns.
    fn width(&self, word: usize, between: usize) -> usize {
        let columns = self.longest.len();
        (0..columns).map(|k| self.unbroken(k, word)).sum::<usize>()
            + between * columns.saturating_sub(1)
    }

    /// The same, with every line as it is.
    pub fn kept_whole(self) -> Self {
        Self { is_whole: true, ..self }
    }

    /// Whether it is not wider than a page of so many columns.
    pub fn fits(&self, page: usize) -> bool {
        self.width(usize::MAX, BETWEEN[1]) <= page
    }

    /// Characters of a column below which something in it is broken: of names only words longer than `word` are.
    fn unbroken(&self, column: usize, word: usize) -> usize {
        match column < self.words {
            _ if self.is_whole => self.whole[column],
            true => self.longest[column].min(word),
            false => self.longest[column],
        }
    }

    /// The longest word that is not broken on a page so wide, and the blanks between two columns.
    fn layout(&self, page: usize) -> (usize, usize) {
        let [wide, narrow, least] = BETWEEN;
        let choices = [
            (usize::MAX, wide),
            (usize::MAX, narrow),
            (LONGEST_WORD, wide),
            (LONGEST_WORD, narrow),
        ];
        let fits = |&(word, between): &(usize, usize)| self.width(word, between) <= page;
        choices.into_iter().find(fits).unwrap_or((LONGEST_WORD, least))
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.drawn.is_empty()
    }

    /// The lines of the table, without spaces at their ends: at most so many columns wide where no number has to
    /// be broken for it.
    pub fn lines(mut self, width: usize) -> Vec<String> {
        let (word, between) = self.layout(width);
        self.drawn.set_width(width.max(self.width(word, between)) as u16);
        let columns = self.drawn.column_count();
        let unbroken: Vec<usize> = (0..columns).map(|k| self.unbroken(k, word)).collect();
        // One blank separates two columns; the others are their padding.
        let after = u16::from(between > 1);
        let before = between as u16 - 1 - after;
        for (k, unbroken) in unbroken.into_iter().enumerate() {
            if let Some(column) = self.drawn.column_mut(k) {
                let right = if k + 1 < columns { after } else { 0 };
                let left = if k > 0 { before } else { 0 };
                column.set_padding((left, right));
                let fixed = self.fixed.iter().find(|(column, _)| *column == k);
                let width = fixed.map(|(_, width)| *width as u16 + after + before);
                let least = unbroken as u16 + left + right;
                column.set_constraint(
                    width.map_or(ColumnConstraint::LowerBoundary(Width::Fixed(least)), |width| {
                        ColumnConstraint::Absolute(Width::Fixed(width))
                    }),
                );
                if k >= self.words {
                    column.set_cell_alignment(CellAlignment::Right);
                }
            }
        }
        self.drawn.lines().map(|line| line.replace(JOINED, " ").trim_end().to_owned()).collect()
    }
}

/// A cell of one or several lines, with nothing invisible in it.
fn lines(cell: &str) -> String {
    visible_lines(cell).into_owned()
}

/// What stands in a cell, without the ends of its lines; a word with a hyphen there is one word.
fn in_one_line(cell: &str) -> String {
    let words = cell.replace("-\n", "").replace(JOINED, " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters of the longest piece of a cell between spaces and line ends.
fn longest_piece(cell: &str) -> usize {
    cell.split([' ', '\n']).map(|piece| piece.chars().count()).max().unwrap_or(0)
}

/// Characters of the longest line of a cell.
fn longest_line(cell: &str) -> usize {
    cell.split('\n').map(|line| line.chars().count()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_never_broken() {
        let numbers = ["+3.31/+2.54", "−0.014/−0.004", "0.00/−0.03", "> 99.999/< 0.001"];
        for width in [20, 40, 60, 80, 100] {
            let mut table =
                Table::new(&["design · analysis", "off by", "miss", "found", "a\nb", "n"], 1);
            let mut cells = vec!["lottery · adjusted for everything".to_owned()];
            cells.extend(numbers.map(str::to_owned));
            cells.push("10,000/20,000".to_owned());
            table.row(cells);
            let text = table.lines(width).join("\n");
            for piece in
                numbers.iter().flat_map(|number| number.split(' ')).chain(["10,000/20,000"])
            {
                assert!(text.contains(piece), "{piece} at {width} in\n{text}");
            }
        }
    }

    #[test]
    fn a_page_as_wide_as_the_least_width_is_enough() {
        let mut table = Table::new(&["name", "x", "y"], 1);
        table.row(["first name", "+0.000004 ± 0.000001", "12"].map(str::to_owned).to_vec());
        let least = table.least_width();
        let lines = table.lines(least);
        assert!(lines.iter().all(|line| line.chars().count() <= least), "{lines:?}");
    }
}
