//! The file that is written: whether it may be, before anything is asked, and then whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::Builder;

use crate::cli::{Failure, signals};

/// Where the scenario goes.
#[derive(Debug)]
pub(in crate::cli) struct Target {
    /// Nothing for stdout.
    path: Option<PathBuf>,
    name: String,
    replaces: bool,
}

impl Target {
    /// Looks whether the file may be written.
    ///
    /// # Errors
    /// One that is there, unless `force`; a folder that is not.
    pub fn find(path: &Path, force: bool) -> Result<Self, Failure> {
        let name = path.display().to_string();
        if path == Path::new("-") {
            return Ok(Self { path: None, name: "<stdout>".to_owned(), replaces: false });
        }
        if path.is_dir() {
            return Err(refusal(&name, "is a directory", "give the name of a file"));
        }
        if path.symlink_metadata().is_ok() && !force {
            return Err(is_there(&name));
        }
        if !folder(path).is_dir() {
            let folder = folder(path).display().to_string();
            return Err(refusal(&folder, "is not a directory that is there", "make it first"));
        }
        Ok(Self { path: Some(path.to_owned()), name, replaces: force })
    }

    /// Its name in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Writes the file, and says where it is; nothing where it is to be printed.
    ///
    /// # Errors
    /// When it cannot be written, when it has come to be there meanwhile, when the user has asked to stop.
    pub fn write(&self, text: &str) -> Result<Option<&Path>, Failure> {
        let Some(path) = &self.path else { return Ok(None) };
        let failed = |error: std::io::Error| {
            Failure::Input(format!("cannot write {}: {error}\n  nothing was saved", self.name))
        };
        let mut builder = Builder::new();
        builder.prefix(".new.").suffix(".partial");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(folder(path)).map_err(failed)?;
        file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
        signals::begin_saving()?;
        if self.replaces {
            file.persist(path).map_err(|error| failed(error.error))?;
        } else {
            file.persist_noclobber(path).map_err(|error| match error.error.kind() {
                std::io::ErrorKind::AlreadyExists => is_there(&self.name),
                _ => failed(error.error),
            })?;
        }
        Ok(Some(path))
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}

fn is_there(name: &str) -> Failure {
    refusal(name, "is there already", "give another name, or --force to replace it")
}

fn refusal(name: &str, what: &str, help: &str) -> Failure {
    Failure::Input(format!("{name} {what}\n  help: {help}"))
}
