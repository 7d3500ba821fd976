//! Are the people as the file says: what was wanted, and what the simulated people have.

use super::{Compiled, Names, Shown, words};
use crate::outcome::Match;
use crate::report::aims;
use crate::report::html::Section;
use crate::report::picture::targets::{Facts, Group, Target, figure};
use crate::report::picture::{Estimate, Figure, Unit};
use crate::report::words::Number;
use crate::report::words::head::{nav_trust, trust};

pub(super) fn section(shown: &Shown) -> Section {
    let (language, names) = (shown.language, shown.names());
    let targets = targets(shown.compiled, &names);
    let (met, all) = (targets.iter().filter(|target| target.is_met).count(), targets.len());
    Section {
        id: "trust",
        question: trust(language),
        answer: nav_trust(language, Number::count(met), Number::count(all)),
        lines: Vec::new(),
        figures: vec![drawn(shown.compiled, &names)],
        blocks: Vec::new(),
    }
}

/// What was wanted of the base world, and what its people have.
pub(in crate::report) fn drawn(compiled: &Compiled, names: &Names) -> Figure {
    let groups = vec![Group { name: String::new(), targets: targets(compiled, names) }];
    let described = words::of_base(&compiled.plan, names);
    figure(&Facts { described, groups }, names.language)
}

fn targets(compiled: &Compiled, names: &Names) -> Vec<Target> {
    let world = &compiled.plan.worlds[0].name;
    let own = compiled.calibration.iter().filter(|target| target.world == *world);
    let targets = own.map(|target| {
        let is_level = !target.path.contains(".effects.");
        let is_met =
            (target.achieved - target.wanted).abs() <= target.tolerance + 3.0 * target.mcse;
        Target {
            name: aims::told(&target.aim, names),
            unit: unit(compiled, &target.path),
            is_level,
            wanted: target.wanted,
            achieved: Estimate::new(target.achieved, target.mcse),
            is_exact: target.r#match == Match::Exact,
            is_met,
        }
    });
    targets.collect()
}

/// What a target is counted in: an outcome that is a number has its own unit.
fn unit(compiled: &Compiled, path: &str) -> Unit {
    let scenario = &compiled.scenario;
    let is_number = |name: &String| {
        let is_own = path.split(['.', '"']).any(|step| step == name);
        let cell = compiled.plan.cells.iter().find(|cell| cell.outcome == *name);
        is_own && cell.is_some_and(|cell| !cell.is_share)
    };
    if scenario.outcomes.keys().any(is_number) { Unit::Own(String::new()) } else { Unit::Points }
}
