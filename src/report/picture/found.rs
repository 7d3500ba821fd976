//! A panel of how many trials find it against something: one curve or two, the aim, the plan.

use super::axis::{self, Across, Numbers, Up};
use super::canvas::{Canvas, Room, Stroke, Text, polyline};
use super::labels::{SMALL, name, shorten};
use super::near::near;
use super::numbers::{Estimate, of_hundred_mark};
use super::palette::{AXIS, INK, SOFT, Series};
use super::scale::Scale;
use crate::language::Language;
use crate::report::words::phrases;

phrases! {
    aim_label(aim: &str) { en: "{aim}: the aim", nl: "{aim}: gevraagd" }
    found_axis() { en: "trials of 100 that find it", nl: "proeven van de 100 die het vinden" }
    plan_label(at: &str) { en: "the plan: {at}", nl: "het plan: {at}" }
    plan_found(found: &str) { en: "{found} of 100", nl: "{found} van de 100" }
}

/// Steps of 20 up to 100.
const STEPS: usize = 5;
/// From the top of a panel to its plot: the arm's name and the title of the axis.
const HEAD: f64 = 50.0;

/// What a panel shows.
#[derive(Debug)]
pub struct Panel<'a> {
    pub name: &'a str,
    pub look: Series,
    /// Left and right of the panel and its numbers.
    pub sides: [f64; 2],
    pub top: f64,
    pub height: f64,
    pub domain: [f64; 2],
    pub doubling: bool,
    pub title: &'a str,
    /// Lines of joined points; the heavy one is what is planned.
    pub lines: Vec<Line>,
    pub aim: f64,
    /// Where the plan stands, how that is written and what is found there.
    pub plan: Option<(f64, String, Estimate)>,
    /// Where the aim is reached, how that is written, and whether on the heavy line.
    pub reach: Vec<(f64, String, bool)>,
}

/// One line.
#[derive(Debug)]
pub struct Line {
    pub points: Vec<(f64, Estimate)>,
    pub is_heavy: bool,
}

/// How high a panel is with what stands around it.
pub fn panel_height(plot: f64) -> f64 {
    HEAD + plot + axis::BELOW + 14.0
}

/// Draws a panel.
pub fn panel(canvas: &mut Canvas, language: Language, panel: &Panel) {
    let (top, bottom) = (panel.top + HEAD, panel.top + HEAD + panel.height);
    let y = Scale::linear([0.0, 100.0], [bottom, top]);
    let left = panel.sides[0] + axis::up_room(language, &y, STEPS, Numbers::Plain);
    let right = panel.sides[1] - 10.0;
    let range = [left, right];
    let x = if panel.doubling {
        Scale::doubling(panel.domain, range)
    } else {
        Scale::linear(panel.domain, range)
    };
    heading(canvas, language, panel);
    axis::up(
        canvas,
        language,
        &Up { scale: y, panel: range, most: STEPS, numbers: Numbers::Plain },
    );
    let numbers = if panel.doubling { Numbers::Plain } else { Numbers::Signed };
    let across =
        Across { scale: x, panel: [top, bottom], title: panel.title, numbers, has_grid: false };
    axis::across(canvas, language, &across);
    if !panel.doubling && x.contains(0.0) {
        canvas.line((x.at(0.0), top), (x.at(0.0), bottom), Stroke::of(AXIS));
    }
    let aim = y.at(100.0 * panel.aim);
    canvas.line((left, aim), (right, aim), Stroke::of(INK).dash("4 3"));
    for line in &panel.lines {
        curve(canvas, &x, &y, line, panel.look);
    }
    marks(canvas, &x, &y, panel);
    labels(canvas, language, &x, &y, panel);
}

/// The arm's mark and name above a panel of its own.
pub fn arm_heading(
    canvas: &mut Canvas,
    arm: &str,
    look: Series,
    [left, right]: [f64; 2],
    top: f64,
) {
    canvas.mark(look.shape, (left + 6.0, top + 10.0), 5.0, look.colour, look.hollow);
    let shown = shorten(&name(arm), right - left - 20.0, 13.0, true);
    canvas.text(Text::new(left + 18.0, top + 14.5, shown).colour(look.colour).bold());
}

fn heading(canvas: &mut Canvas, language: Language, panel: &Panel) {
    let [left, right] = panel.sides;
    arm_heading(canvas, panel.name, panel.look, panel.sides, panel.top);
    let title = shorten(&found_axis(language), right - left, SMALL, false);
    canvas.text(Text::new(left, panel.top + 34.0, title).second());
}

fn curve(canvas: &mut Canvas, x: &Scale, y: &Scale, line: &Line, look: Series) {
    let points: Vec<(f64, f64)> = line
        .points
        .iter()
        .map(|(at, found)| (x.within(*at), y.within(100.0 * found.value)))
        .collect();
    let (colour, wide) = if line.is_heavy { (look.colour, 2.5) } else { (SOFT, 1.5) };
    canvas.path(&polyline(&points), Some(Stroke::of(colour).width(wide)), None);
    let mut bars = String::new();
    for (at, found) in &line.points {
        let [low, high] = found.share_range().map(|end| y.within(100.0 * end));
        bars.push_str(&polyline(&[(x.within(*at), low), (x.within(*at), high)]));
    }
    canvas.path(&bars, Some(Stroke::of(colour)), None);
    for (px, py) in &points {
        canvas.mark(look.shape, (*px, *py), 2.8, colour, false);
        canvas.take(Room::around(*px, *py, 4.0));
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

fn marks(canvas: &mut Canvas, x: &Scale, y: &Scale, panel: &Panel) {
    let aim = y.at(100.0 * panel.aim);
    for (at, _, is_heavy) in &panel.reach {
        let colour = if *is_heavy { panel.look.colour } else { SOFT };
        let place = x.within(*at);
        canvas.line((place, aim), (place, y.at(0.0)), Stroke::of(colour).dash("2 3"));
        canvas.mark(panel.look.shape, (place, aim), 5.0, colour, false);
        canvas.take(Room::around(place, aim, 6.0));
        canvas.take(Room { left: place - 1.0, right: place + 1.0, top: aim, bottom: y.at(0.0) });
    }
    canvas.take(Room { left: x.range[0], right: x.range[1], top: aim - 1.0, bottom: aim + 1.0 });
    if let Some((at, _, found)) = &panel.plan {
        let place = (x.within(*at), y.within(100.0 * found.value));
        canvas.mark(panel.look.shape, place, 5.5, panel.look.colour, true);
        canvas.take(Room::around(place.0, place.1, 7.0));
    }
}

fn labels(canvas: &mut Canvas, language: Language, x: &Scale, y: &Scale, panel: &Panel) {
    let [left, right] = x.range;
    let aim = y.at(100.0 * panel.aim);
    let aim_text = Text::new(0.0, 0.0, aim_label(language, &of_hundred_mark(language, panel.aim)))
        .small()
        .halo();
    let middle = f64::midpoint(left, right);
    let over_the_line = [aim - 6.0, aim + 15.0].into_iter().flat_map(|height| {
        [
            aim_text.clone().middle().to(middle, height),
            aim_text.clone().to(left + 4.0, height),
            aim_text.clone().end().to(right - 4.0, height),
        ]
    });
    canvas.place(over_the_line);
    for (at, label, is_heavy) in &panel.reach {
        let colour = if *is_heavy { panel.look.colour } else { INK };
        let text = Text::new(0.0, 0.0, label.clone()).colour(colour).halo();
        let text = if *is_heavy { text.bold() } else { text };
        let bottom = y.at(0.0);
        let places = [8.0, 24.0, 40.0].into_iter().flat_map(|up| {
            let right = text.clone().to(x.within(*at) + 6.0, bottom - up);
            let left = text.clone().end().to(x.within(*at) - 6.0, bottom - up);
            if *at < 0.0 { [left, right] } else { [right, left] }
        });
        let places: Vec<Text> = places.map(|text| axis::inside(canvas.width, text)).collect();
        canvas.place(places);
    }
    if let Some((at, label, found)) = &panel.plan {
        let lines = [
            plan_label(language, label),
            plan_found(language, &of_hundred_mark(language, found.value)),
        ];
        let lines = lines.map(|line| Text::new(0.0, 0.0, line).bold().halo());
        let within = Room {
            left: left + 2.0,
            right: right + 8.0,
            top: y.range[1] - 2.0,
            bottom: y.range[0] - 3.0,
        };
        near(canvas, &lines, (x.within(*at), y.within(100.0 * found.value)), 9.0, within);
    }
}
