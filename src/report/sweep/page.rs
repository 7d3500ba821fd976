//! The page of a sweep: trials that find the effect along a setting, or over two.

use serde_json::Value;

use super::hangs::Share;
use super::text::{screen, shown};
use super::{Status, SweepResults, SweepRow, words};
use crate::report::asked::distinct;
use crate::report::assumptions::names::brief;
use crate::report::frontier::USUAL_POWER;
use crate::report::html::{Block, Question};
use crate::report::names::Names;
use crate::report::page::WIDTH;
use crate::report::picture::sweep::Counted;
use crate::report::picture::{Estimate, Figure, grid, sweep};
use crate::report::words::Say;
use crate::report::words::amounts::Trials;
use crate::scenario::Labelled;
use crate::scenario::source::JsonPath;

impl SweepResults {
    /// The results as a page with pictures; `command` makes it again.
    pub fn page(&self, names: &Names, command: &[String]) -> String {
        let is_of_many = self.varied.len() > 2 && !self.paired;
        let many = is_of_many.then(|| Block::Text(words::not_drawn(names.language)));
        Question {
            language: names.language,
            made: self.scenario.made(self.run.seed),
            simulated: Trials(self.run.replications).say(names.language),
            figures: self.figures(names),
            told: screen(self, names, WIDTH).blocks().into_iter().chain(many).collect(),
        }
        .page(command)
    }

    /// Pictures of the comparisons; of more than two settings crossed there is none. Where some effect is 0, trials that are
    /// significant in either direction are counted; against a margin, those that conclude that it is kept.
    pub(in crate::report) fn figures(&self, names: &Names) -> Vec<Figure> {
        let mut groups: Vec<Vec<&SweepRow>> = Vec::new();
        for row in &self.rows {
            match groups.iter_mut().find(|group| group[0].key.is_beside(&row.key)) {
                Some(group) => group.push(row),
                None => groups.push(vec![row]),
            }
        }
        let is_line = self.varied.len() == 1 || self.paired;
        let figures = groups.iter().flat_map(|rows| match self.varied.len() {
            _ if is_line => vec![self.line(rows, names)],
            2 => arms(rows).iter().map(|arm| self.grid(rows, arm, names)).collect(),
            _ => Vec::new(),
        });
        figures.collect()
    }

    /// Its name for a planner.
    pub(super) fn name_of(&self, setting: usize, names: &Names) -> String {
        let path = &self.varied[setting].path;
        JsonPath::parse(path).map_or_else(|_| path.clone(), |path| brief(&path, names))
    }

    /// All arms along the values.
    fn line(&self, rows: &[&SweepRow], names: &Names) -> Figure {
        let language = names.language;
        let setting: Vec<String> = (0..self.varied.len()).map(|k| self.name_of(k, names)).collect();
        let arms = arms(rows);
        let (places, now) = self.places(&of_arm(rows, &arms[0]));
        let share = Share::of(rows);
        let told = |row: &SweepRow| {
            let all: Vec<String> = row.values.values().map(|v| shown(v, language)).collect();
            all.join("; ")
        };
        let value = |row: &&SweepRow| sweep::Value { told: told(row), number: self.number(row) };
        let arm = |arm: &String| {
            let own = of_arm(rows, arm);
            let at = |place: &&SweepRow| own.iter().find(|row| row.point == place.point);
            let found = places.iter().map(|place| at(place).and_then(|row| found(row, share)));
            let truth = |row: &SweepRow| {
                let measures = row.measures.as_ref().filter(|_| !matches!(share, Share::Shown))?;
                Some(measures.diagnosis.policy_truth.value)
            };
            let truths = places.iter().map(|place| at(place).and_then(|row| truth(row)));
            sweep::Arm {
                name: names.drawn(Labelled::Arm, arm),
                place: names.place(arm),
                found: found.collect(),
                truths: truths.collect(),
            }
        };
        let facts = sweep::Facts {
            described: names.comparison(&rows[0].key),
            setting: setting.join("; "),
            values: places.iter().map(value).collect(),
            now,
            counted: counted(share),
            aim: USUAL_POWER,
            arms: arms.iter().map(arm).collect(),
        };
        sweep::figure(&facts, language)
    }

    /// The points of an arm in the order in which they are drawn, and which of them is the scenario as it stands: it
    /// stands among the others where it is not one of them.
    fn places<'a>(&self, own: &[&'a SweepRow]) -> (Vec<&'a SweepRow>, Option<usize>) {
        let (now, mut places): (Vec<&SweepRow>, Vec<&SweepRow>) =
            own.iter().partition(|row| row.status == Status::Baseline);
        places.retain(|row| row.status == Status::Done);
        let is_now = |row: &&SweepRow| now.iter().any(|now| now.values == row.values);
        if self.varied.len() == 1 && !places.iter().any(is_now) {
            places.splice(0..0, now.iter().copied());
        }
        let numbers: Option<Vec<f64>> = places.iter().map(|row| self.number(row)).collect();
        if numbers.is_some() {
            let number = |row: &SweepRow| self.number(row).unwrap_or_default();
            places.sort_by(|a, b| number(a).total_cmp(&number(b)));
        }
        let now = places.iter().position(is_now);
        (places, now)
    }

    /// The value at a point, where a single one is varied and it is a number.
    fn number(&self, row: &SweepRow) -> Option<f64> {
        if self.varied.len() == 1 { row.values[0].as_f64() } else { None }
    }

    /// One arm over the pairs of values.
    fn grid(&self, rows: &[&SweepRow], arm: &str, names: &Names) -> Figure {
        let language = names.language;
        let [across, down] = [0, 1].map(|k| &self.varied[k]);
        let share = Share::of(rows);
        let at = |x: &Value, y: &Value| {
            let is_there = |row: &&&SweepRow| {
                row.key.arm == arm
                    && row.status != Status::Baseline
                    && row.values[0] == *x
                    && row.values[1] == *y
            };
            rows.iter().find(is_there).and_then(|row| found(row, share))
        };
        let values = |k: usize| grid::Setting {
            name: self.name_of(k, names),
            values: self.varied[k].values.iter().map(|value| shown(value, language)).collect(),
        };
        let now = |k: usize| {
            let varied = &self.varied[k];
            varied.values.iter().position(|value| *value == varied.now)
        };
        let comparison = names.comparison(&rows[0].key);
        let facts = grid::Facts {
            described: format!("{} · {comparison}", names.drawn(Labelled::Arm, arm)),
            across: values(0),
            down: values(1),
            found: down
                .values
                .iter()
                .map(|y| across.values.iter().map(|x| at(x, y)).collect())
                .collect(),
            counted: counted(share),
            now: now(0).zip(now(1)),
        };
        grid::figure(&facts, language)
    }
}

/// The arms of some rows, each once.
fn arms(rows: &[&SweepRow]) -> Vec<String> {
    distinct(rows.iter().map(|row| &row.key.arm))
}

fn of_arm<'a>(rows: &[&'a SweepRow], arm: &str) -> Vec<&'a SweepRow> {
    rows.iter().filter(|row| row.key.arm == arm).copied().collect()
}

fn found(row: &SweepRow, share: Share) -> Option<Estimate> {
    share.rate(row.measures.as_ref()?).map(Estimate::from)
}

fn counted(share: Share) -> Counted {
    match share {
        Share::Found => Counted::Found,
        Share::Shown => Counted::Shown,
        Share::Significant => Counted::Significant,
    }
}
