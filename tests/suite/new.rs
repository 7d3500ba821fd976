//! `simulate new`: what it writes passes a strict check and runs, however its questions were answered.

use std::fs;

use proefdraai::language::Language;
use proefdraai::report::new::{Answers, Question, Template, scenario};
use proefdraai::report::{Check, glossary, new};
use proefdraai::scenario::source::Document;
use proefdraai::scenario::{Options, compile};

use crate::command::{is_refused, simulate, stderr, succeeds};
use crate::place::Place;

/// It passes a strict check and runs.
#[track_caller]
fn can_be_used(path: &str) {
    succeeds(&["check", path, "--strict"]);
    succeeds(&[path, "--replications", "40"]);
}

#[test]
fn without_a_terminal_the_defaults_are_taken() {
    let place = Place::new();
    let file = place.named("my.json");
    let said = succeeds(&["new", &file]);
    let told = "About 400 of 2,000 eligible people take part, in 2 groups.";
    assert!(said.starts_with(&format!("Written: {file}. {told}\nNext: simulate check")), "{said}");
    can_be_used(&file);
    let text = fs::read_to_string(&file).expect("it is there");
    assert!(text.starts_with("// Made by `simulate new`."), "{text}");
    assert!(!text.contains("answered by the planner"), "{text}");
    assert_eq!(place.names(), ["my.json", "s.json"]);
}

#[test]
fn every_template_can_be_used_in_both_languages() {
    for template in Template::ALL {
        for language in Language::ALL {
            let place = Place::new();
            let file = place.named("my.json");
            let arguments =
                ["new", &file, "--from", template.name(), "--language", language.code()];
            succeeds(&arguments);
            can_be_used(&file);
        }
    }
}

#[test]
fn in_dutch_every_name_has_its_label() {
    for (language, labels) in [("nl", 4), ("en", 0)] {
        let place = Place::new();
        let file = place.named("my.json");
        let told = ["--approaches", "coaching", "--changes", "werk", "--language", language];
        succeeds(&[&["new", &file], &told[..]].concat());
        let text = fs::read_to_string(&file).expect("it is there");
        assert_eq!(text.matches("\"label\"").count(), labels, "{text}");
        can_be_used(&file);
    }
}

/// Every question by its option.
const ALL: [&str; 32] = [
    "--place",
    "Nijmegen: \"de proef\"",
    "--eligible",
    "6,030",
    "--taking-part",
    "393",
    "--changes",
    "Work of more than 12 hours",
    "--now",
    "16%",
    "--matters",
    "2.5",
    "--approaches",
    "ontheffing, intensieve begeleiding",
    "--expected",
    "-5 5",
    "--order",
    "before",
    "--outside",
    "lottery",
    "--survey",
    "no",
    "--measured",
    "16",
    "--lasts",
    "25",
    "--fixed-cost",
    "100000",
    "--invitation-cost",
    "5",
    "--month-cost",
    "0",
];

#[test]
fn every_answer_is_an_option() {
    let place = Place::new();
    let file = place.named("my.json");
    succeeds(&[&["new", &file][..], &ALL].concat());
    can_be_used(&file);
    let document = Document::load(&file).expect("it can be read");
    let outcome = "outcomes.work_of_more_than_12_hours.binary.rate.value";
    let effect = "treatment.arms.ontheffing.effects.work_of_more_than_12_hours.points.value";
    for (path, value) in [
        ("population.size.value", 6030.0),
        (outcome, 0.16),
        (effect, -0.05),
        ("estimands.smallest_effect_of_interest.value", 0.025),
        // Of the three quarters who are invited.
        ("recruitment.enrolment.rate.value", 0.086_889),
        ("designs.before.before_enrolment.reference.value", 0.25),
        ("costs.fixed.value", 100_000.0),
    ] {
        let found = document.get(path).and_then(|value| value.as_f64());
        assert_eq!(found, Some(value), "{path}");
    }
    assert_eq!(document.get("costs.per_arm_month"), None);
    assert!(!document.text().contains("default of simulate new"), "{}", document.text());
}

/// The command in the file writes it again.
#[test]
fn the_file_says_how_it_is_made() {
    let place = Place::new();
    let file = place.named("it's mine.json");
    let answers = ALL.map(|answer| if answer == "6,030" { "6.030" } else { answer });
    succeeds(&[&["new", &file, "--language", "nl"][..], &answers].concat());
    let text = fs::read_to_string(&file).expect("it is there");
    let command = text.lines().find_map(|line| line.strip_prefix("//     simulate "));
    let words = shlex::split(command.expect("it says how")).expect("it can be pasted");
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    assert!(stderr(&simulate(&words)).contains("is there already"));
    succeeds(&[&words[..], &["--force"]].concat());
    assert_eq!(fs::read_to_string(&file).expect("it is there"), text);
}

/// Every number is read as the language writes it, and so is the command in the file.
#[test]
fn dutch_numbers_are_read_from_options_and_from_the_command() {
    let place = Place::new();
    let file = place.named("my.json");
    let options = "--eligible 60.000 --taking-part 12.000 --now 16,25 --matters 2,5 --expected 7,5 --survey 62,5 \
                   --fixed-cost 100.000 --month-cost 1.200,5 --invitation-cost 0,125";
    let options: Vec<&str> = options.split_whitespace().collect();
    succeeds(&[&["new", &file, "--language", "nl"][..], &options].concat());
    let document = Document::load(&file).expect("it can be read");
    for (path, value) in [
        ("population.size.value", 60_000.0),
        ("recruitment.enrolment.rate.value", 0.2),
        ("estimands.smallest_effect_of_interest.value", 0.025),
        ("costs.fixed.value", 100_000.0),
        ("costs.per_arm_month.coaching.value", 1200.5),
        ("costs.per_invited.value", 0.125),
    ] {
        let found = document.get(path).and_then(|value| value.as_f64());
        assert_eq!(found, Some(value), "{path}");
    }
    let command = document.text().lines().find_map(|line| line.strip_prefix("//     simulate "));
    let words = shlex::split(command.expect("it says how")).expect("it can be pasted");
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    succeeds(&[&words[..], &["--force"]].concat());
    let again = fs::read_to_string(&file).expect("it is there");
    assert_eq!(again, document.text());
}

#[test]
fn a_hyphen_prints_the_scenario() {
    let text = succeeds(&["new", "-", "--from", "survey", "--language", "nl"]);
    assert!(text.starts_with("// Ingevuld met `simulate new`."), "{text}");
    assert!(text.contains("\"label\": { \"nl\": \"zonder effect\" }"), "{text}");
    assert!(text.contains(r#""na_aanmelding": { "label": { "nl": "na aanmelding" }"#), "{text}");
    Document::parse("printed", text).expect("it can be read");
}

#[test]
fn nothing_is_written_where_it_would_not_do() {
    let place = Place::new();
    let said = is_refused(&["new", place.scenario()]);
    assert!(
        said.contains("s.json is there already\n  help: give another name, or --force"),
        "{said}"
    );
    let said = is_refused(&["new", &place.named("none/my.json")]);
    assert!(said.contains("none is not a directory that is there"), "{said}");
    let said = is_refused(&["new", &place.named("")]);
    assert!(said.contains("is a directory"), "{said}");
    assert_eq!(place.names(), ["s.json"]);
}

#[test]
fn answers_that_cannot_be_are_refused_with_what_would_be_right() {
    let place = Place::new();
    let file = place.named("my.json");
    let cases: [(&[&str], &str); 21] = [
        (&["--place", "?!"], "--place: Write a name with at least one letter or digit"),
        (&["--eligible", "many"], "--eligible: ‘many’ is not a number: write digits"),
        (&["--eligible", "39"], "--eligible: Write a whole number from 40 to 10,000,000"),
        (&["--eligible", "100.5"], "--eligible: Write a whole number from 40"),
        (&["--taking-part", "3000"], "--taking-part: Write a whole number from 20 to 2,000"),
        (&["--taking-part", "-3"], "--taking-part: Write a whole number from 20 to 2,000"),
        (&["--now", "0"], "--now: Write a percentage above 0 and below 100"),
        (&["--matters", "-5"], "--matters: Write a number of percentage points above 0"),
        (&["--approaches", "a, A"], "--approaches: Two approaches would be called ‘a’"),
        (&["--approaches", "Control"], "‘Control’ is a group of every trial: name what is new"),
        (&["--approaches", "a,,b"], "--approaches: Write a name with at least one letter"),
        (
            &["--taking-part", "25", "--approaches", "a, b"],
            "--approaches: 25 participants are too few for 3 groups",
        ),
        (&["--expected", "80"], "--expected: From 20% this leads to 100%: that has to lie between"),
        (&["--now", "95"], "--expected: From 95% this leads to 105%"),
        (&["--expected", "5 5"], "--expected: Write one number for all approaches, or 1 with"),
        (&["--order", "first"], "--order: Write one of: after and before"),
        (&["--outside", "lottery"], "--outside: Where people enrol first, nobody is set aside"),
        (
            &["--order", "before", "--outside", "non-participants"],
            "--outside: Where the lottery comes first, everybody else is invited",
        ),
        (
            &["--taking-part", "2000", "--outside", "non-participants"],
            "--outside: Everybody takes part, so nobody is left outside",
        ),
        (
            &["--outside", "non-participants", "--survey", "70"],
            "--survey: A survey goes to participants only",
        ),
        (&["--measured", "0"], "--measured: Write a whole number from 1 to 600"),
    ];
    for (options, told) in cases {
        let said = is_refused(&[&["new", &file][..], options].concat());
        assert!(said.contains(told), "{told:?} is not in {said:?}");
    }
    let said = is_refused(&["new", &file, "--language", "nl", "--now", "veel"]);
    assert!(said.contains("--now: ‘veel’ is geen getal: gebruik cijfers"), "{said}");
    assert_eq!(place.names(), ["s.json"]);
}

/// Whatever the answers: many and few people, rare and common outcomes, effects up and down, all orders.
#[test]
fn whatever_can_be_answered_can_be_used() {
    let people: [&[(Question, &str)]; 4] = [
        &[],
        &[(Question::Eligible, "40")],
        &[(Question::Eligible, "90"), (Question::TakingPart, "60")],
        &[(Question::Eligible, "30000"), (Question::TakingPart, "200")],
    ];
    let effects: [&[(Question, &str)]; 4] = [
        &[],
        &[(Question::Expected, "0"), (Question::Fixed, "0"), (Question::PerMonth, "0.5")],
        &[(Question::Now, "2"), (Question::Expected, "-1.5"), (Question::Matters, "50")],
        &[(Question::Now, "97.5"), (Question::Expected, "2")],
    ];
    let all: [(Template, &[(Question, &str)]); 6] = [
        (Template::TwoArm, &[]),
        (Template::TwoArm, &[(Question::Order, "before"), (Question::Survey, "100")]),
        (Template::After, &[]),
        (Template::Before, &[]),
        (Template::Before, &[(Question::Outside, "no"), (Question::Survey, "45.5")]),
        (Template::Survey, &[]),
    ];
    let mut used = 0;
    for (template, order) in all {
        for people in people {
            for effects in effects {
                let language = Language::ALL[used % 2];
                let mut answers = Answers::of(template, language);
                let mut given: Vec<_> = [people, effects, order].concat();
                given.sort_by_key(|(question, _)| *question);
                for (question, text) in given {
                    let read = question.read(&mut answers, text, Language::English);
                    read.unwrap_or_else(|fault| panic!("{question:?} {text}: {fault}"));
                }
                if Question::ALL.iter().any(|question| question.fault(&answers).is_some()) {
                    continue;
                }
                is_strict_and_compiles(&scenario(&answers, "simulate new"));
                used += 1;
            }
        }
    }
    assert!(used > 70, "{used}");
}

#[track_caller]
fn is_strict_and_compiles(text: &str) {
    let used = || {
        let document = Document::parse("my.json", text)?;
        let compiled = compile(&document, &Options { null_world: true, ..Options::default() })?;
        Check::new(&document, &compiled, &[]).strict(&document)
    };
    used().unwrap_or_else(|report| panic!("{report}\n{text}"));
    for line in text.lines().filter(|line| line.trim_start().starts_with("//")) {
        assert!(line.chars().count() <= 100 || line.starts_with("//     simulate"), "{line}");
    }
}

#[test]
fn what_a_planner_reads_is_written_by_the_rules() {
    let forbidden =
        ["points,", " arm ", "bias", "power", "trial", "null", "..", " ,", "helaas", "!"];
    for phrase in new::sentences().chain(glossary::sentences()) {
        for sentence in phrase.dutch.split(['.', ':', ';']) {
            assert!(sentence.split_whitespace().count() <= 25, "{sentence}");
        }
        let is_identifier = phrase.english == "null";
        for word in forbidden {
            assert!(is_identifier || !phrase.dutch.contains(word), "{word:?} in {}", phrase.dutch);
        }
        assert_eq!(slots(phrase.english), slots(phrase.dutch), "{}", phrase.name);
    }
}

/// What a sentence is about, in order of name.
fn slots(sentence: &str) -> Vec<&str> {
    let ends = sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    let mut slots: Vec<&str> = ends.map(|(slot, _)| slot).collect();
    slots.sort_unstable();
    slots
}

#[cfg(target_os = "linux")]
mod at_a_terminal {
    use super::*;
    use crate::terminal::Terminal;

    const ENTER: &str = "\r";
    const DOWN: &str = "\u{1b}[B";

    /// The questions that are asked where all defaults are taken.
    fn questions(language: Language) -> Vec<String> {
        Question::ALL.iter().map(|question| question.asked(language)).collect()
    }

    #[test]
    fn enter_takes_the_defaults() {
        for language in Language::ALL {
            let place = Place::new();
            let file = place.named("my.json");
            let mut terminal = Terminal::of(&["new", &file, "--language", language.code()]);
            for question in questions(language) {
                terminal.shows(&question);
                terminal.types(ENTER);
            }
            let (code, screen) = terminal.ends();
            assert_eq!(code, Some(0), "{screen}");
            can_be_used(&file);
            let by_options = place.named("other.json");
            succeeds(&["new", &by_options, "--language", language.code()]);
            let values = |file: &str| {
                let document = Document::load(file).expect("it can be read");
                document.numbers()
            };
            assert_eq!(values(&file), values(&by_options));
        }
    }

    #[test]
    fn what_cannot_be_is_asked_again() {
        let place = Place::new();
        let file = place.named("my.json");
        let options = ["--outside", "no", "--survey", "no", "--lasts", "12", "--place", "Arnhem"];
        let words = [&["new", &file, "--language", "nl"][..], &options].concat();
        let mut terminal = Terminal::of(&words);
        let clear = "\u{7f}".repeat(10);
        let answers = [
            ("Hoeveel mensen komen in aanmerking?", "3.000"),
            ("Hoeveel van hen doen naar verwachting mee?", "4.000"),
            ("Geef een geheel getal van 20 tot en met 3.000", &format!("{clear}600")),
            ("Wat moet er veranderen?", "zingen in een koor"),
            ("Bij hoeveel procent is dat nu al zo", "2,5%"),
            ("Vanaf hoeveel procentpunt", ""),
            ("Welke nieuwe aanpakken", "zangles, de bladmuziek"),
            ("Eén getal voor allemaal, of voor elk een getal", "−5 5"),
            ("Van 2,5% leidt dit tot −2,5%", &format!("{clear}−1,5 5")),
            ("Eerst aanmelden en dan loten", DOWN),
            ("Na hoeveel maanden meet u?", ""),
            ("Wat zijn de vaste kosten", "€ 1.500"),
            ("Wat kost het per uitnodiging", ""),
            ("Wat kost een nieuwe aanpak per deelnemer per maand", "duur"),
            ("‘duur’ is geen getal", &clear),
        ];
        for (shown, typed) in answers {
            terminal.shows(shown);
            terminal.types(typed);
            terminal.types(ENTER);
        }
        let (code, screen) = terminal.ends();
        assert_eq!(code, Some(0), "{screen}");
        assert!(screen.contains("Opgeslagen: ") && screen.contains("Verder: "), "{screen}");
        can_be_used(&file);
        let document = Document::load(&file).expect("it can be read");
        let value = |path: &str| document.get(path).and_then(|value| value.as_f64());
        assert_eq!(value("population.size.value"), Some(3000.0));
        assert_eq!(value("outcomes.zingen_in_een_koor.binary.rate.value"), Some(0.025));
        assert_eq!(value("costs.fixed.value"), Some(1500.0));
        let effect = "treatment.arms.zangles.effects.zingen_in_een_koor.points.value";
        assert_eq!(value(effect), Some(-0.015));
        assert!(document.get("designs.voor_aanmelding").is_some(), "{}", document.text());
    }

    #[test]
    fn questions_that_are_broken_off_write_nothing() {
        for keys in ["\u{3}", "\u{1b}"] {
            let place = Place::new();
            let file = place.named("my.json");
            let mut terminal = Terminal::of(&["new", &file]);
            terminal.shows("Which municipality or place?");
            terminal.types(ENTER);
            terminal.shows("How many people are eligible?");
            terminal.types_until_it_ends(keys);
            let (code, screen) = terminal.ends();
            assert_eq!(code, Some(130), "{screen}");
            assert!(screen.contains("simulate: interrupted; nothing was saved"), "{screen}");
            assert_eq!(place.names(), ["s.json"]);
        }
    }

    #[test]
    fn a_template_asks_nothing() {
        let place = Place::new();
        let file = place.named("my.json");
        let (code, screen) = Terminal::of(&["new", &file, "--from", "two-arm"]).ends();
        assert_eq!(code, Some(0), "{screen}");
        assert!(screen.starts_with("Written: "), "{screen}");
    }
}
