//! Boxes, arrows and those who leave.

use super::{Design, Facts, Left, Stage, Step};
use crate::language::Language;
use crate::report::picture::canvas::{Canvas, Room, Stroke, Text, polyline};
use crate::report::picture::figure::is_wide;
use crate::report::picture::labels::{SIZE, SMALL, name, shorten, two_lines, width, wrap};
use crate::report::picture::numbers::count;
use crate::report::picture::palette::{AXIS, INK, MUTED, Shape, TEXT, TINT, WHITE, arm};

const BOX: f64 = 40.0;
const GAP: f64 = 26.0;
const LINE: f64 = 19.0;

pub fn draw(canvas: &mut Canvas, facts: &Facts, language: Language) -> f64 {
    let columns = if is_wide(canvas.width) { 2 } else { 1 };
    let gap = 40.0;
    let wide = (canvas.width - gap * (columns - 1) as f64 - 2.0) / columns as f64;
    let mut top = 0.0;
    for row in facts.designs.chunks(columns) {
        let mut bottom = top;
        for (k, design) in row.iter().enumerate() {
            let left = 1.0 + k as f64 * (wide + gap);
            bottom = panel(canvas, language, design, [left, left + wide], top).max(bottom);
        }
        top = bottom + 36.0;
    }
    top - 24.0
}

/// Draws a design; returns where it ends.
fn panel(
    canvas: &mut Canvas,
    language: Language,
    design: &Design,
    [left, right]: [f64; 2],
    top: f64,
) -> f64 {
    let heading = shorten(&name(&design.name), right - left, SIZE, true);
    canvas.text(Text::new(left, top + 14.0, heading).bold());
    let edge = left + 0.62 * (right - left);
    let middle = f64::midpoint(left, edge);
    let mut y = top + 26.0;
    let mut free_from = y;
    for (k, step) in design.steps.iter().enumerate() {
        if k > 0 {
            let needed = step
                .left
                .map_or(0.0, |left_here| leaver_height(left_here, right - edge - 22.0, language));
            y = (y + GAP).max(free_from + GAP / 2.0 + 12.0);
            // Every survey asks the same people: nobody goes on from one to the next.
            if step.stage != Stage::Answered || design.steps[k - 1].stage != Stage::Answered {
                arrow(canvas, middle, y - GAP, y);
            }
            if let Some(left_here) = step.left {
                let from = y - GAP / 2.0;
                leaver(canvas, language, left_here, [middle, edge, right], from);
                free_from = from + needed;
            }
        }
        y = stage_box(canvas, language, step, [left, edge], y, k == 0);
    }
    y.max(free_from) + 4.0
}

fn leaver_lines(left: Left, room: f64, language: Language) -> Vec<String> {
    wrap(&left.why.told(language), room, SMALL, false)
}

fn leaver_height(left: Left, room: f64, language: Language) -> f64 {
    14.0 * leaver_lines(left, room, language).len() as f64 + 8.0
}

fn leaver(
    canvas: &mut Canvas,
    language: Language,
    left: Left,
    [middle, edge, right]: [f64; 3],
    y: f64,
) {
    canvas.line((middle, y), (edge + 10.0, y), Stroke::of(AXIS));
    let head = [(edge + 10.0, y - 4.0), (edge + 16.0, y), (edge + 10.0, y + 4.0)];
    canvas.path(&polyline(&head), None, Some(AXIS));
    let x = edge + 21.0;
    canvas.text(Text::new(x, y + 4.0, count(language, left.mean)).small().bold());
    let lines = leaver_lines(left, right - x, language);
    canvas.lines(&Text::new(x, y + 18.5, "").second(), &lines, 14.0);
}

fn arrow(canvas: &mut Canvas, x: f64, from: f64, to: f64) {
    canvas.line((x, from), (x, to - 5.0), Stroke::of(AXIS));
    let head = [(x - 4.0, to - 6.0), (x + 4.0, to - 6.0), (x, to)];
    canvas.path(&polyline(&head), None, Some(AXIS));
}

/// Draws the box of a step; returns its lower edge.
fn stage_box(
    canvas: &mut Canvas,
    language: Language,
    step: &Step,
    [left, right]: [f64; 2],
    top: f64,
    is_first: bool,
) -> f64 {
    let is_lottery = step.stage == Stage::Lottery;
    let number = count(language, step.people.mean);
    let label_room = right - left - 28.0 - width(&number, SIZE, true);
    let lines = two_lines(&step.told(language), label_room, SIZE, false);
    let more = 15.0 * lines.len().saturating_sub(1) as f64;
    let high = if step.groups.is_empty() {
        BOX + 0.6 * more
    } else {
        32.0 + more + LINE * step.groups.len() as f64
    };
    let room = Room { left, right, top, bottom: top + high };
    let (fill, edge, colour) = match (is_lottery, is_first) {
        (true, _) => (INK, None, WHITE),
        (_, true) => (TINT, Some(AXIS), INK),
        _ => (WHITE, Some(AXIS), INK),
    };
    canvas.rect(room, fill, edge);
    let base = if step.groups.is_empty() { top + (high - more) / 2.0 + 4.5 } else { top + 19.0 };
    canvas.lines(&Text::new(left + 10.0, base, "").colour(colour).on(fill), &lines, 15.0);
    canvas.text(
        Text::new(right - 10.0, base + more / 2.0, number).colour(colour).on(fill).bold().end(),
    );
    for (k, group) in step.groups.iter().enumerate() {
        let y = top + 39.0 + more + LINE * k as f64;
        let (shape, colour, hollow) = group.place.map_or((Shape::Circle, MUTED, false), |place| {
            let look = arm(place);
            (look.shape, look.colour, look.hollow)
        });
        canvas.mark(shape, (left + 15.0, y - 4.0), 4.0, colour, hollow);
        let number = count(language, group.people.mean);
        let room = right - left - 42.0 - width(&number, SMALL, false);
        let shown = shorten(&name(&group.name), room, SMALL, false);
        canvas.text(Text::new(left + 25.0, y, shown).small().colour(colour));
        canvas.text(Text::new(right - 10.0, y, number).small().colour(TEXT).end());
    }
    top + high
}
