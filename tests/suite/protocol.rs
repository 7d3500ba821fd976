//! `simulate protocol`: every section in both languages, chosen by what the scenario says and the run computed, and nothing
//! that is neither.

use std::fs;
use std::path::{Path, PathBuf};

use proefdraai::answer::{Answer, answer};
use proefdraai::engine::Nobody;
use proefdraai::language::Language;
use proefdraai::report::{Protocol, Results, digits};
use proefdraai::scenario::source::Document;
use proefdraai::scenario::{self, Options};
use serde_json::{Value, json};

use crate::command::{is_refused, read_json, succeeds};
use crate::place::Place;
use crate::printed::says;

/// Sentences of the program itself have at most so many words in Dutch.
const LONGEST: usize = 25;
/// English words that no Dutch sentence has.
const ENGLISH: [&str; 8] = ["points", "arm", "bias", "power", "null", "trial", "the", "of the"];

fn options() -> Options {
    Options { null_world: true, ..Options::default() }
}

fn run(document: &Document, replications: u32) -> Option<(Answer, Results)> {
    let worlds = vec![document.base_world().to_owned()];
    let options = Options { worlds, replications: Some(replications), ..options() };
    let answer = answer(document, &options, &Nobody).ok()?;
    let results = answer.results(0.0);
    Some((answer, results))
}

fn written(document: &Document, replications: u32, language: Language) -> String {
    let (answer, results) = run(document, replications).expect("it runs");
    Protocol::new(&answer.compiled, &results, document, "simulate protocol".to_owned(), language)
        .markdown()
}

fn of(scenario: &Value, language: Language) -> String {
    let document = Document::parse("own.json", scenario.to_string()).expect("it is JSON");
    written(&document, 100, language)
}

/// Two arms with labels, of which the second does harm.
fn own() -> Value {
    json!({
        "name": "eigen", "about": "Helpt het?",
        "population": {"size": 1200, "covariates": {"jong": {"binary": 0.4}}},
        "outcomes": {"works": {"label": {"nl": "werk"}, "binary": {"rate": 0.3}}},
        "treatment": {"arms": {
            "help": {"label": {"nl": "begeleiding"}, "effects": {"works": {"points": 0.1}}},
            "money": {"label": {"nl": "premie"}, "effects": {"works": {"points": -0.08}}}
        }},
        "designs": {"after": {"label": {"nl": "na aanmelding"}, "after_enrolment": {}}},
        "analyses": {"plain": {"label": {"nl": "verschil"}, "estimator": "difference_in_means"}},
        "estimands": {"primary": {"outcome": "works"}, "smallest_effect_of_interest": 0.04}
    })
}

fn with(mut scenario: Value, changes: &[(&str, Value)]) -> Value {
    for (path, value) in changes {
        *scenario.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value.clone();
    }
    scenario
}

fn scenarios() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["scenarios", "tests/scenarios", "tests/cases"].map(|folder| root.join(folder));
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("it is there"));
    let paths = files.map(|file| file.expect("it can be read").path());
    let is_scenario = |path: &PathBuf| {
        path.extension().is_some_and(|kind| kind == "json")
            && !path.ends_with("scenario.schema.json")
    };
    let mut all: Vec<PathBuf> = paths.filter(is_scenario).collect();
    all.sort();
    all
}

#[test]
fn every_scenario_that_runs_has_all_sections_in_both_languages() {
    let mut ran = 0;
    for path in scenarios() {
        let Ok(document) = Document::load(&path) else { continue };
        if scenario::check(&document, &options()).is_err() {
            continue;
        }
        let Some((answer, results)) = run(&document, 4) else { continue };
        ran += 1;
        for language in Language::ALL {
            let command = "simulate protocol".to_owned();
            let protocol = Protocol::new(&answer.compiled, &results, &document, command, language);
            let (text, page) = (protocol.markdown(), protocol.html());
            let name = path.display();
            let headings = Protocol::headings(language);
            assert_eq!(headings.len(), 16);
            for (place, heading) in headings.iter().enumerate() {
                assert!(
                    text.contains(&format!("\n## {}. {heading}\n", place + 1)),
                    "{name}: {heading}"
                );
                assert!(
                    page.contains(&format!(">{}. {heading}</h2>", place + 1)),
                    "{name}: {heading}"
                );
            }
            assert!(!text.contains(['{', '}']), "{name}: a slot is left");
            assert!(
                text.contains(&results.scenario.hash) && page.contains(&results.scenario.hash),
                "{name}"
            );
            assert!(!text.contains("NaN") && !text.contains("inf "), "{name}");
        }
    }
    assert!(ran > 50, "{ran} scenarios ran");
}

#[test]
fn the_numbers_are_those_of_the_results() {
    let document = Document::parse("own.json", own().to_string()).expect("it is JSON");
    let (answer, results) = run(&document, 300).expect("it runs");
    let english = Language::English;
    let text =
        Protocol::new(&answer.compiled, &results, &document, String::new(), english).markdown();
    for cell in results.cells.iter().filter(|cell| cell.key.world == "plan") {
        let found = cell.diagnosis.tests[0].power_right_direction.expect("there is an effect");
        let analysed = cell.diagnosis.n_analysed.expect("it is analysed");
        let row = format!("| plain | {} − control | {} |", cell.key.arm, digits::count(analysed));
        let line = text
            .lines()
            .find(|line| line.starts_with(&row))
            .unwrap_or_else(|| panic!("{row}\n{text}"));
        assert!(line.contains(&digits::percent(&found)), "{line}");
        let alarm = results.cells.iter().find(|other| {
            other.key.world != "plan"
                && (&other.key.arm, &other.key.versus) == (&cell.key.arm, &cell.key.versus)
        });
        let alarm = alarm.expect("there is a world without effects").diagnosis.tests[0].power;
        assert!(
            line.ends_with(&format!("| {} |", digits::percent(&alarm.expect("it is tested")))),
            "{line}"
        );
    }
    let flow = &results.flow[0];
    for (stage, count) in [("randomised", flow.randomised), ("analysed", flow.analysed)] {
        let row =
            format!("| {stage} | {} | {} |", digits::count(count.mean), digits::three(count.sd));
        assert!(text.contains(&row), "{row}\n{text}");
    }
    let seal = format!("seed 1, 300 simulated trials; scenario BLAKE3 {}.", results.scenario.hash);
    says(&text, &[&seal]);
}

#[test]
fn another_sign_is_another_hypothesis() {
    let points = "/treatment/arms/help/effects/works/points";
    let changed = |effect: f64| of(&with(own(), &[(points, json!(effect))]), Language::English);
    says(&changed(0.1), &["We expect works to be 10 points higher under help than under control."]);
    says(&changed(-0.1), &["We expect works to be 10 points lower under help than under control."]);
    says(
        &changed(0.0),
        &[
            "No direction is expected of works under help:",
            "In the plan the effect of help is zero",
        ],
    );
    let dutch = of(&own(), Language::Dutch);
    says(
        &dutch,
        &[
            "Verwacht wordt dat het aandeel met werk bij begeleiding 10 procentpunt hoger is dan in de controlegroep.",
            "Verwacht wordt dat het aandeel met werk bij premie 8 procentpunt lager is dan in de controlegroep.",
        ],
    );
}

#[test]
fn dutch_sentences_are_short_and_dutch() {
    let mut scenario = own();
    scenario["measurement"] = json!({"exclusion": {"rate": 0.05}});
    scenario["recruitment"] = json!({"enrolment": {"rate": 0.4}, "still_in_at_start": 0.9});
    scenario["families"] = json!({"alles": {}});
    let text = of(&scenario, Language::Dutch);
    let told = text.lines().filter(|line| {
        let is_sentence = line.starts_with(|c: char| c.is_uppercase())
            || line.starts_with("- ")
            || line.starts_with("> - ");
        is_sentence
            && !line.contains("BLAKE3")
            && !line.starts_with("- Werelden")
            && !line.contains("simulate")
    });
    for line in told {
        for sentence in line.split(". ") {
            assert!(sentence.split_whitespace().count() <= LONGEST, "{sentence}");
        }
        let words: Vec<String> =
            line.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
        let english = ENGLISH.iter().find(|english| words.iter().any(|word| word == *english));
        assert_eq!(english, None, "{line}");
        assert!(!line.contains(" ,") && !line.contains(".."), "{line}");
    }
}

#[test]
fn what_nobody_says_is_left_open_and_promises_are_proposed() {
    let open = json!({
        "name": "bare", "population": {"size": 400}, "outcomes": {"w": {"binary": {"rate": 0.3}}},
        "treatment": {"arms": {"a": {"effects": {"w": {"points": 0.1}}}}},
        "designs": {"t": {"after_enrolment": {}}}, "analyses": {"d": {"estimator": "difference_in_means"}}
    });
    let text = of(&open, Language::English);
    let unknown = "[not in the scenario: fill in]";
    says(
        &text,
        &[
            &format!("Question: {unknown}"),
            &format!("The smallest effect that matters: {unknown}"),
            &format!("Primary outcome: {unknown}"),
            &format!("| population.size | 400 | {unknown} |"),
            "Everybody is analysed in the group assigned, whether or not they started.",
            "The scenario leaves nobody out after the lottery.",
        ],
    );
    let proposed = "> **Proposed, for the researchers to confirm**";
    let promises = ["Every deviation from this plan", "A result that is not significant"];
    for promise in promises {
        let before = text.split(promise).next().expect("there is a first part");
        assert!(before.trim_end().ends_with(&format!("{proposed}\n>\n> -")), "{promise}");
    }
    assert!(!text.contains("All other outcomes are secondary"), "there is one outcome");
}

#[test]
fn sentences_follow_the_design() {
    let mut before = own();
    before["designs"] = json!({"first": {"before_enrolment": {"reference": 0.2}}});
    before["recruitment"] = json!({"enrolment": {"rate": 0.5}});
    before["run"] = json!({"mode": "finite"});
    let text = of(&before, Language::English);
    says(
        &text,
        &[
            "People are randomised first over 3 groups and a reference group; then each group gets its own invitation.",
            "than in the reference group.",
            "The same people are simulated in every trial",
            "Everybody invited is analysed in the group drawn",
        ],
    );
    before["designs"] = json!({"first": {"before_enrolment": {}}});
    says(
        &of(&before, Language::Dutch),
        &["Eerst verdeelt de loting iedereen over 3 groepen; daarna"],
    );

    let mut margin = own();
    margin["analyses"]["plain"]["hypothesis"] = json!({"not_worse": {"margin": 0.05}});
    let text = of(&margin, Language::English);
    says(
        &text,
        &[
            "help counts as not worse if the 95 % interval excludes a difference of more than 5 points to its disadvantage.",
            "Lower is worse: a one-sided test of (d + margin) / se at 0.025",
        ],
    );
    assert!(!text.contains("We test whether it differs"), "{text}");

    let mut lossy = own();
    lossy["measurement"] = json!({"exclusion": {"rate": 0.05}});
    lossy["analyses"] =
        json!({"plain": {"estimator": {"ols": {"covariates": ["jong"], "covariance": "HC3"}}}});
    says(
        &of(&lossy, Language::English),
        &[
            "All who are analysed (section 11) count in the group assigned",
            "y = Σ β_g·[g] + γ·jong + e",
            "ω = e² / (1 − h)² (HC3)",
            "5 % are expected to be left out after the lottery.",
        ],
    );
}

#[test]
fn names_cannot_break_the_text() {
    let mut scenario = own();
    scenario["about"] = json!("<script>alert(1)</script> | [x](http://y) *b*");
    let document = Document::parse("own.json", scenario.to_string()).expect("it is JSON");
    let (answer, results) = run(&document, 20).expect("it runs");
    let protocol =
        Protocol::new(&answer.compiled, &results, &document, String::new(), Language::English);
    says(
        &protocol.markdown(),
        &["Question: \\<script\\>alert(1)\\</script\\> \\| [x]\\(http://y) \\*b\\*"],
    );
    assert!(!protocol.html().contains("<script>"));
}

#[test]
fn the_command_writes_a_file_once_with_the_hash_of_the_run() {
    let place = Place::of(&own());
    let file = place.named("plan.md");
    let arguments = ["protocol", place.scenario(), "--replications", "20", "--output", &file];
    let said = succeeds(&arguments);
    let text = fs::read_to_string(&file).expect("it is there");
    assert!(
        text.starts_with("# Plan of the trial, recorded beforehand (pre-registration)\n"),
        "{text}"
    );
    assert!(is_refused(&arguments).contains("is there already"));
    assert_eq!(succeeds(&[&arguments[..], &["--force"]].concat()), said);
    let open = text.matches("[not in the scenario: fill in]").count();
    assert_eq!(said, format!("Written: {file}. Places left open, to fill in: {open}.\n"));
    let run = succeeds(&[place.scenario(), "--replications", "20", "--format", "json"]);
    let hash = read_json(&run)["scenario"]["hash"].as_str().expect("it has one").to_owned();
    assert!(text.contains(&hash));
    let page = succeeds(&[
        "protocol",
        place.scenario(),
        "--replications",
        "20",
        "--format",
        "html",
        "--language",
        "nl",
    ]);
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"nl\">"), "{page}");
    assert!(page.contains("--replications 20 --language nl --format html"), "{page}");
    is_refused(&["protocol", place.scenario(), "--design", "nowhere"]);
}
