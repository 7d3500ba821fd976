//! A check for people: who is there at each stage, targets met or not, and where numbers come from.

use indexmap::IndexMap;

use super::missing::{NO_RANGE, NO_SOURCE};
use super::{Check, Sourced};
use crate::assumption::Provenance;
use crate::calibration::Calibrated;
use crate::diagnosis::measured::Measured;
use crate::outcome::Match;
use crate::plan::{Disturbance, WorldOrigin, WorldRole};
use crate::report::digits;
use crate::report::page::Page;
use crate::report::table::Table;
use crate::scenario::source::{JsonPath, Step};

/// Last place of a spread between people: tenths.
const SPREAD: i32 = -1;
/// What a test against a margin shows in a world without effects.
const NO_FALSE_ALARM: &str =
    "That an arm is not worse by a margin is true there: to show it is no false alarm.";
/// The part of a tolerance that the solver leaves of a gap.
const SOLVED: f64 = 0.01;

impl Check {
    /// The text for people, with ANSI styles.
    pub fn text(&self, width: usize) -> String {
        let mut page = Page::new(width);
        page.heading(&format!("{}: what will be simulated", self.scenario.name));
        self.write_flow(&mut page);
        self.write_artefacts(&mut page);
        self.write_families(&mut page);
        self.write_calibration(&mut page);
        self.write_null_worlds(&mut page);
        self.write_individual(&mut page);
        self.write_warnings(&mut page);
        self.write_assumptions(&mut page);
        self.write_missing(&mut page);
        page.finish()
    }

    fn write_individual(&self, page: &mut Page) {
        let months = self.measured.told();
        if self.individual_effects.is_empty() {
            if let Some(months) = months {
                page.gap();
                page.text(&months, "  ");
            }
            return;
        }
        page.heading("Effects on people who enrol, and how they differ between them, base world");
        let mut table = Table::new(&["effect", "mean", "spread", "lowered (% of people)"], 1);
        for e in &self.individual_effects {
            let (scale, unit) = match (e.is_share, e.unit) {
                (true, _) => (100.0, " points".to_owned()),
                (_, Some(unit)) => (1.0, format!(" {unit}")),
                (_, None) => (1.0, String::new()),
            };
            let month = e.month.map_or_else(String::new, |m| format!(", month {m}"));
            let mean = Measured { value: scale * e.mean, mcse: scale * e.mean_mcse };
            let spread = Measured { value: scale * e.spread, mcse: 0.0 };
            table.row(vec![
                format!("{} on {}{month}", e.arm, e.outcome),
                format!("{}{unit}", digits::signed_with_error(mean)),
                format!("{}{unit}", digits::short(spread, SPREAD).replace('+', "")),
                digits::number(100.0 * e.lowered, 0),
            ]);
        }
        page.table(table);
        page.text(
            "What the arm changes for each person, given characteristics, traits and work history: the chance of a \
             yes/no outcome in points, and any other outcome in its own unit.",
            "",
        );
        if let Some(months) = months {
            page.text(&months, "  ");
        }
    }

    fn write_warnings(&self, page: &mut Page) {
        if !self.warnings.is_empty() {
            page.gap();
        }
        for doubt in &self.warnings {
            page.warning(&format!("{}: {}", doubt.path, doubt.message), "  ");
        }
    }

    fn write_flow(&self, page: &mut Page) {
        page.heading(&format!(
            "People at each stage, base world (mean of {} simulated trials ± their standard deviation)",
            self.flow.replications
        ));
        for (design, stages) in &self.flow.designs {
            let mut table = Table::new(&[design, "simulated", "stated rates imply"], 1);
            for stage in stages {
                let m = stage.simulated;
                let spread = if m.sd > 0.05 {
                    format!(" ± {}", digits::number(m.sd, 0))
                } else {
                    String::new()
                };
                let implied = stage.implied.map_or_else(|| "–".to_owned(), digits::count);
                table.row(vec![stage.stage.clone(), digits::count(m.mean) + &spread, implied]);
            }
            page.gap();
            page.table(table);
            if let Some(sentence) = self.flow.assignment.get(design) {
                page.text(sentence, "");
            }
        }
    }

    /// What the trial itself does to people in the base world.
    fn write_artefacts(&self, page: &mut Page) {
        let Some(base) = self.worlds.first().filter(|base| !base.artefacts.is_empty()) else {
            return;
        };
        page.heading("What being in the trial does to people, base world");
        for sentence in &base.artefacts {
            page.text(sentence, "");
        }
    }

    /// Targets world by world; what the first world has in the same words and numbers is counted.
    fn write_calibration(&self, page: &mut Page) {
        let Some(first) = self.calibration.first().map(|c| c.world.as_str()) else { return };
        page.heading("Targets: what you asked for, and what the solved plan gives (~ approximate)");
        let mut worlds: Vec<&str> = Vec::new();
        for c in &self.calibration {
            if !worlds.contains(&c.world.as_str()) {
                worlds.push(&c.world);
            }
        }
        for world in worlds {
            let own = self.calibration.iter().filter(|c| c.world == world);
            let (same, new): (Vec<_>, Vec<_>) =
                own.partition(|c| world != first && self.is_in(first, c));
            let header = format!("world {world}");
            let mut table = Table::new(&[&header, "wanted", "achieved", "gap"], 1);
            for c in new {
                table.row(calibration_row(c));
            }
            if table.is_empty() && same.is_empty() {
                continue;
            }
            page.gap();
            if table.is_empty() {
                page.text(&format!("world {world}: the same targets as {first}"), "");
            } else {
                page.table(table);
                if !same.is_empty() {
                    page.quiet(&format!("and {} as in {first}", same.len()), "");
                }
            }
        }
    }

    /// Worlds in which what is found is a false alarm.
    fn write_null_worlds(&self, page: &mut Page) {
        let Some(base) = self.worlds.first() else { return };
        page.gap();
        for world in self.worlds.iter().filter(|world| world.without_effects) {
            let text = match (world.name == base.name, world.origin) {
                _ if !world.without.is_empty() => format!(
                    "World {} is supplied as well: no effect on anybody, {}; as many take part, and the frame under \
                     control is the same. How often several arms give at least one false alarm is counted there once \
                     more.",
                    world.name,
                    Disturbance::told_without(&world.without)
                ),
                (true, _) => format!(
                    "World {} has no effects: whatever is found there is a false alarm.",
                    world.name
                ),
                (_, WorldOrigin::Supplied) => format!(
                    "World {} is supplied, since the scenario has none with role \"null\": people, enrolment and \
                     constants as in {}, no effect on anybody. Whatever is found there is a false alarm.",
                    world.name, base.name
                ),
                _ => format!(
                    "World {} has no effect on anybody: whatever is found there is a false alarm.",
                    world.name
                ),
            };
            page.text(&text, "  ");
            if world.has_margins && world.without.is_empty() {
                page.text(NO_FALSE_ALARM, "  ");
            }
        }
        if let Some(odd) =
            self.worlds.iter().find(|w| w.name == "null" && w.role != WorldRole::Null)
        {
            page.warning(
                &format!(
                    "World {} does not have the role \"null\", so that false alarms are counted in another world.",
                    odd.name
                ),
                "  ",
            );
        }
    }

    fn is_in(&self, world: &str, c: &Calibrated) -> bool {
        let shown = |c: &Calibrated| {
            (c.path.clone(), c.target.clone(), c.wanted, digits::number(c.achieved, -3))
        };
        self.calibration.iter().any(|other| other.world == world && shown(other) == shown(c))
    }

    fn write_assumptions(&self, page: &mut Page) {
        if self.assumptions.is_empty() {
            return;
        }
        let count = |source| self.assumptions.iter().filter(|a| a.source == source).count();
        let whose = match self.assumptions.len() {
            1 => "the one number with its source comes".to_owned(),
            several => format!("{several} numbers come"),
        };
        page.heading(&format!(
            "Where {whose} from: {} stated, {} derived, {} external, {} assumed",
            count(Provenance::Stated),
            count(Provenance::Derived),
            count(Provenance::External),
            count(Provenance::Assumption)
        ));
        let mut groups: IndexMap<String, Vec<(String, &Sourced)>> = IndexMap::new();
        for entry in &self.assumptions {
            let (group, rest) = section(&entry.path);
            groups.entry(group).or_default().push((rest, entry));
        }
        for (group, entries) in groups {
            page.gap();
            page.text(&group, "");
            for (path, entry) in entries {
                page.text(&entry.told(&path), "      ");
            }
        }
    }

    fn write_missing(&self, page: &mut Page) {
        page.gap();
        let number = |message| self.missing.iter().filter(|m| m.message == message).count();
        let (sources, ranges) = (number(NO_SOURCE), number(NO_RANGE));
        if self.missing.is_empty() {
            page.text("Every number has a source, and every assumption a range.", "");
        } else {
            page.warning(
                &format!("Without a source: {sources} of the numbers; assumed without a range: {ranges} (--strict lists them)."),
                "",
            );
        }
    }
}

fn calibration_row(c: &Calibrated) -> Vec<String> {
    let about = match c.r#match {
        Match::Exact => "",
        Match::Approximate => "~ ",
    };
    let achieved = Measured { value: c.achieved, mcse: c.mcse };
    let missed = c.achieved - c.wanted;
    // What the solver leaves is no gap.
    let missed = if missed.abs() < SOLVED * c.tolerance { 0.0 } else { missed };
    let gap = Measured { value: missed, mcse: c.mcse };
    vec![
        c.target.clone(),
        format!("{about}{}", digits::trimmed(c.wanted)),
        digits::with_error(achieved),
        digits::gap(gap, c.wanted),
    ]
}

/// A path split after its section; in a world's patch, after the world.
fn section(path: &str) -> (String, String) {
    let parsed = JsonPath::parse(path).unwrap_or_default();
    let in_world = matches!(parsed.steps().first(), Some(Step::Key(key)) if key == "worlds");
    let length = if in_world { 2 } else { 1 };
    let join = |steps: &[Step]| {
        steps.iter().fold(JsonPath::root(), |path, step| path.then(step.clone())).to_string()
    };
    let (group, rest) = parsed.steps().split_at(length.min(parsed.steps().len()));
    (join(group), join(rest))
}

impl Sourced {
    /// `  size = 6,030 (range 5,000 to 7,000), stated: Nijmegen, §3.6`.
    fn told(&self, path: &str) -> String {
        let range = self.range.map_or_else(String::new, |[low, high]| {
            format!(" (range {} to {})", digits::trimmed(low), digits::trimmed(high))
        });
        let source = match self.source {
            Provenance::Stated => "stated",
            Provenance::Derived => "derived",
            Provenance::External => "external",
            Provenance::Assumption => "assumption",
        };
        let set = if self.overridden { "changed by --set; was " } else { "" };
        let citation = self.citation.as_ref().map_or_else(String::new, |c| format!(": {c}"));
        format!("  {path} = {}{range}, {set}{source}{citation}", digits::trimmed(self.value))
    }
}
