//! What money buys: how far off a trial usually is, against its cost, beside doing no trial.

use super::axis::{self, Across, Numbers, Up};
use super::canvas::{Canvas, Room, Stroke, Text, polyline};
use super::figure::{Cell, Figure, Table, is_wide};
use super::labels::{SMALL, name, shorten, wrap};
use super::near::near;
use super::numbers::{Estimate, Quantity, Unit, money};
use super::palette::{INK, MUTED, SOFT, Shape};
use super::scale::{Scale, from_zero};
use crate::language::Language;
use crate::report::words::phrases;

/// What the picture shows.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Arm, outcome and month, told.
    pub described: String,
    /// What the outcome is counted in.
    pub unit: Unit,
    /// How far off it is to assume that there is no effect: the effect that the plan assumes.
    pub no_trial: f64,
    /// What may be spent.
    pub budget: Option<f64>,
    /// The candidates, by cost.
    pub candidates: Vec<Candidate>,
}

/// A design of some size.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its name.
    pub name: String,
    /// Its cost in euros.
    pub cost: f64,
    /// Its usual miss.
    pub miss: Estimate,
    /// What became of it.
    pub fate: Fate,
}

/// What becomes of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The smallest usual miss.
    Best,
    /// Worth considering.
    Remains,
    /// Not to be told from another within simulation error.
    Tie,
    /// Another costs no more, does no worse and is clearly better on something.
    Beaten,
    /// It costs more than may be spent.
    Beyond,
}

phrases! {
    title_worse(best: &str, none: &str) {
        en: "If the plan is right, the best choice is usually {best} off, and assuming “no effect” {none}",
        nl: "Klopt het plan, dan zit de beste keuze er per proef ongeveer {best} naast, en uitgaan van ‘geen effect’ {none}",
    }
    title_better(cost: &str) {
        en: "If the plan is right, a trial is usually less far off than “no effect” from {cost}",
        nl: "Klopt het plan, dan zit een proef er vanaf {cost} minder ver naast dan ‘geen effect’",
    }
    title_flat(cost: &str) {
        en: "If the plan is right, no choice above {cost} is clearly more accurate",
        nl: "Klopt het plan, dan is boven {cost} geen keuze duidelijk nauwkeuriger",
    }
    title_only(best: &str, none: &str) {
        en: "If the plan is right, the best choice is usually {best} off, less than assuming “no effect” ({none})",
        nl: "Klopt het plan, dan zit de beste keuze er per proef ongeveer {best} naast, minder dan uitgaan van ‘geen effect’ ({none})",
    }
    title_worse_within(budget: &str, best: &str, none: &str) {
        en: "Within {budget} the best choice is usually {best} off if the plan is right, and assuming “no effect” {none}",
        nl: "Binnen {budget} zit de beste keuze er per proef ongeveer {best} naast als het plan klopt, en uitgaan van ‘geen effect’ {none}",
    }
    title_better_within(budget: &str, cost: &str) {
        en: "Within {budget} a trial is usually less far off than “no effect” from {cost}, if the plan is right",
        nl: "Binnen {budget} zit een proef er vanaf {cost} minder ver naast dan ‘geen effect’, als het plan klopt",
    }
    title_flat_within(budget: &str, cost: &str) {
        en: "Within {budget} no choice above {cost} is clearly more accurate, if the plan is right",
        nl: "Binnen {budget} is boven {cost} geen keuze duidelijk nauwkeuriger, als het plan klopt",
    }
    title_only_within(budget: &str, best: &str, none: &str) {
        en: "Within {budget} the best choice is usually {best} off if the plan is right, less than assuming “no effect” ({none})",
        nl: "Binnen {budget} zit de beste keuze er ongeveer {best} naast als het plan klopt, minder dan uitgaan van ‘geen effect’ ({none})",
    }
    title_too_dear(budget: &str) {
        en: "{budget} buys no choice",
        nl: "Voor {budget} is geen enkele keuze mogelijk",
    }
    title_none() { en: "No choice could be computed", nl: "Geen enkele keuze kon worden doorgerekend" }
    subtitle(described: &str) {
        en: "Usual miss of a trial, against its cost · {described}",
        nl: "Afwijking per proef, naar kosten · {described}",
    }
    miss_axis() { en: "usual miss", nl: "afwijking per proef" }
    cost_thousands() { en: "cost, thousands of euros", nl: "kosten, duizenden euro's" }
    cost_millions() { en: "cost, millions of euros", nl: "kosten, miljoenen euro's" }
    cost_euros() { en: "cost, euros", nl: "kosten, euro's" }
    no_trial_label(miss: &str) { en: "no trial, “no effect”: {miss}", nl: "geen proef, ‘geen effect’: {miss}" }
    budget_label(cost: &str) { en: "budget: {cost}", nl: "budget: {cost}" }
    grey_label() { en: "grey: a tie, or ruled out", nl: "grijs: niet te onderscheiden of afgevallen" }
    how() {
        en: "Lower is more accurate, further right costs more. Filled: the smallest usual miss. Hollow and dark: also worth considering. Grey: not to be told from another, or ruled out.",
        nl: "Lager is nauwkeuriger, verder naar rechts kost meer. Dicht: de kleinste afwijking per proef. Open en donker: ook te overwegen. Grijs: niet van een andere te onderscheiden, of afgevallen.",
    }
    caution() {
        en: "The dashed line is the effect that the plan assumes. If the true effect is larger, the line lies higher; only a trial can show that.",
        nl: "De streepjeslijn is het effect dat het plan aanneemt. Is het echte effect groter, dan ligt de lijn hoger; alleen een proef kan dat laten zien.",
    }
    error() { en: "Thin lines: simulation error, 95%.", nl: "Dunne lijntjes: simulatiefout (95%)." }
    what(n: &str, best: &str, cost: &str, miss: &str, error: &str, none: &str) {
        en: "Choices by cost and usual miss: {n}. The smallest miss: {best}, {cost}, usually {miss} off (± {error}). No trial, “no effect”: {none}.",
        nl: "Keuzes naar kosten en afwijking per proef: {n}. De kleinste afwijking: {best}, {cost}, {miss} (± {error}). Geen proef, ‘geen effect’: {none}.",
    }
    caption() {
        en: "Choices; ±: one standard error of the simulation",
        nl: "Keuzes; ±: één simulatiefout",
    }
    head_name() { en: "choice", nl: "keuze" }
    head_cost() { en: "cost", nl: "kosten" }
    head_fate() { en: "what becomes of it", nl: "oordeel" }
    fate_best() { en: "smallest usual miss", nl: "kleinste afwijking per proef" }
    fate_remains() { en: "worth considering", nl: "blijft over" }
    fate_tie() { en: "a tie with another", nl: "niet te onderscheiden van een andere" }
    fate_beyond() { en: "beyond the budget", nl: "boven het budget" }
    fate_beaten() { en: "ruled out", nl: "afgevallen" }
    no_trial_row() { en: "no trial, “no effect”", nl: "geen proef, ‘geen effect’" }
}

impl Fate {
    fn told(self, language: Language) -> String {
        match self {
            Self::Best => fate_best(language),
            Self::Remains => fate_remains(language),
            Self::Tie => fate_tie(language),
            Self::Beaten => fate_beaten(language),
            Self::Beyond => fate_beyond(language),
        }
    }

    fn is_open(self) -> bool {
        matches!(self, Self::Best | Self::Remains)
    }
}

/// The figure.
pub fn figure(facts: &Facts, language: Language) -> Figure {
    let values =
        facts.candidates.iter().map(|c| c.miss).chain([Estimate::new(facts.no_trial, 0.0)]);
    let quantity = Quantity::over(language, &facts.unit, values);
    let mut figure =
        Figure::new("frontier", title(facts, &quantity), &subtitle(language, &facts.described));
    let Some(best) = best(facts) else {
        figure.help = vec![title_none(language)];
        return figure;
    };
    let n = super::numbers::count(language, facts.candidates.len() as f64);
    let (miss, none) = (quantity.told_size(best.miss.value), quantity.told_size(facts.no_trial));
    let error_told = quantity.finer().size(best.miss.mcse);
    figure.description = what(
        language,
        &n,
        &name(&best.name),
        &money(language, best.cost),
        &miss,
        &error_told,
        &none,
    );
    figure.help = vec![how(language), caution(language), error(language)];
    figure.table = table(facts, &quantity);
    figure.drawn(1, |width| {
        let mut canvas = Canvas::new(width);
        let height = draw(&mut canvas, facts, &quantity);
        canvas.done(height)
    })
}

/// The candidates that can be paid.
fn paid(facts: &Facts) -> impl Iterator<Item = &Candidate> {
    facts.candidates.iter().filter(|candidate| candidate.fate != Fate::Beyond)
}

fn best(facts: &Facts) -> Option<&Candidate> {
    let marked = facts.candidates.iter().find(|candidate| candidate.fate == Fate::Best);
    let least = |a: &&Candidate, b: &&Candidate| a.miss.value.total_cmp(&b.miss.value);
    marked.or_else(|| paid(facts).min_by(least)).or_else(|| facts.candidates.iter().min_by(least))
}

fn title(facts: &Facts, quantity: &Quantity) -> String {
    let language = quantity.language;
    let Some(best) = best(facts) else { return title_none(language) };
    let is_short = facts.candidates.iter().any(|candidate| candidate.fate == Fate::Beyond);
    let budget = facts.budget.filter(|_| is_short).map(|budget| money(language, budget));
    if best.fate == Fate::Beyond {
        return title_too_dear(language, &budget.unwrap_or_default());
    }
    let none = Estimate::new(facts.no_trial.abs(), 0.0);
    let is_better = |candidate: &&Candidate| {
        let gain = none.minus(candidate.miss);
        gain.value > 0.0 && gain.is_clear()
    };
    let by_cost = |a: &&Candidate, b: &&Candidate| a.cost.total_cmp(&b.cost);
    let is_as_good = |c: &&Candidate| !c.miss.minus(best.miss).is_clear();
    let enough = paid(facts).filter(is_as_good).min_by(by_cost).unwrap_or(best);
    let is_dearest = paid(facts).all(|candidate| candidate.cost <= enough.cost);
    let first = paid(facts).filter(is_better).min_by(by_cost);
    let cheapest = paid(facts).min_by(by_cost);
    let [miss, none] = [best.miss.value, facts.no_trial].map(|size| quantity.told_size(size));
    let is_first = |first: &Candidate| cheapest.is_some_and(|other| other.cost == first.cost);
    match (first, budget) {
        (None, None) => title_worse(language, &miss, &none),
        (None, Some(budget)) => title_worse_within(language, &budget, &miss, &none),
        (Some(first), None) if !is_first(first) => {
            title_better(language, &money(language, first.cost))
        }
        (Some(first), Some(budget)) if !is_first(first) => {
            title_better_within(language, &budget, &money(language, first.cost))
        }
        (_, None) if is_dearest => title_only(language, &miss, &none),
        (_, Some(budget)) if is_dearest => title_only_within(language, &budget, &miss, &none),
        (_, None) => title_flat(language, &money(language, enough.cost)),
        (_, Some(budget)) => title_flat_within(language, &budget, &money(language, enough.cost)),
    }
}

fn table(facts: &Facts, quantity: &Quantity) -> Table {
    let language = quantity.language;
    let miss = |miss: Estimate| {
        let shown = quantity.cell(miss);
        Cell::Number(shown.trim_start_matches('+').to_owned())
    };
    let row = |candidate: &Candidate| {
        vec![
            Cell::Head(name(&candidate.name)),
            Cell::Number(money(language, candidate.cost)),
            miss(candidate.miss),
            Cell::Words(candidate.fate.told(language)),
        ]
    };
    let mut rows: Vec<Vec<Cell>> = facts.candidates.iter().map(row).collect();
    let none = Estimate::new(facts.no_trial.abs(), 0.0);
    rows.push(vec![
        Cell::Head(no_trial_row(language)),
        Cell::Number(money(language, 0.0)),
        miss(none),
        Cell::Missing,
    ]);
    let head = vec![
        head_name(language),
        head_cost(language),
        quantity.axis(&miss_axis(language)),
        head_fate(language),
    ];
    Table { caption: caption(language), head, rows }
}

/// The unit of the axis of costs, and its title.
fn cost_unit(highest: f64, language: Language) -> (f64, String) {
    match highest {
        high if high >= 1e8 => (1e6, cost_millions(language)),
        high if high >= 1e4 => (1e3, cost_thousands(language)),
        _ => (1.0, cost_euros(language)),
    }
}

fn draw(canvas: &mut Canvas, facts: &Facts, quantity: &Quantity) -> f64 {
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
        let shown = shorten(&name(&candidate.name), 150.0, SMALL, true);
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

#[cfg(test)]
mod tests;
