//! What the tests of a family say in one trial, and what a correction makes of them.

/// What one test says in one trial.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// Its p-value, from 0 to 1, to be held against the level of the analysis: two-sided, or twice that of a test against one
    /// bound, which has half the level. 1 where no test could be made.
    pub p: f64,
    /// |t| of an effect, t towards what is claimed of a bound; 0 where no test could be made.
    pub t: f64,
    /// Degrees of freedom of t; infinity for a normal deviate.
    pub df: f64,
    /// People of the first group as a share of those of both; 0 where no test could be made.
    pub share: f64,
}

impl Evidence {
    /// A test that could not be made: it counts among the tests and rejects nothing.
    pub const NONE: Self = Self { p: 1.0, t: 0.0, df: f64::INFINITY, share: 0.0 };
}

/// The tests of a family in one trial: room that is made once and filled again for every trial.
#[derive(Clone, Debug, Default)]
pub struct Tests {
    evidence: Vec<Evidence>,
    adjusted: Vec<f64>,
    order: Vec<usize>,
}

/// What rounding may do to a p-value.
const ROUNDING: f64 = 1e-9;

impl Tests {
    /// Takes in the tests of a trial, as yet not corrected.
    pub fn fill(&mut self, evidence: impl Iterator<Item = Evidence>) {
        self.evidence.clear();
        self.evidence.extend(evidence);
        self.adjusted.clear();
        self.adjusted.extend(self.evidence.iter().map(|test| test.p));
    }

    /// What they say.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// Their adjusted p-values.
    pub fn adjusted(&self) -> &[f64] {
        &self.adjusted
    }

    /// Whether a test rejects at this level after correction.
    pub fn rejects(&self, test: usize, level: f64) -> bool {
        self.adjusted[test] <= level * (1.0 + ROUNDING)
    }

    /// Adjusts every p-value in one step, from the evidence of its own test and of all.
    pub(super) fn adjust_each(&mut self, adjust: impl Fn(&Evidence, &[Evidence]) -> f64) {
        for (adjusted, test) in self.adjusted.iter_mut().zip(&self.evidence) {
            *adjusted = adjust(test, &self.evidence).min(1.0);
        }
    }

    /// Adjusts p-values from the smallest on, none below that of a smaller one: `adjust` has the p-value and how many are
    /// smaller.
    pub(super) fn step_down(&mut self, adjust: impl Fn(f64, usize) -> f64) {
        self.sort();
        let mut largest = 0.0;
        for (rank, &test) in self.order.iter().enumerate() {
            largest = f64::max(largest, adjust(self.evidence[test].p, rank).min(1.0));
            self.adjusted[test] = largest;
        }
    }

    /// Adjusts p-values from the largest on, none above that of a larger one: `adjust` has the p-value and how many are
    /// smaller.
    pub(super) fn step_up(&mut self, adjust: impl Fn(f64, usize) -> f64) {
        self.sort();
        let mut smallest = 1.0;
        for (rank, &test) in self.order.iter().enumerate().rev() {
            smallest = f64::min(smallest, adjust(self.evidence[test].p, rank));
            self.adjusted[test] = smallest;
        }
    }

    fn sort(&mut self) {
        let Self { evidence, order, .. } = self;
        order.clear();
        order.extend(0..evidence.len());
        order.sort_unstable_by(|&a, &b| evidence[a].p.total_cmp(&evidence[b].p).then(a.cmp(&b)));
    }
}

#[cfg(test)]
impl Tests {
    /// Tests of which only p-values are known.
    pub fn of_p(p: &[f64]) -> Self {
        let mut tests = Self::default();
        tests.fill(p.iter().map(|&p| Evidence { p, ..Evidence::NONE }));
        tests
    }
}
