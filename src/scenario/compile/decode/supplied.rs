//! What the worlds are called that this program adds to those of a file.

use crate::scenario::source::Document;

/// Names of the world without effects: the first that is free.
const NULL: [&str; 3] = ["null", "no_effect", "without_any_effect"];
/// Names of the world that nothing disturbs either.
const UNDISTURBED: [&str; 3] = ["undisturbed", "null_undisturbed", "without_any_disturbance"];

/// Names that no world of a file has.
#[derive(Clone, Copy)]
pub struct Supplied {
    /// Of the world without effects, where the file has none.
    pub null: &'static str,
    /// Of the same once more, without selection and artefacts.
    pub undisturbed: &'static str,
}

impl Supplied {
    pub fn free(document: &Document) -> Self {
        Self { null: first_free(document, NULL), undisturbed: first_free(document, UNDISTURBED) }
    }
}

fn first_free(document: &Document, names: [&'static str; 3]) -> &'static str {
    let taken =
        |name: &str| document.base_world() == name || document.world_names().contains(&name);
    names.into_iter().find(|name| !taken(name)).unwrap_or(names[0])
}
