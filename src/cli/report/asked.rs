//! What a report asks besides the run: each question as its own command would ask it.

use std::path::PathBuf;

use clap::{Args, FromArgMatches};
use indexmap::IndexMap;

use super::super::progress::Progress;
use super::super::{Failure, assumptions, frontier, output};
use super::Arguments;
use crate::assignment::DesignModel;
use crate::plan::{Direction, Mode, Plan, World};
use crate::report::run::page::{Silent, Why};
use crate::report::{Effects, FrontierReport, Sizes};
use crate::scenario::source::Document;
use crate::scenario::{Compiled, Options, compile, leading_comparison};
use crate::sizing::{
    REDIVISIONS, Search, participants, size, smallest_effect, smallest_effect_with,
};

/// Power that the searches want.
const POWER: f64 = 0.8;
/// Half width of the interval at which a search stops, as a share of its answer.
const TOLERANCE: f64 = 0.04;
/// How many times as many participants the smallest effects are searched for.
const TIMES: [f64; 4] = [0.5, 1.0, 2.0, 4.0];
/// Shares of the eligible people that are weighed against their cost.
const PARTS_OF_PEOPLE: [f64; 3] = [0.25, 0.5, 1.0];
/// How many times as many participants are, where a design fixes them.
const PARTS_OF_PARTICIPANTS: [f64; 3] = [0.5, 1.0, 2.0];

/// Most trials of a question: assumptions take no more.
const MOST_TRIALS: u32 = 100_000;

/// Everything that was asked.
#[derive(Default)]
pub(super) struct Answers {
    pub effects: Option<Effects>,
    pub sizes: Option<Sizes>,
    pub smallest: Vec<(f64, Effects)>,
    pub hangs: Vec<assumptions::Answer>,
    pub money: Option<FrontierReport>,
    /// What was asked in vain.
    pub silent: Vec<Silent>,
    /// The commands of the pictures that other commands make.
    pub commands: IndexMap<&'static str, Vec<String>>,
}

impl Answers {
    /// An answer; that it was refused is told instead.
    fn given<T>(
        &mut self,
        figure: &'static str,
        answer: Result<T, Failure>,
    ) -> Result<Option<T>, Failure> {
        match answer {
            Err(refusal @ (Failure::Scenario(_) | Failure::Input(_))) => {
                let why = Why::Refused(refusal.reason());
                self.silent.push(Silent { figure, why });
                Ok(None)
            }
            answer => answer.map(Some),
        }
    }
}

impl Arguments {
    /// Asks all that the scenario allows.
    ///
    /// # Errors
    /// An interruption, a fault of our own.
    pub(super) fn ask(&self, document: &Document, progress: &Progress) -> Result<Answers, Failure> {
        let mut answers = Answers::default();
        let searched = ["power", "people", "smallest"].into_iter().find(|name| self.wants(name));
        if searched.is_some() || self.wants("frontier") {
            let leading = Leading::of(document)?;
            answers.effects = self.effects(&leading, progress)?;
            answers.sizes = self.sizes(&leading, progress)?;
            answers.smallest = self.smallest(&leading, progress)?;
            let silent = searched.zip(leading.silent.clone());
            answers.silent.extend(silent.map(|(figure, why)| Silent { figure, why }));
            self.money(document, &leading, progress, &mut answers)?;
        }
        self.hangs(document, progress, &mut answers)?;
        Ok(answers)
    }

    fn search(&self) -> Search {
        Search {
            power: POWER,
            tolerance: TOLERANCE,
            replications: 16_384,
            budget: 1e6 * self.effort,
            is_thorough: true,
            redivisions: REDIVISIONS,
        }
    }

    fn wants(&self, figure: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == figure)
    }

    /// The smallest effects of all arms of the leading comparison, where there is one that seeks an effect.
    fn effects(&self, leading: &Leading, progress: &Progress) -> Result<Option<Effects>, Failure> {
        if !self.wants("power") {
            return Ok(None);
        }
        leading.searched(&[Direction::Up, Direction::Down], &self.search(), progress)
    }

    /// The numbers of people that all arms of the leading comparison need.
    fn sizes(&self, leading: &Leading, progress: &Progress) -> Result<Option<Sizes>, Failure> {
        if !self.wants("people") {
            return Ok(None);
        }
        let Leading { compiled, cells, .. } = leading;
        let mut answers = Vec::new();
        for &cell in cells {
            answers.push((cell, size(&compiled.plan, cell, &self.search(), progress)?));
        }
        Ok((!answers.is_empty()).then(|| Sizes::new(compiled, &self.search(), answers)))
    }

    /// The smallest effects in the planned direction, of fewer participants and of more; those of the plan itself as the
    /// search for them finds them.
    fn smallest(
        &self,
        leading: &Leading,
        progress: &Progress,
    ) -> Result<Vec<(f64, Effects)>, Failure> {
        if !self.wants("smallest") {
            return Ok(Vec::new());
        }
        let Leading { compiled, cells, .. } = leading;
        let Some(&first) = cells.first() else { return Ok(Vec::new()) };
        let (plan, search) = (&compiled.plan, self.search());
        let rough = Search { tolerance: 2.0 * TOLERANCE, ..self.search() };
        let planned = participants(plan, first);
        let mut found = Vec::new();
        for times in TIMES {
            let (people, mut answers) = ((times * planned).round(), Vec::new());
            for &cell in cells {
                let is_down = plan.cells[cell].spec.yardstick < 0.0;
                let direction = if is_down { Direction::Down } else { Direction::Up };
                let aims = &compiled.aims[cell];
                let answer = if times == 1.0 {
                    smallest_effect(plan, cell, aims, direction, &search, progress)?
                } else {
                    smallest_effect_with(people, plan, cell, aims, direction, &rough, progress)?
                };
                answers.extend(answer.map(|answer| (cell, answer)));
            }
            if !answers.is_empty() {
                found.push((people, Effects::new(compiled, &search, answers)));
            }
        }
        Ok(found)
    }

    /// Each assumption over its range and all drawn at once, where some have a range.
    fn hangs(
        &self,
        document: &Document,
        progress: &Progress,
        answers: &mut Answers,
    ) -> Result<(), Failure> {
        let asked: [(&str, &[&str]); 2] = [("tornado", &[]), ("doubt", &["--assurance"])];
        for (figure, options) in asked {
            if !self.wants(figure) {
                continue;
            }
            if !assumptions::has_ranges(document)? {
                answers.silent.push(Silent { figure, why: Why::NoRanges });
                return Ok(());
            }
            let options: Vec<String> = options.iter().map(|&o| o.to_owned()).collect();
            let (question, command) = self.as_command("assumptions", &options);
            let question: assumptions::Arguments = question;
            let answer = answers.given(figure, question.answer(document, progress))?;
            answers.hangs.extend(answer);
            answers.commands.insert(figure, command);
        }
        Ok(())
    }

    /// All designs at some numbers of people against their cost, where the scenario has costs.
    fn money(
        &self,
        document: &Document,
        leading: &Leading,
        progress: &Progress,
        answers: &mut Answers,
    ) -> Result<(), Failure> {
        if !self.wants("frontier") {
            return Ok(());
        }
        let has_costs = document.get("costs").is_some_and(|costs| !costs.is_null());
        if !has_costs {
            answers.silent.push(Silent { figure: "frontier", why: Why::NoCosts });
            return Ok(());
        }
        let options: Vec<String> = sizes(&leading.compiled.plan).into_iter().collect();
        let (question, command) = self.as_command("frontier", &options);
        let question: frontier::Arguments = question;
        let answer = answers.given("frontier", question.answer(document, progress))?;
        answers.money = answer.map(|(_, report)| report);
        answers.commands.insert("frontier", command);
        Ok(())
    }

    /// Arguments of another command as its line would give them, and that line.
    fn as_command<T: Args + FromArgMatches>(
        &self,
        command: &'static str,
        options: &[String],
    ) -> (T, Vec<String>) {
        let file = self.scenario.file_name().map(PathBuf::from).unwrap_or_default();
        let parser = T::augment_args(clap::Command::new(command));
        let replications = self.replications.map(|n| n.clamp(2, MOST_TRIALS));
        let replications = replications.map(|n| format!("--replications={n}"));
        let options: Vec<String> = options.iter().cloned().chain(replications).collect();
        let seed = self.run.seed.map(|seed| format!("--seed={seed}"));
        let line = std::iter::once(command.to_owned());
        let line = line.chain([file.to_string_lossy().into_owned()]);
        let line = line.chain(options.iter().cloned()).chain(seed);
        let matches = parser.get_matches_from(line);
        let arguments = T::from_arg_matches(&matches).expect("options that the command knows");
        let mut parts = vec![format!("simulate {command}"), output::quoted(&file)];
        parts.extend(options);
        parts.extend(self.run.changes());
        parts.push("--format html".to_owned());
        (arguments, parts)
    }
}

/// The option by which a frontier tries other sizes: of the participants where a design fixes them, which more people
/// would not change, and else of the eligible people; none where the people are given.
fn sizes(plan: &Plan) -> Option<String> {
    if plan.mode == Mode::Finite {
        return None;
    }
    let World { society, designs, .. } = &plan.worlds[0];
    let fixed = designs.iter().find_map(|design| match &design.model {
        DesignModel::After(model) => model.quota,
        DesignModel::Before(_) => None,
    });
    let (option, parts, whole) = match fixed {
        Some(participants) => ("participants", PARTS_OF_PARTICIPANTS, participants),
        None => ("people", PARTS_OF_PEOPLE, plan.societies[*society].population.size),
    };
    let sizes = parts.map(|part| (part * whole as f64).ceil().to_string());
    Some(format!("--{option}={}", sizes.join(",")))
}

/// The base world and the cells of its leading comparison; none where nothing can be searched in it.
struct Leading {
    compiled: Compiled,
    cells: Vec<usize>,
    /// Why there are none.
    silent: Option<Why>,
}

impl Leading {
    fn of(document: &Document) -> Result<Self, Failure> {
        let worlds = vec![document.base_world().to_owned()];
        let compiled = compile(document, &Options { worlds, ..Options::default() })?;
        let plan = &compiled.plan;
        let leading = leading_comparison(plan, &compiled.scenario);
        let cells = leading.iter().copied();
        let cells: Vec<usize> =
            cells.filter(|&cell| plan.cells[cell].spec.claim.is_of_effect()).collect();
        let silent = match (&leading[..], &cells[..]) {
            _ if plan.mode == Mode::Finite => Some(Why::SamePeople),
            ([], _) => Some(Why::NothingSought),
            (_, []) => Some(Why::Margin),
            _ => None,
        };
        let cells = if silent.is_some() { Vec::new() } else { cells };
        Ok(Self { compiled, cells, silent })
    }

    /// The smallest effects of all cells in some directions; none where there is no treatment.
    fn searched(
        &self,
        directions: &[Direction],
        search: &Search,
        progress: &Progress,
    ) -> Result<Option<Effects>, Failure> {
        let Self { compiled, cells, .. } = self;
        let mut answers = Vec::new();
        for &cell in cells {
            for &direction in directions {
                let (plan, aims) = (&compiled.plan, &compiled.aims[cell]);
                let found = smallest_effect(plan, cell, aims, direction, search, progress)?;
                answers.extend(found.map(|found| (cell, found)));
            }
        }
        Ok((!answers.is_empty()).then(|| Effects::new(compiled, search, answers)))
    }
}
