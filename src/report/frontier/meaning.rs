//! What the candidates mean, in sentences: what running no trial would miss, which is the cheapest with the
//! power asked for, which are too weak, and what the numbers rest on.

use super::text::amount;
use super::words::{self, Candidates};
use super::{FrontierReport, JointPower, Row};
use crate::cost::MonthsFor;
use crate::diagnosis::measured::{Absent, Measured, Rate};
use crate::language::Language;
use crate::report::absence::Complete;
use crate::report::asked::alone;
use crate::report::digits;
use crate::report::names::Names;
use crate::report::page::Page;
use crate::report::unit::Unit;
use crate::report::words::amounts::Amount;
use crate::report::words::shares::{AmountWithError, WithError};
use crate::report::words::{Number, Say};
use crate::scenario::Labelled;

/// The power that is asked for when nothing else is said.
pub const USUAL_POWER: f64 = 0.8;
/// Monte Carlo errors beyond which a bias is certain.
const CERTAIN: f64 = 4.0;
/// Share of the true effect from which on a bias is told.
const LARGE_BIAS: f64 = 0.1;

impl Row {
    /// Whether it can be paid, has a usual miss, and misses no less than running no trial.
    pub(super) fn is_no_better(&self) -> bool {
        self.affordable && self.beats_no_trial == Some(false)
    }

    /// Whether it is beaten by another, but not by running no trial.
    pub(super) fn is_beaten(&self) -> bool {
        !self.beaten_by.is_empty() && !self.is_no_better()
    }
}

impl FrontierReport {
    pub(super) fn meaning(&self, names: &Names, page: &mut Page) {
        let language = names.language;
        page.heading(&words::meaning(language));
        let worth: Vec<&Row> = self.candidates.iter().filter(|row| row.on_frontier).collect();
        let power = [self.cheapest(names), self.too_weak(language)].concat();
        if !power.is_empty() {
            page.text(&power.join(" "), "");
        }
        let ties = worth.iter().any(|row| !row.tied_with.is_empty());
        let doubts = worth.iter().any(|row| !row.perhaps_beaten_by.is_empty());
        let mut said = Vec::from_iter(self.pick(&worth, language));
        said.extend(ties.then(|| words::ties(language)));
        said.extend(doubts.then(|| words::doubts(language)));
        said.extend((ties || doubts).then(|| words::more_replications(language)));
        said.extend(self.durations(language));
        said.push(words::why_rank(language));
        page.text(&said.join(" "), "");
        page.quiet(&words::none(language), "");
        let mut about = self.together(names);
        about.extend(self.conditional(language));
        about.extend(self.dashes(language));
        about.extend(self.paid(language));
        about.extend(self.unit(names));
        let arm = std::slice::from_ref(&self.question.arm);
        about.extend(alone(names, arm, &self.other_arms));
        page.quiet(&about.join(" "), "");
    }

    /// What is found together, where a family is asked about.
    fn together(&self, names: &Names) -> Vec<String> {
        let Some(JointPower { family, correction, .. }) = &self.joint_power else {
            return Vec::new();
        };
        let say = if self.asks_for_all() { words::together_all } else { words::together_any };
        let arm = names.told(Labelled::Arm, &self.question.arm);
        let outcome = names.told(Labelled::Outcome, &self.question.outcome);
        let language = names.language;
        vec![
            say(language, family),
            correction.member().sentence_in(language),
            words::others_about(language, arm, outcome),
        ]
    }

    /// Whether all tests of the family that is asked about have to find.
    fn asks_for_all(&self) -> bool {
        self.joint_power.as_ref().is_some_and(|joint| joint.of.word() == "all_found")
    }

    /// What is to be found.
    fn what(&self, language: Language) -> String {
        match &self.joint_power {
            None => words::the_effect(language),
            Some(JointPower { family, .. }) if self.asks_for_all() => {
                words::every_effect(language, family)
            }
            Some(JointPower { family, .. }) => words::any_effect(language, family),
        }
    }

    /// The cheapest that finds the effect often enough.
    fn cheapest(&self, names: &Names) -> Vec<String> {
        let (language, power) = (names.language, Number::stated(100.0 * self.power));
        let usual = (self.power == USUAL_POWER).then(|| words::usual_power(language, &power));
        let margin = self.margin_told.as_ref().filter(|_| self.joint_power.is_none());
        let arm = || names.told(Labelled::Arm, &self.question.arm);
        let what = self.what(language);
        let Some(row) = self.cheapest_with_power.and_then(|n| self.candidates.get(n - 1)) else {
            let affordable = self.candidates.iter().filter(|row| row.affordable);
            let found = affordable.filter_map(|row| Some((row, row.found.ok()?)));
            let found: Vec<(&Row, Rate)> = found.collect();
            let most = found.iter().max_by(|a, b| a.1.value.total_cmp(&b.1.value));
            let Some(&(best, rate)) = most else { return Vec::new() };
            let as_often = found.iter().filter(|(_, other)| other.value == rate.value);
            let number = Candidates(as_often.map(|(row, _)| row.number).collect());
            let share = percent(&rate);
            let told = match margin {
                _ if best.reaches_power => words::mostly_bias(language, &what, &power),
                Some(margin) => {
                    let stated = margin.stated.clone();
                    words::none_shows(language, arm(), stated, &power, &share, number)
                }
                None if self.budget.is_some() => {
                    words::none_finds_within(language, &what, &power, &share, number)
                }
                None => words::none_finds(language, &what, &power, &share, number),
            };
            return std::iter::once(told).chain(usual).collect();
        };
        let Ok(rate) = row.found else { return Vec::new() };
        let (share, number) = (percent(&rate), Candidates(vec![row.number]));
        let euros = amount(row.cost.value, language);
        let told = match margin {
            None => words::cheapest(language, number, euros, &what, &power, &share),
            Some(margin) => {
                let stated = margin.stated.clone();
                words::cheapest_margin(language, number, euros, arm(), stated, &power, &share)
            }
        };
        let close = self.is_close(&rate).then(|| words::close(language, &power));
        let bias = self.bias_of(row, language);
        std::iter::once(told).chain(close).chain(usual).chain(bias).collect()
    }

    fn is_close(&self, rate: &Rate) -> bool {
        (rate.value - self.power).abs() <= 2.0 * rate.mcse
    }

    fn outcome_unit(&self) -> Unit {
        if self.is_share { Unit::Points } else { Unit::Own }
    }

    /// A bias that helps or hinders it in finding something.
    fn bias_of(&self, row: &Row, language: Language) -> Option<String> {
        let bias = row.policy_bias.ok()?;
        let is_large = bias.value.abs() > LARGE_BIAS * row.yardstick.value.abs();
        let bias_told = AmountWithError(bias, self.outcome_unit());
        (is_large && bias.value.abs() > CERTAIN * bias.mcse)
            .then(|| words::mind_bias(language, bias_told))
    }

    /// Candidates that are not worth their money, and why.
    fn too_weak(&self, language: Language) -> Vec<String> {
        let numbers = |is: &dyn Fn(&Row) -> bool| -> Vec<usize> {
            self.candidates.iter().filter(|row| is(row)).map(|row| row.number).collect()
        };
        let has_sign = |row: &Row| row.found != Err(Absent::TruthNearZero);
        if self.margin_told.is_some() {
            return Vec::new();
        }
        if !self.candidates.iter().any(has_sign) {
            return vec![words::no_effect(language)];
        }
        let mut told = Vec::new();
        let no_better = numbers(&|row| row.is_no_better());
        if !no_better.is_empty() {
            told.push(words::too_weak(language, Candidates(no_better)));
        }
        if let Some(enough) = self.cheapest_with_power.and_then(|n| self.candidates.get(n - 1)) {
            let below = |row: &Row| {
                row.affordable && !row.reaches_power && row.beats_no_trial == Some(true)
            };
            let dear = numbers(&|row| below(row) && row.number > enough.number);
            if !dear.is_empty() {
                let enough = Candidates(vec![enough.number]);
                told.push(words::too_dear(language, enough, Candidates(dear)));
            }
            let cheap = numbers(&|row| below(row) && row.number < enough.number);
            if !cheap.is_empty() {
                told.push(words::cheaper(language, Candidates(cheap)));
            }
        }
        told
    }

    /// What miss, bias and coverage are about where some trials have no estimate or no interval.
    fn conditional(&self, language: Language) -> Vec<String> {
        let of = |row: &Row| Complete {
            trials: u64::from(self.run.replications),
            estimated: row.estimated,
            with_interval: row.with_interval,
        };
        let short = self.candidates.iter().filter(|row| !of(row).is_whole());
        let told = short.map(|row| {
            let [estimated, trials, intervals] = of(row).numbers();
            let number = Number::count(row.number);
            words::incomplete(language, number, estimated, trials, intervals)
        });
        let mut told: Vec<String> = told.collect();
        if !told.is_empty() {
            told.push(words::incomplete_about(language));
        }
        told
    }

    /// Why some cells of the tables are empty.
    fn dashes(&self, language: Language) -> Vec<String> {
        let mut told: Vec<String> = Vec::new();
        for row in &self.candidates {
            for absent in row.found.err().into_iter().chain(row.policy_coverage.err()) {
                let text = words::dash(language, absent.say(language));
                if !told.contains(&text) {
                    told.push(text);
                }
            }
        }
        told
    }

    /// For whom months of treatment are paid.
    fn paid(&self, language: Language) -> Option<String> {
        let mut paying = self.candidates.iter().filter(|_| self.pays_months);
        let first = paying.next()?.months_for;
        if paying.any(|row| row.months_for != first) {
            return None;
        }
        Some(match first {
            MonthsFor::Starters => words::paid_starters(language),
            MonthsFor::Assigned => words::paid_assigned(language),
        })
    }

    /// The unit of miss and bias where it is not points.
    fn unit(&self, names: &Names) -> Option<String> {
        let outcome = names.told(Labelled::Outcome, &self.question.outcome);
        (!self.is_share).then(|| words::own_unit(names.language, outcome))
    }

    /// What more money would bring.
    pub(super) fn cannot_buy(
        &self,
        budget: f64,
        dear: &[&Row],
        language: Language,
    ) -> Option<String> {
        let smallest = |a: &&Row, b: &&Row| {
            let of = |row: &&Row| row.rmse.map_or(f64::INFINITY, |m| m.value);
            of(a).total_cmp(&of(b))
        };
        let affordable = self.candidates.iter().filter(|row| row.on_frontier);
        let (here, there) = (affordable.min_by(smallest), dear.iter().copied().min_by(smallest)?);
        let more = amount(there.cost.value - budget, language);
        let to = there.rmse.ok()?;
        let unit = self.outcome_unit();
        let told = |m: Measured| Amount { number: digits::value_only(unit.scaled(m)), unit };
        Some(match here.and_then(|row| row.rmse.ok()) {
            None => {
                let first = dear.first()?;
                let more = amount(first.cost.value - budget, language);
                words::buys_none(language, Candidates(vec![first.number]), more)
            }
            Some(from) if to.value < from.value => {
                let candidate = Candidates(vec![there.number]);
                words::more_money(language, more, told(from), told(to), candidate)
            }
            Some(_) => words::nothing_closer(language),
        })
    }

    fn pick(&self, worth: &[&Row], language: Language) -> Option<String> {
        match worth.len() {
            0 => None,
            1 if self.candidates.iter().filter(|row| row.affordable).count() == 1 => {
                Some(words::only_one(language))
            }
            1 => Some(words::one_remains(language)),
            n => Some(words::several_remain(language, Number::count(n))),
        }
    }

    /// What is not the same question.
    fn durations(&self, language: Language) -> Vec<String> {
        if self.question.months.len() < 2 {
            return Vec::new();
        }
        let mut paid = self.candidates.iter().map(|row| row.paid_months);
        let Some(first) = paid.next() else { return Vec::new() };
        let alike = paid.all(|months| months == first);
        let alike = alike.then(|| words::alike(language, Number::stated(first)));
        std::iter::once(words::durations(language)).chain(alike).collect()
    }
}

fn percent(rate: &Rate) -> WithError {
    WithError::written(&digits::percent(rate))
}
