//! Rows of a forest: wide with its numbers beside it, narrow with them below.

use super::Shown;
use super::{
    Block, Row, below_row, error_shows, found_head, mean_head, none, outcome_of, scale_of,
    true_head,
};
use crate::language::Language;
use crate::report::picture::axis::{self, Across, Numbers};
use crate::report::picture::canvas::{Canvas, Room, Stroke, Text};
use crate::report::picture::figure::is_wide;
use crate::report::picture::labels::{SIZE, SMALL, name, shorten, two_lines, width};
use crate::report::picture::numbers::{Quantity, of_hundred_mark};
use crate::report::picture::palette::{GRID, INK, TEXT, arm};
use crate::report::picture::scale::Scale;

/// Where things stand across a row.
struct Columns {
    names: f64,
    plot: [f64; 2],
    numbers: [f64; 3],
}

pub fn draw(canvas: &mut Canvas, blocks: &[Block], language: Language) -> f64 {
    let mut top = 0.0;
    for block in blocks {
        top = if is_wide(canvas.width) {
            draw_wide(canvas, block, language, top)
        } else {
            draw_narrow(canvas, block, language, top)
        };
    }
    top
}

fn widest(texts: impl Iterator<Item = String>, size: f64) -> f64 {
    texts.map(|text| width(&text, size, true)).fold(0.0, f64::max)
}

fn columns(block: &Block, language: Language, picture: f64) -> Columns {
    let rows = || block.groups.iter().flatten();
    let arms = widest(rows().map(|row| name(&row.arm)), SMALL).min(120.0);
    let outcomes =
        widest(block.groups.iter().map(|group| outcome_of(group[0], language)), SIZE).min(210.0);
    let of = |value: fn(Shown) -> f64| {
        let shown = rows().filter_map(|row| row.shown);
        widest(shown.map(|shown| block.quantity.signed(value(shown))), SMALL)
    };
    let truth = of(|shown| shown.truth).max(width(&true_head(language), SMALL, false));
    let mean = of(|shown| shown.mean.value).max(width(&mean_head(language), SMALL, false));
    let found = width(&found_head(language), SMALL, false).max(30.0);
    let last = picture - 1.0;
    let left = outcomes + 12.0 + arms + 26.0;
    let numbers = [last - found - mean - 24.0, last - found - 12.0, last];
    Columns { names: outcomes, plot: [left, numbers[0] - truth - 16.0], numbers }
}

fn draw_wide(canvas: &mut Canvas, block: &Block, language: Language, top: f64) -> f64 {
    let columns = columns(block, language, canvas.width);
    let scale = scale_of(block, columns.plot);
    let (row, gap) = (22.0, 14.0);
    let height = |group: &[&Row]| {
        let lines = two_lines(&outcome_of(group[0], language), columns.names, SIZE, false).len();
        (row * group.len() as f64).max(15.0 * lines as f64 + 4.0)
    };
    let head = top + 30.0;
    let bottom = head + block.groups.iter().map(|group| height(group) + gap).sum::<f64>();
    let title = block.quantity.axis_unit();
    let across = Across {
        scale,
        panel: [head - 4.0, bottom],
        title: &title,
        numbers: Numbers::Signed,
        has_grid: true,
    };
    axis::across(canvas, language, &across);
    let heads = [true_head(language), mean_head(language), found_head(language)];
    for (x, text) in columns.numbers.into_iter().zip(heads) {
        canvas.text(Text::new(x, head - 12.0, text).second().end());
    }
    let mut y = head;
    for (k, group) in block.groups.iter().enumerate() {
        if k > 0 {
            canvas.line((0.0, y), (canvas.width, y), Stroke::of(GRID));
        }
        let lines = two_lines(&outcome_of(group[0], language), columns.names, SIZE, false);
        canvas.lines(&Text::new(0.0, y + gap / 2.0 + 15.0, ""), &lines, 15.0);
        for (i, one) in group.iter().enumerate() {
            let middle = y + gap / 2.0 + row * (i as f64 + 0.5);
            draw_row(canvas, one, &scale, middle, &block.quantity);
            row_texts(canvas, one, &columns, middle, block);
        }
        y += height(group) + gap;
    }
    bottom + axis::BELOW + 16.0
}

fn row_texts(canvas: &mut Canvas, row: &Row, columns: &Columns, middle: f64, block: &Block) {
    let language = block.quantity.language;
    let look = arm(row.place);
    let shown_name = shorten(&name(&row.arm), 120.0, SMALL, false);
    canvas.text(
        Text::new(columns.plot[0] - 20.0, middle + 4.0, shown_name)
            .small()
            .colour(look.colour)
            .end(),
    );
    let texts = match row.shown {
        None => ["–".to_owned(), "–".to_owned(), "–".to_owned()],
        Some(shown) => [
            block.quantity.signed(shown.truth),
            block.quantity.signed(shown.mean.value),
            found_told(row, language),
        ],
    };
    for (k, (x, text)) in columns.numbers.into_iter().zip(texts).enumerate() {
        let text = Text::new(x, middle + 4.0, text).small().end();
        canvas.text(match k {
            1 => text.colour(look.colour),
            2 => text.bold(),
            _ => text,
        });
    }
}

fn found_told(row: &Row, language: Language) -> String {
    let found = row.shown.and_then(|shown| shown.found);
    found.map_or_else(|| "–".to_owned(), |found| of_hundred_mark(language, found.value))
}

fn draw_narrow(canvas: &mut Canvas, block: &Block, language: Language, top: f64) -> f64 {
    let scale = scale_of(block, [8.0, canvas.width - 8.0]);
    let row = 52.0;
    let head = top + 20.0;
    let heights = block.groups.iter().map(|group| 22.0 + row * group.len() as f64);
    let bottom = head + heights.sum::<f64>();
    let title = block.quantity.axis_unit();
    let across = Across {
        scale,
        panel: [head, bottom],
        title: &title,
        numbers: Numbers::Signed,
        has_grid: true,
    };
    axis::across(canvas, language, &across);
    canvas.text(Text::new(canvas.width, top + 12.0, found_head(language)).second().end());
    let mut y = head;
    for group in &block.groups {
        let heading = shorten(&outcome_of(group[0], language), canvas.width, SIZE, true);
        canvas.text(Text::new(0.0, y + 15.0, heading).bold().halo());
        y += 22.0;
        for one in group {
            let found = found_told(one, language);
            let found = Text::new(canvas.width, y + 12.0, found).bold().end().halo();
            let room = canvas.width - found.width() - 12.0;
            let shown_name = shorten(&name(&one.arm), room, SMALL, false);
            canvas.text(
                Text::new(0.0, y + 12.0, shown_name).small().colour(arm(one.place).colour).halo(),
            );
            canvas.text(found);
            draw_row(canvas, one, &scale, y + 24.0, &block.quantity);
            let below = one.shown.map_or_else(
                || none(language),
                |s| {
                    below_row(
                        language,
                        &block.quantity.signed(s.truth),
                        &block.quantity.signed(s.mean.value),
                    )
                },
            );
            let below =
                Text::new(canvas.width / 2.0, y + 44.0, below).small().colour(TEXT).middle().halo();
            canvas.text(below);
            y += row;
        }
    }
    bottom + axis::BELOW + 16.0
}

fn draw_row(canvas: &mut Canvas, row: &Row, scale: &Scale, y: f64, quantity: &Quantity) {
    let Some(shown) = row.shown else { return };
    let look = arm(row.place);
    let at = |value: f64| scale.within(quantity.drawn(value));
    let [left, right] = shown.range.map(at);
    let bar = Room { left, right, top: y - 4.5, bottom: y + 4.5 };
    canvas.rect(bar, look.light, Some(look.colour));
    if error_shows(shown, scale, quantity) {
        let [low, high] = shown.mean.range().map(at);
        canvas.line((low, y), (high, y), Stroke::of(INK));
    }
    let truth = at(shown.truth);
    canvas.line((truth, y - 9.0), (truth, y + 9.0), Stroke::of(INK).width(2.5));
    canvas.mark(look.shape, (at(shown.mean.value), y), 4.0, look.colour, look.hollow);
}
