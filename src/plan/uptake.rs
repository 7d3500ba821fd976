//! Who starts in a world, and by how much their effects deviate.

use super::World;
use crate::estimand::Uptake;
use crate::numeric::rows;
use crate::population::People;
use crate::stream::{Draws, Purpose};

/// Realised take-up and deviations of everybody, for one replication of a world.
pub fn realise_uptake(
    world: &World,
    people: &People,
    draws: &impl Draws,
    buffers: &mut [Vec<f64>; 2],
    uptake: &mut Uptake,
) {
    let arms = world.take_up.len();
    uptake.starts.resize_with(arms, Vec::new);
    uptake.gains.resize_with(arms, Vec::new);
    let [odds, uniforms] = buffers;
    for arm in 0..arms {
        world.gains[arm].fill(draws, people, arm + 1, uniforms, &mut uptake.gains[arm]);
        uptake.starts[arm].clear();
        let model = &world.take_up[arm];
        if model.is_full() {
            continue;
        }
        model.log_odds(people, odds);
        uniforms.resize(people.size, 0.0);
        draws.uniforms(Purpose::TakeUp, 0, uniforms);
        rows::expit(odds);
        uptake.starts[arm].extend(odds.iter().zip(&*uniforms).map(|(p, u)| u < p));
    }
}
