//! Falling lines with their landmarks.

use super::{Facts, found, line, matters_label, none, people_axis, plan_label, up_axis};
use crate::report::picture::axis::{self, Across, Numbers, Up};
use crate::report::picture::canvas::{Canvas, Room, Stroke, Text, polyline};
use crate::report::picture::figure::is_wide;
use crate::report::picture::found::arm_heading;
use crate::report::picture::labels::{SMALL, name, shorten, wrap};
use crate::report::picture::near::near;
use crate::report::picture::numbers::{Quantity, count, of_hundred_mark};
use crate::report::picture::palette::{INK, MUTED, arm};
use crate::report::picture::scale::{Scale, from_zero};

/// Where values stand in the panel.
struct Panel {
    x: Scale,
    y: Scale,
    within: Room,
}

fn panel(
    canvas: &mut Canvas,
    facts: &Facts,
    quantity: &Quantity,
    sides: [f64; 2],
    top: f64,
) -> Panel {
    let language = quantity.language;
    let title = quantity.axis(&up_axis(language, &of_hundred_mark(language, facts.aim)));
    let lines = wrap(&title, sides[1] - sides[0], SMALL, false);
    canvas.lines(&Text::new(sides[0], top + 12.0, "").second(), &lines, 14.0);
    let top = top + 24.0 + 14.0 * lines.len() as f64;
    let bottom = top + 240.0;
    let highest = found(facts).map(|(_, effect, range)| effect.max(range[1])).chain(facts.matters);
    let y = Scale::linear(from_zero(highest.map(|v| quantity.drawn(v)), 5), [bottom, top]);
    let needed =
        facts.arms.iter().filter_map(|arm| Some(arm.needed?.0)).filter(|_| facts.matters.is_some());
    let people: Vec<f64> = found(facts).map(|(n, ..)| n).chain(facts.plan).chain(needed).collect();
    let low = people.iter().copied().fold(f64::INFINITY, f64::min);
    let high = people.iter().copied().fold(0.0, f64::max);
    let left = sides[0] + axis::up_room(language, &y, 5, Numbers::Plain);
    let right = sides[1] - 12.0;
    let x = Scale::doubling([low * 0.8, high * 1.25], [left, right]);
    axis::up(
        canvas,
        language,
        &Up { scale: y, panel: [left, right], most: 5, numbers: Numbers::Plain },
    );
    let people = people_axis(language);
    let across = Across {
        scale: x,
        panel: [top, bottom],
        title: &people,
        numbers: Numbers::Plain,
        has_grid: false,
    };
    axis::across(canvas, language, &across);
    Panel {
        x,
        y,
        within: Room { left: left + 2.0, right: sides[1], top: top - 6.0, bottom: bottom - 3.0 },
    }
}

/// Up to this many arms share a panel.
const SHARED: usize = 3;

pub fn draw(canvas: &mut Canvas, facts: &Facts, quantity: &Quantity) -> f64 {
    let all: Vec<usize> = (0..facts.arms.len()).collect();
    let shared = if all.len() > SHARED { 1 } else { all.len() };
    let columns = if all.len() > SHARED && is_wide(canvas.width) { 2 } else { 1 };
    let gap = 24.0;
    let wide = (canvas.width - gap * (columns - 1) as f64) / columns as f64;
    let (mut top, mut bottom) = (0.0, 0.0_f64);
    for (k, arms) in all.chunks(shared).enumerate() {
        if k % columns == 0 {
            top = bottom;
        }
        let left = (k % columns) as f64 * (wide + gap);
        let sides = [left, left + wide];
        let is_alone = facts.arms.len() > SHARED;
        if is_alone {
            let own = &facts.arms[k];
            arm_heading(canvas, &own.name, arm(own.place), sides, top);
        }
        let panel = panel(canvas, facts, quantity, sides, if is_alone { top + 20.0 } else { top });
        lines(canvas, facts, quantity, &panel, arms);
        landmarks(canvas, facts, quantity, &panel);
        labels(canvas, facts, quantity, &panel, arms);
        bottom = bottom.max(panel.y.range[0] + axis::BELOW + 16.0);
    }
    bottom
}

fn lines(canvas: &mut Canvas, facts: &Facts, quantity: &Quantity, panel: &Panel, arms: &[usize]) {
    let (x, y) = (panel.x, panel.y);
    for k in arms {
        let (look, arm_facts) = (arm(facts.arms[*k].place), &facts.arms[*k]);
        let points = line(arm_facts);
        let mut joined: Vec<(f64, f64)> = points
            .iter()
            .map(|(n, effect, _)| (x.within(*n), y.within(quantity.drawn(*effect))))
            .collect();
        for (n, _, range) in &points {
            let [low, high] = range.map(|end| y.within(quantity.drawn(end)));
            canvas.line((x.within(*n), low), (x.within(*n), high), Stroke::of(look.colour));
        }
        if let (Some((n, _)), Some(matters)) = (arm_facts.needed, facts.matters) {
            joined.push((x.within(n), y.within(quantity.drawn(matters))));
            joined.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
        canvas.path(&polyline(&joined), Some(Stroke::of(look.colour).width(2.0)), None);
        for (px, py) in &joined {
            canvas.mark(look.shape, (*px, *py), 4.0, look.colour, look.hollow);
        }
        take_along(canvas, &joined);
    }
}

fn take_along(canvas: &mut Canvas, points: &[(f64, f64)]) {
    for pair in points.windows(2) {
        for step in 0..=12 {
            let share = f64::from(step) / 12.0;
            let along = |a: f64, b: f64| a + share * (b - a);
            canvas.take(Room::around(
                along(pair[0].0, pair[1].0),
                along(pair[0].1, pair[1].1),
                3.0,
            ));
        }
    }
}

fn landmarks(canvas: &mut Canvas, facts: &Facts, quantity: &Quantity, panel: &Panel) {
    let language = quantity.language;
    let Panel { x, y, within } = panel;
    if let Some(matters) = facts.matters {
        let height = y.within(quantity.drawn(matters));
        canvas.line((x.range[0], height), (x.range[1], height), Stroke::of(INK).dash("4 3"));
        let size = quantity.told_stated(matters).trim_start_matches('+').to_owned();
        let label =
            shorten(&matters_label(language, &size), x.range[1] - x.range[0] - 8.0, SMALL, false);
        let text = Text::new(0.0, 0.0, label).small().halo();
        let places = [height - 6.0, height + 15.0].into_iter().flat_map(|at| {
            let left = text.clone().to(x.range[0] + 4.0, at);
            let right = text.clone().end().to(x.range[1], at);
            [left, right]
        });
        canvas.place(places.collect::<Vec<_>>());
        canvas.take(Room {
            left: x.range[0],
            right: x.range[1],
            top: height - 1.0,
            bottom: height + 1.0,
        });
    }
    if let Some(plan) = facts.plan {
        let at = x.within(plan);
        canvas.line((at, within.top), (at, y.range[0]), Stroke::of(INK));
        let text = Text::new(0.0, 0.0, plan_label(language, &count(language, plan))).bold().halo();
        let top = within.top + 8.0;
        let places = [0.0, 18.0, 36.0].into_iter().flat_map(|down| {
            [text.clone().to(at + 6.0, top + down), text.clone().end().to(at - 6.0, top + down)]
        });
        canvas.place(places.collect::<Vec<_>>());
        canvas.take(Room { left: at - 1.0, right: at + 1.0, top: within.top, bottom: y.range[0] });
    }
}

fn labels(canvas: &mut Canvas, facts: &Facts, quantity: &Quantity, panel: &Panel, arms: &[usize]) {
    let language = quantity.language;
    let Panel { x, y, within } = panel;
    for k in arms.iter().copied() {
        let arm_facts = &facts.arms[k];
        let points = line(arm_facts);
        let colour = arm(arm_facts.place).colour;
        let text = |label: String| Text::new(0.0, 0.0, label).bold().colour(colour).halo();
        let at = |n: f64, effect: f64| (x.within(n), y.within(quantity.drawn(effect)));
        let plan = points
            .iter()
            .find(|(n, ..)| facts.plan.is_some_and(|plan| (n / plan - 1.0).abs() < 0.02));
        let named = plan.or_else(|| points.get(points.len() / 2));
        if let Some((n, effect, _)) = named {
            let mut lines = vec![text(quantity.size(*effect))];
            if facts.arms.len() <= SHARED {
                lines.insert(0, text(shorten(&name(&arm_facts.name), 130.0, 13.0, true)));
            }
            near(canvas, &lines, at(*n, *effect), 8.0, *within);
        } else {
            let (x, y) = (
                f64::midpoint(within.left, within.right),
                f64::midpoint(within.top, within.bottom),
            );
            canvas.place([Text::new(x, y, none(language)).colour(MUTED).middle().halo()]);
        }
        if let (Some((n, _)), Some(matters)) = (arm_facts.needed, facts.matters) {
            canvas.mark(arm(arm_facts.place).shape, at(n, matters), 6.0, colour, false);
            near(canvas, &[text(count(language, n))], at(n, matters), 9.0, *within);
        }
    }
}
