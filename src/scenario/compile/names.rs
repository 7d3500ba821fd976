//! Looking up names, and saying which would have been right.

use indexmap::IndexMap;

use crate::assumption::Assumption;
use crate::issue::Issue;
pub use crate::issue::{
    check_count, check_part, check_rate, check_share, grouped, percent_help, possible, unknown,
    written,
};
use crate::population::UnknownTerm;

/// An unknown characteristic or trait in the formula at `path`.
pub fn term_issue(path: &str, covariates: &IndexMap<String, Assumption>, e: &UnknownTerm) -> Issue {
    let is_covariate = covariates.contains_key(&e.name);
    let path = format!("{path}.{}.{}", if is_covariate { "covariates" } else { "traits" }, e.name);
    let kind = if is_covariate { "characteristic" } else { "trait" };
    let known = e.allowed.iter().map(String::as_str);
    let base = e.name.split('.').next().unwrap_or(&e.name);
    let of_base: Vec<&str> = known.clone().filter(|k| k.split('.').next() == Some(base)).collect();
    if of_base.is_empty() {
        unknown(path, kind, &e.name, known)
    } else if e.name == base {
        let message = format!("{base:?} has categories: name one of them");
        Issue::new(path, message).help(format!("possible: {}", of_base.join(", ")))
    } else {
        unknown(path, "category", &e.name, of_base)
    }
}
