//! Waiting as long as the service asks for, within what a person waits without being told.

use std::time::Duration;

use crate::error::{Error, Result};

/// Calls again when the service asks for a wait, until the waits would exceed `patience`; then the
/// last [`Error::Throttled`] is the outcome. Only for calls that may be made twice.
///
/// # Errors
/// Every outcome of [`Error`].
pub async fn patiently<T, C: Future<Output = Result<T>>>(
    mut patience: Duration,
    mut call: impl FnMut() -> C,
) -> Result<T> {
    loop {
        match call().await {
            Err(Error::Throttled { retry_after }) if retry_after <= patience => {
                // A wait of nothing counts too, or the loop might never end.
                patience -= retry_after.max(Duration::from_secs(1)).min(patience);
                tokio::time::sleep(retry_after).await;
            }
            outcome => return outcome,
        }
    }
}
