//! R20, R21, R39: sizes and effects that are searched for.
