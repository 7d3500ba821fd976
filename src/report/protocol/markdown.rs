//! A protocol in Markdown. Names of the scenario stand as they are written, whatever signs they hold.

use super::block::{Section, Text};
use crate::report::html::{Block, Table};
use crate::visible::visible;

/// Signs that mean something wherever they stand.
const MARKS: [char; 7] = ['\\', '`', '*', '<', '>', '|', '~'];

/// The whole text.
pub(super) fn written(text: &Text) -> String {
    let mut lines = vec![
        format!("# {}", escaped(&text.title)),
        String::new(),
        format!("**{}**", escaped(&text.name)),
    ];
    for (place, Section { heading, blocks }) in text.sections.iter().enumerate() {
        lines.push(String::new());
        lines.push(format!("## {}. {}", place + 1, escaped(heading)));
        for block in blocks {
            lines.push(String::new());
            lines.extend(of_block(block));
        }
    }
    lines.join("\n") + "\n"
}

fn of_block(block: &Block) -> Vec<String> {
    match block {
        Block::Text(text) | Block::Warning(text) => vec![first_in_line(text)],
        Block::Heading(text) => vec![format!("### {}", escaped(text))],
        Block::List(items) => of_list(items).collect(),
        Block::Formula(lines) => {
            let lines = lines.iter().map(|line| visible(line).replace('`', "'"));
            let start = std::iter::once("```text".to_owned());
            start.chain(lines).chain(["```".to_owned()]).collect()
        }
        Block::Table(table) => of_table(table),
        Block::Proposed(heading, items) => {
            let start = [format!("> **{}**", escaped(heading)), ">".to_owned()];
            start.into_iter().chain(of_list(items).map(|line| format!("> {line}"))).collect()
        }
    }
}

fn of_list(items: &[String]) -> impl Iterator<Item = String> {
    items.iter().map(|item| format!("- {}", first_in_line(item)))
}

fn of_table(Table { caption, head, rows, .. }: &Table) -> Vec<String> {
    let row = |cells: &Vec<String>| {
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines = vec![format!("*{}*", escaped(caption)), String::new(), row(head)];
    lines.push(format!("|{}", "---|".repeat(head.len())));
    lines.extend(rows.iter().map(row));
    lines
}

/// A text as it reads, on one line.
fn escaped(text: &str) -> String {
    let on_a_line = text.replace(['\n', '\r', '\t'], " ");
    let signs: Vec<char> = visible(&on_a_line).chars().collect();
    let mut out = String::with_capacity(text.len());
    for (at, &sign) in signs.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| signs[at]);
        let after = signs.get(at + 1).copied();
        let is_word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
        let means_something = match sign {
            '_' => !(is_word(before) && is_word(after)),
            '&' => after.is_some_and(|sign| sign == '#' || sign.is_alphanumeric()),
            '(' | ':' => before == Some(']'),
            '[' => before == Some('!'),
            sign => MARKS.contains(&sign),
        };
        if means_something {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

/// The same at the start of a line, where more signs mean something.
fn first_in_line(text: &str) -> String {
    let text = escaped(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &text[..digits], &text[digits..]),
        Some('#' | '-' | '+' | '=') if digits == 0 => format!("\\{text}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        assert_eq!(escaped("a*b_c _d_ <i> x|y"), "a\\*b_c \\_d\\_ \\<i\\> x\\|y");
        assert_eq!(escaped("[a](b) [fill in]"), "[a]\\(b) [fill in]");
        assert_eq!(escaped("a\nb &lt; R&D & c"), "a b \\&lt; R\\&D & c");
        assert_eq!(first_in_line("# 1"), "\\# 1");
        assert_eq!(first_in_line("2. two"), "2\\. two");
        assert_eq!(first_in_line("6,030 people"), "6,030 people");
    }
}
