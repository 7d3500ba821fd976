//! Simulates the trial of `tests/scenarios/v58.json` and says which of the 30 significance marks of Nijmegen's Table 3
//! its standard errors reproduce. Writes `docs/table3-marks.md`.

use std::fmt::Write;
use std::path::Path;

use proefdraai::diagnosis::diagnosand::diagnose;
use proefdraai::diagnosis::measured::Absent;
use proefdraai::engine::{self, Nobody};
use proefdraai::scenario::{Options, load};

/// Replications: standard errors are then known to within .0001.
const REPLICATIONS: u32 = 10_000;

/// Critical values of |t| at .05 and .10 with about 350 degrees of freedom.
const CRITICAL: [f64; 2] = [1.967, 1.649];

/// Half a unit of the last printed decimal.
const ROUNDING: f64 = 0.005;

/// The mark behind a printed difference.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// `*`: p < .05.
    Star,
    /// `~`: p < .10.
    Tilde,
    /// No mark.
    Blank,
}

use Mark::{Blank, Star, Tilde};

impl Mark {
    fn text(self) -> &'static str {
        match self {
            Star => "*",
            Tilde => "~",
            Blank => "",
        }
    }

    /// The mark of a difference that is so many standard errors.
    fn of(ratio: f64) -> Self {
        if ratio > CRITICAL[0] {
            Star
        } else if ratio > CRITICAL[1] {
            Tilde
        } else {
            Blank
        }
    }

    /// Whether some difference that rounds to what was printed has this mark: ratios from `low` to `high`.
    fn is_possible(self, low: f64, high: f64) -> bool {
        match self {
            Star => high > CRITICAL[0],
            Tilde => low <= CRITICAL[0] && high > CRITICAL[1],
            Blank => low <= CRITICAL[1],
        }
    }
}

/// One row of Table 3: name here, name there, and for each contrast the basis, LOEP and Extra entries.
struct Row {
    outcome: &'static str,
    printed: &'static str,
    exemption: [(f64, Mark); 3],
    intensive: [(f64, Mark); 3],
}

/// Nijmegen, effect report after 25 months, Table 3.
const TABLE_3: [Row; 5] = [
    Row {
        outcome: "income_over_70",
        printed: "income > 70 %",
        exemption: [(-0.11, Star), (-0.10, Star), (-0.09, Tilde)],
        intensive: [(-0.08, Tilde), (-0.09, Star), (-0.08, Blank)],
    },
    Row {
        outcome: "hours_over_27",
        printed: "> 27 hours",
        exemption: [(-0.06, Blank), (-0.05, Blank), (-0.03, Blank)],
        intensive: [(-0.03, Blank), (-0.04, Blank), (-0.03, Blank)],
    },
    Row {
        outcome: "hours_over_12",
        printed: "> 12 hours",
        exemption: [(-0.16, Star), (-0.12, Star), (-0.10, Tilde)],
        intensive: [(-0.11, Tilde), (-0.12, Star), (-0.10, Tilde)],
    },
    Row {
        outcome: "hours_over_8",
        printed: "> 8 hours",
        exemption: [(-0.13, Star), (-0.10, Tilde), (-0.07, Blank)],
        intensive: [(-0.06, Blank), (-0.06, Blank), (-0.05, Blank)],
    },
    Row {
        outcome: "permanent_contract",
        printed: "permanent contract",
        exemption: [(0.01, Blank), (0.04, Blank), (0.05, Blank)],
        intensive: [(0.01, Blank), (0.03, Blank), (0.04, Blank)],
    },
];

const MODELS: [(&str, &str); 3] = [("basis", "basis"), ("loep", "LOEP"), ("extra", "Extra")];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let options = Options { replications: Some(REPLICATIONS), ..Options::default() };
    let plan = match load(&root.join("tests/scenarios/v58.json"), &options) {
        Ok(compiled) => compiled.plan,
        Err(report) => return Err(report.render(false).into()),
    };
    let sums = engine::run(&plan, &Nobody)?;
    let cell = |model: &str, outcome: &str, arm: &str| {
        let at = plan
            .cells
            .iter()
            .position(|c| c.analysis == model && c.outcome == outcome && c.arm == arm);
        at.map(|k| diagnose(&sums.cells[k], &plan.cells[k].spec))
    };

    let (mut rows, mut reproduced, mut total) = (String::new(), 0, 0);
    for row in &TABLE_3 {
        for (arm, contrast, entries) in
            [("exemption", "O−C", &row.exemption), ("intensive", "I−C", &row.intensive)]
        {
            for ((model, printed_model), &(b, mark)) in MODELS.iter().zip(entries) {
                let diagnosis =
                    cell(model, row.outcome, arm).ok_or("v58.json lacks a cell of Table 3")?;
                let se = diagnosis.mean_se.map_err(Absent::reason)?.value;
                let (low, high) = ((b.abs() - ROUNDING) / se, (b.abs() + ROUNDING) / se);
                let holds = mark.is_possible(low, high);
                total += 1;
                reproduced += u32::from(holds);
                writeln!(
                    rows,
                    "| {} | {contrast} | {printed_model} | {}{:.2}{} | {se:.4} | {low:.2}–{high:.2} | {} | {} |",
                    row.printed,
                    if b < 0.0 { "−" } else { "" },
                    b.abs(),
                    mark.text().replace('*', "\\*").replace('~', "\\~"),
                    possible_marks(low, high),
                    if holds { "yes" } else { "**no**" },
                )?;
            }
        }
    }
    let extra = cell("extra", "hours_over_12", "exemption").and_then(|d| d.n_analysed);
    let page = page(&rows, reproduced, total, extra.ok_or("no replication has an estimate")?);
    std::fs::create_dir_all(root.join("docs"))?;
    std::fs::write(root.join("docs/table3-marks.md"), page)?;
    println!("{reproduced} of {total} marks reproduced");
    Ok(())
}

/// The marks that ratios from `low` to `high` can carry.
fn possible_marks(low: f64, high: f64) -> String {
    let name = |mark: Mark| match mark {
        Star => "\\*",
        Tilde => "\\~",
        Blank => "none",
    };
    let mut marks: Vec<&str> =
        [Blank, Tilde, Star].into_iter().filter(|m| m.is_possible(low, high)).map(name).collect();
    if marks.is_empty() {
        marks.push(name(Mark::of(low)));
    }
    marks.join(" or ")
}

fn page(rows: &str, reproduced: u32, total: u32, extra: f64) -> String {
    format!(
        "# The significance marks of Table 3

Made by `cargo run --release --example table3_marks`, which runs `tests/scenarios/v58.json` {REPLICATIONS} times and writes this page.

Table 3 of the Nijmegen report prints differences in two decimals with \\* for p < .05 and \\~ for p < .10, but no
standard errors and no levels. The scenario takes the levels that the marks imply (control: .37 over 8 hours, .33 over
12, .16 over 27, .20 over 70 % of the minimum wage, .14 in a permanent contract), the basis model's differences as the
true effects, 121 people in each arm, HC2 standard errors, and register characteristics that explain some 10 to 15 %. The
Extra model uses the {extra:.0} people, on average, who answer the survey.

A mark is reproduced when some difference that rounds to what was printed, divided by the simulated standard error,
falls where the mark says: above {} for \\*, between {} and that for \\~, below for none.

**{reproduced} of {total} marks are reproduced.** That the levels fit the marks does not make them the true ones: other
levels fit as well.

| outcome | contrast | model | printed | simulated SE | \\|b\\| ± .005 ÷ SE | marks possible | reproduced |
|---|---|---|---|---|---|---|---|
{rows}",
        CRITICAL[0], CRITICAL[1]
    )
}
