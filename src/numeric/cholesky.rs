//! Correlation matrices: a Cholesky factor to draw with, and an explanation when there is none.

use thiserror::Error;

/// Why a matrix is not a usable correlation matrix. Positions count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum CorrelationError {
    /// The number of elements is not `size`².
    #[error("{elements} elements do not make a {size} × {size} matrix")]
    WrongSize {
        /// Elements given.
        elements: usize,
        /// Rows expected.
        size: usize,
    },
    /// A diagonal element differs from 1.
    #[error("variable {position} has correlation {value} with itself")]
    DiagonalNotOne {
        /// Row and column.
        position: usize,
        /// The element found.
        value: f64,
    },
    /// An element differs from its mirror image, or is not a number.
    #[error(
        "the correlation of variables {row} and {column} is given as {value} and as {mirrored}"
    )]
    NotSymmetric {
        /// Row of the first element.
        row: usize,
        /// Column of the first element.
        column: usize,
        /// Element at (row, column).
        value: f64,
        /// Element at (column, row).
        mirrored: f64,
    },
    /// The variable cannot have these correlations with those before it.
    #[error(
        "variable {position} cannot have these correlations with those before it: residual variance {residual}"
    )]
    NotPositiveDefinite {
        /// The first variable at which the factorisation fails.
        position: usize,
        /// Its variance given the variables before it: zero or negative.
        residual: f64,
    },
}

/// A lower triangular L with L·Lᵀ a given correlation matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Cholesky {
    size: usize,
    /// Row i holds its i + 1 elements, rows one after the other.
    packed: Vec<f64>,
}

/// Residual variances at or below this count as zero.
const SMALLEST_RESIDUAL: f64 = 1e-12;

impl Cholesky {
    /// Factors a correlation matrix given row by row.
    ///
    /// # Errors
    /// [`CorrelationError`]: the first departure found from a positive definite correlation matrix.
    ///
    /// ```
    /// use proefdraai::numeric::cholesky::Cholesky;
    ///
    /// let factor = Cholesky::of_correlation(&[1.0, 0.6, 0.6, 1.0], 2).unwrap();
    /// assert_eq!(factor.row(1), [0.6, 0.8]);
    /// ```
    pub fn of_correlation(matrix: &[f64], size: usize) -> Result<Self, CorrelationError> {
        check_form(matrix, size)?;
        let mut packed: Vec<f64> = Vec::with_capacity(size * (size + 1) / 2);
        for row in 0..size {
            let start = packed.len();
            for column in 0..row {
                let above = triangle(column);
                let known: f64 = (0..column).map(|k| packed[start + k] * packed[above + k]).sum();
                packed.push((matrix[row * size + column] - known) / packed[above + column]);
            }
            let residual =
                1.0 - packed[start..].iter().map(|element| element * element).sum::<f64>();
            if residual <= SMALLEST_RESIDUAL {
                return Err(CorrelationError::NotPositiveDefinite { position: row, residual });
            }
            packed.push(residual.sqrt());
        }
        Ok(Self { size, packed })
    }

    /// Number of variables.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The elements of one row up to the diagonal: variable `row` is their inner product with as many independent
    /// standard normals.
    pub fn row(&self, row: usize) -> &[f64] {
        &self.packed[triangle(row)..triangle(row + 1)]
    }
}

/// Elements in the rows before `row` of a lower triangle.
fn triangle(row: usize) -> usize {
    row * (row + 1) / 2
}

fn check_form(matrix: &[f64], size: usize) -> Result<(), CorrelationError> {
    if matrix.len() != size * size {
        return Err(CorrelationError::WrongSize { elements: matrix.len(), size });
    }
    for row in 0..size {
        let diagonal = matrix[row * size + row];
        if diagonal != 1.0 {
            return Err(CorrelationError::DiagonalNotOne { position: row, value: diagonal });
        }
        for column in 0..row {
            let (value, mirrored) = (matrix[row * size + column], matrix[column * size + row]);
            if value != mirrored {
                return Err(CorrelationError::NotSymmetric { row, column, value, mirrored });
            }
        }
    }
    Ok(())
}

/// The smallest eigenvalue of a symmetric matrix given row by row: how far a correlation matrix is from being possible.
///
/// Cyclic Jacobi rotations (Golub & Van Loan 2013, §8.5). NaN for an empty matrix.
///
/// # Panics
/// When `matrix` does not have `size`² elements.
pub fn smallest_eigenvalue(matrix: &[f64], size: usize) -> f64 {
    const MOST_SWEEPS: usize = 60;
    assert_eq!(matrix.len(), size * size, "a {size} × {size} matrix");
    let mut a = matrix.to_vec();
    for _ in 0..MOST_SWEEPS {
        let off_diagonal: f64 = (0..size)
            .flat_map(|p| (0..p).map(move |q| (p, q)))
            .map(|(p, q)| a[p * size + q].abs())
            .sum();
        if off_diagonal <= f64::EPSILON {
            break;
        }
        for p in 0..size {
            for q in p + 1..size {
                rotate(&mut a, size, p, q);
            }
        }
    }
    (0..size).map(|i| a[i * size + i]).fold(f64::NAN, f64::min)
}

/// One Jacobi rotation, which makes element (p, q) zero.
fn rotate(a: &mut [f64], size: usize, p: usize, q: usize) {
    let element = a[p * size + q];
    if element == 0.0 {
        return;
    }
    let tau = (a[q * size + q] - a[p * size + p]) / (2.0 * element);
    let tangent = 1.0_f64.copysign(tau) / (tau.abs() + (1.0 + tau * tau).sqrt());
    let cosine = 1.0 / (1.0 + tangent * tangent).sqrt();
    let sine = tangent * cosine;
    for k in 0..size {
        let (left, right) = (a[k * size + p], a[k * size + q]);
        a[k * size + p] = cosine * left - sine * right;
        a[k * size + q] = sine * left + cosine * right;
    }
    for k in 0..size {
        let (upper, lower) = (a[p * size + k], a[q * size + k]);
        a[p * size + k] = cosine * upper - sine * lower;
        a[q * size + k] = sine * upper + cosine * lower;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POSSIBLE: [f64; 9] = [1.0, 0.5, 0.2, 0.5, 1.0, -0.3, 0.2, -0.3, 1.0];

    #[test]
    fn the_factor_times_its_transpose_is_the_matrix() {
        let factor = Cholesky::of_correlation(&POSSIBLE, 3).unwrap();
        assert_eq!(factor.size(), 3);
        for i in 0..3 {
            for j in 0..3 {
                let product: f64 =
                    factor.row(i).iter().zip(factor.row(j)).map(|(a, b)| a * b).sum();
                assert!((product - POSSIBLE[3 * i + j]).abs() < 1e-15);
            }
        }
    }

    #[test]
    fn the_variable_that_makes_it_impossible_is_named() {
        // Close to both 0 and 1, while 0 and 1 are opposed.
        let impossible = [1.0, -0.8, 0.7, -0.8, 1.0, 0.7, 0.7, 0.7, 1.0];
        let error = Cholesky::of_correlation(&impossible, 3).unwrap_err();
        assert!(
            matches!(error, CorrelationError::NotPositiveDefinite { position: 2, residual } if residual < 0.0)
        );
        let twins = [1.0, 1.0, 1.0, 1.0];
        let error = Cholesky::of_correlation(&twins, 2).unwrap_err();
        assert_eq!(error, CorrelationError::NotPositiveDefinite { position: 1, residual: 0.0 });
    }

    #[test]
    fn malformed_matrices_are_refused() {
        let of = |matrix: &[f64]| Cholesky::of_correlation(matrix, 2).unwrap_err();
        assert_eq!(of(&[1.0; 3]), CorrelationError::WrongSize { elements: 3, size: 2 });
        assert_eq!(
            of(&[1.0, 0.1, 0.1, 2.0]),
            CorrelationError::DiagonalNotOne { position: 1, value: 2.0 }
        );
        assert_eq!(
            of(&[1.0, 0.1, 0.2, 1.0]),
            CorrelationError::NotSymmetric { row: 1, column: 0, value: 0.2, mirrored: 0.1 }
        );
        assert!(matches!(
            of(&[1.0, f64::NAN, f64::NAN, 1.0]),
            CorrelationError::NotSymmetric { .. }
        ));
    }

    /// An exchangeable matrix has eigenvalues 1 + (k − 1)ρ and 1 − ρ.
    #[test]
    fn the_smallest_eigenvalue_of_an_exchangeable_matrix() {
        for (rho, expected) in [(0.3, 0.7), (-0.2, 0.2), (-0.4, -0.6)] {
            let matrix: Vec<f64> = (0..25).map(|i| if i % 6 == 0 { 1.0 } else { rho }).collect();
            assert!((smallest_eigenvalue(&matrix, 5) - expected).abs() < 1e-14);
        }
        assert!(smallest_eigenvalue(&[], 0).is_nan());
    }
}
