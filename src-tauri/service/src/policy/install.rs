//! Version 1: entered at installation, with an entry of the log. The configuration's groups are
//! part of it then, and never later.

use chrono::{DateTime, Utc};
use review::Policy;
use review::entry::LogEntry;
use sqlx::SqliteConnection;

use crate::Error;
use crate::config::Config;
use crate::log::Log;
use crate::store::millis;

/// Enters the installation's policy where there is none yet; gives its text.
pub(crate) async fn install(
    db: &mut SqliteConnection,
    log: &Log,
    config: &Config,
    now: DateTime<Utc>,
) -> Result<String, Error> {
    let policy = config.policy()?;
    let text = enter(db, &policy, now).await?;
    note(db, log, &policy, &text, now).await?;
    Ok(text)
}

/// An installation older than the table of versions: the policy that it has becomes version 1. The
/// configuration's groups, which counted without being part of it, become a version of their own.
pub(crate) async fn adopt(
    db: &mut SqliteConnection,
    log: &Log,
    config: &Config,
    kept: &str,
    installed_at: i64,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let known: i64 =
        sqlx::query_scalar("SELECT count(*) FROM policy_versions").fetch_one(&mut *db).await?;
    if known > 0 {
        return Ok(());
    }
    let mut policy: Policy = serde_json::from_str(kept).map_err(|_| Error::corrupt("policy"))?;
    insert(db, policy.version, kept, installed_at).await?;
    let guarded = (policy.privileged.groups.len(), policy.finance_groups.len());
    config.add_groups(&mut policy);
    if guarded != (policy.privileged.groups.len(), policy.finance_groups.len()) {
        policy.version += 1;
        let text = enter(db, &policy, now).await?;
        note(db, log, &policy, &text, now).await?;
    }
    Ok(())
}

async fn enter(
    db: &mut SqliteConnection,
    policy: &Policy,
    now: DateTime<Utc>,
) -> Result<String, Error> {
    let text = policy.to_text().map_err(|_| Error::corrupt("policy"))?;
    insert(db, policy.version, &text, millis(now)).await?;
    Ok(text)
}

async fn insert(db: &mut SqliteConnection, version: u32, text: &str, at: i64) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO policy_versions (version, document, sha256, effective_at) VALUES (?, ?, ?, ?)",
    )
    .bind(version)
    .bind(text)
    .bind(audit::Hash::of(text.as_bytes()).to_hex())
    .bind(at)
    .execute(db)
    .await?;
    Ok(())
}

async fn note(
    db: &mut SqliteConnection,
    log: &Log,
    policy: &Policy,
    text: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let entry = LogEntry::Installed {
        policy_version: policy.version,
        policy_sha256: audit::Hash::of(text.as_bytes()).to_hex(),
        at: chrono::DurationRound::duration_trunc(now, chrono::TimeDelta::milliseconds(1))
            .unwrap_or(now),
    };
    log.append(db, &entry).await.map(drop)
}
