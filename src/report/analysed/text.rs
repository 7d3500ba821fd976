//! What an analysis says of a data file, for a planner.

use super::words;
use super::{Analysed, Answer};
use crate::diagnosis::measured::Measured;
use crate::language::Language;
use crate::report::digits;
use crate::report::html::{Made, Question};
use crate::report::names::Names;
use crate::report::page::{Page, WIDTH};
use crate::report::table::Table;
use crate::report::words::Number;
use crate::scenario::Labelled;

/// P-values below this are not told apart.
const SMALLEST_P: f64 = 0.001;

impl Analysed {
    /// The answers as text.
    pub fn text(&self, names: &Names, width: usize) -> String {
        self.screen(names, width).finish()
    }

    /// The answers as a page; `command` makes it again.
    pub fn page(&self, names: &Names, command: &[String]) -> String {
        let made =
            Made { name: self.scenario.name.clone(), hash: self.scenario.hash.clone(), seed: 1 };
        Question {
            language: names.language,
            made,
            simulated: String::new(),
            figures: Vec::new(),
            told: self.screen(names, WIDTH).blocks(),
        }
        .page(command)
    }

    fn screen(&self, names: &Names, width: usize) -> Page {
        let (language, mut page) = (names.language, Page::new(width));
        page.heading(&words::title(language));
        for answer in &self.answers {
            page.text(&answer.sentence(names), "  ");
        }
        let finds_none =
            |answer: &Answer| answer.margin.is_none() && answer.p.is_some() && !answer.is_shown();
        if self.answers.iter().any(finds_none) {
            page.quiet(&words::no_proof(language), "");
        }
        page.gap();
        self.write_table(names, &mut page);
        page.quiet(&words::units(language), "");
        if self.answers.iter().any(|answer| answer.is_exact) {
            page.quiet(&words::exact(language), "");
        }
        if let Some(answer) = self.answers.first() {
            let analysis = names.shown(Labelled::Analysis, &answer.key.analysis);
            let design = names.shown(Labelled::Design, &answer.key.design);
            let rows = Number::count(self.data.rows);
            page.quiet(&words::analysed(language, rows, &self.data.file, &analysis, &design), "");
        }
        page
    }

    fn write_table(&self, names: &Names, page: &mut Page) {
        let language = names.language;
        let level = self.answers.first().map_or(0.95, |answer| answer.level);
        let header = [
            words::comparison(language),
            words::people(language),
            words::estimate(language),
            words::error(language),
            words::interval(language, Number::stated(100.0 * level)),
            words::p(language),
        ];
        let mut table = Table::new(&header.each_ref().map(String::as_str), 1);
        for answer in &self.answers {
            table.row(answer.row(names));
        }
        page.table(table);
    }
}

impl Answer {
    /// `works after 16 months: help − control`.
    fn compared(&self, names: &Names) -> String {
        let outcome = names.outcome(&self.key.outcome, self.key.month);
        let [arm, versus] = [&self.key.arm, &self.key.versus].map(|group| names.group(group));
        format!("{outcome}: {arm} − {versus}")
    }

    /// Whether the test shows at the first level what it is to show.
    fn is_shown(&self) -> bool {
        self.decisions.first().is_some_and(|first| first.shown)
    }

    /// What is concluded at the first level.
    fn sentence(&self, names: &Names) -> String {
        let (language, what) = (names.language, self.compared(names));
        if let Some(reason) = self.no_estimate {
            return words::no_estimate(language, &what, reason);
        }
        if let (None, Some(reason)) = (self.p, self.no_interval) {
            return words::no_test(language, &what, reason);
        }
        let alpha = self.decisions.first().map_or(0.05, |first| first.alpha);
        let Some(margin) = self.margin_told.as_ref().map(|margin| &margin.stated) else {
            let tell = if self.is_shown() { words::found } else { words::not_found };
            return tell(language, &what, Number::stated(alpha));
        };
        let tell = if self.is_shown() { words::shown } else { words::not_shown };
        tell(language, &what, margin, Number::stated(margin.level(alpha)))
    }

    fn row(&self, names: &Names) -> Vec<String> {
        let language = names.language;
        let dash = || "–".to_owned();
        let told = |value: f64, is_signed: bool| {
            let number = self.unit.short(Measured { value, mcse: 0.0 });
            let sign = if is_signed && value > 0.0 && !number.starts_with('+') { "+" } else { "" };
            language.number(&format!("{sign}{number}"))
        };
        vec![
            self.compared(names),
            self.n_analysed.map_or_else(dash, |n| language.number(&digits::count(n as f64))),
            self.estimate.map_or_else(dash, |value| told(value, true)),
            self.se.map_or_else(dash, |value| told(value, false).replace('+', "")),
            self.interval.map_or_else(dash, |ends| {
                let [low, high] = ends.map(|end| told(end, true));
                words::from_to(language, &low, &high)
            }),
            self.p.map_or_else(dash, |p| p_value(p, language)),
        ]
    }
}

/// `0.031`, or that it is very small.
fn p_value(p: f64, language: Language) -> String {
    if p < SMALLEST_P {
        return words::below(language, Number::stated(SMALLEST_P));
    }
    language.number(&digits::number(p, -3))
}
