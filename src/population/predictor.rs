//! Linear predictors: named characteristics and traits with coefficients, as used for enrolment,
//! take-up, response, plain outcomes and heterogeneous effects.

use indexmap::IndexMap;
use thiserror::Error;

use super::{Column, Margin, People};
use crate::assumption::Assumption;
use crate::numeric::columns;

/// What can be named in a predictor or a regression: the scale or the categories of each
/// characteristic. Constants come from the plan, never from a drawn frame.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// Characteristics in column order.
    pub covariates: IndexMap<String, Scale>,
    /// Traits in column order, employability first.
    pub traits: Vec<String>,
}

/// How a characteristic enters a formula.
#[derive(Clone, Debug)]
pub enum Scale {
    /// One indicator per category after the first; shares by category.
    Categories {
        /// Category names.
        levels: Vec<String>,
        /// Their shares.
        shares: Vec<f64>,
    },
    /// A number, standardised with these constants.
    Number {
        /// Mean.
        mean: f64,
        /// Standard deviation (above 0).
        sd: f64,
    },
}

impl Scale {
    /// The scale of a drawn margin.
    pub fn of(margin: &Margin) -> Self {
        match margin.moments() {
            Some([mean, sd]) => Self::Number { mean, sd },
            None => Self::Categories { levels: margin.levels(), shares: margin.shares() },
        }
    }
}

/// A name that a predictor cannot use.
#[derive(Debug, Error, PartialEq)]
#[error("{name:?} is not a known characteristic, category or trait")]
pub struct UnknownTerm {
    /// The name as written.
    pub name: String,
    /// Names that exist.
    pub allowed: Vec<String>,
}

/// One term of a predictor.
#[derive(Clone, Debug, PartialEq)]
enum Term {
    Levels { column: usize, values: Vec<f64>, stated: Stated },
    Number { column: usize, slope: f64, centre: f64, stated: f64 },
    Trait { row: usize, slope: f64 },
}

/// What is stated of one category.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stated {
    coefficient: f64,
    level: usize,
    centring: Centring,
}

impl Stated {
    /// By category.
    fn values(self, shares: &[f64]) -> Vec<f64> {
        let Self { coefficient, level, centring } = self;
        let shift = if centring == Centring::Centred { -coefficient * shares[level] } else { 0.0 };
        let mut values = vec![shift; shares.len()];
        values[level] += coefficient;
        values
    }
}

/// `Σ coefficient × value`, without intercept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Predictor {
    terms: Vec<Term>,
}

/// Whether indicators are taken as 0/1 or as deviations from their share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Centring {
    /// Indicators as 0/1; numbers standardised.
    Raw,
    /// Indicators minus their shares; numbers standardised: the predictor's mean is 0.
    Centred,
}

impl Predictor {
    /// Compiles coefficients by characteristic (`"age"`, `"education.low"`; a yes/no characteristic
    /// by its bare name) and by trait.
    ///
    /// # Errors
    /// [`UnknownTerm`] for a name that does not exist.
    pub fn compile(
        catalogue: &Catalogue,
        covariates: &IndexMap<String, Assumption>,
        traits: &IndexMap<String, Assumption>,
        centring: Centring,
    ) -> Result<Self, UnknownTerm> {
        let mut terms = Vec::new();
        for (name, coefficient) in covariates {
            terms.push(catalogue.term(name, coefficient.get(), centring)?);
        }
        for (name, coefficient) in traits {
            let Some(row) = catalogue.traits.iter().position(|t| t == name) else {
                return Err(UnknownTerm { name: name.clone(), allowed: catalogue.traits.clone() });
            };
            terms.push(Term::Trait { row, slope: coefficient.get() });
        }
        Ok(Self { terms })
    }

    /// Makes every coefficient this many times as large.
    pub fn scale(&mut self, factor: f64) {
        for term in &mut self.terms {
            match term {
                Term::Levels { values, stated, .. } => {
                    for value in values {
                        *value *= factor;
                    }
                    stated.coefficient *= factor;
                }
                Term::Number { slope, stated, .. } => {
                    *slope *= factor;
                    *stated *= factor;
                }
                Term::Trait { slope, .. } => *slope *= factor,
            }
        }
    }

    /// Takes over the scale of a characteristic, which was not known before people were drawn.
    pub fn rescale(&mut self, characteristic: usize, scale: &Scale) {
        for term in &mut self.terms {
            match (term, scale) {
                (Term::Levels { column, values, stated }, Scale::Categories { shares, .. })
                    if *column == characteristic =>
                {
                    *values = stated.values(shares);
                }
                (Term::Number { column, slope, centre, stated }, Scale::Number { mean, sd })
                    if *column == characteristic =>
                {
                    (*slope, *centre) = (*stated / sd, *mean);
                }
                _ => {}
            }
        }
    }

    /// Marks the characteristics it looks at.
    pub fn mark_used(&self, used: &mut [bool]) {
        for term in &self.terms {
            if let Term::Levels { column, .. } | Term::Number { column, .. } = term {
                used[*column] = true;
            }
        }
    }

    /// Marks the traits it looks at.
    pub fn mark_traits(&self, used: &mut [bool]) {
        for term in &self.terms {
            if let Term::Trait { row, .. } = term {
                used[*row] = true;
            }
        }
    }

    /// Whether it is zero for everybody.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether no coefficient makes anybody differ.
    pub fn is_flat(&self) -> bool {
        self.terms.iter().all(|term| match term {
            Term::Levels { values, .. } => values.iter().all(|value| *value == values[0]),
            Term::Number { slope, .. } | Term::Trait { slope, .. } => *slope == 0.0,
        })
    }

    /// Adds the predictor of every person to `out`.
    pub fn add_to(&self, people: &People, out: &mut [f64]) {
        self.terms.iter().for_each(|term| term.add_to(people, out));
    }

    /// Writes a constant and the predictor of every person to `out`.
    pub fn fill(&self, people: &People, constant: f64, out: &mut [f64]) {
        let first = self.terms.first().and_then(|term| term.line(people));
        match first {
            Some(Line { slope, x, centre }) => {
                columns::from_centred(out, constant, slope, x, centre);
            }
            None => out.fill(constant),
        }
        let written = usize::from(first.is_some());
        self.terms[written..].iter().for_each(|term| term.add_to(people, out));
    }
}

/// `slope · (x − centre)` of every person.
#[derive(Clone, Copy)]
struct Line<'a> {
    slope: f64,
    x: &'a [f64],
    centre: f64,
}

impl Term {
    /// What it adds, where that is linear in a number.
    fn line<'a>(&self, people: &'a People) -> Option<Line<'a>> {
        match *self {
            Self::Levels { .. } => None,
            Self::Number { column, slope, centre, .. } => match &people.covariates[column] {
                Column::Numbers(x) => Some(Line { slope, x, centre }),
                Column::Levels(_) => None,
            },
            Self::Trait { row, slope } => Some(Line { slope, x: &people.traits[row], centre: 0.0 }),
        }
    }

    fn add_to(&self, people: &People, out: &mut [f64]) {
        if let Self::Levels { column, values, .. } = self {
            if let Column::Levels(levels) = &people.covariates[*column] {
                columns::add_by_level(out, levels, values);
            }
        } else if let Some(Line { slope, x, centre }) = self.line(people) {
            columns::add_centred(out, slope, x, centre);
        }
    }
}

impl Predictor {
    /// Adds to `out` the most that the predictor of every person can be, whatever their
    /// characteristics, from their traits alone. False when characteristics have no bound.
    pub fn add_ceiling_to(&self, people: &People, out: &mut [f64]) -> bool {
        for term in &self.terms {
            match term {
                Term::Number { slope, .. } if *slope != 0.0 => return false,
                Term::Number { .. } => {}
                Term::Levels { values, .. } => {
                    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                    for o in out.iter_mut() {
                        *o += most;
                    }
                }
                Term::Trait { row, slope } => {
                    columns::add_scaled(out, *slope, &people.traits[*row]);
                }
            }
        }
        true
    }
}

impl Catalogue {
    /// Every name a predictor may use for a characteristic or one of its categories.
    pub fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        for (name, scale) in &self.covariates {
            match scale {
                Scale::Categories { levels, .. } if !is_yes_no(levels) => {
                    names.extend(levels.iter().map(|l| format!("{name}.{l}")));
                }
                _ => names.push(name.clone()),
            }
        }
        names
    }

    fn term(&self, name: &str, b: f64, centring: Centring) -> Result<Term, UnknownTerm> {
        let unknown = || UnknownTerm { name: name.to_owned(), allowed: self.names() };
        let (base, level) = match name.split_once('.') {
            Some((base, level)) => (base, Some(level)),
            None => (name, None),
        };
        let (column, _, scale) = self.covariates.get_full(base).ok_or_else(unknown)?;
        match (scale, level) {
            (Scale::Number { mean, sd }, None) => {
                Ok(Term::Number { column, slope: b / sd, centre: *mean, stated: b })
            }
            (Scale::Categories { levels, shares }, level) => {
                let wanted = match level {
                    Some(level) => level,
                    None if is_yes_no(levels) => "yes",
                    None => return Err(unknown()),
                };
                let level = levels.iter().position(|l| l == wanted).ok_or_else(unknown)?;
                let stated = Stated { coefficient: b, level, centring };
                Ok(Term::Levels { column, values: stated.values(shares), stated })
            }
            (Scale::Number { .. }, Some(_)) => Err(unknown()),
        }
    }
}

fn is_yes_no(levels: &[String]) -> bool {
    levels == ["no", "yes"]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Characteristics of which one is a number and one is yes or no.
    fn catalogue(moments: [f64; 2], yes: f64) -> Catalogue {
        let levels = vec!["no".to_owned(), "yes".to_owned()];
        let scales = [
            ("earnings", Scale::Number { mean: moments[0], sd: moments[1] }),
            ("earns", Scale::Categories { levels, shares: vec![1.0 - yes, yes] }),
        ];
        let covariates = scales.into_iter().map(|(name, scale)| (name.to_owned(), scale));
        Catalogue { covariates: covariates.collect(), traits: Vec::new() }
    }

    #[test]
    fn a_scale_may_be_known_after_the_name() {
        let stated = [("earnings", 0.3), ("earns", -0.7)];
        let stated = stated.map(|(name, b)| (name.to_owned(), Assumption::from(b))).into();
        for centring in [Centring::Raw, Centring::Centred] {
            let compile = |catalogue: &Catalogue| {
                Predictor::compile(catalogue, &stated, &IndexMap::new(), centring)
                    .expect("the names are known")
            };
            let known = catalogue([812.5, 391.7], 0.37);
            let mut later = compile(&catalogue([0.0, 1.0], 0.5));
            assert_ne!(later, compile(&known));
            for (column, scale) in known.covariates.values().enumerate() {
                later.rescale(column, scale);
            }
            assert_eq!(later, compile(&known));
        }
    }
}
