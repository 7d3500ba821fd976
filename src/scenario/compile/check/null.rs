//! A world of role null states no effect.

use crate::issue::Issue;
use crate::outcome::Scale;
use crate::plan::WorldRole;
use crate::scenario::Scenario;
use crate::scenario::compile::names::written;
use crate::treatment::Effect;

/// Refuses effects that are stated there.
pub fn check(scenario: &Scenario, issues: &mut Vec<Issue>) {
    if scenario.role != WorldRole::Null {
        return;
    }
    for (arm, settings) in &scenario.treatment.arms {
        for (outcome, effect) in &settings.effects {
            let (tag, stated) = match effect {
                Effect::Points(value) => ("points", value.get()),
                Effect::PointsEligible(value) => ("points_eligible", value.get()),
                Effect::Latent(value) => ("latent", value.get()),
                Effect::AsRun { .. } | Effect::AsRunDifference { .. } => continue,
            };
            if stated != 0.0 {
                let size = match (tag, scenario.outcomes.get(outcome).map(|o| o.member().scale())) {
                    ("latent", Some(Scale::Share) | None) => {
                        format!("{} (latent)", written(stated))
                    }
                    (_, Some(Scale::Number(_)) | None) => written(stated),
                    _ => format!("{} points", written((1e10 * stated).round() / 1e8)),
                };
                let path = format!("treatment.arms.{arm}.effects.{outcome}.{tag}");
                issues.push(has_effect(path, arm, outcome, &size));
            }
        }
    }
}

/// A null world that does something.
pub fn has_effect(path: String, arm: &str, outcome: &str, size: &str) -> Issue {
    let message =
        format!("a world with the role \"null\" has a true effect: {arm} on {outcome}, {size}");
    Issue::new(path, message).help(
        "nothing works in a null world: take its effects out (\"effects\": null in every arm), or give it \
         another \"role\"",
    )
}
