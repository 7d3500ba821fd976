//! The answer in sentences: what is found, how far off, and how often it cries wolf.

use crate::diagnosis::measured::Absent;
use crate::estimand::Scale;
use crate::report::margin::Within;
use crate::report::words::amounts::{Amount, Freq, FreqRange, OutcomeAt};
use crate::report::words::causes::{Because, Cause};
use crate::report::words::whom::{Among, Assumed, ForAll, Premise, WouldAll};
use crate::report::words::{Listed, Number, Say, phrases};

phrases! {
    /// Heading.
    the_answer() { en: "The answer", nl: "Het antwoord" }
    /// Heading with several designs.
    the_answer_for(design: impl Say, analysis: impl Say) {
        en: "The answer for design {design} (analysis {analysis})",
        nl: "Het antwoord voor opzet ‘{design}’ (analyse {analysis})",
    }
    /// An arm compared with another one.
    arm_against(arm: impl Say, other: impl Say) { en: "{arm} against {other}", nl: "{arm} tegenover {other}" }
    /// What is found of one arm.
    found_one(premise: Premise, arm: impl Say, effect: Amount, among: Among, freq: Freq) {
        en: "{premise} the effect of {arm} ({effect} {among}) is found in {freq}.",
        nl: "{premise} wordt het effect van {arm} ({effect} {among}) in {freq} gevonden.",
    }
    /// What is found of a second arm.
    found_second(arm: impl Say, effect: Amount, freq: Freq) {
        en: "For {arm} ({effect}) it is {freq}.",
        nl: "Bij {arm} ({effect}) is dat in {freq}.",
    }
    /// What is found of three arms or more.
    found_range(premise: Premise, range: FreqRange, least: Listed<String>, most: Listed<String>) {
        en: "{premise} an effect is found in {range}: least often for {least}, most often for {most}.",
        nl: "{premise} wordt het effect in {range} gevonden: het minst vaak bij {least}, het vaakst bij {most}.",
    }
    /// The same where it is as often for all.
    found_alike(premise: Premise, freq: Freq) {
        en: "{premise} the effect of each arm is found in {freq}.",
        nl: "{premise} wordt het effect bij elke aanpak in {freq} gevonden.",
    }
    /// What is found where there is nothing to find, in the plan.
    found_zero(arms: Listed<String>, range: FreqRange) {
        en: "In the plan the effect of {arms} is zero, or too small to have a direction; {range} report one all the same.",
        nl: "In het plan is het effect van {arms} nul, of te klein om een richting te hebben. Toch wordt in {range} een effect gemeld.",
    }
    /// The same in another world.
    found_zero_in(world: impl Say, arms: Listed<String>, range: FreqRange) {
        en: "In world {world} the effect of {arms} is zero, or too small to have a direction; {range} report one all the same.",
        nl: "In wereld ‘{world}’ is het effect van {arms} nul, of te klein om een richting te hebben. Toch wordt in {range} een effect gemeld.",
    }
    /// No trial has an estimate.
    found_none(arms: Listed<String>) {
        en: "No simulated trial gave an answer for {arms}.",
        nl: "Geen enkele gesimuleerde proef gaf een antwoord voor {arms}.",
    }
    /// No trial can be tested.
    found_untested(arms: Listed<String>) {
        en: "No simulated trial of {arms} can be tested, so that nothing can be found.",
        nl: "In geen enkele gesimuleerde proef is het effect van {arms} te toetsen. Er is dus niets te vinden.",
    }
    /// What the trial itself adds to an effect among participants.
    of_it_trial(arm: impl Say, part: Amount, causes: Listed<Cause>) {
        en: "Of the effect of {arm} among participants, {part} comes from the trial itself: {causes}.",
        nl: "Van het effect van {arm} bij deelnemers komt {part} door de proef zelf: {causes}.",
    }
    /// What there is without any treatment, per person who starts.
    of_it_untreated(arm: impl Say, part: Amount) {
        en: "Of the effect of {arm} among those who start, {part} is there without any treatment.",
        nl: "Van het effect van {arm} bij wie daadwerkelijk start, is {part} er ook zonder aanpak.",
    }
    /// At least one, both.
    found_both(any: Freq, all: Freq) {
        en: "At least one effect is found in {any}, both in {all}.",
        nl: "Minstens één effect wordt in {any} gevonden. In {all} worden ze allebei gevonden.",
    }
    /// At least one, all.
    found_any_all(any: Freq, n: Number, all: Freq) {
        en: "At least one effect is found in {any}, all {n} in {all}.",
        nl: "Minstens één effect wordt in {any} gevonden. In {all} worden ze alle {n} gevonden.",
    }
    /// What would matter, as the scenario says.
    matters_stated(size: Amount) {
        en: "An effect of {size}, the smallest that matters,",
        nl: "Een effect van {size}, het kleinste dat ertoe doet,",
    }
    /// The same where an estimate counts a share of it.
    matters_scaled(size: Amount, all: ForAll, here: Amount, per: Scale) {
        en: "An effect of {size} {all} ({here} {per}), the smallest that matters,",
        nl: "Een effect van {size} {all} ({here} {per}), het kleinste dat ertoe doet,",
    }
    /// What would matter, as nobody says.
    matters_by_default(size: Amount) {
        en: "An effect of {size} (the default: the scenario names no smallest effect that matters)",
        nl: "Een effect van {size} (standaard: het scenario noemt geen kleinste effect dat ertoe doet)",
    }
    /// It is far from being found.
    matters_missed(effect: impl Say) { en: "{effect} is mostly missed.", nl: "{effect} wordt meestal niet gevonden." }
    /// It is not found often enough.
    matters_less_often(effect: impl Say) {
        en: "{effect} is found in fewer than 80 of 100 trials.",
        nl: "{effect} wordt in minder dan 80 van de 100 proeven gevonden.",
    }
    /// It is found.
    matters_enough(effect: impl Say) {
        en: "{effect} is found in at least 80 of 100 trials.",
        nl: "{effect} wordt in minstens 80 van de 100 proeven gevonden.",
    }
    /// It is found for some arms.
    matters_for_some(effect: impl Say, arms: Listed<String>) {
        en: "{effect} is found in at least 80 of 100 trials for {arms} only.",
        nl: "{effect} wordt alleen bij {arms} in minstens 80 van de 100 proeven gevonden.",
    }
    /// What one arm's estimate is, and what the policy effect.
    off_one(mean: Amount, would: WouldAll, truth: Amount) {
        en: "On average the trial reports {mean}; {would}, the effect would be {truth}.",
        nl: "Gemiddeld meet de proef {mean}. {would}, dan was het effect {truth}.",
    }
    /// Of two arms.
    off_two(first: Number, a: impl Say, second: Amount, b: impl Say, would: WouldAll, one: Number, other: Number) {
        en: "On average the trial reports {first} for {a} and {second} for {b}; {would}, the effects would be {one} and {other}.",
        nl: "Gemiddeld meet de proef {first} bij {a} en {second} bij {b}. {would}, dan waren de effecten {one} en {other}.",
    }
    /// What one arm's estimate is, and what it is held against, where it counts a share of the policy effect.
    off_scaled(arm: impl Say, mean: Amount, wanted: Amount, per: Scale, truth: Amount, all: ForAll) {
        en: "For {arm} the trial reports {mean} on average; the effect to be found is {wanted} {per}, from {truth} {all}.",
        nl: "Bij {arm} meet de proef gemiddeld {mean}. Het te vinden effect is {wanted} {per}: {truth} {all}, omgerekend naar deze vergelijking.",
    }
    /// The same where that is the policy effect so many times.
    off_times(arm: impl Say, mean: Amount, wanted: Amount, per: Scale, truth: Amount, k: Number) {
        en: "For {arm} the trial reports {mean} on average; the effect to be found is {wanted} {per}: the policy effect ({truth}) times {k}.",
        nl: "Bij {arm} meet de proef gemiddeld {mean}. Het te vinden effect is {wanted} {per}: het beleidseffect ({truth}) maal {k}.",
    }
    /// Of three arms or more.
    off_range(least: Amount, a: Listed<String>, most: Amount, b: Listed<String>) {
        en: "Bias runs from {least} ({a}) to {most} ({b}).",
        nl: "De vertekening loopt van {least} ({a}) tot {most} ({b}).",
    }
    /// The same where all are told alike.
    off_alike(bias: Amount) {
        en: "Bias is about {bias} for each arm.",
        nl: "De vertekening is bij elke aanpak ongeveer {bias}.",
    }
    /// What that comes from.
    mainly(cause: Because) {
        en: "The difference arises mainly because {cause}.",
        nl: "Het verschil komt vooral doordat {cause}.",
    }
    /// Two causes.
    mainly_two(cause: Because, other: Because) {
        en: "The difference arises mainly because {cause}, and because {other}.",
        nl: "Het verschil komt vooral doordat {cause}. Daarnaast komt het doordat {other}.",
    }
    /// What that comes from, by arm.
    mainly_for(arm: impl Say, bias: Amount, cause: Because) {
        en: "For {arm} ({bias}) that is mainly because {cause}.",
        nl: "Bij {arm} ({bias}) komt dat vooral doordat {cause}.",
    }
    /// Causes that work against each other.
    partly_cancel(arm: impl Say, one: Cause, x: Amount, other: Cause, y: Amount, bias: Amount) {
        en: "For {arm} causes partly cancel: {one} ({x}) and {other} ({y}) leave {bias}.",
        nl: "Bij {arm} heffen oorzaken elkaar deels op: ‘{one}’ ({x}) en ‘{other}’ ({y}). Er blijft {bias} over.",
    }
    /// No difference to see.
    off_unseen(bias: Amount, error: Number) {
        en: "No bias is visible: the difference of {bias} may be chance in the simulation (simulation error {error}).",
        nl: "Vertekening is niet te zien: het verschil van {bias} kan toeval in de simulatie zijn (simulatiefout {error}).",
    }
    /// No difference to see, of several arms.
    off_unseen_all(most: Amount, error: Number) {
        en: "No bias is visible: differences of at most {most} may be chance in the simulation (simulation error {error}).",
        nl: "Vertekening is niet te zien: een verschil van hoogstens {most} kan toeval in de simulatie zijn (simulatiefout {error}).",
    }
    /// No difference to see for one of several arms.
    off_unseen_for(arms: Listed<String>, error: Number) {
        en: "For {arms} no bias is visible (simulation error {error}).",
        nl: "Bij {arms} is vertekening niet te zien (simulatiefout {error}).",
    }
    /// A difference without a cause.
    off_no_cause(arm: impl Say, bias: Amount) {
        en: "For {arm} it is off by {bias} on average; no single cause is clear of simulation error.",
        nl: "Bij {arm} is de vertekening {bias}; geen enkele oorzaak steekt boven de simulatiefout uit.",
    }
    /// No bias is known.
    off_unknown(reason: Absent) {
        en: "How far off it is cannot be told: {reason}.",
        nl: "Hoe groot de vertekening is, is niet te zeggen: {reason}.",
    }
    /// What the plan assumes, where nothing says it yet.
    plan_assumes(outcome: OutcomeAt, assumed: Assumed, effects: Listed<String>) {
        en: "Outcome: {outcome}. The plan assumes, {assumed}: {effects}.",
        nl: "Uitkomstmaat: {outcome}. Het plan gaat uit van dit effect {assumed}: {effects}.",
    }
    /// The same in another world.
    world_assumes(outcome: OutcomeAt, world: impl Say, assumed: Assumed, effects: Listed<String>) {
        en: "Outcome: {outcome}. World {world} assumes, {assumed}: {effects}.",
        nl: "Uitkomstmaat: {outcome}. Wereld ‘{world}’ gaat uit van dit effect {assumed}: {effects}.",
    }
    /// An arm and its effect.
    arm_effect(arm: impl Say, effect: Amount) { en: "{arm} {effect}", nl: "{arm} {effect}" }
    /// Where the same people are in every trial.
    as_realised() {
        en: "These true effects are as they turn out for these very people.",
        nl: "Deze echte effecten zijn die van precies deze mensen.",
    }
    /// False alarms of one arm.
    alarm_one(arm: impl Say, freq: Freq, intended: Number) {
        en: "If {arm} does nothing, {freq} still report an effect ({intended} of 100 are intended).",
        nl: "Doet {arm} niets, dan wordt toch in {freq} een effect gemeld (toegestaan: {intended} van de 100).",
    }
    /// Of several arms against a margin.
    shown_any(freq: Freq) {
        en: "That is the conclusion for at least one arm in {freq}.",
        nl: "Voor minstens één aanpak is dat de conclusie in {freq}.",
    }
    /// False alarms between two treated arms.
    alarm_between(arm: impl Say, other: impl Say, freq: Freq, intended: Number) {
        en: "If {arm} and {other} do nothing, {freq} still report a difference between them ({intended} of 100 are intended).",
        nl: "Doen {arm} en {other} niets, dan wordt toch in {freq} een verschil gemeld (toegestaan: {intended} van de 100).",
    }
    /// False alarms of two arms.
    alarm_two(intended: Number, a: impl Say, first: Freq, b: impl Say, second: Freq) {
        en: "If no arm does anything, there is still a false alarm now and then (intended: {intended} of 100 for each arm): in {first} for {a} and in {second} for {b}.",
        nl: "Doet geen enkele aanpak iets, dan is er soms toch loos alarm (toegestaan: {intended} van de 100 per aanpak). Dat gebeurt bij {a} in {first} en bij {b} in {second}.",
    }
    /// False alarms, as often for every arm.
    alarm_alike(intended: Number, freq: Freq) {
        en: "If no arm does anything, there is still a false alarm now and then (intended: {intended} of 100 for each arm): in {freq} for every arm.",
        nl: "Doet geen enkele aanpak iets, dan is er soms toch loos alarm (toegestaan: {intended} van de 100 per aanpak). Dat gebeurt bij elke aanpak in {freq}.",
    }
    /// False alarms of three arms or more.
    alarm_range(intended: Number, range: FreqRange) {
        en: "If no arm does anything, there is still a false alarm now and then (intended: {intended} of 100 for each arm): in {range}, depending on the arm.",
        nl: "Doet geen enkele aanpak iets, dan is er soms toch loos alarm (toegestaan: {intended} van de 100 per aanpak). Dat gebeurt in {range}, afhankelijk van de aanpak.",
    }
    /// Nothing says how often.
    alarm_unknown(reason: Absent) {
        en: "How often it cries wolf cannot be told: {reason}.",
        nl: "Hoe vaak de proef loos alarm geeft, is niet te zeggen: {reason}.",
    }
    /// There is no world without effects.
    alarm_not_simulated() {
        en: "How often it cries wolf was not simulated: the scenario has no world without effects.",
        nl: "Hoe vaak de proef loos alarm geeft, is niet gesimuleerd: het scenario heeft geen wereld zonder effect.",
    }
    /// At least one of several.
    alarm_any(freq: Freq) {
        en: "At least one effect is reported in {freq}.",
        nl: "Minstens één effect wordt in {freq} gemeld.",
    }
    /// The same where nothing disturbs it.
    alarm_any_undisturbed(freq: Freq, without: impl Say, undisturbed: Freq) {
        en: "At least one effect is reported in {freq}; {without}: {undisturbed}.",
        nl: "Minstens één effect wordt in {freq} gemeld; {without} is dat in {undisturbed}.",
    }
    /// What makes it cry wolf, taken away.
    without_both() {
        en: "without selection and without effects of the trial itself",
        nl: "zonder selectie en zonder experimenteffecten",
    }
    /// One of them.
    without_selection() { en: "without selection", nl: "zonder selectie" }
    /// The other.
    without_artefacts() { en: "without effects of the trial itself", nl: "zonder experimenteffecten" }
    /// Arms without an effect in the plan.
    alarm_in_plan(zero: Number, all: Number, freq: Freq) {
        en: "In the plan, too, some effects are zero ({zero} of {all}): at least one of them is reported in {freq}.",
        nl: "Ook in het plan is een deel van de effecten nul ({zero} van de {all}). Minstens één daarvan wordt in {freq} gemeld.",
    }
    /// The same where it is one of them.
    alarm_in_plan_of_one(all: Number, freq: Freq) {
        en: "In the plan, too, one of the {all} effects is zero: it is reported in {freq}.",
        nl: "Ook in het plan is één van de {all} effecten nul. Toch wordt dat in {freq} gemeld.",
    }
    /// What is shown of one arm.
    shown_one(premise: Premise, arm: impl Say, effect: Amount, among: Among, freq: Freq, margin: impl Say) {
        en: "{premise} {freq} conclude that {arm} ({effect} {among}) is {margin}.",
        nl: "{premise} is in {freq} de conclusie: {arm} ({effect} {among}) is {margin}.",
    }
    /// An arm at the margin or beyond it.
    shown_at_margin(arm: impl Say, effect: Amount, among: Among, freq: Freq, margin: impl Say) {
        en: "{arm} ({effect} {among}) lies at the margin or beyond it; {freq} conclude all the same that it is {margin}: a false alarm.",
        nl: "Bij {arm} ligt het effect ({effect} {among}) op of voorbij de grens. Toch luidt de conclusie in {freq} ‘{margin}’: loos alarm.",
    }
    /// How much worse it may be.
    at_most_worse(margin: Within) {
        en: "{margin} than regular service",
        nl: "{margin} dan de gewone dienstverlening",
    }
    /// The same on both scales.
    at_most_worse_scaled(margin: Within, all: ForAll, here: Amount, per: Scale) {
        en: "{margin} {all} ({here} {per})",
        nl: "{margin} {all} ({here} {per})",
    }
    /// What does not show it.
    not_as_good(margin: Amount) {
        en: "“No significant difference” is not “as good”: for that, the interval has to exclude {margin} on either side.",
        nl: "‘Geen significant verschil’ is niet hetzelfde als ‘even goed’. Daarvoor moet het interval aan beide kanten {margin} uitsluiten.",
    }
    /// What no significant difference does not show.
    not_the_same(margin: Amount) {
        en: "“No significant difference” is not “not worse”: for that, the interval has to exclude {margin}.",
        nl: "‘Geen significant verschil’ is niet hetzelfde als ‘niet slechter’. Daarvoor moet het interval een nadeel van {margin} uitsluiten.",
    }
    /// What a false alarm would be.
    alarm_at_margin() {
        en: "How often an arm at the margin or beyond it is shown to be within it, a scenario with such an effect tells.",
        nl: "Hoe vaak een aanpak op of voorbij de grens toch ‘binnen de grens’ heet, blijkt uit een scenario met zo’n effect.",
    }
}
