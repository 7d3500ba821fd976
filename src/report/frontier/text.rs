//! The candidates for people: what is worth considering, what is beaten, what a budget cannot buy.

use super::{FrontierReport, Label, Row};
use crate::diagnosis::measured::{Measured, Rate};
use crate::report::digits;
use crate::report::page::Page;
use crate::report::ranking::WHY;
use crate::report::table::Table;

impl FrontierReport {
    /// The text, with ANSI styles.
    pub fn text(&self) -> String {
        let mut page = Page::default();
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
        let month = match question.month {
            Some(1) => " after 1 month".to_owned(),
            Some(month) => format!(" after {month} months"),
            None => String::new(),
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
        page.table(self.table(&rows, "tie with", |row| &row.tied_with));
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
        page.table(self.table(&rows, "beaten by", |row| &row.beaten_by));
    }

    fn too_dear(&self, page: &mut Page) {
        let Some(budget) = self.budget else { return };
        let rows: Vec<&Row> = self.candidates.iter().filter(|row| !row.affordable).collect();
        if rows.is_empty() {
            return;
        }
        page.heading("Beyond the budget");
        page.table(self.table(&rows, "", |_| &[]));
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
            page.text(&format!("  {}: {}.", told(&refused.label), refused.reason), "    ");
        }
    }

    fn meaning(&self, page: &mut Page) {
        page.heading("What this means");
        let worth = self.candidates.iter().filter(|row| row.on_frontier).count();
        let pick = match worth {
            0 => String::new(),
            1 => "One candidate is the best buy on every count. ".to_owned(),
            n => format!(
                "Among these {n} candidates, what one saves in money it loses in accuracy or bias, or it is too close to call. "
            ),
        };
        let ties = self.candidates.iter().any(|row| row.on_frontier && !row.tied_with.is_empty());
        let tie = if ties {
            "A tie: what it does better may be chance in the simulation; more --replications can tell. "
        } else {
            ""
        };
        page.text(&format!("{pick}{tie}{WHY}"), "");
    }

    fn table(&self, rows: &[&Row], last: &str, others: fn(&Row) -> &[usize]) -> Table {
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
        header.extend((!last.is_empty()).then_some(last));
        let mut table = Table::new(&header, 2);
        for row in rows {
            let mut cells = vec![
                format!("{}.", row.number),
                told(&row.label),
                digits::with_error(row.cost),
                measured(row.rmse.map(|m| self.scaled(m)), digits::with_error),
                row.rank.map_or_else(dash, |rank| rank.to_string()),
                measured(row.policy_bias.map(|m| self.scaled(m)), digits::signed_with_error),
                share(row.policy_coverage),
                share(row.power_right_direction),
            ];
            if !last.is_empty() {
                cells.push(listed(others(row)));
            }
            table.row(cells);
        }
        table
    }

    fn scaled(&self, m: Measured) -> Measured {
        if self.is_share { digits::hundredfold(m) } else { m }
    }
}

/// `after, 2,000 people, costs.sites=2`.
fn told(label: &Label) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend((!label.design.is_empty()).then(|| label.design.clone()));
    parts.extend(label.people.map(|n| format!("{} people", digits::count(n as f64))));
    parts.extend(label.participants.map(|n| format!("{} participants", digits::count(n as f64))));
    parts.extend(label.settings.iter().cloned());
    parts.join(", ")
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

fn listed(numbers: &[usize]) -> String {
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    numbers.join(", ")
}
