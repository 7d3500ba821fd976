//! Points: every combination of the values of some settings, or their values one by one.

use super::values::{Varied, too_many};

/// Settings and the points at which they are tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    /// The settings that are varied.
    pub varied: Vec<Varied>,
    /// Whether their lists are gone through together, not crossed.
    pub paired: bool,
    /// By point and setting: which of its values. The last setting changes fastest.
    pub points: Vec<Vec<usize>>,
}

impl Points {
    /// All combinations of the values, at most `most`.
    ///
    /// # Errors
    /// A setting given twice, too many points.
    pub fn crossed(varied: Vec<Varied>, most: usize) -> Result<Self, String> {
        once(&varied)?;
        let points = crossed(&varied, most)?;
        Ok(Self { varied, paired: false, points })
    }

    /// The first, second, … values of all settings together.
    ///
    /// # Errors
    /// A setting given twice, lists of different lengths.
    pub fn paired(varied: Vec<Varied>) -> Result<Self, String> {
        once(&varied)?;
        let points = together(&varied)?;
        Ok(Self { varied, paired: true, points })
    }

    /// The `--set` arguments of a point.
    pub fn settings(&self, point: usize) -> Vec<String> {
        let values = self.varied.iter().zip(&self.points[point]);
        values.map(|(varied, &value)| varied.setting(value)).collect()
    }

    /// The values of a point, in the order of the settings.
    pub fn values(&self, point: usize) -> Vec<&str> {
        let values = self.varied.iter().zip(&self.points[point]);
        values.map(|(varied, &value)| varied.values[value].as_str()).collect()
    }
}

fn once(varied: &[Varied]) -> Result<(), String> {
    for (k, one) in varied.iter().enumerate() {
        if varied[..k].iter().any(|other| other.path == one.path) {
            return Err(format!(
                "--vary {} is given twice\n  help: give all its values in one list",
                one.path
            ));
        }
    }
    Ok(())
}

fn together(varied: &[Varied]) -> Result<Vec<Vec<usize>>, String> {
    let lengths: Vec<usize> = varied.iter().map(|v| v.values.len()).collect();
    let first = lengths.first().copied().unwrap_or(0);
    if lengths.iter().any(|&length| length != first) {
        let told: Vec<String> =
            varied.iter().map(|v| format!("{} has {}", v.path, v.values.len())).collect();
        return Err(format!(
            "--paired needs as many values of each setting: {}\n  help: leave --paired out for all \
             combinations",
            told.join(", ")
        ));
    }
    Ok((0..first).map(|k| vec![k; varied.len()]).collect())
}

fn crossed(varied: &[Varied], most: usize) -> Result<Vec<Vec<usize>>, String> {
    let count = varied.iter().try_fold(1_usize, |n, v| n.checked_mul(v.values.len()));
    match count {
        Some(count) if count <= most => {}
        count => {
            return Err(format!(
                "{}\n  help: give fewer values",
                too_many("combinations", count.unwrap_or(usize::MAX), most)
            ));
        }
    }
    let mut points = vec![Vec::new()];
    for one in varied {
        let longer = |point: &Vec<usize>| {
            let point = point.clone();
            (0..one.values.len()).map(move |value| [&point[..], &[value]].concat())
        };
        points = points.iter().flat_map(longer).collect();
    }
    Ok(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(texts: &[&str], paired: bool) -> Result<Points, String> {
        let varied = texts.iter().map(|t| Varied::parse(t).expect("a good example")).collect();
        if paired { Points::paired(varied) } else { Points::crossed(varied, 400) }
    }

    #[test]
    fn a_grid_crosses_and_pairs_go_together() {
        let grid = points(&["a=1,2", "b=x,y,z"], false).expect("six points");
        assert_eq!(grid.points.len(), 6);
        assert_eq!(grid.values(1), ["1", "y"]);
        assert_eq!(grid.settings(5), ["a=2", "b=z"]);
        let pairs = points(&["a=1,2", "b=x,y"], true).expect("two points");
        assert_eq!(pairs.points.len(), 2);
        assert_eq!(pairs.settings(1), ["a=2", "b=y"]);
    }

    #[test]
    fn lists_that_do_not_go_together_are_refused() {
        let said = points(&["a=1,2", "b=x"], true).expect_err("different lengths");
        assert!(said.contains("a has 2, b has 1"), "{said}");
        let said = points(&["a=1", "a=2"], false).expect_err("one setting");
        assert!(said.contains("given twice"), "{said}");
        let said = points(&["a=1..30/30", "b=1..30/30"], false).expect_err("900 points");
        assert!(said.contains("900 combinations are too many: at most 400"), "{said}");
    }
}
