//! What can go wrong, as the window needs to know it. TypeScript matches it exhaustively.

use review::{CaseId, Closed, Verdict};
use serde::Serialize;
use ts_rs::TS;

/// Every error a command can answer. A kind exists only because the window acts on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Problem {
    /// Nobody is signed in, or the sign-in ran out; local work stays.
    SignedOut,
    /// A sign-in was refused or did not finish.
    SignInBlocked {
        /// Why, for the sentence of the screen.
        cause: SignInCause,
        /// Entra's correlation id, to copy.
        correlation_id: Option<String>,
    },
    /// The sign-in holds no role here.
    RoleMissing {
        /// What it would need.
        needs: Vec<String>,
    },
    /// The service or the network does not answer; nothing was lost.
    Offline,
    /// An answer that its sender would not give was refused, and nothing of it was kept.
    Untrusted {
        /// Who answered so: `service`, `directory`, `sign_in`.
        from: String,
        /// `foreign_link`, `endless`, `certificate`, `answer`.
        what: String,
    },
    /// The service asked to wait.
    Throttled {
        /// Seconds until the next try.
        #[ts(type = "number")]
        retry_after_seconds: u64,
    },
    /// Somebody else holds the case.
    Held {
        /// Which.
        case: CaseId,
        /// Who.
        by_name: String,
        /// Since when, RFC 3339.
        since: String,
    },
    /// The lease is gone; the draft is kept.
    LeaseLost {
        /// Which.
        case: CaseId,
        /// Who took it, if the service said so.
        by_name: Option<String>,
    },
    /// The case changed while it was open; the draft is kept.
    Changed {
        /// Which.
        case: CaseId,
        /// The revision now.
        #[ts(type = "number | null")]
        revision: Option<u64>,
    },
    /// Somebody decided it.
    AlreadyDecided {
        /// Which.
        case: CaseId,
        /// Who.
        by_name: String,
        /// How.
        verdict: Verdict,
    },
    /// The rules close this.
    Closed {
        /// Which rules.
        closed: Vec<Closed>,
    },
    /// The fresh sign-in of an approval did not prove it; the draft is kept.
    StepUpFailed {
        /// `cancelled`, `different_account`, `not_fresh`, `not_bound`.
        cause: String,
    },
    /// Evidence that is not what was signed for, or can't be shown.
    EvidenceRefused {
        /// `hash_differs`, `not_an_image`, `too_large`, `unsupported`, `timed_out`, `gone`.
        cause: String,
    },
    /// The store can't be opened.
    StoreClosed {
        /// Why, for the sentence of the screen.
        cause: StoreCause,
    },
    /// Nothing of that id.
    NotFound,
    /// Input that can't be meant.
    Invalid {
        /// What to do.
        sentence: String,
    },
    /// Unexpected. The log has the chain under this reference.
    Fault {
        /// Like `7F3C-19`.
        reference: String,
    },
}

/// Why a sign-in did not happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum SignInCause {
    /// Cancelled here or in the browser.
    Cancelled,
    /// No answer in five minutes.
    TimedOut,
    /// Entra's policies did not allow it.
    ConditionalAccess,
    /// The application has no consent in this tenant.
    ConsentMissing,
    /// The account belongs to another tenant.
    OtherTenant,
    /// The clocks disagree.
    ClockWrong {
        /// By how many minutes.
        #[ts(type = "number")]
        minutes: i64,
    },
    /// The sign-in service did not answer.
    Unreachable,
    /// The loopback port was refused.
    PortRefused,
    /// The answer of the sign-in service can't be trusted; the word says what was wrong with it
    /// (`issuer`, `audience`, `nonce`, `signature`, `algorithm`, `key`, `expired`, `not_yet`,
    /// `certificate`, `discovery`, `malformed`).
    Untrusted {
        /// What.
        what: String,
    },
    /// Entra answered with this error word.
    Refused {
        /// OAuth `error`.
        error: String,
    },
}

/// Why the store can't be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StoreCause {
    /// No keyring on this session.
    NoKeyring,
    /// The keyring is locked.
    KeyringLocked,
    /// The store is here but its key is not.
    KeyMissing,
    /// The key does not open it.
    WrongKey,
    /// A page does not verify.
    Corrupt,
    /// An older copy of the store was put in place.
    RolledBack,
    /// Another window has it open.
    AlreadyOpen,
}
