//! The candidates for people: what is worth considering, what is beaten, what a budget cannot buy.

use super::names::lines;
use super::words::{self, Candidates};
use super::{Doubted, FrontierReport, Row};
use crate::diagnosis::measured::{Known, Measured, Rate};
use crate::frontier::{Count, Silent};
use crate::language::Language;
use crate::report::digits;
use crate::report::names::Names;
use crate::report::page::Page;
use crate::report::table::Table;
use crate::report::words::amounts::{EitherOf, Trials};
use crate::report::words::{Number, Say};
use crate::scenario::Labelled;

/// A column of names is at least so wide.
const NARROWEST: usize = 24;
/// Columns for the numbers of other candidates.
const OTHERS: usize = 16;

/// A column about other candidates: its header, and what it says in a row.
type Others = (fn(Language) -> String, fn(&Row, Language) -> String);

impl FrontierReport {
    /// The text, with ANSI styles.
    pub fn text(&self, names: &Names, width: usize) -> String {
        self.screen(names, width).finish()
    }

    pub(super) fn screen(&self, names: &Names, width: usize) -> Page {
        let mut page = Page::new(width);
        self.question(names, &mut page);
        self.worth(names, &mut page);
        self.weak(names, &mut page);
        self.beaten(names, &mut page);
        self.too_dear(names, &mut page);
        self.not_weighed(names, &mut page);
        self.meaning(names, &mut page);
        page
    }

    fn question(&self, names: &Names, page: &mut Page) {
        let (question, language) = (&self.question, names.language);
        page.heading(&words::title(language, &self.scenario.name));
        let outcome = match &question.months[..] {
            [] | [_] => names.outcome(&question.outcome, question.months.first().copied()),
            months => {
                let months = months.iter().map(|month| Number::count(*month as usize)).collect();
                let outcome = names.shown(Labelled::Outcome, &question.outcome);
                words::after_either(language, outcome, EitherOf(months))
            }
        };
        let mut scales = self.candidates.iter().map(|row| row.scale);
        let first = scales.next();
        let outcome = match first.filter(|first| scales.all(|scale| scale == *first)) {
            None => outcome,
            Some(scale) => words::on_scale(language, outcome, scale),
        };
        let asked = words::asked(
            language,
            names.told(Labelled::Arm, &question.arm),
            outcome,
            names.world(&question.world),
            Trials(self.run.replications),
        );
        let budget = self.budget.map(|budget| words::budget(language, amount(budget, language)));
        page.text(&std::iter::once(asked).chain(budget).collect::<Vec<_>>().join(" "), "");
    }

    fn worth(&self, names: &Names, page: &mut Page) {
        let language = names.language;
        if let Some(text) = self.unequal_tests(language) {
            page.text(&text, "");
        }
        page.heading(&words::worth(language));
        let rows: Vec<&Row> = self.candidates.iter().filter(|row| row.on_frontier).collect();
        let others: Others = (words::column_ties, ties);
        let is_tied = rows.iter().any(|row| !ties(row, language).is_empty());
        let others = Some(others).filter(|_| is_tied);
        page.table(self.table(&rows, others, Some(self.no_trial(language)), names, page.width()));
        if rows.is_empty() {
            page.text(&words::nothing_remains(language), "");
        }
    }

    /// That candidates make different numbers of tests, of which more are harder to find all, and easier to find any.
    fn unequal_tests(&self, language: Language) -> Option<String> {
        let joint = self.joint_power.as_ref()?;
        let mut counts: Vec<usize> = self.candidates.iter().filter_map(|row| row.tests).collect();
        counts.sort_unstable();
        counts.dedup();
        let told = counts.iter().map(|count| {
            let of = self.candidates.iter().filter(|row| row.tests == Some(*count));
            let candidates = Candidates(of.map(|row| row.number).collect());
            match count {
                1 => words::test_in(language, candidates),
                several => words::tests_in(language, Number::count(*several), candidates),
            }
        });
        let told = told.collect::<Vec<_>>().join("; ");
        (counts.len() > 1).then(|| words::unequal_tests(language, &joint.family, told))
    }

    fn weak(&self, names: &Names, page: &mut Page) {
        let rows: Vec<&Row> = self.candidates.iter().filter(|row| row.is_no_better()).collect();
        self.write(&rows, None, &words::no_closer(names.language), names, page);
    }

    fn beaten(&self, names: &Names, page: &mut Page) {
        let rows: Vec<&Row> = self.candidates.iter().filter(|row| row.is_beaten()).collect();
        let by: Others = (words::column_beaten, |row, _| listed(&row.beaten_by));
        self.write(&rows, Some(by), &words::ruled_out(names.language), names, page);
    }

    fn too_dear(&self, names: &Names, page: &mut Page) {
        let Some(budget) = self.budget else { return };
        let rows: Vec<&Row> = self.candidates.iter().filter(|row| !row.affordable).collect();
        self.write(&rows, None, &words::beyond(names.language), names, page);
        if let Some(sentence) = self.cannot_buy(budget, &rows, names.language) {
            page.text(&sentence, "");
        }
    }

    /// Candidates under a heading; nothing where there are none.
    fn write(
        &self,
        rows: &[&Row],
        others: Option<Others>,
        heading: &str,
        names: &Names,
        page: &mut Page,
    ) {
        if !rows.is_empty() {
            page.heading(heading);
            page.table(self.table(rows, others, None, names, page.width()));
        }
    }

    /// Candidates that cannot be run or gave no estimate, and analyses that speak for none.
    fn not_weighed(&self, names: &Names, page: &mut Page) {
        let language = names.language;
        let cannot = self.refused.iter();
        let cannot = cannot.map(|r| (self.refused_name(&r.label, names), r.reason.clone()));
        let silent = self.candidates.iter().filter_map(|row| {
            let absent = row.rmse.err()?;
            Some((self.name(row, names), words::without_miss(language, absent.say(language))))
        });
        let unshown = self.unshown.iter().map(|u| {
            let design = names.shown(Labelled::Design, &u.design);
            let analysis = names.shown(Labelled::Analysis, &u.analysis);
            (format!("{design} · {analysis}"), told_silence(&u.why, names))
        });
        let told: Vec<(String, String)> = cannot.chain(silent).chain(unshown).collect();
        if told.is_empty() {
            return;
        }
        page.heading(&words::not_weighed(language));
        for (name, reason) in told {
            page.text(&format!("  {name}: {reason}."), "    ");
        }
    }

    /// The line of running no trial, which takes the effect to be 0.
    fn no_trial(&self, language: Language) -> Vec<String> {
        let truths = self.candidates.iter().map(|row| self.scaled(row.yardstick));
        let miss = truths.clone().map(|m| Measured { value: m.value.abs(), ..m });
        let bias = truths.map(|m| Measured { value: -m.value, ..m });
        vec![
            String::new(),
            words::no_trial(language),
            "0".to_owned(),
            from_to(miss, |m| digits::three(m.value), language),
            dash(),
            from_to(bias, |m| digits::signed_three(m.value), language),
            dash(),
            dash(),
        ]
    }

    fn table(
        &self,
        rows: &[&Row],
        others: Option<Others>,
        first: Option<Vec<String>>,
        names: &Names,
        page: usize,
    ) -> Table {
        let language = names.language;
        let mut header = self.header(language);
        header.extend(others.map(|(name, _)| name(language)));
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        let first = first.map(|mut cells| {
            cells.resize(header.len(), String::new());
            cells
        });
        let rows = rows.iter().map(|row| self.cells(row, others, names));
        let mut cells: Vec<Vec<String>> = first.into_iter().chain(rows).collect();
        let width = left_for(1, &header, &cells, page);
        for row in &mut cells {
            row[1] = lines(&row[1], width);
        }
        let named = cells.iter().map(|row| widest(&row[1])).max().unwrap_or(0);
        let mut table = Table::new(&header, 2).with_width(1, named.max(header[1].len()));
        for row in cells {
            table.row(row);
        }
        table
    }

    fn header(&self, language: Language) -> Vec<String> {
        let [miss, bias] = if self.is_share {
            [words::column_miss_points, words::column_bias_points]
        } else {
            [words::column_miss, words::column_bias]
        };
        let found = match (&self.joint_power, &self.margin_told) {
            (Some(_), _) => words::column_together,
            (None, Some(_)) => words::column_shown,
            (None, None) => words::column_found,
        };
        let heads = [
            words::column_candidate,
            words::column_cost,
            miss,
            words::column_rank,
            bias,
            words::column_covered,
            found,
        ];
        std::iter::once(String::new()).chain(heads.map(|head| head(language))).collect()
    }

    fn cells(&self, row: &Row, others: Option<Others>, names: &Names) -> Vec<String> {
        let language = names.language;
        let numbers = [
            digits::with_error(row.cost),
            measured(row.rmse.map(|m| self.scaled(m)), digits::with_error),
            row.rank.map_or_else(dash, |rank| rank.to_string()),
            measured(row.policy_bias.map(|m| self.scaled(m)), digits::signed_with_error),
            share(row.policy_coverage),
            share(row.found),
        ];
        let mut cells = vec![format!("{}.", row.number), self.name(row, names)];
        cells.extend(numbers.map(|number| language.number(&number)));
        cells.extend(others.map(|(_, of)| lines(&of(row, language), OTHERS)));
        cells
    }

    pub(super) fn scaled(&self, m: Measured) -> Measured {
        if self.is_share { digits::hundredfold(m) } else { m }
    }
}

/// Why an analysis does not speak for a design.
fn told_silence(why: &Silent, names: &Names) -> String {
    let language = names.language;
    match why {
        Silent::Nothing => words::silent_nothing(language),
        Silent::Scale { told, .. } if language == Language::English => told.clone(),
        Silent::Scale { own, others, .. } => words::silent_scale(language, *own, *others),
        Silent::Another(analysis) => words::silent_another(language, analysis),
        Silent::NothingCompared => words::silent_compares_nothing(language),
        Silent::Elsewhere { arm, outcome, month } => {
            let arm = names.told(Labelled::Arm, arm);
            words::silent_elsewhere(language, arm, names.outcome(outcome, *month))
        }
    }
}

/// Columns of a page that the other columns of a table leave for one of them.
fn left_for(column: usize, header: &[&str], rows: &[Vec<String>], page: usize) -> usize {
    let width = |k: usize| {
        let cells = rows.iter().map(|row| widest(&row[k]));
        cells.max().unwrap_or(0).max(widest(header[k])) + 2
    };
    let others: usize = (0..header.len()).filter(|&k| k != column).map(width).sum();
    // A table keeps a place for a line between any two columns.
    let lines = header.len() - 1;
    page.saturating_sub(others + lines).max(NARROWEST)
}

/// Characters of the longest line.
fn widest(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

/// One number, or the smallest and the largest of several.
fn from_to(
    numbers: impl Iterator<Item = Measured>,
    show: fn(Measured) -> String,
    language: Language,
) -> String {
    let mut numbers: Vec<Measured> = numbers.collect();
    numbers.sort_by(|a, b| a.value.total_cmp(&b.value));
    let ends = [numbers.first(), numbers.last()];
    let [low, high] = ends.map(|m| Number(m.copied().map_or_else(dash, show)));
    if low.0 == high.0 { low.say(language) } else { words::from_to(language, low, high) }
}

pub(super) fn amount(euros: f64, language: Language) -> String {
    words::euros(language, Number(digits::count(euros)))
}

fn measured(value: Known<Measured>, show: fn(Measured) -> String) -> String {
    value.map_or_else(|_| dash(), show)
}

fn share(rate: Known<Rate>) -> String {
    rate.map_or_else(|_| dash(), |rate| digits::percent_only(&rate))
}

fn dash() -> String {
    "–".to_owned()
}

pub(super) fn listed(numbers: &[impl ToString]) -> String {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    numbers.join(", ")
}

/// `2; 3 (|bias|); 4 (cost, |bias|)`: clear differences with 2 there are none; over 3, the bias is the only
/// advantage, and not a clear one.
fn ties(row: &Row, language: Language) -> String {
    let mut groups: Vec<(&[Count], Vec<usize>)> = Vec::new();
    for Doubted { by, only_better_on } in &row.perhaps_beaten_by {
        match groups.iter_mut().find(|(on, _)| on == only_better_on) {
            Some((_, numbers)) => numbers.push(*by),
            None => groups.push((only_better_on, vec![*by])),
        }
    }
    let told = |(on, numbers): &(&[Count], Vec<usize>)| {
        let on: Vec<String> = on.iter().map(|count| counted(*count, language)).collect();
        format!("{} ({})", listed(numbers), on.join(", "))
    };
    let plain = Some(listed(&row.tied_with)).filter(|numbers| !numbers.is_empty());
    plain.into_iter().chain(groups.iter().map(told)).collect::<Vec<_>>().join("; ")
}

fn counted(count: Count, language: Language) -> String {
    match count {
        Count::Cost => words::on_cost(language),
        Count::Rmse => words::on_miss(language),
        Count::Bias => words::on_bias(language),
    }
}
