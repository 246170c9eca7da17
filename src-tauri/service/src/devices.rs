//! Device keys: enrolled by a sign-in whose nonce names the key, listed, revoked. Every enrolment
//! and revocation is an entry of the log.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use ed25519_dalek::VerifyingKey;
use review::entry::LogEntry;
use review::problem::Kind;
use review::{Enrolment, EnrolmentRequest, PersonRef, Role, SignInProof, binding};
use serde::Serialize;
use sqlx::SqliteConnection;

use crate::Error;
use crate::app::App;
use crate::http::auth::{SignedIn, is_ours};
use crate::http::problem::{Answer, Refusal};
use crate::policy;
use crate::rules::Rule;
use crate::store::{bytes32, count, instant, millis, stored};

const LONGEST_NAME: usize = 120;
const MOST_KEYS: i64 = 20;
/// How long before its id_token an enrolment's sign-in may lie.
const OLDEST_SIGN_IN: TimeDelta = TimeDelta::minutes(5);
/// How far apart two of Entra's own clocks may be.
const SKEW: TimeDelta = TimeDelta::minutes(2);

/// One device key, as listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Device {
    /// Key id: hex SHA-256 of the raw public key.
    pub device_key: String,
    /// Whose.
    pub person: PersonRef,
    /// What people call the device.
    pub device_name: String,
    /// Enrolled when.
    pub enrolled_at: DateTime<Utc>,
    /// Index of the enrolment in the log.
    pub log_index: u64,
    /// Revoked when.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A key as the database has it.
pub(crate) struct EnrolledKey {
    pub(crate) key: VerifyingKey,
    pub(crate) person: String,
    pub(crate) revoked: bool,
}

/// Enrols a key; the same key of the same person again gives the same answer.
pub(crate) async fn enrol(
    app: &App,
    caller: &SignedIn,
    request: &EnrolmentRequest,
) -> Answer<Enrolment> {
    let raw = bytes_of(&request.public_key, "public_key")?;
    let key = VerifyingKey::from_bytes(&raw)
        .ok()
        .filter(|key| !key.is_weak())
        .ok_or_else(|| Refusal::malformed("public_key is not an Ed25519 key."))?;
    let name = request.device_name.trim();
    if name.is_empty() || name.len() > LONGEST_NAME {
        return Err(Refusal::malformed("device_name has 1 to 120 bytes."));
    }
    app.rules.demand(Rule::DeviceName, !name.chars().any(misleads), || {
        Refusal::malformed("device_name has characters that are not seen.")
    })?;
    let random = bytes_of(&request.sign_in.random, "random")?;
    let nonce = binding::enrolment_nonce(&raw, &random);
    let claims = bound_sign_in(app, caller, &request.sign_in, &nonce).await?;
    app.rules.demand(Rule::SignInFresh, is_fresh(&claims), || {
        let why = "The sign-in is not fresh. Sign in again to enrol this device.";
        Refusal::new(Kind::SignInNotBound, why)
    })?;
    let device_key = audit::envelope::key_id(&key);
    let now = app.now();
    let person = caller.reviewer.person;
    let mut tx = app.store.write().await?;
    let known: Option<(String, i64, i64, Option<i64>)> = sqlx::query_as(
        "SELECT person, log_index, enrolled_at, revoked_at FROM devices WHERE device_key = ?",
    )
    .bind(&device_key)
    .fetch_optional(&mut *tx)
    .await?;
    if let Some((owner, log_index, enrolled_at, revoked)) = known {
        if owner != caller.object() || revoked.is_some() {
            return Err(Refusal::new(Kind::DeviceUnknown, "This key can't be enrolled again."));
        }
        let (log_index, enrolled_at) = (count(log_index)?, instant(enrolled_at)?);
        return Ok(Enrolment { device_key, person, log_index, enrolled_at });
    }
    let active: i64 =
        sqlx::query_scalar("SELECT count(*) FROM devices WHERE person = ? AND revoked_at IS NULL")
            .bind(caller.object())
            .fetch_one(&mut *tx)
            .await?;
    if active >= MOST_KEYS {
        return Err(Refusal::new(Kind::DeviceUnknown, "Revoke a device first: you have 20."));
    }
    let entry = LogEntry::DeviceEnrolled {
        person,
        device_key: device_key.clone(),
        public_key: hex::encode(raw),
        at: now,
    };
    let appended = app.log.append(&mut tx, &entry).await?;
    sqlx::query(
        "INSERT INTO devices (device_key, public_key, person, device_name, log_index, enrolled_at)
         VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(&device_key)
    .bind(raw.as_slice())
    .bind(caller.object())
    .bind(name)
    .bind(stored(appended.index)?)
    .bind(millis(now))
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(Enrolment { device_key, person, log_index: appended.index, enrolled_at: now })
}

/// The caller's keys; everybody's for `Security.Respond` and `Decisions.Audit`.
pub(crate) async fn list(app: &App, caller: &SignedIn) -> Answer<Vec<Device>> {
    let all =
        caller.reviewer.has(Role::SecurityRespond) || caller.reviewer.has(Role::DecisionsAudit);
    let rows: Vec<(String, String, String, i64, i64, Option<i64>)> = sqlx::query_as(
        "SELECT device_key, person, device_name, enrolled_at, log_index, revoked_at FROM devices
         WHERE person = ?1 OR ?2 ORDER BY enrolled_at, device_key LIMIT 5000",
    )
    .bind(caller.object())
    .bind(all)
    .fetch_all(app.store.read())
    .await?;
    let mut devices = Vec::with_capacity(rows.len());
    for (device_key, person, device_name, enrolled_at, log_index, revoked_at) in rows {
        devices.push(Device {
            device_key,
            person: app.person(crate::store::id(&person, "person")?),
            device_name,
            enrolled_at: instant(enrolled_at)?,
            log_index: count(log_index)?,
            revoked_at: revoked_at.map(instant).transpose()?,
        });
    }
    Ok(devices)
}

/// Revokes a key: one's own, or anybody's for `Security.Respond`. Again changes nothing.
pub(crate) async fn revoke(app: &App, caller: &SignedIn, device_key: &str) -> Answer<()> {
    let now = app.now();
    let mut tx = app.store.write().await?;
    let known = find(&mut tx, device_key).await?;
    let mine = |known: &EnrolledKey| known.person == caller.object();
    let known = known
        .filter(|known| mine(known) || caller.reviewer.has(Role::SecurityRespond))
        .ok_or_else(Refusal::not_found)?;
    if known.revoked {
        return Ok(());
    }
    let entry = LogEntry::DeviceRevoked {
        device_key: device_key.to_owned(),
        by: caller.reviewer.person,
        at: now,
    };
    let appended = app.log.append(&mut tx, &entry).await?;
    sqlx::query("UPDATE devices SET revoked_at = ?, revoked_index = ? WHERE device_key = ?")
        .bind(millis(now))
        .bind(stored(appended.index)?)
        .bind(device_key)
        .execute(&mut *tx)
        .await?;
    Ok(tx.commit().await.map_err(Error::from)?)
}

/// A key by its id.
pub(crate) async fn find(
    db: &mut SqliteConnection,
    device_key: &str,
) -> Result<Option<EnrolledKey>, Error> {
    let row: Option<(Vec<u8>, String, Option<i64>)> =
        sqlx::query_as("SELECT public_key, person, revoked_at FROM devices WHERE device_key = ?")
            .bind(device_key)
            .fetch_optional(db)
            .await?;
    row.map(|(raw, person, revoked)| {
        let key = VerifyingKey::from_bytes(&bytes32(raw, "device key")?)
            .map_err(|_| Error::corrupt("device key"))?;
        Ok(EnrolledKey { key, person, revoked: revoked.is_some() })
    })
    .transpose()
}

/// Each statement names its key's previous one, decisions and policy steps alike. Statements that
/// were refused or taken back leave gaps, so only known neighbours are compared; a number is used
/// once.
pub(crate) async fn continues(
    db: &mut SqliteConnection,
    device_key: &str,
    sequence: u64,
    previous: Option<&str>,
    hash: &str,
) -> Answer<()> {
    let wrong = Refusal::unprocessable;
    let Ok(number) = i64::try_from(sequence) else {
        return Err(wrong("The sequence number is out of range."));
    };
    if number == 0 || (number == 1) != previous.is_none() {
        return Err(wrong("The statement's place in its key's chain is wrong."));
    }
    let near: Vec<(i64, String, Option<String>)> = sqlx::query_as(
        "SELECT sequence, envelope_sha256, previous FROM decisions
             WHERE device_key = ?1 AND sequence BETWEEN ?2 AND ?3
         UNION ALL SELECT sequence, envelope_sha256, previous FROM policy_steps
             WHERE device_key = ?1 AND sequence BETWEEN ?2 AND ?3",
    )
    .bind(device_key)
    .bind(number - 1)
    .bind(number.saturating_add(1))
    .fetch_all(db)
    .await?;
    for (other, envelope, its_previous) in near {
        let fits = if other < number {
            previous == Some(envelope.as_str())
        } else {
            other > number && its_previous.as_deref() == Some(hash)
        };
        if !fits {
            return Err(wrong("The statement does not continue its key's chain."));
        }
    }
    Ok(())
}

/// Checks that this very person signed in a moment ago for exactly this statement (R14); gives what
/// Entra said of it. `to` says what the sign-in is for.
pub(crate) async fn fresh_sign_in(
    app: &App,
    caller: &SignedIn,
    proof: &SignInProof,
    statement: &[u8],
    to: &str,
) -> Answer<entra::IdClaims> {
    let random = bytes_of(&proof.random, "random")?;
    let nonce = binding::approval_nonce(&binding::statement_digest(statement), &random);
    let claims = bound_sign_in(app, caller, proof, &nonce).await?;
    let now = app.now();
    let age = policy::now(app).await?.approval_sign_in_max_age_seconds;
    let oldest = now - TimeDelta::seconds(age.into());
    let fresh = claims.auth_time.is_some_and(|at| at >= oldest && at <= now + SKEW);
    app.rules.demand(Rule::SignInFresh, fresh, || {
        let why = format!("The sign-in is not fresh. Sign in again to {to}.");
        Refusal::new(Kind::SignInNotBound, &why)
    })?;
    Ok(claims)
}

/// Checks that this very person signed in for exactly this nonce; gives what Entra said of it.
async fn bound_sign_in(
    app: &App,
    caller: &SignedIn,
    proof: &SignInProof,
    nonce: &str,
) -> Answer<entra::IdClaims> {
    let not_bound = |why: &str| Refusal::new(Kind::SignInNotBound, why);
    if proof.id_token.len() > 16 * 1024 {
        return Err(not_bound("The id_token is too long."));
    }
    let nonce = app.rules.hold(Rule::SignInBound).then_some(nonce);
    let verified = app.verifier.verify_id_token(&proof.id_token, nonce, app.now()).await;
    #[cfg(feature = "faults")]
    let verified = app.rules.or_unverified(verified, &proof.id_token);
    let claims = verified.map_err(|error| {
        if is_ours(&error) {
            return Error::from(error).into();
        }
        tracing::info!(%error, "a sign-in was refused");
        not_bound("The sign-in beside it does not prove it. Sign in again.")
    })?;
    let person = caller.reviewer.person;
    let own = claims.object_id == person.object_id && claims.tenant_id == person.tenant_id;
    app.rules.demand(Rule::SignInOwn, own, || not_bound("Another account signed in."))?;
    Ok(claims)
}

/// Controls, and marks that change the direction of what stands around them: in a list of devices
/// they would make one line look like another.
fn misleads(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether the person proved who they are for this very sign-in: the browser's session of this
/// morning must not enrol a key of somebody who sits down at it.
fn is_fresh(claims: &entra::IdClaims) -> bool {
    claims
        .auth_time
        .is_some_and(|at| at >= claims.issued_at - OLDEST_SIGN_IN && at <= claims.issued_at + SKEW)
}

/// 32 bytes of standard, padded base64.
pub(crate) fn bytes_of(text: &str, field: &str) -> Answer<[u8; 32]> {
    STANDARD
        .decode(text)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| Refusal::malformed(&format!("{field} is not 32 bytes in base64.")))
}
