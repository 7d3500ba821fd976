//! From text to located JSON: JSON with comments and trailing commas, and nothing looser.

use std::str::FromStr;
use std::sync::Arc;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_json::Number;

use super::depth::{self, Flaw};
use super::located::{Content, Located, Members, Place, Source, Span};
use super::path::{JsonPath, Step};
use super::report::{Problem, Report, shown};

const STRICT: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_trailing_commas: true,
    allow_loose_object_property_names: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads the JSON value that starts at byte `offset` of a source.
///
/// # Errors
/// Syntax errors, nesting beyond `deepest`, keys given twice, numbers too large for an f64.
pub(super) fn parse(
    source: &Arc<Source>,
    offset: usize,
    deepest: usize,
) -> Result<Located, Report> {
    let text = &source.text[offset..];
    let mut reader = Reader { source, offset, path: JsonPath::root(), problems: Vec::new() };
    let tree = reader.tree(text, deepest)?;
    let located = reader.located(&tree, None);
    Report::from_problems(reader.problems)?;
    Ok(located)
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    offset: usize,
    path: JsonPath,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.offset + start, self.offset + end)
    }

    fn problem(&self, span: Span, message: impl Into<String>) -> Problem {
        Problem::new(self.source, Some(span), self.path.to_string(), message)
    }

    fn tree<'t>(&self, text: &'t str, deepest: usize) -> Result<ast::Value<'t>, Problem> {
        depth::scan(text, deepest).map_err(|flaw| self.flaw_problem(text, flaw))?;
        let tree = syntax(text).map_err(|error| self.syntax_problem(text, &error))?;
        tree.ok_or_else(|| self.problem(self.span(0, 0), "nothing but white space and comments"))
    }

    fn flaw_problem(&self, text: &str, flaw: Flaw) -> Problem {
        let (string, at, message, help) = match flaw {
            Flaw::TooDeep(at) => {
                let message =
                    format!("objects and lists may be nested at most {} deep", depth::DEEPEST);
                return self.problem(self.span(at, at + 1), message);
            }
            Flaw::OpenString(at) => (
                at.start,
                at,
                "this string is not closed on its line",
                "is a quotation mark missing? A line break inside a string is written \\n",
            ),
            Flaw::RawControl { string, at } => (
                string,
                at..at + 1,
                "a control character inside a string must be escaped",
                "a tab is written \\t",
            ),
        };
        self.earlier_problem(text, string)
            .unwrap_or_else(|| self.problem(self.span(at.start, at.end), message).with_help(help))
    }

    /// A syntax error before `end`: a string that seems unfinished often follows a real mistake.
    fn earlier_problem(&self, text: &str, end: usize) -> Option<Problem> {
        let error = syntax(&text[..end]).err()?;
        let only_cut_short = matches!(
            error.kind(),
            ParseErrorKind::UnterminatedObject
                | ParseErrorKind::UnterminatedArray
                | ParseErrorKind::UnterminatedCommentBlock
                | ParseErrorKind::ExpectedColonAfterObjectKey
                | ParseErrorKind::ExpectedObjectValue
        );
        (!only_cut_short).then(|| self.syntax_problem(text, &error))
    }

    fn syntax_problem(&self, text: &str, error: &ParseError) -> Problem {
        let range = error.range();
        let found = text.get(range.start..range.end).unwrap_or_default();
        let (message, help) = explanation(error.kind(), found);
        let problem = self.problem(self.span(range.start, range.end), message);
        match help {
            Some(help) => problem.with_help(help),
            None => problem,
        }
    }

    fn located(&mut self, value: &ast::Value<'_>, key: Option<Span>) -> Located {
        let range = value.range();
        let place = Place {
            source: Arc::clone(self.source),
            world: None,
            key,
            value: self.span(range.start, range.end),
        };
        let content = match value {
            ast::Value::NullKeyword(_) => Content::Null,
            ast::Value::BooleanLit(literal) => Content::Bool(literal.value),
            ast::Value::StringLit(literal) => Content::String(literal.value.clone().into_owned()),
            ast::Value::NumberLit(literal) => self.number(literal.value, place.value),
            ast::Value::Array(array) => Content::List(self.elements(&array.elements)),
            ast::Value::Object(object) => {
                Content::Object(Box::new(self.members(&object.properties)))
            }
        };
        Located { place, content }
    }

    fn number(&mut self, text: &str, span: Span) -> Content {
        if let Ok(number) = Number::from_str(text) {
            return Content::Number(number);
        }
        self.problems.push(self.problem(span, format!("the number {} is too large", shown(text))));
        Content::Null
    }

    fn elements(&mut self, elements: &[ast::Value<'_>]) -> Vec<Located> {
        let mut located = Vec::with_capacity(elements.len());
        for (index, element) in elements.iter().enumerate() {
            self.path.push(Step::Index(index));
            located.push(self.located(element, None));
            self.path.pop();
        }
        located
    }

    fn members(&mut self, properties: &[ast::ObjectProp<'_>]) -> Members {
        let mut members = Members::with_capacity(properties.len());
        for property in properties {
            let range = property.name.range();
            let span = self.span(range.start, range.end);
            let key = property.name.clone().into_string();
            self.path.push(Step::Key(key.clone()));
            let member = self.located(&property.value, Some(span));
            if let Some(first) = members.get(&key) {
                let twice =
                    self.problem(span, format!("the key \"{}\" is given twice", shown(&key)));
                self.problems.push(twice.with_earlier(first.place.key));
            } else {
                members.insert(key, member);
            }
            self.path.pop();
        }
        members
    }
}

fn syntax(text: &str) -> Result<Option<ast::Value<'_>>, ParseError> {
    parse_to_ast(text, &CollectOptions::default(), &STRICT).map(|result| result.value)
}

/// What a syntax error means, in the reader's words, and what may help.
fn explanation(kind: &ParseErrorKind, found: &str) -> (String, Option<&'static str>) {
    use ParseErrorKind as Kind;
    let message = match kind {
        Kind::ExpectedComma => "a comma is missing here",
        Kind::ExpectedColonAfterObjectKey => "a colon is missing after this key",
        Kind::ExpectedObjectValue => "a value is missing after this colon",
        Kind::ExpectedStringObjectProperty if found.starts_with(|c: char| c.is_ascii_digit()) => {
            let help = "is the comma before it a decimal comma? decimals are written with a point";
            return (format!("unexpected number {}", shown(found)), Some(help));
        }
        Kind::UnexpectedToken if found.starts_with('%') => {
            let help = "percentages are written as shares: 12 % is 0.12";
            return ("unexpected percent sign".to_owned(), Some(help));
        }
        Kind::ExpectedStringObjectProperty => {
            return (format!("the key {} must stand in double quotes", shown(found)), None);
        }
        Kind::SingleQuotedStringsNotAllowed => "strings stand in double quotes, not single ones",
        Kind::HexadecimalNumbersNotAllowed => "numbers are written in decimals, not hexadecimally",
        Kind::UnaryPlusNumbersNotAllowed => "numbers are written without a plus sign",
        Kind::BareDecimalPointNumbersNotAllowed => "a decimal point needs a digit on both sides",
        Kind::NonFiniteNumbersNotAllowed => "infinity and NaN are not numbers here",
        Kind::UnterminatedObject => "this object is not closed: a } is missing",
        Kind::UnterminatedArray => "this list is not closed: a ] is missing",
        Kind::UnterminatedCommentBlock => "this comment is not closed: a */ is missing",
        Kind::MultipleRootJsonValues => "nothing may follow the end of the value",
        Kind::UnexpectedWord => return unexpected_word(found),
        Kind::UnexpectedToken if found.starts_with(char::is_alphabetic) => {
            return unexpected_word(found);
        }
        Kind::String(detail) => return (lower_first(&detail.to_string()), None),
        other => return (lower_first(&other.to_string()), None),
    };
    (message.to_owned(), None)
}

fn unexpected_word(word: &str) -> (String, Option<&'static str>) {
    let help = match word.to_lowercase().as_str() {
        "true" | "false" => "true and false are written in lower case",
        "none" | "nil" | "null" | "na" | "undefined" => "an absent value is written null",
        "nan" | "inf" | "infinity" => "only finite numbers can be given",
        _ => "a string must stand in double quotes",
    };
    (format!("unexpected word {}", shown(word)), Some(help))
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
