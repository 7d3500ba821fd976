//! What is told of every diagnosand: its line in `simulate list` and on its page of documentation.

use std::fmt::Write as _;

use serde::Serialize;

use crate::diagnosis::diagnosand::{Diagnosed, Diagnosis, ListEntry};
use crate::diagnosis::family::FamilyDiagnosis;
use crate::diagnosis::significance::TestDiagnosis;
use crate::report::fields::Unit;
use crate::report::page::Page;
use crate::report::table::Table;

/// The name under which they are listed.
pub const NAME: &str = "diagnosands";

/// What they are.
pub const ABOUT: &str = "What many simulated trials say about a design: each is a number with its Monte Carlo error, or the reason why there is \
     none.";

/// A diagnosand, for whoever lists what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Described {
    /// Its name in results.
    pub name: &'static str,
    /// What it is about.
    pub of: &'static str,
    /// In what it is counted.
    pub unit: &'static str,
    /// Its word where one diagnosand is asked for; null where it cannot be.
    pub asked_as: Option<&'static str>,
    /// The name of its difference between two comparisons on common draws; null without.
    pub difference: Option<&'static str>,
    /// What it is, in a sentence.
    pub about: &'static str,
}

/// All of them, in the order of the results.
pub fn diagnosands() -> Vec<Described> {
    let of_cells = listed("a comparison", Diagnosis::LIST);
    let of_tests = listed("a test of it", TestDiagnosis::LIST);
    of_cells
        .chain(of_tests)
        .chain(listed("several tests together", FamilyDiagnosis::LIST))
        .collect()
}

fn listed<D: Diagnosed>(
    of: &'static str,
    list: &'static [ListEntry<D>],
) -> impl Iterator<Item = Described> {
    list.iter().map(move |one| Described {
        name: one.name,
        of,
        unit: Unit::from(one.unit).told(),
        asked_as: one.asked.map(|asked| asked.word),
        difference: one.difference.map(|difference| difference.name),
        about: one.about,
    })
}

/// A line for each.
pub(super) fn write_all(page: &mut Page) {
    page.heading(NAME);
    page.text(ABOUT, "");
    let mut table = Table::new(&["name", "of", "unit", "asked as", "what it is"], 5);
    for one in diagnosands() {
        table.row(vec![
            one.name.to_owned(),
            one.of.to_owned(),
            one.unit.to_owned(),
            one.asked_as.unwrap_or("–").to_owned(),
            one.about.to_owned(),
        ]);
    }
    page.gap();
    page.table(table);
}

/// Everything about one.
pub(super) fn write_one(one: &Described, page: &mut Page) {
    page.heading(&format!("{} (one of the {NAME}, of {})", one.name, one.of));
    page.text(one.about, "");
    page.gap();
    page.text(&format!("Unit: {}.", one.unit), "");
    if let Some(word) = one.asked_as {
        page.text(&format!("Asked for as {word:?}, under run.precision_of and with --of."), "");
    }
    if let Some(difference) = one.difference {
        page.text(&format!("Between two comparisons on the same draws: {difference}."), "");
    }
}

/// The text of docs/diagnosands.md.
pub fn page() -> String {
    let mut page = format!(
        "# Diagnosands\n{ABOUT}\n\nMade by `just fixtures` from the code; a test keeps it so. `simulate list {NAME}` prints the \
         same. They stand in `results.json` and `cells.csv` ([results.md](results.md) says what the units are), in every row of \
         a sweep, and one is asked for by its word in `run.precision_of`, `simulate --precision … --of` and `simulate \
         assumptions --of`. A difference is that of two comparisons in the same simulated trials.\n"
    );
    let mut of = "";
    for one in diagnosands() {
        // Writing to a text succeeds.
        if one.of != of {
            of = one.of;
            let _ = write!(
                page,
                "\n## Of {of}\n| name | unit | asked as | difference | what it is |\n|---|---|---|---|---|\n"
            );
        }
        let code = |name: Option<&str>| name.map(|name| format!("`{name}`")).unwrap_or_default();
        let (asked, difference) = (code(one.asked_as), code(one.difference));
        let _ = writeln!(
            page,
            "| `{}` | {} | {asked} | {difference} | {} |",
            one.name, one.unit, one.about
        );
    }
    page
}
