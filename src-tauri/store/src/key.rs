//! The database key, its id beside the file, and its entry in the keyring.

use secrecy::{ExposeSecret, SecretBox};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use crate::error::{Error, Result};
use crate::secret::SecretStore;

/// 32 random bytes: SQLCipher's raw key, so no password is stretched.
pub struct DatabaseKey(SecretBox<[u8; 32]>);

impl DatabaseKey {
    /// A new key from the operating system's randomness.
    pub fn random() -> Self {
        Self(SecretBox::init_with_mut(|key: &mut [u8; 32]| rand::fill(key)))
    }

    /// A key of these bytes.
    pub fn from_bytes(mut bytes: [u8; 32]) -> Self {
        let key = Self(SecretBox::init_with_mut(|key: &mut [u8; 32]| key.copy_from_slice(&bytes)));
        bytes.zeroize();
        key
    }

    /// The value of SQLCipher's `key` pragma. The outer quotes are part of it.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        let hex = Zeroizing::new(hex::encode(self.0.expose_secret()));
        Zeroizing::new(format!("\"x'{}'\"", hex.as_str()))
    }

    /// Tells keys apart without telling the key.
    pub(crate) fn id(&self) -> KeyId {
        let mut digest = Sha256::new();
        digest.update(b"countersign database key id v1\0");
        digest.update(self.0.expose_secret());
        KeyId(hex::encode(&digest.finalize()[..8]))
    }
}

impl std::fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DatabaseKey")
    }
}

/// The first eight bytes of a domain-separated SHA-256 of the key, in hex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeyId(pub(crate) String);

/// What the keyring remembers besides the key, to notice an old copy of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pin {
    /// Counts the pinned checkpoints.
    pub(crate) count: u64,
    /// The last pinned checkpoint of the decision log.
    pub(crate) checkpoint: String,
    /// Entries of the journal when it was pinned.
    pub(crate) journal_length: u64,
    /// Hash of the journal's last entry then, in hex.
    pub(crate) journal_head: String,
}

/// One entry of the keyring. Well under the 2,560 bytes that Windows allows.
#[derive(Serialize, Deserialize)]
struct Entry {
    version: u8,
    /// Hex.
    key: String,
    pin: Option<Pin>,
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.key.zeroize();
    }
}

/// Key and pin as the keyring has them.
pub(crate) struct Kept {
    pub(crate) key: DatabaseKey,
    pub(crate) pin: Option<Pin>,
}

/// Finds the key of an existing file, or makes one when there is none. Blocks.
///
/// The keyring is proved to work first: an answer of "no such entry" counts only from a keyring
/// that keeps what it is given.
pub(crate) fn obtain(secrets: &dyn SecretStore, entry: &str, file_exists: bool) -> Result<Kept> {
    secrets.probe()?;
    match secrets.get(entry)? {
        Some(bytes) => decode(&bytes),
        None if file_exists => Err(Error::KeyMissing),
        None => {
            let kept = Kept { key: DatabaseKey::random(), pin: None };
            secrets.set(entry, &encode(&kept)?)?;
            Ok(kept)
        }
    }
}

/// Replaces the pin beside the key. Blocks.
pub(crate) fn pin(secrets: &dyn SecretStore, entry: &str, pin: Pin) -> Result<()> {
    let bytes = secrets.get(entry)?.ok_or(Error::KeyringLocked)?;
    let mut kept = decode(&bytes)?;
    if kept.pin.as_ref().is_some_and(|old| old.count >= pin.count) {
        return Ok(());
    }
    kept.pin = Some(pin);
    secrets.set(entry, &encode(&kept)?)
}

fn encode(kept: &Kept) -> Result<Zeroizing<Vec<u8>>> {
    let key = hex::encode(kept.key.0.expose_secret());
    let entry = Entry { version: 1, key, pin: kept.pin.clone() };
    Ok(Zeroizing::new(serde_json::to_vec(&entry)?))
}

fn decode(bytes: &[u8]) -> Result<Kept> {
    let entry: Entry = serde_json::from_slice(bytes)?;
    if entry.version != 1 {
        return Err(Error::NewerVersion);
    }
    let mut key = [0; 32];
    hex::decode_to_slice(&entry.key, &mut key).map_err(|_| Error::Corrupt)?;
    Ok(Kept { key: DatabaseKey::from_bytes(key), pin: entry.pin.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_comes_back_and_fits_windows() {
        let pin = Pin {
            count: 7,
            checkpoint: "x".repeat(1500),
            journal_length: u64::MAX,
            journal_head: "f".repeat(64),
        };
        let kept = Kept { key: DatabaseKey::from_bytes([7; 32]), pin: Some(pin.clone()) };
        let bytes = encode(&kept).unwrap();
        assert!(bytes.len() <= 2560, "{} bytes", bytes.len());
        let back = decode(&bytes).unwrap();
        assert_eq!(back.key.id(), kept.key.id());
        assert_eq!(back.pin, Some(pin));
    }

    #[test]
    fn the_id_and_debug_do_not_tell_the_key() {
        let key = DatabaseKey::from_bytes([0xab; 32]);
        assert!(!key.id().0.contains("abab"));
        assert_eq!(format!("{key:?}"), "DatabaseKey");
        assert_ne!(key.id(), DatabaseKey::from_bytes([0xac; 32]).id());
    }
}
