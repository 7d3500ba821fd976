//! `simulate protocol`: the text of a pre-registration, from the scenario and a run.

use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::new::Target;
use super::run::Common;
use super::{Failure, output};
use crate::answer::answer;
use crate::report::Protocol;
use crate::scenario::{MOST_REPLICATIONS, Options};

/// Arguments of `simulate protocol`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Scenario file
    scenario: PathBuf,
    #[command(flatten)]
    common: Common,
    /// Form of the text
    #[arg(long, value_enum, default_value_t = Form::Markdown)]
    format: Form,
    /// Simulated trials, 1 to 10 million [default: the scenario's, or 2000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_REPLICATIONS)))]
    replications: Option<u32>,
    /// Design that is registered [default: the leading one]
    #[arg(long, value_name = "D")]
    design: Option<String>,
    /// File to write; without it the text is printed
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long, requires = "output")]
    force: bool,
}

/// What the text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Text with marks, for the fields of a register
    Markdown,
    /// A page, to read and print
    Html,
}

/// Runs the scenario and writes its protocol.
///
/// # Errors
/// Mistakes in the scenario or the arguments, a file that is there or cannot be written, an interruption, a fault of our own.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let start = Instant::now();
    let find = |path: &PathBuf| Target::find(path, arguments.force);
    let target = arguments.output.as_ref().map(find).transpose()?;
    let mut document = arguments.common.load(&arguments.scenario)?;
    if let Some(n) = arguments.replications {
        document.run_by("--replications", "replications", &json!(n))?;
    }
    // Stories fitted afterwards are no part of a plan.
    let worlds = vec![document.base_world().to_owned()];
    let designs = arguments.design.iter().cloned().collect();
    let options = Options { worlds, designs, ..Options::default() };
    let answer =
        arguments.common.on_threads(|progress| Ok(answer(&document, &options, progress)?))?;
    let results = answer.results(start.elapsed().as_secs_f64());
    let language = arguments.common.language(&answer.compiled.scenario);
    let protocol =
        Protocol::new(&answer.compiled, &results, &document, arguments.command(), language);
    let text = match arguments.format {
        Form::Markdown => protocol.markdown(),
        Form::Html => protocol.html(),
    };
    let written = match &target {
        Some(target) => target.write(&text)?,
        None => None,
    };
    let told = written.map(|path| protocol.told(&output::quoted(path)));
    output::print(&told.unwrap_or(text))
}

impl Arguments {
    /// The command that makes the same text.
    fn command(&self) -> String {
        let file = self.scenario.file_name().unwrap_or(self.scenario.as_os_str());
        let mut parts = vec!["simulate protocol".to_owned(), output::quoted(file.as_ref())];
        parts.extend(self.replications.map(|n| format!("--replications {n}")));
        let design = self.design.as_ref();
        parts.extend(design.map(|name| format!("--design {}", output::quoted(name.as_ref()))));
        parts.extend(self.common.changes());
        if self.format == Form::Html {
            parts.push("--format html".to_owned());
        }
        parts.join(" ")
    }
}
