//! What the machine allows: threads and memory.

use std::process::ExitCode;
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::{Failure, output};
use crate::scenario::source::Document;
use crate::scenario::{self, Options};

/// Bytes from which on it is said how many are taken.
const TOLD: f64 = 0.5e9;

/// Bytes of stack of a thread.
const STACK: f64 = 2.0 * 1024.0 * 1024.0;

/// Bytes of addresses that the C library reserves for what a thread allocates, for so many threads per processor.
///
/// A thread that finds no room there is not refused; it aborts the program as soon as it allocates.
const ARENA: f64 = 64.0 * 1024.0 * 1024.0;
const ARENAS: u64 = 8;

/// Bytes of addresses that are taken besides the trials: by the program itself, and by a second thread that
/// listens for signals.
const PROGRAM: f64 = 96.0 * 1024.0 * 1024.0;

/// Bytes of stack of the thread that does the work where the limit is lower.
const ENOUGH: usize = 8 * 1024 * 1024;

/// Does `work` here, or on a thread of its own where the limit on the stack is too low for it.
///
/// # Errors
/// When there is no memory for that thread.
pub fn with_stack(work: fn() -> ExitCode) -> Result<ExitCode, Failure> {
    if !is_stack_low() {
        return Ok(work());
    }
    let refused = |error: std::io::Error| {
        Failure::Input(format!(
            "the limits on the stack and on memory here leave no room to work: {error}\n  help: allow more, as \
             in ulimit -s 8192"
        ))
    };
    let thread = thread::Builder::new().stack_size(ENOUGH).spawn(work).map_err(refused)?;
    // A panic has ended the program already.
    Ok(thread.join().unwrap_or(ExitCode::FAILURE))
}

/// Whether the stack may grow to less than a thread is given.
#[cfg(target_os = "linux")]
fn is_stack_low() -> bool {
    use rustix::process::{Resource, getrlimit};

    getrlimit(Resource::Stack).current.is_some_and(|limit| (limit as f64) < STACK)
}

/// Elsewhere nobody is asked.
#[cfg(not(target_os = "linux"))]
fn is_stack_low() -> bool {
    false
}

/// So many threads, or as many as there are processors.
///
/// # Errors
/// When the machine does not allow so many.
pub(super) fn threads(wanted: Option<u64>) -> Result<ThreadPool, Failure> {
    let builder = ThreadPoolBuilder::new();
    let builder = match wanted {
        // A single one is there already.
        Some(1) => builder.num_threads(1).use_current_thread(),
        Some(wanted) => builder.num_threads(wanted as usize),
        None => builder,
    };
    let builder = builder.stack_size(STACK as usize);
    let refused = |why: &str| {
        let many = wanted.map_or_else(
            || "as many threads as there are processors".to_owned(),
            |wanted| format!("{wanted} threads"),
        );
        let help = if wanted == Some(1) {
            String::new()
        } else {
            "\n  help: give fewer, as in --threads 1; results do not depend on it".to_owned()
        };
        Failure::Input(format!(
            "the limits on processes and memory here do not allow {many}: {why}{help}"
        ))
    };
    let room = processors().saturating_mul(ARENAS).min(wanted.unwrap_or_else(processors)) as f64;
    let taken = room * ARENA + wanted.unwrap_or_else(processors) as f64 * STACK;
    let there = most_addresses();
    if wanted != Some(1) && taken > there {
        return Err(refused(&format!(
            "they take {} of addresses, and there are {} here",
            amount(taken),
            amount(there)
        )));
    }
    builder.build().map_err(|error| refused(&error.to_string()))
}

fn processors() -> u64 {
    thread::available_parallelism().map_or(1, |n| n.get() as u64)
}

/// Says how much memory a scenario takes, before it is taken; nothing when it is little or `quiet`.
///
/// # Errors
/// When it is more than there is. Mistakes in the scenario are left to whoever compiles it.
pub(super) fn memory(
    document: &Document,
    threads: Option<u64>,
    quiet: bool,
) -> Result<(), Failure> {
    let Ok(each) = scenario::memory(document, &Options::default()) else { return Ok(()) };
    let threads = threads.unwrap_or_else(processors);
    let taken = each * threads as f64;
    let on = match threads {
        1 => "on one thread".to_owned(),
        n => format!("on {n} threads, {} on each", amount(each)),
    };
    // A program without any trial fits where nobody would ask.
    let (addresses, with_program) = (most_addresses(), taken + PROGRAM.min(taken));
    let (taken, there) =
        if with_program > addresses { (with_program, addresses) } else { (taken, most_memory()) };
    if taken > there {
        let help =
            if each <= there { "give fewer, as in --threads 1" } else { "describe fewer people" };
        return Err(Failure::Input(format!(
            "this scenario takes about {} of memory {on}, and there are {} here\n  help: {help}",
            amount(taken),
            amount(there)
        )));
    }
    if taken >= TOLD && !quiet {
        output::tell(&format!("simulate: this takes about {} of memory {on}", amount(taken)));
    }
    Ok(())
}

fn amount(bytes: f64) -> String {
    if bytes < 1e9 { format!("{:.0} MB", bytes / 1e6) } else { format!("{:.1} GB", bytes / 1e9) }
}

/// Bytes of memory that this program may fill: of the machine, of its group of processes and of itself.
#[cfg(target_os = "linux")]
fn most_memory() -> f64 {
    use rustix::process::{Resource, getrlimit};

    let machine = rustix::system::sysinfo();
    let of_machine = machine.totalram as f64 * f64::from(machine.mem_unit.max(1));
    let group = std::fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    let group = group.lines().find_map(|line| line.strip_prefix("0::/")).unwrap_or_default();
    let files = [
        format!("/sys/fs/cgroup/{group}/memory.max"),
        "/sys/fs/cgroup/memory.max".to_owned(),
        "/sys/fs/cgroup/memory/memory.limit_in_bytes".to_owned(),
    ];
    let stated = |file: &String| std::fs::read_to_string(file).ok()?.trim().parse().ok();
    let of_groups = files.iter().filter_map(stated);
    let data = getrlimit(Resource::Data).current.map_or(f64::INFINITY, |limit| limit as f64);
    of_groups.chain([data]).fold(of_machine, f64::min)
}

/// Bytes of addresses that this program may take, whether or not memory stands behind them.
#[cfg(target_os = "linux")]
fn most_addresses() -> f64 {
    use rustix::process::{Resource, getrlimit};

    getrlimit(Resource::As).current.map_or(f64::INFINITY, |limit| limit as f64)
}

/// Elsewhere nobody is asked.
#[cfg(not(target_os = "linux"))]
fn most_memory() -> f64 {
    f64::INFINITY
}

/// Elsewhere nobody is asked.
#[cfg(not(target_os = "linux"))]
fn most_addresses() -> f64 {
    f64::INFINITY
}
