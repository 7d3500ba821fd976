//! Time of whole regressions: factor, leverages, contrasts, and one fit per outcome with HC2.

use divan::{Bencher, black_box};
use proefdraai::estimator::{
    Contrast, Covariance, DesignMatrix, GroupSummary, Inference, Regression, difference_in_means,
    summarise_groups,
};

struct Shape {
    rows: usize,
    columns: usize,
    outcomes: usize,
    contrasts: usize,
}

impl std::fmt::Debug for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { rows, columns, outcomes, contrasts } = self;
        write!(f, "{rows}x{columns}, outcomes {outcomes}, contrasts {contrasts}")
    }
}

const SHAPES: [Shape; 6] = [
    Shape { rows: 400, columns: 2, outcomes: 1, contrasts: 1 },
    Shape { rows: 400, columns: 8, outcomes: 1, contrasts: 1 },
    Shape { rows: 400, columns: 8, outcomes: 5, contrasts: 1 },
    Shape { rows: 2000, columns: 20, outcomes: 1, contrasts: 1 },
    Shape { rows: 389, columns: 20, outcomes: 45, contrasts: 2 },
    Shape { rows: 5771, columns: 25, outcomes: 5, contrasts: 3 },
];

/// Uniform numbers from a multiplicative generator: any well-scaled matrix will do.
fn noise(state: &mut u64) -> f64 {
    *state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
    (*state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
}

fn design(shape: &Shape, state: &mut u64) -> DesignMatrix {
    let mut x = DesignMatrix::default();
    x.reset(shape.rows);
    x.push_column().fill(1.0);
    for _ in 1..shape.columns {
        x.push_column().iter_mut().for_each(|value| *value = noise(state));
    }
    x
}

#[divan::bench(args = SHAPES)]
fn hc2(bencher: Bencher<'_, '_>, shape: &Shape) {
    let mut state = 1;
    let x = design(shape, &mut state);
    let outcomes: Vec<Vec<f64>> =
        (0..shape.outcomes).map(|_| (0..shape.rows).map(|_| noise(&mut state)).collect()).collect();
    let contrasts: Vec<Contrast> = (1..=shape.contrasts).map(Contrast::coefficient).collect();
    let mut ols = Regression::default();
    bencher.bench_local(|| {
        let x = black_box(&x);
        ols.factor(x);
        ols.leverages(x);
        ols.prepare(x, &contrasts);
        let mut total = 0.0;
        for y in &outcomes {
            ols.fit(x, black_box(y));
            for contrast in 0..contrasts.len() {
                total += ols.estimate(contrast, Covariance::Hc2).map_or(0.0, standard_error);
            }
        }
        total
    });
}

#[divan::bench(args = SHAPES)]
fn factor(bencher: Bencher<'_, '_>, shape: &Shape) {
    let x = design(shape, &mut 1);
    let mut ols = Regression::default();
    bencher.bench_local(|| ols.factor(black_box(&x)).rank());
}

#[divan::bench(args = SHAPES)]
fn leverages(bencher: Bencher<'_, '_>, shape: &Shape) {
    let x = design(shape, &mut 1);
    let mut ols = Regression::default();
    ols.factor(&x);
    bencher.bench_local(|| ols.leverages(black_box(&x))[0]);
}

#[divan::bench(args = SHAPES)]
fn fit(bencher: Bencher<'_, '_>, shape: &Shape) {
    let mut state = 1;
    let x = design(shape, &mut state);
    let y: Vec<f64> = (0..shape.rows).map(|_| noise(&mut state)).collect();
    let mut ols = Regression::default();
    ols.factor(&x);
    bencher.bench_local(|| {
        ols.fit(black_box(&x), black_box(&y));
        ols.residual_sum_of_squares()
    });
}

fn standard_error(effect: Inference) -> f64 {
    effect.error.map_or(0.0, |error| error.se)
}

/// The slim trial: 400 people in two groups, from outcomes and group numbers to Welch's test.
#[divan::bench]
fn difference_in_means_400(bencher: Bencher<'_, '_>) {
    let mut state = 1;
    let y: Vec<f64> = (0..400).map(|_| noise(&mut state)).collect();
    let groups: Vec<u8> = (0..400_u16).map(|i| (i % 2) as u8).collect();
    let mut summaries = [GroupSummary::default(); 2];
    bencher.bench_local(|| {
        summarise_groups(black_box(&y), black_box(&groups), &mut summaries);
        difference_in_means(&summaries[1], &summaries[0]).map_or(0.0, standard_error)
    });
}

fn main() {
    divan::main();
}
