//! What if one setting differs: trials that find it along its values.

use super::axis::{self, Numbers, Up};
use super::canvas::{Canvas, Room, Stroke, Text, polyline};
use super::figure::{Cell, Figure, Table, is_wide};
use super::found::arm_heading;
use super::labels::{SMALL, name, name_in_sentence, shorten};
use super::near::{beside_line, near};
use super::numbers::{Estimate, count, of_hundred, of_hundred_mark, percent_with_error};
use super::palette::{AXIS, INK, MUTED, arm};
use super::scale::{Scale, from_zero};
use crate::language::Language;
use crate::report::words::{Listed, phrases};

/// What the picture shows.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Outcome, design and analysis, told.
    pub described: String,
    /// The setting that is moved.
    pub setting: String,
    /// Its values, in their order.
    pub values: Vec<Value>,
    /// Which of them is the scenario's own.
    pub now: Option<usize>,
    /// Share of trials that is to find it: .8.
    pub aim: f64,
    /// The arms, in the order of the file.
    pub arms: Vec<Arm>,
}

/// A value of the setting.
#[derive(Clone, Debug)]
pub struct Value {
    /// As it is shown.
    pub told: String,
    /// As a number, if it is one.
    pub number: Option<f64>,
}

/// One arm.
#[derive(Clone, Debug)]
pub struct Arm {
    /// Its name.
    pub name: String,
    /// Its place in the file, control left out: it has the same look in all pictures.
    pub place: usize,
    /// The share of trials that find its effect at each value.
    pub found: Vec<Option<Estimate>>,
}

phrases! {
    title_moves(name: &str, a: &str, b: &str, p: &str, q: &str) {
        en: "With {name} from {a} to {b}, {p} to {q} of 100 trials find the effect",
        nl: "Bij {name} van {a} tot {b} vinden {p} tot {q} van de 100 proeven het effect",
    }
    title_still(name: &str, a: &str, b: &str) {
        en: "With {name} from {a} to {b}, the chance of finding the effect does not visibly change",
        nl: "Bij {name} van {a} tot {b} verandert de kans om het effect te vinden niet zichtbaar",
    }
    title_none() { en: "No variant could be computed", nl: "Geen enkele variant kon worden doorgerekend" }
    subtitle(name: &str, described: &str) {
        en: "Chance of finding the effect, against {name} · {described}",
        nl: "Kans om het effect te vinden, naar {name} · {described}",
    }
    found_axis() { en: "trials of 100 that find it", nl: "proeven van de 100 die het vinden" }
    aim_label(aim: &str) { en: "{aim}: the aim", nl: "{aim}: gevraagd" }
    now_label(value: &str) { en: "now: {value}", nl: "nu: {value}" }
    how() {
        en: "Each mark is one variant, with the same chance in all of them; straight lines join them.",
        nl: "Elk teken is één variant, steeds met dezelfde toevalsgetallen; rechte lijnen verbinden ze.",
    }
    error() { en: "Thin lines: simulation error, 95%.", nl: "Dunne lijntjes: simulatiefout (95%)." }
    none() { en: "none", nl: "geen" }
    no_values(arms: Listed<String>) { en: "Could not be computed: {arms}.", nl: "Kon niet worden doorgerekend: {arms}." }
    what(name: &str, n: &str) { en: "Values of {name}: {n}.", nl: "Waarden van {name}: {n}." }
    what_arm(arm: &str, a: &str, p: &str, b: &str, q: &str) {
        en: "{arm}: {p} of 100 at {a}, {q} of 100 at {b}.",
        nl: "{arm}: {p} van de 100 bij {a}, {q} van de 100 bij {b}.",
    }
    caption() {
        en: "Trials that find the effect, %; ±: one standard error of the simulation",
        nl: "Proeven die het effect vinden, %; ±: één simulatiefout",
    }
}

/// Up to this many arms share a panel.
const SHARED: usize = 3;

/// The figure.
pub fn figure(facts: &Facts, language: Language) -> Figure {
    let setting = name(&facts.setting);
    let mut figure = Figure::new(
        "sweep",
        title(facts, language),
        &subtitle(language, &setting, &facts.described),
    );
    if facts.arms.iter().all(|arm| ends(facts, arm).is_none()) {
        figure.help = vec![title_none(language)];
        return figure;
    }
    let mut parts = vec![what(language, &setting, &count(language, facts.values.len() as f64))];
    for arm in &facts.arms {
        if let Some([(i, p), (j, q)]) = ends(facts, arm) {
            let [p, q] = [p, q].map(|share| of_hundred(language, share.value));
            parts.push(what_arm(
                language,
                &name(&arm.name),
                &facts.values[i].told,
                &p,
                &facts.values[j].told,
                &q,
            ));
        }
    }
    figure.description = parts.join(" ");
    figure.help = vec![how(language), error(language)];
    let missing =
        facts.arms.iter().filter(|arm| ends(facts, arm).is_none()).map(|arm| name(&arm.name));
    let missing: Vec<String> = missing.collect();
    if !missing.is_empty() {
        figure.help.push(no_values(language, Listed(missing)));
    }
    let row = |(k, value): (usize, &Value)| {
        let mut row = vec![Cell::Head(value.told.clone())];
        row.extend(facts.arms.iter().map(|arm| match arm.found.get(k).copied().flatten() {
            Some(share) => Cell::Number(percent_with_error(language, share)),
            None => Cell::Missing,
        }));
        row
    };
    let mut head = vec![setting];
    head.extend(facts.arms.iter().map(|arm| name(&arm.name)));
    let rows = facts.values.iter().enumerate().map(row).collect();
    figure.table = Table { caption: caption(language), head, rows };
    figure.drawn(1, |width| {
        let mut canvas = Canvas::new(width);
        let height = draw(&mut canvas, facts, language);
        canvas.done(height)
    })
}

/// Its first and its last value that could be computed.
fn ends(facts: &Facts, arm: &Arm) -> Option<[(usize, Estimate); 2]> {
    let mut all = arm
        .found
        .iter()
        .take(facts.values.len())
        .enumerate()
        .filter_map(|(k, share)| Some((k, (*share)?)));
    let first = all.next()?;
    Some([first, all.next_back().unwrap_or(first)])
}

/// Lowest and highest share of the arm that moves most.
fn title(facts: &Facts, language: Language) -> String {
    let mut widest: Option<[Estimate; 2]> = None;
    for arm in &facts.arms {
        let shares = || arm.found.iter().flatten().copied();
        let low = shares().min_by(|a, b| a.value.total_cmp(&b.value));
        let high = shares().max_by(|a, b| a.value.total_cmp(&b.value));
        if let (Some(low), Some(high)) = (low, high) {
            let apart = high.value - low.value;
            if widest.is_none_or(|[a, b]| apart > b.value - a.value) {
                widest = Some([low, high]);
            }
        }
    }
    let (Some([low, high]), Some(first), Some(last)) =
        (widest, facts.values.first(), facts.values.last())
    else {
        return title_none(language);
    };
    let setting = name_in_sentence(&facts.setting);
    let [p, q] = [low, high].map(|share| of_hundred(language, share.value));
    if high.minus(low).is_clear() && p != q {
        title_moves(language, &setting, &first.told, &last.told, &p, &q)
    } else {
        title_still(language, &setting, &first.told, &last.told)
    }
}

fn draw(canvas: &mut Canvas, facts: &Facts, language: Language) -> f64 {
    let all: Vec<usize> = (0..facts.arms.len()).collect();
    let is_shared = all.len() <= SHARED;
    let columns = if !is_shared && is_wide(canvas.width) { 2 } else { 1 };
    let wide = (canvas.width - 24.0 * (columns - 1) as f64) / columns as f64;
    let panels: Vec<&[usize]> = if is_shared { vec![&all[..]] } else { all.chunks(1).collect() };
    let (mut top, mut bottom) = (0.0, 0.0_f64);
    for (k, arms) in panels.into_iter().enumerate() {
        if k % columns == 0 {
            top = bottom;
        }
        let left = (k % columns) as f64 * (wide + 24.0);
        bottom = bottom.max(panel(canvas, facts, language, arms, [left, left + wide], top));
    }
    bottom
}

/// Draws a panel; returns where it ends.
fn panel(
    canvas: &mut Canvas,
    facts: &Facts,
    language: Language,
    arms: &[usize],
    sides: [f64; 2],
    top: f64,
) -> f64 {
    let is_alone = facts.arms.len() > SHARED;
    if let (true, [k]) = (is_alone, arms) {
        arm_heading(canvas, &facts.arms[*k].name, arm(facts.arms[*k].place), sides, top);
    }
    let top = if is_alone { top + 20.0 } else { top };
    canvas.text(
        Text::new(
            sides[0],
            top + 12.0,
            shorten(&found_axis(language), sides[1] - sides[0], SMALL, false),
        )
        .second(),
    );
    let (first, bottom) = (top + 26.0, top + 256.0);
    let shares = facts.arms.iter().flat_map(|arm| arm.found.iter().flatten());
    let highest = shares.map(|share| 100.0 * share.share_range()[1]);
    let y = Scale::linear(from_zero(highest, 5), [bottom, first]);
    let left = sides[0] + axis::up_room(language, &y, 5, Numbers::Plain);
    let right = sides[1] - 16.0;
    axis::up(
        canvas,
        language,
        &Up { scale: y, panel: [left, right], most: 5, numbers: Numbers::Plain },
    );
    let places = places(facts, [left + 12.0, right - 12.0]);
    let title = name(&facts.setting);
    values(canvas, facts, &places, [left, right], bottom);
    axis::below(canvas, [left, right], bottom + 36.0, &title);
    if y.contains(100.0 * facts.aim) {
        let aim = y.at(100.0 * facts.aim);
        canvas.line((left, aim), (right, aim), Stroke::of(INK).dash("4 3"));
        let label = aim_label(language, &count(language, 100.0 * facts.aim));
        let label = Text::new(0.0, 0.0, label).small().halo();
        canvas.place(beside_line(&label, [left, right], aim));
        canvas.take(Room { left, right, top: aim - 1.0, bottom: aim + 1.0 });
    }
    if let Some((x, value)) =
        facts.now.and_then(|now| Some((*places.get(now)?, facts.values.get(now)?)))
    {
        canvas.line((x, first - 6.0), (x, bottom), Stroke::of(INK));
        let label = shorten(&now_label(language, &name(&value.told)), 120.0, SMALL, true);
        let text = Text::new(0.0, 0.0, label).small().bold().halo();
        canvas.place([text.clone().to(x + 5.0, first + 4.0), text.end().to(x - 5.0, first + 4.0)]);
        canvas.take(Room { left: x - 1.0, right: x + 1.0, top: first, bottom });
    }
    let within = Room { left: left + 2.0, right: sides[1], top: first - 8.0, bottom: bottom - 3.0 };
    lines(canvas, facts, language, arms, (&places, &y, within));
    bottom + axis::BELOW + 20.0
}

/// Where the values stand: as numbers, or one beside the other.
fn places(facts: &Facts, range: [f64; 2]) -> Vec<f64> {
    let numbers: Option<Vec<f64>> =
        facts.values.iter().map(|value| value.number.filter(|n| n.is_finite())).collect();
    let Some(numbers) = numbers.filter(|numbers| numbers.len() > 1) else {
        let last = facts.values.len().saturating_sub(1).max(1) as f64;
        let scale = Scale::linear([0.0, last], range);
        return (0..facts.values.len()).map(|k| scale.at(k as f64)).collect();
    };
    let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let high = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let scale = Scale::linear([low, high], range);
    numbers.into_iter().map(|number| scale.at(number)).collect()
}

/// The axis with the values themselves, as many as fit.
fn values(
    canvas: &mut Canvas,
    facts: &Facts,
    places: &[f64],
    [left, right]: [f64; 2],
    bottom: f64,
) {
    canvas.line((left, bottom), (right, bottom), Stroke::of(AXIS));
    for (value, x) in facts.values.iter().zip(places) {
        canvas.line((*x, bottom), (*x, bottom + 5.0), Stroke::of(AXIS));
        let text = Text::new(*x, bottom + 18.0, shorten(&name(&value.told), 110.0, SMALL, false))
            .second()
            .middle();
        let text = axis::inside(canvas.width, text);
        canvas.place([text]);
    }
}

fn lines(
    canvas: &mut Canvas,
    facts: &Facts,
    language: Language,
    arms: &[usize],
    (places, y, within): (&[f64], &Scale, Room),
) {
    let points = |k: usize| -> Vec<((f64, f64), Estimate)> {
        let found = facts.arms[k].found.iter().zip(places);
        let mut all: Vec<_> = found
            .filter_map(|(share, x)| Some(((*x, y.within(100.0 * (*share)?.value)), (*share)?)))
            .collect();
        all.sort_by(|a, b| a.0.0.total_cmp(&b.0.0));
        all
    };
    for k in arms.iter().copied() {
        let look = arm(facts.arms[k].place);
        let all = points(k);
        let joined: Vec<(f64, f64)> = all.iter().map(|(at, _)| *at).collect();
        canvas.path(&polyline(&joined), Some(Stroke::of(look.colour).width(2.0)), None);
        for ((px, py), share) in &all {
            let [low, high] = share.share_range().map(|end| y.within(100.0 * end));
            canvas.line((*px, low), (*px, high), Stroke::of(look.colour));
            canvas.mark(look.shape, (*px, *py), 4.0, look.colour, look.hollow);
            canvas.take(Room::around(*px, *py, 5.0));
        }
        for pair in joined.windows(2) {
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
    for k in arms.iter().copied() {
        let Some(((x, y), share)) = points(k).pop() else {
            let middle = f64::midpoint(within.left, within.right);
            canvas.place([Text::new(middle, within.bottom - 60.0, none(language))
                .colour(MUTED)
                .middle()
                .halo()]);
            continue;
        };
        let shown = shorten(&name(&facts.arms[k].name), 140.0, 13.0, true);
        let text = |told: String| {
            Text::new(0.0, 0.0, told).colour(arm(facts.arms[k].place).colour).bold().halo()
        };
        let found = of_hundred_mark(language, share.value);
        let lines = if facts.arms.len() > SHARED {
            vec![text(found)]
        } else {
            vec![text(shown), text(found)]
        };
        near(canvas, &lines, (x, y), 8.0, within);
    }
}

#[cfg(test)]
mod tests;
