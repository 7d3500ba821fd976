//! A label looks for the nearest free room beside its mark.

use super::canvas::{Anchor, Canvas, Room, Stroke, Text};
use super::labels::GAP;
use super::palette::INK;

/// Distances that are tried, in pixels.
const ASIDE: i32 = 6;
const DOWN: i32 = 5;
const REACH: i32 = 34;
/// From this distance on a line leads to the mark.
const FAR: f64 = 12.0;

/// Places lines of text below one another as near to a point as they are free, within a room; whether they were placed.
pub fn near(
    canvas: &mut Canvas,
    lines: &[Text],
    (x, y): (f64, f64),
    clear: f64,
    within: Room,
) -> bool {
    let wide = lines.iter().map(Text::width).fold(0.0, f64::max);
    let high = GAP * lines.len() as f64 - 2.0;
    let mut found: Option<(f64, Room)> = None;
    for down in -REACH..=REACH {
        for aside in -REACH..=REACH {
            let left = x + f64::from(aside * ASIDE) - wide / 2.0;
            let top = y + f64::from(down * DOWN) - high / 2.0;
            let room = Room { left, right: left + wide, top, bottom: top + high };
            let distance = distance(&room, (x, y));
            let is_worse = found.is_some_and(|(best, _)| distance >= best);
            if distance < clear || is_worse || !room.is_in(&within) || !canvas.is_free(&room) {
                continue;
            }
            if distance > clear + FAR
                && lead_ends(&room, (x, y), clear).is_some_and(|ends| crosses(canvas, ends))
            {
                continue;
            }
            found = Some((distance, room));
        }
    }
    let Some((distance, room)) = found else { return false };
    if let Some([from, to]) = lead_ends(&room, (x, y), clear).filter(|_| distance > clear + FAR) {
        canvas.line(from, to, Stroke::of(INK));
    }
    for (k, line) in lines.iter().enumerate() {
        let at = line.clone().anchor(Anchor::Start);
        let left = if x < room.left {
            room.left
        } else if x > room.right {
            room.right - line.width()
        } else {
            room.left + (wide - line.width()) / 2.0
        };
        canvas.text(at.to(left, room.top + 10.5 + GAP * k as f64));
    }
    true
}

/// How far a point is from a room.
fn distance(room: &Room, (x, y): (f64, f64)) -> f64 {
    let aside = (room.left - x).max(x - room.right).max(0.0);
    let down = (room.top - y).max(y - room.bottom).max(0.0);
    let off_middle = (f64::midpoint(room.top, room.bottom) - y).abs();
    (aside * aside + down * down).sqrt() + 0.05 * off_middle
}

/// The ends of a line from the edge of a room to the edge of a mark.
fn lead_ends(room: &Room, (x, y): (f64, f64), clear: f64) -> Option<[(f64, f64); 2]> {
    let inset = 4.0_f64.min((room.right - room.left) / 2.0);
    let from = (
        x.clamp(room.left + inset, room.right - inset),
        y.clamp(room.top - 1.0, room.bottom + 1.0),
    );
    let (dx, dy) = (from.0 - x, from.1 - y);
    let length = (dx * dx + dy * dy).sqrt();
    (length > clear).then(|| [from, (x + dx / length * clear, y + dy / length * clear)])
}

fn crosses(canvas: &Canvas, [from, to]: [(f64, f64); 2]) -> bool {
    (1..=10).any(|step| {
        let share = f64::from(step) / 10.0;
        let along = |a: f64, b: f64| a + share * (b - a);
        canvas.is_over_text(Room::around(along(from.0, to.0), along(from.1, to.1), 1.5))
    })
}

/// Places of a label at either end of a level line, above it and below it.
pub fn beside_line(label: &Text, [left, right]: [f64; 2], y: f64) -> Vec<Text> {
    let at = |height: f64| {
        [label.clone().to(left + 4.0, height), label.clone().end().to(right - 4.0, height)]
    };
    [y - 6.0, y + 15.0].into_iter().flat_map(at).collect()
}
