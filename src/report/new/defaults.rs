//! Words that stand where a planner gives none, and identifiers of the file.

use crate::report::words::phrases;

phrases! {
    /// The place.
    place() { en: "Example town", nl: "Voorbeeldgemeente" }
    /// The outcome.
    outcome() { en: "works 12 hours a week or more", nl: "werk van 12 uur per week of meer" }
    /// An arm.
    coaching() { en: "coaching", nl: "coaching" }
    /// An arm.
    exemption() { en: "exemption", nl: "ontheffing" }
    /// An arm.
    intensive() { en: "intensive guidance", nl: "intensieve begeleiding" }
    /// A design.
    after() { en: "after", nl: "na_aanmelding" }
    /// A design.
    before() { en: "before", nl: "voor_aanmelding" }
    /// An analysis.
    difference() { en: "difference", nl: "verschil" }
    /// An analysis against those outside.
    against_outside() { en: "against_outside", nl: "tegenover_buiten" }
    /// An analysis of everybody invited.
    invited() { en: "invited", nl: "uitgenodigd" }
    /// An analysis of those who take part.
    participants() { en: "participants", nl: "deelnemers" }
    /// An analysis of starting.
    started() { en: "started", nl: "gestart" }
    /// An analysis that adjusts for the score before.
    adjusted() { en: "adjusted", nl: "met_correctie" }
    /// A survey.
    survey() { en: "survey", nl: "vragenlijst" }
    /// A score.
    score() { en: "wellbeing", nl: "welzijn" }
    /// The score before the start.
    score_before() { en: "wellbeing_before", nl: "welzijn_vooraf" }
    /// A trait.
    prospects() { en: "prospects", nl: "kansen" }
    /// The world without effects.
    without_effect() { en: "null", nl: "zonder_effect" }
}
