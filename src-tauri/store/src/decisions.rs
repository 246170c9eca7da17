//! Decisions made on this desk. Recording one is the heart of the store: decision, outbox item,
//! journal entry and the key's next statement number are committed together or not at all.

use chrono::{DateTime, Utc};
use review::{CaseId, DecisionClaim, DecisionId, DecisionStatus, DecisionSubmission, PersonRef};
use sha2::{Digest, Sha256};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteTransaction};

use crate::error::{Error, Result};
use crate::instant::{count, hash, micros, stored, time};
use crate::outbox::{self, Delivery};
use crate::{Store, crash, journal};

/// A signed decision, ready to be recorded.
#[derive(Debug, Clone)]
pub struct NewDecision {
    /// What was decided: the predicate of the signed statement.
    pub claim: DecisionClaim,
    /// What is sent: envelope, sign-in, note, findings.
    pub submission: DecisionSubmission,
}

/// A decision as the store has it.
#[derive(Debug, Clone)]
pub struct RecordedDecision {
    /// What was decided.
    pub claim: DecisionClaim,
    /// What is sent, or was.
    pub submission: DecisionSubmission,
    /// How far it has come on its way to the service.
    pub delivery: Delivery,
    /// When the delivery last changed.
    pub changed_at: DateTime<Utc>,
    /// What the service last said came of it.
    pub status: Option<DecisionStatus>,
}

impl Store {
    /// Records a decision: the decision, its outbox item (due at once), its journal entry and the
    /// device key's advanced chain, in one transaction.
    ///
    /// [`Error::Stale`] if the statement does not continue its key's chain; [`Error::NotFound`] if
    /// the key is not the person's on this device; [`Error::AlreadyDecided`] if this decision is
    /// recorded already or another of the same person's waits for this case.
    pub async fn record_decision(&self, new: &NewDecision, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.write().await?;
        crash::point("begun");
        let claim = &new.claim;
        advance_chain(&mut tx, new).await?;
        crash::point("chain advanced");
        insert(&mut tx, new).await?;
        crash::point("decision inserted");
        outbox::push(&mut tx, claim, now).await?;
        crash::point("outbox pushed");
        let detail = serde_json::json!({
            "decision": claim.decision,
            "verdict": claim.verdict,
            "revision": claim.revision,
            "sequence": claim.sequence,
        });
        journal::append(&mut tx, "decision.signed", Some(claim.case), &detail, now).await?;
        crash::point("journal appended");
        tx.commit().await?;
        crash::point("committed");
        Ok(())
    }

    /// One decision.
    pub async fn decision(&self, id: DecisionId) -> Result<Option<RecordedDecision>> {
        let row = sqlx::query(
            "SELECT d.*, o.* FROM decisions d JOIN outbox o ON o.decision_id = d.id
             WHERE d.id = ?",
        )
        .bind(id.0)
        .fetch_optional(self.readers())
        .await?;
        row.as_ref().map(recorded).transpose()
    }

    /// Decisions made on this desk, newest first, of one case or of all, after skipping `offset`.
    pub async fn decisions(
        &self,
        case: Option<CaseId>,
        person: Option<PersonRef>,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<RecordedDecision>> {
        let rows = sqlx::query(
            "SELECT d.*, o.* FROM decisions d JOIN outbox o ON o.decision_id = d.id
             WHERE (?1 IS NULL OR d.case_id = ?1)
               AND (?2 IS NULL OR (d.tenant_id = ?2 AND d.person_id = ?3))
             ORDER BY d.decided_at DESC, d.id DESC LIMIT ?4 OFFSET ?5",
        )
        .bind(case.map(|case| case.0))
        .bind(person.map(|person| person.tenant_id))
        .bind(person.map(|person| person.object_id))
        .bind(limit)
        .bind(offset)
        .fetch_all(self.readers())
        .await?;
        rows.iter().map(recorded).collect()
    }

    /// Keeps what the service last said came of a decision.
    pub async fn keep_decision_status(&self, status: &DecisionStatus) -> Result<()> {
        let mut tx = self.write().await?;
        let changed = sqlx::query("UPDATE decisions SET status = ? WHERE id = ?")
            .bind(serde_json::to_string(status)?)
            .bind(status.decision.0)
            .execute(&mut *tx)
            .await?
            .rows_affected();
        if changed == 0 {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        Ok(())
    }
}

/// The statement must be the key's next one, and name the one before.
async fn advance_chain(tx: &mut SqliteTransaction<'_>, new: &NewDecision) -> Result<()> {
    let claim = &new.claim;
    let row = sqlx::query(
        "SELECT next_sequence, previous FROM device_keys
         WHERE key_id = ? AND tenant_id = ? AND person_id = ?",
    )
    .bind(&claim.device_key)
    .bind(claim.reviewer.tenant_id)
    .bind(claim.reviewer.object_id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Error::NotFound)?;
    let recorded: Option<i64> = sqlx::query_scalar("SELECT 1 FROM decisions WHERE id = ?")
        .bind(claim.decision.0)
        .fetch_optional(&mut **tx)
        .await?;
    if recorded.is_some() {
        return Err(Error::AlreadyDecided);
    }
    let previous: Option<[u8; 32]> =
        row.try_get::<Option<Vec<u8>>, _>("previous")?.map(hash).transpose()?;
    let next = count(row.try_get("next_sequence")?)?;
    if claim.sequence != next || claim.previous != previous.map(hex::encode) {
        return Err(Error::Stale);
    }
    sqlx::query("UPDATE device_keys SET next_sequence = ?, previous = ? WHERE key_id = ?")
        .bind(stored(next + 1)?)
        .bind(Sha256::digest(new.submission.envelope.as_bytes()).as_slice())
        .bind(&claim.device_key)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn insert(tx: &mut SqliteTransaction<'_>, new: &NewDecision) -> Result<()> {
    let claim = &new.claim;
    sqlx::query("INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)")
        .bind(claim.decision.0)
        .bind(claim.case.0)
        .bind(claim.reviewer.tenant_id)
        .bind(claim.reviewer.object_id)
        .bind(&claim.device_key)
        .bind(stored(claim.sequence)?)
        .bind(serde_json::to_string(claim)?)
        .bind(serde_json::to_string(&new.submission)?)
        .bind(micros(claim.decided_at))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn recorded(row: &SqliteRow) -> Result<RecordedDecision> {
    let status: Option<&str> = row.try_get("status")?;
    Ok(RecordedDecision {
        claim: serde_json::from_str(row.try_get("claim")?)?,
        submission: serde_json::from_str(row.try_get("submission")?)?,
        delivery: outbox::delivery(row)?,
        changed_at: time(row.try_get("changed_at")?)?,
        status: status.map(serde_json::from_str).transpose()?,
    })
}
