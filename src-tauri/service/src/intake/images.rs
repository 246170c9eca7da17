//! A case's pictures: fetched once, hashed, sealed, written. One that can't be had does not lose
//! the others.

use std::path::PathBuf;
use std::sync::Arc;

use review::{CaseId, EvidenceId};
use tokio::io::AsyncWriteExt as _;

use crate::Error;
use crate::app::{App, locked};
use crate::cases::StoredCase;
use crate::incode;
use crate::store::{bytes32, id};

/// The largest picture that is kept, in bytes.
const LARGEST: usize = 25 * 1024 * 1024;

/// Fetches what is missing; returns when every picture is here or is known not to be had.
pub(crate) async fn ensure(app: &App, case: CaseId) -> Result<(), Error> {
    let turn = Arc::clone(locked(&app.fetching).entry(case).or_default());
    let _turn = turn.lock().await;
    let mut db = app.store.snapshot().await?;
    let stored = StoredCase::load(&mut db, app, case).await?;
    let Some(stored) = stored.filter(|stored| !stored.images_here) else { return Ok(()) };
    let waiting: Vec<(String, String)> = sqlx::query_as(
        "SELECT id, role FROM evidence WHERE case_id = ? AND capture = ? AND state = 'waiting'",
    )
    .bind(case.to_string())
    .bind(stored.capture)
    .fetch_all(&mut *db)
    .await?;
    drop(db);
    let fetches = waiting.into_iter().map(|(evidence, role)| {
        let stored = &stored;
        async move { fetch(app, stored, id(&evidence, "evidence id")?, &role).await }
    });
    futures::future::try_join_all(fetches).await?;
    finish(app, &stored).await?;
    locked(&app.fetching).remove(&case);
    Ok(())
}

/// Where one picture lies, sealed.
pub(crate) fn file_of(app: &App, evidence: EvidenceId) -> PathBuf {
    app.evidence_directory.join(format!("{evidence}.sealed"))
}

/// Ties sealed bytes at rest to their place.
pub(crate) fn at_rest(evidence: EvidenceId) -> String {
    format!("evidence/{evidence}")
}

async fn fetch(
    app: &App,
    case: &StoredCase,
    evidence: EvidenceId,
    role: &str,
) -> Result<(), Error> {
    let name = match role {
        "portrait" => "croppedFace",
        "selfie" => "selfie",
        "document_front" => "fullFrameFrontID",
        _ => "fullFrameBackID",
    };
    match app.incode.image(&case.interview_id, name).await {
        Ok(bytes) if bytes.len() <= LARGEST => keep(app, case, evidence, &bytes).await,
        Ok(_) | Err(incode::Error::TooLarge | incode::Error::Trouble { status: 502 }) => {
            unavailable(app, evidence, "too_large").await
        }
        Err(incode::Error::NotFound) => unavailable(app, evidence, "not_there").await,
        Err(incode::Error::UnexpectedAnswer(_)) => unavailable(app, evidence, "unreadable").await,
        Err(error) => Err(error.into()),
    }
}

async fn keep(
    app: &App,
    case: &StoredCase,
    evidence: EvidenceId,
    bytes: &[u8],
) -> Result<(), Error> {
    let sealed = case.key.seal(&at_rest(evidence), bytes)?;
    let file = file_of(app, evidence);
    write_durably(&file, &sealed).await.map_err(|error| Error::BadDataDirectory {
        reason: format!("a picture could not be written: {}", error.kind()),
    })?;
    let mut tx = app.store.write().await?;
    let salt: Vec<u8> = sqlx::query_scalar("SELECT salt FROM evidence WHERE id = ?")
        .bind(evidence.to_string())
        .fetch_one(&mut *tx)
        .await?;
    let commitment = audit::commitment::commit(&bytes32(salt, "salt")?, bytes);
    sqlx::query(
        "UPDATE evidence SET state = 'live', media_type = ?, bytes = ?, sha256 = ?, commitment = ?
         WHERE id = ? AND state = 'waiting'",
    )
    .bind(media_type(bytes))
    .bind(i64::try_from(bytes.len()).map_err(|_| Error::corrupt("length"))?)
    .bind(audit::Hash::of(bytes).to_hex())
    .bind(commitment.to_hex())
    .bind(evidence.to_string())
    .execute(&mut *tx)
    .await?;
    Ok(tx.commit().await?)
}

async fn write_durably(file: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    let part = file.with_extension("part");
    let mut out = tokio::fs::File::create(&part).await?;
    out.write_all(bytes).await?;
    out.sync_all().await?;
    tokio::fs::rename(&part, file).await?;
    match file.parent() {
        Some(parent) => tokio::fs::File::open(parent).await?.sync_all().await,
        None => Ok(()),
    }
}

async fn unavailable(app: &App, evidence: EvidenceId, reason: &str) -> Result<(), Error> {
    let mut tx = app.store.write().await?;
    sqlx::query("UPDATE evidence SET state = 'purged', reason = ? WHERE id = ?")
        .bind(reason)
        .bind(evidence.to_string())
        .execute(&mut *tx)
        .await?;
    Ok(tx.commit().await?)
}

/// A card has a back and a passport has none; not every session has a crop. Where the vendor has
/// the session's other pictures, those two never existed; where it has none, all were purged.
async fn finish(app: &App, case: &StoredCase) -> Result<(), Error> {
    let mut tx = app.store.write().await?;
    sqlx::query(
        "DELETE FROM evidence WHERE case_id = ?1 AND capture = ?2 AND reason = 'not_there'
             AND role IN ('portrait', 'document_back')",
    )
    .bind(case.id.to_string())
    .bind(case.capture)
    .execute(&mut *tx)
    .await?;
    sqlx::query("UPDATE cases SET images = 'here' WHERE id = ? AND capture = ?")
        .bind(case.id.to_string())
        .bind(case.capture)
        .execute(&mut *tx)
        .await?;
    Ok(tx.commit().await?)
}

/// By the first bytes; the vendor names none. Never trusted for decoding.
fn media_type(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        _ => "application/octet-stream",
    }
}
