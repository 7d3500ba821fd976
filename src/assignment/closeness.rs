//! How far people are from each other in characteristics, when those are made uncorrelated: Mahalanobis's distance.

use super::{Characteristic, Ground, Roster};
use crate::issue::{Issue, unknown};
use crate::population::Column;

/// The characteristics in which people are near or far: numbers, and an indicator of every category but the first.
#[derive(Clone, Debug)]
pub(super) struct Space {
    axes: Vec<Axis>,
    columns: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Axis {
    column: usize,
    /// None for a number.
    category: Option<u8>,
}

/// Where people are: along uncorrelated directions, about a mean of 0 and with variance 1 (divisor one less than their
/// number) among those on the roster.
#[derive(Clone, Debug, Default)]
pub(super) struct Positions {
    /// Direction by direction, by arrival.
    scores: Vec<f64>,
    people: usize,
    directions: usize,
}

/// Of a direction, what the ones before leave of its sum of squares, below which it adds nothing.
const NOTHING_LEFT: f64 = 1e-9;
/// A sum of squares about the mean, over that about 0, below which all are alike.
const ALIKE: f64 = 1e-22;

impl Space {
    /// The characteristics with these names, which stand under the key `covariates`.
    pub fn new(names: &[String], ground: &Ground, method: &str) -> Result<Self, Vec<Issue>> {
        let known = ground.characteristics;
        let fits = || known.iter().filter(|c| !c.is_surveyed).map(|c| c.name);
        let listed = || fits().collect::<Vec<_>>().join(", ");
        if names.is_empty() {
            let issue = Issue::new("covariates", format!("{method} needs a characteristic"));
            let help = format!("name one of {}, or draw by \"complete\" without any", listed());
            return Err(vec![issue.help(help)]);
        }
        let (mut issues, mut axes, mut columns) = (Vec::new(), Vec::new(), Vec::new());
        for (k, name) in names.iter().enumerate() {
            let path = format!("covariates[{k}]");
            let Some(found) = known.iter().find(|c| c.name == name) else {
                issues.push(unknown(path, "characteristic", name, fits()));
                continue;
            };
            if names[..k].contains(name) {
                issues.push(Issue::new(path, format!("{name:?} is given twice")));
            } else if found.is_surveyed {
                let message = format!(
                    "{name:?} is measured by the survey: {method} looks at what is known before anybody is randomised"
                );
                issues.push(Issue::new(path, message).help(format!("possible: {}", listed())));
            } else {
                axes.extend(Axis::of(found));
                columns.extend(found.column);
            }
        }
        if issues.is_empty() { Ok(Self { axes, columns }) } else { Err(issues) }
    }

    /// Where the characteristics stand among the columns of the people.
    pub fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// The most directions that there can be.
    pub fn size(&self) -> usize {
        self.axes.len()
    }

    /// Finds where everybody on the roster is. A direction that the others imply is left out.
    pub fn place(&self, roster: &Roster, positions: &mut Positions) {
        positions.clear(roster.arrivals.len());
        for axis in &self.axes {
            let places = roster.arrivals.iter();
            positions.add(places.map(|&place| axis.value(roster, place as usize)));
        }
    }
}

impl Axis {
    fn of(found: &Characteristic) -> Vec<Self> {
        let Some(column) = found.column else { return Vec::new() };
        match found.categories {
            None => vec![Self { column, category: None }],
            Some(categories) => {
                let others = 1..categories as u8;
                others.map(|category| Self { column, category: Some(category) }).collect()
            }
        }
    }

    fn value(self, roster: &Roster, place: usize) -> f64 {
        match (&roster.characteristics[self.column], self.category) {
            (Column::Levels(levels), Some(category)) => f64::from(levels[place] == category),
            (Column::Numbers(numbers), _) => numbers[place],
            (Column::Levels(levels), None) => f64::from(levels[place]),
        }
    }
}

/// Takes the mean and the directions before off a direction, and gives it variance 1; whether anything is left of it.
fn straighten(before: &[f64], own: &mut [f64]) -> bool {
    let n = own.len() as f64;
    if n < 2.0 {
        return false;
    }
    let about_zero = dot(own, own);
    let mean = own.iter().sum::<f64>() / n;
    for value in own.iter_mut() {
        *value -= mean;
    }
    let about_mean = dot(own, own);
    for other in before.chunks_exact(own.len()) {
        let slope = dot(other, own) / (n - 1.0);
        own.iter_mut().zip(other).for_each(|(value, other)| *value -= slope * other);
    }
    let left = dot(own, own);
    if about_mean <= ALIKE * about_zero || left <= NOTHING_LEFT * about_mean {
        return false;
    }
    let scale = ((n - 1.0) / left).sqrt();
    for value in own.iter_mut() {
        *value *= scale;
    }
    true
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

impl Positions {
    fn clear(&mut self, people: usize) {
        self.scores.clear();
        (self.people, self.directions) = (people, 0);
    }

    /// Adds a direction, unless those before imply it.
    fn add(&mut self, values: impl Iterator<Item = f64>) {
        let start = self.scores.len();
        self.scores.extend(values);
        let (before, own) = self.scores.split_at_mut(start);
        if straighten(before, own) {
            self.directions += 1;
        } else {
            self.scores.truncate(start);
        }
    }

    /// How many people there are.
    pub fn people(&self) -> usize {
        self.people
    }

    /// How many directions there are.
    pub fn directions(&self) -> usize {
        self.directions
    }

    /// By arrival, where people are along one direction.
    pub fn along(&self, direction: usize) -> &[f64] {
        &self.scores[direction * self.people..][..self.people]
    }

    /// Mahalanobis's distance of two people, squared.
    pub fn apart(&self, a: usize, b: usize) -> f64 {
        let difference = |direction| {
            let scores = self.along(direction);
            scores[a] - scores[b]
        };
        (0..self.directions).map(difference).map(|d| d * d).sum()
    }

    /// The distance of somebody from the centre, squared.
    pub fn out(&self, a: usize) -> f64 {
        (0..self.directions).map(|direction| self.along(direction)[a]).map(|d| d * d).sum()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// People of whom these numbers are known.
    pub fn positions(columns: &[&[f64]]) -> Positions {
        let mut positions = Positions::default();
        positions.clear(columns[0].len());
        for column in columns {
            positions.add(column.iter().copied());
        }
        positions
    }

    /// python3 with numpy: x = np.array([[1, 2, 4, 7, 11.], [3, 1, 4, 1, 5]]); s = np.linalg.inv(np.cov(x));
    /// d = x[:, 0] − x[:, 3]; d @ s @ d: 6.1367268423
    #[test]
    fn distances_are_those_of_the_inverse_covariance() {
        let got = positions(&[&[1.0, 2.0, 4.0, 7.0, 11.0], &[3.0, 1.0, 4.0, 1.0, 5.0]]);
        assert!((got.apart(0, 3) - 6.1367268423).abs() < 1e-9, "{}", got.apart(0, 3));
    }

    #[test]
    fn what_the_others_imply_is_left_out() {
        let (x, same) = ([1.0, 2.0, 4.0, 7.0], [5.0; 4]);
        let scaled = x.map(|x| 3.0 - 2.0 * x);
        assert_eq!(positions(&[&x, &scaled, &same]).directions(), 1);
        assert_eq!(positions(&[&same]).directions(), 0);
    }
}
