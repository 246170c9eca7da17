//! Evidence as it is named and released; its bytes travel sealed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{CaseId, EvidenceId};

/// What a picture is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceRole {
    /// The document's face picture, cropped by the vendor.
    Portrait,
    /// The live picture.
    Selfie,
    /// Front or data page.
    DocumentFront,
    /// Back.
    DocumentBack,
}

impl EvidenceRole {
    /// As part of a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Portrait => "portrait",
            Self::Selfie => "selfie",
            Self::DocumentFront => "data page",
            Self::DocumentBack => "back of the document",
        }
    }

    /// Whether it is released before the face answer is kept (R1).
    pub fn is_face(self) -> bool {
        matches!(self, Self::Portrait | Self::Selfie)
    }
}

/// Whether the bytes can still be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceState {
    /// Can be fetched.
    Live,
    /// Deleted here under the retention rule; the proof stands.
    Erased,
    /// Deleted by the vendor before it was fetched.
    Purged,
}

/// One released piece of evidence.
///
/// The body of `GET /v1/cases/{case}/evidence/{evidence}` is `nonce[24] ‖ ciphertext` of
/// XChaCha20-Poly1305 under `key`, with [`seal_context`] as associated data. The plaintext's
/// SHA-256 is `sha256`; statements name it by SHA-256(`salt` ‖ plaintext) only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceItem {
    /// Its id.
    pub id: EvidenceId,
    /// What it is of.
    pub role: EvidenceRole,
    /// Whether the bytes can be had.
    pub state: EvidenceState,
    /// As claimed by the vendor; never trusted for decoding.
    pub media_type: String,
    /// Plaintext length in bytes.
    pub bytes: u64,
    /// SHA-256 of the plaintext, lower-case hex.
    pub sha256: String,
    /// 32 random bytes, base64 (standard, padded).
    pub salt: String,
    /// Hex SHA-256(`salt` ‖ plaintext): what statements name.
    pub commitment: String,
    /// 32-byte key, base64 (standard, padded); absent when erased or purged.
    pub key: Option<String>,
    /// When the vendor says it was captured.
    pub captured_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for EvidenceItem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EvidenceItem")
            .field("id", &self.id)
            .field("role", &self.role)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// Associated data that ties sealed bytes to their place: `case id/evidence id`.
pub fn seal_context(case: CaseId, evidence: EvidenceId) -> String {
    format!("{case}/{evidence}")
}
