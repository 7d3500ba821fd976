//! A page to show, mail and print: the answer, the questions behind it, and pictures. One file that needs nothing else.

mod block;
mod question;
mod words;

use askama::Template;

use crate::language::Language;
use crate::report::glossary::{self, Entry};
use crate::report::picture::{self, Figure, Form};
use crate::report::words::Number;
use crate::visible::visible;

pub(in crate::report) use block::{Block, Table};
pub(in crate::report) use question::Question;
pub(in crate::report) use words::PHRASES;

/// A page.
pub(in crate::report) struct Page {
    /// Language in which it is told.
    pub language: Language,
    /// How it came about.
    pub made: Made,
    /// What was simulated, in a few words.
    pub simulated: String,
    /// The main finding, a sentence without its full stop.
    pub title: String,
    /// The answer, each part with a large number.
    pub answers: Vec<Answer>,
    /// Of which design, analysis and outcome it is.
    pub lead: Option<String>,
    /// Questions, with their answers.
    pub sections: Vec<Section>,
}

/// How a page came about.
pub(in crate::report) struct Made {
    /// Name of the scenario.
    pub name: String,
    /// Hash of the scenario.
    pub hash: String,
    /// Seed of all chance.
    pub seed: u64,
}

/// A part of the answer.
pub(in crate::report) struct Answer {
    /// The number, or those of several arms, and what it is a number of; none where the sentence has to do.
    pub number: Option<(String, String)>,
    /// The answer in a sentence.
    pub sentence: String,
}

/// A question with its answer.
pub(in crate::report) struct Section {
    /// Its name in the page.
    pub id: &'static str,
    /// The question.
    pub question: String,
    /// The answer in a line.
    pub answer: String,
    /// What has to be said under the question.
    pub lines: Vec<String>,
    /// Its pictures.
    pub figures: Vec<Figure>,
    /// What is told below them.
    pub blocks: Vec<Block>,
}

impl Section {
    /// A question whose answer is the finding of its first picture; none without pictures.
    pub fn of(id: &'static str, question: String, figures: Vec<Figure>) -> Option<Self> {
        let answer = format!("{}.", figures.first()?.title);
        Some(Self { id, question, answer, lines: Vec::new(), figures, blocks: Vec::new() })
    }

    /// The same with something more to be said under the question.
    pub fn saying(mut self, line: Option<String>) -> Self {
        self.lines.extend(line);
        self
    }

    /// The same with some of its pictures only; none where it had pictures and keeps none of them.
    pub fn only(mut self, is_wanted: impl Fn(&Figure) -> bool) -> Option<Self> {
        let had_any = !self.figures.is_empty();
        self.figures.retain(is_wanted);
        (!had_any || !self.figures.is_empty()).then_some(self)
    }
}

impl Page {
    /// The page as HTML; `command` makes one picture of it, given its name.
    pub fn render(self, command: impl Fn(&str) -> Vec<String>) -> String {
        let Self { language, made, simulated, title, answers, lead, mut sections } = self;
        number_tables(&mut sections, language);
        let run = vec![
            (words::version(language), env!("CARGO_PKG_VERSION").to_owned()),
            (words::seed(language), made.seed.to_string()),
            (words::hash(language), made.hash),
        ];
        let (name, glossary) = (made.name, told(language));
        let plainly = |text: String| visible(&text).into_owned();
        let (title, lead) = (plainly(title), lead.map(plainly));
        let answers = answers.into_iter().map(|Answer { number, sentence }| Answer {
            number: number.map(|(number, of_what)| (number, plainly(of_what))),
            sentence: plainly(sentence),
        });
        let answers = answers.collect();
        let sections = sections.into_iter().map(|section| Drawn::new(section, &command)).collect();
        let words = Words::new(language);
        let language = language.code();
        Html { language, name, simulated, title, answers, lead, sections, glossary, run, words }
            .render()
            .expect("a page that is written into memory")
    }
}

/// Gives every table below the pictures a name of its own: several may stand under one heading.
fn number_tables(sections: &mut [Section], language: Language) {
    let tables = sections.iter_mut().flat_map(|section| &mut section.blocks);
    let tables = tables.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    for (k, table) in tables.enumerate() {
        table.caption = words::table(language, Number::count(k + 1), &table.caption);
    }
}

/// Every word that a planner meets, with what it means.
fn told(language: Language) -> Vec<(String, String)> {
    let told =
        |entry: &Entry| (entry.term(language).to_owned(), entry.meaning(language).to_owned());
    glossary::entries().map(told).collect()
}

#[derive(Template)]
#[template(path = "page.html")]
struct Html {
    language: &'static str,
    name: String,
    simulated: String,
    title: String,
    answers: Vec<Answer>,
    lead: Option<String>,
    sections: Vec<Drawn>,
    glossary: Vec<(String, String)>,
    run: Vec<(String, String)>,
    words: Words,
}

/// Words of the page itself.
struct Words {
    to_the_answer: String,
    questions: String,
    how_to_read: String,
    numbers: String,
    made_by: String,
    glossary: String,
    about_this_run: String,
    footer: String,
}

impl Words {
    fn new(language: Language) -> Self {
        Self {
            to_the_answer: words::to_the_answer(language),
            questions: words::questions(language),
            how_to_read: words::how_to_read(language),
            numbers: words::numbers(language),
            made_by: words::made_by(language),
            glossary: words::glossary(language),
            about_this_run: words::about_this_run(language),
            footer: words::footer(language),
        }
    }
}

/// A section with its pictures drawn.
struct Drawn {
    id: &'static str,
    question: String,
    answer: String,
    lines: Vec<String>,
    figures: Vec<DrawnFigure>,
    blocks: Vec<Block>,
}

impl Drawn {
    fn new(section: Section, command: &impl Fn(&str) -> Vec<String>) -> Self {
        let Section { id, question, answer, lines, figures, blocks } = section;
        let figures = figures.into_iter().map(|figure| DrawnFigure::new(figure, command)).collect();
        Self { id, question, answer, lines, figures, blocks }
    }
}

struct DrawnFigure {
    id: String,
    title: String,
    subtitle: String,
    wide: Option<String>,
    narrow: Option<String>,
    help: Vec<String>,
    table: DrawnTable,
    /// The command, in parts that are not broken.
    command: Vec<String>,
}

impl DrawnFigure {
    fn new(figure: Figure, command: &impl Fn(&str) -> Vec<String>) -> Self {
        let (wide, narrow) = (figure.svg(Form::Wide), figure.svg(Form::Narrow));
        let command = command(&figure.id);
        let Figure { id, title, subtitle, help, table, .. } = figure;
        Self { id, title, subtitle, wide, narrow, help, table: DrawnTable::new(table), command }
    }
}

struct DrawnTable {
    caption: String,
    head: Vec<DrawnCell>,
    rows: Vec<Vec<DrawnCell>>,
}

struct DrawnCell {
    text: String,
    is_head: bool,
    is_number: bool,
}

impl DrawnTable {
    fn new(table: picture::Table) -> Self {
        let picture::Table { caption, head, rows } = table;
        let holds_numbers = |column: usize| {
            let mut cells = rows.iter().filter_map(|row| row.get(column));
            cells.any(|cell| matches!(cell, picture::Cell::Number(_)))
        };
        let head = head.into_iter().enumerate().map(|(column, text)| DrawnCell {
            text,
            is_head: true,
            is_number: holds_numbers(column),
        });
        let head = head.collect();
        let cell = |cell: &picture::Cell| DrawnCell {
            text: cell.shown().to_owned(),
            is_head: matches!(cell, picture::Cell::Head(_)),
            is_number: matches!(cell, picture::Cell::Number(_)),
        };
        let rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        Self { caption, head, rows }
    }
}
