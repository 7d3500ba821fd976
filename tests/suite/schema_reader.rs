//! A reader of JSON schemas, as far as ours needs one.

use serde_json::{Map, Value, json};

/// A reader of the keywords that the schema is written with; patterns are tried where they are made.
pub fn accepts(schema: &Value, root: &Value, value: &Value) -> bool {
    let Some(node) = schema.as_object() else { return schema != &json!(false) };
    let fits = |inner: &Value, value: &Value| accepts(inner, root, value);
    node.iter().all(|(key, keyword)| match key.as_str() {
        "$ref" => {
            let at = keyword.as_str().and_then(|at| root.pointer(&at[1..]));
            fits(at.expect("what is referred to is there"), value)
        }
        "type" => match keyword.as_array() {
            Some(kinds) => kinds.iter().any(|kind| is_kind(kind, value)),
            None => is_kind(keyword, value),
        },
        "const" => value == keyword,
        "enum" => keyword.as_array().is_some_and(|all| all.contains(value)),
        "anyOf" => keyword.as_array().is_some_and(|all| all.iter().any(|one| fits(one, value))),
        "allOf" => keyword.as_array().is_some_and(|all| all.iter().all(|one| fits(one, value))),
        "oneOf" => {
            let fitting = keyword.as_array().into_iter().flatten().filter(|one| fits(one, value));
            fitting.count() == 1
        }
        _ => {
            number_fits(key, keyword, value)
                && value.as_str().is_none_or(|text| {
                    let length = text.chars().count() as u64;
                    size_fits(key, ["minLength", "maxLength"], keyword, length)
                })
                && value.as_object().is_none_or(|members| {
                    size_fits(
                        key,
                        ["minProperties", "maxProperties"],
                        keyword,
                        members.len() as u64,
                    ) && members_fit(key, keyword, node, members, root)
                })
                && value.as_array().is_none_or(|elements| {
                    size_fits(key, ["minItems", "maxItems"], keyword, elements.len() as u64)
                        && elements_fit(key, keyword, elements, root)
                })
        }
    })
}

fn is_kind(kind: &Value, value: &Value) -> bool {
    match kind.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("string") => value.is_string(),
        Some("number") => value.is_number(),
        Some("integer") => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => false,
    }
}

fn number_fits(key: &str, keyword: &Value, value: &Value) -> bool {
    let (Some(bound), Some(number)) = (keyword.as_f64(), value.as_f64()) else { return true };
    match key {
        // Of the largest whole numbers several are one as a float, and all lie below 2⁶⁴.
        "exclusiveMaximum" if value.is_u64() && bound >= 18_446_744_073_709_551_616.0 => true,
        "minimum" => number >= bound,
        "maximum" => number <= bound,
        "exclusiveMinimum" => number > bound,
        "exclusiveMaximum" => number < bound,
        "multipleOf" => (number / bound).fract() == 0.0,
        _ => true,
    }
}

fn size_fits(key: &str, [least, most]: [&str; 2], keyword: &Value, size: u64) -> bool {
    let bound = || keyword.as_u64().expect("a size is a whole number");
    !(key == least && size < bound() || key == most && size > bound())
}

fn members_fit(
    key: &str,
    keyword: &Value,
    node: &Map<String, Value>,
    members: &Map<String, Value>,
    root: &Value,
) -> bool {
    let described = |name: &str| node.get("properties").and_then(|known| known.get(name));
    match key {
        "required" => {
            let mut names = keyword.as_array().into_iter().flatten().filter_map(Value::as_str);
            names.all(|name| members.contains_key(name))
        }
        "properties" => members.iter().all(|(name, member)| {
            described(name).is_none_or(|schema| accepts(schema, root, member))
        }),
        "additionalProperties" => {
            let mut others = members.iter().filter(|(name, _)| described(name).is_none());
            others.all(|(_, member)| accepts(keyword, root, member))
        }
        "propertyNames" => members.keys().all(|name| accepts(keyword, root, &json!(name))),
        _ => true,
    }
}

fn elements_fit(key: &str, keyword: &Value, elements: &[Value], root: &Value) -> bool {
    match key {
        "items" => elements.iter().all(|element| accepts(keyword, root, element)),
        "prefixItems" => {
            let schemas = keyword.as_array().into_iter().flatten();
            schemas.zip(elements).all(|(schema, element)| accepts(schema, root, element))
        }
        "uniqueItems" => {
            elements.iter().enumerate().all(|(k, element)| !elements[..k].contains(element))
        }
        _ => true,
    }
}
