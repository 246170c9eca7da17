//! A session becomes a case: its data is fetched, the subject looked up, the case published. Its
//! pictures follow.

use chrono::{DateTime, Utc};
use review::entry::LogEntry;
use review::{CaseId, EvidenceId, TimelineEntry};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::capture::{self, Captured};
use super::{Outcome, profile};
use crate::Error;
use crate::app::App;
use crate::cases::snapshot::{Came, Snapshot};
use crate::cases::{file, journal, risk};
use crate::incode::assumed::{Purpose, purpose};
use crate::incode::shapes::Score;
use crate::incode::{self, map};
use crate::policy;
use crate::seal::{SealKey, random};
use crate::store::{instant, millis, next_change, spelled};
use crate::subject::{self, Found, Standing, history};

/// What the vendor says a finished session is.
pub(crate) const FINISHED: &str = "ONBOARDING_FINISHED";

/// Fetches a session and opens its case.
pub(crate) async fn session(app: &App, interview: &str) -> Result<Outcome, Error> {
    let status = match app.incode.status(interview).await {
        Ok(status) => status,
        Err(incode::Error::NotFound) => return Ok(Outcome::Unknown),
        Err(error) => return Err(error.into()),
    };
    match status.as_deref() {
        Some(FINISHED) => {}
        Some("MANUAL_REVIEW_APPROVED") => {
            super::again::unexplained(app, interview, None, "MANUAL_REVIEW_APPROVED").await?;
            return Ok(Outcome::Closed);
        }
        Some("MANUAL_REVIEW_REJECTED" | "EXPIRED") => return Ok(Outcome::Closed),
        Some(_) | None => return Ok(Outcome::LookAgain),
    }
    let (fields, captured) = futures::future::try_join(
        async { Ok(app.incode.custom_fields(interview).await?) },
        capture::fetch(app, interview),
    )
    .await?;
    let Some(purpose) = purpose(&fields) else { return Ok(Outcome::Refused("purpose_unknown")) };
    let now = app.now();
    let found = match subject::look_up(app, &purpose.login_hint, now).await {
        Ok(found) => found,
        Err(Error::Directory(entra::Error::NotFound { .. })) => {
            return Ok(Outcome::Refused("subject_unknown"));
        }
        Err(error) => return Err(error),
    };
    publish(app, interview, &purpose, found, captured).await?;
    Ok(Outcome::LookAgain)
}

async fn publish(
    app: &App,
    interview: &str,
    purpose: &Purpose,
    found: Found,
    captured: Captured,
) -> Result<(), Error> {
    let now = app.now();
    let case = CaseId(Uuid::now_v7());
    let key = SealKey::generate()?;
    let person = found.id;
    let (document_tag, device_tag) = captured.tags(app);

    let mut tx = app.store.write().await?;
    let exists: Option<i64> = sqlx::query_scalar("SELECT 1 FROM cases WHERE interview_id = ?")
        .bind(interview)
        .fetch_optional(&mut *tx)
        .await?;
    if exists.is_some() {
        return Ok(());
    }
    let heard_at: i64 = sqlx::query_scalar("SELECT heard_at FROM sessions WHERE interview_id = ?")
        .bind(interview)
        .fetch_one(&mut *tx)
        .await?;
    let edited = history::see(&mut tx, &app.master, person, &found.followed, now).await?;
    let standing = Standing::of(&found);
    // By an older version than the one in force, the case follows at once.
    let found_by = found.policy_version;
    let snapshot = snapshot(&mut tx, found, captured, instant(heard_at)?, now).await?;
    let undecided = profile::undecided(&mut tx, person).await?;
    let repeats = file::of_person(&mut tx, person, now).await?.saturating_add(1);
    let account = snapshot.account(now, repeats, Came::default());
    let origin_salt = random()?;
    let policy = policy::in_force(&mut tx, now).await?;
    let due = now + chrono::TimeDelta::hours(policy.due_hours_for(purpose.kind).into());
    let number: i64 = sqlx::query_scalar(
        "UPDATE installation SET last_number = last_number + 1 RETURNING last_number",
    )
    .fetch_one(&mut *tx)
    .await?;
    let change = next_change(&mut tx).await?;
    sqlx::query(
        "INSERT INTO cases (id, number, interview_id, kind, state, revision, change, risk,
             subject_tenant, subject_object, document_tag, device_tag, opened_at, captured_at,
             due_at, case_key, row_sealed, snapshot_sealed, origin_salt, policy_version)
         VALUES (?, ?, ?, ?, 'open', 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(case.to_string())
    .bind(number)
    .bind(interview)
    .bind(spelled(&purpose.kind)?)
    .bind(change)
    .bind(risk(&account.marks, snapshot.failed_checks()))
    .bind(app.config.tenant.tenant_id.to_string())
    .bind(person.to_string())
    .bind(document_tag)
    .bind(device_tag)
    .bind(millis(now))
    .bind(heard_at)
    .bind(millis(due))
    .bind(app.master.wrap(case, &key)?)
    .bind(key.seal_json(&format!("row/{case}"), &account)?)
    .bind(key.seal_json(&format!("snapshot/{case}"), &snapshot)?)
    .bind(origin_salt.as_slice())
    .bind(found_by)
    .execute(&mut *tx)
    .await?;
    expect_pictures(&mut tx, case, 1).await?;
    sqlx::query(
        "UPDATE sessions SET state = 'open', attempts = 0, vendor_status = ? WHERE interview_id = ?",
    )
    .bind(FINISHED)
    .bind(interview)
    .execute(&mut *tx)
    .await?;
    let commitment = audit::commitment::commit(&origin_salt, b"real");
    let entry = LogEntry::CaseOpened { case, origin_commitment: commitment.to_hex(), at: now };
    app.log.append(&mut tx, &entry).await?;
    journal(&mut tx, now, Some((case, &key)), None, "came_in", None).await?;
    for other in undecided {
        profile::refresh(&mut tx, app, other, &standing, edited, now).await?;
    }
    tx.commit().await?;
    tracing::info!(%case, "a case came in");
    Ok(())
}

async fn snapshot(
    db: &mut SqliteConnection,
    found: Found,
    captured: Captured,
    heard_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Snapshot, Error> {
    let seen = history::of(db, found.id, Some(heard_at), now).await?;
    let mut person = found.facts;
    person.changes = seen.changes;
    person.phone_since = seen.phone_since;
    Ok(captured.onto(Snapshot {
        document: claims::Document::default(),
        profile: found.profile,
        checks: Vec::new(),
        vendor: map::result(&Score::default()),
        person,
        contacts: found.contacts,
        starts: found.starts,
        finance_approver: found.finance_approver,
        memberships: Some(found.memberships),
        face_elsewhere: None,
        events: vec![TimelineEntry { at: heard_at, what: "mismatch".to_owned() }],
        missing: 0,
    }))
}

/// Rows for the pictures that a session can have; what does not exist is taken out when fetched.
pub(crate) async fn expect_pictures(
    db: &mut SqliteConnection,
    case: CaseId,
    capture: i64,
) -> Result<(), Error> {
    for role in ["portrait", "selfie", "document_front", "document_back"] {
        sqlx::query(
            "INSERT INTO evidence (id, case_id, capture, role, state, salt)
             VALUES (?, ?, ?, ?, 'waiting', ?)",
        )
        .bind(EvidenceId(Uuid::now_v7()).to_string())
        .bind(case.to_string())
        .bind(capture)
        .bind(role)
        .bind(random()?.as_slice())
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}
