//! The threads of a run.

use rayon::ThreadPoolBuilder;

use super::Failure;

/// Does `work` on so many threads; on as many as there are processors when it is not said.
///
/// # Errors
/// When the threads cannot be started, and those of `work`.
pub(super) fn on<T: Send>(
    threads: Option<u64>,
    work: impl FnOnce() -> Result<T, Failure> + Send,
) -> Result<T, Failure> {
    let Some(threads) = threads else { return work() };
    let pool = ThreadPoolBuilder::new().num_threads(threads as usize).build();
    let pool =
        pool.map_err(|error| Failure::Input(format!("cannot start {threads} threads: {error}")))?;
    pool.install(work)
}
