//! The worlds of a scenario: those of its file, or variations of one of them.

use super::strangers::strangers;
use super::{Supplied, report};
use crate::issue::Issue;
use crate::plan::WorldRole;
use crate::scenario::compile::{limits, names};
use crate::scenario::source::{Document, JsonPath, Problem, Report};
use crate::scenario::{Options, Scenario, bounds, extents, families};

/// A world with the document that describes it.
pub struct Described {
    pub name: String,
    pub document: Document,
    pub scenario: Scenario,
}

/// The worlds to compile, the base world first: those of the file, or variations of one of them.
pub(super) fn read_all(document: &Document, options: &Options) -> Result<Vec<Described>, Report> {
    let base = base(document, options)?;
    let mut out = if options.base.is_none() && options.variations.is_empty() {
        of_file(document, options, base)?
    } else {
        varied(document, options)?
    };
    for Described { document, scenario, .. } in &mut out {
        let mut designs: Vec<String> = scenario.designs.keys().cloned().collect();
        let by_option = !options.designs.is_empty();
        if by_option {
            scenario.run.designs.clone_from(&options.designs);
        }
        let asked = Asked { kind: "design", names: &scenario.run.designs, by_option };
        asked.choose(document, &mut designs, None)?;
    }
    Ok(out)
}

/// The base world, where nothing is wrong with the file as a whole; otherwise what is wrong with the other
/// worlds is told with it.
fn base(document: &Document, options: &Options) -> Result<Scenario, Report> {
    let (report, repaired) = match document.decode_or_repair::<Scenario>() {
        Err((report, repaired)) => (report, *repaired),
        Ok(base) => match check_file(document, &base, options) {
            Ok(()) => return Ok(base),
            Err(report) => (report, document.clone()),
        },
    };
    let mut more = Vec::new();
    for name in document.world_names() {
        more.extend(own_mistakes(document, &repaired, name, report.problems()));
    }
    Err(report.and(more))
}

/// Whether a path is another or leads inside it.
fn is_inside(path: &str, other: &str) -> bool {
    let inside = path.strip_prefix(other);
    inside.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// What is wrong with the patch of a world, whatever is wrong with the file that it changes.
fn own_mistakes(
    document: &Document,
    repaired: &Document,
    name: &str,
    of_file: &[Problem],
) -> Vec<Problem> {
    let found = |document: &Document| -> Vec<Problem> {
        let report = read(document, name).err();
        report.map_or_else(Vec::new, |report| report.problems().to_vec())
    };
    let again = found(repaired);
    let patch = JsonPath::root().key("worlds").key(name).to_string();
    let is_own = |problem: &Problem| {
        let path = problem.path();
        let Some(place) = path.strip_prefix(&patch) else { return false };
        let place = place.strip_prefix('.').unwrap_or(place);
        let stays = again.iter().any(|other| other.path() == path);
        let follows = |known: &Problem| {
            let known = known.path();
            is_inside(path, known)
                || place == known
                || (!known.is_empty() && is_inside(place, known))
        };
        stays && !of_file.iter().any(follows)
    };
    found(document).into_iter().filter(is_own).collect()
}

/// Checks what belongs to the file as a whole.
fn check_file(document: &Document, base: &Scenario, options: &Options) -> Result<(), Report> {
    let mut issues: Vec<Issue> = bounds::impossible_ranges(document)
        .into_iter()
        .map(|found| Issue::new(found.path, found.message))
        .collect();
    issues.extend(extents::check(document));
    limits::check(base, &mut issues);
    limits::check_numbers(&document.value(), &mut issues);
    limits::check_replications(base, options, &mut issues);
    check_patches(document, base, &mut issues);
    if !issues.is_empty() {
        return Err(report(document, issues));
    }
    let base_name = document.base_world();
    if document.world_names().contains(&base_name) {
        let message = format!("{base_name:?} is the name of the world without a patch");
        let help = Some("name this world otherwise, or set \"base_world\"");
        return Err(document.problem_at(&format!("worlds.{base_name}"), &message, help).into());
    }
    Ok(())
}

/// A world of the file: nulls that remove nothing, names that nothing else knows and values that do not fit
/// are told together.
fn read(document: &Document, name: &str) -> Result<(Document, Scenario), Report> {
    let (patched, mut problems) = patched(document, name)?;
    match patched.decode() {
        Ok(scenario) => Report::from_problems(problems).map(|()| (patched, scenario)),
        Err(report) => {
            let is_new = |problem: &&Problem| {
                !problems.iter().any(|known| is_inside(problem.path(), known.path()))
            };
            let more: Vec<Problem> = report.problems().iter().filter(is_new).cloned().collect();
            problems.extend(more);
            Report::from_problems(problems).and(Err(report))
        }
    }
}

/// A document as it is in one of its worlds, as far as the patch goes.
pub fn as_patched(document: &Document, name: &str) -> Result<Document, Report> {
    document.patched(name, &is_choice).map(|(patched, _)| patched)
}

/// A document as it is in one of its worlds, and what is wrong with the patch itself.
fn patched(document: &Document, name: &str) -> Result<(Document, Vec<Problem>), Report> {
    let (patched, mut problems) = document.patched(name, &is_choice)?;
    let told = |i: Issue| patched.problem_at(&i.path, i.message, i.help.as_deref());
    let strangers: Vec<Problem> = strangers(document, &patched).into_iter().map(told).collect();
    problems.extend(strangers);
    Ok((patched, problems))
}

fn of_file(
    document: &Document,
    options: &Options,
    base: Scenario,
) -> Result<Vec<Described>, Report> {
    let stated = if options.worlds.is_empty() { &base.run.worlds } else { &options.worlds };
    let mut wanted = stated.clone();
    let mut names: Vec<String> = document.world_names().into_iter().map(str::to_owned).collect();
    if options.null_world && !wanted.is_empty() {
        let supplied = Supplied::free(document);
        match declared_null(document, &base, &names) {
            Some(name) => wanted.push(name),
            None => wanted.retain(|name| name != supplied.null),
        }
        wanted.retain(|name| name != supplied.undisturbed);
        wanted.push(document.base_world().to_owned());
    }
    let by_option = !options.worlds.is_empty();
    let asked = Asked { kind: "world", names: &wanted, by_option };
    asked.choose(document, &mut names, Some(document.base_world()))?;
    let name = document.base_world().to_owned();
    let mut out = vec![Described { name, document: document.clone(), scenario: base }];
    Report::all(names.into_iter().map(|name| {
        let (document, scenario) = read(document, &name)?;
        out.push(Described { name, document, scenario });
        Ok(())
    }))?;
    Ok(out)
}

/// The first world of role null, which tells the false alarms and comes along whatever is asked for.
fn declared_null(document: &Document, base: &Scenario, names: &[String]) -> Option<String> {
    if base.role == WorldRole::Null {
        return Some(document.base_world().to_owned());
    }
    for name in names {
        let role = document.get(&format!("worlds.{name}.role"));
        if role.is_some_and(|role| role == "null") {
            return Some(name.clone());
        }
    }
    None
}

/// One world of the file, and variations of it.
fn varied(document: &Document, options: &Options) -> Result<Vec<Described>, Report> {
    let name = options.base.clone().unwrap_or_else(|| document.base_world().to_owned());
    let start = in_world(document, &name)?;
    let scenario: Scenario = start.decode()?;
    let mut out = vec![Described { name, document: start.clone(), scenario }];
    for variation in &options.variations {
        let mut varied = start.clone();
        for setting in &variation.set {
            if setting.starts_with("run.") || setting.starts_with("run=") {
                let message = format!("{setting:?} cannot be varied: it is the same in all worlds");
                let help = Some("give --replications or --seed for all of them");
                return Err(document.problem_at("run", &message, help).into());
            }
            varied.set_by("--vary", setting)?;
        }
        let issues = strangers(&start, &varied);
        if !issues.is_empty() {
            return Err(report(&varied, issues));
        }
        let scenario = varied.decode()?;
        out.push(Described { name: variation.name.clone(), document: varied, scenario });
    }
    Ok(out)
}

/// A document as it is in one of its worlds.
///
/// # Errors
/// An unknown world.
pub fn in_world(document: &Document, name: &str) -> Result<Document, Report> {
    if name == document.base_world() {
        return Ok(document.clone());
    }
    let mut names = document.world_names().into_iter().map(str::to_owned).collect();
    let asked = Asked { kind: "world", names: &[name.to_owned()], by_option: true };
    asked.choose(document, &mut names, Some(document.base_world()))?;
    let (patched, problems) = patched(document, name)?;
    Report::from_problems(problems).map(|()| patched)
}

fn is_choice(tag: &str) -> bool {
    TAGS.contains(&tag) || families::is_choice(tag)
}

/// What belongs to the file as a whole is the same in all worlds.
fn check_patches(document: &Document, base: &Scenario, issues: &mut Vec<Issue>) {
    for world in base.worlds.keys() {
        for key in ["$schema", "name", "base_world", "families", "run"] {
            let path = format!("worlds.{world}.{key}");
            if document.location(&path).is_some() {
                let message =
                    format!("a world cannot change {key:?}: it is the same in all worlds");
                issues.push(Issue::new(path, message).help("leave it out"));
            }
        }
    }
}

/// Names of externally tagged choices that are of no family, for merging patches.
const TAGS: &[&str] = &[
    "binary",
    "categories",
    "conditional",
    "subclass",
    "uniform",
    "triangular",
    "normal",
    "truncated_normal",
    "lognormal",
    "earnings",
    "any_earnings",
    "points",
    "points_eligible",
    "latent",
    "as_run",
    "as_run_difference",
    "after_enrolment",
    "before_enrolment",
    "rate",
    "intercept",
];

/// Names that are asked for, by an option of the command or under `run`.
struct Asked<'a> {
    kind: &'static str,
    names: &'a [String],
    by_option: bool,
}

impl Asked<'_> {
    /// Keeps what was asked for; all when nothing was.
    fn choose(
        &self,
        document: &Document,
        names: &mut Vec<String>,
        always: Option<&str>,
    ) -> Result<(), Report> {
        let (kind, whence) = (self.kind, if self.by_option { "" } else { "run." });
        for name in self.names {
            if names.contains(name) || always == Some(name) {
                continue;
            }
            let known = names.iter().map(String::as_str).chain(always);
            let mut issue = names::unknown(format!("{whence}{kind}s"), kind, name, known);
            if self.by_option {
                issue.message.push_str(" (asked for on the command line)");
            }
            let help = issue.help.as_deref();
            return Err(document.problem_at(&issue.path, &issue.message, help).into());
        }
        if !self.names.is_empty() {
            names.retain(|n| self.names.contains(n));
        }
        Ok(())
    }
}
