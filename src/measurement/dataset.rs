//! The dataset: everything an analyst may see of one trial, and nothing else.

/// A row that belongs to no group of the comparison.
pub const NO_GROUP: u8 = u8::MAX;

/// Columns of the analysis file, one entry a person. No estimator sees more than this.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// Group of each row: the arm number (0 is control), or one past the last arm for the
    /// reference group.
    pub group: Vec<u8>,
    /// Recorded outcomes, one column per measured outcome.
    pub outcomes: Vec<Vec<f64>>,
    /// Background columns: indicators and standardised numbers.
    pub covariates: Vec<Vec<f64>>,
    /// Whether the person answered the baseline survey.
    pub responded: Vec<bool>,
    /// 1 when the person really started the treatment, else 0.
    pub received: Vec<f64>,
}

impl Dataset {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.group.len()
    }

    /// Empties the rows, keeping room for `outcomes` and `covariates` columns.
    pub fn clear(&mut self, outcomes: usize, covariates: usize) {
        self.group.clear();
        self.responded.clear();
        self.received.clear();
        self.outcomes.resize_with(outcomes, Vec::new);
        self.covariates.resize_with(covariates, Vec::new);
        for column in self.outcomes.iter_mut().chain(&mut self.covariates) {
            column.clear();
        }
    }
}
