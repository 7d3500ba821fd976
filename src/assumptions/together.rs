//! The answer of a declared family in one number, and how it changes from world to world on the same draws.

use super::answer::Answered;
use crate::diagnosis::family::{FamilyDiagnosis, Member};
use crate::diagnosis::measured::{Absent, Known, Measured};
use crate::diagnosis::watched::Watched;
use crate::engine::{EngineError, Observer, run};
use crate::plan::{Declared, DeclaredPair, Plan, restrict_with};
use crate::replicate::Sums;

/// Declared families of one plan with what their replications gave; the first is the base.
///
/// A test finds what it finds in the direction of its effect in the base; one without a direction there keeps its own.
#[derive(Debug)]
pub(super) struct FamilyAnswers {
    plan: Plan,
    sums: Sums,
    /// By family: its tests with their own directions.
    own: Vec<Vec<Member>>,
}

impl FamilyAnswers {
    /// Simulates some declared families of a plan, each with a test, and the pairs of each with the first.
    ///
    /// # Errors
    /// [`EngineError`] when stopped.
    pub fn simulate(
        plan: &Plan,
        families: &[usize],
        observer: &impl Observer,
    ) -> Result<Self, EngineError> {
        let mut plan = restrict_with(plan, &[], families).plan;
        let own = plan.declared.iter().map(|family| family.members.clone()).collect();
        let base = plan.declared[0].clone();
        let directed: Vec<Declared> =
            plan.declared.iter().map(|family| in_base_direction(&plan, family, &base)).collect();
        plan.declared = directed;
        let pair = |first| DeclaredPair { first, second: 0 };
        plan.declared_pairs = (1..plan.declared.len()).map(pair).collect();
        let sums = run(&plan, observer)?;
        Ok(Self { plan, sums, own })
    }

    fn diagnosis(&self, number: usize) -> FamilyDiagnosis {
        self.sums.declared[number].diagnose(&self.plan.declared[number].members)
    }

    /// A test of a family beside the same test of the base, each with its own direction.
    fn beside_base(&self, number: usize) -> impl Iterator<Item = (Member, Member)> {
        let base = &self.own[0];
        let tests = self.own[number].iter();
        tests.filter_map(|test| Some((*test, *base.iter().find(|b| self.is_same(test, b))?)))
    }

    fn is_same(&self, one: &Member, other: &Member) -> bool {
        is_same(&self.plan, one, other)
    }
}

fn is_same(plan: &Plan, one: &Member, other: &Member) -> bool {
    let [one, other] = [one, other].map(|member| &plan.cells[member.cell]);
    (&one.analysis, &one.outcome, one.month) == (&other.analysis, &other.outcome, other.month)
        && (&one.arm, &one.versus) == (&other.arm, &other.versus)
}

fn in_base_direction(plan: &Plan, family: &Declared, base: &Declared) -> Declared {
    let directed = |test: &Member| {
        let same = base.members.iter().find(|member| is_same(plan, test, member));
        let direction = same.map_or(test.direction, |same| same.direction.or(test.direction));
        Member { direction, ..*test }
    };
    Declared { members: family.members.iter().map(directed).collect(), ..family.clone() }
}

impl Answered for FamilyAnswers {
    fn value(&self, number: usize, of: Watched) -> Known<Measured> {
        let entry = of.of_family().ok_or(Absent::NotKept)?;
        (entry.value)(&self.diagnosis(number))
    }

    fn change(&self, number: usize, of: Watched) -> Known<Measured> {
        let entry = of.of_family().ok_or(Absent::NotKept)?;
        let difference = entry.difference.ok_or(Absent::NotKept)?;
        let sums = &self.sums.declared_pairs[number - 1];
        (difference.of)(&sums.diagnose(&self.diagnosis(number), &self.diagnosis(0)))
    }

    /// A test that could not be made finds nothing: every trial counts.
    fn estimated(&self, _: usize) -> [u64; 2] {
        [u64::from(self.plan.replications); 2]
    }

    fn is_reversed(&self, number: usize) -> bool {
        self.beside_base(number).any(|(here, base)| {
            here.direction.is_ok() && base.direction.is_ok() && here.direction != base.direction
        })
    }

    fn is_without_effect(&self, number: usize) -> bool {
        self.beside_base(number)
            .any(|(here, base)| base.direction.is_ok() && here.direction.is_err())
    }
}
