//! Envelopes, Merkle log, receipts and their verification. Pure; payloads are opaque to it.
//!
//! - [`envelope`]: a signed statement (DSSE v1.0.2).
//! - [`chain`]: each device's statements name their predecessor.
//! - [`commitment`]: salted hashes, so that evidence is bound without being guessable.
//! - [`log`]: the Merkle tree of RFC 6962 over stored hashes that the caller keeps.
//! - [`checkpoint`]: the signed head of that tree (C2SP tlog-checkpoint).
//! - [`receipt`]: the proof that one entry is under one checkpoint (C2SP tlog-proof).
//! - [`consistency`]: whether a newer checkpoint continues the one that was pinned.
//!
//! The byte formats are described in `docs/record.md`.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod chain;
pub mod checkpoint;
pub mod commitment;
pub mod consistency;
pub mod envelope;
mod error;
mod hash;
pub mod log;
pub mod receipt;

pub use checkpoint::{Checkpoint, NoteSigner, NoteVerifier};
pub use consistency::Consistency;
pub use envelope::Envelope;
pub use error::Error;
pub use hash::Hash;
pub use receipt::{Receipt, Verified};
