//! The sentences of a run's answer, in every language.

pub(in crate::report) mod answer;
pub(in crate::report) mod table;
pub(in crate::report) mod flow;
pub(in crate::report) mod stories;
pub(in crate::report) mod end;
pub(in crate::report) mod details;
