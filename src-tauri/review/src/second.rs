//! Two different people, where one tired person could be tricked (R6, R9, R20): when, and what
//! comes of their verdicts. The second decides without seeing the first one's answer; both are
//! asked whatever the first one said, so that being asked reveals nothing.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::case::Mark;
use crate::file::CaseFacts;
use crate::person::PersonRef;
use crate::policy::Policy;
use crate::statement::Verdict;

/// Why two people decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// A privileged role or role-assignable group, active or eligible.
    Privileged,
    /// The account approves payments.
    FinanceApprover,
    /// The profile was edited after the capture: it may have been made to fit.
    ProfileEdited,
    /// The tenant's heightened-threat switch is on.
    HeightenedThreat,
}

/// Why this case takes two people; none: one person decides it.
#[must_use]
pub fn second_person(facts: &CaseFacts, marks: &[Mark], policy: &Policy) -> Vec<Because> {
    let causes = [
        (Because::Privileged, facts.person.is_privileged()),
        (Because::FinanceApprover, marks.contains(&Mark::FinanceApprover)),
        (Because::ProfileEdited, facts.person.changes.iter().any(|change| change.after_capture)),
        (Because::HeightenedThreat, policy.heightened_threat),
    ];
    causes.into_iter().filter(|(_, holds)| *holds).map(|(because, _)| because).collect()
}

/// One person's verdict that stands: approve or deny, on the case as it still is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandingVerdict {
    /// Whose.
    pub by: PersonRef,
    /// Approve or deny.
    pub verdict: Verdict,
}

/// What a verdict does to its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is carried out.
    Decided,
    /// Somebody else decides as well, without seeing it.
    AwaitsSecond,
    /// Two people differ: the security desk has it now, and nobody is asked to give way.
    Disagreed,
    /// The security desk has it now.
    Escalated,
    /// The person photographs again; what stood before stands no more.
    AwaitsCapture,
}

/// What comes of a verdict, where `standing` are other people's, and `two` says whether two people
/// decide. An approval is carried out only when as many different people approved as are needed.
#[must_use]
pub fn outcome(verdict: Verdict, two: bool, standing: &[StandingVerdict]) -> Outcome {
    match verdict {
        Verdict::NewCapture => Outcome::AwaitsCapture,
        Verdict::Escalate => Outcome::Escalated,
        Verdict::Approve | Verdict::Deny if !two => Outcome::Decided,
        Verdict::Approve | Verdict::Deny => {
            if standing.iter().any(|other| other.verdict == verdict) {
                Outcome::Decided
            } else if standing.is_empty() {
                Outcome::AwaitsSecond
            } else {
                Outcome::Disagreed
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn stands(number: u128, verdict: Verdict) -> StandingVerdict {
        let id = Uuid::from_u128(number);
        StandingVerdict { by: PersonRef { tenant_id: id, object_id: id }, verdict }
    }

    #[test]
    fn two_who_agree_decide_and_two_who_differ_escalate() {
        use Verdict::{Approve, Deny};
        for first in [Approve, Deny] {
            assert_eq!(outcome(first, false, &[]), Outcome::Decided);
            assert_eq!(outcome(first, true, &[]), Outcome::AwaitsSecond);
            assert_eq!(outcome(first, true, &[stands(1, first)]), Outcome::Decided);
        }
        assert_eq!(outcome(Approve, true, &[stands(1, Deny)]), Outcome::Disagreed);
        assert_eq!(outcome(Deny, true, &[stands(1, Approve)]), Outcome::Disagreed);
        let differ = [stands(1, Approve), stands(2, Deny)];
        for third in [Approve, Deny] {
            assert_eq!(outcome(third, true, &differ), Outcome::Decided);
        }
    }

    #[test]
    fn escalation_and_new_capture_wait_for_nobody() {
        for two in [false, true] {
            for standing in [&[][..], &[stands(1, Verdict::Approve)]] {
                assert_eq!(outcome(Verdict::Escalate, two, standing), Outcome::Escalated);
                assert_eq!(outcome(Verdict::NewCapture, two, standing), Outcome::AwaitsCapture);
            }
        }
    }
}
