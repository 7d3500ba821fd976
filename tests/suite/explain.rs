//! `simulate explain`: the words of the reports.

use proefdraai::report::glossary;

use crate::command::{is_refused, succeeds};

#[test]
fn a_word_is_explained_in_both_languages() {
    let english = succeeds(&["explain", "power"]);
    assert!(english.starts_with("power\nThe chance that a trial finds"), "{english}");
    assert!(english.contains("In Dutch: onderscheidingsvermogen (power)."), "{english}");
    let dutch = succeeds(&["explain", "onderscheidingsvermogen", "--language", "nl"]);
    assert!(dutch.starts_with("onderscheidingsvermogen (power)\nDe kans dat een proef"), "{dutch}");
    assert_eq!(succeeds(&["explain", "false", "alarm"]), succeeds(&["explain", "Type I"]));
}

#[test]
fn without_a_word_all_are_listed() {
    for (language, heading) in [("en", "What it answers"), ("nl", "Wat de proef laat zien")] {
        let text = succeeds(&["explain", "--language", language]);
        assert!(text.contains(heading), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
        let language = language.parse().expect("it is known");
        for entry in glossary::entries() {
            assert!(text.contains(&format!("\n{}: ", entry.term(language))), "{}", entry.id);
        }
    }
}

#[test]
fn a_word_that_is_not_explained_is_refused() {
    let said = is_refused(&["explain", "vertekenning"]);
    assert!(said.contains("did you mean \"vertekening\"?"), "{said}");
    let said = is_refused(&["explain", "xyzzy"]);
    assert!(said.contains("simulate explain, without a word, shows all that there are"), "{said}");
    let said = is_refused(&["explain", "power", "--language", "de"]);
    assert!(said.contains("write en (English) or nl (Dutch)"), "{said}");
}
