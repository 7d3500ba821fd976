//! Sums over people that make a variance: residuals, row weights and leverages meet here.

use super::lanes::{Lanes, add, sum_lanes};
use crate::level::kernel;

kernel! {
    /// Writes 1/(1 − h) for every leverage and returns the largest leverage.
    pub(super) fn leverage_weights(leverages: &[Lanes], weights: &mut [Lanes]) -> f64 = leverage_weights_in_lanes;
}

#[inline(always)]
fn leverage_weights_in_lanes(leverages: &[Lanes], weights: &mut [Lanes]) -> f64 {
    let mut largest = [0.0; 8];
    for (weights, leverages) in weights.iter_mut().zip(leverages) {
        for ((largest, w), h) in largest.iter_mut().zip(weights).zip(leverages) {
            *w = 1.0 / (1.0 - h);
            *largest = if h > largest { *h } else { *largest };
        }
    }
    largest.into_iter().fold(0.0, f64::max)
}

/// Sums a term over all groups of rows: four runs of lane sums, then what is left, then one tree.
///
/// A macro, because a closure would not be compiled for the instruction set of the kernel it stands in.
macro_rules! sum_rows {
    ($height:expr, $r:ident => $term:expr) => {{
        let height = $height;
        let mut sums = [[0.0; 8]; 4];
        let whole = height / 4 * 4;
        for start in (0..whole).step_by(4) {
            for (k, sum) in sums.iter_mut().enumerate() {
                let $r = start + k;
                add(sum, &$term);
            }
        }
        for $r in whole..height {
            add(&mut sums[0], &$term);
        }
        let [mut total, second, mut third, fourth] = sums;
        add(&mut total, &second);
        add(&mut third, &fourth);
        add(&mut total, &third);
        sum_lanes(&total)
    }};
}

#[inline(always)]
fn product(a: &Lanes, b: &Lanes) -> Lanes {
    let mut product = *a;
    for (a, b) in product.iter_mut().zip(b) {
        *a *= b;
    }
    product
}

#[inline(always)]
fn square(a: &Lanes) -> Lanes {
    product(a, a)
}

kernel! {
    /// Σ e².
    pub(super) fn sum_of_squares(e: &[Lanes]) -> f64 = sum_of_squares_in_lanes;
}

#[inline(always)]
pub(super) fn sum_of_squares_in_lanes(e: &[Lanes]) -> f64 {
    sum_rows!(e.len(), r => square(&e[r]))
}

kernel! {
    /// Σ (g e)²: the HC0 variance of a contrast with row weights g.
    pub(super) fn hc0(g: &[Lanes], e: &[Lanes]) -> f64 = hc0_in_lanes;
}

#[inline(always)]
pub(super) fn hc0_in_lanes(g: &[Lanes], e: &[Lanes]) -> f64 {
    let e = &e[..g.len()];
    sum_rows!(g.len(), r => square(&product(&g[r], &e[r])))
}

kernel! {
    /// Σ (g e)² w with w = 1/(1 − h): the HC2 variance.
    pub(super) fn hc2(g: &[Lanes], e: &[Lanes], w: &[Lanes]) -> f64 = hc2_in_lanes;
}

#[inline(always)]
pub(super) fn hc2_in_lanes(g: &[Lanes], e: &[Lanes], w: &[Lanes]) -> f64 {
    let (e, w) = (&e[..g.len()], &w[..g.len()]);
    sum_rows!(g.len(), r => product(&square(&product(&g[r], &e[r])), &w[r]))
}

kernel! {
    /// Σ (g e w)² with w = 1/(1 − h): the HC3 variance.
    pub(super) fn hc3(g: &[Lanes], e: &[Lanes], w: &[Lanes]) -> f64 = hc3_in_lanes;
}

#[inline(always)]
pub(super) fn hc3_in_lanes(g: &[Lanes], e: &[Lanes], w: &[Lanes]) -> f64 {
    let (e, w) = (&e[..g.len()], &w[..g.len()]);
    sum_rows!(g.len(), r => square(&product(&product(&g[r], &e[r]), &w[r])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leverage_weights_are_reciprocals_and_the_largest_leverage_is_found() {
        let h = [[0.0, 0.5, 0.25, 0.0, 0.75, 0.0, 0.0, 0.0]];
        let mut w = [[0.0; 8]];
        assert_eq!(leverage_weights(&h, &mut w), 0.75);
        assert_eq!(w[0][..5], [1.0, 2.0, 1.0 / 0.75, 1.0, 4.0]);
    }

    #[test]
    fn the_sums_are_those_of_their_formulas() {
        // Five groups of rows: one round of four and one left over.
        let (g, e, w) = ([[2.0; 8]; 5], [[3.0; 8]; 5], [[0.5; 8]; 5]);
        assert_eq!(sum_of_squares(&e), 40.0 * 9.0);
        assert_eq!(hc0(&g, &e), 40.0 * 36.0);
        assert_eq!(hc2(&g, &e, &w), 40.0 * 18.0);
        assert_eq!(hc3(&g, &e, &w), 40.0 * 9.0);
    }
}
