//! "How many people?" answered for a planner.

use super::people::{Kind, People, counted, interval};
use super::words;
use crate::diagnosis::measured::Measured;
use crate::diagnosis::significance::CERTAIN_SIGN;
use crate::estimand::Estimand;
use crate::language::Language;
use crate::report::digits;
use crate::report::names::Names;
use crate::report::page::Page;
use crate::report::run::results::CellKey;
use crate::report::size::curve::write_curve;
use crate::report::size::{Answer, CurvePoint, Sizes};
use crate::report::words::amounts::{Freq, Percent};
use crate::report::words::shares::{AmountWithError, OfTrials, WithError, frequency};
use crate::report::words::whom::{Among, ForAll};
use crate::report::words::{Listed, Number};
use crate::scenario::Labelled;
use crate::sizing::{Bounds, ROUGH_ERROR, Solution, Status, Verdict};

impl Sizes {
    /// The answers as text.
    pub fn text(&self, names: &Names, width: usize) -> String {
        self.screen(names, width).finish()
    }

    pub(super) fn screen(&self, names: &Names, width: usize) -> Page {
        let mut page = Page::new(width);
        let power = self.head.asked.power();
        for arms in self.answers.chunk_by(Answer::is_beside) {
            for (k, answer) in arms.iter().enumerate() {
                page.heading(&words::title(names.language));
                page.quiet(&described(&answer.key, answer.estimand, names), "");
                if k == 0 && arms.len() > 1 {
                    page.text(&hardest(arms, names, &power), "  ");
                }
                Telling { a: answer, names, power: &power }.write(&mut page);
            }
        }
        let searched: Vec<&Answer> = self.answers.iter().filter(|a| a.curve.len() > 1).collect();
        if searched.is_empty() {
            return page;
        }
        page.gap();
        let is_short = |a: &&Answer| a.exhausted || a.eligible.is_none();
        let has_all = !searched.iter().any(is_short);
        let is_confirmed = searched.iter().any(|a| a.confirmed.is_some());
        let redivisions = searched.iter().map(|a| a.redivisions).max().unwrap_or(0);
        let how = self.head.asked.how(names.language, has_all, is_confirmed, redivisions);
        page.quiet(&how, "");
        page
    }
}

/// One answer, and what it takes to tell it.
struct Telling<'a> {
    a: &'a Answer,
    names: &'a Names<'a>,
    power: &'a Number,
}

impl Telling<'_> {
    fn language(&self) -> Language {
        self.names.language
    }

    fn write(&self, page: &mut Page) {
        let a = self.a;
        if let Some(text) = self.impossible() {
            page.warning(&text, "  ");
        }
        match (&a.people, a.status) {
            (Some(people), status) => {
                if status == Status::NeverReachesBias {
                    self.write_bias(page);
                }
                self.write_size(people, page);
                if status != Status::NeverReachesBias {
                    self.write_bias(page);
                }
            }
            (None, status) => {
                self.write_bias(page);
                if status != Status::Nonmonotone && !is_hopeless(status) {
                    self.write_bounds(page);
                }
            }
        }
        if a.status == Status::InfeasiblePool {
            self.write_pool(page);
        }
        if a.exhausted {
            page.warning(&told_end(a.people.is_some(), self.language()), "  ");
        }
        if a.curve.len() > 1 {
            write_curve(a, self.language(), page);
        }
    }

    /// That no number will do, or that more people do not help.
    fn impossible(&self) -> Option<String> {
        let (a, language) = (self.a, self.language());
        Some(match (a.status, &a.margin_told) {
            (Status::NeverReachesBias, _) => {
                words::never_bias(language, a.unit().amount(a.yardstick_bias))
            }
            (Status::NeverReachesSign, None) => words::never_sign(language),
            (Status::NeverReachesSign, Some(_)) => words::never_sign_margin(language),
            (Status::NeverReachesNothing, None) => words::never_nothing(language),
            (Status::NeverReachesNothing, Some(_)) => words::never_nothing_margin(language),
            (Status::Nonmonotone, _) => words::not_rising(language),
            (Status::Ok | Status::InfeasiblePool | Status::BudgetExhausted, _) => return None,
        })
    }

    /// What is known where the target was not enclosed: bounds, and the square-root law.
    fn write_bounds(&self, page: &mut Page) {
        let (a, language) = (self.a, self.language());
        page.warning(&undetermined(a.eligible_bounds, self.power, language), "  ");
        let Some(n) = a.extrapolated_eligible else { return };
        let [low, at, high] = [Some(n.low), n.at, n.high].map(|n| n.map(two_digits));
        let text = match (low, at, high) {
            (Some(low), Some(at), Some(high)) => {
                words::law(language, counted(at), interval(&Solution { at, low, high }))
            }
            _ if a.margin_told.is_some() => {
                words::law_more_margin(language, counted(two_digits(n.low)))
            }
            _ => words::law_more(language, counted(two_digits(n.low))),
        };
        page.text(&text, "  ");
    }

    fn write_size(&self, people: &Solution, page: &mut Page) {
        let (a, language) = (self.a, self.language());
        let (Some(eligible), Some(participants)) = (&a.eligible, &a.participants) else { return };
        let mut text = vec![self.needed(people)];
        if a.status != Status::NeverReachesBias {
            text.push(self.effect());
        }
        text.extend(a.margin_told.as_ref().and_then(|margin| margin.converted(language)));
        let group = |(arm, n): (&String, &f64)| {
            format!("{} {}", language.number(&digits::count(*n)), self.names.group(arm))
        };
        text.push(words::by_group(language, Listed(a.by_arm.iter().map(group).collect())));
        if participants.at < people.at - 1.5 {
            text.push(words::taking_part(language, counted(participants.at)));
        } else if participants.at > people.at + 1.5 {
            text.push(words::left_of(language, counted(participants.at), interval(participants)));
        }
        let told = [people.at, participants.at.max(people.at)];
        if told.iter().all(|told| (eligible.at - told).abs() > 1.5) {
            let (people, interval) = (counted(eligible.at), interval(eligible));
            text.push(match a.enrolment {
                None => words::eligible(language, people, interval),
                Some(rate) => {
                    let enrol = Percent(digits::number(100.0 * rate, -1));
                    words::eligible_of_whom(language, people, interval, enrol)
                }
            });
        }
        page.text(&text.join(" "), "  ");
        self.write_check(page);
    }

    /// How many are needed for what.
    fn needed(&self, people: &Solution) -> String {
        let (a, language, power) = (self.a, self.language(), self.power);
        let (told, interval) = (People(people.at, Kind::of(a)), interval(people));
        if let Some(frequency) = self.at_the_floor().filter(|_| a.is_floor) {
            return match &a.margin_told {
                None => words::floor(language, told, frequency),
                Some(_) => words::floor_succeeds(language, told, frequency),
            };
        }
        match &a.margin_told {
            _ if a.status == Status::NeverReachesBias => {
                words::needed_whatever(language, told, interval, power)
            }
            None => words::needed(language, told, interval, power, Number::stated(a.alpha)),
            Some(margin) => {
                let (arm, level) =
                    (self.names.told(Labelled::Arm, &a.key.arm), margin.stated.level(a.alpha));
                let (stated, level) = (margin.stated.clone(), Number::stated(level));
                words::needed_margin(language, told, interval, power, arm, stated, level)
            }
        }
    }

    /// How often the effect is found with the smallest number that can be run.
    fn at_the_floor(&self) -> Option<Freq> {
        let smallest = self.a.curve.iter().min_by(|p, q| p.eligible.total_cmp(&q.eligible));
        let point = self.a.confirmed.as_ref().or(smallest)?;
        Some(frequency(point.power, point.replications))
    }

    /// The effect that is to be found, on the scale of the estimate and on that of the policy.
    fn effect(&self) -> String {
        let (a, language) = (self.a, self.language());
        let [own, policy] = [a.yardstick, a.policy_truth].map(|m| a.unit().amount(m));
        let whom = ForAll(a.policy);
        if a.margin_told.is_some() {
            return words::effect_there(language, policy, whom);
        }
        let apart = (a.yardstick.value - a.policy_truth.value).abs();
        if apart > 0.01 * a.policy_truth.value.abs() {
            return words::effect_converted(language, policy, whom, own, a.estimand.scale());
        }
        words::effect_stated(language, policy, whom)
    }

    /// What fresh draws say of the size.
    fn write_check(&self, page: &mut Page) {
        let (a, language) = (self.a, self.language());
        let (Some(verdict), Some(at)) = (a.verdict, &a.confirmed) else { return };
        let share = OfTrials::counted(at.power, at.replications);
        let text = match (verdict, &a.confirmed_below) {
            (Verdict::Confirmed, None) => words::confirmed(language, share),
            (Verdict::Confirmed, Some(below)) => {
                let found = WithError::counted(below.power, below.replications);
                words::confirmed_below(language, share, counted(below.people), found)
            }
            (Verdict::CheckedRoughly, _) => words::checked_roughly(language, share),
            (Verdict::NotConfirmed, _) => {
                not_confirmed(at.power, at.replications, self.power, language)
            }
        };
        let covers = at
            .policy_coverage
            .map(|c| words::covers(language, WithError::counted(c, at.with_interval).share()));
        let text = [Some(text), covers].into_iter().flatten().collect::<Vec<_>>().join(" ");
        if verdict == Verdict::NotConfirmed {
            page.warning(&text, "  ");
        } else {
            page.text(&text, "  ");
        }
    }

    /// That the scenario's people are too few, and what would do.
    fn write_pool(&self, page: &mut Page) {
        let (a, language) = (self.a, self.language());
        let reached = a.reachable.as_ref().map(|p: &CurvePoint| {
            let frequency = frequency(p.power, p.replications);
            let people = People(p.people, Kind::at(p));
            match &a.margin_told {
                None if a.is_capped() => words::pool_simulated(language, people, frequency),
                Some(_) if a.is_capped() => {
                    words::pool_simulated_succeeds(language, people, frequency)
                }
                None => words::pool_gives(language, people, frequency),
                Some(_) => words::pool_gives_succeeds(language, people, frequency),
            }
        });
        let pool = words::pool(language, counted(a.pool as f64));
        page.warning(
            &[Some(pool), reached].into_iter().flatten().collect::<Vec<_>>().join(" "),
            "  ",
        );
        let enrolment = a.enrolment_needed.map(|rate| Percent(digits::number(100.0 * rate, 0)));
        let is_rough = a.extrapolated_eligible.is_some();
        let places = a.places_needed.filter(|n| *n >= 2.0);
        let places = places.map(|n| counted(if is_rough { two_digits(n) } else { n }));
        let enough = match (enrolment, places) {
            (Some(enrolment), Some(places)) => words::enough_either(language, enrolment, places),
            (Some(enrolment), None) => words::enough_enrolment(language, enrolment),
            (None, Some(places)) => words::enough_places(language, places),
            (None, None) => return,
        };
        page.text(&enough, "  ");
    }

    /// The bias that no size removes, when it can be told from chance.
    fn write_bias(&self, page: &mut Page) {
        let (a, language) = (self.a, self.language());
        let certain = a.yardstick_bias.value.abs() > CERTAIN_SIGN * a.yardstick_bias.mcse;
        let visible = a.yardstick_bias.value.abs() > 0.02 * a.yardstick.value.abs();
        if !(certain && visible) {
            return;
        }
        let bias = words::bias(language, AmountWithError(a.yardstick_bias, a.unit()));
        let exceeded = |smallest: &f64| a.yardstick_bias.value.abs() > *smallest;
        let matters = a.smallest_effect_of_interest.filter(exceeded).map(|smallest| {
            let smallest = a.unit().stated(smallest);
            if a.smallest_effect_by_custom {
                words::matters_by_default(language, smallest)
            } else {
                words::matters(language, smallest)
            }
        });
        page.text(&[Some(bias), matters].into_iter().flatten().collect::<Vec<_>>().join(" "), "  ");
    }
}

/// That the effort ended the search.
pub(in crate::report) fn told_end(has_answer: bool, language: Language) -> String {
    if has_answer { words::ended_early(language) } else { words::ended_without(language) }
}

/// That there is no answer, and what is known of it.
pub(super) fn undetermined(bounds: Bounds, power: &Number, language: Language) -> String {
    match (bounds.more_than.map(counted), bounds.less_than.map(counted)) {
        (Some(more), Some(less)) => words::undetermined_between(language, power, more, less),
        (Some(more), None) => words::undetermined_more(language, power, more),
        (None, Some(less)) => words::undetermined_less(language, power, less),
        (None, None) => words::undetermined(language, power),
    }
}

/// What fresh draws say of an answer that they do not bear out: that it falls short, or that they are too few to tell.
pub(in crate::report) fn not_confirmed(
    found: Measured,
    trials: u64,
    power: &Number,
    language: Language,
) -> String {
    let share = OfTrials::counted(found, trials);
    let asked = power.0.parse().map_or(1.0, |asked: f64| asked / 100.0);
    let is_rough = found.mcse > ROUGH_ERROR && found.value + 2.0 * found.mcse >= asked;
    match is_rough {
        true => words::too_rough(language, share),
        false => words::not_confirmed(language, share, power),
    }
}

/// Whether no number of people will do.
pub(super) fn is_hopeless(status: Status) -> bool {
    matches!(
        status,
        Status::NeverReachesBias | Status::NeverReachesSign | Status::NeverReachesNothing
    )
}

/// Which arm of a design needs most, and what the others need.
fn hardest(arms: &[Answer], names: &Names, power: &Number) -> String {
    let language = names.language;
    let sizes: Vec<&Solution> = arms.iter().filter_map(|a| a.people.as_ref()).collect();
    let low = sizes.iter().map(|s| s.low).fold(0.0, f64::max);
    let high = sizes.iter().map(|s| s.high).fold(f64::INFINITY, f64::min);
    let first = &arms[0];
    if let (Some(s), true) = (&first.people, sizes.len() == arms.len() && low <= high) {
        return words::equal(language, People(s.at, Kind::of(first)), interval(s));
    }
    let other = |a: &Answer| {
        let arm = names.told(Labelled::Arm, &a.key.arm);
        match &a.people {
            Some(s) => words::other(language, arm, People(s.at, Kind::of(a)), interval(s)),
            None if is_hopeless(a.status) => words::other_hopeless(language, arm),
            None => words::other_undetermined(language, arm),
        }
    };
    let most = first.people.as_ref().map(|s| {
        let (arm, kind) = (names.told(Labelled::Arm, &first.key.arm), Kind::of(first));
        let (people, interval) = (counted(s.at), interval(s));
        if first.margin_told.is_some() {
            return words::hardest_margin(language, arm, kind, people, interval, power);
        }
        let effect = first.unit().amount(first.policy_truth);
        words::hardest(language, arm, kind, people, interval, effect, power)
    });
    let others = arms[1..].iter().map(other);
    let told = std::iter::once(most.unwrap_or_else(|| other(first))).chain(others);
    told.collect::<Vec<_>>().join(" ")
}

/// `hours_over_12 after 16 months, exemption against control, among participants · design after, analysis basis,
/// world plan`.
pub(in crate::report) fn described(key: &CellKey, estimand: Estimand, names: &Names) -> String {
    words::described(
        names.language,
        names.outcome(&key.outcome, key.month),
        names.group(&key.arm),
        names.the_group(&key.versus),
        Among(estimand),
        names.shown(Labelled::Design, &key.design),
        names.shown(Labelled::Analysis, &key.analysis),
        names.world(&key.world),
    )
}

fn two_digits(n: f64) -> f64 {
    let mut unit = 1.0;
    while n / unit >= 100.0 {
        unit *= 10.0;
    }
    digits::rounded(n / unit, 0) * unit
}
