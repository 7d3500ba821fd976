//! Months, drawn: strips below one another over the same months.

use super::{Facts, SHARED, Strip, months_axis};
use crate::language::Language;
use crate::report::picture::axis::{self, Across, Numbers, Up};
use crate::report::picture::canvas::{Canvas, Room, Stroke, Text, polyline};
use crate::report::picture::labels::{GAP, SMALL, name, shorten, spread, wrap};
use crate::report::picture::near::near;
use crate::report::picture::numbers::Estimate;
use crate::report::picture::palette::{Series, arm};
use crate::report::picture::scale::Scale;

pub(super) fn draw(
    canvas: &mut Canvas,
    facts: &Facts,
    strips: &[Strip],
    language: Language,
) -> f64 {
    let months = facts.arms.iter().flat_map(|arm| &arm.months).map(|month| f64::from(month.month));
    let first = months.clone().fold(f64::INFINITY, f64::min);
    let last = months.fold(0.0, f64::max);
    let steps = |strip: &Strip| if strip.high > 100.0 { 5 } else { 2 };
    let scales: Vec<Scale> =
        strips.iter().map(|strip| Scale::linear(strip.domain, [strip.high, 0.0])).collect();
    let rooms = strips
        .iter()
        .zip(&scales)
        .map(|(s, scale)| axis::up_room(language, scale, steps(s), s.numbers));
    let left = rooms.fold(0.0, f64::max);
    let room = if facts.arms.len() > SHARED { 112.0 } else { 14.0 };
    let x = Scale::linear([first.min(0.0), last], [left, canvas.width - room]);
    let mut top = 0.0;
    for (k, strip) in strips.iter().enumerate() {
        let lines = wrap(&strip.title, canvas.width, SMALL, false);
        canvas.lines(&Text::new(0.0, top + 12.0, "").second(), &lines, 14.0);
        top += 14.0 * lines.len() as f64 + 10.0;
        let y = Scale::linear(strip.domain, [top + strip.high, top]);
        let panel = [left, canvas.width - room];
        axis::up(
            canvas,
            language,
            &Up { scale: y, panel, most: steps(strip), numbers: strip.numbers },
        );
        draw_strip(canvas, facts, strip, &x, &y);
        if facts.arms.len() <= SHARED && k == 0 {
            name_lines(canvas, facts, strip, &x, &y);
        } else if facts.arms.len() > SHARED && strip.numbers == Numbers::Signed {
            name_ends(canvas, facts, strip, &x, &y);
        }
        top += strip.high + 22.0;
    }
    let bottom = top - 22.0;
    let title = months_axis(language);
    let across = Across {
        scale: x,
        panel: [0.0, bottom],
        title: &title,
        numbers: Numbers::Plain,
        has_grid: false,
    };
    axis::across(canvas, language, &across);
    bottom + axis::BELOW + 4.0
}

fn draw_strip(canvas: &mut Canvas, facts: &Facts, strip: &Strip, x: &Scale, y: &Scale) {
    let place = |point: &(u32, Estimate)| (x.within(f64::from(point.0)), y.within(point.1.value));
    for (k, line) in strip.lines.iter().enumerate() {
        let look = arm(facts.arms[k].place);
        let points: Vec<(f64, f64)> = line.iter().map(place).collect();
        canvas.path(&polyline(&points), Some(Stroke::of(look.colour).width(2.0)), None);
        for (point, at) in line.iter().zip(&points) {
            draw_point(canvas, point.1, *at, y, look);
        }
        for pair in points.windows(2) {
            for step in 1..8 {
                let share = f64::from(step) / 8.0;
                let along = |a: f64, b: f64| a + share * (b - a);
                canvas.take(Room::around(
                    along(pair[0].0, pair[1].0),
                    along(pair[0].1, pair[1].1),
                    2.0,
                ));
            }
        }
    }
}

/// Names near the ends of a few lines.
fn name_lines(canvas: &mut Canvas, facts: &Facts, strip: &Strip, x: &Scale, y: &Scale) {
    let within = Room {
        left: x.range[0],
        right: canvas.width,
        top: y.range[1] - 8.0,
        bottom: y.range[0] - 3.0,
    };
    for (line, arm_facts) in strip.lines.iter().zip(&facts.arms) {
        if let Some((month, value)) = line.last() {
            let shown = shorten(&name(&arm_facts.name), 160.0, 13.0, true);
            let text = Text::new(0.0, 0.0, shown).colour(arm(arm_facts.place).colour).bold().halo();
            near(
                canvas,
                &[text],
                (x.within(f64::from(*month)), y.within(value.value)),
                8.0,
                within,
            );
        }
    }
}

/// Names in a column beside the ends of many lines.
fn name_ends(canvas: &mut Canvas, facts: &Facts, strip: &Strip, x: &Scale, y: &Scale) {
    let ends: Vec<(usize, f64, f64)> = (strip.lines.iter().enumerate())
        .filter_map(|(k, line)| {
            line.last().map(|(month, v)| (k, x.within(f64::from(*month)), y.within(v.value)))
        })
        .collect();
    let heights: Vec<f64> = ends.iter().map(|(.., height)| *height).collect();
    let spread = spread(&heights, GAP, y.range[1], y.range[0]);
    for ((k, end, height), at) in ends.into_iter().zip(spread) {
        let left = x.range[1] + 14.0;
        let colour = arm(facts.arms[k].place).colour;
        canvas.line((end + 5.0, height), (left - 3.0, at), Stroke::of(colour));
        let shown = shorten(&name(&facts.arms[k].name), canvas.width - left, SMALL, true);
        canvas.text(Text::new(left, at + 4.0, shown).small().colour(colour).bold());
    }
}

fn draw_point(canvas: &mut Canvas, value: Estimate, at: (f64, f64), y: &Scale, look: Series) {
    if value.mcse > 0.0 {
        let [low, high] = value.range().map(|end| y.within(end));
        canvas.line((at.0, low), (at.0, high), Stroke::of(look.colour));
    }
    canvas.mark(look.shape, at, 3.5, look.colour, look.hollow);
    canvas.take(Room::around(at.0, at.1, 5.0));
}
