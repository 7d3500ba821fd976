//! What a planner has answered, and what stands where nothing is answered.

use std::collections::BTreeSet;

use super::defaults;
use super::question::Question;
use crate::language::Language;

/// What comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// People enrol; then they are randomised.
    EnrolFirst,
    /// People are randomised; then they are invited.
    LotteryFirst,
}

/// Who is followed outside the trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    /// Nobody.
    Nobody,
    /// A group that a lottery sets aside beforehand.
    ByLottery,
    /// The eligible who do not take part.
    NonParticipants,
}

/// A scenario to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// One arm and control, after enrolment: what every question has as its default.
    TwoArm,
    /// Two arms after enrolment, those who do not take part beside them, and costs.
    After,
    /// Two arms before enrolment, a reference group by lottery, and costs.
    Before,
    /// One arm and control, and a survey of not everybody that asks a score besides.
    Survey,
}

impl Template {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::After, Self::Before, Self::Survey, Self::TwoArm];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::TwoArm => "two-arm",
            Self::After => "after",
            Self::Before => "before",
            Self::Survey => "survey",
        }
    }
}

/// The answers to all questions.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// In whose words.
    pub language: Language,
    /// Where they start from.
    pub template: Template,
    /// The place.
    pub place: String,
    /// People who are eligible.
    pub eligible: u64,
    /// How many of them take part; a share of them where nobody has said it.
    pub taking_part: Option<u64>,
    /// What should change.
    pub outcome: String,
    /// The share that reaches it under regular service, in per cent.
    pub now: f64,
    /// The smallest effect that matters, in points.
    pub matters: f64,
    /// What is tried beside regular service.
    pub arms: Vec<String>,
    /// The effect of each arm, or one of all, in points.
    pub expected: Vec<f64>,
    /// What comes first.
    pub order: Order,
    /// Who is followed outside the trial.
    pub outside: Outside,
    /// The share who answer the survey, in per cent; no survey when absent.
    pub survey: Option<f64>,
    /// Months after which the outcome is measured.
    pub measured: u64,
    /// Months that the arm lasts.
    pub lasts: u64,
    /// Euros, once.
    pub fixed: Option<f64>,
    /// Euros for each invitation.
    pub per_invitation: Option<f64>,
    /// Euros for each participant in an arm and month.
    pub per_month: Option<f64>,
    /// What was answered, and not taken from the template.
    pub given: BTreeSet<Question>,
}

impl Answers {
    /// Those of a template.
    pub fn of(template: Template, language: Language) -> Self {
        let one = Self {
            language,
            template,
            place: defaults::place(language),
            eligible: 2000,
            taking_part: None,
            outcome: defaults::outcome(language),
            now: 20.0,
            matters: 5.0,
            arms: vec![defaults::coaching(language)],
            expected: vec![10.0],
            order: Order::EnrolFirst,
            outside: Outside::Nobody,
            survey: None,
            measured: 12,
            lasts: 12,
            fixed: None,
            per_invitation: None,
            per_month: None,
            given: BTreeSet::new(),
        };
        let two = Self {
            arms: vec![defaults::exemption(language), defaults::intensive(language)],
            expected: vec![-5.0, 5.0],
            eligible: 6000,
            measured: 16,
            lasts: 16,
            fixed: Some(100_000.0),
            per_invitation: Some(5.0),
            per_month: Some(50.0),
            ..one.clone()
        };
        match template {
            Template::TwoArm => one,
            Template::After => Self { outside: Outside::NonParticipants, ..two },
            Template::Before => {
                Self { order: Order::LotteryFirst, outside: Outside::ByLottery, ..two }
            }
            Template::Survey => Self { survey: Some(70.0), ..one },
        }
    }

    /// How many take part.
    pub fn participants(&self) -> u64 {
        // A fifth, as far as there are people for every group.
        let otherwise = (self.eligible / 5).max(self.fewest()).min(self.invited());
        self.taking_part.unwrap_or(otherwise)
    }

    /// The fewest who make groups that can be compared.
    pub fn fewest(&self) -> u64 {
        FEWEST * (self.arms.len() as u64 + 1)
    }

    /// How many are offered a place.
    pub fn invited(&self) -> u64 {
        match self.outside {
            Outside::ByLottery => self.eligible - self.eligible / 4,
            Outside::Nobody | Outside::NonParticipants => self.eligible,
        }
    }

    /// The effect of an arm, in points.
    pub fn effect(&self, arm: usize) -> f64 {
        self.expected.get(arm).or(self.expected.first()).copied().unwrap_or(0.0)
    }

    /// The effects of all arms, in points.
    pub fn effects(&self) -> Vec<f64> {
        (0..self.arms.len()).map(|arm| self.effect(arm)).collect()
    }

    /// Whether a survey asks a score besides what should change.
    pub fn asks_a_score(&self) -> bool {
        self.template == Template::Survey && self.survey.is_some()
    }
}

/// Participants in the smallest group that is written.
pub const FEWEST: u64 = 10;
