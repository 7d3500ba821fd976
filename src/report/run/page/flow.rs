//! Who takes part.

use indexmap::IndexMap;

use super::{Labelled, Names, Plan, Shown, words};
use crate::assignment::DesignModel;
use crate::measurement::{Asks, ResponseModel};
use crate::plan::{DesignPlan, Mode, World};
use crate::replicate::FlowCount;
use crate::report::html::Section;
use crate::report::picture::Figure;
use crate::report::picture::flow::{Design, Facts, Group, Left, People, Stage, Step, Why, figure};
use crate::report::run::results::FlowRow;

/// People by whom a step must differ from the one before to be told apart from it.
const APART: f64 = 0.5;

pub(super) fn section(shown: &Shown) -> Section {
    let language = shown.language;
    let (trials, names) = (shown.results.run.replications, shown.names());
    let figure = drawn(shown.plan(), &shown.results.flow, u64::from(trials), &names);
    let lines = match shown.plan().mode {
        Mode::Superpopulation => Vec::new(),
        Mode::Finite => vec![words::same_people(language)],
    };
    Section {
        id: "who",
        question: words::who(language),
        answer: format!("{}.", figure.title),
        lines,
        figures: vec![figure],
        blocks: Vec::new(),
    }
}

/// The flow of the base world, from its rows.
pub(in crate::report) fn drawn(
    plan: &Plan,
    rows: &[FlowRow],
    trials: u64,
    names: &Names,
) -> Figure {
    let world = &plan.worlds[0];
    let size = plan.societies[world.society].population.size as f64;
    let surveys = surveys(world);
    let rows = rows.iter().filter(|row| row.world == world.name);
    let designs = rows.zip(&world.designs).map(|(row, design)| Design {
        name: names.drawn(Labelled::Design, &row.design),
        as_drawn: as_drawn(row, design),
        steps: steps(names, row, (design, &surveys), size),
    });
    let designs: Vec<Design> = designs.collect();
    figure(&Facts { described: words::of_base(plan, names), trials, designs }, names.language)
}

fn people(count: FlowCount) -> People {
    People { mean: count.mean, spread: count.sd }
}

/// The surveys that measure outcomes.
fn surveys(world: &World) -> Vec<&str> {
    let asks_outcomes = |survey: &&ResponseModel| matches!(survey.asks, Asks::Outcomes { .. });
    world.surveys.iter().filter(asks_outcomes).map(ResponseModel::name).collect()
}

/// The steps of one design: those who leave are the difference of two means.
fn steps(
    names: &Names,
    row: &FlowRow,
    (design, surveys): (&DesignPlan, &[&str]),
    size: f64,
) -> Vec<Step> {
    let groups = |by_arm: &IndexMap<String, FlowCount>| -> Vec<Group> {
        by_arm
            .iter()
            .enumerate()
            .map(|(k, (arm, count))| Group {
                name: names.drawn(Labelled::Arm, arm),
                place: k.checked_sub(1),
                people: people(*count),
            })
            .collect()
    };
    let mut out = Steps(Vec::new());
    let eligible = FlowCount { mean: size, sd: 0.0 };
    out.step(Stage::Eligible, eligible, None);
    match design.model {
        DesignModel::Before(_) => {
            out.step(Stage::Lottery, eligible, None);
            let told = out.step(Stage::Told, row.invited, Some(Why::Reference));
            told.groups = groups(&row.invited_by_arm);
            out.step(Stage::Registered, row.registered, Some(Why::NotRegistered));
            let admitted = out.step(Stage::Admitted, row.enrolled, Some(Why::NotEligible));
            admitted.groups = groups(&row.assigned);
        }
        DesignModel::After(_) => {
            if size - row.invited.mean > APART {
                out.step(Stage::Invited, row.invited, Some(Why::NotInvited));
            }
            out.step(Stage::Registered, row.registered, Some(Why::NotRegistered));
            out.step(Stage::Admitted, row.enrolled, Some(Why::NotEligible));
            out.step(Stage::Lottery, row.randomised, Some(Why::BeforeLottery));
            out.step(Stage::Assigned, row.randomised, None).groups = groups(&row.assigned);
        }
    }
    if (row.started.mean - row.randomised.mean).abs() > APART {
        let spread = row.started;
        out.0.push(Step {
            stage: Stage::Started,
            survey: None,
            people: people(spread),
            groups: Vec::new(),
            left: None,
        });
    }
    let analysed = match (&design.model, surveys) {
        (DesignModel::Before(_), []) => Stage::AnalysedParticipants,
        (DesignModel::After(_), []) => Stage::Analysed,
        (DesignModel::Before(_), _) => Stage::KeptParticipants,
        (DesignModel::After(_), _) => Stage::Kept,
    };
    out.after(analysed, row.analysed, row.randomised, Why::AfterLottery);
    for (survey, count) in surveys.iter().filter_map(|name| row.answered.get_key_value(*name)) {
        let step = out.step(Stage::Answered, *count, None);
        step.survey = Some(survey.replace('_', " "));
    }
    out.0
}

/// Whom an analysis as drawn counts: all who were told their group but those removed after they took part.
fn as_drawn(row: &FlowRow, design: &DesignPlan) -> Option<f64> {
    let is_before = matches!(design.model, DesignModel::Before(_));
    is_before.then_some(row.invited.mean - (row.enrolled.mean - row.analysed.mean))
}

struct Steps(Vec<Step>);

impl Steps {
    /// A step, with those who left since the one before.
    fn step(&mut self, stage: Stage, count: FlowCount, why: Option<Why>) -> &mut Step {
        let before = self.0.last().map_or(count.mean, |step| step.people.mean);
        let left = before - count.mean;
        let left = why.filter(|_| left > APART).map(|why| Left { mean: left, why });
        let step = Step { stage, survey: None, people: people(count), groups: Vec::new(), left };
        self.0.push(step);
        self.0.last_mut().expect("it was just added")
    }

    /// A step whose losses are counted from another number than that of the step before.
    fn after(&mut self, stage: Stage, count: FlowCount, from: FlowCount, why: Why) {
        let left = from.mean - count.mean;
        let left = (left > APART).then_some(Left { mean: left, why });
        let step = Step { stage, survey: None, people: people(count), groups: Vec::new(), left };
        self.0.push(step);
    }
}
