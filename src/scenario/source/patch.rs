//! Worlds: JSON merge patches (RFC 7396) that keep track of where each value was written.
//!
//! Two deviations: a patch that names another tag of a tagged choice replaces the choice, and a null that
//! removes nothing is a mistake.

use std::sync::Arc;

use super::labels::without_label;
use super::located::{Content, Located, Members};
use super::path::JsonPath;
use super::report::{Problem, shown};
use crate::issue::suggest;

/// A patch and how to apply it.
pub(super) struct Patch<'a> {
    /// The world whose patch this is.
    pub world: &'a Arc<str>,
    /// Whether a key is the tag of some choice.
    pub is_choice: &'a dyn Fn(&str) -> bool,
}

impl Patch<'_> {
    /// Merges `patch`, which stands at `path`, into `target`.
    ///
    /// Values taken from the patch keep their place in it. So does an object of which the patch sets
    /// or removes a member: what is wrong with it now was not wrong before.
    ///
    /// Returns every null that removes nothing.
    pub fn apply(&self, target: &mut Located, patch: &Located, path: &JsonPath) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.merge(target, patch, path, &mut problems);
        problems
    }

    fn merge(
        &self,
        target: &mut Located,
        patch: &Located,
        path: &JsonPath,
        problems: &mut Vec<Problem>,
    ) {
        let Content::Object(changes) = &patch.content else {
            *target = self.taken(patch, patch.content.clone());
            return;
        };
        if !matches!(target.content, Content::Object(_)) || self.is_other_choice(target, changes) {
            *target = self.taken(patch, Content::Object(Box::default()));
        }
        let Content::Object(members) = &mut target.content else { return };
        let mut touched = false;
        let known: Vec<String> = members.keys().cloned().collect();
        for (key, change) in changes.iter() {
            let path = path.key(key);
            if matches!(change.content, Content::Null) {
                let removed = members.shift_remove(key).is_some();
                touched |= removed;
                if !removed {
                    problems.push(nothing_to_remove(change, &path, key, &known));
                }
            } else if let Some(member) = members.get_mut(key) {
                touched |= change.members().is_none();
                self.merge(member, change, &path, problems);
            } else if let Some(null) = first_null(change) {
                problems.push(nothing_to_remove_from(change, &path, key, null, &known));
            } else {
                touched = true;
                let mut added = self.taken(change, Content::Null);
                self.merge(&mut added, change, &path, problems);
                members.insert(key.clone(), added);
            }
        }
        if touched {
            target.place = self.taken(patch, Content::Null).place;
        }
    }

    /// Whether both objects are a single known tag, and not the same one.
    fn is_other_choice(&self, target: &Located, changes: &Members) -> bool {
        let Some((old, _)) = target.members().and_then(only_member) else { return false };
        let Some((new, _)) = only_member(changes) else { return false };
        old != new && (self.is_choice)(old) && (self.is_choice)(new)
    }

    /// `content` at the place of `patch`, marked as this world's all the way down.
    fn taken(&self, patch: &Located, content: Content) -> Located {
        let mut located = Located { place: patch.place.clone(), content };
        self.mark(&mut located);
        located
    }

    fn mark(&self, located: &mut Located) {
        located.place.world = Some(Arc::clone(self.world));
        match &mut located.content {
            Content::List(elements) => elements.iter_mut().for_each(|element| self.mark(element)),
            Content::Object(members) => members.values_mut().for_each(|member| self.mark(member)),
            _ => {}
        }
    }
}

/// A null where there is nothing of that name.
pub(super) fn nothing_to_remove(
    null: &Located,
    path: &JsonPath,
    key: &str,
    known: &[String],
) -> Problem {
    let message = format!("there is nothing called \"{}\" to remove here", shown(key));
    let help = match suggest(key, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean \"{near}\"? null takes out what is there"),
        None if known.is_empty() => {
            "null takes out what is there, and there is nothing: leave it out".to_owned()
        }
        None => format!("null takes out what is there: {}", known.join(", ")),
    };
    let span = null.place.key.unwrap_or(null.place.value);
    Problem::new(&null.place.source, Some(span), path.to_string(), message).with_help(help)
}

/// A null inside something that is not there either: its name is the likelier slip.
fn nothing_to_remove_from(
    absent: &Located,
    path: &JsonPath,
    key: &str,
    null: &str,
    known: &[String],
) -> Problem {
    nothing_to_remove(absent, path, key, known).saying(format!(
        "there is nothing called \"{}\" here, of which to remove \"{}\"",
        shown(key),
        shown(null)
    ))
}

/// The name of the first null inside an object.
fn first_null(located: &Located) -> Option<&str> {
    located.members()?.iter().find_map(|(key, member)| match member.content {
        Content::Null => Some(key.as_str()),
        _ => first_null(member),
    })
}

fn only_member(members: &Members) -> Option<(&String, &Located)> {
    let mut members = without_label(members);
    members.next().filter(|_| members.next().is_none())
}
