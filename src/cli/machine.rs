//! What the machine allows: threads.

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::Failure;

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
    builder.build().map_err(|error| {
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
            "the limits on processes and memory here do not allow {many}: {error}{help}"
        ))
    })
}
