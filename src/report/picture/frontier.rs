//! What money buys: how far off a trial usually is, against its cost, beside doing no trial.

mod drawing;

use drawing::draw;

use super::canvas::Canvas;
use super::figure::{Cell, Figure, Table};
use super::labels::name;
use super::numbers::{Estimate, Quantity, Unit, count, money};
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
        en: "If the plan is right, the usual miss is smaller than that of “no effect” from {cost}",
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
        en: "Within {budget} the usual miss is smaller than that of “no effect” from {cost}, if the plan is right",
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
    what_shared(n: &str) {
        en: "Within simulation error {n} choices share it.",
        nl: "Binnen de simulatiefout geldt dat voor {n} keuzes.",
    }
    caption() {
        en: "Choices; ±: one standard error of the simulation",
        nl: "Keuzes; ±: één simulatiefout",
    }
    head_name() { en: "choice", nl: "keuze" }
    head_cost() { en: "cost", nl: "kosten" }
    head_fate() { en: "what becomes of it", nl: "oordeel" }
    fate_best() { en: "smallest usual miss", nl: "kleinste afwijking per proef" }
    fate_best_of(n: &str) { en: "smallest usual miss, shared by {n}", nl: "kleinste afwijking per proef, bij {n} keuzes gelijk" }
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
    let n = count(language, facts.candidates.len() as f64);
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
    let shared = sharing(facts);
    if shared > 1 {
        let told = what_shared(language, &count(language, shared as f64));
        figure.description = format!("{} {told}", figure.description);
    }
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

/// How many choices have the smallest usual miss, as far as can be told.
fn sharing(facts: &Facts) -> usize {
    let shares = |candidate: &&Candidate| matches!(candidate.fate, Fate::Best | Fate::Tie);
    facts.candidates.iter().filter(shares).count()
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
    let shared = sharing(facts);
    let told_shared = count(language, shared as f64);
    let row = |candidate: &Candidate| {
        vec![
            Cell::Head(name(&candidate.name)),
            Cell::Number(money(language, candidate.cost)),
            miss(candidate.miss),
            Cell::Words(match candidate.fate {
                Fate::Best if shared > 1 => fate_best_of(language, &told_shared),
                fate => fate.told(language),
            }),
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

#[cfg(test)]
mod tests;
