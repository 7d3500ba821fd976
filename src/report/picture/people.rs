//! Will it be found: trials that find the planned effect, against the number of people; a panel an arm.

use super::canvas::Canvas;
use super::figure::{Cell, Figure, Table, is_wide};
use super::found::{Line, Panel, panel, panel_height};
use super::labels::{name, name_in_sentence};
use super::numbers::{
    self, Estimate, asked_of_hundred, count, frequency, of_hundred, of_hundred_mark,
    percent_with_error,
};
use super::palette::arm;
use crate::language::Language;
use crate::report::words::{Listed, phrases};

/// What the picture shows.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Design, analysis, outcome and month, told.
    pub described: String,
    /// Share of trials that is to find it: .8.
    pub aim: f64,
    /// The arms, in the order of the file.
    pub arms: Vec<Arm>,
}

/// One arm.
#[derive(Clone, Debug)]
pub struct Arm {
    /// Its name.
    pub name: String,
    /// Its place in the file, control left out: it has the same look in all pictures.
    pub place: usize,
    /// The planned number of participants and the share of trials that find the effect.
    pub plan: Option<Point>,
    /// What was simulated.
    pub points: Vec<Point>,
    /// Participants needed to find it as often as is aimed at, and where that number lies in 95 of 100 cases.
    pub needed: Option<(f64, [f64; 2])>,
    /// Whether that number was not simulated.
    pub is_extrapolated: bool,
    /// The most who can take part, where that is fewer than are needed.
    pub most: Option<f64>,
    /// Whether the search ended before there was an answer.
    pub is_stopped: bool,
    /// Why no number of people will do.
    pub hopeless: Option<Hopeless>,
}

/// Why no number of people will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hopeless {
    /// There is no effect.
    NoEffect,
    /// The estimates point the other way.
    OtherWay,
    /// The estimate misses the effect by more than what matters.
    Biased,
}

/// A number of participants and the share of trials that find the effect.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// Participants.
    pub participants: f64,
    /// The share of trials.
    pub found: Estimate,
}

phrases! {
    title_needed_one(aim: &str, n: &str) {
        en: "About {n} participants are needed for {aim} of 100 trials to find the effect",
        nl: "Er zijn ongeveer {n} deelnemers nodig om het effect in {aim} van de 100 proeven te vinden",
    }
    title_needed(aim: &str, low: &str, high: &str) {
        en: "About {low} to {high} participants are needed for {aim} of 100 trials to find the effect",
        nl: "Er zijn ongeveer {low} tot {high} deelnemers nodig om het effect in {aim} van de 100 proeven te vinden",
    }
    title_infeasible(aim: &str, n: &str, most: &str) {
        en: "{aim} of 100 trials find the effect with about {n} participants; here about {most} can take part",
        nl: "Met ongeveer {n} deelnemers vinden {aim} van de 100 proeven het effect; hier zijn er zo’n {most}",
    }
    title_some_nought(aim: &str, n: &str, arms: Listed<String>) {
        en: "About {n} participants are needed for {aim} of 100 trials to find the effect; no effect to find: {arms}",
        nl: "Met ongeveer {n} deelnemers vinden {aim} van de 100 proeven het effect; geen effect te vinden: {arms}",
    }
    help_nought(arms: Listed<String>) {
        en: "There is no effect to find: {arms}.",
        nl: "Er is geen effect te vinden: {arms}.",
    }
    help_stopped(arms: Listed<String>) {
        en: "The search stopped before there was an answer: {arms}.",
        nl: "Het zoeken stopte voordat er een antwoord was: {arms}.",
    }
    title_some(aim: &str, n: &str, arms: Listed<String>) {
        en: "About {n} participants are needed for {aim} of 100 trials to find the effect; none found for {arms}",
        nl: "Ongeveer {n} deelnemers zijn nodig om het effect in {aim} van de 100 proeven te vinden; geen aantal gevonden voor {arms}",
    }
    title_undetermined(aim: &str, n: &str, arms: Listed<String>) {
        en: "About {n} participants are needed for {aim} of 100 trials to find the effect; not determined for {arms}",
        nl: "Ongeveer {n} deelnemers zijn nodig om het effect in {aim} van de 100 proeven te vinden; niet bepaald voor {arms}",
    }
    title_biased(arms: Listed<String>) {
        en: "With any number of participants the estimate for {arms} is further off than what matters",
        nl: "De schatting voor {arms} zit er met elk aantal deelnemers verder naast dan ertoe doet",
    }
    title_no_number() {
        en: "No number of participants finds the effect",
        nl: "Met geen enkel aantal deelnemers wordt het effect gevonden",
    }
    title_no_effect() {
        en: "There is no effect to find, with any number of participants",
        nl: "Er is geen effect te vinden, met welk aantal deelnemers dan ook",
    }
    title_unfinished() {
        en: "The search ended before it knew how many participants are needed",
        nl: "Het zoeken stopte voordat bekend was hoeveel deelnemers nodig zijn",
    }
    title_enough(n: &str, aim: &str) {
        en: "The planned {n} participants are enough for {aim} of 100 trials to find the effect",
        nl: "De {n} deelnemers van het plan zijn genoeg om het effect in {aim} van de 100 proeven te vinden",
    }
    title_most(n: &str, often: &str) {
        en: "Even with {n} participants, the effect is found in {often}",
        nl: "Zelfs met {n} deelnemers wordt het effect in {often} gevonden",
    }
    title_none() {
        en: "No simulated trial gave an answer",
        nl: "Geen enkele gesimuleerde proef gaf een antwoord",
    }
    subtitle(described: &str) {
        en: "Chance of finding the planned effect, against the number of participants · {described}",
        nl: "Kans dat een proef het effect van het plan vindt, naar aantal deelnemers · {described}",
    }
    people_axis() { en: "participants (each step doubles)", nl: "deelnemers (elke stap is een verdubbeling)" }
    how(aim: &str) {
        en: "Each step to the right doubles the number of people. Hollow mark: the plan. Large filled mark: found in {aim} of 100 trials.",
        nl: "Elke stap naar rechts is een verdubbeling van het aantal mensen. Open teken: het plan. Groot dicht teken: gevonden in {aim} van de 100 proeven.",
    }
    how_without_plan(aim: &str) {
        en: "Each step to the right doubles the number of people. Large filled mark: found in {aim} of 100 trials.",
        nl: "Elke stap naar rechts is een verdubbeling van het aantal mensen. Groot dicht teken: gevonden in {aim} van de 100 proeven.",
    }
    error() {
        en: "Small marks are simulations, joined by straight lines; their bars are the simulation error (95%).",
        nl: "Kleine tekens zijn simulaties, verbonden door rechte lijnen; de dunne lijntjes zijn de simulatiefout (95%).",
    }
    extrapolated() {
        en: "The number needed was not simulated but extrapolated: four times as many people halve chance.",
        nl: "Het aantal dat nodig is, is niet gesimuleerd maar doorgetrokken: vier keer zoveel mensen halveert het toeval.",
    }
    extrapolated_of(arms: Listed<String>) {
        en: "The number needed was not simulated but extrapolated (four times as many people halve chance): {arms}.",
        nl: "Het aantal dat nodig is, is niet gesimuleerd maar doorgetrokken (vier keer zoveel mensen halveert het toeval): {arms}.",
    }
    what() {
        en: "Share of trials that find the planned effect, against the number of participants.",
        nl: "Aandeel van de proeven dat het effect van het plan vindt, naar het aantal deelnemers.",
    }
    what_plan(arm: &str, n: &str, found: &str, error: &str) {
        en: "{arm}: with the planned {n}, {found} of 100 (± {error}).",
        nl: "{arm}: met de {n} van het plan in {found} van de 100 (± {error}).",
    }
    what_needed(arm: &str, aim: &str, n: &str, range: &str) {
        en: "{arm}: {aim} of 100 with {n} ({range}).",
        nl: "{arm}: {aim} van de 100 met {n} ({range}).",
    }
    caption() { en: "Trials that find the effect; ±: one standard error of the simulation", nl: "Proeven die het effect vinden; ±: één simulatiefout" }
    head_arm() { en: "arm", nl: "aanpak" }
    head_people() { en: "participants", nl: "deelnemers" }
    head_found() { en: "found, %", nl: "gevonden, %" }
    head_kind() { en: "what", nl: "wat" }
    kind_plan() { en: "the plan", nl: "het plan" }
    kind_simulated() { en: "simulated", nl: "gesimuleerd" }
    kind_needed(range: &str) { en: "needed, {range}", nl: "nodig, {range}" }
    kind_extrapolated(range: &str) { en: "needed, extrapolated, {range}", nl: "nodig, doorgetrokken, {range}" }
}

/// The figure.
pub fn figure(facts: &Facts, language: Language) -> Figure {
    let mut figure =
        Figure::new("people", title(facts, language), &subtitle(language, &facts.described));
    if points(facts).next().is_none() {
        figure.help = vec![title_none(language)];
        return figure;
    }
    figure.description = description(facts, language);
    let has_plan = facts.arms.iter().any(|arm| arm.plan.is_some());
    let how = if has_plan { how } else { how_without_plan };
    figure.help = vec![how(language, &of_hundred_mark(language, facts.aim)), error(language)];
    figure.help.extend(remarks(facts, language));
    figure.table = table(facts, language);
    figure.drawn(facts.arms.len(), |width| {
        let mut canvas = Canvas::new(width);
        let height = draw(&mut canvas, facts, language);
        canvas.done(height)
    })
}

/// Which arms have a number that was not simulated, and why others have none.
fn remarks(facts: &Facts, language: Language) -> Vec<String> {
    let mut out = Vec::new();
    let arms = named(facts, |arm| arm.is_extrapolated);
    if arms.len() == facts.arms.len() {
        out.push(extrapolated(language));
    } else if !arms.is_empty() {
        out.push(extrapolated_of(language, Listed(arms)));
    }
    let are_some = |arms: &Vec<String>| !arms.is_empty() && arms.len() < facts.arms.len();
    let nought = named(facts, |arm| arm.hopeless == Some(Hopeless::NoEffect));
    let stopped = named(facts, |arm| arm.needed.is_none() && arm.is_stopped);
    out.extend(Some(nought).filter(are_some).map(|arms| help_nought(language, Listed(arms))));
    out.extend(Some(stopped).filter(are_some).map(|arms| help_stopped(language, Listed(arms))));
    out
}

/// The arms of which something is so, as sentences name them.
fn named(facts: &Facts, is: impl Fn(&Arm) -> bool) -> Vec<String> {
    facts.arms.iter().filter(|arm| is(arm)).map(|arm| name_in_sentence(&arm.name)).collect()
}

fn points(facts: &Facts) -> impl Iterator<Item = Point> {
    let all = facts.arms.iter().flat_map(|arm| arm.points.iter().chain(&arm.plan));
    all.copied().filter(|point| point.participants > 0.0 && point.found.is_finite())
}

fn title(facts: &Facts, language: Language) -> String {
    let aim = asked_of_hundred(language, facts.aim);
    let needed: Vec<f64> = facts.arms.iter().filter_map(|arm| Some(arm.needed?.0)).collect();
    let plans: Vec<Point> = facts.arms.iter().filter_map(|arm| arm.plan).collect();
    let is_enough = |plan: &Point| plan.found.value >= facts.aim;
    let low = count(language, needed.iter().copied().fold(f64::INFINITY, f64::min));
    let highest = needed.iter().copied().fold(0.0, f64::max);
    let high = count(language, highest);
    let all = if low == high { low.clone() } else { numbers::to(language, &low, &high) };
    let without = named(facts, |arm| arm.needed.is_none());
    let nought = named(facts, |arm| arm.hopeless == Some(Hopeless::NoEffect));
    let biased = named(facts, |arm| arm.hopeless == Some(Hopeless::Biased));
    let is_open = facts.arms.iter().any(|arm| arm.needed.is_none() && arm.hopeless.is_none());
    let lowest = needed.iter().copied().fold(f64::INFINITY, f64::min);
    let most = facts.arms.iter().filter_map(|arm| arm.most).reduce(f64::min);
    let most = most.filter(|most| *most < highest);
    match plans.first() {
        _ if !biased.is_empty() => title_biased(language, Listed(biased)),
        Some(plan) if plans.len() == facts.arms.len() && plans.iter().all(is_enough) => {
            title_enough(language, &count(language, plan.participants), &aim)
        }
        _ if points(facts).next().is_none() => title_none(language),
        _ if needed.is_empty() => title_without(facts, language),
        _ if !without.is_empty() && most.is_none_or(|most| lowest <= most) => {
            let title = match is_open {
                true => title_undetermined,
                false if nought == without => title_some_nought,
                false => title_some,
            };
            title(language, &aim, &all, Listed(without))
        }
        _ => match most {
            Some(most) => title_infeasible(language, &aim, &all, &count(language, most)),
            None if low == high => title_needed_one(language, &aim, &low),
            None => title_needed(language, &aim, &low, &high),
        },
    }
}

/// Where no arm has a number: none will do, the most that were tried are too few, or the search has not ended.
fn title_without(facts: &Facts, language: Language) -> String {
    if facts.arms.iter().all(|arm| arm.hopeless == Some(Hopeless::NoEffect)) {
        return title_no_effect(language);
    }
    if facts.arms.iter().all(|arm| arm.hopeless.is_some()) {
        return title_no_number(language);
    }
    let most = points(facts).max_by(|a, b| a.participants.total_cmp(&b.participants));
    let is_tried = |most: &Point| {
        let [arm] = &facts.arms[..] else { return false };
        let is_more = |plan: Point| most.participants > plan.participants;
        !arm.is_stopped && arm.plan.is_none_or(is_more) && most.found.value < facts.aim
    };
    match most.filter(is_tried) {
        Some(most) => {
            let often = frequency(language, most.found.value);
            title_most(language, &count(language, most.participants), &often)
        }
        None => title_unfinished(language),
    }
}

fn description(facts: &Facts, language: Language) -> String {
    let aim = asked_of_hundred(language, facts.aim);
    let mut parts = vec![what(language)];
    for arm in &facts.arms {
        let name = name(&arm.name);
        if let Some(plan) = arm.plan {
            let error = numbers::decimal(language, 100.0 * plan.found.mcse, 1);
            let found = of_hundred(language, plan.found.value);
            parts.push(what_plan(
                language,
                &name,
                &count(language, plan.participants),
                &found,
                &error,
            ));
        }
        if let Some((at, range)) = arm.needed {
            let range = numbers::range(language, range, 0);
            parts.push(what_needed(language, &name, &aim, &count(language, at), &range));
        }
    }
    parts.join(" ")
}

fn table(facts: &Facts, language: Language) -> Table {
    let mut rows = Vec::new();
    for arm in &facts.arms {
        let name = name(&arm.name);
        let mut row = |participants: f64, found: Estimate, kind: String| {
            let people = Cell::Number(count(language, participants));
            let found = Cell::Number(percent_with_error(language, found));
            rows.push(vec![Cell::Head(name.clone()), people, found, Cell::Words(kind)]);
        };
        if let Some(plan) = arm.plan {
            row(plan.participants, plan.found, kind_plan(language));
        }
        for point in &arm.points {
            row(point.participants, point.found, kind_simulated(language));
        }
        if let Some((at, range)) = arm.needed {
            let kind = if arm.is_extrapolated { kind_extrapolated } else { kind_needed };
            let kind = kind(language, &numbers::range(language, range, 0));
            row(at, Estimate::new(facts.aim, 0.0), kind);
        }
    }
    let head =
        vec![head_arm(language), head_people(language), head_found(language), head_kind(language)];
    Table { caption: caption(language), head, rows }
}

fn draw(canvas: &mut Canvas, facts: &Facts, language: Language) -> f64 {
    let columns = if is_wide(canvas.width) && facts.arms.len() > 1 { 2 } else { 1 };
    let gap = 24.0;
    let wide = (canvas.width - gap * (columns - 1) as f64) / columns as f64;
    let plot = if columns == 1 { 230.0 } else { 210.0 };
    let needed = facts.arms.iter().filter_map(|arm| Some(arm.needed?.0));
    let all: Vec<f64> = points(facts).map(|point| point.participants).chain(needed).collect();
    let low = all.iter().copied().fold(f64::INFINITY, f64::min);
    let high = all.iter().copied().fold(0.0, f64::max);
    let title = people_axis(language);
    for (k, arm_facts) in facts.arms.iter().enumerate() {
        let left = (k % columns) as f64 * (wide + gap);
        let heavy = |point: &Point| (point.participants, point.found);
        let mut line: Vec<_> = arm_facts.points.iter().chain(&arm_facts.plan).map(heavy).collect();
        line.sort_by(|a, b| a.0.total_cmp(&b.0));
        let panel_facts = Panel {
            name: &arm_facts.name,
            look: arm(arm_facts.place),
            sides: [left, left + wide],
            top: (k / columns) as f64 * panel_height(plot),
            height: plot,
            domain: [low * 0.8, high * 1.25],
            doubling: true,
            title: &title,
            lines: vec![Line { points: line, is_heavy: true }],
            aim: facts.aim,
            plan: arm_facts
                .plan
                .map(|p| (p.participants, count(language, p.participants), p.found)),
            reach: arm_facts
                .needed
                .iter()
                .map(|(at, _)| (*at, count(language, *at), true))
                .collect(),
        };
        panel(canvas, language, &panel_facts);
    }
    facts.arms.len().div_ceil(columns) as f64 * panel_height(plot)
}

#[cfg(test)]
mod tests;
