//! Envelopes, Merkle log, receipts and their verification. Pure; payloads are opaque to it.
