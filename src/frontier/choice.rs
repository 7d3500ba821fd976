//! Choices besides the design and its size: settings, arms left out, months of measurement. Each makes a
//! world of its own.

use serde::Serialize;

use crate::scenario::source::Document;
use crate::scenario::{Variation, measured_in, without_arms};

/// How a candidate's scenario differs from the one in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// `PATH=VALUE` settings.
    pub settings: Vec<String>,
    /// Arms that are left out.
    pub without: Vec<String>,
}

impl Choice {
    /// Every point of the settings with all arms, and then with each set of arms left out.
    pub fn crossed(points: &[Vec<String>], without: &[Vec<String>]) -> Vec<Self> {
        let none = Vec::new();
        let mut out = Vec::new();
        for settings in points {
            for arms in std::iter::once(&none).chain(without) {
                let choice = Self { settings: settings.clone(), without: arms.clone() };
                if !out.contains(&choice) {
                    out.push(choice);
                }
            }
        }
        out
    }

    /// The world of this choice, measured in `months`, or where it is now when there are none. The
    /// published result is left out: no candidate is held against it.
    pub fn variation(&self, document: &Document, months: &[u32]) -> Variation {
        let mut trial = document.clone();
        let mut set = Vec::new();
        // What cannot be set is refused, with its place, when the world is compiled.
        let mut apply = |trial: &mut Document, settings: Vec<String>| {
            settings.iter().take_while(|setting| trial.set(setting).is_ok()).count();
            set.extend(settings);
        };
        apply(&mut trial, self.settings.clone());
        let dropped = without_arms(&trial, &self.without);
        apply(&mut trial, dropped);
        if !months.is_empty() {
            let measured = measured_in(&trial, months);
            apply(&mut trial, measured);
        }
        if trial.get("published").is_some() {
            set.push("published=null".to_owned());
        }
        Variation { name: self.name(), set }
    }

    /// The name of its world.
    pub fn name(&self) -> String {
        let mut parts = self.settings.clone();
        parts.extend((!self.without.is_empty()).then(|| self.left_out()));
        if parts.is_empty() { "as it stands".to_owned() } else { parts.join(" ") }
    }

    /// `without intensive and training`.
    pub fn left_out(&self) -> String {
        format!("without {}", self.without.join(" and "))
    }
}
