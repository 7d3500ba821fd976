//! How a scenario says where a data file has what it names.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where a data file has what the scenario names, for `simulate analyse`: one row a person, a header in the first row.
///
/// What is left out stands under its own name: the group in `arm`, an outcome in a column of its name, with its month where
/// it has one (`works_16`), a characteristic in a column of its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DataFile {
    /// The column of everybody's group (default `arm`).
    #[serde(default)]
    pub arm: Option<String>,
    /// What groups are called there, by arm; `reference` is the reference group (default: their names here).
    #[serde(default)]
    pub groups: IndexMap<String, String>,
    /// Columns of outcomes: one, or one by month.
    #[serde(default)]
    pub outcomes: IndexMap<String, OutcomeColumn>,
    /// Columns of characteristics, `site` and `wave` included.
    #[serde(default)]
    pub covariates: IndexMap<String, String>,
    /// What categories are called there, by characteristic (default: their names here).
    #[serde(default)]
    pub categories: IndexMap<String, IndexMap<String, String>>,
    /// The column of who really started the treatment, 1 or 0, where an analysis asks for it (default `started`).
    #[serde(default)]
    pub started: Option<String>,
    /// The column of who enrolled, 1 or 0, where an analysis is of those who did (default `enrolled`).
    #[serde(default)]
    pub enrolled: Option<String>,
    /// The column of the block, pair or tuple within which everybody's arm was drawn, where an analysis asks for it
    /// (default `block`). Any label will do.
    #[serde(default)]
    pub block: Option<String>,
}

/// The column of an outcome.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum OutcomeColumn {
    /// Of an outcome with one month or none.
    One(String),
    /// By month.
    ByMonth(IndexMap<String, String>),
}

impl DataFile {
    /// The column of everybody's group.
    pub fn arm(&self) -> &str {
        self.arm.as_deref().unwrap_or("arm")
    }

    /// What a group is called in the file.
    pub fn group<'a>(&'a self, name: &'a str) -> &'a str {
        self.groups.get(name).map_or(name, String::as_str)
    }

    /// The column of an outcome.
    pub fn outcome(&self, name: &str, month: Option<u32>) -> String {
        let own = || month.map_or_else(|| name.to_owned(), |month| format!("{name}_{month}"));
        match self.outcomes.get(name) {
            Some(OutcomeColumn::One(column)) => column.clone(),
            Some(OutcomeColumn::ByMonth(columns)) => {
                let column = month.and_then(|month| columns.get(&month.to_string()));
                column.cloned().unwrap_or_else(own)
            }
            None => own(),
        }
    }

    /// The column of a characteristic.
    pub fn covariate<'a>(&'a self, name: &'a str) -> &'a str {
        self.covariates.get(name).map_or(name, String::as_str)
    }

    /// What a category is called in the file.
    pub fn category<'a>(&'a self, covariate: &str, name: &'a str) -> &'a str {
        let own = self.categories.get(covariate).and_then(|names| names.get(name));
        own.map_or(name, String::as_str)
    }

    /// The column of who started.
    pub fn started(&self) -> &str {
        self.started.as_deref().unwrap_or("started")
    }

    /// The column of everybody's block.
    pub fn block(&self) -> &str {
        self.block.as_deref().unwrap_or("block")
    }

    /// The column of who enrolled.
    pub fn enrolled(&self) -> &str {
        self.enrolled.as_deref().unwrap_or("enrolled")
    }
}
