//! The dataset: everything an analyst may see of one trial, and nothing else.

use super::Background;

/// One trial's file: rows are people, in increasing order of their number. No estimator sees more
/// than this.
#[derive(Clone, Copy, Debug)]
pub struct Dataset<'a> {
    /// Group of each row: the arm number (0 is control), or one past the last arm for the
    /// reference group.
    pub group: &'a [u8],
    /// Recorded outcomes, one column per measured outcome.
    pub outcomes: &'a [&'a [f64]],
    /// By survey, whether the person answered it.
    pub answered: &'a [Vec<bool>],
    /// 1 when the person really started the treatment, else 0.
    pub received: &'a [f64],
    /// Which line of the background file each row is.
    pub person: &'a [u32],
    /// The background file.
    pub background: Background<'a>,
    /// Whether the rows are those of all datasets that are analysed in the same working space.
    pub shared: bool,
}

/// Who is in a dataset, kept to be written again.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// See [`Dataset::group`].
    pub group: Vec<u8>,
    /// See [`Dataset::person`].
    pub person: Vec<u32>,
    /// Rows of people who enrolled, with their slots; not listed where all rows are the slots.
    pub enrolled: Vec<(u32, u32)>,
    /// Whether the rows are the slots.
    pub are_slots: bool,
}

impl Rows {
    /// Whether everybody in the dataset enrolled.
    pub fn all_enrolled(&self) -> bool {
        self.are_slots || self.enrolled.len() == self.person.len()
    }

    /// Rows of people who enrolled, with their slots.
    pub fn enrolled(&self) -> impl Iterator<Item = (usize, usize)> {
        let slots = if self.are_slots { self.person.len() } else { 0 };
        let listed = self.enrolled.iter().map(|&(row, slot)| (row as usize, slot as usize));
        (0..slots).map(|slot| (slot, slot)).chain(listed)
    }
}

/// What is known of the people in a dataset, kept to be written again.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// See [`Dataset::outcomes`]; not written where the rows are the slots.
    pub outcomes: Vec<Vec<f64>>,
    /// See [`Dataset::answered`]; written where an analysis looks at it.
    pub answered: Vec<Vec<bool>>,
    /// See [`Dataset::received`].
    pub received: Vec<f64>,
}

impl Columns {
    /// Makes room for `outcomes` columns, in which earlier values stay until they are written over.
    pub fn clear(&mut self, outcomes: usize) {
        self.received.clear();
        if self.outcomes.len() < outcomes {
            self.outcomes.resize_with(outcomes, Vec::new);
        }
    }

    /// The dataset of these rows and outcomes, with the background file.
    pub fn of<'a>(
        &'a self,
        rows: &'a Rows,
        outcomes: &'a [&'a [f64]],
        background: Background<'a>,
        shared: bool,
    ) -> Dataset<'a> {
        let (Rows { group, person, .. }, Self { answered, received, .. }) = (rows, self);
        Dataset { group, outcomes, answered, received, person, background, shared }
    }
}

/// Copies the values of some people, in increasing order; `out` has one place for each.
pub fn gather(values: &[f64], people: &[u32], out: &mut [f64]) {
    if people.len() == values.len() {
        return out.copy_from_slice(values);
    }
    for (out, &i) in out.iter_mut().zip(people) {
        *out = values[i as usize];
    }
}
