//! Pictures at rest: each sealed with a key of its own in a file of its own. The keys lie in the
//! encrypted database: deleting a key destroys the picture, even in a backup of the folder.

use std::collections::HashSet;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use review::evidence::seal_context;
use review::{CaseId, EvidenceId};
use sqlx::Row;
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::instant::stored;
use crate::place::private_file;
use crate::{Store, account, crash};

const NONCE: usize = 24;

impl Store {
    /// Seals and keeps a picture that was checked against its hash. One kept before under the same
    /// id is destroyed. [`Error::SignedOut`] and [`Error::NotFound`] unless its case is open here: a
    /// late answer must not bring back what a sign-out or a closed case destroyed.
    pub async fn put_evidence(
        &self,
        case: CaseId,
        evidence: EvidenceId,
        bytes: Zeroizing<Vec<u8>>,
    ) -> Result<()> {
        let length = stored(bytes.len() as u64)?;
        let folder = self.place().evidence();
        // Under the write lock, so that a sweep does not take the new file for a forgotten one.
        let mut tx = self.write().await?;
        account::signed_in(&mut tx).await?;
        let open: Option<i64> = sqlx::query_scalar("SELECT 1 FROM case_files WHERE case_id = ?")
            .bind(case.0)
            .fetch_optional(&mut *tx)
            .await?;
        open.ok_or(Error::NotFound)?;
        let (file, key) = blocking(move || seal_into(&folder, case, evidence, &bytes)).await?;
        crash::point("evidence without key");
        let replaced = sqlx::query("DELETE FROM evidence WHERE case_id = ? AND evidence_id = ?")
            .bind(case.0)
            .bind(evidence.0)
            .execute(&mut *tx)
            .await?
            .rows_affected();
        sqlx::query("INSERT INTO evidence VALUES (?, ?, ?, ?, ?)")
            .bind(case.0)
            .bind(evidence.0)
            .bind(file)
            .bind(key.as_slice())
            .bind(length)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        if replaced > 0 {
            self.forget_deleted_pages().await?;
            self.drop_unkeyed_evidence().await?;
        }
        Ok(())
    }

    /// A kept picture, opened and verified. `None` if it is not kept; [`Error::Corrupt`] if its file
    /// is gone, altered, or another picture's.
    pub async fn evidence(
        &self,
        case: CaseId,
        evidence: EvidenceId,
    ) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let row =
            sqlx::query("SELECT file, key FROM evidence WHERE case_id = ? AND evidence_id = ?")
                .bind(case.0)
                .bind(evidence.0)
                .fetch_optional(self.readers())
                .await?;
        let Some(row) = row else { return Ok(None) };
        let path = self.place().evidence().join(row.try_get::<&str, _>("file")?);
        let key = Zeroizing::new(row.try_get::<Vec<u8>, _>("key")?);
        blocking(move || open_from(&path, &key, case, evidence)).await.map(Some)
    }

    /// Which pictures of a case are kept.
    pub async fn kept_evidence(&self, case: CaseId) -> Result<Vec<EvidenceId>> {
        let ids = sqlx::query_scalar("SELECT evidence_id FROM evidence WHERE case_id = ?")
            .bind(case.0)
            .fetch_all(self.readers())
            .await?;
        Ok(ids.into_iter().map(EvidenceId).collect())
    }

    /// Destroys one picture.
    pub async fn delete_evidence(&self, case: CaseId, evidence: EvidenceId) -> Result<()> {
        let mut tx = self.write().await?;
        sqlx::query("DELETE FROM evidence WHERE case_id = ? AND evidence_id = ?")
            .bind(case.0)
            .bind(evidence.0)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        self.forget_deleted_pages().await?;
        self.drop_unkeyed_evidence().await
    }

    /// Deletes files that no key opens any more: what a crash or a deletion left.
    pub(crate) async fn drop_unkeyed_evidence(&self) -> Result<()> {
        let mut tx = self.write().await?;
        let keyed: Vec<String> =
            sqlx::query_scalar("SELECT file FROM evidence").fetch_all(&mut *tx).await?;
        let keyed: HashSet<String> = keyed.into_iter().collect();
        let folder = self.place().evidence();
        blocking(move || sweep(&folder, &keyed)).await?;
        tx.rollback().await?;
        Ok(())
    }
}

fn seal_into(
    folder: &Path,
    case: CaseId,
    evidence: EvidenceId,
    bytes: &[u8],
) -> Result<(String, Zeroizing<[u8; 32]>)> {
    let mut key = Zeroizing::new([0; 32]);
    rand::fill(key.as_mut_slice());
    let nonce: [u8; NONCE] = rand::random();
    let aad = seal_context(case, evidence);
    let sealed = cipher(key.as_slice())?
        .encrypt(XNonce::from_slice(&nonce), Payload { msg: bytes, aad: aad.as_bytes() })
        .map_err(|_| Error::Disk(std::io::Error::from(ErrorKind::FileTooLarge)))?;
    let name = hex::encode(rand::random::<[u8; 16]>());
    let mut file = private_file().write(true).create_new(true).open(folder.join(&name))?;
    file.write_all(&nonce)?;
    file.write_all(&sealed)?;
    file.sync_all()?;
    Ok((name, key))
}

fn open_from(
    path: &PathBuf,
    key: &[u8],
    case: CaseId,
    evidence: EvidenceId,
) -> Result<Zeroizing<Vec<u8>>> {
    let file = std::fs::read(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Error::Corrupt,
        _ => error.into(),
    })?;
    let (nonce, sealed) = file.split_at_checked(NONCE).ok_or(Error::Corrupt)?;
    let aad = seal_context(case, evidence);
    cipher(key)?
        .decrypt(XNonce::from_slice(nonce), Payload { msg: sealed, aad: aad.as_bytes() })
        .map(Zeroizing::new)
        .map_err(|_| Error::Corrupt)
}

/// What can't be deleted now is unreadable without its key, and is tried again at the next opening.
fn sweep(folder: &Path, keyed: &HashSet<String>) -> Result<()> {
    for found in std::fs::read_dir(folder)? {
        let found = found?;
        if found.file_name().to_str().is_some_and(|name| keyed.contains(name)) {
            continue;
        }
        if let Err(error) = std::fs::remove_file(found.path()) {
            tracing::warn!(kind = ?error.kind(), "a sealed file without a key stays");
        }
    }
    Ok(())
}

fn cipher(key: &[u8]) -> Result<XChaCha20Poly1305> {
    XChaCha20Poly1305::new_from_slice(key).map_err(|_| Error::Corrupt)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|panic| Error::Unexpected(panic.into()))?
}
