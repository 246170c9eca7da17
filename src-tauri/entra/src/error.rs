//! One error, named by outcome, because each outcome gets its own sentence in the window.

use std::time::Duration;

use thiserror::Error as ThisError;

use crate::claims_request::ClaimsRequest;
use crate::refusal::Refusal;

/// Why something with Entra or Graph did not happen.
///
/// It carries nothing secret and nothing personal, so it may be logged.
#[derive(Debug, Clone, PartialEq, Eq, ThisError)]
pub enum Error {
    /// The tenant profile can't be used.
    #[error("the tenant profile is wrong: {reason}")]
    BadTenant {
        /// What is wrong, in words.
        reason: String,
    },
    /// No connection could be made, or it broke.
    #[error("no connection to {host}")]
    Offline {
        /// The host that was not reached.
        host: String,
    },
    /// The other side's certificate is not one that this tenant trusts.
    #[error("the certificate of {host} is not trusted")]
    Untrusted {
        /// The host that showed it.
        host: String,
    },
    /// The other side has a fault of its own (HTTP 5xx).
    #[error("the other side is in trouble (HTTP {status})")]
    Trouble {
        /// HTTP status.
        status: u16,
        /// Microsoft's `request-id`, for support.
        request_id: Option<String>,
    },
    /// Asked too often. Nothing was done.
    #[error("asked too often, wait {} s", retry_after.as_secs())]
    Throttled {
        /// How long to wait before the next try.
        retry_after: Duration,
    },
    /// The answer is not what Entra or Graph sends: a page instead of JSON, a wrong shape, too
    /// many bytes.
    #[error("unexpected answer for {what}: {reason}")]
    UnexpectedAnswer {
        /// What was asked for: `discovery`, `signing keys`, `token`, `users`…
        what: &'static str,
        /// What is wrong with it, in words; never a part of the answer.
        reason: String,
    },

    /// No loopback port could be opened for the browser's answer.
    #[error("the loopback port was refused")]
    PortRefused,
    /// The person or the program gave up.
    #[error("cancelled")]
    Cancelled,
    /// The browser did not come back within five minutes.
    #[error("the browser did not come back in time")]
    TimedOut,
    /// The person declined in the browser (`access_denied`).
    #[error("declined in the browser")]
    Declined(Box<Refusal>),
    /// Someone must consent first: the person or an administrator.
    #[error("consent is missing")]
    ConsentMissing(Box<Refusal>),
    /// Entra's policies don't let this sign-in pass, and trying again won't help. Whether it was
    /// the device tells [`Refusal::cause`].
    #[error("blocked by policy")]
    Blocked(Box<Refusal>),
    /// Entra refused for another reason.
    #[error("refused: {}", .0.error)]
    Refused(Box<Refusal>),
    /// The person must sign in once more, with these claims asked for.
    #[error("a new sign-in is needed")]
    InteractionRequired {
        /// To be given to the next [`SignInRequest`](crate::SignInRequest) as `extra_claims`.
        claims: Option<ClaimsRequest>,
        /// What Entra said, if it was Entra who said it.
        refusal: Box<Refusal>,
    },
    /// There is no session: no refresh token is kept, or Entra called it dead.
    #[error("signed out")]
    SignedOut,
    /// Our clock and Entra's are too far apart to judge a token.
    #[error("the clock is wrong by {minutes} min")]
    ClockWrong {
        /// Our clock minus Entra's, in whole minutes, rounded away from zero.
        minutes: i64,
    },

    /// The token is of another issuer.
    #[error("token of another issuer")]
    WrongIssuer,
    /// The token is for another application.
    #[error("token for another audience")]
    WrongAudience,
    /// The token is of another tenant.
    #[error("token of another tenant")]
    WrongTenant,
    /// The token answers another question: its nonce is not ours.
    #[error("token with another nonce")]
    WrongNonce,
    /// The token is too old.
    #[error("token expired {} s ago", by.as_secs())]
    Expired {
        /// How long ago, without the allowed skew of 120 s taken off.
        by: Duration,
    },
    /// The token is not valid yet.
    #[error("token valid in {} s", by.as_secs())]
    NotYetValid {
        /// How far in the future, without the allowed skew of 120 s taken off.
        by: Duration,
    },
    /// The token names a key that the tenant doesn't publish.
    #[error("token signed by an unknown key")]
    UnknownKey,
    /// The token has no signature (`alg: none`).
    #[error("token without a signature")]
    Unsigned,
    /// The token is signed by another algorithm than RS256.
    #[error("token signed by a wrong algorithm")]
    WrongAlgorithm,
    /// The signature doesn't fit.
    #[error("token with a wrong signature")]
    BadSignature,
    /// The token is not a version 2.0 token.
    #[error("token of another version")]
    WrongVersion,
    /// The token can't be read.
    #[error("malformed token: {reason}")]
    Malformed {
        /// What is wrong, in words; never a part of the token.
        reason: &'static str,
    },

    /// The place where the refresh token is kept did not work.
    #[error("the refresh token could not be kept: {reason}")]
    VaultFailed {
        /// The vault's own words.
        reason: String,
    },

    /// Graph says that the app or the person lacks a permission (HTTP 403).
    #[error("not permitted: {code}")]
    NotPermitted {
        /// Graph's error code.
        code: String,
        /// Graph's `request-id`.
        request_id: Option<String>,
    },
    /// Graph knows no such thing (HTTP 404).
    #[error("not found")]
    NotFound {
        /// Graph's `request-id`.
        request_id: Option<String>,
    },
    /// Graph refused for another reason.
    #[error("Graph refused: HTTP {status}, {code}")]
    GraphRefused {
        /// HTTP status.
        status: u16,
        /// Graph's error code, perhaps empty.
        code: String,
        /// Graph's `request-id`.
        request_id: Option<String>,
    },
    /// A page named a next page on another host. No request was sent there.
    #[error("a link to a foreign host was refused")]
    ForeignLink,
    /// Paging does not end: a link came twice, or too many pages came.
    #[error("the pages do not end")]
    EndlessPages,
}
