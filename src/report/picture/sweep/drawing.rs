//! One setting, drawn: lines over its values.

use super::{Facts, SHARED, aim_label, none, now_label};
use crate::language::Language;
use crate::report::picture::axis::{self, Numbers, Up};
use crate::report::picture::canvas::{Canvas, Room, Stroke, Text, polyline};
use crate::report::picture::figure::is_wide;
use crate::report::picture::found::arm_heading;
use crate::report::picture::labels::{SMALL, name, shorten};
use crate::report::picture::near::{beside_line, near};
use crate::report::picture::numbers::{Estimate, count, of_hundred_mark};
use crate::report::picture::palette::{AXIS, INK, MUTED, arm};
use crate::report::picture::scale::{Scale, from_zero};

pub(super) fn draw(canvas: &mut Canvas, facts: &Facts, language: Language) -> f64 {
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
            shorten(&facts.counted.axis(language), sides[1] - sides[0], SMALL, false),
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
    let points = |k: usize| -> Vec<((f64, f64), Estimate, usize)> {
        let found = facts.arms[k].found.iter().zip(places).enumerate();
        let mut all: Vec<_> = found
            .filter_map(|(n, (share, x))| {
                Some(((*x, y.within(100.0 * (*share)?.value)), (*share)?, n))
            })
            .collect();
        all.sort_by(|a, b| a.0.0.total_cmp(&b.0.0));
        all
    };
    for k in arms.iter().copied() {
        let look = arm(facts.arms[k].place);
        let all = points(k);
        let pieces = || all.chunk_by(|(.., one), (.., other)| !facts.arms[k].turns(*one, *other));
        for piece in pieces() {
            let joined: Vec<(f64, f64)> = piece.iter().map(|(at, ..)| *at).collect();
            canvas.path(&polyline(&joined), Some(Stroke::of(look.colour).width(2.0)), None);
        }
        for ((px, py), share, _) in &all {
            let [low, high] = share.share_range().map(|end| y.within(100.0 * end));
            canvas.line((*px, low), (*px, high), Stroke::of(look.colour));
            canvas.mark(look.shape, (*px, *py), 4.0, look.colour, look.hollow);
            canvas.take(Room::around(*px, *py, 5.0));
        }
        for pair in pieces().flat_map(|piece| piece.windows(2)) {
            for step in 1..10 {
                let share = f64::from(step) / 10.0;
                let along = |a: f64, b: f64| a + share * (b - a);
                canvas.take(Room::around(
                    along(pair[0].0.0, pair[1].0.0),
                    along(pair[0].0.1, pair[1].0.1),
                    2.0,
                ));
            }
        }
    }
    for k in arms.iter().copied() {
        let Some(((x, y), share, _)) = points(k).pop() else {
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
