//! `simulate assumptions`: what the answer hangs on.

use std::path::PathBuf;

use clap::Args;

use super::directory::ROWS;
use super::progress::Progress;
use super::question::Question;
use super::run::Run;
use super::told::Told;
use super::watched::watched;
use super::{Failure, output};
use crate::assumptions::assurance::assurance;
use crate::assumptions::inquiry::{FamilyName, Inquiry};
use crate::assumptions::tornado::tornado;
use crate::assumptions::uncertain::{Uncertain, uncertain};
use crate::assumptions::worlds::Asked;
use crate::diagnosis::watched::Watched;
use crate::issue::suggest;
use crate::plan::Cell;
use crate::report::asked::other_arms;
use crate::report::assumptions::{Assumptions, Found};
use crate::report::margin::Margin;
use crate::report::names::Names;
use crate::scenario::source::Document;
use crate::scenario::{Compiled, Options, compile, in_world};
use crate::variation::Comparison;

/// Trials in each world when one assumption is moved.
const REPLICATIONS: u32 = 500;
/// Trials in each drawn world.
const REPLICATIONS_DRAWN: u32 = 200;
/// Most trials in each world.
const MOST_REPLICATIONS: i64 = 100_000;
/// Most drawn worlds.
const MOST_DRAWS: i64 = 10_000;
/// Rows of the table when it is not said how many.
const TOP: usize = 20;

/// Arguments of `simulate assumptions`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: simulate assumptions my.json --only treatment --replications 1000\n\
    moves every number under \"treatment\" that has a range to both ends of it, one at a time.\n\n\
    Numbers under \"designs\", \"analyses\" and \"costs\" are your own choice and stay as they are, \
    but for the uptake of an invitation; name them with --only to move or draw them as well.\n\n\
    A number's \"distribution\" says how --assurance draws it from its range: {\"uniform\": {}}, \
    {\"triangular\": {\"mode\": 0.3}} or {\"normal\": {\"sd\": 0.05}}. Draws whose numbers are not \
    possible together are drawn anew, at most 20 for each possible one."
)]
pub struct Arguments {
    /// Scenario file
    scenario: PathBuf,
    #[command(flatten)]
    question: Question,
    /// The number that is watched
    #[arg(long, value_parser = watched(), value_name = "WHAT", default_value = Watched::default().word(), conflicts_with = "assurance")]
    of: Watched,
    /// Expected power when all assumptions are drawn at once, in so many possible worlds
    /// [default: 100]
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "100",
          value_parser = clap::value_parser!(u32).range(3..=MOST_DRAWS))]
    assurance: Option<u32>,
    /// Only assumptions at or below this path, as in --only recruitment (may be repeated)
    #[arg(long, value_name = "PATH")]
    only: Vec<String>,
    /// Rows of the table [default: 20]
    #[arg(long, value_name = "N", conflicts_with = "assurance")]
    top: Option<usize>,
    /// Simulated trials in each world, 2 to 100,000 [default: 500; with --assurance 200]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=MOST_REPLICATIONS))]
    replications: Option<u32>,
    #[command(flatten)]
    run: Run,
}

/// Moves or draws assumptions and prints what hangs on them.
///
/// # Errors
/// Mistakes in the scenario or the arguments, an interruption.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let document = arguments.run.load(&arguments.scenario)?;
    let directory = arguments.run.reserve(&document)?;
    let answer = arguments.run.on_threads(|progress| arguments.answer(&document, progress))?;
    let found = answer.told(arguments.run.names(&answer.base));
    let rows = arguments.top.unwrap_or(TOP);
    let command = output::again(&arguments.scenario);
    let told = Told {
        compiled: &answer.base,
        text: &|width| found.text(Some(rows), width),
        json: &|| found.json(),
        csv: Some((ROWS, &|| found.csv())),
        page: &|| found.page(&command),
    };
    arguments.run.tell(&told, &document, directory)
}

impl Arguments {
    /// Moves or draws the assumptions.
    ///
    /// # Errors
    /// Mistakes in the scenario or the arguments, an interruption.
    pub(super) fn answer(
        &self,
        document: &Document,
        progress: &Progress,
    ) -> Result<Answer, Failure> {
        let base = compile(document, &self.options()?)?;
        let world = &base.plan.worlds[0].name;
        let question = self.inquiry(&base)?;
        let described = in_world(document, world)?;
        let (numbers, left_out) = self.chosen(uncertain(&described))?;
        let name = self.question.world.first().cloned();
        let replications = base.plan.replications;
        let asked = Asked::new(document, name, question, replications, self.run.seed, self.of);
        let found = if let Some(draws) = self.assurance {
            Found::Assurance(assurance(&asked, &base, &described, &numbers, draws, progress)?)
        } else {
            Found::Tornado(tornado(&asked, &base, &described, &numbers, progress)?)
        };
        Ok(Answer { question: asked.question, base, numbers, left_out, found })
    }

    fn options(&self) -> Result<Options, Failure> {
        let one = |kind: &str, names: &[String]| match names {
            [_, _, ..] => Err(Failure::Input(format!("one {kind} at a time: give --{kind} once"))),
            _ => Ok(()),
        };
        one("world", &self.question.world)?;
        one("design", &self.question.design)?;
        one("arm", &self.question.arm)?;
        let otherwise = if self.assurance.is_some() { REPLICATIONS_DRAWN } else { REPLICATIONS };
        Ok(Options {
            base: self.question.world.first().cloned(),
            replications: Some(self.replications.unwrap_or(otherwise)),
            seed: self.run.seed,
            ..Options::default()
        })
    }

    /// The family or the first comparison that is asked for.
    fn inquiry(&self, base: &Compiled) -> Result<Inquiry, Failure> {
        let words = Watched::all().filter(|watched| watched.of_family().is_some());
        let words: Vec<&str> = words.map(Watched::word).collect();
        let words = words.join(", ");
        match (self.of.of_family(), &self.question.family[..]) {
            (None, []) => Ok(Inquiry::Comparison(Comparison::of(&base.plan, self.cell(base)?))),
            (Some(_), []) => Err(Failure::Input(format!(
                "--of {} is of several tests together\n  help: name a family that the scenario declares with --family",
                self.of.word()
            ))),
            (_, [name, ..]) if self.assurance.is_some() => Err(Failure::Input(format!(
                "--family {name}: expected power over drawn worlds is of one comparison\n  help: leave --assurance out; one \
                 assumption at a time is moved with --of (of a family: {words})"
            ))),
            (None, [name, ..]) => Err(Failure::Input(format!(
                "--family {name}: {:?} is of one comparison\n  help: of several tests together --of can be: {words}",
                self.of.word()
            ))),
            (Some(_), [name]) => {
                self.question.of_one_comparison(name)?;
                let families = self.question.families(base)?;
                let none = || Failure::Input("no test of the family is made".to_owned());
                let family = families.first().ok_or_else(none)?;
                Ok(Inquiry::Family(FamilyName::of(&base.plan, *family)))
            }
            (Some(_), _) => {
                Err(Failure::Input("one family at a time: give --family once".to_owned()))
            }
        }
    }

    /// The first cell that is asked for.
    fn cell(&self, base: &Compiled) -> Result<usize, Failure> {
        let cells = self.question.cells(base)?;
        let none = || Failure::Input("nothing is compared".to_owned());
        cells.first().copied().ok_or_else(none)
    }

    /// The numbers below the paths asked for; without any, all that the planner does not decide on, and
    /// those apart that the planner does.
    fn chosen(&self, all: Vec<Uncertain>) -> Result<(Vec<Uncertain>, Vec<Uncertain>), Failure> {
        let paths: Vec<String> = all.iter().map(|n| n.path.to_string()).collect();
        for only in &self.only {
            if !paths.iter().any(|path| is_below(path, only)) {
                let near = suggest(only, paths.iter().map(String::as_str));
                let help = near.map(|near| format!("\n  help: did you mean {near:?}?"));
                return Err(Failure::Input(format!(
                    "no number with a \"range\" stands at or below {only:?}{}",
                    help.unwrap_or_default()
                )));
            }
        }
        if all.is_empty() {
            return Err(Failure::Input(
                "no number of the scenario has a \"range\"\n  help: write {\"value\": 0.33, \"range\": [0.25, 0.40]}"
                    .to_owned(),
            ));
        }
        if !self.only.is_empty() {
            let wanted = |path: &String| self.only.iter().any(|only| is_below(path, only));
            let numbers = all.into_iter().zip(&paths).filter(|(_, path)| wanted(path));
            return Ok((numbers.map(|(number, _)| number).collect(), Vec::new()));
        }
        let (left_out, numbers): (Vec<_>, Vec<_>) = all.into_iter().partition(Uncertain::is_choice);
        if numbers.is_empty() {
            return Err(Failure::Input(format!(
                "every number with a \"range\" is your own choice\n  help: move or draw it with --only {}",
                paths[0]
            )));
        }
        Ok((numbers, left_out))
    }
}

/// Whether the scenario has an assumption with a range that is not the planner's own choice.
///
/// # Errors
/// Mistakes in the scenario.
pub(super) fn has_ranges(document: &Document) -> Result<bool, Failure> {
    let described = in_world(document, document.base_world())?;
    Ok(uncertain(&described).iter().any(|number| !number.is_choice()))
}

fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// What was found, with what it takes to tell it.
pub(super) struct Answer {
    base: Compiled,
    question: Inquiry,
    numbers: Vec<Uncertain>,
    left_out: Vec<Uncertain>,
    found: Found,
}

impl Answer {
    /// With the words in which it is told.
    pub(super) fn told<'a>(&'a self, names: Names<'a>) -> Assumptions<'a> {
        let plan = &self.base.plan;
        let comparison = self.question.comparison();
        let cell =
            comparison.and_then(|comparison| comparison.cell(plan, 0)).map(|k| &plan.cells[k]);
        let arms = comparison.map(|comparison| comparison.arm.clone());
        Assumptions {
            scenario: &self.base.scenario,
            hash: &self.base.hash,
            world: &plan.worlds[0].name,
            seed: plan.seed,
            question: &self.question,
            is_share: cell.is_some_and(|cell| cell.is_share),
            alpha: cell.map(|cell| cell.spec.alphas[0]),
            hypothesis: cell.map(|cell| cell.hypothesis.name()),
            margin: cell.and_then(Cell::margin),
            margin_told: cell.and_then(|cell| Margin::of(plan, cell)),
            other_arms: arms.map_or_else(Vec::new, |arm| other_arms(plan, &[arm])),
            numbers: &self.numbers,
            left_out: &self.left_out,
            names,
            found: &self.found,
        }
    }
}
