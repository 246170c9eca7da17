//! The decision log: entries, the tree's stored hashes and the signed head, in the same database
//! and the same transactions as what they prove.
//!
//! The head is signed inside the transaction and given to nobody before it has committed, so that
//! no crash can leave an entry without a checkpoint or a checkpoint without its entry.

use audit::log::{
    StoredHashes, append, append_needs, consistency_needs, inclusion_needs, leaf_hash,
    prove_consistency, prove_inclusion, root, root_needs, stored_count,
};
use audit::{Hash, NoteSigner};
use review::entry::LogEntry;
use sqlx::{Row as _, SqliteConnection};

use crate::Error;
use crate::store::{bytes32, count, stored};

/// The most entries in one page.
pub(crate) const PAGE: u64 = 1000;

/// The log and its signing key.
pub(crate) struct Log {
    signer: NoteSigner,
}

/// An entry that is in the log once the transaction commits.
pub(crate) struct Appended {
    /// Its index.
    pub(crate) index: u64,
    /// Its exact bytes.
    pub(crate) entry: Vec<u8>,
    /// The signed head that covers it.
    pub(crate) checkpoint: String,
}

/// The newest signed head.
pub(crate) struct Head {
    pub(crate) size: u64,
    pub(crate) checkpoint: String,
}

impl Log {
    pub(crate) fn new(origin: &str, seed: &[u8; 32]) -> Result<Self, Error> {
        Ok(Self { signer: NoteSigner::from_seed(origin, seed)? })
    }

    /// The verifier key in its text form.
    pub(crate) fn key(&self) -> String {
        self.signer.verifier().to_string()
    }

    /// Adds an entry and signs the new head.
    pub(crate) async fn append(
        &self,
        db: &mut SqliteConnection,
        entry: &LogEntry,
    ) -> Result<Appended, Error> {
        let entry = entry.to_bytes().map_err(|_| Error::corrupt("log entry"))?;
        let index = size(db).await?;
        let hashes = fetch(db, append_needs(index)?).await?;
        let first = stored_count(index)?;
        for (number, hash) in (first..).zip(append(index, leaf_hash(&entry), &hashes)?) {
            sqlx::query("INSERT INTO log_hashes (number, hash) VALUES (?, ?)")
                .bind(stored(number)?)
                .bind(hash.0.as_slice())
                .execute(&mut *db)
                .await?;
        }
        sqlx::query("INSERT INTO log_entries (log_index, entry) VALUES (?, ?)")
            .bind(stored(index)?)
            .bind(entry.as_slice())
            .execute(&mut *db)
            .await?;
        let checkpoint = self.sign(db, index + 1).await?;
        Ok(Appended { index, entry, checkpoint })
    }

    /// Checks at start that the signed head is the head of what is stored; signs it again where a
    /// restored backup or another key left it behind.
    pub(crate) async fn heal(&self, db: &mut SqliteConnection) -> Result<(), Error> {
        let size = size(db).await?;
        if size == 0 {
            return Ok(());
        }
        let root = root(size, &fetch(db, root_needs(size)?).await?)?;
        let fits = match head(db).await? {
            None => false,
            Some(head) => {
                let origin = self.signer.origin();
                audit::Checkpoint::verify(&head.checkpoint, origin, &self.signer.verifier())
                    .is_ok_and(|signed| signed.size() == size && signed.root() == root)
            }
        };
        if !fits {
            tracing::warn!(size, "the log's head was signed again");
            self.sign(db, size).await?;
        }
        Ok(())
    }

    async fn sign(&self, db: &mut SqliteConnection, size: u64) -> Result<String, Error> {
        let hashes = fetch(db, root_needs(size)?).await?;
        let checkpoint = self.signer.sign(size, root(size, &hashes)?)?;
        sqlx::query(
            "INSERT INTO log_head (only_row, size, checkpoint) VALUES (1, ?, ?)
             ON CONFLICT (only_row) DO UPDATE SET size = excluded.size,
                 checkpoint = excluded.checkpoint",
        )
        .bind(stored(size)?)
        .bind(&checkpoint)
        .execute(db)
        .await?;
        Ok(checkpoint)
    }
}

/// The newest signed head; `None` before installation.
pub(crate) async fn head(db: &mut SqliteConnection) -> Result<Option<Head>, Error> {
    let row = sqlx::query("SELECT size, checkpoint FROM log_head").fetch_optional(db).await?;
    row.map(|row| {
        Ok(Head { size: count(row.try_get("size")?)?, checkpoint: row.try_get("checkpoint")? })
    })
    .transpose()
}

/// The `tlog-proof@v1` text for an entry under a head.
pub(crate) async fn proof(
    db: &mut SqliteConnection,
    index: u64,
    head: Head,
) -> Result<String, Error> {
    let hashes = fetch(db, inclusion_needs(head.size, index)?).await?;
    let proof = prove_inclusion(head.size, index, &hashes)?;
    Ok(audit::Receipt { index, proof, checkpoint: head.checkpoint }.format())
}

/// The consistency proof between two sizes.
pub(crate) async fn consistency(
    db: &mut SqliteConnection,
    from: u64,
    to: u64,
) -> Result<Vec<Hash>, Error> {
    let hashes = fetch(db, consistency_needs(from, to)?).await?;
    Ok(prove_consistency(from, to, &hashes)?)
}

/// Entries from an index on, at most [`PAGE`].
pub(crate) async fn entries(
    db: &mut SqliteConnection,
    from: u64,
    limit: u64,
) -> Result<Vec<Vec<u8>>, Error> {
    Ok(sqlx::query_scalar(
        "SELECT entry FROM log_entries WHERE log_index >= ? ORDER BY log_index LIMIT ?",
    )
    .bind(stored(from)?)
    .bind(stored(limit.min(PAGE))?)
    .fetch_all(db)
    .await?)
}

async fn size(db: &mut SqliteConnection) -> Result<u64, Error> {
    let size: Option<i64> =
        sqlx::query_scalar("SELECT max(log_index) + 1 FROM log_entries").fetch_one(db).await?;
    count(size.unwrap_or(0))
}

async fn fetch(db: &mut SqliteConnection, numbers: Vec<u64>) -> Result<StoredHashes, Error> {
    let mut hashes = StoredHashes::new();
    for number in numbers {
        let found: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT hash FROM log_hashes WHERE number = ?")
                .bind(stored(number)?)
                .fetch_optional(&mut *db)
                .await?;
        if let Some(bytes) = found {
            hashes.insert(number, Hash(bytes32(bytes, "log hash")?));
        }
    }
    Ok(hashes)
}
