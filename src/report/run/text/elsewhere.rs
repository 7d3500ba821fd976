//! What was asked and does not stand in the first table: where to see it, or why there is no answer.

use super::shown::first_table;
use super::{View, listed};
use crate::assignment::DesignModel;
use crate::estimand::Scale;
use crate::report::page::Page;
use crate::scenario::leading_month;

pub(super) fn write(view: &View, with_details: bool, page: &mut Page) {
    months(view, page);
    let place = if with_details { "Below" } else { "In --details" };
    let told: Vec<String> = analyses(view).into_iter().chain(other_outcomes(view)).collect();
    if !told.is_empty() {
        page.text(&format!("{place}: {}.", told.join("; ")), "  ");
    }
    for design in per_invited_only(view) {
        let reference = match &view.plan.worlds[0].designs[design].model {
            DesignModel::Before(model) if model.reference <= 0.0 => {
                ", and set aside a \"reference\" group in the design"
            }
            _ => "",
        };
        let text = format!(
            "For the effect per person who starts in {}, add an analysis with \"estimator\": \
             {{\"wald\": {{}}}}{reference}.",
            view.plan.worlds[0].designs[design].name
        );
        page.text(&text, "  ");
    }
    for missing in &view.results.unanswered {
        let analysis = missing.analysis.iter().map(|name| format!(" · {name}"));
        let name = analysis.fold(missing.design.clone(), |design, analysis| design + &analysis);
        let base = &view.plan.worlds[0].name;
        let world = if missing.world == *base {
            String::new()
        } else {
            format!(" in world {}", missing.world)
        };
        page.warning(&format!("Not answered{world}: {name}: {}.", missing.reason), "  ");
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

/// `after loep, reference · before invited`: comparisons of the base world that do not stand in the first table,
/// with the group compared with where another stands there.
fn analyses(view: &View) -> Option<String> {
    let first: Vec<usize> = first_table(view).into_iter().flat_map(|row| row.cells).collect();
    let key = |cell: usize| &view.row(cell).key;
    let mut designs: Vec<(&str, Vec<String>)> = Vec::new();
    for cell in (0..view.plan.cells.len()).filter(|&cell| view.plan.cells[cell].world == 0) {
        let own = key(cell);
        let same = |&other: &usize| {
            let other = key(other);
            (&other.design, &other.analysis) == (&own.design, &own.analysis)
        };
        if first.iter().filter(|cell| same(cell)).any(|&shown| key(shown).versus == own.versus) {
            continue;
        }
        let name = if first.iter().any(same) {
            format!("{} (vs {})", own.analysis, own.versus)
        } else {
            own.analysis.clone()
        };
        match designs.iter_mut().find(|(design, _)| *design == own.design) {
            Some((_, names)) if names.contains(&name) => {}
            Some((_, names)) => names.push(name),
            None => designs.push((&own.design, vec![name])),
        }
    }
    let told = designs.iter().map(|(design, names)| format!("{design} {}", names.join(", ")));
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| told.join(" · "))
}

/// Outcomes that do not lead, with the analyses that look at them where not all do.
fn other_outcomes(view: &View) -> Option<String> {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    let base = || view.plan.cells.iter().filter(|cell| cell.world == 0);
    for cell in base().filter(|cell| cell.outcome != view.outcome) {
        match found.iter_mut().find(|(outcome, _)| *outcome == cell.outcome) {
            Some((_, names)) if names.contains(&cell.analysis.as_str()) => {}
            Some((_, names)) => names.push(&cell.analysis),
            None => found.push((&cell.outcome, vec![&cell.analysis])),
        }
    }
    let mut analyses: Vec<&str> = base().map(|cell| cell.analysis.as_str()).collect();
    analyses.sort_unstable();
    analyses.dedup();
    let told: Vec<String> = found
        .iter()
        .map(|(outcome, names)| {
            if names.len() == analyses.len() {
                (*outcome).to_owned()
            } else {
                format!("{outcome} ({})", names.join(", "))
            }
        })
        .collect();
    (!told.is_empty()).then(|| format!("outcomes {}", listed(&told)))
}

/// The true effect at the other months of the leading outcome, and why this month leads.
fn months(view: &View, page: &mut Page) {
    let leading = leading_month(view.plan, view.scenario, &view.outcome);
    let Some((leading, why)) = leading else { return };
    let base = || view.plan.cells.iter().filter(|c| c.world == 0 && c.outcome == view.outcome);
    let mut months: Vec<u32> = base().filter_map(|cell| cell.month).collect();
    months.sort_unstable();
    months.dedup();
    if months.len() < 2 {
        return;
    }
    let all = months.len();
    let months = some(months, leading);
    let effect = |arm: &String, month: u32| {
        let cells = view.plan.cells.iter().zip(&view.results.cells);
        let mut of_arm = cells.filter(|(c, _)| {
            c.world == 0
                && (&c.outcome, c.month, &c.arm) == (&view.outcome, Some(month), arm)
                && !view.treated().contains(&c.versus)
        });
        of_arm.next().map(|(_, row)| view.unit.short(row.diagnosis.policy_truth))
    };
    let told: Vec<String> = view
        .treated()
        .iter()
        .map(|arm| {
            let by_month: Vec<String> = months
                .iter()
                .filter_map(|&month| Some(format!("{} at {month}", effect(arm, month)?)))
                .collect();
            format!("{arm} {}", by_month.join(", "))
        })
        .collect();
    let text = format!(
        "True effect by month{}{}: {}. Month {leading} leads: {}.",
        view.in_unit(),
        if months.len() < all {
            format!(" ({} of {all} months)", months.len())
        } else {
            String::new()
        },
        told.join("; "),
        why.told()
    );
    page.text(&text, "  ");
}

/// Months that are listed at most.
const LISTED: usize = 8;

/// The first, the last, the one that leads, and some in between, where there are many.
fn some(months: Vec<u32>, leading: u32) -> Vec<u32> {
    let last = months.len() - 1;
    if last < LISTED {
        return months;
    }
    let mut out: Vec<u32> = (0..LISTED - 1).map(|k| months[k * last / (LISTED - 2)]).collect();
    out.push(leading);
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::some;

    #[test]
    fn of_many_months_the_ends_and_the_leading_one_are_listed() {
        let all: Vec<u32> = (1..=600).collect();
        assert_eq!(some(all.clone(), 13), [1, 13, 100, 200, 300, 400, 500, 600]);
        assert_eq!(some(all, 600), [1, 100, 200, 300, 400, 500, 600]);
        assert_eq!(some(vec![4, 8, 12], 8), [4, 8, 12]);
    }
}
