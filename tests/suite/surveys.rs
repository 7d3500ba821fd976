//! V52, scores that are correlated with their baseline, and surveys that not everybody answers.

use proefdraai::diagnosis::measured::Measured;
use proefdraai::estimand::Term;
use proefdraai::measurement::expit;
use proefdraai::outcome::Shift;
use proefdraai::population::Column;
use serde_json::{Value, json};

use crate::assert_near;
use crate::command::{answers_every_question, is_refused, read_json, succeeds};
use crate::place::Place;
use crate::trial::{
    Crowd, Found, agrees, case, compiled, known, options, restriction_keeps_estimates, run, terms,
};

/// Two arms of 100, asked for a score before the start and in two months after it.
fn scores(correlation: f64) -> Value {
    json!({
        "name": "scores",
        "population": {"size": 200},
        "outcomes": {"wellbeing": {"score": {
            "mean": 6.4, "sd": 1.5, "months": [12, 24], "correlation": correlation, "baseline": "before"
        }}},
        "treatment": {"arms": {"help": {"effects": {"wellbeing": {"points": 0.3}}}}},
        "designs": {"trial": {"after_enrolment": {"shares": {"control": 0.5, "help": 0.5}}}},
        "analyses": {
            "post": {"estimator": "difference_in_means"},
            "ancova": {"estimator": {"ols": {"covariates": ["before"], "covariance": "classical"}}},
            "change": {"estimator": "change_score"}
        }
    })
}

/// V52, one wave before and one after: ANCOVA has 1 − ρ² of the variance of the score after (Frison & Pocock 1992;
/// `McKenzie` 2012), times (N − 3)/(N − 4) since its slope is estimated. The two estimates correlate √(1 − ρ²), so that the
/// logarithm of the ratio of their variances has the error 2ρ/√n; and 2σ²/n is 4·1.5²/200. A change has 2 − 2ρ of it, and
/// correlates √((1 − ρ)/2) with the score after.
#[test]
fn v52_what_a_baseline_saves() {
    const TRIALS: u32 = 8_000;
    for correlation in [0.25, 0.5, 0.7] {
        let found = run(Place::of(&scores(correlation)).scenario(), &options(TRIALS, 52, &[]));
        for month in [12, 24] {
            let sd = |analysis: &str| {
                known(
                    &found
                        .cell(&format!("trial/{analysis}/wellbeing@{month}/help-control"))
                        .sd_estimate,
                )
            };
            let (post, ancova, change) = (sd("post"), sd("ancova"), sd("change"));
            agrees("sd of the score after", post, (4.0 * 1.5 * 1.5 / 200.0_f64).sqrt());
            let value = (ancova.value / post.value) * (ancova.value / post.value);
            let mcse = value * 2.0 * correlation / f64::from(TRIALS).sqrt();
            let expected = (1.0 - correlation * correlation) * 197.0 / 196.0;
            agrees("share of the variance", Measured { value, mcse }, expected);
            let value = (change.value / post.value) * (change.value / post.value);
            let mcse = value * 2.0 * (f64::midpoint(1.0, correlation) / f64::from(TRIALS)).sqrt();
            agrees("that of a change", Measured { value, mcse }, 2.0 - 2.0 * correlation);
        }
    }
}

/// Every two months correlate as stated, that before the start included, whatever characteristics and traits explain; and
/// everybody's mean and spread are as stated. A correlation has the error (1 − ρ²)/√n.
#[test]
fn scores_correlate_as_stated() {
    const PEOPLE: usize = 100_000;
    let mut scenario = scores(0.55);
    scenario["population"]["traits"] = json!({"optimism": 0.3});
    scenario["population"]["covariates"] = json!({"young": {"binary": 0.3}});
    scenario["outcomes"]["wellbeing"]["score"]["traits"] = json!({"optimism": 0.6});
    scenario["outcomes"]["wellbeing"]["score"]["covariates"] = json!({"young": 0.4});
    let plan = compiled(Place::of(&scenario).scenario(), &options(2, 1, &[])).plan;
    let (world, society) = (&plan.worlds[0], &plan.societies[0]);
    let crowd = Crowd::draw(society, PEOPLE, 52);
    let mut months: Vec<Vec<f64>> =
        (0..2).map(|endpoint| crowd.values(world, endpoint, Shift::default())).collect();
    let column =
        society.catalogue.covariates.get_index_of("before").expect("it is a characteristic");
    let Column::Numbers(before) = &crowd.people.covariates[column] else { panic!("a number") };
    months.push(before.clone());
    let root = (PEOPLE as f64).sqrt();
    for values in &months {
        let (mean, sd) = moments(values);
        assert_near(mean, 6.4, 4.0 * 1.5 / root + 0.002);
        assert_near(sd, 1.5, 4.0 * 1.5 / (2.0_f64.sqrt() * root) + 0.002);
    }
    for (a, b) in [(0, 1), (0, 2), (1, 2)] {
        let products: Vec<f64> = months[a].iter().zip(&months[b]).map(|(x, y)| x + y).collect();
        let (sum, [first, second]) = (moments(&products).1, [a, b].map(|k| moments(&months[k]).1));
        let found = (sum * sum - first * first - second * second) / (2.0 * first * second);
        assert_near(found, 0.55, 4.0 * (1.0 - 0.55 * 0.55) / root);
    }
}

fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    (mean, (squares / n).sqrt())
}

/// Yes/no answers of two arms of which 70 % answer, half a log-odds less in the arm and one more for a yes: by arm, the
/// share who answer and the share of yes among them.
fn answers(rates: [f64; 2]) -> [[f64; 2]; 2] {
    let at = |intercept: f64| {
        [0, 1].map(|arm| {
            let odds = intercept - 0.5 * arm as f64;
            let yes = rates[arm] * expit(odds + 1.0);
            let no = (1.0 - rates[arm]) * expit(odds);
            [yes + no, yes / (yes + no)]
        })
    };
    let overall = |x: f64| at(x).iter().map(|[answer, _]| answer / 2.0).sum::<f64>();
    let (mut low, mut high) = (-10.0, 10.0);
    while high - low > 1e-12 {
        let middle = f64::midpoint(low, high);
        if overall(middle) < 0.7 { low = middle } else { high = middle }
    }
    at(low)
}

fn surveys() -> Found {
    run(case("surveys.json"), &options(4_000, 52, &[]))
}

/// Who answers by arm and by what they answer: the difference among those who do, in both worlds, and its place in the
/// budget. The response rate is met to a tolerance of .002, which moves a difference by less than a tenth of that.
#[test]
fn answers_that_depend_on_arm_and_outcome_are_biased_by_the_closed_form() {
    let found = surveys();
    let plan = answers([0.4, 0.5]);
    let name = "after/difference/content/coaching-control";
    let diagnosis = found.cell(name);
    let expected = plan[1][1] - plan[0][1];
    agrees("difference", known(&diagnosis.mean_estimate), expected);
    agrees("cause", terms(&diagnosis, &[Term::Exclusion]), expected - 0.1);
    let people = diagnosis.people_analysed.expect("there are estimates");
    agrees("answers", people, 0.7 * 800.0);
    let [control, coaching] = answers([0.4, 0.4]);
    let null = known(&found.cell_in("null", name).mean_estimate);
    agrees("null", null, coaching[1] - control[1]);
    let second = found.cell("after/difference/wellbeing@24/coaching-control");
    agrees("by a trait alone", known(&second.mean_estimate), 0.3);
    agrees("answers", second.people_analysed.expect("there are estimates"), 0.6 * 800.0);
    let all = found.cell("after/difference/on_file/coaching-control");
    agrees("on file", all.people_analysed.expect("there are estimates"), 800.0);
}

/// Leaving out all but one row keeps that row's estimates: surveys, scores and what they depend on.
#[test]
fn one_row_alone_keeps_its_estimates() {
    let plan = compiled(case("surveys.json"), &options(24, 3, &[])).plan;
    restriction_keeps_estimates(&plan, 1, "surveys");
}

#[test]
fn every_question_is_answered() {
    let varied = "outcomes.wellbeing.score.correlation=0.4,0.6";
    let search = ["--outcome", "wellbeing", "--analysis", "ancova"];
    let mut scenario = scores(0.5);
    scenario["costs"] = json!({"per_enrolled": 150});
    scenario["measurement"]["follow_ups"]["year"] = json!({
        "month": 12, "outcomes": ["wellbeing"], "response": 0.8, "arms": {"help": 0.5},
        "depends_on": {"wellbeing": {"value": 0.2, "range": [0.0, 0.4], "source": "assumption"}}
    });
    let place = Place::of(&scenario);
    answers_every_question(place.path("s.json").as_path(), &search, varied, &["--people", "120"]);
}

/// Whom a survey does not ask is told, and what could be asked instead.
#[test]
fn what_a_survey_does_not_ask_is_told() {
    let file = case("surveys.json");
    let file = file.to_str().expect("a UTF-8 path");
    let told = read_json(&succeeds(&[file, "--replications", "8", "--format", "json"]));
    let unanswered = |design: &str, analysis: &str| -> Vec<String> {
        let all = told["unanswered"].as_array().expect("a list").iter();
        let these = all.filter(|u| u["design"] == design && u["analysis"] == analysis);
        these.map(|u| u["reason"].as_str().expect("a reason").to_owned()).collect()
    };
    let reasons = unanswered("before", "difference");
    assert_eq!(reasons.len(), 2, "{reasons:?}");
    assert!(reasons[0].contains("\"first_year\" asks only those who take part"), "{reasons:?}");
    let reasons = unanswered("after", "outside");
    assert!(reasons[0].contains("\"first_year\" does not ask the reference group"), "{reasons:?}");
    let only = "analyses.outside.outcomes=[\"wellbeing\"]";
    let said = is_refused(&[file, "--set", only]);
    assert!(said.contains("does not ask the reference group"), "{said}");
}

/// What hangs on who answers is not solved for, and a survey that nothing reads is told.
#[test]
fn what_a_survey_would_have_to_solve_is_refused_and_what_nobody_reads_is_told() {
    let file = case("surveys.json");
    let file = file.to_str().expect("a UTF-8 path");
    let seen = "treatment.arms.coaching.effects.content={\"as_run_difference\":{\"points\":0.1}}";
    let said = is_refused(&[file, "--set", seen]);
    assert!(said.contains("hangs on who answers"), "{said}");
    let said = is_refused(&[file, "--set", "analyses.ancova.months=[6]"]);
    assert!(said.contains("nothing is asked in month 6") && said.contains("12, 24"), "{said}");
    let told = succeeds(&[
        "check",
        file,
        "--set",
        "analyses.ancova.months=[12]",
        "--set",
        "analyses.difference.outcomes=[\"content\"]",
        "--set",
        "analyses.participants.outcomes=[\"content\"]",
        "--set",
        "analyses.outside.outcomes=[\"on_file\"]",
    ]);
    assert!(told.contains("No analysis looks at wellbeing in month 24"), "{told}");
    assert!(told.contains("answer first_year"), "{told}");
}

/// A survey in a month that one wave does not reach is answered by nobody of it, whatever it asks.
#[test]
fn a_survey_reaches_no_further_than_the_waves() {
    let scenario = json!({
        "name": "waves",
        "population": {"size": 400},
        "outcomes": {
            "content": {"binary": {"rate": 0.4}},
            "trust": {"score": {"mean": 6, "sd": 2, "months": [24], "correlation": 0.5}}
        },
        "treatment": {"arms": {"help": {"effects": {"content": {"points": 0.1}}}}},
        "recruitment": {"waves": {
            "first": {"share": 0.5, "exposure": 24}, "second": {"share": 0.5, "exposure": 12}
        }},
        "measurement": {"follow_ups": {"end": {"month": 24, "outcomes": ["content", "trust"], "response": 0.8}}},
        "designs": {"trial": {"after_enrolment": {}}},
        "analyses": {"difference": {"estimator": "difference_in_means"}}
    });
    let found = run(Place::of(&scenario).scenario(), &options(200, 5, &[]));
    for outcome in ["content", "trust@24"] {
        let cell = found.cell(&format!("trial/difference/{outcome}/help-control"));
        agrees(outcome, cell.people_analysed.expect("there are estimates"), 160.0);
    }
}

/// Two arms of equal size, of whom .7 answer together, and the log-odds of the arm are 1.5 less: .847 130 6 and
/// .552 869 4 (p + expit(logit(p) − 1.5) = 1.4, by bisection). The people of a size are divided as they answer.
#[test]
fn the_people_of_a_size_are_divided_as_they_answer() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/surveys.json");
    let survey = "measurement.follow_ups.first_year";
    let set = [
        format!("{survey}.arms={{\"coaching\":-1.5}}"),
        format!("{survey}.depends_on={{}}"),
        format!("{survey}.response=0.7"),
    ];
    let mut arguments =
        vec!["size", path, "--design", "after", "--analysis", "difference", "--outcome", "content"];
    arguments.extend(["--format", "json", "--quiet", "--effort", "5", "--tolerance", "0.1"]);
    arguments.extend(set.iter().flat_map(|set| ["--set", set.as_str()]));
    let answer = read_json(&succeeds(&arguments))["answers"][0].clone();
    let people = |arm: &str| answer["by_arm"][arm].as_f64().expect("a number");
    let share = people("coaching") / (people("coaching") + people("control"));
    // 128 trials of 400 people an arm and more: four errors of the share are .006, and one person is .003.
    let exact = 0.552_869_4 / 1.4;
    assert!((share - exact).abs() < 0.006 + 0.003, "{share} is not {exact}");
}

/// "wald" counts all who are invited and a survey asks those who take part: neither leads to the other.
#[test]
fn an_estimator_that_cannot_use_a_survey_is_not_sent_to_a_set_that_it_cannot_use() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/surveys.json");
    let wald = "analyses={\"late\":{\"estimator\":\"wald\",\"outcomes\":[\"content\"]}}";
    let few = ["--replications", "16", "--format", "json", "--quiet", "--set", wald];
    let results = read_json(&succeeds(&[&[path], &few[..]].concat()));
    let reason = results["unanswered"][0]["reason"].as_str().expect("a sentence");
    assert!(reason.contains("no analysis with it can use the survey here"), "{reason}");
    let plain = [path, "--replications", "16", "--format", "json", "--quiet"];
    let plain = read_json(&succeeds(&plain));
    let reasons = plain["unanswered"].to_string().replace('\\', "");
    assert!(reasons.contains("an analysis with \"set\": \"participants\" can use it"), "{reasons}");
}

/// A world in which a survey asks what stands on file elsewhere leaves more unanswered, and the results say so.
#[test]
fn what_another_world_leaves_unanswered_is_told() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/surveys.json");
    let world = "worlds.asked={\"measurement\":{\"follow_ups\":{\"third\":{\"month\":12,\"outcomes\":[\"on_file\"],\
                 \"response\":0.5}}}}";
    let few =
        ["--replications", "16", "--quiet", "--world", "plan", "--world", "asked", "--set", world];
    let results = read_json(&succeeds(&[&[path, "--format", "json"], &few[..]].concat()));
    let all = results["unanswered"].as_array().expect("a list");
    let of = |world: &str| all.iter().filter(|one| one["world"] == world).collect::<Vec<_>>();
    assert!(of("plan").iter().all(|one| !one["reason"].to_string().contains("third")));
    let asked = of("asked");
    assert!(!asked.is_empty());
    assert!(asked.iter().all(|one| one["reason"].to_string().contains("third")), "{asked:?}");
    let text = succeeds(&[&[path, "--details"], &few[..]].concat());
    assert!(text.contains("Not answered in world asked: before · difference"), "{text}");
}

/// Control answers far more often than the arm: .7 holds where half are in control, and not where a tenth is. Nothing is said to
/// be implied there, and the planner is told; what does not differ between arms is implied in every lottery.
#[test]
fn a_response_over_all_arms_is_implied_in_the_shares_in_which_it_is_met() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/surveys.json");
    let set = [
        "designs.few={\"after_enrolment\":{\"shares\":{\"control\":1,\"coaching\":9}}}",
        "designs.alike={\"after_enrolment\":{}}",
        "measurement.follow_ups.first_year.arms={\"coaching\":-3}",
    ];
    let check = |set: &[&str]| {
        let set = set.iter().flat_map(|set| ["--set", set]);
        let asked: Vec<&str> = ["check", path, "--format", "json"].into_iter().chain(set).collect();
        read_json(&succeeds(&asked))
    };
    let of = |check: &Value, design: &str, stage: &str| {
        let stages = check["flow"]["designs"][design].as_array().expect("a list").clone();
        let found = stages.into_iter().find(|one| one["stage"] == stage).expect("it is there");
        [found["implied"].clone(), found["simulated"]["mean"].clone()].map(|n| n.as_f64())
    };
    let found = check(&set);
    for design in ["after", "alike"] {
        let [implied, simulated] = of(&found, design, "answer first_year");
        assert_near(implied.expect("it is met here"), 0.7 * 800.0, 1e-9);
        assert_near(simulated.expect("a mean"), 0.7 * 800.0, 15.0);
    }
    let [implied, simulated] = of(&found, "few", "answer first_year");
    assert_eq!(implied, None);
    assert!(simulated.expect("a mean") < 0.6 * 800.0);
    assert!(of(&found, "few", "answer second_year")[0].is_some());
    let warnings = found["warnings"].as_array().expect("a list");
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert_eq!(warnings[0]["path"], "measurement.follow_ups.first_year.response");
    let said = "This share answers in design after. In few the arms have other shares, and who answers differs between arms: the share that follows is another.";
    assert_eq!(warnings[0]["message"], said);
    assert_eq!(check(&set[1..])["warnings"], json!([]));
}
