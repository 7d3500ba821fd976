//! The sets of people over which a comparison is taken, in one run of one design.

use crate::assignment::{NO_SLOT, REFERENCE, Trial};
use crate::numeric::bits::Bits;

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
    /// Places among the people drawn.
    pub people: Bits,
    /// Slots of the members that have one.
    pub slots: Bits,
}

/// All sets of one run of a design, restricted to the waves that reach the month of measurement.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is known apart from the others")]
pub struct Sets {
    members: Vec<Members>,
    arms: usize,
    /// Whether the frame of these sets is everybody.
    whole: bool,
    /// Whether everybody in the frame is either randomised or in the reference group.
    divided: bool,
    /// Whether everybody is measured at the month.
    reaches_all: bool,
    /// Whether everybody has a slot.
    all_enrolled: bool,
    /// Everybody's status, and that of the enrolees by slot.
    status: Vec<u8>,
    enrolled: Vec<u8>,
}

/// Not measured at the month.
pub const UNREACHED: u8 = u8::MAX - 2;

/// Which sets there are to collect.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// Number of arms.
    pub arms: usize,
    /// Whether people are invited after the draw.
    pub before: bool,
    /// No sets: only who is measured.
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

    /// Whether everybody is measured at the month.
    pub fn reach_everybody(&self) -> bool {
        self.reaches_all
    }

    /// Everybody's status in the trial, or [`UNREACHED`].
    pub fn status(&self) -> &[u8] {
        &self.status
    }

    /// The same of the enrolees, by slot.
    pub fn enrolled(&self) -> &[u8] {
        &self.enrolled
    }

    /// Collects the sets, or only who is measured. `reaches` says who is measured at the month, where not everybody is;
    /// `lottery` who would accept the lottery, where that matters.
    pub fn collect(
        &mut self,
        trial: &Trial,
        scope: Scope,
        reaches: Option<impl Fn(usize) -> bool>,
        lottery: Option<impl Fn(usize) -> bool>,
    ) {
        self.arms = scope.arms;
        self.note_status(trial, reaches);
        self.members.resize_with(5 + 3 * scope.arms, Members::default);
        for set in &mut self.members {
            set.people.clear();
            set.slots.clear();
        }
        if scope.of_dataset {
            return;
        }
        let is_measured = |_: usize, s: u8| s != UNREACHED;
        if self.reaches_all {
            let Members { people, slots } = &mut self.members[SetId::Frame.index(self.arms)];
            people.select_all(self.status.len());
            slots.select_all(self.enrolled.len());
        } else {
            self.fill(SetId::Frame, is_measured, is_measured);
        }
        if self.all_enrolled {
            self.copy(SetId::Frame, SetId::Enrolees);
        } else {
            let has_slot = |i: usize, s: u8| s != UNREACHED && trial.slots[i] != NO_SLOT;
            self.fill(SetId::Enrolees, has_slot, is_measured);
        }
        if let Some(accepts) = lottery {
            let accepts = |i: usize, s: u8| s != UNREACHED && accepts(i);
            self.members[SetId::Lottery.index(self.arms)].people.select(&self.status, accepts);
        }
        let arms = scope.arms as u8;
        if trial.participants() == self.status.len() && self.reaches_all {
            self.copy(SetId::Frame, SetId::Randomised);
        } else {
            self.fill_between(SetId::Reference, REFERENCE, REFERENCE);
            self.fill_between(SetId::Randomised, 0, arms - 1);
        }
        for arm in 0..arms {
            self.fill_between(SetId::Arm(usize::from(arm)), arm, arm);
            if scope.before {
                self.fill_acceptors(usize::from(arm), trial);
            }
        }
        let size = |id: SetId| self.get(id).people.len();
        let (frame, divided) =
            (size(SetId::Frame), size(SetId::Reference) + size(SetId::Randomised));
        self.whole = frame == trial.status.len();
        self.divided = frame == divided;
    }

    fn note_status(&mut self, trial: &Trial, reaches: Option<impl Fn(usize) -> bool>) {
        self.status.clear();
        match reaches {
            None => {
                self.reaches_all = true;
                self.status.extend_from_slice(&trial.status);
            }
            Some(reaches) => {
                self.reaches_all = false;
                let status = trial.status.iter().enumerate();
                self.status.extend(status.map(|(i, &s)| if reaches(i) { s } else { UNREACHED }));
            }
        }
        self.enrolled.clear();
        self.all_enrolled = trial.enrolees.len() == self.status.len();
        if self.all_enrolled {
            self.enrolled.extend_from_slice(&self.status);
        } else {
            self.enrolled.extend(trial.enrolees.iter().map(|&i| self.status[i as usize]));
        }
    }

    /// Those who would accept an arm's invitation, and those of them who are invited to it.
    fn fill_acceptors(&mut self, arm: usize, trial: &Trial) {
        let accepts = |i: usize| {
            let slot = trial.slots[i];
            slot != NO_SLOT && trial.accepts(slot as usize, arm)
        };
        self.fill(
            SetId::Accepting(arm),
            |i, s| s != UNREACHED && accepts(i),
            |slot, s| s != UNREACHED && trial.accepts(slot, arm),
        );
        self.fill(
            SetId::Participants(arm),
            |i, s| usize::from(s) == arm && accepts(i),
            |slot, s| usize::from(s) == arm && trial.accepts(slot, arm),
        );
    }

    /// The same people and slots in a set as in one before it.
    fn copy(&mut self, from: SetId, to: SetId) {
        let [from, to] = [from, to].map(|id| id.index(self.arms));
        let (before, rest) = self.members.split_at_mut(to);
        rest[0].people.copy(&before[from].people);
        rest[0].slots.copy(&before[from].slots);
    }

    /// Those whose status lies between two.
    fn fill_between(&mut self, id: SetId, lowest: u8, highest: u8) {
        let Members { people, slots } = &mut self.members[id.index(self.arms)];
        people.select_between(&self.status, lowest, highest);
        if self.all_enrolled {
            slots.copy(people);
        } else {
            slots.select_between(&self.enrolled, lowest, highest);
        }
    }

    fn fill(
        &mut self,
        id: SetId,
        is_member: impl Fn(usize, u8) -> bool,
        has_slot: impl Fn(usize, u8) -> bool,
    ) {
        let Members { people, slots } = &mut self.members[id.index(self.arms)];
        people.select(&self.status, is_member);
        if self.all_enrolled {
            slots.copy(people);
        } else {
            slots.select(&self.enrolled, has_slot);
        }
    }
}
