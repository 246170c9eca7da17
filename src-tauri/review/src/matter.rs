//! Matters: what a decision left behind that needs a person. Stuck, unexplained, incident: each
//! has an owner, and is closed with a coded reason.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::case::{CaseKind, CaseNumber};
use crate::doors::Closed;
use crate::id::{CaseId, DecisionId, MatterId};
use crate::person::{PersonRef, Reviewer, Role};
use crate::recall::Revocation;
use crate::statement::Verdict;

/// Which list a matter is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MatterKind {
    /// A recorded decision that was not carried out, or of which nobody could be told.
    Stuck,
    /// The vendor approved, and no statement here stands for it.
    Unexplained,
    /// An approval was recalled after it may have opened the account.
    Incident,
}

/// Answer of `GET /v1/matters`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matters {
    /// Those that are open, the oldest first.
    pub matters: Vec<Matter>,
    /// Who can be given one: people of `Security.Respond` whom the service saw in 30 days.
    pub responders: Vec<Responder>,
}

/// One matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Matter {
    /// Its id.
    pub id: MatterId,
    /// Which list it is on.
    pub kind: MatterKind,
    /// The case, where there is one.
    pub case: Option<MatterCase>,
    /// The vendor's interview id; for `Security.Respond` and `Decisions.Audit` only.
    pub interview_id: Option<String>,
    /// The decision that it is about.
    pub decision: Option<DecisionId>,
    /// That decision's verdict.
    pub verdict: Option<Verdict>,
    /// Since when.
    #[ts(type = "string")]
    pub since: DateTime<Utc>,
    /// Why it is here, in words.
    pub why: String,
    /// Whose it is.
    pub owner: Option<Owner>,
    /// What must be revoked, in this order.
    pub steps: Vec<Step>,
}

/// The case of a matter. Names nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "MatterCase")]
pub struct MatterCase {
    /// Its id.
    pub id: CaseId,
    /// Its number.
    pub number: CaseNumber,
    /// Its kind.
    pub kind: CaseKind,
}

/// Whose a matter is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Owner {
    /// Who.
    pub person: PersonRef,
    /// Their display name.
    pub name: String,
    /// Since when.
    #[ts(type = "string")]
    pub since: DateTime<Utc>,
}

/// Somebody who can be given a matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Responder {
    /// Who.
    pub person: PersonRef,
    /// Their display name.
    pub name: String,
}

/// One thing to revoke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "MatterStep")]
pub struct Step {
    /// What.
    pub what: Revocation,
    /// Who ticked it off; `None`: nobody yet.
    pub done: Option<Done>,
}

/// Who ticked something off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "StepDone")]
pub struct Done {
    /// Their display name.
    pub by_name: String,
    /// When.
    #[ts(type = "string")]
    pub at: DateTime<Utc>,
}

/// Body of `POST /v1/matters/{matter}/owner`: an object id of one of the responders, or nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnerRequest {
    /// Whose it is from now on.
    pub owner: Option<uuid::Uuid>,
}

/// Body of `POST /v1/matters/{matter}/steps`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepRequest {
    /// What was revoked.
    pub what: Revocation,
    /// Whether it was; a tick made by mistake is taken back.
    pub done: bool,
}

/// Body of `POST /v1/matters/{matter}/close`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CloseRequest {
    /// How it ended.
    pub ended: Ended,
}

/// How a matter ended: coded, never a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// Everything on the list was revoked.
    Revoked,
    /// What was approved was never used, and can't be any more.
    NotUsed,
    /// The approval was right after all.
    RightPerson,
    /// The vendor's status was wrong, and was put right there.
    VendorCorrected,
    /// It was carried out, or people were told, in another way.
    DoneOtherwise,
    /// It will not be carried out.
    GivenUp,
}

/// How a matter of this kind can end.
#[must_use]
pub fn endings(kind: MatterKind) -> &'static [Ended] {
    match kind {
        MatterKind::Stuck => &[Ended::DoneOtherwise, Ended::GivenUp],
        MatterKind::Unexplained => {
            &[Ended::Revoked, Ended::NotUsed, Ended::RightPerson, Ended::VendorCorrected]
        }
        MatterKind::Incident => &[Ended::Revoked, Ended::NotUsed, Ended::RightPerson],
    }
}

/// Why this person can't see to matters; empty: they can.
#[must_use]
pub fn tending_closed(reviewer: &Reviewer) -> Vec<Closed> {
    if reviewer.has(Role::SecurityRespond) {
        return Vec::new();
    }
    vec![cause("P-12", "The security desk sees to this.", None)]
}

/// Why this person can't close the matter like this; empty: they can. `involved` are the subject
/// and whoever approved: nobody clears themselves.
#[must_use]
pub fn closing_closed(
    matter: &Matter,
    ended: Ended,
    reviewer: &Reviewer,
    involved: &[PersonRef],
) -> Vec<Closed> {
    let mut causes = tending_closed(reviewer);
    if involved.contains(&reviewer.person) {
        let opens = Some("Another person of the security desk closes it.");
        causes.push(cause("P-13", "You approved this, or it is about you.", opens));
    }
    if !endings(matter.kind).contains(&ended) {
        causes.push(cause("S-13", "This is no way for it to end.", None));
    }
    if matter.owner.is_none() {
        causes.push(cause("S-14", "It is nobody's yet.", Some("Take it, or give it to somebody.")));
    }
    let left = matter.steps.iter().any(|step| step.done.is_none());
    if ended == Ended::Revoked && left {
        let opens = Some("Tick off what was revoked.");
        causes.push(cause("S-15", "Not everything on the list is revoked.", opens));
    }
    causes
}

fn cause(code: &str, why: &str, opens: Option<&str>) -> Closed {
    Closed { code: code.to_owned(), why: why.to_owned(), opens: opens.map(str::to_owned) }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use uuid::Uuid;

    use super::*;

    fn person(number: u128) -> PersonRef {
        let id = Uuid::from_u128(number);
        PersonRef { tenant_id: id, object_id: id }
    }

    fn with(role: Role) -> Reviewer {
        Reviewer { person: person(1), roles: vec![role] }
    }

    fn matter(kind: MatterKind) -> Matter {
        let at = Utc.timestamp_opt(1_700_000_000, 0).unwrap();
        let what = Revocation::SignInSessions;
        Matter {
            id: MatterId(Uuid::from_u128(5)),
            kind,
            case: None,
            interview_id: None,
            decision: None,
            verdict: None,
            since: at,
            why: String::new(),
            owner: Some(Owner { person: person(1), name: "Mireille Okou".to_owned(), since: at }),
            steps: vec![Step { what, done: None }],
        }
    }

    fn codes(closed: &[Closed]) -> Vec<&str> {
        closed.iter().map(|one| one.code.as_str()).collect()
    }

    #[test]
    fn everything_is_revoked_before_it_is_called_so() {
        let me = with(Role::SecurityRespond);
        let mut incident = matter(MatterKind::Incident);
        assert_eq!(codes(&closing_closed(&incident, Ended::Revoked, &me, &[])), ["S-15"]);
        assert!(closing_closed(&incident, Ended::NotUsed, &me, &[]).is_empty());
        let by_name = "Mireille Okou".to_owned();
        incident.steps[0].done = Some(Done { by_name, at: incident.since });
        assert!(closing_closed(&incident, Ended::Revoked, &me, &[]).is_empty());
    }

    #[test]
    fn nobody_clears_themselves_and_only_the_security_desk_clears() {
        let incident = matter(MatterKind::Incident);
        for ended in [Ended::NotUsed, Ended::RightPerson] {
            let mine = closing_closed(&incident, ended, &with(Role::SecurityRespond), &[person(1)]);
            assert_eq!(codes(&mine), ["P-13"]);
            let other = closing_closed(&incident, ended, &with(Role::RecoveryReview), &[]);
            assert_eq!(codes(&other), ["P-12"]);
        }
    }

    #[test]
    fn what_is_nobodys_is_not_closed_and_each_kind_has_its_own_ends() {
        let me = with(Role::SecurityRespond);
        let mut stuck = matter(MatterKind::Stuck);
        assert_eq!(codes(&closing_closed(&stuck, Ended::RightPerson, &me, &[])), ["S-13"]);
        stuck.owner = None;
        assert_eq!(codes(&closing_closed(&stuck, Ended::GivenUp, &me, &[])), ["S-14"]);
        for kind in [MatterKind::Stuck, MatterKind::Unexplained, MatterKind::Incident] {
            assert!(!endings(kind).is_empty());
        }
    }
}
