//! The tenant's rules as data. Version 1 is strict and entered in the log at installation.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::case::CaseKind;
use crate::evidence::EvidenceRole;
use crate::statement::Verdict;

/// A coded reason, `N-02`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct ReasonCode(pub String);

/// One reason of the catalogue. Facts that anybody can look up are never among them (R3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reason {
    /// Its code.
    pub code: ReasonCode,
    /// What the reviewer reads.
    pub label: String,
    /// For which verdicts.
    pub verdicts: Vec<Verdict>,
}

/// A policy document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Counts up.
    pub version: u32,
    /// How fresh the sign-in of an approval must be, in seconds.
    pub approval_sign_in_max_age_seconds: u32,
    /// Lease length without activity, in seconds.
    pub lease_seconds: u32,
    /// How long evidence is kept after the decision, in days.
    pub retention_days: u32,
    /// Hours until a case is due, by kind.
    pub due_hours: Vec<(CaseKind, u32)>,
    /// Reason catalogue.
    pub reasons: Vec<Reason>,
    /// Smallest longest side, in device pixels, at which a face counts as seen (R2).
    pub readable_face_side: u32,
    /// Smallest longest side, in device pixels, that a whole document has at a scale at which its
    /// print is readable (R2).
    pub readable_document_side: u32,
    /// What approving opens, in minutes (R11).
    pub approval_lifetime_minutes: u32,
    /// From how many cases of one person within [`Self::velocity_days`], the present one counted,
    /// approve is closed until the security desk lifts it (R7).
    #[serde(default = "two")]
    pub velocity_cases: u32,
    /// How far back they are counted, in days.
    #[serde(default = "a_week")]
    pub velocity_days: u32,
    /// How long before its opening a change of the profile closes approve until the security desk
    /// lifts it, in hours (R7).
    #[serde(default = "three_days")]
    pub recent_change_hours: u32,
    /// Every approval takes two people (R20).
    #[serde(default)]
    pub heightened_threat: bool,
    /// Probability, in parts per million, that a flagged case is its true owner's, before its
    /// claims are weighed: where every reconciliation starts. From 1 % to 99 %.
    #[serde(default = "even")]
    pub prior_ppm: u32,
}

impl Policy {
    /// Version 1.
    pub fn strict() -> Self {
        use Verdict::{Approve, Deny, Escalate, NewCapture};
        let reason = |code: &str, label: &str, verdicts: &[Verdict]| Reason {
            code: ReasonCode(code.to_owned()),
            label: label.to_owned(),
            verdicts: verdicts.to_vec(),
        };
        Self {
            version: 1,
            approval_sign_in_max_age_seconds: 300,
            lease_seconds: 900,
            retention_days: 30,
            due_hours: vec![
                (CaseKind::PasswordReset, 4),
                (CaseKind::MfaRecovery, 4),
                (CaseKind::ExternalAuthentication, 2),
                (CaseKind::Onboarding, 24),
            ],
            reasons: vec![
                reason("N-01", "Same name, written the same way", &[Approve]),
                reason("N-02", "Given name: short form of the same name", &[Approve]),
                reason("N-03", "Same names in another order", &[Approve]),
                reason("N-05", "Accent or transliteration", &[Approve]),
                reason("N-07", "Surname: one part of a double surname", &[Approve]),
                reason("N-09", "Joined or hyphenated", &[Approve]),
                reason("N-11", "Second given name not kept in the profile", &[Approve]),
                reason("N-12", "Cut in the machine lines", &[Approve]),
                reason("N-14", "Misread character", &[Approve]),
                reason("N-20", "Name changed; a record of it was seen", &[Approve]),
                reason("N-21", "HR confirmed the spelling", &[Approve]),
                reason("D-01", "Document not believable", &[Deny, Escalate]),
                reason("D-02", "Claims conflict and nothing explains it", &[Deny, Escalate]),
                reason("D-04", "Different person", &[Deny, Escalate]),
                reason("D-05", "Birth dates differ", &[Deny, Escalate]),
                reason("Q-01", "Picture unusable", &[Deny, NewCapture]),
                reason("Q-02", "Part of the document not in the picture", &[NewCapture]),
                reason("S-00", "Escalated without reason", &[Escalate]),
                reason("S-01", "Possible coercion or attack", &[Escalate]),
            ],
            readable_face_side: 360,
            readable_document_side: 640,
            approval_lifetime_minutes: 30,
            velocity_cases: two(),
            velocity_days: a_week(),
            recent_change_hours: three_days(),
            heightened_threat: false,
            prior_ppm: even(),
        }
    }

    /// Reasons for a verdict.
    pub fn reasons_for(&self, verdict: Verdict) -> impl Iterator<Item = &Reason> {
        self.reasons.iter().filter(move |reason| reason.verdicts.contains(&verdict))
    }

    /// Longest side, in device pixels, from which a picture of this role counts as seen.
    pub fn readable_side_of(&self, role: EvidenceRole) -> u32 {
        if role.is_face() { self.readable_face_side } else { self.readable_document_side }
    }

    /// Hours until a case of this kind is due.
    pub fn due_hours_for(&self, kind: CaseKind) -> u32 {
        self.due_hours.iter().find(|(k, _)| *k == kind).map_or(4, |(_, hours)| *hours)
    }
}

fn two() -> u32 {
    2
}

fn a_week() -> u32 {
    7
}

fn three_days() -> u32 {
    72
}

/// As likely as not: the default, which favours nobody.
fn even() -> u32 {
    500_000
}
