//! Locks that outlive a panicking request.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Takes the lock even after a panic elsewhere: one broken request must not end a test run.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
