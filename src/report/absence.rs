//! Why there is no number, and which numbers are about some of the trials only, in words for planners.

use crate::diagnosis::measured::Absent;
use crate::report::digits::count;
use crate::report::words::Number;

/// The reason without the field's vocabulary.
pub(super) fn in_words(absent: Absent) -> &'static str {
    match absent {
        Absent::NoReplications => "no trial was simulated",
        Absent::NoEstimate => "no simulated trial has an estimate",
        Absent::TooFewEstimates => "fewer than two simulated trials have an estimate",
        Absent::NoInterval => "no simulated trial has an interval",
        Absent::TooFewIntervals => "fewer than two simulated trials have an interval",
        Absent::NoTest => "no simulated trial can be tested",
        Absent::NoVariation => "the estimates do not vary from trial to trial",
        Absent::TruthNearZero => "the true effect is 0, or too close to 0 to have a direction",
        Absent::TruthNotZero => "the true effect is not 0",
        Absent::AtMargin => "the true effect lies at the margin, or too close to it to tell",
        Absent::BeyondMargin => {
            "the true effect is worse than the margin, so that there is nothing to show"
        }
        Absent::NoEffectSought => "the test is of not worse by a margin, and no effect is sought",
        Absent::EffectSought => "the test seeks an effect",
        Absent::TrueWithoutEffect => {
            "without any effect it is true that nothing is worse by the margin"
        }
        Absent::WithinMargin => "it is true here that nothing is worse by the margin",
        Absent::AllHaveEffects => "every arm has an effect here",
        Absent::NoShare => "it is no share of trials",
        Absent::NoTests => "no analysis makes any of its tests here",
        Absent::NothingSignificant => "no simulated trial is significant",
        Absent::TooFewSignificant => "fewer than two simulated trials are significant",
        Absent::Undisturbed => "there is neither selection nor an effect of the trial itself",
        Absent::NotLeading => "it is counted for the first table only",
        Absent::NotKept => "this run does not keep it",
    }
}

/// Simulated trials, and how many of them have an estimate and an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Complete {
    pub trials: u64,
    pub estimated: u64,
    pub with_interval: u64,
}

impl Complete {
    /// Whether every trial has both.
    pub fn is_whole(self) -> bool {
        self.estimated == self.trials && self.with_interval == self.trials
    }

    /// How many have an estimate, how many there are, and how many have an interval.
    pub fn numbers(self) -> [Number; 3] {
        [self.estimated, self.trials, self.with_interval].map(|n| Number::count(n as usize))
    }

    /// `1,990 of 2,000 trials have an estimate and 1,985 an interval`.
    pub fn told(self) -> String {
        let [trials, estimated, with_interval] =
            [self.trials, self.estimated, self.with_interval].map(|n| count(n as f64));
        format!("{estimated} of {trials} trials have an estimate and {with_interval} an interval")
    }
}
