//! Times as the file has them: whole microseconds since 1970 UTC, which sort and never round twice.

use chrono::{DateTime, Utc};

use crate::error::{Error, Result};

pub(crate) fn micros(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros()
}

pub(crate) fn time(micros: i64) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp_micros(micros).ok_or(Error::Corrupt)
}

pub(crate) fn optional_time(micros: Option<i64>) -> Result<Option<DateTime<Utc>>> {
    micros.map(time).transpose()
}

/// SQLite's integers are signed; counters here never come near the difference.
pub(crate) fn stored(count: u64) -> Result<i64> {
    i64::try_from(count).map_err(|_| Error::Stale)
}

pub(crate) fn count(stored: i64) -> Result<u64> {
    u64::try_from(stored).map_err(|_| Error::Corrupt)
}

pub(crate) fn hash(bytes: Vec<u8>) -> Result<[u8; 32]> {
    bytes.try_into().map_err(|_| Error::Corrupt)
}
