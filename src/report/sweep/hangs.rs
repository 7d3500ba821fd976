//! One sentence on what the answer hangs on: which setting moves the share found most.

use super::csv::plain;
use super::text::short_names;
use super::{Status, SweepResults, SweepRow};
use crate::diagnosis::measured::{Measured, Z_975};
use crate::report::digits;

/// Simulation errors within which a movement may be chance.
const NOISE: f64 = 3.0;

/// A setting and the share found at each of its values, averaged over the other settings.
struct Movement {
    name: String,
    /// Value and mean share found, at the lowest and the highest.
    low: (String, Measured),
    high: (String, Measured),
}

impl Movement {
    fn size(&self) -> f64 {
        self.high.1.value - self.low.1.value
    }

    fn is_noise(&self) -> bool {
        let (a, b) = (self.low.1.mcse, self.high.1.mcse);
        self.size() <= NOISE * (a * a + b * b).sqrt()
    }

    /// `from 8 % at 0.03 to 25 % at 0.1`.
    fn told(&self) -> String {
        let end = |(value, share): &(String, Measured)| format!("{} % at {value}", percent(*share));
        format!("from {} to {}", end(&self.low), end(&self.high))
    }
}

fn percent(share: Measured) -> String {
    digits::value_only(digits::hundredfold(share))
}

/// What the share found hangs on; none with fewer than two points to compare.
pub(super) fn sentence(results: &SweepResults, rows: &[&SweepRow]) -> Option<String> {
    let rows: Vec<&&SweepRow> = rows.iter().filter(|row| row.status == Status::Done).collect();
    if rows.len() < 2 {
        return None;
    }
    let names = short_names(results);
    if results.paired && names.len() > 1 {
        let all = movement(names.join(", "), &rows, |row| {
            row.values.values().map(plain).collect::<Vec<_>>().join(", ")
        })?;
        return Some(if all.is_noise() {
            "The share found hardly moves: no two points differ by more than simulation error."
                .to_owned()
        } else {
            format!("The share found goes {} ({}).", all.told(), all.name)
        });
    }
    let mut movements: Vec<Movement> = names
        .into_iter()
        .enumerate()
        .filter_map(|(k, name)| movement(name, &rows, |row| plain(&row.values[k])))
        .collect();
    movements.sort_by(|a, b| b.size().total_cmp(&a.size()));
    Some(told(&movements, results.varied.len() > 1))
}

fn told(movements: &[Movement], several: bool) -> String {
    let (noise, moving): (Vec<&Movement>, Vec<&Movement>) =
        movements.iter().partition(|movement| movement.is_noise());
    let averaged = if several { ", averaged over the rest" } else { "" };
    let mut parts: Vec<String> =
        moving.iter().map(|movement| format!("{} ({})", movement.name, movement.told())).collect();
    if parts.is_empty() {
        return "The share found hangs on none of this: what moves is within simulation error."
            .to_owned();
    }
    let verb = if several { "hangs most on" } else { "hangs on" };
    let mut told = vec![format!("The share found {verb} {}{averaged}", parts.remove(0))];
    if !parts.is_empty() {
        told.push(format!("less on {}", parts.join(", then ")));
    }
    if !noise.is_empty() {
        let names: Vec<&str> = noise.iter().map(|movement| movement.name.as_str()).collect();
        told.push(format!("not visibly on {}", names.join(" or ")));
    }
    told.join("; ") + "."
}

/// The share found by value, the lowest and the highest of them; none with fewer than two values.
fn movement(
    name: String,
    rows: &[&&SweepRow],
    value: impl Fn(&SweepRow) -> String,
) -> Option<Movement> {
    let mut groups: Vec<(String, Vec<Measured>)> = Vec::new();
    for row in rows {
        let rate = row.measures.as_ref()?.found()?;
        // From the longer half of the interval: shares of 0 and 1 have no error of their own.
        let interval = &rate.interval;
        let mcse = (interval.high - rate.value).max(rate.value - interval.low) / Z_975;
        let (at, found) = (value(row), Measured { value: rate.value, mcse });
        match groups.iter_mut().find(|(other, _)| *other == at) {
            Some((_, shares)) => shares.push(found),
            None => groups.push((at, vec![found])),
        }
    }
    let means: Vec<(String, Measured)> =
        groups.into_iter().map(|(at, shares)| (at, mean(&shares))).collect();
    let by_share =
        |a: &&(String, Measured), b: &&(String, Measured)| a.1.value.total_cmp(&b.1.value);
    let low = means.iter().min_by(by_share)?.clone();
    let high = means.iter().max_by(by_share)?.clone();
    (means.len() > 1).then_some(Movement { name, low, high })
}

/// The mean of shares; their errors count as if they went together, as common chance makes them.
fn mean(shares: &[Measured]) -> Measured {
    let n = shares.len() as f64;
    Measured {
        value: shares.iter().map(|share| share.value).sum::<f64>() / n,
        mcse: shares.iter().map(|share| share.mcse).sum::<f64>() / n,
    }
}
