//! `simulate report`: one page with the answer, its pictures, and what else the scenario allows to be asked.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use serde_json::json;

use super::directory::Directory;
use super::run::Run;
use super::{Failure, Format, output};
use crate::answer::answer;
use crate::engine::Observer;
use crate::plan::{Direction, Mode};
use crate::report::run::csv::cells_csv;
use crate::report::run::page::{Asked, FIGURES, Shown, figure_named, saved};
use crate::report::{Effects, Sizes};
use crate::scenario::source::Document;
use crate::scenario::{self, MOST_REPLICATIONS, Options, compile};
use crate::sizing::{REDIVISIONS, Search, size, smallest_effect};

/// Power that the searches want.
const POWER: f64 = 0.8;
/// Half width of the interval at which a search stops, as a share of its answer.
const TOLERANCE: f64 = 0.04;

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
    #[arg(long, value_name = "MILLIONS", default_value_t = 100.0, value_parser = super::solver::millions)]
    effort: f64,
    /// Only this picture (may be repeated)
    #[arg(long, value_name = "PICTURE", value_parser = FIGURES)]
    only: Vec<String>,
    /// Directory for report.html, results.json, cells.csv and a copy of the scenario; without it the page is printed
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Replace results that are in the output directory already
    #[arg(long, requires = "output")]
    force: bool,
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
    let directory = match &arguments.output {
        Some(path) => {
            scenario::check(&document, &Options { null_world: true, ..Options::default() })?;
            Some(Directory::reserve(path, arguments.force)?)
        }
        None => None,
    };
    let (answer, effects, sizes) = arguments.run.on_threads(|progress| {
        let answer = answer(&document, &Options::default(), progress)?;
        let effects = arguments.effects(&document, progress)?;
        let sizes = arguments.sizes(&document, progress)?;
        Ok((answer, effects, sizes))
    })?;
    let results = answer.results(start.elapsed().as_secs_f64());
    let language = arguments.run.language(&answer.compiled.scenario);
    let shown = Shown::new(&answer.compiled, &answer.sums, &results, language);
    let asked = Asked { effects: effects.as_ref(), sizes: sizes.as_ref(), only: &arguments.only };
    let page = shown.page(asked, |figure| arguments.command(figure));
    let Some(directory) = directory else { return output::print(&page) };
    let files = [
        ("report.html", page),
        ("results.json", results.json()),
        ("cells.csv", cells_csv(&results)),
        ("scenario.json", document.written()),
    ];
    directory.save(&files)?;
    let asked = arguments.output.as_deref().map(output::quoted).unwrap_or_default();
    output::print(&(saved(language, &asked, &files.map(|(name, _)| name)) + "\n"))
}

impl Arguments {
    fn search(&self) -> Search {
        Search {
            power: POWER,
            tolerance: TOLERANCE,
            replications: 16_384,
            budget: 1e6 * self.effort,
            is_thorough: true,
            redivisions: REDIVISIONS,
        }
    }

    fn wants(&self, figure: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == figure)
    }

    /// The smallest effects of all arms of the leading comparison, where there is one that seeks an effect.
    fn effects(
        &self,
        document: &Document,
        progress: &impl Observer,
    ) -> Result<Option<Effects>, Failure> {
        if !self.wants("power") {
            return Ok(None);
        }
        let (compiled, cells) = Self::leading(document)?;
        let mut answers = Vec::new();
        for cell in cells {
            let (plan, aims) = (&compiled.plan, &compiled.aims[cell]);
            for direction in [Direction::Up, Direction::Down] {
                let found = smallest_effect(plan, cell, aims, direction, &self.search(), progress)?;
                answers.extend(found.map(|found| (cell, found)));
            }
        }
        Ok((!answers.is_empty()).then(|| Effects::new(&compiled, &self.search(), answers)))
    }

    /// The numbers of people that all arms of the leading comparison need.
    fn sizes(
        &self,
        document: &Document,
        progress: &impl Observer,
    ) -> Result<Option<Sizes>, Failure> {
        if !self.wants("people") {
            return Ok(None);
        }
        let (compiled, cells) = Self::leading(document)?;
        let mut answers = Vec::new();
        for cell in cells {
            answers.push((cell, size(&compiled.plan, cell, &self.search(), progress)?));
        }
        Ok((!answers.is_empty()).then(|| Sizes::new(&compiled, &self.search(), answers)))
    }

    /// The base world and its leading comparison; no cells where nothing can be searched in it.
    fn leading(document: &Document) -> Result<(scenario::Compiled, Vec<usize>), Failure> {
        let worlds = vec![document.base_world().to_owned()];
        let compiled = compile(document, &Options { worlds, ..Options::default() })?;
        let plan = &compiled.plan;
        let mut cells = Shown::leading_of(&compiled);
        cells.retain(|&cell| plan.cells[cell].spec.claim.is_of_effect());
        if plan.mode == Mode::Finite {
            cells.clear();
        }
        Ok((compiled, cells))
    }

    /// The command that makes one picture, in parts that are not broken.
    fn command(&self, figure: &str) -> Vec<String> {
        let file = self.scenario.file_name().map(PathBuf::from).unwrap_or_default();
        let mut parts = vec!["simulate report".to_owned(), output::quoted(&file)];
        parts.extend(self.replications.map(|n| format!("--replications {n}")));
        parts.extend(self.run.changes());
        parts.push(format!("--only {}", figure_named(figure)));
        parts
    }
}
