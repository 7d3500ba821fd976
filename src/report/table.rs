//! Tables for the terminal: a first column of names, then numbers, at most one page wide.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, TableStyle,
    Width,
};

use crate::visible::visible_lines;

/// Blanks on both sides of a column, but not at the ends of a line.
const PADDING: u16 = 1;

/// A table under construction.
#[derive(Debug)]
pub(super) struct Table {
    table: comfy_table::Table,
    /// Columns from the left that hold words.
    words: usize,
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
        table.set_header(header.iter().map(|title| lines(title)).collect::<Vec<_>>());
        Self { table, words }
    }

    /// The same, with one column so wide that `width` characters stand in a line.
    pub fn with_width(mut self, column: usize, width: usize) -> Self {
        if let Some(column) = self.table.column_mut(column) {
            let padded = width + usize::from(PADDING) * 2;
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(padded as u16)));
        }
        self
    }

    /// Adds a row; a cell may have several lines.
    pub fn row(&mut self, cells: Vec<String>) {
        self.table.add_row(cells.into_iter().map(|cell| lines(&cell)).collect::<Vec<_>>());
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// The lines of the table, at most so many columns wide, without spaces at their ends.
    pub fn lines(mut self, width: usize) -> Vec<String> {
        self.table.set_width(width as u16);
        let columns = self.table.column_count();
        for k in 0..columns {
            if let Some(column) = self.table.column_mut(k) {
                let right = if k + 1 < columns { PADDING } else { 0 };
                column.set_padding((if k > 0 { PADDING } else { 0 }, right));
                if k >= self.words {
                    column.set_cell_alignment(CellAlignment::Right);
                }
            }
        }
        self.table.lines().map(|line| line.trim_end().to_owned()).collect()
    }
}

/// A cell of one or several lines, with nothing invisible in it.
fn lines(cell: &str) -> String {
    visible_lines(cell).into_owned()
}
