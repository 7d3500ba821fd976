//! The targets of a world, in the order in which they are solved.

use super::endpoints::default_month;
use super::names::{check_share, unknown, written};
use crate::assumption::Assumption;
use crate::calibration::{Parameter, Reading, Target, Tolerance};
use crate::estimand::{Expectation, Status, Weight};
use crate::issue::Issue;
use crate::measurement::Asks;
use crate::outcome::{Group, Level, Match, Scale};
use crate::plan::World;
use crate::scenario::Scenario;
use crate::scenario::bounds::MOST_LATENT;
use crate::treatment::{Effect, Switch};

/// The offer of a place in the lottery.
const LOTTERY: usize = 0;

/// Collects the targets of a world; direct latent values are set on the way.
pub fn collect(
    scenario: &Scenario,
    world: &mut World,
    uptakes: &[(String, f64, usize)],
    shares: &[f64],
) -> Result<Vec<Target>, Vec<Issue>> {
    let mut c = Collector { scenario, world, targets: Vec::new(), issues: Vec::new() };
    c.enrolment();
    for (path, rate, offer) in uptakes {
        let label = format!("uptake of the invitation ({path})");
        let reading = Reading::Mean(Expectation::acceptance(*offer));
        c.exact(label, path.clone(), *rate, Parameter::Offer(*offer), reading);
    }
    c.outcomes();
    c.selection();
    c.take_up();
    c.measurement(shares);
    c.artefacts();
    c.effects();
    if c.issues.is_empty() { Ok(c.targets) } else { Err(c.issues) }
}

/// A parameter of every outcome.
type ByOutcome = fn(usize) -> Parameter;

struct Collector<'a> {
    scenario: &'a Scenario,
    world: &'a mut World,
    targets: Vec<Target>,
    issues: Vec<Issue>,
}

impl Collector<'_> {
    /// A share of people that has to be met.
    fn exact(
        &mut self,
        label: String,
        path: String,
        wanted: f64,
        parameter: Parameter,
        reading: Reading,
    ) {
        let (r#match, tolerance) = (Match::Exact, Tolerance::of_share(wanted));
        self.targets.push(Target {
            label,
            path,
            wanted,
            r#match,
            tolerance,
            solved_within: 0.0,
            parameter,
            reading,
        });
    }

    fn unit(&self, outcome: usize) -> f64 {
        unit(self.scenario, &self.world.outcomes[outcome])
    }

    /// How far a stated level of an outcome may be missed.
    fn level_tolerance(&self, outcome: usize, level: f64) -> Tolerance {
        match self.scenario.outcomes[outcome].member().scale() {
            Scale::Number(unit) => Tolerance::of_mean(unit),
            Scale::Share => Tolerance::of_share(level),
        }
    }

    fn endpoint(&self, outcome: usize) -> usize {
        let month = default_month(self.scenario, outcome);
        let found = self.world.model.endpoints.iter();
        found
            .enumerate()
            .find(|(_, e)| e.outcome == outcome && e.month == month)
            .map_or(0, |(k, _)| k)
    }

    fn enrolment(&mut self) {
        let enrolment = self.scenario.recruitment.enrolment.as_ref();
        let Some(rate) = enrolment.and_then(|e| e.rate.as_ref()).map(Assumption::get) else {
            return;
        };
        if rate < 1.0 {
            let reading = Reading::Mean(Expectation::acceptance(LOTTERY));
            let path = "recruitment.enrolment.rate".to_owned();
            self.exact(
                "enrolment among the eligible".to_owned(),
                path,
                rate,
                Parameter::Offer(LOTTERY),
                reading,
            );
        }
    }

    fn outcomes(&mut self) {
        for (k, (name, outcome)) in self.scenario.outcomes.iter().enumerate() {
            let member = outcome.member();
            let Some(Level { key, stated, among, r#match }) = member.level() else { continue };
            let path = format!("outcomes.{name}.{}", outcome.name());
            let (weight, whose) = match among {
                Group::Eligible => (Weight::Everyone, "all eligible"),
                Group::Reference => (Weight::Declines(LOTTERY), "the reference group"),
            };
            if among == Group::Reference && self.world.offers[LOTTERY].intercept == f64::INFINITY {
                self.issues.push(
                    Issue::new(
                        format!("{path}.among"),
                        "everybody enrols, so that there is no reference group",
                    )
                    .help("state \"recruitment.enrolment\", or use \"eligible\""),
                );
            }
            let reading =
                Reading::Mean(Expectation::rate(self.endpoint(k), weight, Status::Outside));
            self.targets.push(Target {
                label: format!("{name} among {whose}{}", at_month(self.scenario, k)),
                path: format!("{path}.{key}"),
                wanted: stated.get(),
                r#match,
                tolerance: self.level_tolerance(k, stated.get()),
                solved_within: 0.0,
                parameter: Parameter::Cut(k),
                reading,
            });
        }
    }

    fn selection(&mut self) {
        let enrolment = self.scenario.recruitment.enrolment.as_ref();
        let Some(selection) = enrolment.and_then(|e| e.selection.as_ref()) else { return };
        let Some(k) = self.scenario.outcomes.get_index_of(&selection.outcome) else { return };
        let expectation =
            Expectation::rate(self.endpoint(k), Weight::Analysed(LOTTERY), Status::Outside)
                .among_measured();
        self.targets.push(Target {
            label: format!(
                "{} among enrolees under regular service{}",
                selection.outcome,
                at_month(self.scenario, k)
            ),
            path: "recruitment.enrolment.selection.rate".to_owned(),
            wanted: selection.rate.get(),
            tolerance: self.level_tolerance(k, selection.rate.get()),
            solved_within: 0.0,
            r#match: selection.r#match,
            parameter: Parameter::Selection,
            reading: Reading::Mean(expectation),
        });
    }

    fn take_up(&mut self) {
        for (k, (name, arm)) in self.scenario.treatment.arms.iter().enumerate() {
            let Some(take_up) = arm.take_up.as_ref().filter(|t| t.rate.get() < 1.0) else {
                continue;
            };
            let path = format!("treatment.arms.{name}.take_up.rate");
            let reading = Reading::Starting(LOTTERY, k + 1);
            self.exact(
                format!("take-up in {name}"),
                path,
                take_up.rate.get(),
                Parameter::TakeUp(k + 1),
                reading,
            );
        }
    }

    fn measurement(&mut self, shares: &[f64]) {
        let exclusion = self.scenario.measurement.exclusion.as_ref();
        if let Some(exclusion) = exclusion.filter(|_| self.world.exclusion.is_some()) {
            let reading = Reading::Removal(LOTTERY, shares.to_vec());
            let path = "measurement.exclusion.rate".to_owned();
            self.exact(
                "removed after randomisation".to_owned(),
                path,
                exclusion.rate.get(),
                Parameter::Exclusion,
                reading,
            );
        }
        for (number, survey) in self.world.surveys.clone().iter().enumerate() {
            if survey.rate <= 0.0 || survey.rate >= 1.0 {
                continue;
            }
            let (label, path) = match &survey.asks {
                Asks::Characteristics => ("the baseline survey", "baseline_survey".to_owned()),
                Asks::Outcomes { survey, .. } => (survey.as_str(), format!("follow_ups.{survey}")),
            };
            self.exact(
                format!("answers to {label}"),
                format!("measurement.{path}.response"),
                survey.rate,
                Parameter::Response(number),
                Reading::Response { survey: number, offer: LOTTERY, shares: shares.to_vec() },
            );
        }
    }

    fn artefacts(&mut self) {
        let artefacts = &self.scenario.treatment.artefacts;
        let both: [(&str, &Option<Switch>, ByOutcome); 2] = [
            ("hawthorne", &artefacts.hawthorne, Parameter::Hawthorne),
            ("john_henry", &artefacts.john_henry, Parameter::JohnHenry),
        ];
        for (name, switch, parameter) in both {
            let Some(switch) = switch else { continue };
            for (outcome, effect) in &switch.effects {
                let path = format!("treatment.artefacts.{name}.effects.{outcome}");
                if let Some(k) = self.carrier(&path, outcome)
                    && switch.on.unwrap_or(true)
                {
                    let label = format!("{} with {name}", self.world.arms[0]);
                    self.effect(&path, &label, k, 0, effect, parameter(k));
                }
            }
        }
    }

    fn effects(&mut self) {
        for (a, (name, arm)) in self.scenario.treatment.arms.iter().enumerate() {
            for (outcome, effect) in &arm.effects {
                let path = format!("treatment.arms.{name}.effects.{outcome}");
                if let Some(k) = self.carrier(&path, outcome) {
                    self.effect(&path, name, k, a + 1, effect, Parameter::Effect(a + 1, k));
                }
            }
        }
    }

    /// The outcome an effect acts on; derived outcomes follow the one they are made of.
    fn carrier(&mut self, path: &str, name: &str) -> Option<usize> {
        let Some((k, _, outcome)) = self.scenario.outcomes.get_full(name) else {
            let known = self.scenario.outcomes.keys().map(String::as_str);
            self.issues.push(unknown(path, "outcome", name, known));
            return None;
        };
        let own = outcome.member().has_own_effect();
        if !own {
            self.issues.push(
                Issue::new(
                    path,
                    format!("the effect on {name:?} follows from the outcome it is made of"),
                )
                .help("state the effect on that outcome"),
            );
        }
        own.then_some(k)
    }

    /// Turns one stated effect into a target, or sets it when it is latent. Arm 0 stands for an
    /// artefact, which is read off the control arm.
    fn effect(
        &mut self,
        path: &str,
        label: &str,
        k: usize,
        arm: usize,
        effect: &Effect,
        parameter: Parameter,
    ) {
        let e = self.endpoint(k);
        let outcome = &self.world.outcomes[k];
        let month = at_month(self.scenario, k);
        let (with, without) = match parameter {
            Parameter::Effect(a, _) => (Status::Policy(a), Status::Outside),
            Parameter::JohnHenry(_) => (Status::Run(0), Status::Watched),
            _ => (Status::Watched, Status::Outside),
        };
        let run =
            |a| Expectation::rate(e, Weight::Analysed(LOTTERY), Status::Run(a)).among_measured();
        let is_share = self.world.model.endpoints[e].measure.is_share();
        let among = |weight| Reading::Mean(Expectation::effect(e, weight, with, without));
        let (what, tag, stated, r#match, reading) = match effect {
            Effect::Latent(value) => {
                if is_share && value.get().abs() > MOST_LATENT {
                    let message = format!(
                        "must lie between -{MOST_LATENT} and {MOST_LATENT} latent standard deviations, found {}",
                        written(value.get())
                    );
                    self.issues.push(Issue::new(format!("{path}.latent"), message));
                }
                self.set_latent(parameter, value.get());
                return;
            }
            Effect::Points(value) => {
                let x = among(Weight::Accepts(LOTTERY));
                ("effect among enrolees", "points", value, Match::Exact, x)
            }
            Effect::PointsEligible(value) => {
                let x = among(Weight::Everyone);
                ("effect among all eligible", "points_eligible", value, Match::Exact, x)
            }
            Effect::AsRun { rate, r#match } => {
                if is_share {
                    check_share(&mut self.issues, format!("{path}.as_run.rate"), rate.get(), false);
                }
                ("as run, analysed set", "as_run.rate", rate, *r#match, Reading::Mean(run(arm)))
            }
            Effect::AsRunDifference { points, r#match } => {
                let versus = if arm == 0 {
                    Expectation::rate(e, Weight::Declines(LOTTERY), Status::Outside)
                        .among_measured()
                } else {
                    run(0)
                };
                let what =
                    if arm == 0 { "minus reference, as run" } else { "minus control, as run" };
                (
                    what,
                    "as_run_difference.points",
                    points,
                    *r#match,
                    Reading::Difference(run(arm), versus),
                )
            }
        };
        let tolerance = match effect {
            Effect::AsRun { .. } => self.level_tolerance(k, stated.get()),
            _ => Tolerance::of_effect(stated.get(), self.unit(k)),
        };
        self.targets.push(Target {
            label: format!("{outcome}, {label}: {what}{month}"),
            path: format!("{path}.{tag}"),
            wanted: stated.get(),
            r#match,
            tolerance,
            solved_within: 0.0,
            parameter,
            reading,
        });
    }

    fn set_latent(&mut self, parameter: Parameter, value: f64) {
        let shifts = &mut self.world.model.shifts;
        match parameter {
            Parameter::Effect(a, k) => shifts.effects[a][k] = value,
            Parameter::Hawthorne(k) => shifts.hawthorne[k] = value,
            Parameter::JohnHenry(k) => shifts.john_henry[k] = value,
            _ => {}
        }
    }
}

/// What counts as 1 in an outcome's targets.
pub(super) fn unit(scenario: &Scenario, outcome: &str) -> f64 {
    match scenario.outcomes.get(outcome).map(|outcome| outcome.member().scale()) {
        Some(Scale::Number(unit)) => unit,
        _ => 1.0,
    }
}

fn at_month(scenario: &Scenario, outcome: usize) -> String {
    default_month(scenario, outcome).map_or_else(String::new, |month| format!(", month {month}"))
}
