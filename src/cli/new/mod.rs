//! `simulate new`: a first scenario from answers to a planner's questions.

mod ask;
mod target;

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Failure, machine, output, signals};
use crate::language::Language;
use crate::report::new::{Answers, Question, Template, scenario, told};
use crate::scenario::source::Document;
use crate::scenario::{Options, compile};
pub(super) use target::Target;

/// Arguments of `simulate new`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// File to write; - prints it
    file: PathBuf,
    /// Take a template and ask nothing; options still change it
    #[arg(long, value_enum)]
    from: Option<From>,
    /// Language of questions, comments and names, and of numbers in answers: en (English, 1,200.5) or nl
    /// (Dutch, 1.200,5)
    #[arg(long, value_name = "LANGUAGE", default_value_t)]
    language: Language,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
    /// Municipality or place [default: Example town]
    #[arg(long, value_name = "NAME", help_heading = "Answers")]
    place: Option<String>,
    /// People who are eligible [default: 2000]
    #[arg(long, value_name = "PEOPLE", help_heading = "Answers")]
    eligible: Option<String>,
    /// How many of them will take part [default: a fifth]
    #[arg(long, value_name = "PEOPLE", help_heading = "Answers")]
    taking_part: Option<String>,
    /// What should change [default: works 12 hours a week or more]
    #[arg(long, value_name = "OUTCOME", help_heading = "Answers")]
    changes: Option<String>,
    /// Share that reaches it without a new approach, in % [default: 20]
    #[arg(long, value_name = "PERCENT", help_heading = "Answers")]
    now: Option<String>,
    /// Effect from which on you would decide differently, in percentage points [default: 5]
    #[arg(long, value_name = "POINTS", help_heading = "Answers")]
    matters: Option<String>,
    /// New approaches, beside regular service: names, with commas [default: coaching]
    #[arg(long, value_name = "NAMES", help_heading = "Answers")]
    approaches: Option<String>,
    /// Effect that you expect, in percentage points: one for all approaches, or one for each with spaces
    /// between, as in --expected "-5 5" [default: 10]
    #[arg(long, value_name = "POINTS", help_heading = "Answers", allow_hyphen_values = true)]
    expected: Option<String>,
    /// What comes first: after (people enrol, then the lottery) or before (the lottery, then invitations)
    /// [default: after]
    #[arg(long, value_name = "ORDER", help_heading = "Answers")]
    order: Option<String>,
    /// Group followed outside the trial: no, lottery or non-participants [default: no]
    #[arg(long, value_name = "GROUP", help_heading = "Answers")]
    outside: Option<String>,
    /// Share who answer a survey that asks what should change, in %; no where that is in the files
    /// [default: no]
    #[arg(long, value_name = "PERCENT", help_heading = "Answers")]
    survey: Option<String>,
    /// Months after which you measure [default: 12]
    #[arg(long, value_name = "MONTHS", help_heading = "Answers")]
    measured: Option<String>,
    /// Months that an approach lasts [default: 12]
    #[arg(long, value_name = "MONTHS", help_heading = "Answers")]
    lasts: Option<String>,
    /// Costs, once, in euros [default: unknown]
    #[arg(long, value_name = "EUROS", help_heading = "Answers")]
    fixed_cost: Option<String>,
    /// Costs per invitation, in euros [default: unknown]
    #[arg(long, value_name = "EUROS", help_heading = "Answers")]
    invitation_cost: Option<String>,
    /// Costs of an approach per participant and month, in euros [default: unknown]
    #[arg(long, value_name = "EUROS", help_heading = "Answers")]
    month_cost: Option<String>,
}

/// A template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum From {
    /// Two approaches, a lottery after enrolment, and those who do not take part beside it
    After,
    /// Two approaches, a lottery before enrolment, and a reference group by lottery
    Before,
    /// One approach, and a survey that not everybody answers
    Survey,
    /// One approach against control: the defaults of all answers
    TwoArm,
}

impl From {
    fn template(self) -> Template {
        match self {
            Self::After => Template::After,
            Self::Before => Template::Before,
            Self::Survey => Template::Survey,
            Self::TwoArm => Template::TwoArm,
        }
    }
}

/// Asks, checks and writes.
///
/// # Errors
/// Answers that cannot be, a file that is there or cannot be written, questions that are broken off.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    signals::listen();
    let target = Target::find(&arguments.file, arguments.force)?;
    let mut answers = arguments.answers()?;
    if arguments.asks() {
        signals::asking(|| ask::ask(&mut answers))?;
    }
    possible(&answers)?;
    let text = scenario(&answers, &arguments.command(&answers));
    check(target.name(), &text).inspect_err(|failure| {
        if matches!(failure, Failure::Scenario(_)) {
            output::tell("simulate: these answers make no scenario that runs; nothing was saved");
        }
    })?;
    match target.write(&text)? {
        None => output::print(&text),
        Some(path) => output::print(&told(&answers, &output::quoted(path))),
    }
}

/// Refuses answers that cannot be together, by the option that would mend it.
fn possible(answers: &Answers) -> Result<(), Failure> {
    let fault = |question: &Question| Some((question.option(), question.fault(answers)?));
    match Question::ALL.iter().find_map(fault) {
        Some((option, fault)) => Err(Failure::Input(format!("{option}: {fault}"))),
        None => Ok(()),
    }
}

/// Checks the scenario as `simulate check` would.
fn check(name: &str, text: &str) -> Result<(), Failure> {
    let document = Document::parse(name, text)?;
    machine::memory(&document, None, true)?;
    machine::threads(None)?.install(|| {
        compile(&document, &Options { null_world: true, ..Options::default() })?;
        Ok(())
    })
}

impl Arguments {
    /// Whether there is anything to ask, and anybody to answer.
    fn asks(&self) -> bool {
        self.from.is_none() && io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// What the options answer, and the template's answers to everything else.
    fn answers(&self) -> Result<Answers, Failure> {
        let template = self.from.map_or(Template::TwoArm, From::template);
        let mut answers = Answers::of(template, self.language);
        for question in Question::ALL {
            if let Some(text) = self.option(question) {
                question
                    .read(&mut answers, text, self.language)
                    .map_err(|fault| Failure::Input(format!("{}: {fault}", question.option())))?;
            }
        }
        Ok(answers)
    }

    fn option(&self, question: Question) -> Option<&str> {
        let option = match question {
            Question::Place => &self.place,
            Question::Eligible => &self.eligible,
            Question::TakingPart => &self.taking_part,
            Question::Outcome => &self.changes,
            Question::Now => &self.now,
            Question::Matters => &self.matters,
            Question::Arms => &self.approaches,
            Question::Expected => &self.expected,
            Question::Order => &self.order,
            Question::Outside => &self.outside,
            Question::Survey => &self.survey,
            Question::Measured => &self.measured,
            Question::Lasts => &self.lasts,
            Question::Fixed => &self.fixed_cost,
            Question::PerInvitation => &self.invitation_cost,
            Question::PerMonth => &self.month_cost,
        };
        option.as_deref()
    }

    /// The command that writes the same file without asking.
    fn command(&self, answers: &Answers) -> String {
        let mut words = vec!["simulate".to_owned(), "new".to_owned(), output::quoted(&self.file)];
        if self.language != Language::default() {
            words.extend(["--language".to_owned(), self.language.to_string()]);
        }
        words.extend(["--from".to_owned(), answers.template.name().to_owned()]);
        for question in &answers.given {
            let written = question.written(answers);
            words.extend([question.option().to_owned(), output::quoted(written.as_ref())]);
        }
        words.join(" ")
    }
}
