//! One answer, read: what is asked for, or why it cannot be.

use super::names::{self, identifier};
use super::question::Choice;
use super::reading::number;
use super::words;
use crate::language::Language;
use crate::report::words::{Listed, Number};

/// Most arms.
const MOST_ARMS: usize = 12;

/// One answer to be read.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    /// How its numbers are written.
    pub reads: Language,
    /// In which its faults are told.
    pub language: Language,
}

impl Reader<'_> {
    fn number(&self) -> Result<f64, String> {
        number(self.text, self.reads).ok_or_else(|| words::no_number(self.language, self.text))
    }

    pub fn whole(&self, lowest: u64, highest: u64) -> Result<u64, String> {
        let number = self.number()?;
        let is_there = (lowest as f64..=highest as f64).contains(&number);
        if is_there && number.fract() == 0.0 {
            return Ok(number as u64);
        }
        let count = |n: u64| Number::count(n as usize);
        Err(words::whole(self.language, count(lowest), count(highest)))
    }

    pub fn between(
        &self,
        low: f64,
        high: f64,
        words: fn(Language) -> String,
    ) -> Result<f64, String> {
        let number = self.number()?;
        (number > low && number < high).then_some(number).ok_or_else(|| words(self.language))
    }

    fn is(&self, word: fn(Language) -> String) -> bool {
        let said = self.text.to_lowercase();
        said.is_empty() || Language::ALL.into_iter().any(|language| word(language) == said)
    }

    pub fn answering(&self) -> Result<Option<f64>, String> {
        if self.is(words::no) {
            return Ok(None);
        }
        let share = self.number()?;
        let fits = (5.0..=100.0).contains(&share);
        fits.then_some(Some(share)).ok_or_else(|| words::answering(self.language))
    }

    pub fn amount(&self) -> Result<Option<f64>, String> {
        if self.is(words::unknown) {
            return Ok(None);
        }
        let euros = self.number()?;
        let fits = (0.0..=1e12).contains(&euros);
        fits.then_some(Some(euros)).ok_or_else(|| words::amount(self.language))
    }

    pub fn effects(&self, arms: usize) -> Result<Vec<f64>, String> {
        let texts: Vec<&str> =
            self.text.split([' ', ';']).filter(|text| !text.is_empty()).collect();
        if texts.is_empty() {
            return Err(words::effects(self.language, Number::count(arms)));
        }
        texts.into_iter().map(|text| Reader { text, ..*self }.number()).collect()
    }

    pub fn name(&self) -> Result<String, String> {
        names::checked(self.text).ok_or_else(|| words::no_name(self.language))
    }

    pub fn arms(&self) -> Result<Vec<String>, String> {
        let names = self.text.split(',').map(|text| Reader { text: text.trim(), ..*self }.name());
        let names: Vec<String> = names.collect::<Result<_, _>>()?;
        if names.len() > MOST_ARMS {
            return Err(words::many(self.language, Number::count(MOST_ARMS)));
        }
        for (k, name) in names.iter().enumerate() {
            let own = identifier(name);
            if names::TAKEN.contains(&own.as_str()) {
                return Err(words::taken(self.language, name));
            }
            if names[..k].iter().any(|other| identifier(other) == own) {
                return Err(words::twice(self.language, &own));
            }
        }
        Ok(names)
    }

    pub fn choice(&self, all: &[Choice]) -> Result<&'static str, String> {
        let said = self.text.to_lowercase();
        let meant = all.iter().find(|choice| choice.key == said || choice.words == said);
        meant.map(|choice| choice.key).ok_or_else(|| {
            let keys = all.iter().map(|choice| choice.key).collect();
            words::one_of(self.language, Listed(keys))
        })
    }
}
