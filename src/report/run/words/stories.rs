//! Stories fitted to what was published, and other worlds.

use crate::report::words::amounts::{Amount, Percent, Trials};
use crate::report::words::causes::Cause;
use crate::report::words::{Listed, Number, Say, phrases};

phrases! {
    /// Heading.
    stories() {
        en: "Stories sought afterwards to fit what was published",
        nl: "Verhalen achteraf, gezocht bij de gepubliceerde cijfers",
    }
    /// Heading with the arms.
    stories_of(arms: impl Say) {
        en: "Stories sought afterwards to fit what was published ({arms})",
        nl: "Verhalen achteraf, gezocht bij de gepubliceerde cijfers ({arms})",
    }
    /// What they do not tell.
    says_nothing() {
        en: "How often they find something says nothing about the quality of the trial.",
        nl: "Hoe vaak daarin iets wordt gevonden, zegt niets over hoe goed de proef was.",
    }
    /// Heading of a table.
    estimate_points() { en: "mean estimate, points", nl: "schatting, %-punt" }
    /// The same in an own unit.
    estimate() { en: "mean estimate", nl: "schatting" }
    /// Heading of a column.
    published() { en: "published", nl: "gepubliceerd" }
    /// A row.
    true_effect() { en: "true effect", nl: "echt effect" }
    /// A row.
    as_extreme_row() { en: "% of trials as extreme", nl: "% van de proeven zo ver van nul" }
    /// Under the table.
    means_of(trials: Trials) { en: "Means of {trials}.", nl: "Gemiddelden van {trials}." }
    /// The same with the largest error.
    means_of_within(trials: Trials, error: Number) {
        en: "Means of {trials} (simulation error at most {error}).",
        nl: "Gemiddelden van {trials} (simulatiefout hoogstens {error}).",
    }
    /// Heading where no story was told.
    published_result() { en: "The published result", nl: "Het gepubliceerde resultaat" }
    /// What as extreme means, of several arms.
    reach_all(table: impl Say, shares: Listed<String>) {
        en: "As extreme: all arms reach what {table} has; {shares}.",
        nl: "Zo ver van nul: bij elke aanpak minstens wat {table} heeft. {shares}.",
    }
    /// Of one arm.
    reach_one(table: impl Say, shares: Listed<String>) {
        en: "As extreme: the arm reaches what {table} has; {shares}.",
        nl: "Zo ver van nul: minstens wat {table} heeft. {shares}.",
    }
    /// A world's share.
    world_share(world: impl Say, share: Percent) { en: "{world} {share}", nl: "‘{world}’: {share}" }
    /// Two stories that look the same.
    same_tables(a: impl Say, b: impl Say, within: Amount) {
        en: "On average {a} and {b} give the same tables, within {within}: these tables alone cannot tell which story is true.",
        nl: "Gemiddeld geven ‘{a}’ en ‘{b}’ dezelfde tabellen (verschil hoogstens {within}): aan deze tabellen alleen is niet te zien welk verhaal klopt.",
    }
    /// Two stories that look the same in some tables.
    same_numbers(a: impl Say, b: impl Say, tables: Listed<String>, within: Amount) {
        en: "On average {a} and {b} give the same numbers in {tables}, within {within}: these alone cannot tell which story is true.",
        nl: "Gemiddeld geven ‘{a}’ en ‘{b}’ dezelfde cijfers in {tables} (verschil hoogstens {within}). Daaraan alleen is niet te zien welk verhaal klopt.",
    }
    /// What they are made of, where the true effect is among it in both.
    behind(arm: impl Say, versus: impl Say, a: impl Say, parts: Listed<String>, b: impl Say, others: Listed<String>) {
        en: "Behind the difference between {arm} and {versus} lies in {a}: {parts}; in {b}: {others}.",
        nl: "In ‘{a}’ bestaat het verschil tussen {arm} en {versus} uit {parts}. In ‘{b}’ is dat {others}.",
    }
    /// A part of an estimate.
    part(cause: Cause, size: Number) { en: "{cause} ({size})", nl: "‘{cause}’ ({size})" }
    /// The part that is true.
    part_true(size: Number) { en: "the true effect ({size})", nl: "het echte effect ({size})" }
    /// The true effect, where it is none of the large parts.
    while_true(world: impl Say, truth: Number) {
        en: "The true effect in {world} is {truth}.",
        nl: "Het echte effect in ‘{world}’ is {truth}.",
    }
    /// A table that would tell.
    telling(table: impl Say, arm: impl Say, versus: impl Say, one: Amount, a: impl Say, other: Amount, b: impl Say) {
        en: "{table} would differ ({arm} − {versus}: {one} in {a}, {other} in {b}).",
        nl: "{table} zou verschillen ({arm} − {versus}): {one} in ‘{a}’ en {other} in ‘{b}’.",
    }
    /// Heading.
    other_worlds() { en: "Other worlds of the scenario", nl: "Andere werelden van het scenario" }
    /// A comparison in another world.
    elsewhere_found(world: impl Say, row: impl Say, truth: Amount, share: Percent, bias: Number) {
        en: "{world}, {row}: true effect {truth}, found in {share} of trials, bias {bias}.",
        nl: "‘{world}’, {row}: echt effect {truth}, gevonden in {share} van de proeven, vertekening {bias}.",
    }
    /// The same against a margin.
    elsewhere_shown(world: impl Say, row: impl Say, truth: Amount, margin: impl Say, share: Percent, bias: Number) {
        en: "{world}, {row}: true effect {truth}, shown to be {margin} in {share} of trials, bias {bias}.",
        nl: "‘{world}’, {row}: echt effect {truth}. Conclusie ‘{margin}’ in {share} van de proeven, vertekening {bias}.",
    }
    /// The same without a direction.
    elsewhere_zero(world: impl Say, row: impl Say, truth: Amount, share: Percent, bias: Number) {
        en: "{world}, {row}: true effect {truth}, no direction; significant in {share} of trials, bias {bias}.",
        nl: "‘{world}’, {row}: echt effect {truth}, zonder richting. Significant in {share} van de proeven, vertekening {bias}.",
    }
    /// The same at a margin.
    elsewhere_at_margin(world: impl Say, row: impl Say, truth: Amount, margin: impl Say, share: Percent, bias: Number) {
        en: "{world}, {row}: true effect {truth}, at the margin or beyond it; shown all the same to be {margin} in {share} of trials, bias {bias}.",
        nl: "‘{world}’, {row}: echt effect {truth}, op of voorbij de grens. Toch conclusie ‘{margin}’ in {share} van de proeven, vertekening {bias}.",
    }
    /// The same without a test.
    elsewhere_untested(world: impl Say, row: impl Say, truth: Amount) {
        en: "{world}, {row}: true effect {truth}; no trial can be tested.",
        nl: "‘{world}’, {row}: echt effect {truth}. Geen enkele proef is te toetsen.",
    }
    /// No comparison there.
    elsewhere_nothing(world: impl Say, outcome: impl Say) {
        en: "{world}: {outcome} is not compared with control there.",
        nl: "‘{world}’: {outcome} wordt daar niet met de controlegroep vergeleken.",
    }
    /// More of them.
    more_comparisons(world: impl Say, n: Number) {
        en: "{world}: comparisons not shown here: {n}.",
        nl: "‘{world}’: vergelijkingen die hier niet staan: {n}.",
    }
    /// Heading of a table.
    as_extreme(design: impl Say, analysis: impl Say) {
        en: "Trials at least as extreme as published, in % ({design} · {analysis})",
        nl: "Proeven minstens zo ver van nul als gepubliceerd, in % ({design} · {analysis})",
    }
    /// Heading of a column.
    world() { en: "world", nl: "wereld" }
    /// The world without effects that was added.
    without_effect() { en: "null", nl: "zonder effect" }
    /// Heading of a column.
    all_at_once() { en: "all at once", nl: "alles tegelijk" }
}
