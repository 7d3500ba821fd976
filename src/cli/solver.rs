//! What the solvers of sizes and effects share on the command line.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::Failure;
use super::question::Question;
use super::run::Run;
use crate::diagnosis::family::Quantifier;
use crate::scenario::source::{Document, Report};
use crate::scenario::{Compiled, MOST_REPLICATIONS, Options, compile};
use crate::sizing::{REDIVISIONS, Search};

/// Arguments of a search.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Scenario file
    pub scenario: PathBuf,
    /// Which comparison.
    #[command(flatten)]
    pub question: Question,
    /// Power that is wanted: the share of trials with a significant result in the right direction
    #[arg(long, value_name = "P", default_value_t = 0.8, value_parser = share)]
    pub power: f64,
    /// Half width of the 95 % interval, as a share of the answer, at which the search stops
    #[arg(long, value_name = "T", default_value_t = 0.02, value_parser = share)]
    pub tolerance: f64,
    /// Trials that one step of the search aims at, at most; it begins with 512 and rounds up, and confirming the
    /// answer takes as many as --tolerance asks for
    #[arg(long, value_name = "N", default_value_t = 16_384, value_parser = clap::value_parser!(u32).range(256..=i64::from(MOST_REPLICATIONS)))]
    pub replications: u32,
    /// Most people drawn over all trials, in millions: the effort after which a search gives what it has
    #[arg(long, value_name = "MILLIONS", default_value_t = 200.0, value_parser = millions)]
    pub effort: f64,
    /// Only count rejections: without it the people of every trial are also divided anew, where the design allows it,
    /// which takes most of the luck of the draw out of power
    #[arg(long)]
    pub plain: bool,
    /// How often is asked that a family finds at least one of what its tests seek, or all (which is the default)
    #[arg(long, value_name = "D", value_parser = quantifier())]
    pub of: Option<Quantifier>,
    /// Changes and form.
    #[command(flatten)]
    pub run: Run,
}

impl Arguments {
    /// Compiles the worlds of the question.
    ///
    /// # Errors
    /// Mistakes in the scenario; people who are the same in every trial.
    pub fn compile(&self, document: &Document) -> Result<Compiled, Failure> {
        let worlds = self.question.worlds(document);
        let options = Options { worlds, seed: self.run.seed, ..Options::default() };
        let compiled = compile(document, &options)?;
        if compiled.plan.mode == crate::plan::Mode::Finite {
            let message = "sizes and effects are searched among new people in every trial";
            let help = "leave run.mode out, or set it to superpopulation";
            let problem = document.problem_at("run.mode", message, Some(help));
            return Err(Report::from(problem).into());
        }
        Ok(compiled)
    }

    /// How the tests of a family count together, where families are asked about.
    ///
    /// # Errors
    /// What is of a family without one, or of one comparison with one.
    pub fn joint(&self) -> Result<Option<Quantifier>, Failure> {
        match (&self.question.family[..], self.of) {
            ([], None) => Ok(None),
            ([], Some(of)) => Err(Failure::Input(format!(
                "--of {} is of several tests together\n  help: name a family that the scenario declares with --family",
                of.word()
            ))),
            ([name, ..], of) => {
                self.question.of_one_comparison(name)?;
                if self.question.world.len() > 1 {
                    let message = "give one --world: families are searched in one world";
                    return Err(Failure::Input(message.to_owned()));
                }
                Ok(Some(of.unwrap_or(Quantifier::All)))
            }
        }
    }

    /// The search.
    pub fn search(&self) -> Search {
        Search {
            power: self.power,
            tolerance: self.tolerance,
            replications: self.replications,
            budget: 1e6 * self.effort,
            is_thorough: true,
            redivisions: if self.plain { 0 } else { REDIVISIONS },
        }
    }
}

fn quantifier() -> impl TypedValueParser<Value = Quantifier> {
    let words = PossibleValuesParser::new(Quantifier::BOTH.map(Quantifier::word));
    words.try_map(|word| {
        let found = Quantifier::BOTH.into_iter().find(|which| which.word() == word);
        found.ok_or("no family counts so")
    })
}

/// A share above 0 and below 1.
pub fn share(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if value > 0.0 && value < 1.0 {
        return Ok(value);
    }
    let percent = value > 1.0 && value < 100.0;
    let meant =
        if percent { format!("; for {value} % write {}", value / 100.0) } else { String::new() };
    Err(format!("must be above 0 and below 1{meant}"))
}

/// An effort, in millions.
pub fn millions(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.1..=1e6).contains(&value) {
        Ok(value)
    } else {
        Err("must be from 0.1 to 1000000".to_owned())
    }
}
