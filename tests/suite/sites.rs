//! Two sites in one scenario, held against each site simulated by itself and against closed forms.

use proefdraai::diagnosis::diagnosand::Diagnosis;
use proefdraai::diagnosis::measured::Measured;
use proefdraai::engine::{self, Nobody};
use proefdraai::estimand::Term;
use proefdraai::outcome::Shift;
use proefdraai::plan::{Plan, Society};
use proefdraai::population::Column;
use proefdraai::stream::{Domain, Stream};
use proefdraai::treatment::Artefact;
use serde_json::{Map, Value, json};

use crate::assert_near;
use crate::command::{answers_every_question, is_refused, succeeds};
use crate::place::Place;
use crate::trial::{
    Crowd, Found, agree, agrees, case, compiled, known, mean, mean_among, options,
    restriction_keeps_estimates, run, terms,
};

/// People of whom shares and means are taken.
const PEOPLE: usize = 400_000;
const SITES: [&str; 2] = ["nijmegen", "deventer"];
/// Share of the eligible by site in `sites.json`.
const SHARES: [f64; 2] = [0.65, 0.35];

/// `sites.json` without its stories, with so many caseworkers everywhere that none of them counts by himself.
fn both() -> Value {
    let mut scenario: Value =
        json5(&std::fs::read_to_string(case("sites.json")).expect("it is there"));
    scenario.as_object_mut().expect("an object").shift_remove("worlds");
    scenario["population"]["caseworkers"] = json!({"number": 100_000});
    scenario["sites"]["deventer"]["caseworkers"] = json!({"number": 100_000});
    scenario
}

/// Reads JSON with lines of comment.
fn json5(text: &str) -> Value {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    serde_json::from_str(&lines.collect::<Vec<_>>().join("\n")).expect("it is JSON")
}

/// A site of `sites.json` in a scenario of its own: what it states takes the place of what is stated for all.
fn alone(both: &Value, site: usize) -> Value {
    let mut scenario = both.clone();
    let own = both["sites"][SITES[site]].clone();
    scenario.as_object_mut().expect("an object").shift_remove("sites");
    let size = both["population"]["size"]["value"].as_f64().expect("a number");
    scenario["population"]["size"] = json!((SHARES[site] * size).round());
    take_over(&mut scenario["population"]["covariates"], &own["covariates"]);
    for (outcome, stated) in own["outcomes"].as_object().unwrap_or(&Map::new()) {
        let settings = scenario["outcomes"][outcome].as_object_mut().expect("it is declared");
        settings.values_mut().for_each(|settings| take_over(settings, stated));
    }
    take_over(&mut scenario["recruitment"]["enrolment"], &own["enrolment"]);
    if own["start"] == "2017-12" {
        scenario["recruitment"]["waves"]["autumn"]["start"] = json!("2017-12");
        scenario["recruitment"]["waves"]["spring"]["start"] = json!("2018-06");
    }
    scenario["designs"]["within_sites"] = json!({"after_enrolment": {"assignment": "simple"}});
    scenario["analyses"]["adjusted"]["estimator"]["ols"]["covariates"] =
        json!(["wave", "education", "earnings"]);
    scenario["analyses"].as_object_mut().expect("an object").shift_remove("reference");
    scenario
}

fn take_over(settings: &mut Value, own: &Value) {
    for (key, value) in own.as_object().unwrap_or(&Map::new()) {
        settings[key] = value.clone();
    }
}

fn plan_of(scenario: &Value) -> Plan {
    compiled(Place::of(scenario).scenario(), &options(2, 15, &[])).plan
}

/// What there is to know about people: each characteristic that both have as a number, by name.
fn characteristics(society: &Society, crowd: &Crowd) -> Vec<(String, Vec<f64>)> {
    let all = society.catalogue.covariates.keys().enumerate().filter(|(_, name)| *name != "site");
    let told = all.map(|(column, name)| {
        let values = match &crowd.people.covariates[column] {
            Column::Levels(levels) => levels.iter().map(|&level| f64::from(level)).collect(),
            Column::Numbers(numbers) => numbers.clone(),
        };
        (name.clone(), values)
    });
    told.collect()
}

/// Who lives there, who enrols, how everybody fares under regular service, what hangs together with what: in each site as in
/// that site by itself.
#[test]
fn the_people_of_a_site_are_those_of_the_site_by_itself() {
    let mut both = both();
    // Who is on assistance at the start hangs on the season of all starts together.
    both["sites"]["deventer"].as_object_mut().expect("an object").shift_remove("start");
    let together = plan_of(&both);
    let (world, society) = (&together.worlds[0], &together.societies[0]);
    let crowd = Crowd::draw(society, PEOPLE, 15);
    let accepts = crowd.accepts(world, 0);
    for site in 0..2 {
        let own = plan_of(&alone(&both, site));
        let (own_world, own_society) = (&own.worlds[0], &own.societies[0]);
        let apart = Crowd::draw(own_society, PEOPLE, 16);
        let (here, there): (Vec<bool>, Vec<bool>) = (
            crowd.people.site.iter().map(|&s| usize::from(s) == site).collect(),
            vec![true; PEOPLE],
        );
        let own_accepts = apart.accepts(own_world, 0);
        let both_of = |a: &[bool], b: &[bool]| -> Vec<bool> {
            a.iter().zip(b).map(|(a, b)| *a && *b).collect()
        };
        let (takes_part, own_part) = (both_of(&here, &accepts), both_of(&there, &own_accepts));
        let is_here = here.iter().map(|&yes| f64::from(u8::from(yes)));
        agrees("share of the site", mean(is_here), SHARES[site]);
        let compare = |what: &str, values: &[f64], others: &[f64]| {
            let what = format!("{}: {what}", SITES[site]);
            agree(&what, mean_among(values, &here), mean_among(others, &there));
            let (among, own) = (mean_among(values, &takes_part), mean_among(others, &own_part));
            agree(&format!("{what} among those who enrol"), among, own);
            let product = |crowd: &Crowd, values: &[f64]| -> Vec<f64> {
                values.iter().zip(&crowd.people.traits[0]).map(|(x, u)| x * u).collect()
            };
            let (with, without) = (product(&crowd, values), product(&apart, others));
            agree(
                &format!("{what} × employability"),
                mean_among(&with, &here),
                mean_among(&without, &there),
            );
        };
        let numbers =
            |yes: &[bool]| -> Vec<f64> { yes.iter().map(|&y| f64::from(u8::from(y))).collect() };
        compare("enrols", &numbers(&accepts), &numbers(&own_accepts));
        let told = characteristics(society, &crowd).into_iter();
        for ((name, values), (other, others)) in told.zip(characteristics(own_society, &apart)) {
            assert_eq!(name, other);
            compare(&name, &values, &others);
        }
        for (endpoint, e) in world.model.endpoints.iter().enumerate() {
            let other = own_world.model.endpoints.iter();
            let other = other.clone().position(|o| (o.outcome, o.month) == (e.outcome, e.month));
            let other = other.expect("the same is measured");
            let shift = Shift { own: 0.2, hours: 0.0 };
            for shift in [Shift::default(), shift] {
                let values = crowd.values(world, endpoint, shift);
                let others = apart.values(own_world, other, shift);
                compare(
                    &format!("{} + {}", world.outcomes[e.outcome], shift.own),
                    &values,
                    &others,
                );
            }
        }
    }
}

/// Every rate that is stated for a site, and every one that is stated for all, is met there.
#[test]
fn targets_are_met_in_each_site() {
    let compiled = compiled(case("sites.json"), &options(2, 15, &[]));
    let of_sites = |c: &&proefdraai::calibration::Calibrated| {
        SITES.iter().any(|site| c.target.contains(&format!(" of {site}")))
    };
    let told: Vec<_> = compiled.calibration.iter().filter(of_sites).collect();
    assert_eq!(told.len(), 2 * 2 * 5, "enrolment and four outcomes, in two sites and worlds");
    for c in told {
        assert!((c.achieved - c.wanted).abs() <= c.tolerance + 4.0 * c.mcse, "{}", c.target);
    }
}

/// With latent effects, which are the same in both, an analysis with a fixed effect for each site finds the mean of what the
/// sites find by themselves, weighted by their participants, with the squared error Σ w²·error².
#[test]
fn fixed_effects_find_the_mean_of_the_sites_by_themselves() {
    const TRIALS: u32 = 800;
    let mut both = both();
    both["treatment"] = json!({"arms": {"coaching": {
        "effects": {
            "works": {"latent": 0.25}, "works_full_time": {"latent": 0.25}, "trust": {"latent": 0.2},
            "wellbeing": {"points": 0.3}
        },
        "take_up": {"rate": 0.9}
    }}});
    both["designs"] = json!({"lottery": {"after_enrolment": {}}});
    both["analyses"] = json!({"adjusted": {"estimator": {"ols": {"covariates": ["site"]}}}});
    let found = |scenario: &Value, seed: u64| {
        let set = ["designs.within_sites=null", "designs.invite=null"];
        let set: &[&str] = if scenario["sites"].is_null() { &set[..1] } else { &[] };
        run(Place::of(scenario).scenario(), &options(TRIALS, seed, set))
    };
    let together = found(&both, 15);
    let apart = [0, 1].map(|site| {
        let mut own = alone(&both, site);
        own["analyses"] = json!({"adjusted": {"estimator": "difference_in_means"}});
        found(&own, 16 + site as u64)
    });
    for outcome in ["works@12", "works_full_time@12", "ever@12", "trust", "wellbeing@12"] {
        let name = format!("lottery/adjusted/{outcome}/coaching-control");
        let whole = together.cell(&name);
        let sites = apart.each_ref().map(|found| found.cell(&name));
        let people =
            sites.each_ref().map(|s| s.people_analysed.expect("there are estimates").value);
        let weights = people.map(|n| n / (people[0] + people[1]));
        let weighted = |value: [Measured; 2]| {
            let error = libm::hypot(weights[0] * value[0].mcse, weights[1] * value[1].mcse);
            let value = weights[0] * value[0].value + weights[1] * value[1].value;
            Measured { value, mcse: error }
        };
        let means = weighted(sites.each_ref().map(|s| known(&s.mean_estimate)));
        agree(&format!("{outcome}: estimate"), known(&whole.mean_estimate), means);
        let truths = weighted(sites.each_ref().map(|s| s.truth));
        assert_near(
            whole.truth.value,
            truths.value,
            4.0 * libm::hypot(whole.truth.mcse, truths.mcse) + 0.002,
        );
        let squared =
            |sd: Measured| Measured { value: sd.value * sd.value, mcse: 2.0 * sd.value * sd.mcse };
        let [first, second] = sites.each_ref().map(|s| squared(known(&s.sd_estimate)));
        let square = |w: f64| w * w;
        let variance = Measured {
            value: square(weights[0]) * first.value + square(weights[1]) * second.value,
            mcse: libm::hypot(square(weights[0]) * first.mcse, square(weights[1]) * second.mcse),
        };
        agree(&format!("{outcome}: variance"), squared(known(&whole.sd_estimate)), variance);
        agree(
            &format!("{outcome}: people"),
            whole.people_analysed.expect("there are estimates"),
            Measured {
                value: people[0] + people[1],
                mcse: sites
                    .each_ref()
                    .map(|s| s.people_analysed.expect("there are estimates").mcse)
                    .iter()
                    .sum(),
            },
        );
    }
}

/// Two places of the same size: a score with standard deviation 1 in each around these means, of whom these shares enrol.
fn places(means: [f64; 2], rates: [f64; 2], people: u32) -> Value {
    json!({
        "name": "places",
        "population": {"size": people},
        "outcomes": {"score": {"continuous": {"mean": means[0], "sd": 1}}},
        "treatment": {"arms": {"help": {"effects": {"score": {"points": 0.3}}}}},
        "recruitment": {"enrolment": {"rate": rates[0]}},
        "sites": {
            "here": {},
            "there": {"outcomes": {"score": {"mean": means[1]}}, "enrolment": {"rate": rates[1]}}
        },
        "designs": {
            "lottery": {"after_enrolment": {}},
            "stratified": {
                "after_enrolment": {"assignment": {"permuted_blocks": {"block_sizes": [4], "strata": ["site"]}}}
            }
        },
        "analyses": {
            "raw": {"estimator": "difference_in_means"},
            "within": {"estimator": {"ols": {"covariates": ["site"], "covariance": "classical"}}},
            "outside": {
                "estimator": "difference_in_means", "contrasts": [["help", "reference"]], "designs": ["lottery"]
            },
            "outside_within": {
                "estimator": {"ols": {"covariates": ["site"]}}, "contrasts": [["help", "reference"]],
                "designs": ["lottery"]
            }
        }
    })
}

fn squared(found: &Found, cell: &str) -> Measured {
    let sd = known(&found.cell(cell).sd_estimate);
    Measured { value: sd.value * sd.value, mcse: 2.0 * sd.value * sd.mcse }
}

/// A score with variance 1 in each site and the means 1 and 3, half of the people in each, has the variance 2 over both: the
/// difference of two groups of n/2 has the variance 8/n, and 4/n where the site is a stratum or a fixed effect. Numbers in
/// the sites differ by chance, which takes less than a part in n of the latter.
#[test]
fn what_lies_between_sites_drops_out_by_strata_and_by_fixed_effects() {
    let scenario = places([1.0, 3.0], [0.5, 0.5], 1_600);
    let found = run(Place::of(&scenario).scenario(), &options(4_000, 15, &[]));
    for (cell, expected) in [
        ("lottery/raw", 8.0 / 800.0),
        ("lottery/within", 4.0 / 800.0),
        ("stratified/raw", 4.0 / 800.0),
        ("stratified/within", 4.0 / 800.0),
    ] {
        let cell = format!("{cell}/score/help-control");
        agrees(&cell, squared(&found, &cell), expected);
        agrees(&cell, known(&found.cell(&cell).mean_estimate), 0.3);
    }
    // The error that the difference in means computes knows nothing of strata.
    let error = known(&found.cell("stratified/raw/score/help-control").mean_se);
    assert_near(error.value, (8.0 / 800.0_f64).sqrt(), 0.001);
}

/// Simpson: where .6 of the people with mean 0 enrol and .2 of those with mean 2, those who do have the mean .4/.8 = .5 and
/// those who do not 1.6/1.2: whoever is helped by .3 seems worse off by 8/15 than those outside. Within the sites nobody does.
#[test]
fn who_enrols_in_which_site_turns_an_effect_around() {
    let scenario = places([0.0, 2.0], [0.6, 0.2], 2_000);
    let found = run(Place::of(&scenario).scenario(), &options(2_000, 15, &[]));
    let raw = found.cell("lottery/outside/score/help-reference");
    agrees("over both sites", known(&raw.mean_estimate), 0.3 + 0.5 - 1.6 / 1.2);
    agrees("is selection", terms(&raw, &[Term::SelectionInLevels]), 0.5 - 1.6 / 1.2);
    let within = found.cell("lottery/outside_within/score/help-reference");
    agrees("within the sites", known(&within.mean_estimate), 0.3);
    let lottery = found.cell("lottery/raw/score/help-control");
    agrees("against control", known(&lottery.mean_estimate), 0.3);
    let flow = found.sums.flows[0][0].flow();
    for (site, expected) in [600.0, 200.0].into_iter().enumerate() {
        let mcse = flow.by_site[site].sd / 2_000.0_f64.sqrt();
        agrees("people of the site", Measured { value: flow.by_site[site].mean, mcse }, expected);
    }
}

/// What leaks to control is what is delivered in its own site; of the same trial in each it is the same in each.
#[test]
fn what_leaks_is_what_is_delivered_in_each_site() {
    let mut scenario = places([1.0, 3.0], [0.5, 0.3], 800);
    scenario["treatment"]["artefacts"] = json!({"contamination": {"share": 0.25}});
    let found = run(Place::of(&scenario).scenario(), &options(64, 15, &[]));
    for design in ["lottery", "stratified"] {
        let cell = found.cell(&format!("{design}/raw/score/help-control"));
        let leaks = terms(&cell, &[Term::Artefact(Artefact::Contamination)]);
        assert_near(leaks.value, -0.25 * 0.3, 1e-12);
    }
}

/// Where nothing differs between sites, and nothing is solved in them, they change nobody.
#[test]
fn sites_that_are_alike_change_no_estimate() {
    let mut scenario = places([0.0, 0.0], [0.5, 0.5], 300);
    scenario["outcomes"] =
        json!({"score": {"binary": {"intercept": -0.4, "traits": {"drive": 0.3}}}});
    scenario["population"]["traits"] = json!({"drive": 0.4});
    scenario["population"]["covariates"] = json!({"male": {"binary": 0.5}});
    scenario["treatment"]["arms"]["help"]["effects"] = json!({"score": {"latent": 0.3}});
    scenario["recruitment"]["enrolment"] = json!({"intercept": 0.2, "traits": {"drive": 0.5}});
    scenario["sites"] = json!({"here": {"share": 0.3}, "there": {}});
    scenario["designs"] = json!({"lottery": {"after_enrolment": {}}});
    scenario["analyses"] = json!({"adjusted": {"estimator": {"ols": {"covariates": ["male"]}}}});
    let with = run(Place::of(&scenario).scenario(), &options(50, 15, &[]));
    scenario.as_object_mut().expect("an object").shift_remove("sites");
    let without = run(Place::of(&scenario).scenario(), &options(50, 15, &[]));
    let cell = |found: &Found| found.cell("lottery/adjusted/score/help-control");
    let [with, without] = [cell(&with), cell(&without)];
    for of in [|d: &Diagnosis| known(&d.mean_estimate), |d: &Diagnosis| known(&d.sd_estimate)] {
        assert_near(of(&with).value, of(&without).value, 1e-12);
    }
}

/// Waves and sites are joined into cohorts: the first wave of a site starts in its own month, the others as much later as
/// elsewhere.
#[test]
fn a_site_that_starts_later_starts_later_in_every_wave() {
    let plan = compiled(case("sites.json"), &options(2, 15, &[])).plan;
    let society = &plan.societies[0];
    let work = &society.lives.work.as_ref().expect("there is work").model;
    let told = work.cohorts.iter().map(|cohort| {
        (cohort.start.month.expect("the calendar counts").to_string(), cohort.start.share)
    });
    let expected = [
        ("2017-10", 0.65 * 0.7),
        ("2018-04", 0.65 * 0.3),
        ("2017-12", 0.35 * 0.7),
        ("2018-06", 0.35 * 0.3),
    ];
    let mut cohorts = 0;
    for ((month, share), (own, expected)) in told.zip(expected) {
        assert_eq!(month, own);
        assert_near(share, expected, 1e-12);
        cohorts += 1;
    }
    assert_eq!(cohorts, 4);
    let crowd = Crowd::draw(society, 1_000, 15);
    let Column::Levels(waves) = &crowd.people.covariates[society.columns.wave.expect("two")] else {
        panic!("waves are categories");
    };
    for (i, (wave, site)) in waves.iter().zip(&crowd.people.site).enumerate() {
        assert_eq!(crowd.lives.cohorts.of(i), usize::from(2 * site + wave));
    }
}

/// Nobody has a caseworker of another site, and there are as many in each as is stated.
#[test]
fn caseworkers_belong_to_one_site() {
    let plan = compiled(case("sites.json"), &options(2, 15, &[])).plan;
    let population = &plan.societies[0].population;
    let stream = Stream::new(15, Domain::Check, 0);
    let mut people = population.people(20_000);
    population.draw(&stream, Some(&stream), &mut people);
    let of_site = |site: u8| {
        let there = people.caseworker.iter().zip(&people.site).filter(|(_, s)| **s == site);
        let mut effects: Vec<u64> = there.map(|(effect, _)| effect.to_bits()).collect();
        effects.sort_unstable();
        effects.dedup();
        effects
    };
    let [first, second] = [of_site(0), of_site(1)];
    assert_eq!([first.len(), second.len()], [12, 5]);
    assert!(first.iter().all(|effect| !second.contains(effect)));
}

/// Leaving out all but one row keeps that row's estimates: sites, their margins and strata.
#[test]
fn one_row_alone_keeps_its_estimates() {
    let plan = compiled(case("sites.json"), &options(24, 3, &[])).plan;
    restriction_keeps_estimates(&plan, 1, "sites");
}

#[test]
fn threads_make_no_difference() {
    let file = case("sites.json");
    let file = file.to_str().expect("a UTF-8 path");
    let answer = |threads: &str| {
        let asked = [file, "--replications", "70", "--threads", threads, "--format", "csv"];
        succeeds(&asked)
    };
    let one = answer("1");
    assert!(one == answer("2") && one == answer("3"), "threads give other bytes");
}

#[test]
fn every_question_is_answered() {
    let mut scenario = places([1.0, 3.0], [0.5, 0.3], 400);
    scenario["population"]["covariates"] = json!({"age": {"normal": {"mean": 40, "sd": 10}}});
    scenario["sites"]["there"]["covariates"] = json!({"age": {"normal": {"mean": 45, "sd": 8}}});
    scenario["sites"]["there"]["share"] =
        json!({"value": 0.4, "range": [0.3, 0.5], "source": "assumption"});
    scenario["costs"] = json!({"per_enrolled": 150, "per_site": 10_000});
    let analysis = json!({"estimator": {"ols": {"covariates": ["site", "age"]}}});
    scenario["analyses"] = json!({"within": analysis});
    let varied = "sites.there.enrolment.rate=0.2,0.4";
    let place = Place::of(&scenario);
    let search = ["--design", "stratified"];
    answers_every_question(&place.path("s.json"), &search, varied, &["--people", "400"]);
}

/// In finite mode the one frame lives in its sites as well.
#[test]
fn the_same_people_live_in_the_same_sites() {
    let mut scenario = places([1.0, 3.0], [0.5, 0.3], 800);
    scenario["run"] = json!({"mode": "finite"});
    let compiled = compiled(Place::of(&scenario).scenario(), &options(200, 15, &[]));
    let sums = engine::run(&compiled.plan, &Nobody).expect("nobody stops it");
    let found = Found { plan: compiled.plan, sums };
    let cell = found.cell("lottery/within/score/help-control");
    agrees("estimate", known(&cell.mean_estimate), 0.3);
    assert_near(found.sums.flows[0][0].flow().by_site[0].sd, 0.0, 1e-9);
}

/// The example of the page is read as it stands.
#[test]
fn the_example_of_the_page_is_possible() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/sites.md");
    let page = std::fs::read_to_string(page).expect("it is there");
    let example = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next());
    let example: Value =
        serde_json::from_str(&format!("{{{}}}", example.expect("an example"))).expect("JSON");
    let mut scenario = both();
    scenario["sites"] = example["sites"].clone();
    let told = compiled(Place::of(&scenario).scenario(), &options(2, 15, &[])).calibration;
    assert!(told.iter().any(|c| c.path == "sites.deventer.outcomes.works.rate" && c.wanted == 0.2));
}

/// A site costs what each costs.
#[test]
fn every_site_is_paid_for() {
    let mut scenario = places([1.0, 3.0], [0.5, 0.3], 400);
    scenario["costs"] = json!({"per_site": 10_000, "fixed": 500});
    let costs = compiled(Place::of(&scenario).scenario(), &options(2, 15, &[])).costs;
    assert_near(costs[0].as_ref().expect("they are stated").fixed, 20_500.0, 0.0);
}

/// A site states what is stated for all, and in the same words.
#[test]
fn what_only_one_site_has_is_refused() {
    let place = Place::of(&places([1.0, 3.0], [0.5, 0.3], 800));
    let said = is_refused(&[place.scenario(), "--set", "recruitment.enrolment=null"]);
    assert!(said.contains("for all sites, everybody enrols"), "{said}");
}

/// Age has mean 40 and 80 in the sites and spread 10 in each: √(100 + .21 × 1600) = 20.880613 over both. A coefficient of .5 per
/// standard deviation over both is .5 × 10 / 20.880613 = .239456 within a site, and leaves √(1 − .239456²) = .970907 of 1.
#[test]
fn what_lies_between_sites_explains_nothing_within_them() {
    let age = |mean: u32| json!({"normal": {"mean": mean, "sd": 10}});
    let scenario = json!({
        "name": "ages",
        "population": {"size": 400, "covariates": {"age": age(40)}},
        "outcomes": {"y": {"continuous": {"mean": 5, "sd": 1, "covariates": {"age": 0.5}}}},
        "treatment": {"arms": {"arm": {}}},
        "sites": {"young": {}, "old": {"share": 0.3, "covariates": {"age": age(80)}}},
        "designs": {"trial": {"after_enrolment": {}}},
        "analyses": {"plain": {"estimator": "difference_in_means"}}
    });
    let noise = plan_of(&scenario).societies[0].lives.latent[0].noise;
    // The calibration sample is even: it knows a standard deviation to a thousandth.
    assert!((noise - 0.970907).abs() < 1e-3, "{noise}");
}

#[test]
fn a_number_of_people_is_drawn_whole_where_too_few_of_them_are_refused() {
    let asked = ["assumptions", "tests/scenarios/sites.json", "--assurance", "4"];
    let told = succeeds(&[&asked[..], &["--replications", "32"]].concat());
    assert!(!told.contains("must be a whole number"), "{told}");
}
