//! An intake wave as it is lived through.

/// One wave.
#[derive(Clone, Debug, PartialEq)]
pub struct WaveModel {
    /// Name.
    pub name: String,
    /// Share of the frame.
    pub share: f64,
    /// Months from start to end.
    pub exposure: u32,
}
