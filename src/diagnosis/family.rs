//! Several tests of one trial taken together: how often at least one of them finds something, how often
//! all do, and how often at least one cries wolf.

mod findings;

use crate::language::Words;
use serde::{Deserialize, Serialize, Serializer};

use super::diagnosand::{Diagnosable, Diagnosand, PairedDifference, Unit, Wording, diagnosis};
use super::direction::Direction;
use super::discordance::Discordance;
use super::measured::{Absent, Known, Measured, Rate, Spread};

pub use findings::Findings;

/// One test of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The cell.
    pub cell: usize,
    /// The direction in which it finds what there is, or why there is none.
    pub direction: Known<Direction>,
    /// Whether any rejection is a false alarm, because it seeks an effect between groups between which nothing differs for
    /// any person; or why none is.
    pub cries_wolf: Known<()>,
}

/// Counts over the replications of a family. A test that could not be made finds nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FamilySums {
    replications: u64,
    any_found: u64,
    all_found: u64,
    any_false_alarm: u64,
    /// Tests that find what they seek, and the sum of squares of their number in a trial.
    found: [u64; 2],
    /// The share of false alarms among what is rejected, and its square, over trials.
    false_share: [f64; 2],
}

/// How the tests of a family count together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// At least one finds what it seeks.
    Any,
    /// All find what they seek.
    All,
}

impl Quantifier {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Any, Self::All];

    /// The word by which it is asked for.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Any => "any_found",
            Self::All => "all_found",
        }
    }
}

impl Serialize for Quantifier {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl FamilySums {
    /// Adds one replication.
    pub fn record(&mut self, findings: Findings) {
        self.replications += 1;
        self.any_found += u64::from(findings.any_found());
        self.all_found += u64::from(findings.all_found());
        self.any_false_alarm += u64::from(findings.any_false_alarm());
        let (found, share) = (u64::from(findings.found), findings.false_share());
        self.found[0] += found;
        self.found[1] += found * found;
        self.false_share[0] += share;
        self.false_share[1] += share * share;
    }

    /// Adds a later block.
    pub fn merge(&mut self, later: &Self) {
        self.replications += later.replications;
        self.any_found += later.any_found;
        self.all_found += later.all_found;
        self.any_false_alarm += later.any_false_alarm;
        for k in 0..2 {
            self.found[k] += later.found[k];
            self.false_share[k] += later.false_share[k];
        }
    }

    /// The shares of trials.
    pub fn diagnose(&self, members: &[Member]) -> FamilyDiagnosis {
        FamilyDiagnosis::of(&Together { sums: self, members })
    }
}

/// The replications of a family.
#[derive(Clone, Copy, Debug)]
pub struct Together<'a> {
    sums: &'a FamilySums,
    members: &'a [Member],
}

impl Diagnosable for Together<'_> {
    type Pair = FamilyPairDiagnosis;
}

impl Together<'_> {
    fn share(&self, count: u64) -> Known<Rate> {
        if self.members.is_empty() {
            return Err(Absent::NoTests);
        }
        Rate::of(count, self.sums.replications, Absent::NoReplications)
    }

    /// The mean over trials of what has this sum and this sum of squares.
    fn mean(&self, [sum, squares]: [f64; 2]) -> Known<Measured> {
        if self.members.is_empty() {
            return Err(Absent::NoTests);
        }
        let spread =
            Spread::from_sums(self.sums.replications, sum, squares, Absent::NoReplications);
        spread.map(|spread| spread.measured_mean())
    }

    /// Why some test has no direction, where one has none.
    fn undirected(&self) -> Option<Absent> {
        self.members.iter().find_map(|member| member.direction.err())
    }
}

diagnosis! {
    /// What the tests of a family do together, as shares of all replications.
    #[derive(Copy)]
    FamilyDiagnosis of family: Together {
        first {}
        listed {
            any_found: AnyFound,
            all_found: AllFound,
            any_false_alarm: AnyFalseAlarm,
            share_found: ShareFound,
            false_discovery_rate: FalseDiscoveryRate,
        }
        last {}
    }
}

/// Counts over the replications of two families, in the same ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FamilyPairSums {
    replications: u64,
    any_found: Discordance,
    all_found: Discordance,
    any_false_alarm: Discordance,
}

impl FamilyPairSums {
    /// Adds one replication.
    pub fn record(&mut self, first: Findings, second: Findings) {
        self.replications += 1;
        self.any_found.record(first.any_found(), second.any_found());
        self.all_found.record(first.all_found(), second.all_found());
        self.any_false_alarm.record(first.any_false_alarm(), second.any_false_alarm());
    }

    /// Adds a later block.
    pub fn merge(&mut self, later: &Self) {
        self.replications += later.replications;
        self.any_found.merge(later.any_found);
        self.all_found.merge(later.all_found);
        self.any_false_alarm.merge(later.any_false_alarm);
    }

    /// First minus second, where both exist.
    pub fn diagnose(
        &self,
        first: &FamilyDiagnosis,
        second: &FamilyDiagnosis,
    ) -> FamilyPairDiagnosis {
        let of = |discordance: Discordance, share: fn(&FamilyDiagnosis) -> Known<Rate>| {
            share(first)?;
            share(second)?;
            discordance.difference(self.replications, Absent::NoReplications)
        };
        FamilyPairDiagnosis {
            any_found: of(self.any_found, |family| family.any_found),
            all_found: of(self.all_found, |family| family.all_found),
            any_false_alarm: of(self.any_false_alarm, |family| family.any_false_alarm),
        }
    }
}

/// The shares of a family minus those of another, over the same replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FamilyPairDiagnosis {
    /// At least one found.
    pub any_found: Known<Measured>,
    /// All found.
    pub all_found: Known<Measured>,
    /// At least one false alarm.
    pub any_false_alarm: Known<Measured>,
}

/// At least one rejection in the direction of its true effect, or of its claim where that is true.
pub struct AnyFound;

impl Diagnosand<Together<'_>> for AnyFound {
    type Value = Known<Rate>;
    const UNIT: Unit = Unit::Share;
    const ABOUT: &'static str = "Share of trials in which some test finds what it seeks: an effect in its direction, or that nothing is worse.";
    const ASKED: Option<Wording> = Some(Wording {
        word: Quantifier::Any.word(),
        told: Words {
            en: "the chance that at least one test finds what it seeks",
            nl: "de kans op minstens één gezocht resultaat",
        },
        needs_truth: false,
        finds: Some("finds at least one effect"),
    });
    const DIFFERENCE: Option<PairedDifference<FamilyPairDiagnosis>> =
        Some(PairedDifference { name: "any_found_difference", of: |pair| pair.any_found });

    fn value(family: &Together<'_>) -> Known<Rate> {
        let has_direction = family.members.iter().any(|member| member.direction.is_ok());
        let none = family.undirected().filter(|_| !has_direction);
        none.map_or_else(|| family.share(family.sums.any_found), Err)
    }
}

/// A rejection in the direction of its true effect, or of its claim where that is true, in every test.
pub struct AllFound;

impl Diagnosand<Together<'_>> for AllFound {
    type Value = Known<Rate>;
    const UNIT: Unit = Unit::Share;
    const ABOUT: &'static str = "Share of trials in which every test finds what it seeks: an effect in its direction, or that nothing is worse.";
    const ASKED: Option<Wording> = Some(Wording {
        word: Quantifier::All.word(),
        told: Words {
            en: "the chance that all tests find what they seek",
            nl: "de kans op alle gezochte resultaten",
        },
        needs_truth: false,
        finds: Some("finds every effect"),
    });
    const DIFFERENCE: Option<PairedDifference<FamilyPairDiagnosis>> =
        Some(PairedDifference { name: "all_found_difference", of: |pair| pair.all_found });

    fn value(family: &Together<'_>) -> Known<Rate> {
        family.undirected().map_or_else(|| family.share(family.sums.all_found), Err)
    }
}

/// At least one rejection, in either direction, among the tests without an effect for any person.
pub struct AnyFalseAlarm;

impl Diagnosand<Together<'_>> for AnyFalseAlarm {
    type Value = Known<Rate>;
    const UNIT: Unit = Unit::Share;
    const ABOUT: &'static str = "Share of trials with a significant result, in either direction, among the tests without \
                                 an effect for any person.";
    const ASKED: Option<Wording> = Some(Wording {
        word: "any_false_alarm",
        told: Words {
            en: "the chance of at least one false alarm",
            nl: "de kans op minstens één loos alarm",
        },
        needs_truth: false,
        finds: None,
    });
    const DIFFERENCE: Option<PairedDifference<FamilyPairDiagnosis>> = Some(PairedDifference {
        name: "any_false_alarm_difference",
        of: |pair| pair.any_false_alarm,
    });

    fn value(family: &Together<'_>) -> Known<Rate> {
        let may_cry = family.members.iter().any(|member| member.cries_wolf.is_ok());
        let quiet = family.members.iter().find_map(|member| member.cries_wolf.err());
        quiet.filter(|_| !may_cry).map_or_else(|| family.share(family.sums.any_false_alarm), Err)
    }
}

/// The mean power of the tests, after correction, over those that can find something.
pub struct ShareFound;

impl Diagnosand<Together<'_>> for ShareFound {
    type Value = Known<Measured>;
    const UNIT: Unit = Unit::Share;
    const ABOUT: &'static str = "Mean share, over trials, of the tests that find what they seek, among those that can: \
                                 their power, on average, after the correction of the family.";

    fn value(family: &Together<'_>) -> Known<Measured> {
        let able = family.members.iter().filter(|member| member.direction.is_ok()).count();
        if let Some(reason) = family.undirected().filter(|_| able == 0) {
            return Err(reason);
        }
        let [sum, squares] = family.sums.found.map(|sum| sum as f64);
        let able = able as f64;
        family.mean([sum / able, squares / (able * able)])
    }
}

/// The mean share of false alarms among rejections (Benjamini & Hochberg 1995), 0 in a trial that rejects nothing.
pub struct FalseDiscoveryRate;

impl Diagnosand<Together<'_>> for FalseDiscoveryRate {
    type Value = Known<Measured>;
    const UNIT: Unit = Unit::Share;
    const ABOUT: &'static str = "Mean share, over trials, of false alarms among the significant results, 0 where there is \
                                 none: the false discovery rate. Null where a test is held against a margin.";

    fn value(family: &Together<'_>) -> Known<Measured> {
        let may_cry = family.members.iter().any(|member| member.cries_wolf.is_ok());
        let mut quiet = family.members.iter().filter_map(|member| member.cries_wolf.err());
        match quiet.find(|&reason| !may_cry || reason == Absent::NoEffectSought) {
            Some(reason) => Err(reason),
            None => family.mean(family.sums.false_share),
        }
    }
}

#[cfg(test)]
mod tests;
