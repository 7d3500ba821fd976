//! Will it be found: trials that find the effect, against the effect; a panel an arm, both directions, the planned side heavy.

use super::canvas::Canvas;
use super::figure::{Cell, Figure, Table, is_wide};
use super::found::{Line, Panel, panel, panel_height};
use super::labels::{name, name_in_sentence};
use super::numbers::{
    self, Estimate, Quantity, Unit, asked_of_hundred, frequency, of_hundred, of_hundred_mark,
    percent_with_error,
};
use super::palette::arm;
use super::scale::around;
use crate::language::Language;
use crate::report::words::{Listed, phrases};

/// What the picture shows.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Design, analysis, outcome and month, told.
    pub described: String,
    /// Among whom the effect is, told: `among participants`.
    pub among: String,
    /// What the outcome is counted in.
    pub unit: Unit,
    /// Per whom the effects are counted, told, where that is not simply per participant: `per person invited`.
    pub per: Option<String>,
    /// Share of trials that is to find it: .8.
    pub aim: f64,
    /// People who take part, if that is known.
    pub participants: Option<f64>,
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
    /// The planned effect and the share of trials that find it.
    pub plan: Option<Point>,
    /// What was simulated, in either direction.
    pub points: Vec<Point>,
    /// The smallest effects found as often as is aimed at: none, one or two.
    pub reach: Vec<Reach>,
}

/// An effect and the share of trials that find it.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// The effect, in the outcome's own measure: −.05 for five points lower.
    pub effect: f64,
    /// The share of trials.
    pub found: Estimate,
}

/// The smallest effect of a direction that is found often enough.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    /// The effect.
    pub effect: f64,
    /// Where it lies in 95 of 100 cases.
    pub range: [f64; 2],
}

phrases! {
    title_one(n: &str, effect: &str, often: &str) {
        en: "With {n} participants, an effect of {effect} is found in {often}",
        nl: "Met {n} deelnemers wordt een effect van {effect} in {often} gevonden",
    }
    title_one_unknown(effect: &str, often: &str) {
        en: "An effect of {effect} is found in {often}",
        nl: "Een effect van {effect} wordt in {often} gevonden",
    }
    effect_per(effect: &str, per: &str) { en: "{effect} {per}", nl: "{effect} {per}" }
    title_nought(arm: &str, often: &str) {
        en: "In the plan the effect of {arm} is zero; {often} report one all the same",
        nl: "In het plan is het effect van {arm} nul; toch wordt in {often} een effect gemeld",
    }
    title_nought_none(arm: &str) {
        en: "In the plan the effect of {arm} is zero, and none of the simulated trials report one",
        nl: "In het plan is het effect van {arm} nul, en geen van de gesimuleerde proeven meldt een effect",
    }
    title_all_nought(low: &str, high: &str) {
        en: "The plan assumes no effect; {low} to {high} of 100 trials report one all the same",
        nl: "Het plan gaat uit van geen effect; toch wordt in {low} tot {high} van de 100 proeven een effect gemeld",
    }
    title_all_nought_same(often: &str) {
        en: "The plan assumes no effect; {often} report one all the same",
        nl: "Het plan gaat uit van geen effect; toch wordt in {often} een effect gemeld",
    }
    title_several(low: &str, high: &str) {
        en: "The planned effects are found in {low} to {high} of 100 trials",
        nl: "Het effect van het plan wordt in {low} tot {high} van de 100 proeven gevonden",
    }
    title_several_same(often: &str) {
        en: "Each planned effect is found in {often}",
        nl: "Bij elke aanpak wordt het effect van het plan in {often} gevonden",
    }
    title_reach(aim: &str, size: &str) {
        en: "Effects from {size} are found in {aim} of 100 trials",
        nl: "Een effect vanaf {size} wordt in {aim} van de 100 proeven gevonden",
    }
    title_reach_both(aim: &str, down: &str, up: &str) {
        en: "Effects from {down} or from {up} are found in {aim} of 100 trials",
        nl: "Een effect vanaf {down} of vanaf {up} wordt in {aim} van de 100 proeven gevonden",
    }
    title_no_reach(aim: &str) {
        en: "No effect is found in {aim} of 100 trials",
        nl: "Geen enkel effect wordt in {aim} van de 100 proeven gevonden",
    }
    title_none() {
        en: "No simulated trial gave an answer",
        nl: "Geen enkele gesimuleerde proef gaf een antwoord",
    }
    subtitle(described: &str) {
        en: "Chance of finding the effect, against the effect · {described}",
        nl: "Kans dat een proef het effect vindt (onderscheidingsvermogen), naar effect · {described}",
    }
    effect_axis(among: &str) { en: "effect {among}", nl: "effect {among}" }
    how(aim: &str) {
        en: "The further from zero the effect, the more often a trial finds it. Hollow mark: the plan. Large filled mark: found in {aim} of 100 trials. The heavy side is the planned direction.",
        nl: "Hoe verder het effect van nul ligt, hoe vaker een proef het vindt. Open teken: het plan. Groot dicht teken: gevonden in {aim} van de 100 proeven. De dikke lijn is de richting van het plan.",
    }
    how_without_plan(aim: &str) {
        en: "The further from zero the effect, the more often a trial finds it. Large filled mark: found in {aim} of 100 trials.",
        nl: "Hoe verder het effect van nul ligt, hoe vaker een proef het vindt. Groot dicht teken: gevonden in {aim} van de 100 proeven.",
    }
    at_nought() {
        en: "At 0 each curve counts one direction only; a false alarm counts both. Small marks are simulations, joined by straight lines; their bars are the simulation error (95%).",
        nl: "Bij 0 telt elke lijn maar één richting; loos alarm telt beide. Kleine tekens zijn simulaties, verbonden door rechte lijnen; de dunne lijntjes zijn de simulatiefout (95%).",
    }
    what(n: &str) {
        en: "Share of trials that find the effect, against the effect; panels: {n}.",
        nl: "Aandeel van de proeven dat het effect vindt, naar de grootte van het effect; figuren: {n}.",
    }
    what_plan(arm: &str, effect: &str, found: &str, error: &str) {
        en: "{arm}: at the plan's {effect}, {found} of 100 (± {error}).",
        nl: "{arm}: bij {effect} volgens het plan in {found} van de 100 (± {error}).",
    }
    what_reach(arm: &str, aim: &str, effects: Listed<String>) {
        en: "{arm}: {aim} of 100 at {effects}.",
        nl: "{arm}: {aim} van de 100 bij {effects}.",
    }
    caption() { en: "Trials that find the effect; ±: one standard error of the simulation", nl: "Proeven die het effect vinden; ±: één simulatiefout" }
    head_arm() { en: "arm", nl: "aanpak" }
    head_effect() { en: "effect", nl: "effect" }
    head_found() { en: "found, %", nl: "gevonden, %" }
    head_kind() { en: "what", nl: "wat" }
    kind_plan() { en: "the plan", nl: "het plan" }
    kind_simulated() { en: "simulated", nl: "gesimuleerd" }
    kind_reach(range: &str) { en: "found as often as asked, at {range}", nl: "zo vaak gevonden als gevraagd, bij {range}" }
}

/// The figure.
pub fn figure(facts: &Facts, language: Language) -> Figure {
    let plans = facts.arms.iter().filter_map(|a| a.plan.map(|p| Estimate::new(p.effect, 0.0)));
    let reach = facts.arms.iter().flat_map(|a| &a.reach).map(|r| Estimate::new(r.effect, 0.0));
    let quantity = Quantity::over(language, &facts.unit, plans.chain(reach));
    let mut figure =
        Figure::new("power", title(facts, &quantity), &subtitle(language, &facts.described));
    if facts.arms.iter().all(|a| a.points.is_empty() && a.plan.is_none()) {
        figure.help = vec![title_none(language)];
        return figure;
    }
    figure.description = description(facts, &quantity);
    let has_plan = facts.arms.iter().any(|arm| arm.plan.is_some());
    let how = if has_plan { how } else { how_without_plan };
    figure.help = vec![how(language, &of_hundred_mark(language, facts.aim)), at_nought(language)];
    figure.table = table(facts, &quantity);
    figure.drawn(facts.arms.len(), |width| {
        let mut canvas = Canvas::new(width);
        let height = draw(&mut canvas, facts, &quantity);
        canvas.done(height)
    })
}

/// The effect in a direction from which every arm finds it; none where some arm finds none.
fn found_by_all(facts: &Facts, sign: f64) -> Option<f64> {
    let of_arm = |arm: &Arm| arm.reach.iter().map(|r| r.effect).find(|effect| sign * effect > 0.0);
    let all: Option<Vec<f64>> = facts.arms.iter().map(of_arm).collect();
    all?.into_iter().max_by(|a, b| a.abs().total_cmp(&b.abs()))
}

fn title(facts: &Facts, quantity: &Quantity) -> String {
    let language = quantity.language;
    let mut plans: Vec<(&Arm, Point)> =
        facts.arms.iter().filter_map(|arm| arm.plan.map(|plan| (arm, plan))).collect();
    // What is reported of an arm without an effect is not found.
    if plans.iter().any(|(_, plan)| plan.effect != 0.0) {
        plans.retain(|(_, plan)| plan.effect != 0.0);
    }
    let found = plans.iter().map(|(_, plan)| plan.found.value);
    let ends = [found.clone().fold(1.0, f64::min), found.fold(0.0, f64::max)];
    let [low, high] = ends.map(|share| of_hundred(language, share));
    match &plans[..] {
        [] => {
            let aim = asked_of_hundred(language, facts.aim);
            let told = |sign| found_by_all(facts, sign).map(|effect| quantity.told(effect));
            match (told(-1.0), told(1.0)) {
                (Some(down), Some(up)) => title_reach_both(language, &aim, &down, &up),
                (Some(only), None) | (None, Some(only)) => title_reach(language, &aim, &only),
                _ if facts.arms.iter().all(|arm| arm.points.is_empty()) => title_none(language),
                _ => title_no_reach(language, &aim),
            }
        }
        [(arm, plan)] if plan.effect == 0.0 && plan.found.value == 0.0 => {
            title_nought_none(language, &name_in_sentence(&arm.name))
        }
        [(arm, plan)] if plan.effect == 0.0 => title_nought(
            language,
            &name_in_sentence(&arm.name),
            &frequency(language, plan.found.value),
        ),
        [(_, plan)] => {
            let (effect, often) =
                (quantity.told_stated(plan.effect), frequency(language, plan.found.value));
            let effect = match &facts.per {
                Some(per) => effect_per(language, &effect, per),
                None => effect,
            };
            match facts.participants.filter(|_| facts.per.is_none()) {
                Some(n) => title_one(language, &numbers::count(language, n), &effect, &often),
                None => title_one_unknown(language, &effect, &often),
            }
        }
        several if several.iter().all(|(_, plan)| plan.effect == 0.0) => {
            if low == high {
                title_all_nought_same(language, &frequency(language, ends[0]))
            } else {
                title_all_nought(language, &low, &high)
            }
        }
        _ if low == high => title_several_same(language, &frequency(language, ends[0])),
        _ => title_several(language, &low, &high),
    }
}

fn description(facts: &Facts, quantity: &Quantity) -> String {
    let language = quantity.language;
    let mut parts = vec![what(language, &numbers::count(language, facts.arms.len() as f64))];
    for arm in &facts.arms {
        let name = name(&arm.name);
        if let Some(plan) = arm.plan {
            let error = numbers::decimal(language, 100.0 * plan.found.mcse, 1);
            let found = of_hundred(language, plan.found.value);
            parts.push(what_plan(
                language,
                &name,
                &quantity.told_stated(plan.effect),
                &found,
                &error,
            ));
        }
        let told: Vec<String> = arm.reach.iter().map(|r| quantity.told(r.effect)).collect();
        if !told.is_empty() {
            parts.push(what_reach(
                language,
                &name,
                &asked_of_hundred(language, facts.aim),
                Listed(told),
            ));
        }
    }
    parts.join(" ")
}

fn table(facts: &Facts, quantity: &Quantity) -> Table {
    let language = quantity.language;
    let mut rows = Vec::new();
    for arm in &facts.arms {
        let name = name(&arm.name);
        let mut row = |effect: String, found: Cell, kind: String| {
            let effect = Cell::Number(effect);
            rows.push(vec![Cell::Head(name.clone()), effect, found, Cell::Words(kind)]);
        };
        if let Some(plan) = arm.plan {
            let found = Cell::Number(percent_with_error(language, plan.found));
            row(quantity.signed_stated(plan.effect), found, kind_plan(language));
        }
        for point in &arm.points {
            let found = Cell::Number(percent_with_error(language, point.found));
            row(quantity.signed_three(point.effect), found, kind_simulated(language));
        }
        for reach in &arm.reach {
            let found = Cell::Number(percent_with_error(language, Estimate::new(facts.aim, 0.0)));
            row(
                quantity.signed_three(reach.effect),
                found,
                kind_reach(language, &quantity.range(reach.range)),
            );
        }
    }
    let head = vec![
        head_arm(language),
        quantity.axis(&head_effect(language)),
        head_found(language),
        head_kind(language),
    ];
    Table { caption: caption(language), head, rows }
}

/// All effects that are drawn, as they are drawn.
fn domain(facts: &Facts, quantity: &Quantity) -> [f64; 2] {
    let of_arm = |arm: &Arm| {
        let points = arm.points.iter().chain(&arm.plan).map(|point| point.effect);
        points.chain(arm.reach.iter().map(|reach| reach.effect)).collect::<Vec<_>>()
    };
    let effects = facts.arms.iter().flat_map(of_arm).chain([0.0]);
    around(effects.map(|effect| quantity.drawn(effect)), 8)
}

fn draw(canvas: &mut Canvas, facts: &Facts, quantity: &Quantity) -> f64 {
    let columns = if is_wide(canvas.width) && facts.arms.len() > 1 { 2 } else { 1 };
    let gap = 24.0;
    let wide = (canvas.width - gap * (columns - 1) as f64) / columns as f64;
    let plot = if columns == 1 { 230.0 } else { 210.0 };
    let title = quantity.axis(&effect_axis(quantity.language, &facts.among));
    let domain = domain(facts, quantity);
    for (k, arm_facts) in facts.arms.iter().enumerate() {
        let left = (k % columns) as f64 * (wide + gap);
        let top = (k / columns) as f64 * panel_height(plot);
        let panel_facts = Panel {
            name: &arm_facts.name,
            look: arm(arm_facts.place),
            sides: [left, left + wide],
            top,
            height: plot,
            domain,
            doubling: false,
            title: &title,
            lines: lines(arm_facts, quantity),
            aim: facts.aim,
            plan: arm_facts
                .plan
                .map(|p| (quantity.drawn(p.effect), quantity.signed_stated(p.effect), p.found)),
            reach: reach(arm_facts, quantity),
        };
        panel(canvas, quantity.language, &panel_facts);
    }
    facts.arms.len().div_ceil(columns) as f64 * panel_height(plot)
}

/// −1, 1, or 0 without a planned effect.
fn direction(arm: &Arm) -> f64 {
    arm.plan.map_or(0.0, |plan| if plan.effect == 0.0 { 0.0 } else { plan.effect.signum() })
}

fn lines(arm: &Arm, quantity: &Quantity) -> Vec<Line> {
    let planned = direction(arm);
    let side = |sign: f64| {
        let mut points: Vec<(f64, Estimate)> = (arm.points.iter())
            .filter(|point| point.effect * sign >= 0.0 && point.found.is_finite())
            .map(|point| (quantity.drawn(point.effect), point.found))
            .collect();
        if let Some(plan) = arm.plan.filter(|plan| plan.effect * sign > 0.0) {
            points.push((quantity.drawn(plan.effect), plan.found));
        }
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        Line { points, is_heavy: planned == sign || planned == 0.0 }
    };
    let mut both = vec![side(-1.0), side(1.0)];
    both.retain(|line| !line.points.is_empty());
    both.sort_by_key(|line| line.is_heavy);
    both
}

fn reach(arm: &Arm, quantity: &Quantity) -> Vec<(f64, String, bool)> {
    let planned = direction(arm);
    let of = |reach: &Reach| {
        let is_heavy = planned == 0.0 || reach.effect.signum() == planned;
        (quantity.drawn(reach.effect), quantity.signed(reach.effect), is_heavy)
    };
    arm.reach.iter().map(of).collect()
}

#[cfg(test)]
mod tests;
