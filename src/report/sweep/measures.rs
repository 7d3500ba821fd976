//! What the replications say about one cell at one point: every diagnosand, and its difference from the scenario as it
//! stands.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::diagnosis::diagnosand::{Diagnosed, Diagnosis, ListEntry, PairedDifference, written};
use crate::diagnosis::measured::{Absent, Known, Measured, Rate};
use crate::diagnosis::paired::PairDiagnosis;
use crate::diagnosis::significance::TestDiagnosis;
use crate::sweep::Compared;

/// The numbers of one row, each with its Monte Carlo error.
#[derive(Clone, Debug)]
pub struct Measures {
    /// What the test is to show, as its family calls it.
    pub hypothesis: &'static str,
    /// By how much the arm may be worse, on the scale of the estimate; none where an effect is sought.
    pub margin: Option<f64>,
    /// What the replications say.
    pub diagnosis: Diagnosis,
    /// Rejections where the policy truth is 0, or too close to 0 to have a sign; against a margin, where it lies there or
    /// beyond.
    pub false_alarm: Known<Rate>,
    /// Against the scenario as it stands, in the same replications; none for itself.
    pub difference: Option<PairDiagnosis>,
}

/// A count: what it is called, and its value.
type Count = (&'static str, fn(&Diagnosis) -> u64);

const COUNTS: [Count; 4] = [
    ("replications", |d| d.replications),
    ("estimated", |d| d.estimated),
    ("with_interval", |d| d.with_interval),
    ("tested", |d| d.tested),
];

/// A number of a row, as results have it.
pub(super) struct Number {
    pub name: &'static str,
    /// None where it does not exist.
    pub measured: Option<Measured>,
    /// As JSON.
    pub written: Value,
}

impl Measures {
    pub(super) fn new(found: &Compared) -> Self {
        let Compared { hypothesis, margin, diagnosis, difference } = found.clone();
        Self { hypothesis, margin, false_alarm: false_alarm(&diagnosis), diagnosis, difference }
    }

    /// The test at the primary level.
    pub fn test(&self) -> &TestDiagnosis {
        &self.diagnosis.tests[0]
    }

    /// How many replications have what.
    pub(super) fn counts(&self) -> impl Iterator<Item = (&'static str, u64)> {
        COUNTS.iter().map(|(name, count)| (*name, count(&self.diagnosis)))
    }

    /// All diagnosands of the cell and of its primary test.
    pub(super) fn numbers(&self) -> Vec<Number> {
        let people = self.diagnosis.people_analysed;
        let mut numbers = vec![number("n_analysed", people.ok(), written(&people))];
        numbers.extend(listed(Diagnosis::LIST, &self.diagnosis));
        numbers.extend(listed(TestDiagnosis::LIST, self.test()));
        let false_alarm = self.false_alarm;
        numbers.push(number(
            "false_alarm",
            false_alarm.ok().map(Measured::from),
            written(&false_alarm),
        ));
        numbers
    }

    /// The differences from the scenario as it stands; none for itself.
    pub(super) fn differences(&self) -> Vec<Number> {
        let told = |pair: &PairDiagnosis| {
            let found = differences().map(|difference| {
                let measured = (difference.of)(pair);
                number(difference.name, measured.ok(), written(&measured))
            });
            found.collect()
        };
        self.difference.as_ref().map(told).unwrap_or_default()
    }
}

/// The differences of two cells that some diagnosand has.
pub(super) fn differences() -> impl Iterator<Item = PairedDifference<PairDiagnosis>> {
    let of_cells = Diagnosis::LIST.iter().filter_map(|one| one.difference);
    of_cells.chain(TestDiagnosis::LIST.iter().filter_map(|one| one.difference))
}

fn number(name: &'static str, measured: Option<Measured>, written: Value) -> Number {
    Number { name, measured, written }
}

fn listed<D: Diagnosed>(
    list: &'static [ListEntry<D>],
    diagnosis: &D,
) -> impl Iterator<Item = Number> {
    list.iter()
        .map(move |one| number(one.name, (one.value)(diagnosis).ok(), (one.written)(diagnosis)))
}

impl Serialize for Measures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("hypothesis", self.hypothesis)?;
        map.serialize_entry("margin", &self.margin)?;
        for (name, count) in self.counts() {
            map.serialize_entry(name, &count)?;
        }
        for number in self.numbers().iter().chain(&self.differences()) {
            map.serialize_entry(number.name, &number.written)?;
        }
        map.end()
    }
}

/// Rejections where there is nothing to find.
fn false_alarm(diagnosis: &Diagnosis) -> Known<Rate> {
    let test = &diagnosis.tests[0];
    match test.power_right_direction {
        Err(Absent::TruthNearZero | Absent::AtMargin | Absent::BeyondMargin) => test.power,
        Err(absent) => Err(absent),
        Ok(_) if diagnosis.claim.is_of_effect() => Err(Absent::TruthNotZero),
        Ok(_) => Err(Absent::WithinMargin),
    }
}
