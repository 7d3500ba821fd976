//! Months: whether waiting helps, how the effect goes, and who still gets the treatment.

use super::axis::Numbers;
use super::canvas::Canvas;
use super::figure::{Cell, Figure, Table};
use super::labels::{name, name_in_sentence};
use super::numbers::{
    self, Estimate, Quantity, Unit, after, count, of_hundred, percent_with_error,
};
use super::scale::{around, from_zero};
use crate::language::Language;
use crate::report::words::phrases;

mod drawing;

/// What the picture shows.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Outcome, design and analysis, told.
    pub described: String,
    /// What the outcome is counted in.
    pub unit: Unit,
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
    /// Its months, in their order.
    pub months: Vec<Month>,
}

/// An arm in a month.
#[derive(Clone, Copy, Debug)]
pub struct Month {
    /// Which one, from the start.
    pub month: u32,
    /// The true effect.
    pub truth: f64,
    /// The share of trials that find it, if it is measured then.
    pub found: Option<Estimate>,
    /// How many people are analysed, on average, if it is measured then.
    pub analysed: Option<f64>,
    /// The share of its people who still get the treatment, if that is known.
    pub exposed: Option<f64>,
}

phrases! {
    title_differ(p: &str, one: &str, q: &str, other: &str) {
        en: "The effect is found in {p} of 100 trials {one}, in {q} of 100 {other}",
        nl: "Gevonden in {p} van de 100 proeven {one} en in {q} van de 100 {other}",
    }
    title_same(a: &str, b: &str) {
        en: "From month {a} to {b} the chance of finding it does not visibly change",
        nl: "Van maand {a} tot {b} verandert de kans om het te vinden niet zichtbaar",
    }
    title_none() { en: "The effect is measured in one month only", nl: "Het effect wordt in maar één maand gemeten" }
    subtitle(described: &str) {
        en: "Chance of finding the effect, true effect, and who still gets the treatment, by month · {described}",
        nl: "Kans om het effect te vinden, echt effect, en wie de aanpak nog krijgt, per maand · {described}",
    }
    found_axis() { en: "trials of 100 that find it", nl: "proeven van de 100 die het vinden" }
    effect_axis() { en: "true effect", nl: "echt effect" }
    exposed_axis() { en: "still exposed, %", nl: "krijgt de aanpak nog, %" }
    months_axis() { en: "months since the start", nl: "maanden na de start" }
    how() {
        en: "Above: how often trials of each month find the effect. Middle: the effect that is there. Below: how many people still get the treatment.",
        nl: "Boven: hoe vaak proeven het effect in elke maand vinden. Midden: het effect dat er is. Onder: hoeveel mensen de aanpak dan nog krijgen.",
    }
    how_two() {
        en: "Above: how often trials of each month find the effect. Below: the effect that is there.",
        nl: "Boven: hoe vaak proeven het effect in elke maand vinden. Onder: het effect dat er is.",
    }
    error() { en: "Thin lines: simulation error, 95%.", nl: "Dunne lijntjes: simulatiefout (95%)." }
    what(arm: &str, months: &str) { en: "{arm}: {months}.", nl: "{arm}: {months}." }
    fewer(low: &str, high: &str) {
        en: "Not every month reaches as many people: from {low} to {high} are analysed in a trial, on average.",
        nl: "Niet elke maand telt evenveel mensen: gemiddeld worden er {low} tot {high} per proef geanalyseerd.",
    }
    what_month(month: &str, effect: &str, found: &str) {
        en: "month {month}, effect {effect}, found in {found} of 100",
        nl: "maand {month}, effect {effect}, gevonden in {found} van de 100",
    }
    with_people(told: &str, n: &str) { en: "{told} (people analysed: {n})", nl: "{told} (geanalyseerde mensen: {n})" }
    what_month_unmeasured(month: &str, effect: &str) { en: "month {month}, effect {effect}", nl: "maand {month}, effect {effect}" }
    caption() {
        en: "By month; ±: one standard error of the simulation",
        nl: "Per maand; ±: één simulatiefout",
    }
    head_arm() { en: "arm", nl: "aanpak" }
    head_month() { en: "month", nl: "maand" }
    head_analysed() { en: "people analysed", nl: "geanalyseerde mensen" }
    head_found() { en: "found, %", nl: "gevonden, %" }
}

/// A strip: its title, its points for each arm, its scale.
struct Strip {
    title: String,
    lines: Vec<Vec<(u32, Estimate)>>,
    domain: [f64; 2],
    high: f64,
    numbers: Numbers,
}

/// Up to this many arms share a strip of what is found.
const SHARED: usize = 3;

/// The figure.
pub fn figure(facts: &Facts, language: Language) -> Figure {
    let truths =
        facts.arms.iter().flat_map(|arm| &arm.months).map(|month| Estimate::new(month.truth, 0.0));
    let quantity = Quantity::over(language, &facts.unit, truths);
    let mut figure =
        Figure::new("months", title(facts, language), &subtitle(language, &facts.described));
    let months = facts.arms.iter().map(|arm| arm.months.len()).max().unwrap_or(0);
    if months < 2 {
        figure.help = vec![title_none(language)];
        return figure;
    }
    let strips = strips(facts, &quantity);
    figure.description = description(facts, &quantity);
    figure.help =
        vec![if strips.len() > 2 { how(language) } else { how_two(language) }, error(language)];
    figure.help.extend(differing(facts, language));
    figure.table = table(facts, &quantity);
    figure.drawn(1, |width| {
        let mut canvas = Canvas::new(width);
        let height = drawing::draw(&mut canvas, facts, &strips, language);
        canvas.done(height)
    })
}

/// How many people the months have, where they differ.
fn differing(facts: &Facts, language: Language) -> Option<String> {
    let analysed = || facts.arms.iter().flat_map(|arm| &arm.months).filter_map(|m| m.analysed);
    let low = count(language, analysed().fold(f64::INFINITY, f64::min));
    let high = count(language, analysed().fold(0.0, f64::max));
    let is_different = |arm: &Arm| {
        let mut told = arm.months.iter().filter_map(|m| Some(count(language, m.analysed?)));
        let first = told.next();
        told.any(|other| Some(other) != first)
    };
    facts.arms.iter().any(is_different).then(|| fewer(language, &low, &high))
}

/// The arm whose chance changes most between two months, if that is more than chance.
fn title(facts: &Facts, language: Language) -> String {
    let measured = |arm: &Arm| -> Vec<(u32, Estimate)> {
        arm.months.iter().filter_map(|month| Some((month.month, month.found?))).collect()
    };
    let mut widest: Option<[(u32, Estimate); 2]> = None;
    for arm in &facts.arms {
        let all = measured(arm);
        let by_share = |a: &&(u32, Estimate), b: &&(u32, Estimate)| a.1.value.total_cmp(&b.1.value);
        let (Some(low), Some(high)) = (all.iter().min_by(by_share), all.iter().max_by(by_share))
        else {
            continue;
        };
        let apart = |pair: &[(u32, Estimate); 2]| (pair[1].1.value - pair[0].1.value).abs();
        let mut pair = [*low, *high];
        pair.sort_by_key(|(month, _)| *month);
        if pair[1].1.minus(pair[0].1).is_clear()
            && widest.as_ref().is_none_or(|other| apart(&pair) > apart(other))
        {
            widest = Some(pair);
        }
    }
    let months: Vec<u32> = facts.arms.iter().flat_map(measured).map(|(month, _)| month).collect();
    match (widest, months.iter().min(), months.iter().max()) {
        (Some([(one, p), (other, q)]), ..) => {
            let [p, q] = [p, q].map(|share| of_hundred(language, share.value));
            title_differ(language, &p, &after(language, one), &q, &after(language, other))
        }
        (None, Some(first), Some(last)) if first != last => {
            let [a, b] = [first, last].map(|month| count(language, f64::from(*month)));
            title_same(language, &a, &b)
        }
        _ => title_none(language),
    }
}

fn description(facts: &Facts, quantity: &Quantity) -> String {
    let language = quantity.language;
    let of = |arm: &Arm| {
        let last = arm.months.len().saturating_sub(1);
        let kept = arm.months.iter().enumerate().filter(|(k, _)| [0, last / 2, last].contains(k));
        let told = kept.map(|(_, month)| {
            let (at, effect) =
                (count(language, f64::from(month.month)), quantity.told(month.truth));
            let told = month.found.map_or_else(
                || what_month_unmeasured(language, &at, &effect),
                |found| what_month(language, &at, &effect, &of_hundred(language, found.value)),
            );
            match month.analysed {
                Some(n) => with_people(language, &told, &count(language, n)),
                None => told,
            }
        });
        what(language, &name(&arm.name), &told.collect::<Vec<_>>().join("; "))
    };
    facts.arms.iter().map(of).collect::<Vec<_>>().join(" ")
}

fn table(facts: &Facts, quantity: &Quantity) -> Table {
    let language = quantity.language;
    let mut rows = Vec::new();
    for arm in &facts.arms {
        for month in &arm.months {
            let exposed = month.exposed.map(|share| numbers::percent_cell(language, share));
            rows.push(vec![
                Cell::Head(name(&arm.name)),
                Cell::Number(count(language, f64::from(month.month))),
                month.analysed.map_or(Cell::Missing, |n| Cell::Number(count(language, n))),
                Cell::Number(quantity.cell(Estimate::new(month.truth, 0.0))),
                month.found.map_or(Cell::Missing, |found| {
                    Cell::Number(percent_with_error(language, found))
                }),
                exposed.map_or(Cell::Missing, Cell::Number),
            ]);
        }
    }
    let head = vec![
        head_arm(language),
        head_month(language),
        head_analysed(language),
        quantity.axis(&effect_axis(language)),
        head_found(language),
        exposed_axis(language),
    ];
    Table { caption: caption(language), head, rows }
}

fn strips(facts: &Facts, quantity: &Quantity) -> Vec<Strip> {
    let language = quantity.language;
    let lines = |of: &dyn Fn(&Month) -> Option<Estimate>| -> Vec<Vec<(u32, Estimate)>> {
        let line = |arm: &Arm| {
            arm.months.iter().filter_map(|month| Some((month.month, of(month)?))).collect()
        };
        facts.arms.iter().map(line).collect()
    };
    let hundred = |share: Estimate| Estimate::new(100.0 * share.value, 100.0 * share.mcse);
    let truths =
        facts.arms.iter().flat_map(|arm| &arm.months).map(|month| quantity.drawn(month.truth));
    let found = lines(&|month| month.found.map(hundred));
    let highest = found.iter().flatten().map(|(_, share)| share.range()[1].min(100.0));
    let domain = from_zero(highest, 5);
    let strip = |title: String, lines: Vec<Vec<(u32, Estimate)>>, high: f64| Strip {
        title,
        lines,
        domain,
        high,
        numbers: Numbers::Plain,
    };
    let mut out = if found.len() <= SHARED {
        vec![strip(found_axis(language), found, 150.0)]
    } else {
        let alone = |k: usize| {
            let kept = found
                .iter()
                .enumerate()
                .map(|(i, line)| if i == k { line.clone() } else { vec![] });
            strip(
                format!("{}: {}", name_in_sentence(&facts.arms[k].name), found_axis(language)),
                kept.collect(),
                70.0,
            )
        };
        (0..found.len()).map(alone).collect()
    };
    out.extend([
        Strip {
            title: quantity.axis(&effect_axis(language)),
            lines: lines(&|month| Some(Estimate::new(quantity.drawn(month.truth), 0.0))),
            domain: around(truths.chain([0.0]), 4),
            high: 110.0,
            numbers: Numbers::Signed,
        },
        Strip {
            title: exposed_axis(language),
            lines: lines(&|month| month.exposed.map(|share| Estimate::new(100.0 * share, 0.0))),
            domain: [0.0, 100.0],
            high: 80.0,
            numbers: Numbers::Plain,
        },
    ]);
    out.retain(|strip| strip.lines.iter().any(|line| !line.is_empty()));
    out
}

#[cfg(test)]
mod tests;
