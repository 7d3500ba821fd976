//! How far off, and why: from the true effect by its causes to the mean estimate.

use super::axis::{self, Across, Numbers};
use super::canvas::{Canvas, Room, Stroke, Text};
use super::figure::{Cell, Figure, Table, is_wide};
use super::labels::{SIZE, SMALL, name, shorten, two_lines, width};
use super::numbers::{Estimate, Quantity, Unit};
use super::palette::{AXIS, INK, MUTED, RED, WHITE, arm};
use super::scale::{Scale, around};
use crate::language::Language;
use crate::report::words::phrases;

pub(super) mod title;

use title::{title, title_nothing};

/// What the picture shows.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Outcome and month, told.
    pub described: String,
    /// Whose the true effects are, told: `for everybody eligible`.
    pub whom: String,
    /// What the outcome is counted in.
    pub unit: Unit,
    /// A budget each: arms, or designs and analyses.
    pub budgets: Vec<Budget>,
}

/// One way from the true effect to the mean estimate.
#[derive(Clone, Debug)]
pub struct Budget {
    /// What it is called above its panel: the arm, or design and analysis.
    pub name: String,
    /// The arm.
    pub arm: String,
    /// The arm's place in the file, control left out.
    pub place: usize,
    /// The true effect.
    pub truth: f64,
    /// What lies between, in the order of the file; the same causes in every budget.
    pub parts: Vec<Part>,
    /// The mean estimate.
    pub estimate: Estimate,
    /// Mean estimate less true effect.
    pub bias: Estimate,
}

/// A cause of bias.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is called, told.
    pub label: String,
    /// The clause that follows *because*, told.
    pub because: String,
    /// What it adds to the estimate.
    pub value: Estimate,
    /// Whether it is luck that averages out.
    pub is_luck: bool,
}

phrases! {
    subtitle(whom: &str, described: &str, unit: &str) {
        en: "From the true effect {whom} to the mean estimate, {unit} · {described}",
        nl: "Van het echte effect {whom} naar de gemiddelde schatting, {unit} · {described}",
    }
    subtitle_plain(whom: &str, described: &str) {
        en: "From the true effect {whom} to the mean estimate · {described}",
        nl: "Van het echte effect {whom} naar de gemiddelde schatting · {described}",
    }
    truth_label() { en: "true effect", nl: "echt effect" }
    estimate_label() { en: "mean estimate", nl: "gemiddelde schatting" }
    rest_label() { en: "everything else", nl: "al het andere" }
    none_label() { en: "none", nl: "geen" }
    how() {
        en: "Each bar is one cause: it moves the estimate from the true effect, or back towards it. Rounded parts may differ from the sum by the last digit.",
        nl: "Elke balk is één oorzaak: die brengt de schatting van het echte effect af, of ernaar terug. Door afronding kan het laatste cijfer afwijken.",
    }
    error() {
        en: "Thin lines: simulation error, 95%. Small causes are added together in everything else; the table has them all.",
        nl: "Dunne lijntjes: simulatiefout (95%). Kleine oorzaken zijn samengenomen in al het andere; de tabel noemt ze allemaal.",
    }
    what(budget: &str, truth: &str, estimate: &str, bias: &str, parts: &str) {
        en: "{budget}: true effect {truth}; {parts}; mean estimate {estimate}; off by {bias}.",
        nl: "{budget}: echt effect {truth}; {parts}; gemiddelde schatting {estimate}; vertekening {bias}.",
    }
    caption() {
        en: "Causes of bias; ±: one standard error of the simulation",
        nl: "Oorzaken van de vertekening; ±: één simulatiefout",
    }
    head_part() { en: "cause", nl: "oorzaak" }
    bias_label() { en: "bias", nl: "vertekening" }
}

/// Share of the largest part below which one is not drawn by itself.
const SMALLEST: f64 = 0.08;
/// Most parts drawn by themselves.
const MOST: usize = 6;
const BAR: f64 = 16.0;

/// A bar: from and to, what it adds, its error.
struct Step {
    label: String,
    ends: [f64; 2],
    value: Estimate,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Truth,
    Part,
    Estimate,
}

/// The figure.
pub fn figure(facts: &Facts, language: Language) -> Figure {
    let all = facts.budgets.iter().flat_map(|b| {
        [Estimate::new(b.truth, 0.0), b.estimate].into_iter().chain(b.parts.iter().map(|p| p.value))
    });
    let quantity = Quantity::over(language, &facts.unit, all);
    let unit = quantity.axis_unit();
    let subtitle = if unit.is_empty() {
        subtitle_plain(language, &facts.whom, &facts.described)
    } else {
        subtitle(language, &facts.whom, &facts.described, &unit)
    };
    let mut figure = Figure::new("bias", title(facts, &quantity), &subtitle);
    if facts.budgets.is_empty() {
        figure.help = vec![title_nothing(language)];
        return figure;
    }
    figure.description = description(facts, &quantity);
    figure.help = vec![how(language), error(language)];
    figure.table = table(facts, &quantity);
    figure.drawn(facts.budgets.len(), |width| {
        let mut canvas = Canvas::new(width);
        let height = draw(&mut canvas, facts, &quantity);
        canvas.done(height)
    })
}

/// Which causes are drawn by themselves, by their place.
fn drawn_parts(facts: &Facts) -> Vec<usize> {
    let count = facts.budgets.iter().map(|budget| budget.parts.len()).max().unwrap_or(0);
    let size = |k: usize| {
        let sizes = facts
            .budgets
            .iter()
            .filter_map(|budget| budget.parts.get(k))
            .map(|p| p.value.value.abs());
        sizes.fold(0.0, f64::max)
    };
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| size(*b).total_cmp(&size(*a)));
    let largest = order.first().map_or(0.0, |k| size(*k));
    order.truncate(MOST);
    order.retain(|k| size(*k) > 0.0 && size(*k) >= SMALLEST * largest);
    order.sort_unstable();
    order
}

fn steps(budget: &Budget, shown: &[usize], language: Language) -> Vec<Step> {
    let truth = Estimate::new(budget.truth, 0.0);
    let mut out = vec![Step {
        label: truth_label(language),
        ends: [0.0, budget.truth],
        value: truth,
        kind: Kind::Truth,
    }];
    let mut from = budget.truth;
    for part in shown.iter().filter_map(|k| budget.parts.get(*k)) {
        let ends = [from, from + part.value.value];
        from = ends[1];
        out.push(Step { label: name(&part.label), ends, value: part.value, kind: Kind::Part });
    }
    if shown.len() < budget.parts.len() {
        let rest = Estimate::new(budget.estimate.value - from, 0.0);
        let ends = [from, budget.estimate.value];
        out.push(Step { label: rest_label(language), ends, value: rest, kind: Kind::Part });
    }
    let ends = [0.0, budget.estimate.value];
    out.push(Step {
        label: estimate_label(language),
        ends,
        value: budget.estimate,
        kind: Kind::Estimate,
    });
    out
}

fn description(facts: &Facts, quantity: &Quantity) -> String {
    let language = quantity.language;
    let shown = drawn_parts(facts);
    let of = |budget: &Budget| {
        let parts = shown.iter().filter_map(|k| budget.parts.get(*k));
        let told: Vec<String> = parts
            .map(|p| format!("{} {}", name(&p.label), quantity.signed(p.value.value)))
            .collect();
        let told = if told.is_empty() { none_label(language) } else { told.join(", ") };
        let (truth, estimate) = (quantity.told(budget.truth), quantity.told(budget.estimate.value));
        what(language, &name(&budget.name), &truth, &estimate, &quantity.cell(budget.bias), &told)
    };
    facts.budgets.iter().map(of).collect::<Vec<_>>().join(" ")
}

fn table(facts: &Facts, quantity: &Quantity) -> Table {
    let language = quantity.language;
    let row = |label: String, value: &dyn Fn(&Budget) -> Option<Estimate>| {
        let cell = |budget: &Budget| {
            value(budget).map_or(Cell::Missing, |v| Cell::Number(quantity.cell(v)))
        };
        let mut row = vec![Cell::Head(label)];
        row.extend(facts.budgets.iter().map(cell));
        row
    };
    let mut rows = vec![row(truth_label(language), &|b| Some(Estimate::new(b.truth, 0.0)))];
    for (k, part) in facts.budgets[0].parts.iter().enumerate() {
        rows.push(row(name(&part.label), &|b| b.parts.get(k).map(|p| p.value)));
    }
    rows.push(row(estimate_label(language), &|b| Some(b.estimate)));
    rows.push(row(bias_label(language), &|b| Some(b.bias)));
    let mut head = vec![head_part(language)];
    head.extend(facts.budgets.iter().map(|b| quantity.axis(&name(&b.name))));
    Table { caption: caption(language), head, rows }
}

fn draw(canvas: &mut Canvas, facts: &Facts, quantity: &Quantity) -> f64 {
    let language = quantity.language;
    let shown = drawn_parts(facts);
    let all: Vec<Vec<Step>> = facts.budgets.iter().map(|b| steps(b, &shown, language)).collect();
    let wide = is_wide(canvas.width);
    let columns = if wide { facts.budgets.len().min(2) } else { 1 };
    let widest = all[0].iter().map(|step| width(&step.label, SIZE, step.kind != Kind::Part));
    let room = if wide { widest.fold(0.0, f64::max).min(200.0) } else { 0.0 };
    let row = if wide { 40.0 } else { 46.0 };
    let panel = (canvas.width - room - 20.0 * columns as f64) / columns as f64;
    let drawn = |v: f64| quantity.drawn(v);
    let ends = all.iter().flatten().flat_map(|step| {
        let [low, high] = Estimate::new(step.ends[1], step.value.mcse).range();
        [drawn(step.ends[0]), drawn(low), drawn(high)]
    });
    let domain = around(ends.chain([0.0]), 10);
    let high = all[0].len() as f64 * row;
    let block = 34.0 + high + axis::BELOW + 14.0;
    for (k, (budget, steps)) in facts.budgets.iter().zip(&all).enumerate() {
        let top = (k / columns) as f64 * block + 34.0;
        let left = room + (k % columns) as f64 * (panel + 20.0) + if wide { 20.0 } else { 0.0 };
        let span = text_room(steps, quantity);
        let scale = Scale::linear(domain, [left + span, left + panel - span]);
        let heading = shorten(&name(&budget.name), panel, SIZE, true);
        canvas.text(Text::new(left, top - 18.0, heading).bold());
        let title = quantity.axis_unit();
        let across = Across {
            scale,
            panel: [top, top + high],
            title: &title,
            numbers: Numbers::Signed,
            has_grid: true,
        };
        axis::across(canvas, language, &across);
        for (i, step) in steps.iter().enumerate() {
            let row_top = top + row * i as f64;
            if !wide {
                let label = shorten(&step.label, canvas.width, SMALL, step.kind != Kind::Part);
                canvas.text(label_text(step, Text::new(0.0, row_top + 13.0, label)).small().halo());
            } else if k % columns == 0 {
                let lines = two_lines(&step.label, room, SIZE, step.kind != Kind::Part);
                let y = row_top + row / 2.0 + 4.5 - 7.5 * (lines.len() - 1) as f64;
                canvas.lines(&label_text(step, Text::new(room, y, "")).end(), &lines, 15.0);
            }
            let bar = row_top + if wide { (row - BAR) / 2.0 } else { 20.0 };
            let look = Bar {
                top: bar,
                next: (i + 1 < steps.len()).then_some(bar + row),
                colour: arm(budget.place).colour,
            };
            draw_step(canvas, &scale, step, &look, quantity);
        }
    }
    facts.budgets.len().div_ceil(columns) as f64 * block
}

fn label_text(step: &Step, text: Text) -> Text {
    if step.kind == Kind::Part { text } else { text.bold() }
}

/// Room beside the bars for the longest of their numbers.
fn text_room(steps: &[Step], quantity: &Quantity) -> f64 {
    let widths = steps.iter().map(|step| width(&quantity.signed(step.value.value), SIZE, true));
    widths.fold(width(&none_label(quantity.language), SMALL, false), f64::max) + 8.0
}

/// How a bar is drawn.
struct Bar {
    top: f64,
    next: Option<f64>,
    colour: &'static str,
}

fn draw_step(canvas: &mut Canvas, scale: &Scale, step: &Step, bar: &Bar, quantity: &Quantity) {
    let [from, to] = step.ends.map(|end| scale.within(quantity.drawn(end)));
    let colour = match step.kind {
        Kind::Truth => INK,
        Kind::Part => RED,
        Kind::Estimate => bar.colour,
    };
    let middle = bar.top + BAR / 2.0;
    let is_none = step.kind == Kind::Part && step.value.value == 0.0;
    if is_none {
        canvas.line((from, bar.top), (from, bar.top + BAR), Stroke::of(AXIS));
    } else {
        let (left, right) = (from.min(to), from.max(to).max(from.min(to) + 1.5));
        canvas.rect(Room { left, right, top: bar.top, bottom: bar.top + BAR }, colour, None);
    }
    let [low, high] = Estimate::new(step.ends[1], step.value.mcse)
        .range()
        .map(|v| scale.within(quantity.drawn(v)));
    let has_error = high - low > 3.0;
    if has_error {
        canvas.line((low, middle), (high, middle), Stroke::of(WHITE).width(3.0));
        canvas.line((low, middle), (high, middle), Stroke::of(INK));
        for end in [low, high] {
            canvas.line((end, middle - 3.0), (end, middle + 3.0), Stroke::of(INK));
        }
    }
    if let Some(next) = bar.next {
        canvas.line((to, bar.top + BAR), (to, next), Stroke::of(AXIS));
    }
    let (mut left, mut right) = (from.min(to), from.max(to));
    if has_error {
        (left, right) = (left.min(low), right.max(high));
    }
    let text = if is_none {
        Text::new(0.0, 0.0, none_label(quantity.language)).small().colour(MUTED)
    } else {
        Text::new(0.0, 0.0, quantity.signed(step.value.value)).bold().colour(colour)
    };
    let is_leftward = to < from || (to == from && step.ends[0] < 0.0);
    let text = if is_leftward {
        text.end().to(left - 6.0, middle + 4.5)
    } else {
        text.to(right + 6.0, middle + 4.5)
    };
    canvas.text(text.halo());
}

#[cfg(test)]
mod tests;
