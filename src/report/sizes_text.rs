//! "How many people?" answered for a planner.

use super::digits;
use super::page::Page;
use super::results::CellKey;
use super::sizes::{Answer, CurvePoint, Sizes};
use super::table::Table;
use super::text::Unit;
use crate::diagnosis::measured::Measured;
use crate::sizing::{Solution, Status};

impl Sizes {
    /// The answers as text.
    pub fn text(&self) -> String {
        let mut page = Page::default();
        for answer in &self.answers {
            self.write(answer, &mut page);
        }
        if self.answers.iter().all(|a| a.eligible.is_none()) {
            return page.finish();
        }
        page.gap();
        let last = format!(
            "Searched on common draws until the 95 % interval was within {} % of the answer; the confirmed \
             power comes from draws that the search had not seen.",
            digits::trimmed(100.0 * self.head.asked.tolerance)
        );
        page.quiet(&last, "");
        page.finish()
    }

    fn write(&self, a: &Answer, page: &mut Page) {
        page.heading("How many people?");
        page.quiet(&described(&a.key), "");
        let power = digits::trimmed(100.0 * self.head.asked.power);
        match (&a.eligible, &a.participants) {
            (Some(eligible), Some(participants)) => {
                self.write_size(a, eligible, participants, page);
            }
            _ => {
                if let Some(n) = a.extrapolated_eligible {
                    let text = format!(
                        "For {power} % power it would take about {} eligible people: more than is simulated, \
                         computed from the spread of the estimates by the square-root law.",
                        digits::count(two_digits(n))
                    );
                    page.text(&text, "  ");
                }
            }
        }
        match a.status {
            Status::Ok => {}
            Status::InfeasiblePool => write_pool(a, page),
            _ => page.warning(&sentence(&a.meaning), "  "),
        }
        write_bias(a, page);
        if a.curve.len() > 1 {
            write_curve(a, page);
        }
    }

    fn write_size(
        &self,
        a: &Answer,
        eligible: &Solution,
        participants: &Solution,
        page: &mut Page,
    ) {
        let per_arm: Vec<String> =
            a.by_arm.iter().map(|(arm, n)| format!("{} {arm}", digits::count(*n))).collect();
        let enrolment = a.enrolment.map_or_else(String::new, |rate| {
            format!(", of whom {} % enrol", digits::number(100.0 * rate, -1))
        });
        let text = format!(
            "{} participants (95 % interval {} to {}) for {} % power at p < {}: {}. That takes {} eligible \
             people ({} to {}){enrolment}.",
            digits::count(participants.at),
            digits::count(participants.low),
            digits::count(participants.high),
            digits::trimmed(100.0 * self.head.asked.power),
            digits::trimmed(a.alpha),
            per_arm.join(", "),
            digits::count(eligible.at),
            digits::count(eligible.low),
            digits::count(eligible.high),
        );
        page.text(&text, "  ");
        if let Some(p) = &a.confirmed {
            page.text(&format!("Confirmed on fresh draws: {}.", told(p)), "  ");
        }
    }
}

/// `hours_over_12 at month 16, exemption against control · design after, analysis basis, world plan`.
pub(super) fn described(key: &CellKey) -> String {
    let month = key.month.map(|m| format!(" at month {m}")).unwrap_or_default();
    format!(
        "{}{month}, {} against {} · design {}, analysis {}, world {}",
        key.outcome, key.arm, key.versus, key.design, key.analysis, key.world
    )
}

/// That the scenario's people are too few, and what would do.
fn write_pool(a: &Answer, page: &mut Page) {
    let reached = a.reachable.as_ref().map_or_else(String::new, |p| {
        format!(
            " They yield about {} participants, and with those {}.",
            digits::count(p.participants),
            told(p)
        )
    });
    let text = format!(
        "Not feasible here: {} people are eligible.{reached}",
        digits::count(a.pool as f64)
    );
    page.warning(&text, "  ");
    let rate = a.enrolment_needed.map(|r| {
        format!(
            "an enrolment rate of {} % (if those who then enrol are like those who do now)",
            digits::number(100.0 * r, 0)
        )
    });
    let places = a.places_needed.filter(|n| *n >= 2.0).map(|n| {
        format!("{} places like this one that run the same trial together", digits::count(n))
    });
    let ways: Vec<String> = rate.into_iter().chain(places).collect();
    if !ways.is_empty() {
        page.text(&format!("What would do: {}.", ways.join(", or ")), "  ");
    }
}

fn told(p: &CurvePoint) -> String {
    let coverage = p.policy_coverage.map_or_else(String::new, |c| {
        format!(
            "; {} of 100 intervals contain the policy effect",
            digits::count((100.0 * c.value).round())
        )
    });
    let power = digits::with_error(digits::hundredfold(p.power));
    format!("power is {power} % ({} trials){coverage}", digits::count(p.replications as f64))
}

/// The bias that no size removes, when it can be told from chance.
fn write_bias(a: &Answer, page: &mut Page) {
    let unit = if a.is_share { Unit::Points } else { Unit::Own };
    let certain = a.policy_bias.value.abs() > 4.0 * a.policy_bias.mcse;
    let visible = a.policy_bias.value.abs() > 0.02 * a.policy_truth.value.abs();
    if certain && visible {
        let shown = |m: Measured| digits::signed(unit.scaled(m));
        let text = format!(
            "At any size the estimate misses the policy effect of {} by {}{}: `simulate` without a \
             subcommand shows why.",
            shown(a.policy_truth),
            shown(a.policy_bias),
            unit.suffix(),
        );
        page.text(&text, "  ");
    }
}

fn write_curve(a: &Answer, page: &mut Page) {
    page.gap();
    let header = ["eligible", "participants", "trials", "power, %", "contains policy effect, %"];
    let mut table = Table::new(&header, 0);
    for p in telling(&a.curve, |p| p.eligible, |p| p.replications) {
        let percent = |m: Measured| digits::with_error(digits::hundredfold(m));
        table.row(vec![
            digits::count(p.eligible),
            digits::count(p.participants),
            digits::count(p.replications as f64),
            percent(p.power),
            p.policy_coverage.map(percent).unwrap_or_default(),
        ]);
    }
    page.table(table);
}

/// The points worth a line: of several within a few percent, the one with most replications.
pub(super) fn telling<T>(
    curve: &[T],
    at: impl Fn(&T) -> f64,
    replications: impl Fn(&T) -> u64,
) -> Vec<&T> {
    let mut order: Vec<&T> = curve.iter().collect();
    order.sort_by_key(|p| std::cmp::Reverse(replications(p)));
    let mut kept: Vec<&T> = Vec::new();
    for p in order {
        if kept.iter().all(|k| (at(k) / at(p) - 1.0).abs() > 0.03) {
            kept.push(p);
        }
    }
    kept.sort_by(|a, b| at(a).total_cmp(&at(b)));
    kept
}

fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|c| c.to_uppercase().collect::<String>());
    format!("{}{}.", first.unwrap_or_default(), characters.as_str())
}

fn two_digits(n: f64) -> f64 {
    let mut unit = 1.0;
    while n / unit >= 100.0 {
        unit *= 10.0;
    }
    (n / unit).round() * unit
}
