//! Each device's statements form a chain: every statement names the one before it.

use crate::{Envelope, Hash};

/// What the first statement of a key names as its predecessor: 32 zero bytes.
pub const START: Hash = Hash([0; 32]);

/// The previous-hash that the statement after `envelope` must carry: SHA-256 of the exact JSON
/// bytes of the envelope, which are also the bytes that the log's leaf is made of.
#[must_use]
pub fn after(envelope: &Envelope) -> Hash {
    after_json(envelope.to_json().as_bytes())
}

/// As [`after`], from the stored JSON bytes.
#[must_use]
pub fn after_json(envelope_json: &[u8]) -> Hash {
    Hash::of(envelope_json)
}

/// The previous-hash for the statement after `last`; [`START`] where there is none.
#[must_use]
pub fn next(last: Option<&Envelope>) -> Hash {
    last.map_or(START, after)
}
