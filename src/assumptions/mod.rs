//! What the answer hangs on: assumptions moved over their ranges one at a time, and all drawn at once.

mod family;
pub mod uncertain;
pub mod draw;
pub mod answer;
mod together;
pub mod inquiry;
pub mod worlds;
pub mod tornado;
pub mod split;
pub mod tried;
pub mod moved;
pub mod assurance;
