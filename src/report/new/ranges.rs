//! How far the numbers of a first scenario may be off: wide enough to matter, and never beyond what can be.

use super::answers::Answers;

/// Lowest and highest value.
pub type Range = [f64; 2];

/// A share under regular service, to which every effect can still be added.
pub fn rate(now: f64, effects: &[f64]) -> Range {
    let half = 0.3 * now * (1.0 - now);
    let lowest = effects.iter().fold(0.0, |lowest: f64, effect| lowest.max(-effect));
    let highest = effects.iter().fold(1.0, |highest: f64, effect| highest.min(1.0 - effect));
    [within(now, now - half, lowest), within(now, now + half, highest)]
}

/// An effect on a share: from none to half as much again; either way where none is expected.
pub fn effect(effect: f64, now: f64, matters: f64) -> Range {
    let (down, up) = (-now, 1.0 - now);
    if effect > 0.0 {
        [0.0, within(effect, 1.5 * effect, up)]
    } else if effect < 0.0 {
        [within(effect, 1.5 * effect, down), 0.0]
    } else {
        [within(0.0, -matters, down), within(0.0, matters, up)]
    }
}

/// A share of people: from half to twice as many.
pub fn share(value: f64) -> Range {
    [value / 2.0, within(value, 2.0 * value, 1.0)]
}

/// An amount: from half to twice as much.
pub fn amount(value: f64) -> Range {
    [value / 2.0, 2.0 * value]
}

/// The people who are eligible: enough for every group, whatever the share that takes part.
pub fn people(answers: &Answers) -> Range {
    let size = answers.eligible as f64;
    let needed = size * answers.fewest() as f64 / answers.participants() as f64;
    [(size / 2.0).max(needed).min(size).ceil(), (1.5 * size).floor()]
}

/// The share who answer.
pub fn response(value: f64) -> Range {
    [(value - 0.15).max(value / 2.0), (value + 0.10).min(f64::midpoint(value, 1.0))]
}

/// `wanted`, or half of the way from `value` to what cannot be.
fn within(value: f64, wanted: f64, end: f64) -> f64 {
    let is_beyond = if end > value { wanted >= end } else { wanted <= end };
    if is_beyond { f64::midpoint(value, end) } else { wanted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_their_values_and_stay_possible() {
        for now in [0.001, 0.06, 0.2, 0.5, 0.93, 0.999] {
            for change in [-0.4, -0.05, -0.001, 0.0, 0.02, 0.3] {
                if now + change <= 0.0 || now + change >= 1.0 {
                    continue;
                }
                let [low, high] = rate(now, &[change, 0.0]);
                assert!(low > 0.0 && low <= now && now <= high && high < 1.0);
                assert!(low + change > 0.0 && high + change < 1.0, "{now} {change}");
                let [low, high] = effect(change, now, 0.05);
                assert!(low <= change && change <= high);
                assert!(now + low > 0.0 && now + high < 1.0, "{now} {change}");
            }
            let [low, high] = share(now);
            assert!(low > 0.0 && low < now && now < high && high < 1.0);
        }
        let [low, high] = rate(0.2, &[]);
        assert!((low - 0.152).abs() < 1e-12 && (high - 0.248).abs() < 1e-12);
    }
}
