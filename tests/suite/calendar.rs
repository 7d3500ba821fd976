//! Work that differs by calendar month: levels by wave in closed form, shocks, calibration over the
//! mixture of waves, and truths of months that only one wave reaches.

use std::sync::LazyLock;

use proefdraai::diagnosis::measured::Measured;
use proefdraai::estimand::Term;
use proefdraai::numeric::{bivariate, normal, root};
use proefdraai::outcome::Working;
use proefdraai::plan::{Plan, Society};
use proefdraai::population::Column;
use proefdraai::scenario::source::Document;
use proefdraai::scenario::{Compiled, Options};

use crate::assert_near;
use crate::trial::{
    Crowd, Found, agrees, case, compiled, known, mean, mean_among, options, run, terms,
};

/// People of whom shares are taken.
const PEOPLE: usize = 200_000;

/// The waves of `calendar.json`: share and calendar month of the start, counted from January 2018.
const WAVES: [(f64, i32); 2] = [(0.6, 9), (0.4, 15)];
/// March to May 2020, counted from January 2018.
const CORONA: std::ops::RangeInclusive<i32> = 26..=28;
/// Deviations as stated, from January on; they sum to 0.
const SEASON: [f64; 12] = [-0.3, 0.0, 0.0, 0.1, 0.0, 0.0, 0.4, 0.0, 0.0, 0.1, 0.0, -0.3];

/// The base world of `calendar.json`.
fn plan_of(settings: &[&str]) -> Compiled {
    compiled(
        case("calendar.json"),
        &Options { worlds: vec!["plan".to_owned()], ..options(64, 17, settings) },
    )
}

static PLAN: LazyLock<Plan> = LazyLock::new(|| plan_of(&[]).plan);
static CROWD: LazyLock<Crowd> = LazyLock::new(|| Crowd::draw(&PLAN.societies[0], PEOPLE, 17));

/// What season and shock add in month `t` of a wave.
fn swing(wave: usize, t: i32) -> f64 {
    let month = WAVES[wave].1 + t;
    SEASON[month.rem_euclid(12) as usize] + if CORONA.contains(&month) { -0.4 } else { 0.0 }
}

/// The exit cut-point above which .12 of the labour force is in the months of the starts.
fn exit() -> f64 {
    let above = |c: f64| (0..2).map(|w| WAVES[w].0 * normal::cdf(swing(w, 0) - c)).sum::<f64>();
    root::brent(|c| above(c) - 0.12, 0.0, 3.0, 1e-14).expect("the share falls from .5 to 0")
}

/// `P(L_t > cut | L_0 < exit)` in a wave, month `t` before or after the start.
fn share_above(cut: f64, wave: usize, t: i32) -> f64 {
    let cut = cut - 0.06 / 12.0 * f64::from(t) - swing(wave, t);
    let exit = exit() - swing(wave, 0);
    let rho = 0.35 + 0.65 * libm::pow(0.95, f64::from(t.abs()));
    (normal::sf(cut) - bivariate::sf(cut, exit, rho)) / normal::cdf(exit)
}

/// The cut-point above which a share of the frame is in month 12.
fn cut_for(share: f64) -> f64 {
    let above = |c: f64| (0..2).map(|w| WAVES[w].0 * share_above(c, w, 12)).sum::<f64>();
    root::brent(|c| above(c) - share, -4.0, 4.0, 1e-13).expect("the share falls from 1 to 0")
}

fn working(society: &Society) -> &Working {
    society.lives.work.as_ref().expect("the scenario has a work process")
}

fn levels(crowd: &Crowd, column: usize) -> &[u8] {
    match &crowd.people.covariates[column] {
        Column::Levels(levels) => levels,
        Column::Numbers(_) => panic!("the column has categories"),
    }
}

/// Who belongs to a wave.
fn members(wave: u8) -> Vec<bool> {
    let column = PLAN.societies[0].columns.wave.expect("there are two waves");
    levels(&CROWD, column).iter().map(|&w| w == wave).collect()
}

fn intensity(month: u32) -> &'static [f64] {
    let path = &working(&PLAN.societies[0]).path;
    &CROWD.lives.intensity[path.position(month).expect("the month is visited")]
}

/// V47 with a calendar: in every wave its own season, shock and conditioning at its own month 0.
#[test]
fn levels_by_wave_follow_the_calendar() {
    for wave in 0..2_u8 {
        let among = members(wave);
        agrees(
            "share of the wave",
            mean(among.iter().map(|&m| f64::from(m))),
            WAVES[usize::from(wave)].0,
        );
        for (month, cut) in [(0, 0.3), (3, 0.5), (9, 0.5), (11, 0.5), (12, 0.9), (17, 0.5)] {
            let above: Vec<f64> = intensity(month).iter().map(|&l| f64::from(l > cut)).collect();
            let expected = share_above(cut, usize::from(wave), month.cast_signed());
            agrees(&format!("wave {wave}, month {month}"), mean_among(&above, &among), expected);
        }
        let employability = &CROWD.people.traits[0];
        agrees("employability", mean_among(employability, &among), 0.0);
    }
    assert!(intensity(0).iter().all(|&l| l < exit() + 1e-12));
}

/// Without conditioning, the share of a mixture of waves is the mixture of their normal shares, but for the
/// fewest people who can be said to leave.
#[test]
fn without_conditioning_shares_are_mixtures_of_normal_shares() {
    let leaving = 1e-9;
    let society = plan_of(&[&format!("work.exit_share={leaving}")]).plan.societies.remove(0);
    let model = &working(&society).model;
    for (t, cut) in [(3, 0.2), (12, 0.4), (17, -0.3)] {
        let part =
            |w: usize| WAVES[w].0 * normal::cdf(swing(w, t) + 0.06 / 12.0 * f64::from(t) - cut);
        assert_near(model.share_above(cut, t.cast_unsigned()), part(0) + part(1), leaving);
    }
}

/// Rates hold over the mixture: the solved cut-points are those of the closed form. The sample is of
/// 16,384 quasi-random people; .002 is the gap at which an exact target is refused.
#[test]
fn targets_hold_over_the_mixture_of_waves() {
    let compiled = plan_of(&[]);
    for c in &compiled.calibration {
        println!("{}: wanted {}, achieved {}", c.target, c.wanted, c.achieved);
        assert!((c.achieved - c.wanted).abs() <= 0.002 + 4.0 * c.mcse, "{}", c.target);
    }
    let cut = compiled.plan.worlds[0].model.endpoints[0].measure.cut;
    let slope = (share_above(cut, 0, 12) - share_above(cut + 0.01, 0, 12)) / 0.01;
    assert_near(cut, cut_for(0.33), 0.002 / slope);
}

/// Months before the start have the season of their own calendar month.
#[test]
fn the_register_knows_the_season() {
    let register = PLAN.societies[0].columns.register;
    let worked: Vec<f64> = levels(&CROWD, register).iter().map(|&w| f64::from(w)).collect();
    for wave in 0..2 {
        let expected = share_above(cut_for(0.45), wave, -3);
        let found = mean_among(&worked, &members(wave as u8));
        agrees(&format!("worked three months before, wave {wave}"), found, expected);
    }
}

#[test]
fn a_shock_moves_nobody_before_its_month_and_everybody_alike_from_then_on() {
    let calm = plan_of(&["work.shocks.corona.size=0"]).plan;
    let (size, society) = (20_000, &PLAN.societies[0]);
    let [with, without] = [society, &calm.societies[0]].map(|s| Crowd::draw(s, size, 18));
    let (path, column) = (&working(society).path, society.columns.wave.expect("two waves"));
    let mut hit = 0;
    for month in 0..=17 {
        let at = path.position(month).expect("the month is visited");
        for i in 0..size {
            let change = with.lives.intensity[at][i] - without.lives.intensity[at][i];
            let start = WAVES[usize::from(levels(&with, column)[i])].1;
            if CORONA.contains(&(start + month.cast_signed())) {
                assert_near(change, -0.4, 1e-12);
                hit += 1;
            } else {
                assert_eq!(change, 0.0, "month {month}");
            }
        }
    }
    assert!(hit > size);
}

/// Rates are stated for month 12: where everybody starts in the same month, that is the season of
/// month 0, and calibration leaves nothing of it.
#[test]
fn a_season_of_whole_years_leaves_nothing_in_a_trial_with_one_start() {
    let common = [
        "recruitment.waves={}",
        "work.shocks={}",
        r#"analyses={"control": {"estimator": {"difference_in_means": {}}, "months": [9, 12]}}"#,
    ];
    let started = ["recruitment.start=2019-04", "work.season.april=0.9"];
    let of = |more: &[&str]| plan_of(&[&common, more].concat()).plan;
    let (flat, seasonal) = (of(&["work.season=null"]), of(&started));
    assert!(flat.cells.len() > 3);
    for (a, b) in flat.cells.iter().zip(&seasonal.cells).filter(|(a, _)| a.month == Some(12)) {
        if a.outcome == "months" {
            continue;
        }
        // Targets are met to 2·10⁻⁶.
        assert_near(b.spec.truth, a.spec.truth, 1e-5);
        assert_near(b.spec.policy_truth, a.spec.policy_truth, 1e-5);
    }
    let month = |plan: &Plan, month| {
        let cell = plan.cells.iter().find(|c| c.outcome == "over_12" && c.month == Some(month));
        cell.expect("the month is analysed").spec.policy_truth
    };
    assert!((month(&seasonal, 9) - month(&flat, 9)).abs() > 0.005);
}

/// Everybody in a wave shares its months: without effects, no comparison of the arms sees them, nor do
/// truths leave anything for the sampling term, in months of one wave as in months of both.
#[test]
fn contrasts_of_arms_do_not_see_the_calendar() {
    let found = run(
        case("calendar.json"),
        &Options { worlds: vec!["null".to_owned()], ..options(400, 19, &[]) },
    );
    for month in [3, 9, 12, 17] {
        for outcome in ["over_12", "income", "permanent", "months"] {
            let name = format!("after/control/{outcome}@{month}/coaching-control");
            let null = found.cell_in("null", &name);
            assert_eq!(null.truth.value, 0.0);
            agrees(&name, known(&null.mean_estimate), 0.0);
            let plan = found.cell(&name);
            let sampling = terms(&plan, &[Term::Sampling]);
            let mcse = libm::hypot(sampling.mcse, plan.policy_truth.mcse);
            agrees(&format!("{name}, sampling"), Measured { mcse, ..sampling }, 0.0);
        }
    }
}

/// Month 17 is measured in the first wave only, and its truth is that of the first wave.
#[test]
fn the_truth_of_a_month_is_that_of_the_waves_that_reach_it() {
    let found = Found::of(PLAN.clone());
    let world = &PLAN.worlds[0];
    let (shift, cut) = (world.model.shifts.effects[1][0], world.model.endpoints[0].measure.cut);
    let effect = |w, t| share_above(cut - shift, w, t) - share_above(cut, w, t);
    for month in [3, 9, 12, 17] {
        let whole = WAVES[0].0 * effect(0, month) + WAVES[1].0 * effect(1, month);
        let expected = if month == 17 { effect(0, month) } else { whole };
        let name = format!("after/control/over_12@{month}/coaching-control");
        agrees(&name, found.cell(&name).policy_truth, expected);
    }
    assert!((effect(0, 17) - effect(1, 17)).abs() > 0.005);
}

/// A world may have a calendar of its own, on the same people.
#[test]
fn worlds_may_differ_in_their_calendar() {
    let plan = compiled(case("calendar.json"), &options(64, 17, &[])).plan;
    let societies: Vec<usize> = plan.worlds.iter().map(|w| w.society).collect();
    assert_eq!(societies, [0, 1, 0]);
}

#[test]
fn the_season_says_where_it_comes_from() {
    let document = Document::load(case("calendar.json")).unwrap_or_else(|r| panic!("{r}"));
    let paths: Vec<String> =
        document.provenance().into_iter().map(|entry| entry.path.clone()).collect();
    assert_eq!(paths, ["work.season.january"]);
}
