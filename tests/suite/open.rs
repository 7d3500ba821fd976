//! The house is open: a member that nobody here has heard of takes one file and one line of its own.
//!
//! The four in `tests/open` stand where they would stand in `src`. They are put into a copy of the source tree, which is
//! built once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::{Value, json};

use crate::assert_near;
use crate::command::{Program, read_json};
use crate::place::Place;

/// A member, and the list in which it takes a line.
struct Member {
    /// Its name in a scenario, and that of its file.
    name: &'static str,
    /// The folder of its family below `src`, and below `tests/open`.
    folder: &'static str,
    /// What its line ends in.
    settings: &'static str,
    /// What stands in the line that opens the list of its family, in the folder's `mod.rs`.
    list: &'static str,
}

const MEMBERS: [Member; 4] = [
    Member {
        name: "alternation",
        folder: "assignment",
        settings: "Alternation",
        list: "Scheme, listed as \"schemes\"",
    },
    Member {
        name: "trimmed_means",
        folder: "estimator",
        settings: "TrimmedMeans",
        list: "Estimator, listed as \"estimators\"",
    },
    Member {
        name: "count",
        folder: "outcome",
        settings: "Count",
        list: "Outcome, listed as \"outcomes\"",
    },
    Member {
        name: "spillover",
        folder: "treatment/artefact",
        settings: "Spillover",
        list: "Artefacts of Artefact, listed as \"artefacts\"",
    },
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Copies what cargo needs to build the command.
fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("it is writable");
        for entry in fs::read_dir(from).expect("it is readable") {
            let entry = entry.expect("it is readable");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    }
}

impl Member {
    /// Puts the file in its place, and the line at the end of the list of its family.
    fn join(&self, tree: &Path) {
        let Self { name, folder, settings, list } = self;
        let file = format!("{name}.rs");
        let folder_of_family = tree.join("src").join(folder);
        copy(&root().join("tests/open").join(folder).join(&file), &folder_of_family.join(&file));
        let path = folder_of_family.join("mod.rs");
        let text = fs::read_to_string(&path).expect("a family has a list");
        let mut lines: Vec<&str> = text.lines().collect();
        let lost = || panic!("src/{folder}/mod.rs has no list that begins with {list:?}");
        let opens = lines.iter().position(|line| line.contains(list)).unwrap_or_else(lost);
        let closes = lines[opens..].iter().position(|line| line.trim() == "}");
        let line = format!("        {name}::{settings},");
        lines.insert(opens + closes.expect("a list ends"), &line);
        fs::write(&path, lines.join("\n") + "\n").expect("it is writable");
    }
}

/// Text by file, of everything below a folder.
fn files(folder: &Path, below: &Path, out: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(folder).expect("it is readable") {
        let path = entry.expect("it is readable").path();
        if path.is_dir() {
            files(&path, below, out);
        } else {
            let text = fs::read(&path).expect("it is readable");
            let name = path.strip_prefix(below).expect("it lies below").to_owned();
            out.insert(name, String::from_utf8_lossy(&text).into_owned());
        }
    }
}

/// By file that differs: the lines that the copy has besides; none for a new file. Nothing may be missing or changed.
fn differences(tree: &Path) -> BTreeMap<String, Vec<String>> {
    let [mut before, mut after] = [BTreeMap::new(), BTreeMap::new()];
    files(&root().join("src"), &root().join("src"), &mut before);
    files(&tree.join("src"), &tree.join("src"), &mut after);
    assert!(before.keys().all(|name| after.contains_key(name)), "a file is gone");
    let differs = |(name, text): (PathBuf, String)| {
        let added = match before.get(&name) {
            Some(known) if *known == text => return None,
            Some(known) => added(known, &text),
            None => Vec::new(),
        };
        Some((name.display().to_string(), added))
    };
    after.into_iter().filter_map(differs).collect()
}

/// The lines that a text has more than another, all of whose lines it has in their order.
fn added(before: &str, after: &str) -> Vec<String> {
    let mut known = before.lines().peekable();
    let is_new = |line: &&str| known.next_if_eq(line).is_none();
    let new = after.lines().filter(is_new).map(|line| line.trim().to_owned()).collect();
    assert_eq!(known.next(), None, "a line has changed");
    new
}

/// Builds the command of a source tree, without a network.
fn build(tree: &Path, target: &Path) -> Program {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--offline", "--locked", "--bin", "simulate", "--target-dir"])
        .arg(target)
        .current_dir(tree)
        .output()
        .expect("cargo starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the four members do not compile:\n{said}");
    assert!(!said.contains("warning: `proefdraai`"), "{said}");
    Program(target.join("debug").join(format!("simulate{}", env::consts::EXE_SUFFIX)))
}

/// A trial that uses all four.
fn scenario() -> Value {
    let mean = json!({"value": 3, "source": "assumption", "range": [2, 4]});
    json!({
        "name": "made up",
        "population": {"size": 500, "covariates": {"education": {"binary": 0.5}}},
        "outcomes": {
            "applications": {"count": {"mean": mean, "covariates": {"education": 0.3}}},
            "wellbeing": {"continuous": {"mean": 6, "sd": 1}}
        },
        "treatment": {
            "arms": {"help": {"effects": {
                "applications": {"points": 0.9}, "wellbeing": {"points": 0.5}
            }}},
            "artefacts": {"spillover": {"share": 0.2}}
        },
        "recruitment": {"enrolment": {"rate": 0.5}},
        "designs": {"trial": {"after_enrolment": {
            "participants": 201, "assignment": "alternation"
        }}},
        "analyses": {"trimmed": {
            "estimator": {"trimmed_means": {"trim": 0.1}},
            "contrasts": [["help", "control"], ["help", "reference"]]
        }},
        "costs": {"per_enrolled": 150}
    })
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

/// What the members do, by what is known of them.
fn does_what_they_say(program: &Program, scenario: &str) {
    let asked = [scenario, "--replications", "400", "--format", "json"];
    let results = read_json(&program.succeeds(&asked));
    let cells = results["cells"].as_array().expect("a list");
    let cell = |outcome: &str, versus: &str| {
        let fits = |cell: &&Value| {
            cell["world"] == "plan" && cell["outcome"] == outcome && cell["versus"] == versus
        };
        cells.iter().find(fits).unwrap_or_else(|| panic!("no {outcome} against {versus}"))
    };
    let wellbeing = cell("wellbeing", "control");
    // Of 400 intervals of 95 %, four standard errors: 4·√(.95·.05/400) = .044.
    assert_near(number(&wellbeing["coverage"]["value"]), 0.95, 0.044);
    // 4·√(2/100·(1/.96)/400): Stigler's efficiency of a mean trimmed by a tenth is above .94.
    assert_near(number(&wellbeing["mean_estimate"]["value"]), 0.5, 0.03);
    let caused = |cell: &Value| {
        let terms = cell["bias_budget"].as_array().expect("a list");
        let own = terms.iter().find(|term| term["term"] == "spillover").expect("a term of its own");
        number(&own["mean"]["value"])
    };
    assert_near(caused(wellbeing), 0.0, 1e-12);
    assert_near(caused(cell("wellbeing", "reference")), 0.2 * 0.5, 1e-6);
    // Of 201 people each arm has 100 or 101, as the first draw falls: 4·.5/√400 = .1.
    let control = &results["flow"][0]["assigned"]["control"];
    assert_near(number(&control["mean"]), 100.5, 0.1);
    assert_near(number(&control["sd"]), 0.5, 0.02);
    let levels = results["calibration"].as_array().expect("a list");
    let level = |path: &str| {
        let found = levels.iter().find(|target| target["path"] == path);
        number(&found.unwrap_or_else(|| panic!("no target at {path}"))["achieved"])
    };
    assert_near(level("outcomes.applications.count.mean"), 3.0, 0.03);
    let skewed = cell("applications", "control");
    assert!(number(&skewed["tests"][0]["power"]["value"]) > 0.5, "{skewed}");
}

/// Nothing else changes; pages and schema are then made by `just fixtures`.
#[test]
#[ignore = "builds the command once more: minutes"]
fn four_made_up_members_take_one_file_and_one_line_each() {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("open");
    let tree = place.join("tree");
    if tree.exists() {
        fs::remove_dir_all(&tree).expect("it is ours");
    }
    for part in
        ["Cargo.toml", "Cargo.lock", "askama.toml", "src", "benches", "examples", "tests/suite"]
    {
        let to = tree.join(part);
        fs::create_dir_all(to.parent().expect("it lies in the tree")).expect("it is writable");
        copy(&root().join(part), &to);
    }
    for member in &MEMBERS {
        member.join(&tree);
    }
    let wanted = MEMBERS.iter().flat_map(|Member { name, folder, settings, .. }| {
        let line = vec![format!("{name}::{settings},")];
        [(format!("{folder}/mod.rs"), line), (format!("{folder}/{name}.rs"), Vec::new())]
    });
    assert_eq!(differences(&tree), wanted.collect());

    let program = build(&tree, &place.join("target"));
    let (list, schema) = (program.succeeds(&["list"]), program.succeeds(&["schema"]));
    for Member { name, .. } in MEMBERS {
        assert!(list.contains(name), "{name} is not listed");
        assert!(program.succeeds(&["list", name]).contains(name), "{name} has no page");
        assert!(schema.contains(&format!("\"{name}\"")), "{name} is not in the schema");
    }
    let place = Place::of(&scenario());
    does_what_they_say(&program, place.scenario());
    let varied = "treatment.artefacts.spillover.share=0,0.2";
    program.answers_questions(&place.path("s.json"), &[], varied, &["--people", "500"], &[]);
    for (path, wrong) in [
        ("outcomes.applications.count.mean", "outcomes.applications.count.mean=0"),
        (
            "analyses.trimmed.estimator.trimmed_means.trim",
            "analyses.trimmed.estimator.trimmed_means.trim=0.5",
        ),
        ("treatment.artefacts.spillover.share", "treatment.artefacts.spillover.share=1.5"),
    ] {
        let said = program.is_refused(&["check", place.scenario(), "--set", wrong]);
        assert!(said.contains(path) && said.contains("must be a number"), "{said}");
    }
}
