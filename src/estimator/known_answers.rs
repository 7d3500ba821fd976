//! Answers that nobody in this project made up: R (estimatr 1.0.0, sandwich 3.0-2, R 4.2.2) and Stata.
//!
//! The fixture `trial120.csv` has three arms of 40; A1 and A2 are the dummies of arms 1 and 2.

use super::fixture::{Table, near};
use super::{
    Contrast, Covariance, DesignMatrix, GroupSummary, Inference, JointSummary, Regression,
    StandardError, difference_in_means, saturated_contrast, summarise_groups, wald,
};

use Covariance::{Classical, Hc0, Hc1, Hc2, Hc3};

/// Regresses `y` on a constant and `regressors`; contrast j is coefficient j.
fn regress(y: &[f64], regressors: &[&[f64]]) -> Regression {
    let mut x = DesignMatrix::default();
    x.reset(y.len());
    x.push_column().fill(1.0);
    for regressor in regressors {
        x.push_column().copy_from_slice(regressor);
    }
    let contrasts: Vec<_> = (0..x.columns()).map(Contrast::coefficient).collect();
    let mut ols = Regression::default();
    ols.factor(&x);
    ols.leverages(&x);
    ols.prepare(&x, &contrasts);
    ols.fit(&x, y);
    ols
}

#[track_caller]
fn estimates(ols: &Regression, coefficient: usize, covariance: Covariance, effect: f64, se: f64) {
    let got = ols.estimate(coefficient, covariance).unwrap();
    near(got.point, effect);
    near(got.error.unwrap().se, se);
}

#[track_caller]
fn error(estimate: &Inference) -> StandardError {
    estimate.error.expect("the outcome varies")
}

fn variance(ols: &Regression, coefficient: usize, covariance: Covariance) -> f64 {
    let StandardError { se, .. } = error(&ols.estimate(coefficient, covariance).unwrap());
    se * se
}

fn arm_summaries(trial: &Table, outcome: &str) -> [GroupSummary; 3] {
    let arms: Vec<u8> = trial.column("arm").iter().map(|arm| *arm as u8).collect();
    let mut groups = [GroupSummary::default(); 3];
    summarise_groups(trial.column(outcome), &arms, &mut groups);
    groups
}

#[test]
fn v25_basis_regression_matches_estimatr() {
    // lm_robust(y ~ A1 + A2, se_type = ...)
    let trial = Table::read("trial120");
    let (a1, a2) = (trial.dummy("arm", 1.0), trial.dummy("arm", 2.0));
    let ols = regress(trial.column("y"), &[&a1, &a2]);
    for (covariance, se1, se2) in [
        (Classical, 0.2974275570, 0.2974275570),
        (Hc0, 0.2878095514, 0.2941731296),
        (Hc2, 0.2914760629, 0.2979207091),
        (Hc1, 0.2914760629, 0.2979207091),
        (Hc3, 0.2951892835, 0.3017160304),
    ] {
        estimates(&ols, 1, covariance, -0.2855225000, se1);
        estimates(&ols, 2, covariance, 0.3049600000, se2);
    }
    assert_eq!(error(&ols.estimate(2, Hc2).unwrap()).df, 117.0);
}

#[test]
fn v25_two_sided_p_value_matches_estimatr() {
    use statrs::distribution::{ContinuousCDF, StudentsT};
    let trial = Table::read("trial120");
    let effect = saturated_contrast(&arm_summaries(&trial, "y"), 2, 0, Hc2).unwrap();
    let StandardError { se, df } = error(&effect);
    let t = StudentsT::new(0.0, 1.0, df).unwrap();
    near(2.0 * t.sf((effect.point / se).abs()), 0.3081227821);
}

#[test]
fn v25_group_summaries_give_what_the_regression_gives() {
    let trial = Table::read("trial120");
    let (a1, a2) = (trial.dummy("arm", 1.0), trial.dummy("arm", 2.0));
    for outcome in ["y", "yb", "ypre", "x1"] {
        let ols = regress(trial.column(outcome), &[&a1, &a2]);
        let groups = arm_summaries(&trial, outcome);
        for covariance in Covariance::ALL {
            for arm in [1, 2] {
                let slow = ols.estimate(arm, covariance).unwrap();
                let fast = saturated_contrast(&groups, arm, 0, covariance).unwrap();
                assert!((slow.point - fast.point).abs() < 1e-12);
                assert_eq!(slow.n, fast.n);
                let (slow, fast) = (error(&slow), error(&fast));
                assert!((slow.se / fast.se - 1.0).abs() < 1e-12);
                assert_eq!(slow.df, fast.df);
            }
        }
    }
}

#[test]
fn v26_adjusted_regression_matches_estimatr() {
    // lm_robust(y ~ A1 + A2 + x1 + x2)
    let trial = Table::read("trial120");
    let (a1, a2) = (trial.dummy("arm", 1.0), trial.dummy("arm", 2.0));
    let (x1, x2) = (trial.column("x1"), trial.column("x2"));
    let ols = regress(trial.column("y"), &[&a1, &a2, x1, x2]);
    estimates(&ols, 1, Classical, -0.2861698387, 0.2614642767);
    estimates(&ols, 1, Hc2, -0.2861698387, 0.2734691224);
    estimates(&ols, 2, Classical, 0.1140385523, 0.2593442251);
    estimates(&ols, 2, Hc2, 0.1140385523, 0.2671818063);
    near(ols.coefficients()[3], 0.5827518766);
    near(ols.coefficients()[4], -0.7571750719);
    assert_eq!(error(&ols.estimate(1, Hc2).unwrap()).df, 115.0);
}

#[test]
fn v26_ancova_matches_estimatr() {
    // lm_robust(y ~ A1 + A2 + x1 + x2 + ypre)
    let trial = Table::read("trial120");
    let (a1, a2) = (trial.dummy("arm", 1.0), trial.dummy("arm", 2.0));
    let (x1, x2, before) = (trial.column("x1"), trial.column("x2"), trial.column("ypre"));
    let ols = regress(trial.column("y"), &[&a1, &a2, x1, x2, before]);
    estimates(&ols, 1, Classical, -0.1542499318, 0.2421008194);
    estimates(&ols, 1, Hc2, -0.1542499318, 0.2519643564);
    estimates(&ols, 1, Hc3, -0.1542499318, 0.2597150922);
    estimates(&ols, 2, Classical, 0.2822796544, 0.2411953585);
    estimates(&ols, 2, Hc2, 0.2822796544, 0.2489994952);
    estimates(&ols, 2, Hc3, 0.2822796544, 0.2565415446);
    estimates(&ols, 5, Classical, 0.4221419404, 0.0900646314);
    estimates(&ols, 5, Hc2, 0.4221419404, 0.0945183357);
}

#[test]
fn v27_linear_probability_model_matches_estimatr() {
    // lm_robust(yb ~ A1 + A2, se_type = "HC2")
    let groups = arm_summaries(&Table::read("trial120"), "yb");
    for (arm, effect, se) in [(1, -0.0750, 0.1021405517), (2, 0.0750, 0.1085303928)] {
        let got = saturated_contrast(&groups, arm, 0, Hc2).unwrap();
        near(got.point, effect);
        near(error(&got).se, se);
    }
}

#[test]
fn v28_lin_matches_estimatr() {
    // lm_lin(y ~ A2, ~ x1 + x2, subset = arm != 1)
    let trial = Table::read("trial120").only("arm", &[0.0, 2.0]);
    let a2 = trial.dummy("arm", 2.0);
    let centred = |name: &str| -> Vec<f64> {
        let column = trial.column(name);
        let mean = column.iter().sum::<f64>() / column.len() as f64;
        column.iter().map(|v| v - mean).collect()
    };
    let times = |v: &[f64]| -> Vec<f64> { v.iter().zip(&a2).map(|(v, a)| v * a).collect() };
    let (x1, x2) = (centred("x1"), centred("x2"));
    let ols = regress(trial.column("y"), &[&a2, &x1, &x2, &times(&x1), &times(&x2)]);
    estimates(&ols, 1, Hc2, 0.1204098676, 0.2670667247);
    estimates(&ols, 1, Hc0, 0.1204098676, 0.2550156169);
    near(ols.coefficients()[4], 0.3354133799);
    near(ols.coefficients()[5], 0.4688497070);
    assert_eq!(error(&ols.estimate(1, Hc2).unwrap()).df, 74.0);
}

#[test]
fn v28_welch_matches_r() {
    // t.test(y[arm == 2], y[arm == 0])
    use statrs::distribution::{ContinuousCDF, StudentsT};
    let groups = arm_summaries(&Table::read("trial120"), "y");
    let got: Inference = difference_in_means(&groups[2], &groups[0]).unwrap();
    near(got.point, 0.3049600000);
    let StandardError { se, df } = error(&got);
    near(se, 0.2979207091);
    near(df, 77.55593291);
    let t = StudentsT::new(0.0, 1.0, df).unwrap();
    near(2.0 * t.sf((got.point / se).abs()), 0.3091932858);
}

#[test]
fn v31_wald_matches_iv_robust() {
    // iv_robust(y ~ d | A2, subset = arm != 1)
    let trial = Table::read("trial120");
    let cells: Vec<u8> = (trial.column("arm").iter().zip(trial.column("d")))
        .map(|(arm, d)| if *arm == 1.0 { u8::MAX } else { *arm as u8 + *d as u8 })
        .collect();
    let mut groups = [GroupSummary::default(); 4];
    summarise_groups(trial.column("y"), &cells, &mut groups);
    let offered = JointSummary::from_cells(&groups[2], &groups[3]);
    let control = JointSummary::from_cells(&groups[0], &groups[1]);
    for covariance in [Classical, Hc2] {
        let got = wald(&offered, &control, covariance).unwrap();
        near(got.outcome_effect, 0.3049600000);
        near(got.take_up_effect, 0.7250);
        near(got.effect.point, 0.4206344828);
        near(error(&got.effect).se, 0.4045302488);
        assert_eq!((error(&got.effect).df, got.effect.n), (78.0, 80));
    }
}

#[test]
fn v35_mtcars_variances_match_stata() {
    // reg mpg hp [, vce(robust | hc2 | hc3)]. Stata keeps mpg as a four-byte float, which shows in the seventh digit.
    let cars = Table::read("mtcars");
    let mpg: Vec<f64> = cars.column("mpg").iter().map(|v| f64::from(*v as f32)).collect();
    let ols = regress(&mpg, &[cars.column("hp")]);
    for (covariance, slope, intercept) in [
        (Classical, "0.0001024", "2.669698"),
        (Hc1, "0.00018388", "4.3123302"),
        (Hc2, "0.00021652", "4.8093019"),
        (Hc3, "0.00027562", "5.8084222"),
    ] {
        for (coefficient, want) in [(0, intercept), (1, slope)] {
            let digits = want.len() - 2;
            let got = variance(&ols, coefficient, covariance);
            assert_eq!(
                format!("{got:.digits$}"),
                want,
                "{covariance:?} of coefficient {coefficient}"
            );
        }
    }
}

#[test]
fn mtcars_variances_match_exact_arithmetic() {
    // The same regression in rational numbers (Python's fractions.Fraction), rounded once at the end.
    let cars = Table::read("mtcars");
    let ols = regress(cars.column("mpg"), &[cars.column("hp")]);
    for (covariance, intercept, slope) in [
        (Classical, 2.669697671838752, 0.00010240030960763686),
        (Hc1, 4.3123296248704595, 0.00018388439910823256),
        (Hc2, 4.809301347765068, 0.00021652335665603534),
        (Hc3, 5.808421564746379, 0.0002756241678278396),
    ] {
        for (coefficient, want) in [(0, intercept), (1, slope)] {
            let got = variance(&ols, coefficient, covariance);
            assert!((got / want - 1.0).abs() < 1e-12, "{got} for {want}, {covariance:?}");
        }
    }
}

#[test]
fn saturated_hc2_is_neymans_variance() {
    // Samii & Aronow 2012: HC2 = s_a²/n_a + s_0²/n_0, with unequal arms.
    let trial = Table::read("trial120").only("stratum", &[1.0, 2.0]);
    let trial = trial.only("cluster", &(1..=8).map(f64::from).collect::<Vec<_>>());
    let (a1, a2) = (trial.dummy("arm", 1.0), trial.dummy("arm", 2.0));
    let ols = regress(trial.column("y"), &[&a1, &a2]);
    let groups = arm_summaries(&trial, "y");
    for arm in [1, 2] {
        let neyman = error(&difference_in_means(&groups[arm], &groups[0]).unwrap()).se;
        let hc2 = error(&ols.estimate(arm, Hc2).unwrap()).se;
        assert!((hc2 / neyman - 1.0).abs() < 1e-12, "{hc2} for {neyman}");
    }
}

/// Textbook least squares with every matrix written out: coefficients and the covariance of each kind.
struct Textbook {
    coefficients: Vec<f64>,
    inverse: Vec<Vec<f64>>,
    residuals: Vec<f64>,
    leverages: Vec<f64>,
    rows: Vec<Vec<f64>>,
}

impl Textbook {
    fn fit(rows: &[Vec<f64>], y: &[f64]) -> Self {
        let p = rows[0].len();
        let sum = |term: &dyn Fn(usize) -> f64| (0..rows.len()).map(term).sum::<f64>();
        let gram: Vec<Vec<f64>> =
            (0..p).map(|a| (0..p).map(|b| sum(&|i| rows[i][a] * rows[i][b])).collect()).collect();
        let inverse = gauss_jordan(gram);
        let xy: Vec<f64> = (0..p).map(|a| sum(&|i| rows[i][a] * y[i])).collect();
        let coefficients: Vec<f64> = inverse.iter().map(|row| dot(row, &xy)).collect();
        let residuals = rows.iter().zip(y).map(|(x, y)| y - dot(x, &coefficients)).collect();
        let leverage = |x: &Vec<f64>| {
            x.iter().zip(&inverse).map(|(value, row)| value * dot(row, x)).sum::<f64>()
        };
        let leverages = rows.iter().map(leverage).collect();
        Self { coefficients, inverse, residuals, leverages, rows: rows.to_vec() }
    }

    fn variance(&self, j: usize, covariance: Covariance) -> f64 {
        let (n, p) = (self.rows.len() as f64, self.coefficients.len() as f64);
        let s2 = dot(&self.residuals, &self.residuals) / (n - p);
        let omega = |i: usize| {
            let (e, h) = (self.residuals[i], self.leverages[i]);
            match covariance {
                Classical => s2,
                Hc0 => e * e,
                Hc1 => e * e * n / (n - p),
                Hc2 => e * e / (1.0 - h),
                Hc3 => e * e / ((1.0 - h) * (1.0 - h)),
            }
        };
        let weight = |i: usize| dot(&self.inverse[j], &self.rows[i]);
        (0..self.rows.len()).map(|i| weight(i) * weight(i) * omega(i)).sum()
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn gauss_jordan(mut a: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let p = a.len();
    for (i, row) in a.iter_mut().enumerate() {
        row.extend((0..p).map(|j| f64::from(u8::from(i == j))));
    }
    for j in 0..p {
        let best = (j..p).max_by(|&r, &s| a[r][j].abs().total_cmp(&a[s][j].abs())).unwrap();
        a.swap(j, best);
        let pivot = a[j][j];
        a[j].iter_mut().for_each(|value| *value /= pivot);
        let own = a[j].clone();
        for (i, row) in a.iter_mut().enumerate().filter(|(i, _)| *i != j) {
            let factor = row[j];
            row.iter_mut().zip(&own).for_each(|(value, own)| *value -= factor * own);
            debug_assert_ne!(i, j);
        }
    }
    a.into_iter().map(|row| row[p..].to_vec()).collect()
}

#[test]
fn random_designs_agree_with_the_textbook() {
    let mut state = 20_240_601_u64;
    let mut uniform = || {
        state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
        (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
    };
    for _ in 0..20 {
        let rows: Vec<Vec<f64>> = (0..50)
            .map(|_| std::iter::once(1.0).chain((0..5).map(|_| uniform())).collect())
            .collect();
        let y: Vec<f64> =
            rows.iter().map(|x| dot(x, &[2.0, 1.0, -1.0, 0.5, 0.0, 3.0]) + uniform()).collect();
        let columns: Vec<Vec<f64>> =
            (1..6).map(|j| rows.iter().map(|row| row[j]).collect()).collect();
        let ols = regress(&y, &columns.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let textbook = Textbook::fit(&rows, &y);
        for (j, want) in textbook.coefficients.iter().enumerate() {
            assert!((ols.coefficients()[j] - want).abs() < 1e-12);
            for covariance in Covariance::ALL {
                let (got, want) = (variance(&ols, j, covariance), textbook.variance(j, covariance));
                assert!((got / want - 1.0).abs() < 1e-11, "{got} for {want}, {covariance:?}");
            }
        }
    }
}
