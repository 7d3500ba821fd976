//! `simulate report`: one page with the answer, its pictures, and what else the scenario allows to be asked.

mod asked;

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use serde_json::json;

use super::directory::{CELLS, REPORT, RESULTS, SCENARIO};
use super::run::Run;
use super::{Failure, Format, output};
use crate::answer::answer;
use crate::report::assumptions::Assumptions;
use crate::report::run::csv::cells_csv;
use crate::report::run::page::{Asked, FIGURES, Shown, figure_named, saved};
use crate::scenario::{MOST_REPLICATIONS, Options};

/// Most people drawn by one search, in millions.
const EFFORT: f64 = 100.0;

/// Arguments of `simulate report`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Scenario file
    pub(super) scenario: PathBuf,
    #[command(flatten)]
    run: Run,
    /// Simulated trials, 1 to 10 million [default: the scenario's, or 2000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_REPLICATIONS)))]
    replications: Option<u32>,
    /// Most people drawn by one search, in millions: the effort after which it gives what it has
    #[arg(long, value_name = "MILLIONS", default_value_t = EFFORT, value_parser = super::solver::millions)]
    effort: f64,
    /// Only this picture (may be repeated)
    #[arg(long, value_name = "PICTURE", value_parser = FIGURES)]
    only: Vec<String>,
}

/// Asks what the scenario allows, and writes the page.
///
/// # Errors
/// Mistakes in the scenario or the arguments, an interruption, a fault of our own.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let start = Instant::now();
    if matches!(arguments.run.format, Format::Json | Format::Csv) {
        let message = "a report is a page: --format html, or none\n  help: its numbers are in results.json and cells.csv beside it, with --output";
        return Err(Failure::Input(message.to_owned()));
    }
    let mut document = arguments.run.load(&arguments.scenario)?;
    if let Some(n) = arguments.replications {
        document.run_by("--replications", "replications", &json!(n))?;
    }
    let directory = arguments.run.reserve(&document)?;
    let (answer, asked) = arguments.run.on_threads(|progress| {
        let answer = answer(&document, &Options::default(), progress)?;
        Ok((answer, arguments.ask(&document, progress)?))
    })?;
    let results = answer.results(start.elapsed().as_secs_f64());
    let language = arguments.run.language(&answer.compiled.scenario);
    let shown = Shown::new(&answer.compiled, &answer.sums, &results, language);
    let names = arguments.run.names(&answer.compiled);
    let hangs: Vec<Assumptions> = asked.hangs.iter().map(|found| found.told(names)).collect();
    let wanted = Asked {
        effects: asked.effects.as_ref(),
        sizes: asked.sizes.as_ref(),
        smallest: &asked.smallest,
        hangs: &hangs,
        money: asked.money.as_ref(),
        silent: &asked.silent,
        only: &arguments.only,
    };
    let page = shown.page(wanted, |figure| {
        let own = asked.commands.get(figure_named(figure));
        own.cloned().unwrap_or_else(|| arguments.command(figure))
    });
    let Some(directory) = directory else { return output::print(&page) };
    let files = [
        (REPORT, page),
        (RESULTS, results.json()),
        (CELLS, cells_csv(&results)),
        (SCENARIO, document.written()),
    ];
    directory.save(&files)?;
    let asked = arguments.run.output.as_deref().map(output::quoted).unwrap_or_default();
    output::print(&(saved(language, &asked, &files.map(|(name, _)| name)) + "\n"))
}

impl Arguments {
    /// The command that makes one picture, in parts that are not broken.
    fn command(&self, figure: &str) -> Vec<String> {
        let file = self.scenario.file_name().map(PathBuf::from).unwrap_or_default();
        let mut parts = vec!["simulate report".to_owned(), output::quoted(&file)];
        parts.extend(self.replications.map(|n| format!("--replications {n}")));
        parts.extend((self.effort != EFFORT).then(|| format!("--effort {}", self.effort)));
        parts.extend(self.run.changes());
        parts.push(format!("--only {}", figure_named(figure)));
        parts
    }
}
