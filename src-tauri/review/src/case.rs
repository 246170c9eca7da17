//! A case as it stands in the queue: nothing in it names the person or speaks of the faces (R1, R16).

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::CaseId;
use crate::person::{PersonRef, Reviewer, Role};
use crate::statement::Verdict;

/// What the person wanted when the machine could not decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    /// Reset a password.
    PasswordReset,
    /// Register a second factor anew.
    MfaRecovery,
    /// Pass a high-assurance check once.
    ExternalAuthentication,
    /// Start a new job.
    Onboarding,
}

impl CaseKind {
    /// All four.
    pub const ALL: [Self; 4] =
        [Self::PasswordReset, Self::MfaRecovery, Self::ExternalAuthentication, Self::Onboarding];

    /// As part of a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::PasswordReset => "password reset",
            Self::MfaRecovery => "MFA recovery",
            Self::ExternalAuthentication => "external authentication",
            Self::Onboarding => "onboarding",
        }
    }

    /// The roles that may decide cases of this kind.
    pub fn deciding_roles(self) -> &'static [Role] {
        match self {
            Self::PasswordReset | Self::MfaRecovery | Self::ExternalAuthentication => {
                &[Role::RecoveryReview, Role::SecurityRespond]
            }
            Self::Onboarding => {
                &[Role::RecoveryReview, Role::OnboardingReview, Role::SecurityRespond]
            }
        }
    }

    /// Whether this reviewer may decide cases of this kind at all.
    pub fn decided_by(self, reviewer: &Reviewer) -> bool {
        self.deciding_roles().iter().any(|role| reviewer.has(*role))
    }

    /// Whether this reviewer may see cases of this kind in the queue (auditors read only).
    pub fn seen_by(self, reviewer: &Reviewer) -> bool {
        self.decided_by(reviewer) || reviewer.has(Role::DecisionsAudit)
    }
}

/// The number people say aloud, `CS-20417`. Nothing else is read as one: it names files, and stands
/// in the pixels of every picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String")]
#[ts(type = "string")]
pub struct CaseNumber(pub String);

impl TryFrom<String> for CaseNumber {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits = text.strip_prefix("CS-").unwrap_or_default();
        let good = (1..=12).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if good { Ok(Self(text)) } else { Err("not a case number") }
    }
}

impl std::fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a case stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum CaseState {
    /// Waits for a decision.
    Open,
    /// Waits for the person to photograph again.
    AwaitingCapture,
    /// One person decided; another one decides as well, without seeing how (R6).
    SecondReview {
        /// Who decided first; the window never names them.
        first: PersonRef,
        /// When the service recorded it.
        #[ts(type = "string")]
        at: DateTime<Utc>,
    },
    /// Given to `Security.Respond`.
    Escalated,
    /// Decided, by whom and how.
    Decided {
        /// Approve or deny.
        verdict: Verdict,
        /// Who decided.
        by: PersonRef,
        /// Their display name, for the conflict's sentence.
        by_name: String,
        /// When the service recorded it.
        #[ts(type = "string")]
        at: DateTime<Utc>,
    },
    /// Incode ended the session before anybody decided.
    Expired,
}

/// What a row says of the account. Never of faces or claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "mark", rename_all = "snake_case")]
pub enum Mark {
    /// A privileged directory role or role-assignable group, active or eligible.
    Privileged,
    /// Approves payments.
    FinanceApprover,
    /// That many cases of one person in 30 days, this one counted.
    Repeat {
        /// How many.
        count: u32,
    },
    /// The phone number changed shortly before the case.
    PhoneChanged,
    /// The profile was edited shortly before, or after the capture.
    ProfileEdited,
    /// One person decided; a second one decides now.
    SecondReview,
    /// The person photographed again.
    NewCapture,
    /// A reviewer gave it back.
    CameBack,
    /// First working day.
    Starts {
        /// The date, in the tenant's calendar.
        #[ts(type = "string")]
        date: NaiveDate,
    },
}

/// Who holds the lease.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Holder {
    /// Who.
    pub person: PersonRef,
    /// Their display name.
    pub name: String,
    /// Since when; never until when (R12).
    #[ts(type = "string")]
    pub since: DateTime<Utc>,
}

/// One row of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaseSummary {
    /// Its id.
    pub id: CaseId,
    /// Its number.
    pub number: CaseNumber,
    /// Its kind.
    pub kind: CaseKind,
    /// Where it stands.
    #[serde(flatten)]
    #[ts(flatten)]
    pub state: CaseState,
    /// Counts up with every change that a reviewer could see; the `If-Match` of a decision.
    #[ts(type = "number")]
    pub revision: u64,
    /// First letters of the claimed person's names, always with three dots: `K••• W•••`.
    pub person_masked: String,
    /// The claimed person's department, if the directory has one.
    pub department: Option<String>,
    /// Marks of the account, most important first.
    pub marks: Vec<Mark>,
    /// When the service first heard of it.
    #[ts(type = "string")]
    pub opened_at: DateTime<Utc>,
    /// By when it should be decided.
    #[ts(type = "string")]
    pub due_at: DateTime<Utc>,
    /// Who holds it.
    pub held_by: Option<Holder>,
}

/// A case's name for the rules: what `doors` looks at besides the facts.
pub type Case = CaseSummary;

/// One page of the change feed. Summaries are whole: the last one for an id wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangePage {
    /// Changed cases, oldest change first.
    pub changes: Vec<CaseSummary>,
    /// Opaque; given back to get what changed after this page.
    pub cursor: String,
    /// Whether another page is ready now.
    pub more: bool,
}

/// Masks a person's name for lists: the first letter of each of the first two words (R16).
pub fn mask_name(given: Option<&str>, surname: Option<&str>) -> String {
    let initial = |name: Option<&str>| name.and_then(|n| n.trim().chars().next());
    match (initial(given), initial(surname)) {
        (Some(g), Some(s)) => format!("{g}••• {s}•••"),
        (Some(one), None) | (None, Some(one)) => format!("{one}•••"),
        (None, None) => "•••".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_case_number_is_read_as_one() {
        let read = |text: &str| serde_json::from_str::<CaseNumber>(&format!("{text:?}")).is_ok();
        assert!(read("CS-20417"));
        for other in ["", "CS-", "cs-1", "CS-1/../x", "../../CS-1", "CS-1234567890123", "CS-١"] {
            assert!(!read(other), "{other}");
        }
    }

    #[test]
    fn masks_always_have_three_dots() {
        assert_eq!(mask_name(Some("Kasia"), Some("Wojcik")), "K••• W•••");
        assert_eq!(mask_name(Some("Jo"), Some("Li")), "J••• L•••");
        assert_eq!(mask_name(None, Some(" Óscar")), "Ó•••");
        assert_eq!(mask_name(Some(""), None), "•••");
    }
}
