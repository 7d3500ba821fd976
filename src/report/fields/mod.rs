//! What every field of results.json and every column of cells.csv is: the page docs/results.md.

mod run;
mod flow;
mod cells;
mod families;
mod comparisons;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::LazyLock;

use crate::diagnosis::diagnosand::{self, Diagnosed, Diagnosis, ListEntry};
use crate::diagnosis::family::FamilyDiagnosis;
use crate::diagnosis::significance::TestDiagnosis;
use crate::estimand::Term;
use crate::report::run::csv::{CellColumn, Part, cell_columns, family_columns};

/// A field of results.json.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Where it stands: `[]` is any entry of a list, `*` any name.
    pub path: Cow<'static, str>,
    /// In what it is counted.
    pub unit: Unit,
    /// What it is, in a sentence.
    pub is: &'static str,
}

/// In what a field is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// The outcome's own unit; for a share of people from 0 to 1, so that 0.01 is a percentage point.
    Outcome,
    /// The square of it.
    OutcomeSquared,
    /// From 0 to 1.
    Share,
    /// Percent.
    Percent,
    /// People.
    People,
    /// Simulated trials.
    Trials,
    /// Months.
    Months,
    /// Seconds.
    Seconds,
    /// A number without a unit.
    Number,
    /// Text.
    Name,
    /// True or false.
    YesNo,
}

impl Unit {
    /// What it is called on a page.
    pub fn told(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::OutcomeSquared => "outcome²",
            Self::Share => "share",
            Self::Percent => "%",
            Self::People => "people",
            Self::Trials => "trials",
            Self::Months => "months",
            Self::Seconds => "seconds",
            Self::Number => "number",
            Self::Name => "text",
            Self::YesNo => "true/false",
        }
    }
}

impl Field {
    /// Whether a path is one of this field's.
    pub fn is_at(&self, path: &str) -> bool {
        let (own, found) = (self.path.split('.'), path.split('.'));
        own.clone().count() == found.clone().count()
            && own.zip(found).all(|(own, found)| own == "*" || own == found)
    }
}

impl From<diagnosand::Unit> for Unit {
    fn from(unit: diagnosand::Unit) -> Self {
        match unit {
            diagnosand::Unit::Outcome => Self::Outcome,
            diagnosand::Unit::OutcomeSquared => Self::OutcomeSquared,
            diagnosand::Unit::Share => Self::Share,
            diagnosand::Unit::Percent => Self::Percent,
            diagnosand::Unit::Multiple => Self::Number,
        }
    }
}

/// A field: where it stands, its unit, what it is.
const fn row(path: &'static str, unit: Unit, is: &'static str) -> Field {
    Field { path: Cow::Borrowed(path), unit, is }
}

/// All fields of results.json, in the order of the file.
pub fn fields() -> &'static [Field] {
    static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
        let mut all = [run::FIELDS, flow::FIELDS, cells::BEFORE].concat();
        all.extend(listed("cells[]", Diagnosis::LIST));
        all.extend_from_slice(cells::OF_TESTS);
        all.extend(listed("cells[].tests[]", TestDiagnosis::LIST));
        all.extend([cells::AFTER, families::BEFORE].concat());
        all.extend(listed("families[]", FamilyDiagnosis::LIST));
        all.extend([families::AFTER, families::DECLARED].concat());
        all.extend(listed("declared_families[]", FamilyDiagnosis::LIST));
        all.extend([families::UNANSWERED, comparisons::FIELDS].concat());
        all
    });
    &FIELDS
}

/// The fields of the diagnosands of a list.
fn listed<D: Diagnosed>(of: &str, list: &'static [ListEntry<D>]) -> impl Iterator<Item = Field> {
    list.iter().map(move |one| Field {
        path: Cow::Owned(format!("{of}.{}", one.name)),
        unit: one.unit.into(),
        is: one.about,
    })
}

/// The field at a path, if it is described.
pub fn field(path: &str) -> Option<&'static Field> {
    fields().iter().find(|field| field.is_at(path))
}

const HEAD: &str = "\
# What stands in the results
Made by `just fixtures` from the code that writes them; a test keeps it so. `simulate my.json --output DIR` writes
`results.json`, `cells.csv`, `report.txt`, `report.html` and the scenario that ran, `scenario.json`: running that file again
gives the same numbers. `--format json` and `--format csv` print the first two.

## Units
- **outcome**: the outcome's own unit. An outcome that is a share of people runs from 0 to 1: 0.01 is a percentage point.
- **share**: a share from 0 to 1. **trials**: simulated trials (replications).
- A number that was measured by simulation is an object: `value`, and `mcse`, its Monte Carlo standard error, in the same
  unit. A share has its 95 % `interval` (`low`, `high`) besides. Where it does not exist `value` and `mcse` are null, and
  `reason` says why.
- In a path `[]` is any entry of a list and `*` any name (an arm, a reason).
";

const CSV: &str = "
## cells.csv
One row per entry of `cells` in results.json, with the same numbers. A number that does not exist is an empty field;
results.json says why. A name that a spreadsheet would run as a formula (it begins with `=`, `+`, `-` or `@` and is no
number) stands behind an apostrophe, in this and in every other table that the program writes. `0.05` stands for each
significance level. Where the scenario declares families, each has a row below the cells for every world and design; `family`
and the columns after it are theirs, and stand only there.

| column | unit | what it is |
|---|---|---|
";

/// The text of docs/results.md.
///
/// # Panics
/// When a column has no field: a fault of this program, which its tests find.
pub fn page() -> String {
    let mut page = HEAD.to_owned();
    page.push_str("\n## results.json\n| field | unit | what it is |\n|---|---|---|\n");
    for Field { path, unit, is } in fields() {
        // Writing to a text succeeds.
        let _ = writeln!(page, "| `{path}` | {} | {is} |", unit.told());
    }
    page.push_str("\n### Causes in the bias budget\n| term | what it is |\n|---|---|\n");
    for term in Term::ALL {
        let _ = writeln!(page, "| `{}` | {} |", term.label(), term.describe());
    }
    page.push_str(CSV);
    for CellColumn { name, path, part } in cell_columns(&[0.05]).into_iter().chain(family_columns())
    {
        let field = field(&path).unwrap_or_else(|| panic!("{name}: {path} is not described"));
        let is = match part {
            Part::Value => one_of(&name).unwrap_or_else(|| field.is.to_owned()),
            Part::Error => "Its Monte Carlo error.".to_owned(),
        };
        let _ = writeln!(page, "| `{name}` | {} | {is} |", field.unit.told());
    }
    page
}

/// What a column holds that is one of the entries of a list or of names in results.json.
fn one_of(column: &str) -> Option<String> {
    let share = "the share of its people who are treated, as a multiple of the share that the policy would treat";
    match column {
        "tests" => Some("How many tests the family has in this design.".to_owned()),
        "factor" => Some(format!(
            "k of the arm, or of the group compared with where only that is treated: {share}; empty where neither is."
        )),
        "factor_versus" => Some(format!(
            "k of the group compared with, where both are treated: {share}; empty otherwise."
        )),
        _ => reason(column).or_else(|| cause(column)),
    }
}

/// What a column about one reason holds.
fn reason(column: &str) -> Option<String> {
    let told = |label: &str| label.replace('_', " ");
    if let Some(label) = column.strip_prefix("failures_") {
        return Some(format!("Trials without an estimate for this reason: {}.", told(label)));
    }
    column.strip_prefix("without_interval_").map(|label| {
        format!(
            "Trials with an estimate and without an interval for this reason: {}; they count as not found unless an \
             exact test stands in.",
            told(label)
        )
    })
}

/// What a column about a cause of bias holds.
fn cause(column: &str) -> Option<String> {
    let own = column.strip_prefix("bias_")?;
    let term = |label: &str| Term::ALL.into_iter().find(|term| term.label() == label);
    match own.strip_suffix("_sd").and_then(term) {
        Some(_) => Some("Standard deviation of that part over trials.".to_owned()),
        None => Some(format!("Part of policy_bias that comes from {}.", term(own)?.describe())),
    }
}
