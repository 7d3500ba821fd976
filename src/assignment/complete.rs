//! Complete assignment: fixed numbers in every arm, all divisions equally likely.
//!
//! People are ranked by their own tickets and the ranks cut at the arm sizes, so that one more
//! person moves few others.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Assign, Draw, Ground, Roster, Urn};
use crate::family::Settings;
use crate::issue::Issue;
use crate::language::Language;
use crate::level::kernel;

/// Fixed numbers in every arm, by largest remainders of the shares; every division equally likely.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Complete {}

impl Settings for Complete {
    fn sentence(&self) -> String {
        "Fixed numbers of people are drawn into the arms, by their shares; every division is equally likely."
            .to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => "De loting verdeelt vaste aantallen mensen over de groepen, naar hun aandelen. Elke verdeling is even waarschijnlijk.".to_owned(),
        }
    }

    fn example() -> Self {
        Self {}
    }
}

impl Assign for Complete {
    fn dutch(&self) -> String {
        "Door loting komen er vaste aantallen in elke groep, volgens de opgegeven aandelen. Elke verdeling is even waarschijnlijk."
            .to_owned()
    }

    fn compile(&self, ground: &Ground) -> Result<Arc<dyn Draw>, Vec<Issue>> {
        Ok(Arc::new(Cuts { shares: ground.shares.to_vec() }))
    }
}

/// The ranks of the tickets, cut by the shares of the arms.
#[derive(Debug)]
pub(super) struct Cuts {
    pub(super) shares: Vec<f64>,
}

impl Draw for Cuts {
    fn draw(&self, roster: &Roster, urn: &mut Urn) {
        urn.hand_out(roster);
        urn.divide(&self.shares);
    }

    fn is_complete(&self) -> bool {
        true
    }

    /// Whole people, where there are so many.
    fn expected(&self, shares: &[f64], people: f64) -> Vec<f64> {
        let whole = people.round();
        if (people - whole).abs() >= 1e-9 {
            return shares.iter().map(|share| people * share).collect();
        }
        largest_remainder(whole as usize, shares).into_iter().map(|count| count as f64).collect()
    }
}

/// Divides `n` over `shares` (summing to 1) by largest remainders; ties go to the earlier arm.
pub fn largest_remainder(n: usize, shares: &[f64]) -> Vec<usize> {
    let quotas: Vec<f64> = shares.iter().map(|s| s * n as f64).collect();
    let mut counts: Vec<usize> = quotas.iter().map(|q| (q + 1e-9).floor() as usize).collect();
    let left = n.saturating_sub(counts.iter().sum());
    let mut order: Vec<usize> = (0..shares.len()).collect();
    let remainder = |k: usize| quotas[k] - counts[k] as f64;
    order.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)));
    for &k in order.iter().take(left) {
        counts[k] += 1;
    }
    counts
}

/// Cuts the ranks of the tickets at the arm sizes; of two people with the same ticket, the first stands lower.
pub(super) fn divide(shares: &[f64], tickets: &[u32], scratch: &mut Vec<u64>, arms: &mut [u8]) {
    let counts = largest_remainder(tickets.len(), shares);
    let mut rank = 0;
    for &count in &counts[..counts.len() - 1] {
        rank += count;
        if rank == tickets.len() {
            break;
        }
        let cut = key_at(rank, tickets, scratch);
        move_up(arms, tickets, (cut >> 32) as u32, cut as u32);
    }
}

/// The key of whom so many others stand below. Tickets are even, so it is looked for among those where it must nearly be.
fn key_at(rank: usize, tickets: &[u32], scratch: &mut Vec<u64>) -> u64 {
    /// Standard deviations of the number below a ticket that are looked through.
    const REACH: f64 = 3.0;
    let n = tickets.len() as f64;
    let (share, range) = (rank as f64 / n, f64::from(u32::MAX));
    let reach = REACH * (share * (1.0 - share) / n).sqrt();
    let lowest = ((share - reach) * range) as u32;
    let width = ((share + reach) * range) as u32 - lowest;
    scratch.resize(tickets.len(), 0);
    let (mut found, mut below) = (0, 0);
    // Everybody is written and those who are near are kept: no branch depends on chance.
    for (place, &ticket) in tickets.iter().enumerate() {
        scratch[found] = key(ticket, place);
        found += usize::from(ticket.wrapping_sub(lowest) <= width);
        below += usize::from(ticket < lowest);
    }
    if (below..below + found).contains(&rank) {
        return *scratch[..found].select_nth_unstable(rank - below).1;
    }
    for (place, (key_of, &ticket)) in scratch.iter_mut().zip(tickets).enumerate() {
        *key_of = key(ticket, place);
    }
    *scratch.select_nth_unstable(rank).1
}

kernel! {
    /// Moves everybody up an arm whose key is not below that of the person at a place, who has this ticket.
    fn move_up(arms: &mut [u8], tickets: &[u32], ticket: u32, at: u32) = |arms: &mut [u8], tickets: &[u32], ticket: u32, at: u32| {
        for ((arm, &own), place) in arms.iter_mut().zip(tickets).zip(0_u32..) {
            *arm += u8::from(own > ticket) | (u8::from(own == ticket) & u8::from(place >= at));
        }
    };
}

/// What people are ranked by.
pub(super) fn key(ticket: u32, place: usize) -> u64 {
    u64::from(ticket) << 32 | place as u64
}

#[cfg(test)]
mod tests {
    use super::{divide, key, key_at, largest_remainder};

    #[test]
    fn v14_complete_assignment_of_389_to_three_equal_arms_gives_129_or_130() {
        let mut counts = largest_remainder(389, &[1.0 / 3.0; 3]);
        counts.sort_unstable();
        assert_eq!(counts, [129, 130, 130]);
    }

    #[test]
    fn published_arm_sizes_come_back_from_their_shares() {
        let shares = [131.0, 130.0, 128.0].map(|n| n / 389.0);
        assert_eq!(largest_remainder(389, &shares), [131, 130, 128]);
    }

    #[test]
    fn people_are_divided_by_the_rank_of_their_tickets() {
        let mut arms = vec![0; 6];
        divide(&[0.5, 1.0 / 6.0, 1.0 / 3.0], &[9, 1, 5, 3, 7, 2], &mut Vec::new(), &mut arms);
        assert_eq!(arms, [2, 0, 1, 0, 2, 0]);
    }

    #[test]
    fn of_equal_tickets_the_first_stands_lower() {
        let mut arms = vec![0; 4];
        divide(&[0.25, 0.5, 0.25], &[7; 4], &mut Vec::new(), &mut arms);
        assert_eq!(arms, [0, 1, 1, 2]);
    }

    #[test]
    fn the_key_at_a_rank_is_that_of_a_full_sort_wherever_the_tickets_lie() {
        let laws: [fn(u32) -> u32; 4] = [
            |i| i.wrapping_mul(2_654_435_761),
            |i| i.wrapping_mul(2_654_435_761) >> 9,
            |i| u32::MAX - i % 3,
            |_| 0,
        ];
        for law in laws {
            let tickets: Vec<u32> = (0..97).map(law).collect();
            let mut sorted: Vec<u64> = (0..97).map(|i| key(tickets[i], i)).collect();
            sorted.sort_unstable();
            for (rank, &expected) in sorted.iter().enumerate() {
                assert_eq!(key_at(rank, &tickets, &mut Vec::new()), expected);
            }
        }
    }

    #[test]
    fn an_arm_without_a_share_stays_empty() {
        let mut arms = vec![0; 4];
        divide(&[0.5, 0.0, 0.5], &[4, 3, 2, 1], &mut Vec::new(), &mut arms);
        assert_eq!(arms, [2, 2, 0, 0]);
    }
}
