//! Headings, groups and what several sections say.

use crate::language::Language;
use crate::report::words::phrases;

/// The headings of the sections, in order.
pub(in crate::report) const HEADINGS: [fn(Language) -> String; 16] = [
    question,
    data,
    design,
    eligibility,
    groups,
    randomisation,
    outcomes,
    size,
    analyses,
    contrasts,
    attrition,
    bias,
    assumptions,
    shells,
    deviations,
    seal,
];

phrases! {
    /// What it is.
    title() { en: "Plan of the trial, recorded beforehand (pre-registration)", nl: "Vooraf vastgelegd onderzoeksplan (preregistratie)" }
    question() { en: "Question and hypotheses", nl: "Vraag en hypothesen" }
    data() { en: "State of the data", nl: "Stand van de gegevens" }
    design() { en: "Design and order of randomisation", nl: "Opzet en volgorde van loting" }
    eligibility() { en: "Eligibility and recruitment", nl: "Wie in aanmerking komt, en werving" }
    groups() { en: "Groups and treatments", nl: "Groepen en aanpak" }
    randomisation() { en: "Randomisation", nl: "Loting" }
    outcomes() { en: "Outcomes and months", nl: "Uitkomstmaten en meetmomenten" }
    size() { en: "Sample size and what it can find", nl: "Aantal deelnemers en wat daarmee te vinden is" }
    analyses() { en: "Analyses", nl: "Analyses" }
    contrasts() { en: "Contrasts and multiple testing", nl: "Vergelijkingen en correctie voor meervoudig toetsen" }
    attrition() { en: "Attrition, missing data and exclusions", nl: "Uitval, ontbrekende gegevens en weggelaten deelnemers" }
    bias() { en: "Expected bias and what would show it", nl: "Verwachte vertekening, en waaraan die te zien zou zijn" }
    assumptions() { en: "Assumptions, sources and ranges", nl: "Aannames, herkomst en bandbreedte" }
    shells() { en: "Table shells", nl: "Lege tabellen" }
    deviations() { en: "Deviations", nl: "Afwijkingen van dit plan" }
    seal() { en: "Seal", nl: "Verzegeling" }
    /// Nobody has told it.
    unknown() { en: "[not in the scenario: fill in]", nl: "[staat niet in het scenario: zelf invullen]" }
    /// Over promises.
    proposed() { en: "Proposed, for the researchers to confirm", nl: "Voorstel, door de onderzoekers te bevestigen" }
    control_group() { en: "control", nl: "controlegroep" }
    reference_group() { en: "reference group", nl: "referentiegroep" }
    /// In a sentence.
    the_control_group() { en: "control", nl: "de controlegroep" }
    /// In a sentence.
    the_reference_group() { en: "the reference group", nl: "de referentiegroep" }
    than_control() { en: "than under control", nl: "dan in de controlegroep" }
    than_reference() { en: "than in the reference group", nl: "dan in de referentiegroep" }
    than_arm(arm: String) { en: "than under {arm}", nl: "dan bij {arm}" }
    /// Something that is left to the researchers, after a colon.
    left_open(what: String, unknown: String) { en: "{what}: {unknown}", nl: "{what}: {unknown}" }
    outcome() { en: "outcome", nl: "uitkomstmaat" }
    analysis() { en: "analysis", nl: "analyse" }
    comparison() { en: "comparison", nl: "vergelijking" }
    group() { en: "group", nl: "groep" }
    nothing() { en: "–", nl: "–" }
}
