//! `simulate sweep`: one scenario under many settings.

use std::path::PathBuf;

use std::time::Instant;

use clap::Args;

use super::Failure;
use super::question::Question;
use super::run::Run;
use crate::report::SweepResults;
use crate::scenario::source::Document;
use crate::scenario::{Compiled, MOST_REPLICATIONS, Options, answering_cell, compile, primary};
use crate::sweep::{Subject, SweepError, WHOLE, sweep};
use crate::variation::{MOST_POINTS, Points, Varied};

/// Arguments of `simulate sweep`.
#[derive(Debug, Args)]
#[command(after_help = "Example, 25 points:\n  \
    simulate sweep scenarios/nijmegen.json --vary recruitment.enrolment.rate=0.03..0.11..0.02 \\\n    \
    --vary treatment.arms.exemption.effects.hours_over_12.points=-0.11..-0.03/5")]
pub struct Arguments {
    /// Scenario file
    scenario: PathBuf,
    /// A setting and its values: a list (0.03,0.0652,0.10 or logit,probit), numbers with a step
    /// (0.02..0.10..0.02), or so many from end to end (100..1000/5); may be repeated
    #[arg(long, value_name = "PATH=VALUES")]
    vary: Vec<String>,
    /// Go through the lists together, first values first, instead of trying every combination
    #[arg(long)]
    paired: bool,
    /// What to follow.
    #[command(flatten)]
    question: Question,
    /// Simulated trials at each point, 1 to 10 million [default: the scenario's, or 2000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_REPLICATIONS)))]
    replications: Option<u32>,
    #[command(flatten)]
    run: Run,
}

/// Runs a sweep and prints its table.
///
/// # Errors
/// Mistakes in the scenario or the arguments, values of which none is possible, an interruption.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let start = Instant::now();
    let mut document = arguments.run.load(&arguments.scenario)?;
    let vary = Run::state(&mut document, arguments.replications, &arguments.vary)?;
    let directory = arguments.run.reserve(&document)?;
    let points = arguments.points(&vary)?;
    let (compiled, results) = arguments.run.on_threads(|progress| {
        let (compiled, subjects) = arguments.subjects(&document, &points)?;
        progress.start_points((points.points.len() * subjects.len()) as u32 * WHOLE);
        let found = sweep(&document, &points, &subjects, &arguments.options(), progress)?;
        let seconds = start.elapsed().as_secs_f64();
        let results = SweepResults::new(&document, &compiled, &points, &subjects, &found, seconds);
        Ok((compiled, results))
    })?;
    arguments.run.answer(&arguments.scenario, &compiled, &results, &document, directory)
}

impl Arguments {
    fn points(&self, vary: &[String]) -> Result<Points, Failure> {
        if vary.is_empty() {
            let help = "say what, as in --vary population.size=800,1200";
            return Err(Failure::Input(format!("nothing is varied\n  help: {help}")));
        }
        let varied = Varied::all(vary)?;
        let points =
            if self.paired { Points::paired(varied) } else { Points::crossed(varied, MOST_POINTS) };
        points.map_err(Failure::Input)
    }

    fn options(&self) -> Options {
        Options { replications: self.replications, seed: self.run.seed, ..Options::default() }
    }

    /// The first of the worlds asked for as it stands, and what is followed in each of them.
    fn subjects(
        &self,
        document: &Document,
        points: &Points,
    ) -> Result<(Compiled, Vec<Subject>), Failure> {
        let (mut first, mut subjects) = (None, Vec::new());
        for world in self.question.worlds(document) {
            let options = Options { base: Some(world), ..self.options() };
            let compiled = compile(document, &options)?;
            let mut question = Question { world: Vec::new(), ..self.question.clone() };
            if question.arm.is_empty() {
                question.arm.extend(arm_varied(&compiled, points));
            }
            let families = question.families(&compiled)?;
            subjects.push(Subject::new(&compiled.plan, &question.cells(&compiled)?, &families));
            first.get_or_insert(compiled);
        }
        Ok((first.expect("there is a world"), subjects))
    }
}

/// The treatment arm to which everything that is varied belongs, where that is compared.
fn arm_varied(compiled: &Compiled, points: &Points) -> Option<String> {
    let plan = &compiled.plan;
    let (outcome, month) = primary(plan, &compiled.scenario);
    let belongs = |arm: &&String| {
        let start = format!("treatment.arms.{arm}.");
        points.varied.iter().all(|varied| varied.path.starts_with(&start))
    };
    let arms = &plan.worlds[0].arms;
    let position = (1..arms.len()).find(|&arm| belongs(&&arms[arm]))?;
    answering_cell(plan, 0, 0, position, &outcome, month).map(|_| arms[position].clone())
}

impl From<SweepError> for Failure {
    fn from(error: SweepError) -> Self {
        match error {
            SweepError::Refused(report) => report.into(),
            SweepError::Engine(error) => error.into(),
        }
    }
}
