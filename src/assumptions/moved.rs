//! What is left of the ranges when only draws count whose numbers are possible together.

use super::tried::Tried;

/// An uncertain number whose mean over possible draws is not that over all of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moved {
    /// Its place among the numbers drawn.
    pub number: usize,
    /// Mean over all draws.
    pub drawn: f64,
    /// Mean over those that are possible.
    pub possible: f64,
    /// Difference, in standard deviations over all draws.
    pub by: f64,
}

/// Standard errors beyond which a mean has moved.
const CERTAIN: f64 = 4.0;

/// The numbers whose mean has certainly moved, furthest first.
pub fn moved(draws: &[Tried]) -> Vec<Moved> {
    let [all, possible] = [false, true].map(|only| -> Vec<&[f64]> {
        let kept = draws.iter().filter(|draw| !only || draw.found.is_ok());
        kept.map(|draw| draw.values.as_slice()).collect()
    });
    let count = draws.first().map_or(0, |draw| draw.values.len());
    let mean = |of: &[&[f64]], number: usize| {
        of.iter().map(|values| values[number]).sum::<f64>() / of.len() as f64
    };
    let one = |number: usize| {
        let (drawn, possible_mean) = (mean(&all, number), mean(&possible, number));
        let square = |values: &&[f64]| (values[number] - drawn) * (values[number] - drawn);
        let sd = (all.iter().map(square).sum::<f64>() / all.len() as f64).sqrt();
        Moved { number, drawn, possible: possible_mean, by: (possible_mean - drawn) / sd }
    };
    // A mean over some of the draws, without replacement.
    let (n, k) = (all.len() as f64, possible.len() as f64);
    let error = ((n - k) / (k * (n - 1.0))).sqrt();
    let mut out: Vec<Moved> =
        (0..count).map(one).filter(|moved| moved.by.abs() > CERTAIN * error).collect();
    out.sort_by(|a, b| b.by.abs().total_cmp(&a.by.abs()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assumptions::tried::{Refusal, Verdict};

    #[test]
    fn a_number_moves_where_refusals_depend_on_it() {
        let draws: Vec<Tried> = (0..100)
            .map(|k| {
                let values = vec![f64::from(k), f64::from(k % 10), 1.0];
                let verdict = Verdict { power: 0.5, is_reversed: false };
                let found = if k < 40 { Ok(verdict) } else { Err(Refusal::whole("too high")) };
                Tried { values, found }
            })
            .collect();
        let moved = moved(&draws);
        assert_eq!(moved.iter().map(|m| m.number).collect::<Vec<_>>(), [0]);
        assert_eq!((moved[0].drawn, moved[0].possible), (49.5, 19.5));
    }
}
