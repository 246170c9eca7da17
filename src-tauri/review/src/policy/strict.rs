//! Version 1, before anybody changed anything.

use uuid::Uuid;

use super::{HelpdeskPictures, OrdinaryRole, Policy, Privileged, Reason, ReasonCode};
use crate::case::CaseKind;
use crate::evidence::EvidenceRole;
use crate::statement::Verdict;

/// Roles that only read what everybody in the directory may read. Source: *Privileged roles and
/// permissions*, Microsoft Entra.
const READERS: [(u128, &str); 5] = [
    (0x88d8_e3e3_8f55_4a1e_953a_9b98_98b8_876b, "Directory Readers"),
    (0x95e7_9109_95c0_4d8e_aee3_d01a_ccf2_d47b, "Guest Inviter"),
    (0x790c_1fb9_7f7d_4f88_86a1_ef1f_95c0_5c1b, "Message Center Reader"),
    (0x4a5d_8f65_41da_4de4_8968_e035_b653_39cf, "Reports Reader"),
    (0x7593_4031_6c7e_415a_99d7_48db_d49e_875e, "Usage Summary Reports Reader"),
];

impl Policy {
    /// Version 1.
    pub fn strict() -> Self {
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
            reasons: Self::catalogue(),
            readable_face_side: 360,
            readable_document_side: 640,
            approval_lifetime_minutes: 30,
            velocity_cases: two(),
            velocity_days: a_week(),
            recent_change_hours: three_days(),
            heightened_threat: false,
            prior_ppm: even(),
            privileged: privileged(),
            finance_groups: Vec::new(),
            required_evidence: required_evidence(),
            helpdesk_pictures: HelpdeskPictures::default(),
        }
    }

    /// Every reason that there is. A policy opens and closes them; it invents none, so that nothing
    /// that a caller can look up ever becomes a reason (R3).
    pub fn catalogue() -> Vec<Reason> {
        use Verdict::{Approve, Deny, Escalate, NewCapture};
        let reason = |code: &str, label: &str, verdicts: &[Verdict]| Reason {
            code: ReasonCode(code.to_owned()),
            label: label.to_owned(),
            verdicts: verdicts.to_vec(),
        };
        vec![
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
        ]
    }
}

pub(super) fn two() -> u32 {
    2
}

pub(super) fn a_week() -> u32 {
    7
}

pub(super) fn three_days() -> u32 {
    72
}

/// As likely as not: the default, which favours nobody.
pub(super) fn even() -> u32 {
    500_000
}

pub(super) fn privileged() -> Privileged {
    let ordinary_roles = READERS
        .into_iter()
        .map(|(id, name)| OrdinaryRole { template_id: Uuid::from_u128(id), name: name.to_owned() });
    Privileged {
        ordinary_roles: ordinary_roles.collect(),
        eligible_counts: true,
        groups: Vec::new(),
    }
}

/// The vendor's crop of the portrait can be missing; then the front shows it.
pub(super) fn required_evidence() -> Vec<(CaseKind, Vec<EvidenceRole>)> {
    let each = vec![EvidenceRole::Selfie, EvidenceRole::DocumentFront];
    CaseKind::ALL.into_iter().map(|kind| (kind, each.clone())).collect()
}
