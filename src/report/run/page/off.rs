//! How far off, and why: estimates against the true effect, the causes of bias, and whether the intervals hold.

use super::{CellRow, Labelled, Shown, found, words};
use crate::report::html::Section;
use crate::report::picture::{Estimate, Figure, forest, intervals, waterfall};
use crate::report::run::causes;
use crate::report::words::Say;
use crate::report::words::causes::{Because, Cause};

/// Share of trials that is to find an effect.
const AIM: f64 = 0.8;
/// Standard deviations of an estimate within which the middle 95 of 100 lie.
const MIDDLE: f64 = 1.96;

pub(super) fn section(shown: &Shown) -> Option<Section> {
    let figures: Vec<Figure> =
        [forest(shown), waterfall(shown), intervals(shown)].into_iter().flatten().collect();
    let answer = figures.iter().find(|figure| figure.id == "bias").or(figures.first())?;
    Some(Section {
        id: "off",
        question: words::off(shown.language),
        answer: format!("{}.", answer.title),
        lines: Vec::new(),
        figures,
        blocks: Vec::new(),
    })
}

/// Every outcome and month of the leading analysis.
fn forest(shown: &Shown) -> Option<Figure> {
    let leads = |row: &CellRow| {
        let keys = shown.leading.iter().map(|&number| &shown.row(number).key);
        keys.into_iter().any(|key| {
            (&row.key.design, &row.key.analysis) == (&key.design, &key.analysis)
                && (&row.key.arm, &row.key.versus) == (&key.arm, &key.versus)
        })
    };
    let rows = shown.results.cells.iter().enumerate().filter(|(number, row)| {
        shown.cell(*number).world == 0 && shown.cell(*number).margin().is_none() && leads(row)
    });
    let mut rows: Vec<forest::Row> = rows
        .map(|(number, row)| {
            let d = &row.diagnosis;
            let numbers = || {
                let (mean, sd) = (d.mean_estimate.ok()?, d.sd_estimate.ok()?);
                let range = [-1.0, 1.0].map(|side| mean.value + side * MIDDLE * sd.value);
                let found = found(row);
                let truth = d.yardstick.value;
                Some(forest::Shown { truth, mean: Estimate::from(mean), range, found })
            };
            forest::Row {
                outcome: shown.shown(Labelled::Outcome, &row.key.outcome),
                month: row.key.month,
                arm: shown.arm(number),
                place: shown.place(number),
                unit: shown.unit(number),
                shown: numbers(),
            }
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    // Those of an outcome and month stand together, in the order of the file.
    let mut order: Vec<(String, Option<u32>)> = Vec::new();
    for row in &rows {
        let key = (row.outcome.clone(), row.month);
        if !order.contains(&key) {
            order.push(key);
        }
    }
    rows.sort_by_key(|row| order.iter().position(|k| *k == (row.outcome.clone(), row.month)));
    let described = shown.design_and_analysis(*shown.leading.first()?);
    let whom = shown.whom();
    let facts = forest::Facts { described, whom, aim: AIM, rows };
    Some(forest::figure(&facts, shown.language))
}

fn waterfall(shown: &Shown) -> Option<Figure> {
    let leading = &shown.leading;
    let &first = leading.first()?;
    let size = |number: usize, cause| causes::size(shown.cell(number), shown.row(number), cause);
    // The same in every panel: what one arm's scale accounts for may be a cause of another's bias.
    let causes: Vec<Cause> = causes::all()
        .filter(|&cause| leading.iter().any(|&number| size(number, cause).is_some()))
        .collect();
    let budgets = leading.iter().filter_map(|&number| {
        let d = &shown.row(number).diagnosis;
        let parts = causes.iter().map(|&cause| waterfall::Part {
            label: cause.say(shown.language),
            because: Because(cause).say(shown.language),
            value: size(number, cause).map_or_else(Estimate::default, Estimate::from),
            is_luck: causes::averages_out(cause, &shown.row(number).diagnosis),
        });
        Some(waterfall::Budget {
            name: shown.arm(number),
            arm: shown.arm(number),
            place: shown.place(number),
            truth: d.yardstick.value,
            parts: parts.collect(),
            estimate: Estimate::from(d.mean_estimate.ok()?),
            bias: Estimate::from(d.yardstick_bias.ok()?),
        })
    });
    let budgets: Vec<waterfall::Budget> = budgets.collect();
    if budgets.is_empty() {
        return None;
    }
    let described = format!("{} · {}", shown.design_and_analysis(first), shown.outcome(first));
    let (whom, unit) = (shown.whom(), shown.unit(first));
    let facts = waterfall::Facts { described, whom, unit, budgets };
    Some(waterfall::figure(&facts, shown.language))
}

fn intervals(shown: &Shown) -> Option<Figure> {
    let &number = shown.leading.first()?;
    let d = &shown.row(number).diagnosis;
    let (cells, sums) = shown.kept(number)?;
    let kept = &sums.settled().0[cells.iter().position(|&cell| cell == number)?];
    let intervals = kept.first.iter().flatten().filter_map(|trial| {
        let reach = trial.reach?;
        let (low, high) = (trial.estimate - reach, trial.estimate + reach);
        Some(intervals::Interval { estimate: trial.estimate, low, high })
    });
    let described = format!(
        "{} · {} · {}",
        shown.arm(number),
        shown.design_and_analysis(number),
        shown.outcome(number)
    );
    let covered = d.policy_coverage.map_or(Estimate::default(), Estimate::from);
    let facts = intervals::Facts {
        described,
        unit: shown.unit(number),
        truth: d.yardstick.value,
        level: d.level,
        covered,
        trials: d.with_interval,
        intervals: intervals.collect(),
    };
    Some(intervals::figure(&facts, shown.language))
}
