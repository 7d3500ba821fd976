//! Do the intervals hold: those of the first trials, sorted, with the ones that miss marked.

use std::fmt::Write as _;

use super::axis::{self, Across, Numbers};
use super::canvas::{Canvas, Stroke, Text, at};
use super::figure::{Cell, Figure, Table, is_wide};
use super::numbers::{
    self, Estimate, Quantity, Unit, asked_of_hundred, count, of_hundred, percent_with_error,
};
use super::palette::{INK, RED, SOFT, Shape};
use super::scale::{Scale, around};
use crate::language::Language;
use crate::report::words::phrases;

/// What the picture shows.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Arm, outcome, design and analysis, told.
    pub described: String,
    /// What the outcome is counted in.
    pub unit: Unit,
    /// The true effect.
    pub truth: f64,
    /// The share that is meant to contain it: .95.
    pub level: f64,
    /// The share of all trials whose interval contains it.
    pub covered: Estimate,
    /// All trials that gave an interval.
    pub trials: u64,
    /// The intervals of the first of them.
    pub intervals: Vec<Interval>,
}

/// The interval of a trial.
#[derive(Clone, Copy, Debug)]
pub struct Interval {
    /// Its estimate.
    pub estimate: f64,
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

phrases! {
    title_covered(covered: &str, level: &str) {
        en: "The true effect lies in {covered} of 100 intervals; it should in {level}",
        nl: "Het echte effect ligt in {covered} van de 100 intervallen; bedoeld: {level}",
    }
    title_as_meant(covered: &str) {
        en: "The true effect lies in {covered} of 100 intervals, as it should",
        nl: "Het echte effect ligt in {covered} van de 100 intervallen, zoals bedoeld",
    }
    title_none() {
        en: "No simulated trial gave an interval",
        nl: "Geen enkele gesimuleerde proef gaf een interval",
    }
    subtitle(shown: &str, all: &str, missed: &str, described: &str) {
        en: "{shown} of {all} trials, the first ones, sorted by estimate; {missed} miss · {described}",
        nl: "De eerste {shown} van {all} proeven, gesorteerd naar schatting; {missed} ernaast · {described}",
    }
    truth_label(truth: &str) { en: "true effect {truth}", nl: "echt effect {truth}" }
    below(n: &str) { en: "{n} below it", nl: "{n} eronder" }
    above(n: &str) { en: "{n} above it", nl: "{n} erboven" }
    interval_axis(level: &str) { en: "{level}% interval of each trial", nl: "{level}%-interval van elke proef" }
    how() {
        en: "Each line is the interval of one trial. Grey lines contain the true effect, red ones with a dot miss it.",
        nl: "Elke lijn is het interval van één proef. Grijze lijnen bevatten het echte effect, rode lijnen met een stip niet.",
    }
    error(covered: &str, error: &str, all: &str) {
        en: "Over all {all} trials {covered} of 100 contain it, with a simulation error of {error}.",
        nl: "Over alle {all} proeven ligt het echte effect in {covered} van de 100 intervallen (simulatiefout {error}).",
    }
    what(shown: &str, below: &str, above: &str, truth: &str, covered: &str, error: &str) {
        en: "{shown} intervals sorted by estimate around a true effect of {truth}: {below} below it, {above} above it. Of all trials {covered} of 100 (± {error}) contain it.",
        nl: "{shown} intervallen, gesorteerd naar schatting, rond een echt effect van {truth}: {below} eronder, {above} erboven. Bij alle proeven samen ligt het in {covered} van de 100 intervallen (± {error}).",
    }
    caption() {
        en: "Intervals and the true effect; ±: one standard error of the simulation",
        nl: "Intervallen en het echte effect; ±: één simulatiefout",
    }
    head_what() { en: "what", nl: "wat" }
    head_value() { en: "value", nl: "waarde" }
    row_shown() { en: "intervals drawn", nl: "getekende intervallen" }
    row_contain() { en: "contain the true effect", nl: "bevatten het echte effect" }
    row_below() { en: "lie below it", nl: "liggen eronder" }
    row_above() { en: "lie above it", nl: "liggen erboven" }
    row_width() { en: "mean width", nl: "gemiddelde breedte" }
    row_truth() { en: "true effect", nl: "echt effect" }
    row_covered() { en: "of all trials contain it, %", nl: "bevatten het echte effect, van alle proeven, %" }
}

/// The intervals of a figure, counted.
struct Counted {
    sorted: Vec<Interval>,
    below: usize,
    above: usize,
}

fn counted(facts: &Facts) -> Counted {
    let mut sorted: Vec<Interval> =
        facts.intervals.iter().copied().filter(|i| i.estimate.is_finite()).collect();
    sorted.sort_by(|a, b| a.estimate.total_cmp(&b.estimate));
    let below = sorted.iter().filter(|interval| interval.high < facts.truth).count();
    let above = sorted.iter().filter(|interval| interval.low > facts.truth).count();
    Counted { sorted, below, above }
}

/// The figure.
pub fn figure(facts: &Facts, language: Language) -> Figure {
    let counted = counted(facts);
    let values = counted.sorted.iter().map(|interval| Estimate::new(interval.estimate, 0.0));
    let quantity =
        Quantity::over(language, &facts.unit, values.chain([Estimate::new(facts.truth, 0.0)]));
    let number = |n: usize| count(language, n as f64);
    let [shown, missed] = [counted.sorted.len(), counted.below + counted.above];
    let all = count(language, facts.trials as f64);
    let subtitle = subtitle(language, &number(shown), &all, &number(missed), &facts.described);
    let mut figure = Figure::new("intervals", title(facts, language), &subtitle);
    if counted.sorted.is_empty() {
        figure.help = vec![title_none(language)];
        return figure;
    }
    let covered = of_hundred(language, facts.covered.value);
    let miss = numbers::decimal(language, 100.0 * facts.covered.mcse, 1);
    let [low, high] = [counted.below, counted.above].map(number);
    let truth = quantity.told(facts.truth);
    figure.description = what(language, &number(shown), &low, &high, &truth, &covered, &miss);
    figure.help = vec![how(language), error(language, &covered, &miss, &all)];
    figure.table = table(facts, &quantity, &counted);
    figure.drawn(1, |width| {
        let mut canvas = Canvas::new(width);
        let height = draw(&mut canvas, facts, &quantity, &counted);
        canvas.done(height)
    })
}

fn title(facts: &Facts, language: Language) -> String {
    if facts.intervals.is_empty() {
        return title_none(language);
    }
    let covered = of_hundred(language, facts.covered.value);
    let level = of_hundred(language, facts.level);
    if covered == level {
        title_as_meant(language, &covered)
    } else {
        title_covered(language, &covered, &level)
    }
}

fn table(facts: &Facts, quantity: &Quantity, counted: &Counted) -> Table {
    let language = quantity.language;
    let number = |n: usize| count(language, n as f64);
    let all = counted.sorted.len();
    let widths = counted.sorted.iter().map(|i| i.high - i.low).filter(|width| width.is_finite());
    let wide = widths.clone().count();
    let mean = if wide > 0 {
        quantity.told_size(widths.sum::<f64>() / wide as f64)
    } else {
        "–".to_owned()
    };
    let rows = [
        (row_shown(language), number(all)),
        (row_contain(language), number(all - counted.below - counted.above)),
        (row_below(language), number(counted.below)),
        (row_above(language), number(counted.above)),
        (row_width(language), mean),
        (row_truth(language), quantity.told(facts.truth)),
        (row_covered(language), percent_with_error(language, facts.covered)),
    ];
    let rows = rows.map(|(head, value)| vec![Cell::Head(head), Cell::Number(value)]);
    Table {
        caption: caption(language),
        head: vec![head_what(language), head_value(language)],
        rows: rows.into(),
    }
}

fn draw(canvas: &mut Canvas, facts: &Facts, quantity: &Quantity, counted: &Counted) -> f64 {
    let language = quantity.language;
    let apart = if is_wide(canvas.width) { 2.0 } else { 2.4 };
    let top = 30.0;
    let first = top + 8.0;
    let bottom = (first + apart * counted.sorted.len() as f64 + 6.0).max(top + 90.0);
    let ends = counted.sorted.iter().flat_map(|i| [i.low, i.high]).chain([facts.truth, 0.0]);
    let domain = around(ends.map(|end| quantity.drawn(end)), 12);
    let scale = Scale::linear(domain, [8.0, canvas.width - 8.0]);
    let title = quantity.axis(&interval_axis(language, &asked_of_hundred(language, facts.level)));
    let across = Across {
        scale,
        panel: [top, bottom],
        title: &title,
        numbers: Numbers::Signed,
        has_grid: true,
    };
    axis::across(canvas, language, &across);
    let x = |value: f64| scale.within(quantity.drawn(value));
    let (mut hold, mut miss, mut dots) = (String::new(), String::new(), Vec::new());
    for (k, interval) in counted.sorted.iter().enumerate() {
        let y = first + apart * k as f64 + 0.5;
        let is_missed = interval.high < facts.truth || interval.low > facts.truth;
        let path = if is_missed { &mut miss } else { &mut hold };
        let _ = write!(path, "M{} {}H{}", at(x(interval.low)), at(y), at(x(interval.high)));
        if is_missed {
            let near = if interval.high < facts.truth { interval.high } else { interval.low };
            dots.push((x(near), y));
        }
    }
    canvas.path(&hold, Some(Stroke::of(SOFT)), None);
    canvas.path(&miss, Some(Stroke::of(RED).width(2.0)), None);
    for dot in dots {
        canvas.mark(Shape::Circle, dot, 3.0, RED, false);
    }
    let truth = x(facts.truth);
    canvas.line((truth, top - 6.0), (truth, bottom), Stroke::of(INK).width(2.0));
    let label = Text::new(truth, top - 12.0, truth_label(language, &quantity.signed(facts.truth)));
    let label = axis::inside(canvas.width, label.bold().middle());
    canvas.text(label);
    let note = |y: f64, text: String| Text::new(0.0, y, text).colour(RED).bold().halo();
    if counted.below > 0 {
        let text = note(top + 18.0, below(language, &count(language, counted.below as f64)));
        canvas.text(text.end().to(canvas.width - 8.0, top + 18.0));
    }
    if counted.above > 0 {
        let text = note(bottom - 8.0, above(language, &count(language, counted.above as f64)));
        canvas.text(text.to(8.0, bottom - 8.0));
    }
    bottom + axis::BELOW + 4.0
}

#[cfg(test)]
mod tests;
