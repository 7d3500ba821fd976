//! What the tests of a family do in one replication.

use super::{Member, Quantifier};
use crate::correction::{Correction, Evidence, Tests};
use crate::diagnosis::observation::Observation;
use crate::diagnosis::spec::CellSpec;

/// What the tests of a family do in one replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Findings {
    /// Tests.
    count: u32,
    /// Those that find what they seek.
    pub(super) found: u32,
    /// Those that reject, in either direction.
    rejected: u32,
    /// Those of them that cry wolf.
    false_alarms: u32,
}

impl Findings {
    /// Whether the tests together find what they seek.
    pub fn found(self, which: Quantifier) -> bool {
        match which {
            Quantifier::Any => self.any_found(),
            Quantifier::All => self.all_found(),
        }
    }

    /// What these tests do at their own levels; those of which nothing was observed find nothing.
    pub fn of<'a>(
        members: &[Member],
        observed: impl Fn(usize) -> Option<(&'a CellSpec, &'a Observation)>,
    ) -> Self {
        Self::decided(members, observed, |_, spec, observation| observation.rejects(spec, 0))
    }

    /// What these tests do after a correction, at the level that they share.
    pub fn corrected<'a>(
        members: &[Member],
        correction: &Correction,
        tests: &mut Tests,
        observed: impl Fn(usize) -> Option<(&'a CellSpec, &'a Observation)>,
    ) -> Self {
        if !correction.member().corrects() {
            return Self::of(members, observed);
        }
        tests.fill(members.iter().map(|member| {
            observed(member.cell).map_or(Evidence::NONE, |(spec, seen)| seen.evidence(spec.claim))
        }));
        let level = members.iter().find_map(|member| Some(observed(member.cell)?.0.alphas[0]));
        correction.member().adjust(tests, level.unwrap_or_default());
        let tests = &*tests;
        Self::decided(members, observed, |test, spec, _| tests.rejects(test, spec.alphas[0]))
    }

    fn decided<'a>(
        members: &[Member],
        observed: impl Fn(usize) -> Option<(&'a CellSpec, &'a Observation)>,
        rejects: impl Fn(usize, &CellSpec, &Observation) -> bool,
    ) -> Self {
        let (mut found, mut rejected, mut false_alarms) = (0, 0, 0);
        for (test, member) in members.iter().enumerate() {
            let Some((spec, seen)) = observed(member.cell) else { continue };
            if rejects(test, spec, seen) {
                rejected += 1;
                found += u32::from(member.direction.is_ok_and(|d| d.is_that_of(spec, seen)));
                false_alarms += u32::from(member.cries_wolf.is_ok());
            }
        }
        let count = members.len() as u32;
        Self { count, found, rejected, false_alarms }
    }

    pub(super) fn any_found(self) -> bool {
        self.found > 0
    }

    pub(super) fn all_found(self) -> bool {
        self.found == self.count
    }

    pub(super) fn any_false_alarm(self) -> bool {
        self.false_alarms > 0
    }

    /// False alarms among what is rejected, as a share; 0 where nothing is.
    pub(super) fn false_share(self) -> f64 {
        f64::from(self.false_alarms) / f64::from(self.rejected.max(1))
    }
}
