//! Where text goes: stdout, and a directory of files that are whole or not there.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::Failure;

/// Prints to stdout, without styles when it is not a terminal. A reader that stops reading
/// (`| head`) has seen enough.
///
/// # Errors
/// When stdout cannot be written for another reason.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Input(format!("the output cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// A directory for results.
#[derive(Debug)]
pub(super) struct Directory {
    path: PathBuf,
}

impl Directory {
    /// Creates the directory where needed, before any work is done for it.
    ///
    /// # Errors
    /// When it cannot be made or written in, or holds one of `files` already and `force` is not
    /// given.
    pub fn prepare(path: &Path, files: &[&str], force: bool) -> Result<Self, Failure> {
        let refuse = |error: &io::Error| {
            Failure::Input(format!("cannot write to {}: {error}", path.display()))
        };
        fs::create_dir_all(path).map_err(|e| refuse(&e))?;
        let present: Vec<&str> = files.iter().copied().filter(|f| path.join(f).exists()).collect();
        if let (Some(file), false) = (present.first(), force) {
            return Err(Failure::Input(format!(
                "{} holds {file} already: give another --output directory, or --force to replace it",
                path.display()
            )));
        }
        let directory = Self { path: path.to_owned() };
        let probe = directory.partial("probe");
        fs::write(&probe, "").and_then(|()| fs::remove_file(&probe)).map_err(|e| refuse(&e))?;
        Ok(directory)
    }

    /// Writes one file; a reader sees the whole of it or nothing.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, name: &str, text: &str) -> Result<(), Failure> {
        let (partial, whole) = (self.partial(name), self.path.join(name));
        let written = fs::write(&partial, text).and_then(|()| fs::rename(&partial, &whole));
        written.map_err(|error| {
            // What was half written is of no use to anybody; the first error is the one to tell.
            let _ = fs::remove_file(&partial);
            Failure::Input(format!("cannot write {}: {error}", whole.display()))
        })
    }

    fn partial(&self, name: &str) -> PathBuf {
        self.path.join(format!(".{name}.{}.partial", std::process::id()))
    }
}
