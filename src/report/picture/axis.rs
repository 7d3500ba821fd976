//! Axes: ticks that fit, their numbers, their titles.

use super::canvas::{Anchor, Canvas, Stroke, Text};
use super::labels::{SMALL, two_lines, width};
use super::numbers::{decimal, signed};
use super::palette::{AXIS, GRID};
use super::scale::{Scale, Ticks};
use crate::language::Language;

/// How high the axis below a panel is: numbers and a title.
pub const BELOW: f64 = 46.0;

/// How the numbers of an axis are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    Plain,
    /// With a plus sign.
    Signed,
}

impl Numbers {
    fn write(self, language: Language, value: f64, decimals: usize) -> String {
        match self {
            _ if value == 0.0 => "0".to_owned(),
            Self::Plain => decimal(language, value, decimals),
            Self::Signed => signed(language, value, decimals),
        }
    }
}

/// An axis below a panel.
#[derive(Clone, Debug)]
pub struct Across<'a> {
    pub scale: Scale,
    /// Top and bottom of the panel.
    pub panel: [f64; 2],
    pub title: &'a str,
    pub numbers: Numbers,
    pub has_grid: bool,
}

/// The ticks whose numbers fit beside one another, at most seven.
fn fitting(scale: &Scale, write: &impl Fn(f64, usize) -> String) -> Ticks {
    let room = (scale.range[1] - scale.range[0]).abs();
    let fits = |ticks: &Ticks| {
        let widest = ticks.values.iter().map(|v| width(&write(*v, ticks.decimals), SMALL, false));
        let widest = widest.fold(0.0, f64::max);
        let apart = room / ticks.values.len().saturating_sub(1).max(1) as f64;
        widest + 8.0 <= apart
    };
    (2..=7).rev().map(|most| scale.ticks(most)).find(fits).unwrap_or_else(|| scale.ticks(1))
}

/// Draws an axis below a panel: gridlines first, so call it before the marks.
pub fn across(canvas: &mut Canvas, language: Language, axis: &Across) {
    let Across { scale, panel: [top, bottom], numbers, .. } = *axis;
    let write = |value: f64, decimals| numbers.write(language, value, decimals);
    let ticks = fitting(&scale, &write);
    if axis.has_grid {
        for tick in &ticks.values {
            canvas.line((scale.at(*tick), top), (scale.at(*tick), bottom), Stroke::of(GRID));
        }
    }
    canvas.line((scale.range[0], bottom), (scale.range[1], bottom), Stroke::of(AXIS));
    if scale.contains(0.0) && axis.has_grid {
        canvas.line((scale.at(0.0), top), (scale.at(0.0), bottom), Stroke::of(AXIS));
    }
    let mut free_from = f64::NEG_INFINITY;
    for tick in &ticks.values {
        let x = scale.at(*tick);
        canvas.line((x, bottom), (x, bottom + 5.0), Stroke::of(AXIS));
        let text = inside(
            canvas.width,
            Text::new(x, bottom + 18.0, write(*tick, ticks.decimals)).second().middle(),
        );
        let room = text.room();
        if room.left >= free_from {
            free_from = room.right + 6.0;
            canvas.text(text);
        }
    }
    below(canvas, [scale.range[0], scale.range[1]], bottom + 36.0, axis.title);
}

/// The title below an axis, in the middle and within the picture, folded if it must be.
pub fn below(canvas: &mut Canvas, [left, right]: [f64; 2], y: f64, title: &str) {
    let lines = two_lines(title, (canvas.width - 4.0).min((right - left).max(300.0)), SMALL, false);
    for (k, line) in lines.into_iter().enumerate() {
        let text =
            Text::new(f64::midpoint(left, right), y + 14.0 * k as f64, line).second().middle();
        let text = inside(canvas.width, text);
        canvas.text(text);
    }
}

/// Moves a text that would stick out at either side back into the picture.
pub fn inside(picture: f64, mut text: Text) -> Text {
    let room = text.room();
    if room.left < 0.0 {
        text.x -= room.left;
    } else if room.right > picture {
        text.x -= room.right - picture;
    }
    text
}

/// An axis at the left of a panel.
#[derive(Clone, Debug)]
pub struct Up {
    pub scale: Scale,
    /// Left and right of the panel.
    pub panel: [f64; 2],
    pub most: usize,
    pub numbers: Numbers,
}

/// Room that the numbers of an axis at the left take.
pub fn up_room(language: Language, scale: &Scale, most: usize, numbers: Numbers) -> f64 {
    let ticks = scale.ticks(most);
    let widths = ticks
        .values
        .iter()
        .map(|v| width(&numbers.write(language, *v, ticks.decimals), SMALL, false));
    widths.fold(0.0, f64::max) + 8.0
}

/// Draws an axis at the left: its gridlines and numbers.
pub fn up(canvas: &mut Canvas, language: Language, axis: &Up) {
    let [left, right] = axis.panel;
    let ticks = axis.scale.ticks(axis.most);
    for tick in &ticks.values {
        let y = axis.scale.at(*tick);
        let colour = if *tick == 0.0 { AXIS } else { GRID };
        canvas.line((left, y), (right, y), Stroke::of(colour));
        let number = axis.numbers.write(language, *tick, ticks.decimals);
        canvas.text(Text::new(left - 7.0, y + 4.0, number).second().anchor(Anchor::End));
    }
}
