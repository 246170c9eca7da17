//! Delivery: at least once, with one effect. Only a verified receipt makes a decision *recorded*.

use std::time::Duration;

use chrono::{DateTime, Utc};
use review::problem::Kind;
use review::{CaseId, DecisionId, Receipt};
use store::{OutboxItem, Reached, RecordedDecision, Store};
use tokio_util::sync::CancellationToken;

use crate::problem::Problem;
use crate::view::{LogView, Topic};
use crate::{Desk, Result, fault};

/// Longest wait between two attempts.
const LONGEST: Duration = Duration::from_secs(300);
/// Shortest wait between two attempts.
const SHORTEST: Duration = Duration::from_millis(250);

impl Desk {
    /// Delivers what is due, as long as the session lasts.
    pub(crate) async fn keep_delivering(self, end: CancellationToken) {
        while !end.is_cancelled() {
            let next = match self.deliver_due().await {
                Ok(next) => next,
                Err(problem) => {
                    tracing::debug!(?problem, "nothing could be delivered");
                    None
                }
            };
            let wait = next.map_or(Duration::from_secs(30), |at| {
                (at - self.now()).to_std().unwrap_or(Duration::ZERO).min(LONGEST)
            });
            tokio::select! {
                () = end.cancelled() => return,
                () = self.0.wake_delivery.notified() => {}
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    /// Attempts everything that is due; answers when the next one is.
    async fn deliver_due(&self) -> Result<Option<DateTime<Utc>>> {
        let person = self.live().await?.account.person;
        let store = self.store().await?;
        while let Some(item) = store.claim_due(person, self.now()).await.map_err(fault::store)? {
            self.attempt(&store, &item).await?;
            self.changed(&[Topic::Case, Topic::Status, Topic::Queue]);
        }
        store.next_due(person).await.map_err(fault::store)
    }

    async fn attempt(&self, store: &Store, item: &OutboxItem) -> Result<()> {
        let client = match self.service().await {
            Ok(client) => client,
            Err(problem) => {
                self.back_off(store, item, None, Reached::No).await?;
                return Err(problem);
            }
        };
        if item.reached == Reached::Perhaps {
            // An earlier attempt may have had its effect: ask before sending again.
            match self.heard(client.decision(item.decision).await) {
                Ok(status) => return self.delivered(store, &client, item, status.receipt).await,
                Err(connect::Error::Refused(problem)) if problem.kind() == Some(Kind::NotFound) => {
                }
                Err(error) => return self.failed(store, item, error).await,
            }
        }
        let sent = client.decide(item.case, item.decision, item.revision, &item.submission).await;
        match self.heard(sent) {
            Ok(receipt) => self.delivered(store, &client, item, receipt).await,
            Err(error) => self.failed(store, item, error).await,
        }
    }

    async fn delivered(
        &self,
        store: &Store,
        client: &connect::Client,
        item: &OutboxItem,
        receipt: Receipt,
    ) -> Result<()> {
        let envelope = &item.submission.envelope;
        if let Err(what) = self.verify_receipt(&receipt, item.decision, envelope) {
            tracing::error!(what, "a receipt does not verify");
            return self.back_off(store, item, Some(LONGEST), Reached::Perhaps).await;
        }
        if let Err(what) = self.follow_log(client, &receipt).await {
            // The receipt holds by itself; the log is followed again with the next sync.
            tracing::warn!(?what, "the log could not be followed");
        }
        if matches!(self.log_view().await?, LogView::Broken { .. }) {
            // A log that contradicts itself proves nothing: not recorded until that is resolved.
            return self.back_off(store, item, Some(LONGEST), Reached::Perhaps).await;
        }
        store.mark_delivered(&receipt, self.now()).await.map_err(fault::store)?;
        let row = store.case(item.case).await.map_err(fault::store)?;
        self.close_case(item.case).await?;
        let say = row.map(|row| format!("{} recorded.", row.number));
        self.tell(&[Topic::Case, Topic::Queue, Topic::Status], say);
        self.0.wake_sync.notify_one();
        Ok(())
    }

    async fn failed(&self, store: &Store, item: &OutboxItem, error: connect::Error) -> Result<()> {
        let now = self.now();
        let problem = match error {
            connect::Error::Throttled { retry_after } => {
                return self.back_off(store, item, Some(retry_after), Reached::Perhaps).await;
            }
            connect::Error::SignedOut => {
                self.back_off(store, item, None, Reached::No).await?;
                self.session_ended().await;
                return Ok(());
            }
            connect::Error::Refused(problem) => problem,
            connect::Error::Offline
            | connect::Error::Failed { .. }
            | connect::Error::Untrusted { .. } => {
                return self.back_off(store, item, None, Reached::Perhaps).await;
            }
        };
        let said = serde_json::to_value(&problem).map_err(|e| fault::fault("problem", &e))?;
        match problem.kind() {
            Some(Kind::InFlight) => self.back_off(store, item, None, Reached::Perhaps).await,
            Some(Kind::Changed | Kind::AlreadyDecided | Kind::LeaseLost | Kind::Gone) => {
                store.mark_conflict(item.decision, &said, now).await.map_err(fault::store)?;
                self.tell(
                    &[Topic::Case],
                    Some("A decision was not applied. Open it to see why.".to_owned()),
                );
                self.0.wake_sync.notify_one();
                Ok(())
            }
            Some(Kind::RoleMissing | Kind::DeviceUnknown) => store
                .mark_parked(item.decision, &said, Reached::Perhaps, now)
                .await
                .map_err(fault::store),
            _ => {
                store.mark_refused(item.decision, &said, now).await.map_err(fault::store)?;
                self.tell(
                    &[Topic::Case],
                    Some("A decision was refused. Open it to see why.".to_owned()),
                );
                Ok(())
            }
        }
    }

    /// Full jitter: anywhere between nothing and the doubled wait, or as long as the service said.
    async fn back_off(
        &self,
        store: &Store,
        item: &OutboxItem,
        at_least: Option<Duration>,
        reached: Reached,
    ) -> Result<()> {
        let doubled = Duration::from_secs(1 << item.attempt.min(8)).min(LONGEST);
        let wait = at_least.unwrap_or_else(|| doubled.mul_f64(rand::random::<f64>()));
        // A service that says *at once* would be asked without end.
        let wait = wait.max(SHORTEST);
        let wait = chrono::Duration::from_std(wait).unwrap_or(chrono::Duration::minutes(5));
        let next = self.now() + wait;
        store.requeue(item.decision, next, reached, self.now()).await.map_err(fault::store)
    }

    /// Takes a decision back while no attempt can have reached the service.
    ///
    /// # Errors
    /// [`Problem::Invalid`]: the service may already have it.
    pub async fn take_back(&self, decision: DecisionId) -> Result<()> {
        let store = self.store().await?;
        store.take_back(decision, self.now()).await.map_err(|error| match error {
            store::Error::TooLate => {
                Problem::Invalid { sentence: "The service may already have it.".to_owned() }
            }
            other => fault::store(other),
        })?;
        self.changed(&[Topic::Case, Topic::Status, Topic::Queue]);
        Ok(())
    }

    /// Asks how far delivered decisions have come, until they were acted on.
    pub(crate) async fn follow_decisions(&self, client: &connect::Client) -> Result<()> {
        let person = self.live().await?.account.person;
        let store = self.store().await?;
        let recent = store.decisions(None, Some(person), 0, 50).await.map_err(fault::store)?;
        for decision in recent {
            let open = matches!(decision.delivery, store::Delivery::Delivered { .. })
                && !matches!(
                    decision.status.as_ref().map(|status| &status.stage),
                    Some(
                        review::Stage::Acted { .. }
                            | review::Stage::Outvoted
                            | review::Stage::Recalled { .. }
                    )
                );
            if open {
                self.follow(client, &store, &decision).await?;
            }
        }
        Ok(())
    }

    /// Asks once more about one's own decision of a case that changed: also what was carried out
    /// can be recalled.
    pub(crate) async fn follow_case(&self, client: &connect::Client, case: CaseId) -> Result<()> {
        let person = self.live().await?.account.person;
        let store = self.store().await?;
        let newest = store.decisions(Some(case), Some(person), 0, 1).await.map_err(fault::store)?;
        for decision in newest {
            if matches!(decision.delivery, store::Delivery::Delivered { .. }) {
                self.follow(client, &store, &decision).await?;
            }
        }
        Ok(())
    }

    async fn follow(
        &self,
        client: &connect::Client,
        store: &Store,
        decision: &RecordedDecision,
    ) -> Result<()> {
        let status = match self.heard(client.decision(decision.claim.decision).await) {
            Ok(status) => status,
            Err(connect::Error::Refused(problem)) if problem.kind() == Some(Kind::NotFound) => {
                // The receipt stands; that the service forgot it is the log's to show.
                tracing::error!("the service does not know a decision that it recorded");
                return Ok(());
            }
            Err(error) => return Err(fault::service(error)),
        };
        if decision.status.as_ref() != Some(&status) {
            store.keep_decision_status(&status).await.map_err(fault::store)?;
            self.changed(&[Topic::Case]);
        }
        Ok(())
    }
}
