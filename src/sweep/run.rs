//! Runs a sweep: the points in batches, each with the scenario as it stands beside them, on the same
//! simulated people. A point that the scenario refuses does not stop the others.

use super::families::{ComparedFamily, FollowedFamily, compared, pairs};
use crate::diagnosis::diagnosand::{Diagnosis, diagnose};
use crate::diagnosis::paired::PairDiagnosis;
use crate::engine::{self, EngineError, Observer};
use crate::plan::{Cell, PairOf, Plan, Restricted, restrict_with};
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
    /// The declared families.
    pub families: Vec<FollowedFamily>,
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
    /// Cells and declared families of the base world of a plan.
    pub fn new(plan: &Plan, cells: &[usize], families: &[usize]) -> Self {
        let followed = |&cell: &usize| Followed {
            comparison: Comparison::of(plan, cell),
            is_share: plan.cells[cell].is_share,
        };
        Self {
            world: plan.worlds[0].name.clone(),
            cells: cells.iter().map(followed).collect(),
            families: families.iter().map(|&family| FollowedFamily::of(plan, family)).collect(),
        }
    }

    fn designs(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let of_cells = self.cells.iter().map(|cell| &cell.comparison.design);
        for name in of_cells.chain(self.families.iter().map(|family| &family.design)) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }

    /// The cells that are followed, in a world of some plan.
    fn places(&self, plan: &Plan, world: usize) -> Vec<Option<usize>> {
        self.cells.iter().map(|followed| followed.comparison.cell(plan, world)).collect()
    }

    /// The families that are followed, in a world of some plan.
    fn family_places(&self, plan: &Plan, world: usize) -> Vec<Option<usize>> {
        self.families.iter().map(|followed| followed.place(plan, world)).collect()
    }
}

/// What was found in one world.
#[derive(Clone, Debug)]
pub struct Found {
    /// The scenario as it stands.
    pub baseline: FoundAt,
    /// By point.
    pub points: Vec<PointFound>,
}

/// What was found at one point, or in the scenario as it stands.
#[derive(Clone, Debug, Default)]
pub struct FoundAt {
    /// By followed cell.
    pub cells: Vec<Tried>,
    /// By followed family.
    pub families: Vec<TriedFamily>,
}

/// What became of one point.
#[derive(Clone, Debug)]
pub enum PointFound {
    /// It was simulated.
    Tried(FoundAt),
    /// The scenario is not possible with these settings.
    Refused(Report),
}

/// One cell at one point; none where it is not analysed with these settings.
pub type Tried = Option<Compared>;

/// One declared family at one point; none where no test of it is made with these settings.
pub type TriedFamily = Option<ComparedFamily>;

/// One cell at one point.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What the test is to show, as its family calls it.
    pub hypothesis: &'static str,
    /// By how much the arm may be worse, on the scale of the estimate; none where an effect is sought.
    pub margin: Option<f64>,
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

    /// The scenario as it stands, and the points of a batch.
    fn simulate(
        &self,
        compiled: Compiled,
        batch: &[usize],
    ) -> Result<(FoundAt, Vec<FoundAt>), EngineError> {
        let plan = compiled.plan;
        let worlds = 0..=batch.len();
        let cells = worlds.clone().map(|world| self.subject.places(&plan, world));
        let families = worlds.map(|world| self.subject.family_places(&plan, world));
        let (cells, families): (Vec<_>, Vec<_>) = (cells.collect(), families.collect());
        let wanted: Vec<usize> = cells.iter().flatten().copied().flatten().collect();
        let declared: Vec<usize> = families.iter().flatten().copied().flatten().collect();
        let Restricted { mut plan, cells: places, declared } =
            restrict_with(&plan, &wanted, &declared);
        let mut places = places.into_iter();
        let mut placed = |cell: Option<usize>| cell.and_then(|_| places.next());
        let cells = cells.into_iter().map(|cells| cells.into_iter().map(&mut placed).collect());
        let cells: Vec<Vec<Option<usize>>> = cells.collect();
        let mut declared = declared.into_iter();
        let mut placed = |family: Option<usize>| family.and_then(|_| declared.next().flatten());
        let families = families.into_iter().map(|all| all.into_iter().map(&mut placed).collect());
        let families: Vec<Vec<Option<usize>>> = families.collect();
        plan.declared_pairs = pairs(&families[0], &families[1..]);
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
        let results = Results { plan: &plan, sums: &sums };
        let at = |(own, all): (&Vec<Option<usize>>, &Vec<Option<usize>>)| FoundAt {
            cells: own
                .iter()
                .zip(&cells[0])
                .map(|(cell, base)| cell.map(|cell| results.compared(cell, *base)))
                .collect(),
            families: all
                .iter()
                .map(|family| family.map(|family| compared(&plan, &sums, family)))
                .collect(),
        };
        let mut found = cells.iter().zip(&families).map(at);
        let beside = found.next().unwrap_or_default();
        Ok((beside, found.collect()))
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
        let Cell { hypothesis, .. } = &self.plan.cells[cell];
        let (hypothesis, margin) = (hypothesis.name(), self.plan.cells[cell].margin());
        Compared { hypothesis, margin, diagnosis: self.diagnosis(cell), difference }
    }
}
