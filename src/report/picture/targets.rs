//! Are the people as the file says: what was wanted, what was achieved.

use super::axis::{self, Across, Numbers};
use super::canvas::{Canvas, Stroke, Text};
use super::figure::{Cell, Figure, MOST_ROWS, Table, is_wide};
use super::labels::{SIZE, SMALL, name, shorten, two_lines, width};
use super::numbers::{self, Estimate, Unit, count, signed};
use super::palette::{BLUE, Shape};
use super::scale::{Scale, around_zero};
use crate::diagnosis::measured::Measured;
use crate::language::Language;
use crate::report::digits;
use crate::report::words::phrases;

/// What the picture shows.
#[derive(Clone, Debug)]
pub struct Facts {
    /// World, told.
    pub described: String,
    /// Targets that belong together, in the order of the file.
    pub groups: Vec<Group>,
}

/// Targets of a kind.
#[derive(Clone, Debug)]
pub struct Group {
    /// What they are about; empty for none.
    pub name: String,
    /// The targets.
    pub targets: Vec<Target>,
}

/// A number that the simulation is to meet.
#[derive(Clone, Debug)]
pub struct Target {
    /// What it is, told.
    pub name: String,
    /// What it is counted in.
    pub unit: Unit,
    /// Whether it is a level, shown without a sign, or an effect.
    pub is_level: bool,
    /// What was wanted.
    pub wanted: f64,
    /// What was achieved.
    pub achieved: Estimate,
    /// Whether it was solved for and not only approached.
    pub is_exact: bool,
    /// Whether it is met.
    pub is_met: bool,
}

phrases! {
    title_all(n: &str) { en: "All {n} targets are met", nl: "Alle {n} streefwaarden zijn gehaald" }
    title_one() { en: "The one target is met", nl: "De enige streefwaarde is gehaald" }
    title_some(n: &str, all: &str) { en: "Targets not met: {n} of {all}", nl: "Niet gehaald: {n} van de {all} streefwaarden" }
    title_none() { en: "The file sets no targets", nl: "Er zijn geen streefwaarden opgegeven" }
    subtitle(described: &str) {
        en: "Achieved less wanted, in points for shares, else in % of what was wanted · {described}",
        nl: "Bereikt min gevraagd, in procentpunt bij aandelen en anders in % van wat is gevraagd · {described}",
    }
    gap_axis() { en: "achieved less wanted, points", nl: "bereikt min gevraagd, procentpunt" }
    relative_axis() { en: "achieved less wanted, % of wanted", nl: "bereikt min gevraagd, % van gevraagd" }
    wanted_head() { en: "wanted", nl: "gevraagd" }
    how() {
        en: "A dot on the line is a target met. Filled: solved for exactly. Hollow: as near as the model allows.",
        nl: "Een stip op de lijn is een gehaalde streefwaarde. Dicht: precies opgelost. Open: zo dichtbij als het model toelaat.",
    }
    caution() {
        en: "This tests the computation, not the assumptions. Thin lines: simulation error, 95%.",
        nl: "Dit toetst het rekenwerk, niet de aannames. Dunne lijntjes: simulatiefout (95%).",
    }
    largest_only(n: &str) {
        en: "On a narrow screen the {n} largest differences are drawn; the table has all targets.",
        nl: "Op een smal scherm zijn de {n} grootste verschillen getekend; de tabel heeft alle streefwaarden.",
    }
    first_only(n: &str) {
        en: "The {n} largest differences are drawn; the table has all targets.",
        nl: "De {n} grootste verschillen zijn getekend; de tabel heeft alle streefwaarden.",
    }
    what(n: &str, met: &str) { en: "Targets: {n}; met: {met}.", nl: "Streefwaarden: {n}; gehaald: {met}." }
    what_largest(target: &str, gap: &str, wanted: &str) {
        en: "The largest difference is {gap}, of {target} (wanted {wanted}).",
        nl: "Het grootste verschil is {gap}, bij {target} (gevraagd {wanted}).",
    }
    caption() {
        en: "Targets; ±: one standard error of the simulation",
        nl: "Streefwaarden; ±: één simulatiefout",
    }
    head_target() { en: "target", nl: "streefwaarde" }
    head_achieved() { en: "achieved", nl: "bereikt" }
    head_gap() { en: "difference", nl: "verschil" }
    head_met() { en: "met", nl: "gehaald" }
    head_solved() { en: "how", nl: "hoe" }
    yes() { en: "yes", nl: "ja" }
    no() { en: "no", nl: "nee" }
    exact() { en: "exact", nl: "precies" }
    near() { en: "approximate", nl: "bij benadering" }
}

/// Most rows on a phone.
const MOST_NARROW: usize = 12;
/// From one line of a name to the next.
const LINE: f64 = 15.0;
/// The axis reaches at least so far, in points or per cent.
const LEAST: f64 = 0.01;

impl Target {
    fn gap(&self) -> f64 {
        self.achieved.value - self.wanted
    }

    /// Hundred times its difference as a share, or in percent of what was wanted; none if that is nought.
    fn drawn(&self, value: f64) -> Option<f64> {
        match &self.unit {
            Unit::Points => Some(100.0 * value),
            Unit::Own(_) if self.wanted == 0.0 => None,
            Unit::Own(_) => Some(100.0 * value / self.wanted.abs()),
        }
    }

    /// A share with two decimals; another number, which is a stated one, with those that it needs.
    fn shown(&self, value: f64, language: Language) -> String {
        match (&self.unit, self.is_level) {
            (Unit::Points, true) => format!("{}%", numbers::decimal(language, 100.0 * value, 2)),
            (Unit::Points, false) => signed(language, 100.0 * value, 2),
            (Unit::Own(_), true) => language.number(&digits::trimmed(value)),
            (Unit::Own(_), false) => language.number(&digits::signed_trimmed(value)),
        }
    }

    /// What was achieved and its error; a share's is left out where it is less than two decimals show.
    fn achieved_told(&self, language: Language) -> String {
        let m = Measured { value: self.achieved.value, mcse: self.achieved.mcse };
        match (&self.unit, self.is_level) {
            (Unit::Points, _) => {
                let shown = self.shown(m.value, language);
                let error = numbers::decimal(language, 100.0 * m.mcse, 2);
                if 100.0 * m.mcse < 0.005 { shown } else { format!("{shown} ± {error}") }
            }
            (Unit::Own(_), true) => language.number(&digits::with_error(m)),
            (Unit::Own(_), false) => language.number(&digits::signed_with_error(m)),
        }
    }
}

/// The figure.
pub fn figure(facts: &Facts, language: Language) -> Figure {
    let all: Vec<&Target> = facts.groups.iter().flat_map(|group| &group.targets).collect();
    let mut figure =
        Figure::new("targets", title(&all, language), &subtitle(language, &facts.described));
    if all.is_empty() {
        figure.help = vec![title_none(language)];
        return figure;
    }
    figure.description = description(&all, language);
    figure.help = vec![how(language), caution(language)];
    if all.len() > MOST_ROWS {
        figure.help.push(first_only(language, &count(language, MOST_ROWS as f64)));
    } else if all.len() > MOST_NARROW {
        figure.help.push(largest_only(language, &count(language, MOST_NARROW as f64)));
    }
    figure.table = table(facts, language);
    figure.drawn(all.len(), |width| {
        let most = if is_wide(width) { MOST_ROWS } else { MOST_NARROW };
        let mut canvas = Canvas::new(width);
        let height = draw(&mut canvas, &largest(facts, most), language);
        canvas.done(height)
    })
}

fn title(all: &[&Target], language: Language) -> String {
    let missed = all.iter().filter(|target| !target.is_met).count();
    match (all.len(), missed) {
        (0, _) => title_none(language),
        (1, 0) => title_one(language),
        (n, 0) => title_all(language, &count(language, n as f64)),
        (n, missed) => {
            title_some(language, &count(language, missed as f64), &count(language, n as f64))
        }
    }
}

fn description(all: &[&Target], language: Language) -> String {
    let met = all.iter().filter(|target| target.is_met).count();
    let mut parts =
        vec![what(language, &count(language, all.len() as f64), &count(language, met as f64))];
    let size = |target: &&&Target| target.drawn(target.gap()).unwrap_or(0.0).abs();
    if let Some(target) = all.iter().max_by(|a, b| size(a).total_cmp(&size(b))) {
        let wanted = target.shown(target.wanted, language);
        parts.push(what_largest(
            language,
            &name(&target.name),
            &gap_told(target, language),
            &wanted,
        ));
    }
    parts.join(" ")
}

fn gap_told(target: &Target, language: Language) -> String {
    let gap = Measured { value: target.gap(), mcse: target.achieved.mcse };
    match &target.unit {
        Unit::Points => numbers::points(language, &signed(language, 100.0 * gap.value, 2)),
        Unit::Own(unit) => {
            let number = language.number(&digits::gap(gap, target.wanted));
            if unit.is_empty() { number } else { format!("{number}\u{a0}{unit}") }
        }
    }
}

fn table(facts: &Facts, language: Language) -> Table {
    let mut rows = Vec::new();
    for target in facts.groups.iter().flat_map(|group| &group.targets) {
        rows.push(vec![
            Cell::Head(name(&target.name)),
            Cell::Number(target.shown(target.wanted, language)),
            Cell::Number(target.achieved_told(language)),
            Cell::Number(gap_told(target, language)),
            Cell::Words(if target.is_met { yes(language) } else { no(language) }),
            Cell::Words(if target.is_exact { exact(language) } else { near(language) }),
        ]);
    }
    let head = [head_target, wanted_head, head_achieved, head_gap, head_met, head_solved];
    Table { caption: caption(language), head: head.map(|head| head(language)).into(), rows }
}

/// Groups of the targets that can be drawn, the largest differences if there are too many; each of one axis.
fn largest(facts: &Facts, most: usize) -> Vec<(String, bool, Vec<&Target>)> {
    let mut sizes: Vec<f64> = facts
        .groups
        .iter()
        .flat_map(|g| &g.targets)
        .filter_map(|t| t.drawn(t.gap()))
        .map(f64::abs)
        .collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    let least = sizes.get(most.saturating_sub(1)).copied().unwrap_or(0.0);
    let mut left = most;
    let mut out = Vec::new();
    for is_share in [true, false] {
        for group in &facts.groups {
            let is_of = |target: &&Target| (target.unit == Unit::Points) == is_share;
            let is_large =
                |target: &&Target| target.drawn(target.gap()).is_some_and(|gap| gap.abs() >= least);
            let kept: Vec<&Target> =
                group.targets.iter().filter(is_of).filter(is_large).take(left).collect();
            left -= kept.len();
            if !kept.is_empty() {
                out.push((name(&group.name), is_share, kept));
            }
        }
    }
    out
}

fn draw(canvas: &mut Canvas, groups: &[(String, bool, Vec<&Target>)], language: Language) -> f64 {
    let mut top = 0.0;
    for is_share in [true, false] {
        let block: Vec<&(String, bool, Vec<&Target>)> =
            groups.iter().filter(|group| group.1 == is_share).collect();
        if !block.is_empty() {
            let title = if is_share { gap_axis(language) } else { relative_axis(language) };
            top = draw_block(canvas, &block, &title, language, top);
        }
    }
    top
}

fn draw_block(
    canvas: &mut Canvas,
    groups: &[&(String, bool, Vec<&Target>)],
    title: &str,
    language: Language,
    top: f64,
) -> f64 {
    let wide = is_wide(canvas.width);
    let head = if wide { 28.0 } else { 26.0 };
    let all = || groups.iter().flat_map(|group| group.2.iter());
    let wanted = all()
        .map(|t| width(&t.shown(t.wanted, language), SMALL, false))
        .fold(width(&wanted_head(language), SMALL, false), f64::max);
    let names = all()
        .map(|t| width(&name(&t.name), SIZE, false))
        .fold(0.0, f64::max)
        .min(canvas.width * 0.45);
    let left = if wide { names + wanted + 36.0 } else { 8.0 };
    let lines = |target: &Target| two_lines(&name(&target.name), names + 0.5, SIZE, false);
    let row = |target: &Target| match wide {
        true => 4.0 + LINE * lines(target).len() as f64,
        false => 36.0,
    };
    let ends = all().flat_map(|target| {
        let error = 1.96 * target.achieved.mcse;
        [target.gap() - error, target.gap() + error].map(|end| target.drawn(end).unwrap_or(0.0))
    });
    // Rounding is not magnified into differences.
    let scale =
        Scale::linear(around_zero(ends.chain([-LEAST, LEAST]), 10), [left, canvas.width - 10.0]);
    let mut y = top + 20.0;
    let heads = groups.iter().filter(|group| !group.0.is_empty()).count();
    let bottom = y + all().map(|target| row(target)).sum::<f64>() + head * heads as f64 + 4.0;
    let across =
        Across { scale, panel: [y, bottom], title, numbers: Numbers::Signed, has_grid: true };
    axis::across(canvas, language, &across);
    let wanted_at = if wide { left - 16.0 } else { canvas.width };
    canvas.text(Text::new(wanted_at, top + 12.0, wanted_head(language)).second().end());
    for (group, _, targets) in groups.iter().copied() {
        if !group.is_empty() {
            let shown =
                shorten(group, if wide { names + wanted } else { canvas.width }, SIZE, true);
            canvas.text(Text::new(0.0, y + head - 9.0, shown).bold().halo());
            y += head;
        }
        for target in targets {
            let told = Text::new(wanted_at, 0.0, target.shown(target.wanted, language))
                .second()
                .end()
                .halo();
            if wide {
                let (text_y, middle) = (y + 14.0, y + row(target) / 2.0);
                canvas.lines(&Text::new(0.0, text_y, "").halo(), &lines(target), LINE);
                canvas.text(told.to(wanted_at, middle + 4.5));
                mark(canvas, target, &scale, middle);
            } else {
                let room = canvas.width - told.width() - 10.0;
                let shown = shorten(&name(&target.name), room + 0.5, SMALL, false);
                canvas.text(Text::new(0.0, y + 13.0, shown).small().halo());
                canvas.text(told.to(wanted_at, y + 13.0));
                mark(canvas, target, &scale, y + 26.0);
            }
            y += row(target);
        }
    }
    bottom + axis::BELOW + 16.0
}

fn mark(canvas: &mut Canvas, target: &Target, scale: &Scale, y: f64) {
    let at = |value: f64| scale.within(target.drawn(value).unwrap_or(0.0));
    let [low, high] = target.achieved.range().map(|end| at(end - target.wanted));
    canvas.line((low, y), (high, y), Stroke::of(BLUE));
    canvas.mark(Shape::Circle, (at(target.gap()), y), 3.8, BLUE, !target.is_exact);
}

#[cfg(test)]
mod tests;
