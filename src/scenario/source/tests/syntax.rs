//! Text that is not JSON with comments and trailing commas.

use super::*;

fn refused(text: &str) -> Vec<String> {
    told(&Document::parse("x.json", text).map(|_| ()).expect_err("the text holds a mistake"))
}

#[test]
fn looser_dialects_are_refused() {
    let cases: [(&str, &[&str]); 21] = [
        ("{\"a\": 1 \"b\": 2}", &["x.json:1:8: a comma is missing here"]),
        ("{\"a\": [1 2]}", &["x.json:1:9: a comma is missing here"]),
        ("{'a': 1}", &["x.json:1:2: strings stand in double quotes, not single ones"]),
        ("{a: 1}", &["x.json:1:2: the key a must stand in double quotes"]),
        ("{\"a\": 0x1F}", &["x.json:1:7: numbers are written in decimals, not hexadecimally"]),
        ("{\"a\": +1}", &["x.json:1:7: numbers are written without a plus sign"]),
        ("{\"a\": .5}", &["x.json:1:7: a decimal point needs a digit on both sides"]),
        ("{\"a\": -Infinity}", &["x.json:1:7: infinity and NaN are not numbers here"]),
        ("{\"a\": 01}", &["x.json:1:8: a comma is missing here"]),
        (
            "{\"a\": True}",
            &["x.json:1:7: unexpected word True", "help: true and false are written in lower case"],
        ),
        (
            "{\"a\": yes}",
            &["x.json:1:7: unexpected word yes", "help: a string must stand in double quotes"],
        ),
        ("{\"a\" 1}", &["x.json:1:6: a colon is missing after this key"]),
        ("{\"a\": }", &["x.json:1:7: unexpected close brace"]),
        ("{\"a\": 1,,}", &["x.json:1:9: unexpected token in object"]),
        ("{\"a\": \"\\q\"}", &["x.json:1:8: invalid escape"]),
        ("{\"a\": [1, 2}", &["x.json:1:12: unexpected close brace"]),
        ("{\"a\": {\"b\": 1}\n", &["x.json:1:1: this object is not closed: a } is missing"]),
        ("{\"a\": [1\n", &["x.json:1:7: this list is not closed: a ] is missing"]),
        ("{} {}", &["x.json:1:4: nothing may follow the end of the value"]),
        ("{} /* open", &["x.json:1:4: this comment is not closed: a */ is missing"]),
        ("// nothing", &["x.json:1:1: nothing but white space and comments"]),
    ];
    for (text, expected) in cases {
        assert_eq!(refused(text), expected, "{text}");
    }
}

#[test]
fn an_unclosed_string_is_found_on_its_line() {
    assert_eq!(
        refused("{\n  \"a\": \"x,\n  \"b\": 1\n}"),
        [
            "x.json:2:8: this string is not closed on its line",
            "help: is a quotation mark missing? A line break inside a string is written \\n"
        ]
    );
    assert_eq!(
        refused("{\n  a\": 1,\n  \"b\": 1\n}"),
        ["x.json:2:3: the key a must stand in double quotes"]
    );
    assert_eq!(
        refused("{\"a\": \"\t\"}"),
        [
            "x.json:1:8: a control character inside a string must be escaped",
            "help: a tab is written \\t"
        ]
    );
}

#[test]
fn keys_given_twice_are_all_shown_with_both_places() {
    let text = "{\"a\": 1,\n \"b\": {\"c\": 1, \"c\": 2},\n \"a\": 3}";
    let report = Document::parse("x.json", text).map(|_| ()).expect_err("two keys are given twice");
    assert_eq!(
        told(&report),
        [
            "x.json:2:16: b.c: the key \"c\" is given twice",
            "x.json:3:2: a: the key \"a\" is given twice"
        ]
    );
    assert_eq!(
        Report::from(report.problems()[1].clone()).to_string(),
        "x.json:3:2: a: the key \"a\" is given twice
   ╭─[ x.json:3:2 ]
   │
 1 │ {\"a\": 1,
   │  ─┬─  
   │   ╰─── first here
   │ 
 3 │  \"a\": 3}
   │  ─┬─  
   │   ╰─── again here
───╯"
    );
}

#[test]
fn numbers_must_fit_an_f64() {
    assert_eq!(
        refused("{\"a\": [1, -1e999]}"),
        ["x.json:1:11: a[1]: the number -1e999 is too large"]
    );
    assert_eq!(document("{\"a\": 1e-999}").get("a"), Some(0.0.into()));
}

#[test]
fn the_top_is_an_object() {
    assert_eq!(refused("[1]"), ["x.json:1:1: a scenario is an object, found a list"]);
    assert_eq!(refused("3"), ["x.json:1:1: a scenario is an object, found a number"]);
}

#[test]
fn nesting_has_a_limit() {
    let nested = |depth: usize| format!("{{\"a\": {}{}}}", "[".repeat(depth), "]".repeat(depth));
    assert!(Document::parse("x.json", nested(63)).is_ok());
    assert_eq!(
        refused(&nested(64)),
        ["x.json:1:70: objects and lists may be nested at most 64 deep"]
    );
    assert_eq!(
        refused(&"[".repeat(10_000_000)),
        ["x.json:1:65: objects and lists may be nested at most 64 deep"]
    );
}

#[test]
fn long_lines_and_control_characters_are_kept_from_the_terminal() {
    let text = format!("{{\"{}\\u001b[31m\": 1}}", "k".repeat(1_000_000));
    let report = document(&text).decode::<Scenario>().map(|_| ()).expect_err("no such key");
    assert!(report.to_string().len() < 2_000);
    let report =
        document("{\"a\\u001b[31m\": 1 /* \u{1b}[31m */}").decode::<Scenario>().map(|_| ());
    let text = report.expect_err("no such key").to_string();
    assert!(!text.contains('\u{1b}') && text.contains("a\\u{1b}[31m"), "{text}");
}

#[test]
fn marks_stand_under_wide_and_accented_letters() {
    let report = document("{\r\n\t\"é\": \"日本\", \"name\": 5}").decode::<Scenario>().map(|_| ());
    let text = report.expect_err("no such key").to_string();
    assert!(text.starts_with("x.json:2:2: é: unknown key \"é\"\n"), "{text}");
}

#[test]
fn many_problems_are_counted() {
    let text = format!("{{\"a\": 1{}}}", ", \"a\": 1".repeat(35));
    let lines = refused(&text);
    assert_eq!((lines.len(), lines[30].as_str()), (31, "and 5 more"));
}

#[test]
fn values_know_where_they_stand() {
    let text = "{\"a\": [10, {\"b.c\": null}], // x\n}";
    let document = document(text);
    let at = document.location("a[1][\"b.c\"]").expect("the path exists");
    assert_eq!(&text[at.value], "null");
    assert_eq!(&text[at.key.expect("a member has a key")], "\"b.c\"");
    assert_eq!((at.origin, at.world), (crate::scenario::source::Origin::File, None));
    assert_eq!(document.location("a[2]"), None);
    assert_eq!(document.value().to_string(), r#"{"a":[10,{"b.c":null}]}"#);
}

#[test]
fn the_hash_is_of_values_not_of_spelling() {
    let hash = |text: &str| document(text).hash();
    assert_eq!(
        hash("{\"a\": 1, \"b\": 0.5}"),
        hash("{ // note\n \"\\u0061\": 1.0, \"b\": 5e-1, }")
    );
    assert_ne!(hash("{\"a\": 1, \"b\": 2}"), hash("{\"b\": 2, \"a\": 1}"));
    assert_ne!(hash("{\"a\": 1}"), hash("{\"a\": \"1\"}"));
    // b3sum of the seven bytes {"a":1}
    assert_eq!(hash("{\"a\": 1}"), blake3::hash(b"{\"a\":1}").to_hex().to_string());
}
