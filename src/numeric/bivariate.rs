//! The bivariate normal distribution.

use std::f64::consts::{PI, TAU};

use super::normal;

/// P(Z₁ ≤ a, Z₂ ≤ b) for standard normals with correlation `rho` in [−1, 1]; NaN outside.
///
/// Genz (2004), "Numerical computation of rectangular bivariate and trivariate normal and t probabilities", §2: the
/// method of Drezner & Wesolowsky (1990), with twenty-point Gauss–Legendre rules throughout. Absolute error below 1e-15.
pub fn cdf(a: f64, b: f64, rho: f64) -> f64 {
    sf(-a, -b, rho)
}

/// P(Z₁ > h, Z₂ > k) for standard normals with correlation `rho` in [−1, 1]; NaN outside.
pub fn sf(h: f64, k: f64, rho: f64) -> f64 {
    if h.is_nan() || k.is_nan() || !(-1.0..=1.0).contains(&rho) {
        return f64::NAN;
    }
    if h == f64::INFINITY || k == f64::INFINITY {
        return 0.0;
    }
    if h == f64::NEG_INFINITY {
        return normal::sf(k);
    }
    if k == f64::NEG_INFINITY {
        return normal::sf(h);
    }
    let probability = if rho.abs() < STRONG {
        normal::sf(h) * normal::sf(k) + excess_over_independence(h, k, rho)
    } else if rho > 0.0 {
        normal::sf(h.max(k)) - shortfall_from_dependence(h, k, rho)
    } else {
        // P(Z₁ > h, Z₂ > k) = P(Z₁ > h) − P(Z₁ > h, −Z₂ ≥ −k), the latter with correlation −ρ.
        between(h, -k) + shortfall_from_dependence(h, -k, -rho)
    };
    probability.clamp(0.0, 1.0)
}

/// Correlations from here on are computed as departures from ±1.
const STRONG: f64 = 0.925;
/// Exponents below this contribute nothing.
const LEAST_EXPONENT: f64 = -100.0;

/// P(h < Z < k), or 0 when h ≥ k.
fn between(h: f64, k: f64) -> f64 {
    if h >= k {
        0.0
    } else if h < 0.0 {
        normal::cdf(k) - normal::cdf(h)
    } else {
        normal::sf(h) - normal::sf(k)
    }
}

/// Genz's equation (3): the integral of the density's exponential from independence to `rho`.
fn excess_over_independence(h: f64, k: f64, rho: f64) -> f64 {
    let half_squares = 0.5 * (h * h + k * k);
    let half_angle = 0.5 * libm::asin(rho);
    let integral = gauss_legendre(|x| {
        let sine = libm::sin(half_angle * (1.0 + x));
        libm::exp((sine * h * k - half_squares) / (1.0 - sine * sine))
    });
    integral * half_angle / TAU
}

/// P(Z > max(h, k)) − P(Z₁ > h, Z₂ > k) for `rho` near 1: Genz's equation (6).
fn shortfall_from_dependence(h: f64, k: f64, rho: f64) -> f64 {
    if rho == 1.0 {
        return 0.0;
    }
    let product = h * k;
    let remainder = (1.0 - rho) * (1.0 + rho);
    let scale = remainder.sqrt();
    let distance = (h - k).abs();
    let square = distance * distance;
    let c = (4.0 - product) / 8.0;
    let d = (12.0 - product) / 80.0;

    let mut expansion = 0.0;
    let exponent = -0.5 * (square / remainder + product);
    if exponent > LEAST_EXPONENT {
        let series = 1.0 - c * (square - remainder) * (1.0 - d * square) / 3.0
            + c * d * remainder * remainder;
        expansion += scale * libm::exp(exponent) * series;
    }
    if product > LEAST_EXPONENT {
        let tail = (2.0 * PI).sqrt() * normal::cdf(-distance / scale);
        expansion -= libm::exp(-0.5 * product)
            * tail
            * distance
            * (1.0 - c * square * (1.0 - d * square) / 3.0);
    }
    let half_scale = 0.5 * scale;
    let correction = gauss_legendre(|x| {
        let point = half_scale * (1.0 + x);
        let squared = point * point;
        let exponent = -0.5 * (square / squared + product);
        if exponent <= LEAST_EXPONENT {
            return 0.0;
        }
        let root = (1.0 - squared).sqrt();
        let exact = libm::exp(-0.5 * product * squared / ((1.0 + root) * (1.0 + root))) / root;
        libm::exp(exponent) * (1.0 + c * squared * (1.0 + 5.0 * d * squared) - exact)
    });
    (expansion - half_scale * correction) / TAU
}

/// ∫ f over (−1, 1) by the twenty-point Gauss–Legendre rule.
fn gauss_legendre(f: impl Fn(f64) -> f64) -> f64 {
    NODES.iter().zip(&WEIGHTS).map(|(x, weight)| weight * (f(-x) + f(*x))).sum()
}

const NODES: [f64; 10] = [
    0.9931285991850949,
    0.9639719272779138,
    0.9122344282513259,
    0.8391169718222188,
    0.7463319064601508,
    0.6360536807265150,
    0.5108670019508271,
    0.3737060887154196,
    0.2277858511416451,
    0.07652652113349733,
];

const WEIGHTS: [f64; 10] = [
    0.01761400713915212,
    0.04060142980038694,
    0.06267204833410906,
    0.08327674157670475,
    0.1019301198172404,
    0.1181945319615184,
    0.1316886384491766,
    0.1420961093183821,
    0.1491729864726037,
    0.1527533871307259,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance, "{found:.16} is not {expected:.16}");
    }

    /// R: `mvtnorm::pmvnorm(upper = c(a, b), corr = matrix(c(1, r, r, 1), 2))`.
    #[test]
    fn v01_bivariate_normal_matches_mvtnorm() {
        assert_near(cdf(-1.0, 0.5, 0.3), 0.1332561354500, 1e-13);
        assert_near(cdf(0.2, 0.4, -0.6), 0.2912406790231, 1e-13);
        assert_near(cdf(1.5, 1.5, 0.95), 0.9169398022579, 1e-13);
    }

    /// P(Z₁ > 0, Z₂ > 0) = ¼ + asin(ρ)/2π (Sheppard 1899).
    #[test]
    fn v03_orthants_have_a_closed_form() {
        assert_near(sf(0.0, 0.0, 0.5), 1.0 / 3.0, 1e-15);
        assert_near(sf(0.0, 0.0, 0.3), 0.2984933420, 1e-10);
        for step in -100..=100 {
            let rho = f64::from(step) / 100.0;
            assert_near(sf(0.0, 0.0, rho), 0.25 + libm::asin(rho) / TAU, 1e-15);
        }
    }

    /// P(Z₁ > h, Z₂ > k) = ∫ φ(z)·P(Z₂ > k | z) dz over z > h, on 4,000 panels from h to 10.
    fn by_integration(h: f64, k: f64, rho: f64) -> f64 {
        const PANELS: u32 = 4_000;
        let half_width = 0.5 * (10.0 - h) / f64::from(PANELS);
        let scale = ((1.0 - rho) * (1.0 + rho)).sqrt();
        let density = |z: f64| normal::pdf(z) * normal::sf((k - rho * z) / scale);
        let panel = |i| h + half_width * (2.0 * f64::from(i) + 1.0);
        (0..PANELS)
            .map(|i| half_width * gauss_legendre(|x| density(panel(i) + half_width * x)))
            .sum()
    }

    #[test]
    fn both_formulas_agree_with_integration() {
        for rho in [-0.999, -0.95, -0.92, -0.5, -0.1, 0.1, 0.7, 0.92, 0.93, 0.99, 0.9999] {
            for (h, k) in
                [(0.3, 0.1), (-1.0, 2.0), (2.5, 2.4), (-0.5, -0.6), (1.0, -1.0), (-2.0, -3.0)]
            {
                assert_near(sf(h, k, rho), by_integration(h, k, rho), 5e-15);
            }
        }
    }

    #[test]
    fn extremes_are_univariate() {
        assert_near(cdf(f64::INFINITY, 0.7, 0.4), normal::cdf(0.7), 1e-16);
        assert_near(cdf(0.7, f64::INFINITY, 0.99), normal::cdf(0.7), 1e-16);
        assert_eq!(cdf(f64::NEG_INFINITY, 0.7, 0.4), 0.0);
        assert_near(cdf(0.7, 0.2, 1.0), normal::cdf(0.2), 1e-16);
        assert_near(cdf(0.7, 0.2, -1.0), normal::cdf(0.7) - normal::sf(0.2), 1e-15);
        assert!(cdf(0.0, 0.0, 1.1).is_nan());
    }
}
