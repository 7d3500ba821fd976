//! What a regression gives and refuses.

use super::*;

/// Three arms of four people, and two outcomes without structure.
fn three_arms() -> DesignMatrix {
    let mut x = DesignMatrix::default();
    x.reset(12);
    x.push_column().fill(1.0);
    x.push_column()[4..8].fill(1.0);
    x.push_column()[8..].fill(1.0);
    x
}

fn outcome() -> Vec<f64> {
    (0..12).map(|i| f64::from(i * i * 7 % 11)).collect()
}

fn fitted(x: &DesignMatrix, y: &[f64], contrasts: &[Contrast]) -> Regression {
    let mut fit = Regression::default();
    fit.factor(x);
    fit.leverages(x);
    fit.prepare(x, contrasts);
    fit.fit(x, y);
    fit
}

fn error(fit: &Regression, contrast: usize, kind: Covariance) -> Result<StandardError, NoInterval> {
    fit.estimate(contrast, kind).unwrap().error
}

#[test]
fn a_difference_of_two_arms_does_not_depend_on_the_reference_arm() {
    let contrasts = [Contrast::difference(2, 1), Contrast::weighted([(1, -1.0), (2, 1.0)])];
    let (x, y) = (three_arms(), outcome());
    let fit = fitted(&x, &y, &contrasts);
    let mean = |from: usize| y[from..from + 4].iter().sum::<f64>() / 4.0;
    for k in 0..2 {
        assert!((fit.contrast(k).unwrap() - (mean(8) - mean(4))).abs() < 1e-13);
    }
    let [a, b] = [0, 1].map(|k| error(&fit, k, Covariance::Hc3).unwrap().se);
    assert!((a - b).abs() < 1e-14);
}

#[test]
fn a_contrast_on_an_aliased_column_is_rank_deficient_and_the_others_stand() {
    let (mut x, y) = (three_arms(), outcome());
    let before = fitted(&x, &y, &[Contrast::coefficient(1)]).estimate(0, Covariance::Hc2);
    x.push_column()[4..].fill(1.0);
    let fit = fitted(&x, &y, &[Contrast::coefficient(1), Contrast::coefficient(3)]);
    assert_eq!(fit.factor.aliased(), [3]);
    assert!(fit.coefficients()[3].is_nan());
    assert_eq!(fit.estimate(1, Covariance::Hc2), Err(Failure::RankDeficient));
    let (with, without) = (fit.estimate(0, Covariance::Hc2).unwrap(), before.unwrap());
    assert!((with.point - without.point).abs() < 1e-13);
    let (with, without) = (with.error.unwrap(), without.error.unwrap());
    assert_eq!(with.df, without.df);
    assert!((with.se - without.se).abs() < 1e-13);
}

#[test]
fn leverage_one_matters_only_to_contrasts_that_the_person_bears_on() {
    let (mut x, y) = (three_arms(), outcome());
    x.push_column()[5] = 1.0;
    let fit = fitted(&x, &y, &[Contrast::coefficient(1), Contrast::coefficient(3)]);
    assert!(error(&fit, 0, Covariance::Hc2).is_ok());
    assert_eq!(error(&fit, 1, Covariance::Hc2), Err(NoInterval::LeverageOne));
    assert_eq!(error(&fit, 1, Covariance::Hc3), Err(NoInterval::LeverageOne));
    assert!(error(&fit, 1, Covariance::Hc1).is_ok());
}

#[test]
fn an_outcome_without_residual_variation_keeps_its_estimate() {
    let x = three_arms();
    let all_of_one_arm = std::array::from_fn(|i| f64::from(u8::from((4..8).contains(&i))));
    for (y, effect) in [([0.0; 12], 0.0), ([1.0; 12], 0.0), ([0.3; 12], 0.0), (all_of_one_arm, 1.0)]
    {
        let fit = fitted(&x, &y, &[Contrast::coefficient(1)]);
        for covariance in Covariance::ALL {
            let found = fit.estimate(0, covariance).unwrap();
            assert!((found.point - effect).abs() < 1e-14);
            assert_eq!(found.error, Err(NoInterval::NoVariation));
        }
    }
}

#[test]
fn as_many_coefficients_as_people_leave_no_degrees_of_freedom() {
    let mut x = DesignMatrix::default();
    x.reset(2);
    x.push_column().fill(1.0);
    x.push_column()[1] = 1.0;
    let fit = fitted(&x, &[1.0, 2.0], &[Contrast::coefficient(1)]);
    assert_eq!(error(&fit, 0, Covariance::Hc2), Err(NoInterval::NoDegreesOfFreedom));
}

#[test]
fn no_people_and_no_columns_fail_without_panic() {
    let mut x = DesignMatrix::default();
    x.reset(0);
    assert_eq!(fitted(&x, &[], &[]).coefficients(), [0.0; 0]);
    x.push_column();
    let fit = fitted(&x, &[], &[Contrast::coefficient(0)]);
    assert_eq!(fit.estimate(0, Covariance::Hc2), Err(Failure::RankDeficient));
}

#[test]
fn a_warm_workspace_allocates_nothing() {
    let memory = |fit: &Regression| {
        let buffers =
            [&fit.row_weights, &fit.coefficients, &fit.factors, &fit.combined, &fit.lane_sums];
        let mut addresses: Vec<_> = buffers.iter().map(|b| b.as_slice().as_ptr()).collect();
        addresses.extend(fit.factor.memory());
        addresses.push(fit.residuals().as_ptr());
        (addresses, fit.contrasts.capacity(), fit.leverages.memory())
    };
    let contrasts = [Contrast::coefficient(1), Contrast::difference(2, 1)];
    let (x, y) = (three_arms(), outcome());
    let mut fit = fitted(&x, &y, &contrasts);
    let (warm, first) = (memory(&fit), fit.estimate(1, Covariance::Hc2));
    for _ in 0..3 {
        fit.factor(&x);
        fit.leverages(&x);
        fit.prepare(&x, &contrasts);
        fit.fit(&x, &y);
        assert_eq!(memory(&fit), warm);
        assert_eq!(fit.estimate(1, Covariance::Hc2), first);
    }
}

#[test]
fn a_smaller_design_after_a_larger_one_is_not_disturbed_by_it() {
    let (x, y) = (three_arms(), outcome());
    let fresh = fitted(&x, &y, &[Contrast::coefficient(2)]);
    let mut large = DesignMatrix::default();
    large.reset(40);
    for j in 0..11 {
        let column = large.push_column();
        column.iter_mut().enumerate().for_each(|(i, v)| *v = f64::from((i * j % 13) as u8) - 6.5);
    }
    let mut fit = fitted(&large, &[3.5; 40], &[Contrast::coefficient(0); 3]);
    fit.factor(&x);
    fit.leverages(&x);
    fit.prepare(&x, &[Contrast::coefficient(2)]);
    fit.fit(&x, &y);
    for covariance in Covariance::ALL {
        assert_eq!(fit.estimate(0, covariance), fresh.estimate(0, covariance));
    }
    assert_eq!(fit.residuals(), fresh.residuals());
}

#[test]
fn outcomes_fitted_together_have_the_bits_of_each_alone() {
    let x = three_arms();
    let outcomes: Vec<Vec<f64>> =
        (0..7).map(|k| (0..12).map(|i| f64::from(i * (i + k) % 11)).collect()).collect();
    let contrasts = [Contrast::coefficient(1), Contrast::difference(2, 1)];
    let mut together = fitted(&x, &outcome(), &contrasts);
    together.start(&x);
    for y in &outcomes {
        together.take(|column| column.copy_from_slice(y));
    }
    together.solve(&x);
    for (k, y) in outcomes.iter().enumerate() {
        together.look_at(k);
        let alone = fitted(&x, y, &contrasts);
        assert_eq!(together.coefficients(), alone.coefficients());
        assert_eq!(together.residuals(), alone.residuals());
        for contrast in 0..2 {
            let [one, other] =
                [&together, &alone].map(|fit| fit.estimate(contrast, Covariance::Hc2));
            assert_eq!(one, other);
        }
    }
}
