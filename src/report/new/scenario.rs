//! The scenario that follows from the answers: JSON with comments, section by section.

use serde_json::Value;

use super::analyses::{Analysis, analyses};
use super::answers::{Answers, Order, Outside};
use super::comments::Months;
use super::names::identifier;
use super::question::Question;
use super::ranges::{self, Range};
use super::{comments, defaults};
use crate::language::Language;
use crate::report::words::{Listed, Number};
use crate::visible::visible;

/// Share that a lottery sets aside.
const SET_ASIDE: f64 = 0.25;
/// Columns of a comment.
const WIDTH: usize = 100;

/// The scenario; `command` makes it again.
pub fn scenario(answers: &Answers, command: &str) -> String {
    let draft =
        Draft { answers, language: answers.language, outcome: identifier(&answers.outcome) };
    let sections = [
        Some(draft.head()),
        Some(draft.population()),
        Some(draft.outcomes()),
        Some(draft.treatment()),
        draft.recruitment(),
        draft.measurement(),
        Some(draft.design()),
        Some(draft.analyses()),
        draft.costs(),
        Some(draft.estimands()),
        draft.worlds(),
    ];
    let sections: Vec<String> = sections.into_iter().flatten().collect();
    let top = comment("", &comments::made_by(draft.language))
        + &comment("", &comments::again(draft.language))
        + &format!("//     {}\n", visible(command));
    format!("{top}{{\n{}\n}}\n", sections.join(",\n\n"))
}

/// A scenario that is being written.
struct Draft<'a> {
    answers: &'a Answers,
    language: Language,
    /// The outcome's name in the file.
    outcome: String,
}

impl Draft<'_> {
    fn head(&self) -> String {
        let answers = self.answers;
        let about = comments::about(
            self.language,
            &answers.place,
            Listed(answers.arms.clone()),
            &answers.outcome,
            Months(answers.measured),
        );
        let head = format!("  \"name\": {},\n  \"about\": {}", text(&answers.place), text(&about));
        match self.language {
            Language::English => head,
            Language::Dutch => format!("{head},\n  \"language\": \"nl\""),
        }
    }

    fn population(&self) -> String {
        let size = self.number(
            Question::Eligible,
            self.answers.eligible as f64,
            ranges::people(self.answers),
        );
        let mut lines = vec![format!("    \"size\": {size}")];
        if self.selects() {
            let trait_name = text(&defaults::prospects(self.language));
            let value = self.assumed(0.0, [0.0, 0.5]);
            lines.push(format!(
                "{}    \"traits\": {{ {trait_name}: {value} }}",
                comment("    ", &comments::prospects(self.language))
            ));
        }
        section(&comments::people(self.language), "population", &lines)
    }

    fn outcomes(&self) -> String {
        let answers = self.answers;
        let effects: Vec<f64> = answers.effects().iter().map(|effect| effect / 100.0).collect();
        let now = answers.now / 100.0;
        let rate = self.number(Question::Now, now, ranges::rate(now, &effects));
        let traits = if self.selects() {
            let name = text(&defaults::prospects(self.language));
            format!(",\n      \"traits\": {{ {name}: {} }}", self.assumed(0.5, [0.2, 0.8]))
        } else {
            String::new()
        };
        let mut lines = vec![format!(
            "    {}: {{ {}\"binary\": {{\n      \"rate\": {rate}{traits}\n    }} }}",
            text(&self.outcome),
            self.label(&answers.outcome)
        )];
        if answers.asks_a_score() {
            let score = format!(
                "{}    {}: {{ \"score\": {{\n      \"mean\": {},\n      \"sd\": {},\n      \"months\": [{}],\n      \
                 \"correlation\": {},\n      \"baseline\": {}\n    }} }}",
                comment("    ", &comments::score(self.language)),
                text(&defaults::score(self.language)),
                self.assumed(6.5, [6.0, 7.0]),
                self.assumed(1.8, [1.5, 2.2]),
                answers.measured,
                self.assumed(0.5, [0.3, 0.7]),
                text(&defaults::score_before(self.language)),
            );
            lines.push(score);
        }
        let about = comments::outcome(self.language, &answers.outcome);
        section(&about, "outcomes", &lines)
    }

    /// The planner's own words, with a comma; nothing in English for what has the same name in the file, where a name
    /// without a label is told like one.
    fn label(&self, words: &str) -> String {
        match self.language {
            Language::English if identifier(words) == words => String::new(),
            _ => format!("\"label\": {{ {:?}: {} }}, ", self.language.code(), text(words)),
        }
    }

    /// A name in the file as words, with a comma, where the two differ in Dutch.
    fn spelt(&self, name: &str) -> String {
        match self.language {
            Language::Dutch if name.contains('_') => self.label(&name.replace('_', " ")),
            _ => String::new(),
        }
    }

    fn treatment(&self) -> String {
        let answers = self.answers;
        let (now, matters) = (answers.now / 100.0, answers.matters / 100.0);
        let arm = |(k, name): (usize, &String)| {
            let effect = answers.effect(k) / 100.0;
            let range = ranges::effect(effect, now, matters);
            let points = self.number(Question::Expected, effect, range);
            let mut effects = vec![format!("{}: {{ \"points\": {points} }}", text(&self.outcome))];
            if answers.asks_a_score() {
                let points = self.assumed(0.3, [0.0, 0.6]);
                let score = text(&defaults::score(self.language));
                effects.push(format!("{score}: {{ \"points\": {points} }}"));
            }
            format!(
                "      {}: {{ {}\"effects\": {{\n        {}\n      }} }}",
                text(&identifier(name)),
                self.label(name),
                effects.join(",\n        ")
            )
        };
        let arms: Vec<String> = answers.arms.iter().enumerate().map(arm).collect();
        let arms = format!("    \"arms\": {{\n{}\n    }}", arms.join(",\n"));
        let about = comments::arms(self.language, Months(answers.lasts));
        section(&about, "treatment", &[arms])
    }

    fn recruitment(&self) -> Option<String> {
        let answers = self.answers;
        let (people, invited) = (answers.participants(), answers.invited());
        if people >= invited {
            return None;
        }
        let share = people as f64 / invited as f64;
        let rate = self.number(Question::TakingPart, share, ranges::share(share));
        let mut lines = vec![format!("      \"rate\": {rate}")];
        if self.selects() {
            let now = answers.now / 100.0;
            let lead = (1.0 - share) * 0.2 * now * (1.0 - now);
            lines.push(format!(
                "{}      \"selection\": {{\n        \"on\": {},\n        \"outcome\": {},\n        \"rate\": {},\n        \
                 \"match\": \"approximate\"\n      }}",
                comment("      ", &comments::selecting(self.language)),
                text(&defaults::prospects(self.language)),
                text(&self.outcome),
                self.assumed(now + lead, [now, now + 2.0 * lead]),
            ));
        }
        let count = |n: u64| Number::count(n as usize);
        let about = match answers.order {
            Order::EnrolFirst => comments::enrolling(self.language, count(people), count(invited)),
            Order::LotteryFirst => {
                comments::accepting(self.language, count(people), count(invited))
            }
        };
        let enrolment = format!("    \"enrolment\": {{\n{}\n    }}", lines.join(",\n"));
        Some(section(&about, "recruitment", &[enrolment]))
    }

    fn measurement(&self) -> Option<String> {
        let answers = self.answers;
        let share = answers.survey? / 100.0;
        let response = self.number(Question::Survey, share, ranges::response(share));
        let everybody = share >= 1.0;
        let mut asked = vec![text(&self.outcome)];
        if answers.asks_a_score() {
            asked.push(text(&defaults::score(self.language)));
        }
        let mut lines = vec![
            format!("        \"month\": {}", self.month()),
            format!("        \"outcomes\": [{}]", asked.join(", ")),
            format!("        \"response\": {response}"),
        ];
        if !everybody {
            let arm = |name: &String| {
                format!("{}: {}", text(&identifier(name)), self.assumed(0.0, [-0.5, 0.5]))
            };
            let arms: Vec<String> = answers.arms.iter().map(arm).collect();
            lines.push(format!(
                "        \"arms\": {{\n          {}\n        }}",
                arms.join(",\n          ")
            ));
            let by_outcome = self.assumed(0.0, [-1.0, 1.0]);
            lines.push(format!(
                "        \"depends_on\": {{ {}: {by_outcome} }}",
                text(&self.outcome)
            ));
        }
        let survey = format!(
            "    \"follow_ups\": {{\n      {}: {{\n{}\n      }}\n    }}",
            text(&defaults::survey(self.language)),
            lines.join(",\n")
        );
        let about = if everybody { comments::full_survey } else { comments::survey };
        Some(section(&about(self.language), "measurement", &[survey]))
    }

    fn design(&self) -> String {
        match (self.answers.order, self.answers.outside) {
            (Order::EnrolFirst, _) => {
                let name = defaults::after(self.language);
                let (label, name) = (self.spelt(&name), text(&name));
                let lines = [format!("    {name}: {{ {label}\"after_enrolment\": {{}} }}")];
                section(&comments::enrol_first(self.language), "designs", &lines)
            }
            (Order::LotteryFirst, outside) => {
                let settings = if outside == Outside::ByLottery {
                    let share = self.assumed(SET_ASIDE, [0.10, 0.50]);
                    let about = comment("      ", &comments::set_aside(self.language));
                    format!("{{\n{about}      \"reference\": {share}\n    }}")
                } else {
                    "{}".to_owned()
                };
                let name = defaults::before(self.language);
                let (label, name) = (self.spelt(&name), text(&name));
                let lines = [format!("    {name}: {{ {label}\"before_enrolment\": {settings} }}")];
                section(&comments::lottery_first(self.language), "designs", &lines)
            }
        }
    }

    fn analyses(&self) -> String {
        let written = |analysis: Analysis| {
            let label = self.spelt(&analysis.name);
            let mut settings = vec![format!("{label}\"estimator\": {}", analysis.estimator)];
            if let Some(outcome) = &analysis.outcome {
                settings.push(format!("\"outcomes\": [{}]", text(outcome)));
            }
            if analysis.of_participants {
                settings.push("\"set\": \"participants\"".to_owned());
            }
            let pair = |[arm, with]: &[String; 2]| format!("[{}, {}]", text(arm), text(with));
            let pairs: Vec<String> = analysis.contrasts.iter().map(pair).collect();
            settings.push(format!("\"contrasts\": [{}]", pairs.join(", ")));
            format!(
                "{}    {}: {{\n      {}\n    }}",
                comment("    ", &analysis.about),
                text(&analysis.name),
                settings.join(",\n      ")
            )
        };
        let lines: Vec<String> = analyses(self.answers).into_iter().map(written).collect();
        format!("  \"analyses\": {{\n{}\n  }}", lines.join(",\n"))
    }

    fn costs(&self) -> Option<String> {
        let answers = self.answers;
        let paid = |question, key: &str, euros: Option<f64>| {
            let euros = euros.filter(|euros| *euros > 0.0)?;
            Some(format!("    \"{key}\": {}", self.number(question, euros, ranges::amount(euros))))
        };
        let monthly = answers.per_month.filter(|euros| *euros > 0.0).map(|euros| {
            let value = self.number(Question::PerMonth, euros, ranges::amount(euros));
            let arm = |name: &String| format!("      {}: {value}", text(&identifier(name)));
            let arms: Vec<String> = answers.arms.iter().map(arm).collect();
            let months = answers.lasts as f64;
            let months =
                self.number(Question::Lasts, months, [(months / 2.0).ceil(), 2.0 * months]);
            format!(
                "    \"per_arm_month\": {{\n{}\n    }},\n    \"months\": {months}",
                arms.join(",\n")
            )
        });
        let lines = [
            paid(Question::Fixed, "fixed", answers.fixed),
            paid(Question::PerInvitation, "per_invited", answers.per_invitation),
            monthly,
        ];
        let lines: Vec<String> = lines.into_iter().flatten().collect();
        let about = comments::costs(self.language, Months(answers.lasts));
        (!lines.is_empty()).then(|| section(&about, "costs", &lines))
    }

    fn estimands(&self) -> String {
        let matters = self.answers.matters / 100.0;
        let value = self.number(Question::Matters, matters, ranges::share(matters));
        let lines = [
            format!("    \"smallest_effect_of_interest\": {value}"),
            format!("    \"primary\": {{ \"outcome\": {} }}", text(&self.outcome)),
        ];
        section(&comments::matters(self.language), "estimands", &lines)
    }

    fn worlds(&self) -> Option<String> {
        let answers = self.answers;
        if !answers.asks_a_score() && answers.effects().iter().all(|effect| *effect == 0.0) {
            return None;
        }
        let arm = |name: &String| format!("{}: {{ \"effects\": null }}", text(&identifier(name)));
        let arms: Vec<String> = answers.arms.iter().map(arm).collect();
        let world = format!(
            "    {}: {{\n      {}\"role\": \"null\",\n      \"about\": {},\n      \"treatment\": {{ \"arms\": {{\n        \
             {}\n      }} }}\n    }}",
            text(&defaults::without_effect(self.language)),
            self.spelt(&defaults::without_effect(self.language)),
            text(&comments::about_null(self.language)),
            arms.join(",\n        ")
        );
        Some(section(&comments::null(self.language), "worlds", &[world]))
    }

    /// Whether those who enrol are told apart from those who do not.
    fn selects(&self) -> bool {
        self.answers.outside == Outside::NonParticipants
    }

    /// The month of measurement: a choice, which is what it is.
    fn month(&self) -> String {
        let month = self.answers.measured as f64;
        self.number(Question::Measured, month, [month, month])
    }

    /// A number that was asked for.
    fn number(&self, question: Question, value: f64, range: Range) -> String {
        let is_given = self.answers.given.contains(&question);
        let cited = if is_given { comments::answered } else { comments::by_default };
        assumption(value, range, &cited(self.language))
    }

    /// A number that was not.
    fn assumed(&self, value: f64, range: Range) -> String {
        assumption(value, range, &comments::not_asked(self.language))
    }
}

/// A section with a comment above.
fn section(about: &str, key: &str, lines: &[String]) -> String {
    format!("{}  \"{key}\": {{\n{}\n  }}", comment("  ", about), lines.join(",\n"))
}

fn assumption(value: f64, range: Range, citation: &str) -> String {
    let [value, low, high] = [value, range[0], range[1]].map(|x| (x * 1e6).round() / 1e6);
    let citation = text(citation);
    format!(
        "{{ \"value\": {value}, \"source\": \"assumption\", \"citation\": {citation}, \"range\": [{low}, {high}] }}"
    )
}

/// A text as JSON writes it.
fn text(text: &str) -> String {
    Value::from(text).to_string()
}

/// Lines of a comment.
fn comment(indent: &str, text: &str) -> String {
    let start = format!("{indent}//");
    let mut lines = vec![start.clone()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is a first line");
        if *line != start && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(format!("{start} {word}"));
        } else {
            line.push(' ');
            line.push_str(word);
        }
    }
    lines.join("\n") + "\n"
}
