//! Cases follow the policy: who counts as privileged may be another person under a new version, and
//! a case of which that changed is another revision.

use std::time::Duration;

use chrono::{DateTime, Utc};
use review::{CaseId, Policy};
use sqlx::SqliteConnection;

use crate::Error;
use crate::app::App;
use crate::cases::snapshot::Came;
use crate::cases::{StoredCase, risk, store_account, store_snapshot};
use crate::decisions::second;
use crate::store::id;

/// Brings every undecided case up to the version in force, until the service stops. A version takes
/// effect by the clock alone, so the clock is looked at.
pub(crate) async fn run(app: App) {
    while !app.stopping.is_cancelled() {
        if let Err(error) = follow_all(&app).await {
            tracing::error!(?error, "cases could not follow the policy");
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
            () = app.stopping.cancelled() => return,
        }
    }
}

async fn follow_all(app: &App) -> Result<(), Error> {
    let behind: Vec<String> = sqlx::query_scalar(
        "SELECT id FROM cases WHERE policy_version <> ?
             AND state IN ('open', 'escalated', 'awaiting_capture') ORDER BY number",
    )
    .bind(super::now(app).await?.version)
    .fetch_all(app.store.read())
    .await?;
    for case in behind {
        // One case, one transaction: nobody waits for all of them.
        let mut tx = app.store.write().await?;
        let now = app.now();
        let policy = super::in_force(&mut tx, now).await?;
        let case: CaseId = id(&case, "case id")?;
        if let Some(stored) = StoredCase::load(&mut tx, app, case).await? {
            follow(&mut tx, &stored, &policy, now).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// Reads the case's person by this policy; true when the case became another revision by it.
pub(crate) async fn follow(
    db: &mut SqliteConnection,
    case: &StoredCase,
    policy: &Policy,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    if case.policy_version == policy.version || !case.is_undecided() {
        return Ok(false);
    }
    let mut snapshot = case.snapshot()?;
    let changed = snapshot.read_by(policy);
    if changed {
        let account = case.account_by(db, &snapshot, Came::of(&case.account), now).await?;
        second::void(db, case.id).await?;
        store_snapshot(db, case.id, &case.key, &snapshot).await?;
        let weight = risk(&account.marks, snapshot.failed_checks());
        store_account(db, case.id, &case.key, &account, weight).await?;
    }
    sqlx::query("UPDATE cases SET policy_version = ?, revision = revision + ? WHERE id = ?")
        .bind(policy.version)
        .bind(i64::from(changed))
        .bind(case.id.to_string())
        .execute(db)
        .await?;
    Ok(changed)
}
