//! What the base world would show: power, bias with its causes, coverage, smallest detectable
//! effect and false alarms, for the leading analysis of every design and then for the others.

use super::{View, listed, policy_told};
use crate::diagnosis::budget::{BudgetEntry, Term};
use crate::diagnosis::measured::{Measured, Rate};
use crate::plan::WorldRole;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::table::Table;

/// Causes shown of one bias.
const CAUSES: usize = 2;
/// Simulation errors from zero at which a cause is taken for one.
const CERTAIN: f64 = 3.0;

pub(super) fn write(view: &View, page: &mut Page) {
    let leading = view.all_leading(0);
    let base = &view.plan.worlds[0];
    page.heading(&match base.role {
        WorldRole::Plan => {
            format!("What such a trial would find if the plan is right (world {})", base.name)
        }
        _ => format!("What such a trial would find in world {}", base.name),
    });
    if !(0..view.plan.worlds[0].designs.len()).any(|d| view.cells_of(0, d).next().is_some()) {
        let text = format!(
            "No analysis looks at {}, the primary outcome: see --details.",
            view.outcome_told()
        );
        page.warning(&text, "");
        return;
    }
    page.text(&truths(view, &leading), "");
    if !leading.is_empty() {
        leading_table(view, &leading, page);
        causes(view, &leading, page);
    }
    others(view, &leading, page);
}

/// `True effect, if everybody eligible got it: exemption −4.1 points, intensive +4.3 points.`
fn truths(view: &View, leading: &[usize]) -> String {
    let mut told: Vec<String> = Vec::new();
    for arm in &view.plan.worlds[0].arms[1..] {
        let of_arm = |k: &usize| view.row(*k).key.arm == *arm;
        let any = || (0..view.plan.cells.len()).find(|k| of_arm(k) && is_simple(view, *k));
        if let Some(cell) = leading.iter().copied().find(of_arm).or_else(any) {
            told.push(format!("{arm} {}", view.unit.told(view.row(cell).diagnosis.policy_truth)));
        }
    }
    format!(
        "True effect on {}, {}: {}.",
        view.outcome_told(),
        policy_told(view.plan.worlds[0].policy),
        listed(&told)
    )
}

/// Whether a cell of the base world compares an arm with control on the leading outcome.
fn is_simple(view: &View, cell: usize) -> bool {
    let c = &view.plan.cells[cell];
    c.world == 0
        && c.outcome == view.outcome
        && c.month == view.month
        && (c.versus == view.control() || c.versus == "reference")
}

fn leading_table(view: &View, leading: &[usize], page: &mut Page) {
    let unit = if view.unit.suffix().is_empty() { "" } else { "\n(points)" };
    let off_by = format!("off by{unit}");
    let smallest = format!("detectable{unit}");
    let mut header =
        vec!["design · analysis", "arm", "found\n(%)", &off_by, "covered\n(%)", &smallest];
    if view.null.is_some() {
        header.push("false\nalarm (%)");
    }
    let mut table = Table::new(&header, 2);
    let mut above = String::new();
    for &cell in leading {
        let row = view.row(cell);
        let name = format!("{} · {}", row.key.design, row.key.analysis);
        let d = &row.diagnosis;
        let test = d.tests.first();
        let scaled = |m| view.unit.scaled(m);
        let mut cells = vec![
            if name == above { String::new() } else { name.clone() },
            row.key.arm.clone(),
            test.map_or_else(dash, |t| digits::or_dash(&t.power_right_direction, digits::percent)),
            digits::or_dash(&d.policy_bias, |m| digits::signed_with_error(scaled(*m))),
            digits::or_dash(&d.policy_coverage, digits::percent),
            test.map_or_else(dash, |t| digits::or_dash(&t.mde, |m| digits::with_error(scaled(*m)))),
        ];
        if view.null.is_some() {
            cells.push(false_alarm(view, cell).map_or_else(dash, |r| digits::percent(&r)));
        }
        table.row(cells);
        above = name;
    }
    page.gap();
    page.table(table);
    page.quiet(&legend(view, leading), "");
}

fn dash() -> String {
    "–".to_owned()
}

/// What the columns mean.
fn legend(view: &View, leading: &[usize]) -> String {
    let mut alphas: Vec<f64> = Vec::new();
    let mut levels: Vec<f64> = Vec::new();
    for &cell in leading {
        let d = &view.row(cell).diagnosis;
        alphas.extend(d.tests.first().map(|t| t.alpha));
        levels.push(d.level);
    }
    alphas.dedup();
    levels.dedup();
    let significant = match alphas[..] {
        [alpha] => format!("p < {}", digits::trimmed(alpha)),
        _ => "its first level".to_owned(),
    };
    let interval = match levels[..] {
        [level] => format!("the {} % interval", digits::trimmed(100.0 * level)),
        _ => "the interval".to_owned(),
    };
    let false_alarm = view.null.map_or_else(String::new, |null| {
        format!(" False alarm: significant in world {}.", view.plan.worlds[null].name)
    });
    format!(
        "Found: significant ({significant}) in the right direction. Off by: mean estimate minus true \
         effect. Covered: by {interval}. Detectable: found in 80 of 100 trials.{false_alarm} ±: \
         simulation error."
    )
}

/// Rejections of the same test in the world without effects.
pub(super) fn false_alarm(view: &View, cell: usize) -> Option<Rate> {
    let same = view.in_world(cell, view.null?)?;
    view.row(same).diagnosis.tests.first()?.power.ok()
}

/// The largest causes of the biases of some cells that stand out from simulation error and are not
/// too small to be printed, largest first.
fn largest_causes(view: &View, cells: &[usize]) -> Vec<Term> {
    let largest = |term: Term| {
        let entries = cells.iter().flat_map(|&cell| &view.row(cell).diagnosis.bias_budget);
        let of_term = entries.filter(|entry| entry.term == term && stands_out(view, entry));
        of_term.map(|entry| entry.mean.value.abs()).fold(0.0, f64::max)
    };
    let mut causes: Vec<Term> = Term::ALL.into_iter().filter(|&t| largest(t) > 0.0).collect();
    causes.sort_by(|&a, &b| largest(b).total_cmp(&largest(a)));
    causes.truncate(CAUSES);
    causes
}

/// Whether a cause shifts the estimate: not mere luck, beyond simulation error, and large enough to
/// be printed.
fn stands_out(view: &View, entry: &BudgetEntry) -> bool {
    let is_luck = matches!(entry.term, Term::Sampling | Term::ChanceImbalance);
    let is_shown = view.unit.short(entry.mean).chars().any(|c| ('1'..='9').contains(&c));
    !is_luck && is_shown && entry.mean.value.abs() > CERTAIN * entry.mean.mcse
}

/// The causes of each design's bias, arms side by side.
fn causes(view: &View, leading: &[usize], page: &mut Page) {
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for (number, design) in view.plan.worlds[0].designs.iter().enumerate() {
        let of_design = |k: &usize| view.plan.cells[*k].design == number;
        let cells: Vec<usize> = leading.iter().copied().filter(of_design).collect();
        let causes = largest_causes(view, &cells);
        let causes: Vec<String> = causes.iter().map(|&term| cause(view, &cells, term)).collect();
        let causes = causes.join("; ");
        match told.iter_mut().find(|(same, _)| *same == causes) {
            Some((_, designs)) => designs.push(&design.name),
            None if causes.is_empty() => {}
            None => told.push((causes, vec![&design.name])),
        }
    }
    if told.is_empty() {
        page.text("No cause of bias stands out from simulation error.", "");
        return;
    }
    let arms = &view.plan.worlds[0].arms[1..];
    let side_by_side =
        if arms.len() > 1 { format!(" ({})", arms.join(" / ")) } else { String::new() };
    let unit = if view.unit.suffix().is_empty() { "" } else { ", in points" };
    page.text(&format!("Why off{unit}{side_by_side}:"), "");
    for (causes, designs) in told {
        page.text(&format!("  {}: {causes}.", designs.join(", ")), "    ");
    }
}

/// `−1.9 / +1.7 (± 0.1) participants who respond differently from everyone eligible`.
fn cause(view: &View, cells: &[usize], term: Term) -> String {
    let entry = |&cell: &usize| {
        let budget = &view.row(cell).diagnosis.bias_budget;
        budget.iter().find(|entry| entry.term == term).map(|entry| view.unit.scaled(entry.mean))
    };
    let means: Vec<Measured> = cells.iter().filter_map(entry).collect();
    let mcse = means.iter().map(|m| m.mcse).fold(0.0, f64::max);
    let shown: Vec<String> =
        means.iter().map(|m| digits::signed(Measured { value: m.value, mcse })).collect();
    let error = digits::number(mcse, digits::last_place(mcse));
    format!("{} (± {error}) {}", shown.join(" / "), term.describe())
}

/// The other comparisons with control or the reference group, arms side by side.
fn others(view: &View, leading: &[usize], page: &mut Page) {
    let mut table = others_table(view);
    let arms = &view.plan.worlds[0].arms[1..];
    for design in 0..view.plan.worlds[0].designs.len() {
        let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
        for cell in view.cells_of(0, design).filter(|k| !leading.contains(k)) {
            let key = &view.row(cell).key;
            if !arms.contains(&key.arm) || arms.contains(&key.versus) {
                continue;
            }
            let versus = format!("{} · {} (vs {})", key.design, key.analysis, key.versus);
            match groups.iter_mut().find(|(name, _)| *name == versus) {
                Some((_, cells)) => cells.push(cell),
                None => groups.push((versus, vec![cell])),
            }
        }
        for (name, cells) in groups {
            other_row(view, name, &cells, &mut table);
        }
    }
    if table.is_empty() {
        return;
    }
    let side_by_side =
        if arms.len() > 1 { format!(" ({})", arms.join(" / ")) } else { String::new() };
    page.heading(&format!("Other analyses of the same outcome{side_by_side}"));
    page.table(table);
    if view
        .plan
        .cells
        .iter()
        .any(|c| c.world == 0 && !c.per_participant && c.outcome == view.outcome)
    {
        page.quiet(
            "* effect per person invited: not to be held against an effect per person treated",
            "",
        );
    }
}

fn others_table(view: &View) -> Table {
    let unit = if view.unit.suffix().is_empty() { "" } else { "\n(points)" };
    let (off_by, miss) = (format!("off by{unit}"), format!("usual miss{unit}"));
    let mut header = vec!["", "found\n(%)", &off_by, "covered\n(%)", &miss];
    if view.null.is_some() {
        header.push("false\nalarm (%)");
    }
    Table::new(&header, 1)
}

fn other_row(view: &View, name: String, cells: &[usize], table: &mut Table) {
    let joined = |show: &dyn Fn(usize) -> String| {
        let shown: Vec<String> = cells.iter().map(|&cell| show(cell)).collect();
        shown.join(" / ")
    };
    let found = |cell: usize| {
        let test = view.row(cell).diagnosis.tests.first();
        test.map_or_else(dash, |t| digits::or_dash(&t.power_right_direction, digits::whole_percent))
    };
    let off_by = |cell: usize| {
        digits::or_dash(&view.row(cell).diagnosis.policy_bias, |m| view.unit.short(*m))
    };
    let covered = |cell: usize| {
        digits::or_dash(&view.row(cell).diagnosis.policy_coverage, digits::whole_percent)
    };
    let miss = |cell: usize| {
        let miss = view.row(cell).diagnosis.rmse;
        digits::or_dash(&miss, |m| view.unit.short(*m).replace('+', ""))
    };
    let alarm = |cell: usize| {
        false_alarm(view, cell).map_or_else(dash, |rate| digits::whole_percent(&rate))
    };
    let per_person = cells.iter().all(|&cell| view.plan.cells[cell].per_participant);
    let mut row = if per_person {
        vec![name, joined(&found), joined(&off_by), joined(&covered), joined(&miss)]
    } else {
        vec![format!("{name} *"), joined(&found), dash(), dash(), dash()]
    };
    if view.null.is_some() {
        row.push(joined(&alarm));
    }
    table.row(row);
}
