//! Outcomes of a call.

use std::time::Duration;

use review::Problem;

/// What came of a call that did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No answer: not connected, refused, timed out. The call may or may not have had its effect.
    #[error("the service does not answer")]
    Offline,
    /// 401: the token is not accepted.
    #[error("sign in again")]
    SignedOut,
    /// 429 or 503 with `Retry-After`.
    #[error("the service asked to wait {} seconds", retry_after.as_secs())]
    Throttled {
        /// How long.
        retry_after: Duration,
    },
    /// The service refused and said why.
    #[error("{}", .0.title)]
    Refused(Box<Problem>),
    /// 5xx: the service failed. The call may or may not have had its effect.
    #[error("the service failed with status {status}")]
    Failed {
        /// HTTP status.
        status: u16,
    },
    /// An answer that the service would not give: HTML, wrong type, too large, not readable.
    #[error("the answer can't be trusted: {what}")]
    Untrusted {
        /// What was wrong.
        what: &'static str,
    },
}

impl Error {
    /// Whether the call may have reached the service, so that only asking again tells.
    pub fn is_ambiguous(&self) -> bool {
        match self {
            Self::Offline | Self::Failed { .. } | Self::Untrusted { .. } => true,
            Self::SignedOut | Self::Throttled { .. } | Self::Refused(_) => false,
        }
    }
}

/// Result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;
