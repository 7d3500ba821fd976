//! What a comparison of two groups compares in a design: its sets, its own estimand, and the
//! expectation that is its truth (the table of Ruling R7).

use crate::calibration::{Expectation, Part, Status, Weight};
use crate::estimand::{ContrastModel, Estimand, Policy, Role, SetId};

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

/// Resolves a comparison, or says why it is impossible here.
pub fn resolve(
    setting: Setting,
    first: Group,
    second: Group,
    wald: bool,
    endpoint: usize,
    policy: Policy,
) -> Result<Resolved, String> {
    let Group::Arm(a) = first else {
        return Err("the reference group can only come second".to_owned());
    };
    if first == second {
        return Err("a group cannot be compared with itself".to_owned());
    }
    let versus = match second {
        Group::Arm(c) => c,
        Group::Reference => 0,
    };
    let (model, estimand, own) = match setting {
        Setting::After if wald && second != Group::Arm(0) => {
            return Err("the Wald estimator compares an arm with control".to_owned());
        }
        Setting::After => after(a, second, wald, endpoint),
        Setting::Before { reference: false, .. } if second == Group::Reference => {
            return Err(
                "there is no reference group: set the \"reference\" share of the design above 0"
                    .to_owned(),
            );
        }
        Setting::Before { offers, participants: true, .. } => {
            if wald {
                return Err(
                    "the Wald estimator needs everybody invited: use \"set\": \"assigned\""
                        .to_owned(),
                );
            }
            participants(a, second, offers, endpoint)
        }
        Setting::Before { offers, participants: false, .. } => {
            if wald && second != Group::Reference {
                return Err("which randomises before enrolment, the Wald estimator compares an arm with the reference group".to_owned());
            }
            invited(a, second, offers, wald, endpoint)
        }
    };
    Ok(Resolved {
        model,
        sides: [a, versus]
            .into_iter()
            .filter(|&arm| arm > 0)
            .filter_map(|arm| side(setting, arm, wald, endpoint, policy))
            .collect(),
        estimand,
        own: own.among_measured(),
        policy: policy_expectation(endpoint, a, versus, policy).map(Expectation::among_measured),
    })
}

fn side(setting: Setting, arm: usize, wald: bool, endpoint: usize, policy: Policy) -> Option<Side> {
    let treated = match setting {
        _ if wald => None,
        Setting::After => Some(Expectation::started(Weight::Accepts(0), None, arm)),
        Setting::Before { offers, participants: true, .. } => {
            Some(Expectation::started(Weight::Accepts(offers[arm]), None, arm))
        }
        Setting::Before { offers, participants: false, .. } => {
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
    wald: bool,
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
            let (estimand, weight) = if wald {
                (Estimand::Cace, Weight::Starters(0, a))
            } else {
                (Estimand::Sitt, Weight::Accepts(0))
            };
            (model, estimand, Expectation::effect(endpoint, weight, Status::Run(a), Status::Run(c)))
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
                Expectation::effect(endpoint, Weight::Accepts(0), Status::Run(a), Status::Outside);
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
            Status::Run(c),
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
    (model, estimand, Expectation::effect(endpoint, weight, Status::Run(a), versus))
}

fn invited(
    a: usize,
    second: Group,
    offers: &[usize],
    wald: bool,
    endpoint: usize,
) -> (ContrastModel, Estimand, Expectation) {
    let treated = Role::Invited(a);
    let invitation = |arm: usize, sign: f64| {
        let part = |coefficient, status| Part { coefficient, offer: Some(offers[arm]), status };
        [part(sign, Status::Run(arm)), part(-sign, Status::Outside)]
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
            if wald {
                let weight = Weight::Starters(offers[a], a);
                let own = Expectation::effect(endpoint, weight, Status::Run(a), Status::Outside);
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
