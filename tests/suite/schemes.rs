//! V15 and further: stratified permuted blocks, held against enumeration and closed forms; and what holds for the schemes
//! that there are.

use std::collections::BTreeMap;

use proefdraai::assignment::Scheme;
use proefdraai::diagnosis::measured::Measured;
use proefdraai::engine::Nobody;
use proefdraai::sizing::{REDIVISIONS, Search, Status, size};
use statrs::distribution::{ChiSquared, ContinuousCDF};

use crate::command::{answers_every_question, read_json, succeeds};
use crate::lottery::Lottery;
use crate::trial::{
    Found, agrees, case, compiled, known, mean, options, restriction_keeps_estimates, run, share,
};

const HALVES: [f64; 2] = [0.5, 0.5];
const THIRDS: [f64; 3] = [1.0 / 3.0; 3];

/// Every sequence of arms that some division of full blocks leaves to the people there are, with its number of ways.
fn arrangements(block: &[u8], people: usize) -> BTreeMap<Vec<u8>, usize> {
    fn extend(
        left: &mut Vec<u8>,
        so_far: &mut Vec<u8>,
        found: &mut BTreeMap<Vec<u8>, usize>,
        people: usize,
    ) {
        if left.is_empty() {
            *found.entry(so_far[..people].to_vec()).or_default() += 1;
        }
        for k in 0..left.len() {
            let arm = left.remove(k);
            so_far.push(arm);
            extend(left, so_far, found, people);
            so_far.pop();
            left.insert(k, arm);
        }
    }
    let mut found = BTreeMap::new();
    extend(&mut block.to_vec(), &mut Vec::new(), &mut found, people);
    found
}

/// χ² of the arrangements drawn against their known shares is below the .999 quantile: P(false alarm) = .001.
#[track_caller]
fn assert_law(drawn: impl Iterator<Item = Vec<u8>>, law: &BTreeMap<Vec<u8>, f64>) {
    let mut counts: BTreeMap<Vec<u8>, f64> = BTreeMap::new();
    let mut number = 0.0;
    for arms in drawn {
        *counts.entry(arms).or_default() += 1.0;
        number += 1.0;
    }
    assert!(counts.keys().all(|arms| law.contains_key(arms)), "no other arrangement is possible");
    let misfit: f64 = law
        .iter()
        .map(|(arms, share)| (counts.get(arms).unwrap_or(&0.0), number * share))
        .map(|(count, expected)| (count - expected) * (count - expected) / expected)
        .sum();
    let chi = ChiSquared::new(law.len() as f64 - 1.0).expect("several arrangements");
    println!("{} arrangements: χ² = {misfit:.1}, p = {:.3}", law.len(), chi.sf(misfit));
    assert!(chi.sf(misfit) > 0.001, "χ² = {misfit} over {} arrangements", law.len());
}

/// The shares of arrangements from their numbers of ways.
fn law(ways: &BTreeMap<Vec<u8>, usize>) -> BTreeMap<Vec<u8>, f64> {
    let total: usize = ways.values().sum();
    ways.iter().map(|(arms, n)| (arms.clone(), *n as f64 / total as f64)).collect()
}

/// V15: the 6!/(2!)³ = 90 sequences of a block of six for three arms are equally likely; a single seed misses once in a
/// thousand.
#[test]
fn v15_every_sequence_of_a_block_is_equally_likely() {
    let lottery = Lottery::new(r#"{"permuted_blocks": {"block_sizes": 6}}"#, &THIRDS, 6);
    let ways = arrangements(&[0, 0, 1, 1, 2, 2], 6);
    assert_eq!(ways.len(), 90);
    assert_law((0..90_000).map(|r| lottery.draw(15, r)), &law(&ways));
}

/// V15: who guesses the arm of which most are left in the block (Blackwell & Hodges 1957) is right with probability
/// (b + 2^(2b−1)/C(2b, b) − ½)/(2b) in blocks of 2b; Matts & Lachin (1988).
#[test]
fn v15_guesses_are_as_often_right_as_the_closed_form_says() {
    for (size, expected) in [(2, 0.75), (4, 0.708_333_333_3), (6, 0.683_333_333_3)] {
        let written = format!(r#"{{"permuted_blocks": {{"block_sizes": {size}}}}}"#);
        let lottery = Lottery::new(&written, &HALVES, size);
        let right = |arms: Vec<u8>| {
            let (mut left, mut right) = ([size as f64 / 2.0; 2], 0.0);
            for &arm in &arms {
                let (own, other) = (left[usize::from(arm)], left[usize::from(1 - arm)]);
                right += if own == other { 0.5 } else { f64::from(u8::from(own > other)) };
                left[usize::from(arm)] -= 1.0;
            }
            right / size as f64
        };
        let found = mean((0..40_000).map(|r| right(lottery.draw(24, r))));
        agrees(&format!("blocks of {size}"), found, expected);
    }
}

/// Seven people in two strata of four and three: a full block of four and an unfinished one. The arms of each stratum
/// are a random permutation of two and two, of which the second shows the first three places.
#[test]
fn arrangements_of_a_tiny_roster_in_two_strata_are_those_of_the_enumeration() {
    let kinds = [0, 1, 1, 0, 0, 1, 0];
    let written = r#"{"permuted_blocks": {"block_sizes": [4], "strata": ["kind"]}}"#;
    let lottery = Lottery::in_strata(written, &HALVES, &kinds);
    let (full, part) = (arrangements(&[0, 0, 1, 1], 4), arrangements(&[0, 0, 1, 1], 3));
    let mut joint = BTreeMap::new();
    for (of_full, a) in &full {
        for (of_part, b) in &part {
            let (mut full, mut part) = (of_full.iter(), of_part.iter());
            let arm =
                |kind: &u8| *if *kind == 0 { full.next() } else { part.next() }.expect("enough");
            let arms = kinds.iter().map(arm).collect();
            joint.insert(arms, a * b);
        }
    }
    assert_eq!(joint.len(), 36);
    assert_law((0..72_000).map(|r| lottery.draw(16, r)), &law(&joint));
}

/// Blocks of two or four for five people: half of the first blocks close after two.
#[test]
fn of_several_sizes_each_block_takes_one_at_random() {
    let written = r#"{"permuted_blocks": {"block_sizes": [2, 4]}}"#;
    let lottery = Lottery::new(written, &HALVES, 5);
    let mut expected: BTreeMap<Vec<u8>, f64> = BTreeMap::new();
    // Sizes of the blocks that five people open, each with its probability.
    for (sizes, chance) in [
        (&[2, 2, 2][..], 0.125),
        (&[2, 2, 4], 0.125),
        (&[2, 4], 0.25),
        (&[4, 2], 0.25),
        (&[4, 4], 0.25),
    ] {
        let mut sequences = BTreeMap::from([(Vec::new(), chance)]);
        let mut left = 5;
        for &size in sizes {
            let block: Vec<u8> = (0..size).map(|place| u8::from(place >= size / 2)).collect();
            let shown = law(&arrangements(&block, left.min(size)));
            left -= left.min(size);
            let longer = sequences.iter().flat_map(|(start, p)| {
                shown.iter().map(move |(end, q)| ([&start[..], &end[..]].concat(), p * q))
            });
            sequences = longer.collect();
        }
        for (arms, p) in sequences {
            *expected.entry(arms).or_default() += p;
        }
    }
    assert!((expected.values().sum::<f64>() - 1.0).abs() < 1e-12);
    assert_law((0..60_000).map(|r| lottery.draw(17, r)), &expected);
}

/// Arms by share in every finished block of every stratum, in whatever order people arrive; and never further from the
/// shares than one unfinished block leaves them.
#[test]
fn finished_blocks_are_balanced_exactly() {
    let kinds: Vec<u8> = (0..403).map(|i| (i * i % 7 % 5) as u8).collect();
    let written = r#"{"permuted_blocks": {"block_sizes": 8, "strata": ["kind"]}}"#;
    let order: Vec<u32> = (0..403).map(|i| i * 100 % 403).collect();
    let lottery = Lottery::in_strata(written, &[0.5, 0.25, 0.25], &kinds).arriving(order.clone());
    for r in 0..20 {
        let arms = lottery.draw(18, r);
        for kind in 0..5 {
            let own = order.iter().zip(&arms).filter(|(place, _)| kinds[**place as usize] == kind);
            let own: Vec<u8> = own.map(|(_, arm)| *arm).collect();
            let (blocks, rest) = own.as_chunks::<8>();
            for block in blocks {
                assert_eq!([0, 1, 2].map(|arm| number(block, arm)), [4, 2, 2]);
            }
            assert!(number(rest, 0) <= 4);
        }
    }
}

fn number(arms: &[u8], arm: u8) -> usize {
    arms.iter().map(|a| usize::from(*a == arm)).sum()
}

/// Somebody more in the middle shifts everybody behind by a place, and most keep their arm: those who share a block
/// with other people are ranked by the same tickets. Without tickets of their own half of them would not.
#[test]
fn one_more_person_moves_few_others() {
    let written = r#"{"permuted_blocks": {"block_sizes": 20}}"#;
    let (mut moved, mut behind) = (0, 0);
    for r in 0..50 {
        let all: Vec<u32> = (0..400).collect();
        let without: Vec<u32> = all.iter().copied().filter(|i| *i != 100).collect();
        let many = Lottery::new(written, &HALVES, 400).draw(19, r);
        let few = Lottery::new(written, &HALVES, 400).arriving(without).draw(19, r);
        assert_eq!(many[..100], few[..100], "those before are not touched");
        moved += (101..400).filter(|&i| many[i] != few[i - 1]).count();
        behind += 299;
    }
    assert!(moved * 5 < behind, "{moved} of {behind}");
}

/// 200 people in two equal strata whose means differ by 2, both arms alike, sd 1 within: fixed numbers of 50 from each
/// stratum in each arm leave the difference in means the variance 2·1/100, complete assignment 2·(1 + 1)/100.
/// Everything is random but the arms' sizes by stratum, which blocks of 2 make equal.
const STRATA: &str = "population.size=200";

fn blocked(replications: u32, seed: u64, assignment: &str, set: &[&str]) -> Found {
    let assignment = format!("designs.trial.after_enrolment.assignment={assignment}");
    run(case("strata.json"), &options(replications, seed, &[&[STRATA, &assignment], set].concat()))
}

const BY_EDUCATION: &str = r#"{"permuted_blocks": {"block_sizes": [2], "strata": ["education"]}}"#;

/// The variance of the difference in means is that within strata, the estimated one that of everybody; and so the plain
/// test finds less than its level, and the adjusted one its level.
#[test]
fn variance_under_blocking_is_that_within_strata() {
    let found = blocked(20_000, 20, BY_EDUCATION, &["treatment.arms.arm.effects.score.latent=0"]);
    let plain = found.cell("trial/plain/score/arm-control");
    // Half of the time both strata have an odd number of people, and one arm of each has one person more: where these are
    // two arms, the shares of a stratum differ by .01 between the arms, and so the means by .02. ¼·.02² = .0001.
    let sd = known(&plain.sd_estimate);
    let variance = Measured { value: sd.value * sd.value, mcse: 2.0 * sd.value * sd.mcse };
    agrees("blocked", variance, 2.0 * 1.0 / 100.0 + 0.0001);
    let complete =
        blocked(20_000, 20, r#""complete""#, &["treatment.arms.arm.effects.score.latent=0"]);
    let sd = known(&complete.cell("trial/plain/score/arm-control").sd_estimate);
    let variance = Measured { value: sd.value * sd.value, mcse: 2.0 * sd.value * sd.mcse };
    agrees("complete", variance, 2.0 * (1.0 + 1.0) / 100.0);
    // The plain test believes √(.04) where √(.02) is true: |T| > 1.972 is |Z| > 1.972·√2 = 2.789, P = .0053.
    let size = known(&plain.tests[0].power).value;
    assert!(size < 0.01, "{size}");
    let adjusted = found.cell("trial/adjusted/score/arm-control");
    agrees("adjusted", share(known(&adjusted.tests[0].power), 0.05, 20_000.0), 0.05);
}

/// R: power.t.test(delta = .4, power = .8, strict = TRUE) has 99.080364 an arm; blocks within the strata that explain the
/// outcome leave the adjusted comparison sd 1. What is found is confirmed by a plain run of that size.
#[test]
fn size_under_blocking_is_that_of_the_closed_form_and_of_a_plain_run() {
    let plan = compiled(case("strata.json"), &options(2_000, 21, &[])).plan;
    let cell = plan.cells.iter().position(|c| c.analysis == "adjusted").expect("it is there");
    let search = Search {
        power: 0.8,
        tolerance: 0.03,
        replications: 16_384,
        budget: 5e7,
        is_thorough: true,
        redivisions: REDIVISIONS,
    };
    let answer = size(&plan, cell, &search, &Nobody).expect("nobody stops it");
    assert_eq!(answer.status, Status::Ok);
    let people = answer.size.expect("a size was found").participants;
    println!("{people:?}");
    assert!(people.low <= 2.0 * 99.080364 && 2.0 * 99.080364 <= people.high, "{people:?}");
    let set = format!("population.size={}", people.at.round());
    let found = run(case("strata.json"), &options(20_000, 22, &[&set]));
    let plain = found.cell("trial/adjusted/score/arm-control");
    // Power rises by .4·dn/n about the size found, whose interval is two standard errors.
    let power = known(&plain.tests[0].power);
    let error = 0.4 * (people.high - people.low) / 4.0 / people.at;
    let power = Measured { value: power.value, mcse: libm::hypot(power.mcse, error) };
    agrees("power at the size found", power, 0.8);
    agrees("coverage", share(known(&plain.coverage), 0.95, 20_000.0), 0.95);
}

/// Whatever scheme there is: leaving out what nobody looks at changes no estimate, wherever the arms come from.
#[test]
fn every_scheme_gives_a_restricted_plan_the_same_estimates() {
    for member in Scheme::family().members {
        for design in [
            format!(r#"designs.trial={{"after_enrolment": {{"assignment": {}}}}}"#, member.example),
            format!(
                r#"designs.trial={{"before_enrolment": {{"assignment": {}}}}}"#,
                member.example
            ),
        ] {
            let settings = ["recruitment.enrolment.rate=0.7", &design];
            let plan = compiled(case("strata.json"), &options(16, 23, &settings)).plan;
            restriction_keeps_estimates(&plan, 1, &design);
        }
    }
}

/// 240 participants in full blocks of six for three arms are 80 in each, in every trial; so many people are divided
/// whatever the scheme, and in the order of invitation.
#[test]
fn a_fixed_number_of_participants_fills_blocks() {
    let found = run(case("blocks.json"), &options(64, 25, &[]));
    let design =
        found.plan.worlds[0].designs.iter().position(|d| d.name == "fixed").expect("there");
    let flow = found.sums.flows[0][design].flow();
    for arm in flow.assigned {
        assert_eq!([arm.mean, arm.sd], [80.0, 0.0]);
    }
}

/// Blocks in every kind of design pass every command in every form.
#[test]
fn every_command_answers_with_permuted_blocks() {
    let search = ["--world", "plan", "--design", "after", "--arm", "freedom"];
    let varied = "designs.after.after_enrolment.assignment.permuted_blocks.block_sizes=4,8";
    let weighed = ["--people", "600", "--arm", "freedom"];
    answers_every_question(&case("blocks.json"), &search, varied, &weighed);
}

#[test]
fn check_says_how_arms_are_drawn_and_what_strata_cost() {
    let path = case("blocks.json");
    let checked = succeeds(&["check", path.to_str().expect("UTF-8"), "--format", "json"]);
    let told = read_json(&checked)["flow"]["assignment"].clone();
    let of = |design: &str| told[design].as_str().expect("a text").to_owned();
    assert_eq!(
        of("fixed"),
        "Arms are drawn in permuted blocks of 6 people, in the order in which people arrive. \
         Who knows the block and its arms so far guesses 56 in 100 arms right."
    );
    // 600·.6·.95 = 342 people in 3·2·2 strata; (½·4² + ½·8²)/6 = 20/3, and (20/3 − 1)/2 = 2.83 (waiting-time paradox).
    let end = "These are 12 strata of 29 people on average, of whose last block about 2.8 places stay empty.";
    assert!(of("after").contains(end), "{}", of("after"));
}
