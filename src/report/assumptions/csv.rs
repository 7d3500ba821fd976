//! One row for each end of each assumption, or for each draw.

use super::{Assumptions, Found};
use crate::assumptions::assurance::Assurance;
use crate::assumptions::tornado::{Change, End, Row, Tornado};
use crate::assumptions::tried::{Refusal, Tried};
use crate::report::csv::{decimal, given, text, with_error};

pub fn render(found: &Assumptions<'_>) -> String {
    match found.found {
        Found::Tornado(tornado) => of_tornado(found, tornado),
        Found::Assurance(assurance) => of_assurance(found, assurance),
    }
}

/// The same in every row: what the test is to show.
const HYPOTHESIS: [&str; 2] = ["hypothesis", "margin"];

fn hypothesis(found: &Assumptions<'_>) -> [String; 2] {
    [given(found.hypothesis), decimal(found.margin)]
}

const ENDS: [&str; 13] = [
    "rank",
    "path",
    "source",
    "stated",
    "range_low",
    "range_high",
    "end",
    "value",
    "change",
    "change_mcse",
    "is_seen",
    "is_reversed",
    "refused",
];

fn of_tornado(found: &Assumptions<'_>, tornado: &Tornado) -> String {
    let rows = (1_usize..).zip(&tornado.rows).flat_map(|(rank, row)| {
        let of_end = move |(end, name)| of_end(rank, row, end, name);
        row.ends.iter().zip(["low", "high"]).map(of_end)
    });
    let rows = rows.map(|row| [row, hypothesis(found).to_vec()].concat());
    text(&[&ENDS[..], &HYPOTHESIS].concat(), rows)
}

fn of_end(rank: usize, row: &Row, end: &End, name: &str) -> Vec<String> {
    let number = &row.number;
    let (found, refused) = (end.found.as_ref().ok(), end.found.as_ref().err());
    let [change, mcse] = with_error(found.map(|c| c.change));
    vec![
        given(row.is_seen().then_some(rank)),
        number.path.to_string(),
        given(number.source),
        decimal(number.value),
        decimal(number.range[0]),
        decimal(number.range[1]),
        name.to_owned(),
        decimal(end.value),
        decimal(change),
        decimal(mcse),
        given(found.map(Change::is_seen)),
        given(found.map(|c| c.is_reversed)),
        given(refused),
    ]
}

/// Draws with what they drew: a column for each number, named by its path.
fn of_assurance(asked: &Assumptions<'_>, assurance: &Assurance) -> String {
    let paths: Vec<String> = asked.numbers.iter().map(|number| number.path.to_string()).collect();
    let columns = ["draw", "power", "is_reversed", "refused"]
        .into_iter()
        .chain(HYPOTHESIS)
        .chain(paths.iter().map(String::as_str));
    let rows = (1_usize..).zip(&assurance.draws).map(|(number, Tried { values, found })| {
        let power = found.as_ref().ok().map(|found| found.power);
        let is_reversed = found.as_ref().ok().map(|found| found.is_reversed);
        let refused = found.as_ref().err().map(Refusal::told);
        let told = [number.to_string(), decimal(power), given(is_reversed), given(refused)];
        told.into_iter()
            .chain(hypothesis(asked))
            .chain(values.iter().map(|&value| decimal(value)))
            .collect()
    });
    text(&columns.collect::<Vec<&str>>(), rows)
}
