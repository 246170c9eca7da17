//! The tenant's rules: the version in force is whichever the table says for this moment, read in
//! the transaction that decides by it.

mod change;
mod follow;
pub(crate) mod install;
mod signed;

use chrono::{DateTime, Utc};
use review::policy::{PolicySigned, PolicyStep, differences, effective_at};
use review::{Policy, PolicyChange, PolicyChangeId, PolicyState, PolicyVersion};
use sqlx::SqliteConnection;

use crate::Error;
use crate::app::App;
use crate::store::{count, id, instant, millis, spelled};

pub(crate) use change::{approve, propose, withdraw};
pub(crate) use follow::{follow, run};

/// What of the versions decides at a moment. A change that was withdrawn never does.
const IN_FORCE: &str = "SELECT document, sha256, change_id, effective_at
     FROM policy_versions AS one
     WHERE effective_at <= ? AND NOT EXISTS (SELECT 1 FROM policy_steps AS step
         WHERE step.change_id = one.change_id AND step.step = 'withdraw')
     ORDER BY version DESC LIMIT 1";

/// The policy that decides at this moment.
pub(crate) async fn in_force(
    db: &mut SqliteConnection,
    now: DateTime<Utc>,
) -> Result<Policy, Error> {
    row_in_force(db, now).await?.policy()
}

/// The policy that decides now, outside of any transaction.
pub(crate) async fn now(app: &App) -> Result<Policy, Error> {
    let mut db = app.store.read().acquire().await?;
    in_force(&mut db, app.now()).await
}

/// The version in force, the change that waits, and which version comes next.
pub(crate) async fn state(
    db: &mut SqliteConnection,
    app: &App,
    now: DateTime<Utc>,
) -> Result<PolicyState, Error> {
    let row = row_in_force(db, now).await?;
    let in_force = version(db, app, row).await?;
    let last: i64 =
        sqlx::query_scalar("SELECT max(version) FROM policy_versions").fetch_one(&mut *db).await?;
    let pending = pending(db, app, now).await?;
    Ok(PolicyState { in_force, pending, next_version: number(last)? + 1 })
}

/// Every version, the newest first.
pub(crate) async fn versions(
    db: &mut SqliteConnection,
    app: &App,
) -> Result<Vec<PolicyVersion>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT document, sha256, change_id, effective_at FROM policy_versions
         ORDER BY version DESC LIMIT 500",
    )
    .fetch_all(&mut *db)
    .await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(version(db, app, row).await?);
    }
    Ok(all)
}

#[derive(sqlx::FromRow)]
struct Row {
    document: String,
    sha256: String,
    change_id: Option<String>,
    effective_at: i64,
}

impl Row {
    fn policy(&self) -> Result<Policy, Error> {
        document(&self.document)
    }
}

fn document(text: &str) -> Result<Policy, Error> {
    serde_json::from_str(text).map_err(|_| Error::corrupt("policy"))
}

fn number(version: i64) -> Result<u32, Error> {
    u32::try_from(version).map_err(|_| Error::corrupt("policy version"))
}

async fn row_in_force(db: &mut SqliteConnection, now: DateTime<Utc>) -> Result<Row, Error> {
    let row: Option<Row> =
        sqlx::query_as(IN_FORCE).bind(millis(now)).fetch_optional(&mut *db).await?;
    match row {
        Some(row) => Ok(row),
        // A clock that was set back must not leave the house without rules: the first ones hold.
        None => sqlx::query_as(
            "SELECT document, sha256, change_id, effective_at FROM policy_versions
             WHERE change_id IS NULL ORDER BY version DESC LIMIT 1",
        )
        .fetch_optional(db)
        .await?
        .ok_or(Error::corrupt("policy")),
    }
}

async fn version(db: &mut SqliteConnection, app: &App, row: Row) -> Result<PolicyVersion, Error> {
    let steps = match &row.change_id {
        None => Steps::default(),
        Some(change) => Steps::of(db, app, change).await?,
    };
    Ok(PolicyVersion {
        policy: row.policy()?,
        effective_at: instant(row.effective_at)?,
        sha256: row.sha256,
        proposed: steps.proposed,
        approved: steps.approved,
        withdrawn: steps.withdrawn,
    })
}

/// The one change that still waits, for a second person or for its time.
async fn pending(
    db: &mut SqliteConnection,
    app: &App,
    now: DateTime<Utc>,
) -> Result<Option<PolicyChange>, Error> {
    let row: Option<(String,)> = sqlx::query_as(
        "SELECT id FROM policy_changes AS one
         WHERE NOT EXISTS (SELECT 1 FROM policy_steps AS step
                 WHERE step.change_id = one.id AND step.step = 'withdraw')
             AND NOT EXISTS (SELECT 1 FROM policy_versions AS made
                 WHERE made.change_id = one.id AND made.effective_at <= ?)
         ORDER BY rowid DESC LIMIT 1",
    )
    .bind(millis(now))
    .fetch_optional(&mut *db)
    .await?;
    match row {
        None => Ok(None),
        Some((change,)) => Ok(change_of(db, app, &change).await?.map(|known| known.change)),
    }
}

/// A change with all that was done about it.
pub(crate) struct Known {
    pub(crate) change: PolicyChange,
    pub(crate) withdrawn: Option<PolicySigned>,
}

async fn change_of(
    db: &mut SqliteConnection,
    app: &App,
    change: &str,
) -> Result<Option<Known>, Error> {
    let row: Option<(i64, String, String, Option<i64>)> = sqlx::query_as(
        "SELECT one.based_on, one.document, one.sha256, made.effective_at FROM policy_changes AS one
         LEFT JOIN policy_versions AS made ON made.change_id = one.id WHERE one.id = ?",
    )
    .bind(change)
    .fetch_optional(&mut *db)
    .await?;
    let Some((based_on, text, sha256, effective_at)) = row else { return Ok(None) };
    let Steps { proposed, approved, withdrawn } = Steps::of(db, app, change).await?;
    let change = PolicyChange {
        id: id::<PolicyChangeId>(change, "policy change")?,
        based_on: number(based_on)?,
        policy: document(&text)?,
        sha256,
        proposed: proposed.ok_or(Error::corrupt("policy change"))?,
        approved,
        effective_at: effective_at.map(instant).transpose()?,
    };
    Ok(Some(Known { change, withdrawn }))
}

/// When a change would take effect that is agreed to at this moment.
fn takes_effect(from: &Policy, to: &Policy, now: DateTime<Utc>) -> DateTime<Utc> {
    effective_at(&differences(from, to), now)
}

#[derive(Default)]
struct Steps {
    proposed: Option<PolicySigned>,
    approved: Option<PolicySigned>,
    withdrawn: Option<PolicySigned>,
}

impl Steps {
    async fn of(db: &mut SqliteConnection, app: &App, change: &str) -> Result<Self, Error> {
        let rows: Vec<(String, String, String, i64, i64)> = sqlx::query_as(
            "SELECT step, person, name, at, log_index FROM policy_steps WHERE change_id = ?",
        )
        .bind(change)
        .fetch_all(db)
        .await?;
        let mut steps = Self::default();
        for (step, person, name, at, log_index) in rows {
            let signed = PolicySigned {
                person: app.person(id(&person, "person")?),
                name,
                at: instant(at)?,
                log_index: count(log_index)?,
            };
            let is = |wanted: &PolicyStep| spelled(wanted).map(|word| word == step);
            if is(&PolicyStep::Propose)? {
                steps.proposed = Some(signed);
            } else if is(&PolicyStep::Approve)? {
                steps.approved = Some(signed);
            } else {
                steps.withdrawn = Some(signed);
            }
        }
        Ok(steps)
    }
}
