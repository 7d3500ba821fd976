//! The page of one question: its pictures, and its answer in words.

use super::{Block, Made, Page, Section, words};
use crate::language::Language;
use crate::report::picture::Figure;

/// A question with its answer.
pub(in crate::report) struct Question {
    /// Language in which it is told.
    pub language: Language,
    /// How it came about.
    pub made: Made,
    /// What was simulated, in a few words.
    pub simulated: String,
    /// Its pictures.
    pub figures: Vec<Figure>,
    /// What a terminal shows; it begins with the question as a heading.
    pub told: Vec<Block>,
}

impl Question {
    /// The page as HTML; `command` makes it again.
    pub fn page(self, command: &[String]) -> String {
        let Self { language, made, simulated, mut figures, told } = self;
        let mut blocks = told.into_iter();
        let question = match blocks.next() {
            Some(Block::Heading(text)) => text,
            _ => made.name.clone(),
        };
        unique(&mut figures);
        let title = figures.first().map_or_else(|| question.clone(), |first| first.title.clone());
        let mut blocks: Vec<Block> = blocks.collect();
        let first = blocks.iter().find_map(|block| match block {
            Block::Text(text) if figures.is_empty() => Some(text.clone()),
            _ => None,
        });
        if figures.is_empty() {
            blocks.push(Block::Text(words::no_picture(language)));
        }
        let answer = first.unwrap_or_else(|| format!("{title}."));
        let section =
            Section { id: "answer", question, answer, lines: Vec::new(), figures, blocks };
        let (answers, lead, sections) = (Vec::new(), None, vec![section]);
        Page { language, made, simulated, title, answers, lead, sections }
            .render(|_| command.to_vec())
    }
}

/// Gives the second picture of a kind, and those after it, a name of their own.
fn unique(figures: &mut [Figure]) {
    for k in 1..figures.len() {
        let earlier = figures[..k].iter().filter(|figure| figure.id == figures[k].id).count();
        if earlier > 0 {
            figures[k].id = format!("{}-{}", figures[k].id, earlier + 1);
        }
    }
}
