//! Strata: people who are alike in some characteristics, divided apart from all others.

use super::{Ground, Roster};
use crate::issue::{Issue, unknown};
use crate::population::Column;

/// Strata of one trial.
const MOST: usize = 10_000;

/// Every combination of the categories of some characteristics; one stratum of everybody without any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Strata {
    columns: Vec<usize>,
    /// Categories, by column.
    categories: Vec<u32>,
    number: usize,
}

/// A roster by stratum.
#[derive(Clone, Debug, Default)]
pub(super) struct Sorted {
    /// By arrival: the stratum.
    of: Vec<u32>,
    /// Arrivals, by stratum and then in their order.
    arrivals: Vec<u32>,
    /// By stratum: where it ends.
    ends: Vec<usize>,
}

impl Strata {
    /// The strata of the characteristics with these names.
    pub fn new(names: &[String], ground: &Ground) -> Result<Self, Vec<Issue>> {
        let mut strata = Self { columns: Vec::new(), categories: Vec::new(), number: 1 };
        let mut issues = Vec::new();
        for (k, name) in names.iter().enumerate() {
            let path = format!("strata[{k}]");
            if names[..k].contains(name) {
                issues.push(Issue::new(path, format!("{name:?} is given twice")));
                continue;
            }
            match by_name(name, path, ground, "strata") {
                Err(issue) => issues.push(issue),
                Ok(None) => {}
                Ok(Some((column, categories))) => {
                    strata.columns.push(column);
                    strata.categories.push(categories as u32);
                    strata.number = strata.number.saturating_mul(categories);
                }
            }
        }
        if strata.number > MOST {
            let message = format!("at most {MOST} strata are possible, found {}", strata.number);
            issues.push(Issue::new("strata", message).help("name fewer characteristics"));
        }
        if issues.is_empty() { Ok(strata) } else { Err(issues) }
    }

    /// Where the characteristics stand among the columns of the people.
    pub fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// How many there are.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Sorts a roster.
    pub fn sort(&self, roster: &Roster, sorted: &mut Sorted) {
        let Sorted { of, arrivals, ends } = sorted;
        of.clear();
        of.resize(roster.arrivals.len(), 0);
        for (&column, categories) in self.columns.iter().zip(&self.categories) {
            let Column::Levels(levels) = &roster.characteristics[column] else { continue };
            for (stratum, &place) in of.iter_mut().zip(roster.arrivals) {
                *stratum = *stratum * categories + u32::from(levels[place as usize]);
            }
        }
        ends.clear();
        ends.resize(self.number + 1, 0);
        for &stratum in &*of {
            ends[stratum as usize + 1] += 1;
        }
        for stratum in 1..ends.len() {
            ends[stratum] += ends[stratum - 1];
        }
        arrivals.resize(of.len(), 0);
        for (arrival, &stratum) in of.iter().enumerate() {
            let next = &mut ends[stratum as usize];
            arrivals[*next] = arrival as u32;
            *next += 1;
        }
        ends.pop();
    }
}

impl Sorted {
    /// The arrivals in each stratum, in their order.
    pub fn strata(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.arrivals[start..end])
    }
}

/// Column and number of categories of a characteristic, one of those that make `parts`; nothing where all are alike in it.
pub(super) fn by_name(
    name: &str,
    path: String,
    ground: &Ground,
    parts: &str,
) -> Result<Option<(usize, usize)>, Issue> {
    let known = ground.characteristics;
    let fits = known.iter().filter(|c| c.categories.is_some() && !c.is_surveyed).map(|c| c.name);
    let Some(found) = known.iter().find(|c| c.name == name) else {
        return Err(unknown(path, "characteristic", name, fits));
    };
    let refused = |message: String| {
        let all = fits.collect::<Vec<_>>().join(", ");
        Err(Issue::new(path, message).help(format!("possible: {all}")))
    };
    match (found.categories, found.is_surveyed) {
        (_, true) => refused(format!(
            "{name:?} is measured by the survey: {parts} are of what is known before anybody is randomised"
        )),
        (None, _) => refused(format!("{name:?} is a number: {parts} are of categories")),
        (Some(categories), false) => Ok(found.column.map(|column| (column, categories))),
    }
}
