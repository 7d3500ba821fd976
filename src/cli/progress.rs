//! How far a run is, for a person at a terminal; and the signal that stops it.

use std::fmt;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{HumanDuration, ProgressBar, ProgressState, ProgressStyle};

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
        self.count("{bar:30} {human_pos} of {human_len} trials{left}", replications);
    }

    /// From now on parts of points are counted.
    pub fn start_points(&self, parts: u32) {
        self.count("{bar:30} {percent} % of all points{left}", parts);
    }

    fn count(&self, template: &str, length: u32) {
        RUNNING.store(true, Ordering::SeqCst);
        let style = ProgressStyle::with_template(template).expect("the template is valid");
        self.bar.set_style(style.with_key("left", left));
        self.bar.set_length(u64::from(length));
        self.bar.reset();
    }
}

/// How long it still takes; nothing as long as there is nothing to tell it by.
fn left(state: &ProgressState, out: &mut dyn fmt::Write) {
    let (done, all) = (state.pos(), state.len().unwrap_or(0));
    if done > 0 {
        let left = state.elapsed().mul_f64(all.saturating_sub(done) as f64 / done as f64);
        // The bar only loses some words when they cannot be written.
        let _ = write!(out, ", {:#} to go", HumanDuration(left));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

impl Observer for Progress {
    fn stage(&self, name: &str, replications: u32) {
        self.count("{msg}: {human_pos} of {human_len} trials{left} in this step", replications);
        self.bar.set_message(name.to_owned());
    }

    fn parts(&self, name: &str, parts: u32) {
        self.count("{msg}: {bar:30} {percent} %{left}", parts);
        self.bar.set_message(name.to_owned());
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
