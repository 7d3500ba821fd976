//! Signals that end a run: what is said, and that nothing is left behind.
//!
//! The first one asks the run to stop, a second one ends it at once, and so does a moment in which it has
//! not stopped. Files that are being saved are saved to the end. A signal that was ignored when the
//! program started (`nohup`, a background job in a script) stays ignored.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::Failure;
use super::output::tell;

/// How long a run may take to stop by itself.
const GRACE: Duration = Duration::from_millis(500);
/// Bytes of stack for a thread that does next to nothing.
const SMALL_STACK: usize = 256 * 1024;

/// Whether the user asked to stop.
static STOP: AtomicBool = AtomicBool::new(false);
/// What an end meets.
static NOW: Mutex<Now> = Mutex::new(Now { stage: Stage::Working, made: Vec::new() });

/// What the program is doing, as far as it matters to a signal.
struct Now {
    stage: Stage,
    /// Directories made for this run, deepest first: they go when it ends without saving.
    made: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The user is asked something.
    Asking,
    /// Nothing is saved yet.
    Working,
    /// Files are being saved, or were.
    Saving,
    /// The end was told.
    Over,
}

impl Stage {
    /// Whether an end loses nothing.
    fn can_end(self) -> bool {
        matches!(self, Self::Asking | Self::Working)
    }
}

/// From now on signals end in words.
#[cfg(unix)]
pub(super) fn listen() {
    use std::sync::{Arc, mpsc};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::iterator::Signals;

    let ignored = ignored();
    let wanted = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|&n| !is_ignored(ignored, n));
    let wanted: Vec<i32> = wanted.collect();
    // Beyond the largest file that is allowed, writing fails: that is told like a full disk.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
    let (ready, listening) = mpsc::sync_channel::<()>(0);
    let listener = move || {
        let Ok(mut signals) = Signals::new(wanted) else { return };
        drop(ready);
        signals.forever().for_each(|_| stop());
    };
    // Without the thread a signal still ends the program, only less politely.
    if thread::Builder::new().stack_size(SMALL_STACK).spawn(listener).is_ok() {
        let _ = listening.recv();
    }
}

/// Elsewhere a signal ends the program without words.
#[cfg(not(unix))]
pub(super) fn listen() {}

/// Signals ignored since before the program started, a bit each; known where there is a /proc.
#[cfg(unix)]
fn ignored() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}

#[cfg(unix)]
fn is_ignored(mask: u64, signal: i32) -> bool {
    mask >> (signal - 1) & 1 == 1
}

/// Whether the user asked to stop.
pub(super) fn asked_to_stop() -> bool {
    STOP.load(Ordering::Relaxed)
}

fn now() -> MutexGuard<'static, Now> {
    NOW.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a signal does.
fn stop() {
    let again = STOP.swap(true, Ordering::SeqCst);
    let stage = now().stage;
    if !stage.can_end() {
        return;
    }
    if again || stage == Stage::Asking {
        end_at_once();
    }
    tell("simulate: stopping; again to end at once");
    let patient = || {
        thread::sleep(GRACE);
        end_at_once();
    };
    if thread::Builder::new().stack_size(SMALL_STACK).spawn(patient).is_err() {
        end_at_once();
    }
}

/// Ends the program, unless files are being saved or the end was told already.
fn end_at_once() {
    let mut now = now();
    if now.stage.can_end() {
        now.leave_nothing();
        if now.stage == Stage::Asking {
            // The line of a question, whose cursor may be hidden.
            let _ = io::stderr().write_all(b"\x1b[?25h\n");
        }
        tell("simulate: interrupted; nothing was saved");
        // Whoever would go on waits for `now`.
        process::exit(130);
    }
}

impl Now {
    fn leave_nothing(&mut self) {
        for directory in self.made.drain(..) {
            // One that somebody filled in the meantime stays.
            let _ = fs::remove_dir(directory);
        }
    }
}

/// These directories were made for this run: deepest first, they go when it ends without saving.
pub(super) fn remember(made: Vec<PathBuf>) {
    now().made = made;
}

/// Takes away what was made for a run that does not save.
pub(super) fn leave_nothing() {
    now().leave_nothing();
}

/// Asks the user something: who stops then, stops at once.
///
/// # Errors
/// Those of the questions.
pub(super) fn asking<T>(ask: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    now().stage = Stage::Asking;
    let answer = ask();
    let mut now = now();
    if now.stage == Stage::Asking {
        now.stage = Stage::Working;
    }
    answer
}

/// From now on files are saved, and a signal waits for that.
///
/// # Errors
/// When the user has asked to stop.
pub(super) fn begin_saving() -> Result<(), Failure> {
    let mut now = now();
    if asked_to_stop() {
        return Err(Failure::Interrupted);
    }
    now.stage = Stage::Saving;
    Ok(())
}

/// The files are saved: the directories stay.
pub(super) fn saved() {
    now().made.clear();
}

/// The end is told elsewhere.
pub(super) fn over() {
    now().stage = Stage::Over;
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_mask_counts_signals_from_one() {
        assert!(is_ignored(0b11, 1) && is_ignored(0b11, 2) && !is_ignored(0b11, 15));
    }
}
