//! Where a pattern such as `analyses.*.outcomes` leads in a document.

use serde_json::Value;

use super::source::JsonPath;

/// The values at the places that a pattern names, with their paths, in file order; `*` is any name or
/// position.
pub(super) fn places<'a>(document: &'a Value, pattern: &str) -> Vec<(JsonPath, &'a Value)> {
    let mut found = vec![(JsonPath::root(), document)];
    for part in pattern.split('.') {
        let mut deeper = Vec::new();
        for (path, value) in found {
            match value {
                Value::Object(members) if part == "*" => {
                    deeper.extend(members.iter().map(|(key, member)| (path.key(key), member)));
                }
                Value::Array(elements) if part == "*" => {
                    let elements = elements.iter().enumerate();
                    deeper.extend(elements.map(|(k, element)| (path.index(k), element)));
                }
                _ => deeper.extend(value.get(part).map(|member| (path.key(part), member))),
            }
        }
        found = deeper;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_star_is_any_name_or_position() {
        let document = json!({"analyses": {"a": {"contrasts": [["x", "y"]]}, "b": {}}, "n": 1});
        let at = |pattern| -> Vec<String> {
            places(&document, pattern).into_iter().map(|(path, _)| path.to_string()).collect()
        };
        assert_eq!(at("analyses.*"), ["analyses.a", "analyses.b"]);
        let both = ["analyses.a.contrasts[0][0]", "analyses.a.contrasts[0][1]"];
        assert_eq!(at("analyses.*.contrasts.*.*"), both);
        assert!(at("n.*").is_empty() && at("outcomes").is_empty());
    }
}
