//! A check in sentences.

use crate::report::words::{Listed, Number, phrases};

phrases! {
    /// Heading.
    title(scenario: &str) { en: "{scenario}: what will be simulated", nl: "{scenario}: wat er wordt gesimuleerd" }
    /// Heading.
    people(world: String, trials: Number) {
        en: "People at each stage, world {world} (mean ± standard deviation over {trials} simulated trials)",
        nl: "Mensen per stap, wereld {world} (gemiddelde ± spreiding over {trials} gesimuleerde proeven)",
    }
    /// Head of a column.
    column_simulated() { en: "simulated", nl: "gesimuleerd" }
    /// Head of a column.
    column_implied() { en: "implied by your rates", nl: "volgens opgave" }
    /// A stage.
    eligible() { en: "eligible", nl: "komen in aanmerking" }
    /// A stage.
    reference() { en: "reference group", nl: "referentiegroep" }
    /// A stage.
    invited() { en: "randomised, then invited", nl: "verdeeld en dan uitgenodigd" }
    /// A stage.
    drawn_for(arm: String) { en: "drawn for {arm}", nl: "ingedeeld bij {arm}" }
    /// A stage.
    registered() { en: "registered", nl: "aangemeld" }
    /// A stage.
    admitted() { en: "eligible and registered", nl: "toegelaten" }
    /// A stage.
    randomised() { en: "randomised", nl: "verdeeld" }
    /// A stage.
    in_arm(arm: String) { en: "in {arm}", nl: "bij {arm}" }
    /// A stage.
    living(site: String) { en: "living in {site}", nl: "wonend in {site}" }
    /// A stage.
    started() { en: "still in at the start", nl: "bij de start nog in de proef" }
    /// A stage.
    analysed() { en: "analysed", nl: "geanalyseerd" }
    /// A stage.
    analysed_as_drawn() { en: "analysed as drawn", nl: "geanalyseerd zoals ingedeeld" }
    /// A stage.
    analysed_participants() { en: "analysed, participants only", nl: "geanalyseerd, alleen deelnemers" }
    /// A stage.
    baseline(survey: &str) { en: "answer {survey}", nl: "nulmeting ingevuld" }
    /// A stage.
    answering(survey: &str) { en: "answer {survey}", nl: "vragenlijst {survey} ingevuld" }

    /// Heading.
    artefacts(world: String) {
        en: "What being in the trial does to people, world {world}",
        nl: "Wat de proef zelf met mensen doet (experimenteffecten), wereld {world}",
    }
    /// Heading.
    families() {
        en: "Families of tests that are counted together",
        nl: "Toetsen die samen tellen",
    }
    /// A family.
    family(name: &str, design: String, n: Number, tests: &str) {
        en: "{name} in design {design}, {n} tests: {tests}.",
        nl: "{name} in opzet {design}, {n} toetsen: {tests}.",
    }
    /// A family of one test.
    family_of_one(name: &str, design: String, tests: &str) {
        en: "{name} in design {design}, 1 test: {tests}.",
        nl: "{name} in opzet {design}, 1 toets: {tests}.",
    }
    /// A family without tests.
    family_without(name: &str, design: String, reason: &str) {
        en: "{name} in design {design}, 0 tests: {reason}.",
        nl: "{name} in opzet {design}, geen toets: {reason}.",
    }

    /// Heading.
    targets() {
        en: "Targets: wanted, achieved, difference (~ approximate)",
        nl: "Streefwaarden: gevraagd, bereikt, verschil (~ bij benadering)",
    }
    /// Head of a column.
    world(world: String) { en: "world {world}", nl: "wereld {world}" }
    /// Head of a column.
    column_wanted() { en: "wanted", nl: "gevraagd" }
    /// Head of a column.
    column_achieved() { en: "achieved", nl: "bereikt" }
    /// Head of a column.
    column_difference() { en: "difference", nl: "verschil" }
    /// All as in another world.
    all_as_in(world: String, first: String) {
        en: "world {world}: the same targets as {first}",
        nl: "wereld {world}: dezelfde streefwaarden als {first}",
    }
    /// Some as in another world.
    some_as_in(n: Number, first: String) { en: "and {n} as in {first}", nl: "en {n} zoals in {first}" }

    /// A further world.
    supplied_further(without: Listed<String>) {
        en: "The world without effects is supplied once more, without {without}; as many take part, and the frame under control is the same. How often several arms give at least one false alarm is counted there once more.",
        nl: "De wereld zonder effect is nog eens toegevoegd, zonder {without}. Er doen evenveel mensen mee, en met de gewone dienstverlening is de hele groep die in aanmerking komt hetzelfde. Daar is nog eens geteld hoe vaak minstens één van de aanpakken loos alarm geeft.",
    }
    /// What is taken away.
    selection() { en: "selection", nl: "selectie" }
    /// What is taken away.
    trial_itself() { en: "effects of the trial itself", nl: "experimenteffecten" }
    /// A world of the file without effects.
    base_without_effects(world: String) {
        en: "World {world} has no effects: whatever is found there is a false alarm.",
        nl: "In wereld ‘{world}’ heeft geen enkele aanpak effect: alles wat daar wordt gevonden, is loos alarm.",
    }
    /// A world that was added.
    supplied(world: String, base: String) {
        en: "World {world} is supplied, since the scenario has none with role \"null\": people, enrolment and constants as in {base}, no effect on anybody. Whatever is found there is a false alarm.",
        nl: "Wereld ‘{world}’ is toegevoegd, omdat het scenario er geen heeft (\"role\": \"null\"). Mensen en aanmelding zijn zoals in ‘{base}’, maar geen enkele aanpak heeft effect. Alles wat daar wordt gevonden, is loos alarm.",
    }
    /// A world of the file without effects.
    without_effects(world: String) {
        en: "World {world} has no effect on anybody: whatever is found there is a false alarm.",
        nl: "In wereld ‘{world}’ heeft geen enkele aanpak effect: alles wat daar wordt gevonden, is loos alarm.",
    }
    /// What is none.
    no_false_alarm() {
        en: "That an arm is not worse by a margin is true there: to show it is no false alarm.",
        nl: "Dat een aanpak niet meer dan de grens slechter is, klopt daar: die conclusie is geen loos alarm.",
    }
    /// A world whose name misleads.
    odd_null(world: String) {
        en: "World {world} does not have the role \"null\", so that false alarms are counted in another world.",
        nl: "Let op: wereld ‘{world}’ heeft niet de rol \"null\". Loos alarm wordt in een andere wereld geteld.",
    }

    /// Heading.
    differences(world: String) {
        en: "How the effect differs between those who enrol, world {world}",
        nl: "Hoe het effect verschilt tussen mensen die zich aanmelden, wereld {world}",
    }
    /// Head of a column.
    column_effect() { en: "effect", nl: "effect" }
    /// Head of a column.
    column_mean() { en: "mean", nl: "gemiddeld" }
    /// Head of a column.
    column_spread() { en: "spread", nl: "spreiding" }
    /// Head of a column.
    column_lowered() { en: "lowered (% of people)", nl: "verlaagd (% van de mensen)" }
    /// Whose effect on what.
    effect_on(arm: String, outcome: String) { en: "{arm} on {outcome}", nl: "{arm} op {outcome}" }
    /// An amount in points, in a table.
    points(amount: String) { en: "{amount} points", nl: "{amount} %-punt" }
    /// What these are.
    what_changes() {
        en: "What the arm changes for each person, given characteristics, traits and work history: the chance of a yes/no outcome in points, and any other outcome in its own unit.",
        nl: "Wat de aanpak bij iedere persoon verandert, gegeven kenmerken en werkverleden. Bij een uitkomstmaat met ja of nee is dat de kans, in %-punt; anders de eigen eenheid.",
    }
    /// When an outcome is measured, of one month.
    measured_once(outcome: String, month: Number, stated: Number) {
        en: "{outcome} is measured at month {month}. Stated rates and effects hold at month {stated} (work.month).",
        nl: "Uitkomstmaat: {outcome}, gemeten in maand {month}. De opgegeven percentages en effecten gelden voor maand {stated} (work.month).",
    }
    /// The same, of several.
    measured(outcome: String, months: Listed<Number>, stated: Number) {
        en: "{outcome} is measured at months {months}. Stated rates and effects hold at month {stated} (work.month).",
        nl: "Uitkomstmaat: {outcome}, gemeten in de maanden {months}. De opgegeven percentages en effecten gelden voor maand {stated} (work.month).",
    }
    /// Why a month leads.
    leads_named(month: Number) {
        en: "Month {month} leads the answer: named in \"estimands\".",
        nl: "Maand {month} staat voorop: die is genoemd in \"estimands\".",
    }
    /// Why a month leads.
    leads_stated(month: Number) {
        en: "Month {month} leads the answer: the month for which rates and effects are stated.",
        nl: "Maand {month} staat voorop: daarvoor zijn percentages en effecten opgegeven.",
    }
    /// Why a month leads.
    leads_first(month: Number) {
        en: "Month {month} leads the answer: the first that is measured, since the scenario names none.",
        nl: "Maand {month} staat voorop: de eerste die wordt gemeten, want het scenario noemt er geen.",
    }

    /// Heading.
    sources(n: Number, stated: Number, derived: Number, external: Number, assumed: Number) {
        en: "Where {n} numbers come from: {stated} stated, {derived} derived, {external} external, {assumed} assumed",
        nl: "Herkomst van {n} getallen: {stated} overgenomen, {derived} afgeleid, {external} uit andere bron, {assumed} aangenomen",
    }
    /// Heading.
    source(stated: Number, derived: Number, external: Number, assumed: Number) {
        en: "Where the one number with its source comes from: {stated} stated, {derived} derived, {external} external, {assumed} assumed",
        nl: "Herkomst van het ene getal: {stated} overgenomen, {derived} afgeleid, {external} uit andere bron, {assumed} aangenomen",
    }
    /// A source.
    stated() { en: "stated", nl: "overgenomen" }
    /// A source.
    derived() { en: "derived", nl: "afgeleid" }
    /// A source.
    external() { en: "external", nl: "andere bron" }
    /// A source.
    assumption() { en: "assumption", nl: "aanname" }
    /// A number.
    number(path: &str, value: Number, source: &str) { en: "{path} = {value}, {source}", nl: "{path} = {value}, {source}" }
    /// A number with a range.
    number_range(path: &str, value: Number, low: Number, high: Number, source: &str) {
        en: "{path} = {value} (range {low} to {high}), {source}",
        nl: "{path} = {value} (bandbreedte {low} tot {high}), {source}",
    }
    /// A number that was changed.
    changed(source: &str) { en: "changed by --set; was {source}", nl: "gewijzigd met --set; was {source}" }
    /// All is there.
    complete() {
        en: "Every number has a source and every assumption a range.",
        nl: "Elk getal heeft een herkomst en elke aanname een bandbreedte.",
    }
    /// Something is not.
    lacking(sources: Number, ranges: Number) {
        en: "Without a source: {sources}; assumed without a range: {ranges} (--strict lists them).",
        nl: "Zonder herkomst: {sources}; aanname zonder bandbreedte: {ranges} (--strict somt ze op).",
    }
}
