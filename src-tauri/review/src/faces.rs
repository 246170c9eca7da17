//! The reviewer's own face judgement. The first answer is kept; later ones are added under it (R1).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::person::PersonRef;

/// Same, different, cannot tell, or not to be judged from these pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FaceAnswer {
    /// The same person.
    Same,
    /// Different people.
    Different,
    /// The reviewer cannot tell.
    CannotTell,
    /// A picture is unusable.
    Unusable,
}

/// How sure the reviewer is. Required: an answer without it says too little.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sureness {
    /// A little.
    ALittle,
    /// Fairly.
    Fairly,
    /// Very.
    Very,
}

/// Body of `POST /v1/cases/{case}/faces`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaceSubmission {
    /// Made on the desk (UUIDv7), so that a repeat after a lost answer is recognised.
    pub id: uuid::Uuid,
    /// The lease it is given under.
    pub fence: u64,
    /// The answer.
    pub answer: FaceAnswer,
    /// How sure.
    pub sureness: Sureness,
    /// False when the document had to be shown because there was no face crop.
    pub blind: bool,
}

/// A kept judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FaceJudgement {
    /// The answer.
    pub answer: FaceAnswer,
    /// How sure.
    pub sureness: Sureness,
    /// Whether it was given before anything else of the case was shown.
    pub blind: bool,
    /// Whose.
    pub by: PersonRef,
    /// When the service kept it.
    #[ts(type = "string")]
    pub at: DateTime<Utc>,
}
