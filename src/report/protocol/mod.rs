//! The text of a pre-registration: what the scenario says and what its run computed, under the headings of a trial register.
//! What neither says is left open; what would be a promise is proposed for the researchers to confirm.

mod block;
mod view;
mod question;
mod design;
mod outcomes;
mod size;
mod analyses;
mod attrition;
mod bias;
mod assumptions;
mod shells;
mod markdown;
mod html;
pub(in crate::report) mod words;

use crate::language::Language;
use crate::report::html::Block;
use crate::report::names::Names;
use crate::report::run::results::Results;
use crate::report::words::amounts::Trials;
use crate::report::words::{Listed, Number};
use crate::scenario::Compiled;
use crate::scenario::source::Document;
use block::{Section, Text};
use view::View;
use words::{common, result};

/// A protocol.
#[derive(Clone, Debug)]
pub struct Protocol {
    language: Language,
    text: Text,
}

impl Protocol {
    /// The protocol of the leading design of a run; `command` makes it again.
    pub fn new(
        compiled: &Compiled,
        results: &Results,
        document: &Document,
        command: String,
        language: Language,
    ) -> Self {
        let view = View::new(compiled, results, document, language);
        let blocks = [
            question::question(&view),
            question::data(&view),
            design::design(&view),
            design::eligibility(&view),
            design::groups(&view),
            design::randomisation(&view),
            outcomes::section(&view),
            size::section(&view),
            analyses::analyses(&view),
            analyses::contrasts(&view),
            attrition::section(&view),
            bias::section(&view),
            assumptions::section(&view),
            shells::section(&view),
            vec![Block::Proposed(common::proposed(language), vec![result::deviations(language)])],
            seal(&view, command),
        ];
        let section = |(heading, blocks): (&fn(Language) -> String, Vec<Block>)| Section {
            heading: heading(language),
            blocks,
        };
        let sections = common::HEADINGS.iter().zip(blocks).map(section).collect();
        let text =
            Text { title: common::title(language), name: results.scenario.name.clone(), sections };
        Self { language, text }
    }

    /// In Markdown.
    pub fn markdown(&self) -> String {
        markdown::written(&self.text)
    }

    /// As a page.
    pub fn html(&self) -> String {
        html::written(&self.text, self.language)
    }

    /// What is said where it has been written to a file: its name, and how much is left open.
    pub fn told(&self, file: &str) -> String {
        let unknown = common::unknown(self.language);
        let open = Number::count(self.markdown().matches(&unknown).count());
        result::written(self.language, file.to_owned(), open) + "\n"
    }

    /// The headings of its sections, in order.
    pub fn headings(language: Language) -> Vec<String> {
        common::HEADINGS.iter().map(|heading| heading(language)).collect()
    }
}

/// What made the numbers, and what would show that the scenario is another.
fn seal(view: &View, command: String) -> Vec<Block> {
    let (language, run) = (view.language, &view.results.run);
    let names = Names::of(view.compiled, language);
    let worlds = view.plan().worlds.iter().map(|world| names.world(&world.name));
    let hash = view.results.scenario.hash.clone();
    let trials = Trials(run.replications);
    vec![Block::List(vec![
        result::seal(language, run.version.to_owned(), run.seed.to_string(), trials, hash),
        result::hash_changes(language),
        result::in_worlds(language, Listed(worlds.collect())),
        result::made_by(language, command),
        common::left_open(language, result::recorded(language), view.unknown()),
    ])]
}
