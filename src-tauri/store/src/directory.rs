//! Directory sync: pages of Graph's delta feeds
//! (<https://learn.microsoft.com/graph/delta-query-overview>), each kept with its cursor in one
//! transaction, so that a sync goes on where it stopped.
//!
//! Within a round groups and members only accumulate, since Graph spreads a large group's members
//! over pages. A full resync stamps rows with a new generation, and its last page sweeps the older.

use chrono::{DateTime, Utc};
use sqlx::{Row, SqliteTransaction};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::instant::{count, micros, optional_time};
use crate::people::{self, Person};
use crate::{Store, crash};

/// A delta feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stream {
    /// Users.
    Users,
    /// Groups with their members.
    Groups,
}

impl Stream {
    fn name(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Groups => "groups",
        }
    }
}

/// Where a feed goes on. The links are opaque and come from Graph; whether their host is Graph's is
/// the caller's to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cursor {
    /// `@odata.nextLink`: more of this round.
    Next(String),
    /// `@odata.deltaLink`: the round is complete.
    Delta(String),
}

/// Where a feed stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncState {
    /// What to ask next; `None`: start a full round.
    pub cursor: Option<Cursor>,
    /// Whether the running or next round is a full one.
    pub resyncing: bool,
    /// When a round was last complete; `None`: never.
    pub synced_at: Option<DateTime<Utc>>,
}

/// One page of users.
#[derive(Debug, Clone)]
pub struct PeoplePage {
    /// New and changed users, whole.
    pub people: Vec<Person>,
    /// Users gone from the directory (`@removed`); their memberships go with them.
    pub removed: Vec<Uuid>,
    /// Where it goes on.
    pub cursor: Cursor,
}

/// One page of groups.
#[derive(Debug, Clone)]
pub struct GroupPage {
    /// New and changed groups.
    pub groups: Vec<Group>,
    /// Groups gone from the directory; their memberships go with them.
    pub removed: Vec<Uuid>,
    /// Members added or removed (`members@delta`).
    pub members: Vec<Membership>,
    /// Where it goes on.
    pub cursor: Cursor,
}

/// A group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Object id.
    pub id: Uuid,
    /// Display name.
    pub display_name: String,
    /// Role-assignable, or holding a privileged role.
    pub privileged: bool,
    /// The rest, as JSON.
    pub details: serde_json::Value,
}

/// A change of who is in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The group.
    pub group: Uuid,
    /// The member.
    pub member: Uuid,
    /// What the member is.
    pub kind: MemberKind,
    /// Whether it left.
    pub removed: bool,
}

/// What a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberKind {
    /// A user.
    Person,
    /// A nested group.
    Group,
    /// A device, service principal or contact.
    Other,
}

/// How much is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DirectoryCounts {
    /// People.
    pub people: u64,
    /// Groups.
    pub groups: u64,
    /// Memberships.
    pub memberships: u64,
}

impl Store {
    /// Where a feed stands.
    pub async fn sync_state(&self, stream: Stream) -> Result<SyncState> {
        let row = sqlx::query("SELECT * FROM streams WHERE name = ?")
            .bind(stream.name())
            .fetch_optional(self.readers())
            .await?;
        let Some(row) = row else {
            return Ok(SyncState { cursor: None, resyncing: true, synced_at: None });
        };
        let link: Option<String> = row.try_get("link")?;
        let complete: bool = row.try_get("complete")?;
        Ok(SyncState {
            cursor: link.map(if complete { Cursor::Delta } else { Cursor::Next }),
            resyncing: row.try_get("resyncing")?,
            synced_at: optional_time(row.try_get("synced_at")?)?,
        })
    }

    /// Starts a full round, because Graph said that the cursor is too old (410) or the selection has
    /// changed. What is stored stays readable until the round's last page sweeps what it did not
    /// name.
    pub async fn begin_resync(&self, stream: Stream) -> Result<()> {
        let mut tx = self.write().await?;
        sqlx::query(
            "INSERT INTO streams (name) VALUES (?1)
             ON CONFLICT DO UPDATE SET link = NULL, complete = 0, resyncing = 1,
                 generation = generation + 1",
        )
        .bind(stream.name())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Keeps one page of users and its cursor, in one transaction.
    pub async fn save_people_page(&self, page: &PeoplePage, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.write().await?;
        let generation = generation(&mut tx, Stream::Users).await?;
        for person in &page.people {
            people::upsert(&mut tx, person, generation).await?;
        }
        for id in &page.removed {
            people::delete(&mut tx, *id).await?;
        }
        crash::point("page without cursor");
        if advance(&mut tx, Stream::Users, &page.cursor, now).await? {
            people::sweep(&mut tx, generation).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Keeps users fetched one by one, outside any feed (members of the synced groups, say).
    pub async fn save_people(&self, people: &[Person]) -> Result<()> {
        let mut tx = self.write().await?;
        let generation = generation(&mut tx, Stream::Users).await?;
        for person in people {
            people::upsert(&mut tx, person, generation).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Keeps one page of groups, their members' changes and its cursor, in one transaction.
    pub async fn save_group_page(&self, page: &GroupPage, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.write().await?;
        let generation = generation(&mut tx, Stream::Groups).await?;
        for group in &page.groups {
            upsert_group(&mut tx, group, generation).await?;
        }
        for member in &page.members {
            change_membership(&mut tx, member, generation).await?;
        }
        for id in &page.removed {
            delete_group(&mut tx, *id).await?;
        }
        crash::point("page without cursor");
        if advance(&mut tx, Stream::Groups, &page.cursor, now).await? {
            for sweep in [
                "DELETE FROM memberships WHERE generation < ?",
                "DELETE FROM groups WHERE generation < ?",
            ] {
                sqlx::query(sweep).bind(generation).execute(&mut *tx).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// Members of synced groups, at most `limit`, of whom nothing else is stored yet.
    pub async fn unknown_members(&self, limit: u32) -> Result<Vec<Uuid>> {
        Ok(sqlx::query_scalar(
            "SELECT DISTINCT member_id FROM memberships
             WHERE member_kind = 'person' AND member_id NOT IN (SELECT id FROM people) LIMIT ?",
        )
        .bind(limit)
        .fetch_all(self.readers())
        .await?)
    }

    /// How much is stored.
    pub async fn directory_counts(&self) -> Result<DirectoryCounts> {
        let row = sqlx::query(
            "SELECT (SELECT count(*) FROM people), (SELECT count(*) FROM groups),
                    (SELECT count(*) FROM memberships)",
        )
        .fetch_one(self.readers())
        .await?;
        Ok(DirectoryCounts {
            people: count(row.try_get(0)?)?,
            groups: count(row.try_get(1)?)?,
            memberships: count(row.try_get(2)?)?,
        })
    }

    /// When all feeds that were ever begun were last complete: the age of the directory.
    pub async fn directory_synced_at(&self) -> Result<Option<DateTime<Utc>>> {
        let row = sqlx::query(
            "SELECT iif(count(synced_at) = count(*), min(synced_at), NULL) FROM streams
             WHERE name IN ('users', 'groups')",
        )
        .fetch_one(self.readers())
        .await?;
        optional_time(row.try_get(0)?)
    }
}

async fn generation(tx: &mut SqliteTransaction<'_>, stream: Stream) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "INSERT INTO streams (name) VALUES (?) ON CONFLICT DO UPDATE SET name = name
         RETURNING generation",
    )
    .bind(stream.name())
    .fetch_one(&mut **tx)
    .await?)
}

/// Moves the cursor. True when this ends a full round, and older rows are to be swept.
async fn advance(
    tx: &mut SqliteTransaction<'_>,
    stream: Stream,
    cursor: &Cursor,
    now: DateTime<Utc>,
) -> Result<bool> {
    let (link, complete) = match cursor {
        Cursor::Next(link) => (link, false),
        Cursor::Delta(link) => (link, true),
    };
    let resyncing: bool = sqlx::query_scalar("SELECT resyncing FROM streams WHERE name = ?")
        .bind(stream.name())
        .fetch_optional(&mut **tx)
        .await?
        .ok_or(Error::Corrupt)?;
    sqlx::query(
        "UPDATE streams SET link = ?1, complete = ?2, resyncing = iif(?2, 0, resyncing),
             synced_at = iif(?2, ?3, synced_at)
         WHERE name = ?4",
    )
    .bind(link)
    .bind(complete)
    .bind(micros(now))
    .bind(stream.name())
    .execute(&mut **tx)
    .await?;
    Ok(complete && resyncing)
}

async fn upsert_group(
    tx: &mut SqliteTransaction<'_>,
    group: &Group,
    generation: i64,
) -> Result<()> {
    sqlx::query("INSERT OR REPLACE INTO groups VALUES (?, ?, ?, ?, ?)")
        .bind(group.id)
        .bind(&group.display_name)
        .bind(group.privileged)
        .bind(serde_json::to_string(&group.details)?)
        .bind(generation)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn change_membership(
    tx: &mut SqliteTransaction<'_>,
    change: &Membership,
    generation: i64,
) -> Result<()> {
    if change.removed {
        sqlx::query("DELETE FROM memberships WHERE group_id = ? AND member_id = ?")
            .bind(change.group)
            .bind(change.member)
            .execute(&mut **tx)
            .await?;
        return Ok(());
    }
    sqlx::query("INSERT OR REPLACE INTO memberships VALUES (?, ?, ?, ?)")
        .bind(change.group)
        .bind(change.member)
        .bind(match change.kind {
            MemberKind::Person => "person",
            MemberKind::Group => "group",
            MemberKind::Other => "other",
        })
        .bind(generation)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn delete_group(tx: &mut SqliteTransaction<'_>, id: Uuid) -> Result<()> {
    for statement in [
        "DELETE FROM memberships WHERE ?1 IN (group_id, member_id)",
        "DELETE FROM groups WHERE id = ?1",
    ] {
        sqlx::query(statement).bind(id).execute(&mut **tx).await?;
    }
    Ok(())
}
