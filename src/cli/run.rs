//! What every command that simulates takes: changes of the scenario, a seed, threads, a form of answer.

use std::path::Path;

use clap::Args;
use clap::builder::RangedU64ValueParser;
use rayon::ThreadPoolBuilder;

use super::output;
use super::progress::{self, Progress};
use super::{Failure, Format, MOST_THREADS, load};
use crate::scenario::source::Document;

/// Arguments that commands share.
#[derive(Debug, Args)]
pub struct Run {
    /// Change one value of the scenario, as in --set population.size=800; null removes it (may be repeated)
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Seed of all chance [default: the scenario's, or 1]
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// Threads, 1 to 1024; results do not depend on it [default: all processors]
    #[arg(long, value_name = "T", value_parser = RangedU64ValueParser::<u64>::new().range(1..=MOST_THREADS))]
    pub threads: Option<u64>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// No progress on the terminal
    #[arg(long)]
    pub quiet: bool,
}

impl Run {
    /// Reads the scenario with the changes asked for. From now on Ctrl-C ends in words.
    ///
    /// # Errors
    /// Mistakes in the file or the changes.
    pub fn load(&self, scenario: &Path) -> Result<Document, Failure> {
        progress::stop_on_signal();
        Ok(load(scenario, &self.set)?)
    }

    /// Does `work` on so many threads as were asked for, and shows how far it is.
    ///
    /// # Errors
    /// When the threads cannot be started, and those of `work`.
    pub(super) fn on_threads<T: Send>(
        &self,
        work: impl FnOnce(&Progress) -> Result<T, Failure> + Send,
    ) -> Result<T, Failure> {
        let shown = || {
            let progress = Progress::new(self.quiet);
            progress.preparing();
            work(&progress)
        };
        let Some(threads) = self.threads else { return shown() };
        let pool = ThreadPoolBuilder::new().num_threads(threads as usize).build();
        let refused = |error| Failure::Input(format!("cannot start {threads} threads: {error}"));
        pool.map_err(refused)?.install(shown)
    }

    /// Prints an answer in the form asked for.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn print(
        &self,
        text: impl FnOnce() -> String,
        json: impl FnOnce() -> String,
        csv: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        output::print(&match self.format {
            Format::Text => text(),
            Format::Json => json(),
            Format::Csv => csv(),
        })
    }
}
