//! What the columns of a sweep are, and what its digits rest on.

use super::{SweepResults, words};
use crate::language::Language;
use crate::report::asked::alone;
use crate::report::digits;
use crate::report::names::Names;
use crate::report::page::Page;
use crate::report::words::amounts::{EitherOf, Trials};

pub(super) fn write(results: &SweepResults, names: &Names, page: &mut Page) {
    let language = names.language;
    page.gap();
    if let Some(text) = alone(names, &results.arms(), &results.other_arms) {
        page.text(&text, "  ");
    }
    let columns = [significant(results, language), Some(words::of_others(language))];
    page.quiet(&columns.into_iter().flatten().collect::<Vec<_>>().join(" "), "");
    page.quiet(&words::rests_on(language, Trials(results.run.replications)), "  ");
}

/// What the columns of significant trials are, of tests for an effect and of those against a margin.
fn significant(results: &SweepResults, language: Language) -> Option<String> {
    let levels = levels(results, language)?;
    let mut measures = results.rows.iter().filter_map(|row| row.measures.as_ref());
    let is_of_effect: Vec<bool> =
        measures.by_ref().map(|m| m.diagnosis.claim.is_of_effect()).collect();
    let of_effect = is_of_effect.contains(&true).then(|| words::of_found(language, &levels));
    let of_margin = is_of_effect.contains(&false).then(|| words::of_shown(language, &levels));
    Some([of_effect, of_margin].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// `p < 0.05`, or every level that some row has; none where no row has numbers.
fn levels(results: &SweepResults, language: Language) -> Option<String> {
    let mut levels: Vec<String> = Vec::new();
    for measures in results.rows.iter().filter_map(|row| row.measures.as_ref()) {
        let level = format!("p < {}", language.number(&digits::trimmed(measures.test().alpha)));
        if !levels.contains(&level) {
            levels.push(level);
        }
    }
    match &levels[..] {
        [] => None,
        [one] => Some(one.clone()),
        _ => Some(words::levels(language, EitherOf(levels))),
    }
}
