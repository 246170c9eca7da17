//! A decision on its way: submission, receipt, and what came of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::id::{CaseId, DecisionId};
use crate::person::PersonRef;
use crate::statement::Verdict;

/// Body of `POST /v1/devices`: a fresh sign-in whose nonce names the key.
#[derive(Clone, Serialize, Deserialize)]
pub struct EnrolmentRequest {
    /// Raw Ed25519 public key, 32 bytes, base64 (standard, padded).
    pub public_key: String,
    /// What people call the device.
    pub device_name: String,
    /// The sign-in that enrols it.
    pub sign_in: SignInProof,
}

/// Answer of `POST /v1/devices`; the same for a key already enrolled by the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// Key id: hex SHA-256 of the raw public key.
    pub device_key: String,
    /// Whose.
    pub person: PersonRef,
    /// Index of its entry in the log.
    pub log_index: u64,
    /// When.
    pub enrolled_at: DateTime<Utc>,
}

/// A sign-in that stands beside what it is bound to.
#[derive(Clone, Serialize, Deserialize)]
pub struct SignInProof {
    /// The raw id_token.
    pub id_token: String,
    /// 32 random bytes, base64 (standard, padded); see [`crate::binding`].
    pub random: String,
}

impl std::fmt::Debug for SignInProof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignInProof { .. }")
    }
}

/// Body of `POST /v1/cases/{case}/decisions`, with `Idempotency-Key: "<decision id>"` and
/// `If-Match: "<revision>"`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DecisionSubmission {
    /// The DSSE envelope, its exact JSON text.
    pub envelope: String,
    /// Required for approve.
    pub sign_in: Option<SignInProof>,
    /// The note: kept inside, never quoted to the person.
    pub note: Option<Salted>,
    /// The findings report as the reviewer saw it.
    pub findings: Option<Salted>,
}

/// Text whose salted hash stands in the statement.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Salted {
    /// 32 random bytes, base64 (standard, padded).
    pub salt: String,
    /// The text.
    pub text: String,
}

impl std::fmt::Debug for Salted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Salted { .. }")
    }
}

/// Proof that the log holds a decision. 201 of a decision, and part of its status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Which decision.
    pub decision: DecisionId,
    /// Index of its entry.
    pub log_index: u64,
    /// The entry's exact bytes, base64 (standard, padded): a [`crate::entry::LogEntry`].
    pub entry: String,
    /// 32-byte salt, base64: the entry commits to SHA-256(salt ‖ envelope text).
    pub salt: String,
    /// C2SP `tlog-proof@v1` text.
    pub proof: String,
    /// When the service recorded it.
    pub recorded_at: DateTime<Utc>,
}

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// In the log.
    Recorded,
    /// In the log; carried out when a second person agrees (R6).
    AwaitsSecond,
    /// In the log; the second person did not agree, and the security desk decides.
    Escalated,
    /// In the log; two others decided otherwise.
    Outvoted,
    /// The notices were accepted.
    Notified,
    /// Incode's own status says so.
    Acted {
        /// Read back when.
        #[ts(type = "string")]
        at: DateTime<Utc>,
    },
    /// Somebody recalled this approval.
    Recalled {
        /// Their display name.
        by_name: String,
        /// When.
        #[ts(type = "string")]
        at: DateTime<Utc>,
        /// Whether it may have had its effect by then; otherwise it was withdrawn.
        incident: bool,
    },
    /// Needs a person; the sentence says why.
    Stuck {
        /// Why, in words.
        why: String,
    },
}

/// Answer of `GET /v1/decisions/{decision}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionStatus {
    /// Which decision.
    pub decision: DecisionId,
    /// Of which case.
    pub case: CaseId,
    /// The verdict.
    pub verdict: Verdict,
    /// How far it has come.
    #[serde(flatten)]
    pub stage: Stage,
    /// The receipt.
    pub receipt: Receipt,
    /// Notices sent.
    pub notices: Vec<Notice>,
}

/// One notice to the person, the manager or the fallback recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "MailNotice")]
pub struct Notice {
    /// `person`, `manager` or `fallback`.
    pub to: String,
    /// Masked address.
    pub address_masked: String,
    /// Accepted by the mail system when; `None`: not yet.
    #[ts(type = "string | null")]
    pub accepted_at: Option<DateTime<Utc>>,
}

/// One decision waiting for a named operator to enter it in the vendor's dashboard
/// (`GET /v1/handoff`, role `Security.Respond`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOff {
    /// Which decision.
    pub decision: DecisionId,
    /// The vendor's interview id.
    pub interview_id: String,
    /// The verdict to enter.
    pub verdict: Verdict,
    /// Waiting since.
    pub since: DateTime<Utc>,
    /// Who took it.
    pub operator: Option<Uuid>,
    /// The approval was recalled: it must not be entered.
    pub stopped: Option<Stopped>,
}

/// Why a verdict is not carried any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopped {
    /// Display name of whoever recalled it.
    pub by_name: String,
    /// When.
    pub at: DateTime<Utc>,
}
