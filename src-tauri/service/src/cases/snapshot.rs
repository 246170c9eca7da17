//! What was captured and looked up when the case came in, sealed as one piece.

use chrono::{DateTime, Utc};
use claims::checks::{CheckOutcome, DocumentCheck};
use claims::{Document, Profile};
use review::case::mask_name;
use review::policy::Membership;
use review::{Mark, Policy, SubjectFacts, TimelineEntry, VendorResult};
use serde::{Deserialize, Serialize};

use super::Account;

/// The subject's and the vendor's data as of the capture.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Snapshot {
    pub(crate) document: Document,
    pub(crate) profile: Profile,
    pub(crate) checks: Vec<DocumentCheck>,
    pub(crate) vendor: VendorResult,
    pub(crate) person: SubjectFacts,
    pub(crate) contacts: Contacts,
    pub(crate) starts: Option<chrono::NaiveDate>,
    pub(crate) finance_approver: bool,
    /// What the directory said, for a policy that reads it otherwise.
    #[serde(default)]
    pub(crate) memberships: Option<Vec<Membership>>,
    /// Whether the vendor compared the face with others; `None`: not performed.
    pub(crate) face_elsewhere: Option<bool>,
    pub(crate) events: Vec<TimelineEntry>,
    /// How much of the vendor's own data was not to be had yet: claims, score.
    #[serde(default)]
    pub(crate) missing: u8,
}

/// Where notices go, as of before the case.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Contacts {
    pub(crate) mail: Option<String>,
    pub(crate) has_other_mail: bool,
    pub(crate) manager_mail: Option<String>,
    pub(crate) given: Option<String>,
    pub(crate) surname: Option<String>,
}

/// How recently a change of the profile counts as *shortly before the case*.
const SHORTLY: chrono::TimeDelta = chrono::TimeDelta::days(14);

impl Snapshot {
    /// How many document checks failed.
    pub(crate) fn failed_checks(&self) -> usize {
        self.checks.iter().filter(|check| check.outcome == CheckOutcome::Failed).count()
    }

    /// Reads the person's memberships by a policy; true when they stand otherwise by it.
    pub(crate) fn read_by(&mut self, policy: &Policy) -> bool {
        let Some(memberships) = &self.memberships else { return false };
        let standing = policy.standing_of(memberships);
        let otherwise = standing.roles != self.person.roles
            || standing.finance_approver != self.finance_approver;
        self.person.roles = standing.roles;
        self.person.groups = standing.groups;
        self.finance_approver = standing.finance_approver;
        otherwise
    }

    /// What the queue shows of it.
    pub(crate) fn account(&self, opened_at: DateTime<Utc>, repeats: u32, came: Came) -> Account {
        let mut marks = Vec::new();
        if self.person.is_privileged() {
            marks.push(Mark::Privileged);
        }
        if self.finance_approver {
            marks.push(Mark::FinanceApprover);
        }
        if repeats > 1 {
            marks.push(Mark::Repeat { count: repeats });
        }
        let recent = |phone: bool| {
            self.person.changes.iter().any(|change| {
                (change.property == "mobilePhone") == phone && change.at > opened_at - SHORTLY
            })
        };
        if recent(true) {
            marks.push(Mark::PhoneChanged);
        }
        if recent(false) {
            marks.push(Mark::ProfileEdited);
        }
        if came.new_capture {
            marks.push(Mark::NewCapture);
        }
        if came.back {
            marks.push(Mark::CameBack);
        }
        if let Some(date) = self.starts {
            marks.push(Mark::Starts { date });
        }
        Account {
            person_masked: mask_name(
                self.contacts.given.as_deref(),
                self.contacts.surname.as_deref(),
            ),
            department: self.person.department.clone(),
            marks,
            starts: self.starts,
        }
    }
}

/// How the case came to where it is.
#[derive(Clone, Copy, Default)]
pub(crate) struct Came {
    pub(crate) new_capture: bool,
    pub(crate) back: bool,
}

impl Came {
    /// As the marks of an account say.
    pub(crate) fn of(account: &Account) -> Self {
        Self {
            new_capture: account.marks.contains(&Mark::NewCapture),
            back: account.marks.contains(&Mark::CameBack),
        }
    }
}
