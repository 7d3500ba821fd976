//! Takes the picture of the README from the report of the Nijmegen scenario: one published difference, told by stories.
//!
//! `cargo run --release --example readme_picture` runs `scenarios/nijmegen.json` and writes `docs/stories.svg`.

use std::path::Path;

use proefdraai::answer::answer;
use proefdraai::engine::Nobody;
use proefdraai::language::Language;
use proefdraai::report::run::page::{Asked, Shown};
use proefdraai::scenario::Options;
use proefdraai::scenario::source::Document;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let document = Document::load(Path::new("scenarios/nijmegen.json"))?;
    let answer = answer(&document, &Options::default(), &Nobody)?;
    let results = answer.results(0.0);
    let shown = Shown::new(&answer.compiled, &answer.sums, &results, Language::English);
    let only = ["stories".to_owned()];
    let page = shown.page(Asked { only: &only, ..Asked::default() }, |_| Vec::new());
    let drawing = first_drawing(&page).ok_or("the page has no picture")?;
    std::fs::write("docs/stories.svg", drawing)?;
    Ok(())
}

/// The first wide drawing of a page, on white.
fn first_drawing(page: &str) -> Option<String> {
    let start = page.find("<svg class=\"wide\"")?;
    let end = start + page[start..].find("</svg>")? + "</svg>".len();
    let drawing = &page[start..end];
    let inside = drawing.find('>')? + 1;
    let ground = "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>";
    Some(format!("{}{ground}{}\n", &drawing[..inside], &drawing[inside..]))
}
