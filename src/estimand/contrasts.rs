//! What a comparison of two groups compares in a design: its sets, its own estimand, and the
//! expectation that is its truth (the table of Ruling R7).

use super::aim::Aim;
use super::expectation::{Expectation, Part, Status, Weight};
use super::potential::Role;
use super::sets::SetId;
use super::{Estimand, Policy};

/// A comparison of two groups and the sets it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContrastModel {
    /// Role of the first group.
    pub treated: Role,
    /// Role of the group it is compared with.
    pub comparison: Role,
    /// The arms whose policy values are compared; 0 is regular service.
    pub policy: [usize; 2],
    /// Common base set.
    pub base: SetId,
    /// Those actually in each group.
    pub sets: [SetId; 2],
    /// Those in the frame who would be in each group, where the groups differ by selection.
    pub pools: Option<[SetId; 2]>,
    /// Whether the estimate divides by the share that starts. The causes are then those among the
    /// people who accept, and all chance is left to the adjustment.
    pub by_instrument: bool,
}

impl ContrastModel {
    /// Whether chance decided, person by person, who belongs to which group: everywhere but against a reference group
    /// that nobody drew.
    pub fn is_between_assigned(&self) -> bool {
        self.sets[1] != SetId::Reference || self.pools.is_none()
    }
}

/// A comparison resolved in a design.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// Sets and roles for the bias budget.
    pub model: ContrastModel,
    /// What the estimator aims at.
    pub estimand: Estimand,
    /// Its truth.
    pub own: Expectation,
    /// The policy truth; none when it is zero by definition.
    pub policy: Option<Expectation>,
    /// Its sides on which somebody is treated: the first group, and the second where that is an arm.
    pub sides: Vec<Side>,
}

/// One treated side of a comparison.
#[derive(Clone, Debug)]
pub struct Side {
    /// The share of its people who are treated; none where the estimate is per person treated.
    pub treated: Option<Expectation>,
    /// The share whom the policy treats; none for everybody.
    pub by_policy: Option<Expectation>,
    /// The policy effect of its arm against regular service.
    pub effect: Expectation,
}

impl Side {
    /// Everything that has to be known of it.
    pub fn expectations(&self) -> impl Iterator<Item = &Expectation> {
        self.treated.iter().chain(&self.by_policy).chain([&self.effect])
    }
}

/// A group in a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// An arm; 0 is control.
    Arm(usize),
    /// The reference group.
    Reference,
}

/// The design as far as a comparison is concerned.
#[derive(Clone, Copy, Debug)]
pub enum Setting<'a> {
    /// Randomised after enrolment.
    After,
    /// Randomised before; offers by arm; whether only enrolees are analysed.
    Before {
        /// Offer numbers by arm.
        offers: &'a [usize],
        /// Only those who enrol.
        participants: bool,
        /// The random reference group exists.
        reference: bool,
    },
}

/// Why a comparison cannot be made in a design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incomparable {
    /// The reference group comes first.
    ReferenceFirst,
    /// Both groups are the same.
    SameGroup,
    /// The design has no reference group.
    NoReference,
    /// The effect of receipt, among enrolees, against others than the control arm.
    ReceiptAgainstOthers,
    /// The effect of receipt where only those who accepted an invitation are analysed.
    ReceiptAmongParticipants,
    /// The effect of an invitation's receipt against people who are invited as well.
    ReceiptAgainstInvited,
}

impl Setting<'_> {
    /// Resolves a comparison of `first` with `second` in this design.
    ///
    /// # Errors
    /// [`Incomparable`] where the design or the aim does not allow it.
    pub fn resolve(
        self,
        [first, second]: [Group; 2],
        aim: Aim,
        endpoint: usize,
        policy: Policy,
    ) -> Result<Resolved, Incomparable> {
        let Group::Arm(a) = first else { return Err(Incomparable::ReferenceFirst) };
        if first == second {
            return Err(Incomparable::SameGroup);
        }
        let versus = match second {
            Group::Arm(c) => c,
            Group::Reference => 0,
        };
        let (model, estimand, own) = self.compared(a, second, aim, endpoint)?;
        let treated = [a, versus].into_iter().filter(|&arm| arm > 0);
        Ok(Resolved {
            model,
            sides: treated.filter_map(|arm| self.side(arm, aim, endpoint, policy)).collect(),
            estimand,
            own: own.among_measured(),
            policy: policy_expectation(endpoint, a, versus, policy)
                .map(Expectation::among_measured),
        })
    }

    /// Sets, estimand and truth of an arm against another group.
    fn compared(
        self,
        a: usize,
        second: Group,
        aim: Aim,
        endpoint: usize,
    ) -> Result<(ContrastModel, Estimand, Expectation), Incomparable> {
        let of_receipt = aim == Aim::Receipt;
        match self {
            Self::After if of_receipt && second != Group::Arm(0) => {
                Err(Incomparable::ReceiptAgainstOthers)
            }
            Self::After => Ok(after(a, second, aim, endpoint)),
            Self::Before { reference: false, .. } if second == Group::Reference => {
                Err(Incomparable::NoReference)
            }
            Self::Before { participants: true, .. } if of_receipt => {
                Err(Incomparable::ReceiptAmongParticipants)
            }
            Self::Before { offers, participants: true, .. } => {
                Ok(participants(a, second, offers, endpoint))
            }
            Self::Before { .. } if of_receipt && second != Group::Reference => {
                Err(Incomparable::ReceiptAgainstInvited)
            }
            Self::Before { offers, .. } => Ok(invited(a, second, offers, aim, endpoint)),
        }
    }

    fn side(self, arm: usize, aim: Aim, endpoint: usize, policy: Policy) -> Option<Side> {
        let treated = match self {
            _ if aim == Aim::Receipt => None,
            Self::After => Some(Expectation::started(Weight::Accepts(0), None, arm)),
            Self::Before { offers, participants: true, .. } => {
                Some(Expectation::started(Weight::Accepts(offers[arm]), None, arm))
            }
            Self::Before { offers, participants: false, .. } => {
                Some(Expectation::started(Weight::Everyone, Some(offers[arm]), arm))
            }
        };
        let by_policy = match policy {
            Policy::Pate | Policy::PateEnrolees => None,
            Policy::Pitt => Some(Expectation::started(Weight::Everyone, None, arm)),
        };
        let effect = policy_expectation(endpoint, arm, 0, policy)?.among_measured();
        Some(Side { treated, by_policy, effect })
    }
}

fn policy_expectation(endpoint: usize, a: usize, c: usize, policy: Policy) -> Option<Expectation> {
    if a == c {
        return None;
    }
    let (weight, status): (Weight, fn(usize) -> Status) = match policy {
        Policy::Pate => (Weight::Everyone, Status::Policy),
        Policy::Pitt => (Weight::Everyone, Status::PolicyTaken),
        Policy::PateEnrolees => (Weight::Accepts(0), Status::Policy),
    };
    let of = |arm: usize| if arm == 0 { Status::Outside } else { status(arm) };
    Some(Expectation::effect(endpoint, weight, of(a), of(c)))
}

fn after(
    a: usize,
    second: Group,
    aim: Aim,
    endpoint: usize,
) -> (ContrastModel, Estimand, Expectation) {
    let treated = Role::Assigned(a);
    match second {
        Group::Arm(c) => {
            let model = ContrastModel {
                treated,
                comparison: Role::Assigned(c),
                policy: [a, c],
                base: SetId::Randomised,
                sets: [SetId::Arm(a), SetId::Arm(c)],
                pools: None,
                by_instrument: false,
            };
            let (estimand, weight) = if aim == Aim::Receipt {
                (Estimand::Cace, Weight::Starters(0, a))
            } else {
                (Estimand::Sitt, Weight::Accepts(0))
            };
            (model, estimand, Expectation::effect(endpoint, weight, Status::run(a), Status::run(c)))
        }
        Group::Reference => {
            let model = ContrastModel {
                treated,
                comparison: Role::Outside,
                policy: [a, 0],
                base: SetId::Enrolees,
                sets: [SetId::Arm(a), SetId::Reference],
                pools: Some([SetId::Enrolees, SetId::Reference]),
                by_instrument: false,
            };
            let own =
                Expectation::effect(endpoint, Weight::Accepts(0), Status::run(a), Status::Outside);
            (model, Estimand::AttR, own)
        }
    }
}

fn participants(
    a: usize,
    second: Group,
    offers: &[usize],
    endpoint: usize,
) -> (ContrastModel, Estimand, Expectation) {
    let weight = Weight::Accepts(offers[a]);
    let (comparison, policy, set, pool, estimand, versus) = match second {
        Group::Arm(c) => (
            Role::Assigned(c),
            [a, c],
            SetId::Participants(c),
            SetId::Accepting(c),
            Estimand::SittEnrolees,
            Status::run(c),
        ),
        Group::Reference => {
            (Role::Outside, [a, 0], SetId::Reference, SetId::Frame, Estimand::AttR, Status::Outside)
        }
    };
    let model = ContrastModel {
        treated: Role::Assigned(a),
        comparison,
        policy,
        base: SetId::Accepting(a),
        sets: [SetId::Participants(a), set],
        pools: Some([SetId::Accepting(a), pool]),
        by_instrument: false,
    };
    (model, estimand, Expectation::effect(endpoint, weight, Status::run(a), versus))
}

fn invited(
    a: usize,
    second: Group,
    offers: &[usize],
    aim: Aim,
    endpoint: usize,
) -> (ContrastModel, Estimand, Expectation) {
    let treated = Role::Invited(a);
    let invitation = |arm: usize, sign: f64| {
        let part = |coefficient, status| Part { coefficient, offer: Some(offers[arm]), status };
        [part(sign, Status::run(arm)), part(-sign, Status::Outside)]
    };
    let over_everyone = |parts: Vec<Part>| Expectation {
        endpoint: Some(endpoint),
        weight: Weight::Everyone,
        parts,
        measured: false,
    };
    match second {
        Group::Reference => {
            let model = ContrastModel {
                treated,
                comparison: Role::Outside,
                policy: [a, 0],
                base: SetId::Frame,
                sets: [SetId::Arm(a), SetId::Reference],
                pools: None,
                by_instrument: false,
            };
            if aim == Aim::Receipt {
                let weight = Weight::Starters(offers[a], a);
                let own = Expectation::effect(endpoint, weight, Status::run(a), Status::Outside);
                let (treated, base) = (Role::Assigned(a), SetId::Accepting(a));
                let model = ContrastModel { treated, base, by_instrument: true, ..model };
                (model, Estimand::Cace, own)
            } else {
                (model, Estimand::Inv, over_everyone(invitation(a, 1.0).to_vec()))
            }
        }
        Group::Arm(c) => {
            let model = ContrastModel {
                treated,
                comparison: Role::Invited(c),
                policy: [a, c],
                base: SetId::Randomised,
                sets: [SetId::Arm(a), SetId::Arm(c)],
                pools: None,
                by_instrument: false,
            };
            let parts = [invitation(a, 1.0), invitation(c, -1.0)].concat();
            (model, Estimand::InvDifference, over_everyone(parts))
        }
    }
}
