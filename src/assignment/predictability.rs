//! How often somebody who knows all arms so far guesses the next one in a block.

/// States of a block beyond which nothing is counted.
const MOST_STATES: usize = 200_000;

/// The share of arms of a full block that are guessed right by who names the arm of which most are left (Blackwell & Hodges
/// 1957); none for a block with too many states. `kind` holds its arms in order.
pub(super) fn guessed(kind: &[u8]) -> Option<f64> {
    let arms = usize::from(*kind.last()?) + 1;
    let counts: Vec<usize> =
        (0..arms).map(|arm| kind.iter().filter(|own| usize::from(**own) == arm).count()).collect();
    let states = counts.iter().try_fold(1_usize, |states, count| {
        Some(states.saturating_mul(count + 1)).filter(|states| *states <= MOST_STATES)
    })?;
    // A state is what is left of each arm, in mixed radix; one person more leaves a lower state.
    let mut reached = vec![0.0; states];
    reached[states - 1] = 1.0;
    let mut right = 0.0;
    for state in (1..states).rev() {
        let left = |arm: usize| {
            let below: usize = counts[..arm].iter().map(|count| count + 1).product();
            (state / below % (counts[arm] + 1), below)
        };
        let people: usize = (0..arms).map(|arm| left(arm).0).sum();
        let most = (0..arms).map(|arm| left(arm).0).max()?;
        right += reached[state] * most as f64 / people as f64;
        for arm in 0..arms {
            let (own, below) = left(arm);
            if own > 0 {
                reached[state - below] += reached[state] * own as f64 / people as f64;
            }
        }
    }
    Some(right / kind.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::guessed;

    #[test]
    fn v15_guesses_in_blocks_of_two_arms() {
        for (kind, expected) in [
            (&[0, 1][..], 0.75),
            (&[0, 0, 1, 1], 0.708_333_333_3),
            (&[0, 0, 0, 1, 1, 1], 0.683_333_333_3),
        ] {
            let got = guessed(kind).expect("it is small");
            assert!((got - expected).abs() < 1e-10, "{got} and {expected}");
        }
    }

    /// Three arms of one: a third, a half, and certain. Two of one arm and one of another: 2/3 + (1/2·2/3 + 1/3) + 1.
    #[test]
    fn guesses_in_other_blocks() {
        assert!(
            (guessed(&[0, 1, 2]).expect("small") - (1.0 / 3.0 + 0.5 + 1.0) / 3.0).abs() < 1e-15
        );
        assert!((guessed(&[0, 0, 1]).expect("small") - 7.0 / 9.0).abs() < 1e-15);
        assert_eq!(guessed(&[0; 3]), Some(1.0));
    }

    #[test]
    fn large_blocks_are_not_counted() {
        let kind: Vec<u8> = (0..300).map(|place| (place / 60) as u8).collect();
        assert_eq!(guessed(&kind), None);
    }
}
