//! What people's values would be in an arm that they may not be in.

use super::{Place, Uptake, WorldModel};
use crate::outcome::Lives;
use crate::treatment::Regime;

impl WorldModel {
    /// Values as run, were each of these people in one arm.
    pub fn fill_in_arm(
        &self,
        Place { endpoint, delivery }: Place,
        arm: usize,
        lives: &Lives,
        uptake: &Uptake,
        people: &[u32],
        out: &mut Vec<f64>,
    ) {
        let e = &self.endpoints[endpoint];
        let (outcome, measure, state) = (e.carrier(), &e.measure, &e.state);
        let shifts = [false, true]
            .map(|started| self.shifts.of(outcome, Regime::as_run(arm, started, delivery)));
        out.clear();
        out.extend(people.iter().map(|&i| {
            let i = i as usize;
            let started = uptake.starts(arm, i);
            let gain = if started { uptake.gain(arm, i) } else { 0.0 };
            measure.value(lives, state, i, shifts[usize::from(started)], gain)
        }));
    }
}
