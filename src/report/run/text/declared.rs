//! What the tests of declared families find together.

use super::{View, counted};
use crate::diagnosis::measured::Rate;
use crate::report::absence::in_words;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::declared::{DeclaredRow, TestKey};
use crate::report::table::Table;

/// A line for each family of the base world, by design.
pub(super) fn write(view: &View, page: &mut Page) {
    let base = &view.plan.worlds[0].name;
    let rows: Vec<&DeclaredRow> =
        view.results.declared_families.iter().filter(|row| row.world == *base).collect();
    if rows.is_empty() {
        return;
    }
    let lead = "Tests of a family in one trial, % of trials; each test at its own level, without correction for their \
                number:";
    page.text(lead, "  ");
    for row in rows {
        page.text(&format!("  {}.", line(view, row)), "    ");
    }
}

/// `main in after (4 tests): at least one finds what it seeks 62 ± 1, all 12 ± 1; …`
fn line(view: &View, row: &DeclaredRow) -> String {
    let DeclaredRow { family, design, .. } = row;
    if let Some(missing) = &row.missing {
        return format!("{family} in {design} (no test): {missing}");
    }
    let d = &row.diagnosis;
    let mut told = match (d.any_found, d.all_found) {
        (Ok(any), Ok(all)) => {
            vec![format!(
                "at least one finds what it seeks {}, all {}",
                percent(&any),
                percent(&all)
            )]
        }
        (Ok(any), Err(absent)) => {
            let any = percent(&any);
            vec![format!(
                "at least one finds what it seeks {any}, all –, as of some {}",
                in_words(absent)
            )]
        }
        (Err(absent), _) => vec![format!("nothing to find, as {}", in_words(absent))],
    };
    if let Ok(alarm) = d.any_false_alarm {
        told.push(format!("at least one false alarm {}", percent(&alarm)));
    }
    if let Some((world, tests, alarm)) = without_effect(view, row) {
        let other = tests != row.tests.len();
        let tests = if other { format!(" ({})", counted(tests, "test")) } else { String::new() };
        told.push(format!("in world {world}{tests} at least one false alarm {}", percent(&alarm)));
    }
    format!("{family} in {design} ({}): {}", counted(row.tests.len(), "test"), told.join("; "))
}

fn percent(rate: &Rate) -> String {
    digits::percent(rate)
}

/// The world without effects, where that is another: how many tests the family has there, and how often it cries wolf.
fn without_effect<'a>(view: &View<'a>, row: &DeclaredRow) -> Option<(&'a str, usize, Rate)> {
    let null = &view.plan.worlds[view.null.filter(|&null| null > 0)?].name;
    let same = |other: &&DeclaredRow| {
        (&other.family, &other.design, &other.world) == (&row.family, &row.design, null)
    };
    let beside = view.results.declared_families.iter().find(same)?;
    Some((null, beside.tests.len(), beside.diagnosis.any_false_alarm.ok()?))
}

/// Every family in every world and design, and its tests.
pub(super) fn details(view: &View, page: &mut Page) {
    let rows = &view.results.declared_families;
    if rows.is_empty() {
        return;
    }
    page.heading("Families of tests, % of trials, without correction for their number");
    let header =
        ["world · design: family", "tests", "at least\none found", "all\nfound", "a false\nalarm"];
    let mut table = Table::new(&header, 1);
    for row in rows {
        let d = &row.diagnosis;
        let shown = [d.any_found, d.all_found, d.any_false_alarm];
        let mut cells = vec![
            format!("{} · {}: {}", row.world, row.design, row.family),
            row.tests.len().to_string(),
        ];
        cells.extend(shown.map(|share| digits::or_dash(&share, digits::percent)));
        table.row(cells);
    }
    page.table(table);
    let shares = rows.iter().filter(|row| row.missing.is_none()).map(|row| &row.diagnosis);
    let absent =
        shares.flat_map(|d| [d.any_found.err(), d.all_found.err(), d.any_false_alarm.err()]);
    let mut reasons: Vec<&str> = absent.flatten().map(in_words).collect();
    reasons.sort_unstable();
    reasons.dedup();
    if !reasons.is_empty() {
        page.quiet(&format!("A dash: {}.", reasons.join("; or ")), "  ");
    }
    let base = &view.plan.worlds[0].name;
    for row in rows.iter().filter(|row| row.world == *base) {
        let told: Vec<String> = row.tests.iter().map(TestKey::told).collect();
        let told = row.missing.clone().unwrap_or_else(|| told.join("; "));
        page.quiet(&format!("{} in design {}: {told}.", row.family, row.design), "  ");
    }
}
