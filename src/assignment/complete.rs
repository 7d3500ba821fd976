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

/// Fixed numbers in every arm, by largest remainders of the shares; every division equally likely.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Complete {}

impl Settings for Complete {
    fn sentence(&self) -> String {
        "Fixed numbers of people are drawn into the arms, by their shares; every division is equally likely."
            .to_owned()
    }

    fn example() -> Self {
        Self {}
    }
}

impl Assign for Complete {
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
    scratch.clear();
    scratch.extend(tickets.iter().enumerate().map(|(place, &ticket)| key(ticket, place)));
    let mut rest = scratch.as_mut_slice();
    for &count in &counts[..counts.len() - 1] {
        if count == rest.len() {
            break;
        }
        let (_, &mut cut, _) = rest.select_nth_unstable(count);
        for (place, (arm, &ticket)) in arms.iter_mut().zip(tickets).enumerate() {
            *arm += u8::from(key(ticket, place) >= cut);
        }
        rest = &mut rest[count..];
    }
}

/// What people are ranked by.
pub(super) fn key(ticket: u32, place: usize) -> u64 {
    u64::from(ticket) << 32 | place as u64
}

#[cfg(test)]
mod tests {
    use super::{divide, largest_remainder};

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
    fn an_arm_without_a_share_stays_empty() {
        let mut arms = vec![0; 4];
        divide(&[0.5, 0.0, 0.5], &[4, 3, 2, 1], &mut Vec::new(), &mut arms);
        assert_eq!(arms, [2, 2, 0, 0]);
    }
}
