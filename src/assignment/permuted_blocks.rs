//! Permuted blocks within strata: the arms stay balanced all along recruitment, in every stratum.
//!
//! Arms go to the people of a block by the rank of their own tickets, so that a block in which one more person turns up
//! keeps most of its arms.

use std::fmt;
use std::sync::Arc;

use rand::{Rng, RngExt};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::predictability::guessed;
use super::strata::Strata;
use super::{Assign, Draw, Ground, Roster, Urn};
use crate::family::Settings;
use crate::issue::Issue;
use crate::language::{Language, Text};
use crate::stream::Purpose;

/// People in the largest block.
const LARGEST: u32 = 1000;

/// Blocks within strata, each with the arms by their shares, in random order.
///
/// People enter the open block of their stratum in the order in which they are invited, or else in the order of the file;
/// the next block opens when it is full. In every full block the arms have exactly their shares. The last block of a
/// stratum may stay unfinished, so that many small strata give away the balance that few large ones have.
///
/// Where the strata explain the outcome, estimates vary less than after complete assignment. An analysis that does not
/// adjust for the strata does not know that: its standard errors and intervals are then wider than they need be.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PermutedBlocks {
    /// People in a block, a multiple of what the shares of the arms need (2 for two equal arms). Of several sizes each
    /// block takes one at random, all alike likely.
    pub block_sizes: BlockSizes,
    /// Characteristics with categories within whose combinations the blocks are filled; `wave` stands for the start
    /// wave.
    #[serde(default)]
    pub strata: Vec<String>,
}

/// One size, or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockSizes(Vec<u32>);

impl Settings for PermutedBlocks {
    fn sentence(&self) -> String {
        let sizes: Vec<String> = self.block_sizes.0.iter().map(u32::to_string).collect();
        let sizes = sizes.join(" or ");
        let within = if self.strata.is_empty() {
            String::new()
        } else {
            format!(" within strata of {}", self.strata.join(" × "))
        };
        format!(
            "Arms are drawn in permuted blocks of {sizes} people{within}, in the order in which people arrive."
        )
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => self.dutch(),
        }
    }

    fn example() -> Self {
        Self { block_sizes: BlockSizes(vec![4, 6]), strata: vec!["education".to_owned()] }
    }
}

impl Assign for PermutedBlocks {
    fn dutch(&self) -> String {
        let sizes: Vec<String> = self.block_sizes.0.iter().map(u32::to_string).collect();
        let sizes = sizes.join(" of ");
        if self.strata.is_empty() {
            return format!(
                "De loting gaat in blokken van {sizes} mensen, in volgorde van aankomst."
            );
        }
        let strata = self.strata.join(" × ");
        format!(
            "De loting gaat per laag ({strata}) in blokken van {sizes} mensen, in volgorde van aankomst."
        )
    }

    fn compile(&self, ground: &Ground) -> Result<Arc<dyn Draw>, Vec<Issue>> {
        let mut issues = self.block_sizes.check(ground.shares);
        match Strata::new(&self.strata, ground) {
            Ok(strata) if issues.is_empty() => {
                let block = |size: &u32| block(*size, ground.shares);
                Ok(Arc::new(Blocks {
                    strata,
                    kinds: self.block_sizes.0.iter().map(block).collect(),
                }))
            }
            Ok(_) => Err(issues),
            Err(more) => {
                issues.extend(more);
                Err(issues)
            }
        }
    }
}

/// The arms of a block, in order.
pub(super) fn block(size: u32, shares: &[f64]) -> Vec<u8> {
    let count = |share: &f64| (f64::from(size) * share).round() as usize;
    let arms = shares.iter().enumerate();
    arms.flat_map(|(arm, share)| std::iter::repeat_n(arm as u8, count(share))).collect()
}

/// The fewest people of whom every arm has a whole number, by the shares.
pub(super) fn fewest(shares: &[f64]) -> Option<u32> {
    let is_whole = |n: f64| (n - n.round()).abs() < 1e-6;
    (1..=LARGEST).find(|&size| shares.iter().all(|share| is_whole(f64::from(size) * share)))
}

impl BlockSizes {
    fn check(&self, shares: &[f64]) -> Vec<Issue> {
        let Some(fewest) = fewest(shares) else {
            let message =
                format!("no block of at most {LARGEST} people holds the arms by their shares");
            let help = "give the arms shares in small whole numbers, as in 2 and 1";
            return vec![Issue::new("block_sizes", message).help(help)];
        };
        if self.0.is_empty() {
            let issue = Issue::new("block_sizes", "at least one size is needed");
            return vec![issue.help(format!("as in {}", 2 * fewest))];
        }
        let wrong = |(k, &size): (usize, &u32)| {
            let issue = if self.0[..k].contains(&size) {
                Issue::new("", format!("{size} is given twice"))
                    .help("each size is as likely as another")
            } else if size == 0 || size > LARGEST {
                let message = format!("a block has from 1 to {LARGEST} people, found {size}");
                Issue::new("", message).help(multiples(size, fewest))
            } else if !size.is_multiple_of(fewest) {
                let message = format!("a block of {size} does not hold the arms by their shares");
                Issue::new("", message).help(multiples(size, fewest))
            } else {
                return None;
            };
            let path = if self.0.len() == 1 {
                "block_sizes".to_owned()
            } else {
                format!("block_sizes[{k}]")
            };
            Some(Issue { path, ..issue })
        };
        self.0.iter().enumerate().filter_map(wrong).collect()
    }
}

/// The sizes next to one that is impossible.
fn multiples(size: u32, fewest: u32) -> String {
    let below = (size.min(LARGEST) / fewest) * fewest;
    let near = [below, below.saturating_add(fewest)];
    let near = near.iter().filter(|n| (fewest..=LARGEST).contains(n)).map(u32::to_string);
    format!("give a multiple of {fewest}: {}", near.collect::<Vec<_>>().join(" or "))
}

/// The strata, and the arms of a full block of each size, in order.
#[derive(Debug)]
struct Blocks {
    strata: Strata,
    kinds: Vec<Vec<u8>>,
}

impl Draw for Blocks {
    fn draw(&self, roster: &Roster, urn: &mut Urn) {
        urn.hand_out(roster);
        self.strata.sort(roster, &mut urn.strata);
        let Urn { arms, tickets, strata, block, blocks, .. } = urn;
        blocks.resize(arms.len(), 0);
        let mut number = 0;
        for mut waiting in strata.strata() {
            while let Some(&first) = waiting.first() {
                // Who opens a block draws its size, and tickets for the places that nobody takes.
                let mut generator = roster.generator(Purpose::Block, first);
                let kind = ((generator.next_u64() >> 32) * self.kinds.len() as u64) >> 32;
                let kind = &self.kinds[kind as usize];
                let (members, later) = waiting.split_at(kind.len().min(waiting.len()));
                block.clear();
                block.extend(members.iter().map(|&k| (tickets[k as usize], Some(k))));
                block.resize_with(kind.len(), || (generator.random(), None));
                give(kind, block, arms);
                for &k in members {
                    blocks[k as usize] = number;
                }
                number += 1;
                waiting = later;
            }
        }
    }

    fn has_blocks(&self) -> bool {
        true
    }

    fn columns(&self) -> &[usize] {
        self.strata.columns()
    }

    fn refuses(&self, people: f64) -> Option<Issue> {
        let (strata, smallest) = (self.strata.number(), self.kinds.iter().map(Vec::len).min()?);
        let each = people / strata as f64;
        if strata == 1 || each >= smallest as f64 {
            return None;
        }
        let message = format!(
            "{strata} strata of {each:.1} people on average are smaller than a block of {smallest}: most blocks would stay unfinished, and the arms unbalanced"
        );
        let help = "name fewer \"strata\", take smaller blocks, or balance many characteristics by \"minimisation\"";
        Some(Issue::new("strata", message).help(help))
    }

    fn remark(&self, people: f64) -> Option<Text> {
        let texts: Vec<Text> =
            [self.told_strata(people), self.told_guesses()].into_iter().flatten().collect();
        let of = |language| {
            texts
                .iter()
                .map(|text| text.text_in(language).to_string())
                .collect::<Vec<_>>()
                .join(" ")
        };
        (!texts.is_empty()).then(|| Text::each(&of(Language::English), &of(Language::Dutch)))
    }
}

impl Blocks {
    /// How many strata there are, and how full their blocks become.
    fn told_strata(&self, people: f64) -> Option<Text> {
        let (strata, largest) = (self.strata.number(), self.kinds.iter().map(Vec::len).max()?);
        if strata == 1 {
            return None;
        }
        let each = people / strata as f64;
        let english = format!("These are {strata} strata of {each:.0} people on average");
        let dutch = format!("Dat zijn {strata} lagen van gemiddeld {each:.0} mensen");
        Some(if each < largest as f64 {
            Text::each(
                &format!(
                    "{english}, fewer than a block holds, so that most blocks stay unfinished."
                ),
                &format!("{dutch}, minder dan een blok: de meeste blokken raken niet vol."),
            )
        } else {
            let empty = format!("{:.1}", self.empty_places());
            let in_dutch = Language::Dutch.number(&empty);
            Text::each(
                &format!("{english}, of whose last block about {empty} places stay empty."),
                &format!(
                    "{dutch}. Van het laatste blok blijven ongeveer {in_dutch} plaatsen leeg."
                ),
            )
        })
    }

    /// How often the next arm is guessed, by who knows how large the block is.
    fn told_guesses(&self) -> Option<Text> {
        let guessed = |kind: &Vec<u8>| Some(guessed(kind)? * kind.len() as f64);
        let right: f64 = self.kinds.iter().map(guessed).sum::<Option<f64>>()?;
        let places: f64 = self.kinds.iter().map(|kind| kind.len() as f64).sum();
        let percent = format!("{:.0}", 100.0 * right / places);
        Some(Text::each(
            &format!(
                "Who knows the block and its arms so far guesses {percent} in 100 arms right."
            ),
            &format!(
                "Wie het blok en de groepen tot dan toe kent, raadt {percent} van de 100 groepen goed."
            ),
        ))
    }
}

/// Gives the arms of a block to its places, by the rank of their tickets; some have nobody. Of two places with the
/// same ticket, that of the person who arrived first stands lower, and one with nobody above both.
pub(super) fn give(kind: &[u8], block: &mut [(u32, Option<u32>)], arms: &mut [u8]) {
    block.sort_unstable_by_key(|&(ticket, arrival)| (ticket, arrival.unwrap_or(u32::MAX)));
    for ((_, arrival), arm) in block.iter().zip(kind) {
        if let Some(k) = arrival {
            arms[*k as usize] = *arm;
        }
    }
}

impl Blocks {
    /// Expected empty places in the last block of a stratum of many people: a place is in a block with probability in
    /// proportion to its size, and as likely to be one place in it as another.
    fn empty_places(&self) -> f64 {
        let sizes = || self.kinds.iter().map(|kind| kind.len() as f64);
        (sizes().map(|size| size * size).sum::<f64>() / sizes().sum::<f64>() - 1.0) / 2.0
    }
}

impl Serialize for BlockSizes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0[..] {
            [size] => serializer.serialize_u32(*size),
            sizes => sizes.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for BlockSizes {
    fn deserialize<D: Deserializer<'de>>(given: D) -> Result<Self, D::Error> {
        given.deserialize_any(OneOrSeveral)
    }
}

struct OneOrSeveral;

impl<'de> Visitor<'de> for OneOrSeveral {
    type Value = BlockSizes;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a whole number, or a list of whole numbers")
    }

    fn visit_u64<E: Error>(self, size: u64) -> Result<BlockSizes, E> {
        let size = u32::try_from(size);
        let size =
            size.map_err(|_| E::invalid_value(Unexpected::Other("a larger number"), &self))?;
        Ok(BlockSizes(vec![size]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sizes: A) -> Result<BlockSizes, A::Error> {
        let mut out = Vec::new();
        while let Some(size) = sizes.next_element()? {
            out.push(size);
        }
        Ok(BlockSizes(out))
    }
}

impl JsonSchema for BlockSizes {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "BlockSizes".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let size = json_schema!({"type": "integer", "minimum": 1, "maximum": LARGEST});
        json_schema!({
            "description": "One size, or several.",
            "anyOf": [size, {"type": "array", "items": size, "minItems": 1, "uniqueItems": true}]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected empty places after so many people, by what the first block is.
    fn empty(sizes: &[usize], most: usize) -> f64 {
        let mut by_people = vec![0.0; most + 1];
        for people in 1..=most {
            let after = |&size: &usize| match people.checked_sub(size) {
                Some(left) => by_people[left],
                None => (size - people) as f64,
            };
            by_people[people] = sizes.iter().map(after).sum::<f64>() / sizes.len() as f64;
        }
        // Where all sizes have a common divisor, so does the number of places.
        let last = &by_people[most - 120..most];
        last.iter().sum::<f64>() / last.len() as f64
    }

    #[test]
    fn empty_places_are_those_of_many_people() {
        let strata = || Strata::new(&[], &Ground { shares: &[1.0], characteristics: &[] });
        for sizes in [&[4][..], &[4, 8], &[2, 4, 6]] {
            let kinds = sizes.iter().map(|&size| vec![0; size]).collect();
            let blocks = Blocks { strata: strata().expect("there are none"), kinds };
            let (said, counted) = (blocks.empty_places(), empty(sizes, 2000));
            assert!((said - counted).abs() < 1e-9, "{sizes:?}: {said} and {counted}");
        }
    }

    #[test]
    fn the_fewest_people_hold_every_arm_by_its_share() {
        assert_eq!(fewest(&[0.5, 0.5]), Some(2));
        assert_eq!(fewest(&[1.0 / 3.0; 3]), Some(3));
        assert_eq!(fewest(&[0.5, 0.3, 0.2]), Some(10));
        assert_eq!(fewest(&[131.0, 130.0, 128.0].map(|n| n / 389.0)), Some(389));
        assert_eq!(fewest(&[1.2345 / 2.2345, 1.0 / 2.2345]), None);
        assert_eq!(block(6, &[1.0 / 3.0, 2.0 / 3.0]), [0, 0, 1, 1, 1, 1]);
    }
}
