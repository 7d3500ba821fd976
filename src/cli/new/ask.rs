//! The questions at a terminal: each is asked until its answer can be.

use std::fmt;

use inquire::validator::Validation;
use inquire::{InquireError, Select, Text};

use crate::cli::{Failure, output};
use crate::report::new::{Answers, Choice, Question, opening};

/// Asks everything that no option has answered.
///
/// # Errors
/// When the questions are broken off.
pub(super) fn ask(answers: &mut Answers) -> Result<(), Failure> {
    output::tell(&opening(answers.language));
    for question in Question::ALL {
        while !answers.given.contains(&question) {
            let choices = question.choices(answers);
            let text = match &choices[..] {
                [] => open(question, answers),
                [only] => Ok(only.key.to_owned()),
                _ => choose(question, choices, answers),
            };
            let text = text.map_err(broken_off)?;
            if let Err(fault) = question.read(answers, &text, answers.language) {
                output::tell(&fault);
            }
        }
    }
    Ok(())
}

/// Asks for a text; Enter takes the answer at hand.
fn open(question: Question, answers: &Answers) -> Result<String, InquireError> {
    let (asked, shown) = (question.asked(answers.language), question.shown(answers));
    let hint = question.hint(answers);
    let known = answers.clone();
    let possible = move |text: &str| {
        let mut tried = known.clone();
        Ok(match question.read(&mut tried, text, known.language) {
            Ok(()) => Validation::Valid,
            Err(fault) => Validation::Invalid(fault.into()),
        })
    };
    let mut prompt = Text::new(&asked).with_default(&shown).with_validator(possible);
    prompt.help_message = hint.as_deref();
    prompt.prompt()
}

/// Asks to choose; the answer at hand comes first.
fn choose(
    question: Question,
    choices: Vec<Choice>,
    answers: &Answers,
) -> Result<String, InquireError> {
    let (asked, hint) = (question.asked(answers.language), question.hint(answers));
    let shown = choices.into_iter().map(Shown).collect();
    let mut prompt = Select::new(&asked, shown).without_filtering();
    prompt.help_message = hint.as_deref();
    prompt.prompt().map(|Shown(choice)| choice.key.to_owned())
}

/// A choice as it stands in a list.
struct Shown(Choice);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0.words)
    }
}

fn broken_off(error: InquireError) -> Failure {
    match error {
        InquireError::OperationCanceled
        | InquireError::OperationInterrupted
        | InquireError::IO(_) => Failure::Interrupted,
        other => Failure::Input(format!("nothing can be asked here: {other}")),
    }
}
