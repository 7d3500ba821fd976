//! The targets of a world, in the order in which they are solved.

mod effects;

use super::designs::arm_shares;
use crate::assignment::LOTTERY;
use crate::assumption::Assumption;
use crate::calibration::{Aim, Parameter, Reading, Target, Tolerance};
use crate::estimand::{Expectation, Status, Weight};
use crate::issue::Issue;
use crate::measurement::Asks;
use crate::outcome::{Group, Level, Match, Scale};
use crate::plan::World;
use crate::scenario::months::default_month;
use crate::scenario::{Held, Scenario};

/// Collects the targets of a world; direct latent values are set on the way.
pub fn collect(
    scenario: &Scenario,
    world: &mut World,
    uptakes: &[(String, f64, usize)],
    issues: &mut Vec<Issue>,
) -> Vec<Target> {
    let shares = arm_shares(scenario, world);
    let mut c = Collector { scenario, world, targets: Vec::new(), issues: Vec::new() };
    c.enrolment();
    for (path, rate, offer) in uptakes {
        let label = Aim::Uptake(path.clone());
        let reading = Reading::Mean(Expectation::acceptance(*offer));
        c.exact(label, path.clone(), *rate, Parameter::Offer(*offer), reading);
    }
    c.outcomes();
    c.selection();
    c.take_up();
    c.measurement(&shares);
    c.artefacts();
    c.effects();
    let Collector { targets, issues: mut wrong, .. } = c;
    if wrong.is_empty() {
        check_rivals(&targets, &mut wrong);
    }
    issues.extend(wrong);
    targets
}

/// Two statements about one quantity leave nothing for one of them to decide.
fn check_rivals(targets: &[Target], issues: &mut Vec<Issue>) {
    for (k, target) in targets.iter().enumerate() {
        if let Some(earlier) = targets[..k].iter().find(|t| t.reading == target.reading) {
            let message = format!("{} states the same quantity already", earlier.path);
            let help = "leave one out, or state one as \"latent\"";
            issues.push(Issue::new(target.path.clone(), message).help(help));
        }
    }
}

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
        label: Aim,
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
        if rate < 1.0 && !self.scenario.sites.is_empty() {
            self.enrolment_by_site();
        } else if rate < 1.0 {
            let reading = Reading::Mean(Expectation::acceptance(LOTTERY));
            let path = "recruitment.enrolment.rate".to_owned();
            self.exact(Aim::Enrolment(None), path, rate, Parameter::Offer(LOTTERY), reading);
        }
    }

    fn enrolment_by_site(&mut self) {
        for (site, (name, held)) in self.scenario.enrolment_by_site().enumerate() {
            let mean = Expectation::acceptance(LOTTERY);
            let parameter = match site {
                0 => Parameter::Offer(LOTTERY),
                _ => Parameter::SiteOffer(site),
            };
            let label = Aim::Enrolment(Some(name.clone()));
            self.exact(label, held.path, held.value, parameter, Reading::Within { site, mean });
        }
    }

    fn outcomes(&mut self) {
        for (k, (name, outcome)) in self.scenario.outcomes.iter().enumerate() {
            let member = outcome.member();
            let Some(level) = member.level() else { continue };
            let Level { key, stated, among, r#match } = level;
            let path = format!("outcomes.{name}.{}", outcome.name());
            let weight = match among {
                Group::Eligible => Weight::Everyone,
                Group::Reference => Weight::Declines(LOTTERY),
            };
            let of_site = |site| Aim::Level {
                outcome: name.clone(),
                of_reference: among == Group::Reference,
                site,
                month: default_month(self.scenario, k),
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
            let mean = Expectation::rate(self.endpoint(k), weight, Status::Outside);
            let whole = (of_site(None), format!("{path}.{key}"), stated.get());
            let mut parts = vec![(whole, Parameter::Cut(k), Reading::Mean(mean.clone()))];
            if !self.scenario.sites.is_empty() {
                let sites = self.scenario.level_by_site(name, &level, &path).enumerate();
                let part = |(site, (place, Held { path, value })): (usize, (&String, Held))| {
                    let stated = (of_site(Some(place.clone())), path, value);
                    let reading = Reading::Within { site, mean: mean.clone() };
                    (stated, Parameter::SiteCut { outcome: k, site }, reading)
                };
                parts = sites.map(part).collect();
                self.world.part_by_site(k, parts.len());
            }
            for ((label, path, wanted), parameter, reading) in parts {
                self.targets.push(Target {
                    label,
                    path,
                    wanted,
                    r#match,
                    tolerance: self.level_tolerance(k, wanted),
                    solved_within: 0.0,
                    parameter,
                    reading,
                });
            }
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
            label: Aim::Enrolees {
                outcome: selection.outcome.clone(),
                month: default_month(self.scenario, k),
            },
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
                Aim::TakeUp(name.clone()),
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
            self.exact(Aim::Removed, path, exclusion.rate.get(), Parameter::Exclusion, reading);
        }
        for (number, survey) in self.world.surveys.clone().iter().enumerate() {
            if survey.rate <= 0.0 || survey.rate >= 1.0 {
                continue;
            }
            let (label, path) = match &survey.asks {
                Asks::Characteristics => (Aim::Baseline, "baseline_survey".to_owned()),
                Asks::Outcomes { survey, .. } => {
                    (Aim::Survey(survey.clone()), format!("follow_ups.{survey}"))
                }
            };
            self.exact(
                label,
                format!("measurement.{path}.response"),
                survey.rate,
                Parameter::Response(number),
                Reading::Response { survey: number, offer: LOTTERY, shares: shares.to_vec() },
            );
        }
    }
}

/// What counts as 1 in an outcome's targets.
pub fn unit(scenario: &Scenario, outcome: &str) -> f64 {
    match scenario.outcomes.get(outcome).map(|outcome| outcome.member().scale()) {
        Some(Scale::Number(unit)) => unit,
        _ => 1.0,
    }
}
