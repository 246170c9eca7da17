//! Recalling an approval: who may, what it becomes, and what must be revoked. One key, any
//! reviewer, no ceremony: stopping a takeover must never wait for somebody.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::case::CaseKind;
use crate::doors::Closed;
use crate::id::{CaseId, DecisionId, MatterId};
use crate::person::Reviewer;
use crate::statement::Verdict;

/// Answer of `POST /v1/cases/{case}/recall`; the same for every recall of one approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recalled {
    /// Which recall.
    pub recall: Uuid,
    /// Of which case.
    pub case: CaseId,
    /// Which approval; of two, the one by which the case moved.
    pub decision: DecisionId,
    /// Display name of whoever recalled it first.
    pub by_name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Index of its entry in the log.
    pub log_index: u64,
    /// What the approval became.
    #[serde(flatten)]
    pub became: Became,
}

/// What a recalled approval becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "became", rename_all = "snake_case")]
pub enum Became {
    /// Nothing had been carried out: the security desk has the case.
    Withdrawn,
    /// It may have opened the account: what it opened must be revoked.
    Incident {
        /// Where the list is kept.
        incident: MatterId,
    },
}

/// How far an approval was carried to the vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Carriage {
    /// An operator took it upon themselves: they may have entered it already.
    pub taken: bool,
    /// The service sent it.
    pub sent: bool,
    /// The vendor's own status shows it.
    pub shown: bool,
}

impl Carriage {
    /// Whether the approval may have had its effect. In doubt it had.
    #[must_use]
    pub fn may_have_acted(self) -> bool {
        self.taken || self.sent || self.shown
    }
}

/// Why this person can't recall what was decided of a case of this kind; empty: they can.
/// `verdict` is the one that stands, `None` while nobody decided.
#[must_use]
pub fn recall_closed(kind: CaseKind, verdict: Option<Verdict>, reviewer: &Reviewer) -> Vec<Closed> {
    let cause =
        |code: &str, why: &str| Closed { code: code.to_owned(), why: why.to_owned(), opens: None };
    let mut causes = Vec::new();
    if !kind.seen_by(reviewer) {
        causes.push(cause("P-11", "Your roles see no such cases."));
    }
    match verdict {
        Some(Verdict::Approve) => {}
        Some(Verdict::Deny | Verdict::NewCapture | Verdict::Escalate) => {
            causes.push(cause("S-11", "Only an approval can be recalled."));
        }
        None => causes.push(cause("S-12", "Nothing is decided here.")),
    }
    causes
}

/// One thing that an approval may have opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Revocation {
    /// Every session: Graph `revokeSignInSessions`.
    SignInSessions,
    /// Authentication methods that were registered or changed since the decision.
    AuthenticationMethods,
    /// The temporary access pass.
    TemporaryAccessPass,
    /// The password that was set since the decision.
    Password,
    /// Devices that were registered or joined since the decision.
    Devices,
}

/// What must be revoked when an approval of a case of this kind turns out wrong, the most urgent
/// first. Sessions come last: whoever still has a method or a password signs in anew.
#[must_use]
pub fn revocations(kind: CaseKind) -> &'static [Revocation] {
    use Revocation::{
        AuthenticationMethods, Devices, Password, SignInSessions, TemporaryAccessPass,
    };
    match kind {
        CaseKind::PasswordReset => &[Password, AuthenticationMethods, Devices, SignInSessions],
        CaseKind::MfaRecovery => {
            &[TemporaryAccessPass, AuthenticationMethods, Devices, SignInSessions]
        }
        CaseKind::ExternalAuthentication => &[AuthenticationMethods, Devices, SignInSessions],
        CaseKind::Onboarding => {
            &[TemporaryAccessPass, Password, AuthenticationMethods, Devices, SignInSessions]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::{PersonRef, Role};

    fn with(role: Role) -> Reviewer {
        let id = Uuid::from_u128(1);
        Reviewer { person: PersonRef { tenant_id: id, object_id: id }, roles: vec![role] }
    }

    fn open(kind: CaseKind, role: Role) -> bool {
        recall_closed(kind, Some(Verdict::Approve), &with(role)).is_empty()
    }

    #[test]
    fn any_reviewer_recalls_and_helpdesk_its_own_kind() {
        for kind in CaseKind::ALL {
            for role in [Role::RecoveryReview, Role::SecurityRespond, Role::DecisionsAudit] {
                assert!(open(kind, role), "{kind:?} {role:?}");
            }
            assert_eq!(open(kind, Role::OnboardingReview), kind == CaseKind::Onboarding);
            assert!(!open(kind, Role::PolicyManage));
        }
    }

    #[test]
    fn only_an_approval_is_recalled() {
        let reviewer = with(Role::SecurityRespond);
        for verdict in [Verdict::Deny, Verdict::NewCapture, Verdict::Escalate] {
            let closed = recall_closed(CaseKind::MfaRecovery, Some(verdict), &reviewer);
            assert_eq!(closed[0].code, "S-11");
        }
        assert_eq!(recall_closed(CaseKind::MfaRecovery, None, &reviewer)[0].code, "S-12");
    }

    #[test]
    fn in_doubt_it_was_carried() {
        assert!(!Carriage::default().may_have_acted());
        assert!(Carriage { taken: true, ..Carriage::default() }.may_have_acted());
        assert!(Carriage { sent: true, ..Carriage::default() }.may_have_acted());
        assert!(Carriage { shown: true, ..Carriage::default() }.may_have_acted());
    }

    #[test]
    fn sessions_are_revoked_last_and_what_was_opened_first() {
        for kind in CaseKind::ALL {
            let list = revocations(kind);
            assert_eq!(list.last(), Some(&Revocation::SignInSessions));
            assert!(list.contains(&Revocation::AuthenticationMethods));
        }
        assert_eq!(revocations(CaseKind::PasswordReset)[0], Revocation::Password);
        assert_eq!(revocations(CaseKind::MfaRecovery)[0], Revocation::TemporaryAccessPass);
        let pass = &Revocation::TemporaryAccessPass;
        assert!(!revocations(CaseKind::ExternalAuthentication).contains(pass));
    }
}
