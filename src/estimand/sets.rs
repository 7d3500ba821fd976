//! The sets of people over which a comparison is taken, in one run of one design.

use crate::assignment::{REFERENCE, Trial};

/// A set of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetId {
    /// Everybody eligible.
    Frame,
    /// Those who would accept the lottery.
    Lottery,
    /// Those who would accept some offer of the design.
    Enrolees,
    /// Everybody who was randomised (before enrolment: everybody invited).
    Randomised,
    /// The reference group.
    Reference,
    /// Those assigned (or invited) to an arm.
    Arm(usize),
    /// Those in the frame who would accept an arm's invitation.
    Accepting(usize),
    /// Those invited to an arm who accept.
    Participants(usize),
}

/// Members of one set: people, and the slots of those who are enrolees.
#[derive(Clone, Debug, Default)]
pub struct Members {
    /// Person numbers.
    pub people: Vec<u32>,
    /// Slots of the members that have one.
    pub slots: Vec<u32>,
}

/// All sets of one run of a design, restricted to the waves that reach the month of measurement.
#[derive(Clone, Debug, Default)]
pub struct Sets {
    members: Vec<Members>,
    arms: usize,
    /// Whether the frame of these sets is everybody.
    whole: bool,
    /// Whether everybody in the frame is either randomised or in the reference group.
    divided: bool,
    /// Everybody's status, and that of the enrolees by slot.
    status: Vec<u8>,
    enrolled: Vec<u8>,
}

/// Not measured at the month.
const UNREACHED: u8 = u8::MAX - 2;

/// Which sets there are to collect.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// Number of arms.
    pub arms: usize,
    /// Whether people are invited after the draw.
    pub before: bool,
    /// Only the frame and the enrolees.
    pub of_dataset: bool,
}

impl SetId {
    fn index(self, arms: usize) -> usize {
        match self {
            Self::Frame => 0,
            Self::Lottery => 1,
            Self::Enrolees => 2,
            Self::Randomised => 3,
            Self::Reference => 4,
            Self::Arm(a) => 5 + a,
            Self::Accepting(a) => 5 + arms + a,
            Self::Participants(a) => 5 + 2 * arms + a,
        }
    }
}

impl Sets {
    /// The members of a set.
    pub fn get(&self, id: SetId) -> &Members {
        &self.members[id.index(self.arms)]
    }

    /// Whether the frame of these sets is everybody, all waves included.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The set that the frame leaves when this one is taken out, where that is smaller to add up.
    pub fn complement(&self, id: SetId) -> Option<SetId> {
        let smaller = |other: SetId| self.get(other).people.len() < self.get(id).people.len();
        match id {
            SetId::Randomised if self.divided && smaller(SetId::Reference) => {
                Some(SetId::Reference)
            }
            SetId::Reference if self.divided && smaller(SetId::Randomised) => {
                Some(SetId::Randomised)
            }
            _ => None,
        }
    }

    /// Number of sets.
    pub fn count(&self) -> usize {
        self.members.len()
    }

    /// Where a set is stored.
    pub fn index(&self, id: SetId) -> usize {
        id.index(self.arms)
    }

    /// Collects the sets, or only those of which a dataset is made. `reaches` says who is measured at the month; `lottery`
    /// who would accept the lottery, where that matters.
    pub fn collect(
        &mut self,
        trial: &Trial,
        scope: Scope,
        reaches: impl Fn(usize) -> bool,
        lottery: Option<impl Fn(usize) -> bool>,
    ) {
        let Scope { arms, before, of_dataset } = scope;
        self.arms = arms;
        self.members.resize_with(5 + 3 * arms, Members::default);
        for set in &mut self.members {
            set.people.clear();
            set.slots.clear();
        }
        let status = trial.status.iter().enumerate();
        self.status.clear();
        self.status.extend(status.map(|(i, &s)| if reaches(i) { s } else { UNREACHED }));
        self.enrolled.clear();
        self.enrolled.extend(trial.enrolees.iter().map(|&i| self.status[i as usize]));
        self.fill(SetId::Frame, |_, s| s != UNREACHED);
        self.fill_slots(SetId::Enrolees, |_, s| s != UNREACHED);
        self.name_people(SetId::Enrolees, trial);
        if of_dataset {
            return;
        }
        if let Some(accepts) = lottery {
            self.fill(SetId::Lottery, |i, s| s != UNREACHED && accepts(i));
        }
        let randomised = |_: usize, s: u8| usize::from(s) < arms;
        self.fill(SetId::Reference, |_, s| s == REFERENCE);
        self.fill(SetId::Randomised, randomised);
        self.fill_slots(SetId::Frame, |_, s| s != UNREACHED);
        self.fill_slots(SetId::Reference, |_, s| s == REFERENCE);
        self.fill_slots(SetId::Randomised, randomised);
        for arm in 0..arms {
            let is_own = |_: usize, s: u8| usize::from(s) == arm;
            self.fill(SetId::Arm(arm), is_own);
            self.fill_slots(SetId::Arm(arm), is_own);
            if before {
                let accepts = |slot: usize, s: u8| s != UNREACHED && trial.accepts(slot, arm);
                self.fill_slots(SetId::Accepting(arm), accepts);
                self.name_people(SetId::Accepting(arm), trial);
                self.fill_slots(SetId::Participants(arm), |slot, s| {
                    is_own(slot, s) && trial.accepts(slot, arm)
                });
                self.name_people(SetId::Participants(arm), trial);
            }
        }
        let size = |id: SetId| self.get(id).people.len();
        let (frame, divided) =
            (size(SetId::Frame), size(SetId::Reference) + size(SetId::Randomised));
        self.whole = frame == trial.status.len();
        self.divided = frame == divided;
    }

    fn fill(&mut self, id: SetId, is_member: impl Fn(usize, u8) -> bool) {
        keep(&self.status, &mut self.members[id.index(self.arms)].people, is_member);
    }

    fn fill_slots(&mut self, id: SetId, is_member: impl Fn(usize, u8) -> bool) {
        keep(&self.enrolled, &mut self.members[id.index(self.arms)].slots, is_member);
    }

    /// Who stands in the slots of a set of enrolees.
    fn name_people(&mut self, id: SetId, trial: &Trial) {
        let Members { people, slots } = &mut self.members[id.index(self.arms)];
        people.extend(slots.iter().map(|&slot| trial.enrolees[slot as usize]));
    }
}

/// Writes every number and keeps those of the members: no branch depends on chance.
fn keep(status: &[u8], kept: &mut Vec<u32>, is_member: impl Fn(usize, u8) -> bool) {
    kept.resize(status.len(), 0);
    let mut found = 0;
    for (i, &s) in status.iter().enumerate() {
        kept[found] = i as u32;
        found += usize::from(is_member(i, s));
    }
    kept.truncate(found);
}
