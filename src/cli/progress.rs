//! How far a run is, for a person at a terminal; and the signal that stops it.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::engine::Observer;

/// Whether the user asked to stop.
static STOP: AtomicBool = AtomicBool::new(false);
/// Whether replications are running, which look at [`STOP`] between blocks.
static RUNNING: AtomicBool = AtomicBool::new(false);

/// Makes Ctrl-C end the run between two blocks. Before the first replication, and when asked
/// twice, it ends the program at once.
pub(super) fn stop_on_signal() {
    let handler = || {
        let again = STOP.swap(true, Ordering::SeqCst);
        if again || !RUNNING.load(Ordering::SeqCst) {
            eprintln!("simulate: interrupted; nothing was saved");
            std::process::exit(130);
        }
    };
    // Without a handler Ctrl-C still ends the program, only less politely.
    let _ = ctrlc::set_handler(handler);
}

/// Progress on stderr when it is a terminal; it is gone from there when it is dropped.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Nothing is shown when `quiet`, or when stderr is not a terminal.
    pub fn new(quiet: bool) -> Self {
        let bar = if quiet || !std::io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            ProgressBar::new_spinner()
        };
        Self { bar }
    }

    /// The stretch before the first replication.
    pub fn preparing(&self) {
        self.bar.set_message("reading the scenario and solving its targets");
        self.bar.enable_steady_tick(Duration::from_millis(100));
    }

    /// From now on replications are counted.
    pub fn start(&self, replications: u32) {
        RUNNING.store(true, Ordering::SeqCst);
        let style =
            ProgressStyle::with_template("{bar:30} {human_pos} of {human_len} trials, {eta} to go");
        self.bar.set_style(style.expect("the template is valid"));
        self.bar.set_length(u64::from(replications));
        self.bar.reset();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

impl Observer for Progress {
    fn stage(&self, name: &str, replications: u32) {
        RUNNING.store(true, Ordering::SeqCst);
        let style = ProgressStyle::with_template(
            "{msg}: {human_pos} of {human_len} trials, {eta} to go in this step",
        );
        self.bar.set_style(style.expect("the template is valid"));
        self.bar.set_message(name.to_owned());
        self.bar.set_length(u64::from(replications));
        self.bar.set_position(0);
        self.bar.reset_eta();
    }

    fn progress(&self, done: u32) {
        // Blocks report out of order; the bar never moves back.
        if u64::from(done) > self.bar.position() {
            self.bar.set_position(u64::from(done));
        }
    }

    fn stopped(&self) -> bool {
        STOP.load(Ordering::SeqCst)
    }
}
