//! What can come of asking the store.

/// An outcome that is not the one asked for.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No secret service answers (on Linux: no session bus or no keyring daemon).
    #[error("no keyring answers on this computer")]
    NoKeyring,
    /// The keyring answers, but its collection is locked or has not been made.
    #[error("the keyring is locked")]
    KeyringLocked,
    /// An encrypted file lies here, the keyring works, and has no key for it.
    #[error("the keyring has no key for the file")]
    KeyMissing,
    /// The key is not the one that the file was made with.
    #[error("the key does not fit the file")]
    WrongKey,
    /// The file, or a part of it, is not what was written.
    #[error("the file is damaged or was altered")]
    Corrupt,
    /// The file is older than what the keyring remembers: an old copy was put in its place.
    #[error("the file is an older copy of itself")]
    RolledBack,
    /// Another running program has the file.
    #[error("the file is open in another program")]
    AlreadyOpen,
    /// The file was written by a newer version of the program.
    #[error("the file was written by a newer version")]
    NewerVersion,
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// Nothing is stored under that id.
    #[error("not stored here")]
    NotFound,
    /// What the caller saw is no longer so: another sequence number, fence or state.
    #[error("the stored state has moved on")]
    Stale,
    /// This decision is already recorded, or another of this person's waits for this case.
    #[error("already decided")]
    AlreadyDecided,
    /// An attempt may have reached the service; the decision can't be taken back.
    #[error("the service may already have it")]
    TooLate,
    /// Undelivered decisions would be lost.
    #[error("{waiting} undelivered decisions are in the outbox")]
    OutboxNotEmpty {
        /// How many.
        waiting: u64,
    },
    /// An entry of the journal does not follow from the ones before it.
    #[error("the journal is broken at entry {at}")]
    JournalBroken {
        /// Number of the first entry that does not fit, from 1.
        at: u64,
    },
    /// The store was closed or its account removed.
    #[error("the store is closed")]
    Closed,
    /// The disk refused (full, no permission, gone).
    #[error("the disk refused")]
    Disk(#[source] std::io::Error),
    /// A fault of the program. The source says more, and holds no stored values.
    #[error("unexpected fault of the store")]
    Unexpected(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The store's results.
pub type Result<T, E = Error> = std::result::Result<T, E>;

const CORRUPT: i32 = 11;
const NOT_A_DATABASE: i32 = 26;
const DISK: [i32; 3] = [8, 10, 13];

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::PoolClosed = error {
            return Self::Closed;
        }
        match primary_code(&error) {
            Some(CORRUPT | NOT_A_DATABASE) => Self::Corrupt,
            Some(code) if DISK.contains(&code) => Self::Disk(std::io::Error::other(error)),
            _ => Self::Unexpected(error.into()),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Disk(error)
    }
}

impl From<serde_json::Error> for Error {
    /// What lies in the file was written by this program: JSON that does not fit its type is damage.
    /// The parser's own message is dropped, since it may quote the value.
    fn from(_: serde_json::Error) -> Self {
        Self::Corrupt
    }
}

/// SQLite's primary result code (<https://www.sqlite.org/rescode.html>), if the error has one.
pub(crate) fn primary_code(error: &sqlx::Error) -> Option<i32> {
    let code: i32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}
