//! Summaries of a dataset that estimators read: each is made once for all contrasts, and only where it is asked for.

use super::blocks::{Blocks, BlocksOf};
use super::design::Design;
use super::group::{Membership, sort_groups, summarise_group};
use super::likelihood::Likelihood;
use super::slopes::Slopes;
use super::{
    AnalysisModel, Contrast, Covariance, DesignMatrix, Failure, GroupSummary, Inference,
    JointSummary, MarginalEffect, Regression, summarise_groups,
};
use crate::measurement::{Dataset, gather};
use crate::numeric::columns;

/// What an estimator reads besides the groups themselves. A summary can be read only by who has its handle, and a handle is
/// had only by asking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each summary is wanted or not")]
pub struct Needs {
    matrix: Option<Design>,
    leverages: bool,
    receipt: bool,
    sorted: bool,
    changes: bool,
    blocks: Option<BlocksOf>,
}

/// The right to read a regression of the outcome on groups and covariates.
#[derive(Clone, Copy, Debug)]
pub struct Fitted {
    covariance: Covariance,
}

/// The right to read a regression of the outcome on groups and covariates whose slopes differ by group.
#[derive(Clone, Copy, Debug)]
pub struct Interacted {
    covariance: Covariance,
}

/// The right to read a logistic regression of the outcome on groups and covariates.
#[derive(Clone, Copy, Debug)]
pub struct Logistic(());

/// The right to read outcomes by who really got the treatment.
#[derive(Clone, Copy, Debug)]
pub struct ByReceipt(());

/// The right to read how much outcomes changed from their values before the start.
#[derive(Clone, Copy, Debug)]
pub struct Changed(());

/// The right to read outcomes by block.
#[derive(Clone, Copy, Debug)]
pub struct Blocked(());

/// The right to read the outcomes of every group in ascending order.
#[derive(Clone, Copy, Debug)]
pub struct Sorted(());

impl Needs {
    /// Asks for a regression of every outcome on groups and covariates.
    pub fn regression(&mut self, covariance: Covariance) -> Fitted {
        self.matrix = Some(Design::Additive);
        self.leverages |= covariance.needs_leverages();
        Fitted { covariance }
    }

    /// Asks for a regression of every outcome on groups, covariates about their means, and their products.
    pub fn interacted(&mut self, covariance: Covariance) -> Interacted {
        self.matrix = Some(Design::Interacted);
        self.leverages |= covariance.needs_leverages();
        Interacted { covariance }
    }

    /// Asks for a logistic regression of every outcome on groups and covariates.
    pub fn logistic(&mut self) -> Logistic {
        self.matrix = Some(Design::Separate);
        Logistic(())
    }

    /// Whether outcomes are fitted by least squares.
    fn is_regressed(self) -> bool {
        self.matrix.is_some_and(|design| design != Design::Separate)
    }

    /// How many columns its design matrix has.
    pub(super) fn columns(self, groups: usize, covariates: usize) -> usize {
        self.matrix.unwrap_or(Design::Additive).columns(groups, covariates)
    }

    /// Whether it reads who really got the treatment.
    pub fn reads_receipt(&self) -> bool {
        self.receipt
    }

    /// Asks for the outcomes of every group by who really got the treatment.
    pub fn receipt(&mut self) -> ByReceipt {
        self.receipt = true;
        ByReceipt(())
    }

    /// Asks for the changes of outcomes from their values before the start.
    pub fn changes(&mut self) -> Changed {
        self.changes = true;
        Changed(())
    }

    /// Asks for the outcomes of every group by block.
    pub(super) fn blocks(&mut self, of: BlocksOf) -> Blocked {
        self.blocks = Some(of);
        Blocked(())
    }

    /// Whether it reads the blocks within which the scheme drew arms.
    pub fn reads_scheme_blocks(&self) -> bool {
        self.blocks == Some(BlocksOf::Scheme)
    }

    /// Asks for the outcomes of every group in ascending order.
    pub fn sorted(&mut self) -> Sorted {
        self.sorted = true;
        Sorted(())
    }
}

/// Working space of analyses, reused from one to the next.
#[derive(Default)]
pub struct AnalysisBuffers {
    pub(super) rows: Vec<u32>,
    /// Whether the rows are those of every dataset that is to come before they are forgotten.
    selected: bool,
    people: Vec<u32>,
    pub(super) groups: Vec<u8>,
    /// Outcomes of the rows, where these are not all.
    outcomes: Vec<Vec<f64>>,
    matrix: DesignMatrix,
    /// The people behind the design matrix.
    known_people: Vec<u32>,
    known_groups: Vec<u8>,
    regression: Regression,
    slopes: Slopes,
    likelihood: Likelihood,
    contrasts: Vec<Contrast>,
    /// By group.
    members: Vec<Membership>,
    summaries: Vec<GroupSummary>,
    /// By row: twice the group's position, plus one when the treatment was received.
    cell_codes: Vec<u8>,
    cells: Vec<GroupSummary>,
    /// Outcomes by group, in ascending order.
    sorted: Vec<f64>,
    /// By outcome, the values before the start.
    baselines: DesignMatrix,
    changes: Vec<f64>,
    changed: Vec<GroupSummary>,
    blocks: Blocks,
}

impl AnalysisBuffers {
    /// Whether rows are selected, and what all outcomes share is made.
    pub(super) fn are_selected(&self) -> bool {
        self.selected
    }

    /// Makes what all outcomes share, for the rows selected: those of all datasets to come, where they are `shared`.
    pub(super) fn prepare(&mut self, model: &AnalysisModel, data: &Dataset, shared: bool) {
        self.selected = shared;
        let groups = 0..model.groups.len() as u8;
        self.members.clear();
        self.members.extend(groups.map(|group| Membership::of(&self.groups, group)));
        let Needs { matrix, changes, blocks, .. } = model.needs;
        if matrix.is_some() || changes || blocks.is_some() {
            self.people.clear();
            if self.rows.len() == data.person.len() {
                self.people.extend_from_slice(data.person);
            } else {
                self.people.extend(self.rows.iter().map(|&i| data.person[i as usize]));
            }
        }
        if let Some(of) = blocks {
            self.blocks.find(of, model, data, &self.groups, &self.people);
        }
        if let Some(design) = matrix.filter(|_| !self.knows_everybody()) {
            self.factorise(design, model, data);
        }
        if changes {
            self.baselines.reset(self.rows.len());
            for &column in &model.baselines {
                self.baselines.push_filled(|x| data.background.fill(column, &self.people, x));
            }
        }
    }

    /// Notes who got the treatment, where that is asked.
    pub(super) fn divide_by_receipt(&mut self, model: &AnalysisModel, data: &Dataset) {
        self.cell_codes.clear();
        if model.needs.receipt {
            let received = |i: u32| u8::from(data.received[i as usize] == 1.0);
            let rows = self.rows.iter().zip(&self.groups);
            self.cell_codes.extend(rows.map(|(&i, g)| 2 * g + received(i)));
        }
    }

    /// Forgets the rows and the design matrix: its columns, or the people's values in them, are others now.
    pub fn forget(&mut self) {
        self.selected = false;
        self.known_groups.clear();
        self.known_people.clear();
    }

    /// Whether the design matrix is of the very people selected, in their groups.
    fn knows_everybody(&self) -> bool {
        !self.people.is_empty()
            && self.known_people == self.people
            && self.known_groups == self.groups
    }

    fn factorise(&mut self, design: Design, model: &AnalysisModel, data: &Dataset) {
        self.known_people.clone_from(&self.people);
        self.known_groups.clone_from(&self.groups);
        design.fill(&mut self.matrix, model, data, &self.groups, &self.people);
        match design {
            Design::Additive => {}
            Design::Interacted => self.slopes.compute(&self.matrix, model.groups.len()),
            Design::Separate => return,
        }
        self.regression.factor(&self.matrix);
        if model.needs.leverages {
            self.regression.leverages(&self.matrix);
        }
        self.contrasts.clear();
        self.contrasts.extend(model.contrasts.iter().map(|&pair| design.contrast(pair)));
        self.regression.prepare(&self.matrix, &self.contrasts);
    }

    /// Takes in all outcomes, and fits them together where they are regressed.
    pub(super) fn fit<'a>(
        &mut self,
        model: &AnalysisModel,
        columns: impl ExactSizeIterator<Item = &'a [f64]>,
    ) {
        if self.outcomes.len() < columns.len() {
            self.outcomes.resize_with(columns.len(), Vec::new);
        }
        let is_regressed = model.needs.is_regressed();
        if is_regressed {
            self.regression.start(&self.matrix);
        }
        for (column, gathered) in columns.zip(&mut self.outcomes) {
            let values = if self.rows.len() == column.len() {
                column
            } else {
                gathered.resize(self.rows.len(), 0.0);
                gather(column, &self.rows, gathered);
                gathered
            };
            if is_regressed {
                self.regression.take(|own| own.copy_from_slice(values));
            }
        }
        if is_regressed {
            self.regression.solve(&self.matrix);
        }
    }

    /// Summarises one outcome by group, and as asked for besides.
    pub(super) fn take_in(&mut self, model: &AnalysisModel, number: usize, column: &[f64]) {
        let (needs, groups) = (model.needs, model.groups.len());
        self.regression.look_at(number);
        let all = self.rows.len() == column.len();
        let values = if all { column } else { &self.outcomes[number] };
        self.summaries.clear();
        let summarise = |(group, &members)| summarise_group(values, &self.groups, group, members);
        self.summaries.extend((0..).zip(&self.members).map(summarise));
        if needs.matrix == Some(Design::Separate) {
            self.likelihood.fit(&self.matrix, &self.groups, &self.summaries, values);
        }
        if needs.receipt {
            self.cells.clear();
            self.cells.resize(2 * groups, GroupSummary::default());
            summarise_groups(values, &self.cell_codes, &mut self.cells);
        }
        if needs.changes {
            self.changes.clear();
            self.changes.extend_from_slice(values);
            columns::subtract(&mut self.changes, self.baselines.column(number));
            let summarise =
                |(group, &members)| summarise_group(&self.changes, &self.groups, group, members);
            self.changed.clear();
            self.changed.extend((0..).zip(&self.members).map(summarise));
        }
        if needs.blocks.is_some() {
            self.blocks.take_in(values);
        }
        if needs.sorted {
            sort_groups(values, &self.groups, groups, &mut self.sorted);
        }
    }
}

/// One outcome of a dataset, as an estimator sees it.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    pub(super) buffers: &'a AnalysisBuffers,
    pub(super) contrasts: &'a [[usize; 2]],
}

impl<'a> Seen<'a> {
    /// All groups; the first is the base category.
    pub fn groups(&self) -> &'a [GroupSummary] {
        &self.buffers.summaries
    }

    /// Which groups a contrast compares.
    pub fn positions(&self, contrast: usize) -> [usize; 2] {
        self.contrasts[contrast]
    }

    /// The two groups of a contrast.
    pub fn pair(&self, contrast: usize) -> [&'a GroupSummary; 2] {
        self.contrasts[contrast].map(|position| &self.buffers.summaries[position])
    }

    /// A contrast of the regression.
    ///
    /// # Errors
    /// Why there is no estimate.
    pub fn fitted(&self, asked: Fitted, contrast: usize) -> Result<Inference, Failure> {
        self.buffers.regression.estimate(contrast, asked.covariance)
    }

    /// A contrast of the regression with slopes by group, at the means of the covariates.
    ///
    /// # Errors
    /// Why there is no estimate.
    pub fn interacted(&self, asked: Interacted, contrast: usize) -> Result<Inference, Failure> {
        self.buffers.regression.estimate(contrast, asked.covariance)
    }

    /// Variance that the sampling of the means gives a contrast of the regression with slopes by group.
    pub fn variance_of_means(&self, _: Interacted, contrast: usize) -> f64 {
        let coefficients = self.buffers.regression.coefficients();
        self.buffers.slopes.variance(coefficients, self.contrasts[contrast])
    }

    /// The average marginal effect of a contrast in the logistic regression.
    pub fn marginal_effect(&self, _: Logistic, contrast: usize) -> MarginalEffect {
        self.buffers.likelihood.marginal_effect(self.contrasts[contrast])
    }

    /// The two groups of a contrast by who really got the treatment.
    pub fn by_receipt(&self, _: ByReceipt, contrast: usize) -> [JointSummary; 2] {
        let cells = &self.buffers.cells;
        self.contrasts[contrast].map(|position| {
            JointSummary::from_cells(&cells[2 * position], &cells[2 * position + 1])
        })
    }

    /// How much the two groups of a contrast changed.
    pub fn changed(&self, _: Changed, contrast: usize) -> [&'a GroupSummary; 2] {
        self.contrasts[contrast].map(|position| &self.buffers.changed[position])
    }

    /// The two groups of a contrast in every block that has somebody of both.
    pub fn by_block(
        &self,
        _: Blocked,
        contrast: usize,
    ) -> impl Iterator<Item = [GroupSummary; 2]> + Clone + 'a {
        self.buffers.blocks.pairs(self.contrasts[contrast])
    }

    /// The outcomes of the two groups of a contrast, in ascending order.
    pub fn sorted(&self, _: Sorted, contrast: usize) -> [&'a [f64]; 2] {
        let AnalysisBuffers { summaries, sorted, .. } = self.buffers;
        self.contrasts[contrast].map(|position| {
            let start = summaries[..position].iter().map(|group| group.n).sum();
            &sorted[start..][..summaries[position].n]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_of_two_groups_are_sorted_apart() {
        let (values, groups) = ([3.0, -1.0, 2.0, 7.0, 0.5], [2, 0, 2, 1, 2]);
        let mut buffers = AnalysisBuffers::default();
        buffers.summaries.resize(3, GroupSummary::default());
        summarise_groups(&values, &groups, &mut buffers.summaries);
        sort_groups(&values, &groups, 3, &mut buffers.sorted);
        let seen = Seen { buffers: &buffers, contrasts: &[[2, 0], [1, 2]] };
        let asked = Needs::default().sorted();
        assert_eq!(seen.sorted(asked, 0), [&[0.5, 2.0, 3.0][..], &[-1.0]]);
        assert_eq!(seen.sorted(asked, 1), [&[7.0][..], &[0.5, 2.0, 3.0]]);
    }
}
