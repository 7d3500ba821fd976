//! Are the people as the file says: what was wanted, and what the simulated people have.

use super::{Labelled, Shown, words};
use crate::outcome::Match;
use crate::report::aims;
use crate::report::html::Section;
use crate::report::names::Names;
use crate::report::picture::targets::{Facts, Group, Target, figure};
use crate::report::picture::{Estimate, Unit};
use crate::report::words::Number;
use crate::report::words::head::{nav_trust, trust};

pub(super) fn section(shown: &Shown) -> Section {
    let world = &shown.plan().worlds[0].name;
    let names = Names::of(shown.compiled, shown.language);
    let own = || shown.results.calibration.iter().filter(|target| target.world == *world);
    let targets = own().map(|target| {
        let is_level = !target.path.contains(".effects.");
        let is_met =
            (target.achieved - target.wanted).abs() <= target.tolerance + 3.0 * target.mcse;
        Target {
            name: aims::told(&target.aim, &names),
            unit: unit(shown, &target.path),
            is_level,
            wanted: target.wanted,
            achieved: Estimate::new(target.achieved, target.mcse),
            is_exact: target.r#match == Match::Exact,
            is_met,
        }
    });
    let targets: Vec<Target> = targets.collect();
    let (met, all) = (targets.iter().filter(|target| target.is_met).count(), targets.len());
    let described = match shown.plan().worlds.len() {
        1 => String::new(),
        _ => words::world(shown.language, &shown.shown(Labelled::World, world)),
    };
    let groups = vec![Group { name: String::new(), targets }];
    let figure = figure(&Facts { described, groups }, shown.language);
    Section {
        id: "trust",
        question: trust(shown.language),
        answer: nav_trust(shown.language, Number::count(met), Number::count(all)),
        lines: Vec::new(),
        figures: vec![figure],
    }
}

/// What a target is counted in: an outcome that is a number has its own unit.
fn unit(shown: &Shown, path: &str) -> Unit {
    let scenario = &shown.compiled.scenario;
    let is_number = |name: &String| {
        let is_own = path.split(['.', '"']).any(|step| step == name);
        let cell = shown.plan().cells.iter().find(|cell| cell.outcome == *name);
        is_own && cell.is_some_and(|cell| !cell.is_share)
    };
    if scenario.outcomes.keys().any(is_number) { Unit::Own(String::new()) } else { Unit::Points }
}
