//! The smallest effect that is found often enough, against the number of people.

use super::canvas::Canvas;
use super::figure::{Cell, Figure, Table};
use super::labels::{name, name_in_sentence};
use super::numbers::{self, Estimate, Quantity, Unit, count, of_hundred_mark};
use crate::language::Language;
use crate::report::words::{Listed, phrases};

mod drawing;

/// What the picture shows.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Design, analysis, outcome and month, told.
    pub described: String,
    /// What the outcome is counted in.
    pub unit: Unit,
    /// Per whom the effects are counted, told, where that is not simply per participant: `per person invited`.
    pub per: Option<String>,
    /// Share of trials that is to find it: .8.
    pub aim: f64,
    /// The planned number of participants.
    pub plan: Option<f64>,
    /// The smallest effect that matters, without its sign.
    pub matters: Option<f64>,
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
    /// What was looked for at each number of people.
    pub points: Vec<Point>,
    /// Participants needed to find the smallest effect that matters, and where that number lies in 95 of 100 cases.
    pub needed: Option<(f64, [f64; 2])>,
}

/// A number of people and the smallest effect that is found.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// Participants.
    pub participants: f64,
    /// People who have to be eligible for that.
    pub eligible: Option<f64>,
    /// The effect, in the outcome's own measure, and where it lies in 95 of 100 cases; none if none is found so often.
    pub effect: Option<(f64, [f64; 2])>,
}

phrases! {
    title_too_small(n: &str, aim: &str, size: &str, matters: &str) {
        en: "With {n} participants, {aim} of 100 trials find effects from {size}; from {matters} it matters",
        nl: "Met {n} deelnemers vinden {aim} van de 100 proeven een effect vanaf {size}; vanaf {matters} doet het ertoe",
    }
    title_enough(n: &str, aim: &str, matters: &str) {
        en: "With {n} participants, {aim} of 100 trials find {matters} as well, the smallest effect that matters",
        nl: "Met {n} deelnemers vinden {aim} van de 100 proeven ook {matters}, het kleinste effect dat ertoe doet",
    }
    title_too_small_per(aim: &str, size: &str, per: &str, matters: &str) {
        en: "{aim} of 100 trials find effects from {size} {per}; from {matters} it matters",
        nl: "Vanaf {size} {per} in {aim} van de 100 proeven gevonden; van belang vanaf {matters}",
    }
    title_enough_per(aim: &str, matters: &str, per: &str) {
        en: "{aim} of 100 trials find {matters} {per} as well, the smallest effect that matters",
        nl: "{aim} van de 100 proeven vinden ook {matters} {per}: het kleinste effect dat ertoe doet",
    }
    title_plain_per(aim: &str, size: &str, per: &str) {
        en: "{aim} of 100 trials find effects from {size} {per}",
        nl: "Vanaf {size} {per} vinden {aim} van de 100 proeven een effect",
    }
    title_plain(n: &str, aim: &str, size: &str) {
        en: "With {n} participants, {aim} of 100 trials find effects from {size}",
        nl: "Met {n} deelnemers vinden {aim} van de 100 proeven een effect vanaf {size}",
    }
    title_not(n: &str) {
        en: "With {n} participants no effect is found that often",
        nl: "Met {n} deelnemers wordt geen enkel effect zo vaak gevonden",
    }
    title_not_arm(n: &str, arm: &str, aim: &str) {
        en: "With {n} participants, no effect of {arm} is found in {aim} of 100 trials",
        nl: "Met {n} deelnemers wordt geen enkel effect van {arm} in {aim} van de 100 proeven gevonden",
    }
    title_without_plan(n: &str) {
        en: "For the planned {n} participants no smallest effect could be determined",
        nl: "Voor de {n} deelnemers van het plan is geen kleinste effect te bepalen",
    }
    title_none() { en: "No effect is found often enough", nl: "Geen enkel effect wordt vaak genoeg gevonden" }
    subtitle(aim: &str, described: &str) {
        en: "Smallest effect found in {aim} of 100 trials, against the number of participants · {described}",
        nl: "Kleinste effect dat {aim} van de 100 proeven vinden, naar aantal deelnemers · {described}",
    }
    up_axis(aim: &str) { en: "smallest effect found in {aim} of 100 trials", nl: "kleinste effect dat {aim} van de 100 proeven vinden" }
    people_axis() { en: "participants (each step doubles)", nl: "deelnemers (elke stap is een verdubbeling)" }
    plan_label(n: &str) { en: "the plan: {n}", nl: "het plan: {n}" }
    matters_label(size: &str) { en: "{size}: smallest effect that matters", nl: "{size}: kleinste effect dat ertoe doet" }
    how() {
        en: "Lower is better: the further right, the smaller the effects that are found. Four times as many people halve them.",
        nl: "Lager is beter: hoe verder naar rechts, hoe kleinere effecten worden gevonden. Met vier keer zoveel mensen zijn ze half zo groot.",
    }
    how_needed() {
        en: "Large filled marks: participants needed to find the smallest effect that matters.",
        nl: "Grote dichte tekens: deelnemers die nodig zijn om het kleinste effect dat ertoe doet te vinden.",
    }
    error() {
        en: "Thin lines: simulation error of the search, 95%. Where a mark is missing, no effect is found that often, or the search had not ended.",
        nl: "Dunne lijntjes: simulatiefout van het zoeken (95%). Waar een teken ontbreekt, wordt geen enkel effect zo vaak gevonden, of was het zoeken niet klaar.",
    }
    not_found(arms: Listed<String>) {
        en: "At none of these numbers is an effect found that often: {arms}.",
        nl: "Bij geen van deze aantallen wordt een effect zo vaak gevonden: {arms}.",
    }
    none() { en: "none", nl: "geen" }
    what(aim: &str) {
        en: "Falling lines: the smallest effect that {aim} of 100 trials find, against participants.",
        nl: "Dalende lijnen: het kleinste effect dat {aim} van de 100 proeven vinden, naar aantal deelnemers.",
    }
    what_point(arm: &str, n: &str, size: &str, range: &str) {
        en: "{arm}: {size} with {n} participants ({range}).",
        nl: "{arm}: {size} met {n} deelnemers ({range}).",
    }
    what_needed(arm: &str, size: &str, n: &str, range: &str) {
        en: "{arm}: {size} takes {n} participants ({range}).",
        nl: "{arm}: voor {size} zijn {n} deelnemers nodig ({range}).",
    }
    caption() { en: "Smallest effects that are found, with their 95% range", nl: "Kleinste effecten die worden gevonden, met hun 95%-bereik" }
    head_arm() { en: "arm", nl: "aanpak" }
    head_people() { en: "participants", nl: "deelnemers" }
    head_eligible() { en: "eligible", nl: "komen in aanmerking" }
    head_effect() { en: "smallest effect", nl: "kleinste effect" }
    head_range() { en: "95% range", nl: "95%-bereik" }
    people_range(range: &str) { en: "participants {range}", nl: "deelnemers {range}" }
}

/// The figure.
pub fn figure(facts: &Facts, language: Language) -> Figure {
    let effects = found(facts).map(|(_, effect, _)| Estimate::new(effect, 0.0));
    let quantity = Quantity::over(language, &facts.unit, effects);
    let aim = of_hundred_mark(language, facts.aim);
    let mut figure = Figure::new(
        "smallest",
        title(facts, &quantity),
        &subtitle(language, &aim, &facts.described),
    );
    if found(facts).next().is_none() {
        figure.help = vec![title_none(language)];
        return figure;
    }
    figure.description = description(facts, &quantity);
    figure.help = vec![how(language)];
    if facts.matters.is_some() && facts.arms.iter().any(|arm| arm.needed.is_some()) {
        figure.help.push(how_needed(language));
    }
    figure.help.push(error(language));
    let missing = facts.arms.iter().filter(|arm| line(arm).is_empty()).map(|arm| name(&arm.name));
    let missing: Vec<String> = missing.collect();
    if !missing.is_empty() {
        figure.help.push(not_found(language, Listed(missing)));
    }
    figure.table = table(facts, &quantity);
    figure.drawn(facts.arms.len(), |width| {
        let mut canvas = Canvas::new(width);
        let height = drawing::draw(&mut canvas, facts, &quantity);
        canvas.done(height)
    })
}

/// Participants, size of the effect, its range, of all arms.
fn found(facts: &Facts) -> impl Iterator<Item = (f64, f64, [f64; 2])> {
    facts.arms.iter().flat_map(line)
}

/// Of one arm, sizes without sign, from few people to many.
fn line(arm: &Arm) -> Vec<(f64, f64, [f64; 2])> {
    let of = |point: &Point| {
        let (effect, range) = point.effect?;
        let ends = if effect < 0.0 { [-range[1], -range[0]] } else { range };
        let is_shown = point.participants > 0.0 && effect.is_finite();
        is_shown.then_some((point.participants, effect.abs(), ends))
    };
    let mut out: Vec<_> = arm.points.iter().filter_map(of).collect();
    out.sort_by(|a, b| a.0.total_cmp(&b.0));
    out
}

/// The largest of the arms' smallest effects at the plan.
fn title(facts: &Facts, quantity: &Quantity) -> String {
    let language = quantity.language;
    let aim = numbers::asked_of_hundred(language, facts.aim);
    let people = facts.arms.iter().flat_map(|arm| &arm.points).map(|point| point.participants);
    let Some(at) = facts.plan.or_else(|| people.clone().max_by(f64::total_cmp)) else {
        return title_none(language);
    };
    let nearest = people.min_by(|a, b| (a - at).abs().total_cmp(&(b - at).abs())).unwrap_or(at);
    if let Some(plan) = facts.plan.filter(|plan| (nearest / plan - 1.0).abs() >= 0.02) {
        return title_without_plan(language, &count(language, plan));
    }
    let n = count(language, nearest);
    let is_here = |point: &&Point| (point.participants / nearest - 1.0).abs() < 0.02;
    let here = facts.arms.iter().flat_map(|arm| arm.points.iter().map(move |point| (arm, point)));
    let here: Vec<(&Arm, &Point)> = here.filter(|(_, point)| is_here(point)).collect();
    let sizes: Vec<Option<f64>> =
        here.iter().map(|(_, point)| point.effect.map(|(effect, _)| effect.abs())).collect();
    let without = here.iter().find(|(_, point)| point.effect.is_none());
    let largest = sizes.iter().flatten().copied().fold(0.0, f64::max);
    let matters = facts
        .matters
        .map(|size| (size, quantity.told_stated(size).trim_start_matches('+').to_owned()));
    if let Some((arm, _)) = without.filter(|_| sizes.iter().any(Option::is_some)) {
        return title_not_arm(language, &n, &name_in_sentence(&arm.name), &aim);
    }
    let found = quantity.told_size(largest);
    match (matters, facts.per.as_deref()) {
        _ if sizes.is_empty() => title_none(language),
        _ if sizes.iter().all(Option::is_none) => title_not(language, &n),
        (Some((size, told)), None) if largest <= size => title_enough(language, &n, &aim, &told),
        (Some((size, told)), Some(per)) if largest <= size => {
            title_enough_per(language, &aim, &told, per)
        }
        (Some((_, told)), None) => title_too_small(language, &n, &aim, &found, &told),
        (Some((_, told)), Some(per)) => title_too_small_per(language, &aim, &found, per, &told),
        (None, None) => title_plain(language, &n, &aim, &found),
        (None, Some(per)) => title_plain_per(language, &aim, &found, per),
    }
}

fn description(facts: &Facts, quantity: &Quantity) -> String {
    let language = quantity.language;
    let mut parts = vec![what(language, &numbers::asked_of_hundred(language, facts.aim))];
    for arm in &facts.arms {
        let arm_name = name(&arm.name);
        let plan = facts.plan.unwrap_or(f64::MAX);
        let points = arm.points.iter().filter(|point| point.effect.is_some());
        let nearest = points
            .min_by(|a, b| (a.participants - plan).abs().total_cmp(&(b.participants - plan).abs()));
        if let Some(Point { participants, effect: Some((effect, range)), .. }) = nearest {
            let n = count(language, *participants);
            parts.push(what_point(
                language,
                &arm_name,
                &n,
                &quantity.told(*effect),
                &quantity.range(*range),
            ));
        }
        if let (Some((n, range)), Some(matters)) = (arm.needed, facts.matters) {
            let range = numbers::range(language, range, 0);
            let size = quantity.told_size(matters);
            parts.push(what_needed(
                language,
                &name_in_sentence(&arm.name),
                &size,
                &count(language, n),
                &range,
            ));
        }
    }
    parts.join(" ")
}

fn table(facts: &Facts, quantity: &Quantity) -> Table {
    let language = quantity.language;
    let mut rows = Vec::new();
    for arm in &facts.arms {
        for point in &arm.points {
            let eligible =
                point.eligible.map_or(Cell::Missing, |n| Cell::Number(count(language, n)));
            let mut row = vec![
                Cell::Head(name(&arm.name)),
                Cell::Number(count(language, point.participants)),
                eligible,
            ];
            row.extend(match point.effect {
                Some((effect, range)) => {
                    [Cell::Number(quantity.signed(effect)), Cell::Number(quantity.range(range))]
                }
                None => [Cell::Missing, Cell::Missing],
            });
            rows.push(row);
        }
        if let (Some((n, range)), Some(matters)) = (arm.needed, facts.matters) {
            rows.push(vec![
                Cell::Head(name(&arm.name)),
                Cell::Number(count(language, n)),
                Cell::Missing,
                Cell::Number(quantity.size(matters)),
                Cell::Number(people_range(language, &numbers::range(language, range, 0))),
            ]);
        }
    }
    let head = vec![
        head_arm(language),
        head_people(language),
        head_eligible(language),
        quantity.axis(&head_effect(language)),
        head_range(language),
    ];
    Table { caption: caption(language), head, rows }
}

#[cfg(test)]
mod tests;
