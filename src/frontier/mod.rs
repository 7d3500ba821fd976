//! What money buys: candidate designs weighed by cost, usual miss and bias, all on the same simulated
//! people.

mod candidate;
mod holm;
mod weigh;

pub use candidate::{Candidate, Sizes, line_up, refusal, sized};
pub use holm::clear;
pub use weigh::{Difference, Verdict, Weighed, weigh};
