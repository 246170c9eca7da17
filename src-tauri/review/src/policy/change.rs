//! How a policy changes: a statement by the person who proposes it, another by the one who agrees,
//! each naming the document by its hash.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::Policy;
use crate::decision::SignInProof;
use crate::id::PolicyChangeId;
use crate::person::PersonRef;
use crate::statement::STATEMENT_TYPE;

/// Predicate type of a step of a policy change.
pub const POLICY_TYPE: &str = "https://countersign.example/attestation/policy/v1";
const SHA256: &str = "sha256";

/// Lower-case hex SHA-256 of a policy's canonical text.
pub fn policy_sha256(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// What a person does about a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PolicyStep {
    /// Proposes it.
    Propose,
    /// Agrees, being another person.
    Approve,
    /// Stops it before it takes effect.
    Withdraw,
}

/// What is signed: an in-toto statement whose only subject is the policy document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyStatement {
    /// [`STATEMENT_TYPE`].
    #[serde(rename = "_type")]
    pub statement_type: String,
    /// The document, `policy/<version>`, by the SHA-256 of its canonical text.
    pub subject: [PolicyDigest; 1],
    /// [`POLICY_TYPE`].
    #[serde(rename = "predicateType")]
    pub predicate_type: String,
    /// The step.
    pub predicate: PolicyClaim,
}

/// The document by its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyDigest {
    /// `policy/<version>`.
    pub name: String,
    /// Exactly one: `sha256`.
    pub digest: BTreeMap<String, String>,
}

/// The step as signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyClaim {
    /// Which change.
    pub change: PolicyChangeId,
    /// Which step.
    pub step: PolicyStep,
    /// The version in force that it starts from.
    pub based_on: u32,
    /// The version that it makes.
    pub version: u32,
    /// Who.
    pub by: PersonRef,
    /// Key id of the device: hex SHA-256 of the raw Ed25519 public key.
    pub device_key: String,
    /// Counts this key's statements from 1, decisions and these together.
    pub sequence: u64,
    /// Hex SHA-256 of this key's previous envelope, exact bytes; `None` for the first.
    pub previous: Option<String>,
    /// Desk version.
    pub desk_version: String,
    /// When, by the desk's clock.
    pub at: DateTime<Utc>,
}

impl PolicyStatement {
    /// Puts a step into the form that is signed.
    pub fn of(predicate: PolicyClaim, sha256: &str) -> Self {
        Self {
            statement_type: STATEMENT_TYPE.to_owned(),
            subject: [PolicyDigest {
                name: format!("policy/{}", predicate.version),
                digest: BTreeMap::from([(SHA256.to_owned(), sha256.to_owned())]),
            }],
            predicate_type: POLICY_TYPE.to_owned(),
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

    /// Reads a signed payload, strictly; gives the step and the hash of its document.
    ///
    /// # Errors
    /// When a field is missing, unknown or of the wrong shape, or the subject is not the version
    /// that the step makes.
    pub fn read(bytes: &[u8]) -> Result<(PolicyClaim, String), serde_json::Error> {
        let Self { statement_type, subject: [subject], predicate_type, predicate } =
            serde_json::from_slice(bytes)?;
        let named = subject.name == format!("policy/{}", predicate.version);
        match subject.digest.get(SHA256) {
            Some(sha256)
                if named
                    && subject.digest.len() == 1
                    && statement_type == STATEMENT_TYPE
                    && predicate_type == POLICY_TYPE =>
            {
                Ok((predicate, sha256.clone()))
            }
            Some(_) | None => Err(serde::de::Error::custom("not a policy statement, version 1")),
        }
    }
}

/// Body of `POST /v1/policy/changes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyProposal {
    /// The whole document in its canonical text, [`Policy::to_text`].
    pub policy: String,
    /// The DSSE envelope, its exact JSON text.
    pub envelope: String,
}

/// Body of an approval and of a withdrawal.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PolicySignature {
    /// The DSSE envelope, its exact JSON text.
    pub envelope: String,
    /// Required for an approval: a fresh sign-in whose nonce names the statement.
    pub sign_in: Option<SignInProof>,
}

/// Who did a step, and where the log has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PolicySigned {
    /// Who.
    pub person: PersonRef,
    /// Their display name.
    pub name: String,
    /// When the service recorded it.
    #[ts(type = "string")]
    pub at: DateTime<Utc>,
    /// Index of its entry in the log.
    #[ts(type = "number")]
    pub log_index: u64,
}

/// A change that was proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyChange {
    /// Which.
    pub id: PolicyChangeId,
    /// The version that it starts from.
    pub based_on: u32,
    /// What it makes the policy.
    pub policy: Policy,
    /// Hex SHA-256 of that document's canonical text.
    pub sha256: String,
    /// Who proposed it.
    pub proposed: PolicySigned,
    /// Who agreed; `None`: nobody yet.
    pub approved: Option<PolicySigned>,
    /// When it takes effect; `None`: not before somebody agrees.
    pub effective_at: Option<DateTime<Utc>>,
}

/// One version that is or was in force, or waits for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyVersion {
    /// The document.
    pub policy: Policy,
    /// Hex SHA-256 of its canonical text.
    pub sha256: String,
    /// From when on.
    pub effective_at: DateTime<Utc>,
    /// Who proposed it; `None`: installed.
    pub proposed: Option<PolicySigned>,
    /// Who agreed; `None`: installed.
    pub approved: Option<PolicySigned>,
    /// Who stopped it before it took effect.
    pub withdrawn: Option<PolicySigned>,
}

/// Answer of `GET /v1/policy` and of every step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyState {
    /// The version that decides now.
    pub in_force: PolicyVersion,
    /// The one change that waits: for a second person, or for its time.
    pub pending: Option<PolicyChange>,
    /// The version that the next proposal makes.
    pub next_version: u32,
}
