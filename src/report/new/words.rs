//! What `simulate new` asks, and what it says of answers that cannot be.

use crate::report::words::{Listed, Number, phrases};

phrases! {
    /// Before the first question.
    opening() {
        en: "Enter takes the answer in brackets. Ctrl-C stops, and nothing is written.",
        nl: "Met Enter neemt u het antwoord tussen haakjes. Met Ctrl-C stopt u; dan wordt niets opgeslagen.",
    }
    /// Asks for the place.
    place() {
        en: "Which municipality or place?",
        nl: "Voor welke gemeente of plaats?",
    }
    /// Asks how many are eligible.
    eligible() {
        en: "How many people are eligible?",
        nl: "Hoeveel mensen komen in aanmerking?",
    }
    /// Asks how many take part.
    taking_part() {
        en: "How many of them will take part, do you expect?",
        nl: "Hoeveel van hen doen naar verwachting mee?",
    }
    /// Asks for the outcome.
    outcome() {
        en: "What should change? (for instance: works 12 hours a week or more)",
        nl: "Wat moet er veranderen? (bijvoorbeeld: werk van 12 uur per week of meer)",
    }
    /// Asks for the share under regular service.
    now() {
        en: "Without a new approach: what share reaches that, in %?",
        nl: "Bij hoeveel procent is dat nu al zo, zonder nieuwe aanpak?",
    }
    /// Asks for the smallest effect that matters.
    matters() {
        en: "From how many percentage points would you decide differently?",
        nl: "Vanaf hoeveel procentpunt verschil zou uw besluit anders zijn?",
    }
    /// Asks for the arms.
    arms() {
        en: "Which new approaches are tried, beside regular service? (names, with commas)",
        nl: "Welke nieuwe aanpakken worden geprobeerd, naast de gewone dienstverlening? (namen, met komma’s)",
    }
    /// Asks for the effect.
    expected() {
        en: "Which effect do you expect, in percentage points? (− is lower)",
        nl: "Welk effect verwacht u, in procentpunt? (− is lager)",
    }
    /// How several effects are written.
    one_each(arms: &str) {
        en: "One number for all, or one for each with spaces between: {arms}",
        nl: "Eén getal voor allemaal, of voor elk een getal met spaties ertussen: {arms}",
    }
    /// Asks what comes first.
    order() {
        en: "Do people enrol first and is the lottery after, or the lottery first?",
        nl: "Eerst aanmelden en dan loten, of eerst loten en dan uitnodigen?",
    }
    /// An answer to that.
    enrol_first() {
        en: "enrol first, then the lottery",
        nl: "eerst aanmelden, dan loten",
    }
    /// An answer to that.
    lottery_first() {
        en: "the lottery first, then invitations",
        nl: "eerst loten, dan uitnodigen",
    }
    /// Asks for a reference group.
    outside() {
        en: "Is a group outside the trial followed too?",
        nl: "Wordt ook een groep buiten de proef gevolgd?",
    }
    /// An answer to that and to other questions.
    no() {
        en: "no",
        nl: "nee",
    }
    /// An answer to that.
    by_lottery() {
        en: "by lottery",
        nl: "door loting",
    }
    /// An answer to that.
    non_participants() {
        en: "those who do not take part",
        nl: "wie niet meedoet",
    }
    /// Asks for a survey.
    survey() {
        en: "Is there a survey, and what share answers?",
        nl: "Komt er een vragenlijst, en welk deel vult die in?",
    }
    /// What an answer to that means.
    survey_means() {
        en: "In %; the survey then asks what should change. No: it is in the files.",
        nl: "In %; de uitkomstmaat komt dan uit de vragenlijst. Nee: die staat in de bestanden.",
    }
    /// Asks for the month of measurement.
    measured() {
        en: "After how many months do you measure?",
        nl: "Na hoeveel maanden meet u?",
    }
    /// Asks how long the arm lasts.
    lasts() {
        en: "How many months does the approach last?",
        nl: "Hoeveel maanden duurt de aanpak?",
    }
    /// Asks for what is paid once.
    fixed() {
        en: "What are the fixed costs, in euros? (Enter: unknown)",
        nl: "Wat zijn de vaste kosten, in euro’s? (Enter: onbekend)",
    }
    /// Asks for what an invitation costs.
    per_invitation() {
        en: "What does it cost per invitation, in euros? (Enter: unknown)",
        nl: "Wat kost het per uitnodiging, in euro’s? (Enter: onbekend)",
    }
    /// Asks for what a month of an arm costs.
    per_month() {
        en: "What does a new approach cost per participant per month, in euros? (Enter: unknown)",
        nl: "Wat kost een nieuwe aanpak per deelnemer per maand, in euro’s? (Enter: onbekend)",
    }
    /// An answer to that.
    unknown() {
        en: "unknown",
        nl: "onbekend",
    }
    /// How to choose from a list.
    choosing() {
        en: "Choose with the arrows, and press Enter",
        nl: "Kies met de pijltjes, en druk op Enter",
    }

    /// Refuses what is no number.
    no_number(text: &str) {
        en: "‘{text}’ is not a number: write digits",
        nl: "‘{text}’ is geen getal: gebruik cijfers",
    }
    /// Refuses what is no whole number of people or months.
    whole(lowest: Number, highest: Number) {
        en: "Write a whole number from {lowest} to {highest}",
        nl: "Geef een geheel getal van {lowest} tot en met {highest}",
    }
    /// Refuses a share that nobody or everybody has.
    share() {
        en: "Write a percentage above 0 and below 100",
        nl: "Geef een percentage boven 0 en onder 100",
    }
    /// Refuses a share who answer.
    answering() {
        en: "Write a percentage from 5 to 100, or no",
        nl: "Geef een percentage van 5 tot en met 100, of nee",
    }
    /// Refuses an effect that cannot matter.
    points() {
        en: "Write a number of percentage points above 0 and below 100",
        nl: "Geef een getal in procentpunt, boven 0 en onder 100",
    }
    /// Refuses an effect that leads nowhere.
    beyond(now: Number, then: Number) {
        en: "From {now}% this leads to {then}%: that has to lie between 0% and 100%",
        nl: "Van {now}% leidt dit tot {then}%: dat moet tussen 0% en 100% liggen",
    }
    /// Refuses a number of effects.
    effects(arms: Number) {
        en: "Write one number for all approaches, or {arms} with spaces between",
        nl: "Geef één getal voor alle aanpakken, of {arms} getallen met spaties ertussen",
    }
    /// Refuses an amount.
    amount() {
        en: "Write an amount of 0 euros or more, or unknown",
        nl: "Geef een bedrag van 0 euro of meer, of onbekend",
    }
    /// Refuses a text without letters.
    no_name() {
        en: "Write a name with at least one letter or digit, of at most 100 characters, on one line",
        nl: "Geef een naam met minstens één letter of cijfer, van hoogstens 100 tekens, op één regel",
    }
    /// Refuses an arm that every trial has.
    taken(name: &str) {
        en: "‘{name}’ is a group of every trial: name what is new",
        nl: "‘{name}’ is een vaste groep van elke proef: noem wat nieuw is",
    }
    /// Refuses two arms of one name.
    twice(name: &str) {
        en: "Two approaches would be called ‘{name}’: give each a name of its own",
        nl: "Twee aanpakken zouden ‘{name}’ heten: geef elke een eigen naam",
    }
    /// Refuses too many arms.
    many(most: Number) {
        en: "Name at most {most} approaches",
        nl: "Noem hoogstens {most} aanpakken",
    }
    /// Refuses what is not among the answers.
    one_of(answers: Listed<&'static str>) {
        en: "Write one of: {answers}",
        nl: "Kies uit: {answers}",
    }
    /// Refuses groups of fewer than two.
    small_groups(people: Number, groups: Number) {
        en: "{people} participants are too few for {groups} groups: at least 10 are needed in each",
        nl: "{people} deelnemers is te weinig voor {groups} groepen: in elke groep zijn er minstens 10 nodig",
    }
    /// Refuses a lottery for those outside where people enrol first.
    no_lottery_outside() {
        en: "Where people enrol first, nobody is set aside by lottery: choose those who do not take part, or the lottery first",
        nl: "Bij eerst aanmelden wordt niemand door loting apart gezet: kies wie niet meedoet, of eerst loten",
    }
    /// Refuses those who do not take part where everybody is invited.
    all_invited() {
        en: "Where the lottery comes first, everybody else is invited: choose a group by lottery, or enrolment first",
        nl: "Bij eerst loten wordt verder iedereen uitgenodigd: kies een groep door loting, of eerst aanmelden",
    }
    /// Refuses a reference group of nobody.
    nobody_outside() {
        en: "Everybody takes part, so nobody is left outside: choose no, or let fewer take part",
        nl: "Iedereen doet mee, dus buiten de proef blijft niemand over: kies nee, of laat minder mensen meedoen",
    }
    /// Refuses more participants than are invited.
    too_few_invited(invited: Number, people: Number) {
        en: "With a quarter set aside {invited} people are invited, and {people} cannot take part: choose no, or let fewer take part",
        nl: "Is een kwart apart gezet, dan zijn er {invited} mensen uit te nodigen: te weinig voor {people} deelnemers. Kies nee, of laat minder mensen meedoen",
    }
    /// Refuses a survey of people outside.
    nobody_asked_outside() {
        en: "A survey goes to participants only, so it says nothing about the group outside: choose no survey, or no group outside",
        nl: "Een vragenlijst gaat alleen naar deelnemers en zegt niets over de groep daarbuiten: kies geen vragenlijst, of geen groep daarbuiten",
    }
}
