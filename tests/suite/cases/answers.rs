//! R16, R19, R22, R23: everything declared is answered or named, on the scale that is named.
