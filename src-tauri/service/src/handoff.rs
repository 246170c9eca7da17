//! Carrying a verdict to the vendor, and reading back whether it was done. Countersign itself
//! changes nothing in the directory.

use chrono::{DateTime, TimeDelta, Utc};
use review::problem::Kind;
use review::{CaseId, DecisionId, HandOff, Role, Stopped, Verdict};
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::Error;
use crate::app::App;
use crate::cases::StoredCase;
use crate::config::HandOffMode;
use crate::http::auth::SignedIn;
use crate::http::problem::{Answer, Refusal};
use crate::rules::Rule;
use crate::store::{id, instant, millis, spelled, word};

/// How long a stopped one is shown to whoever might still enter it.
const STOPPED_SHOWN: TimeDelta = TimeDelta::days(7);

/// Puts a verdict on the list. Only approve and deny are entered at the vendor; a new capture is
/// asked for by the notice, an escalation concerns nobody outside.
pub(crate) async fn queue(
    db: &mut SqliteConnection,
    case: &StoredCase,
    decision: DecisionId,
    verdict: Verdict,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    match verdict {
        Verdict::Approve | Verdict::Deny => {}
        Verdict::NewCapture | Verdict::Escalate => return Ok(()),
    }
    sqlx::query(
        "INSERT INTO handoffs (decision_id, interview_id, verdict, since) VALUES (?, ?, ?, ?)",
    )
    .bind(decision.to_string())
    .bind(&case.interview_id)
    .bind(spelled(&verdict)?)
    .bind(millis(now))
    .execute(&mut *db)
    .await?;
    // Status is read back from now on, soon at first.
    sqlx::query("UPDATE sessions SET state = 'open', next_at = ? WHERE interview_id = ?")
        .bind(millis(now + TimeDelta::seconds(5)))
        .bind(&case.interview_id)
        .execute(db)
        .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    decision_id: String,
    interview_id: String,
    verdict: String,
    since: i64,
    operator: Option<String>,
    stopped_at: Option<i64>,
    stopped_by: Option<String>,
}

/// What waits for an operator, and what must not be entered any more.
pub(crate) async fn list(app: &App, caller: &SignedIn) -> Answer<Vec<HandOff>> {
    if app.rules.hold(Rule::HandOff) {
        caller.need(&[Role::SecurityRespond])?;
    }
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT decision_id, interview_id, verdict, since, operator, stopped_at, stopped_by
         FROM handoffs WHERE settled_at IS NULL OR stopped_at > ? ORDER BY since LIMIT 1000",
    )
    .bind(millis(app.now() - STOPPED_SHOWN))
    .fetch_all(app.store.read())
    .await?;
    let hand_off = |row: Row| {
        let stopped = match (row.stopped_at, row.stopped_by) {
            (Some(at), Some(by_name)) => Some(Stopped { by_name, at: instant(at)? }),
            _ => None,
        };
        Ok(HandOff {
            decision: id(&row.decision_id, "decision id")?,
            interview_id: row.interview_id,
            verdict: word(&row.verdict, "verdict")?,
            since: instant(row.since)?,
            operator: row.operator.map(|text| id::<Uuid>(&text, "operator")).transpose()?,
            stopped,
        })
    };
    rows.into_iter().map(hand_off).collect::<Result<_, Error>>().map_err(Refusal::from)
}

/// Somebody takes it upon themselves to enter it; what a colleague took stays theirs.
pub(crate) async fn take(app: &App, caller: &SignedIn, decision: DecisionId) -> Answer<HandOff> {
    if app.rules.hold(Rule::HandOff) {
        caller.need(&[Role::SecurityRespond])?;
    }
    let mut tx = app.store.write().await?;
    let waiting: Option<(Option<String>, Option<String>, bool)> = sqlx::query_as(
        "SELECT operator, stopped_by, settled_at IS NOT NULL FROM handoffs WHERE decision_id = ?",
    )
    .bind(decision.to_string())
    .fetch_optional(&mut *tx)
    .await?;
    let (operator, stopped_by, settled) = waiting.ok_or_else(Refusal::not_found)?;
    if let Some(name) = stopped_by {
        let detail = format!("Recalled by {name}. It must not be entered.");
        return Err(Refusal::new(Kind::Gone, &detail).with(|problem| problem.by_name = Some(name)));
    }
    if settled {
        return Err(Refusal::not_found());
    }
    if operator.is_some_and(|operator| operator != caller.object()) {
        let detail = "Another operator took this upon themselves. The list names them.";
        return Err(Refusal::new(Kind::LeaseHeld, detail));
    }
    sqlx::query("UPDATE handoffs SET operator = ?, taken_at = ? WHERE decision_id = ?")
        .bind(caller.object())
        .bind(millis(app.now()))
        .bind(decision.to_string())
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    let list = list(app, caller).await?;
    list.into_iter().find(|one| one.decision == decision).ok_or_else(Refusal::not_found)
}

/// With `hand_off = "automatic"`, carries what waits by the assumed call. What the vendor does not
/// take stays on the list for an operator. Each is marked as sent before it goes out: a recall that
/// comes meanwhile must not believe that nothing was carried.
pub(crate) async fn carry_waiting(app: &App) -> Result<(), Error> {
    if app.config.hand_off != HandOffMode::Automatic {
        return Ok(());
    }
    let waiting: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT decision_id, interview_id, verdict FROM handoffs
         WHERE settled_at IS NULL AND stopped_at IS NULL AND carried_at IS NULL
             AND operator IS NULL LIMIT 50",
    )
    .fetch_all(app.store.read())
    .await?;
    for (decision, interview, verdict) in waiting {
        let approve = word::<Verdict>(&verdict, "verdict")? == Verdict::Approve;
        let mut tx = app.store.write().await?;
        let mine = sqlx::query(
            "UPDATE handoffs SET carried_at = ? WHERE decision_id = ? AND stopped_at IS NULL
                 AND carried_at IS NULL AND operator IS NULL",
        )
        .bind(millis(app.now()))
        .bind(&decision)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        if mine.rows_affected() == 0 {
            continue;
        }
        if let Err(error) = app.incode.carry(&interview, approve).await {
            tracing::warn!(%decision, %error, "the vendor did not take a verdict");
        }
    }
    Ok(())
}

/// Compares the vendor's own status with the statement; true when nothing more is to be expected.
pub(crate) async fn read_back(app: &App, case: &StoredCase, status: &str) -> Result<bool, Error> {
    tracing::debug!(case = %case.id, status, "the vendor's status was read back");
    let now = app.now();
    let mut tx = app.store.write().await?;
    let waiting: Option<(String, String, i64)> = sqlx::query_as(
        "SELECT decision_id, verdict, since FROM handoffs
         WHERE interview_id = ? AND settled_at IS NULL",
    )
    .bind(&case.interview_id)
    .fetch_optional(&mut *tx)
    .await?;
    let Some((decision, verdict, since)) = waiting else { return Ok(true) };
    let verdict: Verdict = word(&verdict, "verdict")?;
    let said = match status {
        "MANUAL_REVIEW_APPROVED" => Some(Verdict::Approve),
        "MANUAL_REVIEW_REJECTED" => Some(Verdict::Deny),
        _ => None,
    };
    let (stage, why, settled) = match said {
        Some(said) if said == verdict => ("acted", None, true),
        Some(_) => ("stuck", Some(MISMATCH), true),
        None if status == "EXPIRED" => ("stuck", Some(EXPIRED), true),
        None if now - instant(since)? > app.config.patience() => ("stuck", Some(NOBODY), false),
        None => return Ok(false),
    };
    sqlx::query(
        "UPDATE decisions SET stage = ?1, stage_at = ?2, stuck_why = ?3
         WHERE id = ?4 AND (stage <> ?1 OR stuck_why IS NOT ?3)",
    )
    .bind(stage)
    .bind(millis(now))
    .bind(why)
    .bind(&decision)
    .execute(&mut *tx)
    .await?;
    if verdict == Verdict::Deny && said == Some(Verdict::Approve) {
        // No statement here stands for what the vendor shows.
        unexplained(&mut tx, &case.interview_id, Some(case.id), status, now).await?;
    }
    if settled {
        sqlx::query("UPDATE handoffs SET settled_at = ? WHERE decision_id = ?")
            .bind(millis(now))
            .bind(&decision)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    if why.is_some() {
        tracing::warn!(%decision, case = %case.id, why, "a decision is stuck");
    }
    Ok(settled)
}

/// Keeps that the vendor approved what nobody approved here; true when that is news.
pub(crate) async fn unexplained(
    db: &mut SqliteConnection,
    interview: &str,
    case: Option<CaseId>,
    status: &str,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let kept = sqlx::query(
        "INSERT OR IGNORE INTO unexplained (interview_id, case_id, vendor_status, seen_at)
         VALUES (?, ?, ?, ?)",
    )
    .bind(interview)
    .bind(case.map(|case| case.to_string()))
    .bind(status)
    .bind(millis(now))
    .execute(db)
    .await?;
    Ok(kept.rows_affected() > 0)
}

const MISMATCH: &str = "The vendor's status says the opposite of the statement.";
const EXPIRED: &str = "The vendor's session expired before the verdict was entered.";
/// Said of what nobody entered in time.
pub(crate) const NOBODY: &str = "Nobody entered the verdict at the vendor in time.";
