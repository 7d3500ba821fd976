//! What a test claims of an effect when it rejects.

/// What a test claims of an effect when it rejects.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Claim {
    /// That there is one, in whichever direction.
    #[default]
    Effect,
    /// That it lies above this bound.
    Above(f64),
    /// That it lies below this bound.
    Below(f64),
}

impl Claim {
    /// Whether an effect is sought, in whichever direction.
    pub fn is_of_effect(self) -> bool {
        self == Self::Effect
    }

    /// What the estimate is held against.
    pub fn bound(self) -> f64 {
        match self {
            Self::Effect => 0.0,
            Self::Above(bound) | Self::Below(bound) => bound,
        }
    }

    /// The sign that every rejection has, counted from the bound; none where both signs are possible.
    pub fn sign(self) -> Option<f64> {
        match self {
            Self::Effect => None,
            Self::Above(_) => Some(1.0),
            Self::Below(_) => Some(-1.0),
        }
    }
}
