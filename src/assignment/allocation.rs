//! How people are divided over the arms where that is named rather than counted.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::assumption::Assumption;
use crate::language::Text;

/// The relative sizes of the arms that leave the comparisons of all arms with control least uncertain, when outcomes vary
/// alike in every arm (Dunnett 1955; Cochran 1977, §5.5).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Allocation {
    /// For a given number of people: control √K times as large as each of the K other arms.
    Optimal,
    /// For a given budget: the same, each arm over the square root of what one person in it costs, in euros, by arm.
    CostWeighted(IndexMap<String, Assumption>),
}

impl Allocation {
    /// The relative size of every arm, control first. A cost that is missing or impossible, which is told elsewhere,
    /// stands as 1.
    pub fn weights<'a>(&self, arms: impl ExactSizeIterator<Item = &'a str>) -> Vec<f64> {
        let others = (arms.len() - 1) as f64;
        let plain = |k| if k == 0 { others.sqrt() } else { 1.0 };
        let cost = |arm: &str| match self {
            Self::Optimal => 1.0,
            Self::CostWeighted(costs) => {
                costs.get(arm).map(Assumption::get).filter(|cost| *cost > 0.0).unwrap_or(1.0)
            }
        };
        arms.enumerate().map(|(k, arm)| plain(k) / cost(arm).sqrt()).collect()
    }

    /// What a reader is told of it.
    pub fn text(&self) -> Text {
        match self {
            Self::Optimal => Text::each(
                "Control is √K times as large as each of the K other arms, which leaves comparisons with it least uncertain.",
                "De controlegroep is √K keer zo groot als elk van de K andere groepen. Dat maakt de vergelijkingen ermee het zekerst.",
            ),
            Self::CostWeighted(_) => Text::each(
                "The sizes of the arms are those that leave comparisons with control least uncertain for the same budget: over the square root of what a person costs.",
                "De groepen zijn zo groot dat de vergelijkingen met de controlegroep bij hetzelfde budget het zekerst zijn. Een duurdere groep is dus kleiner.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Variance of all comparisons with control, the sum of `1/n_a + 1/n_0`, of arms in these weights that cost as much together.
    fn variance(weights: &[f64], costs: &[f64]) -> f64 {
        let budget: f64 = weights.iter().zip(costs).map(|(n, cost)| n * cost).sum();
        weights[1..].iter().map(|n| budget / n + budget / weights[0]).sum()
    }

    #[test]
    fn no_other_sizes_are_less_uncertain() {
        let arms = ["control", "a", "b", "c"];
        let costs = [100.0, 400.0, 900.0, 2500.0];
        let written = r#"{"cost_weighted": {"control": 100, "a": 400, "b": 900, "c": 2500}}"#;
        let by_cost: Allocation = serde_json::from_str(written).unwrap();
        for (allocation, costs) in [(Allocation::Optimal, [1.0; 4]), (by_cost, costs)] {
            let best = allocation.weights(arms.into_iter());
            for arm in 0..4 {
                for factor in [0.9, 1.1] {
                    let mut other = best.clone();
                    other[arm] *= factor;
                    assert!(variance(&other, &costs) > variance(&best, &costs));
                }
            }
        }
        let [control, arm] =
            Allocation::Optimal.weights(["control", "a", "b", "c", "d"].into_iter())[..2]
        else {
            panic!("there are five")
        };
        assert_eq!(control / arm, 2.0);
    }
}
