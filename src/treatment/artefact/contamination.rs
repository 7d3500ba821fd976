//! Contamination of the control group: what is done to the arms reaches the control group as well.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Declared, Dose, Mechanism, Through};
use crate::assumption::Assumption;
use crate::family::Settings;
use crate::issue::{Bound, Issue, check_share};
use crate::language::{Language, Words};

/// The control group gets part of what the arms get, because it leaks.
///
/// Caseworkers who have learnt the method use it for everybody, and participants talk to each other. Every outcome of
/// those who take part as controls shifts by this share of the mean effect, on the latent scale, of what participants in
/// the arms of the same trial get. Each arm counts by the participants expected in it: by its share of the lottery and,
/// where people are invited after the draw, by the uptake of its invitation. What is not delivered does not leak: those
/// who are expected not to start get nothing. So of two arms of equal size, of which one has no effect, no more than half of
/// what the other does can leak.
///
/// It makes every comparison with control too small, by about this share of the effect, however many people take part; an
/// arm that does less than what leaks from the others seems to do harm.
/// The true effect in a comparison with control, as the trial is run, is smaller by it; the effect of the policy is not.
/// An effect that is stated as the trial would see it (`as_run`, `as_run_difference`) has it in it. Where the arms have
/// no effect nothing leaks, so that false alarms are as without it. It does not reach people outside the trial, the
/// reference group among them, nor controls who were invited and do not enrol; differences between people
/// (`heterogeneity`) do not leak, and it does not depend on how many are treated. Of several sites each has its own trial
/// in this: what leaks is what is delivered there, and what would make that differ between them is refused.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contamination {
    /// Whether it is at work.
    #[serde(default = "super::by_default", skip_serializing_if = "super::is_default")]
    #[schemars(extend("default" = true))]
    pub on: bool,
    /// What the control group gets of what the arms get, from 0 (nothing) to 1 (as much).
    pub share: Assumption,
}

/// How it acts and is told.
pub const MECHANISM: Mechanism = Mechanism {
    cause: "controls who get part of what the arms get (contamination)",
    label: Words { en: "control got part of it", nl: "doorlekken naar de controlegroep" },
    because: Words {
        en: "control got part of what the arms get",
        nl: "de controlegroep iets van de aanpak meekrijgt",
    },
    through: Through::Trial,
    shift: |share, standing| if standing.arm == 0 { share * standing.delivered } else { 0.0 },
};

impl Settings for Contamination {
    fn sentence(&self) -> String {
        // Without the digits that a product of decimals leaves.
        let percent = (1e10 * self.share.get()).round() / 1e8;
        format!("The control group gets {percent} % of what participants in the arms get.")
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => self.dutch(),
        }
    }

    fn example() -> Self {
        Self { on: true, share: 0.3.into() }
    }

    fn bounds() -> &'static [(&'static str, Bound)] {
        &[("share", Bound::SHARE)]
    }
}

impl Declared for Contamination {
    fn dutch(&self) -> String {
        let percent = ((1e10 * self.share.get()).round() / 1e8).to_string();
        let percent = Language::Dutch.number(&percent);
        format!("De controlegroep krijgt {percent}% mee van wat deelnemers met een aanpak krijgen.")
    }

    fn is_on(&self) -> bool {
        self.on
    }

    fn compile(&self) -> Result<Vec<Dose<'_>>, Vec<Issue>> {
        let mut issues = Vec::new();
        check_share(&mut issues, "share", self.share.get(), true);
        if issues.is_empty() { Ok(vec![Dose::Everywhere(self.share.get())]) } else { Err(issues) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treatment::artefact::Standing;

    #[test]
    fn only_control_is_reached_and_by_a_share_of_what_is_delivered() {
        let shift = |arm| (MECHANISM.shift)(0.25, Standing { arm, delivered: 0.8 });
        assert_eq!([shift(0), shift(1), shift(2)], [0.2, 0.0, 0.0]);
    }

    #[test]
    fn its_sentence_has_the_percentage() {
        let told = |share: f64| Contamination { on: true, share: share.into() }.sentence();
        assert_eq!(told(0.29), "The control group gets 29 % of what participants in the arms get.");
        assert!(told(0.075).contains(" 7.5 % "));
    }
}
