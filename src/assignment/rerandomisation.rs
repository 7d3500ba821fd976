//! Rerandomisation: divisions are drawn until one has arms that are alike enough in some characteristics.

use std::sync::Arc;

use rand::Rng;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::closeness::{Positions, Space};
use super::complete::expected;
use super::{Assign, Draw, Ground, Roster, Urn};
use crate::family::Settings;
use crate::issue::{Bound, Issue};
use crate::language::{Language, Text};
use crate::numeric::chi_squared;
use crate::stream::{Purpose, StreamRng};

/// The least acceptance, at which a trial takes ten thousand divisions.
const LEAST: f64 = 0.0001;
/// Divisions that are drawn before one gives up, over those expected, where nothing is said of it.
const PATIENCE: f64 = 100.0;
const MOST_DRAWS: f64 = 10_000_000.0;

/// Complete assignment is drawn again until the arms are alike enough in some characteristics.
///
/// Between two arms M is Mahalanobis's distance of their mean characteristics, with the covariance in which the people of
/// the trial themselves vary. Among more arms M is the sum over arms of their size times the squared distance of their
/// mean from that of all, which for two arms is the same. A division is accepted when M is at most the quantile of
/// chi-squared that gives the stated acceptance, with as many degrees of freedom as there are characteristics times arms
/// other than control (Morgan & Rubin 2012). Every arm keeps its fixed number of people.
///
/// The variance of an unadjusted estimate falls by (1 − v)·R², where R² is how much the characteristics explain of the
/// outcome. Usual standard errors do not know that: intervals are too wide and fewer effects are found than could be
/// (Li, Ding & Rubin 2018). Adjust for the same characteristics.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rerandomisation {
    /// Characteristics in which the arms are to be alike: numbers, or categories, each of which but the first counts.
    pub covariates: Vec<String>,
    /// Share of all divisions that is accepted, by the chi-squared law.
    #[serde(default = "usual_acceptance")]
    pub acceptance: f64,
    /// Divisions after which the most balanced so far is taken (default: 100 / `acceptance`).
    #[serde(default)]
    pub most_draws: Option<u32>,
}

fn usual_acceptance() -> f64 {
    0.1
}

impl Settings for Rerandomisation {
    fn sentence(&self) -> String {
        format!(
            "Fixed numbers are drawn into the arms, again and again until the arms are alike in {}; one division in {} passes.",
            self.covariates.join(", "),
            self.in_how_many()
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
            covariates: vec!["education".to_owned()],
            acceptance: usual_acceptance(),
            most_draws: None,
        }
    }

    fn bounds() -> &'static [(&'static str, Bound)] {
        const BOUNDS: &[(&str, Bound)] = &[
            ("acceptance", Bound::between(LEAST, 1.0)),
            ("most_draws", Bound::count(1.0, MOST_DRAWS)),
        ];
        BOUNDS
    }
}

impl Assign for Rerandomisation {
    fn dutch(&self) -> String {
        let number = Language::Dutch.number(&self.in_how_many());
        format!(
            "De loting wordt overgedaan tot de groepen genoeg op elkaar lijken in {}. Van elke {number} lotingen voldoet er één.",
            self.covariates.join(", ")
        )
    }

    fn compile(&self, ground: &Ground) -> Result<Arc<dyn Draw>, Vec<Issue>> {
        let space = Space::new(&self.covariates, ground, "rerandomisation");
        let mut issues = space.as_ref().err().cloned().unwrap_or_default();
        if !(LEAST..=1.0).contains(&self.acceptance) {
            let message = format!(
                "a share of divisions from {LEAST} to 1 can be accepted, found {}",
                self.acceptance
            );
            issues.push(Issue::new("acceptance", message).help("0.1 is usual; 1 accepts all"));
        }
        let (Ok(space), true) = (space, issues.is_empty()) else { return Err(issues) };
        let others = ground.shares.len().saturating_sub(1) as f64;
        let threshold =
            |directions: usize| chi_squared::quantile(self.acceptance, others * directions as f64);
        Ok(Arc::new(Attempts {
            shares: ground.shares.to_vec(),
            thresholds: (1..=space.size()).map(threshold).collect(),
            space,
            acceptance: self.acceptance,
            most: self.most_draws.unwrap_or((PATIENCE / self.acceptance).ceil() as u32),
        }))
    }
}

impl Rerandomisation {
    /// Of how many divisions one is accepted.
    fn in_how_many(&self) -> String {
        let number = 1.0 / self.acceptance;
        if (number - number.round()).abs() < 1e-6 {
            format!("{number:.0}")
        } else {
            format!("{number:.1}")
        }
    }
}

/// Rerandomisation, ready to draw.
#[derive(Debug)]
struct Attempts {
    shares: Vec<f64>,
    space: Space,
    /// The largest M that is accepted, by number of directions less one.
    thresholds: Vec<f64>,
    acceptance: f64,
    most: u32,
}

impl Draw for Attempts {
    fn draw(&self, roster: &Roster, urn: &mut Urn) {
        urn.hand_out(roster);
        urn.divide(&self.shares);
        self.space.place(roster, &mut urn.positions);
        let Urn { arms, positions, best, sums, .. } = urn;
        let Some(last) = positions.directions().checked_sub(1) else { return };
        let mut least = f64::INFINITY;
        for attempt in 1..=self.most {
            let distance = distance(positions, arms, self.shares.len(), sums);
            if distance <= self.thresholds[last] {
                return;
            }
            if distance < least {
                least = distance;
                best.clone_from(arms);
            }
            shuffle(arms, &mut roster.attempt(Purpose::Rerandomisation, attempt));
        }
        arms.copy_from_slice(best);
    }

    fn columns(&self) -> &[usize] {
        self.space.columns()
    }

    fn expected(&self, shares: &[f64], people: f64) -> Vec<f64> {
        expected(shares, people)
    }

    fn remark(&self, _people: f64) -> Option<Text> {
        let last = self.thresholds.last()?;
        let df = (self.shares.len() - 1) as f64 * self.space.size() as f64;
        let kept = if last.is_finite() {
            chi_squared::cdf(*last, df + 2.0) / self.acceptance
        } else {
            1.0
        };
        let draws = format!("{:.0}", 1.0 / self.acceptance);
        let (percent, limit) = (format!("{:.1}", 100.0 * kept), format!("{last:.3}"));
        // None of so many divisions is accepted.
        let none = libm::exp(f64::from(self.most) * libm::log1p(-self.acceptance));
        let english = format!(
            "A division passes when M is at most {limit}, which takes {draws} draws on average; a difference in these characteristics then has {percent} % of its usual variance."
        );
        let dutch = format!(
            "Een loting voldoet als M hoogstens {} is; dat kost gemiddeld {draws} lotingen. Verschillen in deze kenmerken houden dan {}% van hun gewone variantie.",
            Language::Dutch.number(&limit),
            Language::Dutch.number(&percent)
        );
        if none < 0.0005 {
            return Some(Text::each(&english, &dutch));
        }
        let (missed, most) = (format!("{:.1}", 100.0 * none), self.most);
        let english = format!(
            "{english} In {missed} of 100 trials none of {most} passes, and the most balanced of them is taken."
        );
        let dutch = format!(
            "{dutch} In {} van de 100 proeven voldoet geen van de {most}; dan geldt de loting met de kleinste verschillen.",
            Language::Dutch.number(&missed)
        );
        Some(Text::each(&english, &dutch))
    }
}

/// M: the sum over arms of their size times the squared distance of their mean from that of all.
fn distance(positions: &Positions, arms: &[u8], number: usize, sums: &mut Vec<(f64, u32)>) -> f64 {
    let mut distance = 0.0;
    for direction in 0..positions.directions() {
        sums.clear();
        sums.resize(number, (0.0, 0));
        for (&arm, score) in arms.iter().zip(positions.along(direction)) {
            let (sum, people) = &mut sums[usize::from(arm)];
            *sum += score;
            *people += 1;
        }
        let present = sums.iter().filter(|(_, people)| *people > 0);
        distance += present.map(|(sum, people)| sum * sum / f64::from(*people)).sum::<f64>();
    }
    distance
}

/// Puts the arms in random order (Fisher & Yates 1938; Durstenfeld 1964).
fn shuffle(arms: &mut [u8], generator: &mut StreamRng) {
    for last in (1..arms.len()).rev() {
        let other = (u64::from(generator.next_u32()) * (last as u64 + 1)) >> 32;
        arms.swap(last, other as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::super::closeness::tests::positions;
    use super::*;

    /// python3 with numpy: x = np.array([[1, 2, 4, 7, 11.], [3, 1, 4, 1, 5]]); t = [1, 4];
    /// c = [0, 2, 3]; d = x[:, t].mean(1) − x[:, c].mean(1);
    /// d @ np.linalg.inv(np.cov(x)·(1/2 + 1/3)) @ d: 0.4664101805
    #[test]
    fn of_two_arms_it_is_the_distance_of_their_means() {
        let people = positions(&[&[1.0, 2.0, 4.0, 7.0, 11.0], &[3.0, 1.0, 4.0, 1.0, 5.0]]);
        let got = distance(&people, &[0, 1, 0, 0, 1], 2, &mut Vec::new());
        assert!((got - 0.4664101805).abs() < 1e-9, "{got}");
    }

    /// v = P(χ²(k + 2) ≤ a) / P(χ²(k) ≤ a).
    #[test]
    fn v18_share_of_the_variance_that_is_left() {
        for (k, acceptance, expected) in [
            (1.0, 0.1, 0.005_252_517_5),
            (2.0, 0.5, 0.306_852_819_4),
            (2.0, 0.1, 0.051_755_359_1),
            (2.0, 0.01, 0.005_016_750_5),
            (2.0, 0.001, 0.000_500_166_8),
            (3.0, 0.1, 0.112_925_146_1),
            (3.0, 0.01, 0.022_815_280_2),
        ] {
            let a = chi_squared::quantile(acceptance, k);
            let got = chi_squared::cdf(a, k + 2.0) / acceptance;
            assert!((got - expected).abs() < 1e-10, "{k}, {acceptance}: {got}");
        }
    }
}
