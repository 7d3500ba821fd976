//! Cut-points of nested thresholds must stay in order in every arm.

use crate::issue::Issue;
use crate::outcome::Ladder;
use crate::plan::World;
use crate::scenario::Scenario;
use crate::treatment::Regime;

/// Refuses effects that bring them out of order.
pub fn check(scenario: &Scenario, world: &World) -> Vec<Issue> {
    let mut issues = Vec::new();
    for ladder in [Ladder::Hours, Ladder::Income] {
        let rungs = scenario.outcomes.values().map(|outcome| outcome.member().rung()).enumerate();
        let of_ladder = rungs.filter_map(|(k, rung)| Some((rung?, k)));
        let mut chain: Vec<(f64, usize)> =
            of_ladder.filter(|(rung, _)| rung.ladder == ladder).map(|(r, k)| (r.at, k)).collect();
        chain.sort_by(|a, b| a.0.total_cmp(&b.0));
        let sites = 0..scenario.sites.len().max(1);
        for (pair, site) in chain.windows(2).flat_map(|pair| sites.clone().map(move |s| (pair, s)))
        {
            check_pair(world, pair[0].1, pair[1].1, site, &mut issues);
        }
    }
    issues
}

fn check_pair(world: &World, low: usize, high: usize, site: usize, issues: &mut Vec<Issue>) {
    let endpoint = |k: usize| world.model.endpoints.iter().find(|e| e.outcome == k);
    let cut = |k: usize| endpoint(k).map(|e| e.measure.cut_in(site));
    let (Some(low_cut), Some(high_cut)) = (cut(low), cut(high)) else { return };
    let shifts = &world.model.shifts;
    let mut crossing = |a: f64, b: f64, who: &str, path: String| {
        if low_cut - a > high_cut - b {
            let (low, high) = (&world.outcomes[low], &world.outcomes[high]);
            let message = format!(
                "in {who}, more people would reach {high:?} than {low:?}, which contains it"
            );
            issues.push(Issue::new(path, message).help("bring the two effects closer together"));
        }
    };
    for (arm, effects) in shifts.effects.iter().enumerate().skip(1) {
        let path = format!("treatment.arms.{}.effects.{}", world.arms[arm], world.outcomes[high]);
        crossing(effects[low], effects[high], &world.arms[arm], path);
    }
    for delivery in 0..shifts.deliveries.len().max(1) {
        let artefact = |k: usize| shifts.of(k, Regime::as_run(0, false, delivery)).own;
        let path = "treatment.artefacts".to_owned();
        crossing(artefact(low), artefact(high), &world.arms[0], path);
    }
}
