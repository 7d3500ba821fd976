//! The candidates for people: what is worth considering, what is beaten, what a budget cannot buy.

use super::names::lines;
use super::{Doubted, FrontierReport, Row};
use crate::diagnosis::measured::{Known, Measured, Rate};
use crate::frontier::Count;
use crate::report::absence::in_words;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::table::Table;

/// A column of names is at least so wide.
const NARROWEST: usize = 24;
/// Columns for the numbers of other candidates.
const OTHERS: usize = 16;

/// A column about other candidates: its header, and what it says in a row.
type Others = (&'static str, fn(&Row) -> String);

impl FrontierReport {
    /// The text, with ANSI styles.
    pub fn text(&self, width: usize) -> String {
        let mut page = Page::new(width);
        self.question(&mut page);
        self.worth(&mut page);
        self.weak(&mut page);
        self.beaten(&mut page);
        self.too_dear(&mut page);
        self.not_weighed(&mut page);
        self.meaning(&mut page);
        page.finish()
    }

    fn question(&self, page: &mut Page) {
        let question = &self.question;
        page.heading(&format!("{}: what does money buy?", self.scenario.name));
        let month = match &question.months[..] {
            [] => String::new(),
            [1] => " after 1 month".to_owned(),
            [month] => format!(" after {month} months"),
            [first @ .., last] => format!(" after {} or {last} months", listed(first)),
        };
        let mut scales = self.candidates.iter().map(|row| row.scale);
        let first = scales.next();
        let scale = first.filter(|first| scales.all(|scale| scale == *first));
        let scale = scale.map_or_else(String::new, |scale| format!(" {}", scale.told()));
        let budget = self.budget.map(|euros| format!(" Budget: {}.", amount(euros)));
        page.text(
            &format!(
                "What {} does to {}{month}{scale}, in world {}; {} simulated trials of each candidate, on the same people.{}",
                question.arm,
                question.outcome,
                question.world,
                digits::count(f64::from(self.run.replications)),
                budget.unwrap_or_default(),
            ),
            "",
        );
    }

    fn worth(&self, page: &mut Page) {
        if let Some(text) = self.unequal_tests() {
            page.text(&text, "");
        }
        page.heading("Worth considering, by cost");
        let rows: Vec<&Row> = self.candidates.iter().filter(|row| row.on_frontier).collect();
        let others: Others = ("tie with", ties);
        let is_tied = rows.iter().any(|row| !ties(row).is_empty());
        let others = Some(others).filter(|_| is_tied);
        page.table(self.table(&rows, others, Some(self.no_trial()), page.width()));
        if rows.is_empty() {
            page.text("No candidate that can be paid does better than running no trial.", "");
        }
    }

    /// That candidates make different numbers of tests, of which more are harder to find all, and easier to find any.
    fn unequal_tests(&self) -> Option<String> {
        let joint = self.joint_power.as_ref()?;
        let mut counts: Vec<usize> = self.candidates.iter().filter_map(|row| row.tests).collect();
        counts.sort_unstable();
        counts.dedup();
        let told: Vec<String> = counts
            .iter()
            .map(|count| {
                let of = self.candidates.iter().filter(|row| row.tests == Some(*count));
                let numbers: Vec<usize> = of.map(|row| row.number).collect();
                let tests = if *count == 1 { "test" } else { "tests" };
                format!("{count} {tests} in {}", listed(&numbers))
            })
            .collect();
        (counts.len() > 1).then(|| {
            format!(
                "The family {} is not the same everywhere: {}. So its power is of different things.",
                joint.family,
                told.join("; ")
            )
        })
    }

    fn weak(&self, page: &mut Page) {
        let rows: Vec<&Row> = self.candidates.iter().filter(|row| row.is_no_better()).collect();
        if rows.is_empty() {
            return;
        }
        page.heading("No closer to the true effect than running no trial");
        page.table(self.table(&rows, None, None, page.width()));
    }

    fn beaten(&self, page: &mut Page) {
        let rows: Vec<&Row> = self.candidates.iter().filter(|row| row.is_beaten()).collect();
        if rows.is_empty() {
            return;
        }
        page.heading(
            "Beaten: another is no worse on cost, miss and bias, and clearly better on one",
        );
        let by: Others = ("beaten by", |row| listed(&row.beaten_by));
        page.table(self.table(&rows, Some(by), None, page.width()));
    }

    fn too_dear(&self, page: &mut Page) {
        let Some(budget) = self.budget else { return };
        let rows: Vec<&Row> = self.candidates.iter().filter(|row| !row.affordable).collect();
        if rows.is_empty() {
            return;
        }
        page.heading("Beyond the budget");
        page.table(self.table(&rows, None, None, page.width()));
        if let Some(sentence) = self.cannot_buy(budget, &rows) {
            page.text(&sentence, "");
        }
    }

    /// Candidates that cannot be run or gave no estimate, and analyses that speak for none.
    fn not_weighed(&self, page: &mut Page) {
        let cannot = self.refused.iter().map(|r| (self.refused_name(&r.label), r.reason.clone()));
        let silent = self.candidates.iter().filter_map(|row| {
            let absent = row.rmse.err()?;
            Some((self.name(row), format!("it has no usual miss, as {}", in_words(absent))))
        });
        let unshown = self.unshown.iter();
        let unshown = unshown.map(|u| (format!("{} · {}", u.design, u.analysis), u.reason.clone()));
        let told: Vec<(String, String)> = cannot.chain(silent).chain(unshown).collect();
        if told.is_empty() {
            return;
        }
        page.heading("Not weighed, and why");
        for (name, reason) in told {
            page.text(&format!("  {name}: {reason}."), "    ");
        }
    }

    /// The line of running no trial, which takes the effect to be 0.
    fn no_trial(&self) -> Vec<String> {
        let truths = self.candidates.iter().map(|row| self.scaled(row.yardstick));
        let miss = truths.clone().map(|m| Measured { value: m.value.abs(), ..m });
        let bias = truths.map(|m| Measured { value: -m.value, ..m });
        vec![
            String::new(),
            "no trial".to_owned(),
            "0".to_owned(),
            from_to(miss, |m| digits::three(m.value)),
            dash(),
            from_to(bias, |m| digits::signed_three(m.value)),
            dash(),
            dash(),
        ]
    }

    fn table(
        &self,
        rows: &[&Row],
        others: Option<Others>,
        first: Option<Vec<String>>,
        page: usize,
    ) -> Table {
        let unit = if self.is_share { ",\nin points" } else { "" };
        let (miss, bias) = (format!("usual\nmiss{unit}"), format!("bias{unit}"));
        let mut header = vec![
            "",
            "candidate",
            "cost, in €",
            &miss,
            "rank",
            &bias,
            "covers the\ntruth, in %",
            self.found_head(),
        ];
        header.extend(others.map(|(name, _)| name));
        let first = first.map(|mut cells| {
            cells.resize(header.len(), String::new());
            cells
        });
        let rows = rows.iter().map(|row| self.cells(row, others));
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

    /// What the column of power is called.
    fn found_head(&self) -> &str {
        match (&self.joint_power, &self.shown) {
            (Some(_), _) => "found\ntogether,\nin %",
            (None, Some(_)) => "shown,\nin %",
            (None, None) => "found,\nin %",
        }
    }

    fn cells(&self, row: &Row, others: Option<Others>) -> Vec<String> {
        let mut cells = vec![
            format!("{}.", row.number),
            self.name(row),
            digits::with_error(row.cost),
            measured(row.rmse.map(|m| self.scaled(m)), digits::with_error),
            row.rank.map_or_else(dash, |rank| rank.to_string()),
            measured(row.policy_bias.map(|m| self.scaled(m)), digits::signed_with_error),
            share(row.policy_coverage),
            share(row.found),
        ];
        cells.extend(others.map(|(_, of)| lines(&of(row), OTHERS)));
        cells
    }

    pub(super) fn scaled(&self, m: Measured) -> Measured {
        if self.is_share { digits::hundredfold(m) } else { m }
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
fn from_to(numbers: impl Iterator<Item = Measured>, show: fn(Measured) -> String) -> String {
    let mut numbers: Vec<Measured> = numbers.collect();
    numbers.sort_by(|a, b| a.value.total_cmp(&b.value));
    let ends = [numbers.first(), numbers.last()].map(|m| m.copied().map_or_else(dash, show));
    if ends[0] == ends[1] { ends[0].clone() } else { ends.join(" to ") }
}

pub(super) fn amount(euros: f64) -> String {
    format!("€ {}", digits::count(euros))
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
fn ties(row: &Row) -> String {
    let mut groups: Vec<(&[Count], Vec<usize>)> = Vec::new();
    for Doubted { by, only_better_on } in &row.perhaps_beaten_by {
        match groups.iter_mut().find(|(on, _)| on == only_better_on) {
            Some((_, numbers)) => numbers.push(*by),
            None => groups.push((only_better_on, vec![*by])),
        }
    }
    let told = |(on, numbers): &(&[Count], Vec<usize>)| {
        let on: Vec<&str> = on.iter().map(|count| counted(*count)).collect();
        format!("{} ({})", listed(numbers), on.join(", "))
    };
    let plain = Some(listed(&row.tied_with)).filter(|numbers| !numbers.is_empty());
    plain.into_iter().chain(groups.iter().map(told)).collect::<Vec<_>>().join("; ")
}

fn counted(count: Count) -> &'static str {
    match count {
        Count::Cost => "cost",
        Count::Rmse => "miss",
        Count::Bias => "|bias|",
    }
}
