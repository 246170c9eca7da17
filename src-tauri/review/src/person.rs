//! Who reviews, and whom a case claims to be: always tenant id and object id, never a sign-in name.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// A person in a tenant. Sign-in names change and are re-used; these two ids are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct PersonRef {
    /// Entra tenant id.
    #[ts(type = "string")]
    pub tenant_id: Uuid,
    /// Entra object id within the tenant.
    #[ts(type = "string")]
    pub object_id: Uuid,
}

/// The Entra user whom a case claims to be.
pub type SubjectRef = PersonRef;

/// App roles of the service's registration (`roles` claim).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub enum Role {
    /// Decides recoveries and external authentications.
    #[serde(rename = "Recovery.Review")]
    RecoveryReview,
    /// Confirms new hires; sees onboarding cases only.
    #[serde(rename = "Onboarding.Review")]
    OnboardingReview,
    /// Audits past decisions.
    #[serde(rename = "Decisions.Audit")]
    DecisionsAudit,
    /// Owns escalations.
    #[serde(rename = "Security.Respond")]
    SecurityRespond,
    /// Changes policy, with a second person.
    #[serde(rename = "Policy.Manage")]
    PolicyManage,
}

impl Role {
    /// The role named by a `roles` claim value; `None` for values of other applications.
    pub fn from_claim(value: &str) -> Option<Self> {
        match value {
            "Recovery.Review" => Some(Self::RecoveryReview),
            "Onboarding.Review" => Some(Self::OnboardingReview),
            "Decisions.Audit" => Some(Self::DecisionsAudit),
            "Security.Respond" => Some(Self::SecurityRespond),
            "Policy.Manage" => Some(Self::PolicyManage),
            _ => None,
        }
    }
}

/// A signed-in person as the rules see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewer {
    /// Who it is.
    pub person: PersonRef,
    /// Roles of this sign-in.
    pub roles: Vec<Role>,
}

impl Reviewer {
    /// Whether the person holds a role.
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}
