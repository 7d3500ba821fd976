//! What a design leaves unanswered, and what would answer it.

use super::View;
use crate::assignment::DesignModel;
use crate::estimand::Scale;
use crate::plan::DesignPlan;
use crate::report::page::Page;
use crate::report::run::together::Missing;
use crate::report::run::words::end as words;
use crate::report::words::Number;

/// Lines on the first screen.
const MOST_LINES: usize = 2;

pub(super) fn write(view: &View, page: &mut Page) {
    for design in per_invited_only(view) {
        let DesignPlan { name, model, .. } = &view.plan.worlds[0].designs[design];
        let name = view.design(name);
        let text = match model {
            DesignModel::Before(model) if model.reference <= 0.0 => {
                words::add_wald_and_reference(view.language, name)
            }
            _ => words::add_wald(view.language, name),
        };
        page.text(&text, "  ");
    }
    let told: Vec<String> = view.results.unanswered.iter().map(|one| told(view, one)).collect();
    let most = if view.with_details { usize::MAX } else { MOST_LINES };
    for text in told.iter().take(most) {
        page.warning(text, "  ");
    }
    match told.len().saturating_sub(most) {
        0 => {}
        1 => page.warning(&words::one_more_like_it(view.language), "  "),
        n => page.warning(&words::more_like_it(view.language, Number::count(n)), "  "),
    }
}

fn told(view: &View, missing: &Missing) -> String {
    let design = view.design(&missing.design);
    let analysis = missing.analysis.iter().map(|name| format!(" · {}", view.analysis(name)));
    let row = analysis.fold(design, |design, analysis| design + &analysis);
    let reason = missing.reason.as_str();
    if missing.world == view.plan.worlds[0].name {
        words::not_answered(view.language, row, reason)
    } else {
        words::not_answered_in(view.language, view.world_named(&missing.world), row, reason)
    }
}

/// Designs that tell of the leading outcome per person invited and in no other way.
fn per_invited_only(view: &View) -> Vec<usize> {
    let designs = 0..view.plan.worlds[0].designs.len();
    let only = |design: &usize| {
        let mut cells = view.cells_of(0, *design).map(|cell| &view.plan.cells[cell]).peekable();
        cells.peek().is_some() && cells.all(|cell| cell.scale() == Scale::PerInvited)
    };
    designs.filter(only).collect()
}
