//! Which cells a question is about: names from the command line, and what the scenario leads with where
//! none is given.

use clap::Args;

use super::Failure;
use crate::issue::suggest;
use crate::plan::{Cell, Plan};
use crate::scenario::source::Document;
use crate::scenario::{Compiled, leading_cell, primary};

/// Arguments that choose cells.
#[derive(Clone, Debug, Default, Args)]
pub struct Question {
    /// World of the scenario [default: its base world] (may be repeated)
    #[arg(long, value_name = "W")]
    pub world: Vec<String>,
    /// Design [default: the first] (may be repeated)
    #[arg(long, value_name = "D")]
    pub design: Vec<String>,
    /// Analysis [default: the first that estimates a change per participant]
    #[arg(long, value_name = "A")]
    pub analysis: Option<String>,
    /// Outcome [default: the primary one]
    #[arg(long, value_name = "O")]
    pub outcome: Option<String>,
    /// Month of measurement [default: the primary outcome's]
    #[arg(long, value_name = "M")]
    pub month: Option<u32>,
    /// Arm [default: the first treatment] (may be repeated)
    #[arg(long, value_name = "ARM")]
    pub arm: Vec<String>,
    /// Group it is compared with, as control or reference [default: the analysis's first]
    #[arg(long, value_name = "GROUP")]
    pub versus: Option<String>,
    /// A family of tests that the scenario declares (may be repeated)
    #[arg(long, value_name = "F")]
    pub family: Vec<String>,
}

impl Question {
    /// The names of the worlds asked for; of the base world when none is.
    pub fn worlds(&self, document: &Document) -> Vec<String> {
        match &self.world[..] {
            [] => vec![document.base_world().to_owned()],
            asked => asked.to_vec(),
        }
    }

    /// Refuses to ask for one comparison where a family is asked for.
    ///
    /// # Errors
    /// What would be ignored.
    pub fn of_one_comparison(&self, family: &str) -> Result<(), Failure> {
        let of_one = [
            ("analysis", self.analysis.is_some()),
            ("outcome", self.outcome.is_some()),
            ("month", self.month.is_some()),
            ("arm", !self.arm.is_empty()),
            ("versus", self.versus.is_some()),
        ];
        match of_one.iter().find(|(_, is_asked)| *is_asked) {
            None => Ok(()),
            Some((option, _)) => Err(Failure::Input(format!(
                "--{option} is of one comparison, and --family {family} names all of its own\n  help: leave one of them out"
            ))),
        }
    }

    /// The cells asked for, by world, design and arm in the order asked.
    ///
    /// # Errors
    /// Names that do not exist, with the nearest that do; combinations that are not analysed.
    pub fn cells(&self, compiled: &Compiled) -> Result<Vec<usize>, Failure> {
        self.designs(compiled)?
            .into_iter()
            .map(|[world, design]| {
                let arms = compiled.plan.worlds[world].arms.iter();
                let arms = chosen("arm", &self.arm, arms, 2)?;
                let treated = arms.into_iter().filter(|&a| a > 0 || !self.arm.is_empty());
                treated.map(|arm| self.cell(compiled, world, design, arm)).collect()
            })
            .collect::<Result<Vec<Vec<usize>>, Failure>>()
            .map(|cells| cells.concat())
    }

    /// As [`Question::cells`], but of all arms that are compared where none is named.
    ///
    /// # Errors
    /// Names that do not exist, with the nearest that do; combinations that are not analysed.
    pub fn cells_of_all_arms(&self, compiled: &Compiled) -> Result<Vec<usize>, Failure> {
        if !self.arm.is_empty() {
            return self.cells(compiled);
        }
        let mut cells = Vec::new();
        for [world, design] in self.designs(compiled)? {
            let arms = 1..compiled.plan.worlds[world].arms.len();
            let found: Vec<_> = arms.map(|arm| self.cell(compiled, world, design, arm)).collect();
            if found.iter().any(Result::is_ok) {
                cells.extend(found.into_iter().flatten());
            } else {
                cells.extend(found.into_iter().collect::<Result<Vec<usize>, Failure>>()?);
            }
        }
        Ok(cells)
    }

    /// The worlds and designs asked for.
    fn designs(&self, compiled: &Compiled) -> Result<Vec<[usize; 2]>, Failure> {
        let plan = &compiled.plan;
        let worlds = chosen("world", &self.world, plan.worlds.iter().map(|w| &w.name), 1)?;
        let mut out = Vec::new();
        for world in worlds {
            let names = plan.worlds[world].designs.iter().map(|d| &d.name);
            let designs = chosen("design", &self.design, names, 1)?;
            out.extend(designs.into_iter().map(|design| [world, design]));
        }
        Ok(out)
    }

    /// The one cell of a world, design and arm.
    ///
    /// # Errors
    /// When no analysis compares that.
    pub fn cell(
        &self,
        compiled: &Compiled,
        world: usize,
        design: usize,
        arm: usize,
    ) -> Result<usize, Failure> {
        let plan = &compiled.plan;
        let (outcome, month) = self.outcome(compiled)?;
        if let Some(name) = &self.analysis {
            known("analysis", name, plan.cells.iter().map(|c| &c.analysis))?;
        }
        if let Some(name) = &self.versus {
            known("group", name, plan.cells.iter().map(|c| &c.versus))?;
        }
        let arm_name = &plan.worlds[world].arms[arm];
        let fits = |c: &&Cell| {
            c.world == world
                && c.design == design
                && c.outcome == outcome
                && c.month == month
                && c.arm == *arm_name
                && self.versus.as_ref().is_none_or(|v| c.versus == *v)
        };
        let found = match &self.analysis {
            Some(name) => plan.cells.iter().position(|c| fits(&c) && c.analysis == *name),
            None if self.versus.is_none() => {
                leading_cell(plan, world, design, arm, &outcome, month)
                    .or_else(|| plan.cells.iter().position(|c| fits(&c)))
            }
            None => plan.cells.iter().position(|c| fits(&c)),
        };
        found.ok_or_else(|| {
            let what = self.described(plan, world, design, arm_name, &outcome, month);
            let of_arm = |c: &Cell| (c.world, c.design) == (world, design) && c.arm == *arm_name;
            let help = if plan.cells.iter().any(of_arm) {
                String::new()
            } else {
                let first = &plan.worlds[world].arms[0];
                format!(
                    "\n  help: add [{arm_name:?}, {first:?}] to the \"contrasts\" of an analysis, or leave \
                     \"contrasts\" out: every arm is then compared"
                )
            };
            Failure::Input(format!(
                "nothing is compared in {what}\n  analysed there: {}{help}",
                analysed(plan, world, design)
            ))
        })
    }

    fn outcome(&self, compiled: &Compiled) -> Result<(String, Option<u32>), Failure> {
        let plan = &compiled.plan;
        let (first, its_month) = primary(plan, &compiled.scenario);
        let outcome = self.outcome.clone().unwrap_or_else(|| first.clone());
        known("outcome", &outcome, plan.cells.iter().map(|c| &c.outcome))?;
        let measured = |c: &&Cell| c.outcome == outcome;
        let month = match self.month {
            None if outcome == first => its_month,
            None => plan.cells.iter().find(measured).and_then(|c| c.month),
            Some(month) => Some(month),
        };
        let months = || plan.cells.iter().filter(measured).map(|c| c.month);
        if months().any(|m| m == month) {
            return Ok((outcome, month));
        }
        let mut possible: Vec<String> = months().flatten().map(|m| m.to_string()).collect();
        possible.sort();
        possible.dedup();
        let help = if possible.is_empty() {
            "it has no months".to_owned()
        } else {
            format!("possible: {}", possible.join(", "))
        };
        Err(Failure::Input(format!(
            "{outcome:?} is not analysed at month {}\n  help: {help}",
            self.month.unwrap_or(0)
        )))
    }

    fn described(
        &self,
        plan: &Plan,
        world: usize,
        design: usize,
        arm: &str,
        outcome: &str,
        month: Option<u32>,
    ) -> String {
        let world = &plan.worlds[world];
        let analysis =
            self.analysis.as_ref().map(|a| format!(", analysis {a:?}")).unwrap_or_default();
        let versus = self.versus.as_ref().map(|v| format!(" against {v:?}")).unwrap_or_default();
        let month = month.map(|m| format!(" at month {m}")).unwrap_or_default();
        format!(
            "world {:?}, design {:?}{analysis}: {arm:?}{versus}, {outcome:?}{month}",
            world.name, world.designs[design].name
        )
    }
}

/// What is compared in a design, for an error message.
fn analysed(plan: &Plan, world: usize, design: usize) -> String {
    let mut out: Vec<String> = Vec::new();
    for cell in plan.cells.iter().filter(|c| c.world == world && c.design == design) {
        let text = format!("{} ({} against {})", cell.analysis, cell.arm, cell.versus);
        if !out.contains(&text) {
            out.push(text);
        }
    }
    out.join(", ")
}

/// Positions of the names asked for; the first `otherwise` when none is.
fn chosen<'a>(
    kind: &str,
    asked: &[String],
    names: impl Iterator<Item = &'a String> + Clone,
    otherwise: usize,
) -> Result<Vec<usize>, Failure> {
    if asked.is_empty() {
        return Ok((0..names.count().min(otherwise)).collect());
    }
    let position = |name: &String| {
        known(kind, name, names.clone())?;
        Ok(names.clone().position(|n| n == name).unwrap_or(0))
    };
    asked.iter().map(position).collect()
}

/// Refuses a name that does not exist, and says which do.
///
/// # Errors
/// When it does not.
pub fn known<'a>(
    kind: &str,
    name: &str,
    names: impl Iterator<Item = &'a String>,
) -> Result<(), Failure> {
    let mut all: Vec<&str> = Vec::new();
    for known in names {
        if !all.contains(&known.as_str()) {
            all.push(known);
        }
    }
    if all.contains(&name) {
        return Ok(());
    }
    let nearest = suggest(name, all.iter().copied());
    let meant = nearest.map(|n| format!("did you mean {n:?}? ")).unwrap_or_default();
    let help = format!("{meant}possible: {}", all.join(", "));
    Err(Failure::Input(format!("unknown {kind} {name:?}\n  help: {help}")))
}
