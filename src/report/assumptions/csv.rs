//! One row for each end of each assumption, or for each draw.

use super::{Assumptions, Found};
use crate::report::csv::{decimal, given, text, with_error};
use crate::sensitivity::assurance::Assurance;
use crate::sensitivity::tornado::{Change, End, Row, Tornado};

pub fn render(found: &Assumptions<'_>) -> String {
    match found.found {
        Found::Tornado(tornado) => of_tornado(tornado),
        Found::Assurance(assurance) => of_assurance(assurance),
    }
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

fn of_tornado(tornado: &Tornado) -> String {
    let rows = (1_usize..).zip(&tornado.rows).flat_map(|(rank, row)| {
        row.ends.iter().zip(["low", "high"]).map(move |(end, name)| of_end(rank, row, end, name))
    });
    text(&ENDS, rows)
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

fn of_assurance(assurance: &Assurance) -> String {
    let rows = assurance.powers.iter().enumerate().map(|(k, power)| {
        let (power, refused) = (power.as_ref().ok(), power.as_ref().err());
        vec![(k + 1).to_string(), decimal(power.copied()), given(refused)]
    });
    text(&["draw", "power", "refused"], rows)
}
