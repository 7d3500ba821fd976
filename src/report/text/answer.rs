//! What the base world would show: power, bias with its causes, coverage, smallest detectable
//! effect and false alarms, for the leading analysis of every design.

use super::measures::{rows, table};
use super::{View, listed, policy_told};
use crate::diagnosis::budget::Term;
use crate::diagnosis::measured::Measured;
use crate::plan::{WorldOrigin, WorldRole};
use crate::report::digits;
use crate::report::page::Page;

/// Causes shown of one bias, at least.
const CAUSES: usize = 2;
/// Simulation errors from zero at which a cause is taken for one.
const CERTAIN: f64 = 3.0;
/// Coverage below which an interval mostly misses.
const MOSTLY: f64 = 0.5;
/// Misleading analyses named.
const MOST_MISLEADING: usize = 3;

pub(super) fn write(view: &View, page: &mut Page) {
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
    if !(0..view.plan.worlds[0].designs.len()).any(|d| view.cells_of(0, d).next().is_some()) {
        let text = format!("No analysis looks at {outcome}, the primary outcome: see --details.");
        page.warning(&text, "");
        return;
    }
    page.text(&truths(view, &leading), "");
    if let Some(text) = individuals(view) {
        page.text(&text, "");
    }
    if !leading.is_empty() {
        leading_table(view, &leading, page);
        causes(view, &leading, page);
    }
    if let Some(text) = misleading(view, &leading) {
        page.warning(&text, "");
    }
}

/// `True effect if everybody eligible got it: exemption −4.1 points and intensive +4.3 points.`
fn truths(view: &View, leading: &[usize]) -> String {
    let mut told: Vec<String> = Vec::new();
    for arm in &view.plan.worlds[0].arms[1..] {
        let of_arm = |k: &usize| view.row(*k).key.arm == *arm;
        let any = || (0..view.plan.cells.len()).find(|k| of_arm(k) && is_simple(view, *k));
        if let Some(cell) = leading.iter().copied().find(of_arm).or_else(any) {
            told.push(format!("{arm} {}", view.unit.told(view.row(cell).diagnosis.policy_truth)));
        }
    }
    let for_whom = policy_told(view.plan.worlds[0].policy);
    format!("True effect {for_whom}: {}.", listed(&told))
}

/// How the effects on the leading outcome differ between those who would enrol.
fn individuals(view: &View) -> Option<String> {
    let effects = view.results.individual_effects.iter();
    let leading = effects.filter(|e| e.outcome == view.outcome && e.month == view.month);
    let told: Vec<String> = leading
        .map(|e| {
            let exactly = |value| Measured { value, mcse: 0.0 };
            let [mean, spread] = [e.mean, e.spread].map(|x| view.unit.short(exactly(x)));
            let spread = spread.replace('+', "");
            format!("{} {mean} (spread {spread}, {} negative)", e.arm, of_people(e.lowered))
        })
        .collect();
    let told = listed(&told);
    (!told.is_empty()).then(|| format!("Per person enrolled: {told}."))
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

/// Other analyses of an effect per person treated whose intervals mostly miss it, for every arm.
fn misleading(view: &View, leading: &[usize]) -> Option<String> {
    let arms = &view.plan.worlds[0].arms[1..];
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for cell in (0..view.plan.worlds[0].designs.len()).flat_map(|d| view.cells_of(0, d)) {
        let (key, d) = (&view.row(cell).key, &view.row(cell).diagnosis);
        let (Ok(coverage), Ok(bias)) = (d.policy_coverage, d.policy_bias) else { continue };
        let misses = view.plan.cells[cell].per_participant && coverage.interval.high < MOSTLY;
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

fn leading_table(view: &View, leading: &[usize], page: &mut Page) {
    let rows =
        rows(view, leading.iter().copied(), |key| format!("{} · {}", key.design, key.analysis));
    page.table(table(view, &rows));
    page.quiet(&legend(view, leading), "");
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
        _ => "significant at its first level".to_owned(),
    };
    let interval = match levels[..] {
        [level] => format!("the {} % interval", digits::trimmed(100.0 * level)),
        _ => "the interval".to_owned(),
    };
    let false_alarm = view.null.map_or_else(String::new, |null| {
        let world = &view.plan.worlds[null];
        let what = match (null, world.origin) {
            (0, WorldOrigin::Scenario) => ", which has no effects",
            (_, WorldOrigin::Scenario) => "",
            (_, WorldOrigin::Supplied) => " (the same people, no effect on anybody)",
        };
        format!(" False alarm: {significant} in world {}{what}.", world.name)
    });
    format!(
        "Found: {significant} in the right direction. Off by: mean estimate minus true effect. Covered: by \
         {interval}. Usual miss: root mean squared error.{false_alarm} ±: simulation error."
    )
}

/// The causes of the biases of some cells that stand out from simulation error and are not too small to be printed,
/// largest first: as many as it takes until what is left of every bias does not stand out.
fn largest_causes(view: &View, cells: &[usize]) -> Vec<Term> {
    let largest = |term: Term| {
        let stands_out = |&&cell: &&usize| stands_out(view, cell, term);
        let means = cells.iter().filter(stands_out).filter_map(|&cell| mean_of(view, cell, term));
        means.map(|mean| mean.value.abs()).fold(0.0, f64::max)
    };
    let mut causes: Vec<Term> = Term::ALL.into_iter().filter(|&t| largest(t) > 0.0).collect();
    causes.sort_by(|&a, &b| largest(b).total_cmp(&largest(a)));
    let explained = |named: &[Term]| cells.iter().all(|&cell| !is_left(view, cell, named));
    let enough = (CAUSES..causes.len()).find(|&n| explained(&causes[..n]));
    causes.truncate(enough.unwrap_or(causes.len()));
    causes
}

/// The mean of one term of a cell's bias budget.
fn mean_of(view: &View, cell: usize, term: Term) -> Option<Measured> {
    let budget = &view.row(cell).diagnosis.bias_budget;
    budget.iter().find(|entry| entry.term == term).map(|entry| entry.mean)
}

/// Whether a cause shifts the estimate: beyond simulation error, large enough to be printed, and no mere luck, which
/// averages out over all trials but not over those that have an estimate.
fn stands_out(view: &View, cell: usize, term: Term) -> bool {
    let d = &view.row(cell).diagnosis;
    let is_luck = matches!(term, Term::Sampling | Term::ChanceImbalance);
    let averages_out = is_luck && d.estimated == d.replications;
    !averages_out && mean_of(view, cell, term).is_some_and(|mean| is_certain(view, mean))
}

fn is_certain(view: &View, mean: Measured) -> bool {
    view.unit.is_visible(mean) && mean.value.abs() > CERTAIN * mean.mcse
}

/// Whether more is left of a bias than simulation error when these causes are taken out of it.
fn is_left(view: &View, cell: usize, named: &[Term]) -> bool {
    let d = &view.row(cell).diagnosis;
    let rest = d.budget.as_ref().ok().map(|budget| budget.without(named));
    rest.is_some_and(|rest| is_certain(view, rest))
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
    let arms = view.plan.worlds[0].arms[1..].join(" / ");
    page.text(&format!("Why off{} ({arms}):", view.in_unit()), "");
    for (causes, designs) in told {
        page.text(&format!("  {}: {causes}.", designs.join(", ")), "    ");
    }
}

/// `−1.9 / +1.7 (± 0.1) participants who respond differently from everyone eligible`.
fn cause(view: &View, cells: &[usize], term: Term) -> String {
    let mean = |&cell: &usize| Some(view.unit.scaled(mean_of(view, cell, term)?));
    let means: Vec<Measured> = cells.iter().filter_map(mean).collect();
    let mcse = means.iter().map(|m| m.mcse).fold(0.0, f64::max);
    let shown: Vec<String> =
        means.iter().map(|m| digits::signed(Measured { value: m.value, mcse })).collect();
    let error = digits::error(mcse);
    format!("{} (± {error}) {}", shown.join(" / "), term.describe())
}
