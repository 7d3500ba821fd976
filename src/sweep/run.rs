//! Runs a sweep: the points in batches, each with the scenario as it stands beside them, on the same
//! simulated people. A point that the scenario refuses does not stop the others.

use std::ops::Range;

use super::points::Points;
use crate::diagnosis::diagnosand::{Diagnosis, diagnose};
use crate::diagnosis::paired::PairDiagnosis;
use crate::engine::{self, EngineError, Observer};
use crate::plan::{Cell, PairOf, Plan};
use crate::replicate::Sums;
use crate::scenario::source::{Document, Report};
use crate::scenario::{Compiled, Options, Variation, compile};
use crate::sizing::restrict;

/// Points that are compiled and run together: more share more people, and take more memory.
const BATCH: usize = 13;
/// Progress of one whole point.
pub const WHOLE: u32 = 1000;

/// A world of the scenario and the cells that are followed in it.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its name.
    pub world: String,
    /// The cells, as in the scenario as it stands.
    pub cells: Vec<Followed>,
}

/// One cell, by its names.
#[derive(Clone, Debug)]
pub struct Followed {
    /// The design.
    pub design: String,
    /// The cell, as it stands.
    pub cell: Cell,
}

impl Subject {
    /// Cells of the base world of a plan.
    pub fn new(plan: &Plan, cells: &[usize]) -> Self {
        let world = &plan.worlds[0];
        let followed = |&k: &usize| {
            let cell = plan.cells[k].clone();
            Followed { design: world.designs[cell.design].name.clone(), cell }
        };
        Self { world: world.name.clone(), cells: cells.iter().map(followed).collect() }
    }

    fn designs(&self) -> Vec<String> {
        let mut names: Vec<String> = self.cells.iter().map(|c| c.design.clone()).collect();
        names.dedup();
        names
    }
}

impl Followed {
    /// The same cell in a world of another plan.
    fn find(&self, plan: &Plan, world: usize) -> Option<usize> {
        let wanted = &self.cell;
        plan.cells.iter().position(|c| {
            c.world == world
                && plan.worlds[world].designs[c.design].name == self.design
                && (&c.analysis, &c.outcome, c.month, &c.arm, &c.versus)
                    == (
                        &wanted.analysis,
                        &wanted.outcome,
                        wanted.month,
                        &wanted.arm,
                        &wanted.versus,
                    )
        })
    }
}

/// What was found in one world.
#[derive(Clone, Debug)]
pub struct Found {
    /// The scenario as it stands, by followed cell.
    pub baseline: Vec<Diagnosis>,
    /// By point.
    pub points: Vec<PointFound>,
}

/// What became of one point.
#[derive(Clone, Debug)]
pub enum PointFound {
    /// By followed cell.
    Tried(Vec<Tried>),
    /// The scenario is not possible with these settings.
    Refused(Report),
}

/// One cell at one point; none where it is not analysed with these settings.
pub type Tried = Option<Compared>;

/// One cell at one point.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What the replications say.
    pub diagnosis: Diagnosis,
    /// Against the scenario as it stands, in the same replications: this point less the baseline.
    pub difference: Option<PairDiagnosis>,
}

/// Why a sweep gave no results.
#[derive(Debug)]
pub enum SweepError {
    /// No point is possible; the mistakes of the first.
    Refused(Report),
    /// The run was stopped or went wrong.
    Engine(EngineError),
}

impl From<EngineError> for SweepError {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

/// Runs all points for each subject. Progress is counted in thousandths of points ([`WHOLE`]).
///
/// # Errors
/// [`SweepError`] when every point of a subject is refused, or when the run is stopped.
pub fn sweep(
    document: &Document,
    points: &Points,
    subjects: &[Subject],
    options: &Options,
    observer: &impl Observer,
) -> Result<Vec<Found>, SweepError> {
    let mut done = 0;
    let mut all = Vec::new();
    for subject in subjects {
        let options = Options {
            base: Some(subject.world.clone()),
            designs: subject.designs(),
            ..options.clone()
        };
        let mut course = Course {
            document,
            points,
            subject,
            options,
            observer,
            done,
            baseline: None,
            found: Vec::new(),
        };
        course.run()?;
        done = course.done;
        all.push(course.finish()?);
    }
    Ok(all)
}

/// A sweep of one subject on its way.
struct Course<'a, O> {
    document: &'a Document,
    points: &'a Points,
    subject: &'a Subject,
    options: Options,
    observer: &'a O,
    /// Points done, those of earlier subjects included.
    done: u32,
    baseline: Option<Vec<Diagnosis>>,
    found: Vec<PointFound>,
}

impl<O: Observer> Course<'_, O> {
    fn run(&mut self) -> Result<(), EngineError> {
        let count = self.points.points.len();
        let size = count.div_ceil(count.div_ceil(BATCH).max(1)).max(1);
        for start in (0..count).step_by(size) {
            self.attempt(start..(start + size).min(count))?;
        }
        Ok(())
    }

    /// Runs some points together; where that is impossible, each half of them apart.
    fn attempt(&mut self, range: Range<usize>) -> Result<(), EngineError> {
        match compile(self.document, &self.varied(range.clone())) {
            Ok(compiled) => self.simulate(compiled, range),
            Err(report) if range.len() == 1 => {
                self.found.push(PointFound::Refused(report));
                self.done += 1;
                self.observer.progress(self.done * WHOLE);
                Ok(())
            }
            Err(_) => {
                let middle = range.start + range.len() / 2;
                self.attempt(range.start..middle)?;
                self.attempt(middle..range.end)
            }
        }
    }

    fn varied(&self, range: Range<usize>) -> Options {
        let variation =
            |k: usize| Variation { name: format!("point {}", k + 1), set: self.points.settings(k) };
        Options { variations: range.map(variation).collect(), ..self.options.clone() }
    }

    fn simulate(&mut self, compiled: Compiled, range: Range<usize>) -> Result<(), EngineError> {
        let plan = compiled.plan;
        let cells: Vec<Vec<Option<usize>>> = (0..=range.len())
            .map(|world| self.subject.cells.iter().map(|cell| cell.find(&plan, world)).collect())
            .collect();
        let wanted: Vec<usize> = cells.iter().flatten().copied().flatten().collect();
        let (plan, places) = restrict(&plan, &wanted);
        let part = Part {
            observer: self.observer,
            before: self.done * WHOLE,
            whole: range.len() as u32 * WHOLE,
            replications: plan.replications,
        };
        let sums = engine::run(&plan, &part)?;
        self.done += range.len() as u32;
        let mut places = places.into_iter();
        let mut placed = cells.iter().map(|cells| {
            let place = |cell: &Option<usize>| cell.and_then(|_| places.next());
            cells.iter().map(place).collect::<Vec<_>>()
        });
        let results = Results { plan: &plan, sums: &sums };
        let baseline = placed.next().unwrap_or_default();
        for cells in placed {
            let tried = cells.iter().zip(&baseline);
            let compared = |(cell, base): (&Option<usize>, &Option<usize>)| {
                cell.map(|cell| results.compared(cell, *base))
            };
            let tried = tried.map(compared).collect();
            self.found.push(PointFound::Tried(tried));
        }
        self.baseline.get_or_insert_with(|| {
            baseline.iter().flatten().map(|&cell| results.diagnosis(cell)).collect()
        });
        Ok(())
    }

    /// Nothing but refusals are no answer.
    fn finish(self) -> Result<Found, SweepError> {
        let Some(baseline) = self.baseline else {
            let refused = self.found.into_iter().find_map(|point| match point {
                PointFound::Refused(report) => Some(report),
                PointFound::Tried(_) => None,
            });
            return Err(SweepError::Refused(refused.unwrap_or_else(|| {
                self.document.problem_at("", "nothing is varied", None).into()
            })));
        };
        Ok(Found { baseline, points: self.found })
    }
}

/// What a batch's replications say.
struct Results<'a> {
    plan: &'a Plan,
    sums: &'a Sums,
}

impl Results<'_> {
    fn diagnosis(&self, cell: usize) -> Diagnosis {
        diagnose(&self.sums.cells[cell], &self.plan.cells[cell].spec)
    }

    fn compared(&self, cell: usize, baseline: Option<usize>) -> Compared {
        let pair = self.plan.pairs.iter().position(|pair| {
            pair.of == PairOf::Worlds && pair.first == cell && Some(pair.second) == baseline
        });
        let difference = pair.map(|k| {
            let spec = |cell: usize| &self.plan.cells[cell].spec;
            let pair = self.plan.pairs[k];
            self.sums.pairs[k].diagnose(spec(pair.first), spec(pair.second))
        });
        Compared { diagnosis: self.diagnosis(cell), difference }
    }
}

/// Counts the replications of some points as parts of them.
struct Part<'a, O> {
    observer: &'a O,
    before: u32,
    whole: u32,
    replications: u32,
}

impl<O: Observer> Observer for Part<'_, O> {
    fn progress(&self, done: u32) {
        let share = u64::from(self.whole) * u64::from(done) / u64::from(self.replications.max(1));
        self.observer.progress(self.before + share as u32);
    }

    fn stopped(&self) -> bool {
        self.observer.stopped()
    }
}
