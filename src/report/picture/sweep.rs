//! What if one setting differs: trials that find it along its values.

use super::canvas::Canvas;
use super::figure::{Cell, Figure, Table};
use super::labels::{name, name_in_sentence};
use super::numbers::{Estimate, count, of_hundred, percent_with_error};
use crate::language::Language;
use crate::report::words::{Listed, phrases};

mod drawing;

/// What the picture shows.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Outcome, design and analysis, told.
    pub described: String,
    /// The setting that is moved.
    pub setting: String,
    /// Its values, in their order.
    pub values: Vec<Value>,
    /// Which of them is the scenario's own.
    pub now: Option<usize>,
    /// What is counted in the trials.
    pub counted: Counted,
    /// Share of trials that is to find it: .8.
    pub aim: f64,
    /// The arms, in the order of the file.
    pub arms: Vec<Arm>,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Trials that find the effect.
    Found,
    /// Trials with a significant result in either direction: where some effect is 0 there is no right one.
    Significant,
    /// Trials that conclude ‘within the margin’ against a margin.
    Shown,
}

/// A value of the setting.
#[derive(Clone, Debug)]
pub struct Value {
    /// As it is shown.
    pub told: String,
    /// As a number, if it is one.
    pub number: Option<f64>,
}

/// One arm.
#[derive(Clone, Debug)]
pub struct Arm {
    /// Its name.
    pub name: String,
    /// Its place in the file, control left out: it has the same look in all pictures.
    pub place: usize,
    /// The share of trials that find its effect at each value.
    pub found: Vec<Option<Estimate>>,
    /// The true effect at each value; of no interest against a margin.
    pub truths: Vec<Option<f64>>,
}

impl Arm {
    /// Whether the true effect changes its direction from one value to another, so that it is 0 somewhere in between.
    fn turns(&self, one: usize, other: usize) -> bool {
        let truth = |k: usize| self.truths.get(k).copied().flatten().unwrap_or_default();
        truth(one) * truth(other) < 0.0
    }
}

phrases! {
    title_moves(name: &str, a: &str, b: &str, p: &str, q: &str) {
        en: "With {name} from {a} to {b}, {p} to {q} of 100 trials find the effect",
        nl: "Bij {name} van {a} tot {b} vinden {p} tot {q} van de 100 proeven het effect",
    }
    title_still(name: &str, a: &str, b: &str) {
        en: "With {name} from {a} to {b}, the chance of finding the effect does not visibly change",
        nl: "Bij {name} van {a} tot {b} verandert de kans om het effect te vinden niet zichtbaar",
    }
    title_moves_significant(name: &str, a: &str, b: &str, p: &str, q: &str) {
        en: "With {name} from {a} to {b}, {p} to {q} of 100 trials are significant",
        nl: "Bij {name} van {a} tot {b} zijn {p} tot {q} van de 100 proeven significant",
    }
    title_still_significant(name: &str, a: &str, b: &str) {
        en: "With {name} from {a} to {b}, the share of significant trials does not visibly change",
        nl: "Bij {name} van {a} tot {b} verandert het deel significante proeven niet zichtbaar",
    }
    title_moves_shown(name: &str, a: &str, b: &str, p: &str, q: &str) {
        en: "With {name} from {a} to {b}, {p} to {q} of 100 trials conclude ‘within the margin’",
        nl: "Bij {name} van {a} tot {b} besluiten {p} tot {q} van de 100 proeven ‘binnen de grens’",
    }
    title_still_shown(name: &str, a: &str, b: &str) {
        en: "With {name} from {a} to {b}, the chance of concluding ‘within the margin’ does not visibly change",
        nl: "Bij {name} van {a} tot {b} verandert de kans op de conclusie ‘binnen de grens’ niet zichtbaar",
    }
    title_none() { en: "No variant could be computed", nl: "Geen enkele variant kon worden doorgerekend" }
    subtitle(name: &str, described: &str) {
        en: "Chance of finding the effect, against {name} · {described}",
        nl: "Kans om het effect te vinden, naar {name} · {described}",
    }
    subtitle_significant(name: &str, described: &str) {
        en: "Significant trials, in either direction, against {name} · {described}",
        nl: "Significante proeven, in welke richting ook, naar {name} · {described}",
    }
    subtitle_shown(name: &str, described: &str) {
        en: "Trials that conclude ‘within the margin’, whether true or not, against {name} · {described}",
        nl: "Proeven met de conclusie ‘binnen de grens’, terecht of niet, naar {name} · {described}",
    }
    shown_axis() { en: "trials of 100: ‘within the margin’", nl: "proeven van de 100: ‘binnen de grens’" }
    false_alarm_shown() {
        en: "Where the true effect lies at the margin or beyond it, that conclusion is a false alarm.",
        nl: "Waar het echte effect op de grens of erbuiten ligt, is die conclusie loos alarm.",
    }
    significant_axis() { en: "trials of 100 that are significant", nl: "proeven van de 100 die significant zijn" }
    false_alarm() {
        en: "Where the true effect is 0, a significant trial is a false alarm.",
        nl: "Waar het echte effect 0 is, is een significante proef loos alarm.",
    }
    not_joined() {
        en: "Where the true effect changes direction no line joins the marks: somewhere in between there is none to find.",
        nl: "Waar het echte effect van richting verandert, loopt geen lijn: ergens daartussen is er niets te vinden.",
    }
    found_axis() { en: "trials of 100 that find it", nl: "proeven van de 100 die het vinden" }
    aim_label(aim: &str) { en: "{aim}: the aim", nl: "{aim}: gevraagd" }
    now_label(value: &str) { en: "now: {value}", nl: "nu: {value}" }
    how() {
        en: "Each mark is one variant, with the same chance in all of them; straight lines join them.",
        nl: "Elk teken is één variant, steeds met dezelfde toevalsgetallen; rechte lijnen verbinden ze.",
    }
    error() { en: "Thin lines: simulation error, 95%.", nl: "Dunne lijntjes: simulatiefout (95%)." }
    none() { en: "none", nl: "geen" }
    no_values(arms: Listed<String>) { en: "Could not be computed: {arms}.", nl: "Kon niet worden doorgerekend: {arms}." }
    what(name: &str, n: &str) { en: "Values of {name}: {n}.", nl: "Waarden van {name}: {n}." }
    what_arm(arm: &str, a: &str, p: &str, b: &str, q: &str) {
        en: "{arm}: {p} of 100 at {a}, {q} of 100 at {b}.",
        nl: "{arm}: {p} van de 100 bij {a}, {q} van de 100 bij {b}.",
    }
    caption() {
        en: "Trials that find the effect, %; ±: one standard error of the simulation",
        nl: "Proeven die het effect vinden, %; ±: één simulatiefout",
    }
    caption_shown() {
        en: "Trials that conclude ‘within the margin’, %; ±: one standard error of the simulation",
        nl: "Proeven met de conclusie ‘binnen de grens’, %; ±: één simulatiefout",
    }
    caption_significant() {
        en: "Significant trials, %; ±: one standard error of the simulation",
        nl: "Significante proeven, %; ±: één simulatiefout",
    }
}

impl Counted {
    fn title(self) -> fn(Language, &str, &str, &str, &str, &str) -> String {
        match self {
            Self::Found => title_moves,
            Self::Significant => title_moves_significant,
            Self::Shown => title_moves_shown,
        }
    }

    fn title_still(self) -> fn(Language, &str, &str, &str) -> String {
        match self {
            Self::Found => title_still,
            Self::Significant => title_still_significant,
            Self::Shown => title_still_shown,
        }
    }

    fn subtitle(self, language: Language, setting: &str, described: &str) -> String {
        match self {
            Self::Found => subtitle(language, setting, described),
            Self::Significant => subtitle_significant(language, setting, described),
            Self::Shown => subtitle_shown(language, setting, described),
        }
    }

    fn axis(self, language: Language) -> String {
        match self {
            Self::Found => found_axis(language),
            Self::Significant => significant_axis(language),
            Self::Shown => shown_axis(language),
        }
    }

    fn caption(self, language: Language) -> String {
        match self {
            Self::Found => caption(language),
            Self::Significant => caption_significant(language),
            Self::Shown => caption_shown(language),
        }
    }

    /// When what is counted is a false alarm, as far as some variant may be one.
    fn false_alarm(self, facts: &Facts, language: Language) -> Option<String> {
        let has_nought = || facts.arms.iter().any(|arm| arm.truths.contains(&Some(0.0)));
        match self {
            Self::Significant if has_nought() => Some(false_alarm(language)),
            Self::Shown => Some(false_alarm_shown(language)),
            Self::Found | Self::Significant => None,
        }
    }
}

/// Up to this many arms share a panel.
const SHARED: usize = 3;

/// The figure.
pub fn figure(facts: &Facts, language: Language) -> Figure {
    let setting = name(&facts.setting);
    let mut figure = Figure::new(
        "sweep",
        title(facts, language),
        &facts.counted.subtitle(language, &setting, &facts.described),
    );
    if facts.arms.iter().all(|arm| ends(facts, arm).is_none()) {
        figure.help = vec![title_none(language)];
        return figure;
    }
    let mut parts = vec![what(language, &setting, &count(language, facts.values.len() as f64))];
    for arm in &facts.arms {
        if let Some([(i, p), (j, q)]) = ends(facts, arm) {
            let [p, q] = [p, q].map(|share| of_hundred(language, share.value));
            parts.push(what_arm(
                language,
                &name(&arm.name),
                &facts.values[i].told,
                &p,
                &facts.values[j].told,
                &q,
            ));
        }
    }
    figure.description = parts.join(" ");
    figure.help = vec![how(language), error(language)];
    figure.help.extend(facts.counted.false_alarm(facts, language));
    if facts.arms.iter().any(|arm| (1..facts.values.len()).any(|k| arm.turns(k - 1, k))) {
        figure.help.push(not_joined(language));
    }
    let missing =
        facts.arms.iter().filter(|arm| ends(facts, arm).is_none()).map(|arm| name(&arm.name));
    let missing: Vec<String> = missing.collect();
    if !missing.is_empty() {
        figure.help.push(no_values(language, Listed(missing)));
    }
    let row = |(k, value): (usize, &Value)| {
        let mut row = vec![Cell::Head(value.told.clone())];
        row.extend(facts.arms.iter().map(|arm| match arm.found.get(k).copied().flatten() {
            Some(share) => Cell::Number(percent_with_error(language, share)),
            None => Cell::Missing,
        }));
        row
    };
    let mut head = vec![setting];
    head.extend(facts.arms.iter().map(|arm| name(&arm.name)));
    let rows = facts.values.iter().enumerate().map(row).collect();
    figure.table = Table { caption: facts.counted.caption(language), head, rows };
    figure.drawn(1, |width| {
        let mut canvas = Canvas::new(width);
        let height = drawing::draw(&mut canvas, facts, language);
        canvas.done(height)
    })
}

/// Its first and its last value that could be computed.
fn ends(facts: &Facts, arm: &Arm) -> Option<[(usize, Estimate); 2]> {
    let mut all = arm
        .found
        .iter()
        .take(facts.values.len())
        .enumerate()
        .filter_map(|(k, share)| Some((k, (*share)?)));
    let first = all.next()?;
    Some([first, all.next_back().unwrap_or(first)])
}

/// Lowest and highest share of the arm that moves most.
fn title(facts: &Facts, language: Language) -> String {
    let mut widest: Option<[Estimate; 2]> = None;
    for arm in &facts.arms {
        let shares = || arm.found.iter().flatten().copied();
        let low = shares().min_by(|a, b| a.value.total_cmp(&b.value));
        let high = shares().max_by(|a, b| a.value.total_cmp(&b.value));
        if let (Some(low), Some(high)) = (low, high) {
            let apart = high.value - low.value;
            if widest.is_none_or(|[a, b]| apart > b.value - a.value) {
                widest = Some([low, high]);
            }
        }
    }
    let (Some([low, high]), Some(first), Some(last)) =
        (widest, facts.values.first(), facts.values.last())
    else {
        return title_none(language);
    };
    let setting = name_in_sentence(&facts.setting);
    let [p, q] = [low, high].map(|share| of_hundred(language, share.value));
    if high.minus(low).is_clear() && p != q {
        facts.counted.title()(language, &setting, &first.told, &last.told, &p, &q)
    } else {
        facts.counted.title_still()(language, &setting, &first.told, &last.told)
    }
}

#[cfg(test)]
mod tests;
