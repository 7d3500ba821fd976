//! Sweeps, assumptions, frontier and costs.
