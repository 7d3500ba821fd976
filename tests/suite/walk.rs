//! Every scenario of the repository, run once with a few replications, for all tests that look at all of them.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proefdraai::answer::answer;
use proefdraai::engine::Nobody;
use proefdraai::language::Language;
use proefdraai::report::WIDTH;
use proefdraai::report::run::text;
use proefdraai::scenario::Options;
use proefdraai::scenario::source::Document;
use rayon::prelude::*;
use serde_json::Value;

/// Simulated trials of each scenario.
const REPLICATIONS: u32 = 4;

/// A scenario file and what it says.
pub struct Walked {
    /// Where it stands, from the root of the repository.
    pub file: String,
    /// The scenario; none where it cannot be read.
    pub scenario: Option<Value>,
    /// What was answered, or why it was refused.
    pub answer: Result<Answer, String>,
}

/// What a run answers.
pub struct Answer {
    /// The results as JSON.
    pub results: Value,
    /// The first screen, by language.
    pub screens: [String; 2],
    /// All that is printed with the details, by language.
    pub details: [String; 2],
}

/// All of them, by name.
pub static SCENARIOS: LazyLock<Vec<Walked>> =
    LazyLock::new(|| files().par_iter().map(|path| walked(path)).collect());

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files() -> Vec<PathBuf> {
    let folders = ["scenarios", "tests/scenarios", "tests/cases", "benches/scenarios"];
    let mut out = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(root().join(folder)).expect("the folder exists") {
            let path = entry.expect("it can be read").path();
            let is_scenario = path.extension().is_some_and(|ext| ext == "json")
                && !path.to_string_lossy().ends_with(".schema.json");
            if is_scenario {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}

fn walked(path: &Path) -> Walked {
    let file = path.strip_prefix(root()).expect("it lies below").display().to_string();
    let document = Document::load(path);
    let scenario = document.as_ref().ok().map(Document::value);
    let answer = document.map_err(|report| report.to_string()).and_then(|document| {
        let options = Options { replications: Some(REPLICATIONS), ..Options::default() };
        let answer = answer(&document, &options, &Nobody).map_err(|error| error.to_string())?;
        let results = answer.results(0.0);
        let render = |with_details, language| {
            text::render(&results, &answer.compiled, &file, with_details, language, WIDTH)
        };
        let [screens, details] = [false, true]
            .map(|with_details| Language::ALL.map(|language| render(with_details, language)));
        let results = serde_json::from_str(&results.json()).expect("results are JSON");
        Ok(Answer { results, screens, details })
    });
    Walked { file, scenario, answer }
}
