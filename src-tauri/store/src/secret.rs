//! Where the key is kept: the operating system's keyring.

use std::sync::{Arc, Mutex};

use keyring_core::api::CredentialStore;
use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// The service name of every entry the desk makes.
const SERVICE: &str = "app.countersign.desk";

/// A place for small secrets, by name. Calls block: run them away from the async threads.
///
/// `get` answers `None` both for an entry that never was and, on Linux, for a collection that is
/// locked or was never made (keyring 4.2): callers must [`probe`](SecretStore::probe) first.
pub trait SecretStore: Send + Sync {
    /// Proves that a secret can be written, read back and deleted.
    ///
    /// Fails with [`Error::NoKeyring`] or [`Error::KeyringLocked`].
    fn probe(&self) -> Result<()>;
    /// The secret of that name, at most 2,560 bytes.
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>>;
    /// Sets the secret of that name, at most 2,560 bytes (the limit of Windows).
    fn set(&self, name: &str, secret: &[u8]) -> Result<()>;
    /// Removes the secret of that name, if there is one.
    fn delete(&self, name: &str) -> Result<()>;
}

/// The keyring of the operating system: Secret Service, Keychain or Credential Manager.
///
/// A failed first attempt is not remembered: each call tries again until one connects.
#[derive(Default)]
pub struct OsKeyring {
    connected: Mutex<Option<Arc<CredentialStore>>>,
}

impl OsKeyring {
    /// Connects when first used.
    pub fn new() -> Self {
        Self::default()
    }

    fn entry(&self, name: &str) -> Result<keyring_core::Entry> {
        let mut connected = self.connected.lock().unwrap_or_else(|broken| broken.into_inner());
        let store = match connected.as_ref() {
            Some(store) => Arc::clone(store),
            None => {
                let store = platform_store().map_err(|error| {
                    tracing::debug!(%error, "no keyring");
                    Error::NoKeyring
                })?;
                Arc::clone(connected.insert(store))
            }
        };
        store.build(SERVICE, name, None).map_err(outcome)
    }

    /// After a lost connection (the daemon was restarted) the next call connects anew.
    fn checked<T>(&self, result: keyring::Result<T>) -> Result<T> {
        result.map_err(|error| {
            let error = outcome(error);
            if matches!(error, Error::NoKeyring) {
                *self.connected.lock().unwrap_or_else(|broken| broken.into_inner()) = None;
            }
            error
        })
    }
}

impl std::fmt::Debug for OsKeyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OsKeyring").finish_non_exhaustive()
    }
}

impl SecretStore for OsKeyring {
    fn probe(&self) -> Result<()> {
        let canary: [u8; 16] = rand::random();
        let name = format!("probe {}", hex::encode(canary));
        let entry = self.entry(&name)?;
        self.checked(entry.set_secret(&canary))?;
        let read = self.checked(entry.get_secret());
        self.checked(entry.delete_credential())?;
        if read? == canary { Ok(()) } else { Err(Error::KeyringLocked) }
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
        match self.entry(name)?.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => self.checked(Err(error)),
        }
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<()> {
        let entry = self.entry(name)?;
        self.checked(entry.set_secret(secret))
    }

    fn delete(&self, name: &str) -> Result<()> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => self.checked(Err(error)),
        }
    }
}

/// The errors' own texts are not passed on: some carry the bytes that were to be kept secret.
fn outcome(error: keyring::Error) -> Error {
    match error {
        keyring::Error::NoStorageAccess(_) | keyring::Error::NoEntry => Error::KeyringLocked,
        keyring::Error::Ambiguous(_) => Error::Corrupt,
        _ => Error::NoKeyring,
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn platform_store() -> keyring::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn platform_store() -> keyring::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(windows)]
fn platform_store() -> keyring::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}
