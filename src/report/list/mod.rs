//! What there is to choose from: the members of each family, and what is computed of them.

pub mod families;
pub mod diagnosands;
