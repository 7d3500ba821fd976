//! Matched pairs and tuples: people who are alike are put together, and arms are drawn within.

use std::sync::Arc;

use rand::RngExt;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::closeness::{Positions, Space};
use super::complete::expected;
use super::permuted_blocks::{block, fewest, give};
use super::{Assign, Draw, Ground, Roster, Urn};
use crate::family::Settings;
use crate::issue::{Bound, Issue};
use crate::language::{Language, Text};
use crate::stream::Purpose;

/// People in the largest tuple.
const LARGEST: u32 = 60;

/// Those who are most alike form pairs or tuples, within which arms are drawn.
///
/// Everybody must be known before anybody is assigned. By one number, people are put in order and every next few of them
/// form a tuple. By several characteristics, whoever lies farthest from the middle and is still free takes the nearest
/// who are, by Mahalanobis's distance among the people of the trial; of two as near, the one who comes first. Who is left
/// at the end forms a tuple with empty places.
///
/// Analyse by `paired_difference` (Imai 2008) or within blocks: an analysis that ignores the pairs has standard errors
/// that are too large, by as much as the characteristics explain of the outcome.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MatchedTuples {
    /// Characteristics in which people of a tuple are alike: numbers, or categories, each of which but the first counts.
    pub covariates: Vec<String>,
    /// People in a tuple, a multiple of what the shares of the arms need (default: just those, 2 for two equal arms).
    #[serde(default)]
    pub size: Option<u32>,
}

impl Settings for MatchedTuples {
    fn sentence(&self) -> String {
        let like = self.covariates.join(", ");
        let people = self.size.map(|size| format!(" of {size}")).unwrap_or_default();
        format!(
            "People who are alike in {like} are put together in tuples{people}, and arms are drawn within each."
        )
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => self.dutch(),
        }
    }

    fn example() -> Self {
        Self { covariates: vec!["education".to_owned()], size: None }
    }

    fn bounds() -> &'static [(&'static str, Bound)] {
        const BOUNDS: &[(&str, Bound)] = &[("size", Bound::count(2.0, LARGEST as f64))];
        BOUNDS
    }
}

impl Assign for MatchedTuples {
    fn dutch(&self) -> String {
        let like = self.covariates.join(", ");
        let people = self.size.map(|size| format!(" van {size}")).unwrap_or_default();
        format!(
            "Mensen die op elkaar lijken in {like} vormen groepjes{people}. Binnen elk groepje wordt geloot."
        )
    }

    fn compile(&self, ground: &Ground) -> Result<Arc<dyn Draw>, Vec<Issue>> {
        let space = Space::new(&self.covariates, ground, "matching");
        let mut issues = space.as_ref().err().cloned().unwrap_or_default();
        let size = self.people(ground.shares).map_err(|issue| issues.push(issue));
        match (space, size) {
            (Ok(space), Ok(size)) => {
                Ok(Arc::new(Tuples { space, kind: block(size, ground.shares) }))
            }
            _ => Err(issues),
        }
    }
}

impl MatchedTuples {
    /// People in a tuple, for arms with these shares.
    fn people(&self, shares: &[f64]) -> Result<u32, Issue> {
        let Some(fewest) = fewest(shares).filter(|fewest| *fewest <= LARGEST) else {
            let message =
                format!("no tuple of at most {LARGEST} people holds the arms by their shares");
            let help = "give the arms shares in small whole numbers, as in 2 and 1";
            return Err(Issue::new("size", message).help(help));
        };
        let size = self.size.unwrap_or(fewest);
        if size == 0 || size > LARGEST || !size.is_multiple_of(fewest) {
            let what = if size == 2 { "a pair".to_owned() } else { format!("a tuple of {size}") };
            let message = format!("{what} does not hold the arms by their shares");
            let help = format!("give {fewest}, or another multiple of it up to {LARGEST}");
            return Err(Issue::new("size", message).help(help));
        }
        Ok(size)
    }
}

/// Matched tuples, ready to draw.
#[derive(Debug)]
struct Tuples {
    space: Space,
    /// The arms of a tuple, in order.
    kind: Vec<u8>,
}

impl Draw for Tuples {
    fn draw(&self, roster: &Roster, urn: &mut Urn) {
        urn.hand_out(roster);
        self.space.place(roster, &mut urn.positions);
        let Urn { arms, tickets, block, blocks, positions, left, .. } = urn;
        blocks.resize(arms.len(), 0);
        match_alike(positions, self.kind.len(), left);
        for (number, members) in (0..).zip(left.chunks(self.kind.len())) {
            block.clear();
            block.extend(members.iter().map(|&k| (tickets[k as usize], Some(k))));
            if members.len() < self.kind.len() {
                let mut generator = roster.generator(Purpose::Block, members[0]);
                block.resize_with(self.kind.len(), || (generator.random(), None));
            }
            give(&self.kind, block, arms);
            for &k in members {
                blocks[k as usize] = number;
            }
        }
    }

    fn has_blocks(&self) -> bool {
        true
    }

    fn columns(&self) -> &[usize] {
        self.space.columns()
    }

    fn expected(&self, shares: &[f64], people: f64) -> Vec<f64> {
        expected(shares, people)
    }

    fn remark(&self, people: f64) -> Option<Text> {
        let size = self.kind.len();
        let number = format!("{:.0}", (people / size as f64).floor());
        Some(Text::each(
            &format!("These are about {number} tuples of {size} people."),
            &format!("Dat zijn ongeveer {number} groepjes van {size} mensen."),
        ))
    }
}

/// Puts arrivals in an order in which every next `size` of them form a tuple.
fn match_alike(positions: &Positions, size: usize, order: &mut Vec<u32>) {
    order.clear();
    order.extend(0..positions.people() as u32);
    match positions.directions() {
        0 => {}
        1 => {
            let scores = positions.along(0);
            let score = |k: u32| scores[k as usize];
            order.sort_unstable_by(|&a, &b| score(a).total_cmp(&score(b)).then(a.cmp(&b)));
        }
        _ => {
            let out = |k: u32| positions.out(k as usize);
            order.sort_by_cached_key(|&k| (std::cmp::Reverse(out(k).to_bits()), k));
            let mut start = 0;
            while start + size < order.len() {
                let first = order[start] as usize;
                for place in start + 1..start + size {
                    let apart = |&k: &u32| (positions.apart(first, k as usize).to_bits(), k);
                    let nearest = (place..order.len()).min_by_key(|&at| apart(&order[at]));
                    // Those between keep their order.
                    order[place..=nearest.unwrap_or(place)].rotate_right(1);
                }
                start += size;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::closeness::tests::positions;
    use super::*;

    #[test]
    fn by_one_number_neighbours_are_matched() {
        let mut order = Vec::new();
        match_alike(&positions(&[&[14.0, 1.0, 3.0, 12.0, 2.0, 11.0]]), 2, &mut order);
        assert_eq!(order, [1, 4, 2, 5, 3, 0]);
    }

    /// Two people near each corner of a square.
    #[test]
    fn by_two_numbers_the_nearest_are_matched() {
        let x = [0.0, 9.0, 0.0, 9.0, 0.5, 9.0, 0.5, 9.0];
        let y = [0.0, 9.0, 9.0, 0.0, 0.0, 8.5, 9.0, 0.5];
        let mut order = Vec::new();
        match_alike(&positions(&[&x, &y]), 2, &mut order);
        let mut pairs: Vec<[u32; 2]> =
            order.chunks(2).map(|pair| [pair[0].min(pair[1]), pair[0].max(pair[1])]).collect();
        pairs.sort_unstable();
        assert_eq!(pairs, [[0, 4], [1, 5], [2, 6], [3, 7]]);
    }

    #[test]
    fn a_tuple_holds_the_arms_by_their_shares() {
        let asked =
            |size, shares: &[f64]| MatchedTuples { covariates: Vec::new(), size }.people(shares);
        assert_eq!(asked(None, &[0.5, 0.5]), Ok(2));
        assert_eq!(asked(None, &[2.0 / 3.0, 1.0 / 3.0]), Ok(3));
        let refused = asked(Some(2), &[2.0 / 3.0, 1.0 / 3.0]).unwrap_err();
        assert_eq!(refused.path, "size");
        assert!(refused.message.starts_with("a pair does not hold"), "{}", refused.message);
    }
}
