//! Estimates against the true effect: arms by outcomes by months.

use super::canvas::Canvas;
use super::figure::{Cell, Figure, MOST_ROWS, Table};
use super::labels::name;
use super::numbers::{self, Estimate, Quantity, Unit, percent_with_error};
use super::scale::{Scale, around_zero};
use crate::language::Language;
use crate::report::words::phrases;

mod drawing;

/// What the picture shows.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Design and analysis, told.
    pub described: String,
    /// Whose the true effects are, told: `for everybody eligible`.
    pub whom: String,
    /// Share of trials that is to find it: .8.
    pub aim: f64,
    /// One for each arm, outcome and month; those of an outcome and month together.
    pub rows: Vec<Row>,
}

/// An arm's effect on an outcome in a month.
#[derive(Clone, Debug)]
pub struct Row {
    /// The outcome.
    pub outcome: String,
    /// The month, if outcomes have one.
    pub month: Option<u32>,
    /// The arm.
    pub arm: String,
    /// The arm's place in the file, control left out.
    pub place: usize,
    /// What the outcome is counted in.
    pub unit: Unit,
    /// What the trials show; none if there was no estimate.
    pub shown: Option<Shown>,
}

/// What trials show of an effect.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// The true effect.
    pub truth: f64,
    /// The mean estimate.
    pub mean: Estimate,
    /// Between which the middle 95 of 100 estimates lie.
    pub range: [f64; 2],
    /// The share of trials that find it; none where there is nothing to find.
    pub found: Option<Estimate>,
}

phrases! {
    title_some(aim: &str, n: &str, all: &str) {
        en: "Found in at least {aim} of 100 trials: {n} of {all} effects",
        nl: "In minstens {aim} van de 100 proeven gevonden: {n} van de {all} effecten",
    }
    title_no(aim: &str, all: &str) {
        en: "Found in at least {aim} of 100 trials: none of the {all} effects",
        nl: "In minstens {aim} van de 100 proeven gevonden: geen van de {all} effecten",
    }
    title_only(aim: &str, found: &str) {
        en: "The one effect is found in {found} of 100 trials; {aim} is the aim",
        nl: "Het enige effect wordt in {found} van de 100 proeven gevonden; gevraagd: {aim}",
    }
    title_all_nought() {
        en: "In the plan every effect shown here is zero",
        nl: "In het plan is elk effect hier nul",
    }
    title_nothing() { en: "There is no estimate to show", nl: "Er is geen schatting om te tonen" }
    subtitle(whom: &str, described: &str) {
        en: "Middle 95% of estimates, mean estimate and true effect {whom} · {described}",
        nl: "Middelste 95% van de schattingen, gemiddelde schatting en echt effect {whom} · {described}",
    }
    month_of(outcome: &str, month: &str) { en: "{outcome}, month {month}", nl: "{outcome}, maand {month}" }
    true_head() { en: "true", nl: "echt" }
    mean_head() { en: "mean", nl: "gemiddeld" }
    found_head() { en: "found", nl: "gevonden" }
    below_row(truth: &str, mean: &str) { en: "true {truth} · mean {mean}", nl: "echt {truth} · gemiddeld {mean}" }
    none() { en: "none", nl: "geen" }
    how() {
        en: "Upright bar: the true effect. Mark: what trials show on average. Light bar: where 95 of 100 trials land. Found: of 100 trials, significant and in the direction of the effect assumed.",
        nl: "Staand streepje: het echte effect. Teken: wat proeven gemiddeld laten zien. Lichte balk: daar komen 95 van de 100 proeven uit. Gevonden: van de 100 proeven, significant en in de richting van het aangenomen effect.",
    }
    error_small() { en: "Simulation error is smaller than the marks.", nl: "De simulatiefout is kleiner dan de tekens." }
    error_drawn() { en: "Thin lines: simulation error, 95%.", nl: "Dunne lijntjes: simulatiefout (95%)." }
    nothing_to_find() {
        en: "A dash under found: there is no effect to find.",
        nl: "Een streepje onder gevonden: er is geen effect te vinden.",
    }
    first_rows(shown: &str, all: &str) {
        en: "The first {shown} of {all} effects are drawn; the table has them all.",
        nl: "De eerste {shown} van de {all} effecten zijn getekend; de tabel heeft ze allemaal.",
    }
    what(n: &str) {
        en: "Estimates beside true effects; effects: {n}.",
        nl: "Schattingen naast het echte effect; aantal effecten: {n}.",
    }
    what_row(row: &str, truth: &str, mean: &str, range: &str, found: &str, error: &str) {
        en: "{row}: true {truth}, mean estimate {mean}, 95 of 100 estimates {range}, found in {found} of 100 (± {error}).",
        nl: "{row}: echt {truth}, gemiddelde schatting {mean}, 95 van de 100 schattingen {range}, gevonden in {found} van de 100 (± {error}).",
    }
    what_nought(row: &str, mean: &str, range: &str) {
        en: "{row}: no effect, mean estimate {mean}, 95 of 100 estimates {range}.",
        nl: "{row}: geen effect, gemiddelde schatting {mean}, 95 van de 100 schattingen {range}.",
    }
    caption() {
        en: "Estimates and true effects; ±: one standard error of the simulation",
        nl: "Schattingen en echte effecten; ±: één simulatiefout",
    }
    head_outcome() { en: "outcome", nl: "uitkomstmaat" }
    head_arm() { en: "arm", nl: "aanpak" }
    head_truth() { en: "true effect", nl: "echt effect" }
    head_mean() { en: "mean estimate", nl: "gemiddelde schatting" }
    head_range() { en: "95 of 100 estimates", nl: "95 van de 100 schattingen" }
    head_found() { en: "found, %", nl: "gevonden, %" }
}

/// Rows whose effects share a scale.
struct Block<'a> {
    quantity: Quantity,
    /// Rows of one outcome and month.
    groups: Vec<Vec<&'a Row>>,
}

/// The figure.
pub fn figure(facts: &Facts, language: Language) -> Figure {
    let mut figure = Figure::new(
        "forest",
        title(facts, language),
        &subtitle(language, &facts.whom, &facts.described),
    );
    if facts.rows.iter().all(|row| row.shown.is_none()) {
        figure.help = vec![title_nothing(language)];
        return figure;
    }
    let drawn = &facts.rows[..facts.rows.len().min(MOST_ROWS)];
    figure.description = description(facts, language);
    figure.help = vec![how(language)];
    let blocks = blocks(drawn, language);
    let is_drawn = blocks.iter().any(|block| {
        block.groups.iter().flatten().any(|row| {
            row.shown.is_some_and(|shown| {
                error_shows(shown, &scale_of(block, [0.0, 300.0]), &block.quantity)
            })
        })
    });
    figure.help.push(if is_drawn { error_drawn(language) } else { error_small(language) });
    if facts.rows.iter().any(|row| row.shown.is_some_and(|shown| shown.found.is_none())) {
        figure.help.push(nothing_to_find(language));
    }
    if drawn.len() < facts.rows.len() {
        let [shown, all] =
            [drawn.len(), facts.rows.len()].map(|n| numbers::count(language, n as f64));
        figure.help.push(first_rows(language, &shown, &all));
    }
    figure.table = table(facts, language);
    figure.drawn(facts.rows.len(), |width| {
        let mut canvas = Canvas::new(width);
        let height = drawing::draw(&mut canvas, &blocks, language);
        canvas.done(height)
    })
}

fn title(facts: &Facts, language: Language) -> String {
    let shown: Vec<Shown> = facts.rows.iter().filter_map(|row| row.shown).collect();
    let found: Vec<Estimate> = shown.iter().filter_map(|shown| shown.found).collect();
    let enough = found.iter().filter(|found| found.value >= facts.aim).count();
    let aim = numbers::asked_of_hundred(language, facts.aim);
    match (&found[..], enough) {
        ([], _) if !shown.is_empty() => title_all_nought(language),
        ([], _) => title_nothing(language),
        ([only], _) => title_only(language, &aim, &numbers::of_hundred(language, only.value)),
        (all, 0) => title_no(language, &aim, &numbers::count(language, all.len() as f64)),
        (all, n) => {
            let [n, all] = [n, all.len()].map(|n| numbers::count(language, n as f64));
            title_some(language, &aim, &n, &all)
        }
    }
}

fn outcome_of(row: &Row, language: Language) -> String {
    let outcome = name(&row.outcome);
    match row.month {
        Some(month) => month_of(language, &outcome, &numbers::count(language, f64::from(month))),
        None => outcome,
    }
}

/// Outcomes counted in points share a scale, each other outcome has its own.
fn blocks(rows: &[Row], language: Language) -> Vec<Block<'_>> {
    let mut keys: Vec<(Unit, String)> = Vec::new();
    let key = |row: &Row| match &row.unit {
        Unit::Points => (Unit::Points, String::new()),
        own @ Unit::Own(_) => (own.clone(), row.outcome.clone()),
    };
    for row in rows {
        if !keys.contains(&key(row)) {
            keys.push(key(row));
        }
    }
    let block = |of: (Unit, String)| {
        let mut groups: Vec<Vec<&Row>> = Vec::new();
        for row in rows.iter().filter(|row| key(row) == of) {
            match groups.last_mut() {
                Some(group) if (&group[0].outcome, group[0].month) == (&row.outcome, row.month) => {
                    group.push(row);
                }
                _ => groups.push(vec![row]),
            }
        }
        let shown = groups.iter().flatten().filter_map(|row| row.shown);
        let values = shown.flat_map(|shown| [Estimate::new(shown.truth, 0.0), shown.mean]);
        let quantity = Quantity::over(language, &of.0, values);
        Block { quantity, groups }
    };
    keys.into_iter().map(block).collect()
}

fn scale_of(block: &Block, range: [f64; 2]) -> Scale {
    let shown = block.groups.iter().flatten().filter_map(|row| row.shown);
    let ends =
        shown.flat_map(|shown| [shown.truth, shown.mean.value, shown.range[0], shown.range[1]]);
    Scale::linear(around_zero(ends.map(|end| block.quantity.drawn(end)), 10), range)
}

fn error_shows(shown: Shown, scale: &Scale, quantity: &Quantity) -> bool {
    let [low, high] = shown.mean.range().map(|end| scale.at(quantity.drawn(end)));
    high - low > 8.0
}

fn description(facts: &Facts, language: Language) -> String {
    let mut parts = vec![what(language, &numbers::count(language, facts.rows.len() as f64))];
    for block in blocks(&facts.rows, language) {
        for row in block.groups.iter().flatten().take(4) {
            let Some(shown) = row.shown else { continue };
            let quantity = &block.quantity;
            let told = format!("{}, {}", outcome_of(row, language), name(&row.arm));
            let (mean, range) = (quantity.told(shown.mean.value), quantity.range(shown.range));
            parts.push(match shown.found {
                None => what_nought(language, &told, &mean, &range),
                Some(found) => what_row(
                    language,
                    &told,
                    &quantity.told(shown.truth),
                    &mean,
                    &range,
                    &numbers::of_hundred(language, found.value),
                    &numbers::decimal(language, 100.0 * found.mcse, 1),
                ),
            });
        }
    }
    parts.truncate(7);
    parts.join(" ")
}

fn table(facts: &Facts, language: Language) -> Table {
    let mut rows = Vec::new();
    for block in blocks(&facts.rows, language) {
        let quantity = &block.quantity;
        for row in block.groups.iter().flatten() {
            let mut cells =
                vec![Cell::Head(outcome_of(row, language)), Cell::Words(name(&row.arm))];
            cells.extend(match row.shown {
                Some(shown) => [
                    Cell::Number(quantity.cell(Estimate::new(shown.truth, 0.0))),
                    Cell::Number(quantity.cell(shown.mean)),
                    Cell::Number(quantity.range(shown.range)),
                    match shown.found {
                        Some(found) => Cell::Number(percent_with_error(language, found)),
                        None => Cell::Missing,
                    },
                ],
                None => [Cell::Missing, Cell::Missing, Cell::Missing, Cell::Missing],
            });
            rows.push(cells);
        }
    }
    let heads = [head_outcome, head_arm, head_truth, head_mean, head_range, head_found];
    Table { caption: caption(language), head: heads.map(|head| head(language)).into(), rows }
}

#[cfg(test)]
mod tests;
