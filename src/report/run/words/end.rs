//! What must not stay unsaid, how far the digits go, and where to go next.

use crate::diagnosis::measured::Absent;
use crate::estimator::{Failure, NoInterval};
use crate::report::words::amounts::{Amount, Freq, Months, Percent, Trials};
use crate::report::words::{Listed, Number, Say, phrases};

phrases! {
    /// What numbers are about where one comparison lacks some.
    conditional(estimated: Number, trials: Number, intervals: Number) {
        en: "Bias is about the {estimated} of {trials} trials with an estimate, coverage about the {intervals} with an interval.",
        nl: "Vertekening gaat over de {estimated} van de {trials} proeven met een schatting, ‘interval klopt’ over de {intervals} met een interval.",
    }
    /// The same where several do.
    conditional_at_worst(estimated: Number, trials: Number, intervals: Number) {
        en: "At worst, bias is about {estimated} of {trials} trials with an estimate, and coverage about {intervals} with an interval.",
        nl: "In het ongunstigste geval gaat vertekening over {estimated} van de {trials} proeven (met een schatting), en ‘interval klopt’ over {intervals} (met een interval).",
    }
    /// No estimate in some trials.
    no_estimate(n: Number, all: Number, row: impl Say, reason: Failure) {
        en: "No estimate in {n} of {all} trials: {row} ({reason}). They count as not found.",
        nl: "Geen schatting in {n} van de {all} proeven: {row} ({reason}). Dat telt als niet gevonden.",
    }
    /// No estimate in any trial.
    never_an_estimate(row: impl Say, reason: Failure) {
        en: "No trial gives an estimate: {row} ({reason}). So there is no bias, interval or share found.",
        nl: "Geen enkele proef geeft een schatting: {row} ({reason}). Dus is er geen vertekening, interval of deel gevonden.",
    }
    /// No interval in some trials.
    no_interval(n: Number, all: Number, row: impl Say, reason: NoInterval) {
        en: "No standard error in {n} of {all} trials: {row} ({reason}). The estimate counts in bias; there is no interval, and the trial counts as not found.",
        nl: "Geen standaardfout in {n} van de {all} proeven: {row} ({reason}). De schatting telt mee in de vertekening. Er is geen interval, en de proef telt als niet gevonden.",
    }
    /// The same where an exact test decides.
    no_interval_but_test(n: Number, all: Number, row: impl Say, reason: NoInterval) {
        en: "No standard error in {n} of {all} trials: {row} ({reason}). The estimate counts in bias; there is no interval. Where everybody in one group had it and nobody in the other, Fisher's exact test decides.",
        nl: "Geen standaardfout in {n} van de {all} proeven: {row} ({reason}). De schatting telt mee in de vertekening. Er is geen interval. Had in de ene groep iedereen ‘ja’ en in de andere niemand, dan beslist de exacte toets van Fisher.",
    }
    /// In how many rows at most.
    at_most_in_rows(row: impl Say, rows: Number) {
        en: "{row}, in the worst of {rows} comparisons",
        nl: "{row}, in de ergste van {rows} vergelijkingen",
    }
    /// More like it.
    more_like_it(n: Number) { en: "And {n} more like it: --details.", nl: "En nog {n} van zulke regels: --details." }
    /// One more like it.
    one_more_like_it() { en: "And 1 more like it: --details.", nl: "En nog 1 zo’n regel: --details." }
    /// A group that does not vary.
    constant_group(row: impl Say, freq: Freq) {
        en: "{row}: in {freq} everybody in one group had the same value.",
        nl: "{row}: in {freq} had in één groep iedereen dezelfde waarde.",
    }
    /// The same in another world.
    constant_group_in(world: impl Say, row: impl Say, freq: Freq) {
        en: "World {world}, {row}: in {freq} everybody in one group had the same value.",
        nl: "Wereld ‘{world}’, {row}: in {freq} had in één groep iedereen dezelfde waarde.",
    }
    /// What its intervals cover.
    covered_there(here: Percent, rest: Percent) {
        en: "The interval contains the true effect in {here} of those trials, and in {rest} of the rest.",
        nl: "Het interval bevat het echte effect in {here} van die proeven en in {rest} van de andere.",
    }
    /// The same where there is no rest.
    covered_there_only(here: Percent) {
        en: "The interval contains the true effect in {here} of those trials.",
        nl: "Het interval bevat het echte effect in {here} van die proeven.",
    }
    /// None.
    no_interval_there() { en: "None of those trials has an interval.", nl: "Geen van die proeven heeft een interval." }
    /// Intervals too short.
    too_small() {
        en: "The usual standard error is then too small.",
        nl: "De gewone standaardfout is dan te klein.",
    }
    /// What does better.
    boschloo() {
        en: "An exact unconditional test (Boschloo) does not rest on the usual error (not in `simulate list`: outside this tool).",
        nl: "Een onvoorwaardelijke exacte toets (Boschloo) hangt niet van die fout af (niet in `simulate list`: buiten dit programma).",
    }
    /// Recruitment that fell short.
    short(world: impl Say, design: impl Say, n: Number, all: Number) {
        en: "In world {world}, design {design} had too few participants in {n} of {all} trials.",
        nl: "In wereld ‘{world}’ had opzet ‘{design}’ in {n} van de {all} proeven te weinig deelnemers.",
    }
    /// A target that is not quite met.
    approximate(n: Number, target: impl Say, world: impl Say, wanted: Number, achieved: Number, path: impl Say) {
        en: "Approximate targets not quite met: {n}. Furthest off: {target} in world {world}, {wanted} wanted and {achieved} achieved (all: simulate check {path}).",
        nl: "Streefwaarden bij benadering, niet helemaal gehaald: {n}. Het verst ernaast: {target} in wereld ‘{world}’, gevraagd {wanted} en bereikt {achieved} (alle: simulate check {path}).",
    }
    /// How much was simulated, in several worlds.
    simulated_in(trials: Trials, worlds: Number) { en: "{trials} in each of {worlds} worlds.", nl: "{trials} in elk van de {worlds} werelden." }
    /// How much was simulated, in one world.
    simulated(trials: Trials) { en: "{trials}.", nl: "{trials}." }
    /// What the digits rest on, in several worlds.
    rests_on(trials: Trials, worlds: Number) {
        en: "These digits rest on {trials} in each of {worlds} worlds; four times as many halve the simulation error.",
        nl: "De cijfers berusten op {trials} in elk van de {worlds} werelden. Met vier keer zoveel proeven halveert de simulatiefout.",
    }
    /// What the digits rest on, in one world.
    rests_on_one(trials: Trials) {
        en: "These digits rest on {trials}; four times as many halve the simulation error.",
        nl: "De cijfers berusten op {trials}. Met vier keer zoveel proeven halveert de simulatiefout.",
    }
    /// Too few.
    rests_on_few(trials: Trials) {
        en: "These digits rest on {trials}: too few. Ask for more with --replications.",
        nl: "De cijfers berusten op {trials}: te weinig. Vraag er meer met --replications.",
    }
    /// An error that could not be asked for.
    precision_unknown(trials: Trials, of: impl Say) {
        en: "These digits rest on {trials}: {of} does not exist in the leading rows, so that no error could be aimed at.",
        nl: "De cijfers berusten op {trials}. In de eerste rijen bestaat {of} niet, dus was er geen fout om op te mikken.",
    }
    /// An error that was not reached.
    precision_at_most(trials: Trials, of: impl Say, reached: Amount, wanted: Amount) {
        en: "{trials}, the most allowed: the error of {of} is {reached}, not the {wanted} asked for. Allow more with --replications.",
        nl: "{trials}, het toegestane maximum: de simulatiefout van {of} is {reached}, niet de gevraagde {wanted}. Sta er meer toe met --replications.",
    }
    /// An error that was reached.
    precision_enough(trials: Trials, wanted: Amount, of: impl Say, reached: Amount) {
        en: "{trials}, enough for a simulation error of {wanted} in {of} (reached: {reached}).",
        nl: "{trials}: genoeg voor een simulatiefout van {wanted} in {of} (bereikt: {reached}).",
    }
    /// What an error is of.
    of_significant() { en: "the share significant", nl: "‘significant’" }
    /// What an error is of.
    of_covered() { en: "coverage", nl: "‘interval klopt’" }
    /// What an error is of.
    of_bias() { en: "the bias", nl: "de vertekening" }
    /// What an error is of.
    of_rmse() { en: "the RMSE", nl: "de RMSE" }
    /// Where to go.
    next(commands: impl Say) { en: "Next: {commands}.", nl: "Verder: {commands}." }
    /// An option of the command line that sets a value.
    set_option() { en: "--set PATH=VALUE", nl: "--set PAD=WAARDE" }
    /// What is shown elsewhere.
    also_computed(list: Listed<String>) { en: "Also computed: {list} (--details).", nl: "Ook berekend: {list} (--details)." }
    /// The same below.
    below(list: Listed<String>) { en: "Below: {list}.", nl: "Hieronder: {list}." }
    /// In the list.
    also_analysis(name: impl Say) { en: "analysis {name}", nl: "analyse {name}" }
    /// In the list.
    also_analyses(names: impl Say) { en: "analyses {names}", nl: "analyses {names}" }
    /// In the list.
    also_many_analyses(n: Number) { en: "{n} other analyses", nl: "{n} andere analyses" }
    /// In the list.
    also_many_outcomes(n: Number) { en: "{n} other outcomes", nl: "{n} andere uitkomstmaten" }
    /// In the list.
    also_reach() { en: "why some effects are out of reach", nl: "waarom een effect buiten bereik is" }
    /// In the list.
    also_outcome(names: Listed<String>) { en: "outcome {names}", nl: "uitkomstmaat {names}" }
    /// In the list.
    also_outcomes(names: Listed<String>) { en: "outcomes {names}", nl: "uitkomstmaten {names}" }
    /// In the list.
    also_causes() { en: "causes of bias", nl: "oorzaken van de vertekening" }
    /// In the list.
    also_ranking() { en: "which design comes closest", nl: "rangorde van de opzetten" }
    /// In the list.
    also_stories() { en: "stories sought afterwards", nl: "verhalen achteraf" }
    /// In the list.
    also_world(names: Listed<String>) { en: "world {names}", nl: "wereld {names}" }
    /// In the list.
    also_worlds(names: Listed<String>) { en: "worlds {names}", nl: "werelden {names}" }
    /// In the list.
    also_families() { en: "families of tests", nl: "groepen toetsen" }
    /// In the list.
    also_months() { en: "the effect by month", nl: "het effect per maand" }
    /// In the list.
    also_significant() { en: "what significance does to estimates", nl: "hoe groot significante schattingen zijn" }
    /// In the list.
    also_treated() { en: "shares treated", nl: "welk deel de aanpak krijgt" }
    /// An outcome that some analyses look at.
    outcome_of(outcome: impl Say, analyses: impl Say) { en: "{outcome} ({analyses})", nl: "{outcome} ({analyses})" }
    /// Effects by month.
    by_month(effects: impl Say, months: Months, why: impl Say) {
        en: "Effect for everybody eligible: {effects}. This screen is about {months}, {why}.",
        nl: "Effect bij iedereen: {effects}. Dit scherm gaat over {months}, {why}.",
    }
    /// One of them.
    at_month(effect: Amount, month: Number) { en: "{effect} at month {month}", nl: "{effect} in maand {month}" }
    /// Why a month leads.
    month_primary() { en: "as \"estimands\" says", nl: "zoals \"estimands\" zegt" }
    /// Why a month leads.
    month_stated() { en: "for which rates and effects are stated", nl: "waarvoor percentages en effecten zijn opgegeven" }
    /// Why a month leads.
    month_first() { en: "the first that is measured", nl: "de eerste die wordt gemeten" }
    /// How to get an effect per person who starts.
    add_wald(design: impl Say) {
        en: "For the effect among those who start in {design}, add an analysis with \"estimator\": {{\"wald\": {{}}}}.",
        nl: "Voor het effect bij wie daadwerkelijk start in {design}: voeg een analyse toe met \"estimator\": {{\"wald\": {{}}}}.",
    }
    /// The same with a reference group.
    add_wald_and_reference(design: impl Say) {
        en: "For the effect among those who start in {design}, add an analysis with \"estimator\": {{\"wald\": {{}}}}, and set aside a \"reference\" group in the design.",
        nl: "Voor het effect bij wie daadwerkelijk start in {design}: voeg een analyse toe met \"estimator\": {{\"wald\": {{}}}}, en een \"reference\" in de opzet.",
    }
    /// What a design leaves unanswered; the reason is a message about the file.
    not_answered(row: impl Say, reason: impl Say) {
        en: "Not answered: {row}: {reason}.",
        nl: "Niet beantwoord: {row}. Melding in het Engels: “{reason}”.",
    }
    /// The same in another world.
    not_answered_in(world: impl Say, row: impl Say, reason: impl Say) {
        en: "Not answered in world {world}: {row}: {reason}.",
        nl: "Niet beantwoord in wereld ‘{world}’: {row}. Melding in het Engels: “{reason}”.",
    }
    /// Something possible and hardly meant; a message about the file.
    doubt(message: impl Say) { en: "{message}", nl: "Melding in het Engels: “{message}”" }
    /// Families of tests.
    families() {
        en: "Tests of a family in one trial:",
        nl: "Groepen toetsen in één proef:",
    }
    /// A family whose tests all have an effect.
    family_found(family: impl Say, design: impl Say, tests: Number, any: Percent, all: Percent) {
        en: "{family} in {design} (tests: {tests}): at least one finds what it seeks in {any} of trials, all in {all}.",
        nl: "{family} in {design} (toetsen: {tests}): minstens één vindt wat die zoekt in {any} van de proeven, allemaal in {all}.",
    }
    /// A family some of whose tests have an effect.
    family_found_in_part(family: impl Say, design: impl Say, tests: Number, any: Percent, reason: Absent) {
        en: "{family} in {design} (tests: {tests}): at least one finds what it seeks in {any} of trials; not all can, as for some {reason}.",
        nl: "{family} in {design} (toetsen: {tests}): minstens één vindt wat die zoekt in {any} van de proeven. Allemaal kan niet; bij een deel: {reason}.",
    }
    /// A family without an effect.
    family_nothing(family: impl Say, design: impl Say, tests: Number, reason: Absent) {
        en: "{family} in {design} (tests: {tests}): nothing to find, as {reason}.",
        nl: "{family} in {design} (toetsen: {tests}): er valt niets te vinden, want {reason}.",
    }
    /// A family without a test; the reason is a message about the file.
    family_missing(family: impl Say, design: impl Say, reason: impl Say) {
        en: "{family} in {design} has no test: {reason}.",
        nl: "{family} in {design} heeft geen toets. Melding in het Engels: “{reason}”.",
    }
    /// What a correction leaves of single tests.
    family_power(share: Percent) {
        en: "A test finds what it seeks in {share} of trials, on average.",
        nl: "Gemiddeld vindt een toets wat die zoekt in {share} van de proeven.",
    }
    /// False discoveries of a family.
    family_false_share(share: Percent) {
        en: "False alarms are {share} of what is significant, on average.",
        nl: "Gemiddeld is {share} van wat significant is een loos alarm.",
    }
    /// False alarms of a family.
    family_alarm(share: Percent) {
        en: "At least one false alarm: in {share} of trials.",
        nl: "Minstens één loos alarm: in {share} van de proeven.",
    }
    /// The same in the world without effects.
    family_alarm_in(world: impl Say, tests: Number, share: Percent) {
        en: "In world {world} (tests: {tests}) at least one false alarm: in {share} of trials.",
        nl: "In wereld ‘{world}’ (toetsen: {tests}) minstens één loos alarm: in {share} van de proeven.",
    }
}
