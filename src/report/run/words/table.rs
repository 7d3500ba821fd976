//! The first table, its legend, and what is read from it.

use crate::diagnosis::measured::Absent;
use crate::estimand::Scale;
use crate::report::words::absent::OnlyFound;
use crate::report::words::amounts::{Amount, EitherOf, Percent};
use crate::report::words::whom::{Among, ForAll, Whom};
use crate::report::words::{Listed, Number, Say, phrases};
use crate::sizing::Unreached;

phrases! {
    /// Heading of the names.
    design_analysis() { en: "design · analysis", nl: "opzet · analyse" }
    /// Heading of a column.
    head_true() { en: "to\u{a0}be found", nl: "te\u{a0}vinden effect" }
    /// Heading of a column.
    head_found() { en: "found", nl: "gevonden" }
    /// Heading of a column.
    head_shown() { en: "within margin", nl: "binnen de grens" }
    /// Heading of a column.
    head_bias() { en: "bias", nl: "vertekening" }
    /// Heading of a column.
    head_covered() { en: "covered", nl: "interval klopt" }
    /// Heading of a column.
    head_detectable() { en: "findable from", nl: "te\u{a0}vinden vanaf" }
    /// Heading of a column.
    head_miss() { en: "usual miss", nl: "afwijking per proef" }
    /// Heading of a column.
    head_alarm() { en: "false alarm", nl: "loos alarm" }
    /// Heading of a column.
    head_people() { en: "people", nl: "mensen" }
    /// Unit in a heading.
    in_points() { en: "points", nl: "%-punt" }
    /// What is found.
    legend_found(test: impl Say) {
        en: "Found: significant ({test}), in the direction of the effect assumed.",
        nl: "Gevonden: significant ({test}), in de richting van het aangenomen effect.",
    }
    /// What is shown.
    legend_shown(test: impl Say) { en: "Within margin: {test}.", nl: "Binnen de grens: {test}." }
    /// Level of a test.
    level(alpha: Number) { en: "p < {alpha}", nl: "p < {alpha}" }
    /// Level of a test to one side.
    level_one_sided(alpha: Number) { en: "one-sided p < {alpha}", nl: "eenzijdig p < {alpha}" }
    /// What is shown, and at which level.
    shown_at(margin: impl Say, level: impl Say) { en: "{margin}, {level}", nl: "{margin}, {level}" }
    /// What holds in some rows.
    in_rows(what: impl Say, rows: impl Say) { en: "{what} ({rows})", nl: "{what} ({rows})" }
    /// What bias is.
    legend_bias() { en: "Bias: mean estimate minus true effect.", nl: "Vertekening: gemiddelde schatting min echt effect." }
    /// The same where rows count a share of the effect.
    legend_bias_scaled() {
        en: "Bias: mean estimate minus the effect to be found.",
        nl: "Vertekening: gemiddelde schatting min het te vinden effect.",
    }
    /// What the effect to be found is.
    legend_true() {
        en: "To be found: the policy effect on the scale of the row.",
        nl: "Te vinden effect: het beleidseffect, omgerekend naar deze vergelijking.",
    }
    /// What is covered.
    legend_covered(interval: EitherOf<String>) {
        en: "Covered: {interval} contains the effect for everybody eligible.",
        nl: "Interval klopt: {interval} bevat het echte effect.",
    }
    /// The same where rows have scales of their own.
    legend_covered_scaled(interval: EitherOf<String>) {
        en: "Covered: {interval} contains the effect to be found.",
        nl: "Interval klopt: {interval} bevat het te vinden effect.",
    }
    /// An interval.
    the_interval(level: Number) { en: "the {level} % interval", nl: "het {level}%-interval" }
    /// What can be found.
    legend_detectable() {
        en: "Findable from: the effect to be found that 80 of 100 trials find.",
        nl: "Te vinden vanaf: het te vinden effect dat 80 van de 100 proeven vinden.",
    }
    /// The same where some have none.
    legend_detectable_or_not() {
        en: "Findable from: the effect to be found that 80 of 100 trials find (–: out of reach).",
        nl: "Te vinden vanaf: het te vinden effect dat 80 van de 100 proeven vinden (–: buiten bereik).",
    }
    /// The same of one scale.
    legend_detectable_for(whom: Whom) {
        en: "Findable from: effect {whom} that 80 of 100 trials find.",
        nl: "Te vinden vanaf: effect {whom} dat 80 van de 100 proeven vinden.",
    }
    /// The same where some have none.
    legend_detectable_for_or_not(whom: Whom) {
        en: "Findable from: effect {whom} that 80 of 100 trials find (–: out of reach).",
        nl: "Te vinden vanaf: effect {whom} dat 80 van de 100 proeven vinden (–: buiten bereik).",
    }
    /// The same where some searches ended without an answer.
    legend_detectable_or_open() {
        en: "Findable from: the effect to be found that 80 of 100 trials find (–: none found).",
        nl: "Te vinden vanaf: het te vinden effect dat 80 van de 100 proeven vinden (–: geen gevonden).",
    }
    /// The same of one scale.
    legend_detectable_for_or_open(whom: Whom) {
        en: "Findable from: effect {whom} that 80 of 100 trials find (–: none found).",
        nl: "Te vinden vanaf: effect {whom} dat 80 van de 100 proeven vinden (–: geen gevonden).",
    }
    /// What a miss is.
    legend_miss() {
        en: "Usual miss: about how far one trial is off (RMSE).",
        nl: "Afwijking per proef: zo ver zit die er ongeveer naast (RMSE).",
    }
    /// What a false alarm is.
    legend_alarm() {
        en: "False alarm: significant where nothing has an effect.",
        nl: "Loos alarm: significant als niets effect heeft.",
    }
    /// What an error is.
    legend_error() {
        en: "±: one standard error of the simulation, not of a trial.",
        nl: "±: één standaardfout van de simulatie, niet van de proef.",
    }
    /// Why some numbers are missing.
    dash_under(columns: Listed<String>, reason: Absent) {
        en: "– under {columns}: {reason}.",
        nl: "– onder {columns}: {reason}.",
    }
    /// Why no effect can be found, by row.
    dash_unfindable(rows: Listed<String>, reason: OnlyFound) {
        en: "Out of reach for {rows}: {reason}.",
        nl: "Buiten bereik bij {rows}: {reason}.",
    }
    /// The same of every row.
    dash_unfindable_all(reason: OnlyFound) {
        en: "Out of reach: {reason}.",
        nl: "Buiten bereik: {reason}.",
    }
    /// Where a search ended without an answer, by row.
    dash_undetermined(rows: Listed<String>, reason: OnlyFound) {
        en: "Not determined for {rows}: {reason}.",
        nl: "Niet vastgesteld bij {rows}: {reason}.",
    }
    /// The same of every row.
    dash_undetermined_all(reason: OnlyFound) {
        en: "Not determined: {reason}.",
        nl: "Niet vastgesteld: {reason}.",
    }
    /// A row and one of its arms.
    row_arm(row: impl Say, arm: impl Say) { en: "{row} ({arm})", nl: "{row} ({arm})" }
    /// The same where a row has brackets of its own.
    arm_in_row(arm: impl Say, row: impl Say) { en: "{arm} in {row}", nl: "{arm} in {row}" }
    /// Per whom all rows count, and against which group.
    effects_all(scale: Scale, versus: impl Say) {
        en: "Effects {scale}, against {versus}.",
        nl: "Effect {scale}, tegenover {versus}.",
    }
    /// The same of some rows.
    effects_of(scale: Scale, versus: impl Say, rows: impl Say) {
        en: "{rows}: {scale}, {versus}.",
        nl: "{rows}: {scale}, {versus}.",
    }
    /// The control group.
    control_group(name: impl Say) { en: "{name}", nl: "controlegroep" }
    /// The reference group.
    reference_group() { en: "reference", nl: "referentiegroep" }
    /// The control group in a sentence.
    the_control_group(name: impl Say) { en: "{name}", nl: "de controlegroep" }
    /// The reference group in a sentence.
    the_reference_group() { en: "the reference group", nl: "de referentiegroep" }
    /// The group compared with.
    versus_alone(group: impl Say) { en: "vs {group}", nl: "t.o.v. {group}" }
    /// After the name of an analysis: the group compared with.
    versus(group: impl Say) { en: "(vs {group})", nl: "(t.o.v. {group})" }
    /// The same with the arms.
    arms_versus(arms: impl Say, group: impl Say) { en: "({arms} vs {group})", nl: "({arms} t.o.v. {group})" }
    /// What significance does to the size of an estimate.
    exaggerated(arm: impl Say, times: Number, all: ForAll, own: Number, among: Among) {
        en: "When significant, the estimate for {arm} is, whatever its direction, on average {times} times the effect {all} ({own} times the effect {among}).",
        nl: "Bij een significant resultaat is de schatting voor {arm} gemiddeld {times} keer zo groot als het echte effect {all} (los van de richting). Dat is {own} keer het effect {among}.",
    }
    /// The same against the effect to be found.
    exaggerated_scaled(arm: impl Say, times: Number) {
        en: "When significant, the estimate for {arm} is, whatever its direction, on average {times} times the effect to be found.",
        nl: "Bij een significant resultaat is de schatting voor {arm} gemiddeld {times} keer zo groot als het te vinden effect (los van de richting).",
    }
    /// The same where both are one.
    exaggerated_plainly(arm: impl Say, times: Number) {
        en: "When significant, the estimate for {arm} is, whatever its direction, on average {times} times the true effect.",
        nl: "Bij een significant resultaat is de schatting voor {arm} gemiddeld {times} keer zo groot als het echte effect (los van de richting).",
    }
    /// Of a second arm.
    exaggerated_second(arm: impl Say, times: Number, own: Number) {
        en: "For {arm} it is {times} times ({own} times).",
        nl: "Voor {arm} is dat {times} keer ({own} keer).",
    }
    /// Of a second arm where both are one.
    exaggerated_second_plainly(arm: impl Say, times: Number) {
        en: "For {arm} it is {times} times.",
        nl: "Voor {arm} is dat {times} keer.",
    }
    /// It does not.
    exaggerated_not(arm: impl Say) {
        en: "When significant, the estimate for {arm} is on average about as large as the effect to be found.",
        nl: "Bij een significant resultaat klopt de omvang van de schatting voor {arm} gemiddeld ongeveer.",
    }
    /// The wrong way.
    wrong_way(share: Percent, error: Number) {
        en: "Of the significant results {share} point the wrong way (simulation error {error}).",
        nl: "Van de significante resultaten wijst {share} de verkeerde kant op (simulatiefout {error}).",
    }
    /// The same by arm.
    wrong_way_for(arm: impl Say, share: Percent, error: Number) {
        en: "Of the significant results for {arm} {share} point the wrong way (simulation error {error}).",
        nl: "Van de significante resultaten voor {arm} wijst {share} de verkeerde kant op (simulatiefout {error}).",
    }
    /// What can be found of one arm, upwards.
    findable_up(arm: impl Say, size: Amount, whom: Whom) {
        en: "For {arm}, an effect {whom} of at least {size} (upwards) is found in at least 80 of 100 trials.",
        nl: "Bij {arm} wordt een effect van minstens {size} (naar boven, {whom}) in minstens 80 van de 100 proeven gevonden.",
    }
    /// What can be found of one arm, downwards.
    findable_down(arm: impl Say, size: Amount, whom: Whom) {
        en: "For {arm}, an effect {whom} of at least {size} (downwards) is found in at least 80 of 100 trials.",
        nl: "Bij {arm} wordt een effect van minstens {size} (naar beneden, {whom}) in minstens 80 van de 100 proeven gevonden.",
    }
    /// What can be found of one arm both ways.
    findable_both(arm: impl Say, whom: Whom, up: Amount, down: Amount) {
        en: "For {arm}, 80 of 100 trials find an effect {whom} from {up} upwards or {down} downwards.",
        nl: "Bij {arm} vinden 80 van de 100 proeven een effect {whom} vanaf {up} naar boven of {down} naar beneden.",
    }
    /// What can be found of one arm upwards only.
    findable_up_only(arm: impl Say, whom: Whom, up: Amount, reason: Unreached) {
        en: "For {arm}, 80 of 100 trials find an effect {whom} from {up} upwards; downwards none is found that often: {reason}.",
        nl: "Bij {arm} vinden 80 van de 100 proeven een effect {whom} vanaf {up} naar boven. Naar beneden wordt geen enkel effect zo vaak gevonden: {reason}.",
    }
    /// What can be found of one arm downwards only.
    findable_down_only(arm: impl Say, whom: Whom, down: Amount, reason: Unreached) {
        en: "For {arm}, 80 of 100 trials find an effect {whom} from {down} downwards; upwards none is found that often: {reason}.",
        nl: "Bij {arm} vinden 80 van de 100 proeven een effect {whom} vanaf {down} naar beneden. Naar boven wordt geen enkel effect zo vaak gevonden: {reason}.",
    }
    /// Nothing can be found of one arm.
    findable_never(arm: impl Say, reason: Unreached) {
        en: "For {arm} no effect is found that often, upwards or downwards: {reason}.",
        nl: "Bij {arm} wordt geen enkel effect zo vaak gevonden, naar boven noch naar beneden: {reason}.",
    }
    /// A row that misleads.
    beware(row: impl Say, biases: impl Say) {
        en: "Beware: in {row} most intervals miss the true effect; it is off by {biases}.",
        nl: "Let op: bij ‘{row}’ ligt het echte effect meestal buiten het interval; de vertekening is {biases}.",
    }
    /// One more.
    beware_one_more() { en: "So do those of 1 other analysis.", nl: "Dat geldt ook voor 1 andere analyse." }
    /// More.
    beware_more(n: Number) { en: "So do those of {n} other analyses.", nl: "Dat geldt ook voor {n} andere analyses." }
    /// Shares that are treated.
    treated_share(rows: impl Say, shares: Listed<String>, scale: Scale) {
        en: "In {rows} {shares} of an arm's people are treated: {scale}, the effect to be found is that share of the policy effect.",
        nl: "Bij {rows} krijgt {shares} van de mensen in de groep de aanpak. Het te vinden effect {scale} is dat deel van het beleidseffect.",
    }
    /// The same against an offer.
    treated_share_of_offer(rows: impl Say, shares: Listed<String>, scale: Scale) {
        en: "In {rows} as many people are treated as {shares} of the policy's: {scale}, the effect to be found is that share of its effect.",
        nl: "Bij {rows} is het aantal mensen met de aanpak {shares} van dat bij het beleid. Het te vinden effect {scale} is dat deel van het beleidseffect.",
    }
    /// The same where two treated arms are compared.
    treated_share_each() {
        en: "Where two treated arms are compared, each counts by its own share.",
        nl: "Waar twee aanpakken worden vergeleken, telt elke aanpak met het eigen deel.",
    }
    /// A share of an arm.
    share_of_arm(share: Number, arm: impl Say) { en: "{share} % ({arm})", nl: "{share}% ({arm})" }
    /// A share.
    share(share: Number) { en: "{share} %", nl: "{share}%" }
    /// Another outcome leads.
    not_primary(stated: impl Say, outcome: impl Say) {
        en: "No analysis of these designs looks at the primary outcome, {stated}: {outcome} leads instead.",
        nl: "Geen analyse van deze opzetten kijkt naar de belangrijkste uitkomstmaat ({stated}). Daarom gaat het hier om {outcome}.",
    }
    /// What the effect is for each participant.
    for_each_participant(effects: Listed<String>) { en: "Per participant: {effects}.", nl: "Per deelnemer: {effects}." }
    /// For each who starts.
    for_each_starter(effects: Listed<String>) {
        en: "Per participant who starts: {effects}.",
        nl: "Per deelnemer die start: {effects}.",
    }
    /// The same in finite mode.
    for_each_expected(effects: Listed<String>) {
        en: "Change to be expected per participant: {effects}.",
        nl: "Te verwachten verandering per deelnemer: {effects}.",
    }
    /// The same in finite mode, of those who start.
    for_each_starter_expected(effects: Listed<String>) {
        en: "Change to be expected per participant who starts: {effects}.",
        nl: "Te verwachten verandering per deelnemer die start: {effects}.",
    }
    /// An effect that is the same for all.
    alike(arm: impl Say, mean: Amount) {
        en: "{arm} {mean} (the same for everybody)",
        nl: "{arm} {mean} (bij iedereen gelijk)",
    }
    /// An effect that differs.
    spread(arm: impl Say, mean: Amount, spread: Number, lowered: impl Say) {
        en: "{arm} {mean} (spread {spread}; negative for {lowered})",
        nl: "{arm} {mean} (spreiding {spread}; negatief bij {lowered})",
    }
    /// Nobody.
    nobody() { en: "none", nl: "niemand" }
    /// Everybody.
    everybody() { en: "all", nl: "iedereen" }
    /// Almost nobody.
    under_one() { en: "under 1 %", nl: "minder dan 1%" }
    /// Almost everybody.
    over_ninety_nine() { en: "over 99 %", nl: "meer dan 99%" }
}
