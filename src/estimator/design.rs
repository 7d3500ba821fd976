//! Which columns a design matrix has, and which of them an effect is.

use super::{AnalysisModel, Contrast, DesignMatrix};
use crate::measurement::Dataset;
use crate::numeric::columns;

/// Which columns a design matrix has, groups before covariates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Design {
    /// A constant, an indicator of every group but the first, and the covariates.
    Additive,
    /// The same, with every covariate about its mean over all rows, and once more within every group but the first.
    Interacted,
    /// An indicator of every group, and the covariates.
    Separate,
}

impl Design {
    /// Fills the matrix for these rows.
    pub fn fill(
        self,
        x: &mut DesignMatrix,
        model: &AnalysisModel,
        data: &Dataset,
        groups: &[u8],
        people: &[u32],
    ) {
        let others = 1..model.groups.len() as u8;
        x.reset(groups.len());
        x.push_filled(|column| match self {
            Self::Additive | Self::Interacted => column.fill(1.0),
            Self::Separate => columns::indicate(column, groups, 0),
        });
        for group in others.clone() {
            x.push_filled(|column| columns::indicate(column, groups, group));
        }
        for &column in &model.columns {
            x.push_filled(|values| {
                data.background.fill(column, people, values);
                if self == Self::Interacted {
                    centre(values);
                }
            });
        }
        if self == Self::Interacted {
            let covariates = model.groups.len()..x.columns();
            for group in others {
                covariates.clone().for_each(|j| x.push_part(j, groups, group));
            }
        }
    }

    /// The difference between the groups at these positions, in its coefficients.
    pub fn contrast(self, [first, second]: [usize; 2]) -> Contrast {
        match (self, first, second) {
            (Self::Separate, ..) => Contrast::difference(first, second),
            (_, _, 0) => Contrast::coefficient(first),
            (_, 0, _) => Contrast::weighted([(second, -1.0), (second, 0.0)]),
            _ => Contrast::difference(first, second),
        }
    }

    /// How many columns it has.
    pub fn columns(self, groups: usize, covariates: usize) -> usize {
        match self {
            Self::Additive | Self::Separate => groups + covariates,
            Self::Interacted => groups * (1 + covariates),
        }
    }
}

/// Takes the mean off a column.
fn centre(values: &mut [f64]) {
    let mean = columns::sum(values) / values.len() as f64;
    for value in values {
        *value -= mean;
    }
}
