//! The page of what money buys: how far off a trial usually is, against its cost.

use super::{FrontierReport, Row};
use crate::report::html::Question;
use crate::report::names::Names;
use crate::report::page::WIDTH;
use crate::report::picture::frontier::{Candidate, Facts, Fate, figure};
use crate::report::picture::{Estimate, Figure, Unit};
use crate::report::words::Say;
use crate::report::words::amounts::{OutcomeAt, Trials};
use crate::scenario::Labelled;

impl FrontierReport {
    /// The candidates as a page with a picture; `command` makes it again.
    pub fn page(&self, names: &Names, command: &[String]) -> String {
        Question {
            language: names.language,
            made: self.scenario.made(self.run.seed),
            simulated: Trials(self.run.replications).say(names.language),
            figures: self.figure(names).into_iter().collect(),
            told: self.screen(names, WIDTH).blocks(),
        }
        .page(command)
    }

    /// Usual miss against cost, where all candidates are asked about one effect: misses of different effects
    /// cannot be held against one line.
    pub(in crate::report) fn figure(&self, names: &Names) -> Option<Figure> {
        let mut known = self.candidates.iter().filter(|row| row.rmse.is_ok());
        let truth = known.next()?.yardstick;
        let is_one = |row: &Row| {
            let apart = (row.yardstick.value - truth.value).abs();
            apart <= 3.0 * (row.yardstick.mcse + truth.mcse)
        };
        if self.margin_told.is_some() || !known.all(is_one) {
            return None;
        }
        let best = self.best().map(|best| best.number);
        let candidate = |row: &Row| {
            Some(Candidate {
                name: self.name(row, names),
                cost: row.cost.value,
                miss: Estimate::from(row.rmse.ok()?),
                fate: fate(row, best),
            })
        };
        let outcome = OutcomeAt {
            outcome: names.drawn(Labelled::Outcome, &self.question.outcome),
            month: self.question.month,
        };
        let arm = names.drawn(Labelled::Arm, &self.question.arm);
        let facts = Facts {
            described: format!("{arm} · {}", outcome.say(names.language)),
            unit: if self.is_share { Unit::Points } else { Unit::Own(String::new()) },
            no_trial: truth.value.abs(),
            budget: self.budget,
            candidates: self.candidates.iter().filter_map(candidate).collect(),
        };
        Some(figure(&facts, names.language))
    }

    /// Of the candidates that remain, the one that misses least; of all that can be paid, where none does.
    fn best(&self) -> Option<&Row> {
        let least = |remains: fn(&&Row) -> bool| {
            let known = self.candidates.iter().filter(remains).filter(|row| row.rmse.is_ok());
            let miss = |row: &Row| row.rmse.map_or(f64::INFINITY, |m| m.value);
            known.min_by(|a, b| miss(a).total_cmp(&miss(b)))
        };
        least(|row| row.on_frontier && row.affordable).or_else(|| least(|row| row.affordable))
    }
}

/// What becomes of a candidate, given the number of the best.
fn fate(row: &Row, best: Option<usize>) -> Fate {
    match best {
        _ if !row.affordable => Fate::Beyond,
        Some(best) if row.number == best => Fate::Best,
        Some(best) if row.on_frontier && row.tied_with.contains(&best) => Fate::Tie,
        _ if row.on_frontier => Fate::Remains,
        _ => Fate::Beaten,
    }
}
