//! Which of many differences are clear of Monte Carlo error: Holm's step-down procedure (Holm 1979).

use crate::diagnosis::measured::Measured;
use crate::numeric::normal;

/// A single difference is clear from so many of its errors on.
const ERRORS: f64 = 2.0;

/// By difference: whether it is clear, at the level at which a single one needs two errors.
pub fn clear(differences: &[Measured]) -> Vec<bool> {
    let level = 2.0 * normal::sf(ERRORS);
    let mut order: Vec<(usize, f64)> =
        differences.iter().map(|d| 2.0 * normal::sf(errors(*d))).enumerate().collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut out = vec![false; differences.len()];
    for (rank, (k, p)) in order.into_iter().enumerate() {
        let left = (differences.len() - rank) as f64;
        if p * left > level {
            break;
        }
        out[k] = true;
    }
    out
}

/// How many of its errors a difference is from zero.
fn errors(difference: Measured) -> f64 {
    if difference.value == 0.0 { 0.0 } else { difference.value.abs() / difference.mcse }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_errors(z: &[f64]) -> Vec<bool> {
        let differences: Vec<Measured> =
            z.iter().map(|&z| Measured { value: 0.1 * z, mcse: 0.1 }).collect();
        clear(&differences)
    }

    #[test]
    fn one_difference_is_clear_from_two_errors_on() {
        assert_eq!(in_errors(&[2.001]), [true]);
        assert_eq!(in_errors(&[-1.999]), [false]);
        assert_eq!(clear(&[Measured { value: 0.0, mcse: 0.0 }]), [false]);
        assert_eq!(clear(&[Measured { value: 1.0, mcse: 0.0 }]), [true]);
    }

    /// p × number left, in order: .0027 × 3, .0164 × 2, .0357 × 1, all below .0455; without the first
    /// two, the last would stand alone, and with a fourth that is not clear it is not either.
    #[test]
    fn the_clearest_make_room_for_the_others() {
        assert_eq!(in_errors(&[2.1, 3.0, 2.4]), [true, true, true]);
        assert_eq!(in_errors(&[2.1, 3.0, 2.4, 0.0]), [false, true, false, false]);
    }
}
