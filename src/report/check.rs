//! What `simulate check` says: targets met or not, people expected at each stage, and where every
//! number of the scenario comes from.

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::Value;

use super::digits;
use super::flow::{Stage, stages};
use super::json;
use super::page::Page;
use super::results::{FlowRow, ScenarioId};
use super::table::Table;
use crate::assumption::Provenance;
use crate::calibration::{Calibrated, IndividualEffects};
use crate::diagnosis::measured::Measured;
use crate::outcome::Match;
use crate::plan::Plan;
use crate::replicate::FlowCount;
use crate::scenario::Compiled;
use crate::scenario::source::{AssumptionEntry, Document, JsonPath, Problem, Report, Step};

/// Simulated trials behind the expected flow.
pub const REPLICATIONS: u32 = 64;

/// A scenario before it is run.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// Version of this layout.
    pub format: u32,
    /// Which scenario.
    pub scenario: ScenarioId,
    /// Targets, wanted and achieved.
    pub calibration: Vec<Calibrated>,
    /// How effects differ between people in the base world.
    pub individual_effects: Vec<IndividualEffects>,
    /// People expected at each stage of each design of the base world.
    pub flow: Flow,
    /// Numbers that carry their source, in file order.
    pub assumptions: Vec<Sourced>,
    /// Numbers whose provenance is missing or incomplete.
    pub missing: Vec<Missing>,
}

/// People by design and stage.
#[derive(Clone, Debug, Serialize)]
pub struct Flow {
    /// Simulated trials behind the means.
    pub replications: u32,
    /// By design.
    pub designs: IndexMap<String, Vec<StageCount>>,
}

/// People at one stage.
#[derive(Clone, Debug, Serialize)]
pub struct StageCount {
    /// In words.
    pub stage: String,
    /// Mean and standard deviation over simulated trials.
    pub simulated: FlowCount,
    /// What the stated rates imply; null when they do not say.
    pub implied: Option<f64>,
}

/// A number and where it comes from.
#[derive(Clone, Debug, Serialize)]
pub struct Sourced {
    /// JSON path.
    pub path: String,
    /// The number.
    pub value: f64,
    /// How it came to be known.
    pub source: Provenance,
    /// Where it can be looked up.
    pub citation: Option<String>,
    /// Lowest and highest plausible value.
    pub range: Option<[f64; 2]>,
    /// What else a reader should know.
    pub note: Option<String>,
    /// Whether `--set` changed it.
    pub overridden: bool,
}

/// A number without a source, or an assumption without a range.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Missing {
    /// JSON path.
    pub path: String,
    /// What is missing.
    pub message: &'static str,
}

const NO_SOURCE: &str = "this number does not say where it comes from";
const NO_RANGE: &str = "this assumption has no range";

/// The part of a plan that the expected flow needs: the base world, a few replications.
pub fn flow_plan(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    plan.replications = REPLICATIONS;
    plan.worlds.truncate(1);
    plan.cells.retain(|cell| cell.world == 0);
    plan.pairs.clear();
    plan
}

impl Check {
    /// From the document, its plan, and the flow of its [`flow_plan`].
    pub fn new(document: &Document, compiled: &Compiled, flow: &[FlowRow]) -> Self {
        let designs = flow.iter().enumerate().map(|(design, row)| {
            let stages = stages(&compiled.plan, &compiled.scenario, design, row);
            (row.design.clone(), stages.into_iter().map(StageCount::from).collect())
        });
        Self {
            format: super::results::FORMAT,
            scenario: ScenarioId::of(compiled),
            calibration: compiled.calibration.clone(),
            individual_effects: compiled.individual.clone(),
            flow: Flow { replications: REPLICATIONS, designs: designs.collect() },
            assumptions: document.provenance().into_iter().map(Sourced::from).collect(),
            missing: missing(document),
        }
    }

    /// The text of the JSON form. A number that is not finite is null, with a reason.
    pub fn json(&self) -> String {
        json::text(self)
    }

    /// What `--strict` refuses.
    ///
    /// # Errors
    /// Every number without a source and every assumption without a range, located.
    pub fn strict(&self, document: &Document) -> Result<(), Report> {
        let help = "write {\"value\": …, \"source\": \"assumption\", \"citation\": \"…\", \"range\": […, …]}";
        let problem =
            |m: &Missing| -> Problem { document.problem_at(&m.path, m.message, Some(help)) };
        Report::from_problems(self.missing.iter().map(problem).collect())
    }

    /// The text for people, with ANSI styles.
    pub fn text(&self) -> String {
        let mut page = Page::default();
        page.heading(&format!("{}: what will be simulated", self.scenario.name));
        self.write_flow(&mut page);
        self.write_calibration(&mut page);
        self.write_individual(&mut page);
        self.write_assumptions(&mut page);
        self.write_missing(&mut page);
        page.finish()
    }

    fn write_individual(&self, page: &mut Page) {
        if self.individual_effects.is_empty() {
            return;
        }
        page.heading("How effects differ between people who enrol, base world");
        let mut table = Table::new(&["effect", "mean", "spread", "lowered (% of people)"], 1);
        for e in &self.individual_effects {
            let (scale, unit) = if e.is_share { (100.0, " points") } else { (1.0, "") };
            let month = e.month.map_or_else(String::new, |m| format!(", month {m}"));
            table.row(vec![
                format!("{} on {}{month}", e.arm, e.outcome),
                format!("{}{unit}", digits::number(scale * e.mean, -1)),
                format!("{}{unit}", digits::number(scale * e.spread, -1)),
                digits::number(100.0 * e.lowered, 0),
            ]);
        }
        page.table(table);
        page.text(
            "Each person's change in chance given characteristics, traits and work history.",
            "",
        );
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

    fn is_in(&self, world: &str, c: &Calibrated) -> bool {
        let shown = |c: &Calibrated| (c.path.clone(), c.wanted, digits::number(c.achieved, -3));
        self.calibration.iter().any(|other| other.world == world && shown(other) == shown(c))
    }

    fn write_assumptions(&self, page: &mut Page) {
        if self.assumptions.is_empty() {
            return;
        }
        let count = |source| self.assumptions.iter().filter(|a| a.source == source).count();
        page.heading(&format!(
            "Where {} numbers come from: {} stated, {} derived, {} external, {} assumed",
            self.assumptions.len(),
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
    let gap = Measured { value: c.achieved - c.wanted, mcse: c.mcse };
    vec![
        c.target.clone(),
        format!("{about}{}", digits::trimmed(c.wanted)),
        digits::with_error(achieved),
        digits::signed(gap),
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

impl From<Stage> for StageCount {
    fn from(stage: Stage) -> Self {
        Self {
            stage: stage.name.trim().to_owned(),
            simulated: stage.simulated,
            implied: stage.implied,
        }
    }
}

impl From<AssumptionEntry> for Sourced {
    fn from(e: AssumptionEntry) -> Self {
        let AssumptionEntry { path, value, source, citation, range, note, overridden } = e;
        Self { path, value, source, citation, range, note, overridden }
    }
}

/// Numbers that are choices of the researchers or of the run, not claims about the world.
fn is_choice(steps: &[&str]) -> bool {
    let steps = if let ["worlds", _, rest @ ..] = steps { rest } else { steps };
    matches!(
        steps,
        ["run", ..]
            | ["analyses", _, "months", ..]
            | ["published", "decimals"]
            | ["work", "history", _, _, "from" | "to"]
    )
}

/// All numbers of a document whose provenance is missing or incomplete, in file order.
fn missing(document: &Document) -> Vec<Missing> {
    let mut found = Vec::new();
    walk(&document.value(), &JsonPath::root(), &mut found);
    found
}

fn walk(value: &Value, path: &JsonPath, found: &mut Vec<Missing>) {
    let mut add = |message| found.push(Missing { path: path.to_string(), message });
    match value {
        Value::Number(_) => {
            let steps: Vec<&str> =
                path.steps().iter().map(|s| if let Step::Key(k) = s { k } else { "" }).collect();
            if !is_choice(&steps) {
                add(NO_SOURCE);
            }
        }
        Value::Object(members) if members.get("value").is_some_and(Value::is_number) => {
            match members.get("source").and_then(Value::as_str) {
                None => add(NO_SOURCE),
                Some("assumption") if !members.contains_key("range") => add(NO_RANGE),
                Some(_) => {}
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                walk(member, &path.key(key), found);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                walk(element, &path.index(index), found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_without_provenance_are_found_and_choices_are_not() {
        let text = r#"{
            "population": {"size": 100},
            "treatment": {"arms": {"a": {"effects": {"y": {"points": {"value": 0.1, "source": "assumption"}}}}}},
            "work": {"history": {"h": {"earnings": {"from": -9, "to": -3}}}, "month": {"value": 16}},
            "analyses": {"d": {"months": [16], "alpha": [0.05]}},
            "worlds": {"null": {"run": {"seed": 3}, "work": {"month": {"value": 1, "source": "stated"}}}},
            "run": {"replications": 100}
        }"#;
        let document = Document::parse("test", text).expect("valid JSON");
        let found: Vec<_> = missing(&document).into_iter().map(|m| (m.path, m.message)).collect();
        let expected = [
            ("population.size", NO_SOURCE),
            ("treatment.arms.a.effects.y.points", NO_RANGE),
            ("work.month", NO_SOURCE),
            ("analyses.d.alpha[0]", NO_SOURCE),
        ];
        assert_eq!(found, expected.map(|(path, message)| (path.to_owned(), message)));
    }
}
