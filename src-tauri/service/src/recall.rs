//! Recalling an approval: withdrawn where nothing was carried out yet, otherwise an incident with
//! the list of what must be revoked. One transaction with the log entry and the alert.

use std::time::Duration;

use chrono::{DateTime, Utc};
use review::entry::LogEntry;
use review::problem::Kind;
use review::{
    Became, Carriage, CaseId, CaseState, DecisionId, MatterId, Recalled, Verdict, recall_closed,
};
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::Error;
use crate::app::App;
use crate::cases::{StoredCase, journal};
use crate::decisions::second;
use crate::http::auth::SignedIn;
use crate::http::problem::{Answer, Refusal};
use crate::intake::again::APPROVED;
use crate::leases;
use crate::matters;
use crate::notices;
use crate::store::{count, id, instant, millis, next_change, stored};

/// How long the vendor's status is waited for; a recall does not depend on it.
const LOOK: Duration = Duration::from_secs(3);

/// Recalls what was approved of a case; the same answer for every recall of one approval.
pub(crate) async fn recall(
    app: &App,
    caller: &SignedIn,
    case: CaseId,
    key: Uuid,
) -> Answer<Recalled> {
    let mut db = app.store.snapshot().await?;
    let before = leases::visible(&mut db, app, caller, case).await?;
    drop(db);
    // Over the network, so before the transaction.
    let shown = approved(&before) && shown_by_vendor(app, &before.interview_id).await;

    let mut tx = app.store.write().await?;
    let case = leases::visible(&mut tx, app, caller, case).await?;
    if let Some(kept) = kept(&mut tx, caller, &case, key).await? {
        return Ok(kept);
    }
    let verdict = match &case.state {
        CaseState::Decided { verdict, .. } => Some(*verdict),
        _ => None,
    };
    let closed = recall_closed(case.kind, verdict, &caller.reviewer);
    if !closed.is_empty() {
        let refusal = Refusal::new(Kind::Closed, "This can't be recalled.");
        return Err(refusal.with(|problem| problem.closed = closed));
    }
    let recalled = write(&mut tx, app, caller, &case, key, shown).await?;
    tx.commit().await?;
    tracing::warn!(case = %case.id, became = ?recalled.became, "an approval was recalled");
    app.outbox_waits.notify_one();
    app.sessions_wait.notify_one();
    Ok(recalled)
}

fn approved(case: &StoredCase) -> bool {
    matches!(case.state, CaseState::Decided { verdict: Verdict::Approve, .. })
}

/// Whether the vendor shows the approval by now. Its silence tells nothing.
async fn shown_by_vendor(app: &App, interview: &str) -> bool {
    match tokio::time::timeout(LOOK, app.incode.status(interview)).await {
        Ok(Ok(status)) => status.as_deref() == Some(APPROVED),
        Ok(Err(error)) => {
            tracing::warn!(%error, "the vendor's status was not to be had for a recall");
            false
        }
        Err(_) => false,
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    case_id: String,
    decision_id: String,
    person: String,
    name: String,
    at: i64,
    log_index: i64,
    matter_id: Option<String>,
}

impl Row {
    fn recalled(self) -> Result<Recalled, Error> {
        let became = match self.matter_id {
            None => Became::Withdrawn,
            Some(matter) => Became::Incident { incident: id(&matter, "matter id")? },
        };
        Ok(Recalled {
            recall: id(&self.id, "recall id")?,
            case: id(&self.case_id, "case id")?,
            decision: id(&self.decision_id, "decision id")?,
            by_name: self.name,
            at: instant(self.at)?,
            log_index: count(self.log_index)?,
            became,
        })
    }
}

/// The answer that was given: to this very request, or to whoever recalled the same approval first.
async fn kept(
    db: &mut SqliteConnection,
    caller: &SignedIn,
    case: &StoredCase,
    key: Uuid,
) -> Answer<Option<Recalled>> {
    let same: Option<Row> = sqlx::query_as("SELECT * FROM recalls WHERE id = ?")
        .bind(key.to_string())
        .fetch_optional(&mut *db)
        .await?;
    if let Some(row) = same {
        if row.person != caller.object() || row.case_id != case.id.to_string() {
            let detail = "That Idempotency-Key was used for another request.";
            return Err(Refusal::unprocessable(detail));
        }
        return Ok(Some(row.recalled()?));
    }
    // The last word on the case: an approval that was recalled, and nothing decided since.
    let first: Option<Row> = sqlx::query_as(
        "SELECT r.* FROM recalls r JOIN decisions d ON d.id = r.decision_id
         WHERE r.case_id = ?1 AND d.log_index = (
             SELECT max(log_index) FROM decisions
             WHERE case_id = ?1 AND carries = 1 AND verdict IN ('approve', 'deny'))",
    )
    .bind(case.id.to_string())
    .fetch_optional(db)
    .await?;
    first.map(Row::recalled).transpose().map_err(Refusal::from)
}

async fn write(
    tx: &mut SqliteConnection,
    app: &App,
    caller: &SignedIn,
    case: &StoredCase,
    key: Uuid,
    shown: bool,
) -> Answer<Recalled> {
    let now = app.now();
    let decision: String = sqlx::query_scalar(
        "SELECT id FROM decisions WHERE case_id = ? AND carries = 1 AND verdict = 'approve'
         ORDER BY log_index DESC LIMIT 1",
    )
    .bind(case.id.to_string())
    .fetch_one(&mut *tx)
    .await?;
    let decision: DecisionId = id(&decision, "decision id")?;
    let incident = carriage(tx, decision, shown).await?.may_have_acted();
    let entry = LogEntry::Recalled {
        recall: key,
        decision,
        case: case.id,
        by: caller.reviewer.person,
        incident,
        at: now,
    };
    let log_index = app.log.append(tx, &entry).await?.index;
    stop(tx, caller, decision, incident, now).await?;
    let became = if incident {
        next(tx, case).await?;
        Became::Incident { incident: matters::incident(tx, case, decision, now).await? }
    } else {
        withdraw(tx, case, now).await?;
        Became::Withdrawn
    };
    let by_name = caller.name.clone();
    let recalled =
        Recalled { recall: key, case: case.id, decision, by_name, at: now, log_index, became };
    insert(tx, caller, &recalled).await?;
    notices::recalled(tx, app, case, decision, incident, now).await?;
    let what = if incident { "recalled_late" } else { "recalled" };
    let at = Some((case.id, &case.key));
    journal(tx, now, at, Some(caller.reviewer.person), what, None).await?;
    Ok(recalled)
}

async fn carriage(
    db: &mut SqliteConnection,
    decision: DecisionId,
    shown: bool,
) -> Result<Carriage, Error> {
    let handoff: Option<(bool, bool, bool)> = sqlx::query_as(
        "SELECT operator IS NOT NULL, carried_at IS NOT NULL, settled_at IS NOT NULL
         FROM handoffs WHERE decision_id = ?",
    )
    .bind(decision.to_string())
    .fetch_optional(db)
    .await?;
    Ok(match handoff {
        Some((taken, sent, settled)) => Carriage { taken, sent, shown: shown || settled },
        None => Carriage { shown, ..Carriage::default() },
    })
}

/// The hand-off says from now on that it must not be entered. One that may have been entered is
/// watched on: the vendor's status shows whether it was.
async fn stop(
    tx: &mut SqliteConnection,
    caller: &SignedIn,
    decision: DecisionId,
    incident: bool,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    sqlx::query(
        "UPDATE handoffs SET stopped_at = ?1, stopped_by = ?2,
             settled_at = iif(?3, settled_at, coalesce(settled_at, ?1))
         WHERE decision_id = ?4",
    )
    .bind(millis(now))
    .bind(&caller.name)
    .bind(incident)
    .bind(decision.to_string())
    .execute(tx)
    .await?;
    Ok(())
}

/// The case stays decided; desks hear that something came of it.
async fn next(tx: &mut SqliteConnection, case: &StoredCase) -> Result<(), Error> {
    let change = next_change(tx).await?;
    sqlx::query("UPDATE cases SET change = ? WHERE id = ?")
        .bind(change)
        .bind(case.id.to_string())
        .execute(tx)
        .await?;
    Ok(())
}

/// The case is the security desk's; what stood on it stands no more, and what the vendor shows of it
/// is looked at soon.
async fn withdraw(
    tx: &mut SqliteConnection,
    case: &StoredCase,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let change = next_change(tx).await?;
    sqlx::query(
        "UPDATE cases SET state = 'escalated', revision = revision + 1, change = ?,
             decided_verdict = NULL, decided_object = NULL, decided_name = NULL,
             decided_at = NULL
         WHERE id = ?",
    )
    .bind(change)
    .bind(case.id.to_string())
    .execute(&mut *tx)
    .await?;
    sqlx::query("UPDATE sessions SET state = 'open', next_at = ? WHERE interview_id = ?")
        .bind(millis(now))
        .bind(&case.interview_id)
        .execute(tx)
        .await?;
    Ok(())
}

/// Keeps the recall, and marks both decisions where two people approved.
async fn insert(
    tx: &mut SqliteConnection,
    caller: &SignedIn,
    recalled: &Recalled,
) -> Result<(), Error> {
    let matter: Option<MatterId> = match recalled.became {
        Became::Withdrawn => None,
        Became::Incident { incident } => Some(incident),
    };
    sqlx::query(
        "INSERT INTO recalls (id, case_id, decision_id, person, name, at, log_index, matter_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(recalled.recall.to_string())
    .bind(recalled.case.to_string())
    .bind(recalled.decision.to_string())
    .bind(caller.object())
    .bind(&recalled.by_name)
    .bind(millis(recalled.at))
    .bind(stored(recalled.log_index)?)
    .bind(matter.map(|matter| matter.to_string()))
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "UPDATE decisions SET recall_id = ?1
         WHERE case_id = ?2 AND verdict = 'approve' AND recall_id IS NULL
             AND (id = ?3 OR standing = 1)",
    )
    .bind(recalled.recall.to_string())
    .bind(recalled.case.to_string())
    .bind(recalled.decision.to_string())
    .execute(&mut *tx)
    .await?;
    if matter.is_none() {
        second::void(tx, recalled.case).await?;
    }
    Ok(())
}
