//! A session that is known is looked at again: its status at the vendor, the subject's profile,
//! new pictures.

use chrono::{DateTime, Utc};
use entra::graph::User;
use review::{CaseId, CaseState};
use sqlx::SqliteConnection;

use super::Outcome;
use super::open::{FINISHED, expect_pictures};
use crate::Error;
use crate::app::App;
use crate::cases::snapshot::Came;
use crate::cases::{StoredCase, file, journal, risk, store_account};
use crate::handoff;
use crate::incode;
use crate::store::{millis, next_change};
use crate::subject::history;

/// Looks at a session whose case is known.
pub(crate) async fn session(app: &App, interview: &str) -> Result<Outcome, Error> {
    let status = match app.incode.status(interview).await {
        Ok(status) => status.unwrap_or_default(),
        // Purged: the vendor's word is not to be had any more, the case here stands.
        Err(incode::Error::NotFound) => String::new(),
        Err(error) => return Err(error.into()),
    };
    let mut db = app.store.snapshot().await?;
    let Some(case) = StoredCase::of_session(&mut db, app, interview).await? else {
        return Ok(Outcome::Closed);
    };
    drop(db);
    match (&case.state, status.as_str()) {
        (CaseState::Decided { .. }, status) => {
            let settled = handoff::read_back(app, &case, status).await?;
            return Ok(if settled { Outcome::Closed } else { Outcome::LookSoon });
        }
        (CaseState::Expired, _) => return Ok(Outcome::Closed),
        (_, "MANUAL_REVIEW_APPROVED") => {
            unexplained(app, interview, Some(case.id), "MANUAL_REVIEW_APPROVED").await?;
            return Ok(Outcome::LookAgain);
        }
        (_, "EXPIRED" | "MANUAL_REVIEW_REJECTED") => {
            expire(app, &case).await?;
            return Ok(Outcome::Closed);
        }
        (CaseState::AwaitingCapture, FINISHED) => recaptured(app, &case).await?,
        (CaseState::Open | CaseState::Escalated | CaseState::AwaitingCapture, _) => {}
    }
    see_profile(app, &case).await?;
    Ok(Outcome::LookAgain)
}

/// Keeps that the vendor approved what nobody decided here.
pub(crate) async fn unexplained(
    app: &App,
    interview: &str,
    case: Option<CaseId>,
    status: &str,
) -> Result<(), Error> {
    let mut tx = app.store.write().await?;
    let kept = sqlx::query(
        "INSERT OR IGNORE INTO unexplained (interview_id, case_id, vendor_status, seen_at)
         VALUES (?, ?, ?, ?)",
    )
    .bind(interview)
    .bind(case.map(|case| case.to_string()))
    .bind(status)
    .bind(millis(app.now()))
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    if kept.rows_affected() > 0 {
        tracing::warn!(case = ?case, "the vendor approved, and no statement is here");
    }
    Ok(())
}

/// Computes the marks anew and publishes them where they changed; the case changes with them.
pub(crate) async fn refresh_account(
    db: &mut SqliteConnection,
    app: &App,
    case: CaseId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let Some(case) = StoredCase::load(db, app, case).await? else { return Ok(()) };
    if !matches!(case.state, CaseState::Open | CaseState::Escalated | CaseState::AwaitingCapture) {
        return Ok(());
    }
    let mut snapshot = case.snapshot()?;
    let subject = case.subject.object_id;
    snapshot.person.changes = history::of(db, subject, case.captured_at, now).await?.changes;
    let repeats = file::repeats(db, &case, None, now).await?.person;
    let account = snapshot.account(case.opened_at, repeats, Came::of(&case.account));
    if account == case.account {
        return Ok(());
    }
    let failed = snapshot
        .checks
        .iter()
        .filter(|check| check.outcome == claims::checks::CheckOutcome::Failed)
        .count();
    let weight = risk(&account.marks, failed);
    store_account(db, case.id, &case.key, &account, weight).await?;
    sqlx::query("UPDATE cases SET revision = revision + 1 WHERE id = ?")
        .bind(case.id.to_string())
        .execute(db)
        .await?;
    Ok(())
}

async fn see_profile(app: &App, case: &StoredCase) -> Result<(), Error> {
    let subject = case.subject.object_id;
    let (user, managers) = futures::future::try_join(
        app.graph.user(&subject.to_string(), &User::SELECT),
        app.graph.manager_chain(subject),
    )
    .await?;
    let text = |value: Option<String>| value.unwrap_or_default();
    let followed = [
        ("givenName", text(user.given_name)),
        ("surname", text(user.surname)),
        ("displayName", text(user.display_name)),
        ("mail", text(user.mail)),
        ("mobilePhone", text(user.mobile_phone)),
        ("manager", managers.first().map(|one| one.id.to_string()).unwrap_or_default()),
    ];
    let now = app.now();
    let mut tx = app.store.write().await?;
    history::see(&mut tx, &app.master, subject, &followed, now).await?;
    refresh_account(&mut tx, app, case.id, now).await?;
    Ok(tx.commit().await?)
}

async fn expire(app: &App, case: &StoredCase) -> Result<(), Error> {
    let mut tx = app.store.write().await?;
    let change = next_change(&mut tx).await?;
    sqlx::query(
        "UPDATE cases SET state = 'expired', revision = revision + 1, change = ?,
             holder_object = NULL, lapses_at = NULL
         WHERE id = ? AND state IN ('open', 'awaiting_capture', 'escalated')",
    )
    .bind(change)
    .bind(case.id.to_string())
    .execute(&mut *tx)
    .await?;
    journal(&mut tx, app.now(), Some((case.id, &case.key)), None, "expired", None).await?;
    Ok(tx.commit().await?)
}

/// The person photographed again when the selfie is another one than before.
async fn recaptured(app: &App, case: &StoredCase) -> Result<(), Error> {
    let selfie = match app.incode.image(&case.interview_id, "selfie").await {
        Ok(bytes) => audit::Hash::of(&bytes).to_hex(),
        Err(incode::Error::NotFound) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let mut tx = app.store.write().await?;
    let before: Option<String> = sqlx::query_scalar(
        "SELECT sha256 FROM evidence WHERE case_id = ? AND role = 'selfie' AND capture = ?",
    )
    .bind(case.id.to_string())
    .bind(case.capture)
    .fetch_optional(&mut *tx)
    .await?;
    if before.is_none_or(|before| before == selfie) {
        return Ok(());
    }
    let now = app.now();
    let came = Came { new_capture: true, back: Came::of(&case.account).back };
    let snapshot = case.snapshot()?;
    let repeats = file::repeats(&mut tx, case, None, now).await?.person;
    let account = snapshot.account(case.opened_at, repeats, came);
    let weight = risk(&account.marks, 0);
    store_account(&mut tx, case.id, &case.key, &account, weight).await?;
    sqlx::query(
        "UPDATE cases SET state = 'open', capture = capture + 1, images = 'waiting',
             revision = revision + 1, captured_at = ? WHERE id = ? AND state = 'awaiting_capture'",
    )
    .bind(millis(now))
    .bind(case.id.to_string())
    .execute(&mut *tx)
    .await?;
    expect_pictures(&mut tx, case.id, case.capture + 1).await?;
    journal(&mut tx, now, Some((case.id, &case.key)), None, "new_capture", None).await?;
    Ok(tx.commit().await?)
}
