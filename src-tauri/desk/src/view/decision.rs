//! Drafts, decisions and receipts.

use review::policy::Reason;
use review::{CaseId, CaseKind, CaseNumber, DecisionId, Notice, ReasonCode, Verdict};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A draft, kept on every change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Draft {
    /// Chosen verdict.
    pub verdict: Option<Verdict>,
    /// Ticked reasons.
    pub reasons: Vec<ReasonCode>,
    /// Note.
    pub note: String,
    /// Claims marked as read.
    pub read: Vec<claims::ClaimName>,
    /// Kept when, RFC 3339; set by the desk.
    pub kept_at: Option<String>,
}

/// Argument of `save_draft`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct DraftRequest {
    /// Which case.
    pub case: CaseId,
    /// The draft.
    pub draft: Draft,
}

/// Argument of `decide`. Approve opens the browser and returns when it came back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct DecideRequest {
    /// Which case.
    pub case: CaseId,
    /// Verdict.
    pub verdict: Verdict,
    /// Reasons.
    pub reasons: Vec<ReasonCode>,
    /// Note.
    pub note: String,
}

/// Answer of `decision_form`: what the decision panel offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DecisionForm {
    /// Reasons of the policy.
    pub reasons: Vec<Reason>,
    /// Policy version.
    pub policy_version: u32,
    /// *What approving does*, in sentences.
    pub approving_does: Vec<String>,
    /// The neutral text the person receives on deny or new capture.
    pub person_reads: String,
    /// Codes the findings suggest; ticking them is the reviewer's.
    pub fitting: Vec<ReasonCode>,
}

/// Answer of `decide` and `receipt`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReceiptView {
    /// Which decision.
    pub decision: DecisionId,
    /// Of which case.
    pub case: CaseId,
    /// Its number.
    pub number: CaseNumber,
    /// Its kind.
    pub kind: CaseKind,
    /// Verdict.
    pub verdict: Verdict,
    /// The subject's display name: the faces are judged by now.
    pub person: Option<String>,
    /// Who decided.
    pub decided_by: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// Times of the five stages, RFC 3339.
    pub signed_at: String,
    /// Delivered.
    pub delivered_at: Option<String>,
    /// Receipt verified.
    pub verified_at: Option<String>,
    /// Carried out: Incode's own status read back.
    pub acted_at: Option<String>,
    /// Notices.
    pub notices: Vec<Notice>,
    /// The verified proof.
    pub proof: Option<ProofView>,
    /// Device key print.
    pub device_key: String,
    /// Policy version.
    pub policy_version: u32,
    /// Revision that was decided.
    #[ts(type = "number")]
    pub revision: u64,
    /// Why it can't be recalled, in a sentence; `None`: it can.
    pub recall_closed: Option<String>,
    /// Whether *Take back* is open: no attempt can have reached the service.
    pub can_take_back: bool,
}

/// Where a decision stands. *Recorded* only with a verified receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum DeliveryState {
    /// Signed here, not delivered.
    Queued {
        /// Next try, RFC 3339.
        next_try_at: Option<String>,
    },
    /// Receipt verified.
    Recorded,
    /// Recorded; a second person decides next (R6).
    AwaitsSecond,
    /// Recorded; the second person did not agree, and the security desk decides.
    Escalated,
    /// Recorded; two others decided otherwise.
    Outvoted,
    /// Recorded, and recalled since.
    Recalled {
        /// Who.
        by_name: String,
        /// When, RFC 3339.
        at: String,
        /// Whether it may have been carried out by then.
        incident: bool,
    },
    /// Recorded, and the vendor or a notice is behind.
    Stuck {
        /// Why.
        why: String,
    },
    /// The case changed; the draft is back.
    RefusedChanged,
    /// Somebody decided it first.
    AlreadyDecided {
        /// Who.
        by_name: String,
        /// How.
        verdict: Verdict,
    },
    /// Refused by a rule, a role or the device's state; the draft is back.
    Refused {
        /// Why, in a sentence.
        why: String,
    },
    /// Taken back before any attempt.
    TakenBack,
}

/// A verified proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProofView {
    /// Entry index.
    #[ts(type = "number")]
    pub index: u64,
    /// Tree size of the checkpoint.
    #[ts(type = "number")]
    pub size: u64,
    /// Log origin.
    pub origin: String,
    /// Root, base64.
    pub root: String,
    /// Sibling hashes from leaf to root, base64; drawn as the path.
    pub path: Vec<String>,
}
