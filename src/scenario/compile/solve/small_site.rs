//! Sites in which too few people live for a target to be met.

use super::people::SAMPLE;
use super::unmet::shortly;
use crate::calibration::{Obstacle, Target, TargetError};
use crate::issue::Issue;
use crate::scenario::Scenario;
use crate::scenario::compile::names::{grouped, written};

/// People in a site on whom a rate can be solved at all: by fewer it is off by more than it may be.
const FEWEST: f64 = 100.0;

/// A target that is out of reach in a site because hardly any of the people on whom it is solved live there.
pub fn out_of_reach(
    scenario: &Scenario,
    site: usize,
    lives_in: &[u8],
    e: &TargetError,
) -> Option<Issue> {
    let is_cause = match e.obstacle {
        Obstacle::Sample => true,
        Obstacle::OutOfReach(_) => !lives_in.iter().any(|&other| usize::from(other) == site),
        Obstacle::Contradicted(_) => false,
    };
    is_cause.then(|| too_small(scenario, site, e.wanted, &e.label))
}

/// A target that is missed in a site where fewer than [`FEWEST`] of the people live on whom it is solved.
pub fn missed(scenario: &Scenario, target: &Target) -> Option<Issue> {
    let site = target.site()?;
    let here = scenario.site_shares()[site] * SAMPLE as f64;
    (here < FEWEST).then(|| too_small(scenario, site, target.wanted, &target.label.to_string()))
}

fn too_small(scenario: &Scenario, site: usize, wanted: f64, label: &str) -> Issue {
    let share = scenario.site_shares()[site];
    let here = (share * SAMPLE as f64).round();
    let people = if here < 1.0 { "hardly any".to_owned() } else { format!("about {here}") };
    let (name, settings) = &scenario.sites.get_index(site).expect("targets are of known sites");
    let message = format!(
        "at a share of {}, {people} of the {} people on whom rates are solved live here: too few to reach {} for {label}",
        shortly(share),
        grouped(SAMPLE as f64),
        written(wanted)
    );
    let own = if settings.share.is_some() { ".share" } else { "" };
    let help = "make the share larger, or leave this site out";
    Issue::new(format!("sites.{name}{own}"), message).help(help)
}
