//! Simple assignment: an independent draw for each person.

/// Arm k when the uniform lies between the sums of shares before and after k.
pub(super) fn draw(shares: &[f64], uniforms: &[f64], arms: &mut [u8]) {
    let mut below = 0.0;
    for share in &shares[..shares.len() - 1] {
        below += share;
        for (arm, u) in arms.iter_mut().zip(uniforms) {
            *arm += u8::from(*u >= below);
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn shares_are_cut_from_the_unit_interval_in_order() {
        let mut arms = vec![0; 4];
        super::draw(&[0.2, 0.3, 0.5], &[0.1, 0.2, 0.49, 0.5], &mut arms);
        assert_eq!(arms, [0, 1, 1, 2]);
    }
}
