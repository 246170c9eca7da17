//! An open case.

use claims::Report;
use claims::checks::DocumentCheck;
use review::file::TimelineEntry;
use review::{
    Because, CaseId, CaseKind, CaseNumber, CaseState, Door, FaceAnswer, FaceJudgement, Mark,
    Repeats, SubjectFacts, Sureness, VendorResult,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::decision::Draft;
use super::evidence::PictureView;

/// Answer of `open_case`, `case` and `keep_faces`.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaseView {
    /// Its id.
    pub id: CaseId,
    /// Its number.
    pub number: CaseNumber,
    /// Its kind.
    pub kind: CaseKind,
    /// Where it stands.
    pub state: CaseState,
    /// Revision.
    #[ts(type = "number")]
    pub revision: u64,
    /// Held by me since, RFC 3339; `None`: not held by me.
    pub held_since: Option<String>,
    /// Pictures released so far: two faces first.
    pub pictures: Vec<PictureView>,
    /// Whether the portrait is a crop (else the answer is *not blind*).
    pub blind: bool,
    /// My answers, the first one first.
    pub judgements: Vec<FaceJudgement>,
    /// After the face answer only.
    pub facts: Option<FactsView>,
    /// Which verdicts are open, and why others are closed.
    pub doors: Vec<Door>,
    /// Kept draft.
    pub draft: Option<Draft>,
    /// What must be seen before approve.
    pub readiness: Readiness,
}

/// Facts, after the face answer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FactsView {
    /// Marks of the account.
    pub marks: Vec<Mark>,
    /// The reconciliation.
    pub report: Report,
    /// Document checks.
    pub checks: Vec<DocumentCheck>,
    /// The vendor's own result.
    pub vendor: VendorResult,
    /// The person.
    pub person: SubjectFacts,
    /// *This case*.
    pub timeline: Vec<TimelineEntry>,
    /// Repeats.
    pub repeats: Repeats,
    /// Why two people decide this case; none: one does (R6).
    pub two_people: Vec<Because>,
    /// The document's number, covered but for its ends.
    pub document_number_masked: Option<String>,
}

/// The foot of the context column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Readiness {
    /// Pictures seen at readable size.
    pub pictures_seen: u32,
    /// Pictures there are.
    pub pictures: u32,
    /// Differences marked as read.
    pub differences_read: u32,
    /// Differences there are.
    pub differences: u32,
}

/// Argument of `keep_faces`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct KeepFacesRequest {
    /// Which case.
    pub case: CaseId,
    /// Answer.
    pub answer: FaceAnswer,
    /// How sure.
    pub sureness: Sureness,
}

/// Argument of `open_case`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct OpenCaseRequest {
    /// Which case.
    pub case: CaseId,
    /// Why it is taken over from its holder.
    pub take_over_reason: Option<String>,
}
