//! Targets that cannot be met: why, and which values could be.

use crate::calibration::{Obstacle, TargetError};
use crate::issue::Issue;
use crate::scenario::compile::names::{percent_help, written};

/// Why a target cannot be met.
pub fn impossible(e: &TargetError) -> Issue {
    match e.obstacle {
        Obstacle::OutOfReach(ends) => unreachable_target(e, ends),
        Obstacle::Sample => too_few(e),
        Obstacle::Contradicted(found) => contradicted_target(e, found),
    }
}

fn too_few(e: &TargetError) -> Issue {
    let message = format!(
        "{} cannot be reached for {}: there are too few such people among those on whom it is solved",
        written(e.wanted),
        e.label
    );
    Issue::new(e.path.clone(), message)
}

fn unreachable_target(e: &TargetError, ends: [f64; 2]) -> Issue {
    let message = format!("{} cannot be reached for {}", written(e.wanted), e.label);
    let issue = Issue::new(e.path.clone(), message);
    let [low, high] = inside(ends);
    if !(low.is_finite() && high.is_finite()) {
        return issue;
    }
    let possible = if low >= high {
        format!("with everything else as stated, it is always {}", shortly(ends[0]))
    } else {
        format!(
            "with everything else as stated, values from {} to {} are possible",
            written(low),
            written(high)
        )
    };
    let percent = percent_help(e.wanted.abs()).filter(|_| low >= -1.0 && high <= 1.0);
    issue.help(percent.map_or(possible.clone(), |percent| format!("{percent}; {possible}")))
}

/// The ends of a range rounded towards its inside, so that what is said to be possible is: to four
/// decimals, or three digits of what is small or lies close together.
fn inside([low, high]: [f64; 2]) -> [f64; 2] {
    let width = (high - low).abs();
    let digits = if width > 0.0 { 2.0 - libm::log10(width).floor() } else { 4.0 };
    let place = libm::exp10(digits.clamp(4.0, 12.0));
    // What everything else is solved to: an end that is missed by less is reached.
    let slack = |end: f64| 1e-6 * (end * place).abs() + 1e-9;
    let ends = [(low * place - slack(low)).ceil(), (high * place + slack(high)).floor()];
    // Without the sign of a zero.
    ends.map(|end| end / place + 0.0)
}

/// A value to four decimals, or to three digits when it is small.
pub fn shortly(value: f64) -> String {
    let digits = if value == 0.0 { 4.0 } else { 2.0 - libm::log10(value.abs()).floor() };
    let place = libm::exp10(digits.clamp(4.0, 12.0));
    written((value * place).round() / place)
}

fn contradicted_target(e: &TargetError, found: f64) -> Issue {
    // As many digits as tell it from what is wanted.
    let short = shortly(found);
    let found = if short == shortly(e.wanted) { written(found) } else { short };
    let message = format!(
        "{} for {} does not hold together with the other targets, which leave it at {found}",
        written(e.wanted),
        e.label
    );
    Issue::new(e.path.clone(), message)
        .help("bring the targets that contradict each other into line, or leave one out")
}
