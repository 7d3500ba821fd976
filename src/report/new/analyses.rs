//! Which comparisons follow from who is randomised, and who is followed outside.

use super::answers::{Answers, Order, Outside};
use super::names::identifier;
use super::{comments, defaults};
use crate::language::Language;

/// An analysis of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysis {
    /// Its name.
    pub name: String,
    /// What it compares, for a reader.
    pub about: String,
    /// Its estimator, as JSON.
    pub estimator: String,
    /// The outcome that it is about; all when absent.
    pub outcome: Option<String>,
    /// Whether it counts those who take part, and not all who are invited.
    pub of_participants: bool,
    /// Which groups are compared with which.
    pub contrasts: Vec<[String; 2]>,
}

const PLAIN: &str = r#"{ "difference_in_means": {} }"#;

/// The analyses that follow from the answers.
pub fn analyses(answers: &Answers) -> Vec<Analysis> {
    let language = answers.language;
    let arms: Vec<String> = answers.arms.iter().map(|arm| identifier(arm)).collect();
    let against = |group: &'static str| arms.iter().map(move |arm| [arm.clone(), group.to_owned()]);
    let plain = |name: fn(Language) -> String, about: fn(Language) -> String| Analysis {
        name: name(language),
        about: about(language),
        estimator: PLAIN.to_owned(),
        outcome: None,
        of_participants: false,
        contrasts: Vec::new(),
    };
    let mut out = Vec::new();
    match (answers.order, answers.outside) {
        (Order::EnrolFirst, outside) => {
            out.push(Analysis {
                contrasts: against("control").collect(),
                ..plain(defaults::difference, comments::compared)
            });
            if outside == Outside::NonParticipants {
                let control = ["control".to_owned(), "reference".to_owned()];
                out.push(Analysis {
                    contrasts: against("reference").chain([control]).collect(),
                    ..plain(defaults::against_outside, comments::compared_outside)
                });
            }
        }
        // A survey asks nobody else.
        (Order::LotteryFirst, _) if answers.survey.is_some() => out.push(Analysis {
            of_participants: true,
            contrasts: against("control").collect(),
            ..plain(defaults::participants, comments::compared_participants)
        }),
        (Order::LotteryFirst, outside) => {
            let with = if outside == Outside::ByLottery { "reference" } else { "control" };
            let control = against("control").filter(|_| with == "reference");
            out.push(Analysis {
                contrasts: against(with).chain(control).collect(),
                ..plain(defaults::invited, comments::compared_invited)
            });
            // Control was invited as well: who starts can be told apart against those who were not.
            if outside == Outside::ByLottery {
                out.push(Analysis {
                    estimator: r#"{ "wald": {} }"#.to_owned(),
                    contrasts: against(with).collect(),
                    ..plain(defaults::started, comments::compared_started)
                });
            }
        }
    }
    if answers.asks_a_score() {
        let before = defaults::score_before(language);
        out.push(Analysis {
            estimator: format!(r#"{{ "ols": {{ "covariates": [{before:?}] }} }}"#),
            outcome: Some(defaults::score(language)),
            of_participants: answers.order == Order::LotteryFirst,
            contrasts: against("control").collect(),
            ..plain(defaults::adjusted, comments::compared_adjusted)
        });
    }
    out
}
