//! The same people divided anew: a control of what is counted.
//!
//! A test rejects or not by who happened to be in which arm. What it would have done in other divisions of the same
//! people is nearly known from their potential outcomes: whether their difference, adjusted as the estimate is, lies beyond
//! the critical value times its error. That guess for the division that took place, less its mean over others that might
//! have, has mean zero whatever it is worth, and takes most of the luck of the draw out of a rejection.

use super::Study;
use super::shared::{Owner, View};
use super::workspace::DesignSpace;
use crate::assignment::{DesignModel, Roster, Urn};
use crate::estimand::{Place, UNREACHED};
use crate::estimator::{AnalysisModel, DesignMatrix, Regression};
use crate::measurement::Background;
use crate::plan::{AnalysisPlan, Direction, SamplePlan};
use crate::stream::{Draws, Purpose};

/// Room for it. Rows are the people who are divided, by arrival.
#[derive(Default)]
pub struct Redivision {
    /// By side of the contrast: outcomes, adjusted.
    sides: [Vec<f64>; 2],
    /// By side: 1 for who would be in the dataset, 0 for who would not.
    kept: [Vec<f64>; 2],
    early: Vec<f64>,
    uniforms: Vec<f64>,
    /// Whose people the matrix holds.
    factored: Option<Owner>,
    matrix: DesignMatrix,
    regression: Regression,
    middle: Vec<f64>,
    words: Vec<u32>,
    order: Vec<u32>,
    rows: Vec<Row>,
    /// All rows together.
    whole: Row,
    urn: Urn,
}

/// What somebody adds to either side, were they on it: to its people, their distances from its mean and the squares.
type Row = [[f64; 3]; 2];

fn add(sums: &mut [f64; 3], more: &[f64; 3]) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}

/// How a division is judged.
#[derive(Clone, Copy)]
struct Law {
    /// The difference of the means of both sides, from the bound of the claim.
    centre: f64,
    /// How much more an adjusted estimate varies than a difference of residuals.
    widening: f64,
    critical: f64,
    sign: f64,
}

impl Law {
    /// Whether a division rejects: 1 or 0.
    fn rejects(&self, sides: &Row) -> f64 {
        let side = |[n, total, squares]: [f64; 3]| {
            let mean = total / n;
            (mean, (squares - total * mean) / (n - 1.0) / n)
        };
        let [(first, a), (second, b)] = sides.map(side);
        let distance = self.sign * (self.centre + self.widening.sqrt() * (first - second));
        let reach = self.critical * self.critical * self.widening * (a + b);
        f64::from(distance > 0.0 && distance * distance > reach)
    }
}

impl Study<'_> {
    /// Whether rejections count where the estimate is above what is rejected.
    fn seeks_more(&self) -> bool {
        self.plan.ladders[0].rungs[0].members[0].direction == Ok(Direction::Up)
    }

    /// The guess for other divisions, on average, less that for the one that took place.
    pub(super) fn redivide(
        &self,
        sample: &SamplePlan,
        analysis: &AnalysisPlan,
        view: &View,
        space: &mut DesignSpace,
    ) -> f64 {
        let DesignModel::After(design) = &self.design.model else { return 0.0 };
        let model = &analysis.model;
        let arms = model.contrasts[0].map(|position| model.groups[position]);
        let View { trial, arrivals: people, .. } = *view;
        self.fill_sides(sample.endpoints[analysis.outcomes[0]], arms, view, space);
        let critical = &mut space.critical;
        let room = &mut space.redivision;
        let background = self.background();
        let columns = room.adjust(self.owner, model, background, people);
        let spec = &self.plan.cells[analysis.cells[0]].spec;
        let n = people.len() as f64;
        let df = n - columns as f64 - model.groups.len() as f64;
        if df < 1.0 {
            return 0.0;
        }
        let law = Law {
            centre: room.centre() - spec.claim.bound(),
            widening: (n - 1.0) / (n - 1.0 - columns as f64),
            critical: critical.two_sided(spec.alphas[0], df),
            sign: if self.seeks_more() { 1.0 } else { -1.0 },
        };
        let status = || people.iter().map(|&i| trial.status[i as usize]);
        let known = law.rejects(&room.divided(arms, status()));
        let rounds = self.plan.redivisions;
        let first = analysis.cells[0] as u32 * rounds;
        let mut found = 0.0;
        if design.randomiser.draw.is_complete() {
            let counts = arms.map(|arm| status().filter(|own| *own == arm).count());
            let stream = self.draws.stream();
            for round in first..first + rounds {
                let fill = |words: &mut [u32]| stream.words(Purpose::Redivision, round, words);
                found += law.rejects(&room.drawn(counts, fill));
            }
        } else {
            let roster = Roster {
                arrivals: people,
                in_order: false,
                drawn: trial.status.len(),
                characteristics: &self.crowd.people.covariates,
                draws: self.draws,
                again: None,
            };
            for round in first..first + rounds {
                let again = Roster { again: Some(round), ..roster };
                design.randomiser.draw.draw(&again, &mut room.urn);
                found += law.rejects(&room.divided(arms, room.urn.arms.iter().copied()));
            }
        }
        found / f64::from(rounds) - known
    }

    /// What everybody's outcome would be on either side, and whether they would be in the dataset.
    fn fill_sides(
        &self,
        endpoint: usize,
        arms: [u8; 2],
        View { trial, arrivals: people, sets, .. }: &View,
        space: &mut DesignSpace,
    ) {
        let place = |endpoint| Place { endpoint, delivery: self.design.delivery };
        let (world, lives, uptake) = (&self.world.model, &self.crowd.lives, &self.own.uptake);
        let room = &mut space.redivision;
        for (side, arm) in arms.map(usize::from).into_iter().enumerate() {
            let values = &mut room.sides[side];
            world.fill_in_arm(place(endpoint), arm, lives, uptake, people, values);
            room.kept[side].clear();
            let reached = |i: &u32| f64::from(sets.status()[*i as usize] != UNREACHED);
            room.kept[side].extend(people.iter().map(reached));
            let Some(exclusion) = &self.world.exclusion else { continue };
            room.early.clear();
            room.early.resize(people.len(), 0.0);
            if let Some(early) = self.world.early_endpoint {
                world.fill_in_arm(place(early), arm, lives, uptake, people, &mut room.early);
            }
            room.uniforms.resize(trial.status.len(), 0.0);
            self.draws.uniforms(Purpose::Exclusion, 0, &mut room.uniforms);
            let chances = exclusion.probabilities();
            for ((kept, &i), early) in room.kept[side].iter_mut().zip(*people).zip(&room.early) {
                let chance = chances[usize::from(*early > 0.0)];
                *kept *= f64::from(room.uniforms[i as usize] >= chance);
            }
        }
    }
}

impl Redivision {
    /// Takes out what the covariates of a regression say of the outcome, between the two sides; how many they are.
    fn adjust(
        &mut self,
        owner: Owner,
        model: &AnalysisModel,
        background: Background,
        people: &[u32],
    ) -> usize {
        if model.columns.is_empty() {
            return 0;
        }
        let Self { sides, matrix, regression, middle, .. } = self;
        if self.factored != Some(owner) {
            self.factored = Some(owner);
            matrix.reset(people.len());
            matrix.push_column().fill(1.0);
            for &column in &model.columns {
                matrix.push_filled(|out| {
                    for (x, &i) in out.iter_mut().zip(people) {
                        *x = background.value(column, i as usize);
                    }
                });
            }
            regression.factor(matrix);
        }
        middle.clear();
        middle.extend(sides[0].iter().zip(&sides[1]).map(|(a, b)| 0.5 * (a + b)));
        regression.fit(matrix, middle);
        for side in sides {
            let rows = side.iter_mut().zip(&*middle).zip(regression.residuals());
            rows.for_each(|((value, middle), residual)| *value -= middle - residual);
        }
        model.columns.len()
    }

    /// The difference of the means of both sides; rows are written about them.
    fn centre(&mut self) -> f64 {
        let Self { sides, kept, rows, whole, order, .. } = self;
        *whole = Row::default();
        rows.clear();
        rows.resize(sides[0].len(), Row::default());
        order.clear();
        order.extend(0..rows.len() as u32);
        let mut means = [0.0; 2];
        for (side, (values, kept)) in sides.iter().zip(&*kept).enumerate() {
            let people: f64 = kept.iter().sum();
            let total: f64 = values.iter().zip(kept).map(|(value, kept)| value * kept).sum();
            means[side] = total / people;
            for ((row, value), kept) in rows.iter_mut().zip(values).zip(kept) {
                let distance = kept * (value - means[side]);
                row[side] = [*kept, distance, distance * distance];
                add(&mut whole[side], &row[side]);
            }
        }
        means[0] - means[1]
    }

    /// Both sides of a division.
    fn divided(&self, arms: [u8; 2], status: impl Iterator<Item = u8>) -> Row {
        let mut out = Row::default();
        for (row, arm) in self.rows.iter().zip(status) {
            if let Some(side) = arms.iter().position(|own| *own == arm) {
                add(&mut out[side], &row[side]);
            }
        }
        out
    }

    /// Both sides of a division with so many people on each, all equally likely.
    fn drawn(&mut self, counts: [usize; 2], fill: impl Fn(&mut [u32])) -> Row {
        let Self { rows, whole, words, order, .. } = self;
        let n = rows.len();
        // Where everybody is on one side or the other, only the smaller one is drawn.
        let is_split = counts[0] + counts[1] == n;
        let first = usize::from(counts[1] < counts[0]);
        let second = if is_split { 0 } else { counts[1 - first] };
        words.resize(counts[first] + second, 0);
        fill(words);
        let mut sums = [Row::default(); 2];
        for (k, &word) in words.iter().enumerate() {
            let other = k + ((u64::from(word) * (n - k) as u64) >> 32) as usize;
            order.swap(k, other);
            let row = &rows[order[k] as usize];
            let sums = &mut sums[usize::from(k >= counts[first])];
            add(&mut sums[0], &row[0]);
            add(&mut sums[1], &row[1]);
        }
        let mut out = Row::default();
        out[first] = sums[0][first];
        out[1 - first] = sums[1][1 - first];
        if is_split {
            let mut rest = whole[1 - first];
            rest.iter_mut().zip(sums[0][1 - first]).for_each(|(sum, drawn)| *sum -= drawn);
            out[1 - first] = rest;
        }
        out
    }
}
