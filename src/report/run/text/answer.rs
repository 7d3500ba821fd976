//! The answer in three sentences or a few more: what would be found, how far off and why, and how often it cries wolf.

use super::{View, alarm, found, margins, off};
use crate::language::Language;
use crate::report::page::Page;
use crate::report::run::results::Results;
use crate::report::run::words::answer::{the_answer, the_answer_for};
use crate::scenario::Compiled;

pub(super) fn write(view: &View, page: &mut Page) {
    let leading = view.first_leading();
    let Some(&first) = leading.first() else { return };
    let key = &view.row(first).key;
    page.heading(&match view.plan.worlds[0].designs.len() {
        1 => the_answer(view.language),
        _ => {
            let (design, analysis) = (view.design(&key.design), view.analysis(&key.analysis));
            the_answer_for(view.language, design, analysis)
        }
    });
    for sentences in parts(view, &leading).concat().iter().filter(|told| !told.is_empty()) {
        page.text(&format!("  {}", sentences.join(" ")), "    ");
    }
}

/// What would be found, how far off and why, and how often it cries wolf: paragraphs of sentences.
fn parts(view: &View, leading: &[usize]) -> [Vec<Vec<String>>; 3] {
    let (sought, margins): (Vec<usize>, Vec<usize>) =
        leading.iter().partition(|&&cell| view.seeks_effect(cell));
    let found = vec![found::told(view, &sought), margins::told(view, &margins)];
    let off = if view.has_few() { Vec::new() } else { vec![off::told(view, leading)] };
    let alarm = vec![alarm::told(view, &sought), margins::false_alarms(view, &margins)];
    [found, off, alarm]
}

/// The same for a page, one text each; none where nothing can be said.
pub(in crate::report) fn sentences(
    results: &Results,
    compiled: &Compiled,
    language: Language,
) -> [Option<String>; 3] {
    let view = View::new(results, compiled, language);
    parts(&view, &view.first_leading()).map(|paragraphs| {
        let told = paragraphs.concat().join(" ");
        (!told.is_empty()).then_some(told)
    })
}
