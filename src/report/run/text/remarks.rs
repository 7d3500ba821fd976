//! What must not stay unsaid (trials without an answer, recruitment that fell short, approximate
//! targets), how far the digits go, and where to go next.

use super::{Unit, View, counted, missing, variation};
use crate::calibration::Calibrated;
use crate::diagnosis::measured::{Measured, Rate};
use crate::outcome::Match;
use crate::plan::WorldOrigin;
use crate::report::digits::{self, count};
use crate::report::page::Page;
use crate::stopping::Stopped;

/// A gap of an approximate target that is worth a line, as a share.
const LARGE_GAP: f64 = 0.005;

pub(super) fn write(view: &View, path: &str, with_details: bool, page: &mut Page) {
    page.gap();
    for doubt in &view.results.warnings {
        page.warning(&doubt.message, "  ");
    }
    missing::write(view, with_details, page);
    variation::write(view, with_details, page);
    shortfalls(view, page);
    if with_details {
        approximate(view, path, page);
    }
    digits_rest_on(view, page);
    next(view, path, with_details, page);
}

fn shortfalls(view: &View, page: &mut Page) {
    for row in view.results.flow.iter().filter(|row| row.shortfalls > 0) {
        let text = format!(
            "Too few participants: in world {}, design {} fell short in {} of {} trials.",
            row.world,
            row.design,
            count(row.shortfalls as f64),
            count(f64::from(view.results.run.replications))
        );
        page.warning(&text, "  ");
    }
}

/// Approximate targets that are missed by more than rounding.
fn approximate(view: &View, path: &str, page: &mut Page) {
    let gap = |c: &Calibrated| (c.achieved - c.wanted).abs();
    let missed: Vec<&Calibrated> = view
        .results
        .calibration
        .iter()
        .filter(|c| c.r#match == Match::Approximate && gap(c) > LARGE_GAP + 4.0 * c.mcse)
        .collect();
    let Some(worst) = missed.iter().max_by(|a, b| gap(a).total_cmp(&gap(b))) else { return };
    let targets = counted(missed.len(), "approximate target");
    let are = if missed.len() == 1 { "is" } else { "are" };
    let text = format!(
        "{targets} {are} not quite met; furthest off: {} in world {}, {} wanted and {} achieved (all: \
         simulate check {path}).",
        worst.target,
        worst.world,
        digits::trimmed(worst.wanted),
        digits::number(worst.achieved, -3)
    );
    page.quiet(&text, "  ");
}

/// The replications behind the digits, and what more of them would bring.
fn digits_rest_on(view: &View, page: &mut Page) {
    let replications = f64::from(view.results.run.replications);
    let rates = view.all_leading(0).into_iter().filter_map(|cell| {
        let test = view.row(cell).diagnosis.tests.first()?;
        test.power_right_direction.or(test.power).ok()
    });
    let error = rates.map(|rate: Rate| 100.0 * rate.mcse).max_by(f64::total_cmp);
    let known = error.filter(|error| *error > 0.0).map_or_else(String::new, |error| {
        let seeks_effect = |&cell: &usize| view.seeks_effect(cell);
        let found = if view.all_leading(0).iter().any(seeks_effect) { "found" } else { "shown" };
        format!(" (share {found}: ± {} points)", digits::error(error))
    });
    let trials = counted(replications as usize, "replication");
    if let Some(stopped) = &view.results.run.precision {
        return precision(view, stopped, &trials, page);
    }
    if view.has_few() {
        let text =
            format!("The digits rest on {trials}: too few. Ask for more with --replications.");
        page.warning(&text, "  ");
    } else {
        let text =
            format!("The digits rest on {trials}{known}; four times as many halve every error.");
        page.quiet(&text, "  ");
    }
}

/// Why there are so many replications, when an error was asked for.
fn precision(view: &View, stopped: &Stopped, trials: &str, page: &mut Page) {
    let of = stopped.of.told();
    let unit = if stopped.of.is_share() { Unit::Points } else { view.unit };
    let told = |error: f64| {
        let m = unit.scaled(Measured { value: error, mcse: 0.0 });
        format!("{}{}", digits::two_digits(m.value), unit.suffix())
    };
    let wanted = unit.scaled(Measured { value: stopped.wanted, mcse: 0.0 });
    let wanted = format!("{}{}", digits::trimmed(wanted.value), unit.suffix());
    match stopped.reached {
        None => page.warning(
            &format!("The digits rest on {trials}: {of} does not exist in the leading rows, so that no error could be \
                      aimed at."),
            "  ",
        ),
        Some(reached) if stopped.at_cap => page.warning(
            &format!(
                "The digits rest on {trials}, the most allowed: the error of {of} is {}, not the {wanted} asked for. \
                 Allow more with --replications.",
                told(reached)
            ),
            "  ",
        ),
        Some(reached) => page.quiet(
            &format!(
                "The digits rest on {trials}: as many as an error of {wanted} in {of} takes (reached: {}).",
                told(reached)
            ),
            "  ",
        ),
    }
}

fn next(view: &View, path: &str, with_details: bool, page: &mut Page) {
    let mut hints = vec![format!("simulate check {path}")];
    if !with_details {
        hints.push("--details".to_owned());
    }
    hints.push("--set PATH=VALUE".to_owned());
    if view.plan.worlds.iter().skip(1).any(|w| w.origin == WorldOrigin::Scenario) {
        hints.push("--world W".to_owned());
    }
    if view.plan.worlds[0].designs.len() > 1 {
        hints.push("--design D".to_owned());
    }
    page.quiet(&format!("Next: {}, --help.", hints.join(", ")), "  ");
}
