//! The page of a run: a file that stands by itself, says what the results say, and is the same every time.

use serde_json::Value;

use crate::command::{is_refused, succeeds};
use crate::place::{Place, text, tiny};

const TWO_ARM: &str = "scenarios/two-arm.json";
const NIJMEGEN: &str = "scenarios/nijmegen.json";

pub fn page(scenario: &str, options: &[&str]) -> String {
    let fixed = [scenario, "--replications", "96", "--format", "html", "--quiet"];
    succeeds(&[&fixed[..], options].concat())
}

/// The texts of a kind of element, without what stands inside them in angle brackets.
pub fn texts(page: &str, start: &str, end: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find(start) {
        rest = &rest[at + start.len()..];
        let after = rest.find('>').map_or(rest, |at| &rest[at + 1..]);
        let Some(stop) = after.find(end) else { break };
        out.push(after[..stop].to_owned());
        rest = &after[stop..];
    }
    out
}

#[test]
fn a_page_needs_nothing_else_and_is_the_same_on_any_number_of_threads() {
    let [one, three] = ["1", "3"].map(|threads| page(NIJMEGEN, &["--threads", threads]));
    assert_eq!(one, three);
    assert!(one.len() < 1_000_000, "{} bytes", one.len());
    for outside in ["<script", "http-equiv", "<link", "@import", "url(", " src="] {
        assert!(!one.contains(outside), "{outside}");
    }
    assert!(!one.contains("--threads"));
    assert_eq!(texts(&one, "<h1", "</h1>").len(), 1);
}

#[test]
fn a_page_says_its_language_and_every_picture_its_finding_in_words() {
    for (language, question) in [("en", "Who takes part?"), ("nl", "Wie doen er mee?")] {
        let page = page(NIJMEGEN, &["--language", language]);
        assert!(page.contains(&format!("<html lang=\"{language}\">")));
        assert!(page.contains(question));
        let pictures = page.matches("role=\"img\"").count();
        assert!(pictures >= 12);
        assert_eq!(page.matches("<desc id=").count(), pictures);
        assert_eq!(page.matches("<title id=").count(), pictures);
        let figures = texts(&page, "<figcaption><h3", "</h3>");
        assert!(figures.iter().all(|title| title.chars().count() > 12), "{figures:?}");
    }
}

#[test]
fn numbers_of_the_page_are_those_of_the_results() {
    let fixed = [TWO_ARM, "--replications", "96", "--quiet", "--format", "json"];
    let results: Value = serde_json::from_str(&succeeds(&fixed)).expect("it is JSON");
    let page = page(TWO_ARM, &[]);
    let cells = texts(&page, "<td", "</td>");
    let shows = |number: String| cells.contains(&number);
    let flow = &results["flow"][0];
    for stage in ["registered", "analysed"] {
        let mean = flow[stage]["mean"].as_f64().expect("a number");
        assert!(shows(format!("{mean:.0}")), "{stage}: {mean}");
    }
    let cell = &results["cells"][0];
    let covered = 100.0 * cell["policy_coverage"]["value"].as_f64().expect("a number");
    assert!(page.contains(&format!("{covered:.0} of 100 intervals")), "{covered}");
    let hash = results["scenario"]["hash"].as_str().expect("a text");
    assert!(page.contains(hash));
}

#[test]
fn sentences_and_titles_turn_with_the_sign_and_are_others_where_there_is_nothing() {
    for language in ["en", "nl"] {
        let [up, down, nought] = ["0.1", "-0.1", "0"].map(|effect| {
            let effect = format!("treatment.arms.coaching.effects.works.points={effect}");
            let options = ["--set", &effect, "--language", language];
            let fixed = [TWO_ARM, "--replications", "400", "--quiet"];
            let screen = succeeds(&[&fixed[..], &options].concat());
            let sentence = screen.lines().find(|line| line.starts_with("  ")).expect("an answer");
            let page = page(TWO_ARM, &options);
            let titles = [texts(&page, "<h1", "</h1>"), texts(&page, "<h3", "</h3>")].concat();
            let bare = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
            let titles: Vec<String> = titles.iter().map(|title| bare(title)).collect();
            (bare(sentence), titles, bare(&texts(&page, "<desc", "</desc>").concat()))
        });
        assert!(up.0 != down.0 && up.0 != nought.0 && down.0 != nought.0, "{up:?} {nought:?}");
        assert_ne!(up.1[0], nought.1[0]);
        assert!(up.1 != nought.1 && up.2 != down.2 && up.2 != nought.2);
    }
}

#[test]
fn of_few_trials_is_told_what_was_counted() {
    for (language, found, alarm, answer) in [
        (
            "en",
            "found, of 1 simulated trial",
            "false alarm, of 1 simulated trial",
            "0 of 1 simulated trial",
        ),
        (
            "nl",
            "gevonden, van 1 gesimuleerde proef",
            "loos alarm, van 1 gesimuleerde proef",
            "0 van 1 gesimuleerde proef",
        ),
    ] {
        let points = "treatment.arms.coaching.effects.works.points=0.001";
        let options = ["--replications", "1", "--set", points, "--language", language];
        let fixed = [TWO_ARM, "--format", "html", "--quiet"];
        let page = succeeds(&[&fixed[..], &options].concat());
        for told in [found, alarm, answer] {
            assert!(page.contains(told), "{told}");
        }
        assert!(
            !page.contains("van de 1 ") && !page.contains(">&lt;1<") && !page.contains(">&#60;1<")
        );
    }
}

/// What is concluded of an arm at the margin or beyond it is a false alarm, and is told once.
#[test]
fn beyond_the_margin_nothing_is_found() {
    let mut scenario = tiny();
    scenario["analyses"]["difference"]["hypothesis"] =
        serde_json::json!({"not_worse": {"margin": 0.05}});
    let effect = |points: f64| serde_json::json!({"effects": {"works": {"points": points}}});
    scenario["treatment"]["arms"] = serde_json::json!({"coaching": effect(-0.06)});
    let all_beyond = page(Place::of(&scenario).scenario(), &[]);
    assert!(texts(&all_beyond, "<h1", "</h1>")[0].contains("not within the margin"));
    assert!(all_beyond.contains("false alarm, of 96 simulated trials"));
    assert!(!all_beyond.contains("found, of 96"));
    scenario["treatment"]["arms"]["help"] = effect(0.0);
    scenario["worlds"] = serde_json::json!({});
    let one_beyond = page(Place::of(&scenario).scenario(), &[]);
    assert!(one_beyond.contains("found, of 96 simulated trials (help)"));
    assert!(one_beyond.contains("false alarm, of 96 simulated trials (coaching)"));
    assert_eq!(one_beyond.matches("lies at the margin or beyond it").count(), 1);
    assert!(!one_beyond.contains("a scenario with such an effect tells"));
}

/// Four arms, of which two are found always and two hardly ever.
fn two_and_two() -> Value {
    let mut scenario = tiny();
    scenario["population"]["size"] = 2000.into();
    let arm = |points: f64| serde_json::json!({"effects": {"works": {"points": points}}});
    scenario["treatment"]["arms"] =
        serde_json::json!({"a": arm(0.5), "b": arm(0.5), "c": arm(1e-4), "d": arm(1e-4)});
    scenario.as_object_mut().expect("an object").remove("worlds");
    scenario
}

#[test]
fn arms_that_are_found_as_often_are_all_named() {
    let place = Place::of(&two_and_two());
    for (language, told) in [
        ("en", "0 to 1 of 1 simulated trial: least often for c and d, most often for a and b."),
        (
            "nl",
            "0 tot 1 van 1 gesimuleerde proef gevonden: het minst vaak bij ‘c’ en ‘d’, het vaakst bij ‘a’ en ‘b’.",
        ),
    ] {
        let fixed = [place.scenario(), "--replications", "1", "--quiet", "--language", language];
        let screen = succeeds(&fixed).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(screen.contains(told), "{screen}");
    }
}

#[test]
fn values_with_the_same_share_are_all_named() {
    let place = Place::of(&two_and_two());
    let path = "treatment.arms.a.effects.works.points";
    let vary = format!("{path}=0.6,0.0001,0.0002");
    let fixed = ["sweep", place.scenario(), "--vary", &vary, "--replications", "30", "--quiet"];
    let screen = succeeds(&fixed).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(screen.contains("(at 0.0001 or 0.0002)"), "{screen}");
    assert!(screen.contains("(at 0.5 (now) or 0.6)"), "{screen}");
}

const SURVEYS: &str = "tests/scenarios/surveys.json";

#[test]
fn who_answers_each_survey_is_told_in_both_languages() {
    for (language, one, other, kept, answered) in [
        (
            "en",
            "answered first_year",
            "answered second_year",
            "available for analysis",
            "answered second year",
        ),
        ("nl", "first_year: ", "second_year: ", "beschikbaar voor analyse", "second year ingevuld"),
    ] {
        let fixed = [SURVEYS, "--replications", "4", "--quiet", "--language", language];
        let screen = succeeds(&fixed);
        for told in [one, other] {
            assert_eq!(screen.matches(told).count(), 2, "{told}: {screen}");
        }
        let page = succeeds(&[&fixed[..], &["--format", "html"]].concat());
        assert!(page.contains(kept) && page.contains(answered));
    }
}

#[test]
fn months_that_reach_fewer_people_say_so() {
    let set = ["--set", r#"estimands.primary={"outcome": "wellbeing", "month": 12}"#];
    let fixed = [SURVEYS, "--replications", "4", "--quiet", "--format", "html"];
    let page = succeeds(&[&fixed[..], &set].concat());
    assert!(
        page.contains("people analysed") && page.contains("Not every month reaches as many people")
    );
}

#[test]
fn a_sweep_through_nought_is_drawn() {
    let path = "treatment.arms.coaching.effects.works.points";
    for (values, told) in
        [("-0.2,0,0.2", "are significant"), ("-0.2,0.2", "no line joins the marks")]
    {
        let (vary, now) = (format!("{path}={values}"), format!("{path}=0.1"));
        let place = Place::of(&tiny());
        let fixed = ["sweep", place.scenario(), "--vary", &vary, "--set", &now, "--quiet"];
        let page = succeeds(&[&fixed[..], &["--format", "html"]].concat());
        assert_eq!(page.matches("<figure id=").count(), 1, "{values}");
        assert!(page.contains(told), "{values}");
    }
}

#[test]
fn a_report_says_which_choices_stay_out_of_its_tornado() {
    let ranged = |value: f64, range: [f64; 2]| {
        serde_json::json!({
            "value": value, "range": range, "source": "assumption", "citation": "a guess"
        })
    };
    let mut scenario = tiny();
    scenario["designs"]["trial"]["after_enrolment"]["participants"] = ranged(60.0, [40.0, 80.0]);
    scenario["outcomes"]["works"]["binary"]["rate"] = ranged(0.33, [0.2, 0.4]);
    let place = Place::of(&scenario);
    for (language, told) in [
        ("en", "1 number with a range is your own choice (designs) and stays out of this"),
        ("nl", "1 getal met een bandbreedte is een eigen keuze (designs) en telt hier niet mee"),
    ] {
        let fixed = ["--replications", "64", "--quiet", "--language", language];
        let report = ["report", place.scenario(), "--only", "tornado"];
        let page = succeeds(&[&report[..], &fixed].concat());
        assert!(page.contains(told), "{told}");
        let screen = succeeds(&[&["assumptions", place.scenario()], &fixed[..]].concat());
        let screen = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(screen.contains(told), "{screen}");
    }
}

#[test]
fn a_dutch_sweep_calls_its_settings_in_words() {
    let mut scenario = tiny();
    scenario["designs"]["trial"]["after_enrolment"]["participants"] = 60.into();
    let place = Place::of(&scenario);
    let vary = "designs.trial.after_enrolment.participants=20,60";
    let fixed = ["sweep", place.scenario(), "--vary", vary, "--quiet", "--language", "nl"];
    let more =
        ["--replications", "400", "--set", "treatment.arms.coaching.effects.works.points=0.4"];
    let screen = succeeds(&[&fixed[..], &more].concat());
    let screen = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        screen.contains("after_enrolment.participants (trial · deelnemers): 20; 60"),
        "{screen}"
    );
    assert!(screen.contains("afhankelijk van trial · deelnemers."), "{screen}");
    assert!(screen.contains("(bij 60 (nu))"), "{screen}");
}

/// Every other question, at as little effort as gives an answer.
const QUESTIONS: [&[&str]; 8] = [
    &["check", TWO_ARM],
    &["size", TWO_ARM, "--effort", "1", "--tolerance", "0.2"],
    &["mde", TWO_ARM, "--effort", "1", "--tolerance", "0.2"],
    &["sweep", TWO_ARM, "--replications", "96", "--vary", "population.size=400,800"],
    &[
        "sweep",
        TWO_ARM,
        "--replications",
        "96",
        "--vary",
        "population.size=400,800",
        "--vary",
        "outcomes.works.binary.rate=0.3,0.4",
    ],
    &["frontier", NIJMEGEN, "--replications", "96", "--people", "3000,6030"],
    &["assumptions", TWO_ARM, "--replications", "96"],
    &["assumptions", TWO_ARM, "--replications", "64", "--assurance", "5"],
];

#[test]
fn every_question_has_a_page_with_its_pictures_and_all_that_a_terminal_shows() {
    for question in QUESTIONS {
        let pictures = if question[0] == "check" { 2 } else { 1 };
        for language in ["en", "nl"] {
            let options = [question, &["--quiet", "--language", language]].concat();
            let shown = succeeds(&options);
            let page = succeeds(&[&options[..], &["--format", "html"]].concat());
            assert!(page.contains(&format!("<html lang=\"{language}\">")));
            assert_eq!(page.matches("<figure id=").count(), pictures, "{question:?}");
            let words = |text: &str| -> Vec<String> {
                let text = text
                    .replace("&#39;", "'")
                    .replace("&#34;", "\"")
                    .replace("&#60;", "<")
                    .replace("&#62;", ">");
                text.replace("</", " </")
                    .replace('>', "> ")
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect()
            };
            let told = words(&page);
            for word in words(&shown).iter().filter(|word| word.chars().any(char::is_numeric)) {
                assert!(told.contains(word), "{question:?}: {word}");
            }
        }
    }
}

#[test]
fn every_question_saves_its_page_beside_its_results() {
    for question in QUESTIONS {
        let place = Place::new();
        let output = place.named("out");
        succeeds(&[question, &["--quiet", "--threads", "1", "--output", &output]].concat());
        let saved = text(&place.path("out/report.html"));
        let printed = succeeds(&[question, &["--quiet", "--format", "html"]].concat());
        assert_eq!(saved, printed, "{question:?}");
        assert!(!saved.contains(&output) && !saved.contains("--threads"));
        let results: Value =
            serde_json::from_str(&text(&place.path("out/results.json"))).expect("it is JSON");
        let hash = results["scenario"]["hash"].as_str().expect("a text");
        assert!(saved.contains(hash) && text(&place.path("out/report.txt")).contains(hash));
    }
}

#[test]
fn names_cannot_write_into_a_page() {
    let mut scenario = tiny();
    let arms = scenario["treatment"]["arms"].as_object_mut().expect("an object");
    let arm = arms.remove("coaching").expect("an arm");
    arms.insert("<img src=x>&'".to_owned(), arm);
    scenario.as_object_mut().expect("an object").remove("worlds");
    let page = page(Place::of(&scenario).scenario(), &[]);
    assert!(!page.contains("<img"));
    assert!(page.contains("&#60;img") || page.contains("&lt;img"));
}

#[test]
fn a_report_can_be_of_one_picture_alone() {
    let fixed = ["report", TWO_ARM, "--replications", "96", "--quiet", "--only"];
    let page = succeeds(&[&fixed[..], &["flow"]].concat());
    assert_eq!(page.matches("<figure id=").count(), 1);
    assert!(page.contains("<figure id=\"flow\">"));
    let said = is_refused(&[&fixed[..], &["pie"]].concat());
    assert!(said.contains("flow") && said.contains("intervals"), "{said}");
}

#[test]
fn a_page_stands_beside_the_results_of_a_run() {
    let place = Place::new();
    let output = place.named("out");
    succeeds(&[TWO_ARM, "--replications", "96", "--quiet", "--output", &output]);
    let saved = text(&place.path("out/report.html"));
    assert_eq!(saved, page(TWO_ARM, &[]));
    assert!(!saved.contains(&output));
}
