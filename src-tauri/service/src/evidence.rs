//! Evidence: named in the case file, fetched by id, each time under the caller's own key. What was
//! fetched under a lease is what the service counts as possibly seen.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use review::evidence::seal_context;
use review::problem::Kind;
use review::{EvidenceId, EvidenceItem, EvidenceRole, EvidenceState, PersonRef};
use sqlx::SqliteConnection;

use crate::Error;
use crate::app::App;
use crate::cases::{StoredCase, file, journal};
use crate::faces;
use crate::http::problem::{Answer, Refusal};
use crate::intake::images::{at_rest, file_of};
use crate::rules::Rule;
use crate::seal::SealKey;
use crate::store::{bytes32, count, id, instant, millis, stored, word};

/// A stored piece of evidence whose fetching is over.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) id: EvidenceId,
    pub(crate) role: EvidenceRole,
    pub(crate) state: EvidenceState,
    media_type: String,
    bytes: u64,
    sha256: String,
    salt: [u8; 32],
    /// Hex SHA-256(salt ‖ plaintext).
    pub(crate) commitment: String,
    captured_at: Option<DateTime<Utc>>,
}

impl Piece {
    /// As the rules look at it.
    pub(crate) fn without_key(&self) -> EvidenceItem {
        EvidenceItem {
            id: self.id,
            role: self.role,
            state: self.state,
            media_type: self.media_type.clone(),
            bytes: self.bytes,
            sha256: self.sha256.clone(),
            salt: STANDARD.encode(self.salt),
            commitment: self.commitment.clone(),
            key: None,
            captured_at: self.captured_at,
        }
    }
}

/// Sealed bytes on their way to one caller.
pub(crate) struct Sealed {
    pub(crate) body: Vec<u8>,
    /// SHA-256 of the body.
    pub(crate) digest: [u8; 32],
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    role: String,
    state: String,
    media_type: String,
    bytes: i64,
    sha256: String,
    salt: Vec<u8>,
    commitment: String,
    captured_at: Option<i64>,
}

/// The pieces of the case's present capture, faces first.
pub(crate) async fn pieces(
    db: &mut SqliteConnection,
    case: &StoredCase,
) -> Result<Vec<Piece>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, role, state, media_type, bytes, sha256, salt, commitment, captured_at
         FROM evidence WHERE case_id = ? AND capture = ? AND state <> 'waiting' ORDER BY id",
    )
    .bind(case.id.to_string())
    .bind(case.capture)
    .fetch_all(db)
    .await?;
    let mut pieces = Vec::with_capacity(rows.len());
    for row in rows {
        pieces.push(Piece {
            id: id(&row.id, "evidence id")?,
            role: word(&row.role, "evidence role")?,
            state: word(&row.state, "evidence state")?,
            media_type: row.media_type,
            bytes: count(row.bytes)?,
            sha256: row.sha256,
            salt: bytes32(row.salt, "salt")?,
            commitment: row.commitment,
            captured_at: row.captured_at.map(instant).transpose()?,
        });
    }
    pieces.sort_by_key(|piece| piece.role);
    Ok(pieces)
}

/// Names a piece to a caller, with the key that its bytes will travel under: one key for this
/// piece, person and lease, so that the key at rest never leaves.
pub(crate) async fn list(
    db: &mut SqliteConnection,
    case: &StoredCase,
    piece: &Piece,
    caller: PersonRef,
    now: DateTime<Utc>,
) -> Result<EvidenceItem, Error> {
    let mut item = piece.without_key();
    if piece.state == EvidenceState::Live {
        let key = match release_key(db, case, piece.id, caller).await? {
            Some(key) => key,
            None => new_release(db, case, piece.id, caller, now).await?,
        };
        item.key = Some(STANDARD.encode(key.expose()));
    }
    Ok(item)
}

/// Seals one piece for the caller and keeps that it was fetched.
pub(crate) async fn fetch(
    app: &App,
    case: &StoredCase,
    evidence: EvidenceId,
    caller: PersonRef,
) -> Answer<Sealed> {
    let now = app.now();
    let mut tx = app.store.write().await?;
    // Read again inside the transaction: the lease may have gone over meanwhile.
    let case = StoredCase::load(&mut tx, app, case.id).await?.ok_or_else(Refusal::not_found)?;
    crate::leases::require(&case, caller, case.fence, now)?;
    let judged = faces::kept(&mut tx, app, &case, caller).await?.is_some();
    let pieces = pieces(&mut tx, &case).await?;
    let piece = pieces.iter().find(|piece| piece.id == evidence).ok_or_else(Refusal::not_found)?;
    let released = file::released(&pieces, judged).iter().any(|one| one.id == evidence);
    app.rules.demand(Rule::FacesFirst, released, faces_first)?;
    if piece.state != EvidenceState::Live {
        return Err(Refusal::new(Kind::Gone, "This picture can't be had any more."));
    }
    let key = match release_key(&mut tx, &case, evidence, caller).await? {
        Some(key) => key,
        None => new_release(&mut tx, &case, evidence, caller, now).await?,
    };
    let sealed_at_rest = tokio::fs::read(file_of(app, evidence)).await.map_err(|error| {
        Error::BadDataDirectory { reason: format!("a picture can't be read: {}", error.kind()) }
    })?;
    let plain = case.key.open(&at_rest(evidence), &sealed_at_rest)?;
    if audit::Hash::of(&plain).to_hex() != piece.sha256 {
        return Err(Error::corrupt("evidence").into());
    }
    let body = key.seal(&seal_context(case.id, evidence), &plain)?;
    sqlx::query(
        "UPDATE releases SET fetched_at = coalesce(fetched_at, ?)
         WHERE evidence_id = ? AND fence = ? AND person = ?",
    )
    .bind(millis(now))
    .bind(evidence.to_string())
    .bind(stored(case.fence)?)
    .bind(caller.object_id.to_string())
    .execute(&mut *tx)
    .await?;
    journal(
        &mut tx,
        now,
        Some((case.id, &case.key)),
        Some(caller),
        "evidence_released",
        Some(&evidence.to_string()),
    )
    .await?;
    tx.commit().await?;
    Ok(Sealed { digest: audit::Hash::of(&body).0, body })
}

/// What this person was named under the present lease and has fetched, under this lease or an
/// earlier one of theirs (a desk keeps what it has, sealed): only that can have been seen.
pub(crate) async fn fetched(
    db: &mut SqliteConnection,
    case: &StoredCase,
    caller: PersonRef,
) -> Result<Vec<EvidenceId>, Error> {
    let ids: Vec<String> = sqlx::query_scalar(
        "SELECT n.evidence_id FROM releases n JOIN evidence e ON e.id = n.evidence_id
         WHERE e.case_id = ? AND e.capture = ? AND n.fence = ? AND n.person = ?
             AND EXISTS (SELECT 1 FROM releases f WHERE f.evidence_id = n.evidence_id
                 AND f.person = n.person AND f.fetched_at IS NOT NULL)",
    )
    .bind(case.id.to_string())
    .bind(case.capture)
    .bind(stored(case.fence)?)
    .bind(caller.object_id.to_string())
    .fetch_all(db)
    .await?;
    ids.iter().map(|text| id(text, "evidence id")).collect()
}

fn faces_first() -> Refusal {
    Refusal::new(Kind::Closed, "The faces come first. This is released after your answer.").with(
        |problem| {
            problem.closed = vec![review::Closed {
                code: "R-01".to_owned(),
                why: "The faces are not judged yet.".to_owned(),
                opens: Some("Step 1.".to_owned()),
            }];
        },
    )
}

async fn release_key(
    db: &mut SqliteConnection,
    case: &StoredCase,
    evidence: EvidenceId,
    caller: PersonRef,
) -> Result<Option<SealKey>, Error> {
    let sealed: Option<Vec<u8>> = sqlx::query_scalar(
        "SELECT key_sealed FROM releases WHERE evidence_id = ? AND fence = ? AND person = ?",
    )
    .bind(evidence.to_string())
    .bind(stored(case.fence)?)
    .bind(caller.object_id.to_string())
    .fetch_optional(db)
    .await?;
    let Some(sealed) = sealed else { return Ok(None) };
    let plain = case.key.open(&format!("release/{evidence}"), &sealed)?;
    Ok(Some(SealKey::from_bytes(bytes32(plain.to_vec(), "release key")?)))
}

async fn new_release(
    db: &mut SqliteConnection,
    case: &StoredCase,
    evidence: EvidenceId,
    caller: PersonRef,
    now: DateTime<Utc>,
) -> Result<SealKey, Error> {
    let key = SealKey::generate()?;
    sqlx::query(
        "INSERT INTO releases (evidence_id, fence, person, key_sealed, listed_at)
         VALUES (?, ?, ?, ?, ?)",
    )
    .bind(evidence.to_string())
    .bind(stored(case.fence)?)
    .bind(caller.object_id.to_string())
    .bind(case.key.seal(&format!("release/{evidence}"), key.expose())?)
    .bind(millis(now))
    .execute(db)
    .await?;
    Ok(key)
}
