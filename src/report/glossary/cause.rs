//! Why an estimate can be off.

use super::Entry;

/// In the order in which they are listed.
pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        id: "contamination",
        english: "contamination",
        dutch: "doorlekken naar de controlegroep",
        in_english: "Control gets something of the approach as well.",
        in_dutch: "De controlegroep krijgt ook iets van de aanpak mee.",
        also: &["contaminated", "doorlekken"],
    },
    Entry {
        id: "spill-over",
        english: "spill-over",
        dutch: "uitstraling naar anderen",
        in_english: "People who do not get the approach notice something of it all the same.",
        in_dutch: "Mensen die de aanpak niet krijgen, merken er toch iets van.",
        also: &["spillover", "spill over", "uitstraling"],
    },
    Entry {
        id: "displacement",
        english: "displacement",
        dutch: "verdringing",
        in_english: "A job for one person is at the cost of another.",
        in_dutch: "Een baan voor de één gaat ten koste van een ander.",
        also: &["crowding out"],
    },
    Entry {
        id: "hawthorne",
        english: "Hawthorne effect",
        dutch: "deelname-effect (Hawthorne-effect)",
        in_english: "People behave differently because they take part in a trial.",
        in_dutch: "Mensen gedragen zich anders doordat ze aan een proef meedoen.",
        also: &["hawthorne", "participation effect", "deelname-effect", "hawthorne-effect"],
    },
    Entry {
        id: "john-henry",
        english: "John Henry effect",
        dutch: "reactie van de controlegroep (John Henry-effect)",
        in_english: "People who know that they are in control do more, or less, their best.",
        in_dutch: "Mensen die weten dat ze in de controlegroep zitten, gaan meer of minder hun best doen.",
        also: &["john henry", "john henry-effect", "compensatory rivalry"],
    },
    Entry {
        id: "selection",
        english: "selection",
        dutch: "selectie-effect",
        in_english: "Participants often had better prospects beforehand than those who did not take part.",
        in_dutch: "Deelnemers hadden vaak al betere kansen dan mensen die niet meededen.",
        also: &["selection bias", "self-selection", "selectie"],
    },
    Entry {
        id: "chance-imbalance",
        english: "chance imbalance",
        dutch: "toevallig ongelijke groepen",
        in_english: "The lottery rarely makes small groups exactly alike. That is nobody's fault.",
        in_dutch: "De loting maakt kleine groepen zelden precies gelijk. Dat is niemands fout.",
        also: &["imbalance", "imbalanced", "bad draw", "unlucky draw", "ongelijke groepen"],
    },
    Entry {
        id: "measurement-error",
        english: "measurement error",
        dutch: "meetfout",
        in_english: "What was recorded is not what happened.",
        in_dutch: "Wat is vastgelegd, is niet wat er gebeurde.",
        also: &["misclassification", "meetfouten"],
    },
    Entry {
        id: "artefact",
        english: "effect of the trial itself, artefact",
        dutch: "experimenteffect",
        in_english: "An effect of being in a trial, not of the approach.",
        in_dutch: "Een effect van de proef zelf, niet van de aanpak.",
        also: &["artifact", "artefacts", "experimenteffecten", "trial effect"],
    },
];
