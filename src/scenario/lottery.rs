//! The lottery in which rates over all arms are met, and those that draw other shares.

use super::Scenario;
use crate::assignment::Design;

impl Scenario {
    /// The lottery in whose shares rates over all arms are met: the first one.
    pub fn first_lottery(&self) -> Option<&str> {
        let mut lotteries = self.lotteries();
        lotteries.next().map(|(name, _)| name)
    }

    /// The lotteries that divide people over the arms in other shares than the first one does.
    pub fn other_lotteries(&self) -> impl Iterator<Item = &str> {
        let first = self.lotteries().next();
        let is_other = move |design: &Design| {
            let arms = self.treatment.arms.keys().map(String::as_str);
            let arms = std::iter::once(self.treatment.control()).chain(arms);
            first.is_some_and(|(_, first)| !first.has_shares_of(design, arms))
        };
        self.lotteries().filter(move |(_, design)| is_other(design)).map(|(name, _)| name)
    }

    fn lotteries(&self) -> impl Iterator<Item = (&str, &Design)> {
        let all = self.designs.iter().map(|(name, design)| (name.as_str(), design));
        all.filter(|(_, design)| matches!(design, Design::AfterEnrolment(_)))
    }
}
