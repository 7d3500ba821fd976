//! What if two settings differ: trials that find it at each pair of their values.

use super::canvas::{Canvas, Room, Stroke, Text};
use super::figure::{Cell, Figure, Table, WIDE};
use super::labels::{SMALL, name, name_in_sentence, shorten, two_lines, width};
use super::numbers::{Estimate, count, of_hundred, of_hundred_mark, percent_with_error};
use super::palette::{AXIS, HEAT, INK, MUTED, WHITE};
use super::sweep::Counted;
use crate::language::Language;
use crate::report::words::phrases;

/// What the picture shows.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Arm, outcome, design and analysis, told.
    pub described: String,
    /// The setting whose values stand side by side.
    pub across: Setting,
    /// The setting whose values stand below one another.
    pub down: Setting,
    /// The share of trials that find it: a row for each value of `down`.
    pub found: Vec<Vec<Option<Estimate>>>,
    /// What is counted in the trials.
    pub counted: Counted,
    /// Where the scenario stands: its place across and down.
    pub now: Option<(usize, usize)>,
}

/// A setting and its values.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// Its values as they are shown, in their order.
    pub values: Vec<String>,
}

phrases! {
    title_range(one: &str, other: &str, p: &str, q: &str) {
        en: "Each pair of {one} and {other}: {p} to {q} of 100 trials find the effect",
        nl: "Bij elk paar van {one} en {other} vinden {p} tot {q} van de 100 proeven het effect",
    }
    title_still(one: &str, other: &str) {
        en: "Between pairs of {one} and {other} the chance of finding the effect does not visibly change",
        nl: "Tussen paren van {one} en {other} verandert de kans om het effect te vinden niet zichtbaar",
    }
    title_range_significant(one: &str, other: &str, p: &str, q: &str) {
        en: "Each pair of {one} and {other}: {p} to {q} of 100 trials are significant",
        nl: "Bij elk paar van {one} en {other} zijn {p} tot {q} van de 100 proeven significant",
    }
    title_still_significant(one: &str, other: &str) {
        en: "Between pairs of {one} and {other} the share of significant trials does not visibly change",
        nl: "Tussen paren van {one} en {other} verandert het deel significante proeven niet zichtbaar",
    }
    title_range_shown(one: &str, other: &str, p: &str, q: &str) {
        en: "Each pair of {one} and {other}: {p} to {q} of 100 trials conclude ‘within the margin’",
        nl: "Bij elk paar van {one} en {other} besluiten {p} tot {q} van de 100 proeven ‘binnen de grens’",
    }
    title_still_shown(one: &str, other: &str) {
        en: "Between pairs of {one} and {other} the chance of concluding ‘within the margin’ does not visibly change",
        nl: "Tussen paren van {one} en {other} verandert de kans op ‘binnen de grens’ niet zichtbaar",
    }
    title_none() { en: "No variant could be computed", nl: "Geen enkele variant kon worden doorgerekend" }
    subtitle(described: &str) {
        en: "Trials of 100 that find the effect · {described}",
        nl: "Proeven van de 100 die het effect vinden · {described}",
    }
    subtitle_significant(described: &str) {
        en: "Trials of 100 that are significant, in either direction · {described}",
        nl: "Proeven van de 100 die significant zijn, in welke richting ook · {described}",
    }
    subtitle_shown(described: &str) {
        en: "Trials of 100 that conclude ‘within the margin’, whether true or not · {described}",
        nl: "Proeven van de 100 met de conclusie ‘binnen de grens’, terecht of niet · {described}",
    }
    how_shown() {
        en: "Each cell is a pair of values; the darker, the more of 100 trials conclude ‘within the margin’. Where the true effect lies at the margin or beyond it, that is a false alarm.",
        nl: "Elk vak is een paar waarden; hoe donkerder, hoe vaker de conclusie ‘binnen de grens’ valt. Waar het echte effect op de grens of erbuiten ligt, is dat loos alarm.",
    }
    how_significant() {
        en: "Each cell is a pair of values; the darker, the more of 100 trials are significant. Where the true effect is 0, that is a false alarm.",
        nl: "Elk vak is een paar waarden; hoe donkerder, hoe meer van de 100 proeven significant zijn. Waar het echte effect 0 is, is dat loos alarm.",
    }
    how() {
        en: "Each cell is a pair of values; the darker, the more of 100 trials find the effect.",
        nl: "Elk vak is een paar waarden; hoe donkerder, hoe meer van de 100 proeven het effect vinden.",
    }
    how_framed() { en: "Framed: the scenario as it stands.", nl: "Omlijnd: het scenario zoals opgegeven." }
    error(most: &str) {
        en: "Each number has a simulation error of at most {most} of 100.",
        nl: "Elk getal heeft een simulatiefout van hoogstens {most} van de 100.",
    }
    most_shown(n: &str) {
        en: "{n} values side by side are drawn; the table has all.",
        nl: "Er zijn {n} waarden naast elkaar getekend; de tabel heeft ze allemaal.",
    }
    what(one: &str, other: &str, p: &str, q: &str) {
        en: "Cells for {one} (side by side) and {other} (below one another), from {p} to {q} of 100.",
        nl: "Vakken voor {one} (naast elkaar) en {other} (onder elkaar), van {p} tot {q} van de 100.",
    }
    what_now(one: &str, other: &str, p: &str) {
        en: "As it stands ({one}, {other}): {p} of 100.",
        nl: "Zoals opgegeven ({one}, {other}): {p} van de 100.",
    }
    caption_shown() {
        en: "Trials that conclude ‘within the margin’, %; ±: one standard error of the simulation",
        nl: "Proeven met de conclusie ‘binnen de grens’, %; ±: één simulatiefout",
    }
    caption_significant() {
        en: "Significant trials, %; ±: one standard error of the simulation",
        nl: "Significante proeven, %; ±: één simulatiefout",
    }
    caption() {
        en: "Trials that find the effect, %; ±: one standard error of the simulation",
        nl: "Proeven die het effect vinden, %; ±: één simulatiefout",
    }
}

/// Smallest side of a cell.
const SIDE: f64 = 44.0;
/// How high a row is.
const ROW: f64 = 44.0;

/// The figure.
pub fn figure(facts: &Facts, language: Language) -> Figure {
    let described = facts.described.as_str();
    let (subtitle, how) = match facts.counted {
        Counted::Found => (subtitle(language, described), how(language)),
        Counted::Significant => {
            (subtitle_significant(language, described), how_significant(language))
        }
        Counted::Shown => (subtitle_shown(language, described), how_shown(language)),
    };
    let mut figure = Figure::new("grid", title(facts, language), &subtitle);
    let Some([low, high]) = ends(facts) else {
        figure.help = vec![title_none(language)];
        return figure;
    };
    let [one, other] = [&facts.across, &facts.down].map(|setting| name(&setting.name));
    let [p, q] = [low, high].map(|share| of_hundred(language, share.value));
    figure.description = what(language, &one, &other, &p, &q);
    if let Some((x, y, share)) = facts.now.and_then(|(x, y)| Some((x, y, cell(facts, x, y)?))) {
        let told = of_hundred(language, share.value);
        let now = what_now(language, &facts.across.values[x], &facts.down.values[y], &told);
        figure.description = format!("{} {now}", figure.description);
    }
    let largest =
        facts.found.iter().flatten().flatten().map(|share| share.mcse).fold(0.0, f64::max);
    figure.help = vec![
        if facts.now.is_some() { format!("{how} {}", how_framed(language)) } else { how },
        error(language, &super::numbers::decimal(language, 100.0 * largest, 1)),
    ];
    let most = most_across(facts, WIDE);
    if most < facts.across.values.len() {
        figure.help.push(most_shown(language, &count(language, most as f64)));
    }
    figure.table = table(facts, language);
    figure.drawn(facts.down.values.len().max(facts.across.values.len() * 3), |width| {
        let mut canvas = Canvas::new(width);
        let height = draw(&mut canvas, facts, language);
        canvas.done(height)
    })
}

fn cell(facts: &Facts, across: usize, down: usize) -> Option<Estimate> {
    let is_named = across < facts.across.values.len() && down < facts.down.values.len();
    *facts.found.get(down)?.get(across).filter(|_| is_named)?
}

fn ends(facts: &Facts) -> Option<[Estimate; 2]> {
    let shares = || facts.found.iter().flatten().flatten().copied();
    let low = shares().min_by(|a, b| a.value.total_cmp(&b.value))?;
    Some([low, shares().max_by(|a, b| a.value.total_cmp(&b.value))?])
}

fn title(facts: &Facts, language: Language) -> String {
    let Some([low, high]) = ends(facts) else { return title_none(language) };
    let [one, other] = [&facts.across, &facts.down].map(|setting| name_in_sentence(&setting.name));
    let [p, q] = [low, high].map(|share| of_hundred(language, share.value));
    match (high.minus(low).is_clear() && p != q, facts.counted) {
        (true, Counted::Found) => title_range(language, &one, &other, &p, &q),
        (true, Counted::Significant) => title_range_significant(language, &one, &other, &p, &q),
        (true, Counted::Shown) => title_range_shown(language, &one, &other, &p, &q),
        (false, Counted::Found) => title_still(language, &one, &other),
        (false, Counted::Significant) => title_still_significant(language, &one, &other),
        (false, Counted::Shown) => title_still_shown(language, &one, &other),
    }
}

fn table(facts: &Facts, language: Language) -> Table {
    let mut head = vec![format!("{} \\ {}", name(&facts.down.name), name(&facts.across.name))];
    head.extend(facts.across.values.iter().cloned());
    let row = |(y, value): (usize, &String)| {
        let mut row = vec![Cell::Head(value.clone())];
        row.extend((0..facts.across.values.len()).map(|x| match cell(facts, x, y) {
            Some(share) => Cell::Number(percent_with_error(language, share)),
            None => Cell::Missing,
        }));
        row
    };
    let rows = facts.down.values.iter().enumerate().map(row).collect();
    let caption = match facts.counted {
        Counted::Found => caption(language),
        Counted::Significant => caption_significant(language),
        Counted::Shown => caption_shown(language),
    };
    Table { caption, head, rows }
}

/// Room for the values at the left.
fn value_room(facts: &Facts, picture: f64) -> f64 {
    let widest =
        facts.down.values.iter().map(|value| width(&name(value), SMALL, false)).fold(0.0, f64::max);
    widest.min(picture * 0.3) + 10.0
}

fn most_across(facts: &Facts, picture: f64) -> usize {
    let room = picture - value_room(facts, picture) - 2.0;
    facts.across.values.len().min((room / SIDE) as usize)
}

fn draw(canvas: &mut Canvas, facts: &Facts, language: Language) -> f64 {
    let columns = most_across(facts, canvas.width).max(1);
    let left = value_room(facts, canvas.width);
    let wide = ((canvas.width - left - 2.0) / columns as f64).clamp(SIDE, 140.0);
    let down = two_lines(&name(&facts.down.name), canvas.width, SMALL, true);
    let across = two_lines(&name(&facts.across.name), canvas.width - left, SMALL, true);
    canvas.lines(&Text::new(left, 12.0, "").small().bold(), &across, 14.0);
    let heads_at = 12.0 + 14.0 * across.len() as f64 + 6.0;
    for (x, value) in facts.across.values.iter().take(columns).enumerate() {
        let middle = left + wide * (x as f64 + 0.5);
        let shown = shorten(&name(value), wide - 6.0, SMALL, false);
        canvas.text(Text::new(middle, heads_at, shown).second().middle());
    }
    let names_at = heads_at + 18.0;
    canvas.lines(&Text::new(0.0, names_at, "").small().bold(), &down, 14.0);
    let top = names_at + 14.0 * (down.len() - 1) as f64 + 10.0;
    for (y, value) in facts.down.values.iter().enumerate() {
        let row = top + ROW * y as f64;
        let shown = shorten(&name(value), left - 9.0, SMALL, false);
        canvas.text(Text::new(left - 8.0, row + ROW / 2.0 + 4.0, shown).second().end());
        for x in 0..columns {
            let cell_left = left + wide * x as f64;
            let room =
                Room { left: cell_left, right: cell_left + wide, top: row, bottom: row + ROW };
            draw_cell(canvas, cell(facts, x, y), room, language);
        }
    }
    if let Some((x, y)) = facts.now.filter(|(x, y)| *x < columns && *y < facts.down.values.len()) {
        let (cell_left, row) = (left + wide * x as f64 + 2.0, top + ROW * y as f64 + 2.0);
        frame(canvas, [cell_left, cell_left + wide - 4.0], [row, row + ROW - 4.0]);
    }
    top + ROW * facts.down.values.len() as f64 + 6.0
}

/// White and dark, so that it shows on every ground.
fn frame(canvas: &mut Canvas, [left, right]: [f64; 2], [top, bottom]: [f64; 2]) {
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
    for (from, to) in corners.iter().zip(&corners[1..]) {
        canvas.line(*from, *to, Stroke::of(WHITE).width(4.0));
    }
    for (from, to) in corners.iter().zip(&corners[1..]) {
        canvas.line(*from, *to, Stroke::of(INK).width(2.0));
    }
}

fn draw_cell(canvas: &mut Canvas, share: Option<Estimate>, room: Room, language: Language) {
    let (x, y) = (f64::midpoint(room.left, room.right), f64::midpoint(room.top, room.bottom) + 4.5);
    let Some(share) = share.filter(|share| share.is_finite()) else {
        canvas.rect(room, WHITE, Some(AXIS));
        canvas.text(Text::new(x, y, "–").colour(MUTED).middle());
        return;
    };
    let step = ((share.value * HEAT.len() as f64) as usize).min(HEAT.len() - 1);
    let ground = HEAT[step];
    canvas.rect(room, ground, Some(WHITE));
    let colour = if step < HEAT.len() / 2 { INK } else { WHITE };
    let told = of_hundred_mark(language, share.value);
    canvas.text(Text::new(x, y, told).colour(colour).on(ground).bold().middle());
}

#[cfg(test)]
mod tests;
