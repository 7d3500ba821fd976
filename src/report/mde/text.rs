//! The smallest effects for a planner.

use indexmap::IndexSet;

use super::words;
use super::{Answer, EffectPoint, Effects, arms};
use crate::language::Language;
use crate::report::asked::alone;
use crate::report::digits;
use crate::report::names::Names;
use crate::report::page::Page;
use crate::report::size::curve::telling;
use crate::report::size::text::described;
use crate::report::size::words as of_sizes;
use crate::report::table::Table;
use crate::report::words::{Listed, Say};
use crate::scenario::Labelled;
use crate::sizing::{EffectStatus, Moved};

impl Effects {
    /// The answers as text.
    pub fn text(&self, names: &Names, width: usize) -> String {
        self.screen(names, width).finish()
    }

    pub(super) fn screen(&self, names: &Names, width: usize) -> Page {
        let mut page = Page::new(width);
        let power = self.head.asked.power();
        for pair in self.answers.chunks(2) {
            page.heading(&words::title(names.language));
            page.quiet(&described(&pair[0].key, pair[0].estimand, names), "");
            let mut told: Vec<String> =
                pair.iter().map(|answer| answer.sentence(names, &power)).collect();
            told.dedup();
            for meaning in told {
                page.text(&meaning, "  ");
            }
            if pair.iter().any(Answer::is_searched) {
                page.gap();
                write_curve(pair, names.language, &mut page);
            }
        }
        let how = self.answers.iter().any(Answer::is_searched).then(|| self.how(names));
        let alone = alone(names, &arms(&self.answers), &self.other_arms);
        if how.is_some() || alone.is_some() {
            page.gap();
        }
        for text in how.iter().chain(&alone) {
            page.quiet(text, "");
        }
        page
    }

    /// How the answers were found.
    fn how(&self, names: &Names) -> String {
        let exhausted =
            |a: &Answer| a.effect.is_none() || a.status == EffectStatus::BudgetExhausted;
        let has_all = !self.answers.iter().any(exhausted);
        let is_confirmed = self.answers.iter().any(|a| a.confirmed.is_some());
        let redivisions = self.answers.iter().map(|a| a.redivisions).max().unwrap_or(0);
        let how = self.head.asked.how(names.language, has_all, is_confirmed, redivisions);
        format!("{} {how}", self.moved(names))
    }

    /// What the searches moved.
    fn moved(&self, names: &Names) -> String {
        let searched = || self.answers.iter().filter(|answer| answer.is_searched());
        let alone = searched().filter(|answer| answer.moved == Moved::ArmAlone);
        let alone = alone.map(|a| {
            let arm = names.told(Labelled::Arm, &a.key.arm);
            words::against(names.language, arm, names.the_group(&a.key.versus))
        });
        let alone: IndexSet<String> = alone.collect();
        if alone.is_empty() {
            return words::scaling(names.language);
        }
        let alone = Listed(alone.into_iter().collect());
        if searched().all(|answer| answer.moved == Moved::ArmAlone) {
            words::moving(names.language, &alone)
        } else {
            words::scaling_or_moving(names.language, &alone)
        }
    }
}

fn telling_points(curve: &[EffectPoint]) -> Vec<&EffectPoint> {
    telling(curve, |p| p.effect, |p| p.replications)
}

/// The curve in both directions, from the largest fall to the largest rise.
fn write_curve(pair: &[Answer], language: Language, page: &mut Page) {
    let mut points: Vec<(&Answer, &EffectPoint)> = pair
        .iter()
        .flat_map(|a| telling_points(&a.curve).into_iter().map(move |p| (a, p)))
        .collect();
    points.sort_by(|a, b| a.1.effect.total_cmp(&b.1.effect));
    let differs = pair.iter().any(|answer| answer.leading_policy().is_some());
    let effect = if differs { words::column_effect_there } else { words::column_effect };
    let header = [effect, of_sizes::column_trials, of_sizes::column_found];
    let header = header.map(|column| column(language));
    let mut table = Table::new(&header.each_ref().map(String::as_str), 0);
    for (answer, p) in points {
        table.row(vec![
            answer.told(p.effect).say(language),
            language.number(&digits::count(p.replications as f64)),
            language.number(&digits::counted_percent(p.power, p.replications)),
        ]);
    }
    page.table(table);
}
