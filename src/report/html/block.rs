//! What the text of a page is made of.

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) enum Block {
    /// Sentences.
    Text(String),
    /// What a reader must not miss.
    Warning(String),
    /// A heading below that of the section.
    Heading(String),
    /// Sentences, each on its own.
    List(Vec<String>),
    /// Lines of a formula.
    Formula(Vec<String>),
    /// Numbers in rows.
    Table(Table),
    /// What the researchers have yet to confirm, under its heading.
    Proposed(String, Vec<String>),
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Table {
    /// What it shows.
    pub caption: String,
    /// Names of its columns.
    pub head: Vec<String>,
    /// Rows, each as long as the head.
    pub rows: Vec<Vec<String>>,
    /// Columns from the left that hold words; the others hold numbers.
    pub words: usize,
}

impl Block {
    /// A list, where there is anything in it.
    pub fn list(items: Vec<String>) -> Option<Self> {
        (!items.is_empty()).then_some(Self::List(items))
    }

    /// A table, where it has rows.
    pub fn table(caption: String, head: Vec<String>, rows: Vec<Vec<String>>) -> Option<Self> {
        let words = head.len();
        (!rows.is_empty()).then_some(Self::Table(Table { caption, head, rows, words }))
    }
}
