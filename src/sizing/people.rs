//! Sizes of one design: so many people of a frame, or so many participants where the design fixes their
//! number, all on the draws of one frame.

use super::focus::with_designs;
use super::scale::{Scale, Solution};
use super::yields::Yields;
use crate::assignment::{DesignModel, Draw};
use crate::plan::{Direction, Plan, Rung};

/// People beyond which no frame is simulated: where only enrolees are drawn, and where everybody is.
const MOST: [usize; 2] = [1 << 20, 1 << 18];
/// Fewest people in a group that can be analysed.
const SMALLEST_GROUP: f64 = 3.0;
/// The frame on which the design is measured before the search, whatever the scenario's own size; and
/// people in its smallest arm.
const PILOT_FRAME: f64 = 4000.0;
const PILOT_ARM: f64 = 50.0;

/// Sizes of the design of a focused plan.
pub(super) struct Sizes {
    pub plan: Plan,
    pub yields: Yields,
    /// What finds, in the plan as it is.
    pub rung: Rung,
    /// Whether a point is a number of participants, because the design fixes it.
    pub by_participants: bool,
    /// Whether only enrolees are drawn.
    light: bool,
    /// Smallest and largest point.
    pub range: [f64; 2],
}

impl Sizes {
    pub fn new(plan: Plan) -> Self {
        let yields = Yields::of(&plan);
        let design = &plan.worlds[0].designs[0];
        let quota = matches!(&design.model, DesignModel::After(d) if d.quota.is_some());
        let after = matches!(design.model, DesignModel::After(_));
        let everybody = yields.enrolment.is_none_or(|rate| rate >= 1.0);
        let light = after && !everybody && !design.samples[0].key.reference;
        let most = MOST[usize::from(!light)] as f64;
        let unit = if quota { yields.participants() } else { 1.0 };
        let per_point: Vec<f64> = yields.meant_arms.iter().map(|arm| arm / unit).collect();
        let scheme = &design.model.randomiser().draw;
        let range = [floor(&**scheme, &per_point), (most * unit).floor()];
        let rung = Rung::test(0, Direction::Up);
        Self { plan, yields, rung, by_participants: quota, light, range }
    }

    /// The frame that yields a point almost surely.
    fn frame(&self, point: f64) -> f64 {
        if !self.by_participants {
            return point;
        }
        let rate = self.yields.participants();
        let sd = (point * (1.0 - rate)).sqrt();
        ((point + 6.0 * sd) / rate).ceil()
    }

    /// The frame that yields a point on average.
    pub fn mean_frame(&self, point: f64) -> f64 {
        if self.by_participants { point / self.yields.participants() } else { point }
    }

    /// People of whom there are so many per person of the frame, at an answer: whole ones, rounded outwards.
    pub fn people(&self, s: Solution, rate: f64) -> Solution {
        let people = |x: f64| self.mean_frame(x) * rate;
        Solution {
            at: (people(s.at) - 1e-6).ceil(),
            low: (people(s.low) + 1e-6).floor(),
            high: (people(s.high) - 1e-6).ceil(),
        }
    }

    /// The point at which the design is measured before the search.
    pub fn pilot(&self) -> f64 {
        let smallest = self.yields.meant_arms.iter().copied().fold(f64::INFINITY, f64::min);
        let frame = PILOT_FRAME.max(PILOT_ARM / smallest);
        let unit = if self.by_participants { self.yields.participants() } else { 1.0 };
        (frame * unit).round().clamp(self.range[0], self.range[1])
    }

    /// The largest point that the eligible people yield.
    pub fn reachable(&self) -> f64 {
        let eligible = self.plan.societies[0].population.size as f64;
        if self.by_participants {
            (eligible * self.yields.participants()).floor()
        } else {
            eligible
        }
    }
}

/// The smallest number of people of whom every arm gets as many as can be analysed: exactly where all
/// take part, on average where some do.
fn floor(scheme: &dyn Draw, arms: &[f64]) -> f64 {
    let smallest = arms.iter().copied().fold(f64::INFINITY, f64::min);
    let total: f64 = arms.iter().sum();
    let average = (SMALLEST_GROUP / smallest - 1e-9).ceil();
    if total < 1.0 - 1e-9 || average > 1e6 {
        return average;
    }
    let in_arms = |n: &usize| scheme.expected(arms, *n as f64);
    let has_all = |n: &usize| in_arms(n).iter().all(|&k| k >= SMALLEST_GROUP - 1e-9);
    (1..=average as usize).find(has_all).map_or(average, |n| n as f64)
}

impl Scale for Sizes {
    fn plan(&self, points: &[f64]) -> Plan {
        let largest = points.iter().copied().fold(0.0, f64::max);
        let by_participants = self.by_participants;
        let mut plan = with_designs(&self.plan, points, &self.rung, |design, &point| {
            match &mut design.model {
                DesignModel::After(d) if by_participants => d.quota = Some(point as usize),
                _ => design.reach = Some(point as usize),
            }
        });
        let population = &mut plan.societies[0].population;
        let eligible = population.size as f64;
        population.size = self.frame(largest) as usize;
        // More places of the same kind bring their own caseworkers.
        let places = (population.size as f64 / eligible).max(1.0);
        for team in &mut population.teams {
            team.number = (team.number as f64 * places).ceil() as usize;
        }
        plan
    }

    fn axis(&self, point: f64) -> f64 {
        point.sqrt()
    }

    fn point(&self, axis: f64) -> f64 {
        axis * axis
    }

    fn is_whole(&self) -> bool {
        true
    }

    fn range(&self) -> [f64; 2] {
        self.range
    }

    fn cost(&self, points: &[f64]) -> f64 {
        let largest = self.frame(points.iter().copied().fold(0.0, f64::max));
        let all: f64 = points.iter().map(|&p| self.mean_frame(p)).sum();
        if self.light {
            let enrolled = self.yields.enrolment.unwrap_or(1.0);
            largest * (0.05 + 1.7 * enrolled) + all * 0.2 * enrolled
        } else {
            largest + 0.2 * all
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::assignment::Randomiser;

    fn floor(arms: &[f64]) -> f64 {
        super::floor(&*Randomiser::plain(arms).draw, arms)
    }

    #[test]
    fn every_arm_of_the_smallest_trial_has_three_people() {
        assert_eq!(floor(&[0.5, 0.5]), 6.0);
        // 8 people in shares of 2 and 1: 5 and 3.
        assert_eq!(floor(&[2.0 / 3.0, 1.0 / 3.0]), 8.0);
        // 26 people in shares of 5, 4 and 1: 13, 10 and 3.
        assert_eq!(floor(&[0.5, 0.4, 0.1]), 26.0);
        // Where a tenth takes part, three in each arm on average.
        assert_eq!(floor(&[0.05, 0.05]), 60.0);
    }
}
