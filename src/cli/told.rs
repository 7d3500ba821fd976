//! An answer in the form asked for: printed and, where a directory is given, saved in every form.

use std::path::Path;

use super::directory::{Directory, REPORT, RESULTS, ROWS, SCENARIO, TEXT};
use super::run::Run;
use super::{Failure, Format, output};
use crate::report::names::Names;
use crate::report::{
    Analysed, Effects, Factors, FamilySizes, FrontierReport, Sizes, SweepResults, WIDTH,
};
use crate::scenario::source::Document;
use crate::scenario::{self, Compiled, Options};

/// An answer in every form in which it can be had.
pub(super) struct Told<'a> {
    /// The scenario that was asked.
    pub compiled: &'a Compiled,
    /// For people, in lines of so many columns.
    pub text: &'a dyn Fn(usize) -> String,
    /// For programs.
    pub json: &'a dyn Fn() -> String,
    /// For spreadsheets: the file's name, and its text.
    pub csv: Option<(&'static str, &'a dyn Fn() -> String)>,
    /// To show, mail and print.
    pub page: &'a dyn Fn() -> String,
}

/// An answer that is told in every form, given what things are called.
pub(super) trait InForms {
    /// For people, in lines of so many columns.
    fn text(&self, names: &Names, width: usize) -> String;
    /// For programs.
    fn json(&self) -> String;
    /// For spreadsheets.
    fn csv(&self) -> String;
    /// To show, mail and print; the command makes it again.
    fn page(&self, names: &Names, command: &[String]) -> String;
}

macro_rules! in_forms {
    ($($answer:ty),+) => {
        $(impl InForms for $answer {
            fn text(&self, names: &Names, width: usize) -> String {
                <$answer>::text(self, names, width)
            }

            fn json(&self) -> String {
                <$answer>::json(self)
            }

            fn csv(&self) -> String {
                <$answer>::csv(self)
            }

            fn page(&self, names: &Names, command: &[String]) -> String {
                <$answer>::page(self, names, command)
            }
        })+
    };
}

in_forms!(Sizes, FamilySizes, Effects, Factors, SweepResults, FrontierReport, Analysed);

impl Run {
    /// Prints and saves what a command other than a run has found in a scenario.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn answer(
        &self,
        scenario: &Path,
        compiled: &Compiled,
        answer: &impl InForms,
        document: &Document,
        directory: Option<Directory>,
    ) -> Result<(), Failure> {
        let names = self.names(compiled);
        let command = output::again(scenario);
        let told = Told {
            compiled,
            text: &|width| answer.text(&names, width),
            json: &|| answer.json(),
            csv: Some((ROWS, &|| answer.csv())),
            page: &|| answer.page(&names, &command),
        };
        self.tell(&told, document, directory)
    }

    /// Reserves the directory in which the answer is to be saved, where one is asked for.
    ///
    /// # Errors
    /// Mistakes in the scenario; a directory that cannot be had.
    pub(super) fn reserve(&self, document: &Document) -> Result<Option<Directory>, Failure> {
        let Some(path) = &self.output else { return Ok(None) };
        scenario::check(document, &Options { null_world: true, ..Options::default() })?;
        Directory::reserve(path, self.force).map(Some)
    }

    /// Prints an answer in the form asked for, and saves it in the directory that was reserved.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn tell(
        &self,
        told: &Told,
        document: &Document,
        directory: Option<Directory>,
    ) -> Result<(), Failure> {
        let printed = match self.format {
            Format::Text => (told.text)(output::width()),
            Format::Json => (told.json)(),
            Format::Html => (told.page)(),
            Format::Csv => told.csv.map(|(_, csv)| csv()).unwrap_or_default(),
        };
        // What could not be printed is not saved either; a reader that has seen enough has had the answer.
        output::print(&printed).map_err(|failure| match directory {
            Some(_) => failure.saving_nothing(),
            None => failure,
        })?;
        let Some(directory) = directory else { return Ok(()) };
        let text = anstream::adapter::strip_str(&(told.text)(WIDTH)).to_string();
        let mut files = vec![
            (RESULTS, (told.json)()),
            (TEXT, text + &made_by(told.compiled)),
            (REPORT, (told.page)()),
            (SCENARIO, document.written()),
        ];
        files.extend(told.csv.map(|(name, csv)| (name, csv())));
        directory.save(&files)
    }
}

/// How a report came about, so that somebody else can make it again.
fn made_by(compiled: &Compiled) -> String {
    format!(
        "\nMade by: {}\nSeed {}; scenario {}; version {}\n",
        output::command(),
        compiled.plan.seed,
        compiled.hash,
        env!("CARGO_PKG_VERSION")
    )
}
