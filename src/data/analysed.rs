//! A declared analysis on the people of a file.

use super::columns::Columns;
use super::people::{Known, blocks, groups, known, waves};
use super::settings::DataFile;
use super::{Faults, Table};
use crate::diagnosis::observation::{Certainty, Observation};
use crate::estimator::{AnalysisBuffers, CriticalValues, Failure, Inference};
use crate::hypothesis::Claim;
use crate::measurement::{Asks, Background, Dataset};
use crate::numeric::student;
use crate::plan::{AnalysisPlan, Cell, DesignPlan, Plan, SamplePlan, World};
use crate::replicate::observed;

/// What is asked of a file.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The scenario, of which the first world is read.
    pub plan: &'a Plan,
    /// The number of a design.
    pub design: usize,
    /// The name of an analysis in it.
    pub analysis: &'a str,
    /// Where the file has what.
    pub file: &'a DataFile,
    /// Characteristics that the survey before the start measures.
    pub surveyed: &'a [String],
}

/// What an analysis says of one comparison.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The number of the cell in the plan: what is compared, and what the test is to show.
    pub cell: usize,
    /// The estimate with its error, or why there is none.
    pub found: Result<Inference, Failure>,
    /// The confidence interval at the level of the analysis, where there is an error.
    pub interval: Option<[f64; 2]>,
    /// The p-value: two-sided of an effect, one-sided of a bound; none without a test.
    pub p: Option<f64>,
    /// Whether the p-value is that of an exact test.
    pub is_exact: bool,
    /// By significance level.
    pub decisions: Vec<Decision>,
}

/// What is concluded at one level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decision {
    /// The two-sided level.
    pub alpha: f64,
    /// Whether the test makes its claim.
    pub is_made: bool,
}

/// Runs an analysis on a file: answers by outcome and then comparison, in the order of the scenario.
///
/// # Errors
/// Everything that is wrong with the file, by line and column.
pub fn analyse(asked: &Asked, table: &Table) -> Result<Vec<Answer>, Faults> {
    let Asked { plan, design, analysis, file, surveyed } = *asked;
    let world = &plan.worlds[0];
    let society = &plan.societies[world.society];
    let DesignPlan { samples, .. } = &world.designs[design];
    let runs = samples.iter().flat_map(|sample| {
        let own = sample.analyses.iter().filter(move |own| own.name == analysis);
        own.map(move |own| (sample, own))
    });
    let runs: Vec<(&SamplePlan, &AnalysisPlan)> = runs.collect();
    let mut columns = Columns::of(table);
    let models: Vec<_> = runs.iter().map(|(_, analysis)| &analysis.model).collect();
    let people = Everybody {
        groups: groups(file, world, &mut columns),
        known: known(file, society, &models, surveyed, &mut columns),
        waves: if runs.iter().any(|(sample, _)| sample.key.reaches.contains(&false)) {
            waves(file, society, &mut columns)
        } else {
            Vec::new()
        },
        enrolled: if runs.iter().any(|(sample, _)| sample.key.participants) {
            yes_or_no(file.enrolled(), "who enrolled", "enrolled", &mut columns)
        } else {
            Vec::new()
        },
        blocks: if models.iter().any(|model| model.needs.reads_scheme_blocks()) {
            blocks(file, &mut columns)
        } else {
            Vec::new()
        },
        received: if models.iter().any(|model| model.needs.reads_receipt()) {
            yes_or_no(file.started(), "who started", "started", &mut columns)
        } else {
            Vec::new()
        },
    };
    let files: Vec<Rows> =
        runs.iter().map(|run| Rows::read(*run, asked, &people, &mut columns)).collect();
    columns.finish()?;
    let background = Background::new(&society.features, &people.known.people);
    let background = background.in_blocks(&people.blocks);
    let mut answers = Vec::new();
    for ((_, analysis), rows) in runs.iter().zip(&files) {
        answers.extend(rows.answers(plan, analysis, background));
    }
    answers.sort_by_key(|answer| answer.cell);
    Ok(answers)
}

/// Everybody in the file.
struct Everybody {
    groups: Vec<Option<u8>>,
    /// The block within which their arm was drawn; empty where nobody asks.
    blocks: Vec<u32>,
    known: Known,
    /// Start waves; empty where every wave is measured.
    waves: Vec<Option<u8>>,
    /// Who enrolled; empty where nobody asks.
    enrolled: Vec<f64>,
    /// Who started; empty where nobody asks.
    received: Vec<f64>,
}

impl Everybody {
    /// The rows of a dataset: those of a group that the analysis compares, in waves that are measured.
    fn within(&self, sample: &SamplePlan, analysis: &AnalysisPlan) -> Vec<usize> {
        let is_within = |&row: &usize| {
            let is_compared =
                self.groups[row].is_some_and(|group| analysis.model.groups.contains(&group));
            let is_measured = self.waves.get(row).copied().flatten().is_none_or(|wave| {
                sample.key.reaches.get(usize::from(wave)).copied().unwrap_or(true)
            });
            let takes_part = !sample.key.participants || self.enrolled[row] == 1.0;
            is_compared && is_measured && takes_part
        };
        (0..self.groups.len()).filter(is_within).collect()
    }
}

/// A dataset as the file has it.
struct Rows {
    group: Vec<u8>,
    person: Vec<u32>,
    received: Vec<f64>,
    /// By column of the sample; empty where the analysis does not ask it.
    outcomes: Vec<Vec<f64>>,
    /// By survey.
    answered: Vec<Vec<bool>>,
}

impl Rows {
    fn read(
        (sample, analysis): (&SamplePlan, &AnalysisPlan),
        asked: &Asked,
        people: &Everybody,
        columns: &mut Columns,
    ) -> Self {
        let world = &asked.plan.worlds[0];
        let within = people.within(sample, analysis);
        let silent = |row: &usize| !people.known.silent[*row];
        let answered = world.surveys.iter().map(|survey| match survey.asks {
            Asks::Characteristics => within.iter().map(silent).collect(),
            Asks::Outcomes { .. } => vec![true; within.len()],
        });
        let mut rows = Self {
            group: within.iter().map(|&row| people.groups[row].unwrap_or_default()).collect(),
            person: within.iter().map(|&row| row as u32).collect(),
            received: people.received.clone(),
            outcomes: vec![Vec::new(); sample.endpoints.len()],
            answered: answered.collect(),
        };
        if !rows.received.is_empty() {
            rows.received = within.iter().map(|&row| people.received[row]).collect();
        }
        for &position in &analysis.outcomes {
            rows.read_outcome(position, sample.endpoints[position], &within, asked, columns);
        }
        rows
    }

    /// Reads an outcome of the people `within`; one that is missing is a survey that was not answered, or a fault.
    fn read_outcome(
        &mut self,
        position: usize,
        endpoint: usize,
        within: &[usize],
        asked: &Asked,
        columns: &mut Columns,
    ) {
        let world: &World = &asked.plan.worlds[0];
        let model = &world.model.endpoints[endpoint];
        let name = &world.outcomes[model.outcome];
        let column = asked.file.outcome(name, model.month);
        let (what, setting) = (format!("the outcome {name:?}"), format!("outcomes.{name}"));
        let values = match model.measure.is_share() {
            true => columns.shares(&column, &what, &setting),
            false => columns.numbers(&column, &what, &setting),
        };
        let survey = world.survey_of(endpoint);
        for (place, &row) in within.iter().enumerate() {
            if values[row].is_some() {
                continue;
            }
            match survey {
                Some(survey) => self.answered[survey][place] = false,
                None => {
                    let help = "only what a survey asks may be missing; people who have left the register are left out of the file";
                    columns.miss(row, &column, help);
                }
            }
        }
        self.outcomes[position] =
            within.iter().map(|&row| values[row].unwrap_or_default()).collect();
    }

    fn answers(&self, plan: &Plan, analysis: &AnalysisPlan, background: Background) -> Vec<Answer> {
        let outcomes: Vec<&[f64]> = self.outcomes.iter().map(Vec::as_slice).collect();
        let data = Dataset {
            group: &self.group,
            outcomes: &outcomes,
            answered: &self.answered,
            received: &self.received,
            person: &self.person,
            background,
            shared: false,
        };
        let (mut buffers, mut findings) = (AnalysisBuffers::default(), Vec::new());
        analysis.model.run(data, &analysis.outcomes, &mut buffers, &mut findings);
        let mut critical = CriticalValues::default();
        let contrasts = analysis.contrasts.len();
        let answer = |(k, &number): (usize, &usize)| {
            let (finding, cell) = (&findings[k], &plan.cells[number]);
            let contrast = &analysis.contrasts[k % contrasts];
            let seen = observed(finding, contrast, cell, &mut critical).ok();
            told(number, finding.inference, seen, cell)
        };
        analysis.cells.iter().enumerate().map(answer).collect()
    }
}

/// What is told of an observation.
fn told(
    number: usize,
    found: Result<Inference, Failure>,
    seen: Option<Observation>,
    cell: &Cell,
) -> Answer {
    let spec = &cell.spec;
    let interval = seen.and_then(|seen| {
        let of = seen.interval()?;
        let reach = of.critical_level * of.se;
        Some([seen.estimate - reach, seen.estimate + reach])
    });
    let (mut p, mut is_exact) = (None, false);
    match seen.map(|seen| seen.certainty) {
        Some(Certainty::Interval(_)) => {
            p = found.ok().and_then(|found| student_p(&found, spec.claim));
        }
        Some(Certainty::ExactTest { p: exact, .. }) => {
            (p, is_exact) = (spec.claim.is_of_effect().then_some(exact), true);
        }
        Some(Certainty::Nothing(_)) | None => {}
    }
    let decisions = spec.alphas.iter().enumerate().map(|(index, &alpha)| Decision {
        alpha,
        is_made: seen.is_some_and(|seen| seen.rejects(spec, index)),
    });
    Answer { cell: number, found, interval, p, is_exact, decisions: decisions.collect() }
}

/// The p-value of Student's test: two-sided of an effect, one-sided of a bound, and of two bounds the larger.
fn student_p(found: &Inference, claim: Claim) -> Option<f64> {
    let error = found.error.ok()?;
    let sides = if claim.is_of_effect() { 2.0 } else { 1.0 };
    Some(sides * student::sf(claim.statistic(found.point, error.se), error.df))
}

/// Everybody's yes or no in a column, which nobody may miss.
fn yes_or_no(name: &str, what: &str, setting: &str, columns: &mut Columns) -> Vec<f64> {
    let found = columns.shares(name, what, setting);
    for (row, value) in found.iter().enumerate() {
        if value.is_none() {
            columns.miss(row, name, "write 1 for yes or 0 for no");
        }
    }
    found.iter().map(|value| value.unwrap_or_default()).collect()
}
