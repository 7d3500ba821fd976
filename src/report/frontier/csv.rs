//! The candidates as a table, one row each, those that were refused last.

use super::{FrontierReport, Label, Refused, Row};
use crate::cost::MonthsFor;
use crate::diagnosis::family::FamilyDiagnosis;
use crate::diagnosis::measured::Measured;
use crate::frontier::Unshown;
use crate::report::csv::{given, number, text, with_error, with_mcse};

const HEADER: [&str; 38] = [
    "number",
    "design",
    "settings",
    "without",
    "month",
    "people",
    "participants",
    "analysis",
    "versus",
    "hypothesis",
    "margin",
    "paid_months",
    "months_for",
    "cost",
    "cost_mcse",
    "estimated",
    "with_interval",
    "tested",
    "scale",
    "yardstick",
    "yardstick_mcse",
    "rmse",
    "rmse_mcse",
    "rank",
    "policy_bias",
    "policy_bias_mcse",
    "policy_coverage",
    "policy_coverage_mcse",
    "power_right_direction",
    "power_right_direction_mcse",
    "reaches_power",
    "beats_no_trial",
    "affordable",
    "on_frontier",
    "beaten_by",
    "perhaps_beaten_by",
    "tied_with",
    "refused",
];

/// The column of the analysis.
const ANALYSIS: usize = 7;

impl FrontierReport {
    /// The text of the CSV form. What does not exist is an empty field.
    pub fn csv(&self) -> String {
        let joint = |row: &Row| {
            let shares = FamilyDiagnosis::LIST.iter();
            let shares = shares.map(|one| (one.value)(row.joint.as_ref()?).ok());
            let tests = row.tests.map(|tests| tests.to_string());
            tests
                .into_iter()
                .chain(shares.flat_map(with_error).map(number))
                .collect::<Vec<String>>()
        };
        let mut header: Vec<String> = HEADER.map(str::to_owned).to_vec();
        if self.joint_power.is_some() {
            header.push("tests".to_owned());
            header.extend(FamilyDiagnosis::LIST.iter().flat_map(|one| with_mcse(one.name)));
        }
        let candidates = self.candidates.iter().map(|row| [candidate(row), joint(row)].concat());
        let others = self.refused.iter().map(refused).chain(self.unshown.iter().map(unshown));
        let rows = candidates.chain(others).map(|mut fields| {
            fields.resize(header.len(), String::new());
            fields
        });
        text(&header, rows)
    }
}

fn candidate(row: &Row) -> Vec<String> {
    let error = |value| with_error(value).map(number);
    let mut fields = vec![row.number.to_string()];
    fields.extend(label(&row.label));
    fields.extend([row.analysis.clone(), row.versus.clone(), row.hypothesis.to_owned()]);
    fields.extend([number(row.margin), number(row.paid_months)]);
    let months_for = match row.months_for {
        MonthsFor::Starters => "starters",
        MonthsFor::Assigned => "assigned",
    };
    fields.push(months_for.to_owned());
    fields.extend(error(Some(row.cost)));
    fields.extend([row.estimated, row.with_interval, row.tested].map(|n| n.to_string()));
    fields.push(row.scale.told().to_owned());
    fields.extend(error(Some(row.yardstick)));
    fields.extend(error(row.rmse.ok()));
    fields.push(given(row.rank));
    fields.extend(error(row.policy_bias.ok()));
    fields.extend(error(row.policy_coverage.ok().map(Measured::from)));
    fields.extend(error(row.power_right_direction.ok().map(Measured::from)));
    fields.extend([row.reaches_power.to_string(), given(row.beats_no_trial)]);
    fields.extend([row.affordable.to_string(), row.on_frontier.to_string()]);
    let doubts: Vec<usize> = row.perhaps_beaten_by.iter().map(|doubt| doubt.by).collect();
    fields.extend([&row.beaten_by, &doubts, &row.tied_with].map(|numbers| listed(numbers)));
    fields.push(String::new());
    fields
}

fn refused(refused: &Refused) -> Vec<String> {
    let mut fields = vec![String::new()];
    fields.extend(label(&refused.label));
    fields.resize(HEADER.len() - 1, String::new());
    fields.push(refused.reason.clone());
    fields
}

fn unshown(unshown: &Unshown) -> Vec<String> {
    let mut fields = vec![String::new(); HEADER.len()];
    fields[1].clone_from(&unshown.design);
    fields[ANALYSIS].clone_from(&unshown.analysis);
    fields[HEADER.len() - 1].clone_from(&unshown.reason);
    fields
}

fn label(label: &Label) -> [String; 6] {
    let Label { design, choice, month, people, participants } = label;
    let [settings, without] = [&choice.settings, &choice.without].map(|words| words.join(" "));
    let [people, participants] = [people, participants].map(|size| given(*size));
    [design.clone(), settings, without, given(*month), people, participants]
}

fn listed(numbers: &[usize]) -> String {
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    numbers.join(" ")
}
