//! A protocol in Markdown. Names of the scenario stand as they are written, whatever signs they hold.

use super::block::{Block, Section, Table, Text};
use crate::visible::visible;

/// Signs that mean something wherever they stand.
const MARKS: [char; 7] = ['\\', '`', '*', '<', '>', '|', '~'];

/// The whole text.
pub(super) fn written(text: &Text) -> String {
    let mut out = format!("# {}\n\n**{}**\n", escaped(&text.title), escaped(&text.name));
    for (place, Section { heading, blocks }) in text.sections.iter().enumerate() {
        out.push_str(&format!("\n## {}. {}\n", place + 1, escaped(heading)));
        for block in blocks {
            out.push('\n');
            write(block, &mut out);
        }
    }
    out
}

fn write(block: &Block, out: &mut String) {
    match block {
        Block::Text(text) => out.push_str(&format!("{}\n", first_in_line(text))),
        Block::Heading(text) => out.push_str(&format!("### {}\n", escaped(text))),
        Block::List(items) => out.push_str(&list(items)),
        Block::Formula(lines) => {
            let lines: Vec<String> =
                lines.iter().map(|line| visible(line).replace('`', "'")).collect();
            out.push_str(&format!("```text\n{}\n```\n", lines.join("\n")));
        }
        Block::Table(table) => write_table(table, out),
        Block::Proposed(heading, items) => {
            let quoted = |line: &str| format!("> {line}\n");
            out.push_str(&quoted(&format!("**{}**", escaped(heading))));
            out.push_str(">\n");
            out.extend(list(items).lines().map(quoted));
        }
    }
}

fn list(items: &[String]) -> String {
    items.iter().map(|item| format!("- {}\n", first_in_line(item))).collect()
}

fn write_table(Table { caption, head, rows }: &Table, out: &mut String) {
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    out.push_str(&format!("*{}*\n\n{}", escaped(caption), row(head)));
    out.push_str(&format!("|{}\n", "---|".repeat(head.len())));
    out.extend(rows.iter().map(|cells| row(cells)));
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
