//! The device key: one Ed25519 seed per tenant, person and device.

use chrono::{DateTime, Utc};
use review::PersonRef;
use secrecy::{ExposeSecret, SecretBox};
use sha2::{Digest, Sha256};
use sqlx::Row;

use crate::Store;
use crate::error::{Error, Result};
use crate::instant::{count, hash, micros, optional_time, stored, time};

/// The key that signs this person's statements on this device.
pub struct DeviceKey {
    /// Key id: hex SHA-256 of the raw public key.
    pub key_id: String,
    /// Whose key it is.
    pub person: PersonRef,
    /// The Ed25519 seed (RFC 8032).
    pub seed: SecretBox<[u8; 32]>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When the service confirmed the enrolment; `None` until then.
    pub enrolled_at: Option<DateTime<Utc>>,
    /// The number of the next statement, from 1.
    pub next_sequence: u64,
    /// SHA-256 of the key's last envelope, exact bytes; `None` before the first.
    pub previous: Option<[u8; 32]>,
}

impl std::fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DeviceKey")
            .field("key_id", &self.key_id)
            .field("enrolled_at", &self.enrolled_at)
            .field("next_sequence", &self.next_sequence)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// The person's key on this device, with the head of its chain of statements.
    pub async fn device_key(&self, person: PersonRef) -> Result<Option<DeviceKey>> {
        let row = sqlx::query("SELECT * FROM device_keys WHERE tenant_id = ? AND person_id = ?")
            .bind(person.tenant_id)
            .bind(person.object_id)
            .fetch_optional(self.readers())
            .await?;
        row.map(|row| {
            let seed = hash(row.try_get("seed")?)?;
            Ok(DeviceKey {
                key_id: row.try_get("key_id")?,
                person,
                seed: SecretBox::new(Box::new(seed)),
                created_at: time(row.try_get("created_at")?)?,
                enrolled_at: optional_time(row.try_get("enrolled_at")?)?,
                next_sequence: count(row.try_get("next_sequence")?)?,
                previous: row.try_get::<Option<Vec<u8>>, _>("previous")?.map(hash).transpose()?,
            })
        })
        .transpose()
    }

    /// Keeps a new key, not yet enrolled. [`Error::Stale`] if the person has one here already:
    /// [`forget_device_key`](Self::forget_device_key) first.
    pub async fn keep_device_key(
        &self,
        person: PersonRef,
        key_id: &str,
        seed: &SecretBox<[u8; 32]>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        let added = sqlx::query(
            "INSERT INTO device_keys (key_id, tenant_id, person_id, seed, created_at)
             VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(key_id)
        .bind(person.tenant_id)
        .bind(person.object_id)
        .bind(seed.expose_secret().as_slice())
        .bind(micros(now))
        .execute(&mut *tx)
        .await?
        .rows_affected();
        if added == 0 {
            return Err(Error::Stale);
        }
        tx.commit().await?;
        Ok(())
    }

    /// Notes that the service confirmed the enrolment.
    pub async fn mark_enrolled(&self, key_id: &str, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.write().await?;
        let changed = sqlx::query("UPDATE device_keys SET enrolled_at = ? WHERE key_id = ?")
            .bind(micros(now))
            .bind(key_id)
            .execute(&mut *tx)
            .await?
            .rows_affected();
        if changed == 0 {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        Ok(())
    }

    /// Takes the key's next place in its chain for a statement that is no decision. [`Error::Stale`]
    /// when another statement took it meanwhile.
    pub async fn advance_key(&self, key: &DeviceKey, envelope: &[u8]) -> Result<()> {
        let mut tx = self.write().await?;
        let advanced = sqlx::query(
            "UPDATE device_keys SET next_sequence = next_sequence + 1, previous = ?
             WHERE key_id = ? AND next_sequence = ? AND previous IS ?",
        )
        .bind(Sha256::digest(envelope).as_slice())
        .bind(&key.key_id)
        .bind(stored(key.next_sequence)?)
        .bind(key.previous.as_ref().map(<[u8; 32]>::as_slice))
        .execute(&mut *tx)
        .await?
        .rows_affected();
        if advanced == 0 {
            return Err(Error::Stale);
        }
        tx.commit().await?;
        Ok(())
    }

    /// Destroys a key (revoked, or enrolment given up). Statements it signed stay.
    pub async fn forget_device_key(&self, key_id: &str) -> Result<()> {
        let mut tx = self.write().await?;
        sqlx::query("DELETE FROM device_keys WHERE key_id = ?")
            .bind(key_id)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        self.forget_deleted_pages().await
    }
}
