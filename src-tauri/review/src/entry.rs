//! Entries of the log. No name and no free text: commitments, ids and times only.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::{CaseId, DecisionId};
use crate::person::PersonRef;
use crate::policy::PolicyChangeId;

/// One entry; its leaf data are the exact bytes of [`LogEntry::to_bytes`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case", deny_unknown_fields)]
pub enum LogEntry {
    /// The service was installed with this policy.
    Installed {
        /// Policy version.
        policy_version: u32,
        /// Hex SHA-256 of the policy's JSON.
        policy_sha256: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// A change of the policy was proposed.
    PolicyProposed {
        /// Which change.
        change: PolicyChangeId,
        /// The version that it starts from.
        based_on: u32,
        /// The version that it makes.
        policy_version: u32,
        /// Hex SHA-256 of that version's canonical JSON.
        policy_sha256: String,
        /// Hex SHA-256 of the signed envelope, exact bytes.
        envelope_sha256: String,
        /// Who.
        by: PersonRef,
        /// When.
        at: DateTime<Utc>,
    },
    /// A second person agreed.
    PolicyApproved {
        /// Which change.
        change: PolicyChangeId,
        /// The version that it makes.
        policy_version: u32,
        /// Hex SHA-256 of that version's canonical JSON.
        policy_sha256: String,
        /// Hex SHA-256 of the signed envelope, exact bytes.
        envelope_sha256: String,
        /// Who.
        by: PersonRef,
        /// From when on it decides, unless it is withdrawn before.
        effective_at: DateTime<Utc>,
        /// When.
        at: DateTime<Utc>,
    },
    /// A change was stopped before it took effect.
    PolicyWithdrawn {
        /// Which change.
        change: PolicyChangeId,
        /// Hex SHA-256 of the signed envelope, exact bytes.
        envelope_sha256: String,
        /// Who.
        by: PersonRef,
        /// When.
        at: DateTime<Utc>,
    },
    /// A device key was enrolled.
    DeviceEnrolled {
        /// Whose.
        person: PersonRef,
        /// Key id.
        device_key: String,
        /// Raw public key, hex.
        public_key: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// A device key was revoked: statements logged before this entry stay valid.
    DeviceRevoked {
        /// Key id.
        device_key: String,
        /// By whom.
        by: PersonRef,
        /// When.
        at: DateTime<Utc>,
    },
    /// A case was opened.
    CaseOpened {
        /// Which.
        case: CaseId,
        /// Hex SHA-256(salt ‖ `real` or `seeded`), so that a mistake can't be relabelled.
        origin_commitment: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// A decision was recorded.
    Decision {
        /// Which.
        decision: DecisionId,
        /// Of which case.
        case: CaseId,
        /// Hex SHA-256(salt ‖ envelope's exact text).
        commitment: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// An approval was recalled.
    Recalled {
        /// Which recall.
        recall: Uuid,
        /// Which approval.
        decision: DecisionId,
        /// Of which case.
        case: CaseId,
        /// By whom.
        by: PersonRef,
        /// Whether it may have had its effect by then.
        incident: bool,
        /// When.
        at: DateTime<Utc>,
    },
}

impl LogEntry {
    /// The leaf data.
    ///
    /// # Errors
    /// Never for values that can be built; the error is serde's.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    /// Reads leaf data, strictly.
    ///
    /// # Errors
    /// When the bytes are not one of the known entries.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }
}
