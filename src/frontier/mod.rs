//! What money buys: candidate designs weighed by cost, usual miss and bias, all on the same simulated
//! people.

mod candidate;
mod field;
mod holm;
mod weigh;

pub use candidate::{Candidate, Sizes, line_up, refusal, sized};
pub use field::{Entry, Field, Label, Paid, Refused};
pub use holm::clear;
pub use weigh::{Difference, Verdict, Weighed, weigh};
