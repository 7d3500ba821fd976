//! The questions: how each is asked, how its answer is read, and which answers cannot be.

use super::answers::{Answers, FEWEST, Order, Outside};
use super::reader::Reader;
use super::reading::number;
use super::words;
use crate::language::Language;
use crate::report::digits;
use crate::report::words::Number;

/// Most people and euros that make sense here; the scenario itself may hold other limits.
const MOST: u64 = 10_000_000;
/// Most months.
const LONGEST: u64 = 600;

/// A question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// Which place?
    Place,
    /// How many are eligible?
    Eligible,
    /// How many take part?
    TakingPart,
    /// What should change?
    Outcome,
    /// What share reaches it now?
    Now,
    /// From which effect on would the decision differ?
    Matters,
    /// What is tried?
    Arms,
    /// Which effect is expected?
    Expected,
    /// Enrolment or lottery first?
    Order,
    /// Who is followed outside?
    Outside,
    /// What share answers a survey?
    Survey,
    /// After how many months?
    Measured,
    /// For how many months?
    Lasts,
    /// What is paid once?
    Fixed,
    /// What is paid for an invitation?
    PerInvitation,
    /// What is paid for a month?
    PerMonth,
}

/// An answer to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What stands for it in an option.
    pub key: &'static str,
    /// In words.
    pub words: String,
}

impl Question {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Self; 16] = [
        Self::Place,
        Self::Eligible,
        Self::TakingPart,
        Self::Outcome,
        Self::Now,
        Self::Matters,
        Self::Arms,
        Self::Expected,
        Self::Order,
        Self::Outside,
        Self::Survey,
        Self::Measured,
        Self::Lasts,
        Self::Fixed,
        Self::PerInvitation,
        Self::PerMonth,
    ];

    /// The option that answers it.
    pub fn option(self) -> &'static str {
        match self {
            Self::Place => "--place",
            Self::Eligible => "--eligible",
            Self::TakingPart => "--taking-part",
            Self::Outcome => "--changes",
            Self::Now => "--now",
            Self::Matters => "--matters",
            Self::Arms => "--approaches",
            Self::Expected => "--expected",
            Self::Order => "--order",
            Self::Outside => "--outside",
            Self::Survey => "--survey",
            Self::Measured => "--measured",
            Self::Lasts => "--lasts",
            Self::Fixed => "--fixed-cost",
            Self::PerInvitation => "--invitation-cost",
            Self::PerMonth => "--month-cost",
        }
    }

    /// How it is asked.
    pub fn asked(self, language: Language) -> String {
        match self {
            Self::Place => words::place(language),
            Self::Eligible => words::eligible(language),
            Self::TakingPart => words::taking_part(language),
            Self::Outcome => words::outcome(language),
            Self::Now => words::now(language),
            Self::Matters => words::matters(language),
            Self::Arms => words::arms(language),
            Self::Expected => words::expected(language),
            Self::Order => words::order(language),
            Self::Outside => words::outside(language),
            Self::Survey => words::survey(language),
            Self::Measured => words::measured(language),
            Self::Lasts => words::lasts(language),
            Self::Fixed => words::fixed(language),
            Self::PerInvitation => words::per_invitation(language),
            Self::PerMonth => words::per_month(language),
        }
    }

    /// What helps to answer it.
    pub fn hint(self, answers: &Answers) -> Option<String> {
        match self {
            Self::Survey => Some(words::survey_means(answers.language)),
            Self::Expected if answers.arms.len() > 1 => {
                let arms = answers.arms.join(", ");
                Some(words::one_each(answers.language, arms.as_str()))
            }
            Self::Order | Self::Outside => Some(words::choosing(answers.language)),
            _ => None,
        }
    }

    /// The answers among which to choose, that at hand first: none where it is open.
    pub fn choices(self, answers: &Answers) -> Vec<Choice> {
        let possible = |choice: &Choice| {
            let mut tried = answers.clone();
            self.read(&mut tried, choice.key, Language::English).is_ok()
        };
        let mut choices: Vec<Choice> =
            self.all_choices(answers.language).into_iter().filter(possible).collect();
        let at_hand = self.written(answers);
        choices.sort_by_key(|choice| choice.key != at_hand);
        choices
    }

    fn all_choices(self, language: Language) -> Vec<Choice> {
        let choice = |key, words| Choice { key, words };
        match self {
            Self::Order => vec![
                choice("after", words::enrol_first(language)),
                choice("before", words::lottery_first(language)),
            ],
            Self::Outside => vec![
                choice("no", words::no(language)),
                choice("lottery", words::by_lottery(language)),
                choice("non-participants", words::non_participants(language)),
            ],
            _ => Vec::new(),
        }
    }

    /// The answer at hand, as an option takes it: numbers with the decimal sign of the language.
    pub fn written(self, answers: &Answers) -> String {
        let plain = |number: f64| answers.language.number(&number.to_string());
        let optional = |number: Option<f64>, none: &str| number.map_or(none.to_owned(), plain);
        match self {
            Self::Place => answers.place.clone(),
            Self::Eligible => answers.eligible.to_string(),
            Self::TakingPart => answers.participants().to_string(),
            Self::Outcome => answers.outcome.clone(),
            Self::Now => plain(answers.now),
            Self::Matters => plain(answers.matters),
            Self::Arms => answers.arms.join(", "),
            Self::Expected => {
                let effects: Vec<String> = answers.expected.iter().copied().map(plain).collect();
                effects.join(" ")
            }
            Self::Order => match answers.order {
                Order::EnrolFirst => "after".to_owned(),
                Order::LotteryFirst => "before".to_owned(),
            },
            Self::Outside => match answers.outside {
                Outside::Nobody => "no".to_owned(),
                Outside::ByLottery => "lottery".to_owned(),
                Outside::NonParticipants => "non-participants".to_owned(),
            },
            Self::Survey => optional(answers.survey, "no"),
            Self::Measured => answers.measured.to_string(),
            Self::Lasts => answers.lasts.to_string(),
            Self::Fixed => optional(answers.fixed, "unknown"),
            Self::PerInvitation => optional(answers.per_invitation, "unknown"),
            Self::PerMonth => optional(answers.per_month, "unknown"),
        }
    }

    /// The answer at hand, as a reader of the language writes it.
    pub fn shown(self, answers: &Answers) -> String {
        let language = answers.language;
        match self {
            Self::Place | Self::Outcome | Self::Arms => self.written(answers),
            Self::Expected => {
                let signed = |effect: &f64| language.number(&digits::trimmed(*effect));
                answers.expected.iter().map(signed).collect::<Vec<_>>().join(" ")
            }
            Self::Survey if answers.survey.is_none() => words::no(language),
            _ => {
                let written = self.written(answers);
                match number(&written, language) {
                    Some(number) => language.number(&digits::trimmed(number)),
                    None if written == "unknown" => words::unknown(language),
                    None => written,
                }
            }
        }
    }

    /// Reads an answer, whose numbers are written as in `reads`.
    ///
    /// # Errors
    /// Why it cannot be, in words with what would be right.
    pub fn read(self, answers: &mut Answers, text: &str, reads: Language) -> Result<(), String> {
        let mut new = answers.clone();
        let reader = Reader { text: text.trim(), reads, language: answers.language };
        match self {
            Self::Place => new.place = reader.name()?,
            Self::Eligible => new.eligible = reader.whole(4 * FEWEST, MOST)?,
            Self::TakingPart => {
                new.taking_part = Some(reader.whole(new.fewest().min(new.eligible), new.eligible)?);
            }
            Self::Outcome => new.outcome = reader.name()?,
            Self::Now => new.now = reader.between(0.0, 100.0, words::share)?,
            Self::Matters => new.matters = reader.between(0.0, 100.0, words::points)?,
            Self::Arms => {
                new.arms = reader.arms()?;
                if !new.given.contains(&Self::Expected) && new.expected.len() != new.arms.len() {
                    new.expected.truncate(1);
                }
            }
            Self::Expected => new.expected = reader.effects(new.arms.len())?,
            Self::Order => {
                new.order = if reader.choice(&self.all_choices(new.language))? == "after" {
                    Order::EnrolFirst
                } else {
                    Order::LotteryFirst
                }
            }
            Self::Outside => {
                new.outside = match reader.choice(&self.all_choices(new.language))? {
                    "lottery" => Outside::ByLottery,
                    "non-participants" => Outside::NonParticipants,
                    _ => Outside::Nobody,
                }
            }
            Self::Survey => new.survey = reader.answering()?,
            Self::Measured => new.measured = reader.whole(1, LONGEST)?,
            Self::Lasts => new.lasts = reader.whole(1, LONGEST)?,
            Self::Fixed => new.fixed = reader.amount()?,
            Self::PerInvitation => new.per_invitation = reader.amount()?,
            Self::PerMonth => new.per_month = reader.amount()?,
        }
        new.given.insert(self);
        if let Some(fault) = new.given.iter().find_map(|given| given.fault(&new)) {
            return Err(fault);
        }
        *answers = new;
        Ok(())
    }

    /// Why an answer cannot be beside those before it.
    pub fn fault(self, answers: &Answers) -> Option<String> {
        let language = answers.language;
        let count = |n: u64| Number::count(n as usize);
        let people = answers.participants();
        match self {
            Self::TakingPart if people > answers.eligible => {
                Some(words::whole(language, count(answers.fewest()), count(answers.eligible)))
            }
            Self::Arms if people < answers.fewest() => {
                let groups = Number::count(answers.arms.len() + 1);
                Some(words::small_groups(language, count(people), groups))
            }
            Self::Expected if ![1, answers.arms.len()].contains(&answers.expected.len()) => {
                Some(words::effects(language, Number::count(answers.arms.len())))
            }
            Self::Expected => answers.effects().into_iter().find_map(|effect| {
                let then = answers.now + effect;
                let leads =
                    || words::beyond(language, Number::stated(answers.now), Number::stated(then));
                (then <= 0.0 || then >= 100.0).then(leads)
            }),
            Self::Outside => match (answers.order, answers.outside) {
                (_, Outside::Nobody) => None,
                (Order::EnrolFirst, Outside::ByLottery) => {
                    Some(words::no_lottery_outside(language))
                }
                (Order::LotteryFirst, Outside::NonParticipants) => {
                    Some(words::all_invited(language))
                }
                (_, Outside::NonParticipants) => {
                    (people >= answers.eligible).then(|| words::nobody_outside(language))
                }
                (_, Outside::ByLottery) => (people > answers.invited()).then(|| {
                    words::too_few_invited(language, count(answers.invited()), count(people))
                }),
            },
            Self::Survey => (answers.survey.is_some() && answers.outside != Outside::Nobody)
                .then(|| words::nobody_asked_outside(language)),
            _ => None,
        }
    }
}
