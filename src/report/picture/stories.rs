//! Can the stories be told apart: estimates of each world overlaid, and what was published.

use std::fmt::Write as _;

use super::axis::{self, Across, Numbers};
use super::canvas::{Canvas, Room, Stroke, Text, at};
use super::figure::{Cell, Figure, Table, is_wide};
use super::labels::{SIZE, name, name_in_sentence, shorten};
use super::near::near;
use super::numbers::{
    self, Estimate, NINETY_FIVE, Quantity, Unit, of_hundred_mark, percent_with_error,
};
use super::palette::{Colour, PUBLISHED, PUBLISHED_LIGHT, PURPLE, SLATE, TEAL};
use super::scale::Scale;
use crate::language::Language;
use crate::report::words::phrases;

/// What the picture shows.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Outcome, design and analysis, told.
    pub described: String,
    /// The arm.
    pub arm: String,
    /// What the outcome is counted in.
    pub unit: Unit,
    /// The published value and half of its last digit.
    pub published: Option<(f64, f64)>,
    /// Where the first bin begins.
    pub first: f64,
    /// How wide each bin is.
    pub width: f64,
    /// The stories, in the order of the file.
    pub stories: Vec<Story>,
}

/// A world fitted afterwards.
#[derive(Clone, Debug)]
pub struct Story {
    /// Its name.
    pub name: String,
    /// The true effect in it.
    pub truth: f64,
    /// The mean estimate.
    pub mean: Estimate,
    /// How much estimates differ between trials (standard deviation).
    pub spread: f64,
    /// The share of trials with an estimate at least as far out as the published one.
    pub as_extreme: Option<Estimate>,
    /// How many trials gave an estimate in each bin.
    pub counts: Vec<u64>,
    /// How many lie outside all bins.
    pub outside: u64,
}

phrases! {
    title_same(a: &str, b: &str, arm: &str, within: &str) {
        en: "On average {a} and {b} give the same estimate for {arm}, within {within}",
        nl: "‘{a}’ en ‘{b}’ geven bij {arm} gemiddeld dezelfde schatting, op {within} na",
    }
    title_differ(a: &str, b: &str, by: &str, spread: &str) {
        en: "{a} and {b} differ by {by} on average, against a spread of {spread}",
        nl: "‘{a}’ en ‘{b}’ verschillen gemiddeld {by}, bij een spreiding van {spread}",
    }
    title_one(a: &str, arm: &str, mean: &str, spread: &str) {
        en: "On average {a} gives an estimate of {mean} for {arm}, with a spread of {spread}",
        nl: "‘{a}’ geeft bij {arm} gemiddeld een schatting van {mean}, bij een spreiding van {spread}",
    }
    title_none() { en: "There is no story to show", nl: "Er is geen verhaal om te tonen" }
    subtitle(described: &str) {
        en: "Estimates of all simulated trials in each story; upright line: published · {described}",
        nl: "Schattingen van alle gesimuleerde proeven per verhaal; staande lijn: gepubliceerd · {described}",
    }
    subtitle_unpublished(described: &str) {
        en: "Estimates of all simulated trials in each story · {described}",
        nl: "Schattingen van alle gesimuleerde proeven per verhaal · {described}",
    }
    estimate_axis() { en: "estimate", nl: "schatting" }
    published_label(value: &str) { en: "published: {value}", nl: "gepubliceerd: {value}" }
    as_low(n: &str) { en: "{n} of 100 as low", nl: "{n} van de 100 zo laag" }
    as_high(n: &str) { en: "{n} of 100 as high", nl: "{n} van de 100 zo hoog" }
    how() {
        en: "Each outline shows where the estimates of one story fall: the higher, the more trials. Where outlines lie on top of each other, one table cannot tell the stories apart.",
        nl: "Elke lijn laat zien waar de schattingen van één verhaal uitkomen: hoe hoger, hoe meer proeven. Waar lijnen over elkaar liggen, kan één tabel de verhalen niet onderscheiden.",
    }
    caution() {
        en: "How often a story gives these figures is not how likely the story is.",
        nl: "Hoe vaak een verhaal deze cijfers geeft, is niet hoe waarschijnlijk dat verhaal is.",
    }
    error(most: &str) {
        en: "The means have a simulation error of at most {most}.",
        nl: "De gemiddelden hebben een simulatiefout van hoogstens {most}.",
    }
    what_story(story: &str, truth: &str, mean: &str, error: &str, spread: &str) {
        en: "{story}: true effect {truth}, mean estimate {mean} (± {error}), spread {spread}.",
        nl: "{story}: echt effect {truth}, gemiddelde schatting {mean} (± {error}), spreiding {spread}.",
    }
    what_published(value: &str) { en: "Published: {value}.", nl: "Gepubliceerd: {value}." }
    caption() {
        en: "Stories; ±: one standard error of the simulation",
        nl: "Verhalen achteraf; ±: één simulatiefout",
    }
    head_story() { en: "story", nl: "verhaal" }
    head_truth() { en: "true effect", nl: "echt effect" }
    head_mean() { en: "mean estimate", nl: "gemiddelde schatting" }
    head_spread() { en: "spread", nl: "spreiding" }
    head_extreme() { en: "as far out as published, %", nl: "minstens zo ver als gepubliceerd, %" }
    head_outside() { en: "trials outside the picture", nl: "proeven buiten de figuur" }
}

/// Up to this many stories are laid over one another.
const OVERLAID: usize = 3;
const LINES: [(Colour, Option<&str>); 3] =
    [(PURPLE, None), (TEAL, Some("6 3")), (SLATE, Some("1.5 3"))];

/// The figure.
pub fn figure(facts: &Facts, language: Language) -> Figure {
    let values =
        facts.stories.iter().flat_map(|story| [story.mean, Estimate::new(story.truth, 0.0)]);
    let quantity = Quantity::over(language, &facts.unit, values);
    let subtitle = match facts.published {
        Some(_) => subtitle(language, &facts.described),
        None => subtitle_unpublished(language, &facts.described),
    };
    let mut figure = Figure::new("stories", title(facts, &quantity), &subtitle);
    if facts.stories.iter().all(|story| story.counts.iter().sum::<u64>() == 0) {
        figure.help = vec![title_none(language)];
        return figure;
    }
    figure.description = description(facts, &quantity);
    let largest = facts.stories.iter().map(|story| story.mean.mcse).fold(0.0, f64::max);
    figure.help = vec![
        how(language),
        caution(language),
        error(language, &quantity.finer().told_size(largest)),
    ];
    figure.table = table(facts, &quantity);
    figure.drawn(facts.stories.len(), |width| {
        let mut canvas = Canvas::new(width);
        let height = draw(&mut canvas, facts, &quantity);
        canvas.done(height)
    })
}

/// The two stories whose means are nearest.
fn nearest(stories: &[Story]) -> Option<(&Story, &Story)> {
    let pairs =
        stories.iter().enumerate().flat_map(|(k, a)| stories[k + 1..].iter().map(move |b| (a, b)));
    let apart = |(a, b): &(&Story, &Story)| (a.mean.value - b.mean.value).abs();
    pairs.min_by(|x, y| apart(x).total_cmp(&apart(y)))
}

fn title(facts: &Facts, quantity: &Quantity) -> String {
    let language = quantity.language;
    let arm = name_in_sentence(&facts.arm);
    let Some((one, other)) = nearest(&facts.stories) else {
        return facts.stories.first().map_or_else(
            || title_none(language),
            |story| {
                let (mean, spread) =
                    (quantity.told(story.mean.value), quantity.told_size(story.spread));
                title_one(language, &name_in_sentence(&story.name), &arm, &mean, &spread)
            },
        );
    };
    let difference = one.mean.minus(other.mean);
    let [a, b] = [one, other].map(|story| name_in_sentence(&story.name));
    if difference.is_clear() {
        let spread = quantity.told_size(one.spread.max(other.spread));
        title_differ(language, &a, &b, &quantity.told_size(difference.value), &spread)
    } else {
        let within = difference.value.abs() + NINETY_FIVE * difference.mcse;
        title_same(language, &a, &b, &arm, &quantity.told_size(within))
    }
}

fn description(facts: &Facts, quantity: &Quantity) -> String {
    let language = quantity.language;
    let finer = quantity.finer();
    let of = |story: &Story| {
        let (truth, mean) = (quantity.told(story.truth), quantity.told(story.mean.value));
        let error = finer.size(story.mean.mcse);
        what_story(
            language,
            &name(&story.name),
            &truth,
            &mean,
            &error,
            &quantity.told_size(story.spread),
        )
    };
    let mut parts: Vec<String> = facts.stories.iter().map(of).collect();
    if let Some((value, _)) = facts.published {
        parts.push(what_published(language, &quantity.told_stated(value)));
    }
    parts.join(" ")
}

fn table(facts: &Facts, quantity: &Quantity) -> Table {
    let language = quantity.language;
    let row = |story: &Story| {
        vec![
            Cell::Head(name(&story.name)),
            Cell::Number(quantity.cell(Estimate::new(story.truth, 0.0))),
            Cell::Number(quantity.cell(story.mean)),
            Cell::Number(quantity.size(story.spread)),
            story
                .as_extreme
                .map_or(Cell::Missing, |share| Cell::Number(percent_with_error(language, share))),
            Cell::Number(numbers::count(language, story.outside as f64)),
        ]
    };
    let head = vec![
        head_story(language),
        quantity.axis(&head_truth(language)),
        quantity.axis(&head_mean(language)),
        quantity.axis(&head_spread(language)),
        head_extreme(language),
        head_outside(language),
    ];
    Table { caption: caption(language), head, rows: facts.stories.iter().map(row).collect() }
}

/// From the first to the last bin that is not empty, with a bin to either side, and the published value.
fn domain(facts: &Facts, quantity: &Quantity) -> [f64; 2] {
    let used = |k: usize| {
        facts.stories.iter().any(|story| story.counts.get(k).is_some_and(|count| *count > 0))
    };
    let bins = facts.stories.iter().map(|story| story.counts.len()).max().unwrap_or(0);
    let low = (0..bins).find(|k| used(*k)).unwrap_or(0) as f64 - 1.0;
    let high = (0..bins).rfind(|k| used(*k)).unwrap_or(0) as f64 + 2.0;
    let published = facts.published.map(|(value, _)| value);
    let [low, high] = [low, high].map(|k| facts.first + k * facts.width);
    let low = published.map_or(low, |value| low.min(value - facts.width));
    let high = published.map_or(high, |value| high.max(value + facts.width));
    [quantity.drawn(low), quantity.drawn(high)]
}

fn draw(canvas: &mut Canvas, facts: &Facts, quantity: &Quantity) -> f64 {
    let language = quantity.language;
    let is_overlaid = facts.stories.len() <= OVERLAID;
    let strips: Vec<&[Story]> =
        if is_overlaid { vec![&facts.stories[..]] } else { facts.stories.chunks(1).collect() };
    let (high, apart) = if is_overlaid { (230.0, 0.0) } else { (70.0, 34.0) };
    let head = if is_wide(canvas.width) { 0.0 } else { 20.0 * facts.stories.len() as f64 };
    let first = 54.0 + if is_overlaid { head } else { 0.0 };
    let bottom = first + (high + apart) * strips.len() as f64 - apart;
    let scale = Scale::linear(domain(facts, quantity), [8.0, canvas.width - 8.0]);
    let title = quantity.axis(&estimate_axis(language));
    let across = Across {
        scale,
        panel: [first - 10.0, bottom],
        title: &title,
        numbers: Numbers::Signed,
        has_grid: true,
    };
    axis::across(canvas, language, &across);
    if let Some((value, half)) = facts.published {
        let [left, right] =
            [value - half, value + half].map(|end| scale.within(quantity.drawn(end)));
        let room = Room { left, right, top: first - 16.0, bottom };
        canvas.rect(room, PUBLISHED_LIGHT, Some(PUBLISHED));
        canvas.take(Room { left: left - 3.0, right: right + 3.0, ..room });
        let x = scale.within(quantity.drawn(value));
        canvas.line((x, first - 16.0), (x, bottom), Stroke::of(PUBLISHED).width(2.0));
        let label = published_label(language, &quantity.signed_stated(value));
        let label = Text::new(x, first - 22.0, label).colour(PUBLISHED).bold().middle().halo();
        let label = axis::inside(canvas.width, label);
        canvas.text(label);
    }
    for (k, stories) in strips.iter().enumerate() {
        let base = first + (high + apart) * k as f64 + high;
        draw_strip(canvas, facts, quantity, stories, &scale, [base - high, base]);
    }
    bottom + axis::BELOW + 4.0
}

/// The part of a story's trials that so many are.
fn share(story: &Story, count: u64) -> f64 {
    count as f64 / story.counts.iter().sum::<u64>().max(1) as f64
}

/// The bin in which an outline stands furthest above the others, among its higher ones.
fn most_alone(stories: &[Story], story: &Story) -> usize {
    let at = |of: &Story, k: usize| share(of, of.counts.get(k).copied().unwrap_or(0));
    let highest = (0..story.counts.len()).map(|k| at(story, k)).fold(0.0, f64::max);
    let above = |k: &usize| {
        let others =
            stories.iter().filter(|other| other.name != story.name).map(|other| at(other, *k));
        at(story, *k) - others.fold(0.0, f64::max)
    };
    let high = (0..story.counts.len()).filter(|k| at(story, *k) >= 0.4 * highest);
    high.max_by(|a, b| above(a).total_cmp(&above(b))).unwrap_or(0)
}

fn draw_strip(
    canvas: &mut Canvas,
    facts: &Facts,
    quantity: &Quantity,
    stories: &[Story],
    scale: &Scale,
    [top, base]: [f64; 2],
) {
    let highest = stories
        .iter()
        .flat_map(|s| s.counts.iter().map(|count| share(s, *count)))
        .fold(0.0, f64::max);
    let y = Scale::linear([0.0, if highest > 0.0 { highest } else { 1.0 }], [base, top]);
    let x = |bin: usize| scale.within(quantity.drawn(facts.first + bin as f64 * facts.width));
    let mut peaks = Vec::new();
    for (story, (colour, dash)) in stories.iter().zip(LINES) {
        let used = |count: &u64| *count > 0;
        let stroke = Stroke::of(colour).width(2.0);
        let stroke = dash.map_or(stroke, |dash| stroke.dash(dash));
        let (Some(first), Some(last)) =
            (story.counts.iter().position(used), story.counts.iter().rposition(used))
        else {
            peaks.push((story, colour, (scale.range[0], base), stroke));
            continue;
        };
        let mut path = format!("M{} {}", at(x(first)), at(base));
        let mut before = base;
        for k in first..=last {
            let height = y.within(share(story, story.counts[k]));
            let _ = write!(path, "V{}H{}", at(height), at(x(k + 1)));
            canvas.take(Room {
                left: x(k),
                right: x(k + 1),
                top: height - 2.0,
                bottom: height + 2.0,
            });
            canvas.take(Room {
                left: x(k) - 2.0,
                right: x(k) + 2.0,
                top: height.min(before),
                bottom: height.max(before),
            });
            before = height;
        }
        let _ = write!(path, "V{}", at(base));
        canvas.path(&path, Some(stroke), None);
        let own = most_alone(stories, story);
        let middle = f64::midpoint(x(own), x(own + 1));
        peaks.push((story, colour, (middle, y.within(share(story, story.counts[own]))), stroke));
    }
    let within = Room { left: 0.0, right: canvas.width, top: 0.0, bottom: base - 4.0 };
    for (story, colour, peak, stroke) in peaks {
        let lines = label(facts, quantity, story, colour);
        if facts.stories.len() > OVERLAID {
            beside(canvas, &lines, top + 6.0);
        } else if !is_wide(canvas.width) || !near(canvas, &lines, peak, 8.0, within) {
            key(canvas, &lines, stroke);
        }
    }
}

/// Where there is no room at the line: a piece of it with what belongs to it, in the first free row at the top.
fn key(canvas: &mut Canvas, lines: &[Text], stroke: Stroke) {
    let free = |row: &i32| {
        let y = 12.0 + 20.0 * f64::from(*row);
        canvas.is_free(&Room { left: 0.0, right: canvas.width, top: y - 10.0, bottom: y + 4.0 })
    };
    let Some(y) = (0..8).find(free).map(|row| 12.0 + 20.0 * f64::from(row)) else { return };
    canvas.line((0.0, y - 4.0), (26.0, y - 4.0), stroke);
    let rest: f64 = lines.iter().skip(1).map(|line| line.width() + 10.0).sum();
    let mut left = 34.0;
    for (k, line) in lines.iter().enumerate() {
        let mut line = line.clone().to(left, y);
        if k == 0 {
            line.words = shorten(&line.words, canvas.width - 34.0 - rest, SIZE, true);
        }
        left += line.width() + 10.0;
        canvas.text(line);
    }
}

/// At the left or at the right of a strip.
fn beside(canvas: &mut Canvas, lines: &[Text], y: f64) {
    for (k, line) in lines.iter().enumerate() {
        let at = y + 15.0 * k as f64;
        let right = canvas.width - 8.0;
        canvas.place([line.clone().to(8.0, at), line.clone().end().to(right, at)]);
    }
}

fn label(facts: &Facts, quantity: &Quantity, story: &Story, colour: Colour) -> Vec<Text> {
    let language = quantity.language;
    let shown = shorten(&name(&story.name), 185.0, 13.0, true);
    let mut lines = vec![Text::new(0.0, 0.0, shown).colour(colour).bold().halo()];
    if let (Some(share), Some((published, _))) = (story.as_extreme, facts.published) {
        let n = of_hundred_mark(language, share.value);
        let told = if published < 0.0 { as_low(language, &n) } else { as_high(language, &n) };
        lines.push(Text::new(0.0, 0.0, told).small().colour(colour).halo());
    }
    lines
}

#[cfg(test)]
mod tests;
