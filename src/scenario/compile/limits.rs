//! Sizes, names and numbers that no scenario can mean: refused before anything is built.

use serde_json::Value;

use super::latents;
use super::names::{check_count, written};
use crate::issue::Issue;
use crate::population::Covariate;
use crate::scenario::bounds::LARGEST;
use crate::scenario::name;
use crate::scenario::source::JsonPath;
use crate::scenario::{Options, Scenario};

/// The smallest that is told from 0 on every screen, and that a target can be solved for.
const SMALLEST: f64 = 1e-9;
/// Rows of results that one scenario may ask for.
pub const MOST_CELLS: usize = 10_000;
/// Most simulated trials of one run.
pub const MOST_REPLICATIONS: u32 = 10_000_000;

/// Checks the sections of one world for impossible names.
pub fn check(scenario: &Scenario, issues: &mut Vec<Issue>) {
    let population = &scenario.population;
    let work = scenario.work.as_ref();
    let history = work.map(|work| &work.history);
    let shocks = work.map(|work| &work.shocks);
    let baselines = latents::before_start(scenario);
    let sections: [(&str, Vec<&String>); 14] = [
        ("population.covariates", population.covariates.keys().collect()),
        ("population.traits", population.traits.keys().collect()),
        ("work.history", history.into_iter().flat_map(|items| items.keys()).collect()),
        ("work.shocks", shocks.into_iter().flat_map(|items| items.keys()).collect()),
        ("outcomes", scenario.outcomes.keys().collect()),
        ("treatment.arms", scenario.treatment.arms.keys().collect()),
        ("recruitment.waves", scenario.recruitment.waves.keys().collect()),
        ("sites", scenario.sites.keys().collect()),
        ("designs", scenario.designs.keys().collect()),
        ("analyses", scenario.analyses.keys().collect()),
        ("measurement.follow_ups", scenario.measurement.follow_ups.keys().collect()),
        ("outcomes", baselines.iter().collect()),
        ("families", scenario.families.keys().collect()),
        ("worlds", scenario.worlds.keys().collect()),
    ];
    check_name("name", &scenario.name, issues);
    check_name("treatment.control", scenario.treatment.control(), issues);
    for (path, names) in sections {
        for name in &names {
            check_name(path, name, issues);
        }
        let mut names: Vec<&str> = names.into_iter().map(String::as_str).collect();
        if path == "treatment.arms" {
            names.push(scenario.treatment.control());
        }
        check_twins(path, &names, issues);
    }
    for (name, covariate) in &population.covariates {
        if let Covariate::Categories(categories) = covariate {
            let path = format!("population.covariates.{name}.categories");
            let names: Vec<&str> = categories.keys().map(String::as_str).collect();
            for name in &names {
                check_name(&path, name, issues);
            }
            check_twins(&path, &names, issues);
        }
    }
}

fn check_name(path: &str, name: &str, issues: &mut Vec<Issue>) {
    issues.extend(name::fault(name).map(|message| Issue::new(path, message)));
}

/// Names of one section that only the way of writing tells apart.
fn check_twins(path: &str, names: &[&str], issues: &mut Vec<Issue>) {
    if let Some([first, second]) = name::twins(names) {
        let message = format!("{first:?} and {second:?} are the same name, written in two ways");
        issues.push(Issue::new(path, message).help("name one of them otherwise"));
    }
}

/// Refuses numbers beyond a million millions, and those too near 0 to be told from it, wherever they stand.
pub fn check_numbers(document: &Value, issues: &mut Vec<Issue>) {
    walk(document, &JsonPath::root(), issues);
}

fn walk(value: &Value, path: &JsonPath, issues: &mut Vec<Issue>) {
    match value {
        Value::Number(number) => {
            let x = number.as_f64().unwrap_or(f64::INFINITY);
            if x.abs() > LARGEST && path.to_string() != "run.seed" {
                let message =
                    format!("the number {} is beyond anything a scenario can mean", written(x));
                issues.push(
                    Issue::new(path.to_string(), message)
                        .help("numbers lie between -1e12 and 1e12"),
                );
            }
            if x != 0.0 && x.abs() < SMALLEST {
                let message = format!("the number {} is too small to be told from 0", written(x));
                let help = "the smallest number that can stand here is 1e-9";
                issues.push(Issue::new(path.to_string(), message).help(help));
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                walk(element, &path.index(index), issues);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                walk(member, &path.key(key), issues);
            }
        }
        _ => {}
    }
}

/// Checks how many trials are asked for, in the file or on the command line.
pub fn check_replications(scenario: &Scenario, options: &Options, issues: &mut Vec<Issue>) {
    let (stated, whence) = match options.replications {
        Some(stated) => (Some(stated), " (asked for on the command line)"),
        None => (scenario.run.replications, ""),
    };
    let before = issues.len();
    let stated = f64::from(stated.unwrap_or(1));
    check_count(issues, "run.replications", stated, 1.0, f64::from(MOST_REPLICATIONS));
    for issue in &mut issues[before..] {
        issue.message.push_str(whence);
    }
    if scenario.run.precision_of.of_family().is_some() && scenario.families.is_empty() {
        let word = scenario.run.precision_of.word();
        let message = format!("{word:?} is of several tests together, and no family is declared");
        let help = "declare one, as in \"families\": { \"all\": {} }";
        issues.push(Issue::new("run.precision_of", message).help(help));
    }
    if scenario.run.precision.is_some_and(|error| !(error > 0.0 && error.is_finite())) {
        let help = "as in 0.005: half a percentage point";
        issues.push(Issue::new("run.precision", "an error is a number above 0").help(help));
    }
}
