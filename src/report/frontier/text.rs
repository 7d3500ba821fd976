//! The candidates for people: what is worth considering, what is beaten, what a budget cannot buy.

use super::names::lines;
use super::{Doubted, FrontierReport, Row};
use crate::diagnosis::measured::{Measured, Rate};
use crate::frontier::Count;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::ranking::WHY;
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
        self.beaten(&mut page);
        self.too_dear(&mut page);
        self.refused(&mut page);
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
        let budget = self.budget.map(|euros| format!(" Budget: {}.", amount(euros)));
        page.text(
            &format!(
                "What {} does to {}{month}, in world {}; {} simulated trials of each candidate, on the same people.{}",
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
        page.heading("Worth considering, by cost");
        let rows: Vec<&Row> = self.candidates.iter().filter(|row| row.on_frontier).collect();
        if rows.is_empty() {
            page.text("Nothing: no candidate that can be run and paid has an estimate.", "");
            return;
        }
        let others: Others = ("tie with", ties);
        let is_tied = rows.iter().any(|row| !ties(row).is_empty());
        page.table(self.table(&rows, Some(others).filter(|_| is_tied), page.width()));
    }

    fn beaten(&self, page: &mut Page) {
        let rows: Vec<&Row> =
            self.candidates.iter().filter(|row| !row.beaten_by.is_empty()).collect();
        if rows.is_empty() {
            return;
        }
        page.heading(
            "Beaten: another is no worse on cost, miss and bias, and clearly better on one",
        );
        let by: Others = ("beaten by", |row| listed(&row.beaten_by));
        page.table(self.table(&rows, Some(by), page.width()));
    }

    fn too_dear(&self, page: &mut Page) {
        let Some(budget) = self.budget else { return };
        let rows: Vec<&Row> = self.candidates.iter().filter(|row| !row.affordable).collect();
        if rows.is_empty() {
            return;
        }
        page.heading("Beyond the budget");
        page.table(self.table(&rows, None, page.width()));
        if let Some(sentence) = self.cannot_buy(budget, &rows) {
            page.text(&sentence, "");
        }
    }

    /// What more money would bring.
    fn cannot_buy(&self, budget: f64, dear: &[&Row]) -> Option<String> {
        let miss = |row: &&Row| row.rmse.map(|m| m.value);
        let smallest = |a: &&Row, b: &&Row| {
            let of = |row: &&Row| miss(row).unwrap_or(f64::INFINITY);
            of(a).total_cmp(&of(b))
        };
        let affordable = self.candidates.iter().filter(|row| row.on_frontier);
        let (here, there) = (affordable.min_by(smallest), dear.iter().copied().min_by(smallest)?);
        let more = amount(there.cost.value - budget);
        let to = self.scaled(there.rmse?);
        Some(match here.and_then(|row| row.rmse) {
            None => format!(
                "This budget buys no candidate: candidate {} needs {more} more.",
                dear.first()?.number
            ),
            Some(from) if to.value < self.scaled(from).value => format!(
                "What this budget cannot buy: {more} more would bring the usual miss from {} to {} (candidate {}).",
                digits::value_only(self.scaled(from)),
                digits::value_only(to),
                there.number
            ),
            Some(_) => "More money would bring nothing closer to the true effect.".to_owned(),
        })
    }

    fn refused(&self, page: &mut Page) {
        if self.refused.is_empty() {
            return;
        }
        page.heading("Cannot be run");
        for refused in &self.refused {
            page.text(
                &format!("  {}: {}.", self.refused_name(&refused.label), refused.reason),
                "    ",
            );
        }
    }

    fn meaning(&self, page: &mut Page) {
        page.heading("What this means");
        let worth: Vec<&Row> = self.candidates.iter().filter(|row| row.on_frontier).collect();
        let mut said = Vec::from_iter(self.pick(&worth));
        let ties = worth.iter().any(|row| !row.tied_with.is_empty());
        let doubts = worth.iter().any(|row| !row.perhaps_beaten_by.is_empty());
        let sentences = [
            (
                ties,
                "A tie: no difference between the two, in cost, miss or |bias|, is clear of simulation error.",
            ),
            (
                doubts,
                "A tie with something in brackets: the other is clearly better, but for this only advantage over it, which is within simulation error.",
            ),
            (ties || doubts, "More --replications can tell."),
        ];
        said.extend(sentences.iter().filter(|(is, _)| *is).map(|(_, text)| (*text).to_owned()));
        said.extend(self.durations());
        said.push(WHY.to_owned());
        page.text(&said.join(" "), "");
    }

    fn pick(&self, worth: &[&Row]) -> Option<String> {
        let dearer = |pair: &[&Row]| {
            let (less, more) = (pair[0].cost, pair[1].cost);
            more.value - less.value > 2.0 * (less.mcse + more.mcse)
        };
        match worth.len() {
            0 => None,
            1 if self.candidates.iter().filter(|row| row.affordable).count() == 1 => {
                Some("There is nothing else to choose from: try other values.".to_owned())
            }
            1 => Some("One candidate is the best buy on every count.".to_owned()),
            n if worth.windows(2).all(dearer) => Some(format!(
                "Among these {n} candidates, what one saves in money it loses in accuracy or bias, or it is too close to call."
            )),
            n => Some(format!(
                "Each of these {n} candidates is better than each other one on cost, miss or bias, or too close to it to call."
            )),
        }
    }

    /// What is not the same question.
    fn durations(&self) -> Option<String> {
        if self.question.months.len() < 2 {
            return None;
        }
        let mut paid = self.candidates.iter().map(|row| row.paid_months);
        let first = paid.next()?;
        let alike = if paid.all(|months| months == first) {
            format!(" All pay {first} months of treatment, as costs.months says.")
        } else {
            String::new()
        };
        Some(format!(
            "Effects after different months are different questions: each candidate is held against the true effect in its own month.{alike}"
        ))
    }

    fn table(&self, rows: &[&Row], others: Option<Others>, page: usize) -> Table {
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
            "found,\nin %",
        ];
        header.extend(others.map(|(name, _)| name));
        let mut cells: Vec<Vec<String>> = rows.iter().map(|row| self.cells(row, others)).collect();
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

    fn cells(&self, row: &Row, others: Option<Others>) -> Vec<String> {
        let mut cells = vec![
            format!("{}.", row.number),
            self.name(row),
            digits::with_error(row.cost),
            measured(row.rmse.map(|m| self.scaled(m)), digits::with_error),
            row.rank.map_or_else(dash, |rank| rank.to_string()),
            measured(row.policy_bias.map(|m| self.scaled(m)), digits::signed_with_error),
            share(row.policy_coverage),
            share(row.power_right_direction),
        ];
        cells.extend(others.map(|(_, of)| lines(&of(row), OTHERS)));
        cells
    }

    fn scaled(&self, m: Measured) -> Measured {
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

fn amount(euros: f64) -> String {
    format!("€ {}", digits::count(euros))
}

fn measured(value: Option<Measured>, show: fn(Measured) -> String) -> String {
    value.map_or_else(dash, show)
}

fn share(rate: Option<Rate>) -> String {
    rate.map_or_else(dash, |rate| digits::percent_only(&rate))
}

fn dash() -> String {
    "–".to_owned()
}

fn listed(numbers: &[impl ToString]) -> String {
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
