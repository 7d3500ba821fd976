//! Analyses in one design: which dataset each needs, its columns, its contrasts and its cells.

use super::sizes::Acceptance;
use super::{incomparable, margins};
use crate::assignment::{DesignModel, LOTTERY};
use crate::assumption::Assumption;
use crate::estimand::{Aim, Group, Resolved, Setting};
use crate::estimator::{Analysis, AnalysisModel, AnalysisSet, Asked, Needs, Protocol, Scope};
use crate::hypothesis::Hypothesis;
use crate::issue::Issue;
use crate::measurement::Feature;
use crate::plan::{DesignPlan, Mode, Society, World};
use crate::population::Scale;
use crate::scenario::Scenario;
use crate::scenario::compile::names::unknown;

/// A cell before its truths are known.
#[derive(Clone, Debug)]
pub struct DraftCell {
    /// Analysis name.
    pub analysis: String,
    /// Endpoint number.
    pub endpoint: usize,
    /// Groups compared.
    pub groups: [Group; 2],
    /// What the comparison means.
    pub resolved: Resolved,
    /// What its tests are to show.
    pub hypothesis: Hypothesis,
    /// Significance levels.
    pub alphas: Vec<f64>,
    /// Confidence level.
    pub level: f64,
}

/// What planning a design leaves besides the plan.
#[derive(Debug, Default)]
pub struct Drafted {
    /// Draft cells, in order.
    pub cells: Vec<DraftCell>,
    /// Columns of the society's background file.
    pub features: Vec<Feature>,
    /// Mistakes.
    pub issues: Vec<Issue>,
    /// Analyses that are impossible here, and why; a mistake only when they run nowhere.
    pub refused: Vec<(String, Issue)>,
}

/// Number of the survey before the start, where there is one.
pub(super) const BEFORE_START: usize = 0;

/// A comparison: the groups, and what it means.
pub(super) type Comparison = ([Group; 2], Resolved);

/// What planning a design looks at.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The settings.
    pub scenario: &'a Scenario,
    /// The society.
    pub society: &'a Society,
    /// The world.
    pub world: &'a World,
    /// Who is stated to accept each offer.
    pub acceptance: &'a Acceptance,
    /// Endpoint numbers by analysis.
    pub endpoints: &'a [Vec<usize>],
}

impl Context<'_> {
    /// Plans one design: datasets with their analyses, and draft cells in order. Analyses that do
    /// not name the design and are impossible in it are `refused`, with the reason.
    pub fn plan_design(
        &self,
        name: &str,
        model: DesignModel,
        delivery: usize,
        out: &mut Drafted,
    ) -> DesignPlan {
        let mut design = DesignPlan {
            name: name.to_owned(),
            model,
            reach: None,
            delivery,
            samples: Vec::new(),
            unanswered: Vec::new(),
        };
        for ((analysis_name, analysis), endpoints) in
            self.scenario.analyses.iter().zip(self.endpoints)
        {
            let explicit = analysis.designs.iter().any(|d| d == name);
            if !analysis.designs.is_empty() && !explicit {
                continue;
            }
            let placing = Placing { context: *self, name: analysis_name, analysis };
            match placing.contrasts(&design.model, delivery) {
                Ok(contrasts) => placing.place(&mut design, &contrasts, endpoints, explicit, out),
                Err(issue) => placing.refuse(issue, explicit, &mut design, out),
            }
        }
        design
    }
}

/// What gives an analysis blocks.
const BLOCKS: &str =
    "assign by \"matched_tuples\" or \"permuted_blocks\", or name other \"designs\"";

/// An analysis that is placed in a design.
pub(super) struct Placing<'a> {
    pub(super) context: Context<'a>,
    pub(super) name: &'a str,
    pub(super) analysis: &'a Analysis,
}

impl Placing<'_> {
    /// The comparisons of this analysis in a design, resolved for endpoint 0 (the endpoint is
    /// filled in later).
    fn contrasts(&self, design: &DesignModel, delivery: usize) -> Result<Vec<Comparison>, Issue> {
        let path = format!("analyses.{}", self.name);
        let participants = self.analysis.set == AnalysisSet::Participants;
        let setting = match design {
            DesignModel::After(_) if participants => {
                return Err(Issue::new(
                    format!("{path}.set"),
                    "where enrolees are randomised, everybody analysed is a participant",
                )
                .help("leave \"set\" out, or name other \"designs\""));
            }
            DesignModel::After(_) => Setting::After,
            DesignModel::Before(d) => {
                Setting::Before { offers: &d.offers, participants, reference: d.reference > 0.0 }
            }
        };
        let estimator = &self.analysis.estimator;
        let reads_blocks = estimator.member().reads_blocks();
        if reads_blocks && !design.randomiser().draw.has_blocks() {
            let scheme = design.randomiser().scheme.name();
            let message = format!("the scheme {scheme:?} draws no blocks within which to compare");
            let path = format!("{path}.estimator.{}", estimator.name());
            return Err(Issue::new(path, message).help(BLOCKS));
        }
        let defaults = self.default_contrasts(design);
        let pairs =
            if self.analysis.contrasts.is_empty() { &defaults } else { &self.analysis.contrasts };
        let group = |name: &String| self.context.world.group(name).unwrap_or(Group::Reference);
        let everybody = matches!(design, DesignModel::After(d) if d.quota.is_none())
            && self.context.world.offers[LOTTERY].intercept == f64::INFINITY;
        let mut out = Vec::new();
        for (k, (a, b)) in pairs.iter().enumerate() {
            let groups = [group(a), group(b)];
            if everybody && groups[1] == Group::Reference {
                let message =
                    "everybody enrols and is randomised: nobody is left for a reference group";
                return Err(Issue::new(format!("{path}.contrasts[{k}]"), message));
            }
            if reads_blocks && groups.contains(&Group::Reference) {
                let message = "the reference group is in no block of the assignment";
                return Err(Issue::new(format!("{path}.contrasts[{k}]"), message));
            }
            let (aim, policy) = (self.analysis.estimator.member().aim(), self.context.world.policy);
            let at = || format!("{path}.contrasts[{k}]");
            let mut resolved = setting
                .resolve(groups, aim, 0, policy)
                .map_err(|why| Issue::new(at(), incomparable::told(why)))?;
            if self.analysis.hypothesis.member().margin().is_some() {
                margins::check(&self.context, design, groups, &resolved)
                    .map_err(|why| Issue::new(at(), why))?;
            }
            resolved.own = resolved.own.in_trial(delivery);
            out.push((groups, resolved));
        }
        Ok(out)
    }

    /// The comparisons of an analysis that names none: each arm with control; where people are invited after
    /// the draw, with the reference group first, and with it alone where the estimator needs a group that
    /// nobody invites.
    fn default_contrasts(&self, design: &DesignModel) -> Vec<(String, String)> {
        let arms = &self.context.world.arms;
        let has_reference = matches!(design, DesignModel::Before(d) if d.reference > 0.0)
            && self.analysis.set == AnalysisSet::Assigned
            && !self.asks_the_survey();
        let of_receipt = self.analysis.estimator.member().aim() == Aim::Receipt;
        let needs_reference = self.analysis.estimator.member().is_for_reference()
            || of_receipt && matches!(design, DesignModel::Before(_));
        let mut groups = Vec::new();
        if has_reference || needs_reference {
            groups.push("reference");
        }
        if !needs_reference {
            groups.push(&arms[0]);
        }
        let against = |versus: &str| {
            let pair = |arm: &String| (arm.clone(), versus.to_owned());
            arms[1..].iter().map(pair).collect::<Vec<_>>()
        };
        groups.into_iter().flat_map(against).collect()
    }

    /// Whether it adjusts for something that only the survey measures, which the reference group is not asked.
    fn asks_the_survey(&self) -> bool {
        let covariates = self.analysis.estimator.member().covariates();
        covariates.iter().any(|name| self.is_surveyed(name)) || self.reads_surveyed_changes()
    }

    /// An unsolved row of results.
    pub(super) fn cell(
        &self,
        endpoint: usize,
        groups: [Group; 2],
        resolved: &Resolved,
        model: &AnalysisModel,
    ) -> DraftCell {
        let mut resolved = resolved.clone();
        resolved.own.endpoint = Some(endpoint);
        if let Some(policy) = &mut resolved.policy {
            policy.endpoint = Some(endpoint);
        }
        for side in &mut resolved.sides {
            side.effect.endpoint = Some(endpoint);
        }
        DraftCell {
            analysis: self.name.to_owned(),
            endpoint,
            groups,
            resolved,
            hypothesis: self.analysis.hypothesis.clone(),
            alphas: model.alphas.clone(),
            level: model.level,
        }
    }

    /// The analysis, ready to be run on those who answer a survey.
    pub(super) fn model(
        &self,
        contrasts: &[Comparison],
        endpoints: &[usize],
        survey: Option<usize>,
        out: &mut Drafted,
    ) -> Option<AnalysisModel> {
        let reference = with_reference(contrasts);
        let arms = self.context.world.arms.len() as u8;
        let (mut surveys, mut columns, mut failed) = (Vec::new(), Vec::new(), false);
        let estimator = &self.analysis.estimator;
        for (k, name) in estimator.member().covariates().iter().enumerate() {
            let path =
                format!("analyses.{}.estimator.{}.covariates[{k}]", self.name, estimator.name());
            match self.features(name, path, reference) {
                Ok((features, asked)) => {
                    asked.then(|| position_or_push(&mut surveys, BEFORE_START));
                    let features = features.into_iter();
                    columns.extend(features.map(|f| position_or_push(&mut out.features, f)));
                }
                Err(issue) => {
                    out.issues.push(issue);
                    failed = true;
                }
            }
        }
        if let Err(issue) = self.ask_baselines(endpoints, reference, &mut surveys) {
            out.issues.push(issue);
            failed = true;
        }
        surveys.extend(survey);
        let mut needs = Needs::default();
        let scope = match self.context.scenario.run.mode {
            Mode::Superpopulation => Scope::Population,
            Mode::Finite => Scope::Sample,
        };
        let outcomes = &self.asked(endpoints);
        let protocol = Protocol { columns: columns.len(), outcomes, scope };
        let estimator = match estimator.member().compile(&protocol, &mut needs) {
            Ok(estimator) => estimator,
            Err(issues) => {
                let path = format!("analyses.{}", self.name);
                out.issues.extend(issues.into_iter().map(|issue| issue.below(&path)));
                return None;
            }
        };
        let mut groups: Vec<u8> = if reference { vec![arms] } else { vec![0] };
        groups.extend((0..arms).filter(|&a| reference || a > 0));
        let place = |g: Group| {
            let code = match g {
                Group::Arm(a) => a as u8,
                Group::Reference => arms,
            };
            groups.iter().position(|&x| x == code).unwrap_or(0)
        };
        let contrasts = contrasts.iter().map(|(g, _)| [place(g[0]), place(g[1])]).collect();
        let alphas: Vec<f64> = self.analysis.alpha.iter().map(Assumption::get).collect();
        (!failed).then(|| AnalysisModel {
            estimator,
            needs,
            columns,
            baselines: Vec::new(),
            contrasts,
            surveys,
            alphas: if alphas.is_empty() { vec![0.05] } else { alphas },
            level: self.analysis.level.as_ref().map_or(0.95, Assumption::get),
            groups,
        })
    }

    /// The outcomes that the analysis is asked for.
    fn asked(&self, endpoints: &[usize]) -> Vec<Asked<'_>> {
        let world = self.context.world;
        let asked = |&endpoint: &usize| {
            let model = &world.model.endpoints[endpoint];
            Asked {
                name: &world.outcomes[model.outcome],
                is_share: model.measure.is_share(),
                has_baseline: self.baseline(endpoint).is_some(),
            }
        };
        endpoints.iter().map(asked).collect()
    }

    /// The columns of one characteristic, none where it has a single category (one wave, or no waves at
    /// all), and whether only the survey measures it.
    fn features(
        &self,
        name: &str,
        path: String,
        reference: bool,
    ) -> Result<(Vec<Feature>, bool), Issue> {
        if name == "wave" {
            let column = self.context.society.columns.wave;
            let levels = 1..self.context.society.waves.len() as u8;
            let features =
                column.map(|column| levels.map(|level| Feature::Level { column, level }).collect());
            return Ok((features.unwrap_or_default(), false));
        }
        let known = &self.context.society.catalogue.covariates;
        let Some((column, _, scale)) = known.get_full(name) else {
            let names = known.keys().map(String::as_str).chain(["wave"]);
            return Err(unknown(path, "characteristic", name, names));
        };
        let in_survey = self.is_surveyed(name);
        if in_survey && reference {
            return Err(Issue::new(
                path,
                format!(
                    "{name:?} is measured by the survey, and the reference group is not surveyed"
                ),
            )
            .help("leave it out of analyses with the reference group"));
        }
        let features = match scale {
            Scale::Number { mean, sd } => vec![Feature::Number { column, mean: *mean, sd: *sd }],
            Scale::Categories { levels, .. } => {
                (1..levels.len() as u8).map(|level| Feature::Level { column, level }).collect()
            }
        };
        Ok((features, in_survey))
    }
}

/// Whether the reference group is compared.
pub(super) fn with_reference(contrasts: &[Comparison]) -> bool {
    contrasts.iter().any(|(groups, _)| groups[1] == Group::Reference)
}

pub(super) fn position_or_push<T: PartialEq>(list: &mut Vec<T>, item: T) -> usize {
    list.iter().position(|x| *x == item).unwrap_or_else(|| {
        list.push(item);
        list.len() - 1
    })
}
