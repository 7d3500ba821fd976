//! Files that are not there, or are not text.

use std::fs;

use super::*;

fn refused(path: &std::path::Path, directory: &std::path::Path) -> String {
    let report = Document::load(path).map(|_| ()).expect_err("the file cannot be used");
    report.to_string().replace(&directory.display().to_string(), "DIR")
}

#[test]
fn files_that_cannot_be_used_are_explained() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let directory = folder.path();
    let file = |name: &str, bytes: &[u8]| {
        fs::write(directory.join(name), bytes).expect("the directory is writable");
        directory.join(name)
    };
    let good = file("nijmegen.json", VALID.as_bytes());
    assert!(Document::load(good).is_ok());
    let told = |name: &str| refused(&directory.join(name), directory);
    assert_eq!(
        told("nijmegn.json"),
        "DIR/nijmegn.json: no such file\nhelp: did you mean DIR/nijmegen.json?"
    );
    assert_eq!(told("other"), "DIR/other: no such file");
    assert_eq!(
        told("none/x.json"),
        "DIR/none/x.json: no such file\nhelp: there is no directory DIR/none"
    );
    assert_eq!(told(""), "DIR/: this is a directory, not a scenario file");
    let told = |name: &str, bytes: &[u8]| refused(&file(name, bytes), directory);
    assert_eq!(told("empty.json", b" \n"), "DIR/empty.json: the file is empty");
    assert_eq!(
        told("big.json", &vec![b' '; 16 * 1024 * 1024 + 1]),
        "DIR/big.json: the file is larger than 16 MB"
    );
    assert_eq!(
        told("wide.json", b"\xff\xfe{\0"),
        "DIR/wide.json: the file is UTF-16, not UTF-8\nhelp: save it as UTF-8 in your editor"
    );
    assert!(Document::load(file("mark.json", "\u{feff}{}".as_bytes())).is_ok());
}

#[test]
fn bytes_that_are_not_utf8_are_found() {
    let report = Document::from_bytes("x.json", b"{\n  \"a\": \"caf\xe9\"}".to_vec()).map(|_| ());
    assert_eq!(
        told(&report.expect_err("Latin-1 is not UTF-8")),
        [
            "x.json:2:12: the file is not UTF-8: byte 13, on line 2, belongs to no character",
            "help: save it as UTF-8 in your editor"
        ]
    );
}
