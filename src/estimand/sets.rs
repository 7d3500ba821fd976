//! The sets of people over which a comparison is taken, in one run of one design.

use crate::assignment::{NO_SLOT, REFERENCE, Trial};

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
    /// the lottery.
    pub fn collect(
        &mut self,
        trial: &Trial,
        arms: usize,
        before: bool,
        reaches: impl Fn(usize) -> bool,
        lottery: impl Fn(usize) -> bool,
    ) {
        self.arms = arms;
        self.members.resize_with(5 + 3 * arms, Members::default);
        for set in &mut self.members {
            set.people.clear();
            set.slots.clear();
        }
        for (i, (&status, &slot)) in trial.status.iter().zip(&trial.slots).enumerate() {
            if !reaches(i) {
                continue;
            }
            self.add(SetId::Frame, i, slot);
            if lottery(i) {
                self.add(SetId::Lottery, i, slot);
            }
            if status == REFERENCE {
                self.add(SetId::Reference, i, slot);
            } else if usize::from(status) < arms {
                self.add(SetId::Randomised, i, slot);
                self.add(SetId::Arm(usize::from(status)), i, slot);
            }
            if slot != NO_SLOT {
                self.add_enrolee(trial, before, i, slot, status);
            }
        }
        let size = |id: SetId| self.get(id).people.len();
        let (frame, divided) =
            (size(SetId::Frame), size(SetId::Reference) + size(SetId::Randomised));
        self.whole = frame == trial.status.len();
        self.divided = frame == divided;
    }

    fn add_enrolee(&mut self, trial: &Trial, before: bool, i: usize, slot: u32, status: u8) {
        self.add(SetId::Enrolees, i, slot);
        if !before {
            return;
        }
        for arm in 0..self.arms {
            if trial.accepts(slot as usize, arm) {
                self.add(SetId::Accepting(arm), i, slot);
                if usize::from(status) == arm {
                    self.add(SetId::Participants(arm), i, slot);
                }
            }
        }
    }

    fn add(&mut self, id: SetId, person: usize, slot: u32) {
        let members = &mut self.members[id.index(self.arms)];
        members.people.push(person as u32);
        if slot != NO_SLOT {
            members.slots.push(slot);
        }
    }
}
