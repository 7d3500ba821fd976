//! The true effect at the other months of the leading outcome, and why this month leads.

use super::View;
use crate::report::page::Page;
use crate::report::run::words::end as words;
use crate::report::words::amounts::Months;
use crate::report::words::{Listed, Number, Say};
use crate::scenario::{Why, leading_month};

pub(super) fn write(view: &View, page: &mut Page) {
    let leading = leading_month(view.plan, view.scenario, &view.outcome);
    let Some((leading, why)) = leading else { return };
    let base = || view.plan.cells.iter().filter(|c| c.world == 0 && c.outcome == view.outcome);
    let mut months: Vec<u32> = base().filter_map(|cell| cell.month).collect();
    months.sort_unstable();
    months.dedup();
    if months.len() < 2 {
        return;
    }
    let language = view.language;
    let months = some(months, leading);
    let effect = |arm: &String, month: u32| {
        let cells = view.plan.cells.iter().zip(&view.results.cells);
        let mut of_arm = cells.filter(|(c, _)| {
            c.world == 0
                && (&c.outcome, c.month, &c.arm) == (&view.outcome, Some(month), arm)
                && !view.treated().contains(&c.versus)
        });
        of_arm.next().map(|(_, row)| view.unit.amount(row.diagnosis.policy_truth))
    };
    let told = view.treated().iter().map(|arm| {
        let by_month = months.iter().filter_map(|&month| {
            let effect = effect(arm, month)?;
            Some(words::at_month(language, effect, Number(month.to_string())))
        });
        let by_month = Listed(by_month.collect::<Vec<_>>()).say(language);
        format!("{} {by_month}", view.arm(arm))
    });
    let told = told.collect::<Vec<_>>().join("; ");
    let why = match why {
        Why::Primary => words::month_primary(language),
        Why::Stated => words::month_stated(language),
        Why::First => words::month_first(language),
    };
    page.text(&words::by_month(language, told, Months(leading), why), "  ");
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
