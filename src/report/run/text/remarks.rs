//! What must not stay unsaid (trials without an answer, recruitment that fell short, approximate
//! targets), how far the digits go, what else was computed, and where to go next.

use super::{Piece, Unit, View, also, missing, unanswered, variation};
use crate::calibration::Calibrated;
use crate::diagnosis::measured::Measured;
use crate::outcome::Match;
use crate::plan::WorldOrigin;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::words::end as words;
use crate::report::words::Number;
use crate::report::words::amounts::{Amount, Trials};
use crate::stopping::Stopped;

/// A gap of an approximate target that is worth a line, as a share.
const LARGE_GAP: f64 = 0.005;

pub(super) fn write(view: &View, left_out: &[Piece], page: &mut Page) {
    page.gap();
    unsaid(view, page);
    if view.with_details {
        approximate(view, page);
    }
    also::write(view, left_out, page);
    let next = next(view);
    if view.with_details || view.has_few() || view.results.run.precision.is_some() {
        digits_rest_on(view, page);
        page.quiet(&next, "  ");
    } else {
        page.quiet(&format!("{} {next}", simulated(view)), "  ");
    }
}

/// What must not stay unsaid.
pub(super) fn unsaid(view: &View, page: &mut Page) {
    for doubt in &view.results.warnings {
        page.warning(&words::doubt(view.language, doubt.message.as_str()), "  ");
    }
    missing::write(view, page);
    variation::write(view, page);
    shortfalls(view, page);
    unanswered::write(view, page);
}

/// `300 simulated trials in each of 5 worlds.`
fn simulated(view: &View) -> String {
    let (language, trials) = (view.language, Trials(view.simulated()));
    match view.plan.worlds.len() {
        1 => words::simulated(language, trials),
        worlds => words::simulated_in(language, trials, Number::count(worlds)),
    }
}

fn shortfalls(view: &View, page: &mut Page) {
    for row in view.results.flow.iter().filter(|row| row.shortfalls > 0) {
        let text = words::short(
            view.language,
            view.world_named(&row.world),
            view.design(&row.design),
            Number::count(row.shortfalls as usize),
            Number::count(view.simulated() as usize),
        );
        page.warning(&text, "  ");
    }
}

/// Approximate targets that are missed by more than rounding.
fn approximate(view: &View, page: &mut Page) {
    let gap = |c: &Calibrated| (c.achieved - c.wanted).abs();
    let missed: Vec<&Calibrated> = view
        .results
        .calibration
        .iter()
        .filter(|c| c.r#match == Match::Approximate && gap(c) > LARGE_GAP + 4.0 * c.mcse)
        .collect();
    let Some(worst) = missed.iter().max_by(|a, b| gap(a).total_cmp(&gap(b))) else { return };
    let text = words::approximate(
        view.language,
        Number::count(missed.len()),
        worst.target.as_str(),
        view.world_named(&worst.world),
        Number::stated(worst.wanted),
        Number(digits::number(worst.achieved, -3)),
        view.path,
    );
    page.quiet(&text, "  ");
}

/// The replications behind the digits, and what more of them would bring.
fn digits_rest_on(view: &View, page: &mut Page) {
    let (language, trials) = (view.language, Trials(view.simulated()));
    if let Some(stopped) = &view.results.run.precision {
        precision(view, stopped, page);
    } else if view.has_few() {
        page.warning(&words::rests_on_few(language, trials), "  ");
    } else {
        let text = match view.plan.worlds.len() {
            1 => words::rests_on_one(language, trials),
            worlds => words::rests_on(language, trials, Number::count(worlds)),
        };
        page.quiet(&text, "  ");
    }
}

/// Why there are so many replications, when an error was asked for.
fn precision(view: &View, stopped: &Stopped, page: &mut Page) {
    let (language, trials) = (view.language, Trials(view.simulated()));
    let of = match stopped.of.word() {
        "power" => words::of_significant(language),
        "coverage" => words::of_covered(language),
        "bias" => words::of_bias(language),
        "rmse" => words::of_rmse(language),
        word => format!("‘{word}’"),
    };
    let unit = if stopped.of.is_share() { Unit::Points } else { view.unit };
    let error = |error: f64| {
        let m = unit.scaled(Measured { value: error, mcse: 0.0 });
        Amount { number: digits::two_digits(m.value), unit }
    };
    let wanted = unit.stated(stopped.wanted);
    match stopped.reached {
        None => page.warning(&words::precision_unknown(language, trials, of), "  "),
        Some(reached) if stopped.at_cap => {
            let text = words::precision_at_most(language, trials, of, error(reached), wanted);
            page.warning(&text, "  ");
        }
        Some(reached) => {
            let text = words::precision_enough(language, trials, wanted, of, error(reached));
            page.quiet(&text, "  ");
        }
    }
}

fn next(view: &View) -> String {
    let mut hints = vec![format!("simulate check {}", view.path)];
    if !view.with_details {
        hints.push("--details".to_owned());
    }
    hints.push(words::set_option(view.language));
    if view.plan.worlds.iter().skip(1).any(|w| w.origin == WorldOrigin::Scenario) {
        hints.push("--world W".to_owned());
    }
    if view.plan.worlds[0].designs.len() > 1 {
        hints.push("--design D".to_owned());
    }
    words::next(view.language, hints.join(", "))
}
