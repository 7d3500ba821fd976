//! What there is to choose from: families and their members, and the diagnosands, as text, as JSON and as pages of documentation.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::family::{Family, Member, Setting, first_paragraph};
use crate::issue::possible;
use crate::report::json;
use crate::report::list::diagnosands::{self, Described, diagnosands};
use crate::report::page::Page;
use crate::report::table::Table;
use crate::scenario::families;

/// What is listed.
#[derive(Clone, Debug)]
pub enum Listing {
    /// All families, and the diagnosands.
    All(Vec<Family>),
    /// One family.
    Family(Family),
    /// One member of a family.
    Member(Family, Member),
    /// The diagnosands.
    Diagnosands,
    /// One of them.
    Diagnosand(Described),
}

impl Listing {
    /// What has this name, or everything.
    ///
    /// # Errors
    /// What would be possible, where nothing has this name.
    pub fn of(name: Option<&str>) -> Result<Self, String> {
        let all = families();
        let Some(name) = name else { return Ok(Self::All(all)) };
        if let Some(family) = all.iter().find(|family| family.name == name) {
            return Ok(Self::Family(family.clone()));
        }
        if name == diagnosands::NAME {
            return Ok(Self::Diagnosands);
        }
        if let Some(one) = diagnosands().into_iter().find(|one| one.name == name) {
            return Ok(Self::Diagnosand(one));
        }
        let member = |family: &Family| {
            let member = family.members.iter().find(|member| member.name == name)?;
            Some(Self::Member(family.clone(), member.clone()))
        };
        all.iter().find_map(member).ok_or_else(|| {
            let members = all.iter().flat_map(|family| &family.members).map(|member| member.name);
            let listed = all.iter().map(|family| family.name).chain([diagnosands::NAME]);
            let of_trials = diagnosands().into_iter().map(|one| one.name);
            possible(name, listed.chain(members).chain(of_trials))
        })
    }

    /// For people.
    pub fn text(&self, width: usize) -> String {
        let mut page = Page::new(width);
        match self {
            Self::All(families) => {
                for family in families {
                    write_family(family, &mut page);
                }
                diagnosands::write_all(&mut page);
                page.gap();
                page.quiet(
                    "simulate list NAME says more about a family, one of its members or a diagnosand.",
                    "",
                );
            }
            Self::Family(family) => {
                write_family(family, &mut page);
                for member in &family.members {
                    write_member(family, member, &mut page);
                }
            }
            Self::Member(family, member) => write_member(family, member, &mut page),
            Self::Diagnosands => diagnosands::write_all(&mut page),
            Self::Diagnosand(one) => diagnosands::write_one(one, &mut page),
        }
        page.finish()
    }

    /// For programs.
    pub fn json(&self) -> String {
        match self {
            Self::All(families) => {
                json::text(&json!({ "families": families, "diagnosands": diagnosands() }))
            }
            Self::Family(family) => json::text(family),
            Self::Member(family, member) => {
                let mut told = json!(member);
                told["family"] = json!(family.name);
                json::text(&told)
            }
            Self::Diagnosands => {
                let (name, about) = (diagnosands::NAME, diagnosands::ABOUT);
                json::text(&json!({ "name": name, "about": about, "members": diagnosands() }))
            }
            Self::Diagnosand(one) => json::text(one),
        }
    }
}

/// A family and a line for each member.
fn write_family(family: &Family, page: &mut Page) {
    page.heading(family.name);
    page.text(&format!("{} Written under {:?}.", first_paragraph(&family.about), family.key), "");
    let mut table = Table::new(&["name", "what it is"], 2);
    for member in &family.members {
        table.row(vec![member.name.to_owned(), member.line()]);
    }
    page.gap();
    page.table(table);
}

/// Everything about a member.
fn write_member(family: &Family, member: &Member, page: &mut Page) {
    page.heading(&format!("{} (one of the {})", member.name, family.name));
    for (k, paragraph) in member.about.split("\n\n").enumerate() {
        if k > 0 {
            page.gap();
        }
        page.text(paragraph, "");
    }
    if !member.settings.is_empty() {
        let mut table = Table::new(&["setting", "what stands there", "left out", "what it is"], 4);
        for setting in &member.settings {
            table.row(vec![
                setting.name.clone(),
                setting.kind.clone(),
                default_of(setting),
                setting.about.replace('\n', " "),
            ]);
        }
        page.gap();
        page.table(table);
    }
    page.gap();
    page.text(&format!("Example: {}", example(family, member)), "  ");
}

/// What holds where a setting is left out.
fn default_of(setting: &Setting) -> String {
    match &setting.default {
        _ if setting.required => "needed".to_owned(),
        Value::Null => "none".to_owned(),
        Value::Array(list) if list.is_empty() => "none".to_owned(),
        Value::Object(members) if members.is_empty() => "none".to_owned(),
        value => value.to_string(),
    }
}

/// `"assignment": "complete"`.
fn example(family: &Family, member: &Member) -> String {
    format!("{:?}: {}", family.key, spaced(&member.example))
}

/// A value on one line, as a person would write it.
fn spaced(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| format!("{key:?}: {}", spaced(value)));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(elements) => {
            format!("[{}]", elements.iter().map(spaced).collect::<Vec<_>>().join(", "))
        }
        value => value.to_string(),
    }
}

/// The page of documentation of a family: the text of `docs/schemes.md` and its like.
pub fn page(family: &Family) -> String {
    let mut page = String::new();
    let Family { name, key, about, members } = family;
    // Writing to a text succeeds.
    let _ = write!(
        page,
        "# {}\n{about}\nWritten under `{key:?}` in a scenario. Made by `just fixtures` from the code; a test keeps it so. \
         `simulate list {name}` prints the same.\n",
        capitalised(name)
    );
    for member in members {
        let Member { name, about, settings, .. } = member;
        let _ = write!(page, "\n## {name}\n{about}\n\n");
        if !settings.is_empty() {
            page.push_str(
                "| setting | what stands there | left out | what it is |\n|---|---|---|---|\n",
            );
        }
        for setting in settings {
            let about = setting.about.replace('\n', " ");
            let Setting { name, kind, .. } = setting;
            let _ = writeln!(page, "| `{name}` | {kind} | {} | {about} |", default_of(setting));
        }
        if !settings.is_empty() {
            page.push('\n');
        }
        let _ = writeln!(page, "```json\n{}\n```", example(family, member));
    }
    page
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
