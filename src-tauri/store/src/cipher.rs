//! Connections to the encrypted file, and the proof that each is one.
//!
//! Three traps of SQLCipher under sqlx 0.9 are closed here: sqlx logs the key pragma as any
//! statement; a wrong key connects without an error; a build without SQLCipher ignores the key and
//! writes plaintext.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{ConnectOptions, Connection, Row, SqliteConnection, SqlitePool};

use crate::error::{Error, Result, primary_code};
use crate::key::DatabaseKey;

/// How a connection is going to be used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Write,
    Read,
}

/// Tries the key on the file once, before any pool would retry it for half a minute.
pub(crate) async fn try_key(path: &Path, key: &DatabaseKey) -> Result<()> {
    let mut connection = options(path, key).connect().await.map_err(refusal)?;
    prove(&mut connection).await.map_err(refusal)?;
    connection.close().await?;
    Ok(())
}

/// The one connection that writes.
pub(crate) fn writer(path: &Path, key: &DatabaseKey) -> SqlitePool {
    pool(path, key, 1, Use::Write)
}

/// Connections that can't write.
pub(crate) fn readers(path: &Path, key: &DatabaseKey) -> SqlitePool {
    pool(path, key, 4, Use::Read)
}

/// Reads every page and checks its HMAC, then the structure above. [`Error::Corrupt`] if one fails.
pub(crate) async fn verify(connection: &mut SqliteConnection) -> Result<()> {
    // The check reads the file alone: what is still in the -wal must be in it first.
    checkpoint(connection).await?;
    let broken = sqlx::query("PRAGMA cipher_integrity_check").fetch_all(&mut *connection).await?;
    if !broken.is_empty() {
        return Err(Error::Corrupt);
    }
    let answer: String =
        sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&mut *connection).await?;
    if answer == "ok" { Ok(()) } else { Err(Error::Corrupt) }
}

/// Moves the -wal into the file and empties it, so that deleted rows are in neither.
pub(crate) async fn checkpoint(connection: &mut SqliteConnection) -> Result<()> {
    let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(connection).await?;
    if row.try_get::<i64, _>(0)? != 0 {
        tracing::debug!("a reader kept the -wal from being emptied");
    }
    Ok(())
}

fn pool(path: &Path, key: &DatabaseKey, connections: u32, purpose: Use) -> SqlitePool {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .idle_timeout(None)
        .max_lifetime(None)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                prove(connection).await?;
                settle(connection, purpose).await
            })
        })
        .connect_lazy_with(options(path, key))
}

/// Never Debug-print these: the key is in them.
fn options(path: &Path, key: &DatabaseKey) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .busy_timeout(Duration::from_secs(10))
        .pragma("key", key.pragma().as_str().to_owned())
        .pragma("cipher_log_level", "NONE")
        .disable_statement_logging()
}

/// Fails unless the file is read with this key, by a SQLite that encrypts.
async fn prove(connection: &mut SqliteConnection) -> sqlx::Result<()> {
    let version: Option<String> =
        sqlx::query_scalar("PRAGMA cipher_version").fetch_optional(&mut *connection).await?;
    if version.is_none_or(|version| version.is_empty()) {
        return Err(sqlx::Error::Protocol("this SQLite does not encrypt".to_owned()));
    }
    let _: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_master").fetch_one(connection).await?;
    Ok(())
}

async fn settle(connection: &mut SqliteConnection, purpose: Use) -> sqlx::Result<()> {
    let pragmas = match purpose {
        Use::Write => {
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;"
        }
        Use::Read => {
            "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;"
        }
    };
    sqlx::raw_sql(pragmas).execute(connection).await?;
    Ok(())
}

fn refusal(error: sqlx::Error) -> Error {
    match primary_code(&error) {
        Some(26) => Error::WrongKey,
        _ => error.into(),
    }
}
