//! Labels stand beside what they name, and are read apart from it.

use std::borrow::Cow;

use super::located::{Content, Located, Members};

/// The key of a label.
const KEY: &str = "label";
/// Sections whose members may have one.
const SECTIONS: [&str; 5] = ["outcomes", "designs", "analyses", "sites", "worlds"];

/// A document without its labels.
pub(super) fn left_out(root: &Located) -> Cow<'_, Located> {
    if !has_label(root) {
        return Cow::Borrowed(root);
    }
    let mut root = root.clone();
    take_out(&mut root);
    Cow::Owned(root)
}

/// What a member holds besides its label.
pub(super) fn without_label(members: &Members) -> impl Iterator<Item = (&String, &Located)> {
    members.iter().filter(|(key, _)| *key != KEY)
}

fn has_label(root: &Located) -> bool {
    let Some(sections) = root.members() else { return false };
    let arms = sections.get("treatment").and_then(Located::members).and_then(|t| t.get("arms"));
    let labelled = |section: &Located| {
        let mut members = section.members().into_iter().flat_map(Members::values);
        members.any(|member| member.members().is_some_and(|m| m.contains_key(KEY)))
    };
    let named = SECTIONS.iter().filter_map(|name| sections.get(*name));
    let worlds = sections.get("worlds").and_then(Located::members);
    let mut patches = worlds.into_iter().flat_map(Members::values);
    sections.contains_key(KEY)
        || arms.into_iter().chain(named).any(labelled)
        || patches.any(has_label)
}

fn take_out(root: &mut Located) {
    let Content::Object(sections) = &mut root.content else { return };
    // That of the world whose patch was applied.
    sections.shift_remove(KEY);
    if let Some(Content::Object(treatment)) = sections.get_mut("treatment").map(|t| &mut t.content)
    {
        treatment.get_mut("arms").into_iter().for_each(take_out_of_members);
    }
    for name in SECTIONS {
        sections.get_mut(name).into_iter().for_each(take_out_of_members);
    }
    if let Some(Content::Object(worlds)) = sections.get_mut("worlds").map(|w| &mut w.content) {
        worlds.values_mut().for_each(take_out);
    }
}

fn take_out_of_members(section: &mut Located) {
    let Content::Object(members) = &mut section.content else { return };
    for member in members.values_mut() {
        if let Content::Object(settings) = &mut member.content {
            settings.shift_remove(KEY);
        }
    }
}
