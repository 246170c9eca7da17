//! Decisions on their way to the service. Each edge of the state machine is one transaction with its
//! journal entry:
//!
//! `queued → sending → delivered | conflict | refused | parked`, `sending → queued` after a failed
//! attempt, `parked → queued` when asked, `queued | parked → taken back` while no attempt can have
//! reached the service. Opening the store after a crash takes `sending → queued` without an entry.

use chrono::{DateTime, Utc};
use review::{CaseId, DecisionClaim, DecisionId, DecisionSubmission, PersonRef, Receipt};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteTransaction};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::instant::{micros, stored, time};
use crate::{Store, crash, drafts, journal};

/// How far a decision has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Delivery {
    /// Waits for its next attempt.
    Queued {
        /// Attempts so far.
        attempts: u32,
        /// Not before.
        next_attempt_at: DateTime<Utc>,
        /// Whether it can still be taken back: no attempt can have reached the service.
        can_take_back: bool,
    },
    /// An attempt runs.
    Sending {
        /// Its number, from 1.
        attempt: u32,
    },
    /// The service recorded it and its receipt was verified.
    Delivered {
        /// The verified receipt.
        receipt: Box<Receipt>,
    },
    /// The case had changed. The draft is kept; a new decision is a new statement.
    Conflict {
        /// What the service said.
        problem: serde_json::Value,
    },
    /// The service refused it for good.
    Refused {
        /// What the service said.
        problem: serde_json::Value,
    },
    /// Set aside until a person does something (signs in, gets a role).
    Parked {
        /// Why.
        problem: serde_json::Value,
        /// Whether it can still be taken back.
        can_take_back: bool,
    },
    /// Taken back before any attempt could reach the service.
    TakenBack,
}

/// Whether a failed attempt may have reached the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// Certainly not: no connection was made.
    No,
    /// It may have, or did.
    Perhaps,
}

/// A decision claimed for delivery.
#[derive(Debug, Clone)]
pub struct OutboxItem {
    /// The decision's id, also its idempotency key.
    pub decision: DecisionId,
    /// The case.
    pub case: CaseId,
    /// Whose decision.
    pub person: PersonRef,
    /// The revision that the reviewer saw: `If-Match`.
    pub revision: u64,
    /// What is sent.
    pub submission: DecisionSubmission,
    /// The number of this attempt, from 1.
    pub attempt: u32,
    /// Whether an earlier attempt may have reached the service: ask it first.
    pub reached: Reached,
}

/// How many decisions are where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OutboxCounts {
    /// Queued or being sent.
    pub waiting: u64,
    /// Parked.
    pub parked: u64,
    /// Ended in conflict.
    pub conflicts: u64,
    /// Refused.
    pub refused: u64,
}

impl Store {
    /// Claims this person's oldest due decision for one attempt, and marks it *sending*.
    ///
    /// Statements of one key leave in their order: one that waits for its next attempt holds up the
    /// later ones.
    pub async fn claim_due(
        &self,
        person: PersonRef,
        now: DateTime<Utc>,
    ) -> Result<Option<OutboxItem>> {
        let mut tx = self.write().await?;
        let row = sqlx::query(
            "UPDATE outbox SET state = 'sending', attempts = attempts + 1, changed_at = ?1
             WHERE decision_id = (
                 SELECT decision_id FROM outbox AS item
                 WHERE state = 'queued' AND next_attempt_at <= ?1
                   AND tenant_id = ?2 AND person_id = ?3
                   AND NOT EXISTS (
                       SELECT 1 FROM outbox AS earlier
                       WHERE earlier.device_key = item.device_key
                         AND earlier.sequence < item.sequence
                         AND earlier.state IN ('queued', 'sending'))
                 ORDER BY next_attempt_at, sequence LIMIT 1)
             RETURNING decision_id, case_id, attempts, reached",
        )
        .bind(micros(now))
        .bind(person.tenant_id)
        .bind(person.object_id)
        .fetch_optional(&mut *tx)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let id: Uuid = row.try_get("decision_id")?;
        let decision = sqlx::query("SELECT claim, submission FROM decisions WHERE id = ?")
            .bind(id)
            .fetch_one(&mut *tx)
            .await?;
        let claim: DecisionClaim = serde_json::from_str(decision.try_get("claim")?)?;
        let item = OutboxItem {
            decision: DecisionId(id),
            case: claim.case,
            person,
            revision: claim.revision,
            submission: serde_json::from_str(decision.try_get("submission")?)?,
            attempt: row.try_get("attempts")?,
            reached: if row.try_get("reached")? { Reached::Perhaps } else { Reached::No },
        };
        let detail = serde_json::json!({ "decision": item.decision, "attempt": item.attempt });
        journal::append(&mut tx, "decision.sending", Some(item.case), &detail, now).await?;
        tx.commit().await?;
        crash::point("claimed");
        Ok(Some(item))
    }

    /// Puts a claimed decision back after a failed attempt. [`Error::Stale`] if it is not *sending*.
    pub async fn requeue(
        &self,
        decision: DecisionId,
        next_attempt_at: DateTime<Utc>,
        reached: Reached,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        let edge = Edge { decision, to: "queued", from: &["sending"], outcome: None, now };
        let case = edge.take(&mut tx).await?;
        sqlx::query(
            "UPDATE outbox SET next_attempt_at = ?, reached = max(reached, ?) WHERE decision_id = ?",
        )
        .bind(micros(next_attempt_at))
        .bind(reached == Reached::Perhaps)
        .bind(decision.0)
        .execute(&mut *tx)
        .await?;
        let detail = serde_json::json!({ "decision": decision });
        journal::append(&mut tx, "decision.requeued", Some(case), &detail, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Ends a delivery with its verified receipt, and deletes the person's draft for the case.
    ///
    /// A queued or parked one may end so too: the service was asked, and already had it.
    /// [`Error::Stale`] if it has ended before.
    pub async fn mark_delivered(&self, receipt: &Receipt, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.write().await?;
        let decision = receipt.decision;
        let outcome = Some(serde_json::to_string(receipt)?);
        let from = &["sending", "queued", "parked"];
        let case = Edge { decision, to: "delivered", from, outcome, now }.take(&mut tx).await?;
        let owner = sqlx::query("SELECT tenant_id, person_id FROM outbox WHERE decision_id = ?")
            .bind(decision.0)
            .fetch_one(&mut *tx)
            .await?;
        let (tenant_id, object_id) = (owner.try_get(0)?, owner.try_get(1)?);
        drafts::delete_draft(&mut tx, case, PersonRef { tenant_id, object_id }).await?;
        let detail = serde_json::json!({ "decision": decision, "log_index": receipt.log_index });
        journal::append(&mut tx, "decision.recorded", Some(case), &detail, now).await?;
        tx.commit().await?;
        crash::point("delivered");
        Ok(())
    }

    /// Ends a delivery because the case had changed. The draft stays.
    pub async fn mark_conflict(
        &self,
        decision: DecisionId,
        problem: &serde_json::Value,
        now: DateTime<Utc>,
    ) -> Result<()> {
        self.end(decision, "conflict", "decision.conflict", problem, now).await
    }

    /// Ends a delivery because the service refused it for good. The draft stays.
    pub async fn mark_refused(
        &self,
        decision: DecisionId,
        problem: &serde_json::Value,
        now: DateTime<Utc>,
    ) -> Result<()> {
        self.end(decision, "refused", "decision.refused", problem, now).await
    }

    /// Sets a delivery aside until a person does something about it. `reached` says whether the
    /// service may have taken it in spite of its answer; then it can't be taken back.
    pub async fn mark_parked(
        &self,
        decision: DecisionId,
        problem: &serde_json::Value,
        reached: Reached,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        let outcome = Some(serde_json::to_string(problem)?);
        let edge = Edge { decision, to: "parked", from: &["sending"], outcome, now };
        let case = edge.take(&mut tx).await?;
        sqlx::query("UPDATE outbox SET reached = max(reached, ?) WHERE decision_id = ?")
            .bind(reached == Reached::Perhaps)
            .bind(decision.0)
            .execute(&mut *tx)
            .await?;
        let detail = serde_json::json!({ "decision": decision });
        journal::append(&mut tx, "decision.parked", Some(case), &detail, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Queues this person's parked decisions again, due at once. Returns how many there were.
    pub async fn unpark(&self, person: PersonRef, now: DateTime<Utc>) -> Result<u64> {
        let mut tx = self.write().await?;
        let queued = sqlx::query(
            "UPDATE outbox SET state = 'queued', outcome = NULL, next_attempt_at = ?1,
                 changed_at = ?1
             WHERE state = 'parked' AND tenant_id = ?2 AND person_id = ?3",
        )
        .bind(micros(now))
        .bind(person.tenant_id)
        .bind(person.object_id)
        .execute(&mut *tx)
        .await?
        .rows_affected();
        if queued > 0 {
            let detail = serde_json::json!({ "decisions": queued });
            journal::append(&mut tx, "outbox.unparked", None, &detail, now).await?;
        }
        tx.commit().await?;
        Ok(queued)
    }

    /// Takes a decision back. [`Error::TooLate`] once an attempt may have reached the service.
    ///
    /// The statement stays in its key's chain, so that two statements never share a number; the
    /// service sees a gap.
    pub async fn take_back(&self, decision: DecisionId, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.write().await?;
        let row = sqlx::query("SELECT state, reached FROM outbox WHERE decision_id = ?")
            .bind(decision.0)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(Error::NotFound)?;
        let state: &str = row.try_get("state")?;
        if !matches!(state, "queued" | "parked") || row.try_get("reached")? {
            return Err(Error::TooLate);
        }
        let from = &["queued", "parked"];
        let edge = Edge { decision, to: "taken_back", from, outcome: None, now };
        let case = edge.take(&mut tx).await?;
        let detail = serde_json::json!({ "decision": decision });
        journal::append(&mut tx, "decision.taken_back", Some(case), &detail, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// When the next queued decision of this person is due; `None` when none is queued.
    pub async fn next_due(&self, person: PersonRef) -> Result<Option<DateTime<Utc>>> {
        let at: Option<i64> = sqlx::query_scalar(
            "SELECT min(next_attempt_at) FROM outbox
             WHERE state = 'queued' AND tenant_id = ? AND person_id = ?",
        )
        .bind(person.tenant_id)
        .bind(person.object_id)
        .fetch_one(self.readers())
        .await?;
        at.map(time).transpose()
    }

    /// How many decisions are where, of everybody on this device.
    pub async fn outbox_counts(&self) -> Result<OutboxCounts> {
        let rows = sqlx::query("SELECT state, count(*) AS n FROM outbox GROUP BY state")
            .fetch_all(self.readers())
            .await?;
        let mut counts = OutboxCounts::default();
        for row in rows {
            let n = crate::instant::count(row.try_get("n")?)?;
            match row.try_get("state")? {
                "queued" | "sending" => counts.waiting += n,
                "parked" => counts.parked += n,
                "conflict" => counts.conflicts += n,
                "refused" => counts.refused += n,
                _ => {}
            }
        }
        Ok(counts)
    }

    /// After a crash: an attempt that was running may have reached the service.
    pub(crate) async fn requeue_interrupted(&self) -> Result<()> {
        let mut tx = self.write().await?;
        sqlx::query("UPDATE outbox SET state = 'queued', reached = 1 WHERE state = 'sending'")
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    async fn end(
        &self,
        decision: DecisionId,
        to: &'static str,
        kind: &str,
        problem: &serde_json::Value,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        let outcome = Some(serde_json::to_string(problem)?);
        let edge = Edge { decision, to, from: &["sending"], outcome, now };
        let case = edge.take(&mut tx).await?;
        let detail = serde_json::json!({ "decision": decision });
        journal::append(&mut tx, kind, Some(case), &detail, now).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// One step of the state machine.
struct Edge<'a> {
    decision: DecisionId,
    to: &'static str,
    from: &'a [&'a str],
    outcome: Option<String>,
    now: DateTime<Utc>,
}

impl Edge<'_> {
    /// [`Error::Stale`] unless the item is in one of the states that the edge leaves from.
    async fn take(self, tx: &mut SqliteTransaction<'_>) -> Result<CaseId> {
        let case: Option<Uuid> = sqlx::query_scalar(
            "UPDATE outbox SET state = ?1, outcome = ?2, changed_at = ?3
             WHERE decision_id = ?4 AND state IN (SELECT value FROM json_each(?5))
             RETURNING case_id",
        )
        .bind(self.to)
        .bind(self.outcome)
        .bind(micros(self.now))
        .bind(self.decision.0)
        .bind(serde_json::to_string(self.from)?)
        .fetch_optional(&mut **tx)
        .await?;
        case.map(CaseId).ok_or(Error::Stale)
    }
}

pub(crate) async fn push(
    tx: &mut SqliteTransaction<'_>,
    claim: &DecisionClaim,
    now: DateTime<Utc>,
) -> Result<()> {
    let pushed = sqlx::query(
        "INSERT INTO outbox (decision_id, case_id, tenant_id, person_id, device_key, sequence,
             state, next_attempt_at, changed_at)
         VALUES (?, ?, ?, ?, ?, ?, 'queued', ?7, ?7) ON CONFLICT DO NOTHING",
    )
    .bind(claim.decision.0)
    .bind(claim.case.0)
    .bind(claim.reviewer.tenant_id)
    .bind(claim.reviewer.object_id)
    .bind(&claim.device_key)
    .bind(stored(claim.sequence)?)
    .bind(micros(now))
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if pushed == 0 { Err(Error::AlreadyDecided) } else { Ok(()) }
}

/// How many decisions would be lost with the file.
pub(crate) async fn undelivered(tx: &mut SqliteTransaction<'_>) -> Result<u64> {
    let count: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending', 'parked')",
    )
    .fetch_one(&mut **tx)
    .await?;
    crate::instant::count(count)
}

pub(crate) fn delivery(row: &SqliteRow) -> Result<Delivery> {
    let outcome = row.try_get::<Option<&str>, _>("outcome")?.unwrap_or("null");
    let can_take_back = !row.try_get::<bool, _>("reached")?;
    Ok(match row.try_get("state")? {
        "queued" => Delivery::Queued {
            attempts: row.try_get("attempts")?,
            next_attempt_at: time(row.try_get("next_attempt_at")?)?,
            can_take_back,
        },
        "sending" => Delivery::Sending { attempt: row.try_get("attempts")? },
        "delivered" => Delivery::Delivered { receipt: serde_json::from_str(outcome)? },
        "conflict" => Delivery::Conflict { problem: serde_json::from_str(outcome)? },
        "refused" => Delivery::Refused { problem: serde_json::from_str(outcome)? },
        "parked" => Delivery::Parked { problem: serde_json::from_str(outcome)?, can_take_back },
        "taken_back" => Delivery::TakenBack,
        _ => return Err(Error::Corrupt),
    })
}
