//! Sentences of a protocol.

pub(in crate::report) mod common;
pub(in crate::report) mod plan;
pub(in crate::report) mod measured;
pub(in crate::report) mod result;
