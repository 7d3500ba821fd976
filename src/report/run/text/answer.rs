//! The answer in three sentences or a few more: what would be found, how far off and why, and how often it cries wolf.

use super::{View, alarm, found, margins, off};
use crate::report::page::Page;
use crate::report::run::words::answer::{the_answer, the_answer_for};

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
    let (sought, margins): (Vec<usize>, Vec<usize>) =
        leading.iter().partition(|&&cell| view.seeks_effect(cell));
    let mut told = vec![found::told(view, &sought), margins::told(view, &margins)];
    if !view.has_few() {
        told.push(off::told(view, &leading));
    }
    told.push(alarm::told(view, &sought));
    told.push(margins::false_alarms(view, &margins));
    for sentences in told.into_iter().filter(|sentences| !sentences.is_empty()) {
        page.text(&format!("  {}", sentences.join(" ")), "    ");
    }
}
