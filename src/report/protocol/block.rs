//! What a protocol is made of, whatever it is written in.

/// A protocol: sections under headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Text {
    /// What it is.
    pub title: String,
    /// Of what.
    pub name: String,
    /// Its sections, in order.
    pub sections: Vec<Section>,
}

/// A section; its number is its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Section {
    /// What it is about.
    pub heading: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) enum Block {
    /// Sentences.
    Text(String),
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
}

impl Block {
    /// A list, where there is anything in it.
    pub fn list(items: Vec<String>) -> Option<Self> {
        (!items.is_empty()).then_some(Self::List(items))
    }

    /// A table, where it has rows.
    pub fn table(caption: String, head: Vec<String>, rows: Vec<Vec<String>>) -> Option<Self> {
        (!rows.is_empty()).then_some(Self::Table(Table { caption, head, rows }))
    }
}
