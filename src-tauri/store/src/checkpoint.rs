//! The last checkpoint of the decision log that this desk has verified, pinned in the file and in the
//! keyring: an older copy of the file, put back in its place, is noticed.

use chrono::{DateTime, Utc};
use sqlx::Row;

use crate::error::{Error, Result};
use crate::instant::{count, micros, stored, time};
use crate::key::{self, Pin};
use crate::{Store, journal};

/// A checkpoint as it was pinned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinnedCheckpoint {
    /// The signed note (C2SP tlog-checkpoint), as it came.
    pub text: String,
    /// When it was pinned.
    pub pinned_at: DateTime<Utc>,
}

impl Store {
    /// Pins a verified checkpoint: first in the file, then in the keyring. The caller has proved it
    /// consistent with [`checkpoint`](Self::checkpoint).
    pub async fn pin_checkpoint(&self, text: &str, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.write().await?;
        let last: Option<i64> =
            sqlx::query_scalar("SELECT pin FROM checkpoint").fetch_optional(&mut *tx).await?;
        let next = count(last.unwrap_or(0))? + 1;
        sqlx::query("INSERT OR REPLACE INTO checkpoint VALUES (1, ?, ?, ?)")
            .bind(stored(next)?)
            .bind(text)
            .bind(micros(now))
            .execute(&mut *tx)
            .await?;
        let head = journal::head(&mut tx).await?;
        tx.commit().await?;
        let pin = Pin {
            count: next,
            checkpoint: text.to_owned(),
            journal_length: head.length,
            journal_head: hex::encode(head.hash),
        };
        match self.keyring() {
            Some(keyring) => keyring.with(|secrets, entry| key::pin(secrets, entry, pin)).await,
            None => Ok(()),
        }
    }

    /// The last pinned checkpoint.
    pub async fn checkpoint(&self) -> Result<Option<PinnedCheckpoint>> {
        let row = sqlx::query("SELECT text, pinned_at FROM checkpoint")
            .fetch_optional(self.readers())
            .await?;
        row.map(|row| {
            let pinned_at = time(row.try_get("pinned_at")?)?;
            Ok(PinnedCheckpoint { text: row.try_get("text")?, pinned_at })
        })
        .transpose()
    }

    /// [`Error::RolledBack`] if the keyring remembers more than the file. The file may be ahead: it
    /// is written first.
    pub(crate) async fn compare_with(&self, pin: &Pin) -> Result<()> {
        let last: Option<i64> =
            sqlx::query_scalar("SELECT pin FROM checkpoint").fetch_optional(self.readers()).await?;
        if count(last.unwrap_or(0))? < pin.count {
            return Err(Error::RolledBack);
        }
        if pin.journal_length == 0 {
            return Ok(());
        }
        let entry: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT hash FROM journal WHERE sequence = ?")
                .bind(stored(pin.journal_length)?)
                .fetch_optional(self.readers())
                .await?;
        match entry {
            Some(hash) if hex::encode(&hash) == pin.journal_head => Ok(()),
            _ => Err(Error::RolledBack),
        }
    }
}
