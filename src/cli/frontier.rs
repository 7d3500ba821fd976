//! `simulate frontier`: what money buys, over designs, sizes and settings.

use std::path::PathBuf;

use clap::Args;

use super::progress::Progress;
use super::question::{Question, known};
use super::run::Run;
use super::{Failure, MOST_REPLICATIONS, compile};
use crate::engine;
use crate::frontier::{Candidate, Field, Label, Paid, Refused, Sizes, line_up, weigh};
use crate::plan::Mode;
use crate::report::FrontierReport;
use crate::report::frontier::Found;
use crate::scenario::source::{Document, Report};
use crate::scenario::{self, Compiled, Options, Variation};
use crate::variation::{Points, Varied, possible};

/// Most candidates of one run: each is compared with all others.
const MOST_CANDIDATES: usize = 200;
/// Most worlds made by settings.
const MOST_VARIATIONS: usize = 50;

/// Arguments of `simulate frontier`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Scenario file with a section "costs"
    scenario: PathBuf,
    /// Try each of these values, with all others (may be repeated)
    #[arg(long, value_name = "PATH=VALUES")]
    vary: Vec<String>,
    /// Try these numbers of eligible people: the first so many are reached
    #[arg(long, value_name = "N,N,…", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    people: Vec<u32>,
    /// Try these numbers of participants, in designs that randomise those who enrolled
    #[arg(long, value_name = "N,N,…", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    participants: Vec<u32>,
    /// Most euros that may be spent
    #[arg(long, value_name = "EUR", value_parser = euros)]
    budget: Option<f64>,
    #[command(flatten)]
    question: Question,
    /// Simulated trials, 1 to 10 million [default: the scenario's, or 2000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_REPLICATIONS)))]
    replications: Option<u32>,
    #[command(flatten)]
    run: Run,
}

/// Weighs the candidates and prints what is worth considering.
///
/// # Errors
/// Mistakes in the scenario or the arguments, an interruption, a fault of our own.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let document = arguments.run.load(&arguments.scenario)?;
    let report = arguments.run.on_threads(|progress| arguments.answer(&document, progress))?;
    arguments.run.print(|| report.text(), || report.json(), || report.csv())
}

impl Arguments {
    fn answer(&self, document: &Document, progress: &Progress) -> Result<FrontierReport, Failure> {
        self.check(document)?;
        let (compiled, variations, mut refused) = self.worlds(document)?;
        let mut field = self.field(&compiled, &variations)?;
        refused.append(&mut field.refused);
        if field.entries.is_empty() {
            let reason = refused.first().map_or_else(String::new, |r| r.reason.clone());
            return Err(Failure::Input(format!("no candidate can be run: {reason}")));
        }
        let candidates: Vec<Candidate> =
            field.entries.iter().map(|e| e.candidate.clone()).collect();
        let plan = line_up(&compiled.plan, &candidates);
        progress.start(plan.replications);
        let sums = engine::run(&plan, progress)?;
        let (labels, paid): (Vec<Label>, Vec<Paid>) =
            field.entries.into_iter().map(|e| (e.label, e.paid)).unzip();
        let weighed = weigh(&plan, &sums, &paid, self.budget);
        let found = Found { compiled: &compiled, plan: &plan, sums: &sums, weighed: &weighed };
        Ok(FrontierReport::new(found, &labels, refused, self.budget))
    }

    /// What can be refused before anything is solved.
    fn check(&self, document: &Document) -> Result<(), Failure> {
        for (kind, names) in [("world", &self.question.world), ("arm", &self.question.arm)] {
            if names.len() > 1 {
                let message =
                    format!("give one --{kind}: candidates are weighed on one comparison");
                return Err(Failure::Input(message));
            }
        }
        scenario::check(document, &self.options(document, Vec::new()))?;
        if document.get("costs").is_none_or(|costs| costs.is_null()) {
            let help = "as in \"costs\": { \"per_invited\": 5, \"per_arm_month\": { \"coaching\": 100 } }, in euros";
            let message = "without \"costs\" money cannot be weighed against accuracy";
            return Err(Report::from(document.problem_at("costs", message, Some(help))).into());
        }
        Ok(())
    }

    fn options(&self, document: &Document, variations: Vec<Variation>) -> Options {
        Options {
            base: self.question.worlds(document).into_iter().next(),
            variations,
            replications: self.replications,
            seed: self.run.seed,
            ..Options::default()
        }
    }

    /// The worlds of all settings that are possible, with those settings, and those that are not.
    fn worlds(
        &self,
        document: &Document,
    ) -> Result<(Compiled, Vec<Variation>, Vec<Refused>), Failure> {
        let options = |variations: &[Variation]| self.options(document, variations.to_vec());
        let readable =
            possible(self.variations()?, |some| scenario::check(document, &options(some)))?;
        let solvable = possible(readable.kept, |some| compile(document, &options(some)))?;
        let refused = readable.refused.into_iter().chain(solvable.refused);
        let told = |(v, report): (Variation, Report)| Refused::settings(v.set, report.brief());
        Ok((solvable.compiled, solvable.kept, refused.map(told).collect()))
    }

    /// Every combination of the values that are to be tried.
    fn variations(&self) -> Result<Vec<Variation>, Failure> {
        if self.vary.is_empty() {
            return Ok(Vec::new());
        }
        let points = Points::crossed(Varied::all(&self.vary)?, MOST_VARIATIONS);
        let points = points.map_err(Failure::Input)?;
        let settings = (0..points.points.len()).map(|point| points.settings(point));
        Ok(settings.map(|set| Variation { name: set.join(" "), set }).collect())
    }

    /// Every design of every world at every size.
    fn field(&self, compiled: &Compiled, variations: &[Variation]) -> Result<Field, Failure> {
        let plan = &compiled.plan;
        if plan.mode == Mode::Finite && !self.people.is_empty() {
            let message =
                "--people asks for other people, and run.mode is finite: one frame of people";
            return Err(Failure::Input(message.to_owned()));
        }
        let designs = plan.worlds[0].designs.iter().map(|d| &d.name);
        for name in &self.question.design {
            known("design", name, designs.clone())?;
        }
        let arms = &plan.worlds[0].arms;
        let asked = self.question.arm.first();
        asked.map_or(Ok(()), |name| known("arm", name, arms.iter()))?;
        let arm = arms.iter().position(|a| asked == Some(a)).unwrap_or(1);
        let sizes =
            Sizes { people: distinct(&self.people), participants: distinct(&self.participants) };
        let cell = |world: usize, design: usize| {
            let cell = self.question.cell(compiled, world, design, arm);
            cell.map_err(|failure| failure.reason())
        };
        let field = Field::new(compiled, variations, &self.question.design, &sizes, cell);
        match field.entries.len() {
            0..=MOST_CANDIDATES => Ok(field),
            asked => Err(Failure::Input(format!(
                "{asked} candidates are asked for: at most {MOST_CANDIDATES} are possible"
            ))),
        }
    }
}

fn distinct(sizes: &[u32]) -> Vec<usize> {
    let mut out: Vec<usize> = sizes.iter().map(|&n| n as usize).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// An amount of money.
fn euros(text: &str) -> Result<f64, String> {
    let euros: f64 = text.parse().map_err(|_| "an amount in euros, such as 250000".to_owned())?;
    if euros.is_finite() && euros > 0.0 {
        Ok(euros)
    } else {
        Err("an amount above 0 euros, such as 250000".to_owned())
    }
}
