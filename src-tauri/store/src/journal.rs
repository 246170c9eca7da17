//! What happened on this desk, as a hash chain: an entry can't be changed, dropped or moved without
//! breaking every later one. No names in it: ids and coded words only.

use chrono::{DateTime, Utc};
use futures::TryStreamExt;
use review::CaseId;
use sha2::{Digest, Sha256};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection, SqliteTransaction};
use uuid::Uuid;

use crate::Store;
use crate::error::{Error, Result};
use crate::instant::{count, hash, micros, stored, time};

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct JournalEntry {
    /// Its number, from 1.
    pub sequence: u64,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened, as a stable code (`decision.recorded`, `evidence.shown`).
    pub kind: String,
    /// The case it concerns.
    pub case: Option<CaseId>,
    /// Ids, counts and codes. Never names or free text.
    pub detail: serde_json::Value,
    /// SHA-256 over the entry's canonical bytes, which begin with the previous entry's hash.
    pub hash: [u8; 32],
}

/// The end of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalHead {
    /// How many entries there are.
    pub length: u64,
    /// The last entry's hash; zeros when there is none.
    pub hash: [u8; 32],
}

impl Store {
    /// Adds an entry to the end. `detail` holds ids, counts and codes, never names or free text.
    pub async fn journal(
        &self,
        kind: &str,
        case: Option<CaseId>,
        detail: &serde_json::Value,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        append(&mut tx, kind, case, detail, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Entries newest first, of one case or of all, after skipping `offset`.
    pub async fn journal_entries(
        &self,
        case: Option<CaseId>,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<JournalEntry>> {
        let rows = sqlx::query(
            "SELECT * FROM journal WHERE ?1 IS NULL OR case_id = ?1
             ORDER BY sequence DESC LIMIT ?2 OFFSET ?3",
        )
        .bind(case.map(|case| case.0))
        .bind(limit)
        .bind(offset)
        .fetch_all(self.readers())
        .await?;
        rows.iter().map(entry).collect()
    }

    /// Recomputes the whole chain. [`Error::JournalBroken`] names the first entry that does not fit.
    pub async fn verify_journal(&self) -> Result<JournalHead> {
        let mut head = JournalHead { length: 0, hash: [0; 32] };
        let mut rows = sqlx::query("SELECT * FROM journal ORDER BY sequence").fetch(self.readers());
        while let Some(row) = rows.try_next().await? {
            let at = head.length + 1;
            head = follow(head, &row).map_err(|_| Error::JournalBroken { at })?;
        }
        Ok(head)
    }
}

/// Adds an entry within a transaction, so that it stands or falls with what it tells of.
pub(crate) async fn append(
    tx: &mut SqliteTransaction<'_>,
    kind: &str,
    case: Option<CaseId>,
    detail: &serde_json::Value,
    now: DateTime<Utc>,
) -> Result<()> {
    let last = head(tx).await?;
    let sequence = last.length + 1;
    let detail = serde_json::to_string(detail)?;
    let case = case.map(|case| case.0);
    let hash = link(&last.hash, sequence, micros(now), kind, case, &detail);
    sqlx::query("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)")
        .bind(stored(sequence)?)
        .bind(micros(now))
        .bind(kind)
        .bind(case)
        .bind(detail)
        .bind(last.hash.as_slice())
        .bind(hash.as_slice())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The end of the chain as this connection sees it.
pub(crate) async fn head(connection: &mut SqliteConnection) -> Result<JournalHead> {
    let row = sqlx::query("SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1")
        .fetch_optional(connection)
        .await?;
    match row {
        None => Ok(JournalHead { length: 0, hash: [0; 32] }),
        Some(row) => Ok(JournalHead {
            length: count(row.try_get("sequence")?)?,
            hash: hash(row.try_get("hash")?)?,
        }),
    }
}

fn follow(head: JournalHead, row: &SqliteRow) -> Result<JournalHead> {
    let sequence = count(row.try_get("sequence")?)?;
    let stated = hash(row.try_get("hash")?)?;
    let expected = link(
        &head.hash,
        sequence,
        row.try_get("at")?,
        row.try_get("kind")?,
        row.try_get("case_id")?,
        row.try_get("detail")?,
    );
    let previous = hash(row.try_get("previous")?)?;
    if sequence != head.length + 1 || previous != head.hash || stated != expected {
        return Err(Error::Corrupt);
    }
    Ok(JournalHead { length: sequence, hash: stated })
}

/// Canonical bytes: every part has a fixed length or its length before it, so no two entries agree.
fn link(
    previous: &[u8; 32],
    sequence: u64,
    at: i64,
    kind: &str,
    case: Option<Uuid>,
    detail: &str,
) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(b"countersign journal v1\0");
    digest.update(previous);
    digest.update(sequence.to_be_bytes());
    digest.update(at.to_be_bytes());
    for part in
        [kind.as_bytes(), case.as_ref().map_or(&[][..], |id| id.as_bytes()), detail.as_bytes()]
    {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.finalize().into()
}

fn entry(row: &SqliteRow) -> Result<JournalEntry> {
    Ok(JournalEntry {
        sequence: count(row.try_get("sequence")?)?,
        at: time(row.try_get("at")?)?,
        kind: row.try_get("kind")?,
        case: row.try_get::<Option<Uuid>, _>("case_id")?.map(CaseId),
        detail: serde_json::from_str(row.try_get("detail")?)?,
        hash: hash(row.try_get("hash")?)?,
    })
}
