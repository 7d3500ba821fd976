//! A protocol as a page to read and print: one file that needs nothing else.

use askama::Template;

use super::block::{Section, Text};
use crate::language::Language;
use crate::report::html::Block;

#[derive(Template)]
#[template(path = "protocol.html")]
struct Html<'a> {
    language: &'static str,
    title: &'a str,
    name: &'a str,
    sections: &'a [Section],
}

/// The whole page.
pub(super) fn written(text: &Text, language: Language) -> String {
    let Text { title, name, sections } = text;
    Html { language: language.code(), title, name, sections }
        .render()
        .expect("a page that is written into memory")
}
