//! A case as it is opened: two faces first, the facts after the face answer.

use chrono::{DateTime, Utc};
use claims::checks::DocumentCheck;
use claims::{Document, Profile, Report};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::case::CaseSummary;
use crate::evidence::EvidenceItem;
use crate::faces::FaceJudgement;
use crate::lease::Lease;
use crate::person::SubjectRef;

/// Answer of `GET /v1/cases/{case}` and of keeping a face answer, for the holder of the lease.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CaseFile {
    /// The row.
    pub summary: CaseSummary,
    /// The caller's lease, if held.
    pub lease: Option<Lease>,
    /// Before the caller's face answer: the two faces only. After: everything.
    pub evidence: Vec<EvidenceItem>,
    /// Whether the portrait is the vendor's crop. Without one the answer is *not blind*.
    pub blind: bool,
    /// The caller's kept judgements, the first one first.
    pub judgements: Vec<FaceJudgement>,
    /// Withheld until the caller's face answer is kept.
    pub facts: Option<CaseFacts>,
}

/// Everything that could bend a face judgement, released after it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CaseFacts {
    /// Whom the case claims to be.
    pub subject: SubjectRef,
    /// Claims read from the document.
    pub document: Document,
    /// The profile's claims as snapshotted at the capture.
    pub profile: Profile,
    /// The service's own reconciliation of the two; the desk computes it again and compares.
    pub report: Report,
    /// Document checks: the vendor's and the ones made from the data.
    pub checks: Vec<DocumentCheck>,
    /// What the vendor's machine said.
    pub vendor: VendorResult,
    /// The person in the directory.
    pub person: SubjectFacts,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineEntry>,
    /// Repeats in 30 days.
    pub repeats: Repeats,
}

/// The vendor's own result. Shown as one grey line, after the reviewer's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct VendorResult {
    /// Face match between portrait and selfie, 0 to 1, 1 is a match; `None`: not performed.
    pub face_match: Option<f64>,
    /// Liveness, 0 to 1, 1 is live (the vendor's own polarity is reversed); `None`: not performed.
    pub liveness: Option<f64>,
    /// The vendor's overall status, in its word (`OK`, `WARN`, `FAIL`, …).
    pub overall: Option<String>,
    /// The face was used before with other data (`idAlreadyUsedCheck` failed).
    pub face_used_elsewhere: bool,
}

/// The subject as the service's snapshot has them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SubjectFacts {
    /// Display name.
    pub display_name: String,
    /// Sign-in name.
    pub user_principal_name: String,
    /// Mail.
    pub mail: Option<String>,
    /// Job title.
    pub job_title: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// Office or city.
    pub place: Option<String>,
    /// Whether the account is enabled; `None`: the directory does not say.
    pub account_enabled: Option<bool>,
    /// Created when.
    #[ts(type = "string | null")]
    pub account_since: Option<DateTime<Utc>>,
    /// The manager's display name.
    pub manager: Option<String>,
    /// Managers up the chain; nobody of them decides this case, nor the person's reports.
    pub manager_chain: Vec<SubjectRef>,
    /// Phone on file before the case, masked but for the last digits (R8).
    pub phone_masked: Option<String>,
    /// When the service first saw that phone; `None`: unknown before installation, which counts against.
    #[ts(type = "string | null")]
    pub phone_since: Option<DateTime<Utc>>,
    /// Directory roles and role-assignable groups, privileged first.
    pub roles: Vec<RoleHeld>,
    /// Other groups' names.
    pub groups: Vec<String>,
    /// Changes to the profile in 90 days, newest first.
    pub changes: Vec<ProfileChange>,
    /// When this snapshot was taken.
    #[ts(type = "string")]
    pub as_of: DateTime<Utc>,
}

impl SubjectFacts {
    /// Whether any role held, active or eligible, is privileged (R6).
    pub fn is_privileged(&self) -> bool {
        self.roles.iter().any(|role| role.privileged)
    }
}

/// A role or role-assignable group of the subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoleHeld {
    /// Its name.
    pub name: String,
    /// Active now, or eligible to be activated.
    pub active: bool,
    /// Whether policy counts it as privileged.
    pub privileged: bool,
}

/// One change of the profile, from the service's own history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileChange {
    /// Seen when.
    #[ts(type = "string")]
    pub at: DateTime<Utc>,
    /// Which property, in Graph's word.
    pub property: String,
    /// Whether it came after the capture (R9).
    pub after_capture: bool,
}

/// One line of *This case*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TimelineEntry {
    /// When.
    #[ts(type = "string")]
    pub at: DateTime<Utc>,
    /// What, as a stable code (`started`, `captured`, `mismatch`, `opened`, `given_back` …).
    pub what: String,
}

/// How often the same things were seen in 30 days, this case counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Repeats {
    /// Cases of this person.
    pub person: u32,
    /// Cases of this person within the policy's window (R7).
    pub recent: u32,
    /// Cases of other people with this document.
    pub document_elsewhere: u32,
    /// Cases of other people with this device.
    pub device_elsewhere: u32,
    /// Whether the vendor saw this face under another identity; `None`: not performed.
    pub face_elsewhere: Option<bool>,
}
