//! Minimisation: everybody goes, most probably, to the arm that leaves those so far most alike in some factors.

use std::sync::Arc;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::imbalance::Imbalance;
use super::strata::by_name;
use super::{Assign, Draw, Ground, Roster, Urn};
use crate::family::Settings;
use crate::issue::{Bound, Issue, unknown};
use crate::language::{Language, Text};
use crate::population::Column;

/// Everybody goes, with a stated probability, to the arm that leaves the arms most alike in some factors.
///
/// For whoever arrives, each arm is tried in turn: within the own category of each factor, the numbers of people in the
/// arms after it would take them differ by so much, and these imbalances are added by weight. The arm with the smallest
/// sum is preferred; of several, each is as likely (Pocock & Simon 1975). Numbers are divided by the shares of the arms,
/// and the preferred arm has the stated probability when it is the smallest; a larger arm more, so that every arm keeps
/// its share (Han, Enas & McEntegart 2009).
///
/// It balances many factors at once, where strata would be too small. Adjust for the factors in the analysis: without,
/// standard errors and intervals are wider than they need be.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Minimisation {
    /// Characteristics with categories in which the arms are to be alike; `wave` stands for the start wave.
    pub factors: Vec<String>,
    /// How much the imbalance in a factor counts (default: 1 each).
    #[serde(default)]
    pub weights: IndexMap<String, f64>,
    /// How far apart the numbers in the arms are.
    #[serde(default)]
    pub imbalance: Imbalance,
    /// Probability of the preferred arm, more than the share of the smallest. At 1 only ties are left to chance.
    #[serde(default = "usual_probability")]
    pub probability: f64,
}

fn usual_probability() -> f64 {
    0.8
}

impl Settings for Minimisation {
    fn sentence(&self) -> String {
        let factors = self.factors.join(", ");
        let Self { imbalance, probability, .. } = self;
        let words = match imbalance {
            Imbalance::Range => "range",
            Imbalance::Variance => "variance",
            Imbalance::Sd => "standard deviation",
        };
        format!(
            "Arms are drawn by minimisation over {factors}{}: the arm with the smallest imbalance ({words}) is taken with probability {probability}.",
            self.counted("counts", "times")
        )
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => self.dutch(),
        }
    }

    fn example() -> Self {
        Self {
            factors: vec!["education".to_owned()],
            weights: IndexMap::new(),
            imbalance: Imbalance::Range,
            probability: usual_probability(),
        }
    }

    fn bounds() -> &'static [(&'static str, Bound)] {
        &[("probability", Bound::RATE), ("weights.*", Bound::POSITIVE)]
    }
}

impl Assign for Minimisation {
    fn dutch(&self) -> String {
        let factors = self.factors.join(", ");
        let words = match self.imbalance {
            Imbalance::Range => "grootste min kleinste",
            Imbalance::Variance => "variantie",
            Imbalance::Sd => "standaarddeviatie",
        };
        let chance = Language::Dutch.number(&self.probability.to_string());
        format!(
            "De loting gaat door minimalisatie op {factors}{}. De groep met de kleinste scheefheid ({words}) krijgt de volgende deelnemer met kans {chance}.",
            self.counted("telt", "keer")
        )
    }

    fn compile(&self, ground: &Ground) -> Result<Arc<dyn Draw>, Vec<Issue>> {
        let mut issues = self.check(ground.shares);
        let (mut factors, mut columns, mut counts) = (Vec::new(), Vec::new(), 0);
        for (k, name) in self.factors.iter().enumerate() {
            let path = format!("factors[{k}]");
            if self.factors[..k].contains(name) {
                issues.push(Issue::new(path, format!("{name:?} is given twice")));
                continue;
            }
            match by_name(name, path, ground, "factors") {
                Err(issue) => issues.push(issue),
                Ok(found) => {
                    let weight = self.weights.get(name).copied().unwrap_or(1.0);
                    let column = found.map(|(column, _)| column);
                    factors.push(Factor { column, weight, first: counts });
                    columns.extend(column);
                    counts += found.map_or(1, |(_, categories)| categories) * ground.shares.len();
                }
            }
        }
        if !issues.is_empty() {
            return Err(issues);
        }
        let smallest = smallest(ground.shares);
        Ok(Arc::new(Rule {
            factors,
            columns,
            counts,
            imbalance: self.imbalance,
            ratios: ground.shares.iter().map(|share| share / smallest).collect(),
            chances: chances(ground.shares, self.probability),
        }))
    }
}

impl Minimisation {
    /// The factors that count more or less than once, as in ` (education counts 2 times)`.
    fn counted(&self, counts: &str, times: &str) -> String {
        let told = self.weights.iter().filter(|(_, weight)| **weight != 1.0);
        let told: Vec<String> =
            told.map(|(name, weight)| format!("{name} {counts} {weight} {times}")).collect();
        if told.is_empty() { String::new() } else { format!(" ({})", told.join(", ")) }
    }

    fn check(&self, shares: &[f64]) -> Vec<Issue> {
        let mut issues = Vec::new();
        if self.factors.is_empty() {
            let issue = Issue::new("factors", "minimisation needs a factor");
            issues.push(issue.help(
                "name a characteristic with categories, or draw by \"complete\" without any",
            ));
        }
        let smallest = smallest(shares);
        if self.probability <= smallest {
            let message = format!(
                "with probability {} no arm is preferred: the smallest arm has a share of {smallest:.3}",
                self.probability
            );
            let help = format!("give more than {smallest:.3}, as in 0.8, or draw by \"simple\"");
            issues.push(Issue::new("probability", message).help(help));
        }
        for name in self.weights.keys().filter(|name| !self.factors.contains(name)) {
            let factors = self.factors.iter().map(String::as_str);
            issues.push(unknown(format!("weights.{name}"), "factor", name, factors));
        }
        issues
    }
}

fn smallest(shares: &[f64]) -> f64 {
    shares.iter().copied().fold(f64::INFINITY, f64::min)
}

/// By preferred arm, the probability of every arm (Han, Enas & McEntegart 2009, who call that of the smallest `p_low`).
fn chances(shares: &[f64], lowest: f64) -> Vec<Vec<f64>> {
    let of = |preferred: usize| {
        let others = 1.0 - shares[preferred];
        let away = others / (1.0 - smallest(shares)) * (1.0 - lowest);
        let arms = shares.iter().enumerate();
        arms.map(|(arm, share)| if arm == preferred { 1.0 - away } else { away * share / others })
            .collect()
    };
    (0..shares.len()).map(of).collect()
}

/// Minimisation, ready to draw.
#[derive(Debug)]
struct Rule {
    factors: Vec<Factor>,
    columns: Vec<usize>,
    /// Numbers of people that are kept.
    counts: usize,
    imbalance: Imbalance,
    /// By arm, its share over the smallest.
    ratios: Vec<f64>,
    /// By preferred arm, the probability of every arm.
    chances: Vec<Vec<f64>>,
}

#[derive(Clone, Copy, Debug)]
struct Factor {
    /// Nowhere where all are alike in it.
    column: Option<usize>,
    weight: f64,
    /// Where the numbers of its first category start.
    first: usize,
}

/// Those who came before.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// By factor, category and arm.
    counts: Vec<u32>,
    /// Where the numbers of the person's own categories start, by factor.
    own: Vec<usize>,
    /// By arm, the imbalance that it would leave.
    scores: Vec<f64>,
    /// By arm, people over its ratio.
    loads: Vec<f64>,
}

/// Imbalances that differ by less, in parts of the smallest or of 1, differ by rounding.
const SAME: f64 = 1e-9;

impl Draw for Rule {
    fn draw(&self, roster: &Roster, urn: &mut Urn) {
        urn.hand_out(roster);
        let Urn { arms, tickets, tally, .. } = urn;
        tally.counts.clear();
        tally.counts.resize(self.counts, 0);
        for ((arm, &ticket), &place) in arms.iter_mut().zip(&*tickets).zip(roster.arrivals) {
            tally.own.clear();
            tally.own.extend(self.factors.iter().map(|factor| {
                let level =
                    factor.column.map_or(0, |column| match &roster.characteristics[column] {
                        Column::Levels(levels) => usize::from(levels[place as usize]),
                        Column::Numbers(_) => 0,
                    });
                factor.first + level * self.ratios.len()
            }));
            self.score(tally);
            let chosen = self.choose(&tally.scores, (f64::from(ticket) + 0.5) / 4_294_967_296.0);
            *arm = chosen as u8;
            for &start in &tally.own {
                tally.counts[start + chosen] += 1;
            }
        }
    }

    fn columns(&self) -> &[usize] {
        &self.columns
    }

    fn remark(&self, _people: f64) -> Option<Text> {
        let arms = self.chances.iter().enumerate();
        let best = arms.map(|(arm, chances)| chances[arm]).fold(0.0, f64::max);
        let percent = format!("{:.0}", 100.0 * best);
        Some(Text::each(
            &format!(
                "Who knows the factors and arms of all who came before guesses at most {percent} in 100 arms right."
            ),
            &format!(
                "Wie de factoren en groepen van alle eerdere deelnemers kent, raadt hoogstens {percent} van de 100 groepen goed."
            ),
        ))
    }
}

impl Rule {
    /// The imbalance that every arm would leave.
    fn score(&self, tally: &mut Tally) {
        let Tally { counts, own, scores, loads } = tally;
        let arms = self.ratios.len();
        scores.clear();
        scores.resize(arms, 0.0);
        for (factor, &start) in self.factors.iter().zip(&*own) {
            let counts = counts[start..start + arms].iter();
            loads.clear();
            loads.extend(counts.zip(&self.ratios).map(|(&n, ratio)| f64::from(n) / ratio));
            for (arm, score) in scores.iter_mut().enumerate() {
                let before = loads[arm];
                loads[arm] += 1.0 / self.ratios[arm];
                *score += factor.weight * self.imbalance.of(loads);
                loads[arm] = before;
            }
        }
    }

    /// The arm of whoever draws this number, between 0 and 1: each of the arms with the smallest imbalance may be the
    /// preferred one.
    fn choose(&self, scores: &[f64], drawn: f64) -> usize {
        let least = scores.iter().copied().fold(f64::INFINITY, f64::min);
        let is_least = |score: &f64| *score <= least + SAME * least.max(1.0);
        let preferred = || scores.iter().zip(&self.chances).filter(|(score, _)| is_least(score));
        let ties = preferred().count() as f64;
        let mut left = drawn * ties;
        for arm in 0..scores.len() - 1 {
            left -= preferred().map(|(_, chances)| chances[arm]).sum::<f64>();
            if left < 0.0 {
                return arm;
            }
        }
        scores.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers so far, by factor (one category each) and arm.
    fn rule(imbalance: Imbalance, shares: &[f64], factors: usize, probability: f64) -> Rule {
        let smallest = smallest(shares);
        let factor = |k| Factor { column: None, weight: 1.0, first: k * shares.len() };
        Rule {
            factors: (0..factors).map(factor).collect(),
            columns: Vec::new(),
            counts: factors * shares.len(),
            imbalance,
            ratios: shares.iter().map(|share| share / smallest).collect(),
            chances: chances(shares, probability),
        }
    }

    fn scores(rule: &Rule, counts: &[u32]) -> Vec<f64> {
        let mut tally = Tally { counts: counts.to_vec(), ..Tally::default() };
        tally.own = rule.factors.iter().map(|factor| factor.first).collect();
        rule.score(&mut tally);
        tally.scores
    }

    const IMBALANCES: [Imbalance; 3] = [Imbalance::Range, Imbalance::Variance, Imbalance::Sd];

    /// The people of V17 who share with a newcomer (27-44, man, 60+) age, sex and duration: four in control, three
    /// and four in the arms.
    #[test]
    fn v17_imbalances_of_the_worked_example() {
        // Control: 27-44 twice, men twice, 60+ twice; O: 1, 1, 1; I: 3, 2, 2.
        let counts = [2, 1, 3, 2, 1, 2, 2, 1, 2];
        let expected = [
            [6.0, 1.0, 7.0],
            [3.3333333333, 0.3333333333, 4.3333333333],
            [3.15470, 0.57735, 3.52753],
        ];
        for (imbalance, expected) in IMBALANCES.into_iter().zip(expected) {
            let rule = rule(imbalance, &[1.0 / 3.0; 3], 3, 0.8);
            for (got, expected) in scores(&rule, &counts).iter().zip(expected) {
                assert!((got - expected).abs() < 5e-6, "{imbalance:?}: {got} and {expected}");
            }
            for (arm, expected) in [0.1, 0.8, 0.1].into_iter().enumerate() {
                assert!((rule.chances[1][arm] - expected).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn v17_imbalances_of_the_textbook_table() {
        // A new Hispanic woman: women 10 and 9, Hispanic people 2 and 2.
        for (imbalance, expected) in
            [(Imbalance::Range, [3.0, 1.0]), (Imbalance::Variance, [2.5, 0.5])]
        {
            let rule = rule(imbalance, &[0.5, 0.5], 2, 0.8);
            assert_eq!(scores(&rule, &[10, 9, 2, 2]), expected);
            assert_eq!(rule.choose(&[3.0, 1.0], 0.19), 0);
            assert_eq!(rule.choose(&[3.0, 1.0], 0.21), 1);
        }
    }

    #[test]
    fn v17_a_larger_arm_is_preferred_with_a_larger_probability() {
        let chances = chances(&[1.0 / 6.0, 2.0 / 6.0, 3.0 / 6.0], 0.8);
        for (arm, expected) in [0.80, 0.84, 0.88].into_iter().enumerate() {
            assert!((chances[arm][arm] - expected).abs() < 1e-12);
            assert!((chances[arm].iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
        // With nobody yet, each arm in turn is the preferred one: arms in the order of their shares.
        assert!((chances[0][2] / chances[0][1] - 1.5).abs() < 1e-12);
    }

    #[test]
    fn ties_are_as_likely_whatever_the_rounding() {
        let rule = rule(Imbalance::Range, &[0.5, 0.5], 1, 1.0);
        assert_eq!(rule.choose(&[0.1 + 0.2, 0.3], 0.49), 0);
        assert_eq!(rule.choose(&[0.1 + 0.2, 0.3], 0.51), 1);
        assert_eq!(rule.choose(&[0.2, 0.3], 0.999_999), 0);
    }
}
