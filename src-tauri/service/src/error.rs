//! Why the service can't run, or could not do its work.

/// Outcomes, named for what the operator does next. Carries nothing secret and nothing personal.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The configuration can't be used.
    #[error("the configuration is wrong: {reason}")]
    BadConfig {
        /// What is wrong, in words.
        reason: String,
    },
    /// The data directory can't be used.
    #[error("the data directory can't be used: {reason}")]
    BadDataDirectory {
        /// What is wrong, in words.
        reason: String,
    },
    /// The listen address is taken or not allowed.
    #[error("cannot listen: {reason}")]
    CannotListen {
        /// What is wrong, in words.
        reason: String,
    },
    /// What was stored does not open or does not read back.
    #[error("stored data is corrupt: {what}")]
    Corrupt {
        /// Which kind of data.
        what: &'static str,
    },
    /// The database refused.
    #[error("the database refused")]
    Database(#[from] sqlx::Error),
    /// The log could not be extended or proved.
    #[error("the log refused")]
    Log(#[from] audit::Error),
    /// Entra or Graph did not answer as needed.
    #[error("the directory did not answer")]
    Directory(#[from] entra::Error),
    /// Incode did not answer as needed.
    #[error("the vendor did not answer: {0}")]
    Vendor(#[from] crate::incode::Error),
}

impl Error {
    pub(crate) fn corrupt(what: &'static str) -> Self {
        Self::Corrupt { what }
    }
}
