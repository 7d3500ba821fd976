//! Sections 7 to 11: what is measured, what can be found, and how it is analysed.

use crate::report::margin::Within;
use crate::report::words::amounts::{Amount, Freq, OutcomeAt, Percent};
use crate::report::words::{Listed, Number, phrases};

phrases! {
    primary(outcome: OutcomeAt) { en: "Primary outcome: {outcome}.", nl: "Belangrijkste uitkomstmaat: {outcome}." }
    secondary() {
        en: "All other outcomes are secondary and are reported in full.",
        nl: "De andere uitkomstmaten zijn aanvullend en worden volledig gerapporteerd.",
    }
    no_primary(unknown: String) { en: "Primary outcome: {unknown}", nl: "Belangrijkste uitkomstmaat: {unknown}" }
    leads(outcome: OutcomeAt) {
        en: "The scenario names no primary outcome; {outcome} leads because it comes first.",
        nl: "Het scenario noemt geen belangrijkste uitkomstmaat. De eerste die wordt geanalyseerd, staat voorop: {outcome}.",
    }
    outcomes_table() { en: "Outcomes and when they are measured", nl: "Uitkomstmaten, en wanneer die worden gemeten" }
    what_it_is() { en: "what it is", nl: "wat het is" }
    months() { en: "months after the start", nl: "maanden na de start" }
    once() { en: "once", nl: "één keer" }
    known_from() { en: "known from", nl: "bekend uit" }
    everybody() { en: "of everybody", nl: "van iedereen" }
    better() { en: "better", nl: "beter" }
    higher() { en: "higher", nl: "hoger" }
    lower() { en: "lower", nl: "lager" }
    instruments() {
        en: "From which files or questionnaires each outcome is taken",
        nl: "Uit welk bestand of welke vragenlijst elke uitkomstmaat komt",
    }
    participants(people: Number, groups: Listed<String>) {
        en: "About {people} people are randomised: {groups}.",
        nl: "De loting verdeelt naar verwachting {people} mensen: {groups}.",
    }
    invited(people: Number, groups: Listed<String>) {
        en: "About {people} people are expected to take part after the lottery: {groups}.",
        nl: "Na de loting doen naar verwachting {people} mensen mee: {groups}.",
    }
    in_group(people: Number, group: String) { en: "{people} in {group}", nl: "{group} {people}" }
    found(arm: String, effect: Amount, among: String, freq: Freq) {
        en: "If the plan is right, the effect of {arm} ({effect} {among}) is found in {freq}.",
        nl: "Klopt het plan, dan wordt het effect van {arm} ({effect} {among}) in {freq} gevonden.",
    }
    found_zero(arm: String, freq: Freq) {
        en: "In the plan the effect of {arm} is zero, or too small to have a direction; {freq} report one all the same.",
        nl: "In het plan is het effect van {arm} nul, of te klein om een richting te hebben. Toch wordt in {freq} een effect gemeld.",
    }
    found_none(arm: String) {
        en: "No simulated trial gave an answer for {arm}.",
        nl: "Geen enkele gesimuleerde proef gaf een antwoord voor {arm}.",
    }
    not_worse(arm: String, margin: Within, freq: Freq) {
        en: "If the plan is right, {freq} conclude that {arm} is {margin} than what it is compared with.",
        nl: "Klopt het plan, dan is in {freq} de conclusie dat {arm} {margin} is dan de vergelijkingsgroep.",
    }
    joint(any: Freq, all: Freq) {
        en: "If the plan is right, at least one effect is found in {any}, and all of them in {all}.",
        nl: "Klopt het plan, dan wordt in {any} minstens één effect gevonden. In {all} worden ze allemaal gevonden.",
    }
    joint_not_worse(any: Freq, all: Freq) {
        en: "If the plan is right, that is the conclusion for at least one arm in {any}, and for all of them in {all}.",
        nl: "Klopt het plan, dan is dat in {any} de conclusie voor minstens één aanpak, en in {all} voor allemaal.",
    }
    both_ways(arm: String, among: String, up: Amount, down: Amount) {
        en: "For {arm}, 80 of 100 trials find an effect {among} from {up} upwards or {down} downwards.",
        nl: "Bij {arm} vinden 80 van de 100 proeven een effect {among} vanaf {up} naar boven of {down} naar beneden.",
    }
    up_only(arm: String, among: String, up: Amount) {
        en: "For {arm}, 80 of 100 trials find an effect {among} from {up} upwards.",
        nl: "Bij {arm} vinden 80 van de 100 proeven een effect {among} vanaf {up} naar boven.",
    }
    down_only(arm: String, among: String, down: Amount) {
        en: "For {arm}, 80 of 100 trials find an effect {among} from {down} downwards.",
        nl: "Bij {arm} vinden 80 van de 100 proeven een effect {among} vanaf {down} naar beneden.",
    }
    not_upwards(reason: String) {
        en: "Upwards none is found that often: {reason}.",
        nl: "Naar boven wordt geen enkel effect zo vaak gevonden: {reason}.",
    }
    not_downwards(reason: String) {
        en: "Downwards none is found that often: {reason}.",
        nl: "Naar beneden wordt geen enkel effect zo vaak gevonden: {reason}.",
    }
    neither(arm: String, reason: String) {
        en: "For {arm} no effect is found that often, upwards or downwards: {reason}.",
        nl: "Bij {arm} wordt geen enkel effect zo vaak gevonden, naar boven noch naar beneden: {reason}.",
    }
    upwards_open(reason: String) { en: "Upwards it is not known: {reason}.", nl: "Naar boven is dat niet bekend: {reason}." }
    downwards_open(reason: String) { en: "Downwards it is not known: {reason}.", nl: "Naar beneden is dat niet bekend: {reason}." }
    smallest_open(arm: String, reason: String) {
        en: "The smallest effect of {arm} that 80 of 100 trials find is not known: {reason}.",
        nl: "Welk effect van {arm} in 80 van de 100 proeven wordt gevonden, is niet bekend: {reason}.",
    }
    alarm(arm: String, freq: Freq, intended: Number) {
        en: "If {arm} does nothing, {freq} still report an effect ({intended} of 100 are intended).",
        nl: "Doet {arm} niets, dan wordt toch in {freq} een effect gemeld (toegestaan: {intended} van de 100).",
    }
    alarm_joint(freq: Freq) {
        en: "If no arm does anything, at least one effect is reported in {freq}.",
        nl: "Doet geen enkele aanpak iets, dan wordt in {freq} minstens één effect gemeld.",
    }
    alarm_not_simulated() {
        en: "How often it cries wolf was not simulated: the scenario has no world without effects.",
        nl: "Hoe vaak de proef loos alarm geeft, is niet gesimuleerd: het scenario heeft geen wereld zonder effect.",
    }
    size_table(outcome: OutcomeAt) {
        en: "What every analysis can find: {outcome}. Found and false alarm in % ± one simulation error",
        nl: "Wat elke analyse kan vinden: {outcome}. Gevonden en loos alarm in % ± één simulatiefout",
    }
    analysed() { en: "people analysed", nl: "mensen geanalyseerd" }
    assumed() { en: "effect to be found", nl: "te vinden effect" }
    found_head() { en: "found, %", nl: "gevonden, %" }
    upwards() { en: "found from, upwards", nl: "te vinden vanaf, naar boven" }
    downwards() { en: "found from, downwards", nl: "te vinden vanaf, naar beneden" }
    alarm_head() { en: "false alarm, %", nl: "loos alarm, %" }
    estimated(sentence: String) { en: "Estimate: {sentence}", nl: "Schatting: {sentence}" }
    of_outcomes(outcomes: String) { en: "Outcomes: {outcomes}.", nl: "Uitkomstmaten: {outcomes}." }
    as_assigned() {
        en: "Everybody is analysed in the group assigned, whether or not they started.",
        nl: "Iedereen telt mee in de groep die de loting aanwees, ook wie niet start (intention-to-treat).",
    }
    left_as_assigned() {
        en: "All who are analysed (section 11) count in the group assigned, whether or not they started.",
        nl: "Wie in de cijfers blijft (zie 11), telt mee in de groep die de loting aanwees, ook wie niet start.",
    }
    invited_as_assigned() {
        en: "Everybody invited is analysed in the group drawn, whether or not they took part.",
        nl: "Iedere uitgenodigde telt mee in de groep die de loting aanwees, ook wie niet meedoet.",
    }
    by_receipt() {
        en: "The assignment is the instrument; the effect is that of starting.",
        nl: "De loting is het instrument; het gaat om het effect van daadwerkelijk starten.",
    }
    participants_only() {
        en: "Only those who accept the invitation are analysed; the lottery did not decide who they are.",
        nl: "Alleen wie op de uitnodiging ingaat, telt mee. Wie dat zijn, bepaalde de loting niet.",
    }
    against_outside() {
        en: "The reference group was made by no lottery: the groups compared differ beforehand.",
        nl: "De referentiegroep is niet door loting gekozen: de vergeleken groepen verschillen vooraf.",
    }
    answered_only(surveys: Listed<String>) {
        en: "Only those who answered are used: {surveys}.",
        nl: "Alleen wie de vragenlijst invulde, telt mee: {surveys}.",
    }
    asked_only(surveys: Listed<String>) {
        en: "Of outcomes that a survey asks, only those who answered are used: {surveys}.",
        nl: "Bij wat in een vragenlijst is gevraagd, telt alleen mee wie antwoordde: {surveys}.",
    }
    two_sided(level: Number) {
        en: "A two-sided test of t at {level}.",
        nl: "Tweezijdige toets van t bij {level}.",
    }
    exact_two_sided(level: Number) { en: "A two-sided exact test at {level}.", nl: "Tweezijdige exacte toets bij {level}." }
    one_sided(level: Number, margin: Amount) {
        en: "Higher is worse: a one-sided test of (d − margin) / se at {level}, with a margin of {margin}.",
        nl: "Hoger is slechter: eenzijdige toets van (d − grens) / se bij {level}, met als grens {margin}.",
    }
    one_sided_above(level: Number, margin: Amount) {
        en: "Lower is worse: a one-sided test of (d + margin) / se at {level}, with a margin of {margin}.",
        nl: "Lager is slechter: eenzijdige toets van (d + grens) / se bij {level}, met als grens {margin}.",
    }
    two_one_sided(level: Number, margin: Amount) {
        en: "Two one-sided tests, of (d + margin) / se and (d − margin) / se, at {level} each, with a margin of {margin} on either side.",
        nl: "Twee eenzijdige toetsen, van (d + grens) / se en (d − grens) / se, elk bij {level}. De grens is {margin}, naar beide kanten.",
    }
    further_levels(levels: Listed<Number>) {
        en: "Further levels that are reported: {levels}.",
        nl: "Ook gerapporteerd bij: {levels}.",
    }
    interval(level: Number) { en: "With a {level} % interval.", nl: "Met een {level}%-interval." }
    contrasts_table() { en: "What is compared", nl: "Wat wordt vergeleken" }
    effect_of() { en: "the effect", nl: "het effect" }
    tests_count(tests: Number) {
        en: "Tests of this design at their first level: {tests}.",
        nl: "Toetsen bij deze opzet, op hun eerste niveau: {tests}.",
    }
    uncorrected() {
        en: "Every test keeps its own level: the simulation corrects nothing for their number.",
        nl: "Elke toets houdt het eigen niveau: de simulatie corrigeert niet voor het aantal toetsen.",
    }
    uncorrected_else() {
        en: "A test outside the families below keeps its own level.",
        nl: "Een toets buiten de groepen hieronder houdt het eigen niveau.",
    }
    correction() { en: "Correction for several tests", nl: "Correctie voor meervoudig toetsen" }
    family(name: String, tests: Number) {
        en: "Tests that are counted together, “{name}”: {tests}.",
        nl: "Toetsen die samen worden geteld, ‘{name}’: {tests}.",
    }
    family_alarm(freq: Freq) {
        en: "If no arm does anything, at least one of them reports an effect in {freq}.",
        nl: "Doet geen enkele aanpak iets, dan meldt minstens één daarvan een effect in {freq}.",
    }
    family_found(any: Freq, all: Freq) {
        en: "If the plan is right, at least one of them finds its effect in {any}, and all do in {all}.",
        nl: "Klopt het plan, dan vindt minstens één daarvan het effect in {any}. In {all} vinden ze het allemaal.",
    }
    not_significant() {
        en: "A result that is not significant is reported with its interval and not as “no effect”.",
        nl: "Een resultaat dat niet significant is, wordt met zijn interval gerapporteerd en niet als ‘geen effect’.",
    }
    leave_before(share: Percent) {
        en: "Of the people randomised {share} are expected to be still in at the start.",
        nl: "Van de mensen die zijn verdeeld, doet bij de start naar verwachting nog {share} mee.",
    }
    admitted_leave_before(share: Percent) {
        en: "Of those admitted {share} are expected to be still in at the start.",
        nl: "Van wie is toegelaten, doet bij de start naar verwachting nog {share} mee.",
    }
    not_started(arm: String, share: Percent) {
        en: "In {arm} {share} of the participants are expected to start what they were assigned.",
        nl: "Bij {arm} start naar verwachting {share} van de deelnemers daadwerkelijk.",
    }
    excluded(share: Percent) {
        en: "Of the participants {share} are expected to be left out after the lottery.",
        nl: "Van de deelnemers wordt naar verwachting {share} weggelaten na de loting.",
    }
    excluded_by(outcome: OutcomeAt) {
        en: "The scenario lets that depend on an early outcome: {outcome}. Then the groups that are left may differ.",
        nl: "In het scenario hangt dat af van een vroege uitkomst: {outcome}. De groepen die overblijven, kunnen dan verschillen.",
    }
    nobody_excluded() {
        en: "The scenario leaves nobody out after the lottery.",
        nl: "In het scenario wordt na de loting niemand weggelaten.",
    }
    response(survey: String, share: Percent) {
        en: "Response, {survey}: {share}.",
        nl: "Respons, {survey}: {share}.",
    }
    response_selects(survey: String) {
        en: "Who answers {survey} depends on what people are like, on their group or on their outcomes.",
        nl: "Wie antwoordt ({survey}), hangt af van kenmerken, van de groep of van de uitkomst.",
    }
    complete_cases() {
        en: "Who does not answer is left out of the analyses of what was asked; nothing is imputed.",
        nl: "Wie niet antwoordt, telt niet mee in analyses van wat is gevraagd. Er worden geen waarden ingevuld.",
    }
    no_survey() {
        en: "The scenario has no survey: outcomes are known of everybody who is analysed.",
        nl: "Het scenario heeft geen vragenlijst: van iedereen in de analyse is de uitkomst bekend.",
    }
    exclusion_rules() {
        en: "By which rules people are left out, and who applies them",
        nl: "Volgens welke regels mensen worden weggelaten, en wie die toepast",
    }
}
