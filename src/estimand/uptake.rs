//! Who starts, and how much more or less they gain than others.

/// Who would start in each treatment arm, by arm (arm 1 first) and person; empty when everybody
/// starts. And by how much a person's effect deviates from the mean, likewise.
#[derive(Clone, Debug, Default)]
pub struct Uptake {
    /// Whether the person would start.
    pub starts: Vec<Vec<bool>>,
    /// Deviation from the arm's mean effect.
    pub gains: Vec<Vec<f64>>,
}

impl Uptake {
    /// Whether everybody starts in every arm.
    pub fn is_full(&self) -> bool {
        self.starts.iter().all(Vec::is_empty)
    }

    /// Whether person `i` starts in `arm`.
    #[inline]
    pub fn starts(&self, arm: usize, i: usize) -> bool {
        arm > 0 && self.starts[arm - 1].get(i).copied().unwrap_or(true)
    }

    /// The person's deviation in `arm`.
    #[inline]
    pub(super) fn gain(&self, arm: usize, i: usize) -> f64 {
        if arm == 0 { 0.0 } else { self.gains[arm - 1].get(i).copied().unwrap_or(0.0) }
    }
}
