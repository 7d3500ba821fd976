//! R17: estimate, error and test fail apart.
