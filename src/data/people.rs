//! Who is in a file: everybody's group and what is known of them.

use super::columns::{Code, Columns};
use super::settings::DataFile;
use crate::assignment::NO_BLOCK;
use crate::estimator::AnalysisModel;
use crate::plan::{Society, World};
use crate::population::{Column, People, Scale};

/// What the reference group is called where a scenario does not call it otherwise.
const REFERENCE: &str = "reference";

/// Everybody's group, by its number; one past the last arm is the reference group.
pub(super) fn groups(file: &DataFile, world: &World, columns: &mut Columns) -> Vec<Option<u8>> {
    let names = world.arms.iter().map(String::as_str).chain([REFERENCE]);
    let codes = names.zip(0..).map(|(name, number)| Code { written: file.group(name), number });
    let codes: Vec<Code> = codes.collect();
    let found = columns.codes(file.arm(), "the group", "arm", &codes);
    for (row, group) in found.iter().enumerate() {
        if group.is_none() {
            columns.miss(row, file.arm(), "leave people without a group out of the file");
        }
    }
    found
}

/// Everybody's block, by its number.
pub(super) fn blocks(file: &DataFile, columns: &mut Columns) -> Vec<u32> {
    let found = columns.labels(file.block(), "the block within which an arm was drawn", "block");
    let mut out = Vec::with_capacity(found.len());
    for (row, block) in found.into_iter().enumerate() {
        if block.is_none() {
            columns.miss(row, file.block(), "write any label that the people of a block share");
        }
        out.push(block.unwrap_or(NO_BLOCK));
    }
    out
}

/// Characteristics in the columns in which a society has them, of those that an analysis uses; and who misses one.
pub(super) struct Known {
    /// The people; what nobody asks is 0.
    pub people: People,
    /// By row: whether some characteristic that only a survey measures is missing.
    pub silent: Vec<bool>,
}

/// Reads the characteristics that an analysis uses; those that the survey before the start measures (`asked`) may be missing.
pub(super) fn known(
    file: &DataFile,
    society: &Society,
    models: &[&AnalysisModel],
    asked: &[String],
    columns: &mut Columns,
) -> Known {
    let size = columns.len();
    let mut used: Vec<usize> = Vec::new();
    for model in models {
        let read = model.columns.iter().chain(&model.baselines);
        used.extend(read.map(|&feature| society.features[feature].column()));
    }
    let wave = society.columns.wave;
    let last = used.iter().copied().chain(wave).max().map_or(0, |last| last + 1);
    let all = society.catalogue.covariates.len().max(last);
    let mut people = People::default();
    people.size = size;
    let mut silent = vec![false; size];
    for column in 0..all {
        let (name, codes) = match society.catalogue.covariates.get_index(column) {
            Some((name, Scale::Categories { levels, .. })) => (name.as_str(), Some(levels.clone())),
            Some((name, Scale::Number { .. })) => (name.as_str(), None),
            None => ("wave", Some(society.waves.iter().map(|wave| wave.name.clone()).collect())),
        };
        let is_used = used.contains(&column);
        let values = match &codes {
            Some(levels) if is_used => {
                let codes = levels
                    .iter()
                    .zip(0..)
                    .map(|(level, number)| Code { written: file.category(name, level), number });
                let codes: Vec<Code> = codes.collect();
                let found = columns.codes(
                    file.covariate(name),
                    &format!("the characteristic {name:?}"),
                    &format!("covariates.{name}"),
                    &codes,
                );
                Column::Levels(present(&found, name, file, asked, &mut silent, columns))
            }
            None if is_used => {
                let found = columns.numbers(
                    file.covariate(name),
                    &format!("the characteristic {name:?}"),
                    &format!("covariates.{name}"),
                );
                Column::Numbers(present(&found, name, file, asked, &mut silent, columns))
            }
            Some(_) => Column::Levels(vec![0; size]),
            None => Column::Numbers(vec![0.0; size]),
        };
        people.covariates.push(values);
    }
    Known { people, silent }
}

/// Everybody's wave, where some wave is not measured.
pub(super) fn waves(file: &DataFile, society: &Society, columns: &mut Columns) -> Vec<Option<u8>> {
    let codes = society.waves.iter().zip(0..);
    let codes =
        codes.map(|(wave, number)| Code { written: file.category("wave", &wave.name), number });
    let codes: Vec<Code> = codes.collect();
    columns.codes(file.covariate("wave"), "the start wave", "covariates.wave", &codes)
}

/// The values of a characteristic: who misses one that a survey measures is silent, and nobody may miss another.
fn present<T: Copy + Default>(
    found: &[Option<T>],
    name: &str,
    file: &DataFile,
    asked: &[String],
    silent: &mut [bool],
    columns: &mut Columns,
) -> Vec<T> {
    let may_miss = asked.iter().any(|item| item == name);
    for (row, value) in found.iter().enumerate() {
        if value.is_some() {
            continue;
        }
        if may_miss {
            silent[row] = true;
        } else {
            let help = "only what a survey asks may be missing";
            columns.miss(row, file.covariate(name), help);
        }
    }
    found.iter().map(|value| value.unwrap_or_default()).collect()
}
