//! Power of several cells in the same replications, counted or with a control.

use super::ladder::LadderSums;

/// What replications say of the power of each rung of a ladder, and the products of any two of them: 1 or 0 where
/// rejections are counted, any number where they have a control.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Powers {
    replications: u64,
    rungs: usize,
    totals: Vec<f64>,
    /// Row by row.
    products: Vec<f64>,
}

impl Powers {
    /// For so many rungs.
    pub fn new(rungs: usize) -> Self {
        Self {
            replications: 0,
            rungs,
            totals: vec![0.0; rungs],
            products: vec![0.0; rungs * rungs],
        }
    }

    /// As counted.
    pub fn counted(ladder: &LadderSums) -> Self {
        let mut out = Self::new(ladder.rungs());
        out.replications = ladder.replications();
        for row in 0..out.rungs {
            out.totals[row] = ladder.rejections(row) as f64;
            for column in 0..out.rungs {
                out.products[row * out.rungs + column] = ladder.together(row, column) as f64;
            }
        }
        out
    }

    /// Adds one replication: what it says of each rung.
    pub fn record(&mut self, said: &[f64]) {
        self.replications += 1;
        for (row, &value) in said.iter().enumerate() {
            self.totals[row] += value;
            let products = &mut self.products[row * self.rungs..][..self.rungs];
            for (product, other) in products.iter_mut().zip(said) {
                *product += value * other;
            }
        }
    }

    /// Adds another block.
    pub fn merge(&mut self, later: &Self) {
        self.replications += later.replications;
        let (totals, products) = (&later.totals, &later.products);
        self.totals.iter_mut().zip(totals).for_each(|(sum, more)| *sum += more);
        self.products.iter_mut().zip(products).for_each(|(sum, more)| *sum += more);
    }

    /// Keeps the first rungs only.
    pub fn truncate(&mut self, rungs: usize) {
        let rows = self.products.chunks(self.rungs).take(rungs);
        self.products = rows.flat_map(|row| row[..rungs].to_vec()).collect();
        self.totals.truncate(rungs);
        self.rungs = rungs;
    }

    /// Number of replications.
    pub fn replications(&self) -> u64 {
        self.replications
    }

    /// What all replications say of a rung, and the sum of the squares.
    pub fn sums(&self, rung: usize) -> [f64; 2] {
        [self.totals[rung], self.products[rung * self.rungs + rung]]
    }

    /// The power of a rung: within 0 and 1, beyond which a control may lead.
    pub fn power(&self, rung: usize) -> f64 {
        self.mean(rung).clamp(0.0, 1.0)
    }

    fn mean(&self, rung: usize) -> f64 {
        self.totals[rung] / self.replications as f64
    }

    /// Covariance of the powers of two rungs (their variance when they are the same).
    pub fn covariance(&self, a: usize, b: usize) -> f64 {
        let n = self.replications as f64;
        let both = self.products[a.min(b) * self.rungs + a.max(b)] / n;
        (both - self.mean(a) * self.mean(b)) / n
    }

    /// Standard error of the power of a rung.
    pub fn mcse(&self, rung: usize) -> f64 {
        self.covariance(rung, rung).max(0.0).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::{LadderSums, Powers};

    #[test]
    fn counts_are_numbers_like_others() {
        let rows = [[true, true, false], [false, true, true], [true, true, true], [false; 3]];
        let (mut counts, mut numbers) = (LadderSums::new(3), Powers::new(3));
        for row in &rows {
            counts.record(row);
            numbers.record(&row.map(f64::from));
        }
        assert_eq!(Powers::counted(&counts), numbers);
        for a in 0..3 {
            assert_eq!(numbers.power(a), counts.power(a));
            for b in 0..3 {
                assert_eq!(numbers.covariance(a, b), counts.covariance(a, b));
            }
        }
    }

    #[test]
    fn blocks_add_up_and_the_first_rungs_stay() {
        let said = |k: u32| [f64::from(k), f64::from(k * k % 7), 0.5];
        let (mut one, mut other, mut whole) = (Powers::new(3), Powers::new(3), Powers::new(2));
        for k in 0..20 {
            let part = if k < 7 { &mut one } else { &mut other };
            part.record(&said(k));
            whole.record(&said(k)[..2]);
        }
        one.merge(&other);
        one.truncate(2);
        assert_eq!(one, whole);
    }
}
