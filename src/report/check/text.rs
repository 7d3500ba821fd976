//! A check for people: who is there at each stage, targets met or not, and where numbers come from.

use indexmap::IndexMap;

use super::missing::{NO_RANGE, NO_SOURCE};
use super::{Check, Sourced, words};
use crate::assumption::Provenance;
use crate::calibration::{Calibrated, IndividualEffects};
use crate::diagnosis::measured::Measured;
use crate::language::Language;
use crate::outcome::Match;
use crate::plan::{Disturbance, WorldOrigin, WorldRole};
use crate::report::names::Names;
use crate::report::page::Page;
use crate::report::run::flow::At;
use crate::report::table::Table;
use crate::report::words::{Listed, Number};
use crate::report::{aims, digits};
use crate::scenario::Labelled;
use crate::scenario::source::{JsonPath, Step};

/// The survey before the start.
const BASELINE: &str = "baseline_survey";
/// Last place of a spread between people: tenths.
const SPREAD: i32 = -1;
/// The part of a tolerance that the solver leaves of a gap.
const SOLVED: f64 = 0.01;

impl Check {
    /// The text for people, with ANSI styles.
    pub fn text(&self, names: &Names, width: usize) -> String {
        self.screen(names, width).finish()
    }

    pub(super) fn screen(&self, names: &Names, width: usize) -> Page {
        let mut page = Page::new(width);
        let language = names.language;
        page.heading(&words::title(language, &self.scenario.name));
        self.write_flow(names, &mut page);
        self.write_artefacts(names, &mut page);
        self.write_families(names, &mut page);
        self.write_calibration(names, &mut page);
        self.write_null_worlds(names, &mut page);
        self.write_individual(names, &mut page);
        self.write_warnings(&mut page);
        self.write_assumptions(language, &mut page);
        self.write_missing(language, &mut page);
        page
    }

    /// What the base world is called.
    fn base(&self, names: &Names) -> String {
        self.worlds.first().map(|base| names.world(&base.name)).unwrap_or_default()
    }

    fn write_individual(&self, names: &Names, page: &mut Page) {
        let (months, language) = (self.measured.told(names), names.language);
        if self.individual_effects.is_empty() {
            if let Some(months) = months {
                page.gap();
                page.text(&months, "  ");
            }
            return;
        }
        page.heading(&words::differences(language, self.base(names)));
        let header =
            [words::column_effect, words::column_mean, words::column_spread, words::column_lowered];
        let header = header.map(|column| column(language));
        let mut table = Table::new(&header.each_ref().map(String::as_str), 1);
        for e in &self.individual_effects {
            let scale = if e.is_share { 100.0 } else { 1.0 };
            let mean = Measured { value: scale * e.mean, mcse: scale * e.mean_mcse };
            let spread = Measured { value: scale * e.spread, mcse: 0.0 };
            let told = |number: String| {
                let number = language.number(&number);
                match (e.is_share, unit(e, language)) {
                    (true, _) => words::points(language, number),
                    (false, Some(unit)) => format!("{number} {unit}"),
                    (false, None) => number,
                }
            };
            let outcome = names.outcome(&e.outcome, e.month);
            table.row(vec![
                words::effect_on(language, names.group(&e.arm), outcome),
                told(digits::signed_with_error(mean)),
                told(digits::short(spread, SPREAD).replace('+', "")),
                language.number(&digits::number(100.0 * e.lowered, 0)),
            ]);
        }
        page.table(table);
        page.text(&words::what_changes(language), "");
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

    fn write_flow(&self, names: &Names, page: &mut Page) {
        let language = names.language;
        let trials = Number::count(self.flow.replications as usize);
        page.heading(&words::people(language, self.base(names), trials));
        for (design, stages) in &self.flow.designs {
            let header = [
                names.shown(Labelled::Design, design),
                words::column_simulated(language),
                words::column_implied(language),
            ];
            let mut table = Table::new(&header.each_ref().map(String::as_str), 1);
            for stage in stages {
                let m = stage.simulated;
                let spread = if m.sd > 0.05 {
                    format!(" ± {}", digits::number(m.sd, 0))
                } else {
                    String::new()
                };
                let simulated = digits::count(m.mean) + &spread;
                let implied = stage.implied.map_or_else(|| "–".to_owned(), digits::count);
                let numbers = [simulated, implied].map(|number| language.number(&number));
                table.row([&[told_stage(&stage.at, names)], &numbers[..]].concat());
            }
            page.gap();
            page.table(table);
            let told = self.flow.assignment_told.get(design).into_iter().flatten();
            let told: Vec<&str> = told.map(|text| text.text_in(language)).collect();
            if !told.is_empty() {
                page.text(&told.join(" "), "");
            }
        }
    }

    /// What the trial itself does to people in the base world.
    fn write_artefacts(&self, names: &Names, page: &mut Page) {
        if self.worlds.first().is_none_or(|base| base.artefacts.is_empty()) {
            return;
        }
        page.heading(&words::artefacts(names.language, self.base(names)));
        for sentence in &self.artefacts {
            page.text(sentence.text_in(names.language), "");
        }
    }

    /// Targets world by world; what the first world has in the same words and numbers is counted.
    fn write_calibration(&self, names: &Names, page: &mut Page) {
        let language = names.language;
        let Some(first) = self.calibration.first().map(|c| c.world.as_str()) else { return };
        page.heading(&words::targets(language));
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
            let header = [
                words::world(language, names.world(world)),
                words::column_wanted(language),
                words::column_achieved(language),
                words::column_difference(language),
            ];
            let mut table = Table::new(&header.each_ref().map(String::as_str), 1);
            for c in new {
                table.row(calibration_row(c, names));
            }
            if table.is_empty() && same.is_empty() {
                continue;
            }
            page.gap();
            let first = names.world(first);
            if table.is_empty() {
                page.text(&words::all_as_in(language, names.world(world), first), "");
            } else {
                page.table(table);
                if !same.is_empty() {
                    page.quiet(&words::some_as_in(language, Number::count(same.len()), first), "");
                }
            }
        }
    }

    /// Worlds in which what is found is a false alarm.
    fn write_null_worlds(&self, names: &Names, page: &mut Page) {
        let Some(base) = self.worlds.first() else { return };
        let language = names.language;
        page.gap();
        for world in self.worlds.iter().filter(|world| world.without_effects) {
            let name = names.world(&world.name);
            let text = match (world.name == base.name, world.origin) {
                _ if !world.without.is_empty() => {
                    let without = world.without.iter().map(|without| match without {
                        Disturbance::Selection => words::selection(language),
                        Disturbance::Artefacts => words::trial_itself(language),
                    });
                    words::supplied_further(language, Listed(without.collect()))
                }
                (true, _) => words::base_without_effects(language, name),
                (_, WorldOrigin::Supplied) => words::supplied(language, name, self.base(names)),
                _ => words::without_effects(language, name),
            };
            page.text(&text, "  ");
            if world.has_margins && world.without.is_empty() {
                page.text(&words::no_false_alarm(language), "  ");
            }
        }
        if let Some(odd) =
            self.worlds.iter().find(|w| w.name == "null" && w.role != WorldRole::Null)
        {
            page.warning(&words::odd_null(language, names.world(&odd.name)), "  ");
        }
    }

    fn is_in(&self, world: &str, c: &Calibrated) -> bool {
        let shown = |c: &Calibrated| {
            (c.path.clone(), c.target.clone(), c.wanted, digits::number(c.achieved, -3))
        };
        self.calibration.iter().any(|other| other.world == world && shown(other) == shown(c))
    }

    fn write_assumptions(&self, language: Language, page: &mut Page) {
        if self.assumptions.is_empty() {
            return;
        }
        let count =
            |source| Number::count(self.assumptions.iter().filter(|a| a.source == source).count());
        let stated = count(Provenance::Stated);
        let derived = count(Provenance::Derived);
        let external = count(Provenance::External);
        let assumed = count(Provenance::Assumption);
        page.heading(&match self.assumptions.len() {
            1 => words::source(language, stated, derived, external, assumed),
            n => words::sources(language, Number::count(n), stated, derived, external, assumed),
        });
        let mut groups: IndexMap<String, Vec<(String, &Sourced)>> = IndexMap::new();
        for entry in &self.assumptions {
            let (group, rest) = section(&entry.path);
            groups.entry(group).or_default().push((rest, entry));
        }
        for (group, entries) in groups {
            page.gap();
            page.text(&group, "");
            for (path, entry) in entries {
                page.text(&format!("  {}", entry.told(&path, language)), "      ");
            }
        }
    }

    fn write_missing(&self, language: Language, page: &mut Page) {
        page.gap();
        let number =
            |message| Number::count(self.missing.iter().filter(|m| m.message == message).count());
        if self.missing.is_empty() {
            page.text(&words::complete(language), "");
        } else {
            page.warning(&words::lacking(language, number(NO_SOURCE), number(NO_RANGE)), "");
        }
    }
}

/// What is counted where an outcome is no share of people.
fn unit(e: &IndividualEffects, language: Language) -> Option<&'static str> {
    match (e.unit?, language) {
        ("months", Language::Dutch) => Some("maanden"),
        ("euros", Language::Dutch) => Some("euro"),
        ("hours", Language::Dutch) => Some("uur"),
        (unit, _) => Some(unit),
    }
}

/// A stage in words; those within another stand below it.
fn told_stage(at: &At, names: &Names) -> String {
    let language = names.language;
    match at {
        At::Eligible => words::eligible(language),
        At::Reference => words::reference(language),
        At::Invited => words::invited(language),
        At::DrawnFor(arm) => format!("  {}", words::drawn_for(language, names.the_group(arm))),
        At::Registered => words::registered(language),
        At::Admitted => words::admitted(language),
        At::Randomised => words::randomised(language),
        At::In(arm) => format!("  {}", words::in_arm(language, names.the_group(arm))),
        At::Living(site) => {
            format!("  {}", words::living(language, names.shown(Labelled::Site, site)))
        }
        At::Started => words::started(language),
        At::Analysed => words::analysed(language),
        At::AnalysedAsDrawn => words::analysed_as_drawn(language),
        At::AnalysedParticipants => words::analysed_participants(language),
        At::Answers(survey) if survey == BASELINE => words::baseline(language, survey),
        At::Answers(survey) => words::answering(language, survey),
    }
}

fn calibration_row(c: &Calibrated, names: &Names) -> Vec<String> {
    let language = names.language;
    let about = match c.r#match {
        Match::Exact => "",
        Match::Approximate => "~ ",
    };
    let achieved = Measured { value: c.achieved, mcse: c.mcse };
    let missed = c.achieved - c.wanted;
    // What the solver leaves is no gap.
    let missed = if missed.abs() < SOLVED * c.tolerance { 0.0 } else { missed };
    let gap = Measured { value: missed, mcse: c.mcse };
    let numbers = [
        format!("{about}{}", digits::trimmed(c.wanted)),
        digits::with_error(achieved),
        digits::gap(gap, c.wanted),
    ];
    let numbers = numbers.map(|number| language.number(&number));
    [&[aims::told(&c.aim, names)], &numbers[..]].concat()
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
    /// `size = 6,030 (range 5,000 to 7,000), stated: Nijmegen, §3.6`.
    fn told(&self, path: &str, language: Language) -> String {
        let source = match self.source {
            Provenance::Stated => words::stated(language),
            Provenance::Derived => words::derived(language),
            Provenance::External => words::external(language),
            Provenance::Assumption => words::assumption(language),
        };
        let source = if self.overridden { words::changed(language, &source) } else { source };
        let citation = self.citation.as_ref().map_or_else(String::new, |c| format!(": {c}"));
        let value = Number::stated(self.value);
        let told = match self.range {
            None => words::number(language, path, value, &source),
            Some(range) => {
                let [low, high] = range.map(Number::stated);
                words::number_range(language, path, value, low, high, &source)
            }
        };
        told + &citation
    }
}
