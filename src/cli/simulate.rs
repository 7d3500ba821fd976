//! `simulate SCENARIO`: run it and tell what was found.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde_json::json;

use super::directory::CELLS;
use super::run::Run;
use super::told::Told;
use super::watched::watched;
use super::{Failure, output};
use crate::answer::answer;
use crate::diagnosis::watched::Watched;
use crate::report::run::page::{Asked, Shown, figure_named};
use crate::report::run::{csv, text};
use crate::scenario::source::Document;
use crate::scenario::{MOST_REPLICATIONS, Options};
use crate::stopping::{self, StoppingError};

/// Arguments of `simulate SCENARIO`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Scenario file
    #[arg(required = true)]
    pub(super) scenario: Option<PathBuf>,
    #[command(flatten)]
    run: Run,
    /// Simulated trials, 1 to 10 million [default: the scenario's, or 2000; with --precision the most, 50000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_REPLICATIONS)))]
    replications: Option<u32>,
    /// Run until the simulation error of the leading rows is at most E, as in --precision 0.005 (half a
    /// percentage point)
    #[arg(long, value_name = "E", value_parser = error)]
    precision: Option<f64>,
    /// What the error of --precision is of [default: power]
    #[arg(long, value_parser = watched(), value_name = "WHAT", requires = "precision")]
    of: Option<Watched>,
    /// Only this world besides the base world and the one without effects (may be repeated)
    #[arg(long, value_name = "W")]
    world: Vec<String>,
    /// Only this design (may be repeated)
    #[arg(long, value_name = "D")]
    design: Vec<String>,
    /// Every row of the results, and the whole bias budget of each that has one
    #[arg(long)]
    details: bool,
}

/// Runs a scenario and prints the answer; the help when there is none.
///
/// # Errors
/// Mistakes in the scenario or the arguments, an interruption, a fault of our own.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let start = Instant::now();
    let Some(path) = &arguments.scenario else { return super::help() };
    let mut document = arguments.run.load(path)?;
    arguments.state(&mut document)?;
    let directory = arguments.run.reserve(&document)?;
    let answer = arguments
        .run
        .on_threads(|progress| Ok(answer(&document, &Options::default(), progress)?))?;
    let results = answer.results(start.elapsed().as_secs_f64());
    let language = arguments.run.language(&answer.compiled.scenario);
    let text = |width| {
        let (named, details) = (arguments.named(), arguments.details);
        text::render(&results, &answer.compiled, &named, details, language, width)
    };
    let page = || {
        let shown = Shown::new(&answer.compiled, &answer.sums, &results, language);
        shown.page(Asked::default(), |figure| arguments.command(figure, results.run.replications))
    };
    let told = Told {
        compiled: &answer.compiled,
        text: &text,
        json: &|| results.json(),
        csv: Some((CELLS, &|| csv::cells_csv(&results))),
        page: &page,
    };
    arguments.run.tell(&told, &document, directory)
}

impl Arguments {
    /// States in the scenario what the options ask for, so that it is the one that runs.
    fn state(&self, document: &mut Document) -> Result<(), Failure> {
        if let Some(n) = self.replications.or(self.precision.map(|_| stopping::MOST)) {
            document.run_by("--replications", "replications", &json!(n))?;
        }
        if let Some(error) = self.precision {
            document.run_by("--precision", "precision", &json!(error))?;
        }
        if let Some(of) = self.of {
            document.run_by("--of", "precision_of", &json!(of))?;
        }
        if !self.world.is_empty() {
            document.run_by("--world", "worlds", &json!(self.world))?;
        }
        if !self.design.is_empty() {
            document.run_by("--design", "designs", &json!(self.design))?;
        }
        Ok(())
    }

    /// The command that makes one picture, in parts that are not broken.
    fn command(&self, figure: &str, trials: u32) -> Vec<String> {
        let file = self.scenario.as_deref().and_then(Path::file_name).map(PathBuf::from);
        let mut parts = vec!["simulate report".to_owned()];
        parts.extend(file.map(|file| output::quoted(&file)));
        // How many a precision took is known afterwards.
        let trials = self.replications.or(self.precision.map(|_| trials));
        parts.extend(trials.map(|n| format!("--replications {n}")));
        parts.extend(self.run.changes());
        parts.push(format!("--only {}", figure_named(figure)));
        parts
    }

    /// The scenario as it is named in a command.
    fn named(&self) -> String {
        self.scenario.as_deref().map(output::quoted).unwrap_or_default()
    }
}

/// A simulation error that can be asked for.
fn error(text: &str) -> Result<f64, String> {
    let error = text.parse::<f64>().ok().filter(|error| *error > 0.0 && error.is_finite());
    error.ok_or_else(|| {
        "an error is a number above 0, such as 0.005 (half a percentage point)".to_owned()
    })
}

impl From<StoppingError> for Failure {
    fn from(error: StoppingError) -> Self {
        match error {
            StoppingError::Refused(report) => report.into(),
            StoppingError::Engine(error) => error.into(),
        }
    }
}
