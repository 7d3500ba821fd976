//! Everything, for programs: `"format": 1`.

use serde::Serialize;
use serde_json::{Value, json};

use super::{Assumptions, Found};
use crate::assumptions::assurance::Assurance;
use crate::assumptions::inquiry::Inquiry;
use crate::assumptions::split::Split;
use crate::assumptions::tornado::{End, SEEN, Tornado};
use crate::assumptions::tried::{Tried, Verdict};
use crate::assumptions::uncertain::Uncertain;
use crate::diagnosis::measured::{Known, Measured, Rate, value_or_reason};
use crate::plan::Direction;
use crate::report::json::text;

/// What is written. Shares and powers are from 0 to 1; every `mcse` is a Monte Carlo standard error in
/// the unit of its value.
#[derive(Serialize)]
struct Written<'a> {
    /// Grows when a key changes its meaning.
    format: u32,
    version: &'static str,
    scenario: Header<'a>,
    question: &'a Inquiry,
    /// The name of the diagnosand that is watched, as `yardstick_bias`.
    quantity: &'static str,
    /// What the test is to show, as docs/hypotheses.md calls it; null of several tests together.
    hypothesis: Option<&'static str>,
    /// By how much the arm may be worse, on the scale of the estimate; null where an effect is sought.
    margin: Option<f64>,
    /// In which direction findings count for power; null where the effect has none: then both.
    direction: Option<Direction>,
    /// Trials in each world.
    replications: u32,
    seed: u64,
    /// The answer with all numbers as stated.
    #[serde(serialize_with = "value_or_reason")]
    base: Known<Measured>,
    /// Paths of numbers that are the planner's own choice, and were left out.
    left_out: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tornado: Option<OneByOne>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assurance: Option<AtOnce>,
}

#[derive(Serialize)]
struct Header<'a> {
    name: &'a str,
    hash: &'a str,
    world: &'a str,
}

/// Assumptions one at a time.
#[derive(Serialize)]
struct OneByOne {
    /// A change is seen when it is more than this many of its errors from 0.
    seen_from_errors: f64,
    /// Trials with an estimate, of all, with all numbers as stated: bias, miss and mean estimate are about
    /// those.
    estimated: [u64; 2],
    /// Seen ones first, by their larger change; the others in file order.
    assumptions: Vec<Value>,
}

/// All assumptions at once.
#[derive(Serialize)]
struct AtOnce {
    /// Draws asked for whose numbers are possible together.
    wanted: u32,
    /// Draws tried.
    draws: usize,
    /// How many of them are not possible: the answer is about the others.
    refused: usize,
    /// Share of the possible draws in which the effect certainly goes the other way than `direction`: a
    /// finding of it does not count there.
    #[serde(serialize_with = "value_or_reason")]
    reversed: Known<Rate>,
    /// Expected power over the other draws; null with fewer than two.
    expected_not_reversed: Option<Measured>,
    /// Expected power and the parts of the variance; null with fewer than three possible draws.
    split: Option<Split>,
    /// What was drawn.
    assumptions: Vec<Value>,
    /// By draw: `values` in the order of `assumptions`, and `power` or `refused`.
    powers: Vec<Value>,
}

/// The text of the file.
pub fn render(found: &Assumptions<'_>) -> String {
    let header = Header { name: &found.scenario.name, hash: found.hash, world: found.world };
    let (direction, replications, base) = match found.found {
        Found::Tornado(t) => (t.direction, t.replications, t.base),
        Found::Assurance(a) => (a.direction, a.replications, a.base),
    };
    let (tornado, assurance) = match found.found {
        Found::Tornado(tornado) => (Some(one_by_one(tornado)), None),
        Found::Assurance(assurance) => (None, Some(at_once(assurance, found.numbers))),
    };
    let written = Written {
        format: 1,
        version: env!("CARGO_PKG_VERSION"),
        scenario: header,
        question: found.question,
        quantity: found.watched().name(),
        hypothesis: found.hypothesis,
        margin: found.margin,
        direction,
        replications,
        seed: found.seed,
        base,
        left_out: found.left_out.iter().map(|number| number.path.to_string()).collect(),
        tornado,
        assurance,
    };
    text(&written)
}

fn number(number: &Uncertain) -> Value {
    json!({
        "path": number.path.to_string(),
        "source": number.source,
        "stated": number.value,
        "range": number.range,
        "scaled_with_it": number.others.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn one_by_one(tornado: &Tornado) -> OneByOne {
    let assumptions = tornado.rows.iter().map(|row| {
        let mut value = number(&row.number);
        value["is_seen"] = json!(row.is_seen());
        value["low"] = end(&row.ends[0]);
        value["high"] = end(&row.ends[1]);
        value
    });
    OneByOne {
        seen_from_errors: SEEN,
        estimated: tornado.estimated,
        assumptions: assumptions.collect(),
    }
}

fn end(end: &End) -> Value {
    match &end.found {
        Ok(found) => json!({
            "value": end.value,
            "change": found.change,
            "is_seen": found.is_seen(),
            "is_reversed": found.is_reversed,
            "is_without_effect": found.is_without_effect,
        }),
        Err(reason) => json!({"value": end.value, "refused": reason}),
    }
}

fn at_once(assurance: &Assurance, numbers: &[Uncertain]) -> AtOnce {
    let drawn = |one: &Uncertain| {
        let mut value = number(one);
        value["distribution"] = json!(one.distribution);
        value
    };
    let power = |Tried { values, found }: &Tried| match found {
        Ok(Verdict { power, is_reversed }) => {
            json!({"values": values, "power": power, "is_reversed": is_reversed})
        }
        Err(refusal) => json!({"values": values, "refused": refusal.told()}),
    };
    AtOnce {
        wanted: assurance.wanted,
        draws: assurance.draws.len(),
        refused: assurance.refused().count(),
        reversed: assurance.reversed(),
        expected_not_reversed: assurance.not_reversed(),
        split: assurance.split,
        assumptions: numbers.iter().map(drawn).collect(),
        powers: assurance.draws.iter().map(power).collect(),
    }
}
