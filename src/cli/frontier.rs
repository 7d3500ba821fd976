//! `simulate frontier`: what money buys, over designs, sizes, arms, months and settings.

mod followed;

use std::path::PathBuf;

use clap::Args;

use followed::Followed;

use super::Failure;
use super::progress::Progress;
use super::question::{Question, known};
use super::run::Run;
use super::solver::share;
use super::watched::watched;
use crate::diagnosis::watched::Watched;
use crate::engine;
use crate::frontier::{
    Asked, Candidate, Choice, Field, Label, Paid, Refused, Sizes, line_up, unshown, weigh,
};
use crate::plan::Mode;
use crate::report::FrontierReport;
use crate::report::frontier::{Found, JointPower, LeftOut, USUAL_POWER, Wanted};
use crate::scenario::source::{Document, Report};
use crate::scenario::{
    self, Compiled, MOST_REPLICATIONS, Options, Scenario, Variation, compile, in_world,
};
use crate::variation::{Points, Varied, possible};

/// Most candidates of one run: each is compared with all others.
const MOST_CANDIDATES: usize = 200;
/// Most worlds made by settings and arms left out.
const MOST_WORLDS: usize = 50;

const EXAMPLES: &str = r#"What is tried together is crossed: each combination is a candidate. Examples:
  designs    simulate frontier scenarios/nijmegen.json --design after --design before
  sizes      simulate frontier scenarios/nijmegen.json --people 2000,4000,6030 --budget 500000
  arms       simulate frontier scenarios/nijmegen.json --without intensive
  durations  simulate frontier scenarios/nijmegen.json --months 8,16,24
  waves      simulate frontier scenarios/nijmegen.json --vary 'recruitment.waves=
               {"all": {"share": 1, "exposure": 25}},
               {"first": {"share": 0.5, "exposure": 25}, "second": {"share": 0.5, "exposure": 19}}'
  shares     simulate frontier scenarios/nijmegen.json \
               --vary designs.after.after_enrolment.shares.control=131,260"#;

/// Arguments of `simulate frontier`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Scenario file with a section "costs"
    scenario: PathBuf,
    /// Try each of these values, with all others (may be repeated)
    #[arg(long, value_name = "PATH=VALUES")]
    vary: Vec<String>,
    /// Try leaving out this arm, or several at once, beside all arms (may be repeated)
    #[arg(long, value_name = "ARM,…")]
    without: Vec<String>,
    /// Try measuring in these months, each with its own months of treatment paid and its own true effect
    #[arg(long, value_name = "M,M,…", value_delimiter = ',', conflicts_with = "month", value_parser = clap::value_parser!(u32).range(1..=600))]
    months: Vec<u32>,
    /// Try these numbers of eligible people: the first so many are reached
    #[arg(long, value_name = "N,N,…", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    people: Vec<u32>,
    /// Try these numbers of participants, in designs that randomise those who enrolled
    #[arg(long, value_name = "N,N,…", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    participants: Vec<u32>,
    /// Power that is wanted: the share of trials with a significant result in the right direction
    #[arg(long, value_name = "P", default_value_t = USUAL_POWER, value_parser = share)]
    power: f64,
    /// What counts as power: that of the comparison (power) or, with --family, `any_found` or `all_found`
    #[arg(long, value_parser = watched(), value_name = "WHAT", default_value = Watched::default().word(), hide_possible_values = true)]
    of: Watched,
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
    let mut document = arguments.run.load(&arguments.scenario)?;
    Run::state(&mut document, arguments.replications, &arguments.vary)?;
    let directory = arguments.run.reserve(&document)?;
    let (compiled, report) =
        arguments.run.on_threads(|progress| arguments.answer(&document, progress))?;
    arguments.run.answer(&arguments.scenario, &compiled, &report, &document, directory)
}

impl Arguments {
    /// Weighs the candidates.
    ///
    /// # Errors
    /// Mistakes in the scenario or the arguments, an interruption.
    pub(super) fn answer(
        &self,
        document: &Document,
        progress: &Progress,
    ) -> Result<(Compiled, FrontierReport), Failure> {
        self.check(document)?;
        let (compiled, choices, mut refused) = self.worlds(document)?;
        let joint = self.joint(&compiled)?;
        let mut field = self.field(&compiled, &choices)?;
        refused.append(&mut field.refused);
        if field.entries.is_empty() {
            let reason = refused.first().map_or_else(String::new, |r| r.reason.clone());
            return Err(Failure::Input(format!("no candidate can be run: {reason}")));
        }
        let candidates: Vec<Candidate> =
            field.entries.iter().map(|e| e.candidate.clone()).collect();
        let family = joint.as_ref().map(|joint| joint.family.as_str());
        let plan = line_up(&compiled.plan, &candidates, family);
        progress.start(plan.replications);
        let sums = engine::run(&plan, progress)?;
        let (labels, paid): (Vec<Label>, Vec<Paid>) =
            field.entries.into_iter().map(|e| (e.label, e.paid)).unzip();
        let weighed = weigh(&plan, &sums, &paid, self.budget);
        let cells = candidates.iter().map(|c| &compiled.plan.cells[c.cell]);
        let shown: Vec<_> = labels.iter().map(|label| label.design.as_str()).zip(cells).collect();
        let unshown = unshown(&compiled, &self.question.design, &shown, &refused);
        let left_out = LeftOut { refused, unshown };
        let wanted = Wanted { budget: self.budget, power: self.power, joint };
        let found =
            Found { compiled: &compiled, plan: &plan, sums: &sums, weighed: &weighed, paid: &paid };
        let report = FrontierReport::new(found, &labels, left_out, wanted);
        Ok((compiled, report))
    }

    /// The family whose tests count together as power, where one is asked about.
    fn joint(&self, compiled: &Compiled) -> Result<Option<JointPower>, Failure> {
        let (word, is_power) = (self.of.word(), self.of.finds().is_some());
        match (&self.question.family[..], self.of.of_family()) {
            ([], None) if is_power => Ok(None),
            ([], Some(_)) if is_power => Err(Failure::Input(format!(
                "--of {word} is of several tests together\n  help: name a family that the scenario declares with --family"
            ))),
            ([family], Some(_)) if is_power => {
                self.question.families(compiled)?;
                let correction = compiled.scenario.families[family].correction.clone();
                Ok(Some(JointPower { family: family.clone(), of: self.of, correction }))
            }
            ([name, ..], None) => Err(Failure::Input(format!(
                "--family {name}: {word:?} is of one comparison\n  help: give --of any_found or --of all_found"
            ))),
            ([_, _, ..], Some(_)) => {
                Err(Failure::Input("one family at a time: give --family once".to_owned()))
            }
            _ => Err(Failure::Input(format!(
                "--of {word}: candidates are asked for a power\n  help: power or, with --family, any_found or all_found"
            ))),
        }
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

    /// The worlds of all choices that are possible, with those choices, and those that are not.
    fn worlds(
        &self,
        document: &Document,
    ) -> Result<(Compiled, Vec<Choice>, Vec<Refused>), Failure> {
        let start = in_world(document, &self.question.worlds(document)[0])?;
        let choices = self.choices(&start)?;
        let months = distinct(&self.months);
        let variations = choices.iter().map(|choice| choice.variation(&start, &months)).collect();
        let options = |variations: &[Variation]| self.options(document, variations.to_vec());
        let readable = possible(variations, |some| scenario::check(document, &options(some)))?;
        let solvable = possible(readable.kept, |some| compile(document, &options(some)))?;
        let named = |variation: &Variation| {
            let same = |choice: &&Choice| choice.name() == variation.name;
            choices.iter().find(same).cloned().unwrap_or_default()
        };
        let refused = readable.refused.into_iter().chain(solvable.refused);
        let refused = refused.map(|(v, report)| Refused::choice(named(&v), report.brief()));
        Ok((solvable.compiled, solvable.kept.iter().map(named).collect(), refused.collect()))
    }

    /// Every combination of the settings, arms left out and months that are to be tried; none where
    /// nothing but designs and sizes is.
    fn choices(&self, start: &Document) -> Result<Vec<Choice>, Failure> {
        let vary = start.decode::<Scenario>()?.run.vary;
        if vary.is_empty() && self.without.is_empty() && self.months.is_empty() {
            return Ok(Vec::new());
        }
        let points = Points::crossed(Varied::all(&vary)?, MOST_WORLDS);
        let points = points.map_err(Failure::Input)?;
        let settings: Vec<Vec<String>> =
            (0..points.points.len()).map(|point| points.settings(point)).collect();
        let without = self.without();
        check_arms(start, without.iter().flatten())?;
        let choices = Choice::crossed(&settings, &without);
        match choices.len() {
            0..=MOST_WORLDS => Ok(choices),
            asked => Err(Failure::Input(format!(
                "{asked} combinations of settings and arms are asked for: at most {MOST_WORLDS} are possible"
            ))),
        }
    }

    /// The sets of arms that are left out.
    fn without(&self) -> Vec<Vec<String>> {
        let arms = |text: &String| text.split(',').map(|arm| arm.trim().to_owned()).collect();
        self.without.iter().map(arms).collect()
    }

    /// Every design of every world, in every month, at every size.
    fn field(&self, compiled: &Compiled, choices: &[Choice]) -> Result<Field, Failure> {
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
        let followed = Followed::new(&self.question, compiled, &self.without())?;
        if !self.months.is_empty() {
            followed.check_months()?;
        }
        let people = distinct(&self.people).into_iter().map(|n| n as usize).collect();
        let participants = distinct(&self.participants).into_iter().map(|n| n as usize).collect();
        let asked = Asked {
            designs: self.question.design.clone(),
            months: distinct(&self.months),
            sizes: Sizes { people, participants },
        };
        let cell = |world, design, month| followed.cell(world, design, month);
        let field = Field::new(compiled, choices, &asked, cell);
        match field.entries.len() {
            0..=MOST_CANDIDATES => Ok(field),
            asked => Err(Failure::Input(format!(
                "{asked} candidates are asked for: at most {MOST_CANDIDATES} are possible"
            ))),
        }
    }
}

/// Refuses to leave out what is not an arm with a treatment.
fn check_arms<'a>(
    document: &Document,
    mut without: impl Iterator<Item = &'a String>,
) -> Result<(), Failure> {
    let arms = document.get("treatment.arms");
    let arms = arms.as_ref().and_then(serde_json::Value::as_object);
    let arms: Vec<&String> = arms.into_iter().flatten().map(|(name, _)| name).collect();
    without.try_for_each(|arm| known("arm", arm, arms.iter().copied()))
}

fn distinct(numbers: &[u32]) -> Vec<u32> {
    let mut out = numbers.to_vec();
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
