//! What is signed: an in-toto statement whose subjects are the pieces of evidence, by salted hash,
//! and whose predicate is the decision. No name, no free text: the note is named by its salted hash.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::case::CaseKind;
use crate::evidence::EvidenceRole;
use crate::faces::FaceJudgement;
use crate::id::{CaseId, DecisionId, EvidenceId};
use crate::person::{PersonRef, SubjectRef};
use crate::policy::ReasonCode;

/// DSSE payload type of every statement (in-toto Attestation Framework, envelope section).
pub const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";
/// `_type` of an in-toto v1 statement.
pub const STATEMENT_TYPE: &str = "https://in-toto.io/Statement/v1";
/// Predicate type of a decision.
pub const DECISION_TYPE: &str = "https://countersign.example/attestation/decision/v1";
/// Digest algorithm name of evidence: SHA-256(salt[32] ‖ plaintext), lower-case hex.
pub const SALTED_SHA256: &str = "countersignSaltedSha256";

/// What the reviewer decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// This is the person; do what was asked, once.
    Approve,
    /// Not approved.
    Deny,
    /// The person photographs again.
    NewCapture,
    /// `Security.Respond` decides.
    Escalate,
}

impl Verdict {
    /// All four, in the order of the screen.
    pub const ALL: [Self; 4] = [Self::Approve, Self::Deny, Self::NewCapture, Self::Escalate];

    /// As part of a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Deny => "deny",
            Self::NewCapture => "ask for a new capture",
            Self::Escalate => "escalate",
        }
    }
}

/// The in-toto statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// [`STATEMENT_TYPE`].
    #[serde(rename = "_type")]
    pub statement_type: String,
    /// Evidence, in the order of its ids.
    pub subject: Vec<EvidenceDigest>,
    /// [`DECISION_TYPE`].
    #[serde(rename = "predicateType")]
    pub predicate_type: String,
    /// The decision.
    pub predicate: DecisionClaim,
}

impl Statement {
    /// Puts a decision and its evidence into the form that is signed.
    pub fn of(predicate: DecisionClaim, mut subject: Vec<EvidenceDigest>) -> Self {
        subject.sort_by(|a, b| a.name.cmp(&b.name));
        Self {
            statement_type: STATEMENT_TYPE.to_owned(),
            subject,
            predicate_type: DECISION_TYPE.to_owned(),
            predicate,
        }
    }

    /// The exact bytes that are signed.
    ///
    /// # Errors
    /// Never for values that can be built; the error is serde's.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    /// Reads a signed payload, strictly.
    ///
    /// # Errors
    /// When a field is missing, unknown or of the wrong shape, or a type URI is another one.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        let statement: Self = serde_json::from_slice(bytes)?;
        if statement.statement_type != STATEMENT_TYPE || statement.predicate_type != DECISION_TYPE {
            return Err(serde::de::Error::custom("not a decision statement, version 1"));
        }
        Ok(statement)
    }
}

/// One piece of evidence, by salted hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceDigest {
    /// `evidence/<id>`.
    pub name: String,
    /// Exactly one: [`SALTED_SHA256`].
    pub digest: BTreeMap<String, String>,
}

impl EvidenceDigest {
    /// Names one piece of evidence.
    pub fn new(evidence: EvidenceId, salted_sha256_hex: String) -> Self {
        Self {
            name: format!("evidence/{evidence}"),
            digest: BTreeMap::from([(SALTED_SHA256.to_owned(), salted_sha256_hex)]),
        }
    }
}

/// The decision as signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionClaim {
    /// Its id, also the idempotency key.
    pub decision: DecisionId,
    /// The case.
    pub case: CaseId,
    /// The case's kind.
    pub kind: CaseKind,
    /// The revision the reviewer saw.
    pub revision: u64,
    /// The lease it was made under.
    pub fence: u64,
    /// Whom the case claims to be; absent for an escalation before the face answer, when the desk
    /// does not know.
    pub subject: Option<SubjectRef>,
    /// The verdict.
    pub verdict: Verdict,
    /// Coded reasons.
    pub reasons: Vec<ReasonCode>,
    /// SHA-256(salt ‖ note), hex; the note and its salt stand beside the statement.
    pub note_digest: Option<String>,
    /// SHA-256(salt ‖ findings report JSON), hex; absent when nothing was reconciled.
    pub findings_digest: Option<String>,
    /// The reviewer's first face answer; absent for an escalation before it.
    pub faces: Option<FaceJudgement>,
    /// What was rendered on this device under this lease.
    pub seen: Vec<Seen>,
    /// The policy in force.
    pub policy_version: u32,
    /// Who decides.
    pub reviewer: PersonRef,
    /// Key id of the device: hex SHA-256 of the raw Ed25519 public key.
    pub device_key: String,
    /// Counts this key's statements from 1.
    pub sequence: u64,
    /// Hex SHA-256 of this key's previous envelope, exact bytes; `None` for the first.
    pub previous: Option<String>,
    /// SHA-256 thumbprint of the tenant's JWKS that the desk itself fetched.
    pub jwks_thumbprint: String,
    /// Desk version.
    pub desk_version: String,
    /// When, by the desk's clock.
    pub decided_at: DateTime<Utc>,
}

/// One rendering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// Which evidence.
    pub evidence: EvidenceId,
    /// What it is of.
    pub role: EvidenceRole,
    /// First rendered when.
    pub first_at: DateTime<Utc>,
    /// Longest side it was rendered at, in device pixels.
    pub longest_side: u32,
}
