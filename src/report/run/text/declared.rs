//! What the tests of declared families find together.

use super::View;
use crate::diagnosis::measured::{Absent, Measured, Rate};
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::declared::{DeclaredRow, TestKey};
use crate::report::run::words::{details, end as words};
use crate::report::table::Table;
use crate::report::words::Number;
use crate::report::words::amounts::{EitherOf, Percent};

/// A line for each family of the base world, by design.
pub(super) fn write(view: &View, page: &mut Page) {
    let base = &view.plan.worlds[0].name;
    let rows: Vec<&DeclaredRow> =
        view.results.declared_families.iter().filter(|row| row.world == *base).collect();
    if rows.is_empty() {
        return;
    }
    page.text(&words::families(view.language), "  ");
    for row in rows {
        page.text(&format!("  {}", line(view, row)), "    ");
    }
}

/// `main in after (4 tests): at least one finds what it seeks in 62 ± 1 %, all in 12 ± 1 %.`
fn line(view: &View, row: &DeclaredRow) -> String {
    let language = view.language;
    let (family, design) = (row.family.as_str(), view.design(&row.design));
    if let Some(missing) = &row.missing {
        return words::family_missing(language, family, design, missing.as_str());
    }
    let d = &row.diagnosis;
    let tests = Number::count(row.tests.len());
    let mut told = vec![match (d.any_found, d.all_found) {
        (Ok(any), Ok(all)) => {
            words::family_found(language, family, design, tests, percent(&any), percent(&all))
        }
        (Ok(any), Err(absent)) => {
            words::family_found_in_part(language, family, design, tests, percent(&any), absent)
        }
        (Err(absent), _) => words::family_nothing(language, family, design, tests, absent),
    }];
    if let Ok(alarm) = d.any_false_alarm {
        told.push(words::family_alarm(language, percent(&alarm)));
    }
    if let Some((world, tests, alarm)) = without_effect(view, row) {
        let tests = Number::count(tests);
        told.push(words::family_alarm_in(language, world, tests, percent(&alarm)));
    }
    if row.correction.member().corrects() {
        told.extend(d.share_found.ok().map(|share| words::family_power(language, mean(&share))));
        let false_share = d.false_discovery_rate.ok();
        told.extend(false_share.map(|share| words::family_false_share(language, mean(&share))));
    }
    told.push(row.correction.member().sentence_in(language));
    told.join(" ")
}

fn mean(share: &Measured) -> Percent {
    Percent(digits::mean_percent(*share))
}

fn percent(rate: &Rate) -> Percent {
    Percent(digits::percent(rate))
}

/// The world without effects, where that is another: how many tests the family has there, and how often it cries wolf.
fn without_effect(view: &View, row: &DeclaredRow) -> Option<(String, usize, Rate)> {
    let null = view.null.filter(|&null| null > 0)?;
    let name = &view.plan.worlds[null].name;
    let same = |other: &&DeclaredRow| {
        (&other.family, &other.design, &other.world) == (&row.family, &row.design, name)
    };
    let beside = view.results.declared_families.iter().find(same)?;
    Some((view.world(null), beside.tests.len(), beside.diagnosis.any_false_alarm.ok()?))
}

/// Every family in every world and design, and its tests.
pub(super) fn details(view: &View, page: &mut Page) {
    let (rows, language) = (&view.results.declared_families, view.language);
    if rows.is_empty() {
        return;
    }
    page.heading(&details::families(language));
    let header = [
        details::world_design_family(language),
        details::tests(language),
        details::at_least_one(language),
        details::all_found(language),
        details::share_found(language),
        details::a_false_alarm(language),
        details::false_share(language),
    ];
    let mut table = Table::new(&header.each_ref().map(String::as_str), 1);
    for row in rows {
        let d = &row.diagnosis;
        let (world, design) = (view.world_named(&row.world), view.design(&row.design));
        let mut cells =
            vec![format!("{world} · {design}: {}", row.family), row.tests.len().to_string()];
        let told = |share| language.number(&digits::or_dash(&share, digits::percent));
        let mean =
            |share| language.number(&digits::or_dash(&share, |share| digits::mean_percent(*share)));
        cells.extend([d.any_found, d.all_found].map(told));
        cells.push(mean(d.share_found));
        cells.push(told(d.any_false_alarm));
        cells.push(mean(d.false_discovery_rate));
        table.row(cells);
    }
    page.table(table);
    let shares = rows.iter().filter(|row| row.missing.is_none()).map(|row| &row.diagnosis);
    let absent = shares.flat_map(|d| {
        let of_trials = [d.any_found, d.all_found, d.any_false_alarm].map(Result::err);
        of_trials.into_iter().chain([d.false_discovery_rate.err()])
    });
    let mut reasons: Vec<Absent> = Vec::new();
    for reason in absent.flatten() {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    if !reasons.is_empty() {
        page.quiet(&details::a_dash(language, EitherOf(reasons)), "  ");
    }
    let base = &view.plan.worlds[0].name;
    for row in rows.iter().filter(|row| row.world == *base) {
        let (family, design) = (row.family.as_str(), view.design(&row.design));
        let text = match &row.missing {
            Some(missing) => words::family_missing(language, family, design, missing.as_str()),
            None => {
                let tests: Vec<String> = row.tests.iter().map(|test| told(view, test)).collect();
                let tests = details::family_tests(language, family, design, tests.join("; "));
                format!("{tests} {}", row.correction.member().sentence_in(language))
            }
        };
        page.quiet(&text, "  ");
    }
}

/// `works, month 12: help − control (plain)`.
fn told(view: &View, test: &TestKey) -> String {
    let mut outcome = view.outcome_shown(&test.outcome);
    if let Some(month) = test.month {
        outcome = details::in_month(view.language, outcome, Number(month.to_string()));
    }
    let [arm, versus] = [&test.arm, &test.versus].map(|group| view.group(group));
    details::test_told(view.language, outcome, arm, versus, view.analysis(&test.analysis))
}
