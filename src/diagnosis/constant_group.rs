//! Coverage where everybody in a compared group has the same outcome, beside that in all other trials.

use serde::{Deserialize, Serialize};

use super::measured::{Absent, Known, Rate, value_or_reason};

/// Replications in which everybody in a compared group has the same outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct ConstantGroupSums {
    pub replications: u64,
    pub with_interval: u64,
    pub covered: u64,
}

impl ConstantGroupSums {
    pub(super) fn merge(&mut self, later: Self) {
        self.replications += later.replications;
        self.with_interval += later.with_interval;
        self.covered += later.covered;
    }

    /// What they say, beside all intervals and those of them that cover.
    pub(super) fn diagnose(self, covered: u64, with_interval: u64) -> ConstantGroup {
        let elsewhere = (covered - self.covered, with_interval - self.with_interval);
        ConstantGroup {
            replications: self.replications,
            with_interval: self.with_interval,
            coverage: Rate::of(self.covered, self.with_interval, Absent::NoInterval),
            coverage_elsewhere: Rate::of(elsewhere.0, elsewhere.1, Absent::NoInterval),
        }
    }
}

/// What it does to coverage that everybody in a compared group has the same outcome: standard errors then rest on the
/// other group alone.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ConstantGroup {
    /// Replications in which that is so.
    pub replications: u64,
    /// Of these, those with an interval.
    pub with_interval: u64,
    /// Share of their intervals that contain the own truth.
    #[serde(serialize_with = "value_or_reason")]
    pub coverage: Known<Rate>,
    /// The same in all other replications.
    #[serde(serialize_with = "value_or_reason")]
    pub coverage_elsewhere: Known<Rate>,
}

#[cfg(test)]
mod tests {
    use crate::diagnosis::cell::CellSums;
    use crate::diagnosis::diagnosand::diagnose;
    use crate::diagnosis::observation::Observation;
    use crate::diagnosis::test_support::{normal_cell, with_interval};

    #[test]
    fn coverage_is_told_apart_where_a_group_does_not_vary() {
        let spec = normal_cell(0.0, 0.0);
        let mut sums = CellSums::default();
        for (estimate, constant_group) in
            [(0.5, true), (0.1, true), (0.1, false), (0.1, false), (0.5, false)]
        {
            let seen = Observation { constant_group, ..with_interval(estimate, 0.1) };
            sums.record(&spec, Ok(&seen));
        }
        let told = diagnose(&sums, &spec).constant_group;
        assert_eq!((told.replications, told.with_interval), (2, 2));
        assert_eq!(told.coverage.map(|rate| rate.value), Ok(0.5));
        assert_eq!(told.coverage_elsewhere.map(|rate| rate.value), Ok(2.0 / 3.0));
    }
}
