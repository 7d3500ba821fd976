//! What of the arms' effects is delivered to those who take part in a trial.

/// What of the arms' effects is delivered in one trial, per participant in its treatment arms.
///
/// It is expected before anybody is drawn, and the same in every replication.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// By treatment arm (arm 1 first): those who are in it and start, as a share of the participants in all of them.
    shares: Vec<f64>,
}

impl Delivery {
    /// Of a trial with so many participants in each treatment arm, in whatever unit, of whom these shares start.
    pub fn new(participants: &[f64], starting: &[f64]) -> Self {
        let all: f64 = participants.iter().sum();
        let shares = participants.iter().zip(starting).map(|(people, start)| people / all * start);
        Self { shares: shares.collect() }
    }

    /// The mean latent effect of which an arm's own is `effects`, treatment arms in order.
    pub fn mean(&self, effects: impl Iterator<Item = f64>) -> f64 {
        self.shares.iter().zip(effects).map(|(share, effect)| share * effect).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arms_count_by_their_participants_and_nobody_who_does_not_start() {
        let one = Delivery::new(&[40.0], &[1.0]);
        assert_eq!(one.mean([0.3].into_iter()), 0.3);
        let two = Delivery::new(&[0.5, 1.5], &[1.0, 0.5]);
        // A quarter with .8, and three eighths with .4.
        assert!((two.mean([0.8, 0.4].into_iter()) - 0.35).abs() < 1e-15);
    }
}
