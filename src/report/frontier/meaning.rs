//! What the candidates mean, in sentences: what running no trial would miss, which is the cheapest with the
//! power asked for, which are too weak, and what the numbers rest on.

use super::text::{amount, listed};
use super::{FrontierReport, JointPower, Row};
use crate::cost::MonthsFor;
use crate::diagnosis::measured::{Absent, Measured, Rate};
use crate::report::absence::{Complete, in_words};
use crate::report::asked::alone;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::ranking::WHY;

/// The power that is asked for when nothing else is said.
pub const USUAL_POWER: f64 = 0.8;
/// Monte Carlo errors beyond which a bias is certain.
const CERTAIN: f64 = 4.0;
/// Share of the true effect from which on a bias is told.
const LARGE_BIAS: f64 = 0.1;

impl Row {
    /// Whether it can be paid, has a usual miss, and misses no less than running no trial.
    pub(super) fn is_no_better(&self) -> bool {
        self.affordable && self.beats_no_trial == Some(false)
    }

    /// Whether it is beaten by another, but not by running no trial.
    pub(super) fn is_beaten(&self) -> bool {
        !self.beaten_by.is_empty() && !self.is_no_better()
    }
}

impl FrontierReport {
    pub(super) fn meaning(&self, page: &mut Page) {
        page.heading("What this means");
        let worth: Vec<&Row> = self.candidates.iter().filter(|row| row.on_frontier).collect();
        let power = [self.cheapest(), self.too_weak()];
        let power: Vec<String> = power.into_iter().flatten().collect();
        if !power.is_empty() {
            page.text(&power.join(" "), "");
        }
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
        let none = "No trial: at no cost the effect is taken to be 0, and what is missed is the true effect.";
        page.quiet(none, "");
        let about = [
            self.together(),
            self.conditional(),
            self.dashes(),
            self.paid(),
            self.unit(),
            self.arms(),
        ];
        page.quiet(&about.into_iter().flatten().collect::<Vec<_>>().join(" "), "");
    }

    /// What is found together, where a family is asked about.
    fn together(&self) -> Option<String> {
        let JointPower { family, of } = self.joint_power.as_ref()?;
        let finds = of.finds()?;
        Some(format!(
            "Found together: by trials in which the family {family} {finds}, each test at its own level, without correction \
             for their number. Miss, bias and coverage are about {} on {} alone.",
            self.question.arm, self.question.outcome
        ))
    }

    /// The cheapest that finds the effect often enough.
    fn cheapest(&self) -> Option<String> {
        let named = if self.power == USUAL_POWER {
            " (the usual power; --power asks for another)"
        } else {
            ""
        };
        let asked = format!("{} %", digits::trimmed(100.0 * self.power));
        let Some(row) = self.cheapest_with_power.and_then(|n| self.candidates.get(n - 1)) else {
            let affordable = self.candidates.iter().filter(|row| row.affordable);
            let found = affordable.filter_map(|row| Some((row, row.found.ok()?)));
            let (best, rate) = found.max_by(|a, b| a.1.value.total_cmp(&b.1.value))?;
            let within = if self.budget.is_some() { " within the budget" } else { "" };
            let finds = self.finds();
            if best.reaches_power {
                return Some(format!(
                    "What {finds} in {asked} of trials{named} is no closer to it than running no trial: much of what is \
                     found is bias."
                ));
            }
            return Some(format!(
                "No candidate{within} {finds} in {asked} of trials{named}: the most is {} % (candidate {}).",
                digits::percent_in_words(&rate),
                best.number
            ));
        };
        let rate = row.found.ok()?;
        let close = if self.is_close(&rate) {
            format!(", which is {asked} within simulation error")
        } else {
            String::new()
        };
        Some(format!(
            "The cheapest that {} in {asked} of trials{named} is candidate {}, for {}: it does in {} %{close}.{}",
            self.finds(),
            row.number,
            amount(row.cost.value),
            digits::percent_in_words(&rate),
            self.bias_of(row).unwrap_or_default()
        ))
    }

    /// `finds the effect`, or `shows that help is not worse by more than 5 points`.
    fn finds(&self) -> String {
        if let Some(JointPower { family, of }) = &self.joint_power {
            return format!("{} of family {family}", of.finds().unwrap_or("finds the effect"));
        }
        self.shown.as_ref().map_or_else(
            || "finds the effect".to_owned(),
            |shown| format!("shows that {} is {shown}", self.question.arm),
        )
    }

    fn is_close(&self, rate: &Rate) -> bool {
        (rate.value - self.power).abs() <= 2.0 * rate.mcse
    }

    /// A bias that helps or hinders it in finding something.
    fn bias_of(&self, row: &Row) -> Option<String> {
        let bias = row.policy_bias.ok()?;
        let is_large = bias.value.abs() > LARGE_BIAS * row.yardstick.value.abs();
        (is_large && bias.value.abs() > CERTAIN * bias.mcse).then(|| {
            format!(
                " Mind its bias of {}: power counts what a bias finds as well.",
                self.in_unit(bias)
            )
        })
    }

    /// Candidates that are not worth their money, and why.
    fn too_weak(&self) -> Option<String> {
        let numbers = |is: &dyn Fn(&Row) -> bool| -> Vec<usize> {
            self.candidates.iter().filter(|row| is(row)).map(|row| row.number).collect()
        };
        let has_sign = |row: &Row| row.found != Err(Absent::TruthNearZero);
        if self.shown.is_some() {
            return None;
        }
        if !self.candidates.iter().any(has_sign) {
            return Some(
                "In this world the true effect is 0 or close to it, so that assuming none is right whatever a trial would find: weigh candidates in a world with an effect."
                    .to_owned(),
            );
        }
        let mut weak = Vec::new();
        let no_better = numbers(&|row| row.is_no_better());
        if !no_better.is_empty() {
            weak.push(format!(
                "{} (usually no closer to the true effect than assuming that there is none)",
                candidates(&no_better)
            ));
        }
        let mut cheaper = String::new();
        if let Some(enough) = self.cheapest_with_power.and_then(|n| self.candidates.get(n - 1)) {
            let below = |row: &Row| {
                row.affordable && !row.reaches_power && row.beats_no_trial == Some(true)
            };
            let dear = numbers(&|row| below(row) && row.number > enough.number);
            if !dear.is_empty() {
                weak.push(format!(
                    "{} (no cheaper than candidate {}, and the effect is found less often)",
                    candidates(&dear),
                    enough.number
                ));
            }
            let cheap = numbers(&|row| below(row) && row.number < enough.number);
            if !cheap.is_empty() {
                let verb = if cheap.len() == 1 { "is" } else { "are" };
                cheaper =
                    format!(" Cheaper, with less power than asked, {verb} {}.", candidates(&cheap));
            }
        }
        let weak = if weak.is_empty() {
            String::new()
        } else {
            format!("Too weak to be worth the money: {}.", weak.join("; "))
        };
        let told = format!("{weak}{cheaper}");
        (!told.is_empty()).then(|| told.trim().to_owned())
    }

    /// A number of the outcome with its unit.
    fn in_unit(&self, m: Measured) -> String {
        let unit = if self.is_share { " points" } else { "" };
        format!("{}{unit}", digits::signed_with_error(self.scaled(m)))
    }

    /// What miss, bias and coverage are about where some trials have no estimate or no interval.
    fn conditional(&self) -> Option<String> {
        let of = |row: &Row| Complete {
            trials: u64::from(self.run.replications),
            estimated: row.estimated,
            with_interval: row.with_interval,
        };
        let short = self.candidates.iter().filter(|row| !of(row).is_whole());
        let told: Vec<String> =
            short.map(|row| format!("of candidate {} {}", row.number, of(row).told())).collect();
        (!told.is_empty()).then(|| {
            format!(
                "Not every trial gave everything: {}. Miss and bias are about the trials with an estimate, coverage about those with an interval; found is a share of all trials.",
                told.join("; ")
            )
        })
    }

    /// Why some cells of the tables are empty.
    fn dashes(&self) -> Option<String> {
        let mut reasons: Vec<&'static str> = Vec::new();
        let mut add = |absent: Absent| {
            if !reasons.contains(&in_words(absent)) {
                reasons.push(in_words(absent));
            }
        };
        for row in &self.candidates {
            row.found.err().into_iter().for_each(&mut add);
            row.policy_coverage.err().into_iter().for_each(&mut add);
        }
        (!reasons.is_empty())
            .then(|| format!("A dash in the line of a candidate: {}.", reasons.join("; ")))
    }

    /// For whom months of treatment are paid.
    fn paid(&self) -> Option<String> {
        let mut paying = self.candidates.iter().filter(|_| self.pays_months);
        let first = paying.next()?.months_for;
        if paying.any(|row| row.months_for != first) {
            return None;
        }
        Some(match first {
            MonthsFor::Starters => {
                "Months of treatment are paid for those who start it (costs.months_for: starters).".to_owned()
            }
            MonthsFor::Assigned => "Months of treatment are paid for everybody assigned to it, whether they start or not (costs.months_for: assigned).".to_owned(),
        })
    }

    /// The unit of miss and bias where it is not points.
    fn unit(&self) -> Option<String> {
        (!self.is_share)
            .then(|| format!("Miss and bias are in the units of {}.", self.question.outcome))
    }

    /// Arms that are another question.
    fn arms(&self) -> Option<String> {
        alone(std::slice::from_ref(&self.question.arm), &self.other_arms)
    }

    /// What more money would bring.
    pub(super) fn cannot_buy(&self, budget: f64, dear: &[&Row]) -> Option<String> {
        let smallest = |a: &&Row, b: &&Row| {
            let of = |row: &&Row| row.rmse.map_or(f64::INFINITY, |m| m.value);
            of(a).total_cmp(&of(b))
        };
        let affordable = self.candidates.iter().filter(|row| row.on_frontier);
        let (here, there) = (affordable.min_by(smallest), dear.iter().copied().min_by(smallest)?);
        let more = amount(there.cost.value - budget);
        let to = self.scaled(there.rmse.ok()?);
        Some(match here.and_then(|row| row.rmse.ok()) {
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
            1 if self.candidates.iter().any(Row::is_no_better) => {
                Some("One candidate is worth its money.".to_owned())
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
}

/// `candidate 2`, `candidates 2, 3`.
fn candidates(numbers: &[usize]) -> String {
    let s = if numbers.len() == 1 { "" } else { "s" };
    format!("candidate{s} {}", listed(numbers))
}
