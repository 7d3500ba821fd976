//! Draws the picture of the README: one published difference, told by two stories.
//!
//! `cargo run --release --example readme_picture` runs the stories of `scenarios/nijmegen.json` and
//! writes `docs/stories.svg`: for each story the expected estimate as a chain of causes.

use std::fmt::Write as _;
use std::path::Path;

use proefdraai::diagnosis::diagnosand::diagnose;
use proefdraai::engine::{self, Nobody};
use proefdraai::scenario::{Options, load};

const STORIES: [(&str, &str); 2] = [
    ("real_harm", "Story 1: the treatment does harm"),
    ("motivated_control", "Story 2: only control reacts"),
];
/// Pixels of one percentage point, and where zero stands.
const POINT: f64 = 30.0;
const ZERO: f64 = 850.0;
/// Where the names of causes end.
const NAMES: f64 = 435.0;
/// Causes below this many points are drawn together.
const SMALL: f64 = 0.3;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options {
        worlds: STORIES.map(|(world, _)| world.to_owned()).to_vec(),
        designs: vec!["after".to_owned()],
        ..Options::default()
    };
    let compiled = load(Path::new("scenarios/nijmegen.json"), &options)?;
    let plan = &compiled.plan;
    let sums = engine::run(plan, &Nobody)?;
    let mut body = String::new();
    for (row, (world, title)) in STORIES.iter().enumerate() {
        let number = plan.worlds.iter().position(|w| w.name == *world).ok_or("no such world")?;
        let (cell, sums) = plan
            .cells
            .iter()
            .zip(&sums.cells)
            .find(|(c, _)| {
                c.world == number
                    && c.analysis == "basis"
                    && c.outcome == "hours_over_12"
                    && c.arm == "exemption"
            })
            .ok_or("no such cell")?;
        let diagnosis = diagnose(sums, &cell.spec);
        let mut steps = vec![(
            "true effect if everybody eligible got it".to_owned(),
            100.0 * cell.spec.policy_truth,
        )];
        for entry in &diagnosis.bias_budget {
            steps.push((entry.term.describe().to_owned(), 100.0 * entry.mean.value));
        }
        draw(&mut body, 64.0 + 160.0 * row as f64, title, &steps)?;
    }
    let replications = plan.replications;
    let svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 920 400" font-family="sans-serif" font-size="14">
<rect width="920" height="400" fill="#ffffff"/>
<text x="20" y="28" font-size="16" font-weight="bold">One expected table, two stories: exemption − control, working more than 12 hours</text>
{body}<text x="20" y="388" fill="#555555" font-size="12">Percentage points; means of {replications} simulated trials. From scenarios/nijmegen.json.</text>
</svg>
"##
    );
    std::fs::write("docs/stories.svg", svg)?;
    Ok(())
}

/// One story: a bar per cause, each starting where the one before ended.
fn draw(out: &mut String, top: f64, title: &str, steps: &[(String, f64)]) -> std::fmt::Result {
    writeln!(out, r#"<text x="20" y="{top}" font-weight="bold">{title}</text>"#)?;
    let large = steps.iter().filter(|(_, size)| size.abs() >= SMALL);
    let rest: f64 = steps.iter().filter(|(_, size)| size.abs() < SMALL).map(|(_, size)| size).sum();
    let rest = ("everything else".to_owned(), rest);
    let (mut at, mut y) = (0.0, top + 14.0);
    for (name, size) in large.chain(std::iter::once(&rest)) {
        let colour = if name.starts_with("true") { "#b03a2e" } else { "#7f8c8d" };
        bar(out, y, at, *size, colour, name)?;
        at += size;
        y += 26.0;
    }
    bar(out, y, 0.0, at, "#1f4e79", "what the trial shows on average")
}

fn bar(
    out: &mut String,
    y: f64,
    from: f64,
    size: f64,
    colour: &str,
    name: &str,
) -> std::fmt::Result {
    let left = ZERO + POINT * from.min(from + size);
    let width = (POINT * size.abs()).max(1.0);
    writeln!(
        out,
        r#"<rect x="{left:.1}" y="{y:.1}" width="{width:.1}" height="18" fill="{colour}"/>"#
    )?;
    let text = y + 14.0;
    let shown = format!("{size:+.1}").replace('-', "−");
    writeln!(out, r#"<text x="{NAMES}" y="{text:.1}" text-anchor="end">{name}</text>"#)?;
    writeln!(out, r#"<text x="{}" y="{text:.1}">{shown}</text>"#, ZERO + 10.0)
}
