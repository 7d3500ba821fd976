//! "How many people?" answered for a planner.

use super::absence::Complete;
use super::digits;
use super::page::Page;
use super::results::CellKey;
use super::sizes::{Answer, CurvePoint, Sizes};
use super::table::Table;
use super::text::Unit;
use crate::diagnosis::measured::Measured;
use crate::diagnosis::significance::CERTAIN_SIGN;
use crate::sizing::{Solution, Status};

impl Sizes {
    /// The answers as text.
    pub fn text(&self, width: usize) -> String {
        let mut page = Page::new(width);
        for answer in &self.answers {
            self.write(answer, &mut page);
        }
        let searched: Vec<&Answer> = self.answers.iter().filter(|a| a.curve.len() > 1).collect();
        if searched.is_empty() {
            return page.finish();
        }
        page.gap();
        let within = format!(
            " until the 95 % interval was within {} % of the answer",
            digits::trimmed(100.0 * self.head.asked.tolerance)
        );
        let until = if searched.iter().any(|a| a.exhausted) { "" } else { &within };
        let fresh = if searched.iter().any(|a| a.confirmed.is_some()) {
            "; the confirmed power comes from draws that the search had not seen"
        } else {
            ""
        };
        page.quiet(&format!("Searched on common draws{until}{fresh}."), "");
        page.finish()
    }

    fn write(&self, a: &Answer, page: &mut Page) {
        page.heading("How many people?");
        page.quiet(&described(&a.key), "");
        let is_biased = a.status == Status::NeverReachesBias;
        if !matches!(a.status, Status::Ok | Status::InfeasiblePool) {
            page.warning(&sentence(&a.meaning), "  ");
        }
        write_bias(a, page);
        match (&a.eligible, &a.participants) {
            (Some(eligible), Some(participants)) => {
                self.write_size(a, eligible, participants, is_biased, page);
            }
            _ => self.write_extrapolated(a, page),
        }
        if a.status == Status::InfeasiblePool {
            write_pool(a, page);
        }
        if a.exhausted && a.eligible.is_some() && a.status != Status::BudgetExhausted {
            let text = "The effort ran out before the interval was as narrow as asked: give more --effort.";
            page.warning(text, "  ");
        }
        if a.curve.len() > 1 {
            write_curve(a, page);
        }
    }

    fn write_extrapolated(&self, a: &Answer, page: &mut Page) {
        let Some(n) = a.extrapolated_eligible else { return };
        let round = |n: f64| digits::count(two_digits(n));
        let about = match (n.at, n.high) {
            (Some(at), Some(high)) => format!(
                "about {} eligible people (95 % interval {} to {})",
                round(at),
                round(n.low),
                round(high)
            ),
            _ => format!(
                "more than {} eligible people, if any number would do: the estimates are zero on average, as \
                 far as can be seen",
                round(n.low)
            ),
        };
        let power = digits::trimmed(100.0 * self.head.asked.power);
        let text = format!(
            "For {power} % power it would take {about}. That is more than is simulated: it is computed from the \
             spread of the estimates by the square-root law."
        );
        page.text(&text, "  ");
    }

    fn write_size(
        &self,
        a: &Answer,
        eligible: &Solution,
        participants: &Solution,
        is_biased: bool,
        page: &mut Page,
    ) {
        let per_arm: Vec<String> =
            a.by_arm.iter().map(|(arm, n)| format!("{} {arm}", digits::count(*n))).collect();
        let enrolment = a.enrolment.map_or_else(String::new, |rate| {
            format!(", of whom {} % enrol", digits::number(100.0 * rate, -1))
        });
        let lead = if is_biased {
            "To find something in the right direction, whatever its size, takes "
        } else {
            ""
        };
        let pool = if is_biased && eligible.at > a.pool as f64 {
            format!(", and {} are eligible", digits::count(a.pool as f64))
        } else {
            String::new()
        };
        let text = format!(
            "{lead}{} participants (95 % interval {} to {}) for {} % power at p < {}: {}. That takes {} eligible \
             people ({} to {}){enrolment}{pool}.",
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
    let rough = a.extrapolated_eligible.is_some();
    let places = a.places_needed.filter(|n| *n >= 2.0).map(|n| {
        let n = if rough { two_digits(n) } else { n };
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
    let certain = a.policy_bias.value.abs() > CERTAIN_SIGN * a.policy_bias.mcse;
    let visible = a.policy_bias.value.abs() > 0.02 * a.policy_truth.value.abs();
    if !(certain && visible && a.is_policy) {
        return;
    }
    let shown = |m: Measured| digits::signed(unit.scaled(m));
    let matters = a.smallest_effect_of_interest.filter(|_| a.status == Status::NeverReachesBias);
    let matters = matters.map_or_else(String::new, |smallest| {
        let smallest = digits::trimmed(unit.scaled(Measured { value: smallest, mcse: 0.0 }).value);
        format!(" The smallest effect that matters is {smallest}{}.", unit.suffix())
    });
    let text = format!(
        "At any size the estimate misses the policy effect of {} by {}{}; `simulate` without a subcommand shows \
         why.{matters}",
        shown(a.policy_truth),
        digits::signed_with_error(unit.scaled(a.policy_bias)),
        unit.suffix(),
    );
    page.text(&text, "  ");
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
    let complete = |p: &CurvePoint| Complete {
        trials: p.replications,
        estimated: p.estimated,
        with_interval: p.with_interval,
    };
    let short = a.curve.iter().map(complete).filter(|complete| !complete.is_whole());
    if let Some(worst) = short.min_by_key(|complete| complete.with_interval) {
        page.quiet(
            &format!(
                "Not every trial gave everything: at worst {}. \"Contains policy effect\" is about the trials with an \
                 interval; power is a share of all trials.",
                worst.told()
            ),
            "  ",
        );
    }
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
