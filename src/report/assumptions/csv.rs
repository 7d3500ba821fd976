//! One row for each end of each assumption, or for each draw.

use super::{Assumptions, Found};
use crate::report::csv::text;
use crate::sensitivity::assurance::Assurance;
use crate::sensitivity::tornado::{End, Row, Tornado};

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
    let found = end.found.as_ref();
    let text = |value: Option<String>| value.unwrap_or_default();
    vec![
        if row.is_seen() { rank.to_string() } else { String::new() },
        number.path.to_string(),
        text(number.source.map(|s| s.to_string())),
        number.value.to_string(),
        number.range[0].to_string(),
        number.range[1].to_string(),
        name.to_owned(),
        end.value.to_string(),
        text(found.ok().map(|c| c.change.value.to_string())),
        text(found.ok().map(|c| c.change.mcse.to_string())),
        text(found.ok().map(|c| c.is_seen().to_string())),
        text(found.ok().map(|c| c.is_reversed.to_string())),
        text(found.err().cloned()),
    ]
}

fn of_assurance(assurance: &Assurance) -> String {
    let rows = assurance.powers.iter().enumerate().map(|(k, power)| {
        let (value, reason) = match power {
            Ok(power) => (power.to_string(), String::new()),
            Err(reason) => (String::new(), reason.clone()),
        };
        vec![(k + 1).to_string(), value, reason]
    });
    text(&["draw", "power", "refused"], rows)
}
