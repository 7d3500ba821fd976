//! Sites: the places among which the people are divided, each with margins of its own.

use super::draw::PopulationModel;

/// The name of the characteristic that says in which site somebody lives.
pub const SITE: &str = "site";

/// One site.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteModel {
    /// Name.
    pub name: String,
    /// Share of the frame.
    pub share: f64,
}

/// Divides people over parts with these shares, which sum to 1: by each uniform, the number of the part.
pub fn divide(shares: impl ExactSizeIterator<Item = f64>, uniforms: &[f64], parts: &mut [u8]) {
    parts.fill(0);
    let (mut below, bounds) = (0.0, shares.len() - 1);
    for share in shares.take(bounds) {
        below += share;
        for (part, u) in parts.iter_mut().zip(uniforms) {
            *part += u8::from(*u >= below);
        }
    }
}

impl PopulationModel {
    /// The same people divided over sites, each described by a population of its own that has the same characteristics,
    /// of the same kinds. Who lives where says nothing of anybody's scores.
    #[must_use]
    pub fn in_sites(mut self, sites: Vec<(SiteModel, Self)>) -> Self {
        let shares: Vec<f64> = sites.iter().map(|(site, _)| site.share).collect();
        for (j, margin) in self.margins.values_mut().enumerate() {
            let own: Vec<_> = sites.iter().map(|(_, site)| site.margins[j].clone()).collect();
            *margin = if own.iter().all(|other| *other == own[0]) {
                own[0].clone()
            } else {
                super::Margin::BySite { shares: shares.clone(), margins: own }
            };
        }
        self.teams = sites.iter().flat_map(|(_, site)| site.teams.clone()).collect();
        self.sites = sites.into_iter().map(|(site, _)| site).collect();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::divide;

    #[test]
    fn everybody_has_one_part_and_bounds_belong_to_the_next() {
        let mut parts = [9; 5];
        divide([0.25, 0.5, 0.25].into_iter(), &[0.1, 0.25, 0.7, 0.75, 0.99], &mut parts);
        assert_eq!(parts, [0, 1, 1, 2, 2]);
    }
}
