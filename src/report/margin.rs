//! What a test against a margin shows, in words.

use crate::diagnosis::measured::Measured;
use crate::plan::{Cell, Plan};
use crate::report::digits;
use crate::report::run::text::Unit;

/// `not worse by more than 5 points`; where a row counts another share of the policy effect, the margin on both scales:
/// `not worse by more than 5 points per eligible person, which is 0.5 points per person invited`. None where an effect is
/// sought.
pub fn shown(plan: &Plan, cell: &Cell) -> Option<String> {
    let margin = cell.hypothesis.member().margin()?.get();
    let (unit, here) = (Unit::of(cell), cell.spec.claim.bound().abs());
    let exactly = |value| Measured { value, mcse: 0.0 };
    let stated =
        format!("{}{}", digits::trimmed(unit.scaled(exactly(margin)).value), unit.suffix());
    let policy = plan.worlds[cell.world].policy.scale();
    let scales = if (here - margin).abs() > 1e-9 * margin {
        let own = unit.told(exactly(here)).replace('+', "");
        format!(" {}, which is {own} {}", policy.told(), cell.scale().told())
    } else {
        String::new()
    };
    Some(format!("not worse by more than {stated}{scales}"))
}

/// `one-sided p < 0.025`: half the two-sided level.
pub fn level(alpha: f64) -> String {
    format!("one-sided p < {}", digits::trimmed(0.5 * alpha))
}
