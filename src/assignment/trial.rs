//! One run of a design: who accepts which offer, who is drawn for what.

use super::{Randomiser, Roster, Urn};
use crate::numeric::columns;
use crate::population::Column;
use crate::recruitment::Offer;
use crate::stream::{Among, Draws, Purpose};

/// A design ready to be run.
#[derive(Clone, Debug, PartialEq)]
pub enum DesignModel {
    /// Enrol, then randomise.
    After(AfterModel),
    /// Randomise, then enrol.
    Before(BeforeModel),
}

/// Enrol, then randomise. Shares are by arm, control first, and sum to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct AfterModel {
    /// How arms are drawn.
    pub randomiser: Randomiser,
    /// Share of each arm.
    pub shares: Vec<f64>,
    /// Participants at which recruitment stops.
    pub quota: Option<usize>,
    /// Share of enrolees who are randomised.
    pub randomised: f64,
}

/// Randomise, then enrol.
#[derive(Clone, Debug, PartialEq)]
pub struct BeforeModel {
    /// How arms are drawn.
    pub randomiser: Randomiser,
    /// Share of the frame in the random reference group.
    pub reference: f64,
    /// Share of each arm among the others.
    pub shares: Vec<f64>,
    /// The number of the invitation to each arm.
    pub offers: Vec<usize>,
}

/// The number of the offer of a place in the lottery over all arms.
pub const LOTTERY: usize = 0;

/// Who says yes to what.
#[derive(Clone, Copy, Debug)]
pub struct Willing<'a> {
    /// All offers, by number.
    pub offers: &'a [Offer],
    /// Everybody's inclination minus threshold: an offer is accepted when its intercept plus the margin is positive.
    pub margin: &'a [f64],
}

/// Not assigned and not in the reference group.
pub const NOWHERE: u8 = u8::MAX;
/// In the reference group.
pub const REFERENCE: u8 = u8::MAX - 1;
/// Not among those who would accept any offer.
pub const NO_SLOT: u32 = u32::MAX;

/// In no block of the scheme.
pub const NO_BLOCK: u32 = u32::MAX;

/// Who is who in one run of one design.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    /// By person: the arm they are assigned (or invited) to, [`REFERENCE`] or [`NOWHERE`].
    pub status: Vec<u8>,
    /// By person: the number of the block within which their arm was drawn, or [`NO_BLOCK`]; empty where there are none.
    pub blocks: Vec<u32>,
    /// Everybody who would accept some offer of this design; their position is their slot.
    pub enrolees: Vec<u32>,
    /// By person: the slot, or [`NO_SLOT`].
    pub slots: Vec<u32>,
    /// By slot: bit a is set when the person would accept the offer of arm a.
    pub accepts: Vec<u32>,
    /// By slot: the arm that the person is assigned to and accepts, or [`NOWHERE`].
    pub takes_part: Vec<u8>,
    /// Whether fewer people could be recruited than the design asks for.
    pub shortfall: bool,
    /// People who were offered a place before recruitment stopped.
    pub invited: usize,
    /// Those of them who accepted.
    pub enrolled: usize,
    /// By arm: those who take part in it.
    pub in_arm: Vec<usize>,
    /// Whether the slots are those of everybody.
    everybody: bool,
}

/// Working space for assignment.
#[derive(Clone, Debug, Default)]
pub struct TrialBuffers {
    uniforms: Vec<f64>,
    words: Vec<u32>,
    /// Word and place of everybody who may be invited.
    ranks: Vec<u64>,
    /// Those who are to be divided, in the order in which they arrive.
    order: Vec<u32>,
    urn: Urn,
}

impl TrialBuffers {
    /// Those who were divided last, in the order in which they arrived.
    pub fn arrivals(&self) -> &[u32] {
        &self.order
    }
}

impl DesignModel {
    /// Number of arms, control included.
    pub fn arms(&self) -> usize {
        match self {
            Self::After(d) => d.shares.len(),
            Self::Before(d) => d.shares.len(),
        }
    }

    /// How arms are drawn.
    pub fn randomiser(&self) -> &Randomiser {
        match self {
            Self::After(d) => &d.randomiser,
            Self::Before(d) => &d.randomiser,
        }
    }

    /// The number of the offer that people assigned to an arm decide on.
    pub fn offer(&self, arm: usize) -> usize {
        match self {
            Self::After(_) => LOTTERY,
            Self::Before(d) => d.offers[arm],
        }
    }

    /// Runs the design in a frame of `frame` people, of whom `draws` may list only those who can
    /// enrol: they are who is `willing`, and `characteristics` what is on file about them.
    pub fn run(
        &self,
        draws: Among,
        frame: usize,
        willing: Willing,
        characteristics: &[Column],
        trial: &mut Trial,
        b: &mut TrialBuffers,
    ) {
        let people = willing.margin.len();
        trial.collect_enrolees(self, willing);
        trial.status.clear();
        trial.shortfall = false;
        let in_order = match self {
            Self::After(design) => {
                trial.invited = frame;
                trial.enrolled = trial.enrolees.len();
                trial.status.resize(people, REFERENCE);
                design.choose(draws, frame, trial, b)
            }
            Self::Before(design) => {
                trial.status.resize(people, NOWHERE);
                design.choose(draws, trial, b)
            }
        };
        self.divide(draws, characteristics, in_order, trial, b);
        trial.note_participants(self);
        trial.in_arm.clear();
        let arms = 0..self.arms() as u8;
        trial.in_arm.extend(arms.map(|arm| columns::count(&trial.takes_part, arm)));
    }

    /// Divides those who are chosen over the arms; they may be everybody, `in_order`.
    fn divide(
        &self,
        draws: Among,
        characteristics: &[Column],
        in_order: bool,
        trial: &mut Trial,
        b: &mut TrialBuffers,
    ) {
        let drawn = trial.status.len();
        let arrivals = &b.order;
        let roster = Roster { arrivals, in_order, drawn, characteristics, draws, again: None };
        self.randomiser().draw.draw(&roster, &mut b.urn);
        trial.blocks.clear();
        if !b.urn.blocks.is_empty() {
            trial.blocks.resize(drawn, NO_BLOCK);
            for (&i, &block) in b.order.iter().zip(&b.urn.blocks) {
                trial.blocks[i as usize] = block;
            }
        }
        if in_order {
            return trial.status.copy_from_slice(&b.urn.arms);
        }
        for (&i, &arm) in b.order.iter().zip(&b.urn.arms) {
            trial.status[i as usize] = arm;
        }
    }
}

impl Trial {
    fn collect_enrolees(&mut self, design: &DesignModel, Willing { offers, margin }: Willing) {
        let intercept = |arm: usize| offers[design.offer(arm)].intercept;
        let arms = design.arms();
        let all = if arms < 32 { (1 << arms) - 1 } else { u32::MAX };
        if (0..arms).all(|arm| intercept(arm) == f64::INFINITY) {
            return self.enrol_everybody(margin.len(), all);
        }
        self.everybody = false;
        self.enrolees.clear();
        self.accepts.clear();
        self.slots.clear();
        self.slots.resize(margin.len(), NO_SLOT);
        let widest = (0..arms).map(intercept).fold(f64::NEG_INFINITY, f64::max);
        self.enrolees.resize(margin.len(), 0);
        let mut found = 0;
        // Everybody is written and those who accept are kept: no branch depends on chance.
        for (i, (slot, &m)) in self.slots.iter_mut().zip(margin).enumerate() {
            let accepts = widest + m > 0.0;
            *slot = if accepts { found as u32 } else { NO_SLOT };
            self.enrolees[found] = i as u32;
            found += usize::from(accepts);
        }
        self.enrolees.truncate(found);
        if let DesignModel::After(_) = design {
            return self.accepts.resize(found, all);
        }
        for &i in &self.enrolees {
            let m = margin[i as usize];
            let bit = |a: usize| u32::from(intercept(a) + m > 0.0) << a;
            self.accepts.push((0..arms).map(bit).sum());
        }
    }

    /// Gives everybody a slot, unless they have one from the trial before.
    fn enrol_everybody(&mut self, people: usize, accepts: u32) {
        if self.everybody && self.slots.len() == people && self.accepts.first() == Some(&accepts) {
            return;
        }
        self.everybody = true;
        self.enrolees.clear();
        self.enrolees.extend(0..people as u32);
        self.slots.clone_from(&self.enrolees);
        self.accepts.clear();
        self.accepts.resize(people, accepts);
    }

    /// Those who take part.
    pub fn participants(&self) -> usize {
        self.in_arm.iter().sum()
    }

    /// Whether the person in `slot` would accept the offer of `arm`.
    #[inline]
    pub fn accepts(&self, slot: usize, arm: usize) -> bool {
        self.accepts[slot] >> arm & 1 == 1
    }

    /// Notes who takes part, and where.
    fn note_participants(&mut self, design: &DesignModel) {
        let arms = design.arms();
        if let (DesignModel::After(_), true) = (design, self.enrolees.len() == self.status.len()) {
            // Nobody is left for the reference group.
            return self.takes_part.clone_from(&self.status);
        }
        self.takes_part.clear();
        let slots = self.enrolees.iter().zip(&self.accepts);
        self.takes_part.extend(slots.map(|(&i, &accepts)| {
            let arm = self.status[i as usize];
            let is_there = usize::from(arm) < arms && accepts >> (arm & 31) & 1 == 1;
            if is_there { arm } else { NOWHERE }
        }));
    }
}

impl AfterModel {
    /// Chooses who is randomised, in the order in which they are invited; whether they are everybody, in the order of
    /// the file.
    fn choose(&self, draws: Among, frame: usize, trial: &mut Trial, b: &mut TrialBuffers) -> bool {
        b.order.clear();
        if self.randomised >= 1.0 {
            b.order.extend_from_slice(&trial.enrolees);
        } else {
            b.uniforms.resize(trial.status.len(), 0.0);
            draws.uniforms(Purpose::Randomised, 0, &mut b.uniforms);
            for &i in &trial.enrolees {
                if b.uniforms[i as usize] < self.randomised {
                    b.order.push(i);
                } else {
                    trial.status[i as usize] = NOWHERE;
                }
            }
        }
        if let Some(quota) = self.quota {
            recruit(quota, draws, frame, trial, b);
        }
        self.quota.is_none() && b.order.len() == trial.status.len()
    }
}

/// What people are ranked by in the order of invitation.
fn key(word: u32, place: usize) -> u64 {
    u64::from(word) << 32 | place as u64
}

/// Runs down the order of invitation until `quota` people take part. Of two people with the same word, the first in
/// the frame is invited first.
fn recruit(quota: usize, draws: Among, frame: usize, trial: &mut Trial, b: &mut TrialBuffers) {
    b.words.resize(trial.status.len(), 0);
    draws.words(Purpose::InvitationOrder, 0, &mut b.words);
    let rank = |i: u32| (b.words[i as usize], i);
    b.ranks.clear();
    b.ranks.extend(b.order.iter().map(|&i| key(b.words[i as usize], i as usize)));
    trial.shortfall = b.ranks.len() < quota;
    if quota < b.ranks.len() {
        b.ranks.select_nth_unstable(quota);
        for &later in &b.ranks[quota..] {
            trial.status[later as u32 as usize] = NOWHERE;
        }
        b.ranks.truncate(quota);
    }
    b.ranks.sort_unstable();
    b.order.clear();
    b.order.extend(b.ranks.iter().map(|&rank| rank as u32));
    if let Some(&last) = b.order.get(quota.wrapping_sub(1)).filter(|_| !trial.shortfall) {
        let mut end = rank(last);
        trial.enrolled = trial.enrolees.iter().filter(|&&i| rank(i) <= end).count();
        if let Some(people) = draws.people() {
            end.1 = people[last as usize];
            b.words.resize(frame, 0);
            draws.stream().words(Purpose::InvitationOrder, 0, &mut b.words);
        }
        let invited = |&(i, &word): &(usize, &u32)| (word, i as u32) <= end;
        trial.invited = b.words.iter().enumerate().filter(invited).count();
    }
}

impl BeforeModel {
    /// Chooses who is randomised: everybody outside the reference group, in the order of the file; whether that is
    /// everybody.
    fn choose(&self, draws: Among, trial: &mut Trial, b: &mut TrialBuffers) -> bool {
        let n = trial.status.len();
        b.order.clear();
        if self.reference > 0.0 {
            b.urn.set_aside(self.reference, draws, n);
            for (i, &invited) in b.urn.arms.iter().enumerate() {
                if invited == 0 {
                    trial.status[i] = REFERENCE;
                } else {
                    b.order.push(i as u32);
                }
            }
        } else {
            b.order.extend(0..n as u32);
        }
        b.order.len() == n
    }
}
