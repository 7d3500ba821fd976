//! What a protocol is made of, whatever it is written in.

use crate::report::html::Block;

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
