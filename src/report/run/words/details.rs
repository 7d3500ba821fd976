//! Every row, every cause and every family: what comes with the details only.

use crate::diagnosis::measured::Absent;
use crate::estimand::Scale;
use crate::report::words::amounts::EitherOf;
use crate::report::words::causes::Cause;
use crate::report::words::{Listed, Number, Say, phrases};

phrases! {
    /// Heading.
    other_analyses() {
        en: "Other analyses of the same outcome",
        nl: "Andere analyses van dezelfde uitkomstmaat",
    }
    /// Heading.
    causes() { en: "Where the bias comes from", nl: "Oorzaken van de vertekening" }
    /// The same in points, with the arms.
    causes_points(arms: impl Say) {
        en: "Where the bias comes from, in points ({arms})",
        nl: "Oorzaken van de vertekening, in procentpunt ({arms})",
    }
    /// The same in an own unit.
    causes_own(arms: impl Say) { en: "Where the bias comes from ({arms})", nl: "Oorzaken van de vertekening ({arms})" }
    /// The causes of some rows.
    causes_of(rows: impl Say, causes: impl Say) { en: "{rows}: {causes}.", nl: "{rows}: {causes}." }
    /// A cause and its size.
    sized(sizes: impl Say, error: Number, cause: Cause) {
        en: "{sizes} (± {error}) {cause}",
        nl: "{sizes} (± {error}) {cause}",
    }
    /// None is seen.
    no_cause() {
        en: "No single cause of bias is clear of simulation error.",
        nl: "Geen enkele oorzaak van vertekening steekt boven de simulatiefout uit.",
    }
    /// How to read them.
    signs() {
        en: "(+) raises the estimate, (−) lowers it.",
        nl: "(+) maakt de schatting hoger, (−) lager.",
    }
    /// Heading.
    closest() { en: "Which design comes closest?", nl: "Welke opzet komt het dichtst bij het echte effect?" }
    /// Why it is ranked so.
    why_ranked() {
        en: "Designs are ranked by their usual miss, not by how often they find something: that would reward bias away from zero.",
        nl: "Gerangschikt naar de afwijking per proef, niet naar hoe vaak iets wordt gevonden: dat zou vertekening belonen.",
    }
    /// A design that no other is counted like.
    unranked(arm: impl Say, row: impl Say, scale: Scale) {
        en: "{arm}: {row} counts {scale}, as no other design here does, so that its usual miss cannot be compared.",
        nl: "{arm}: {row} telt {scale}, en geen andere opzet doet dat. De afwijking per proef is dus niet te vergelijken.",
    }
    /// Heading of a ranking.
    ranked_arm(arm: impl Say) { en: "{arm}: design · analysis", nl: "{arm}: opzet · analyse" }
    /// The same of one scale.
    ranked_arm_scale(arm: impl Say, scale: Scale) {
        en: "{arm}, {scale}:\ndesign · analysis",
        nl: "{arm}, {scale}:\nopzet · analyse",
    }
    /// Heading of a column.
    miss_points() { en: "usual miss,\nin points", nl: "afwijking\nper proef, %-punt" }
    /// The same in an own unit.
    miss_own() { en: "usual\nmiss", nl: "afwijking\nper proef" }
    /// Heading of a column.
    more_than_first() { en: "more than\nthe first", nl: "meer dan\nde eerste" }
    /// Heading of a column.
    covers_truth() { en: "covers the\ntruth, in %", nl: "interval\nklopt, in %" }
    /// Heading of a column.
    found_percent() { en: "found,\nin %", nl: "gevonden,\nin %" }
    /// Heading of a column.
    shown_percent() { en: "within margin,\nin %", nl: "binnen de grens,\nin %" }
    /// Heading of a column.
    found_or_shown_percent() { en: "found or\nwithin margin, in %", nl: "gevonden of binnen\nde grens, in %" }
    /// Not told apart from the one above.
    tie() { en: "tie", nl: "gelijk" }
    /// Heading.
    how_drawn() { en: "How arms are drawn", nl: "Hoe de loting verdeelt" }
    /// How a design draws.
    drawn(design: impl Say, how: impl Say) { en: "{design}: {how}", nl: "{design}: {how}" }
    /// The same in another world.
    drawn_in(design: impl Say, world: impl Say, how: impl Say) {
        en: "{design} in world {world}: {how}",
        nl: "{design} in wereld ‘{world}’: {how}",
    }
    /// Heading.
    all_rows(world: impl Say) { en: "All rows of world {world}", nl: "Alle rijen van wereld ‘{world}’" }
    /// A design and outcome.
    design_outcome(design: impl Say, outcome: impl Say) { en: "{design} · {outcome}", nl: "{design} · {outcome}" }
    /// A month after an outcome.
    in_month(outcome: impl Say, month: Number) { en: "{outcome}, month {month}", nl: "{outcome}, maand {month}" }
    /// The unit of rows.
    in_points_and_percent(title: impl Say) { en: "{title} (points and %)", nl: "{title} (%-punt en %)" }
    /// The unit of causes.
    titled_in_points(title: impl Say) { en: "{title} (points)", nl: "{title} (%-punt)" }
    /// Heading of a column.
    analysis_contrast() { en: "analysis: contrast", nl: "analyse: vergelijking" }
    /// Heading of a column.
    own_truth() { en: "own\ntruth", nl: "eigen echt\neffect" }
    /// Heading of a column.
    policy_truth() { en: "policy\ntruth", nl: "beleids-\neffect" }
    /// Heading of a column.
    share_treated() { en: "share\ntreated", nl: "deel met\naanpak" }
    /// Heading of a column.
    mean_estimate() { en: "mean\nestimate", nl: "gemiddelde\nschatting" }
    /// Heading of a column.
    sd() { en: "sd", nl: "sd" }
    /// Heading of a column.
    covers_own() { en: "covers\nown", nl: "bevat\neigen" }
    /// Heading of a column.
    covers_policy() { en: "covers\nshare × policy", nl: "bevat\ndeel × beleid" }
    /// Heading of a column.
    n() { en: "n", nl: "n" }
    /// Heading of a column.
    found_or_shown() { en: "found or\nwithin margin", nl: "gevonden of\nbinnen de grens" }
    /// Heading of the causes.
    budget_head(title: impl Say) { en: "where the bias comes from\n{title}", nl: "oorzaken van de vertekening\n{title}" }
    /// What makes the causes add up on the row's own scale.
    scale_row() {
        en: "added back: the row counts only a share of the effect",
        nl: "teruggeteld: de rij telt maar een deel van het effect",
    }
    /// Their sum.
    all_together() { en: "all together: bias", nl: "samen: vertekening" }
    /// Heading.
    families() {
        en: "Families of tests, % of trials",
        nl: "Groepen toetsen, % van de proeven",
    }
    /// Heading of a column.
    world_design_family() { en: "world · design: family", nl: "wereld · opzet: groep" }
    /// Heading of a column.
    tests() { en: "tests", nl: "toetsen" }
    /// Heading of a column.
    at_least_one() { en: "at least\none found", nl: "minstens\néén gevonden" }
    /// Heading of a column.
    all_found() { en: "all\nfound", nl: "allemaal\ngevonden" }
    /// Heading of a column.
    a_false_alarm() { en: "a false\nalarm", nl: "loos\nalarm" }
    /// Heading of a column.
    share_found() { en: "found,\nper test", nl: "gevonden,\nper toets" }
    /// Heading of a column.
    false_share() { en: "false among\nsignificant", nl: "loos onder\nsignificant" }
    /// Why some have none.
    a_dash(reasons: EitherOf<Absent>) { en: "A dash: {reasons}.", nl: "Een streepje: {reasons}." }
    /// The tests of a family.
    family_tests(family: impl Say, design: impl Say, tests: impl Say) {
        en: "{family} in design {design}: {tests}.",
        nl: "{family} in opzet ‘{design}’: {tests}.",
    }
    /// A test.
    test_told(outcome: impl Say, arm: impl Say, versus: impl Say, analysis: impl Say) {
        en: "{outcome}: {arm} − {versus} ({analysis})",
        nl: "{outcome}: {arm} − {versus} ({analysis})",
    }
    /// Heading.
    together() { en: "In one trial, % of trials", nl: "In één proef, % van de proeven" }
    /// Heading of a column.
    row_versus() { en: "design · analysis", nl: "opzet · analyse" }
    /// Heading of a column.
    both_found() { en: "both\nfound", nl: "allebei\ngevonden" }
    /// Heading of a column.
    without_effects() { en: "a false alarm\nwithout effects", nl: "loos alarm\nzonder effect" }
    /// Heading of a column.
    undisturbed() { en: "the same,\nundisturbed", nl: "hetzelfde,\nongestoord" }
    /// Heading of a column.
    among_zero() { en: "a false alarm\nin the plan", nl: "loos alarm\nin het plan" }
    /// What undisturbed is.
    undisturbed_told(what: Listed<String>) { en: "Undisturbed: {what}.", nl: "Ongestoord: {what}." }
}
