//! "How many people?" answered for a planner.

use std::fmt::Write;

use crate::diagnosis::measured::Measured;
use crate::diagnosis::significance::CERTAIN_SIGN;
use crate::estimand::Estimand;
use crate::report::page::Page;
use crate::report::run::results::CellKey;
use crate::report::run::text::Unit;
use crate::report::size::curve::write_curve;
use crate::report::size::{Answer, CurvePoint, Sizes};
use crate::report::{digits, margin};
use crate::sizing::{Bounds, Solution, Status, Verdict};

impl Sizes {
    /// The answers as text.
    pub fn text(&self, width: usize) -> String {
        let mut page = Page::new(width);
        for arms in self.answers.chunk_by(Answer::is_beside) {
            for (k, answer) in arms.iter().enumerate() {
                page.heading("How many people?");
                page.quiet(&described(&answer.key, answer.estimand), "");
                if k == 0 && arms.len() > 1 {
                    page.text(&hardest(arms), "  ");
                }
                self.write(answer, &mut page);
            }
        }
        let searched: Vec<&Answer> = self.answers.iter().filter(|a| a.curve.len() > 1).collect();
        if searched.is_empty() {
            return page.finish();
        }
        page.gap();
        let is_short = |a: &&Answer| a.exhausted || a.eligible.is_none();
        let has_all = !searched.iter().any(is_short);
        let is_confirmed = searched.iter().any(|a| a.confirmed.is_some());
        let redivisions = searched.iter().map(|a| a.redivisions).max().unwrap_or(0);
        let how = self.head.asked.how(has_all, is_confirmed, redivisions);
        page.quiet(&format!("Searched {how}"), "");
        page.finish()
    }

    fn write(&self, a: &Answer, page: &mut Page) {
        let is_hopeless = is_hopeless(a.status);
        if is_hopeless || a.status == Status::Nonmonotone {
            page.warning(&sentence(&a.meaning), "  ");
        }
        match (&a.people, a.status) {
            (Some(people), status) => {
                if status == Status::NeverReachesBias {
                    write_bias(a, page);
                }
                self.write_size(a, people, page);
                if status != Status::NeverReachesBias {
                    write_bias(a, page);
                }
            }
            (None, status) => {
                write_bias(a, page);
                if status != Status::Nonmonotone && !is_hopeless {
                    self.write_bounds(a, page);
                }
            }
        }
        if a.status == Status::InfeasiblePool {
            write_pool(a, page);
        }
        if a.exhausted {
            let text = "The effort ran out before the interval was as narrow as asked: give more --effort.";
            page.warning(text, "  ");
        }
        if a.curve.len() > 1 {
            write_curve(a, page);
        }
    }

    /// What is known where the target was not enclosed: bounds, and the square-root law.
    fn write_bounds(&self, a: &Answer, page: &mut Page) {
        let power = digits::trimmed(100.0 * self.head.asked.power);
        let bounds = told_bounds(a.eligible_bounds);
        page.warning(&format!("Not determined for {power} % power{bounds}."), "  ");
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
                "more than {} eligible people, if any number would do: the mean of the estimates cannot be told from {}",
                round(n.low),
                if a.shown.is_some() { "the margin" } else { "zero" }
            ),
        };
        let text = format!(
            "By the square-root law it would take {about}: computed from the spread of the estimates in smaller \
             trials, not simulated."
        );
        page.text(&text, "  ");
    }

    fn write_size(&self, a: &Answer, people: &Solution, page: &mut Page) {
        let (Some(eligible), Some(participants)) = (&a.eligible, &a.participants) else { return };
        let per_arm: Vec<String> =
            a.by_arm.iter().map(|(arm, n)| format!("{} {arm}", digits::count(*n))).collect();
        let lead = match (a.status, &a.shown) {
            (Status::NeverReachesBias, None) => {
                "To find something in the right direction, whatever its size, takes "
            }
            (Status::NeverReachesBias, Some(_)) => "To show it, bias included, takes ",
            _ => "",
        };
        let unit = if a.is_share { Unit::Points } else { Unit::Own };
        let range = if a.is_floor {
            ", the fewest that can be run,".to_owned()
        } else {
            format!(
                " (95 % interval {} to {})",
                digits::count(people.low),
                digits::count(people.high)
            )
        };
        let mut text = format!(
            "{lead}{} {}{range} for {} % power at {} {}{}: {}.",
            digits::count(people.at),
            who(a),
            digits::trimmed(100.0 * self.head.asked.power),
            purpose(a),
            digits::signed(unit.scaled(a.policy_truth)),
            told_on_its_scale(a, unit),
            per_arm.join(", "),
        );
        let taking_part = digits::count(participants.at);
        if participants.at < people.at - 1.5 {
            let _ = write!(text, " About {taking_part} of them take part.");
        } else if participants.at > people.at + 1.5 {
            let [low, high] = [participants.low, participants.high].map(digits::count);
            let _ = write!(
                text,
                " They are those left of {taking_part} participants ({low} to {high})."
            );
        }
        let told = [people.at, participants.at.max(people.at)];
        if told.iter().all(|told| (eligible.at - told).abs() > 1.5) {
            let enrolment = a.enrolment.map_or_else(String::new, |rate| {
                format!(", of whom {} % enrol", digits::number(100.0 * rate, -1))
            });
            let _ = write!(
                text,
                " That takes {} eligible people ({} to {}){enrolment}.",
                digits::count(eligible.at),
                digits::count(eligible.low),
                digits::count(eligible.high),
            );
        }
        page.text(&text, "  ");
        write_check(a, page);
    }
}

/// `p < 0.05 to find the policy effect of`, or what is to be shown against a margin.
fn purpose(a: &Answer) -> String {
    match &a.shown {
        None => format!("p < {} to find the policy effect of", digits::trimmed(a.alpha)),
        Some(shown) => format!(
            "{} to show that {} is {shown}, with a policy effect of",
            margin::level(a.alpha),
            a.key.arm
        ),
    }
}

/// `: it takes more than 800 eligible people`, as far as that is known.
pub(super) fn told_bounds(bounds: Bounds) -> String {
    let count = digits::count;
    match (bounds.more_than, bounds.less_than) {
        (Some(more), Some(less)) => {
            format!(": it takes between {} and {} eligible people", count(more), count(less))
        }
        (Some(more), None) => format!(": it takes more than {} eligible people", count(more)),
        (None, Some(less)) => format!(": it takes fewer than {} eligible people", count(less)),
        (None, None) => String::new(),
    }
}

/// Whether no number of people will do.
pub(super) fn is_hopeless(status: Status) -> bool {
    matches!(
        status,
        Status::NeverReachesBias | Status::NeverReachesSign | Status::NeverReachesNothing
    )
}

/// What the people of an answer are: those who take part, where the analysis uses all of them and nobody else.
fn who(a: &Answer) -> &'static str {
    let apart =
        |(people, participants): (&Solution, &Solution)| (people.at - participants.at).abs();
    match a.people.as_ref().zip(a.participants.as_ref()).map(apart) {
        Some(apart) if apart >= 1.5 => "people in the analysis",
        _ => "participants",
    }
}

/// Which arm of a design needs most, and what the others need.
fn hardest(arms: &[Answer]) -> String {
    let need = |a: &Answer| match &a.people {
        Some(people) => format!("{} {}", a.key.arm, digits::count(people.at)),
        None if is_hopeless(a.status) => format!("{} (no number will do)", a.key.arm),
        None => format!("{} (not determined)", a.key.arm),
    };
    let others: Vec<String> = arms[1..].iter().map(need).collect();
    match &arms[0].people {
        Some(people) => format!(
            "For all arms: {} {} in all. {} needs most; the others would do with fewer: {}.",
            digits::count(people.at),
            who(&arms[0]),
            arms[0].key.arm,
            others.join(", ")
        ),
        None => format!(
            "No number is given for all arms, since none is for {}; the others: {}.",
            arms[0].key.arm,
            others.join(", ")
        ),
    }
}

/// The unit of the policy effect, and what it is on the scale of the estimate where that is another number.
fn told_on_its_scale(a: &Answer, unit: Unit) -> String {
    let is_another =
        (a.yardstick.value - a.policy_truth.value).abs() > 0.01 * a.policy_truth.value.abs();
    if !is_another {
        return unit.suffix().to_owned();
    }
    let own = digits::signed(unit.scaled(a.yardstick));
    format!("{0}, which is {own}{0} {1}", unit.suffix(), a.estimand.scale().told())
}

/// What fresh draws say of the size.
fn write_check(a: &Answer, page: &mut Page) {
    let (Some(verdict), Some(at)) = (a.verdict, &a.confirmed) else { return };
    match verdict {
        Verdict::Confirmed => page.text(&format!("Confirmed on fresh draws: {}.", told(at)), "  "),
        Verdict::CheckedRoughly => {
            page.text(&format!("Checked roughly on fresh draws: {}.", told(at)), "  ");
        }
        Verdict::NotConfirmed => {
            let below = a.confirmed_below.as_ref().map_or_else(String::new, |p| {
                let power = digits::counted_percent_in_words(p.power, p.replications);
                format!("; with {} people it is {power} %", digits::count(p.people))
            });
            page.warning(&format!("Not confirmed: on fresh draws {}{below}.", told(at)), "  ");
        }
    }
}

/// `hours_over_12 at month 16, exemption against control, per participant · design after, analysis basis,
/// world plan`.
pub(in crate::report) fn described(key: &CellKey, estimand: Estimand) -> String {
    let month = key.month.map(|m| format!(" at month {m}")).unwrap_or_default();
    format!(
        "{}{month}, {} against {}, {} · design {}, analysis {}, world {}",
        key.outcome,
        key.arm,
        key.versus,
        estimand.scale().told(),
        key.design,
        key.analysis,
        key.world
    )
}

/// That the scenario's people are too few, and what would do.
fn write_pool(a: &Answer, page: &mut Page) {
    let reached = a.reachable.as_ref().map_or_else(String::new, |p| {
        format!(
            " They yield about {} people in the analysis, and with those {}.",
            digits::count(p.people),
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
        let share = digits::counted_percent_in_words(c, p.with_interval);
        format!("; {share} % of the intervals contain the policy effect")
    });
    let power = digits::counted_percent_in_words(p.power, p.replications);
    format!("power is {power} % ({} trials){coverage}", digits::count(p.replications as f64))
}

/// The bias that no size removes, when it can be told from chance.
fn write_bias(a: &Answer, page: &mut Page) {
    let unit = if a.is_share { Unit::Points } else { Unit::Own };
    let certain = a.yardstick_bias.value.abs() > CERTAIN_SIGN * a.yardstick_bias.mcse;
    let visible = a.yardstick_bias.value.abs() > 0.02 * a.yardstick.value.abs();
    if !(certain && visible) {
        return;
    }
    let shown = |m: Measured| digits::signed(unit.scaled(m));
    let exceeded = |smallest: &f64| a.yardstick_bias.value.abs() > *smallest;
    let matters =
        a.smallest_effect_of_interest.filter(exceeded).map_or_else(String::new, |smallest| {
            let smallest =
                digits::trimmed(unit.scaled(Measured { value: smallest, mcse: 0.0 }).value);
            let whose = if a.smallest_effect_by_custom {
                ", this tool's default, since the scenario names none"
            } else {
                ""
            };
            format!(" The smallest effect that matters is {smallest}{}{whose}.", unit.suffix())
        });
    let text = format!(
        "At any size the estimate misses the policy effect, {}{} {}, by {}{}; `simulate` without a subcommand \
         shows why.{matters}",
        shown(a.yardstick),
        unit.suffix(),
        a.estimand.scale().told(),
        digits::signed_with_error(unit.scaled(a.yardstick_bias)),
        unit.suffix(),
    );
    page.text(&text, "  ");
}

pub(super) fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|c| c.to_uppercase().collect::<String>());
    format!("{}{}.", first.unwrap_or_default(), characters.as_str())
}

fn two_digits(n: f64) -> f64 {
    let mut unit = 1.0;
    while n / unit >= 100.0 {
        unit *= 10.0;
    }
    digits::rounded(n / unit, 0) * unit
}
