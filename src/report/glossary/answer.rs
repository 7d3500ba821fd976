//! What a trial answers, and how far that can be trusted.

use super::Entry;

/// In the order in which they are listed.
pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        id: "difference",
        english: "difference from control",
        dutch: "verschil met de controlegroep",
        in_english: "How much higher or lower an outcome is than in control.",
        in_dutch: "Hoeveel hoger of lager een uitkomstmaat is dan in de controlegroep.",
        also: &["difference score", "difference in means", "verschil"],
    },
    Entry {
        id: "change-score",
        english: "change score",
        dutch: "verschilscore",
        in_english: "How much somebody changed: the measurement afterwards less that at baseline.",
        in_dutch: "Hoeveel iemand zelf is veranderd: de meting achteraf min de nulmeting.",
        also: &["gain score", "change from baseline"],
    },
    Entry {
        id: "estimate",
        english: "estimate",
        dutch: "schatting",
        in_english: "What the trial measures. It lies near the true effect at best, by chance and by bias.",
        in_dutch: "Wat de proef meet. Door toeval en vertekening ligt dat hooguit in de buurt van het echte \
        effect.",
        also: &["estimates", "schattingen"],
    },
    Entry {
        id: "true-effect",
        english: "true effect",
        dutch: "het echte effect",
        in_english: "The effect that is built into the simulation. In the plan it is an assumption, not \
        something known.",
        in_dutch: "Het effect dat in de simulatie is ingebouwd. In het plan is dat een aanname, niet \
        iets wat bekend is.",
        also: &["truth", "true", "echte effect", "echt effect"],
    },
    Entry {
        id: "estimand",
        english: "policy effect, estimand",
        dutch: "beleidseffect",
        in_english: "The effect if everybody eligible got the approach. That is what a council decides about. \
        Most trials measure the effect among participants only.",
        in_dutch: "Het effect als iedereen die in aanmerking komt de aanpak zou krijgen. Daarover besluit \
        een gemeenteraad. De meeste proeven meten alleen het effect bij deelnemers.",
        also: &["estimand", "estimands", "policy effect", "policy", "pate", "beleidseffect"],
    },
    Entry {
        id: "effect-to-be-found",
        english: "effect to be found",
        dutch: "het te vinden effect",
        in_english: "The policy effect, converted to what this comparison can see.",
        in_dutch: "Het beleidseffect, omgerekend naar wat deze vergelijking kan laten zien.",
        also: &["yardstick", "effect to be found"],
    },
    Entry {
        id: "power",
        english: "power",
        dutch: "onderscheidingsvermogen (power)",
        in_english: "The chance that a trial finds an effect that is really there. Usually 80 of 100 trials \
        is asked for.",
        in_dutch: "De kans dat een proef een effect vindt dat er echt is. Meestal wordt gevraagd dat \
        80 van de 100 proeven het vinden.",
        also: &["statistical power", "onderscheidingsvermogen", "found in", "chance of finding"],
    },
    Entry {
        id: "found",
        english: "found",
        dutch: "gevonden",
        in_english: "Significant, and in the direction of the effect that the plan assumes. Not found is not \
        the same as: it does not work.",
        in_dutch: "Significant, in de richting van het effect dat het plan aanneemt. Niet gevonden is iets \
        anders dan: het werkt niet.",
        also: &["detected", "find", "vinden"],
    },
    Entry {
        id: "mde",
        english: "smallest detectable effect (MDE)",
        dutch: "kleinste effect dat te vinden is (MDE)",
        in_english: "The smallest effect that is found in 80 of 100 trials.",
        in_dutch: "Het kleinste effect dat in 80 van de 100 proeven wordt gevonden.",
        also: &[
            "mde",
            "minimum detectable effect",
            "minimal detectable effect",
            "smallest detectable effect",
            "detectable",
            "findable from",
            "te vinden vanaf",
            "kleinste effect dat te vinden is",
        ],
    },
    Entry {
        id: "smallest-effect-that-matters",
        english: "smallest effect that matters",
        dutch: "kleinste effect dat ertoe doet",
        in_english: "A smaller effect would not change the decision.",
        in_dutch: "Een kleiner effect verandert het besluit niet.",
        also: &["sesoi", "smallest effect of interest", "matters", "ertoe doet", "relevant effect"],
    },
    Entry {
        id: "bias",
        english: "bias",
        dutch: "vertekening",
        in_english: "How far the estimate is off on average, always to the same side. More people do not help \
        against it.",
        in_dutch: "Hoe ver de schatting er gemiddeld naast zit, steeds dezelfde kant op. Meer mensen helpen \
        daar niet tegen.",
        also: &["biased", "vertekend", "off", "ernaast"],
    },
    Entry {
        id: "bias-budget",
        english: "causes of the bias, bias budget",
        dutch: "oorzaken van de vertekening",
        in_english: "How much each cause moves the estimate away from the true effect. Together the parts are \
        the whole bias.",
        in_dutch: "Hoeveel elke oorzaak bijdraagt aan de vertekening. Samen zijn de delen de hele \
        vertekening.",
        also: &["bias budget", "causes of bias", "why off", "oorzaken"],
    },
    Entry {
        id: "rmse",
        english: "usual miss (RMSE)",
        dutch: "afwijking per proef (RMSE)",
        in_english: "About how far a single trial is off, upwards or downwards: by chance and bias together.",
        in_dutch: "Hoe ver één proef er ongeveer naast zit, naar boven of beneden: door toeval en \
        vertekening samen.",
        also: &["rmse", "usual miss", "root mean squared error", "afwijking per proef", "miss"],
    },
    Entry {
        id: "coverage",
        english: "covered, coverage",
        dutch: "interval klopt",
        in_english: "In how many trials the interval contains the true effect. For a 95% interval that should \
        be 95 of 100.",
        in_dutch: "In hoeveel proeven het interval het echte effect bevat. Bij een 95%-interval hoort dat \
        95 van de 100 te zijn.",
        also: &["coverage", "covered", "covers", "klopt het interval"],
    },
    Entry {
        id: "false-alarm",
        english: "false alarm",
        dutch: "loos alarm",
        in_english: "The trial reports an effect while there is none. Usually 5 of 100 trials are allowed for \
        each comparison.",
        in_dutch: "De proef meldt een effect terwijl er geen is. Meestal is dat in 5 van de 100 proeven \
        toegestaan, per vergelijking.",
        also: &[
            "type i",
            "type 1",
            "type i error",
            "type 1 error",
            "false positive",
            "alpha",
            "cries wolf",
            "vals alarm",
        ],
    },
    Entry {
        id: "exaggeration",
        english: "exaggeration (type M)",
        dutch: "overschatting bij een significant resultaat",
        in_english: "Estimates that are significant are too large on average: in a small trial only large \
        ones get that far.",
        in_dutch: "Significante schattingen zijn gemiddeld te groot. In een kleine proef halen alleen grote \
        schattingen die grens.",
        also: &["type m", "exaggerated", "winner's curse", "overschatting"],
    },
    Entry {
        id: "wrong-sign",
        english: "wrong sign (type S)",
        dutch: "wijst de verkeerde kant op",
        in_english: "A significant result says higher where the true effect is lower, or the reverse.",
        in_dutch: "Een significant resultaat meldt ‘hoger’ waar het echte effect ‘lager’ is, of omgekeerd.",
        also: &["type s", "wrong way", "sign error", "wrong direction", "verkeerde kant"],
    },
    Entry {
        id: "significant",
        english: "significant",
        dutch: "significant",
        in_english: "Without any effect a difference this large comes about in at most 5 of 100 trials (p < \
        0.05). It does not say that the effect is important.",
        in_dutch: "Zonder effect komt zo’n groot verschil in hoogstens 5 van de 100 proeven voor (p < \
        0,05). Het zegt niet dat het effect belangrijk is.",
        also: &["significance", "p-value", "p value", "p-waarde", "significantie"],
    },
    Entry {
        id: "one-sided",
        english: "one-sided and two-sided test",
        dutch: "eenzijdige en tweezijdige toets",
        in_english: "Looks for an effect in one direction, or in both.",
        in_dutch: "Kijkt naar een effect in één richting, of in beide.",
        also: &[
            "one-sided",
            "two-sided",
            "two sided",
            "one sided",
            "eenzijdig",
            "tweezijdig",
            "test",
            "toets",
        ],
    },
    Entry {
        id: "not-worse",
        english: "not worse than a margin",
        dutch: "niet meer dan een gekozen grens slechter",
        in_english: "The test is to show that an approach is at most so much worse. The margin is chosen \
        beforehand.",
        in_dutch: "De toets moet laten zien dat een aanpak hoogstens zo veel slechter is. De grens is \
        vooraf gekozen.",
        also: &["non-inferiority", "noninferiority", "not_worse", "margin", "grens"],
    },
    Entry {
        id: "equivalence",
        english: "equivalence",
        dutch: "gelijkwaardig binnen een grens",
        in_english: "The difference is smaller than the margin, in both directions. No significant difference \
        is not enough for that.",
        in_dutch: "Het verschil is in beide richtingen kleiner dan de grens. ‘Geen significant verschil’ is \
        daarvoor niet genoeg.",
        also: &["equivalent", "gelijkwaardig"],
    },
    Entry {
        id: "family-wise-error",
        english: "family-wise error",
        dutch: "kans op minstens één loos alarm",
        in_english: "The chance of at least one false alarm among several tests. The more tests, the greater \
        it is.",
        in_dutch: "Hoe meer toetsen, hoe groter de kans dat er minstens één loos alarm bij is.",
        also: &[
            "fwer",
            "family wise error",
            "multiple testing",
            "holm",
            "bonferroni",
            "meervoudig toetsen",
        ],
    },
    Entry {
        id: "confidence-interval",
        english: "confidence interval",
        dutch: "betrouwbaarheidsinterval",
        in_english: "A span around the estimate. Of 100 such intervals 95 should contain the true effect; of \
        one interval nobody can say it.",
        in_dutch: "Een gebied rond de schatting. Van 100 van die intervallen horen er 95 het echte effect \
        te bevatten. Van één interval is dat niet te zeggen.",
        also: &["interval", "ci", "95% interval", "95%-interval", "betrouwbaarheid"],
    },
    Entry {
        id: "standard-error",
        english: "standard error",
        dutch: "standaardfout",
        in_english: "Measures the chance in one estimate. Four times as many people halve it.",
        in_dutch: "Maat voor het toeval in één schatting. Met vier keer zoveel mensen wordt die half zo \
        groot.",
        also: &["se", "standard errors"],
    },
    Entry {
        id: "spread",
        english: "spread (standard deviation)",
        dutch: "spreiding (standaardafwijking)",
        in_english: "How far numbers lie apart.",
        in_dutch: "Hoe ver getallen uiteenlopen.",
        also: &["sd", "standard deviation", "standaardafwijking", "spreiding"],
    },
    Entry {
        id: "simulation-error",
        english: "simulation error",
        dutch: "simulatiefout",
        in_english: "Uncertainty because only so many trials were simulated. More computing makes it smaller; \
        it is not the uncertainty of the trial itself.",
        in_dutch: "Onzekerheid door het aantal gesimuleerde proeven (Monte-Carlofout). Langer rekenen maakt \
        die kleiner. De onzekerheid van de proef zelf blijft.",
        also: &["mcse", "monte carlo error", "monte carlo standard error", "monte-carlofout"],
    },
    Entry {
        id: "checked-roughly",
        english: "checked roughly",
        dutch: "globaal nagerekend",
        in_english: "Computed again with new chance, with a simulation error of about 1 point: not precise \
        enough to call an answer confirmed.",
        in_dutch: "Nagerekend met nieuwe toevalsgetallen, met een simulatiefout van ongeveer 1 procentpunt. \
        Dat is te grof om een antwoord bevestigd te noemen.",
        also: &["rough check", "confirmed", "bevestigd", "nagerekend"],
    },
    Entry {
        id: "replication",
        english: "simulated trial, replication",
        dutch: "gesimuleerde proef",
        in_english: "The whole trial, once, in the computer.",
        in_dutch: "Eén keer de hele proef in de computer.",
        also: &[
            "replications",
            "simulated trial",
            "simulated trials",
            "repetition",
            "replicatie",
            "gesimuleerde proeven",
        ],
    },
    Entry {
        id: "no-standard-error",
        english: "trial without a standard error",
        dutch: "proef zonder standaardfout",
        in_english: "There is an estimate, but no interval around it.",
        in_dutch: "Er is een schatting, maar geen interval.",
        also: &["no interval", "without interval"],
    },
    Entry {
        id: "adjustment",
        english: "adjustment, covariate",
        dutch: "correctie voor achtergrondkenmerken",
        in_english: "Takes into account how people differed beforehand, for instance in age.",
        in_dutch: "Houdt rekening met verschillen vooraf, bijvoorbeeld in leeftijd.",
        also: &[
            "covariate",
            "covariates",
            "adjust",
            "ancova",
            "regression",
            "correctie",
            "achtergrondkenmerken",
        ],
    },
    Entry {
        id: "matching",
        english: "matching",
        dutch: "koppelen van vergelijkbare mensen (matching)",
        in_english: "For each participant look for somebody outside the trial who is alike.",
        in_dutch: "Bij elke deelnemer een niet-deelnemer zoeken met dezelfde kenmerken.",
        also: &["match", "matched", "koppelen"],
    },
];
