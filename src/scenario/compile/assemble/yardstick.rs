//! The policy truth on the scale of an estimate: one factor per comparison, the share treated on its side.

use crate::diagnosis::measured::{Measured, combined};
use crate::estimand::{Expectation, Side};

/// Share treated on one side, as a share of what the policy would treat.
pub(super) fn factor(side: &Side, truth: &impl Fn(&Expectation) -> Measured) -> Measured {
    let one = Measured { value: 1.0, mcse: 0.0 };
    let share = |e: &Option<Expectation>| e.as_ref().map_or(one, truth);
    let (treated, by_policy) = (share(&side.treated), share(&side.by_policy));
    if by_policy.value <= 0.0 {
        return Measured { value: 0.0, mcse: 0.0 };
    }
    let value = treated.value / by_policy.value;
    let mcse = combined(treated.mcse, value * by_policy.mcse) / by_policy.value;
    Measured { value, mcse }
}

/// The policy truth on the scale of the estimate: with one share treated on both sides, that share of it.
pub(super) fn yardstick(
    policy: Measured,
    factors: &[Measured],
    sides: &[Side],
    truth: &impl Fn(&Expectation) -> Measured,
) -> Measured {
    match *factors {
        [] => Measured { value: 0.0, mcse: 0.0 },
        [k] => times(k, policy),
        [k, same] if k.value == same.value => times(k, policy),
        _ => {
            let parts = factors.iter().zip(sides).map(|(&k, side)| times(k, truth(&side.effect)));
            let difference = |one: Measured, other: Measured| Measured {
                value: one.value - other.value,
                mcse: combined(one.mcse, other.mcse),
            };
            parts.reduce(difference).unwrap_or(policy)
        }
    }
}

/// A product of two numbers with independent errors.
fn times(k: Measured, effect: Measured) -> Measured {
    let mcse = combined(k.value * effect.mcse, effect.value * k.mcse);
    Measured { value: k.value * effect.value, mcse }
}
