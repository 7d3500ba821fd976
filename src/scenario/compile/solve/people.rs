//! What the people themselves tell of a society: the scale of what the register knows, and how much is left for
//! chance.

use super::latents;
use crate::calibration::SocietySample;
use crate::issue::Issue;
use crate::measurement::Feature;
use crate::outcome::{History, Work};
use crate::plan::{Society, World};
use crate::population::{Catalogue, Column, Scale};
use crate::scenario::Scenario;
use crate::scenario::compile::resolve::yes_no;
use crate::stream::Lattice;

/// People in the calibration sample.
pub const SAMPLE: usize = 1 << 14;

/// Draws people, and fills in what they tell of their society.
pub fn complete(scenario: &Scenario, society: &mut Society) -> Result<(), Vec<Issue>> {
    let sample = calibration_sample(society, &Lattice::new());
    if let Some(work) = &scenario.work {
        register_scales(work, society.columns.register, &sample, &mut society.catalogue);
    }
    for feature in &mut society.features {
        if let Feature::Number { column, mean, sd } = feature
            && let Some((_, Scale::Number { mean: of_people, sd: between })) =
                society.catalogue.covariates.get_index(*column)
        {
            (*mean, *sd) = (*of_people, *between);
        }
    }
    latents::complete(scenario, sample, society)
}

/// Tells a world how the people of its society are spread.
pub fn rescale(society: &Society, world: &mut World) {
    for (column, scale) in society.catalogue.covariates.values().enumerate() {
        world.enrolment.predictor.rescale(column, scale);
        world.gains.iter_mut().for_each(|gain| gain.rescale(column, scale));
        world.take_up.iter_mut().for_each(|take_up| take_up.predictor.rescale(column, scale));
        world.surveys.iter_mut().for_each(|survey| survey.predictor.rescale(column, scale));
    }
}

/// The quasi-random people on which a society is calibrated.
pub fn calibration_sample(society: &Society, lattice: &Lattice) -> SocietySample {
    SocietySample::draw(society, SAMPLE, lattice, None)
}

/// Scales of the register columns, from the calibration sample.
fn register_scales(work: &Work, first: usize, sample: &SocietySample, catalogue: &mut Catalogue) {
    for (k, (name, item)) in work.history.iter().enumerate() {
        let scale = match (&sample.people.covariates[first + k], item) {
            (Column::Numbers(x), History::Earnings { .. }) => {
                let mean = x.iter().sum::<f64>() / x.len() as f64;
                let variance =
                    x.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / x.len() as f64;
                Scale::Number { mean, sd: variance.sqrt().max(1e-9) }
            }
            (Column::Levels(x), _) => {
                yes_no(x.iter().map(|&v| f64::from(v)).sum::<f64>() / x.len() as f64)
            }
            (Column::Numbers(_), History::AnyEarnings { .. }) => continue,
        };
        catalogue.covariates.insert(name.clone(), scale);
    }
}
