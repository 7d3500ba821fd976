//! Where the rows of an analysis stand: in the datasets of those who are measured, and who answer.

use super::drafted::{Comparison, Drafted, Placing, position_or_push, with_reference};
use crate::assignment::DesignModel;
use crate::estimand::{Aim, Group};
use crate::estimator::AnalysisSet;
use crate::issue::Issue;
use crate::measurement::Asks;
use crate::plan::{AnalysisPlan, DesignPlan, SampleKey, SamplePlan, Unanswered};

impl Placing<'_> {
    /// Puts the analysis on the datasets it needs: one per set of waves reached, and of those who answer.
    pub(super) fn place(
        &self,
        design: &mut DesignPlan,
        contrasts: &[Comparison],
        endpoints: &[usize],
        explicit: bool,
        out: &mut Drafted,
    ) {
        let world = self.context.world;
        let (mut is_placed, mut nowhere) = (false, Vec::new());
        let mut surveys: Vec<Option<usize>> = Vec::new();
        for &endpoint in endpoints {
            position_or_push(&mut surveys, world.survey_of(endpoint));
        }
        for survey in surveys {
            let of_survey = |endpoint: &&usize| world.survey_of(**endpoint) == survey;
            let asked: Vec<usize> = endpoints.iter().filter(of_survey).copied().collect();
            let (contrasts, left_out) = self.among_asked(design, contrasts, survey);
            if contrasts.is_empty() {
                nowhere.extend(left_out);
                continue;
            }
            is_placed = true;
            if let Some(issue) = left_out {
                self.leave_unanswered(&issue, design);
            }
            self.place_asked(design, &contrasts, &asked, survey, out);
        }
        for (k, issue) in nowhere.into_iter().enumerate() {
            if k == 0 && !is_placed {
                self.refuse(issue, explicit, design, out);
            } else {
                self.leave_unanswered(&issue, design);
            }
        }
    }

    /// Notes why a design does not answer an analysis; a mistake where the analysis names the design.
    pub(super) fn refuse(
        &self,
        issue: Issue,
        explicit: bool,
        design: &mut DesignPlan,
        out: &mut Drafted,
    ) {
        self.leave_unanswered(&issue, design);
        let message = format!("in the design {:?}, {}", design.name, issue.message);
        let issue = Issue { message, ..issue };
        if explicit {
            out.issues.push(issue);
        } else {
            out.refused.push((self.name.to_owned(), issue));
        }
    }

    fn leave_unanswered(&self, issue: &Issue, design: &mut DesignPlan) {
        let told = |reason, help| format!("{reason} ({help})");
        let reason = issue.help.iter().fold(issue.message.clone(), told);
        design.unanswered.push(Unanswered { analysis: self.name.to_owned(), reason });
    }

    /// The comparisons of people whom a survey asks, and why others are left out.
    fn among_asked(
        &self,
        design: &DesignPlan,
        contrasts: &[Comparison],
        survey: Option<usize>,
    ) -> (Vec<Comparison>, Option<Issue>) {
        let asks = survey.map(|survey| &self.context.world.surveys[survey].asks);
        let Some(Asks::Outcomes { survey, .. }) = asks else { return (contrasts.to_vec(), None) };
        let path = format!("analyses.{}", self.name);
        let as_invited = matches!(design.model, DesignModel::Before(_))
            && self.analysis.set == AnalysisSet::Assigned;
        if as_invited {
            let message = format!(
                "the survey {survey:?} asks only those who take part, and this analysis counts all who are invited"
            );
            let estimator = self.analysis.estimator.name();
            let help = match self.analysis.estimator.member().aim() {
                Aim::Assignment => {
                    "an analysis with \"set\": \"participants\" can use it".to_owned()
                }
                Aim::Receipt => format!(
                    "{estimator:?} needs everybody invited, so that no analysis with it can use the survey here; one with \
                     another estimator and \"set\": \"participants\" can"
                ),
            };
            return (Vec::new(), Some(Issue::new(format!("{path}.outcomes"), message).help(help)));
        }
        let is_asked = |(groups, _): &&Comparison| groups[1] != Group::Reference;
        let kept: Vec<Comparison> = contrasts.iter().filter(is_asked).cloned().collect();
        let message = format!("the survey {survey:?} does not ask the reference group");
        let left_out = (kept.len() < contrasts.len())
            .then(|| Issue::new(format!("{path}.contrasts"), message));
        (kept, left_out)
    }

    fn place_asked(
        &self,
        design: &mut DesignPlan,
        contrasts: &[Comparison],
        endpoints: &[usize],
        survey: Option<usize>,
        out: &mut Drafted,
    ) {
        let reference = with_reference(contrasts);
        let participants = self.analysis.set == AnalysisSet::Participants;
        for &endpoint in endpoints {
            let month = self.context.world.measured_in(endpoint);
            let key =
                SampleKey { participants, reference, reaches: self.context.society.reaches(month) };
            let at = design.samples.iter().position(|s| s.key == key).unwrap_or_else(|| {
                design.samples.push(SamplePlan {
                    key,
                    endpoints: Vec::new(),
                    analyses: Vec::new(),
                });
                design.samples.len() - 1
            });
            let sample = &mut design.samples[at];
            let column = position_or_push(&mut sample.endpoints, endpoint);
            let is_this = |plan: &AnalysisPlan| {
                let asks = |endpoint: &usize| survey == self.context.world.survey_of(*endpoint);
                plan.name == self.name
                    && plan.outcomes.iter().all(|&column| asks(&sample.endpoints[column]))
            };
            let found = sample.analyses.iter().position(is_this);
            let plan = if let Some(found) = found {
                found
            } else {
                let Some(model) = self.model(contrasts, endpoints, survey, out) else { return };
                sample.analyses.push(AnalysisPlan {
                    name: self.name.to_owned(),
                    model,
                    outcomes: Vec::new(),
                    contrasts: contrasts.iter().map(|(_, r)| r.model).collect(),
                    cells: Vec::new(),
                });
                sample.analyses.len() - 1
            };
            let plan = &mut sample.analyses[plan];
            plan.outcomes.push(column);
            if self.analysis.estimator.member().reads_changes() {
                let baseline = self.baseline(endpoint).expect("compiled with baselines");
                plan.model.baselines.push(position_or_push(&mut out.features, baseline.feature));
            }
            for (groups, resolved) in contrasts {
                plan.cells.push(out.cells.len());
                out.cells.push(self.cell(endpoint, *groups, resolved, &plan.model));
            }
        }
    }
}
