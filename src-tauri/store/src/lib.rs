//! The desk's only SQL: one encrypted file per tenant profile, its key in the OS keyring, and sealed
//! evidence beside it.
//!
//! Every write is one transaction on one connection (`BEGIN IMMEDIATE`), reads go to a pool.
//! Nothing here asks for the time: it enters as an argument.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod account;
mod cases;
mod checkpoint;
mod cipher;
mod decisions;
mod device;
mod directory;
mod drafts;
mod error;
mod evidence;
mod instant;
mod journal;
mod key;
mod open;
mod outbox;
mod people;
mod place;
mod preferences;
mod queue;
mod secret;

#[cfg(test)]
mod crash;
#[cfg(test)]
extern crate self as store;
#[cfg(test)]
#[path = "../tests/store/sample.rs"]
#[allow(dead_code, reason = "the other tests use the rest")]
mod sample;

pub use account::Account;
pub use cases::{KeptCaseFile, KeptFaceAnswer};
pub use checkpoint::PinnedCheckpoint;
pub use decisions::{NewDecision, RecordedDecision};
pub use device::DeviceKey;
pub use directory::{
    Cursor, DirectoryCounts, Group, GroupPage, MemberKind, Membership, PeoplePage,
};
pub use directory::{Stream, SyncState};
pub use drafts::Draft;
pub use error::{Error, Result};
pub use journal::{JournalEntry, JournalHead};
pub use key::DatabaseKey;
pub use open::Store;
pub use outbox::{Delivery, OutboxCounts, OutboxItem, Reached};
pub use people::{Person, PersonGroup, PersonWithGroups};
pub use queue::{Held, QueuePage, QueueQuery, QueueSort};
pub use secret::{OsKeyring, SecretStore};

/// A failure of the program at a named point, for the tests that kill it there.
#[cfg(not(test))]
pub(crate) mod crash {
    #[inline(always)]
    pub(crate) fn point(_name: &str) {}
}
