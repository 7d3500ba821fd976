//! The same for a planner.

use super::{Answer, FactorPoint, Factors};
use crate::diagnosis::family::Quantifier;
use crate::diagnosis::measured::Measured;
use crate::language::Language;
use crate::report::digits;
use crate::report::mde::words;
use crate::report::names::Names;
use crate::report::page::{Page, WIDTH};
use crate::report::size::curve::telling;
use crate::report::size::family::text::{Why, described, told_test};
use crate::report::size::text::{not_confirmed, told_end};
use crate::report::size::words as of_sizes;
use crate::report::table::Table;
use crate::report::unit::Unit;
use crate::report::words::amounts::Amount;
use crate::report::words::shares::{Interval, OfTrials};
use crate::report::words::{Number, Say};
use crate::sizing::{EffectStatus, FactorAnswer, Verdict};

impl Factors {
    /// The answers as text.
    pub fn text(&self, names: &Names, width: usize) -> String {
        self.screen(names, width).finish()
    }

    /// The answers as a page; `command` makes it again.
    pub fn page(&self, names: &Names, command: &[String]) -> String {
        self.head.page(names.language, Vec::new(), self.screen(names, WIDTH), command)
    }

    fn screen(&self, names: &Names, width: usize) -> Page {
        let mut page = Page::new(width);
        let power = self.head.asked.power();
        for answer in &self.answers {
            page.heading(&words::title_together(names.language));
            let Answer { family, design, world, of, correction, .. } = answer;
            page.quiet(&described(family, *of, [design, world], names), "");
            page.quiet(&correction.member().sentence_in(names.language), "    ");
            page.text(&told(&answer.found, &power, names.language), "  ");
            answer.write_tests(names, &mut page);
            answer.write_curve(names.language, &mut page);
        }
        let searched = || self.answers.iter().filter(|a| a.curve.len() > 1);
        if searched().next().is_some() {
            page.gap();
            let has_all = searched().all(|a| a.status == EffectStatus::Ok);
            let is_confirmed = searched().any(|a| a.confirmed.is_some());
            let how = self.head.asked.how(names.language, has_all, is_confirmed, 0);
            page.quiet(&format!("{} {how}", words::scaling_together(names.language)), "");
        }
        page
    }
}

impl Answer {
    /// The tests, with their policy effects.
    fn write_tests(&self, names: &Names, page: &mut Page) {
        page.gap();
        let language = names.language;
        let header = [words::column_policy, words::column_stated, words::column_needed];
        let header = header.map(|column| column(language));
        let mut table = Table::new(&header.each_ref().map(String::as_str), 1);
        for test in &self.tests {
            let unit = if test.is_share { Unit::Points } else { Unit::Own };
            let shown = |value: f64| {
                let value = unit.scaled(Measured { value, mcse: 0.0 }).value;
                Amount { number: digits::signed_three(value), unit }.say(language)
            };
            let needed = test.policy_effect.map_or_else(|| "–".to_owned(), shown);
            table.row(vec![told_test(&test.key, names), shown(test.policy_truth), needed]);
        }
        page.table(table);
    }

    fn write_curve(&self, language: Language, page: &mut Page) {
        if self.curve.len() < 2 {
            return;
        }
        page.gap();
        let header = [words::column_factor, of_sizes::column_trials, of_sizes::column_found];
        let header = header.map(|column| column(language));
        let mut table = Table::new(&header.each_ref().map(String::as_str), 0);
        for p in telling(&self.curve, |p| p.factor, |p| p.replications) {
            let numbers = [
                digits::three(p.factor),
                digits::count(p.replications as f64),
                digits::counted_percent(p.power, p.replications),
            ];
            table.row(numbers.map(|number| language.number(&number)).to_vec());
        }
        page.table(table);
    }
}

/// The answer in a sentence or two.
pub(super) fn told(a: &FactorAnswer, power: &Number, language: Language) -> String {
    if let Some(status) = a.hopeless {
        return words::never(language, Why(status, a.which));
    }
    let is_any = a.which == Quantifier::Any;
    match (a.status, &a.factor) {
        (EffectStatus::Ok | EffectStatus::BudgetExhausted, Some(s)) => {
            let say = if is_any { words::factor_any } else { words::factor_all };
            let [at, low, high] = [s.at, s.low, s.high].map(digits::three);
            let told = say(language, &Number(at), &Interval([low, high]), power);
            let end = (a.status != EffectStatus::Ok).then(|| told_end(true, language));
            let told = [Some(told), checked(a, power, language), end];
            told.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        (EffectStatus::AlwaysReached, _) => {
            let say = if is_any { words::always_any } else { words::always_all };
            say(language, power)
        }
        (EffectStatus::Nonmonotone, _) => words::factor_not_rising(language),
        (EffectStatus::OutOfReach | EffectStatus::NeverReachesBias, _) => {
            let say = if is_any { words::out_any } else { words::out_all };
            say(language, power)
        }
        (EffectStatus::Ok | EffectStatus::BudgetExhausted, None) => match a.bounds.more_than {
            None => words::factor_undetermined(language),
            Some(more) => words::factor_more(language, Number(digits::three(more))),
        },
    }
}

/// What fresh draws say of the factor.
fn checked(a: &FactorAnswer, power: &Number, language: Language) -> Option<String> {
    let check = a.check.as_ref()?;
    let at = FactorPoint::of(&check.at);
    let share = OfTrials::counted(at.power, at.replications);
    Some(match check.verdict {
        Verdict::Confirmed => of_sizes::confirmed(language, share),
        Verdict::CheckedRoughly => words::checked_roughly(language, share),
        Verdict::NotConfirmed => not_confirmed(at.power, at.replications, power, language),
    })
}
