//! Whether people have a permanent contract: paid hours, and a contract process above its cut-point.

use super::At;

/// The intensity above which person `i` has a permanent contract: any hours (above `hours`), and
/// `r·L + √(1−r²)·W + shift > contract`.
pub(super) fn permanent_cut(at: &At, hours: f64, i: usize) -> f64 {
    let r = at.state.contract;
    let w = (1.0 - r * r).sqrt() * at.lives.contract[at.state.last()][i];
    ((at.moved_cut() - w) / r).max(hours - at.shift.hours)
}
