//! Words that people bring from other tools as keys, and what serves here.

/// Words in lower case, and what to write instead.
const WORDS: &[(&[&str], &str)] = &[
    (
        &["sided", "sides", "tails", "tail", "one_sided", "onesided", "two_sided", "alternative"],
        "tests are two-sided, and the answer tells how often the right direction is found: for one side at \
         2.5 % leave \"alpha\" of the analysis at [0.05]",
    ),
    (
        &["power", "target_power", "beta"],
        "power is what a run finds; the number of people that reaches it: simulate size FILE --power 0.8",
    ),
    (
        &[
            "odds_ratio",
            "or",
            "risk_ratio",
            "relative_risk",
            "rr",
            "hazard_ratio",
            "log_odds_ratio",
        ],
        "an effect on a yes/no outcome is a difference of shares: \"effects\": {\"OUTCOME\": {\"points\": 0.05}} is 5 \
         percentage points more",
    ),
    (
        &["cohens_d", "cohen_d", "effect_size", "smd", "hedges_g", "d"],
        "an effect is stated in the unit of the outcome: \"effects\": {\"OUTCOME\": {\"points\": …}}; for d, multiply it \
         by the outcome's \"sd\"",
    ),
    (
        &["effect", "treatment_effect", "ate", "delta", "mde", "difference"],
        "effects stand with the arm: treatment.arms.ARM.effects.OUTCOME, as {\"points\": 0.05}",
    ),
    (
        &[
            "n",
            "sample_size",
            "samplesize",
            "nobs",
            "n_total",
            "n_per_arm",
            "n_per_group",
            "subjects",
        ],
        "people are \"size\" of \"population\" (who is eligible) and \"participants\" of a design (who takes part)",
    ),
    (
        &["sigma", "std", "stdev", "std_dev", "standard_deviation", "variance", "var"],
        "the spread of a number is \"sd\" of its \"continuous\" outcome",
    ),
    (
        &[
            "cluster",
            "clusters",
            "cluster_size",
            "icc",
            "intracluster_correlation",
            "design_effect",
        ],
        "people are assigned one by one here; caseworkers whose clients are alike are \"caseworkers\" of \
         \"population\" with \"caseworker_share\" of \"work\"",
    ),
    (
        &["strata", "stratum", "stratify", "stratified", "blocks", "block", "block_size", "pairs"],
        "how arms are drawn is \"assignment\" of a design; what the analysis adjusts for is \"covariates\" of \"ols\"",
    ),
    (
        &["dropout", "drop_out", "attrition", "loss_to_follow_up", "missing", "nonresponse"],
        "people lost after the draw are \"measurement\": {\"exclusion\": {\"rate\": …}}, and answers to a survey \
         \"baseline_survey\"",
    ),
    (
        &["compliance", "noncompliance", "adherence", "takeup", "uptake_rate"],
        "who really starts is treatment.arms.ARM.take_up, as {\"rate\": 0.6}",
    ),
    (
        &["alpha", "significance", "significance_level", "sig_level", "p_value"],
        "the significance level is a list in an analysis: analyses.NAME.alpha, as [0.05]",
    ),
    (
        &["confidence", "conf_level", "confidence_level", "ci"],
        "the level of intervals is analyses.NAME.level, as 0.95",
    ),
    (
        &["seed", "random_seed", "rng_seed"],
        "the seed stands under \"run\": {\"seed\": 1}, or --seed",
    ),
    (
        &[
            "replications",
            "nsim",
            "n_sim",
            "nsims",
            "sims",
            "simulations",
            "iterations",
            "reps",
            "n_simulations",
        ],
        "how many trials are simulated is \"run\": {\"replications\": 2000}, or --replications",
    ),
    (
        &["file", "data", "dataset", "csv", "path", "filename"],
        "people are described by numbers here: no file of data is read",
    ),
    (
        &[
            "baseline",
            "baseline_rate",
            "control_rate",
            "control_mean",
            "p0",
            "p1",
            "p2",
            "prob",
            "proportion",
        ],
        "what happens under regular service is the outcome's own \"rate\" (or \"mean\"): outcomes.NAME.binary.rate",
    ),
    (
        &["allocation", "allocation_ratio", "ratio", "weights"],
        "how large arms are is \"shares\" (or \"counts\") of a design",
    ),
    (
        &["groups", "group", "treatments", "conditions"],
        "what is tried are \"arms\" of \"treatment\"",
    ),
    (
        &["time", "times", "follow_up", "followup", "waves_of_measurement", "month"],
        "when outcomes are measured is \"months\" of an analysis",
    ),
    (
        &["test", "tests", "method", "model", "regression"],
        "how effects are estimated is \"estimator\" of an analysis",
    ),
    (
        &["multiplicity", "correction", "bonferroni", "holm", "adjust"],
        "several tests are corrected by \"correction\" of a family: families.NAME.correction",
    ),
];

/// What serves here, for a word of another tool.
pub(super) fn hint(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase().replace(['-', ' '], "_");
    WORDS.iter().find(|(words, _)| words.contains(&word.as_str())).map(|(_, hint)| *hint)
}

#[cfg(test)]
mod tests {
    use super::{WORDS, hint};

    #[test]
    fn a_word_has_one_hint() {
        let all: Vec<&str> = WORDS.iter().flat_map(|(words, _)| *words).copied().collect();
        for (k, word) in all.iter().enumerate() {
            assert!(!all[..k].contains(word), "{word}");
        }
        assert!(hint("Odds-Ratio").is_some_and(|hint| hint.contains("difference of shares")));
        assert_eq!(hint("outcomes"), None);
    }
}
