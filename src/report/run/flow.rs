//! How many people there are at each stage: as simulated, and as the stated rates imply.

use crate::assignment::{AfterModel, BeforeModel, Design, DesignModel, Uptake};
use crate::assumption::Assumption;
use crate::measurement::{Exclusion, ResponseModel};
use crate::plan::{DesignPlan, Plan};
use crate::replicate::FlowCount;
use crate::scenario::Scenario;

use crate::report::run::results::FlowRow;

/// Where people are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// Could be asked.
    Eligible,
    /// In the reference group.
    Reference,
    /// Drawn, then invited.
    Invited,
    /// Drawn for an arm.
    DrawnFor(String),
    /// Said yes.
    Registered,
    /// Said yes and may take part.
    Admitted,
    /// In some arm.
    Randomised,
    /// In an arm.
    In(String),
    /// Taking part in a site.
    Living(String),
    /// Still in at the start.
    Started,
    /// In the analysis.
    Analysed,
    /// In an analysis of all who were drawn.
    AnalysedAsDrawn,
    /// In an analysis of those who take part.
    AnalysedParticipants,
    /// Answering a survey.
    Answers(String),
}

impl At {
    fn told(&self) -> String {
        match self {
            Self::Eligible => "eligible".to_owned(),
            Self::Reference => "reference group".to_owned(),
            Self::Invited => "randomised, then invited".to_owned(),
            Self::DrawnFor(arm) => format!("  drawn for {arm}"),
            Self::Registered => "registered".to_owned(),
            Self::Admitted => "eligible and registered".to_owned(),
            Self::Randomised => "randomised".to_owned(),
            Self::In(arm) => format!("  in {arm}"),
            Self::Living(site) => format!("  living in {site}"),
            Self::Started => "still in at the start".to_owned(),
            Self::Analysed => "analysed".to_owned(),
            Self::AnalysedAsDrawn => "analysed as drawn".to_owned(),
            Self::AnalysedParticipants => "analysed, participants only".to_owned(),
            Self::Answers(survey) => format!("answer {survey}"),
        }
    }
}

/// A stage and the number of people in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// Where it is.
    pub at: At,
    /// In words.
    pub name: String,
    /// Mean and standard deviation over simulated trials.
    pub simulated: FlowCount,
    /// What the stated rates imply; none when they do not say.
    pub implied: Option<f64>,
}

impl Stage {
    fn new(at: At, simulated: FlowCount, implied: Option<f64>) -> Self {
        Self { name: at.told(), at, simulated, implied }
    }

    /// Whether the simulated mean over `replications` is further from the implied number than
    /// chance (4 standard errors) and rounding (the odd person that an arm gets) explain.
    pub fn deviates(&self, replications: u64) -> bool {
        let error = self.simulated.sd / (replications.max(1) as f64).sqrt();
        self.implied.is_some_and(|n| (n - self.simulated.mean).abs() > 4.0 * error + 1.0)
    }
}

/// The stages of one design in the base world, in order.
pub fn stages(plan: &Plan, scenario: &Scenario, design: usize, row: &FlowRow) -> Vec<Stage> {
    let implied = Implied::new(plan, scenario, design);
    let size = plan.societies[plan.worlds[0].society].population.size as f64;
    let eligible = FlowCount { mean: size, sd: 0.0 };
    let stage = Stage::new;
    let mut out = vec![stage(At::Eligible, eligible, Some(size))];
    if row.reference.mean > 0.0 {
        out.push(stage(At::Reference, row.reference, implied.reference));
    }
    if let DesignModel::Before(model) = &plan.worlds[0].designs[design].model {
        drawn_first(row, model, &implied, sites(scenario, row, None), &mut out);
        out.extend(answers(plan, row, None));
        return out;
    }
    out.push(stage(At::Registered, row.registered, implied.registered));
    out.push(stage(At::Admitted, row.enrolled, implied.enrolled));
    let assigned: Option<f64> = implied.assigned.iter().copied().sum();
    out.push(stage(At::Randomised, row.randomised, assigned));
    for (k, (arm, count)) in row.assigned.iter().enumerate() {
        let implied = implied.assigned.get(k).copied().flatten();
        out.push(stage(At::In(arm.clone()), *count, implied));
    }
    out.extend(sites(scenario, row, assigned));
    out.push(stage(At::Started, row.started, implied.started));
    out.push(stage(At::Analysed, row.analysed, implied.analysed));
    let is_first = !scenario.other_lotteries().any(|other| other == row.design);
    out.extend(answers(plan, row, assigned.map(|n| (n, is_first))));
    out
}

/// Who takes part in each site, of the `participants` that are implied.
fn sites(scenario: &Scenario, row: &FlowRow, participants: Option<f64>) -> Vec<Stage> {
    let rates = scenario.enrolment_by_site().map(|(_, held)| held.value);
    let willing: Vec<f64> = scenario.site_shares().iter().zip(rates).map(|(s, r)| s * r).collect();
    let all: f64 = willing.iter().sum();
    let stage = |(k, (site, count)): (usize, (&String, &FlowCount))| {
        let implied = participants.zip(willing.get(k)).map(|(n, willing)| n * willing / all);
        Stage::new(At::Living(site.clone()), *count, implied)
    };
    row.by_site.iter().enumerate().map(stage).collect()
}

/// Who answers each survey, of the participants that are implied; a rate that differs between arms says it of those who
/// are divided over the arms as in the first lottery.
fn answers(plan: &Plan, row: &FlowRow, participants: Option<(f64, bool)>) -> Vec<Stage> {
    let surveys = plan.worlds[0].surveys.iter().zip(row.answered.values());
    let stage = |(survey, count): (&ResponseModel, &FlowCount)| {
        let says = |(_, as_first): &(f64, bool)| *as_first || survey.is_settled_before_start();
        let implied = participants.filter(says).map(|(n, _)| n * survey.rate);
        Stage::new(At::Answers(survey.name().to_owned()), *count, implied)
    };
    surveys.map(stage).collect()
}

/// The stages of a design that randomises first and invites then: who was drawn, and who of them says yes.
fn drawn_first(
    row: &FlowRow,
    model: &BeforeModel,
    implied: &Implied,
    sites: Vec<Stage>,
    out: &mut Vec<Stage>,
) {
    let mut stage = |at, simulated, implied| out.push(Stage::new(at, simulated, implied));
    stage(At::Invited, row.invited, implied.invited);
    for ((arm, count), share) in row.invited_by_arm.iter().zip(&model.shares) {
        stage(At::DrawnFor(arm.clone()), *count, implied.invited.map(|n| n * share));
    }
    stage(At::Registered, row.registered, implied.registered);
    stage(At::Admitted, row.enrolled, implied.enrolled);
    for ((arm, count), implied) in row.assigned.iter().zip(&implied.assigned) {
        stage(At::In(arm.clone()), *count, *implied);
    }
    out.extend(sites);
    let mut stage = |at, simulated, implied| out.push(Stage::new(at, simulated, implied));
    stage(At::Started, row.started, implied.started);
    // Nobody who was drawn leaves an analysis as drawn but those removed after they took part.
    let removed = row.enrolled.mean - row.analysed.mean;
    let drawn = FlowCount { mean: row.invited.mean - removed, ..row.invited };
    stage(At::AnalysedAsDrawn, drawn, implied.invited.filter(|_| removed == 0.0));
    stage(At::AnalysedParticipants, row.analysed, implied.analysed);
}

/// Expected numbers from stated rates; none where a rate is not stated.
struct Implied {
    invited: Option<f64>,
    registered: Option<f64>,
    enrolled: Option<f64>,
    assigned: Vec<Option<f64>>,
    started: Option<f64>,
    analysed: Option<f64>,
    reference: Option<f64>,
}

impl Implied {
    fn new(plan: &Plan, scenario: &Scenario, design: usize) -> Self {
        let DesignPlan { name, model, .. } = &plan.worlds[0].designs[design];
        let size = plan.societies[plan.worlds[0].society].population.size as f64;
        match (model, scenario.designs.get(name)) {
            (DesignModel::Before(model), Some(Design::BeforeEnrolment(settings))) => {
                let uptake = |arm: &str| match settings.uptake.get(arm) {
                    Some(Uptake::Rate(rate)) => Some(rate.get()),
                    Some(Uptake::Intercept(_)) => None,
                    None => scenario.enrolment_rate(),
                };
                let uptakes = plan.worlds[0].arms.iter().map(|arm| uptake(arm)).collect();
                Self::before(scenario, model, size, uptakes)
            }
            (DesignModel::After(model), _) => {
                let is_other = scenario.other_lotteries().any(|other| other == name);
                Self::after(scenario, model, size, is_other)
            }
            (DesignModel::Before(model), _) => {
                Self::before(scenario, model, size, vec![None; model.shares.len()])
            }
        }
    }

    /// `is_other` says whether other shares are drawn than those in which removal is stated.
    fn after(scenario: &Scenario, model: &AfterModel, size: f64, is_other: bool) -> Self {
        let willing = scenario.enrolment_rate().map(|rate| size * rate);
        let quota = model.quota.map(|quota| quota as f64);
        let enrolled = willing.map(|n| quota.map_or(n, |quota| quota / model.randomised));
        let randomised = quota.or(enrolled.map(|n| n * model.randomised));
        let exclusion = scenario.measurement.exclusion.as_ref();
        let removed = exclusion.map_or(0.0, |e| e.rate.get());
        let is_known = !(is_other && exclusion.is_some_and(Exclusion::differs_by_arm));
        Self {
            invited: match model.quota {
                None => Some(size),
                Some(_) => enrolled.zip(scenario.enrolment_rate()).map(|(n, rate)| n / rate),
            },
            registered: registered(scenario, enrolled),
            enrolled,
            assigned: match randomised {
                None => vec![None; model.shares.len()],
                Some(n) => {
                    let in_arms = model.randomiser.draw.expected(&model.shares, n);
                    in_arms.into_iter().map(Some).collect()
                }
            },
            started: started(scenario, randomised),
            analysed: randomised.filter(|_| is_known).map(|n| n * (1.0 - removed)),
            reference: willing.map(|n| size - n),
        }
    }

    /// Removal is stated for the lottery's participants, so that the number analysed is implied
    /// only when nobody is removed.
    fn before(
        scenario: &Scenario,
        model: &BeforeModel,
        size: f64,
        uptakes: Vec<Option<f64>>,
    ) -> Self {
        let invited = size * (1.0 - model.reference);
        let accepting = model.shares.iter().zip(uptakes);
        let assigned: Vec<Option<f64>> =
            accepting.map(|(share, uptake)| uptake.map(|u| invited * share * u)).collect();
        let enrolled: Option<f64> = assigned.iter().copied().sum();
        Self {
            invited: Some(invited),
            registered: registered(scenario, enrolled),
            enrolled,
            started: started(scenario, enrolled),
            analysed: enrolled.filter(|_| scenario.measurement.exclusion.is_none()),
            reference: Some(size * model.reference),
            assigned,
        }
    }
}

fn registered(scenario: &Scenario, enrolled: Option<f64>) -> Option<f64> {
    let wrong = scenario.recruitment.wrong_registrations.as_ref().map_or(0.0, Assumption::get);
    enrolled.filter(|_| wrong < 1.0).map(|n| n / (1.0 - wrong))
}

fn started(scenario: &Scenario, randomised: Option<f64>) -> Option<f64> {
    let still_in = scenario.recruitment.still_in_at_start.as_ref().map_or(1.0, Assumption::get);
    randomised.map(|n| n * still_in)
}
