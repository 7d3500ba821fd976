//! Worlds of role null that differ from the base world in their effects alone: they take its solution.

use serde_json::Value;

use super::WorldDraft;
use crate::plan::WorldRole;
use crate::scenario::source::Document;
use crate::treatment::Effect;

/// Whether a world of role null differs from the base world in its effects alone.
pub fn follows(draft: &WorldDraft, base: &WorldDraft) -> bool {
    let as_run =
        |effect: &Effect| matches!(effect, Effect::AsRun { .. } | Effect::AsRunDifference { .. });
    let effects = || draft.scenario.treatment.arms.values().flat_map(|arm| arm.effects.values());
    draft.world.role == WorldRole::Null
        && base.world.role != WorldRole::Null
        && !effects().any(as_run)
        && without_effects(&draft.document) == without_effects(&base.document)
}

/// A document without what a null world may change and still have the people of the base world.
fn without_effects(document: &Document) -> Value {
    let mut value = document.value();
    let Some(members) = value.as_object_mut() else { return value };
    for key in ["role", "about", "worlds"] {
        members.shift_remove(key);
    }
    let arms = members.get_mut("treatment").and_then(|treatment| treatment.get_mut("arms"));
    for arm in arms.and_then(Value::as_object_mut).into_iter().flat_map(|arms| arms.values_mut()) {
        for key in ["effects", "heterogeneity"] {
            arm.as_object_mut().map(|arm| arm.shift_remove(key));
        }
    }
    value
}
