//! The sets of people over which a comparison is taken, in one run of one design.

use std::ops::Range;

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

    /// Collects the sets. `reaches` says who is measured at the month; `lottery` who would accept
    /// the lottery, where that matters.
    pub fn collect(
        &mut self,
        trial: &Trial,
        arms: usize,
        before: bool,
        reaches: impl Fn(usize) -> bool,
        lottery: Option<impl Fn(usize) -> bool>,
    ) {
        self.arms = arms;
        self.members.resize_with(5 + 3 * arms, Members::default);
        for set in &mut self.members {
            set.people.clear();
            set.slots.clear();
        }
        let everybody = 0..trial.status.len() as u32;
        self.fill(SetId::Frame, everybody.clone(), &reaches);
        if let Some(accepts) = lottery {
            self.fill(SetId::Lottery, everybody.clone(), |i| accepts(i) && reaches(i));
        }
        let has = |i: usize, wanted: u8| trial.status[i] == wanted && reaches(i);
        self.fill(SetId::Reference, everybody.clone(), |i| has(i, REFERENCE));
        for arm in 0..arms {
            self.fill(SetId::Arm(arm), everybody.clone(), |i| has(i, arm as u8));
        }
        let randomised = |i: usize| usize::from(trial.status[i]) < arms && reaches(i);
        self.fill(SetId::Randomised, everybody, randomised);
        for (slot, &person) in trial.enrolees.iter().enumerate() {
            if reaches(person as usize) {
                self.add_enrolee(trial, before, person, slot as u32);
            }
        }
        let size = |id: SetId| self.get(id).people.len();
        let (frame, divided) =
            (size(SetId::Frame), size(SetId::Reference) + size(SetId::Randomised));
        self.whole = frame == trial.status.len();
        self.divided = frame == divided;
    }

    /// Writes everybody's number and keeps those of the members: no branch depends on chance.
    fn fill(&mut self, id: SetId, everybody: Range<u32>, is_member: impl Fn(usize) -> bool) {
        let people = &mut self.members[id.index(self.arms)].people;
        people.resize(everybody.len(), 0);
        let mut found = 0;
        for i in everybody {
            people[found] = i;
            found += usize::from(is_member(i as usize));
        }
        people.truncate(found);
    }

    /// Adds the slot of an enrolee to all sets they are in, and the enrolee to sets of enrolees.
    fn add_enrolee(&mut self, trial: &Trial, before: bool, person: u32, slot: u32) {
        let status = usize::from(trial.status[person as usize]);
        self.add_slot(SetId::Frame, slot);
        self.add(SetId::Enrolees, person, slot);
        if status == usize::from(REFERENCE) {
            self.add_slot(SetId::Reference, slot);
        } else if status < self.arms {
            self.add_slot(SetId::Randomised, slot);
            self.add_slot(SetId::Arm(status), slot);
        }
        if !before {
            return;
        }
        for arm in (0..self.arms).filter(|&arm| trial.accepts(slot as usize, arm)) {
            self.add(SetId::Accepting(arm), person, slot);
            if status == arm {
                self.add(SetId::Participants(arm), person, slot);
            }
        }
    }

    fn add(&mut self, id: SetId, person: u32, slot: u32) {
        self.members[id.index(self.arms)].people.push(person);
        self.add_slot(id, slot);
    }

    fn add_slot(&mut self, id: SetId, slot: u32) {
        self.members[id.index(self.arms)].slots.push(slot);
    }
}
