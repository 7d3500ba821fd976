//! A weighted mean, and its error, as sums over people.

/// A weighted mean as sums that can be added up over samples.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ratio {
    w: f64,
    wx: f64,
    ww: f64,
    wwx: f64,
    wwxx: f64,
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

    /// Adds another sample's sums.
    pub fn merge(&mut self, other: &Self) {
        self.w += other.w;
        self.wx += other.wx;
        self.ww += other.ww;
        self.wwx += other.wwx;
        self.wwxx += other.wwxx;
    }

    /// The mean; NaN when nobody has weight.
    pub fn mean(&self) -> f64 {
        self.wx / self.w
    }

    /// Its Monte Carlo standard error, √Σw²(x − mean)² ÷ Σw.
    pub fn error(&self) -> f64 {
        let m = self.mean();
        (self.wwxx - 2.0 * m * self.wwx + m * m * self.ww).max(0.0).sqrt() / self.w
    }
}
