//! What arms and artefacts do: stated effects as targets, or set where they are latent.

use super::Collector;
use crate::assignment::LOTTERY;
use crate::calibration::{Aim, Parameter, Reading, Target, Tolerance, Whose};
use crate::estimand::{Expectation, Status, Weight};
use crate::issue::Issue;
use crate::outcome::Match;
use crate::scenario::bounds::MOST_LATENT;
use crate::scenario::compile::names::{check_share, unknown, written};
use crate::scenario::months::default_month;
use crate::treatment::Effect;
use crate::treatment::artefact::Dose;

impl Collector<'_> {
    /// What the artefacts do.
    pub(super) fn artefacts(&mut self) {
        for (artefact, declared) in self.scenario.treatment.artefacts.declared() {
            let name = artefact.name();
            let place = format!("treatment.artefacts.{name}");
            let doses = declared.compile().unwrap_or_else(|wrong| {
                self.issues.extend(wrong.into_iter().map(|issue| issue.below(&place)));
                Vec::new()
            });
            for dose in doses {
                match dose {
                    Dose::Effect(outcome, effect) => {
                        let path = format!("{place}.effects.{outcome}");
                        if let Some(k) = self.carrier(&path, outcome)
                            && declared.is_on()
                        {
                            let group = (self.world.arms[0].clone(), Some(name));
                            let parameter = Parameter::Artefact(artefact, k);
                            self.effect(&path, group, k, 0, effect, parameter);
                        }
                    }
                    Dose::Everywhere(strength) if declared.is_on() => {
                        let shifts = &mut self.world.model.shifts;
                        shifts.artefacts[artefact as usize].fill(strength);
                    }
                    Dose::Everywhere(_) => {}
                }
            }
        }
    }

    /// What the arms do.
    pub(super) fn effects(&mut self) {
        for (a, (name, arm)) in self.scenario.treatment.arms.iter().enumerate() {
            for (outcome, effect) in &arm.effects {
                let path = format!("treatment.arms.{name}.effects.{outcome}");
                if let Some(k) = self.carrier(&path, outcome) {
                    let parameter = Parameter::Effect(a + 1, k);
                    self.effect(&path, (name.clone(), None), k, a + 1, effect, parameter);
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
        (group, artefact): (String, Option<&'static str>),
        k: usize,
        arm: usize,
        effect: &Effect,
        parameter: Parameter,
    ) {
        let e = self.endpoint(k);
        let outcome = &self.world.outcomes[k];
        let (with, without) = compared(parameter, arm);
        let run =
            |a| Expectation::rate(e, Weight::Analysed(LOTTERY), Status::run(a)).among_measured();
        if let Some(issue) = self.hangs_on_answers(path, e, effect) {
            return self.issues.push(issue);
        }
        let is_share = self.world.model.endpoints[e].measure.is_share();
        let among = |weight| Reading::Mean(Expectation::effect(e, weight, with, without));
        let (what, tag, stated, r#match, reading) = match effect {
            Effect::Latent(value) => {
                self.issues.extend(beyond_latent(path, value.get()).filter(|_| is_share));
                return self.set_latent(parameter, value.get());
            }
            Effect::Points(value) => {
                let x = among(Weight::Accepts(LOTTERY));
                (Whose::Enrolees, "points", value, Match::Exact, x)
            }
            Effect::PointsEligible(value) => {
                let x = among(Weight::Everyone);
                (Whose::Eligible, "points_eligible", value, Match::Exact, x)
            }
            Effect::AsRun { rate, r#match } => {
                if is_share {
                    check_share(&mut self.issues, format!("{path}.as_run.rate"), rate.get(), false);
                }
                (Whose::AsRun, "as_run.rate", rate, *r#match, Reading::Mean(run(arm)))
            }
            Effect::AsRunDifference { points, r#match } => {
                let versus = if arm == 0 {
                    Expectation::rate(e, Weight::Declines(LOTTERY), Status::Outside)
                        .among_measured()
                } else {
                    run(0)
                };
                let what = if arm == 0 { Whose::MinusReference } else { Whose::MinusControl };
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
            label: Aim::Effect {
                outcome: outcome.clone(),
                arm: group,
                artefact,
                whose: what,
                month: default_month(self.scenario, k),
            },
            path: format!("{path}.{tag}"),
            wanted: stated.get(),
            r#match,
            tolerance,
            solved_within: 0.0,
            parameter,
            reading,
        });
    }

    /// Refuses what the trial would see of an outcome that not everybody is known to answer.
    fn hangs_on_answers(&self, path: &str, endpoint: usize, effect: &Effect) -> Option<Issue> {
        let as_run = matches!(effect, Effect::AsRun { .. } | Effect::AsRunDifference { .. });
        let outcome = &self.world.outcomes[self.world.model.endpoints[endpoint].outcome];
        self.world.survey_of(endpoint).filter(|_| as_run).map(|_| {
            let message = format!(
                "a survey asks {outcome:?}: what the trial would see hangs on who answers, which is not solved for"
            );
            Issue::new(path, message).help("state the effect itself, as \"points\"")
        })
    }

    fn set_latent(&mut self, parameter: Parameter, value: f64) {
        let shifts = &mut self.world.model.shifts;
        match parameter {
            Parameter::Effect(a, k) => shifts.effects[a][k] = value,
            Parameter::Artefact(artefact, k) => shifts.artefacts[artefact as usize][k] = value,
            _ => {}
        }
    }
}

/// With and without what a parameter does: an artefact comes on top of those before it.
fn compared(parameter: Parameter, arm: usize) -> (Status, Status) {
    let Parameter::Artefact(artefact, _) = parameter else {
        return (Status::Policy(arm), Status::Outside);
    };
    let before = artefact.previous().map_or(Status::Outside, |before| Status::with(arm, before));
    (Status::with(arm, artefact), before)
}

/// A latent effect on a share that is too large to be meant.
fn beyond_latent(path: &str, value: f64) -> Option<Issue> {
    (value.abs() > MOST_LATENT).then(|| {
        let message = format!(
            "must lie between -{MOST_LATENT} and {MOST_LATENT} latent standard deviations, found {}",
            written(value)
        );
        Issue::new(format!("{path}.latent"), message)
    })
}
