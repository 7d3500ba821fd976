//! Runs a sweep: the points in batches, each with the scenario as it stands beside them, on the same
//! simulated people. A point that the scenario refuses does not stop the others.

use crate::diagnosis::diagnosand::{Diagnosis, diagnose};
use crate::diagnosis::paired::PairDiagnosis;
use crate::engine::{self, EngineError, Observer};
use crate::plan::{PairOf, Plan, restrict};
use crate::replicate::Sums;
use crate::scenario::source::{Document, Report};
use crate::scenario::{Compiled, Options, Variation, compile};
use crate::variation::{Comparison, Points, Stretch, each_batch};

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

/// A comparison that is followed.
#[derive(Clone, Debug)]
pub struct Followed {
    /// Its names.
    pub comparison: Comparison,
    /// Whether the outcome is a share of people.
    pub is_share: bool,
}

impl Subject {
    /// Cells of the base world of a plan.
    pub fn new(plan: &Plan, cells: &[usize]) -> Self {
        let followed = |&cell: &usize| Followed {
            comparison: Comparison::of(plan, cell),
            is_share: plan.cells[cell].is_share,
        };
        Self { world: plan.worlds[0].name.clone(), cells: cells.iter().map(followed).collect() }
    }

    fn designs(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.cells.iter().map(|c| c.comparison.design.clone()).collect();
        names.dedup();
        names
    }

    /// The cells that are followed, in a world of some plan.
    fn places(&self, plan: &Plan, world: usize) -> Vec<Option<usize>> {
        self.cells.iter().map(|followed| followed.comparison.cell(plan, world)).collect()
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
    let count = points.points.len();
    let size = count.div_ceil(count.div_ceil(BATCH).max(1)).max(1);
    let batches: Vec<Vec<usize>> = (0..count)
        .step_by(size)
        .map(|start| (start..(start + size).min(count)).collect())
        .collect();
    let mut all = Vec::new();
    for (number, subject) in subjects.iter().enumerate() {
        let options = Options {
            base: Some(subject.world.clone()),
            designs: subject.designs(),
            ..options.clone()
        };
        let course =
            Course { document, points, subject, options, observer, before: number * count };
        all.push(course.run(batches.clone())?);
    }
    Ok(all)
}

/// A sweep of one subject.
struct Course<'a, O> {
    document: &'a Document,
    points: &'a Points,
    subject: &'a Subject,
    options: Options,
    observer: &'a O,
    /// Points of earlier subjects.
    before: usize,
}

impl<O: Observer> Course<'_, O> {
    fn run(&self, batches: Vec<Vec<usize>>) -> Result<Found, SweepError> {
        let mut baseline = None;
        let mut found: Vec<Option<PointFound>> = vec![None; self.points.points.len()];
        let refused = each_batch(
            batches,
            |batch| compile(self.document, &self.varied(batch)),
            |batch, compiled| {
                let (beside, tried) = self.simulate(compiled, batch)?;
                baseline.get_or_insert(beside);
                for (&point, tried) in batch.iter().zip(tried) {
                    found[point] = Some(PointFound::Tried(tried));
                }
                Ok::<_, EngineError>(())
            },
        )?;
        let Some(baseline) = baseline else {
            // Nothing but refusals are no answer.
            let first = refused.into_iter().next().map(|(_, report)| report);
            return Err(SweepError::Refused(first.unwrap_or_else(|| {
                self.document.problem_at("", "nothing is varied", None).into()
            })));
        };
        for (point, report) in refused {
            found[point] = Some(PointFound::Refused(report));
        }
        Ok(Found { baseline, points: found.into_iter().flatten().collect() })
    }

    fn varied(&self, batch: &[usize]) -> Options {
        let variation = |&k: &usize| Variation {
            name: format!("point {}", k + 1),
            set: self.points.settings(k),
        };
        Options { variations: batch.iter().map(variation).collect(), ..self.options.clone() }
    }

    /// The scenario as it stands, by followed cell; and the points of a batch.
    fn simulate(
        &self,
        compiled: Compiled,
        batch: &[usize],
    ) -> Result<(Vec<Diagnosis>, Vec<Vec<Tried>>), EngineError> {
        let plan = compiled.plan;
        let cells: Vec<Vec<Option<usize>>> =
            (0..=batch.len()).map(|world| self.subject.places(&plan, world)).collect();
        let wanted: Vec<usize> = cells.iter().flatten().copied().flatten().collect();
        let (plan, places) = restrict(&plan, &wanted);
        // Compiling takes about as long as simulating.
        let (before, half) =
            ((self.before + batch[0]) as u32 * WHOLE, batch.len() as u32 * WHOLE / 2);
        self.observer.progress(before + half);
        let part = Stretch {
            observer: self.observer,
            from: before + half,
            length: half,
            replications: plan.replications,
        };
        let sums = engine::run(&plan, &part)?;
        let mut places = places.into_iter();
        let mut placed = cells.iter().map(|cells| {
            let place = |cell: &Option<usize>| cell.and_then(|_| places.next());
            cells.iter().map(place).collect::<Vec<_>>()
        });
        let results = Results { plan: &plan, sums: &sums };
        let beside = placed.next().unwrap_or_default();
        let tried = placed.map(|cells| {
            let compared = |(cell, base): (&Option<usize>, &Option<usize>)| {
                cell.map(|cell| results.compared(cell, *base))
            };
            cells.iter().zip(&beside).map(compared).collect()
        });
        let tried = tried.collect();
        Ok((beside.iter().flatten().map(|&cell| results.diagnosis(cell)).collect(), tried))
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
