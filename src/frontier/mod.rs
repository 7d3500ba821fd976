//! What money buys: candidate designs weighed by cost, usual miss and bias, all on the same simulated
//! people.

mod candidate;
mod choice;
mod field;
mod holm;
mod unshown;
mod weigh;

pub use candidate::{Candidate, Sizes, line_up, refusal, sized};
pub use choice::Choice;
pub use field::{Asked, Entry, Field, Label, Paid, Refused};
pub use holm::clear;
pub use unshown::{Silent, Unshown, unshown};
pub use weigh::{Count, Difference, Doubt, Verdict, Weighed, weigh};
