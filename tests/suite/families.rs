//! Open families: every member is in the schema, in `simulate list` and on its page of documentation, and is read however
//! it is written.

use std::path::{Path, PathBuf};
use std::{env, fs};

use proefdraai::assignment::Scheme;
use proefdraai::family::Family;
use proefdraai::report::list::families::page;
use proefdraai::scenario::{families, schema};
use serde_json::{Value, json};

use crate::command::{is_refused, read_json, succeeds};
use crate::lottery::scheme;
use crate::trial::{case, compiled, options};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page_of(family: &Family) -> PathBuf {
    root().join("docs").join(format!("{}.md", family.name))
}

#[test]
fn pages_of_families_are_made_from_the_code() {
    let readme = fs::read_to_string(root().join("README.md")).expect("it is there");
    for family in families() {
        let path = page_of(&family);
        if env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&path, page(&family)).expect("the page is writable");
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == page(&family), "{}: run just fixtures", path.display());
        let link = format!("](docs/{}.md)", family.name);
        assert!(readme.contains(&link), "README.md does not lead to docs/{}.md", family.name);
    }
}

/// All objects of a schema that describe a member by this name.
fn describes(schema: &Value, name: &str) -> bool {
    let here = schema.pointer("/properties").is_some_and(|p| p.get(name).is_some());
    here || match schema {
        Value::Object(members) => members.values().any(|member| describes(member, name)),
        Value::Array(elements) => elements.iter().any(|element| describes(element, name)),
        _ => false,
    }
}

#[test]
fn every_member_is_in_the_schema_in_the_list_and_on_its_page() {
    let (schema, all) = (schema(), succeeds(&["list"]));
    for family in families() {
        let kept = fs::read_to_string(page_of(&family)).unwrap_or_default();
        let of_family = succeeds(&["list", family.name]);
        let listed = read_json(&succeeds(&["list", family.name, "--format", "json"]));
        for (k, member) in family.members.iter().enumerate() {
            let name = member.name;
            assert!(describes(&schema, name), "{name} is not in the schema");
            assert!(all.contains(name) && of_family.contains(name), "{name} is not listed");
            assert!(kept.contains(&format!("\n## {name}\n")), "{name} is not on its page");
            assert!(
                !member.line().is_empty() && member.line().ends_with('.'),
                "{name}: a sentence"
            );
            assert_eq!(listed["members"][k]["name"], json!(name));
            let own = succeeds(&["list", name]);
            for setting in &member.settings {
                assert!(own.contains(&setting.name), "{name}.{}", setting.name);
                assert!(!setting.about.is_empty(), "{name}.{} is not documented", setting.name);
            }
        }
    }
}

/// A file that owns settings is in the list of its family.
#[test]
fn no_member_is_forgotten() {
    fn walk(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("the folder exists") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                walk(&path, found);
            } else if fs::read_to_string(&path)
                .is_ok_and(|text| text.contains("\nimpl Settings for "))
            {
                found.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
            }
        }
    }
    let mut files = Vec::new();
    walk(&root().join("src"), &mut files);
    files.sort();
    let families = families();
    let mut names: Vec<&str> =
        families.iter().flat_map(|family| &family.members).map(|member| member.name).collect();
    names.sort_unstable();
    assert_eq!(files, names);
}

#[test]
fn a_member_is_read_as_a_word_and_with_its_settings() {
    assert_eq!(scheme(r#""complete""#), scheme(r#"{"complete": {}}"#));
    assert_eq!(scheme(r#""complete""#), Scheme::default());
    assert_eq!(scheme(r#""simple""#), scheme(r#"{"simple": null}"#));
    let blocks = scheme(r#"{"permuted_blocks": {"block_sizes": 4}}"#);
    assert_eq!(blocks, scheme(r#"{"permuted_blocks": {"block_sizes": [4], "strata": []}}"#));
    for written in [json!("simple"), json!({"permuted_blocks": {"block_sizes": 4, "strata": []}})] {
        assert_eq!(json!(scheme(&written.to_string())), written);
    }
}

/// What `--set`, a world and the schema make of the ways to write a member.
#[test]
fn a_member_is_set_as_a_word_and_with_its_settings() {
    let place = "designs.trial.after_enrolment.assignment";
    let chosen = |settings: &[&str]| {
        let compiled = compiled(case("strata.json"), &options(2, 1, settings));
        let designs = compiled.plan.worlds.into_iter().map(|mut world| world.designs.remove(0));
        designs.map(|design| design.model.randomiser().scheme.clone()).collect::<Vec<_>>()
    };
    assert_eq!(chosen(&[&format!("{place}=simple")]), [scheme(r#""simple""#)]);
    assert_eq!(chosen(&[&format!(r#"{place}={{"simple":{{}}}}"#)]), [scheme(r#""simple""#)]);
    let blocks = scheme(r#"{"permuted_blocks": {"block_sizes": 8, "strata": ["education"]}}"#);
    assert_eq!(chosen(&[&format!("{place}.permuted_blocks.block_sizes=8")]), [blocks]);
    let world = r#"worlds={"w": {"designs": {"trial": {"after_enrolment": {"assignment": {"simple": {}}}}}}}"#;
    assert_eq!(chosen(&[world])[1], scheme(r#""simple""#), "another choice replaces the first");
    let choices = schema()["$defs"]["Scheme"]["oneOf"].clone();
    let words = choices.as_array().expect("a list").iter().filter_map(|c| c.get("const"));
    let members = Scheme::family().members;
    let bare = members.iter().filter(|member| member.settings.iter().all(|s| !s.required));
    assert_eq!(words.collect::<Vec<_>>(), bare.map(|member| member.name).collect::<Vec<_>>());
}

#[test]
fn a_name_that_nothing_has_is_put_right() {
    let said = is_refused(&["list", "permuted_block"]);
    assert!(said.contains("did you mean \"permuted_blocks\"?"), "{said}");
}
