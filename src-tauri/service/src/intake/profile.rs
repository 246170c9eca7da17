//! The subject's profile is looked at again: what changed is kept, and every undecided case of the
//! person becomes another revision, so that nothing is decided on what was true before.

use chrono::{DateTime, Utc};
use entra::graph::Priority;
use review::CaseId;
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::Error;
use crate::app::App;
use crate::cases::snapshot::Came;
use crate::cases::{StoredCase, risk, store_account, store_snapshot};
use crate::decisions::second;
use crate::policy;
use crate::store::id;
use crate::subject::{self, Standing, history};

/// Looks at a subject in the directory and publishes what changed.
///
/// # Errors
/// When the directory does not answer; nothing is changed then.
pub(crate) async fn see(app: &App, person: Uuid, priority: Priority) -> Result<(), Error> {
    let standing = subject::standing(app, person, priority).await?;
    let now = app.now();
    let mut tx = app.store.write().await?;
    let cases = undecided(&mut tx, person).await?;
    let edited = history::see(&mut tx, &app.master, person, &standing.followed, now).await?;
    for case in cases {
        refresh(&mut tx, app, case, &standing, edited, now).await?;
    }
    Ok(tx.commit().await?)
}

/// The cases of one person that nobody has decided.
pub(crate) async fn undecided(
    db: &mut SqliteConnection,
    person: Uuid,
) -> Result<Vec<CaseId>, Error> {
    let ids: Vec<String> = sqlx::query_scalar(
        "SELECT id FROM cases WHERE subject_object = ?
             AND state IN ('open', 'escalated', 'awaiting_capture') ORDER BY number",
    )
    .bind(person.to_string())
    .fetch_all(db)
    .await?;
    ids.iter().map(|text| id(text, "case id")).collect()
}

/// Brings a case up to what the directory says now. Claims and profile stay as of the capture. A
/// case of which anything changed is another revision, and a new change of the feed.
pub(crate) async fn refresh(
    db: &mut SqliteConnection,
    app: &App,
    case: CaseId,
    standing: &Standing,
    edited: bool,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let Some(case) = StoredCase::load(db, app, case).await? else { return Ok(()) };
    if !case.is_undecided() {
        return Ok(());
    }
    let mut snapshot = case.snapshot()?;
    let policy = policy::in_force(db, now).await?;
    let stands_otherwise = standing.put(&mut snapshot, &policy);
    let subject = case.subject.object_id;
    snapshot.person.changes = history::of(db, subject, case.captured_at, now).await?.changes;
    let account = case.account_by(db, &snapshot, Came::of(&case.account), now).await?;
    if !edited && !stands_otherwise && account == case.account {
        return Ok(());
    }
    second::void(db, case.id).await?;
    store_snapshot(db, case.id, &case.key, &snapshot).await?;
    let weight = risk(&account.marks, snapshot.failed_checks());
    store_account(db, case.id, &case.key, &account, weight).await?;
    sqlx::query("UPDATE cases SET revision = revision + 1 WHERE id = ?")
        .bind(case.id.to_string())
        .execute(db)
        .await?;
    Ok(())
}
