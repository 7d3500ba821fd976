//! The house keeps its order: modules import only what stands before them in `lib.rs`, an estimator sees a dataset and
//! nothing else, and files and functions can be seen whole.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Longest file and longest function, in lines.
const LONGEST: [usize; 2] = [400, 80];

/// One file of the library, without its tests.
struct File {
    /// Where it stands below `src`.
    path: String,
    /// The modules it is: `["plan", "world"]`.
    module: Vec<String>,
    /// Its lines without comments and tests.
    code: String,
    /// Its length, comments and tests included.
    lines: usize,
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn paths(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder exists") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            paths(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
}

/// The modules in their order.
fn order() -> Vec<String> {
    let text = fs::read_to_string(source().join("lib.rs")).expect("it is there");
    let named = |line: &str| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned());
    text.lines().filter_map(named).collect()
}

/// All files of the library that are not tests.
fn files() -> Vec<File> {
    let mut all = Vec::new();
    paths(&source(), &mut all);
    all.sort();
    let (mut out, mut tests) = (Vec::new(), BTreeSet::new());
    for path in all {
        let text = fs::read_to_string(&path).expect("it can be read");
        let path = path.strip_prefix(source()).expect("it lies below").display().to_string();
        let mut module: Vec<String> =
            path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
            module.pop();
        }
        let (code, named) = without_tests(&text);
        tests.extend(named.into_iter().map(|name| [&module[..], &[name]].concat()));
        out.push(File { path, module, code, lines: text.lines().count() });
    }
    out.retain(|file| {
        let is_test = tests.iter().any(|test| file.module.starts_with(test));
        !is_test && file.path != "main.rs"
    });
    out
}

/// The code without comments and without what stands under `#[cfg(test)]`, and the modules of tests in files of their own.
fn without_tests(text: &str) -> (String, Vec<String>) {
    let (mut code, mut files) = (String::new(), Vec::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            let indent = line.len() - line.trim_start().len();
            let item = lines.by_ref().find(|line| !line.trim().starts_with("#["));
            let item = item.expect("an attribute stands before something");
            if let Some(item) = item.trim().strip_suffix(';') {
                files.extend(item.rsplit(' ').next().map(str::to_owned));
            } else {
                let end = format!("{}}}", " ".repeat(indent));
                lines.by_ref().find(|line| *line == end).expect("what begins ends");
            }
        } else if !line.trim_start().starts_with("//") {
            code.push_str(line);
            code.push('\n');
        }
    }
    (code, files)
}

/// The names that a path goes on with: one, or several in braces.
fn names_after(rest: &str) -> Vec<&str> {
    let name = |text: &str| text.find(|c: char| !c.is_alphanumeric() && c != '_');
    let Some(list) = rest.strip_prefix('{') else {
        return vec![&rest[..name(rest).unwrap_or(rest.len())]];
    };
    let (mut depth, mut start, mut out) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                let one = list[start..at].trim();
                out.push(&one[..name(one).unwrap_or(one.len())]);
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    out.retain(|name| !name.is_empty());
    out
}

/// What a file names after a path from the root: `crate::x::`, or enough times `super`.
fn named_after<'a>(file: &'a File, path: &str) -> BTreeSet<&'a str> {
    let from_root = format!("crate::{path}");
    let upwards = format!("{}{path}", "super::".repeat(file.module.len()));
    let mut out = BTreeSet::new();
    for start in [from_root, upwards] {
        for (at, _) in file.code.match_indices(&start) {
            if !file.code[..at].ends_with("::") {
                out.extend(names_after(&file.code[at + start.len()..]));
            }
        }
    }
    out
}

#[test]
fn each_module_imports_only_what_stands_before_it() {
    let order = order();
    let place = |name: &str| order.iter().position(|module| module == name);
    let (mut arrows, mut wrong) = (BTreeSet::new(), Vec::new());
    for file in files().iter().filter(|file| !file.module.is_empty()) {
        let own = place(&file.module[0]).unwrap_or_else(|| panic!("{} is not told of", file.path));
        for name in named_after(file, "") {
            let Some(other) = place(name) else { continue };
            if other > own {
                wrong.push(format!("{} imports {name}", file.path));
            } else if other < own {
                arrows.insert((name.to_owned(), file.module[0].clone()));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows against the order of lib.rs:\n{}", wrong.join("\n"));
    let seen = |from: &str, to: &str| arrows.contains(&(from.to_owned(), to.to_owned()));
    assert!(seen("estimand", "diagnosis") && seen("plan", "calibration"), "{arrows:?}");
    assert!(arrows.len() > 150, "only {} arrows were found", arrows.len());
}

#[test]
fn an_estimator_sees_a_dataset_and_no_hidden_truth() {
    let files = files();
    let (mut found, mut of_estimand) = (BTreeSet::new(), BTreeSet::new());
    for file in files.iter().filter(|file| file.module.first().is_some_and(|m| m == "estimator")) {
        found.extend(named_after(file, ""));
        of_estimand.extend(named_after(file, "estimand::"));
    }
    for hidden in ["population", "outcome", "treatment", "recruitment", "assignment"] {
        assert!(!found.contains(hidden), "an estimator reaches {hidden}");
    }
    assert!(found.contains("measurement"), "{found:?}");
    assert_eq!(of_estimand, BTreeSet::from(["Aim"]));
}

#[test]
fn files_and_functions_can_be_seen_whole() {
    let mut long = Vec::new();
    for file in files() {
        if file.lines > LONGEST[0] {
            long.push(format!("{} has {} lines", file.path, file.lines));
        }
        let lines: Vec<&str> = file.code.lines().collect();
        for (start, line) in lines.iter().enumerate() {
            let indent = &line[..line.len() - line.trim_start().len()];
            let words: Vec<&str> = line.split_whitespace().collect();
            let is_function = words.iter().take(4).any(|word| *word == "fn");
            if !is_function || line.ends_with('}') || line.ends_with(';') {
                continue;
            }
            let end = format!("{indent}}}");
            let length = lines[start..].iter().position(|line| *line == end).unwrap_or(0) + 1;
            if length > LONGEST[1] {
                long.push(format!("{}: {} has {length} lines", file.path, line.trim()));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn imports_are_found_however_they_are_written() {
    let names = |rest| names_after(rest);
    assert_eq!(names("plan::Plan;"), ["plan"]);
    assert_eq!(names("{engine, plan::{Cell, Plan}, cost};"), ["engine", "plan", "cost"]);
    assert_eq!(names("{\n    engine,\n    plan,\n}"), ["engine", "plan"]);
    let text = "use super::super::plan;\n// crate::cli\n#[cfg(test)]\nmod tests {\n    crate::cli\n}\n\
                #[cfg(test)]\nmod known;\nfn f() {}\n";
    let (code, tests) = without_tests(text);
    assert_eq!(tests, ["known"]);
    let module = vec!["outcome".to_owned(), "path".to_owned()];
    let file = File { path: String::new(), module, code, lines: 0 };
    assert_eq!(named_after(&file, ""), BTreeSet::from(["plan"]));
}
