//! Pictures go when the policy's time is over. Hashes, salts and commitments stay, so that every
//! statement still verifies.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use review::{CaseId, EvidenceId};

use crate::Error;
use crate::app::App;
use crate::cases::{StoredCase, journal};
use crate::intake::images::file_of;
use crate::policy;
use crate::store::{id, millis};

/// Cases whose pictures have had their time and that nobody has to look into any more.
const DUE: &str = "SELECT DISTINCT cases.id FROM cases JOIN evidence ON case_id = cases.id
     WHERE evidence.state = 'live'
         AND (cases.state = 'decided' AND decided_at <= ?1
             OR cases.state = 'expired' AND coalesce(cases.captured_at, opened_at) <= ?1)
         AND NOT EXISTS (SELECT 1 FROM matters
             WHERE matters.case_id = cases.id AND closed_at IS NULL)
     ORDER BY cases.number LIMIT 100";

/// Deletes what is due, until the service stops.
pub(crate) async fn run(app: App) {
    while !app.stopping.is_cancelled() {
        if let Err(error) = erase_due(&app).await {
            tracing::error!(?error, "pictures could not be deleted");
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(10)) => {}
            () = app.stopping.cancelled() => return,
        }
    }
}

async fn erase_due(app: &App) -> Result<(), Error> {
    let now = app.now();
    let days = policy::now(app).await?.retention_days;
    let until = now - TimeDelta::days(days.into());
    let due: Vec<String> =
        sqlx::query_scalar(DUE).bind(millis(until)).fetch_all(app.store.read()).await?;
    for case in due {
        erase(app, id(&case, "case id")?, until, now).await?;
    }
    remove_files(app).await
}

/// The rows first: a picture that is still there is found by them, one that is not is not missed.
async fn erase(
    app: &App,
    case: CaseId,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let mut tx = app.store.write().await?;
    // Read again inside the transaction: it may have been recalled meanwhile.
    let due: Vec<String> = sqlx::query_scalar(DUE).bind(millis(until)).fetch_all(&mut *tx).await?;
    if !due.contains(&case.to_string()) {
        return Ok(());
    }
    let Some(stored) = StoredCase::load(&mut tx, app, case).await? else { return Ok(()) };
    sqlx::query(
        "UPDATE evidence SET state = 'erased', reason = 'retention'
         WHERE case_id = ? AND state = 'live'",
    )
    .bind(case.to_string())
    .execute(&mut *tx)
    .await?;
    let at = Some((case, &stored.key));
    journal(&mut tx, now, at, None, "pictures_erased", None).await?;
    tx.commit().await?;
    tracing::info!(%case, "its pictures were deleted: their time is over");
    Ok(())
}

/// Also those that a crash left behind.
async fn remove_files(app: &App) -> Result<(), Error> {
    let left: Vec<String> = sqlx::query_scalar(
        "SELECT id FROM evidence WHERE state = 'erased' AND reason = 'retention' LIMIT 400",
    )
    .fetch_all(app.store.read())
    .await?;
    for evidence in left {
        let file = file_of(app, id::<EvidenceId>(&evidence, "evidence id")?);
        match tokio::fs::remove_file(&file).await {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => {
                tracing::error!(%evidence, %error, "a picture could not be deleted");
                continue;
            }
        }
        let mut tx = app.store.write().await?;
        sqlx::query("UPDATE evidence SET reason = 'deleted' WHERE id = ?")
            .bind(&evidence)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
    }
    Ok(())
}
