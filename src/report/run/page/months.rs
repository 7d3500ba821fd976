//! Does waiting help: the effect and the chance of finding it, month by month.

use super::{Shown, found, words};
use crate::report::html::Section;
use crate::report::picture::months::{Arm, Facts, Month, figure};

pub(super) fn section(shown: &Shown) -> Option<Section> {
    let leading = &shown.leading;
    let &first = leading.first()?;
    let arm = |&number: &usize| {
        let key = &shown.row(number).key;
        let rows = shown.results.cells.iter().filter(|row| {
            let other = &row.key;
            (&other.world, &other.design, &other.analysis, &other.versus)
                == (&key.world, &key.design, &key.analysis, &key.versus)
                && (&other.arm, &other.outcome) == (&key.arm, &key.outcome)
        });
        let mut months: Vec<Month> = rows
            .filter_map(|row| {
                let (month, found) = (row.key.month?, found(row));
                let truth = row.diagnosis.yardstick.value;
                let analysed = row.diagnosis.n_analysed;
                Some(Month { month, truth, found, analysed, exposed: None })
            })
            .collect();
        months.sort_by_key(|month| month.month);
        Arm { name: shown.arm(number), place: shown.place(number), months }
    };
    let arms: Vec<Arm> = leading.iter().map(arm).collect();
    if arms.iter().all(|arm| arm.months.len() < 2) {
        return None;
    }
    let described = format!("{} · {}", shown.outcome(first), shown.design_and_analysis(first));
    let facts = Facts { described, unit: shown.unit(first), arms };
    let figure = figure(&facts, shown.language);
    Some(Section {
        id: "months",
        question: words::months(shown.language),
        answer: format!("{}.", figure.title),
        lines: Vec::new(),
        figures: vec![figure],
        blocks: Vec::new(),
    })
}
