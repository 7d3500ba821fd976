//! How the effects on the leading outcome differ between those who would enrol.

use super::View;
use super::shown::first_table;
use crate::diagnosis::measured::Measured;
use crate::plan::Mode;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::words::table as words;
use crate::report::words::{Listed, Number};
use crate::treatment::TakeUpModel;

/// Spread between people below which an effect is the same for everybody.
const ALIKE: f64 = 1e-9;

pub(super) fn write(view: &View, page: &mut Page) {
    let language = view.language;
    let has_two =
        first_table(view).iter().flat_map(|row| &row.cells).any(|&cell| view.compares_arms(cell));
    let effects = view.results.individual_effects.iter();
    let leading = effects.filter(|e| e.outcome == view.outcome && e.month == view.month);
    let told: Vec<String> = leading
        .map(|e| {
            let exactly = |value| Measured { value, mcse: 0.0 };
            let mean = view.unit.amount(exactly(e.mean));
            let arm = match has_two {
                true => format!("{} − {}", view.group(&e.arm), view.group(view.control())),
                false => view.arm(&e.arm),
            };
            if e.spread.abs() < ALIKE {
                return words::alike(language, arm, mean);
            }
            let spread = view.unit.size(exactly(e.spread)).bare();
            words::spread(language, arm, mean, spread, of_people(view, e.lowered))
        })
        .collect();
    if told.is_empty() {
        return;
    }
    let told = Listed(told);
    let all_start = view.plan.worlds[0].take_up.iter().all(|t| *t == TakeUpModel::everybody());
    let text = match (view.plan.mode, all_start) {
        (Mode::Superpopulation, true) => words::for_each_participant(language, told),
        (Mode::Superpopulation, false) => words::for_each_starter(language, told),
        (Mode::Finite, true) => words::for_each_expected(language, told),
        (Mode::Finite, false) => words::for_each_starter_expected(language, told),
    };
    page.gap();
    page.text(&text, "  ");
}

fn of_people(view: &View, share: f64) -> String {
    let (percent, language) = (100.0 * share, view.language);
    if share <= 0.0 {
        words::nobody(language)
    } else if share >= 1.0 {
        words::everybody(language)
    } else if percent < 0.5 {
        words::under_one(language)
    } else if percent > 99.5 {
        words::over_ninety_nine(language)
    } else {
        words::share(language, Number(digits::number(percent, 0)))
    }
}
