//! Who takes part: people at each step, who leaves and why, and where the lottery stands.

use super::canvas::{Canvas, Room, Stroke, Text};
use super::figure::{Cell, Figure, Table, is_wide};
use super::labels::{SIZE, SMALL, name, shorten, two_lines, width, wrap};
use super::numbers::{count, range};
use super::palette::{AXIS, INK, MUTED, Shape, TEXT, TINT, WHITE, arm};
use crate::language::Language;
use crate::report::words::phrases;

/// What the picture shows.
#[derive(Clone, Debug)]
pub struct Facts {
    /// World, told; empty if there is one only.
    pub described: String,
    /// Simulated trials that the means are over.
    pub trials: u64,
    /// The designs, in the order of the file.
    pub designs: Vec<Design>,
}

/// One design.
#[derive(Clone, Debug)]
pub struct Design {
    /// Its name.
    pub name: String,
    /// Its steps from the eligible people down.
    pub steps: Vec<Step>,
}

/// A number of people over the trials.
#[derive(Clone, Copy, Debug, Default)]
pub struct People {
    /// Their mean number.
    pub mean: f64,
    /// How much it differs between trials (standard deviation).
    pub spread: f64,
}

/// A step of a design.
#[derive(Clone, Debug)]
pub struct Step {
    /// Which one.
    pub stage: Stage,
    /// All people at this step.
    pub people: People,
    /// The same people by group; empty as long as there are no groups.
    pub groups: Vec<Group>,
    /// Those who left since the step before.
    pub left: Option<Left>,
}

/// A group at a step.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// The arm's place in the file; none for control.
    pub place: Option<usize>,
    /// Its people.
    pub people: People,
}

/// Those who leave.
#[derive(Clone, Copy, Debug)]
pub struct Left {
    /// Their number.
    pub people: People,
    /// Why.
    pub why: Why,
}

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// All who may take part.
    Eligible,
    /// Who is asked.
    Invited,
    /// Groups that were told which they are.
    Told,
    /// Who says yes.
    Registered,
    /// Who says yes and is eligible.
    Admitted,
    /// The lottery: it holds everybody and yields all groups.
    Lottery,
    /// The groups that the lottery made.
    Assigned,
    /// Who starts.
    Started,
    /// Who is in the figures.
    Analysed,
}

/// Why people leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Not asked.
    NotInvited,
    /// They do not register.
    NotRegistered,
    /// They turn out not to be eligible.
    NotEligible,
    /// They drop out before the lottery.
    BeforeLottery,
    /// Set apart by the lottery as the reference group.
    Reference,
    /// They do not start but are counted.
    NotStarted,
    /// They are removed from the figures after the lottery.
    AfterLottery,
}

phrases! {
    title_one(m: &str, n: &str) {
        en: "Analysed on average: {m} of {n} eligible people",
        nl: "Geanalyseerd: gemiddeld {m} van de {n} mensen die in aanmerking komen",
    }
    title_several(low: &str, high: &str, n: &str) {
        en: "Analysed on average: {low} to {high} of {n} eligible people, depending on the design",
        nl: "Geanalyseerd: gemiddeld {low} tot {high} van de {n} mensen die in aanmerking komen, afhankelijk van de opzet",
    }
    title_none() { en: "There is no design to show", nl: "Er is geen opzet om te tonen" }
    subtitle(trials: &str) {
        en: "Mean number of people at each step, over {trials} simulated trials",
        nl: "Gemiddeld aantal mensen per stap, over {trials} gesimuleerde proeven",
    }
    subtitle_described(trials: &str, described: &str) {
        en: "Mean number of people at each step, over {trials} simulated trials · {described}",
        nl: "Gemiddeld aantal mensen per stap, over {trials} gesimuleerde proeven · {described}",
    }
    eligible() { en: "eligible", nl: "komen in aanmerking" }
    invited() { en: "invited", nl: "uitgenodigd" }
    told_group() { en: "told their group", nl: "groep vooraf bekend" }
    registered() { en: "registered", nl: "aangemeld" }
    admitted() { en: "admitted", nl: "toegelaten" }
    lottery() { en: "lottery", nl: "loting" }
    assigned() { en: "by lottery", nl: "door loting" }
    started() { en: "started", nl: "gestart" }
    analysed() { en: "analysed", nl: "geanalyseerd" }
    not_invited() { en: "not invited", nl: "niet uitgenodigd" }
    not_registered() { en: "do not register", nl: "niet aangemeld" }
    not_eligible() { en: "not eligible after all", nl: "toch niet in aanmerking" }
    before_lottery() { en: "drop out before the lottery", nl: "afgehaakt vóór de loting" }
    reference() { en: "reference group, by lottery", nl: "referentiegroep, door loting" }
    not_started() { en: "do not start, but are counted", nl: "niet gestart, tellen wel mee" }
    after_lottery() { en: "removed after the lottery", nl: "weggelaten na de loting" }
    how() {
        en: "Down: who goes on. Right: who leaves, and why. The dark box is the lottery; designs differ in where it stands.",
        nl: "Omlaag: wie verdergaat. Naar rechts: wie afvalt, en waarom. Het donkere vak is de loting; opzetten verschillen in de plaats daarvan.",
    }
    varies(design: &str, range: &str) {
        en: "Numbers differ from trial to trial: in 95 of 100 trials of {design}, {range} people are analysed.",
        nl: "De aantallen verschillen per proef: in 95 van de 100 proeven volgens {design} worden {range} mensen geanalyseerd.",
    }
    caption(trials: &str) {
        en: "People at each step, mean over {trials} simulated trials and the range of 95 of 100",
        nl: "Mensen per stap: gemiddelde over {trials} gesimuleerde proeven, en het bereik van 95 van de 100",
    }
    head_design() { en: "design", nl: "opzet" }
    head_step() { en: "step", nl: "stap" }
    head_group() { en: "group", nl: "groep" }
    head_mean() { en: "mean", nl: "gemiddelde" }
    head_range() { en: "95 of 100 trials", nl: "95 van de 100 proeven" }
    all_groups() { en: "all", nl: "iedereen" }
    left_by(why: &str) { en: "leave: {why}", nl: "eraf: {why}" }
}

const BOX: f64 = 40.0;
const GAP: f64 = 26.0;
const LINE: f64 = 19.0;

impl Stage {
    fn told(self, language: Language) -> String {
        match self {
            Self::Eligible => eligible(language),
            Self::Invited => invited(language),
            Self::Told => told_group(language),
            Self::Registered => registered(language),
            Self::Admitted => admitted(language),
            Self::Lottery => lottery(language),
            Self::Assigned => assigned(language),
            Self::Started => started(language),
            Self::Analysed => analysed(language),
        }
    }
}

impl Why {
    fn told(self, language: Language) -> String {
        match self {
            Self::NotInvited => not_invited(language),
            Self::NotRegistered => not_registered(language),
            Self::NotEligible => not_eligible(language),
            Self::BeforeLottery => before_lottery(language),
            Self::Reference => reference(language),
            Self::NotStarted => not_started(language),
            Self::AfterLottery => after_lottery(language),
        }
    }
}

/// The figure.
pub fn figure(facts: &Facts, language: Language) -> Figure {
    let trials = count(language, facts.trials as f64);
    let subtitle = if facts.described.is_empty() {
        subtitle(language, &trials)
    } else {
        subtitle_described(language, &trials, &facts.described)
    };
    let mut figure = Figure::new("flow", title(facts, language), subtitle);
    if facts.designs.iter().all(|design| design.steps.is_empty()) {
        figure.help = vec![title_none(language)];
        return figure;
    }
    figure.description = description(facts, language);
    figure.help = vec![how(language)];
    if let Some((design, people)) = facts.designs.iter().find_map(|d| Some((d, last(d)?))) {
        figure.help.push(varies(language, &name(&design.name), &ends(people, language)));
    }
    figure.table = table(facts, language);
    figure.drawn(facts.designs.len(), |width| {
        let mut canvas = Canvas::new(width);
        let height = draw(&mut canvas, facts, language);
        canvas.done(height)
    })
}

/// Who is left at the end of a design.
fn last(design: &Design) -> Option<People> {
    design.steps.last().map(|step| step.people)
}

fn ends(people: People, language: Language) -> String {
    let half = 1.96 * people.spread;
    range(language, [(people.mean - half).max(0.0), people.mean + half], 0)
}

fn title(facts: &Facts, language: Language) -> String {
    let most = facts.designs.iter().filter_map(|design| design.steps.first());
    let n = count(language, most.map(|step| step.people.mean).fold(0.0, f64::max));
    let analysed: Vec<f64> = facts.designs.iter().filter_map(|d| Some(last(d)?.mean)).collect();
    let low = count(language, analysed.iter().copied().fold(f64::INFINITY, f64::min));
    let high = count(language, analysed.iter().copied().fold(0.0, f64::max));
    match &analysed[..] {
        [] => title_none(language),
        _ if low == high => title_one(language, &low, &n),
        _ => title_several(language, &low, &high, &n),
    }
}

fn description(facts: &Facts, language: Language) -> String {
    let of = |design: &Design| {
        let told = design.steps.iter().map(|step| {
            format!("{} {}", step.stage.told(language), count(language, step.people.mean))
        });
        format!("{}: {}.", name(&design.name), told.collect::<Vec<_>>().join(", "))
    };
    facts.designs.iter().map(of).collect::<Vec<_>>().join(" ")
}

fn table(facts: &Facts, language: Language) -> Table {
    let mut rows = Vec::new();
    for design in &facts.designs {
        let mut row = |step: String, group: String, people: People| {
            rows.push(vec![
                Cell::Head(name(&design.name)),
                Cell::Words(step),
                Cell::Words(group),
                Cell::Number(count(language, people.mean)),
                Cell::Number(ends(people, language)),
            ]);
        };
        for step in &design.steps {
            if let Some(left) = step.left {
                row(left_by(language, &left.why.told(language)), all_groups(language), left.people);
            }
            row(step.stage.told(language), all_groups(language), step.people);
            for group in &step.groups {
                row(step.stage.told(language), name(&group.name), group.people);
            }
        }
    }
    let head =
        [head_design, head_step, head_group, head_mean, head_range].map(|head| head(language));
    Table {
        caption: caption(language, &count(language, facts.trials as f64)),
        head: head.into(),
        rows,
    }
}

fn draw(canvas: &mut Canvas, facts: &Facts, language: Language) -> f64 {
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
            arrow(canvas, middle, y - GAP, y);
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
    canvas.path(&super::canvas::polyline(&head), None, Some(AXIS));
    let x = edge + 21.0;
    canvas.text(Text::new(x, y + 4.0, count(language, left.people.mean)).small().bold());
    let lines = leaver_lines(left, right - x, language);
    canvas.lines(&Text::new(x, y + 18.5, "").second(), &lines, 14.0);
}

fn arrow(canvas: &mut Canvas, x: f64, from: f64, to: f64) {
    canvas.line((x, from), (x, to - 5.0), Stroke::of(AXIS));
    let head = [(x - 4.0, to - 6.0), (x + 4.0, to - 6.0), (x, to)];
    canvas.path(&super::canvas::polyline(&head), None, Some(AXIS));
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
    let lines = two_lines(&step.stage.told(language), label_room, SIZE, false);
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

#[cfg(test)]
mod tests;
