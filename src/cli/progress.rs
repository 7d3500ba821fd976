//! How far a run is: a bar at a terminal, now and then a plain line elsewhere.

use std::fmt::{self, Write as _};
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressState, ProgressStyle};

use super::output::tell;
use super::signals;
use crate::engine::Observer;

/// Time between two movements of the bar.
const TICK: Duration = Duration::from_millis(100);
/// Time between two lines where there is no terminal.
const PAUSE: Duration = Duration::from_secs(10);
/// Bytes of stack for a thread that does next to nothing.
const SMALL_STACK: usize = 256 * 1024;

/// Progress on stderr.
#[derive(Debug)]
pub(super) enum Progress {
    /// Nobody wants to know.
    Quiet,
    /// At a terminal; it is gone from there when it is dropped.
    Bar(ProgressBar),
    /// Elsewhere.
    Lines(Mutex<Lines>),
}

impl Progress {
    /// Nothing is shown when `quiet`.
    pub fn new(quiet: bool) -> Self {
        if quiet {
            Self::Quiet
        } else if std::io::stderr().is_terminal() {
            Self::Bar(ProgressBar::new_spinner())
        } else {
            Self::Lines(Mutex::new(Lines::from(Instant::now())))
        }
    }

    /// The stretch before the first replication.
    pub fn preparing(&self) {
        if let Self::Bar(bar) = self {
            bar.set_message("reading the scenario and solving its targets");
            let ticking = bar.clone();
            let tick = move || {
                while !ticking.is_finished() {
                    ticking.tick();
                    thread::sleep(TICK);
                }
            };
            // Where no thread can be had for it, the bar moves with the trials only.
            let _ = thread::Builder::new().stack_size(SMALL_STACK).spawn(tick);
        }
    }

    /// From now on replications are counted.
    pub fn start(&self, replications: u32) {
        self.count(
            "{bar:30} {human_pos} of {human_len} trials{left}",
            Stretch { name: String::new(), of: Of::Trials, all: replications },
        );
    }

    /// From now on parts of points are counted.
    pub fn start_points(&self, parts: u32) {
        self.count(
            "{bar:30} {percent} % of all points{left}",
            Stretch { name: String::new(), of: Of::Parts, all: parts },
        );
    }

    fn count(&self, template: &str, stretch: Stretch) {
        match self {
            Self::Quiet => {}
            Self::Bar(bar) => {
                let style = ProgressStyle::with_template(template).expect("the template is valid");
                bar.set_style(style.with_key("left", left));
                bar.set_length(u64::from(stretch.all));
                bar.set_message(stretch.name);
                bar.reset();
            }
            Self::Lines(lines) => {
                lines.lock().unwrap_or_else(PoisonError::into_inner).stretch = stretch;
            }
        }
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
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

impl Observer for Progress {
    fn stage(&self, name: &str, replications: u32) {
        self.count(
            "{msg}: {human_pos} of {human_len}{left}",
            Stretch { name: name.to_owned(), of: Of::Trials, all: replications },
        );
    }

    fn parts(&self, name: &str, parts: u32) {
        self.count(
            "{msg}: {bar:30} {percent} %{left}",
            Stretch { name: name.to_owned(), of: Of::Parts, all: parts },
        );
    }

    fn progress(&self, done: u32) {
        match self {
            Self::Quiet => {}
            Self::Bar(bar) => {
                // Trials report out of order; the bar never moves back.
                if u64::from(done) > bar.position() {
                    bar.set_position(u64::from(done));
                }
            }
            // Whoever finds it taken has nothing to add.
            Self::Lines(lines) => {
                let line = lines.try_lock().ok().and_then(|mut l| l.at(Instant::now(), done));
                if let Some(line) = line {
                    tell(&line);
                }
            }
        }
    }

    fn stopped(&self) -> bool {
        signals::asked_to_stop()
    }
}

/// Lines of progress, each some time after the one before.
#[derive(Debug)]
pub(super) struct Lines {
    start: Instant,
    last: Instant,
    stretch: Stretch,
}

/// A stretch of work that is counted.
#[derive(Debug)]
struct Stretch {
    /// What is done in it; empty for the run itself.
    name: String,
    of: Of,
    all: u32,
}

#[derive(Clone, Copy, Debug)]
enum Of {
    Trials,
    Parts,
}

impl Lines {
    fn from(start: Instant) -> Self {
        let stretch = Stretch { name: String::new(), of: Of::Trials, all: 0 };
        Self { start, last: start, stretch }
    }

    /// The line that is due at this moment, with so much of the stretch done.
    fn at(&mut self, moment: Instant, done: u32) -> Option<String> {
        if moment.duration_since(self.last) < PAUSE {
            return None;
        }
        self.last = moment;
        let Stretch { name, of, all } = &self.stretch;
        let mut line = "simulate: ".to_owned();
        if !name.is_empty() {
            let _ = write!(line, "{name}: ");
        }
        let _ = match of {
            Of::Trials => write!(line, "{done} of {all} trials"),
            Of::Parts => write!(line, "{:.0} %", 100.0 * f64::from(done) / f64::from(*all)),
        };
        let _ = write!(line, " after {} s", moment.duration_since(self.start).as_secs());
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_comes_every_ten_seconds() {
        let start = Instant::now();
        let mut lines = Lines::from(start);
        lines.stretch = Stretch { name: "searching".to_owned(), of: Of::Trials, all: 500 };
        let after = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(lines.at(after(9), 80), None);
        let expected = Some("simulate: searching: 100 of 500 trials after 11 s".to_owned());
        assert_eq!(lines.at(after(11), 100), expected);
        assert_eq!(lines.at(after(20), 200), None);
        lines.stretch = Stretch { name: String::new(), of: Of::Parts, all: 8 };
        assert_eq!(lines.at(after(21), 2), Some("simulate: 25 % after 21 s".to_owned()));
    }
}
