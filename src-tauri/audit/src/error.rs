//! What can come of verifying.

/// Why bytes were refused, or a tree operation could not be done. Nothing secret or personal is
/// carried: only which rule was broken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The bytes are not in the one form that the format allows; the text names the rule.
    #[error("not in the expected form: {0}")]
    Malformed(&'static str),
    /// More bytes, signatures or hashes than the format allows.
    #[error("too large: {0}")]
    TooLarge(&'static str),
    /// The checkpoint or key belongs to another log.
    #[error("belongs to another log, {found}")]
    WrongOrigin {
        /// The origin that was found.
        found: String,
    },
    /// No signature by a key that the caller trusts, or (envelopes) a signature by any other key.
    #[error("not signed by a key that is trusted here")]
    UnknownKey,
    /// A trusted key's signature does not match the signed bytes.
    #[error("a trusted key's signature does not match")]
    BadSignature,
    /// The proof does not lead from the entry, at its index, to the signed root.
    #[error("the proof does not show the entry in the log")]
    NotIncluded,
    /// An index at or beyond the size of the tree, or a size beyond what a log can hold.
    #[error("index or size out of range")]
    OutOfRange,
    /// The reader lacks this stored hash: the caller's copy of the tree is incomplete.
    #[error("stored hash {0} is missing")]
    MissingHash(u64),
}
