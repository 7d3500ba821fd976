//! Sentences: what hangs on what, and what expected power means.

use super::Assumptions;
use super::names::{plain, readable};
use super::text::is_false_alarm;
use crate::assumptions::assurance::Assurance;
use crate::assumptions::moved::moved;
use crate::assumptions::split::Split;
use crate::assumptions::tornado::{Change, End, Row, Tornado};
use crate::assumptions::uncertain::Uncertain;
use crate::diagnosis::measured::Measured;
use crate::plan::Direction;
use crate::report::absence::in_words;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::text::listed;

/// Numbers that are named where refusals move them.
const MOVED: usize = 3;
/// Assumptions without a visible effect that are named.
const NAMED: usize = 5;

pub fn of_tornado(found: &Assumptions<'_>, tornado: &Tornado, page: &mut Page) {
    let name = found.watched().told();
    match tornado.base {
        Ok(base) => {
            let most = tornado.rows.first().filter(|row| row.is_seen());
            let most = most.map(|row| hangs(found, row, base)).unwrap_or_default();
            let told = found.told(base);
            page.text(&format!("With all numbers as stated {name} is {told}. {most}"), "");
        }
        Err(absent) => page.text(&format!("There is no answer: {}.", in_words(absent)), ""),
    }
    unseen(found, tornado, page);
    conditional(tornado, page);
    if changes(tornado).any(|change| change.is_reversed) {
        page.text("* Here the effect goes the other way; power still counts findings in the direction stated.", "");
    }
    if changes(tornado).any(|change| is_false_alarm(found, change)) {
        let text = match &found.shown {
            None => {
                "† Here the effect is 0, or too close to 0 to have a direction: there is nothing to find, and what counts \
                 is a false alarm in the direction stated."
            }
            Some(_) => {
                "† Here the true effect lies at the margin or beyond it, or too close to it to tell: there is nothing to \
                 show, and what counts is a false alarm."
            }
        };
        page.text(text, "");
    }
}

fn changes(tornado: &Tornado) -> impl Iterator<Item = &Change> {
    let ends = tornado.rows.iter().flat_map(|row| &row.ends);
    ends.filter_map(|end| end.found.as_ref().ok())
}

/// What the number is about where some trials have no estimate.
fn conditional(tornado: &Tornado, page: &mut Page) {
    let [estimated, all] = tornado.estimated;
    if estimated == all {
        return;
    }
    let [estimated, all] = [estimated, all].map(|n| digits::count(n as f64));
    let about = if tornado.watched.is_power() {
        "a trial without one finds nothing"
    } else {
        "the number is about those"
    };
    let text = format!(
        "With all numbers as stated {estimated} of {all} trials gave an estimate: {about}."
    );
    page.quiet(&text, "");
}

/// How little the others change.
fn unseen(found: &Assumptions<'_>, tornado: &Tornado, page: &mut Page) {
    let unseen = || tornado.rows.iter().filter(|row| !row.is_seen() && row.at_most().is_some());
    let mut limits: Vec<f64> = unseen().filter_map(Row::at_most).collect();
    limits.sort_by(f64::total_cmp);
    let (Some(&most), Some(&half)) = (limits.last(), limits.get(limits.len() / 2)) else { return };
    let others = if tornado.rows.iter().any(Row::is_seen) { "other " } else { "" };
    let told = |limit| {
        let scaled = found.scaled(Measured { value: limit, mcse: limit });
        let unit = if found.is_percent() { " points" } else { "" };
        format!("{}{unit}", digits::value_only(scaled))
    };
    let name = found.watched().told();
    let size = match limits[..] {
        [_] if most > 0.0 => {
            format!("if it changes {name} at all, then by at most about {}", told(most))
        }
        _ if most > 0.0 => format!(
            "if they change {name} at all, then by at most about {}, and half of them by at most about {}",
            told(most),
            told(half)
        ),
        _ => format!("{name} stays exactly what it is"),
    };
    let mut names: Vec<String> =
        unseen().take(NAMED).map(|row| readable(&row.number.path)).collect();
    if limits.len() > NAMED {
        names.push(format!("{} more", limits.len() - NAMED));
    }
    let names = listed(&names);
    let moved = match limits.len() {
        1 => format!("assumption ({names}) over its range"),
        several => format!("{several} assumptions ({names}) over their ranges"),
    };
    let trials = digits::count(f64::from(tornado.replications));
    page.text(
        &format!(
            "Moving the {others}{moved} changes nothing that {trials} trials can see: {size}. More \
             --replications see smaller changes.",
        ),
        "",
    );
}

/// `It hangs most on …: over its range …`.
fn hangs(found: &Assumptions<'_>, row: &Row, base: Measured) -> String {
    let is_empty =
        |end: &&End| end.found.as_ref().is_ok_and(|change| is_false_alarm(found, change));
    let empty: Vec<&End> = row.ends.iter().filter(is_empty).collect();
    let answers: Vec<f64> = row
        .ends
        .iter()
        .filter(|end| !is_empty(end))
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
    let number = readable(&row.number.path);
    let nothing: Vec<String> = empty.iter().map(|end| digits::trimmed(end.value)).collect();
    let nothing = nothing.join(" and at ");
    let find = if found.shown.is_some() { "show" } else { "find" };
    let where_to_where = match empty.len() {
        0 => "between the ends of its range",
        1 => "between what is stated and the other end of its range",
        _ => return format!("It hangs most on {number}: at {nothing} there is nothing to {find}."),
    };
    let at_end = if empty.is_empty() {
        String::new()
    } else {
        format!("; at {nothing} there is nothing to {find}")
    };
    format!(
        "It hangs most on {number}: {where_to_where} it runs from {} to {}{unit}{at_end}.",
        told(lowest),
        told(highest)
    )
}

/// How many draws the answer rests on.
pub fn of_draws(found: &Assumptions<'_>, assurance: &Assurance, page: &mut Page) {
    let [possible, refused] = [assurance.powers().count(), assurance.refused().count()];
    let [all, told] = [possible + refused, possible].map(|n| digits::count(n as f64));
    if refused > 0 {
        let verb = if possible == 1 { "is" } else { "are" };
        page.text(
            &format!("Of {all} draws {told} {verb} possible together; the answer is about those."),
            "",
        );
    }
    if possible < assurance.wanted as usize {
        let wanted = digits::count(f64::from(assurance.wanted));
        let message = format!("{wanted} possible ones were asked for: this is as far as it goes.");
        page.warning(&message, "");
    }
    if possible < refused {
        let message = "Fewer than half of the draws are possible: not all of these ranges can be true at \
                       once, and the answer is about narrower ones. Bring them into line.";
        page.warning(&format!("{message}{}", furthest(found, assurance)), "");
    }
}

/// The numbers that are elsewhere in possible draws than their ranges say.
fn furthest(found: &Assumptions<'_>, assurance: &Assurance) -> String {
    let told: Vec<String> = moved(&assurance.draws)
        .iter()
        .take(MOVED)
        .map(|moved| {
            let path = readable(&found.numbers[moved.number].path);
            let [possible, drawn] = [moved.possible, moved.drawn].map(|mean| {
                let size =
                    Measured { value: mean, mcse: (moved.possible - moved.drawn).abs() / 10.0 };
                digits::value_only(size)
            });
            format!("{path} ({possible} on average, {drawn} in all draws)")
        })
        .collect();
    if told.is_empty() { String::new() } else { format!(" Furthest off: {}.", told.join("; ")) }
}

pub fn of_assurance(found: &Assumptions<'_>, assurance: &Assurance, page: &mut Page) {
    match &assurance.split {
        None => page.text(
            "Fewer than three drawn worlds can be simulated: there is no expected power.",
            "",
        ),
        Some(split) => page.text(&verdict(found, split, assurance), ""),
    }
    let worlds = digits::count(assurance.powers().count() as f64);
    let trials = digits::count(f64::from(assurance.replications));
    page.text(
        &format!(
            "{worlds} worlds of {trials} trials each: {} drawn independently, from the distribution stated or \
             evenly over the range.",
            assumptions(found.numbers.len())
        ),
        "",
    );
    if found
        .numbers
        .iter()
        .enumerate()
        .any(|(k, number)| found.numbers[..k].iter().any(|earlier| earlier.height == number.height))
    {
        page.quiet(
            "Rates of outcomes that contain each other, as work over 8 and over 12 hours, are all low or all \
             high together, and so are the effects of one arm on them.",
            "",
        );
    }
    if found.numbers.iter().any(|number| !number.others.is_empty()) {
        page.quiet(
            "Shares of one whole are drawn apart and scaled alike, so that they sum to 1.",
            "",
        );
    }
}

/// What is the planner's to choose, and was neither moved nor drawn.
pub fn of_choices(left_out: &[Uncertain], page: &mut Page) {
    let mut sections: Vec<String> = Vec::new();
    for number in left_out {
        let section = number.path.steps().first().map(plain).unwrap_or_default();
        if !sections.contains(&section) {
            sections.push(section);
        }
    }
    let Some(first) = sections.first() else { return };
    let (are, count) = match left_out.len() {
        1 => ("number with a range is", "1".to_owned()),
        n => ("numbers with a range are", digits::count(n as f64)),
    };
    page.quiet(
        &format!(
            "{count} {are} your own choice, under {}, and left out: --only {first} shows what hangs on them.",
            sections.join(" and ")
        ),
        "",
    );
}

/// What counts as a finding, and in how many worlds it is the wrong one.
fn counted(assurance: &Assurance) -> String {
    if assurance.direction.is_none() {
        return "Findings in either direction count, since the effect as stated has none."
            .to_owned();
    }
    let way = finding(assurance.direction);
    let turned = match assurance.reversed() {
        Ok(share) if share.value > 0.0 => format!(
            "in {} % of the worlds drawn it goes the other way, and what a trial finds of it there does not count",
            digits::percent_in_words(&share)
        ),
        _ => "in none of the worlds drawn does it certainly go the other way".to_owned(),
    };
    format!("Only findings of {way} count, the direction of the effect as stated; {turned}.")
}

/// `an increase`, or `an effect` where both directions count.
fn finding(direction: Option<Direction>) -> &'static str {
    match direction {
        Some(Direction::Up) => "an increase",
        Some(Direction::Down) => "a decrease",
        None => "an effect in either direction",
    }
}

fn verdict(found: &Assumptions<'_>, split: &Split, assurance: &Assurance) -> String {
    let percent = |m| digits::with_error(digits::hundredfold(m));
    let (what, counted) = match &found.shown {
        None => (format!("finds {}", finding(assurance.direction)), counted(assurance)),
        Some(shown) => (
            {
                let arm = found.question.comparison().map_or("the arm", |question| &question.arm);
                format!("shows that {arm} is {shown}")
            },
            "That counts in every world drawn, also where it is not true.".to_owned(),
        ),
    };
    format!(
        "Before the world is known, the chance that the trial {what} is {} %. {counted} Of the doubt about \
         its verdict {} % comes from not knowing the world; the rest is chance in a single trial, which a \
         larger trial can reduce.",
        percent(split.expected),
        percent(Measured { value: split.share_of_world.value.max(0.0), ..split.share_of_world }),
    )
}

fn assumptions(count: usize) -> String {
    if count == 1 { "1 assumption".to_owned() } else { format!("{count} assumptions") }
}
