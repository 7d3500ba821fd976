//! From settings to what is to be solved: names become numbers, stated results become targets, and every design is
//! planned with its analyses. All that can be refused before anybody is drawn is refused here.

mod analyses;
mod baselines;
mod deliveries;
mod designs;
mod drafted;
mod endpoints;
mod families;
mod follows;
mod headline;
mod incomparable;
mod latents;
mod margins;
mod memory;
mod placed;
mod planned;
pub(super) mod published;
mod sites;
pub(super) mod sizes;
mod society;
mod starts;
mod surveys;
mod targets;
mod world;

use serde_json::{Map, Value};

use super::check::{self, Checked};
use super::decode::{Common, Described};
use super::{limits, report};
use crate::calibration::Target;
use crate::issue::Issue;
use crate::plan::{Society, World};
use crate::scenario::Scenario;
use crate::scenario::source::{Document, Report};

pub(super) use drafted::DraftCell;
pub(super) use planned::PlannedDesign;
pub(super) use society::yes_no;
pub(super) use targets::unit;

use drafted::Context;
use sizes::Acceptance;

/// Worlds in which every name is a number and every design is planned.
pub(super) struct Resolved {
    pub common: Common,
    /// Populations; worlds whose people and lives are described alike share one.
    pub societies: Vec<Society>,
    /// Worlds, base world first.
    pub worlds: Vec<WorldDraft>,
    /// That one simulated trial takes, about; every thread has one.
    pub bytes: f64,
}

/// A world on its way to the plan.
#[derive(Clone)]
pub(super) struct WorldDraft {
    pub document: Document,
    pub scenario: Scenario,
    /// Without its designs.
    pub world: World,
    /// Who is stated to accept each offer.
    pub acceptance: Acceptance,
    /// What is to be solved.
    pub targets: Vec<Target>,
    /// All designs, in the order of the scenario.
    pub designs: Vec<PlannedDesign>,
    /// Whether it takes the solution of the base world.
    pub follows: bool,
}

/// Resolves every world.
pub(super) fn resolve(Checked { common, worlds, months }: Checked) -> Result<Resolved, Report> {
    let designs: Vec<String> = worlds[0].scenario.designs.keys().cloned().collect();
    let mut out = Resolving { months, designs, societies: Vec::new(), worlds: Vec::new() };
    let worlds = worlds.into_iter().enumerate();
    Report::all(worlds.map(|(number, described)| out.add(described, number == 0)))?;
    let Resolving { societies, mut worlds, .. } = out;
    check_together(&worlds)?;
    let follows: Vec<bool> = worlds.iter().map(|w| follows::follows(w, &worlds[0])).collect();
    worlds.iter_mut().zip(follows).for_each(|(draft, follows)| draft.follows = follows);
    let bytes = societies.iter().map(|known| known.bytes).sum();
    let societies = societies.into_iter().map(|known| known.society).collect();
    Ok(Resolved { common, societies, worlds, bytes })
}

/// Checks what can be said of all worlds once each of them is possible.
fn check_together(worlds: &[WorldDraft]) -> Result<(), Report> {
    let base = &worlds[0];
    let cells = worlds.iter().flat_map(|draft| &draft.designs).map(|design| design.cells.len());
    check_cells(cells.sum(), &base.document)?;
    Report::all(worlds.iter().map(|draft| check::settings(&draft.document)))?;
    for draft in worlds {
        if let Some(issue) = planned::nothing_to_show(&draft.designs) {
            return Err(report(&draft.document, vec![issue]));
        }
    }
    let issues = families::check(base);
    if !issues.is_empty() {
        return Err(report(&base.document, issues));
    }
    for draft in worlds {
        let issues = families::check_corrections(draft);
        if !issues.is_empty() {
            return Err(report(&draft.document, issues));
        }
    }
    Ok(())
}

fn check_cells(cells: usize, document: &Document) -> Result<(), Report> {
    if cells <= limits::MOST_CELLS {
        return Ok(());
    }
    let message = format!(
        "{cells} comparisons are asked for over all worlds, designs, outcomes and months: at most {} are possible",
        limits::MOST_CELLS
    );
    let help = Some("name the \"designs\", \"outcomes\" and \"contrasts\" of each analysis");
    Err(document.problem_at("analyses", message, help).into())
}

/// What is resolved so far.
struct Resolving {
    months: Vec<u32>,
    /// Names of the designs of the base world.
    designs: Vec<String>,
    societies: Vec<Known>,
    worlds: Vec<WorldDraft>,
}

/// A society, and by what it is known again.
struct Known {
    society: Society,
    people: Vec<Option<Value>>,
    /// That one simulated trial takes in the most demanding of its worlds.
    bytes: f64,
}

impl Resolving {
    fn add(&mut self, described: Described, is_base: bool) -> Result<(), Report> {
        let Described { name, document, scenario } = described;
        match self.world(&name, &document, scenario, is_base) {
            Ok(draft) => self.worlds.push(draft),
            Err(issues) => return Err(report(&document, issues)),
        }
        Ok(())
    }

    fn world(
        &mut self,
        name: &str,
        document: &Document,
        scenario: Scenario,
        is_base: bool,
    ) -> Result<WorldDraft, Vec<Issue>> {
        let number = self.society(document, &scenario)?;
        let Known { society, bytes, .. } = &mut self.societies[number];
        let mut world = world::build(name, &scenario, society, number)?;
        let mut issues = Vec::new();
        let offers = designs::offers(&scenario, &mut world, &mut issues);
        let acceptance = Acceptance::stated(&scenario, &world, &offers);
        let endpoints =
            analyses::endpoints(&scenario, society, &mut world, &self.designs, &mut issues);
        let deliveries = deliveries::add(&scenario, &mut world, &offers, &acceptance, &mut issues);
        let targets = targets::collect(&scenario, &mut world, &offers.targets, &mut issues);
        if !issues.is_empty() {
            return Err(issues);
        }
        let taken = memory::check(society, &world, &mut issues);
        if !issues.is_empty() {
            return Err(issues);
        }
        *bytes = bytes.max(taken);
        let mut features = std::mem::take(&mut society.features);
        let context = Context {
            scenario: &scenario,
            society,
            world: &world,
            acceptance: &acceptance,
            endpoints: &endpoints,
        };
        let designs = planned::plan(context, &offers, &deliveries, is_base, &mut features)?;
        society.features = features;
        let (document, follows) = (document.clone(), false);
        Ok(WorldDraft { document, scenario, world, acceptance, targets, designs, follows })
    }

    /// The number of the society in which a world plays.
    fn society(&mut self, document: &Document, scenario: &Scenario) -> Result<usize, Vec<Issue>> {
        let mut issues = Vec::new();
        society::check(scenario, &mut issues);
        if !issues.is_empty() {
            return Err(issues);
        }
        let people = people(document);
        if let Some(number) = self.societies.iter().position(|known| known.people == people) {
            return Ok(number);
        }
        let society = society::sketch(scenario, &self.months)?;
        self.societies.push(Known { society, people, bytes: 0.0 });
        Ok(self.societies.len() - 1)
    }
}

/// What describes the people and their lives.
fn people(document: &Document) -> Vec<Option<Value>> {
    let parts = ["population", "work", "outcomes", "recruitment.waves", "recruitment.start"];
    let mut sites = document.get("sites");
    for site in sites.iter_mut().filter_map(Value::as_object_mut).flat_map(Map::values_mut) {
        site.as_object_mut().map(|site| site.shift_remove("enrolment"));
    }
    parts.iter().map(|part| document.get(part)).chain([sites]).collect()
}
