//! Sections 3 to 6: what comes first, who may take part, what groups get, and how they are drawn.

use super::question::percent;
use super::view::View;
use super::words::common::{self, left_open};
use super::words::plan as words;
use crate::assignment::{AfterModel, DesignModel};
use crate::assumption::Assumption;
use crate::plan::Mode;
use crate::replicate::FlowCount;
use crate::report::digits;
use crate::report::html::Block;
use crate::report::words::whom::ForAll;
use crate::report::words::{Listed, Number, Say};
use crate::scenario::Labelled;

/// The survey before the start.
const BASELINE: &str = "baseline_survey";

/// Design and order of randomisation.
pub(super) fn design(view: &View) -> Vec<Block> {
    let language = view.language;
    let groups = Number::count(view.arms().len());
    let mut lines =
        vec![words::design_named(language, view.told(Labelled::Design, &view.design().name))];
    match &view.design().model {
        DesignModel::After(AfterModel { quota, .. }) => {
            let people = view.flow().map_or(0.0, |flow| flow.randomised.mean);
            lines.push(words::order_after(language, Number(digits::count(people)), groups));
            lines.extend(quota.map(|people| words::quota(language, Number::count(people))));
            if view.cells.iter().any(|&cell| view.is_outside(cell)) {
                lines.push(words::self_selected(language));
            }
        }
        DesignModel::Before(model) if model.reference > 0.0 => {
            lines.push(words::order_before(language, groups));
        }
        DesignModel::Before(_) => lines.push(words::order_before_all(language, groups)),
    }
    if view.plan().mode == Mode::Finite {
        lines.push(words::finite(language));
    }
    let others = view.scenario().designs.keys().filter(|name| **name != view.design().name);
    let others: Vec<String> = others.map(|name| view.told(Labelled::Design, name)).collect();
    if !others.is_empty() {
        lines.push(words::other_designs(language, Listed(others)));
    }
    let sites = view.scenario().sites.keys().zip(view.scenario().site_shares());
    let site = |(name, share): (&String, f64)| {
        words::site(language, view.told(Labelled::Site, name), percent(share).say(language))
    };
    let sites: Vec<String> = sites.map(site).collect();
    if !sites.is_empty() {
        lines.push(words::sites(language, Listed(sites)));
    }
    let mut out = vec![Block::List(lines)];
    out.extend(waves(view));
    out
}

fn waves(view: &View) -> Option<Block> {
    let language = view.language;
    let row = |(name, wave): (&String, &crate::recruitment::Wave)| {
        vec![
            name.replace('_', " "),
            percent(wave.share.get()).say(language),
            wave.start.map_or_else(|| view.unknown(), |start| start.to_string()),
            Number::stated(wave.exposure.get()).say(language),
        ]
    };
    let head = [words::wave, words::share_percent, words::start, words::exposure];
    Block::table(
        words::starts(language),
        head.map(|head| head(language)).to_vec(),
        view.scenario().recruitment.waves.iter().map(row).collect(),
    )
}

/// Eligibility and recruitment.
pub(super) fn eligibility(view: &View) -> Vec<Block> {
    let (language, recruitment) = (view.language, &view.scenario().recruitment);
    let mut lines = vec![
        words::eligible(language, Number::count(view.eligible())),
        left_open(language, words::criteria(language), view.unknown()),
        left_open(language, words::period(language), view.unknown()),
    ];
    lines.extend(recruitment.start.map(|month| words::begins(language, month.to_string())));
    let wrong = recruitment.wrong_registrations.as_ref().map(Assumption::get);
    let told = |share: f64| words::ineligible(language, percent(share).say(language));
    lines.extend(wrong.filter(|share| *share > 0.0).map(told));
    let mut out = vec![Block::List(lines)];
    out.extend(stages(view));
    out
}

/// How many people are expected at each stage.
fn stages(view: &View) -> Option<Block> {
    let (language, flow) = (view.language, view.flow()?);
    let row = |stage: String, count: FlowCount| {
        let told = |n: f64| view.number(digits::count(n));
        vec![stage, told(count.mean), view.number(digits::three(count.sd))]
    };
    let eligible = FlowCount { mean: view.eligible() as f64, sd: 0.0 };
    let mut rows = vec![row(words::stage_eligible(language), eligible)];
    if flow.reference.mean > 0.0 {
        rows.push(row(words::stage_reference(language), flow.reference));
    }
    let is_before = view.draws_before();
    let invited = if is_before { words::stage_drawn } else { words::stage_invited };
    rows.push(row(invited(language), flow.invited));
    let drawn_for = |(arm, count): (&String, &FlowCount)| {
        row(words::stage_drawn_for(language, view.the_group(arm)), *count)
    };
    rows.extend(flow.invited_by_arm.iter().map(drawn_for));
    rows.push(row(words::stage_registered(language), flow.registered));
    rows.push(row(words::stage_admitted(language), flow.enrolled));
    if !is_before {
        rows.push(row(words::stage_randomised(language), flow.randomised));
    }
    let in_group = |(arm, count): (&String, &FlowCount)| {
        row(words::stage_in(language, view.the_group(arm)), *count)
    };
    rows.extend(flow.assigned.iter().map(in_group));
    let at_site = |(site, count): (&String, &FlowCount)| {
        row(words::stage_at(language, view.shown(Labelled::Site, site)), *count)
    };
    rows.extend(flow.by_site.iter().map(at_site));
    rows.push(row(words::stage_started(language), flow.started));
    let has_surveys = flow.answered.keys().any(|survey| survey != BASELINE);
    let analysed = if has_surveys { words::stage_available } else { words::stage_analysed };
    rows.push(row(analysed(language), flow.analysed));
    let answers = |(survey, count): (&String, &FlowCount)| {
        row(words::stage_answered(language, view.survey(survey)), *count)
    };
    rows.extend(flow.answered.iter().map(answers));
    let head = [words::stage, words::mean, words::spread].map(|head| head(language));
    Block::table(words::expected_people(language), head.to_vec(), rows)
}

/// Groups and treatments.
pub(super) fn groups(view: &View) -> Vec<Block> {
    let (language, world) = (view.language, view.world());
    let whom = ForAll(world.policy).say(language);
    let head = vec![
        common::group(language),
        words::gets(language),
        words::assumed_effect(language, whom),
        words::starts_percent(language),
        words::people_randomised(language),
    ];
    let row = |(place, arm): (usize, &String)| {
        let cell = view.leading.iter().find(|&&cell| view.cell(cell).arm == *arm);
        let effect = cell.filter(|&&cell| !view.plan().compares_arms(view.cell(cell)));
        let effect = effect.map(|&cell| {
            view.unit(cell).amount(view.row(cell).diagnosis.policy_truth).say(language)
        });
        let settings = view.scenario().treatment.arms.get(arm);
        let starts = settings.and_then(|arm| arm.take_up.as_ref()).map_or(1.0, |t| t.rate.get());
        let people = view.flow().and_then(|flow| flow.assigned.get(arm));
        let dash = || common::nothing(language);
        vec![
            view.group(arm),
            if place == 0 { words::regular(language) } else { view.unknown() },
            effect
                .unwrap_or_else(|| if place == 0 { dash() } else { words::not_compared(language) }),
            if place == 0 { dash() } else { percent(starts).say(language) },
            people.map_or_else(dash, |count| view.number(digits::count(count.mean))),
        ]
    };
    let rows = view.arms().iter().enumerate().map(row).collect();
    Block::table(words::groups_table(language), head, rows).into_iter().collect()
}

/// Randomisation.
pub(super) fn randomisation(view: &View) -> Vec<Block> {
    let language = view.language;
    let scheme = &view.design().model.randomiser().scheme;
    vec![
        Block::Text(scheme.member().sentence_in(language)),
        Block::Text(words::people_drawn(language)),
        Block::List(vec![
            left_open(language, words::lottery_by(language), view.unknown()),
            left_open(language, words::masking(language), view.unknown()),
        ]),
    ]
}

impl View<'_> {
    /// Whether lots are drawn before people enrol.
    pub(super) fn draws_before(&self) -> bool {
        matches!(self.design().model, DesignModel::Before(_))
    }

    /// How many people are eligible.
    fn eligible(&self) -> usize {
        self.plan().societies[self.world().society].population.size
    }

    /// What a survey is called.
    pub(super) fn survey(&self, name: &str) -> String {
        match name {
            BASELINE => words::baseline_survey(self.language),
            name => name.replace('_', " "),
        }
    }
}
