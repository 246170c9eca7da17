//! The desk's only SQL: an encrypted SQLite file whose key lies in the OS keyring.
