//! Declared families that a sweep follows.

use crate::correction::Correction;
use crate::diagnosis::family::{FamilyDiagnosis, FamilyPairDiagnosis};
use crate::plan::{Declared, DeclaredPair, Plan};
use crate::replicate::Sums;

/// A declared family that is followed in one design.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowedFamily {
    /// Its name.
    pub name: String,
    /// Design.
    pub design: String,
    /// How the tests are corrected for their number.
    pub correction: Correction,
}

/// A family at one point.
#[derive(Clone, Copy, Debug)]
pub struct ComparedFamily {
    /// How many tests it has there.
    pub tests: usize,
    /// Number of replications.
    pub replications: u32,
    /// What the replications say.
    pub diagnosis: FamilyDiagnosis,
    /// Against the scenario as it stands, in the same replications: this point less the baseline.
    pub difference: Option<FamilyPairDiagnosis>,
}

impl FollowedFamily {
    /// A declared family of a plan.
    pub fn of(plan: &Plan, family: usize) -> Self {
        let Declared { name, world, design, correction, .. } = &plan.declared[family];
        let design = plan.worlds[*world].designs[*design].name.clone();
        Self { name: name.clone(), design, correction: correction.clone() }
    }

    /// Its number in a world of some plan.
    pub fn place(&self, plan: &Plan, world: usize) -> Option<usize> {
        plan.declared_in(&self.name, world, &self.design)
    }
}

/// Pairs every family of a point with the same one of the scenario as it stands.
pub(super) fn pairs(
    baseline: &[Option<usize>],
    points: &[Vec<Option<usize>>],
) -> Vec<DeclaredPair> {
    let beside = points.iter().flat_map(|families| families.iter().zip(baseline));
    let pair = |(first, second): (&Option<usize>, &Option<usize>)| {
        Some(DeclaredPair { first: (*first)?, second: (*second)? })
    };
    beside.filter_map(pair).collect()
}

/// What the replications say about a family, beside the scenario as it stands.
pub(super) fn compared(plan: &Plan, sums: &Sums, family: usize) -> ComparedFamily {
    let diagnosis = |family: usize| sums.declared[family].diagnose(&plan.declared[family].members);
    let pair = plan.declared_pairs.iter().position(|pair| pair.first == family);
    let difference = pair.map(|pair| {
        let second = plan.declared_pairs[pair].second;
        sums.declared_pairs[pair].diagnose(&diagnosis(family), &diagnosis(second))
    });
    ComparedFamily {
        tests: plan.declared[family].members.len(),
        replications: plan.replications,
        diagnosis: diagnosis(family),
        difference,
    }
}
