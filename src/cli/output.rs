//! Where text goes: the answer to stdout, everything else to stderr.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::Failure;
use crate::report::WIDTH;

/// Columns that a page has on any terminal: narrower ones break its lines themselves.
const NARROWEST: usize = 72;

/// Prints the answer to stdout, without styles when it is not a terminal. A reader that stops reading
/// (`| head`) has seen enough.
///
/// # Errors
/// When stdout cannot be written for another reason.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if !is_enough(&error) => {
            Err(Failure::Input(format!("the output cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Whether the reader has gone, and so has seen enough.
pub(super) fn is_enough(error: &io::Error) -> bool {
    error.kind() == ErrorKind::BrokenPipe
}

/// Says something beside the answer. Where nobody can read it, nothing else changes.
pub(super) fn tell(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Columns of a page on stdout: those of the terminal, where it is one.
pub(super) fn width() -> usize {
    let stdout = io::stdout();
    let terminal = stdout.is_terminal().then(|| terminal_size::terminal_size_of(&stdout)).flatten();
    terminal.map_or(WIDTH, |(columns, _)| usize::from(columns.0).max(NARROWEST))
}

/// A message with its lines of help broken at the width of the terminal where stderr is one; what an editor
/// reads stays on one line.
pub(super) fn folded(text: &str) -> String {
    let stderr = io::stderr();
    let terminal = stderr.is_terminal().then(|| terminal_size::terminal_size_of(&stderr)).flatten();
    match terminal {
        Some((columns, _)) => fold(text, usize::from(columns.0).max(NARROWEST)),
        None => text.to_owned(),
    }
}

fn fold(text: &str, width: usize) -> String {
    let lines = text.lines().map(|line| {
        let start = line.len() - line.trim_start().len();
        if !line[start..].starts_with("help: ") {
            return line.to_owned();
        }
        let (mut folded, mut column) = (line[..start].to_owned(), start);
        for word in line.split_whitespace() {
            let length = word.chars().count();
            let is_first = column == start;
            if !is_first && column + 1 + length > width {
                folded.push('\n');
                folded.push_str(&" ".repeat(start + 6));
                column = start + 6;
            } else if !is_first {
                folded.push(' ');
                column += 1;
            }
            folded.push_str(word);
            column += length;
        }
        folded
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The command that is running, as it can be pasted into a shell.
pub(super) fn command() -> String {
    let arguments = std::env::args_os().skip(1);
    let arguments = arguments.map(|argument| quoted(Path::new(&argument)));
    std::iter::once("simulate".to_owned()).chain(arguments).collect::<Vec<_>>().join(" ")
}

/// Options that change nothing of what is said.
const SILENT: [&str; 5] = ["--threads", "--output", "--format", "--quiet", "--force"];

/// The command that is running, as it makes the same page in the directory of its scenario: in parts that are not
/// broken.
pub(super) fn again(scenario: &Path) -> Vec<String> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let is_option = |argument: &Path| argument.to_string_lossy().starts_with("--");
    let mut parts = vec!["simulate".to_owned()];
    let mut rest = arguments.iter().peekable();
    while let Some(argument) = rest.next() {
        let option = argument.to_string_lossy();
        let is_whole = !is_option(argument) || option.contains('=');
        let value = rest.next_if(|next| !is_whole && !is_option(next) && *next != scenario);
        let name = option.split('=').next().unwrap_or_default();
        if SILENT.contains(&name) {
            continue;
        }
        let file = argument.file_name().filter(|_| argument == scenario).map(Path::new);
        let told = quoted(file.unwrap_or(argument));
        parts.push(value.map_or_else(|| told.clone(), |value| format!("{told} {}", quoted(value))));
    }
    parts.push("--format html".to_owned());
    parts
}

/// A path or an argument, quoted for the shell where it has to be.
pub(super) fn quoted(text: &Path) -> String {
    let text = text.to_string_lossy();
    shlex::try_quote(&text).map_or_else(|_| text.clone().into_owned(), Into::into)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn help_is_broken_at_spaces_and_nothing_else_is() {
        let place = format!("x.json:1:2: {}", "long ".repeat(30));
        let help = format!("  help: {}", "word ".repeat(40));
        let folded = fold(&format!("{place}\n{help}"), 72);
        let lines: Vec<&str> = folded.lines().collect();
        assert_eq!(lines[0], place);
        assert!(lines.len() > 3 && lines[1..].iter().all(|line| line.chars().count() <= 72));
        assert!(lines[2].starts_with("        word"));
        assert_eq!(lines[1..].join(" ").matches("word").count(), 40);
    }
}
