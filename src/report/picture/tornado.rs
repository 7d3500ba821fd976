//! What the answer hangs on: one assumption at a time over its range.

use super::axis::{self, Across, Numbers};
use super::canvas::{Canvas, Room, Stroke, Text};
use super::figure::{Cell, Figure, MOST_ROWS, Table, is_wide};
use super::labels::{SIZE, SMALL, name, name_in_sentence, shorten, width};
use super::numbers::{self, Estimate, count, of_hundred, percent_with_error};
use super::palette::{BLUE, BLUE_LIGHT, Colour, INK, MUTED, SOFT, Shape, WHITE};
use super::scale::{Scale, around};
use crate::language::Language;
use crate::report::words::phrases;

/// What the picture shows.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Arm, outcome, design and analysis, told.
    pub described: String,
    /// The share of trials that find it with all numbers as they stand.
    pub base: Estimate,
    /// Simulated trials at each end of a range.
    pub trials: u64,
    /// Whether the plan has no effect to find: what is reported in either direction counts.
    pub has_no_effect: bool,
    /// The assumptions, in the order of the file.
    pub rows: Vec<Row>,
}

/// An assumption that is moved over its range.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its name, told.
    pub name: String,
    /// The low end of its range, told.
    pub low: String,
    /// The high end of its range, told.
    pub high: String,
    /// The share that finds it at the low end.
    pub at_low: Estimate,
    /// The share that finds it at the high end.
    pub at_high: Estimate,
    /// Whether the change is more than chance in the simulation, all assumptions considered.
    pub is_clear: bool,
    /// Whether there is no effect at the low end, and at the high end: what is found there is a false alarm.
    pub is_without_effect: [bool; 2],
    /// Whether the effect goes the other way at an end.
    pub is_reversed: bool,
}

phrases! {
    title_most(name: &str, p: &str, q: &str) {
        en: "Most depends on {name}: over its range {p} to {q} of 100 trials find the effect",
        nl: "Het antwoord hangt het meest af van {name}: over de bandbreedte vinden {p} tot {q} van de 100 proeven het effect",
    }
    title_most_reported(name: &str, p: &str, q: &str) {
        en: "Most depends on {name}: over its range {p} to {q} of 100 trials report an effect; the plan has none",
        nl: "Het antwoord hangt het meest af van {name}: tussen {p} en {q} van de 100 proeven melden een effect; het plan heeft er geen",
    }
    title_most_without(name: &str, at: &str, p: &str, none: &str) {
        en: "Most depends on {name}: at {at} {p} of 100 trials find the effect, at {none} there is none",
        nl: "Het antwoord hangt het meest af van {name}: bij {at} vinden {p} van de 100 proeven het effect, bij {none} is er geen",
    }
    title_no_change(n: &str) {
        en: "{n} trials show no change by any single assumption",
        nl: "In {n} proeven is van geen enkele aanname een verandering te zien",
    }
    title_none() { en: "No assumption has a range", nl: "Geen enkele aanname heeft een bandbreedte" }
    subtitle(described: &str) {
        en: "Trials of 100 that find the effect at the ends of each range, all else as it stands · {described}",
        nl: "Proeven van de 100 die het effect vinden aan de uiteinden van elke bandbreedte, de rest zoals opgegeven · {described}",
    }
    subtitle_reported(described: &str) {
        en: "Trials of 100 that report an effect at the ends of each range, all else as it stands · {described}",
        nl: "Proeven van de 100 die een effect melden aan de uiteinden van elke bandbreedte, de rest zoals opgegeven · {described}",
    }
    reported_axis() { en: "trials of 100 that report an effect", nl: "proeven van de 100 die een effect melden" }
    found_axis() { en: "trials of 100 that find it", nl: "proeven van de 100 die het vinden" }
    base_label(p: &str) { en: "as it stands: {p}", nl: "zoals opgegeven: {p}" }
    how() {
        en: "Each bar is one assumption moved over its range: open circle at its low end, filled circle at its high end, with their values beside them.",
        nl: "Elke balk is één aanname die over de bandbreedte wordt verschoven: open rondje bij de laagste waarde, dicht rondje bij de hoogste, met de waarden ernaast.",
    }
    caution() {
        en: "One assumption at a time; together they can do more. Not clear of simulation error: grey, in file order.",
        nl: "Eén aanname tegelijk; samen kan het meer zijn. Grijs, in de volgorde van het bestand: niet van toeval te onderscheiden.",
    }
    false_alarms() {
        en: "Where there is no effect, what counts as found is a false alarm.",
        nl: "Waar geen effect is, telt loos alarm als gevonden.",
    }
    other_way() {
        en: "Where the effect goes the other way, only findings in the planned direction count.",
        nl: "Waar het effect de andere kant op gaat, telt alleen wat in de richting van het plan wordt gevonden.",
    }
    error() { en: "Thin lines: simulation error, 95%.", nl: "Dunne lijntjes: simulatiefout (95%)." }
    not_drawn(n: &str) {
        en: "Assumptions in the table only: {n}.",
        nl: "Aannames die alleen in de tabel staan: {n}.",
    }
    what(base: &str, error: &str, n: &str) {
        en: "As it stands {base} of 100 trials (± {error}) find the effect. Assumptions moved one at a time: {n}.",
        nl: "Zoals opgegeven vinden {base} van de 100 proeven (± {error}) het effect. Aannames die één voor één worden verschoven: {n}.",
    }
    what_reported(base: &str, error: &str, n: &str) {
        en: "As it stands {base} of 100 trials (± {error}) report an effect, and there is none. Assumptions moved one at a time: {n}.",
        nl: "Zoals opgegeven melden {base} van de 100 proeven (± {error}) een effect dat er niet is. Aannames die één voor één worden verschoven: {n}.",
    }
    either_direction() {
        en: "The plan has no effect, so what is reported in either direction counts. As it stands that is a false alarm.",
        nl: "Het plan heeft geen effect: wat in welke richting dan ook wordt gemeld, telt mee. Zoals opgegeven is dat loos alarm.",
    }
    what_row(name: &str, low: &str, high: &str, p: &str, q: &str) {
        en: "{name}, {low} to {high}: {p} to {q} of 100.",
        nl: "{name}, {low} tot {high}: {p} tot {q} van de 100.",
    }
    caption() {
        en: "Assumptions at the ends of their ranges; ±: one standard error of the simulation",
        nl: "Aannames aan de uiteinden van hun bandbreedte; ±: één simulatiefout",
    }
    head_name() { en: "assumption", nl: "aanname" }
    head_range() { en: "range", nl: "bandbreedte" }
    head_low() { en: "found at its low end, %", nl: "gevonden bij de laagste waarde, %" }
    head_high() { en: "found at its high end, %", nl: "gevonden bij de hoogste waarde, %" }
}

/// Rows drawn where no more than these move the answer clearly.
const ENOUGH: usize = 12;
const HEAD: f64 = 30.0;

/// The figure.
pub fn figure(facts: &Facts, language: Language) -> Figure {
    let rows = ordered(facts);
    let subtitle = if facts.has_no_effect { subtitle_reported } else { subtitle };
    let title = title(facts, &rows, language);
    let mut figure = Figure::new("tornado", title, &subtitle(language, &facts.described));
    if rows.is_empty() {
        figure.help = vec![title_none(language)];
        return figure;
    }
    figure.description = description(facts, &rows, language);
    figure.help = vec![how(language), caution(language), error(language)];
    let has = |what: fn(&Row) -> bool| rows.iter().any(|row| what(row));
    let notes = [
        facts.has_no_effect.then(|| either_direction(language)),
        has(|row| row.is_without_effect.contains(&true)).then(|| false_alarms(language)),
        has(|row| row.is_reversed).then(|| other_way(language)),
    ];
    figure.help.extend(notes.into_iter().flatten());
    let clear = rows.iter().filter(|row| row.is_clear).count();
    let most = clear.clamp(ENOUGH, MOST_ROWS);
    if rows.len() > most {
        figure.help.push(not_drawn(language, &count(language, (rows.len() - most) as f64)));
    }
    figure.table = table(&rows, language);
    figure.drawn(rows.len().min(most), |width| {
        let mut canvas = Canvas::new(width);
        let height = draw(&mut canvas, facts, &rows[..rows.len().min(most)], language);
        canvas.done(height)
    })
}

fn reach(row: &Row) -> f64 {
    (row.at_high.value - row.at_low.value).abs()
}

/// The clear ones by size, then the others in the order of the file.
fn ordered(facts: &Facts) -> Vec<&Row> {
    let mut clear: Vec<&Row> = facts.rows.iter().filter(|row| row.is_clear).collect();
    clear.sort_by(|a, b| reach(b).total_cmp(&reach(a)));
    clear.extend(facts.rows.iter().filter(|row| !row.is_clear));
    clear
}

fn ends(row: &Row, language: Language) -> [String; 2] {
    let (a, b) = (row.at_low.value, row.at_high.value);
    [a.min(b), a.max(b)].map(|share| of_hundred(language, share))
}

fn title(facts: &Facts, rows: &[&Row], language: Language) -> String {
    match rows.first() {
        None => title_none(language),
        Some(row) if row.is_clear && row.is_without_effect.contains(&true) => {
            let (ends, found) = ([&row.low, &row.high], [row.at_low, row.at_high]);
            let none = usize::from(row.is_without_effect[1]);
            let p = of_hundred(language, found[1 - none].value);
            title_most_without(
                language,
                &name_in_sentence(&row.name),
                ends[1 - none],
                &p,
                ends[none],
            )
        }
        Some(row) if row.is_clear => {
            let [p, q] = ends(row, language);
            let title = if facts.has_no_effect { title_most_reported } else { title_most };
            title(language, &name_in_sentence(&row.name), &p, &q)
        }
        Some(_) => title_no_change(language, &count(language, facts.trials as f64)),
    }
}

fn description(facts: &Facts, rows: &[&Row], language: Language) -> String {
    let base = of_hundred(language, facts.base.value);
    let error = numbers::decimal(language, 100.0 * facts.base.mcse, 1);
    let what = if facts.has_no_effect { what_reported } else { what };
    let mut parts = vec![what(language, &base, &error, &count(language, rows.len() as f64))];
    for row in rows.iter().filter(|row| row.is_clear).take(3) {
        let [p, q] = [row.at_low, row.at_high].map(|share| of_hundred(language, share.value));
        parts.push(what_row(language, &name(&row.name), &row.low, &row.high, &p, &q));
    }
    parts.join(" ")
}

fn table(rows: &[&Row], language: Language) -> Table {
    let row = |row: &&Row| {
        vec![
            Cell::Head(name(&row.name)),
            Cell::Number(numbers::to(language, &row.low, &row.high)),
            Cell::Number(percent_with_error(language, row.at_low)),
            Cell::Number(percent_with_error(language, row.at_high)),
        ]
    };
    let head = [head_name, head_range, head_low, head_high].map(|head| head(language));
    Table { caption: caption(language), head: head.into(), rows: rows.iter().map(row).collect() }
}

/// Room that the values beside the bars take.
fn value_room(rows: &[&Row], base: Estimate) -> f64 {
    let of = |row: &&Row| {
        let is_one_sided = (row.at_low.value < base.value) == (row.at_high.value < base.value);
        if is_one_sided {
            width(&format!("{}, {}", row.low, row.high), SMALL, false)
        } else {
            width(&row.low, SMALL, false).max(width(&row.high, SMALL, false))
        }
    };
    rows.iter().map(of).fold(24.0, f64::max).min(110.0) + 10.0
}

fn draw(canvas: &mut Canvas, facts: &Facts, rows: &[&Row], language: Language) -> f64 {
    let wide = is_wide(canvas.width);
    let row = if wide { 30.0 } else { 46.0 };
    let names = rows.iter().map(|row| width(&name(&row.name), SIZE, false)).fold(0.0, f64::max);
    let left = if wide { names.min(230.0) + 13.0 } else { 0.0 };
    let room = value_room(rows, facts.base);
    let shares = rows.iter().flat_map(|row| [row.at_low, row.at_high]).chain([facts.base]);
    let domain = around(shares.flat_map(Estimate::share_range).map(|share| 100.0 * share), 8);
    let domain = [domain[0].max(0.0), domain[1].min(100.0)];
    let scale = Scale::linear(domain, [left + room, canvas.width - room]);
    let bottom = HEAD + row * rows.len() as f64;
    let title = if facts.has_no_effect { reported_axis } else { found_axis };
    let title = title(language);
    let across = Across {
        scale,
        panel: [HEAD - 4.0, bottom],
        title: &title,
        numbers: Numbers::Plain,
        has_grid: true,
    };
    axis::across(canvas, language, &across);
    let base = scale.within(100.0 * facts.base.value);
    canvas.line((base, HEAD - 10.0), (base, bottom), Stroke::of(INK).width(1.5));
    let label =
        Text::new(base, HEAD - 15.0, base_label(language, &of_hundred(language, facts.base.value)));
    let label = axis::inside(canvas.width, label.bold().middle());
    canvas.text(label);
    for (k, one) in rows.iter().enumerate() {
        let top = HEAD + row * k as f64;
        let colour = if one.is_clear { INK } else { MUTED };
        if wide {
            let shown = shorten(&name(&one.name), left - 12.0, SIZE, false);
            canvas.text(Text::new(left - 8.0, top + row / 2.0 + 4.5, shown).colour(colour).end());
        } else {
            let shown = shorten(&name(&one.name), canvas.width, SMALL, false);
            canvas.text(Text::new(0.0, top + 14.0, shown).small().colour(colour).halo());
        }
        let middle = top + if wide { row / 2.0 } else { 30.0 };
        draw_row(canvas, one, &scale, base, middle, room);
    }
    bottom + axis::BELOW + 4.0
}

fn draw_row(canvas: &mut Canvas, row: &Row, scale: &Scale, base: f64, y: f64, room: f64) {
    let (edge, fill, text): (Colour, Colour, Colour) =
        if row.is_clear { (BLUE, BLUE_LIGHT, INK) } else { (SOFT, WHITE, MUTED) };
    let [low, high] = [row.at_low, row.at_high].map(|share| scale.within(100.0 * share.value));
    for end in [low, high] {
        let bar = Room { left: base.min(end), right: base.max(end), top: y - 6.0, bottom: y + 6.0 };
        if bar.right - bar.left > 0.5 {
            canvas.rect(bar, fill, Some(edge));
        }
    }
    let (mut left, mut right) = (base.min(low).min(high), base.max(low).max(high));
    for (share, hollow) in [(row.at_low, true), (row.at_high, false)] {
        let [from, to] = share.share_range().map(|end| scale.within(100.0 * end));
        canvas.line((from, y), (to, y), Stroke::of(INK));
        canvas.mark(Shape::Circle, (scale.within(100.0 * share.value), y), 3.5, edge, hollow);
        (left, right) = (left.min(from), right.max(to));
    }
    let beside = |text_told: &str, is_left: bool| {
        let shown = shorten(text_told, room - 8.0, SMALL, false);
        let told = Text::new(0.0, 0.0, shown).small().colour(text).halo();
        if is_left { told.end().to(left - 7.0, y + 4.5) } else { told.to(right + 7.0, y + 4.5) }
    };
    let texts = match (low < base, high < base) {
        (true, false) => vec![beside(&row.low, true), beside(&row.high, false)],
        (false, true) => vec![beside(&row.high, true), beside(&row.low, false)],
        (is_left, _) => {
            let inner_is_low = (low - base).abs() < (high - base).abs();
            let [first, last] =
                if inner_is_low == is_left { [&row.high, &row.low] } else { [&row.low, &row.high] };
            vec![beside(&format!("{first}, {last}"), is_left)]
        }
    };
    for text in texts {
        canvas.text(text);
    }
}

#[cfg(test)]
mod tests;
