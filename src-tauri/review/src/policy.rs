//! The tenant's rules as data. Version 1 is strict and entered in the log at installation; every
//! later version is proposed by one person, signed by another, and looser ones wait a day.

mod bounds;
pub mod change;
mod compare;
mod rules;
pub mod standing;
mod strict;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::case::CaseKind;
use crate::evidence::EvidenceRole;
use crate::statement::Verdict;

pub use crate::id::PolicyChangeId;
pub use bounds::OutOfBounds;
pub use change::{
    PolicyChange, PolicyClaim, PolicyProposal, PolicySignature, PolicySigned, PolicyState,
    PolicyStatement, PolicyStep, PolicyVersion,
};
pub use compare::{Difference, Direction, differences, effective_at};
pub use rules::RuleSection;
pub use standing::{Membership, MembershipOf, Standing};

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

/// Whose account takes two people (R6). Role-assignable groups always do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Privileged {
    /// Directory roles that are not privileged. Every other one is, also one made tomorrow.
    pub ordinary_roles: Vec<OrdinaryRole>,
    /// Whether a role that is only eligible to be activated counts like an active one.
    pub eligible_counts: bool,
    /// Further groups, by name or object id.
    pub groups: Vec<String>,
}

/// A directory role that gives no power over others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OrdinaryRole {
    /// Its template id, the same in every tenant.
    #[ts(type = "string")]
    pub template_id: Uuid,
    /// What people call it.
    pub name: String,
}

/// Whether helpdesk sees the pictures of the cases that it may open (R17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HelpdeskPictures {
    /// As a reviewer does, faces first.
    #[default]
    Shown,
    /// None: it judges no faces and confirms nobody; it escalates, or gives the case back.
    Withheld,
}

/// A policy document. Its canonical form is its JSON without blanks, fields in this order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
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
    #[serde(default = "strict::two")]
    pub velocity_cases: u32,
    /// How far back they are counted, in days.
    #[serde(default = "strict::a_week")]
    pub velocity_days: u32,
    /// How long before its opening a change of the profile closes approve until the security desk
    /// lifts it, in hours (R7).
    #[serde(default = "strict::three_days")]
    pub recent_change_hours: u32,
    /// Every approval takes two people (R20).
    #[serde(default)]
    pub heightened_threat: bool,
    /// Probability, in parts per million, that a flagged case is its true owner's, before its
    /// claims are weighed: where every reconciliation starts. From 1 % to 99 %.
    #[serde(default = "strict::even")]
    pub prior_ppm: u32,
    /// Whose account takes two people (R6).
    #[serde(default = "strict::privileged")]
    pub privileged: Privileged,
    /// Groups whose members approve payments, by name or object id (R6).
    #[serde(default)]
    pub finance_groups: Vec<String>,
    /// Pictures without which nothing is approved, by kind (R2).
    #[serde(default = "strict::required_evidence")]
    pub required_evidence: Vec<(CaseKind, Vec<EvidenceRole>)>,
    /// Whether helpdesk sees pictures (R17).
    #[serde(default)]
    pub helpdesk_pictures: HelpdeskPictures,
}

impl Policy {
    /// The exact bytes that are hashed and signed.
    ///
    /// # Errors
    /// Never for values that can be built; the error is serde's.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Reads a document that is in its canonical form: nothing in it goes unread.
    ///
    /// # Errors
    /// When it is no policy, or is written in another way than [`Self::to_text`] writes it.
    pub fn from_text(text: &str) -> Result<Self, serde_json::Error> {
        let policy: Self = serde_json::from_str(text)?;
        if policy.to_text()? != text {
            return Err(serde::de::Error::custom("not in canonical form"));
        }
        Ok(policy)
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

    /// Pictures without which a case of this kind is not approved.
    pub fn required_for(&self, kind: CaseKind) -> &[EvidenceRole] {
        let found = self.required_evidence.iter().find(|(k, _)| *k == kind);
        found.map_or(&[], |(_, roles)| roles.as_slice())
    }
}
