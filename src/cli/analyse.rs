//! `simulate analyse`: a declared analysis on a data file.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Failure;
use super::run::Run;
use crate::data::{Asked, Table, analyse};
use crate::issue::suggest;
use crate::plan::Plan;
use crate::report::Analysed;
use crate::report::analysed::DataId;
use crate::scenario::{Options, compile};

/// Arguments of `simulate analyse`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Data file: comma-separated, one row a person, with a header
    data: PathBuf,
    /// Scenario that declares the analysis, and says under `data` what the columns are
    #[arg(long, value_name = "FILE")]
    scenario: PathBuf,
    /// Analysis [default: the first]
    #[arg(long, value_name = "A")]
    analysis: Option<String>,
    /// Design [default: the first in which the analysis is run]
    #[arg(long, value_name = "D")]
    design: Option<String>,
    #[command(flatten)]
    run: Run,
}

/// Largest data file that is read.
const LARGEST: u64 = 1 << 30;

/// Analyses a data file and prints what was found.
///
/// # Errors
/// Mistakes in the scenario, the arguments or the data file.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let document = arguments.run.load(&arguments.scenario)?;
    let directory = arguments.run.reserve(&document)?;
    let text = read(&arguments.data)?;
    let file = arguments.data.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (compiled, analysed) = arguments.run.on_threads(|_| {
        let base = document.base_world().to_owned();
        let options = Options { worlds: vec![base], rough: true, ..Options::default() };
        let compiled = compile(&document, &options)?;
        let analysis = arguments.analysis(&compiled.plan)?;
        let design = arguments.design(&compiled.plan, analysis)?;
        let survey = compiled.scenario.measurement.baseline_survey.as_ref();
        let asked = Asked {
            plan: &compiled.plan,
            design,
            analysis,
            file: &compiled.scenario.data,
            surveyed: survey.map_or(&[], |survey| &survey.items),
        };
        let told = |faults: crate::data::Faults| Failure::Input(faults.to_string());
        let table = Table::read(&file, &text).map_err(told)?;
        let answers = analyse(&asked, &table).map_err(told)?;
        let hash = blake3::hash(text.as_bytes()).to_hex().to_string();
        let data = DataId { file: file.clone(), rows: table.len(), hash };
        let analysed = Analysed::new(&compiled, data, answers);
        Ok((compiled, analysed))
    })?;
    arguments.run.answer(&arguments.scenario, &compiled, &analysed, &document, directory)
}

impl Arguments {
    /// The name of the analysis.
    fn analysis<'a>(&'a self, plan: &'a Plan) -> Result<&'a str, Failure> {
        let mut known: Vec<&str> = plan.cells.iter().map(|cell| cell.analysis.as_str()).collect();
        known.dedup();
        let Some(name) = &self.analysis else {
            let nothing = || Failure::Input("the scenario declares no analysis".to_owned());
            return known.first().copied().ok_or_else(nothing);
        };
        chosen("analysis", name, &known).map(|place| known[place])
    }

    /// The number of the design.
    fn design(&self, plan: &Plan, analysis: &str) -> Result<usize, Failure> {
        let runs = plan.cells.iter().filter(|cell| cell.world == 0 && cell.analysis == analysis);
        let mut runs: Vec<usize> = runs.map(|cell| cell.design).collect();
        runs.dedup();
        let designs = &plan.worlds[0].designs;
        let known: Vec<&str> = runs.iter().map(|&design| designs[design].name.as_str()).collect();
        let Some(name) = &self.design else { return Ok(runs[0]) };
        chosen("design with this analysis", name, &known).map(|place| runs[place])
    }
}

/// The place of a name among those that are known.
fn chosen(what: &str, name: &str, known: &[&str]) -> Result<usize, Failure> {
    known.iter().position(|own| *own == name).ok_or_else(|| {
        let near = suggest(name, known.iter().copied());
        let near = near.map(|near| format!("did you mean {near:?}? ")).unwrap_or_default();
        let all = known.join(", ");
        Failure::Input(format!("there is no {what} {name:?}\n  help: {near}known: {all}"))
    })
}

/// The text of a data file.
fn read(path: &Path) -> Result<String, Failure> {
    let refused = |why: String| Failure::Input(format!("{}: {why}", path.display()));
    let size = std::fs::metadata(path).map_err(|error| refused(error.to_string()))?.len();
    if size > LARGEST {
        return Err(refused("the file is larger than 1 GB".to_owned()));
    }
    let bytes = std::fs::read(path).map_err(|error| refused(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| {
        let line = 1 + error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        refused(format!("line {line} is not UTF-8\n  help: save the file as CSV in UTF-8"))
    })
}
