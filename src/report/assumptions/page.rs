//! The page of assumptions: each over its range, or all drawn at once.

use super::meaning::of_choices;
use super::names::{brief, readable};
use super::{Assumptions, Found, text};
use crate::assumptions::assurance::Assurance;
use crate::assumptions::inquiry::Inquiry;
use crate::assumptions::tornado::{Change, Row, Tornado};
use crate::report::digits;
use crate::report::frontier::USUAL_POWER;
use crate::report::html::{Made, Question};
use crate::report::page::WIDTH;
use crate::report::picture::{Estimate, Figure, doubt, tornado};
use crate::report::words::Say;
use crate::report::words::amounts::Trials;
use crate::scenario::Labelled;

impl Assumptions<'_> {
    /// What was found as a page with a picture; `command` makes it again.
    pub fn page(&self, command: &[String]) -> String {
        let trials = match self.found {
            Found::Tornado(tornado) => tornado.replications,
            Found::Assurance(assurance) => assurance.replications,
        };
        Question {
            language: self.names.language,
            made: Made {
                name: self.scenario.name.clone(),
                hash: self.hash.to_owned(),
                seed: self.seed,
            },
            simulated: Trials(trials).say(self.names.language),
            figures: self.figure().into_iter().collect(),
            told: text::screen(self, None, WIDTH).blocks(),
        }
        .page(command)
    }

    /// That the planner's own choices stay out.
    pub(in crate::report) fn choices(&self) -> Option<String> {
        of_choices(self.left_out, self.names.language)
    }

    /// The picture, where the share of trials that find an effect is watched.
    pub(in crate::report) fn figure(&self) -> Option<Figure> {
        let Inquiry::Comparison(compared) = self.question else { return None };
        if self.margin_told.is_some() || !self.watched().is_power() {
            return None;
        }
        let names = &self.names;
        let design = names.drawn(Labelled::Design, &compared.design);
        let analysis = names.drawn(Labelled::Analysis, &compared.analysis);
        let arm = names.drawn(Labelled::Arm, &compared.arm);
        let outcome = names.outcome(&compared.outcome, compared.month);
        let described = format!("{arm} · {outcome} · {design} · {analysis}");
        match self.found {
            Found::Tornado(tornado) => self.tornado(tornado, described),
            Found::Assurance(assurance) => self.doubt(assurance, described),
        }
    }

    /// Each assumption that can be simulated at both ends of its range.
    fn tornado(&self, found: &Tornado, described: String) -> Option<Figure> {
        let language = self.names.language;
        let base = Estimate::from(found.base.ok()?);
        let trials = f64::from(found.replications);
        let brief: Vec<String> =
            found.rows.iter().map(|row| brief(&row.number.path, &self.names)).collect();
        let name = |at: usize| match brief.iter().filter(|other| **other == brief[at]).count() {
            1 => brief[at].clone(),
            _ => readable(&found.rows[at].number.path, &self.names),
        };
        let row = |(at, row): (usize, &Row)| {
            let share = |end: usize| {
                let change = row.ends[end].found.as_ref().ok()?.change.value;
                let share = (base.value + change).clamp(0.0, 1.0);
                Some(Estimate::new(share, (share * (1.0 - share) / trials).sqrt()))
            };
            let is = |end: usize, what: fn(&Change) -> bool| {
                row.ends[end].found.as_ref().is_ok_and(what)
            };
            let told = |end: usize| language.number(&digits::trimmed(row.ends[end].value));
            Some(tornado::Row {
                name: name(at),
                low: told(0),
                high: told(1),
                at_low: share(0)?,
                at_high: share(1)?,
                is_clear: row.is_seen(),
                is_without_effect: [0, 1].map(|end| is(end, |change| change.is_without_effect)),
                is_reversed: [0, 1].iter().any(|&end| is(end, |change| change.is_reversed)),
            })
        };
        let facts = tornado::Facts {
            described,
            base,
            trials: u64::from(found.replications),
            has_no_effect: found.direction.is_none(),
            rows: found.rows.iter().enumerate().filter_map(row).collect(),
        };
        Some(tornado::figure(&facts, language))
    }

    fn doubt(&self, found: &Assurance, described: String) -> Option<Figure> {
        let split = found.split.as_ref()?;
        let trials = f64::from(found.replications);
        let world = |power: f64| Estimate::new(power, (power * (1.0 - power) / trials).sqrt());
        let [low, high] = split.tenth_to_ninetieth.map(|m| m.value);
        let facts = doubt::Facts {
            described,
            has_no_effect: found.direction.is_none(),
            mean: Estimate::from(split.expected),
            low,
            high,
            aim: USUAL_POWER,
            trials: u64::from(found.replications),
            worlds: found.powers().map(world).collect(),
            from_world: Some(Estimate::from(split.share_of_world)),
        };
        Some(doubt::figure(&facts, self.names.language))
    }
}
