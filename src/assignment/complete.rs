//! Complete assignment: fixed numbers in every arm, all divisions equally likely.
//!
//! People are ranked by their own tickets and the ranks cut at the arm sizes, so that one more
//! person moves few others. Nobody's rank is found, only the cuts.

use std::cmp::Ordering;
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
            Language::Dutch => self.dutch(),
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

    fn expected(&self, shares: &[f64], people: f64) -> Vec<f64> {
        expected(shares, people)
    }
}

/// The expected number in each arm, of so many people: whole people, where there are so many.
pub(super) fn expected(shares: &[f64], people: f64) -> Vec<f64> {
    let whole = people.round();
    if (people - whole).abs() >= 1e-9 {
        return shares.iter().map(|share| people * share).collect();
    }
    largest_remainder(whole as usize, shares).into_iter().map(|count| count as f64).collect()
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
pub(super) fn divide(shares: &[f64], tickets: &[u32], arms: &mut [u8]) {
    let counts = largest_remainder(tickets.len(), shares);
    let mut rank = 0;
    for &count in &counts[..counts.len() - 1] {
        rank += count;
        if rank == tickets.len() {
            break;
        }
        let Cut { ticket, place } = cut_at(rank, tickets);
        move_up(arms, tickets, ticket);
        let below = arms.iter_mut().zip(tickets).take(place).filter(|(_, own)| **own == ticket);
        below.for_each(|(arm, _)| *arm -= 1);
    }
}

/// Where people are cut: who has a lower ticket stands below, and of those with this ticket who comes before this place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cut {
    ticket: u32,
    place: usize,
}

/// A cut that so many people stand below. Tickets are even, so it is looked for where it should lie between two others.
fn cut_at(rank: usize, tickets: &[u32]) -> Cut {
    /// Every so often the middle is looked at instead, so that odd tickets take no longer than bisection.
    const BISECTED: usize = 4;
    if rank == 0 {
        return Cut { ticket: 0, place: 0 };
    }
    let (mut low, mut high) = (0_u64, 1_u64 << 32);
    let (mut below_low, mut below_high) = (0, tickets.len());
    let mut step = 0;
    while high - low > 1 {
        step += 1;
        let share = (rank - below_low) as f64 / (below_high - below_low) as f64;
        let share = if step % BISECTED == 0 { 0.5 } else { share };
        let ticket = low + (((high - low) as f64 * share) as u64).clamp(1, high - low - 1);
        let below = count_below(tickets, ticket as u32);
        match below.cmp(&rank) {
            Ordering::Less => (low, below_low) = (ticket, below),
            Ordering::Equal => return Cut { ticket: ticket as u32, place: 0 },
            Ordering::Greater => (high, below_high) = (ticket, below),
        }
    }
    let ticket = low as u32;
    let mut tied = tickets.iter().enumerate().filter(|(_, own)| **own == ticket);
    let place = tied.nth(rank - below_low).map_or(tickets.len(), |(place, _)| place);
    Cut { ticket, place }
}

kernel! {
    /// How many tickets lie below one.
    fn count_below(tickets: &[u32], ticket: u32) -> usize = |tickets: &[u32], ticket| {
        tickets.iter().map(|&own| u32::from(own < ticket)).sum::<u32>() as usize
    };
}

kernel! {
    /// Moves everybody up an arm whose ticket is not below this one.
    fn move_up(arms: &mut [u8], tickets: &[u32], ticket: u32) = |arms: &mut [u8], tickets: &[u32], ticket: u32| {
        for (arm, &own) in arms.iter_mut().zip(tickets) {
            *arm += u8::from(own >= ticket);
        }
    };
}

#[cfg(test)]
mod tests {
    use super::{Cut, cut_at, divide, largest_remainder};

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
        divide(&[0.5, 1.0 / 6.0, 1.0 / 3.0], &[9, 1, 5, 3, 7, 2], &mut arms);
        assert_eq!(arms, [2, 0, 1, 0, 2, 0]);
    }

    #[test]
    fn of_equal_tickets_the_first_stands_lower() {
        let mut arms = vec![0; 4];
        divide(&[0.25, 0.5, 0.25], &[7; 4], &mut arms);
        assert_eq!(arms, [0, 1, 1, 2]);
    }

    #[test]
    fn as_many_stand_below_a_cut_as_in_a_full_sort_wherever_the_tickets_lie() {
        let laws: [fn(u32) -> u32; 6] = [
            |i| i,
            |i| u32::MAX - i,
            |i| i.wrapping_mul(2_654_435_761),
            |i| i.wrapping_mul(2_654_435_761) >> 9,
            |i| u32::MAX - i % 3,
            |_| 0,
        ];
        for law in laws {
            let tickets: Vec<u32> = (0..97).map(law).collect();
            let mut sorted: Vec<(u32, usize)> = tickets.iter().copied().zip(0..).collect();
            sorted.sort_unstable();
            for rank in 0..sorted.len() {
                let Cut { ticket, place } = cut_at(rank, &tickets);
                let below = sorted.partition_point(|own| *own < (ticket, place));
                assert_eq!(below, rank);
            }
        }
    }

    #[test]
    fn an_arm_without_a_share_stays_empty() {
        let mut arms = vec![0; 4];
        divide(&[0.5, 0.0, 0.5], &[4, 3, 2, 1], &mut arms);
        assert_eq!(arms, [2, 2, 0, 0]);
    }
}
