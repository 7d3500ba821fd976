//! What is assumed, and what the answer hangs on.

use super::Entry;

/// In the order in which they are listed.
pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        id: "scenario",
        english: "scenario",
        dutch: "scenario",
        in_english: "The file that describes the people, the designs and the assumptions.",
        in_dutch: "Het bestand met de mensen, de opzetten en de aannames.",
        also: &["scenarios", "file", "bestand"],
    },
    Entry {
        id: "world",
        english: "world",
        dutch: "wereld",
        in_english: "One assumed reality. The same trial is simulated in several of them.",
        in_dutch: "Een veronderstelde werkelijkheid. Dezelfde proef wordt in een aantal werelden \
        gesimuleerd.",
        also: &["worlds", "werelden"],
    },
    Entry {
        id: "plan",
        english: "plan",
        dutch: "het plan",
        in_english: "The world that is expected beforehand. “If the plan is right” means: if the effects are \
        as the file says.",
        in_dutch: "De wereld die vooraf wordt verwacht. ‘Klopt het plan’ betekent: als de effecten zijn \
        zoals in het scenario.",
        also: &["plan world", "base world", "als het plan klopt", "plan"],
    },
    Entry {
        id: "null-world",
        english: "world without effect, null",
        dutch: "wereld zonder effect",
        in_english: "A world in which no approach does anything. All that is found there is a false alarm.",
        in_dutch: "Een wereld waarin geen aanpak iets doet. Alles wat daar wordt gevonden, is loos alarm.",
        also: &["null", "null world", "no effect", "zonder effect"],
    },
    Entry {
        id: "margin-world",
        english: "world at the margin",
        dutch: "wereld op de grens",
        in_english: "A world in which an approach is worse by exactly the margin.",
        in_dutch: "Een wereld waarin een aanpak precies zo veel slechter is als de grens.",
        also: &["margin world"],
    },
    Entry {
        id: "story",
        english: "story",
        dutch: "verhaal achteraf",
        in_english: "A world that was sought afterwards to fit what was published. That it fits does not \
        prove that it happened.",
        in_dutch: "Een wereld die achteraf bij de gepubliceerde cijfers is gezocht. Dat een verhaal past, \
        bewijst niet dat het zo is gegaan.",
        also: &["stories", "explanation", "verhaal", "verhalen"],
    },
    Entry {
        id: "assumption",
        english: "assumption",
        dutch: "aanname",
        in_english: "A number without a firm source.",
        in_dutch: "Een getal zonder harde bron.",
        also: &["assumptions", "assumed", "aannames"],
    },
    Entry {
        id: "range",
        english: "range",
        dutch: "bandbreedte",
        in_english: "From the lowest to the highest value that can be right.",
        in_dutch: "Van de laagste tot de hoogste waarde die kan kloppen.",
        also: &["ranges", "bandbreedtes"],
    },
    Entry {
        id: "source",
        english: "source",
        dutch: "herkomst",
        in_english: "Where a number comes from: stated in a report, derived from it, from elsewhere \
        (external), or an assumption.",
        in_dutch: "Waar een getal vandaan komt: overgenomen uit een rapport, daaruit afgeleid, uit een \
        andere bron, of een aanname.",
        also: &["provenance", "stated", "derived", "external", "bron", "overgenomen", "afgeleid"],
    },
    Entry {
        id: "target",
        english: "calibration target",
        dutch: "streefwaarde",
        in_english: "A number to which the simulation is set. Wanted is what was asked, achieved what came \
        out.",
        in_dutch: "Een getal waarop de simulatie is afgesteld. Gevraagd is wat het moest zijn, bereikt is \
        wat het werd.",
        also: &["calibration", "targets", "wanted", "achieved", "gevraagd", "bereikt"],
    },
    Entry {
        id: "assurance",
        english: "assurance",
        dutch: "gemiddelde kans vooraf",
        in_english: "The chance of finding something, averaged over all that is still uncertain.",
        in_dutch: "De kans om iets te vinden, gemiddeld over alles wat nog onzeker is.",
        also: &["expected power", "average power"],
    },
    Entry {
        id: "frontier",
        english: "frontier",
        dutch: "keuzes die overblijven",
        in_english: "The choices that remain: no other is at least as good in everything, and clearly better \
        in something.",
        in_dutch: "Geen andere keuze is hier op alles minstens even goed en ergens duidelijk beter.",
        also: &["pareto", "efficient", "candidates", "keuzes"],
    },
    Entry {
        id: "tie",
        english: "tie",
        dutch: "niet te onderscheiden",
        in_english: "The difference is smaller than simulation error.",
        in_dutch: "Het verschil is kleiner dan de simulatiefout.",
        also: &["ties", "tied", "tie with", "gelijk"],
    },
    Entry {
        id: "beaten",
        english: "beaten by",
        dutch: "valt af door",
        in_english: "Another choice is nowhere worse and somewhere clearly better.",
        in_dutch: "Een andere keuze is nergens slechter en ergens duidelijk beter.",
        also: &["beaten", "dominated", "ruled out", "afgevallen"],
    },
    Entry {
        id: "sweep",
        english: "sweep",
        dutch: "doorrekening van varianten",
        in_english: "The same trial at other settings, in one table.",
        in_dutch: "Dezelfde proef bij andere instellingen, in één tabel.",
        also: &["vary", "variants", "varianten"],
    },
    Entry {
        id: "seed",
        english: "seed",
        dutch: "startgetal (seed)",
        in_english: "Fixes all chance: the same seed gives the same answer.",
        in_dutch: "Legt al het toeval vast: hetzelfde startgetal geeft hetzelfde antwoord.",
        also: &["random seed", "startgetal"],
    },
    Entry {
        id: "hash",
        english: "hash",
        dutch: "controlegetal",
        in_english: "A fingerprint of the scenario: the same hash, the same scenario.",
        in_dutch: "Een vingerafdruk van het scenario: hetzelfde controlegetal, hetzelfde scenario.",
        also: &["checksum", "fingerprint", "blake3"],
    },
];
