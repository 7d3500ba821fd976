//! What a trial costs, in euros: amounts per site, person, month of treatment and survey.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assumption::Assumption;

/// What a trial costs, in euros. What is left out costs nothing.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Costs {
    /// Once, whatever the design.
    #[serde(default)]
    pub fixed: Option<Assumption>,
    /// For each site.
    #[serde(default)]
    pub per_site: Option<Assumption>,
    /// Number of sites (default: those of the scenario).
    #[serde(default)]
    pub sites: Option<Assumption>,
    /// For each person invited or offered a place.
    #[serde(default)]
    pub per_invited: Option<Assumption>,
    /// For each person who enrols.
    #[serde(default)]
    pub per_enrolled: Option<Assumption>,
    /// For each participant and month of treatment, by arm; an arm that is not named costs nothing more
    /// than regular service. For whom it is paid, `months_for` says.
    #[serde(default)]
    pub per_arm_month: IndexMap<String, Assumption>,
    /// For whom months of treatment are paid (default: for those who start it).
    #[serde(default)]
    pub months_for: MonthsFor,
    /// Months of treatment that are paid (default: up to the month of measurement).
    #[serde(default)]
    pub months: Option<Assumption>,
    /// For each participant who is sent a survey, answered or not.
    #[serde(default)]
    pub per_survey: Option<Assumption>,
    /// Surveys sent to each participant (default: as many as `measurement` has).
    #[serde(default)]
    pub surveys: Option<Assumption>,
}

/// For whom months of treatment are paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MonthsFor {
    /// For participants who start the treatment of their arm, as `take_up` says; in control for everybody.
    #[default]
    Starters,
    /// For everybody who is assigned to the arm, as where places are bought beforehand.
    Assigned,
}

/// Costs with every arm resolved, in euros.
#[derive(Clone, Debug, PartialEq)]
pub struct CostModel {
    /// Once, sites included.
    pub fixed: f64,
    /// Per person invited.
    pub per_invited: f64,
    /// Per person enrolled.
    pub per_enrolled: f64,
    /// Per participant and month, by arm, control first.
    pub per_arm_month: Vec<f64>,
    /// For whom months are paid.
    pub months_for: MonthsFor,
    /// Months paid, where they are stated.
    pub months: Option<f64>,
    /// Per participant, for all surveys.
    pub surveys: f64,
}

/// Numbers of people that cost something.
#[derive(Clone, Debug, PartialEq)]
pub struct Headcount {
    /// Invited or offered a place.
    pub invited: f64,
    /// Enrolled.
    pub enrolled: f64,
    /// Enrolled and assigned, by arm, control first.
    pub assigned: Vec<f64>,
    /// Of those, by arm, who start its treatment; in control everybody.
    pub treated: Vec<f64>,
}

/// How many there are in a scenario.
#[derive(Clone, Copy, Debug)]
pub struct Counts {
    /// Sites.
    pub sites: usize,
    /// Surveys.
    pub surveys: usize,
}

impl CostModel {
    /// Resolves the arms, control first.
    pub fn new(costs: &Costs, arms: &[String], counts: Counts) -> Self {
        let or = |value: &Option<Assumption>, otherwise: f64| {
            value.as_ref().map_or(otherwise, Assumption::get)
        };
        let monthly = |arm| costs.per_arm_month.get(arm).map_or(0.0, Assumption::get);
        Self {
            fixed: or(&costs.fixed, 0.0)
                + or(&costs.sites, counts.sites as f64) * or(&costs.per_site, 0.0),
            per_invited: or(&costs.per_invited, 0.0),
            per_enrolled: or(&costs.per_enrolled, 0.0),
            per_arm_month: arms.iter().map(monthly).collect(),
            months_for: costs.months_for,
            months: costs.months.as_ref().map(Assumption::get),
            surveys: or(&costs.surveys, counts.surveys as f64) * or(&costs.per_survey, 0.0),
        }
    }

    /// Months of treatment that are paid when people are measured at `month`; none when that is not
    /// known and matters.
    pub fn months(&self, month: Option<u32>) -> Option<f64> {
        let free = self.per_arm_month.iter().all(|&euros| euros == 0.0);
        self.months.or(month.map(f64::from)).or(free.then_some(0.0))
    }

    /// All of it, in euros.
    pub fn total(&self, people: &Headcount, months: f64) -> f64 {
        self.fixed + self.of_people(people, months)
    }

    /// What grows with the number of people, in euros.
    pub fn of_people(&self, people: &Headcount, months: f64) -> f64 {
        let paid = match self.months_for {
            MonthsFor::Starters => &people.treated,
            MonthsFor::Assigned => &people.assigned,
        };
        let treated: f64 = self.per_arm_month.iter().zip(paid).map(|(c, n)| c * n * months).sum();
        let surveyed: f64 = people.assigned.iter().sum();
        self.per_invited * people.invited
            + self.per_enrolled * people.enrolled
            + treated
            + self.surveys * surveyed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Counts = Counts { sites: 1, surveys: 1 };

    fn costs(text: &str) -> Costs {
        serde_json::from_str(text).expect("costs")
    }

    /// Six of the thirty in the arm do not start.
    fn people() -> Headcount {
        Headcount {
            invited: 400.0,
            enrolled: 60.0,
            assigned: vec![25.0, 30.0],
            treated: vec![25.0, 24.0],
        }
    }

    #[test]
    fn months_of_those_who_do_not_start_are_paid_where_places_are_bought() {
        let costs =
            costs(r#"{"per_arm_month": {"coaching": 50}, "months": 12, "months_for": "assigned"}"#);
        let model = CostModel::new(&costs, &["control".to_owned(), "coaching".to_owned()], ONE);
        assert_eq!(model.total(&people(), 12.0), 50.0 * 30.0 * 12.0);
    }

    #[test]
    fn every_person_month_and_survey_is_paid_once() {
        let costs = costs(
            r#"{"fixed": 1000, "per_site": 500, "sites": 2, "per_invited": 3, "per_enrolled": 10,
                "per_arm_month": {"coaching": 50}, "per_survey": 20, "surveys": 3}"#,
        );
        let model = CostModel::new(&costs, &["control".to_owned(), "coaching".to_owned()], ONE);
        let people = people();
        // 1,000 + 2·500 + 3·400 + 10·60 + 50·24·12 + 3·20·55
        assert_eq!(model.total(&people, 12.0), 2000.0 + 1200.0 + 600.0 + 14400.0 + 3300.0);
        assert_eq!(model.months(Some(16)), Some(16.0));
        assert_eq!(model.months(None), None);
    }

    #[test]
    fn what_is_left_out_costs_nothing() {
        let model = CostModel::new(&costs("{}"), &["control".to_owned()], ONE);
        assert_eq!(model.total(&people(), 12.0), 0.0);
        assert_eq!(model.months(None), Some(0.0));
    }
}
