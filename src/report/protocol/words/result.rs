//! Sections 12 to 16: what will be off, what it all rests on, and what is left to fill in.

use crate::report::words::amounts::{Amount, OutcomeAt, Trials};
use crate::report::words::whom::WouldAll;
use crate::report::words::{Listed, Number, phrases};

phrases! {
    off(arm: String, mean: Amount, would: WouldAll, truth: Amount) {
        en: "For {arm} the trial reports {mean} on average; {would}, the effect would be {truth}.",
        nl: "Gemiddeld meet de proef {mean} bij {arm}. {would}, dan was het effect {truth}.",
    }
    off_unseen(arm: String, bias: Amount, error: Amount) {
        en: "No bias is visible for {arm}: the difference of {bias} may be chance in the simulation (simulation error {error}).",
        nl: "Bij {arm} is vertekening niet te zien: het verschil van {bias} kan toeval in de simulatie zijn (simulatiefout {error}).",
    }
    off_no_cause(arm: String, bias: Amount) {
        en: "For {arm} it is off by {bias} on average; no single cause is clear of simulation error.",
        nl: "Bij {arm} is de vertekening {bias}; geen enkele oorzaak steekt boven de simulatiefout uit.",
    }
    bias_unknown(arm: String, reason: String) {
        en: "Bias is not known for {arm}: {reason}.",
        nl: "Bij {arm} is de vertekening niet bekend: {reason}.",
    }
    causes_table() {
        en: "Causes of bias that are clear of simulation error (± one simulation error)",
        nl: "Oorzaken van vertekening die boven de simulatiefout uitsteken (± één simulatiefout)",
    }
    cause() { en: "cause", nl: "oorzaak" }
    shown_by(cause: String, check: String) {
        en: "If “{cause}” is at work, {check} will show it.",
        nl: "Als ‘{cause}’ meespeelt, is dat te zien aan {check}.",
    }
    shown_by_nothing(cause: String) {
        en: "If “{cause}” is at work, nothing that is measured in this design shows it.",
        nl: "Als ‘{cause}’ meespeelt, is dat in deze opzet aan geen enkele meting te zien.",
    }
    assumed_artefacts() {
        en: "What the trial itself is assumed to do to people",
        nl: "Wat de proef zelf volgens de aannames met mensen doet",
    }
    check_enrolment() {
        en: "a comparison of participants with everybody eligible, on what is on file about them,",
        nl: "een vergelijking van deelnemers met iedereen die in aanmerking komt, op bekende kenmerken",
    }
    check_invited() {
        en: "the share of those invited who take part, by group,",
        nl: "het aandeel van de uitgenodigden dat meedoet, per groep",
    }
    check_starts() {
        en: "the share of the participants who start, by group,",
        nl: "het aandeel van de deelnemers dat start, per groep",
    }
    check_outside() {
        en: "the control group beside the reference group, both on regular service,",
        nl: "de controlegroep naast de referentiegroep, die allebei de gewone dienstverlening krijgen",
    }
    check_delivered() {
        en: "a record of what the control group got",
        nl: "een registratie van wat de controlegroep kreeg",
    }
    check_start() {
        en: "the table of characteristics at the start, by group,",
        nl: "de tabel met kenmerken bij de start, per groep",
    }
    check_lost() {
        en: "the numbers left out and not answering, by group,",
        nl: "het aantal dat is weggelaten of niet antwoordt, per groep",
    }
    check_records() {
        en: "a second source for the same outcome, for part of the people,",
        nl: "een tweede bron voor dezelfde uitkomst, bij een deel van de mensen",
    }
    check_unadjusted() {
        en: "the same analysis without adjustment, beside it,",
        nl: "dezelfde analyse zonder correctie, ernaast",
    }
    sources(stated: Number, derived: Number, external: Number, assumed: Number, bare: Number) {
        en: "Numbers: {stated} stated in a source, {derived} derived from one, {external} from elsewhere, {assumed} assumed, {bare} without a source.",
        nl: "Getallen: {stated} overgenomen, {derived} afgeleid, {external} uit andere bron, {assumed} aangenomen, {bare} zonder herkomst.",
    }
    base_only() {
        en: "Stories, other designs and the settings of the run are left out.",
        nl: "Verhalen achteraf, andere opzetten en de instellingen van de simulatie staan er niet bij.",
    }
    assumptions_table() {
        en: "Every number of the plan, by its place in the scenario",
        nl: "Elk getal van het plan, naar de plaats in het scenario",
    }
    place() { en: "place", nl: "plaats" }
    value() { en: "value", nl: "waarde" }
    source() { en: "source", nl: "herkomst" }
    citation() { en: "where", nl: "vindplaats" }
    range() { en: "range", nl: "bandbreedte" }
    range_of(low: Number, high: Number) { en: "{low} to {high}", nl: "{low} tot {high}" }
    stated() { en: "stated", nl: "overgenomen" }
    derived() { en: "derived", nl: "afgeleid" }
    external() { en: "external", nl: "andere bron" }
    assumed() { en: "assumption", nl: "aanname" }
    changed(source: String) { en: "changed by --set; was {source}", nl: "gewijzigd met --set; was: {source}" }
    people_shell() { en: "Table 1. People at each stage, by group", nl: "Tabel 1. Mensen per stap en per groep" }
    start_shell() {
        en: "Table 2. Characteristics at the start, by group (mean or share)",
        nl: "Tabel 2. Kenmerken bij de start, per groep (gemiddelde of aandeel)",
    }
    results_shell() {
        en: "Results, by analysis, outcome and comparison",
        nl: "Resultaten, per analyse, uitkomstmaat en vergelijking",
    }
    shell_row(outcome: OutcomeAt, pair: String) { en: "{outcome}: {pair}", nl: "{outcome}: {pair}" }
    characteristic() { en: "characteristic", nl: "kenmerk" }
    n() { en: "n", nl: "n" }
    first_mean() { en: "group", nl: "groep" }
    second_mean() { en: "compared with", nl: "vergelijkingsgroep" }
    difference() { en: "difference", nl: "verschil" }
    standard_error() { en: "standard error", nl: "standaardfout" }
    interval() { en: "interval", nl: "interval" }
    p_value() { en: "p", nl: "p" }
    deviations() {
        en: "Every deviation from this plan is reported with date and reason, beside the planned analysis.",
        nl: "Elke afwijking van dit plan wordt met datum en reden gemeld, naast de geplande analyse.",
    }
    seal(version: String, seed: String, trials: Trials, hash: String) {
        en: "Computed with Proefdraai {version}, seed {seed}, {trials}; scenario BLAKE3 {hash}.",
        nl: "Berekend met Proefdraai {version}, startgetal {seed}, {trials}; controlegetal van het scenario (BLAKE3) {hash}.",
    }
    hash_changes() {
        en: "A change in the scenario, the seed or the number of trials changes this hash.",
        nl: "Wijzigt het scenario, het startgetal of het aantal proeven, dan wijzigt dit controlegetal.",
    }
    in_worlds(worlds: Listed<String>) { en: "Worlds: {worlds}.", nl: "Werelden: {worlds}." }
    made_by(command: String) { en: "Made by: {command}", nl: "Gemaakt met: {command}" }
    written(file: String, open: Number) {
        en: "Written: {file}. Places left open, to fill in: {open}.",
        nl: "Geschreven: {file}. Nog zelf in te vullen plaatsen: {open}.",
    }
    recorded() { en: "Where and when this text was recorded", nl: "Waar en wanneer deze tekst is vastgelegd" }
}
