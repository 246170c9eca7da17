//! The folder of one tenant profile: its files, their permissions, and the lock that keeps a second
//! program out. Calls block.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::key::KeyId;

/// The first 16 bytes of a database that is not encrypted (<https://www.sqlite.org/fileformat2.html>).
const PLAINTEXT: &[u8; 16] = b"SQLite format 3\0";

/// A folder of the store, locked against other programs for as long as this value lives.
pub(crate) struct Place {
    directory: PathBuf,
    lock: File,
}

impl Place {
    /// Makes the folder if it is missing, and takes its lock.
    pub(crate) fn take(directory: &Path) -> Result<Self> {
        private_directory(directory)?;
        let directory = directory.canonicalize()?;
        let lock = private_file().append(true).create(true).open(directory.join("store.lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::AlreadyOpen),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        private_directory(&directory.join("evidence"))?;
        Ok(Self { directory, lock })
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.directory.join("store.db")
    }

    pub(crate) fn evidence(&self) -> PathBuf {
        self.directory.join("evidence")
    }

    /// The name of the keyring entry: readable, and different for each folder of this computer.
    pub(crate) fn entry(&self) -> String {
        let name = self.directory.file_name().unwrap_or_default().to_string_lossy();
        let digest = Sha256::digest(self.directory.as_os_str().as_encoded_bytes());
        format!("{name} {}", hex::encode(&digest[..8]))
    }

    /// Whether a database was begun here.
    pub(crate) fn has_database(&self) -> Result<bool> {
        match fs::metadata(self.database()) {
            Ok(found) => Ok(found.len() > 0),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Makes the empty file before SQLite does: its permissions pass to `-wal` and `-shm`.
    pub(crate) fn make_database(&self) -> Result<()> {
        private_file().append(true).create(true).open(self.database())?;
        Ok(())
    }

    /// [`Error::Corrupt`] if the file is a database without encryption: someone put it there.
    pub(crate) fn refuse_plaintext(&self) -> Result<()> {
        let mut header = Vec::new();
        File::open(self.database())?.take(16).read_to_end(&mut header)?;
        if header == PLAINTEXT { Err(Error::Corrupt) } else { Ok(()) }
    }

    pub(crate) fn key_id(&self) -> Result<Option<KeyId>> {
        match fs::read_to_string(self.directory.join("store.key-id")) {
            Ok(id) => Ok(Some(KeyId(id.trim().to_owned()))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) fn keep_key_id(&self, id: &KeyId) -> Result<()> {
        let path = self.directory.join("store.key-id");
        let mut file = private_file().write(true).create(true).truncate(true).open(path)?;
        file.write_all(id.0.as_bytes())?;
        file.sync_all()?;
        Ok(())
    }

    /// Deletes everything here but the lock, which stays held.
    pub(crate) fn destroy(&self) -> Result<()> {
        for name in ["store.db", "store.db-wal", "store.db-shm", "store.key-id"] {
            match fs::remove_file(self.directory.join(name)) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        fs::remove_dir_all(self.evidence())?;
        Ok(())
    }

    /// Lets the next program in. Closing the file would not do: a child being started at this
    /// moment still holds a copy of it.
    pub(crate) fn let_go(&self) {
        if let Err(error) = self.lock.unlock() {
            tracing::warn!(%error, "the lock of the store was not let go");
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.let_go();
    }
}

/// Options for a file that only its owner may read.
pub(crate) fn private_file() -> OpenOptions {
    #[allow(unused_mut, reason = "changed on unix only")]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn private_directory(path: &Path) -> Result<()> {
    #[allow(unused_mut, reason = "changed on unix only")]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)?;
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}
