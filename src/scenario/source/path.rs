//! JSON paths as people write them: `designs.after.participants`, `months[0]`, `arms["a.b"]`.

use std::fmt;

/// One step down into a JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Into an object, by key.
    Key(String),
    /// Into a list, by position from 0.
    Index(usize),
}

/// A place in a JSON value, from the top down. The empty path is the whole document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JsonPath {
    steps: Vec<Step>,
}

/// Why a text is not a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathError {
    /// Byte offset of the mistake in the text.
    pub offset: usize,
    /// What is wrong there.
    pub message: &'static str,
}

impl JsonPath {
    /// The whole document.
    pub const fn root() -> Self {
        Self { steps: Vec::new() }
    }

    /// The steps from the top down.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The keys in their order; empty where a position in a list stands.
    pub fn keys(&self) -> Vec<&str> {
        let keys = self.steps.iter().map(|step| match step {
            Step::Key(key) => key.as_str(),
            Step::Index(_) => "",
        });
        keys.collect()
    }

    /// This path, extended by an object key.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.then(Step::Key(key.to_owned()))
    }

    /// This path, extended by a list position.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.then(Step::Index(index))
    }

    /// This path, extended by a step.
    #[must_use]
    pub fn then(&self, step: Step) -> Self {
        let mut path = self.clone();
        path.push(step);
        path
    }

    pub(super) fn push(&mut self, step: Step) {
        self.steps.push(step);
    }

    pub(super) fn pop(&mut self) {
        self.steps.pop();
    }

    /// The first `length` steps.
    pub(super) fn prefix(&self, length: usize) -> Self {
        Self { steps: self.steps[..length].to_vec() }
    }

    /// The path without its last step, and that step; `None` at the top.
    pub fn split_last(&self) -> Option<(Self, &Step)> {
        let (last, parents) = self.steps.split_last()?;
        Some((Self { steps: parents.to_vec() }, last))
    }

    /// Reads a path.
    ///
    /// # Errors
    /// Empty names, unclosed brackets, and anything in brackets that is neither a position nor a
    /// quoted key.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let mut path = Self::root();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            if let Some(inside) = rest.strip_prefix('[') {
                let (step, length) =
                    bracketed(inside).map_err(|message| PathError { offset: at, message })?;
                path.push(step);
                at += 1 + length;
            } else {
                let name_at = if at == 0 { 0 } else { at + 1 };
                if at > 0 && !rest.starts_with('.') {
                    return Err(PathError { offset: at, message: "expected `.` or `[` after `]`" });
                }
                let name = &text[name_at..];
                let length = name.find(['.', '[']).unwrap_or(name.len());
                if length == 0 {
                    return Err(PathError { offset: at, message: "a name is missing here" });
                }
                path.push(Step::Key(name[..length].to_owned()));
                at = name_at + length;
            }
        }
        Ok(path)
    }
}

impl JsonPath {
    /// The first step of a text and the bytes it takes; `None` when the text begins with no step.
    pub(super) fn first_step(text: &str) -> Option<(Step, usize)> {
        if let Some(inside) = text.strip_prefix('[') {
            let (step, length) = bracketed(inside).ok()?;
            return Some((step, length + 1));
        }
        let length = text.find(['.', '[']).unwrap_or(text.len());
        (length > 0).then(|| (Step::Key(text[..length].to_owned()), length))
    }
}

/// The step written after an opening bracket, and the bytes it takes including the closing one.
fn bracketed(inside: &str) -> Result<(Step, usize), &'static str> {
    const UNCLOSED: &str = "this bracket is not closed";
    if inside.starts_with('"') {
        let mut keys = serde_json::Deserializer::from_str(inside).into_iter::<String>();
        let key = keys.next().and_then(Result::ok).ok_or("this quoted key is not a JSON string")?;
        let length = keys.byte_offset();
        if !inside[length..].starts_with(']') {
            return Err(UNCLOSED);
        }
        return Ok((Step::Key(key), length + 1));
    }
    let length = inside.find(']').ok_or(UNCLOSED)?;
    let index =
        inside[..length].parse().map_err(|_| "expected a position or a quoted key in brackets")?;
    Ok((Step::Index(index), length + 1))
}

/// Whether a key can stand in a path without quotes.
fn is_bare(key: &str) -> bool {
    let reserved =
        |c: char| c.is_whitespace() || c.is_control() || ['.', '[', ']', '"', '='].contains(&c);
    !key.is_empty() && !key.contains(reserved)
}

impl fmt::Display for JsonPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.steps.iter().enumerate() {
            match step {
                Step::Index(index) => write!(formatter, "[{index}]")?,
                Step::Key(key) if is_bare(key) => {
                    let dot = if position == 0 { "" } else { "." };
                    write!(formatter, "{dot}{key}")?;
                }
                Step::Key(key) => write!(formatter, "[{}]", serde_json::Value::from(key.as_str()))?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_read_back_as_written() {
        for text in [
            "",
            "run",
            "designs.after.participants",
            "months[0]",
            "m[0][12].x",
            r#"arms["a.b"].c"#,
            "[3]",
        ] {
            assert_eq!(JsonPath::parse(text).map(|path| path.to_string()), Ok(text.to_owned()));
        }
        let odd = JsonPath::root().key("").key("a \"b\"]").index(2).key("ok");
        assert_eq!(JsonPath::parse(&odd.to_string()), Ok(odd));
    }

    #[test]
    fn mistakes_stand_where_they_are() {
        let cases = [
            (".a", 0, "a name is missing here"),
            ("a..b", 1, "a name is missing here"),
            ("a.", 1, "a name is missing here"),
            ("a[1", 1, "this bracket is not closed"),
            ("a[x]", 1, "expected a position or a quoted key in brackets"),
            ("a[-1]", 1, "expected a position or a quoted key in brackets"),
            (r#"a["x"#, 1, "this quoted key is not a JSON string"),
            (r#"a["x""#, 1, "this bracket is not closed"),
            ("a[1]b", 4, "expected `.` or `[` after `]`"),
        ];
        for (text, offset, message) in cases {
            assert_eq!(JsonPath::parse(text), Err(PathError { offset, message }), "{text}");
        }
    }
}
