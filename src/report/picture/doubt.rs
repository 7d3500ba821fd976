//! What the answer hangs on, all together: worlds drawn from all ranges, and what each would find.

use super::axis::{self, Numbers, Up};
use super::canvas::{Canvas, Room, Stroke, Text};
use super::figure::{Cell, Figure, Table, is_wide};
use super::labels::{SMALL, shorten, wrap};
use super::near::{beside_line, near};
use super::numbers::{
    self, Estimate, asked_of_hundred, count, frequency, of_hundred, of_hundred_mark,
    percent_with_error,
};
use super::palette::{BLUE, INK, MUTED, PALE, SLATE, Shape};
use super::scale::Scale;
use crate::language::Language;
use crate::report::words::phrases;

/// What the picture shows.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Arm, outcome, design and analysis, told.
    pub described: String,
    /// Whether the plan has no effect to find: what is reported in either direction counts.
    pub has_no_effect: bool,
    /// The share of trials that find it, averaged over all drawn worlds.
    pub mean: Estimate,
    /// In one of ten worlds the share is below this.
    pub low: f64,
    /// In one of ten worlds the share is above this.
    pub high: f64,
    /// Share of trials that is to find it: .8.
    pub aim: f64,
    /// Simulated trials in each world.
    pub trials: u64,
    /// The share in each drawn world.
    pub worlds: Vec<Estimate>,
    /// The part of the spread between found and not found that comes from not knowing the world.
    pub from_world: Option<Estimate>,
}

phrases! {
    title_mean(often: &str) {
        en: "Averaged over all that is uncertain, {often} find the effect",
        nl: "Gemiddeld over alles wat onzeker is, wordt het effect in {often} gevonden",
    }
    title_reported(often: &str) {
        en: "The plan has no effect; averaged over all that is uncertain, {often} report one",
        nl: "Het plan heeft geen effect; gemiddeld over alles wat onzeker is, wordt er in {often} een gemeld",
    }
    title_none() { en: "No uncertain world could be computed", nl: "Geen enkele onzekere wereld kon worden doorgerekend" }
    subtitle(n: &str, described: &str) {
        en: "Chance of finding the effect in each of {n} worlds drawn from all ranges, sorted · {described}",
        nl: "Kans om het effect te vinden in elk van {n} werelden, getrokken uit alle bandbreedtes en gesorteerd · {described}",
    }
    subtitle_reported(n: &str, described: &str) {
        en: "Chance of reporting an effect in each of {n} worlds drawn from all ranges, sorted · {described}",
        nl: "Kans om een effect te melden in elk van {n} werelden, getrokken uit alle bandbreedtes en gesorteerd · {described}",
    }
    reported_axis() { en: "trials of 100 that report an effect", nl: "proeven van de 100 die een effect melden" }
    found_axis() { en: "trials of 100 that find it", nl: "proeven van de 100 die het vinden" }
    worlds_axis() { en: "worlds, from the least to the most favourable", nl: "werelden, van de minst tot de meest gunstige" }
    worlds_axis_reported() { en: "worlds, from the fewest to the most reports", nl: "werelden, van de minste tot de meeste meldingen" }
    aim_label(aim: &str) { en: "{aim}: the aim", nl: "{aim}: gevraagd" }
    mean_label(mean: &str) { en: "on average {mean}", nl: "gemiddeld {mean}" }
    bar_head() {
        en: "Where the spread between found and not found comes from, %",
        nl: "Waar het verschil tussen wel en niet vinden door komt, %",
    }
    world_part(share: &str) { en: "not knowing the world: {share}", nl: "wat nog onbekend is: {share}" }
    chance_part(share: &str) { en: "chance in one trial: {share}", nl: "toeval in één proef: {share}" }
    how(n: &str, error: &str) {
        en: "Each dot is one world in which all assumptions lie somewhere in their ranges. A dot rests on {n} trials and may be {error} off.",
        nl: "Elke stip is één wereld waarin alle aannames ergens binnen hun bandbreedte liggen. Een stip berust op {n} proeven en kan er {error} naast zitten.",
    }
    none_above(m: &str, aim: &str, most: &str) {
        en: "None of {m} worlds above {aim}: at most about {most}% of all worlds are.",
        nl: "Geen van {m} werelden boven {aim}: dat geldt dan voor hoogstens ongeveer {most}% van alle werelden.",
    }
    some_above(k: &str, m: &str, aim: &str) {
        en: "In {k} of {m} worlds {aim} is reached.",
        nl: "In {k} van de {m} werelden wordt {aim} gehaald.",
    }
    error_help() { en: "Thin lines: simulation error, 95%.", nl: "Dunne lijntjes: simulatiefout (95%)." }
    what(n: &str, mean: &str, error: &str, low: &str, high: &str) {
        en: "Worlds: {n}. On average {mean} of 100 trials (± {error}) find the effect; in one of ten worlds fewer than {low}, in one of ten more than {high}.",
        nl: "Werelden: {n}. Gemiddeld vinden {mean} van de 100 proeven (± {error}) het effect. In één op de tien werelden zijn dat er minder dan {low}, in één op de tien meer dan {high}.",
    }
    what_reported(n: &str, mean: &str, error: &str, low: &str, high: &str) {
        en: "Worlds: {n}. On average {mean} of 100 trials (± {error}) report an effect, in either direction; in one of ten worlds fewer than {low}, in one of ten more than {high}.",
        nl: "Werelden: {n}. Gemiddeld melden {mean} van de 100 proeven (± {error}) een effect, in welke richting dan ook. In één op de tien werelden zijn dat er minder dan {low}, in één op de tien meer dan {high}.",
    }
    what_world(share: &str) {
        en: "Of the spread between found and not found, {share}% comes from not knowing the world.",
        nl: "Van het verschil tussen wel en niet vinden komt {share}% door wat nog onbekend is.",
    }
    caption() {
        en: "Share of trials in each world, %; ±: one standard error of the simulation",
        nl: "Aandeel van de proeven in elke wereld, %; ±: één simulatiefout",
    }
    head_what() { en: "what", nl: "wat" }
    head_found() { en: "found, %", nl: "gevonden, %" }
    head_reported() { en: "reported, %", nl: "gemeld, %" }
    row_mean() { en: "average", nl: "gemiddelde" }
    row_low() { en: "one of ten worlds below", nl: "één op de tien werelden onder" }
    row_high() { en: "one of ten worlds above", nl: "één op de tien werelden boven" }
    row_from_world() { en: "spread that comes from the world, %", nl: "verschil dat van de wereld komt, %" }
    row_world(k: &str) { en: "world {k}, sorted", nl: "wereld {k}, gesorteerd" }
}

const HIGH: f64 = 220.0;

/// The figure.
pub fn figure(facts: &Facts, language: Language) -> Figure {
    let mut worlds: Vec<Estimate> =
        facts.worlds.iter().copied().filter(|world| world.is_finite()).collect();
    worlds.sort_by(|a, b| a.value.total_cmp(&b.value));
    let n = count(language, worlds.len() as f64);
    let title = if worlds.is_empty() {
        title_none(language)
    } else {
        let title = if facts.has_no_effect { title_reported } else { title_mean };
        title(language, &frequency(language, facts.mean.value))
    };
    let subtitle = if facts.has_no_effect { subtitle_reported } else { subtitle };
    let mut figure = Figure::new("doubt", title, &subtitle(language, &n, &facts.described));
    if worlds.is_empty() {
        figure.help = vec![title_none(language)];
        return figure;
    }
    figure.description = description(facts, &n, language);
    figure.help = help(facts, &worlds, language);
    figure.table = table(facts, &worlds, language);
    figure.drawn(1, |width| {
        let mut canvas = Canvas::new(width);
        let height = draw(&mut canvas, facts, &worlds, language);
        canvas.done(height)
    })
}

fn description(facts: &Facts, n: &str, language: Language) -> String {
    let mean = of_hundred(language, facts.mean.value);
    let low = count(language, (100.0 * facts.low).round().max(1.0));
    let high = count(language, (100.0 * facts.high).round().min(99.0));
    let error = numbers::decimal(language, 100.0 * facts.mean.mcse, 1);
    let what = if facts.has_no_effect { what_reported } else { what };
    let told = what(language, n, &mean, &error, &low, &high);
    match facts.from_world {
        Some(share) => {
            format!("{told} {}", what_world(language, &count(language, 100.0 * share.value)))
        }
        None => told,
    }
}

fn help(facts: &Facts, worlds: &[Estimate], language: Language) -> Vec<String> {
    let largest =
        worlds.iter().map(|world| 100.0 * numbers::NINETY_FIVE * world.mcse).fold(0.0, f64::max);
    let error = numbers::decimal(language, largest, 0);
    let m = count(language, worlds.len() as f64);
    let aim = asked_of_hundred(language, facts.aim);
    let above = worlds.iter().filter(|world| world.value >= facts.aim).count();
    let second = if above == 0 {
        let most = (300.0 / worlds.len() as f64).min(100.0);
        none_above(language, &m, &aim, &numbers::decimal(language, most, usize::from(most < 1.0)))
    } else {
        some_above(language, &count(language, above as f64), &m, &aim)
    };
    let second = Some(second).filter(|_| !facts.has_no_effect);
    let first = how(language, &count(language, facts.trials as f64), &error);
    [Some(first), second, Some(error_help(language))].into_iter().flatten().collect()
}

fn table(facts: &Facts, worlds: &[Estimate], language: Language) -> Table {
    let row = |head: String, share: Estimate| {
        vec![Cell::Head(head), Cell::Number(percent_with_error(language, share))]
    };
    let mut rows = vec![
        row(row_mean(language), facts.mean),
        row(row_low(language), Estimate::new(facts.low, 0.0)),
        row(row_high(language), Estimate::new(facts.high, 0.0)),
    ];
    rows.extend(facts.from_world.map(|share| row(row_from_world(language), share)));
    let world = |(k, share): (usize, &Estimate)| {
        row(row_world(language, &count(language, (k + 1) as f64)), *share)
    };
    rows.extend(worlds.iter().enumerate().map(world));
    let head = if facts.has_no_effect { head_reported } else { head_found };
    Table { caption: caption(language), head: vec![head_what(language), head(language)], rows }
}

fn draw(canvas: &mut Canvas, facts: &Facts, worlds: &[Estimate], language: Language) -> f64 {
    let axis_told = if facts.has_no_effect { reported_axis } else { found_axis };
    let axis_told = shorten(&axis_told(language), canvas.width, SMALL, false);
    canvas.text(Text::new(0.0, 12.0, axis_told).second());
    let (top, bottom) = (28.0, 28.0 + HIGH);
    let y = Scale::linear([0.0, 100.0], [bottom, top]);
    let left = axis::up_room(language, &y, 5, Numbers::Plain);
    let right = canvas.width - 6.0;
    axis::up(
        canvas,
        language,
        &Up { scale: y, panel: [left, right], most: 5, numbers: Numbers::Plain },
    );
    let x = Scale::linear([0.0, worlds.len() as f64], [left, right]);
    let mut bars = String::new();
    let mut dots = Vec::new();
    for (k, world) in worlds.iter().enumerate() {
        let at = x.at(k as f64 + 0.5);
        let [low, high] = world.share_range().map(|end| y.within(100.0 * end));
        bars.push_str(&super::canvas::polyline(&[(at, low), (at, high)]));
        dots.push((at, y.within(100.0 * world.value)));
        canvas.take(Room { left: at - 3.0, right: at + 3.0, top: high - 2.0, bottom: low + 2.0 });
    }
    canvas.path(&bars, Some(Stroke::of(BLUE)), None);
    let size = if worlds.len() > 120 || !is_wide(canvas.width) { 2.2 } else { 3.0 };
    for dot in dots {
        canvas.mark(Shape::Circle, dot, size, BLUE, false);
    }
    lines(canvas, facts, &y, [left, right], language);
    let worlds_told = if facts.has_no_effect { worlds_axis_reported } else { worlds_axis };
    axis::below(canvas, [left, right], bottom + 18.0, &worlds_told(language));
    let after = bottom + 44.0;
    match facts.from_world {
        Some(share) => bar(canvas, share.value, after, language),
        None => after - 8.0,
    }
}

/// The aim and the average.
fn lines(
    canvas: &mut Canvas,
    facts: &Facts,
    y: &Scale,
    [left, right]: [f64; 2],
    language: Language,
) {
    // Nobody aims at false alarms.
    if !facts.has_no_effect {
        let aim = y.at(100.0 * facts.aim);
        canvas.line((left, aim), (right, aim), Stroke::of(INK).dash("4 3"));
        let label = aim_label(language, &of_hundred_mark(language, facts.aim));
        let label = Text::new(0.0, 0.0, label).small().halo();
        canvas.place(beside_line(&label, [left, right], aim));
        canvas.take(Room { left, right, top: aim - 1.0, bottom: aim + 1.0 });
    }
    let mean = y.within(100.0 * facts.mean.value);
    canvas.line((left, mean), (right, mean), Stroke::of(INK).width(1.5));
    canvas.take(Room { left, right, top: mean - 1.0, bottom: mean + 1.0 });
    let label = mean_label(language, &of_hundred_mark(language, facts.mean.value));
    let within = Room { left: left + 2.0, right, top: y.range[1] - 6.0, bottom: y.range[0] - 2.0 };
    near(canvas, &[Text::new(0.0, 0.0, label).bold().halo()], (left + 40.0, mean), 5.0, within);
}

/// The part of the world and the part of chance, beside one another; returns where it ends.
fn bar(canvas: &mut Canvas, share: f64, top: f64, language: Language) -> f64 {
    let heads = wrap(&bar_head(language), canvas.width, SMALL, false);
    canvas.lines(&Text::new(0.0, top + 12.0, "").second(), &heads, 14.0);
    let top = top + 14.0 * heads.len() as f64 + 6.0;
    let wide = canvas.width - 2.0;
    let edge = 1.0 + wide * share.clamp(0.0, 1.0);
    canvas.rect(Room { left: edge, right: 1.0 + wide, top, bottom: top + 18.0 }, PALE, Some(MUTED));
    canvas.rect(Room { left: 1.0, right: edge, top, bottom: top + 18.0 }, SLATE, None);
    let [world, chance] =
        [share, 1.0 - share].map(|part| of_hundred_mark(language, part.clamp(0.0, 1.0)));
    let world = Text::new(0.0, top + 34.0, world_part(language, &world)).small();
    let chance = Text::new(canvas.width, top + 34.0, chance_part(language, &chance)).small().end();
    let is_one_line = world.width() + chance.width() + 10.0 <= canvas.width;
    canvas.text(world);
    let chance = if is_one_line { chance } else { chance.to(canvas.width, top + 50.0) };
    canvas.text(chance);
    top + if is_one_line { 42.0 } else { 58.0 }
}

#[cfg(test)]
mod tests;
