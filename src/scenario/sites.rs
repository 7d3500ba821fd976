//! What holds in each site: its own number, or the one stated for all.

use super::Scenario;
use crate::assumption::Assumption;
use crate::outcome::Level;
use crate::recruitment::{self, Site};

/// A number that holds in one site, and the path at which it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// JSON path.
    pub path: String,
    /// The number.
    pub value: f64,
}

impl Scenario {
    /// The share of the eligible who enrol in the lottery, all sites together; none where only an intercept is stated.
    pub fn enrolment_rate(&self) -> Option<f64> {
        let common = self.common_enrolment()?;
        if self.sites.is_empty() {
            return Some(common);
        }
        let rates = self.enrolment_by_site().map(|(_, held)| held.value);
        Some(self.site_shares().iter().zip(rates).map(|(share, rate)| share * rate).sum())
    }

    /// The share that is stated for all.
    fn common_enrolment(&self) -> Option<f64> {
        let enrolment = self.recruitment.enrolment.as_ref();
        enrolment.map_or(Some(1.0), |e| e.rate.as_ref().map(Assumption::get))
    }

    /// The share of the eligible by site.
    pub fn site_shares(&self) -> Vec<f64> {
        recruitment::shares(&self.sites)
    }

    /// The share who enrol in each site; nothing where only an intercept is stated.
    pub fn enrolment_by_site(&self) -> impl Iterator<Item = (&String, Held)> {
        let of_all = move |common: f64| {
            self.sites.iter().map(move |(name, site)| (name, enrolment_in(name, site, common)))
        };
        self.common_enrolment().into_iter().flat_map(of_all)
    }

    /// The share or mean of an outcome in each site, where one is stated for all at `path`.
    pub fn level_by_site(
        &self,
        outcome: &str,
        level: &Level,
        path: &str,
    ) -> impl Iterator<Item = (&String, Held)> {
        let (key, common) = (level.key, level.stated.get());
        self.sites.iter().map(move |(name, site)| {
            let stated = site.outcomes.get(outcome).and_then(|own| own.stated(key));
            let held = match stated {
                Some(own) => Held {
                    path: format!("sites.{name}.outcomes.{outcome}.{key}"),
                    value: own.get(),
                },
                None => Held { path: format!("{path}.{key}"), value: common },
            };
            (name, held)
        })
    }
}

fn enrolment_in(name: &str, site: &Site, common: f64) -> Held {
    match &site.enrolment {
        Some(own) => Held { path: format!("sites.{name}.enrolment.rate"), value: own.rate.get() },
        None => Held { path: "recruitment.enrolment.rate".to_owned(), value: common },
    }
}
