//! Worlds: JSON merge patches (RFC 7396) that keep track of where each value was written.
//!
//! One deviation: a patch that names another tag of a tagged choice replaces the choice.

use std::sync::Arc;

use super::located::{Content, Located, Members};

/// A patch and how to apply it.
pub(super) struct Patch<'a> {
    /// The world whose patch this is.
    pub world: &'a Arc<str>,
    /// Whether a key is the tag of some choice.
    pub is_choice: &'a dyn Fn(&str) -> bool,
}

impl Patch<'_> {
    /// Merges `patch` into `target`.
    ///
    /// Values taken from the patch keep their place in it. So does an object of which the patch sets
    /// or removes a member: what is wrong with it now was not wrong before.
    pub fn merge(&self, target: &mut Located, patch: &Located) {
        let Content::Object(changes) = &patch.content else {
            *target = self.taken(patch, patch.content.clone());
            return;
        };
        if !matches!(target.content, Content::Object(_)) || self.is_other_choice(target, changes) {
            *target = self.taken(patch, Content::Object(Box::default()));
        }
        let Content::Object(members) = &mut target.content else { return };
        let mut touched = false;
        for (key, change) in changes.iter() {
            if matches!(change.content, Content::Null) {
                touched |= members.shift_remove(key).is_some();
            } else if let Some(member) = members.get_mut(key) {
                touched |= change.members().is_none();
                self.merge(member, change);
            } else {
                touched = true;
                let mut added = self.taken(change, Content::Null);
                self.merge(&mut added, change);
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

fn only_member(members: &Members) -> Option<(&String, &Located)> {
    if members.len() == 1 { members.first() } else { None }
}
