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
    /// That it lies nearer to zero than this, on either side.
    Within(f64),
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
            Self::Above(bound) | Self::Below(bound) | Self::Within(bound) => bound,
        }
    }

    /// How far this estimate or effect lies above what is rejected: above its bound, or inside both.
    pub fn distance(self, of: f64) -> f64 {
        match self {
            Self::Effect => of,
            Self::Above(bound) | Self::Below(bound) => of - bound,
            Self::Within(bound) => bound - of.abs(),
        }
    }

    /// The test statistic: so many standard errors an estimate lies on the side that is claimed, or from no effect.
    pub fn statistic(self, estimate: f64, se: f64) -> f64 {
        let distance = self.distance(estimate);
        self.sign().map_or(distance.abs(), |sign| sign * distance) / se
    }

    /// The estimate counted from the bound of the claim, or from the middle of both.
    pub fn centred(self, estimate: f64) -> f64 {
        match self {
            Self::Effect | Self::Within(_) => estimate,
            Self::Above(bound) | Self::Below(bound) => estimate - bound,
        }
    }

    /// The two-sided level with the critical value of a test at this level: two one-sided tests have all of it each.
    pub fn reference_level(self, alpha: f64) -> f64 {
        match self {
            Self::Effect | Self::Above(_) | Self::Below(_) => alpha,
            Self::Within(_) => 2.0 * alpha,
        }
    }

    /// The sign of the distance of every rejection; none where both signs are possible.
    pub fn sign(self) -> Option<f64> {
        match self {
            Self::Effect => None,
            Self::Above(_) | Self::Within(_) => Some(1.0),
            Self::Below(_) => Some(-1.0),
        }
    }
}
