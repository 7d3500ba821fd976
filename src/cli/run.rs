//! What every command that simulates takes: changes of the scenario, a seed, threads, a form of answer.

use std::ops::Deref;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::RangedI64ValueParser;
use serde_json::json;

use super::progress::Progress;
use super::{Failure, Format, MOST_THREADS, load, machine, output, signals};
use crate::language::Language;
use crate::report::names::Names;
use crate::scenario::source::Document;
use crate::scenario::{Compiled, Scenario};

/// Arguments that commands share, besides the form of their answer.
#[derive(Debug, Args)]
pub struct Common {
    /// Change one value of the scenario, as in --set population.size=800; null removes it (may be repeated)
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Seed of all chance [default: the scenario's, or 1]
    #[arg(long, value_name = "S", value_parser = seed)]
    pub seed: Option<u64>,
    /// Threads, 1 to 1024; results do not depend on it [default: all processors]
    #[arg(long, value_name = "T", value_parser = RangedI64ValueParser::<u64>::new().range(1..=MOST_THREADS))]
    pub threads: Option<u64>,
    /// Language of the answer, en or nl [default: the scenario's, or en]
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub language: Option<Language>,
    /// No progress on the terminal
    #[arg(long)]
    pub quiet: bool,
}

/// Arguments that commands share.
#[derive(Debug, Args)]
pub struct Run {
    #[command(flatten)]
    common: Common,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Directory for the answer in every form that it has, and a copy of the scenario
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Replace results that are in the output directory already
    #[arg(long, requires = "output")]
    pub force: bool,
}

impl Deref for Run {
    type Target = Common;

    fn deref(&self) -> &Common {
        &self.common
    }
}

impl Common {
    /// Reads the scenario with the changes asked for. From now on Ctrl-C ends in words.
    ///
    /// # Errors
    /// Mistakes in the file or the changes.
    pub fn load(&self, scenario: &Path) -> Result<Document, Failure> {
        signals::listen();
        let mut document = load(scenario, &self.set)?;
        if let Some(seed) = self.seed {
            document.run_by("--seed", "seed", &json!(seed))?;
        }
        machine::memory(&document, self.threads, self.quiet)?;
        Ok(document)
    }

    /// The changes of the scenario and of what is told, as options.
    pub fn changes(&self) -> Vec<String> {
        let set = self.set.iter().map(|set| format!("--set {}", output::quoted(Path::new(set))));
        let seed = self.seed.map(|seed| format!("--seed {seed}"));
        let language = self.language.map(|language| format!("--language {language}"));
        set.chain(seed).chain(language).collect()
    }

    /// The language in which the answer is told, given that of the scenario.
    pub fn language(&self, scenario: &Scenario) -> Language {
        self.language.unwrap_or(scenario.language)
    }

    /// What things are called in the language in which the answer is told.
    pub(super) fn names<'a>(&self, compiled: &'a Compiled) -> Names<'a> {
        Names::of(compiled, self.language(&compiled.scenario))
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
        machine::threads(self.threads)?.install(shown)
    }
}

impl Run {
    /// States in the scenario what is asked for, so that it is the one that runs; returns what is varied,
    /// by the options or, failing that, by the scenario.
    ///
    /// # Errors
    /// Mistakes in the section `run`.
    pub fn state(
        document: &mut Document,
        replications: Option<u32>,
        vary: &[String],
    ) -> Result<Vec<String>, Failure> {
        if let Some(n) = replications {
            document.run_by("--replications", "replications", &json!(n))?;
        }
        if !vary.is_empty() {
            document.run_by("--vary", "vary", &json!(vary))?;
            return Ok(vary.to_vec());
        }
        Ok(document.decode::<Scenario>()?.run.vary)
    }
}

/// A language.
pub(super) fn language(text: &str) -> Result<Language, String> {
    text.parse()
}

/// A seed.
fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("a seed is a whole number from 0 to {}", u64::MAX))
}
