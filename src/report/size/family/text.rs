//! The same for a planner.

use super::{FamilyAnswer, FamilyPoint, FamilySizes};
use crate::diagnosis::family::Quantifier;
use crate::language::Language;
use crate::report::digits;
use crate::report::names::Names;
use crate::report::page::{Page, WIDTH};
use crate::report::run::declared::TestKey;
use crate::report::size::curve::telling;
use crate::report::size::people::{Kind, People, counted, interval};
use crate::report::size::text::{is_hopeless, not_confirmed, told_end, undetermined};
use crate::report::size::words;
use crate::report::table::Table;
use crate::report::words::amounts::Freq;
use crate::report::words::shares::{OfTrials, frequency};
use crate::report::words::{Number, Say};
use crate::scenario::Labelled;
use crate::sizing::{Solution, Status, Verdict};

impl FamilySizes {
    /// The answers as text.
    pub fn text(&self, names: &Names, width: usize) -> String {
        self.screen(names, width).finish()
    }

    /// The answers as a page; `command` makes it again.
    pub fn page(&self, names: &Names, command: &[String]) -> String {
        self.head.page(names.language, Vec::new(), self.screen(names, WIDTH), command)
    }

    fn screen(&self, names: &Names, width: usize) -> Page {
        let mut page = Page::new(width);
        for answer in &self.answers {
            page.heading(&words::title(names.language));
            let FamilyAnswer { family, design, world, of, correction, .. } = answer;
            page.quiet(&described(family, *of, [design, world], names), "");
            page.quiet(&correction.member().sentence_in(names.language), "    ");
            for test in &answer.tests {
                page.quiet(&told_test(test, names), "    ");
            }
            answer.write(&self.head.asked.power(), names.language, &mut page);
        }
        let searched = || self.answers.iter().filter(|a| a.curve.len() > 1);
        if searched().next().is_some() {
            page.gap();
            let has_all = searched().all(|a| !a.exhausted && a.eligible.is_some());
            let is_confirmed = searched().any(|a| a.confirmed.is_some());
            page.quiet(&self.head.asked.how(names.language, has_all, is_confirmed, 0), "");
        }
        page
    }
}

/// `family work, all tests find what they seek · design after, world plan`.
pub(in crate::report) fn described(
    family: &str,
    of: Quantifier,
    [design, world]: [&str; 2],
    names: &Names,
) -> String {
    let design = names.shown(Labelled::Design, design);
    let world = names.world(world);
    match of {
        Quantifier::Any => words::described_any(names.language, family, design, world),
        Quantifier::All => words::described_all(names.language, family, design, world),
    }
}

/// A test of a family.
pub(in crate::report) fn told_test(test: &TestKey, names: &Names) -> String {
    let TestKey { analysis, outcome, month, arm, versus } = test;
    names.test(outcome, *month, [arm, versus], analysis)
}

impl FamilyAnswer {
    fn write(&self, power: &Number, language: Language, page: &mut Page) {
        if let (Some(eligible), Some(participants)) = (&self.eligible, &self.participants) {
            page.text(&self.needed(power, eligible, participants, language), "  ");
            self.write_check(power, language, page);
        } else if is_hopeless(self.status) {
            page.warning(&words::never(language, Why(self.status, self.of)), "  ");
        } else if self.status == Status::Nonmonotone {
            page.warning(&words::not_rising(language), "  ");
        } else {
            page.warning(&undetermined(self.eligible_bounds, power, language), "  ");
        }
        if self.status == Status::InfeasiblePool {
            self.write_pool(language, page);
        }
        if self.exhausted {
            page.warning(&told_end(self.eligible.is_some(), language), "  ");
        }
        if self.curve.len() > 1 {
            self.write_curve(language, page);
        }
    }

    fn write_curve(&self, language: Language, page: &mut Page) {
        page.gap();
        let header = [
            words::column_eligible,
            words::column_participants,
            words::column_trials,
            words::column_found,
        ];
        let header = header.map(|column| column(language));
        let mut table = Table::new(&header.each_ref().map(String::as_str), 0);
        for p in telling(&self.curve, |p| p.eligible, |p| p.replications) {
            let numbers = [
                digits::count(p.eligible),
                digits::count(p.participants),
                digits::count(p.replications as f64),
                digits::counted_percent(p.power, p.replications),
            ];
            table.row(numbers.map(|number| language.number(&number)).to_vec());
        }
        page.table(table);
    }

    fn needed(
        &self,
        power: &Number,
        eligible: &Solution,
        participants: &Solution,
        language: Language,
    ) -> String {
        let people = People(participants.at, Kind::Participants);
        let smallest = self.curve.iter().min_by(|p, q| p.eligible.total_cmp(&q.eligible));
        let at_the_floor = self.confirmed.as_ref().or(smallest).filter(|_| self.is_floor);
        let own = match (at_the_floor.map(FamilyPoint::frequency), self.of) {
            (Some(frequency), _) => words::floor_succeeds(language, people, frequency),
            (None, Quantifier::Any) => {
                words::needed_any(language, people, interval(participants), power)
            }
            (None, Quantifier::All) => {
                words::needed_all(language, people, interval(participants), power)
            }
        };
        if (eligible.at - participants.at).abs() <= 1.5 {
            return own;
        }
        format!("{own} {}", words::eligible(language, counted(eligible.at), interval(eligible)))
    }

    fn write_check(&self, power: &Number, language: Language, page: &mut Page) {
        let (Some(verdict), Some(at)) = (self.verdict, &self.confirmed) else { return };
        let share = OfTrials::counted(at.power, at.replications);
        match verdict {
            Verdict::Confirmed => page.text(&words::confirmed(language, share), "  "),
            Verdict::CheckedRoughly => page.text(&words::checked_roughly(language, share), "  "),
            Verdict::NotConfirmed => {
                let told = not_confirmed(at.power, at.replications, power, language);
                page.warning(&told, "  ");
            }
        }
    }

    fn write_pool(&self, language: Language, page: &mut Page) {
        let pool = words::pool(language, counted(self.pool as f64));
        let reached = self.reachable.as_ref().map(|p| {
            let people = People(p.participants, Kind::Participants);
            words::pool_gives_succeeds(language, people, p.frequency())
        });
        page.warning(
            &[Some(pool), reached].into_iter().flatten().collect::<Vec<_>>().join(" "),
            "  ",
        );
        if let Some(places) = self.places_needed.filter(|n| *n >= 2.0) {
            page.text(&words::enough_places(language, counted(places)), "  ");
        }
    }
}

impl FamilyPoint {
    fn frequency(&self) -> Freq {
        frequency(self.power, self.replications)
    }
}

/// Why the tests will not find together, whatever is searched.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Why(pub Status, pub Quantifier);

impl Say for Why {
    fn say(&self, language: Language) -> String {
        let [english, dutch] = match (self.0, self.1) {
            (Status::NeverReachesBias, Quantifier::All) => [
                "the estimate of some test is off by more than the smallest effect that matters",
                "bij een van de toetsen is de vertekening groter dan het kleinste effect dat ertoe doet",
            ],
            (Status::NeverReachesBias, Quantifier::Any) => [
                "the estimates are off by more than the smallest effect that matters",
                "de vertekening is groter dan het kleinste effect dat ertoe doet",
            ],
            (Status::NeverReachesSign, Quantifier::All) => [
                "the estimates of some test point the other way than what it seeks",
                "bij een van de toetsen wijzen de schattingen de verkeerde kant op",
            ],
            (Status::NeverReachesSign, Quantifier::Any) => [
                "no test has estimates that point to what it seeks",
                "bij elke toets wijzen de schattingen de verkeerde kant op",
            ],
            (_, Quantifier::All) => [
                "some test has nothing to find in this world",
                "bij een van de toetsen valt in deze wereld niets te vinden",
            ],
            (_, Quantifier::Any) => [
                "no test has anything to find in this world",
                "bij geen enkele toets valt in deze wereld iets te vinden",
            ],
        };
        match language {
            Language::English => english,
            Language::Dutch => dutch,
        }
        .to_owned()
    }
}
