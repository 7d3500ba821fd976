//! `simulate frontier`: what money buys, over designs, sizes and settings.

use std::path::PathBuf;

use clap::Args;

use super::progress::Progress;
use super::question::{Question, known};
use super::run::Run;
use super::{Failure, MOST_REPLICATIONS, compile};
use crate::cost::CostModel;
use crate::engine;
use crate::frontier::{Candidate, Sizes, line_up, refusal, sized, weigh};
use crate::plan::Mode;
use crate::report::FrontierReport;
use crate::report::frontier::{Found, Label, Refused};
use crate::scenario::source::{Document, Report};
use crate::scenario::{self, Compiled, Options, Variation};
use crate::sizing::{Yields, focus};

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
        let costs: Vec<(CostModel, f64)> = field.entries.iter().map(|e| e.cost.clone()).collect();
        let weighed = weigh(&plan, &sums, &costs, self.budget);
        let labels: Vec<Label> = field.entries.into_iter().map(|e| e.label).collect();
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

    /// The worlds of all settings that are possible, and those that are not.
    fn worlds(
        &self,
        document: &Document,
    ) -> Result<(Compiled, Vec<Variation>, Vec<Refused>), Failure> {
        let mut variations = variations(&self.vary)?;
        let mut refused = Vec::new();
        let alone = |v: &Variation| self.options(document, vec![v.clone()]);
        sift(&mut variations, &mut refused, |v| scenario::check(document, &alone(v)))?;
        if let Ok(compiled) = compile(document, &self.options(document, variations.clone())) {
            return Ok((compiled, variations, refused));
        }
        sift(&mut variations, &mut refused, |v| compile(document, &alone(v)).map(|_| ()))?;
        let compiled = compile(document, &self.options(document, variations.clone()))?;
        Ok((compiled, variations, refused))
    }

    /// Every design of every world at every size.
    fn field(&self, compiled: &Compiled, variations: &[Variation]) -> Result<Field, Failure> {
        let plan = &compiled.plan;
        if plan.mode == Mode::Finite && !self.people.is_empty() {
            let message =
                "--people asks for other people, and run.mode is finite: one frame of people";
            return Err(Failure::Input(message.to_owned()));
        }
        let sizes =
            Sizes { people: distinct(&self.people), participants: distinct(&self.participants) };
        let designs = plan.worlds[0].designs.iter().map(|d| &d.name);
        for name in &self.question.design {
            known("design", name, designs.clone())?;
        }
        let arm = match self.question.arm.first() {
            None => 1,
            Some(name) => {
                known("arm", name, plan.worlds[0].arms.iter())?;
                plan.worlds[0].arms.iter().position(|a| a == name).unwrap_or(1)
            }
        };
        let mut field = Field { sizes, entries: Vec::new(), refused: Vec::new() };
        let first = usize::from(!variations.is_empty());
        for world in first..plan.worlds.len() {
            let settings = variations.get(world.wrapping_sub(first)).map_or(&[][..], |v| &v.set);
            for (design, it) in plan.worlds[world].designs.iter().enumerate() {
                if !self.question.design.is_empty() && !self.question.design.contains(&it.name) {
                    continue;
                }
                let label = Label {
                    design: it.name.clone(),
                    settings: touching(&it.name, settings),
                    people: None,
                    participants: None,
                };
                if field.knows(&label) {
                    continue;
                }
                let cell = self.question.cell(compiled, world, design, arm);
                field.add(compiled, cell, label);
            }
        }
        if field.entries.len() > MOST_CANDIDATES {
            let message = format!(
                "{} candidates are asked for: at most {MOST_CANDIDATES} are possible",
                field.entries.len()
            );
            return Err(Failure::Input(message));
        }
        Ok(field)
    }
}

/// A candidate with its name and its costs.
struct Entry {
    candidate: Candidate,
    label: Label,
    /// Costs, and the months of treatment that are paid.
    cost: (CostModel, f64),
}

/// All candidates, those that can be run and those that cannot.
struct Field {
    sizes: Sizes,
    entries: Vec<Entry>,
    refused: Vec<Refused>,
}

impl Field {
    /// Whether this design with these settings stands in it already.
    fn knows(&self, label: &Label) -> bool {
        let refused = self.refused.iter().map(|r| &r.label);
        let mut labels = self.entries.iter().map(|e| &e.label).chain(refused);
        labels.any(|l| (&l.design, &l.settings) == (&label.design, &label.settings))
    }

    /// Adds the sizes of one design.
    fn add(&mut self, compiled: &Compiled, cell: Result<usize, Failure>, label: Label) {
        let plan = &compiled.plan;
        let found = cell.map_err(|failure| failure.reason()).and_then(|cell| {
            if plan.cells[cell].per_participant {
                Ok((cell, paid(compiled, cell)?))
            } else {
                Err("no analysis of it estimates a change per participant".to_owned())
            }
        });
        let (cell, cost) = match found {
            Ok(found) => found,
            Err(reason) => return self.refused.push(Refused { label, reason }),
        };
        let yields = (self.sizes != Sizes::default()).then(|| Yields::of(&focus(plan, cell)));
        for candidate in sized(plan, cell, &self.sizes) {
            let Candidate { people, participants, .. } = candidate;
            let label = Label { people, participants, ..label.clone() };
            match yields.as_ref().and_then(|y| refusal(plan, &candidate, y)) {
                Some(reason) => self.refused.push(Refused { label, reason }),
                None => self.entries.push(Entry { candidate, label, cost: cost.clone() }),
            }
        }
    }
}

/// The settings that are not about another design.
fn touching(design: &str, settings: &[String]) -> Vec<String> {
    let own = [format!("designs.{design}."), format!("designs.{design}=")];
    let touches = |s: &&String| !s.starts_with("designs.") || own.iter().any(|o| s.starts_with(o));
    settings.iter().filter(touches).cloned().collect()
}

/// The costs of a cell's design, and the months of treatment paid.
fn paid(compiled: &Compiled, cell: usize) -> Result<(CostModel, f64), String> {
    let cell = &compiled.plan.cells[cell];
    let costs = compiled.costs[cell.world].clone().ok_or("it has no costs")?;
    let months = costs
        .months(cell.month)
        .ok_or("how many months of treatment are paid is not known: give costs.months")?;
    Ok((costs, months))
}

/// Keeps the variations that pass; when none does, the first mistake is the answer.
fn sift(
    variations: &mut Vec<Variation>,
    refused: &mut Vec<Refused>,
    test: impl Fn(&Variation) -> Result<(), Report>,
) -> Result<(), Report> {
    let (mut kept, mut first) = (Vec::new(), None);
    for variation in variations.drain(..) {
        match test(&variation) {
            Ok(()) => kept.push(variation),
            Err(report) => {
                let reason = reason(&report);
                let settings = variation.set;
                let label =
                    Label { design: String::new(), settings, people: None, participants: None };
                refused.push(Refused { label, reason });
                first = first.or(Some(report));
            }
        }
    }
    *variations = kept;
    match first {
        Some(report) if variations.is_empty() => Err(report),
        _ => Ok(()),
    }
}

/// The first mistake of a report in one line.
fn reason(report: &Report) -> String {
    report.problems().first().map_or_else(String::new, |problem| {
        let path = problem.path();
        let place = if path.is_empty() { String::new() } else { format!("{path}: ") };
        format!("{place}{}", problem.message())
    })
}

/// Every combination of the values that are to be tried.
fn variations(vary: &[String]) -> Result<Vec<Variation>, Failure> {
    let mut out: Vec<Vec<String>> = vec![Vec::new()];
    for argument in vary {
        let Some((path, values)) = argument.split_once('=') else {
            return Err(Failure::Input(format!(
                "--vary {argument}: an equals sign is missing\n  help: write --vary PATH=VALUES, as in --vary costs.sites=1,2,4"
            )));
        };
        let values = split(values);
        if let Some(empty) = values.iter().position(String::is_empty) {
            return Err(Failure::Input(format!("--vary {argument}: value {} is empty", empty + 1)));
        }
        let settings: Vec<String> = values.iter().map(|value| format!("{path}={value}")).collect();
        let longer = |set: &Vec<String>| {
            let set = set.clone();
            let with = move |setting: &String| [&set[..], std::slice::from_ref(setting)].concat();
            settings.iter().map(with).collect::<Vec<_>>()
        };
        out = out.iter().flat_map(longer).collect();
        if out.len() > MOST_VARIATIONS {
            return Err(Failure::Input(format!(
                "--vary asks for {} combinations so far: at most {MOST_VARIATIONS} are possible",
                out.len()
            )));
        }
    }
    let out = if vary.is_empty() { Vec::new() } else { out };
    Ok(out.into_iter().map(|set| Variation { name: set.join(" "), set }).collect())
}

/// Splits a list at the commas that stand outside quotes and brackets.
fn split(values: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let (mut depth, mut quoted) = (0_i32, false);
    for c in values.chars() {
        match c {
            '"' => quoted = !quoted,
            '{' | '[' if !quoted => depth += 1,
            '}' | ']' if !quoted => depth -= 1,
            _ => {}
        }
        if c == ',' && depth == 0 && !quoted {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out
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
