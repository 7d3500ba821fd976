//! A weighted mean, and its error, as sums over people.

/// A weighted mean as sums that can be added up over samples.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ratio {
    w: f64,
    wx: f64,
    ww: f64,
    wwx: f64,
    wwxx: f64,
    /// Whole samples that were added as one.
    samples: u32,
}

impl Ratio {
    /// Adds a person.
    pub(super) fn add(&mut self, w: f64, x: f64) {
        self.w += w;
        self.wx += w * x;
        self.ww += w * w;
        self.wwx += w * w * x;
        self.wwxx += w * w * x * x;
    }

    /// Adds a whole sample as one: the error is then that between samples.
    pub(super) fn add_sample(&mut self, sample: &Self) {
        if sample.w != 0.0 {
            self.add(sample.w, sample.mean());
            self.samples += 1;
        }
    }

    /// The mean; NaN when nobody has weight.
    pub fn mean(&self) -> f64 {
        self.wx / self.w
    }

    /// Its Monte Carlo standard error, √Σw²(x − mean)² ÷ Σw; among whole samples times √(n/(n − 1)), as those are few.
    pub fn error(&self) -> f64 {
        let m = self.mean();
        let spread = (self.wwxx - 2.0 * m * self.wwx + m * m * self.ww).max(0.0).sqrt();
        spread / self.w * few(self.samples)
    }
}

/// What the error between so many samples has to be multiplied by: nothing can be said of one.
fn few(samples: u32) -> f64 {
    match samples {
        0 => 1.0,
        1 => f64::INFINITY,
        n => (f64::from(n) / f64::from(n - 1)).sqrt(),
    }
}

/// What is known of a reading: a mean, or the difference of two means over the same people.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    ratios: [Ratio; 2],
    /// Products over people of both weights, of the first total with the second weight, of the first weight
    /// with the second total, and of both totals.
    products: [f64; 4],
}

impl From<Ratio> for Sums {
    fn from(ratio: Ratio) -> Self {
        Self { ratios: [ratio, Ratio::default()], ..Self::default() }
    }
}

impl Sums {
    /// Adds a person, with weight and weighted value in both means.
    pub(super) fn add(&mut self, [first, second]: [[f64; 2]; 2]) {
        for (ratio, [w, wx]) in self.ratios.iter_mut().zip([first, second]) {
            if w != 0.0 {
                ratio.add(w, wx / w);
            }
        }
        let products = [
            first[0] * second[0],
            first[1] * second[0],
            first[0] * second[1],
            first[1] * second[1],
        ];
        self.products.iter_mut().zip(products).for_each(|(sum, product)| *sum += product);
    }

    /// Adds a whole sample as one: the error is then that between samples.
    pub(super) fn add_sample(&mut self, sample: &Self) {
        self.add(sample.ratios.map(|ratio| [ratio.w, ratio.wx]));
        let ratios = self.ratios.iter_mut().zip(&sample.ratios);
        ratios.for_each(|(sum, part)| sum.samples += u32::from(part.w != 0.0));
    }

    /// The mean, or the first mean minus the second.
    pub fn value(&self, is_difference: bool) -> f64 {
        let [first, second] = &self.ratios;
        if is_difference { first.mean() - second.mean() } else { first.mean() }
    }

    /// Its Monte Carlo standard error; of a difference, that of the paired difference.
    pub fn error(&self, is_difference: bool) -> f64 {
        let [first, second] = &self.ratios;
        if !is_difference {
            return first.error();
        }
        let (m, k) = (first.mean(), second.mean());
        let [ww, xw, wx, xx] = self.products;
        let covariance = (xx - k * xw - m * wx + m * k * ww) / (first.w * second.w);
        let covariance = covariance * few(first.samples) * few(second.samples);
        let variance = first.error() * first.error() + second.error() * second.error();
        (variance - 2.0 * covariance).max(0.0).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::{Ratio, Sums};

    /// Among whole samples it is the standard error of their mean: {1, 2, 4, 5} has sd √(10/3), and √(10/3)/√4 = .9129.
    #[test]
    fn the_error_of_a_few_samples_is_that_between_them() {
        let mut between = Ratio::default();
        for mean in [1.0, 2.0, 4.0, 5.0] {
            let mut sample = Ratio::default();
            sample.add(1.0, mean - 0.5);
            sample.add(1.0, mean + 0.5);
            between.add_sample(&sample);
            between.add_sample(&Ratio::default());
        }
        assert!((between.mean() - 3.0).abs() < 1e-15);
        assert!((between.error() - (10.0_f64 / 12.0).sqrt()).abs() < 1e-12);
        let (mut sums, mut one) = (Sums::default(), Ratio::default());
        one.add(2.0, 0.7);
        sums.add_sample(&one.into());
        assert!(!sums.error(false).is_finite() || sums.error(false).is_nan());
    }

    /// The people of both means are the same, so that what they have in common drops out.
    #[test]
    fn the_error_of_a_difference_is_that_of_paired_differences() {
        let people = [0.3, 0.9, 0.1, 0.5, 0.7].map(|x: f64| [x + 0.02, x]);
        let (mut sums, mut paired) = (Sums::default(), Ratio::default());
        for [first, second] in people {
            sums.add([[1.0, first], [1.0, second]]);
            paired.add(1.0, first - second);
        }
        assert!((sums.value(true) - 0.02).abs() < 1e-12);
        assert!((sums.error(true) - paired.error()).abs() < 1e-8, "{}", sums.error(true));
        assert!(sums.error(false) > 0.1);
    }
}
