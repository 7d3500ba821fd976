//! Simple assignment: an independent draw for each person.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Assign, Draw, Ground, Roster, Urn};
use crate::family::Settings;
use crate::issue::Issue;
use crate::language::Language;

/// Each person independently by the shares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Simple {}

impl Settings for Simple {
    fn sentence(&self) -> String {
        "Each person is drawn into an arm independently, by the shares.".to_owned()
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

impl Assign for Simple {
    fn dutch(&self) -> String {
        "Iedereen wordt los van de anderen door loting ingedeeld, volgens de opgegeven aandelen."
            .to_owned()
    }

    fn compile(&self, ground: &Ground) -> Result<Arc<dyn Draw>, Vec<Issue>> {
        Ok(Arc::new(Thresholds { below: thresholds(ground.shares) }))
    }
}

/// Sums of the shares before each arm but the first, as tickets.
fn thresholds(shares: &[f64]) -> Vec<u64> {
    const TICKETS: f64 = 4_294_967_296.0;
    let mut below = 0.0;
    let add = |share: &f64| {
        below += share;
        (below * TICKETS) as u64
    };
    shares[..shares.len() - 1].iter().map(add).collect()
}

#[derive(Debug)]
struct Thresholds {
    below: Vec<u64>,
}

impl Draw for Thresholds {
    fn draw(&self, roster: &Roster, urn: &mut Urn) {
        urn.hand_out(roster);
        count_thresholds(&self.below, &urn.tickets, &mut urn.arms);
    }
}

/// The arm is the number of thresholds that a ticket reaches.
fn count_thresholds(below: &[u64], tickets: &[u32], arms: &mut [u8]) {
    for threshold in below {
        for (arm, ticket) in arms.iter_mut().zip(tickets) {
            *arm += u8::from(u64::from(*ticket) >= *threshold);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{count_thresholds, thresholds};

    #[test]
    fn shares_are_cut_from_the_unit_interval_in_order() {
        let mut arms = vec![0; 4];
        let tickets = [(1 << 30) - 1, 1 << 30, (1 << 31) - 1, 1 << 31];
        count_thresholds(&thresholds(&[0.25, 0.25, 0.5]), &tickets, &mut arms);
        assert_eq!(arms, [0, 1, 1, 2]);
    }
}
