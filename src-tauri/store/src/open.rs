//! Opening, closing and destroying the store.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::MigrateError;
use sqlx::{SqlitePool, SqliteTransaction};

use crate::error::{Error, Result};
use crate::key::{self, DatabaseKey, Kept, Pin};
use crate::place::Place;
use crate::secret::SecretStore;
use crate::{cipher, outbox};

/// How long a person may take to unlock the keyring when their system asks for it.
const UNLOCKING: Duration = Duration::from_secs(120);

/// The open store of one tenant profile. Clones share it.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    writer: SqlitePool,
    readers: SqlitePool,
    place: Place,
    keyring: Option<Keyring>,
    first_run: bool,
}

/// Where the key came from, and where the pin goes.
#[derive(Clone)]
pub(crate) struct Keyring {
    pub(crate) secrets: Arc<dyn SecretStore>,
    pub(crate) entry: String,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the store in a folder, or makes it when there is none, with its key in the keyring.
    ///
    /// Fails with [`Error::NoKeyring`], [`Error::KeyringLocked`] (both: nothing was touched, try
    /// again), [`Error::KeyMissing`], [`Error::WrongKey`], [`Error::Corrupt`],
    /// [`Error::RolledBack`] (these four: only [`Store::discard`] leads on), [`Error::AlreadyOpen`]
    /// or [`Error::NewerVersion`].
    pub async fn open(directory: &Path, secrets: Arc<dyn SecretStore>) -> Result<Self> {
        let place = take(directory).await?;
        let file_exists = place.has_database()?;
        let keyring = Keyring { secrets, entry: place.entry() };
        let kept = keyring.with(move |secrets, entry| key::obtain(secrets, entry, file_exists));
        let kept = kept.await?;
        Self::open_place(place, kept, Some(keyring)).await
    }

    /// Opens or makes the store with a key kept elsewhere. There is no pin outside the file then, so
    /// a roll-back goes unnoticed.
    pub async fn open_with_key(directory: &Path, key: DatabaseKey) -> Result<Self> {
        let place = take(directory).await?;
        Self::open_place(place, Kept { key, pin: None }, None).await
    }

    /// Whether this opening made the file.
    pub fn first_run(&self) -> bool {
        self.0.first_run
    }

    /// Reads every page and checks it. [`Error::Corrupt`] if one was altered. Takes seconds on a
    /// large file, and holds up writing.
    pub async fn verify_integrity(&self) -> Result<()> {
        cipher::verify(&mut *self.0.writer.acquire().await?).await
    }

    /// Finishes what runs, empties the -wal and lets go of the file: clones, which a task that is
    /// ending may still have, find it closed.
    pub async fn close(self) {
        self.0.readers.close().await;
        self.0.writer.close().await;
        self.0.place.let_go();
    }

    /// Destroys key, file and evidence. [`Error::OutboxNotEmpty`] while a decision is undelivered;
    /// nothing was done then.
    pub async fn remove_account(self) -> Result<()> {
        let mut tx = self.write().await?;
        let waiting = outbox::undelivered(&mut tx).await?;
        if waiting > 0 {
            return Err(Error::OutboxNotEmpty { waiting });
        }
        // Marked closed while the transaction still holds the only connection: no decision slips in.
        let closed = self.0.writer.close();
        tx.rollback().await?;
        closed.await;
        self.0.readers.close().await;
        if let Some(keyring) = self.0.keyring.clone() {
            keyring.with(|secrets, entry| secrets.delete(entry)).await?;
        }
        self.0.place.destroy()
    }

    /// Destroys a store that can't be opened, with whatever its outbox held. Ask the person first.
    pub async fn discard(directory: &Path, secrets: Arc<dyn SecretStore>) -> Result<()> {
        let place = take(directory).await?;
        let keyring = Keyring { secrets, entry: place.entry() };
        keyring.with(|secrets, entry| secrets.delete(entry)).await?;
        place.destroy()
    }

    /// A transaction that holds the write lock from its first statement. Dropped without a commit,
    /// it never was.
    pub(crate) async fn write(&self) -> Result<SqliteTransaction<'static>> {
        Ok(self.0.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    pub(crate) fn readers(&self) -> &SqlitePool {
        &self.0.readers
    }

    pub(crate) fn place(&self) -> &Place {
        &self.0.place
    }

    pub(crate) fn keyring(&self) -> Option<&Keyring> {
        self.0.keyring.as_ref()
    }

    /// Makes deletions final: what was deleted is in neither the file nor the -wal.
    pub(crate) async fn forget_deleted_pages(&self) -> Result<()> {
        cipher::checkpoint(&mut *self.0.writer.acquire().await?).await
    }

    async fn open_place(place: Place, kept: Kept, keyring: Option<Keyring>) -> Result<Self> {
        let path = place.database();
        let first_run = !place.has_database()?;
        let key_id = place.key_id()?;
        if !first_run {
            place.refuse_plaintext()?;
            if key_id.as_ref().is_some_and(|id| *id != kept.key.id()) {
                return Err(Error::WrongKey);
            }
        }
        place.make_database()?;
        // With the id of the key confirmed, a file that it does not open is not the file it was.
        let tried = cipher::try_key(&path, &kept.key).await;
        match tried {
            Err(Error::WrongKey) if key_id.is_some() => return Err(Error::Corrupt),
            other => other?,
        }
        place.keep_key_id(&kept.key.id())?;
        let writer = cipher::writer(&path, &kept.key);
        sqlx::migrate!("./migrations").run(&writer).await.map_err(not_migrated)?;
        place.refuse_plaintext()?;
        let readers = cipher::readers(&path, &kept.key);
        let store = Self(Arc::new(Inner { writer, readers, place, keyring, first_run }));
        store.refuse_rollback(kept.pin).await?;
        store.requeue_interrupted().await?;
        store.drop_unkeyed_evidence().await?;
        Ok(store)
    }

    async fn refuse_rollback(&self, pin: Option<Pin>) -> Result<()> {
        match pin {
            Some(pin) => self.compare_with(&pin).await,
            None => Ok(()),
        }
    }
}

impl Keyring {
    /// Runs a blocking call on the keyring. A system that asks for a password and gets none in time
    /// counts as locked.
    pub(crate) async fn with<T: Send + 'static>(
        &self,
        call: impl FnOnce(&dyn SecretStore, &str) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let Self { secrets, entry } = self.clone();
        let running = tokio::task::spawn_blocking(move || call(secrets.as_ref(), &entry));
        match tokio::time::timeout(UNLOCKING, running).await {
            Ok(finished) => finished.map_err(|panic| Error::Unexpected(panic.into()))?,
            Err(_elapsed) => Err(Error::KeyringLocked),
        }
    }
}

async fn take(directory: &Path) -> Result<Place> {
    let directory = directory.to_owned();
    tokio::task::spawn_blocking(move || Place::take(&directory))
        .await
        .map_err(|panic| Error::Unexpected(panic.into()))?
}

fn not_migrated(error: MigrateError) -> Error {
    match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => Error::NewerVersion,
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        other => Error::Unexpected(other.into()),
    }
}
