//! The database file: opened with durable settings, one writer at a time.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use chrono::{DateTime, TimeZone as _, Utc};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Sqlite, SqliteConnection, Transaction};

use crate::Error;

/// A write transaction. Dropped without commit, it leaves nothing.
pub(crate) type Tx = Transaction<'static, Sqlite>;

/// The service's tables.
#[derive(Clone)]
pub(crate) struct Store {
    readers: SqlitePool,
    // One connection: writers queue here fairly instead of fighting for SQLite's lock.
    writer: SqlitePool,
}

impl Store {
    /// Opens, or creates, the file and brings its tables up to date.
    pub(crate) async fn open(file: &Path) -> Result<Self, Error> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("trusted_schema", "OFF")
            .pragma("secure_delete", "ON");
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(30))
            .connect_with(options.clone())
            .await?;
        sqlx::migrate!("./migrations").run(&writer).await.map_err(sqlx::Error::from)?;
        let readers = SqlitePoolOptions::new().max_connections(6).connect_with(options).await?;
        Ok(Self { readers, writer })
    }

    /// For reading.
    pub(crate) fn read(&self) -> &SqlitePool {
        &self.readers
    }

    /// For reading several tables as of one moment.
    pub(crate) async fn snapshot(&self) -> Result<Tx, Error> {
        Ok(self.readers.begin().await?)
    }

    /// For writing: `BEGIN IMMEDIATE`.
    pub(crate) async fn write(&self) -> Result<Tx, Error> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// Lets every statement end and closes the file.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// The next number of the change feed.
pub(crate) async fn next_change(db: &mut SqliteConnection) -> Result<i64, Error> {
    Ok(sqlx::query_scalar(
        "UPDATE installation SET last_change = last_change + 1 RETURNING last_change",
    )
    .fetch_one(db)
    .await?)
}

/// Milliseconds since 1970, as stored.
pub(crate) fn millis(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

/// A stored time.
pub(crate) fn instant(millis: i64) -> Result<DateTime<Utc>, Error> {
    Utc.timestamp_millis_opt(millis).single().ok_or(Error::corrupt("time"))
}

/// A stored id.
pub(crate) fn id<T: FromStr>(text: &str, what: &'static str) -> Result<T, Error> {
    T::from_str(text).map_err(|_| Error::corrupt(what))
}

/// A stored word, in the enum's own serde spelling.
pub(crate) fn word<T: serde::de::DeserializeOwned>(
    text: &str,
    what: &'static str,
) -> Result<T, Error> {
    serde_json::from_value(serde_json::Value::String(text.to_owned()))
        .map_err(|_| Error::corrupt(what))
}

/// The word of a plain enum, in its own serde spelling.
pub(crate) fn spelled<T: serde::Serialize>(value: &T) -> Result<String, Error> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => Ok(text),
        Ok(_) | Err(_) => Err(Error::corrupt("word")),
    }
}

/// A stored count or length.
pub(crate) fn count(value: i64) -> Result<u64, Error> {
    u64::try_from(value).map_err(|_| Error::corrupt("count"))
}

/// A count or length to store.
pub(crate) fn stored(value: u64) -> Result<i64, Error> {
    i64::try_from(value).map_err(|_| Error::corrupt("count"))
}

/// 32 stored bytes.
pub(crate) fn bytes32(bytes: Vec<u8>, what: &'static str) -> Result<[u8; 32], Error> {
    bytes.try_into().map_err(|_| Error::corrupt(what))
}
