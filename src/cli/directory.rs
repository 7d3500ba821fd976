//! The directory of a run's files: reserved before the run, and filled in one step when it is over.
//!
//! It is locked, so that two runs cannot both take it. The files are written beside it under a random
//! name and put in its place whole: a reader sees all of them or none.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use same_file::Handle;
use tempfile::{Builder, TempDir};

use super::{Failure, signals};
use crate::scenario::source::Document;

/// Everything that was found, for programs.
pub(super) const RESULTS: &str = "results.json";
/// The comparisons of a run, for spreadsheets.
pub(super) const CELLS: &str = "cells.csv";
/// What another command finds, for spreadsheets.
pub(super) const ROWS: &str = "rows.csv";
/// What a terminal shows.
pub(super) const TEXT: &str = "report.txt";
/// The page.
pub(super) const REPORT: &str = "report.html";
/// The scenario with the changes of the command line.
pub(super) const SCENARIO: &str = "scenario.json";

/// All files that a directory of results may hold.
const FILES: [&str; 6] = [RESULTS, CELLS, ROWS, TEXT, REPORT, SCENARIO];

/// How often a directory that is exchanged under our eyes is looked at anew.
const MOST_LOOKS: usize = 5;

/// A directory that is reserved for this run.
#[derive(Debug)]
pub(super) struct Directory {
    path: PathBuf,
    parent: PathBuf,
    /// What its temporary neighbours begin with.
    prefix: String,
    /// Whether it holds the files of an earlier run, which are to be replaced.
    replaces: bool,
    /// Held for the lock on it.
    _lock: File,
}

impl Directory {
    /// Reserves a directory; it is made where needed, and goes again when nothing is saved.
    ///
    /// # Errors
    /// When it cannot be made, written beside or had for this run alone; when it holds anything, but for
    /// the files of an earlier run with `force`.
    pub fn reserve(asked: &Path, force: bool) -> Result<Self, Failure> {
        for _ in 0..MOST_LOOKS {
            let made = make(asked)?;
            let path = asked.canonicalize().map_err(|error| cannot_write(asked, &error))?;
            let lock = File::open(&path).map_err(|error| cannot_write(asked, &error))?;
            match lock.try_lock() {
                Err(TryLockError::WouldBlock) => return Err(is_taken(asked)),
                // Where there are no locks, only one run can make the directory all the same.
                Ok(()) | Err(TryLockError::Error(_)) => {}
            }
            let same = lock.try_clone().and_then(Handle::from_file);
            if same.ok() == Handle::from_path(&path).ok() {
                signals::remember(made);
                let reserved = Self::locked(asked, path, lock, force);
                if reserved.is_err() {
                    signals::leave_nothing();
                }
                return reserved;
            }
        }
        Err(is_taken(asked))
    }

    fn locked(asked: &Path, path: PathBuf, lock: File, force: bool) -> Result<Self, Failure> {
        let replaces = match contents(&path).map_err(|error| cannot_write(asked, &error))? {
            Contents::Nothing => false,
            Contents::Run if force => true,
            Contents::Run => {
                return Err(refusal(
                    asked,
                    "holds the results of a run already",
                    "give another --output directory, or --force to replace them",
                ));
            }
            Contents::Foreign(name) => {
                return Err(refusal(
                    asked,
                    &format!("holds {name}, which no run wrote"),
                    "give a directory that is new or empty",
                ));
            }
        };
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let (Some(name), Some(parent)) = (name, path.parent().map(Path::to_owned)) else {
            return Err(in_its_place(asked));
        };
        let here = std::env::current_dir().and_then(|here| here.canonicalize());
        if here.is_ok_and(|here| here.starts_with(&path)) || is_mount(&path) {
            return Err(in_its_place(asked));
        }
        let directory = Self { path, parent, prefix: format!(".{name}."), replaces, _lock: lock };
        directory.sweep();
        // What would fail at the end shall fail now.
        directory.beside().map_err(|error| cannot_write(asked, &error))?;
        Ok(directory)
    }

    /// Saves the files: all of them, or none.
    ///
    /// # Errors
    /// When the user has asked to stop, and when they cannot be written; nothing is saved then.
    pub fn save(self, files: &[(&str, String)]) -> Result<(), Failure> {
        signals::begin_saving()?;
        let failed = |error: io::Error| {
            let path = self.path.display();
            Failure::Input(format!("cannot write {path}: {error}\n  nothing was saved"))
        };
        let beside = self.beside().map_err(failed)?;
        for (name, text) in files {
            write(&beside.path().join(name), text).map_err(failed)?;
        }
        sync(beside.path());
        if self.replaces {
            self.exchange(&beside).map_err(failed)?;
        } else {
            fs::rename(beside.path(), &self.path).map_err(failed)?;
            // It is in its place, and no longer ours to take away.
            let _ = beside.keep();
        }
        sync(&self.parent);
        signals::saved();
        Ok(())
    }

    /// A new directory beside this one; it goes when it is dropped.
    fn beside(&self) -> io::Result<TempDir> {
        let beside =
            Builder::new().prefix(&self.prefix).suffix(".partial").tempdir_in(&self.parent)?;
        // A temporary one is nobody else's to read: this one is to stay.
        fs::set_permissions(beside.path(), fs::metadata(&self.path)?.permissions())?;
        Ok(beside)
    }

    /// Puts what is beside in the place of the files of an earlier run, which are taken away.
    fn exchange(&self, beside: &TempDir) -> io::Result<()> {
        is_still_a_run(&self.path)?;
        exchange(beside.path(), &self.path)?;
        // Somebody may have put something there meanwhile: then it was not ours to replace.
        is_still_a_run(beside.path()).or_else(|error| {
            exchange(beside.path(), &self.path)?;
            Err(error)
        })
    }

    /// Takes away what a run left beside that was killed while it saved.
    fn sweep(&self) {
        let neighbours = fs::read_dir(&self.parent).into_iter().flatten().flatten();
        for neighbour in neighbours {
            let name = neighbour.file_name();
            let rest = name.to_str().and_then(|name| name.strip_prefix(&self.prefix));
            let random = rest.and_then(|rest| rest.strip_suffix(".partial"));
            if random.is_some_and(|random| random.chars().all(char::is_alphanumeric)) {
                // It is in nobody's way.
                let _ = fs::remove_dir_all(neighbour.path());
            }
        }
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        signals::leave_nothing();
    }
}

/// Makes a directory and those above it; those that were made, deepest first.
fn make(asked: &Path) -> Result<Vec<PathBuf>, Failure> {
    if let Ok(found) = fs::symlink_metadata(asked) {
        return match fs::metadata(asked) {
            Ok(followed) if followed.is_dir() => Ok(Vec::new()),
            Ok(_) => Err(refusal(asked, "is a file", "--output takes a directory")),
            Err(_) if found.is_symlink() => {
                let to = fs::read_link(asked).unwrap_or_default();
                let what = format!("is a link to {}, which is not there", to.display());
                Err(refusal(asked, &what, "make that directory, or give another"))
            }
            Err(error) => Err(cannot_write(asked, &error)),
        };
    }
    let mut made = Vec::new();
    match create(asked, &mut made) {
        Ok(()) => Ok(made),
        Err(error) => {
            for directory in made {
                // One that somebody filled in the meantime stays.
                let _ = fs::remove_dir(directory);
            }
            Err(cannot_write(asked, &error))
        }
    }
}

fn create(path: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty())
        && !parent.exists()
    {
        create(parent, made)?;
    }
    match fs::create_dir(path) {
        Ok(()) => made.insert(0, std::path::absolute(path)?),
        // Another run made it meanwhile: the lock decides whose it is.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {}
        Err(error) => return Err(error),
    }
    Ok(())
}

/// What a directory holds.
enum Contents {
    Nothing,
    /// The files of a run, and no others.
    Run,
    /// This, which no run wrote.
    Foreign(String),
}

fn contents(path: &Path) -> io::Result<Contents> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !FILES.contains(&name.as_str()) || !entry.file_type()?.is_file() {
            return Ok(Contents::Foreign(name));
        }
        names.push(name);
    }
    names.sort();
    Ok(match names.pop() {
        None => Contents::Nothing,
        Some(_) if saved_together(path) => Contents::Run,
        Some(last) => Contents::Foreign(last),
    })
}

/// Refuses what somebody has put among the files of a run meanwhile.
fn is_still_a_run(path: &Path) -> io::Result<()> {
    match contents(path)? {
        Contents::Foreign(name) => {
            Err(io::Error::other(format!("it now holds {name}, which no run wrote")))
        }
        Contents::Nothing | Contents::Run => Ok(()),
    }
}

/// Whether a scenario is the one that the results beside it are of.
fn saved_together(path: &Path) -> bool {
    let results = fs::read_to_string(path.join(RESULTS)).unwrap_or_default();
    let results: serde_json::Value = serde_json::from_str(&results).unwrap_or_default();
    let hash = results["scenario"]["hash"].as_str();
    let scenario = Document::load(path.join(SCENARIO));
    scenario.is_ok_and(|scenario| hash == Some(scenario.hash().as_str()))
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    // A full disk on another machine shows itself here.
    file.sync_all()
}

/// Makes the names in a directory outlast a power cut, where that can be asked for.
fn sync(directory: &Path) {
    let _ = File::open(directory).and_then(|directory| directory.sync_all());
}

/// Two directories change places, at once where the system can.
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
            Err(
                rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP,
            ) => {}
            done => return Ok(done?),
        }
    }
    let aside = one.with_extension("old");
    fs::rename(other, &aside)?;
    fs::rename(one, other).and_then(|()| fs::rename(&aside, one)).inspect_err(|_| {
        // What stood there stands there again.
        let _ = fs::rename(&aside, other);
    })
}

/// Whether a directory is where a disk is mounted: nothing can be put in its place.
#[cfg(target_os = "linux")]
fn is_mount(path: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let found = statx(CWD, path, AtFlags::empty(), StatxFlags::BASIC_STATS);
    found.is_ok_and(|found| found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(not(target_os = "linux"))]
fn is_mount(_: &Path) -> bool {
    false
}

fn refusal(asked: &Path, what: &str, help: &str) -> Failure {
    Failure::Input(format!("{} {what}\n  help: {help}", asked.display()))
}

fn cannot_write(asked: &Path, error: &io::Error) -> Failure {
    Failure::Input(format!("cannot write to {}: {error}", asked.display()))
}

fn is_taken(asked: &Path) -> Failure {
    refusal(asked, "is taken by a run that has not ended", "give another --output directory")
}

fn in_its_place(asked: &Path) -> Failure {
    let inside = asked.join("results");
    refusal(
        asked,
        "cannot be exchanged for a directory of results: somebody is in it, or a disk begins there",
        &format!("give one inside it, as in --output {}", inside.display()),
    )
}
