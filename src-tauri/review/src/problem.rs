//! `application/problem+json` (RFC 9457) as the service answers and the desk reads it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::doors::Closed;
use crate::faces::FaceJudgement;
use crate::statement::Verdict;

/// A problem document. `type` is stable; `detail` is a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `https://countersign.example/problems/<kind>`.
    #[serde(rename = "type")]
    pub type_uri: String,
    /// Short title.
    pub title: String,
    /// HTTP status, repeated.
    pub status: u16,
    /// What to do next, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Rules that close the door (403 of kind `closed`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Closed>,
    /// The case's revision now (412).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_revision: Option<u64>,
    /// The policy in force now, where the one that was named is not (412).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_version: Option<u32>,
    /// Who holds or decided it (409, 412).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_name: Option<String>,
    /// Since when it is held (409 of kind `lease-held`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_since: Option<DateTime<Utc>>,
    /// How it was decided (409 of kind `already-decided`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// The answer already kept (409 of kind `already-judged`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<FaceJudgement>,
}

/// The kinds of problems, the last segment of `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 400: a header or field is missing or malformed.
    Malformed,
    /// 401: no token, or one that does not verify.
    SignedOut,
    /// 403: the role does not allow it.
    RoleMissing,
    /// 403: a rule closes this door; `closed` names it.
    Closed,
    /// 403: the device key is unknown or revoked.
    DeviceUnknown,
    /// 403: the sign-in beside the statement does not prove it.
    SignInNotBound,
    /// 404: nothing of that id for this person.
    NotFound,
    /// 409: somebody holds the lease.
    LeaseHeld,
    /// 409: the caller's lease is not the current one.
    LeaseLost,
    /// 409: decided already.
    AlreadyDecided,
    /// 409: the first face answer is kept.
    AlreadyJudged,
    /// 409: the same idempotency key is being worked on.
    InFlight,
    /// 409: another change of the policy waits.
    PolicyPending,
    /// 410: deleted under the retention rule, or purged by the vendor.
    Gone,
    /// 412: the case changed.
    Changed,
    /// 413: too large.
    TooLarge,
    /// 422: the same idempotency key for another body, or a statement that is not this decision.
    Unprocessable,
    /// 428: `If-Match` is required.
    RevisionRequired,
    /// 429: wait; `Retry-After` says how long.
    Throttled,
    /// 503: the service cannot answer now.
    Unavailable,
    /// 500: a fault; the log has it under the reference in `detail`.
    Fault,
}

impl Kind {
    const TABLE: [(Self, u16, &'static str, &'static str); 21] = [
        (Self::Malformed, 400, "malformed", "The request is malformed"),
        (Self::SignedOut, 401, "signed-out", "Sign in again"),
        (Self::RoleMissing, 403, "role-missing", "This needs a role"),
        (Self::Closed, 403, "closed", "A rule closes this"),
        (Self::DeviceUnknown, 403, "device-unknown", "This device is not enrolled"),
        (
            Self::SignInNotBound,
            403,
            "sign-in-not-bound",
            "The sign-in does not prove this decision",
        ),
        (Self::NotFound, 404, "not-found", "Not found"),
        (Self::LeaseHeld, 409, "lease-held", "Somebody holds this case"),
        (Self::LeaseLost, 409, "lease-lost", "The case was taken over"),
        (Self::AlreadyDecided, 409, "already-decided", "This case is decided"),
        (Self::AlreadyJudged, 409, "already-judged", "The first answer is kept"),
        (Self::InFlight, 409, "in-flight", "The same request is being worked on"),
        (Self::PolicyPending, 409, "policy-pending", "Another change of the policy waits"),
        (Self::Gone, 410, "gone", "Deleted"),
        (Self::Changed, 412, "changed", "This case changed"),
        (Self::TooLarge, 413, "too-large", "Too large"),
        (Self::Unprocessable, 422, "unprocessable", "This is not that decision"),
        (Self::RevisionRequired, 428, "revision-required", "The revision is required"),
        (Self::Throttled, 429, "throttled", "Wait"),
        (Self::Unavailable, 503, "unavailable", "Not available now"),
        (Self::Fault, 500, "fault", "Something went wrong"),
    ];

    /// Base of every `type`.
    pub const BASE: &'static str = "https://countersign.example/problems/";

    fn row(self) -> &'static (Self, u16, &'static str, &'static str) {
        Self::TABLE.iter().find(|row| row.0 == self).unwrap_or(&Self::TABLE[20])
    }

    /// The HTTP status.
    pub fn status(self) -> u16 {
        self.row().1
    }
}

impl Problem {
    /// A problem of a kind, with a sentence.
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        let (_, status, slug, title) = kind.row();
        Self {
            type_uri: format!("{}{slug}", Kind::BASE),
            title: (*title).to_owned(),
            status: *status,
            detail: Some(detail.into()),
            closed: Vec::new(),
            current_revision: None,
            policy_version: None,
            by_name: None,
            held_since: None,
            verdict: None,
            kept: None,
        }
    }

    /// The kind, if it is one this version knows.
    pub fn kind(&self) -> Option<Kind> {
        let slug = self.type_uri.strip_prefix(Kind::BASE)?;
        Kind::TABLE.iter().find(|row| row.2 == slug).map(|row| row.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_as_itself() {
        for (kind, status, ..) in Kind::TABLE {
            let problem = Problem::new(kind, "x");
            assert_eq!(problem.kind(), Some(kind));
            assert_eq!(problem.status, status);
            let text = serde_json::to_string(&problem).unwrap();
            assert_eq!(serde_json::from_str::<Problem>(&text).unwrap(), problem);
        }
    }
}
