//! From a scenario file to a plan: decode every world, resolve names, solve targets, find truths.

mod worlds;
mod strangers;
mod references;
mod names;
mod limits;
mod costs;
mod memory;
mod lists;
mod latents;
mod starts;
mod society;
mod sites;
mod endpoints;
mod surveys;
mod world;
mod targets;
mod designs;
mod deliveries;
mod sizes;
mod analyses;
mod incomparable;
mod margins;
mod drafted;
mod placed;
mod headline;
mod leading;
mod published;
mod yardstick;
mod families;
mod cells;
mod solving;
mod assemble;
mod alternatives;
mod null;
mod undisturbed;
mod individual;
mod doubts;

use indexmap::{IndexMap, IndexSet};
use rayon::prelude::*;
use serde_json::{Map, Value};

pub use alternatives::{measured_in, without_arms};
pub use doubts::Doubt;
pub use leading::{
    Why, answering_cell, comparisons, first_table, held_together, is_one_line, leading_cell,
    leading_cells, leading_month, led_by, primary,
};
pub use limits::MOST_REPLICATIONS;
pub use worlds::in_world;

use super::bounds::{self, Impossible};
use super::extents;
use super::source::{Document, Problem, Report};
use super::{Options, Scenario};
use crate::calibration::{Calibrated, IndividualEffects, Target};
use crate::cost::CostModel;
use crate::estimand::Truths;
use crate::issue::Issue;
use crate::plan::{Plan, Society, World};
use crate::stream::Lattice;
use designs::Offers;
use drafted::Terms;
use solving::Samples;
use worlds::Named;

/// A scenario ready to be run, with what its report needs besides.
#[derive(Debug)]
pub struct Compiled {
    /// The plan.
    pub plan: Plan,
    /// The world without effects once more, without selection and artefacts: the families that these disturb.
    undisturbed: Option<Plan>,
    /// What the estimates aim at, by cell of the plan.
    pub aims: Vec<Truths>,
    /// The base world's settings.
    pub scenario: Scenario,
    /// Targets, wanted and achieved, of all worlds.
    pub calibration: Vec<Calibrated>,
    /// How the base world's effects differ between people.
    pub individual: Vec<IndividualEffects>,
    /// What is possible in the base world, and hardly meant.
    pub doubts: Vec<Doubt>,
    /// What a trial costs, by world, where the scenario says so.
    pub costs: Vec<Option<CostModel>>,
    /// Hash of the scenario with its overrides.
    pub hash: String,
}

impl Compiled {
    /// The plan of the further world, where selection or artefacts act on several arms of the first table. It is
    /// to be run in as many trials as the others.
    pub fn undisturbed(&self) -> Option<&Plan> {
        self.undisturbed.as_ref()
    }
}

/// One world on its way to the plan.
#[derive(Clone)]
struct Draft {
    document: Document,
    scenario: Scenario,
    world: World,
    offers: Offers,
    /// By design name: the number of what its arms deliver.
    deliveries: IndexMap<String, usize>,
    endpoints: Vec<Vec<usize>>,
    targets: Vec<Target>,
    /// Designs to plan; all when empty.
    chosen: Vec<String>,
    /// The lattice of the society's sample: a further draw takes a coordinate of its own.
    lattice: Lattice,
    /// How effects differ between people, once solved.
    individual: Vec<IndividualEffects>,
}

impl Draft {
    /// What a design does to people.
    fn terms(&self, design: &str) -> Terms<'_> {
        Terms {
            offers: self.offers.numbers.get(design).map_or(&[][..], Vec::as_slice),
            delivery: self.deliveries.get(design).copied().unwrap_or(0),
        }
    }
}

/// Compiles a loaded document.
///
/// # Errors
/// A [`Report`] with every mistake found, located in the file.
pub fn compile(document: &Document, options: &Options) -> Result<Compiled, Report> {
    let Rehearsed { worlds, months, .. } = rehearsed(document, options)?;
    let (societies, numbers) = build_societies(&worlds, &months)?;
    let designs: Vec<String> = worlds[0].2.designs.keys().cloned().collect();
    let mut drafts = Vec::new();
    for (named, number) in worlds.into_iter().zip(numbers) {
        let mut draft = draft(named, &societies[number], number, &designs)?;
        let stated = &draft.scenario.run.designs;
        let chosen = if options.designs.is_empty() { stated } else { &options.designs };
        draft.chosen.clone_from(chosen);
        drafts.push(draft);
    }
    let follow: Vec<bool> = drafts.iter().map(|d| null::follows_base(d, &drafts[0])).collect();
    solve(&mut drafts, &societies, &follow)?;
    if options.null_world {
        null::supply(document, &mut drafts);
    }
    assemble::assemble(document, drafts, societies, options)
}

/// Checks a document as far as that is possible before anybody is drawn and anything is solved.
///
/// # Errors
/// A [`Report`] with every mistake found, located in the file.
pub fn check(document: &Document, options: &Options) -> Result<(), Report> {
    rehearsed(document, options).map(|_| ())
}

/// Bytes that one simulated trial takes, about; every thread has one.
///
/// # Errors
/// As [`check`].
pub fn memory(document: &Document, options: &Options) -> Result<f64, Report> {
    rehearsed(document, options).map(|rehearsed| rehearsed.bytes)
}

/// What is known before anything is built.
struct Rehearsed {
    worlds: Vec<Named>,
    /// In which somebody is measured.
    months: Vec<u32>,
    /// Of one simulated trial.
    bytes: f64,
}

fn rehearsed(document: &Document, options: &Options) -> Result<Rehearsed, Report> {
    let all = || {
        let worlds = worlds::decode(document, options)?;
        check_worlds(&worlds)?;
        let months = months(&worlds);
        let bytes = rehearse(&worlds, &months)?;
        check_settings(&worlds)?;
        Ok(Rehearsed { worlds, months, bytes })
    };
    // What is wrong with one name, number or list says nothing about the others: they are told together.
    all().map_err(|report: Report| {
        let told = |i: Issue| document.problem_at(&i.path, i.message, i.help.as_deref());
        let numbers = bounds::impossible_numbers(document).into_iter().map(impossible);
        let more = numbers.chain(extents::check(document)).map(told);
        report.and(references::check(document)).and(more)
    })
}

/// Refuses the settings of members that no stage has refused in words of its own.
fn check_settings(worlds: &[Named]) -> Result<(), Report> {
    Report::all(worlds.iter().map(|(_, document, _)| {
        let issues: Vec<Issue> =
            bounds::impossible_settings(document).into_iter().map(impossible).collect();
        if issues.is_empty() { Ok(()) } else { Err(report(document, issues)) }
    }))
}

fn impossible(Impossible { path, message }: Impossible) -> Issue {
    Issue::new(path, message)
}

/// What can be checked before anything is built.
fn check_worlds(worlds: &[Named]) -> Result<(), Report> {
    Report::all(worlds.iter().map(|(_, document, scenario)| {
        let mut issues = extents::check(document);
        limits::check(scenario, &mut issues);
        costs::check(scenario, &mut issues);
        null::check(scenario, &mut issues);
        if issues.is_empty() {
            endpoints::check(scenario, &mut issues);
            lists::check(scenario, &mut issues);
        }
        if issues.is_empty() { Ok(()) } else { Err(report(document, issues)) }
    }))
}

fn months(worlds: &[Named]) -> Vec<u32> {
    let mut months: Vec<u32> =
        worlds.iter().flat_map(|(_, _, s)| endpoints::months_needed(s)).collect();
    months.sort_unstable();
    months.dedup();
    months
}

fn report(document: &Document, issues: Vec<Issue>) -> Report {
    let mut different: Vec<Issue> = Vec::new();
    for issue in issues {
        // Several designs may stumble over the same thing.
        if !different.contains(&issue) {
            different.push(issue);
        }
    }
    let problems: Vec<Problem> = different
        .into_iter()
        .map(|i| document.problem_at(&i.path, &i.message, i.help.as_deref()))
        .collect();
    Report::from_problems(problems)
        .err()
        .unwrap_or_else(|| document.problem_at("", "the scenario cannot be compiled", None).into())
}

/// What describes the people and their lives.
fn people(document: &Document) -> Vec<Option<Value>> {
    let parts = ["population", "work", "outcomes", "recruitment.waves", "recruitment.start"];
    let mut sites = document.get("sites");
    for site in sites.iter_mut().filter_map(Value::as_object_mut).flat_map(Map::values_mut) {
        site.as_object_mut().map(|site| site.shift_remove("enrolment"));
    }
    parts.iter().map(|part| document.get(part)).chain([sites]).collect()
}

/// The societies, and which of them each world plays in: worlds whose people and lives are described
/// alike share one.
fn build_societies(worlds: &[Named], months: &[u32]) -> Result<(Vec<Society>, Vec<usize>), Report> {
    let (mut societies, mut numbers) = (Vec::new(), Vec::new());
    let mut keys: Vec<Vec<Option<Value>>> = Vec::new();
    for (_, document, scenario) in worlds {
        let key = people(document);
        if let Some(number) = keys.iter().position(|k| *k == key) {
            numbers.push(number);
            continue;
        }
        societies.push(society::build(scenario, months).map_err(|i| report(document, i))?);
        numbers.push(keys.len());
        keys.push(key);
    }
    Ok((societies, numbers))
}

/// Solves all worlds, each on as many people as its own enrolment asks for, the base world first: what is stated
/// alike in two worlds is solved once. What a world is does not depend on which others come along. Those that
/// `follow` the base world take its solution.
fn solve(drafts: &mut [Draft], societies: &[Society], follow: &[bool]) -> Result<(), Report> {
    let crowds: Vec<Crowd> = drafts.iter().map(Crowd::of).collect();
    let own = crowds.iter().zip(follow).filter(|(_, follows)| !**follows);
    let different: IndexSet<Crowd> = own.map(|(crowd, _)| *crowd).collect();
    let draw = |&crowd: &Crowd| {
        let lattice = Lattice::new();
        (Samples::draw(&societies[crowd.society], &lattice, crowd.size), lattice)
    };
    let (samples, lattices): (Vec<Samples>, Vec<Lattice>) =
        different.iter().collect::<Vec<_>>().into_par_iter().map(draw).unzip();
    for (draft, crowd) in drafts.iter_mut().zip(&crowds) {
        if let Some(place) = different.get_index_of(crowd) {
            draft.lattice.clone_from(&lattices[place]);
        }
    }
    let samples_of = |crowd: &Crowd| &samples[different.get_index_of(crowd).unwrap_or(0)];
    let Some((base, others)) = drafts.split_first_mut() else { return Ok(()) };
    let settled = base.solve(&societies[crowds[0].society], samples_of(&crowds[0]), &[])?;
    let solve_one = |(draft, (crowd, follows)): (&mut Draft, (&Crowd, &bool))| {
        if *follows {
            return Ok(());
        }
        let known = if *crowd == crowds[0] { &settled[..] } else { &[] };
        draft.solve(&societies[crowd.society], samples_of(crowd), known).map(|_| ())
    };
    let own = others.par_iter_mut().zip(crowds[1..].par_iter().zip(&follow[1..]));
    // All are solved before the first mistake is told, so that it is the same one every time.
    let solved: Vec<Result<(), Report>> = own.map(solve_one).collect();
    solved.into_iter().collect::<Result<(), Report>>()?;
    let followers = others.iter_mut().zip(&follow[1..]).filter(|(_, follows)| **follows);
    followers.for_each(|(draft, _)| draft.follow(base));
    Ok(())
}

/// The people on whom a world is solved.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Crowd {
    society: usize,
    size: usize,
}

impl Crowd {
    fn of(draft: &Draft) -> Self {
        Self { society: draft.world.society, size: solving::people_needed(&draft.scenario) }
    }
}

fn draft(
    (name, document, scenario): Named,
    society: &Society,
    number: usize,
    base_designs: &[String],
) -> Result<Draft, Report> {
    let found = world::build(&name, &scenario, society, number);
    let mut world = found.map_err(|i| report(&document, i))?;
    let mut issues = Vec::new();
    let offers = designs::offers(&scenario, &mut world, &mut issues);
    let endpoints = analyses::endpoints(&scenario, society, &mut world, base_designs, &mut issues);
    let shares = designs::arm_shares(&scenario, &world);
    let deliveries = deliveries::add(&scenario, &mut world, &offers, &mut issues);
    let targets = match targets::collect(&scenario, &mut world, &offers.targets, &shares) {
        Ok(targets) => targets,
        Err(more) => {
            issues.extend(more);
            Vec::new()
        }
    };
    solving::check_rivals(&targets, &mut issues);
    if issues.is_empty() {
        let (chosen, lattice) = (Vec::new(), Lattice::new());
        let individual = Vec::new();
        Ok(Draft {
            document,
            scenario,
            world,
            offers,
            deliveries,
            endpoints,
            targets,
            chosen,
            lattice,
            individual,
        })
    } else {
        Err(report(&document, issues))
    }
}

/// Plans all worlds before anybody is drawn and anything is solved, so that what is impossible is
/// refused at once. Returns the bytes that one simulated trial takes.
fn rehearse(worlds: &[Named], months: &[u32]) -> Result<f64, Report> {
    let designs: Vec<String> = worlds[0].2.designs.keys().cloned().collect();
    let mut cells = 0;
    let mut taken = IndexMap::new();
    Report::all(worlds.iter().enumerate().map(|(number, named)| {
        let (_, document, scenario) = named;
        let refuse = |issues| report(document, issues);
        let society = society::sketch(scenario, months).map_err(refuse)?;
        let draft = draft(named.clone(), &society, 0, &designs)?;
        let mut issues = Vec::new();
        let bytes = memory::check(&society, &draft.world, &mut issues);
        if !issues.is_empty() {
            return Err(refuse(issues));
        }
        let most: &mut f64 = taken.entry(format!("{:?}", people(document))).or_default();
        *most = most.max(bytes);
        cells += cells::rehearse(&draft, &society, number == 0).map_err(refuse)?;
        Ok(())
    }))?;
    if cells <= limits::MOST_CELLS {
        return Ok(taken.values().sum());
    }
    let message = format!(
        "{cells} comparisons are asked for over all worlds, designs, outcomes and months: at most {} are possible",
        limits::MOST_CELLS
    );
    let help = Some("name the \"designs\", \"outcomes\" and \"contrasts\" of each analysis");
    Err(worlds[0].1.problem_at("analyses", message, help).into())
}
