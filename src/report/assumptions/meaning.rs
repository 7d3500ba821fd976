//! Sentences: what hangs on what, and what expected power means.

use super::Assumptions;
use super::names::readable;
use crate::diagnosis::measured::Measured;
use crate::report::digits;
use crate::report::page::Page;
use crate::sensitivity::assurance::Assurance;
use crate::sensitivity::split::Split;
use crate::sensitivity::tornado::{Row, Tornado};

pub fn of_tornado(found: &Assumptions<'_>, tornado: &Tornado, page: &mut Page) {
    let name = found.quantity_name();
    match tornado.base {
        Ok(base) => {
            let most = tornado.rows.first().filter(|row| row.is_seen());
            let most = most.map(|row| hangs(found, row, base)).unwrap_or_default();
            let told = found.told(base);
            page.text(&format!("With all numbers as stated {name} is {told}. {most}"), "");
        }
        Err(absent) => page.text(&format!("There is no answer: {}.", absent.reason()), ""),
    }
    let simulated = |row: &&Row| row.ends.iter().any(|end| end.found.is_ok());
    let unseen = tornado.rows.iter().filter(|row| !row.is_seen()).filter(simulated).count();
    let all = tornado.rows.len();
    let trials = digits::count(f64::from(tornado.replications));
    page.text(
        &format!(
            "For {unseen} of {} moving them changes {name} by nothing that {trials} trials can see \
             (less than three Monte Carlo errors).",
            assumptions(all)
        ),
        "",
    );
    if tornado
        .rows
        .iter()
        .flat_map(|row| &row.ends)
        .any(|e| e.found.as_ref().is_ok_and(|c| c.is_reversed))
    {
        page.text("* Here the effect goes the other way; power still counts findings in the direction stated.", "");
    }
}

/// `It hangs most on …: over its range …`.
fn hangs(found: &Assumptions<'_>, row: &Row, base: Measured) -> String {
    let answers: Vec<f64> = row
        .ends
        .iter()
        .filter_map(|end| Some(base.value + end.found.as_ref().ok()?.change.value))
        .chain([base.value])
        .collect();
    let lowest = answers.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = answers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let told = |value| digits::value_only(found.scaled(Measured { value, mcse: base.mcse }));
    let unit = match found.told(base) {
        text if text.ends_with('%') => " %",
        text if text.ends_with("points") => " points",
        _ => "",
    };
    format!(
        "It hangs most on {}: between the ends of its range it runs from {} to {}{unit}.",
        readable(&row.number.path),
        told(lowest),
        told(highest)
    )
}

pub fn of_assurance(found: &Assumptions<'_>, assurance: &Assurance, page: &mut Page) {
    let refused = assurance.refused().count();
    match &assurance.split {
        None => page.text(
            "Fewer than three drawn worlds can be simulated: there is no expected power.",
            "",
        ),
        Some(split) => page.text(&verdict(split), ""),
    }
    let draws = digits::count(f64::from(assurance.draws));
    let trials = digits::count(f64::from(assurance.replications));
    let told = match refused {
        0 => String::new(),
        1 => " 1 draw was refused and is left out.".to_owned(),
        n => format!(" {n} draws were refused and are left out."),
    };
    page.text(
        &format!(
            "{draws} worlds of {trials} trials each: {} drawn independently, from the distribution stated or \
             evenly over the range.{told}",
            assumptions(found.numbers.len())
        ),
        "",
    );
    if found.numbers.iter().any(|number| !number.others.is_empty()) {
        page.quiet(
            "Shares of one whole are drawn apart and scaled alike, so that they sum to 1.",
            "",
        );
    }
}

fn verdict(split: &Split) -> String {
    let percent = |m| digits::with_error(digits::hundredfold(m));
    format!(
        "Before the world is known, the chance that the trial finds the effect is {} %. Of the doubt about \
         its verdict {} % comes from not knowing the world; the rest is chance in a single trial, which a \
         larger trial can reduce.",
        percent(split.expected),
        percent(Measured { value: split.share_of_world.value.max(0.0), ..split.share_of_world }),
    )
}

fn assumptions(count: usize) -> String {
    if count == 1 { "1 assumption".to_owned() } else { format!("{count} assumptions") }
}
