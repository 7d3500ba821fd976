//! Amounts, shares of trials, months and months' ends, each told in both languages.

use super::{Number, Say, phrases};
use crate::diagnosis::measured::Rate;
use crate::language::Language;
use crate::report::digits::{self, InWhole};
use crate::report::unit::Unit;

/// Simulated trials below which shares and sizes are not put into sentences.
pub(in crate::report) const FEWEST: u32 = 100;

/// `−4.1 points`, `−4,1 procentpunt`; the number alone in an outcome's own unit, and where it is 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Amount {
    /// As [`digits`] writes it.
    pub number: String,
    /// In what.
    pub unit: Unit,
}

impl Amount {
    /// The number without its unit.
    pub fn bare(&self) -> Number {
        Number(self.number.clone())
    }
}

impl Say for Amount {
    fn say(&self, language: Language) -> String {
        let size = self.number.trim_start_matches(['+', '−']);
        match self.unit {
            Unit::Own => self.bare().say(language),
            Unit::Points if size == "0" => "0".to_owned(),
            Unit::Points if size == "1" => point(language, self.bare()),
            Unit::Points => points(language, self.bare()),
        }
    }
}

/// How many of the simulated trials: `about 13 of 100 trials`, `ongeveer 13 van de 100 proeven`; of few what was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Freq {
    share: Share,
    is_again: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Share {
    All,
    FewerThan(String, String),
    About(String, String),
    Counted(u32, u32),
}

impl Freq {
    /// A share of so many simulated trials.
    pub fn of(rate: &Rate, simulated: u32) -> Self {
        let share = if simulated < FEWEST {
            Share::Counted((rate.value * f64::from(simulated)).round() as u32, simulated)
        } else {
            match digits::in_whole(rate) {
                InWhole::All => Share::All,
                InWhole::FewerThan(count, whole) => Share::FewerThan(count, whole),
                InWhole::Of(count, whole) => Share::About(count, whole),
            }
        };
        Self { share, is_again: false }
    }

    /// The same after another, without saying again of what.
    pub fn again(self) -> Self {
        Self { is_again: true, ..self }
    }
}

impl Say for Freq {
    fn say(&self, language: Language) -> String {
        let number = |text: &String| Number(text.clone());
        match (&self.share, self.is_again) {
            (Share::All, _) => nearly_all(language),
            (Share::FewerThan(n, of), false) => fewer_trials(language, number(n), number(of)),
            (Share::FewerThan(n, of), true) => fewer_than(language, number(n), number(of)),
            (Share::About(n, of), false) => about_trials(language, number(n), number(of)),
            (Share::About(n, of), true) => about(language, number(n), number(of)),
            (Share::Counted(n, 1), true) => again_of_one(language, Number::count(*n as usize)),
            (Share::Counted(n, of), true) => {
                counted(language, Number::count(*n as usize), Number::count(*of as usize))
            }
            (Share::Counted(n, of), false) => {
                let n = Number::count(*n as usize);
                match of {
                    1 => counted_of_one(language, n),
                    of => counted_trials(language, n, Number::count(*of as usize)),
                }
            }
        }
    }
}

/// `about 13 to 30 of 100 trials`, over several arms; one of them where they are the same.
#[derive(Clone, Debug)]
pub(in crate::report) struct FreqRange {
    low: Rate,
    high: Rate,
    simulated: u32,
}

impl FreqRange {
    /// Of some shares; none where there are none.
    pub fn of(rates: impl IntoIterator<Item = Rate>, simulated: u32) -> Option<Self> {
        let mut rates: Vec<Rate> = rates.into_iter().collect();
        rates.sort_by(|a, b| a.value.total_cmp(&b.value));
        Some(Self { low: *rates.first()?, high: *rates.last()?, simulated })
    }

    /// Whether all are told alike.
    pub fn is_one(&self) -> bool {
        Freq::of(&self.low, self.simulated) == Freq::of(&self.high, self.simulated)
    }
}

impl Say for FreqRange {
    fn say(&self, language: Language) -> String {
        let [low, high] = [&self.low, &self.high].map(|rate| Freq::of(rate, self.simulated));
        match (&low.share, &high.share) {
            _ if low == high => low.say(language),
            (Share::About(n, of), Share::About(m, same)) if of == same => {
                let number = |text: &String| Number(text.clone());
                range_trials(language, number(n), number(m), number(of))
            }
            (Share::Counted(n, of), Share::Counted(m, _)) => {
                let [n, m] = [n, m].map(|count| Number::count(*count as usize));
                range_counted(language, n, m, Trials(*of))
            }
            _ => between(language, low.again(), high),
        }
    }
}

/// `300 simulated trials`.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Trials(pub u32);

impl Say for Trials {
    fn say(&self, language: Language) -> String {
        match self.0 {
            1 => one_trial(language),
            n => trials(language, Number::count(n as usize)),
        }
    }
}

/// `16 months`.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Months(pub u32);

impl Say for Months {
    fn say(&self, language: Language) -> String {
        match self.0 {
            1 => one_month(language),
            n => months(language, Number::count(n as usize)),
        }
    }
}

/// An outcome and when it is measured: `works, after 16 months`.
#[derive(Clone, Debug)]
pub(in crate::report) struct OutcomeAt {
    /// As it is told.
    pub outcome: String,
    /// Months after the start.
    pub month: Option<u32>,
}

impl Say for OutcomeAt {
    fn say(&self, language: Language) -> String {
        match self.month {
            Some(month) => after(language, self.outcome.as_str(), Months(month)),
            None => self.outcome.clone(),
        }
    }
}

/// A share in percent as [`digits`] writes it: `13 %`, `13%`.
#[derive(Clone, Debug)]
pub(in crate::report) struct Percent(pub String);

impl Say for Percent {
    fn say(&self, language: Language) -> String {
        let lesser = match language {
            Language::English => self.0.replace("< ", "less than ").replace("> ", "more than "),
            Language::Dutch => self.0.replace("< ", "minder dan ").replace("> ", "meer dan "),
        };
        percent(language, Number(lesser))
    }
}

/// `a`, `a or b`, `a, b or c`.
#[derive(Clone, Debug)]
pub(in crate::report) struct EitherOf<T>(pub Vec<T>);

impl<T: Say> Say for EitherOf<T> {
    fn say(&self, language: Language) -> String {
        let told: Vec<String> = self.0.iter().map(|one| one.say(language)).collect();
        let or = match language {
            Language::English => "or",
            Language::Dutch => "of",
        };
        match &told[..] {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {or} {last}", first.join(", ")),
        }
    }
}

phrases! {
    /// An effect on a share of people.
    points(number: Number) { en: "{number} points", nl: "{number} procentpunt" }
    /// The same, of one point.
    point(number: Number) { en: "{number} point", nl: "{number} procentpunt" }
    /// A share.
    percent(number: Number) { en: "{number} %", nl: "{number}%" }
    /// A share of 1.
    nearly_all() { en: "practically all trials", nl: "vrijwel alle proeven" }
    /// A share of 0.
    fewer_trials(n: Number, whole: Number) {
        en: "fewer than {n} of {whole} trials",
        nl: "minder dan {n} van de {whole} proeven",
    }
    /// The same after another.
    fewer_than(n: Number, whole: Number) { en: "fewer than {n} of {whole}", nl: "minder dan {n} van de {whole}" }
    /// A share.
    about_trials(n: Number, whole: Number) {
        en: "about {n} of {whole} trials",
        nl: "ongeveer {n} van de {whole} proeven",
    }
    /// The same after another.
    about(n: Number, whole: Number) { en: "about {n} of {whole}", nl: "ongeveer {n} van de {whole}" }
    /// Of few trials.
    counted_trials(n: Number, all: Number) {
        en: "{n} of {all} simulated trials",
        nl: "{n} van de {all} gesimuleerde proeven",
    }
    /// Of one trial.
    counted_of_one(n: Number) { en: "{n} of 1 simulated trial", nl: "{n} van 1 gesimuleerde proef" }
    /// The same after another.
    again_of_one(n: Number) { en: "{n} of 1", nl: "{n} van 1" }
    /// The same after another, of several trials.
    counted(n: Number, all: Number) { en: "{n} of {all}", nl: "{n} van de {all}" }
    /// Over several arms.
    range_trials(low: Number, high: Number, whole: Number) {
        en: "about {low} to {high} of {whole} trials",
        nl: "ongeveer {low} tot {high} van de {whole} proeven",
    }
    /// Over several arms, of few trials.
    range_counted(low: Number, high: Number, trials: Trials) {
        en: "{low} to {high} of {trials}",
        nl: "{low} tot {high} van {trials}",
    }
    /// Over several arms, of which one is near none or all.
    between(low: Freq, high: Freq) { en: "{low} to {high}", nl: "{low} tot {high}" }
    /// How many were simulated.
    trials(n: Number) { en: "{n} simulated trials", nl: "{n} gesimuleerde proeven" }
    /// One.
    one_trial() { en: "1 simulated trial", nl: "1 gesimuleerde proef" }
    /// A time.
    months(n: Number) { en: "{n} months", nl: "{n} maanden" }
    /// One.
    one_month() { en: "1 month", nl: "1 maand" }
    /// An outcome and when it is measured.
    after(outcome: &str, months: Months) { en: "{outcome}, after {months}", nl: "{outcome}, na {months}" }
}
