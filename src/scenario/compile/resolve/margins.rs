//! Where a margin can stand: with an estimator that has a standard error, below the whole of a share, and in comparisons in
//! which one share of the policy's effect is counted.

use super::drafted::Context;
use crate::assignment::DesignModel;
use crate::assumption::Assumption;
use crate::estimand::{Group, Resolved};
use crate::estimator::Analysis;
use crate::issue::Issue;
use crate::plan::World;

/// Checks the margin of an analysis that looks at these endpoints, if it has one.
pub(super) fn check_analysis(
    path: &str,
    analysis: &Analysis,
    world: &World,
    endpoints: &[usize],
) -> Vec<Issue> {
    let hypothesis = &analysis.hypothesis;
    let Some(margin) = hypothesis.member().margin() else { return Vec::new() };
    let mut issues = Vec::new();
    if hypothesis.member().has_two_margins() {
        issues.extend(check_levels(analysis, &format!("{path}.alpha")));
    }
    let path = format!("{path}.hypothesis");
    if !analysis.estimator.member().has_interval() {
        let message = format!(
            "{:?} is decided by the estimate and its standard error, and {:?} gives no standard error",
            hypothesis.name(),
            analysis.estimator.name()
        );
        let help =
            "choose another estimator, as \"difference_in_means\", or leave \"hypothesis\" out";
        issues.push(Issue::new(&path, message).help(help));
    }
    let path = format!("{path}.{}.margin", hypothesis.name());
    if margin.get() <= 0.0 {
        issues.push(Issue::new(&path, format!("must be above 0, found {}", margin.get())));
    }
    let largest = margin.range.map_or(margin.get(), |[_, high]| high.max(margin.get()));
    let mut measured = endpoints.iter().map(|&endpoint| &world.model.endpoints[endpoint]);
    let share = measured.find(|endpoint| endpoint.measure.is_share());
    if let Some(share) = share.filter(|_| largest >= 1.0) {
        let message = format!(
            "{:?} is yes or no, so that its margin lies below 1, found {largest}",
            world.outcomes[share.outcome]
        );
        issues.push(Issue::new(path, message).help("0.05 is 5 points"));
    }
    issues
}

/// Refuses a level at which each of two one-sided tests would reject more often than not.
fn check_levels(analysis: &Analysis, path: &str) -> Option<Issue> {
    let largest =
        |alpha: &Assumption| alpha.range.map_or(alpha.get(), |[_, high]| high.max(alpha.get()));
    let level = analysis.alpha.iter().map(largest).find(|&level| level >= 0.5)?;
    let message = format!(
        "{:?} makes two one-sided tests at \"alpha\" each, which has to lie below 0.5, found {level}",
        analysis.hypothesis.name()
    );
    Some(Issue::new(path, message).help("give a smaller \"alpha\", as 0.05"))
}

/// Whether a margin has one size in a comparison: where somebody is treated, and the same share on both sides on which
/// somebody is.
///
/// # Errors
/// Why not.
pub(super) fn check(
    context: &Context,
    design: &DesignModel,
    groups: [Group; 2],
    resolved: &Resolved,
) -> Result<(), &'static str> {
    let treated = groups.map(|group| match group {
        Group::Arm(arm) if arm > 0 => Some(arm),
        _ => None,
    });
    let [Some(one), Some(other)] = treated else {
        return if resolved.sides.is_empty() {
            Err(
                "neither group is treated, so that there is no policy effect of which a margin could be a part",
            )
        } else {
            Ok(())
        };
    };
    let counts_shares =
        resolved.sides.iter().any(|side| side.treated.is_some() || side.by_policy.is_some());
    let offers = [one, other].map(|arm| design.offer(arm));
    let is_alike =
        start_alike(context, one, other) && context.acceptance.is_alike(context.world, offers);
    if counts_shares && !is_alike {
        return Err(
            "another share of people is treated in the one arm than in the other, and a margin has no size then",
        );
    }
    Ok(())
}

/// Whether the same people start in either arm.
fn start_alike(context: &Context, one: usize, other: usize) -> bool {
    let Context { scenario, world, .. } = context;
    let stated = |arm: usize| {
        let take_up = scenario.treatment.arms[arm - 1].take_up.as_ref();
        take_up.map_or(1.0, |stated| stated.rate.get())
    };
    world.take_up[one - 1] == world.take_up[other - 1] && stated(one) == stated(other)
}
