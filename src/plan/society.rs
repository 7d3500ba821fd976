//! A society in the plan: how its people are born, with their waves and their lives.

use crate::measurement::Feature;
use crate::outcome::{Lives, LivesModel};
use crate::population::{Catalogue, Column, People, PopulationModel, divide};
use crate::recruitment::WaveModel;
use crate::stream::{Draws, Purpose, Stream};

/// A population and what would happen to it under regular service.
#[derive(Clone, Debug)]
pub struct Society {
    /// The people.
    pub population: PopulationModel,
    /// Their lives.
    pub lives: LivesModel,
    /// What can be named in formulas.
    pub catalogue: Catalogue,
    /// Waves; empty for a single endless one.
    pub waves: Vec<WaveModel>,
    /// Columns of the people: drawn characteristics, register columns, and the wave if any.
    pub columns: Columns,
    /// The background file: the columns that analyses use.
    pub features: Vec<Feature>,
}

/// Where the columns of a society's people stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// First register column.
    pub register: usize,
    /// How many columns after those hold an outcome before the start.
    pub before_start: usize,
    /// The column of the wave, when there are waves.
    pub wave: Option<usize>,
}

impl Society {
    /// Gives the people room for the register columns and the wave.
    pub fn add_columns(&self, people: &mut People, size: usize) {
        if let Some(work) = &self.lives.work {
            for item in &work.history.items {
                people.covariates.push(item.column(size));
            }
        }
        let before = self.columns.before_start;
        people.covariates.extend((0..before).map(|_| Column::Numbers(vec![0.0; size])));
        if self.columns.wave.is_some() {
            people.covariates.push(Column::Levels(vec![0; size]));
        }
    }

    /// Draws everybody, their wave and their lives anew. The wave comes last where no life depends
    /// on it, so that a lattice hands out its coordinates in the same order with and without waves.
    pub fn draw(
        &self,
        draws: &impl Draws,
        clusters: Option<&Stream>,
        people: &mut People,
        lives: &mut Lives,
    ) {
        self.population.draw(draws, clusters, people);
        if self.lives.need_wave() {
            self.draw_waves(draws, people);
            self.lives.draw(draws, people, lives);
        } else {
            self.lives.draw(draws, people, lives);
            self.draw_waves(draws, people);
        }
    }

    /// Draws everybody's wave.
    fn draw_waves(&self, draws: &impl Draws, people: &mut People) {
        let Some(column) = self.columns.wave else { return };
        let mut uniforms = std::mem::take(&mut people.buffer);
        draws.uniforms(Purpose::Wave, 0, &mut uniforms);
        if let Column::Levels(levels) = &mut people.covariates[column] {
            divide(self.waves.iter().map(|wave| wave.share), &uniforms, levels);
        }
        people.buffer = uniforms;
    }

    /// Whether people of a wave (by number) are measured at a month.
    pub fn reaches(&self, month: Option<u32>) -> Vec<bool> {
        self.waves.iter().map(|w| month.is_none_or(|m| m <= w.exposure)).collect()
    }
}
