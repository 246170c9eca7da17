//! Keeping the queue, the directory copy and the log's head up to date while signed in.

use std::time::Duration;

use chrono::{DateTime, Utc};
use connect::Changes;
use review::CaseState;
use tokio_util::sync::CancellationToken;

use crate::problem::Problem;
use crate::view::{StatusView, Topic};
use crate::{Desk, Result, fault};

/// How old the directory copy may get while signed in.
const DIRECTORY_AGE: chrono::Duration = chrono::Duration::minutes(5);
/// Pages of the change feed read in one go.
const MOST_PAGES: usize = 2_000;

impl Desk {
    /// Syncs every 20 to 40 seconds, or at once when woken, as long as the session lasts.
    pub(crate) async fn keep_in_sync(self, end: CancellationToken) {
        let mut last = Ok(());
        while !end.is_cancelled() {
            let round = tokio::select! {
                () = end.cancelled() => return,
                round = self.sync_round(false) => round,
            };
            if let Err(problem) = &round {
                tracing::debug!(?problem, "a sync did not finish");
                if matches!(problem, Problem::Untrusted { .. }) && last != round {
                    let say = "An answer was not trusted, and not kept. Sync now to see why.";
                    self.tell(&[Topic::Status], Some(say.to_owned()));
                }
            }
            last = round;
            // Jitter keeps the desks of one tenant from asking in step.
            let pause = Duration::from_millis(rand::random_range(20_000..40_000));
            tokio::select! {
                () = end.cancelled() => return,
                () = self.0.wake_sync.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Syncs everything now.
    ///
    /// # Errors
    /// The first outcome that stopped it; what was synced before stays.
    pub async fn sync_now(&self) -> Result<StatusView> {
        self.sync_round(true).await?;
        self.status().await
    }

    async fn sync_round(&self, directory_too: bool) -> Result<()> {
        let _turn = self.0.syncing.lock().await;
        let client = self.service().await?;
        // The record first: whatever else a service that was set back says, this is said.
        self.check_log(&client).await?;
        self.enrol_waiting_key(&client).await?;
        self.refresh_policy(&client).await?;
        self.sync_queue(&client).await?;
        self.renew_leases(&client).await;
        self.follow_decisions(&client).await?;
        self.refresh_matters(&client).await?;
        let due =
            self.directory_synced_at().await?.is_none_or(|at| at + DIRECTORY_AGE < self.now());
        if directory_too || due {
            self.sync_directory().await?;
        }
        Ok(())
    }

    /// Reads the change feed from the kept cursor; page and cursor are committed together.
    pub(crate) async fn sync_queue(&self, client: &connect::Client) -> Result<()> {
        let store = self.store().await?;
        let mut came = 0;
        for _ in 0..MOST_PAGES {
            let cursor = store.case_cursor().await.map_err(fault::store)?;
            let changes = match self.heard(client.changes(cursor.as_deref(), None).await) {
                Ok(changes) => changes,
                Err(connect::Error::Refused(problem))
                    if problem.kind() == Some(review::problem::Kind::Gone) =>
                {
                    store.restart_case_feed().await.map_err(fault::store)?;
                    continue;
                }
                Err(error) => return Err(fault::service(error)),
            };
            let Changes::Page(page, _) = changes else { break };
            let changed = store.save_case_page(&page, self.now()).await.map_err(fault::store)?;
            came += changed.len();
            for case in changed {
                self.note_changed_case(client, case).await?;
            }
            if !page.more {
                break;
            }
        }
        let topics: &[Topic] =
            if came > 0 { &[Topic::Queue, Topic::Case, Topic::Status] } else { &[Topic::Status] };
        self.changed(topics);
        Ok(())
    }

    pub(crate) async fn directory_synced_at(&self) -> Result<Option<DateTime<Utc>>> {
        self.store().await?.directory_synced_at().await.map_err(fault::store)
    }

    /// A case that is open here and changed at the service: its holder may be another by now.
    async fn note_changed_case(
        &self,
        client: &connect::Client,
        case: review::CaseId,
    ) -> Result<()> {
        let me = self.live().await?.account.person;
        let store = self.store().await?;
        let Some(row) = store.case(case).await.map_err(fault::store)? else { return Ok(()) };
        if matches!(row.state, CaseState::Decided { .. } | CaseState::Escalated) {
            self.follow_case(client, case).await?;
        }
        let mut all = crate::locked(&self.0.open);
        let Some(open) = all.get_mut(&case) else { return Ok(()) };
        let mine = row.held_by.as_ref().is_some_and(|holder| holder.person == me);
        if !mine {
            open.lease = None;
        }
        Ok(())
    }
}
