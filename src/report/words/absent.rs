//! Why there is no number, why no effect is found often enough, and why a trial gives no estimate or no interval.

use super::amounts::FreqRange;
use super::{Say, phrases};
use crate::diagnosis::measured::Absent;
use crate::estimator::{Failure, NoInterval};
use crate::language::Language;
use crate::sizing::Unreached;

impl Say for Absent {
    fn say(&self, language: Language) -> String {
        match self {
            Self::NoReplications => no_replications(language),
            Self::NoEstimate => no_estimate(language),
            Self::TooFewEstimates => too_few_estimates(language),
            Self::NoInterval => no_interval(language),
            Self::TooFewIntervals => too_few_intervals(language),
            Self::NoTest => no_test(language),
            Self::NoVariation => no_variation(language),
            Self::TruthNearZero => truth_near_zero(language),
            Self::TruthNotZero => truth_not_zero(language),
            Self::AtMargin => at_margin(language),
            Self::BeyondMargin => beyond_margin(language),
            Self::NoEffectSought => no_effect_sought(language),
            Self::EffectSought => effect_sought(language),
            Self::TrueWithoutEffect => true_without_effect(language),
            Self::WithinMargin => within_margin(language),
            Self::AllHaveEffects => all_have_effects(language),
            Self::NoShare => no_share(language),
            Self::NoTests => no_tests(language),
            Self::NothingSignificant => nothing_significant(language),
            Self::TooFewSignificant => too_few_significant(language),
            Self::Undisturbed => undisturbed(language),
            Self::NotLeading => not_leading(language),
            Self::NotKept => not_kept(language),
        }
    }
}

impl Say for Unreached {
    fn say(&self, language: Language) -> String {
        match self {
            Self::Elsewhere => searched_elsewhere(language),
            Self::Few => few(language),
            Self::Untreated => untreated(language),
            Self::NotSought => no_effect_sought(language),
            Self::Biased => biased(language),
            Self::AlwaysFound => always_found(language),
            Self::Limited => limited(language),
            Self::Unlimited => unlimited(language),
            Self::Unmoved => unmoved(language),
            Self::Outweighed => outweighed(language),
            Self::Undetermined => undetermined(language),
            Self::NotMonotone => not_monotone(language),
        }
    }
}

/// Why no effect is found often enough, and how often the largest is.
#[derive(Clone, Debug)]
pub(in crate::report) struct OnlyFound {
    pub reason: Unreached,
    /// Over several comparisons.
    pub found: Option<FreqRange>,
}

impl Say for OnlyFound {
    fn say(&self, language: Language) -> String {
        match (self.reason, self.found.clone()) {
            (Unreached::Limited, Some(found)) => limited_to(language, found),
            (Unreached::Unlimited, Some(found)) => unlimited_to(language, found),
            (Unreached::Outweighed, Some(found)) => outweighed_to(language, found),
            (reason, _) => reason.say(language),
        }
    }
}

impl Say for Failure {
    fn say(&self, language: Language) -> String {
        match self {
            Self::EmptyArm => empty_arm(language),
            Self::RankDeficient => rank_deficient(language),
            Self::NoResponders => no_responders(language),
            Self::NoFirstStage => no_first_stage(language),
            Self::Overflow => overflow(language),
        }
    }
}

impl Say for NoInterval {
    fn say(&self, language: Language) -> String {
        match self {
            Self::OnePerson => one_person(language),
            Self::LeverageOne => leverage_one(language),
            Self::NoDegreesOfFreedom => no_degrees_of_freedom(language),
            Self::NoVariation => all_alike(language),
            Self::Overflow => overflow_squared(language),
            Self::TestOnly => test_only(language),
        }
    }
}

phrases! {
    /// By reason.
    no_replications() {
        en: "no trial was simulated",
        nl: "er is geen proef gesimuleerd",
    }
    /// By reason.
    no_estimate() {
        en: "no simulated trial has an estimate",
        nl: "geen enkele gesimuleerde proef geeft een schatting",
    }
    /// By reason.
    too_few_estimates() {
        en: "fewer than two simulated trials have an estimate",
        nl: "minder dan twee gesimuleerde proeven geven een schatting",
    }
    /// By reason.
    no_interval() {
        en: "no simulated trial has an interval",
        nl: "geen enkele gesimuleerde proef geeft een interval",
    }
    /// By reason.
    too_few_intervals() {
        en: "fewer than two simulated trials have an interval",
        nl: "minder dan twee gesimuleerde proeven geven een interval",
    }
    /// By reason.
    no_test() {
        en: "no simulated trial can be tested",
        nl: "geen enkele gesimuleerde proef is te toetsen",
    }
    /// By reason.
    no_variation() {
        en: "the estimates do not vary from trial to trial",
        nl: "de schattingen zijn in elke proef gelijk",
    }
    /// By reason.
    truth_near_zero() {
        en: "the true effect is 0, or too close to 0 to have a direction",
        nl: "het echte effect is 0, of te klein om een richting te hebben",
    }
    /// By reason.
    truth_not_zero() {
        en: "the true effect is not 0",
        nl: "het echte effect is niet 0",
    }
    /// By reason.
    at_margin() {
        en: "the true effect lies at the margin, or too close to it to tell",
        nl: "het echte effect ligt op de grens, of te dicht erbij om het te zeggen",
    }
    /// By reason.
    beyond_margin() {
        en: "the true effect lies beyond the margin, so that there is nothing to show",
        nl: "het echte effect ligt buiten de grens: er valt niets te concluderen",
    }
    /// By reason.
    no_effect_sought() {
        en: "the test is against a margin, and no effect is sought",
        nl: "de toets gaat over een grens en zoekt geen effect",
    }
    /// By reason.
    true_without_effect() {
        en: "without any effect it is true that nothing is worse by the margin",
        nl: "zonder effect is het waar dat niets slechter is dan de grens toelaat",
    }
    /// By reason.
    within_margin() {
        en: "it is true here that nothing is worse by the margin",
        nl: "het is hier waar dat niets slechter is dan de grens toelaat",
    }
    /// By reason.
    all_have_effects() {
        en: "every arm has an effect here",
        nl: "elke aanpak heeft hier een effect",
    }
    /// By reason.
    no_share() {
        en: "it is no share of trials",
        nl: "het getal is geen aandeel van de proeven",
    }
    /// By reason.
    no_tests() {
        en: "no analysis makes any of its tests here",
        nl: "geen analyse doet hier een van deze toetsen",
    }
    /// By reason.
    nothing_significant() {
        en: "no simulated trial is significant",
        nl: "geen enkele gesimuleerde proef is significant",
    }
    /// By reason.
    too_few_significant() {
        en: "fewer than two simulated trials are significant",
        nl: "minder dan twee gesimuleerde proeven zijn significant",
    }
    /// By reason.
    undisturbed() {
        en: "there is neither selection nor an effect of the trial itself",
        nl: "er is geen selectie en geen experimenteffect",
    }
    /// By reason.
    not_leading() {
        en: "it is counted for the first table only",
        nl: "dat is alleen voor de eerste tabel geteld",
    }
    /// By reason.
    not_kept() {
        en: "this run does not keep it",
        nl: "deze berekening bewaart dat niet",
    }
    /// By reason.
    effect_sought() { en: "the test seeks an effect", nl: "de toets zoekt een effect" }
    /// No effect, as none was sought.
    searched_elsewhere() {
        en: "searched for the first table only; simulate mde searches any comparison",
        nl: "alleen gezocht voor de eerste tabel; simulate mde zoekt bij elke vergelijking",
    }
    /// No effect, as nothing was sought.
    few() {
        en: "too few simulated trials; simulate mde searches the effect",
        nl: "te weinig gesimuleerde proeven; simulate mde zoekt het effect",
    }
    /// No effect, as nobody is treated.
    untreated() { en: "neither group is treated", nl: "geen van beide groepen krijgt een aanpak" }
    /// No effect, by bias.
    biased() {
        en: "off by more than matters without any effect",
        nl: "ook zonder effect is de vertekening groter dan het kleinste effect dat ertoe doet",
    }
    /// No effect, by bias the other way.
    always_found() {
        en: "as often without any effect, because of the bias",
        nl: "door de vertekening wordt zonder effect even vaak iets gemeld",
    }
    /// No effect, by the bounds of the outcome.
    limited() {
        en: "even the largest effect that the outcome allows is found less often",
        nl: "zelfs het grootste effect dat de uitkomstmaat toelaat, wordt minder vaak gevonden",
    }
    /// No effect of any size that was tried.
    unlimited() {
        en: "even an effect many times as large is found less often",
        nl: "zelfs een vele malen groter effect wordt minder vaak gevonden",
    }
    /// The same, where it is known how often that is found.
    limited_to(found: FreqRange) {
        en: "even the largest effect that the outcome allows is found in only {found}",
        nl: "zelfs het grootste effect dat de uitkomstmaat toelaat, wordt maar in {found} gevonden",
    }
    /// The same, where it is known how often that is found.
    unlimited_to(found: FreqRange) {
        en: "even an effect many times as large is found in only {found}",
        nl: "zelfs een vele malen groter effect wordt maar in {found} gevonden",
    }
    /// The same, where it is known how often that is found.
    outweighed_to(found: FreqRange) {
        en: "even the largest effect that all effects together reach is found in only {found}",
        nl: "zelfs het grootste effect dat alle effecten samen bereiken, wordt maar in {found} gevonden",
    }
    /// No effect that way.
    unmoved() {
        en: "all effects together do not move it that way",
        nl: "ook met alle effecten samen verandert er niets in die richting",
    }
    /// No effect, as others outweigh it.
    outweighed() {
        en: "even the largest effect that all effects together reach is found less often",
        nl: "zelfs het grootste effect dat alle effecten samen bereiken, wordt minder vaak gevonden",
    }
    /// No effect yet.
    undetermined() {
        en: "the search ended before; simulate mde searches longer",
        nl: "het zoeken stopte eerder; simulate mde zoekt langer",
    }
    /// No single effect.
    not_monotone() {
        en: "a larger effect is not found more often",
        nl: "een groter effect wordt niet vaker gevonden",
    }
    /// No estimate.
    empty_arm() { en: "nobody in one of the groups", nl: "een groep is leeg" }
    /// No estimate.
    rank_deficient() {
        en: "the model cannot tell the arm from its covariates",
        nl: "de analyse kan de aanpak niet van de achtergrondkenmerken onderscheiden",
    }
    /// No estimate.
    no_responders() { en: "nobody answered the survey", nl: "niemand vulde de vragenlijst in" }
    /// No estimate.
    no_first_stage() {
        en: "assignment did not change who starts",
        nl: "de loting maakte geen verschil voor wie start",
    }
    /// No estimate.
    overflow() {
        en: "the outcomes are too large to be added up",
        nl: "de waarden zijn te groot om op te tellen",
    }
    /// No interval.
    one_person() {
        en: "one person alone makes up a group",
        nl: "een groep bestaat uit één persoon",
    }
    /// No interval.
    leverage_one() {
        en: "one person alone decides a coefficient",
        nl: "één persoon bepaalt het resultaat",
    }
    /// No interval.
    no_degrees_of_freedom() {
        en: "the analysis leaves nothing over to estimate chance from",
        nl: "de analyse houdt niets over om het toeval uit te schatten",
    }
    /// No interval.
    all_alike() {
        en: "everybody in each group had the same value",
        nl: "binnen elke groep had iedereen dezelfde waarde",
    }
    /// No interval.
    overflow_squared() {
        en: "the outcomes are too large to be squared",
        nl: "de waarden zijn te groot om te kwadrateren",
    }
    /// No interval.
    test_only() { en: "the analysis gives no interval", nl: "de analyse geeft geen interval" }
}
