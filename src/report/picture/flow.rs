//! Who takes part: people at each step, who leaves and why, and where the lottery stands.

use super::canvas::Canvas;
use super::figure::{Cell, Figure, Table};
use super::labels::name;
use super::numbers::{count, range, to};
use crate::language::Language;
use crate::report::words::amounts::Trials;
use crate::report::words::phrases;

mod drawing;

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
    /// Whom an analysis as drawn counts, where everybody was drawn first.
    pub as_drawn: Option<f64>,
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
    /// The survey, where the step is who answers one.
    pub survey: Option<String>,
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
    /// Their number, on average.
    pub mean: f64,
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
    /// Who is in the figures of an analysis of participants, where everybody was drawn first.
    AnalysedParticipants,
    /// Who can be in the figures, where surveys measure outcomes.
    Kept,
    /// Who can be in the figures of an analysis of participants, where surveys measure outcomes.
    KeptParticipants,
    /// Who answers a survey.
    Answered,
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
    /// Set apart by the lottery as the reference group: they leave at the step after it.
    Reference,
    /// They do not start but are counted.
    NotStarted,
    /// They are removed from the figures after the lottery.
    AfterLottery,
}

phrases! {
    title_one(m: &str, n: &str) {
        en: "Participants analysed on average: {m} of {n} eligible people",
        nl: "Gemiddeld {m} deelnemers geanalyseerd, van de {n} mensen die in aanmerking komen",
    }
    title_several(low: &str, high: &str, n: &str) {
        en: "Participants analysed on average: {low} to {high} of {n} eligible people, depending on the design",
        nl: "Gemiddeld {low} tot {high} deelnemers geanalyseerd, van de {n} mensen die in aanmerking komen. Dat hangt af van de opzet",
    }
    title_answered(kept: &str, n: &str, answered: &str) {
        en: "Participants on average: {kept} of {n} eligible people; {answered} answer a survey",
        nl: "Gemiddeld {kept} deelnemers, van de {n} mensen; {answered} vullen een vragenlijst in",
    }
    title_none() { en: "There is no design to show", nl: "Er is geen opzet om te tonen" }
    subtitle(trials: Trials) {
        en: "Mean number of people at each step, over {trials}",
        nl: "Gemiddeld aantal mensen per stap, over {trials}",
    }
    subtitle_described(trials: Trials, described: &str) {
        en: "Mean number of people at each step, over {trials} · {described}",
        nl: "Gemiddeld aantal mensen per stap, over {trials} · {described}",
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
    analysed_participants() { en: "participants analysed", nl: "deelnemers geanalyseerd" }
    kept() { en: "available for analysis", nl: "beschikbaar voor analyse" }
    kept_participants() { en: "participants available for analysis", nl: "deelnemers beschikbaar voor analyse" }
    answered(survey: &str) { en: "answered {survey}", nl: "{survey} ingevuld" }
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
        nl: "De aantallen verschillen per proef: bij opzet ‘{design}’ worden in 95 van de 100 proeven {range} mensen geanalyseerd.",
    }
    varies_kept(design: &str, range: &str) {
        en: "Numbers differ from trial to trial: in 95 of 100 trials of {design}, {range} people are available for analysis.",
        nl: "De aantallen verschillen per proef: bij opzet ‘{design}’ zijn in 95 van de 100 proeven {range} mensen beschikbaar voor analyse.",
    }
    of_surveys() {
        en: "What a survey asks is analysed of those who answered it.",
        nl: "Wat een vragenlijst vraagt, wordt geanalyseerd bij wie die heeft ingevuld.",
    }
    as_drawn(design: &str, drawn: &str) {
        en: "An analysis as drawn counts {drawn} people in {design}: all who were told their group, whether or not they take part.",
        nl: "Een analyse zoals ingedeeld telt bij opzet ‘{design}’ {drawn} mensen: iedereen met een groep, ook wie niet meedoet.",
    }
    caption(trials: Trials) {
        en: "People at each step, mean over {trials} and the range of 95 of 100",
        nl: "Mensen per stap: gemiddelde over {trials}, en het bereik van 95 van de 100",
    }
    head_design() { en: "design", nl: "opzet" }
    head_step() { en: "step", nl: "stap" }
    head_group() { en: "group", nl: "groep" }
    head_mean() { en: "mean", nl: "gemiddelde" }
    head_range() { en: "95 of 100 trials", nl: "95 van de 100 proeven" }
    all_groups() { en: "all", nl: "iedereen" }
    left_by(why: &str) { en: "leave: {why}", nl: "eraf: {why}" }
}

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
            Self::AnalysedParticipants => analysed_participants(language),
            Self::Kept => kept(language),
            Self::KeptParticipants => kept_participants(language),
            Self::Answered => answered(language, ""),
        }
    }
}

impl Step {
    fn told(&self, language: Language) -> String {
        match &self.survey {
            Some(survey) => answered(language, &name(survey)),
            None => self.stage.told(language),
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

impl Facts {
    /// The trials, told.
    fn over(&self) -> Trials {
        Trials(u32::try_from(self.trials).unwrap_or(u32::MAX))
    }
}

/// The figure.
pub fn figure(facts: &Facts, language: Language) -> Figure {
    let trials = facts.over();
    let subtitle = if facts.described.is_empty() {
        subtitle(language, trials)
    } else {
        subtitle_described(language, trials, &facts.described)
    };
    let mut figure = Figure::new("flow", title(facts, language), &subtitle);
    if facts.designs.iter().all(|design| design.steps.is_empty()) {
        figure.help = vec![title_none(language)];
        return figure;
    }
    figure.description = description(facts, language);
    figure.help = vec![how(language)];
    if let Some((design, people)) = facts.designs.iter().find_map(|d| Some((d, last(d)?))) {
        let range = ends(people, eligible_people(design), language);
        let varies = if answers(facts).is_empty() { varies } else { varies_kept };
        figure.help.push(varies(language, &name(&design.name), &range));
    }
    if !answers(facts).is_empty() {
        figure.help.push(of_surveys(language));
    }
    figure.help.extend(facts.designs.iter().filter_map(|design| {
        let drawn = count(language, design.as_drawn?);
        Some(as_drawn(language, &name(&design.name), &drawn))
    }));
    figure.table = table(facts, language);
    figure.drawn(facts.designs.len(), |width| {
        let mut canvas = Canvas::new(width);
        let height = drawing::draw(&mut canvas, facts, language);
        canvas.done(height)
    })
}

/// Who is left at the end of a design, before any survey.
fn last(design: &Design) -> Option<People> {
    let mut steps = design.steps.iter().rev();
    steps.find(|step| step.stage != Stage::Answered).map(|step| step.people)
}

/// How many people answer each survey.
fn answers(facts: &Facts) -> Vec<f64> {
    let steps = facts.designs.iter().flat_map(|design| &design.steps);
    steps.filter(|step| step.stage == Stage::Answered).map(|step| step.people.mean).collect()
}

/// The lowest and the highest of some numbers of people, or the one that they are.
fn low_to_high(numbers: &[f64], language: Language) -> String {
    let low = count(language, numbers.iter().copied().fold(f64::INFINITY, f64::min));
    let high = count(language, numbers.iter().copied().fold(0.0, f64::max));
    if low == high { low } else { to(language, &low, &high) }
}

/// Between which 95 of 100 trials lie, of at most so many people.
fn ends(people: People, most: f64, language: Language) -> String {
    let half = 1.96 * people.spread;
    range(language, [(people.mean - half).max(0.0), (people.mean + half).min(most)], 0)
}

fn eligible_people(design: &Design) -> f64 {
    design.steps.first().map_or(f64::INFINITY, |step| step.people.mean)
}

fn title(facts: &Facts, language: Language) -> String {
    let most = facts.designs.iter().filter_map(|design| design.steps.first());
    let n = count(language, most.map(|step| step.people.mean).fold(0.0, f64::max));
    let analysed: Vec<f64> = facts.designs.iter().filter_map(|d| Some(last(d)?.mean)).collect();
    let low = count(language, analysed.iter().copied().fold(f64::INFINITY, f64::min));
    let high = count(language, analysed.iter().copied().fold(0.0, f64::max));
    match &analysed[..] {
        [] => title_none(language),
        all if !answers(facts).is_empty() => {
            let [kept, answered] = [all, &answers(facts)].map(|n| low_to_high(n, language));
            title_answered(language, &kept, &n, &answered)
        }
        _ if low == high => title_one(language, &low, &n),
        _ => title_several(language, &low, &high, &n),
    }
}

fn description(facts: &Facts, language: Language) -> String {
    let of = |design: &Design| {
        let told = design
            .steps
            .iter()
            .map(|step| format!("{} {}", step.told(language), count(language, step.people.mean)));
        format!("{}: {}.", name(&design.name), told.collect::<Vec<_>>().join(", "))
    };
    facts.designs.iter().map(of).collect::<Vec<_>>().join(" ")
}

fn table(facts: &Facts, language: Language) -> Table {
    let mut rows = Vec::new();
    for design in &facts.designs {
        let most = eligible_people(design);
        let mut row = |step: String, group: String, mean: f64, range: Option<String>| {
            rows.push(vec![
                Cell::Head(name(&design.name)),
                Cell::Words(step),
                Cell::Words(group),
                Cell::Number(count(language, mean)),
                range.map_or(Cell::Missing, Cell::Number),
            ]);
        };
        for step in &design.steps {
            if let Some(left) = step.left {
                let step = left_by(language, &left.why.told(language));
                row(step, all_groups(language), left.mean, None);
            }
            let range = Some(ends(step.people, most, language));
            row(step.told(language), all_groups(language), step.people.mean, range);
            for group in &step.groups {
                let range = Some(ends(group.people, most, language));
                row(step.told(language), name(&group.name), group.people.mean, range);
            }
        }
    }
    let head =
        [head_design, head_step, head_group, head_mean, head_range].map(|head| head(language));
    Table { caption: caption(language, facts.over()), head: head.into(), rows }
}

#[cfg(test)]
mod tests;
