//! Simple assignment: an independent draw for each person.

/// Arm k when the word, as a part of all words, lies between the sums of shares before and after k.
pub(super) fn draw(shares: &[f64], words: &[u32], arms: &mut [u8]) {
    const WORDS: f64 = 4_294_967_296.0;
    let mut below = 0.0;
    for share in &shares[..shares.len() - 1] {
        below += share;
        let cut = (below * WORDS) as u64;
        for (arm, word) in arms.iter_mut().zip(words) {
            *arm += u8::from(u64::from(*word) >= cut);
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn shares_are_cut_from_the_unit_interval_in_order() {
        let mut arms = vec![0; 4];
        super::draw(
            &[0.25, 0.25, 0.5],
            &[(1 << 30) - 1, 1 << 30, u32::MAX / 2, 1 << 31],
            &mut arms,
        );
        assert_eq!(arms, [0, 1, 1, 2]);
    }
}
