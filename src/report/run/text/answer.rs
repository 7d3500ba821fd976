//! What the base world would show: power, bias with its causes, coverage, smallest detectable
//! effect and false alarms, for the leading analysis of every design.

use super::measures::{self, table};
use super::shown::{Shown, first_table};
use super::{Unit, View, causes, declared, elsewhere, legend, listed, scale, together};
use crate::diagnosis::measured::Measured;
use crate::estimand::Policy;
use crate::plan::{Mode, WorldRole};
use crate::report::digits;
use crate::report::page::Page;
use crate::scenario::primary;
use crate::treatment::TakeUpModel;

/// Spread between people below which an effect is the same for everybody.
const ALIKE: f64 = 1e-9;
/// Coverage below which an interval mostly misses.
const MOSTLY: f64 = 0.5;
/// Misleading analyses named.
const MOST_MISLEADING: usize = 3;

pub(super) fn write(view: &View, with_details: bool, page: &mut Page) {
    let leading = view.all_leading(0);
    let base = &view.plan.worlds[0];
    let outcome = view.outcome_told();
    page.heading(&match base.role {
        WorldRole::Plan => {
            format!(
                "What such a trial would find if the plan is right (world {}): {outcome}",
                base.name
            )
        }
        _ => format!("What such a trial would find in world {}: {outcome}", base.name),
    });
    let (stated, month) = primary(view.plan, view.scenario);
    if (&stated, month) != (&view.outcome, view.month) {
        let text = format!(
            "No analysis of these designs looks at the primary outcome, {stated}: {outcome} leads instead."
        );
        page.warning(&text, "");
    }
    let rows = first_table(view);
    let told =
        [truths(view, &leading, &rows), individuals(view, &rows), scale::scales(view, &rows)];
    for text in told.iter().flatten() {
        page.text(text, "");
    }
    page.text(&measures::scales(view, &rows), "  ");
    page.table(table(view, &rows, page.width()));
    page.quiet(&legend::legend(view, &rows), "");
    causes::write(view, &rows, page);
    together::write(view, &rows, page);
    declared::write(view, page);
    if let Some(text) = misleading(view, &leading) {
        page.warning(&text, "");
    }
    elsewhere::write(view, with_details, page);
}

/// `True effect per eligible person, if all got it: exemption −4.1 points and intensive +4.3 points.`; arms that are
/// compared with each other after that.
fn truths(view: &View, leading: &[usize], rows: &[Shown]) -> Option<String> {
    let told = |cell: usize| {
        let truth = view.unit.told(view.row(cell).diagnosis.policy_truth);
        format!("{} {truth}", view.arm_told(cell))
    };
    let is_own = |cell: &usize| !view.compares_arms(*cell);
    let mut own: Vec<String> = Vec::new();
    for arm in view.treated() {
        let of_arm = |k: &usize| view.row(*k).key.arm == *arm;
        let any = || (0..view.plan.cells.len()).find(|k| of_arm(k) && is_simple(view, *k));
        let first = leading.iter().copied().filter(is_own).find(of_arm);
        own.extend(first.or_else(any).map(told));
    }
    let between = rows.iter().flat_map(|row| &row.cells).copied();
    let mut between: Vec<String> = between.filter(|cell| !is_own(cell)).map(told).collect();
    between.dedup();
    let all: Vec<String> =
        [own, between].iter().filter(|told| !told.is_empty()).map(|told| listed(told)).collect();
    let policy = view.plan.worlds[0].policy;
    let (per, for_whom) = (policy.scale().told(), under(policy));
    // What is realised in one frame of people is not what was to be expected of them.
    let in_whom = match view.plan.mode {
        Mode::Superpopulation => "",
        Mode::Finite => ", as it turns out for these very people",
    };
    (!all.is_empty())
        .then(|| format!("True effect {per}, {for_whom}{in_whom}: {}.", all.join("; ")))
}

/// What the policy does to everybody whom it counts.
fn under(policy: Policy) -> &'static str {
    match policy {
        Policy::Pate => "if all got it",
        Policy::Pitt => "if all were offered it",
        Policy::PateEnrolees => "if all who would enrol got it",
    }
}

/// How the effects on the leading outcome differ between those who would enrol.
fn individuals(view: &View, rows: &[Shown]) -> Option<String> {
    let effects = view.results.individual_effects.iter();
    let leading = effects.filter(|e| e.outcome == view.outcome && e.month == view.month);
    let told: Vec<String> = leading
        .map(|e| {
            let exactly = |value| Measured { value, mcse: 0.0 };
            let [mean, spread] = [e.mean, e.spread].map(|x| view.unit.short(exactly(x)));
            if e.spread.abs() < ALIKE {
                return format!("{} {mean} (the same for everybody)", e.arm);
            }
            let spread = spread.replace('+', "");
            format!("{} {mean} (spread {spread}, {} negative)", e.arm, of_people(e.lowered))
        })
        .collect();
    let told = listed(&told);
    let all_start = view.plan.worlds[0].take_up.iter().all(|t| *t == TakeUpModel::everybody());
    let whom = if all_start { "per participant" } else { "per participant who starts" };
    let whom = match (view.plan.mode, view.unit) {
        (Mode::Superpopulation, _) => whom.replacen('p', "P", 1),
        (Mode::Finite, Unit::Points) => {
            format!("Change in the chance {whom}, as it was to be expected")
        }
        (Mode::Finite, Unit::Own) => format!("Change {whom}, as it was to be expected"),
    };
    let has_two = rows.iter().flat_map(|row| &row.cells).any(|&cell| view.compares_arms(cell));
    let versus = if has_two { format!(", against {}", view.control()) } else { String::new() };
    (!told.is_empty()).then(|| format!("{whom}{versus}: {told}."))
}

fn of_people(share: f64) -> String {
    let percent = 100.0 * share;
    if share <= 0.0 {
        "none".to_owned()
    } else if share >= 1.0 {
        "all".to_owned()
    } else if percent < 0.5 {
        "under 1 %".to_owned()
    } else if percent > 99.5 {
        "over 99 %".to_owned()
    } else {
        format!("{} %", digits::number(percent, 0))
    }
}

/// Analyses that do not lead whose intervals mostly miss the true effect, for every arm.
fn misleading(view: &View, leading: &[usize]) -> Option<String> {
    let arms = view.treated();
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for cell in (0..view.plan.worlds[0].designs.len()).flat_map(|d| view.cells_of(0, d)) {
        let (key, d) = (&view.row(cell).key, &view.row(cell).diagnosis);
        let (Ok(coverage), Ok(bias)) = (d.policy_coverage, d.yardstick_bias) else { continue };
        let misses = coverage.interval.high < MOSTLY;
        if !misses || leading.contains(&cell) || !arms.contains(&key.arm) {
            continue;
        }
        let name = format!("{} · {} (vs {})", key.design, key.analysis, key.versus);
        let off_by = view.unit.short(bias);
        match found.iter_mut().find(|(same, _)| *same == name) {
            Some((_, all)) => all.push(off_by),
            None => found.push((name, vec![off_by])),
        }
    }
    let mut told: Vec<String> = found
        .iter()
        .map(|(name, off_by)| {
            format!("{name}, off by {}{}", off_by.join(" / "), view.unit.suffix())
        })
        .collect();
    let more = told.len().saturating_sub(MOST_MISLEADING);
    told.truncate(MOST_MISLEADING);
    if more > 0 {
        told.push(format!("{more} more"));
    }
    let told = told.join("; ");
    (!told.is_empty()).then(|| format!("Beware: most intervals miss the true effect in {told}."))
}

/// Whether a cell of the base world compares an arm with control on the leading outcome.
fn is_simple(view: &View, cell: usize) -> bool {
    let c = &view.plan.cells[cell];
    c.world == 0
        && c.outcome == view.outcome
        && c.month == view.month
        && (c.versus == view.control() || c.versus == "reference")
}
