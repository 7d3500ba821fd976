//! What is said of a bias: whether it shows, on which side it lies, and why.

use super::{Budget, Facts};
use crate::report::picture::labels::name_in_sentence;
use crate::report::picture::numbers::Quantity;
use crate::report::words::phrases;

/// Share of the larger of two opposite causes that may be left when they nearly cancel.
const CANCELS: f64 = 0.25;

phrases! {
    title_further(arm: &str, by: &str, cause: &str) {
        en: "On average the estimate for {arm} lies {by} further from zero than the true effect, mostly because {cause}",
        nl: "De schatting voor {arm} ligt gemiddeld {by} verder van nul dan het echte effect. Dat komt vooral doordat {cause}",
    }
    title_nearer(arm: &str, by: &str, cause: &str) {
        en: "On average the estimate for {arm} lies {by} nearer to zero than the true effect, mostly because {cause}",
        nl: "De schatting voor {arm} ligt gemiddeld {by} dichter bij nul dan het echte effect. Dat komt vooral doordat {cause}",
    }
    title_other_side(arm: &str, cause: &str) {
        en: "On average the estimate for {arm} lies on the other side of zero from the true effect, mostly because {cause}",
        nl: "De schatting voor {arm} ligt gemiddeld aan de andere kant van nul dan het echte effect. Dat komt vooral doordat {cause}",
    }
    title_below_nought(arm: &str, by: &str, cause: &str) {
        en: "The effect of {arm} is zero; on average the estimate lies {by} below it, mostly because {cause}",
        nl: "Het effect van {arm} is nul; de schatting ligt daar gemiddeld {by} onder. Dat komt vooral doordat {cause}",
    }
    title_above_nought(arm: &str, by: &str, cause: &str) {
        en: "The effect of {arm} is zero; on average the estimate lies {by} above it, mostly because {cause}",
        nl: "Het effect van {arm} is nul; de schatting ligt daar gemiddeld {by} boven. Dat komt vooral doordat {cause}",
    }
    title_no_cause(arm: &str, by: &str) {
        en: "On average the estimate for {arm} is off by {by}; no single cause is clear of simulation error",
        nl: "De schatting voor {arm} zit er gemiddeld {by} naast; geen enkele oorzaak komt boven de simulatiefout uit",
    }
    title_cancel(arm: &str, one: &str, other: &str, by: &str) {
        en: "Causes of {one} and {other} nearly cancel for {arm}: off by {by}",
        nl: "Oorzaken van {one} en {other} heffen elkaar bij {arm} bijna op: vertekening {by}",
    }
    title_nothing() { en: "No bias is visible", nl: "Vertekening is niet te zien" }
}

/// The budget that is furthest off, beyond what chance can explain.
pub fn title(facts: &Facts, quantity: &Quantity) -> String {
    let language = quantity.language;
    let clear = facts.budgets.iter().filter(|budget| budget.bias.is_clear());
    let worst = clear.max_by(|a, b| a.bias.value.abs().total_cmp(&b.bias.value.abs()));
    if let Some(title) = cancelled(facts, quantity, worst) {
        return title;
    }
    let Some(budget) = worst else { return title_nothing(language) };
    let arm = name_in_sentence(&budget.arm);
    let (truth, bias) = (budget.truth, budget.bias.value);
    let by = quantity.told_size(bias);
    let along = budget.parts.iter().filter(|part| part.value.value * bias > 0.0);
    let clear = along.filter(|part| part.value.is_clear() && !part.is_luck);
    let cause = clear.max_by(|a, b| a.value.value.abs().total_cmp(&b.value.value.abs()));
    let Some(cause) = cause.map(|part| part.because.clone()) else {
        return title_no_cause(language, &arm, &by);
    };
    let is_across = truth * (truth + bias) < 0.0 && budget.estimate.is_clear();
    match truth {
        0.0 if bias < 0.0 => title_below_nought(language, &arm, &by, &cause),
        0.0 => title_above_nought(language, &arm, &by, &cause),
        _ if is_across => title_other_side(language, &arm, &cause),
        _ if truth * bias > 0.0 => title_further(language, &arm, &by, &cause),
        _ => title_nearer(language, &arm, &by, &cause),
    }
}

/// When two opposite causes leave little.
fn cancelled(facts: &Facts, quantity: &Quantity, worst: Option<&Budget>) -> Option<String> {
    let budget = worst.or(facts.budgets.first())?;
    let extreme = |sign: f64| {
        let parts = budget
            .parts
            .iter()
            .map(|part| part.value)
            .filter(|v| v.is_clear() && v.value * sign > 0.0);
        parts.max_by(|a, b| (sign * a.value).total_cmp(&(sign * b.value)))
    };
    let (up, down) = (extreme(1.0)?, extreme(-1.0)?);
    let is_balanced = up.value.min(-down.value) > (1.0 - CANCELS) * up.value.max(-down.value);
    let is_small = budget.bias.value.abs() < CANCELS * up.value.max(-down.value);
    (is_balanced && is_small).then(|| {
        let (one, other) = (quantity.told(up.value), quantity.told(down.value));
        let by = quantity.told(budget.bias.value);
        title_cancel(quantity.language, &name_in_sentence(&budget.arm), &one, &other, &by)
    })
}
