//! R18 and what check says: worlds, bounds and months.
