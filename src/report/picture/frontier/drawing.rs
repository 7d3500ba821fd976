//! Axes, marks and names of choices.

use super::{
    Candidate, Facts, Fate, budget_label, cost_euros, cost_millions, cost_thousands, grey_label,
    miss_axis, no_trial_label,
};
use crate::language::Language;
use crate::report::picture::axis::{self, Across, Numbers, Up};
use crate::report::picture::canvas::{Canvas, Room, Stroke, Text, polyline};
use crate::report::picture::figure::is_wide;
use crate::report::picture::labels::{SMALL, name, shorten, wrap};
use crate::report::picture::near::near;
use crate::report::picture::numbers::{Quantity, money};
use crate::report::picture::palette::{INK, MUTED, SOFT, Shape};
use crate::report::picture::scale::{Scale, from_zero};

/// The unit of the axis of costs, and its title.
fn cost_unit(highest: f64, language: Language) -> (f64, String) {
    match highest {
        high if high >= 1e8 => (1e6, cost_millions(language)),
        high if high >= 1e4 => (1e3, cost_thousands(language)),
        _ => (1.0, cost_euros(language)),
    }
}

pub(super) fn draw(canvas: &mut Canvas, facts: &Facts, quantity: &Quantity) -> f64 {
    let language = quantity.language;
    let costs = facts.candidates.iter().map(|c| c.cost).chain(facts.budget);
    let highest = costs.clone().fold(0.0, f64::max);
    let (unit, cost_title) = cost_unit(highest, language);
    let lines = wrap(&quantity.axis(&miss_axis(language)), canvas.width, SMALL, false);
    canvas.lines(&Text::new(0.0, 12.0, "").second(), &lines, 14.0);
    let top = 24.0 + 14.0 * lines.len() as f64;
    let bottom = top + if is_wide(canvas.width) { 240.0 } else { 250.0 };
    let misses =
        facts.candidates.iter().map(|c| c.miss.range()[1]).chain([facts.no_trial.abs() * 1.1]);
    let y = Scale::linear(from_zero(misses.map(|miss| quantity.drawn(miss)), 5), [bottom, top]);
    let left = axis::up_room(language, &y, 5, Numbers::Plain);
    let right = canvas.width - 14.0;
    let x = Scale::linear(from_zero(costs.map(|cost| cost / unit), 8), [left, right]);
    axis::up(
        canvas,
        language,
        &Up { scale: y, panel: [left, right], most: 5, numbers: Numbers::Plain },
    );
    let across = Across {
        scale: x,
        panel: [top, bottom],
        title: &cost_title,
        numbers: Numbers::Plain,
        has_grid: false,
    };
    axis::across(canvas, language, &across);
    let none = y.within(quantity.drawn(facts.no_trial.abs()));
    canvas.line((left, none), (right, none), Stroke::of(INK).dash("4 3"));
    let place = |c: &Candidate| (x.within(c.cost / unit), y.within(quantity.drawn(c.miss.value)));
    marks(canvas, facts, &place, &|c: &Candidate| {
        c.miss.range().map(|end| y.within(quantity.drawn(end)))
    });
    let label = no_trial_label(language, &quantity.size(facts.no_trial));
    let label =
        Text::new(0.0, 0.0, shorten(&label, right - left - 8.0, SMALL, true)).small().bold().halo();
    let heights = [none - 6.0, none + 15.0];
    let sides = heights
        .into_iter()
        .flat_map(|h| [label.clone().end().to(right, h), label.clone().to(left + 4.0, h)]);
    canvas.place(sides.collect::<Vec<_>>());
    canvas.take(Room { left, right, top: none - 1.0, bottom: none + 1.0 });
    if let Some(budget) = facts.budget {
        let at = x.within(budget / unit);
        canvas.line((at, top), (at, bottom), Stroke::of(INK));
        let text =
            Text::new(0.0, 0.0, budget_label(language, &money(language, budget))).small().halo();
        canvas.place([text.clone().end().to(at - 5.0, top + 10.0), text.to(at + 5.0, top + 10.0)]);
        canvas.take(Room { left: at - 1.0, right: at + 1.0, top, bottom });
    }
    let within =
        Room { left: left + 2.0, right: canvas.width, top: top - 4.0, bottom: bottom - 3.0 };
    names(canvas, facts, &place, within, quantity);
    bottom + axis::BELOW + 4.0
}

fn marks(
    canvas: &mut Canvas,
    facts: &Facts,
    place: &impl Fn(&Candidate) -> (f64, f64),
    ends: &impl Fn(&Candidate) -> [f64; 2],
) {
    let mut open: Vec<(f64, f64)> =
        facts.candidates.iter().filter(|c| c.fate.is_open()).map(place).collect();
    open.sort_by(|a, b| a.0.total_cmp(&b.0));
    canvas.path(&polyline(&open), Some(Stroke::of(INK).width(1.5)), None);
    let mut order: Vec<&Candidate> = facts.candidates.iter().collect();
    order.sort_by_key(|candidate| candidate.fate.is_open());
    for candidate in order {
        let (px, py) = place(candidate);
        let colour = if candidate.fate.is_open() { INK } else { SOFT };
        let [low, high] = ends(candidate);
        canvas.line((px, low), (px, high), Stroke::of(colour));
        canvas.mark(Shape::Circle, (px, py), 5.0, colour, candidate.fate != Fate::Best);
        canvas.take(Room::around(px, py, 6.0));
    }
    for pair in open.windows(2) {
        for step in 1..10 {
            let share = f64::from(step) / 10.0;
            let along = |a: f64, b: f64| a + share * (b - a);
            canvas.take(Room::around(
                along(pair[0].0, pair[1].0),
                along(pair[0].1, pair[1].1),
                2.0,
            ));
        }
    }
}

fn names(
    canvas: &mut Canvas,
    facts: &Facts,
    place: &impl Fn(&Candidate) -> (f64, f64),
    within: Room,
    quantity: &Quantity,
) {
    let mut order: Vec<&Candidate> = facts.candidates.iter().filter(|c| c.fate.is_open()).collect();
    order.sort_by_key(|candidate| candidate.fate != Fate::Best);
    for candidate in order {
        let shown = shorten(&name(&candidate.name), 210.0, SMALL, true);
        let head = Text::new(0.0, 0.0, shown).small().bold().halo();
        let told = format!(
            "{} · {}",
            money(quantity.language, candidate.cost),
            quantity.size(candidate.miss.value)
        );
        near(
            canvas,
            &[head, Text::new(0.0, 0.0, told).small().halo()],
            place(candidate),
            9.0,
            within,
        );
    }
    if let Some(grey) = facts.candidates.iter().find(|c| !c.fate.is_open()) {
        let lines = wrap(&grey_label(quantity.language), 150.0, SMALL, false);
        let lines: Vec<Text> = lines
            .into_iter()
            .map(|line| Text::new(0.0, 0.0, line).small().colour(MUTED).halo())
            .collect();
        near(canvas, &lines, place(grey), 9.0, within);
    }
}
