//! The status bar.

use crate::view::{LogView, StatusView};
use crate::{Desk, Result, fault};

impl Desk {
    /// Answer of `status`.
    ///
    /// # Errors
    /// [`crate::Problem::SignedOut`] before a store is open.
    pub async fn status(&self) -> Result<StatusView> {
        let store = self.store().await?;
        let directory = store.directory_counts().await.map_err(fault::store)?;
        let outbox = store.outbox_counts().await.map_err(fault::store)?;
        let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(StatusView {
            connection: self.connection(),
            directory_synced_at: self.directory_synced_at().await?.map(|at| at.to_rfc3339()),
            queue_synced_at: store
                .cases_synced_at()
                .await
                .map_err(fault::store)?
                .map(|at| at.to_rfc3339()),
            people: small(directory.people),
            groups: small(directory.groups),
            log: self.log_view().await.unwrap_or(LogView::None),
            outbox: small(outbox.waiting + outbox.parked),
            heightened_threat: self.policy().await?.heightened_threat,
        })
    }

    /// Whether the service answers, asked without a sign-in; for the sign-in screen.
    pub async fn service_reached(&self) -> bool {
        connect::Client::reachable(self.0.entra.http(), &self.0.parts.profile.service).await
    }
}
