//! One group of a sample: its size, mean and spread, from which comparisons of means are made.

use super::Failure;
use super::lanes::{LANES, Lanes, add, add_product, sum_lanes};
use crate::level::kernel;
use crate::numeric::columns;

/// One group's size, mean and spread.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct GroupSummary {
    /// People in the group.
    pub n: usize,
    /// Mean outcome; zero in an empty group.
    pub mean: f64,
    /// Sum of squared deviations from the mean; exactly zero when all outcomes are equal.
    pub sum_of_squares: f64,
}

impl GroupSummary {
    /// Summarises the outcomes of one group.
    pub fn from_values(values: &[f64]) -> Self {
        let shift = shift(values.first());
        let mut sums = ShiftedSums::default();
        add_all(values, shift, &mut sums);
        Self::from_shifted(values.len(), shift, sum_lanes(&sums.sum), sum_lanes(&sums.squares))
    }

    /// A binary outcome from counts: n people of whom `successes` have it.
    pub fn from_binary(n: usize, successes: usize) -> Self {
        let s = successes as f64;
        Self::from_shifted(n, 0.0, s, s)
    }

    /// The group's own variance, with divisor n − 1.
    pub fn variance(&self) -> f64 {
        self.sum_of_squares / (self.n as f64 - 1.0)
    }

    /// Whether all outcomes are equal, so that nothing can be learnt about their variance.
    pub fn is_constant(&self) -> bool {
        self.sum_of_squares == 0.0
    }

    fn from_shifted(n: usize, shift: f64, sum: f64, squares: f64) -> Self {
        if n == 0 {
            return Self::default();
        }
        let size = n as f64;
        let sum_of_squares = (squares - sum * sum / size).max(0.0);
        Self { n, mean: shift + sum / size, sum_of_squares }
    }

    /// Mean of the squared outcomes themselves; zero in an empty group.
    pub fn mean_square(&self) -> f64 {
        self.mean * self.mean + self.sum_of_squares / self.n.max(1) as f64
    }

    pub(super) fn present(&self) -> Result<(), Failure> {
        if self.n == 0 { Err(Failure::EmptyArm) } else { Ok(()) }
    }
}

/// How many people of a sample are in a group, and the first of them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Membership {
    n: usize,
    first: Option<usize>,
}

impl Membership {
    pub(super) fn of(groups: &[u8], group: u8) -> Self {
        let first = groups.iter().position(|&own| own == group);
        Self { n: first.map_or(0, |first| columns::count(&groups[first..], group)), first }
    }
}

/// Summarises every group of a sample: `groups[i]` is the group of person i.
///
/// People whose group number is not below `summaries.len()` are left out, whatever their value.
///
/// # Panics
/// When `values` and `groups` differ in length.
pub fn summarise_groups(values: &[f64], groups: &[u8], summaries: &mut [GroupSummary]) {
    for (group, summary) in (0..=u8::MAX).zip(summaries) {
        *summary = summarise_group(values, groups, group, Membership::of(groups, group));
    }
}

/// Summarises one group of a sample.
pub(super) fn summarise_group(
    values: &[f64],
    groups: &[u8],
    group: u8,
    Membership { n, first }: Membership,
) -> GroupSummary {
    assert_eq!(values.len(), groups.len(), "a group for every value");
    let Some(first) = first else { return GroupSummary::default() };
    let shift = shift(values.get(first));
    let mut sums = ShiftedSums::default();
    add_group(values, groups, group, shift, &mut sums);
    GroupSummary::from_shifted(n, shift, sum_lanes(&sums.sum), sum_lanes(&sums.squares))
}

/// Outcomes by group, in ascending order.
pub(super) fn sort_groups(values: &[f64], groups: &[u8], number: usize, sorted: &mut Vec<f64>) {
    sorted.clear();
    for group in 0..number {
        let start = sorted.len();
        let people = values.iter().zip(groups);
        sorted
            .extend(people.filter(|(_, own)| usize::from(**own) == group).map(|(value, _)| value));
        sorted[start..].sort_unstable_by(f64::total_cmp);
    }
}

/// Sums are taken about a group's first value, so that equal values leave exactly nothing and a large mean costs no
/// digits; about zero for a binary outcome, whose sums are then exact counts.
fn shift(first: Option<&f64>) -> f64 {
    first.copied().filter(|&value| value != 1.0).unwrap_or(0.0)
}

/// Sums and sums of squares of deviations from a shift, lane by lane.
///
/// The kernels leave the lanes apart: adding them up in the same function would have them vectorised in pairs.
#[derive(Default)]
struct ShiftedSums {
    sum: Lanes,
    squares: Lanes,
}

impl ShiftedSums {
    /// Adds the deviations of those kept; the others add zero, even when they have no number.
    #[inline(always)]
    fn add(&mut self, values: &Lanes, kept: &[u64; LANES], shift: f64) {
        let mut deviations = *values;
        for (value, kept) in deviations.iter_mut().zip(kept) {
            *value = f64::from_bits((*value - shift).to_bits() & kept);
        }
        add(&mut self.sum, &deviations);
        add_product(&mut self.squares, &deviations, &deviations);
    }

    #[inline(always)]
    fn add_tail(&mut self, values: &[f64], kept: impl Iterator<Item = u64>, shift: f64) {
        let (mut padded, mut padded_kept) = ([0.0; LANES], [0; LANES]);
        for (i, (value, kept)) in values.iter().zip(kept).enumerate() {
            (padded[i], padded_kept[i]) = (*value, kept);
        }
        self.add(&padded, &padded_kept, shift);
    }
}

kernel! {
    fn add_all(values: &[f64], shift: f64, sums: &mut ShiftedSums) = add_all_in_lanes;
}

#[inline(always)]
fn add_all_in_lanes(values: &[f64], shift: f64, sums: &mut ShiftedSums) {
    let (whole, rest) = values.as_chunks::<LANES>();
    for values in whole {
        sums.add(values, &[u64::MAX; LANES], shift);
    }
    sums.add_tail(rest, std::iter::repeat(u64::MAX), shift);
}

kernel! {
    fn add_group(values: &[f64], groups: &[u8], group: u8, shift: f64, sums: &mut ShiftedSums) = add_group_in_lanes;
}

#[inline(always)]
fn add_group_in_lanes(
    values: &[f64],
    groups: &[u8],
    group: u8,
    shift: f64,
    sums: &mut ShiftedSums,
) {
    let (whole, rest) = values.as_chunks::<LANES>();
    let (whole_groups, rest_groups) = groups.as_chunks::<LANES>();
    for (values, groups) in whole.iter().zip(whole_groups) {
        let mut kept = [0; LANES];
        for (kept, g) in kept.iter_mut().zip(groups) {
            *kept = mask(*g, group);
        }
        sums.add(values, &kept, shift);
    }
    sums.add_tail(rest, rest_groups.iter().map(|g| mask(*g, group)), shift);
}

/// All bits where the person belongs to the group, none elsewhere.
#[inline(always)]
fn mask(own: u8, group: u8) -> u64 {
    u64::from(own == group).wrapping_neg()
}

/// The variance of a difference between two group means if outcomes varied as much as they are large.
pub(super) fn largest_variance(a: &GroupSummary, c: &GroupSummary) -> f64 {
    a.mean_square().max(c.mean_square()) * (1.0 / a.n as f64 + 1.0 / c.n as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn textbook(values: &[f64]) -> GroupSummary {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let sum_of_squares = values.iter().map(|v| (v - mean) * (v - mean)).sum();
        GroupSummary { n: values.len(), mean, sum_of_squares }
    }

    #[test]
    fn grouped_and_contiguous_summaries_agree_with_the_textbook() {
        let values: Vec<f64> = (0..83).map(|i| 1e6 + f64::from(i * i % 37) / 7.0).collect();
        let groups: Vec<u8> = (0..83).map(|i| (i * 7 % 4) as u8).collect();
        let mut summaries = [GroupSummary::default(); 3];
        summarise_groups(&values, &groups, &mut summaries);
        for (g, summary) in summaries.iter().enumerate() {
            let own: Vec<f64> =
                (0..83).filter(|&i| groups[i] == g as u8).map(|i| values[i]).collect();
            for got in [*summary, GroupSummary::from_values(&own)] {
                let want = textbook(&own);
                assert_eq!(got.n, want.n);
                assert!((got.mean - want.mean).abs() < 1e-9);
                assert!((got.sum_of_squares / want.sum_of_squares - 1.0).abs() < 1e-10);
            }
        }
    }

    #[test]
    fn r15_group_sums_have_the_bits_of_a_plain_loop() {
        let values: Vec<f64> = (0..83).map(|i| f64::from(i * i % 37) / 7.0).collect();
        let groups: Vec<u8> = (0..83).map(|i| (i * 5 % 3) as u8).collect();
        let (mut sums, mut all) = (ShiftedSums::default(), ShiftedSums::default());
        add_group(&values, &groups, 1, 0.3, &mut sums);
        add_all(&values, 0.3, &mut all);
        let (mut plain, mut plain_all) = (ShiftedSums::default(), ShiftedSums::default());
        for (i, value) in values.iter().enumerate() {
            let deviation = value - 0.3;
            plain_all.sum[i % LANES] += deviation;
            plain_all.squares[i % LANES] += deviation * deviation;
            if groups[i] == 1 {
                plain.sum[i % LANES] += deviation;
                plain.squares[i % LANES] += deviation * deviation;
            }
        }
        assert_eq!((sums.sum, sums.squares), (plain.sum, plain.squares));
        assert_eq!((all.sum, all.squares), (plain_all.sum, plain_all.squares));
    }

    #[test]
    fn a_binary_outcome_is_summarised_exactly() {
        let values: Vec<f64> = (0..131).map(|i| f64::from(u8::from(i % 3 != 1))).collect();
        let successes = values.iter().sum::<f64>() as usize;
        assert_eq!(GroupSummary::from_values(&values), GroupSummary::from_binary(131, successes));
    }

    #[test]
    fn a_person_left_out_may_have_no_value() {
        let mut summaries = [GroupSummary::default(); 2];
        summarise_groups(&[1.0, f64::NAN, 0.0], &[0, u8::MAX, 0], &mut summaries);
        assert_eq!(summaries, [GroupSummary::from_binary(2, 1), GroupSummary::default()]);
    }

    #[test]
    fn equal_outcomes_are_constant_to_the_last_bit() {
        for value in [0.0, 1.0, 0.1, 1e9 + 0.3] {
            assert!(GroupSummary::from_values(&[value; 29]).is_constant());
        }
    }
}
