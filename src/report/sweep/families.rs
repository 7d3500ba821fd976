//! The declared families that a sweep follows: a row for each point, and a table for people.

use indexmap::IndexMap;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::text::{dashes, header, lead, short_names};
use super::{Rows, Status, SweepResults, words};
use crate::correction::Correction;
use crate::diagnosis::family::FamilyDiagnosis;
use crate::diagnosis::measured::{Known, Measured, Rate};
use crate::language::Language;
use crate::report::digits;
use crate::report::names::Names;
use crate::report::page::Page;
use crate::report::table::Table;
use crate::scenario::Labelled;
use crate::sweep::{ComparedFamily, PointFound};

/// One declared family at one point.
#[derive(Clone, Debug)]
pub struct SweptFamily {
    /// Number of the point, from 1; 0 is the scenario as it stands.
    pub point: usize,
    /// Values of the varied settings, by path.
    pub values: IndexMap<String, Value>,
    /// World.
    pub world: String,
    /// Design.
    pub design: String,
    /// Its name.
    pub family: String,
    /// How the tests are corrected for their number.
    pub correction: Correction,
    /// What became of it.
    pub status: Status,
    /// Why it has no numbers; none when it has them.
    pub reason: Option<String>,
    /// What the replications say.
    pub found: Option<ComparedFamily>,
}

/// What the numbers of a row are called: diagnosands, then their differences from the scenario as it stands.
pub(super) fn numbers() -> Vec<&'static str> {
    let own = FamilyDiagnosis::LIST.iter().map(|one| one.name);
    let differences = FamilyDiagnosis::LIST.iter().filter_map(|one| one.difference);
    own.chain(differences.map(|difference| difference.name)).collect()
}

impl SweptFamily {
    /// The numbers, in the order of [`numbers`].
    pub(super) fn numbers(&self) -> Vec<Option<Measured>> {
        let own = FamilyDiagnosis::LIST.iter().map(|one| (one.value)(&self.found?.diagnosis).ok());
        let differences = FamilyDiagnosis::LIST.iter().filter_map(|one| one.difference);
        let changes = differences.map(|difference| (difference.of)(&self.found?.difference?).ok());
        own.chain(changes).collect()
    }
}

impl Serialize for SweptFamily {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("point", &self.point)?;
        map.serialize_entry("values", &self.values)?;
        map.serialize_entry("world", &self.world)?;
        map.serialize_entry("design", &self.design)?;
        map.serialize_entry("family", &self.family)?;
        map.serialize_entry("correction", &self.correction)?;
        map.serialize_entry("status", &self.status)?;
        map.serialize_entry("reason", &self.reason)?;
        if let Some(found) = &self.found {
            map.serialize_entry("tests", &found.tests)?;
            map.serialize_entry("replications", &found.replications)?;
            for one in FamilyDiagnosis::LIST {
                map.serialize_entry(one.name, &(one.written)(&found.diagnosis))?;
            }
            for difference in FamilyDiagnosis::LIST.iter().filter_map(|one| one.difference) {
                if let Some(pair) = &found.difference {
                    let value = (difference.of)(pair);
                    let written = crate::diagnosis::diagnosand::written(&value);
                    map.serialize_entry(difference.name, &written)?;
                }
            }
        }
        map.end()
    }
}

impl Rows<'_> {
    pub(super) fn write_families(&self, rows: &mut Vec<SweptFamily>) {
        for (k, followed) in self.subject.families.iter().enumerate() {
            let row = |point: usize, values: IndexMap<String, Value>, status, reason, found| {
                SweptFamily {
                    point,
                    values,
                    world: self.subject.world.clone(),
                    design: followed.design.clone(),
                    family: followed.name.clone(),
                    correction: followed.correction.clone(),
                    status,
                    reason,
                    found,
                }
            };
            let beside = self.found.baseline.families.get(k).copied().flatten();
            rows.push(row(0, self.values_now(), Status::Baseline, None, beside));
            for (number, point) in self.found.points.iter().enumerate() {
                let (status, reason, found) = told(point, k);
                rows.push(row(number + 1, self.values_at(number), status, reason, found));
            }
        }
    }
}

fn told(point: &PointFound, family: usize) -> (Status, Option<String>, Option<ComparedFamily>) {
    match point {
        PointFound::Refused(report) => (Status::Refused, Some(report.brief()), None),
        PointFound::Tried(at) => {
            let found = at.families[family];
            let status = if found.is_some() { Status::Done } else { Status::NotAnalysed };
            let reason =
                found.is_none().then(|| "with these values no test of it is made".to_owned());
            (status, reason, found)
        }
    }
}

/// A table for each followed family.
pub(super) fn write(results: &SweepResults, names: &Names, page: &mut Page) {
    let mut done: Vec<(&str, &str, &str)> = Vec::new();
    for row in &results.family_rows {
        let key = (row.world.as_str(), row.design.as_str(), row.family.as_str());
        if done.contains(&key) {
            continue;
        }
        done.push(key);
        let is_own = |other: &&SweptFamily| {
            (other.world.as_str(), other.design.as_str(), other.family.as_str()) == key
        };
        let rows: Vec<&SweptFamily> = results.family_rows.iter().filter(is_own).collect();
        let (world, design, family) = key;
        let design = names.shown(Labelled::Design, design);
        page.heading(&words::family(names.language, family, names.world(world), design));
        page.table(table(results, &rows, names));
        page.quiet(&rows[0].correction.member().sentence_in(names.language), "  ");
        absent(&rows, names.language, page);
    }
    if !done.is_empty() {
        page.quiet(&words::change_told(names.language), "  ");
    }
}

fn table(results: &SweepResults, rows: &[&SweptFamily], names: &Names) -> Table {
    let (language, names) = (names.language, short_names(results, names));
    let shares = [
        words::tests,
        words::any_found,
        words::change_points,
        words::all_found,
        words::change_points,
        words::any_false_alarm,
    ];
    let header = header(&names, shares.iter().map(|head| head(language)));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = Table::new(&header, names.len());
    for row in rows {
        let mut cells = lead(&row.values, row.status, language);
        let share = |of: fn(&FamilyDiagnosis) -> Known<Rate>| {
            let rate = row.found.and_then(|found| of(&found.diagnosis).ok());
            rate.map_or_else(|| "–".to_owned(), |rate| language.number(&digits::percent(&rate)))
        };
        let change = |change: Option<Known<Measured>>| {
            let known = change.and_then(Result::ok);
            let shown = |change| language.number(&digits::signed_points(change));
            known.map_or_else(|| "–".to_owned(), shown)
        };
        let difference = row.found.and_then(|found| found.difference);
        cells.push(row.found.map_or_else(|| "–".to_owned(), |found| found.tests.to_string()));
        cells.push(share(|d| d.any_found));
        cells.push(change(difference.map(|d| d.any_found)));
        cells.push(share(|d| d.all_found));
        cells.push(change(difference.map(|d| d.all_found)));
        cells.push(share(|d| d.any_false_alarm));
        table.row(cells);
    }
    table
}

/// Why some shares are missing.
fn absent(rows: &[&SweptFamily], language: Language, page: &mut Page) {
    let missing = rows.iter().filter_map(|row| row.found).flat_map(|found| {
        let d = &found.diagnosis;
        [
            (words::any_found(language), d.any_found.err()),
            (words::all_found(language), d.all_found.err()),
            (words::any_false_alarm(language), d.any_false_alarm.err()),
        ]
    });
    if let Some(text) = dashes(missing, language) {
        page.quiet(&text, "  ");
    }
}
