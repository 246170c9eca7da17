//! What changed in a profile, as far as this service saw it itself. Values are kept as keyed
//! hashes only. What was there at the first look is *unknown before installation*, and that counts
//! against (R7, R8).

use chrono::{DateTime, TimeDelta, Utc};
use review::file::ProfileChange;
use sqlx::{Row as _, SqliteConnection};
use uuid::Uuid;

use crate::Error;
use crate::seal::MasterKey;
use crate::store::{instant, millis};

/// How far back changes are shown.
const WINDOW: TimeDelta = TimeDelta::days(90);

/// What is known of one person's profile.
pub(crate) struct History {
    /// Newest first.
    pub(crate) changes: Vec<ProfileChange>,
    /// Since when the phone on file is the one it is.
    pub(crate) phone_since: Option<DateTime<Utc>>,
}

/// Compares what is followed with what was seen before, and keeps what changed; true when anything
/// did. A first look changes nothing.
pub(crate) async fn see(
    db: &mut SqliteConnection,
    master: &MasterKey,
    person: Uuid,
    followed: &[(&'static str, String)],
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let mut any = false;
    for (property, value) in followed {
        let tag = master.tag(&format!("{person}/{property}"), value);
        let before: Option<Vec<u8>> = sqlx::query_scalar(
            "SELECT tag FROM profile_history WHERE object_id = ? AND property = ?",
        )
        .bind(person.to_string())
        .bind(property)
        .fetch_optional(&mut *db)
        .await?;
        let changed = before.as_deref().is_some_and(|before| before != tag);
        sqlx::query(
            "INSERT INTO profile_history (object_id, property, tag, since, seen_at)
             VALUES (?1, ?2, ?3, NULL, ?4)
             ON CONFLICT (object_id, property) DO UPDATE SET tag = excluded.tag,
                 since = iif(tag = excluded.tag, since, ?4), seen_at = ?4",
        )
        .bind(person.to_string())
        .bind(property)
        .bind(tag.as_slice())
        .bind(millis(now))
        .execute(&mut *db)
        .await?;
        any |= changed;
        if changed {
            sqlx::query(
                "INSERT OR IGNORE INTO profile_changes (object_id, property, at) VALUES (?, ?, ?)",
            )
            .bind(person.to_string())
            .bind(property)
            .bind(millis(now))
            .execute(&mut *db)
            .await?;
        }
    }
    Ok(any)
}

/// What was seen of one person.
pub(crate) async fn of(
    db: &mut SqliteConnection,
    person: Uuid,
    captured_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<History, Error> {
    let rows = sqlx::query(
        "SELECT property, at FROM profile_changes WHERE object_id = ? AND at > ?
         ORDER BY at DESC, property LIMIT 50",
    )
    .bind(person.to_string())
    .bind(millis(now - WINDOW))
    .fetch_all(&mut *db)
    .await?;
    let mut changes = Vec::with_capacity(rows.len());
    for row in rows {
        let at = instant(row.try_get("at")?)?;
        changes.push(ProfileChange {
            at,
            property: row.try_get("property")?,
            after_capture: captured_at.is_some_and(|captured| at > captured),
        });
    }
    let since: Option<Option<i64>> = sqlx::query_scalar(
        "SELECT since FROM profile_history WHERE object_id = ? AND property = 'mobilePhone'",
    )
    .bind(person.to_string())
    .fetch_optional(db)
    .await?;
    Ok(History { changes, phone_since: since.flatten().map(instant).transpose()? })
}
