//! Which verdicts are open to this person in this state, and for each closed one why and what
//! opens it. The desk shows it; the service enforces it again on its own facts.

use chrono::TimeDelta;
use claims::checks::CheckOutcome;
use claims::{ClaimFinding, ClaimName, Relation, Severity};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::case::{CaseKind, CaseState, CaseSummary};
use crate::evidence::{EvidenceItem, EvidenceRole, EvidenceState};
use crate::faces::{FaceAnswer, FaceJudgement};
use crate::file::CaseFacts;
use crate::id::EvidenceId;
use crate::person::{PersonRef, Reviewer, Role};
use crate::policy::{HelpdeskPictures, Policy};
use crate::statement::Verdict;

/// One verdict and whether it is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Door {
    /// Which verdict.
    pub verdict: Verdict,
    /// Why it is closed, worst first; empty: it is open.
    pub closed: Vec<Closed>,
}

impl Door {
    /// Whether nothing closes it.
    pub fn is_open(&self) -> bool {
        self.closed.is_empty()
    }
}

/// One cause for a closed door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Closed {
    /// Stable code: `H-…` hard stop, `E-…` evidence, `P-…` people, `S-…` state.
    pub code: String,
    /// Why.
    pub why: String,
    /// What would open it; `None`: nothing in this case.
    pub opens: Option<String>,
}

/// What the rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The case.
    pub case: &'a CaseSummary,
    /// Its facts; `None` until the face answer is kept.
    pub facts: Option<&'a CaseFacts>,
    /// The reviewer's judgements, the first one first.
    pub judgements: &'a [FaceJudgement],
    /// Whether somebody else answered other than *same* about this very capture; the first of two
    /// people not counted, to whom the second is blind. Only the service knows; a desk, which is
    /// told nothing of others' answers, says no.
    pub others_differed: bool,
    /// Who decided before, where two people decide and their verdicts stand.
    pub decided_before: &'a [PersonRef],
    /// Released evidence.
    pub evidence: &'a [EvidenceItem],
    /// Evidence rendered at readable size under this lease.
    pub seen: &'a [EvidenceId],
    /// Who asks.
    pub reviewer: &'a Reviewer,
    /// Their managers, nearest first; `None`: not known here (the service knows).
    pub reviewer_chain: Option<&'a [PersonRef]>,
    /// Whether they hold the lease.
    pub holds_lease: bool,
    /// Whether the service can be reached.
    pub online: bool,
}

/// The four doors, in the order of the screen.
pub fn doors(situation: &Situation<'_>, policy: &Policy) -> Vec<Door> {
    Verdict::ALL
        .into_iter()
        .map(|verdict| Door { verdict, closed: closed(situation, policy, verdict) })
        .collect()
}

fn closed(s: &Situation<'_>, policy: &Policy, verdict: Verdict) -> Vec<Closed> {
    let mut causes = Vec::new();
    if verdict == Verdict::Approve {
        causes.extend(hard_stops(s));
        causes.extend(velocity(s, policy));
    }
    causes.extend(people(s));
    causes.extend(state(s, policy, verdict));
    if verdict == Verdict::Approve {
        causes.extend(evidence(s, policy));
    }
    causes
}

fn cause(code: &str, why: &str, opens: Option<&str>) -> Closed {
    Closed { code: code.to_owned(), why: why.to_owned(), opens: opens.map(str::to_owned) }
}

/// R4: no approve button, only deny or escalate.
fn hard_stops(s: &Situation<'_>) -> Vec<Closed> {
    const NEW_CAPTURE: Option<&str> = Some("A new capture.");
    let mut causes = Vec::new();
    match s.judgements.first().map(|first| first.answer) {
        Some(FaceAnswer::Different) => {
            causes.push(cause("H-03", "You judged the faces different.", NEW_CAPTURE));
        }
        Some(FaceAnswer::CannotTell) => {
            causes.push(cause(
                "H-03",
                "You could not tell whether the faces are one person.",
                NEW_CAPTURE,
            ));
        }
        Some(FaceAnswer::Unusable) => {
            causes.push(cause("H-03", "A picture is unusable.", NEW_CAPTURE));
        }
        // Else a hard stop would be undone by asking the next reviewer. Before the reviewer's own
        // answer nothing of it is told: it would bend that answer.
        Some(FaceAnswer::Same) if s.others_differed => {
            causes.push(cause("H-03", "A colleague did not find the faces the same.", NEW_CAPTURE));
        }
        Some(FaceAnswer::Same) | None => {}
    }
    let Some(facts) = s.facts else { return causes };
    for check in facts.checks.iter().filter(|check| check.outcome == CheckOutcome::Failed) {
        causes.push(cause(
            "H-01",
            &format!("A document check failed: {}.", check.label),
            NEW_CAPTURE,
        ));
    }
    if facts.report.claims.iter().any(another_birth_date) {
        causes.push(cause("H-05", "The birth dates differ.", None));
    }
    if facts.vendor.face_used_elsewhere {
        causes.push(cause("H-06", "The service saw this face with other data.", None));
    }
    if facts.person.account_enabled == Some(false) && s.case.kind != CaseKind::Onboarding {
        causes.push(cause("H-07", "The account is disabled.", None));
    }
    causes
}

/// Beyond what is known to happen to a date: misread digits, day and month exchanged, a placeholder.
fn another_birth_date(found: &ClaimFinding) -> bool {
    let told = |id: &str| found.chips.iter().any(|chip| chip.id == id);
    let known = told("date_day_month_swap") || told("date_placeholder") || told("ocr_confusion");
    found.claim == ClaimName::DateOfBirth
        && (found.severity == Severity::Conflict || found.relation == Relation::Different && !known)
}

/// R7: what comes too often, or just after the profile was changed, is for the security desk.
fn velocity(s: &Situation<'_>, policy: &Policy) -> Vec<Closed> {
    let Some(facts) = s.facts else { return Vec::new() };
    if s.case.state == CaseState::Escalated && s.reviewer.has(Role::SecurityRespond) {
        return Vec::new();
    }
    let lifted = Some("The security desk can lift it. Escalate.");
    let mut causes = Vec::new();
    if facts.repeats.recent >= policy.velocity_cases {
        let (cases, days) = (facts.repeats.recent, policy.velocity_days);
        let why = format!("{cases} cases of this person in {days} days.");
        causes.push(cause("V-01", &why, lifted));
    }
    if facts.repeats.document_elsewhere > 0 {
        causes.push(cause("V-02", "Another person brought this document.", lifted));
    }
    if facts.repeats.device_elsewhere > 0 {
        causes.push(cause("V-03", "Another person's case came from this device.", lifted));
    }
    let since = s.case.opened_at - TimeDelta::hours(policy.recent_change_hours.into());
    let before = |at| at > since && at <= s.case.opened_at;
    if facts.person.changes.iter().any(|change| !change.after_capture && before(change.at)) {
        causes.push(cause("V-04", "The profile changed shortly before the case.", lifted));
    }
    causes
}

/// Nobody opens or decides a case of their own, of a manager up the chain, or of a report at any
/// depth. Managers are nearest first; a reviewer's may be unknown here.
pub fn related(
    reviewer: PersonRef,
    reviewer_chain: Option<&[PersonRef]>,
    subject: PersonRef,
    subject_chain: &[PersonRef],
) -> Vec<Closed> {
    let mut causes = Vec::new();
    if subject == reviewer {
        causes.push(cause("P-03", "This case claims to be you.", None));
    }
    if subject_chain.contains(&reviewer) {
        causes.push(cause("P-04", "This person reports to you.", None));
    }
    if reviewer_chain.is_some_and(|chain| chain.contains(&subject)) {
        causes.push(cause("P-05", "You report to this person.", None));
    }
    causes
}

/// Nobody is two of the two people who decide.
pub fn another_decides(reviewer: PersonRef, decided_before: &[PersonRef]) -> Option<Closed> {
    let why = "You decided this case. Another person decides now.";
    decided_before.contains(&reviewer).then(|| cause("P-07", why, None))
}

fn people(s: &Situation<'_>) -> Vec<Closed> {
    let mut causes = Vec::new();
    if !s.case.kind.decided_by(s.reviewer) {
        causes.push(cause(
            "P-01",
            "Your role does not decide cases of this kind.",
            Some("A policy manager gives roles."),
        ));
    }
    causes.extend(another_decides(s.reviewer.person, s.decided_before));
    let Some(facts) = s.facts else { return causes };
    let chain = &facts.person.manager_chain;
    causes.extend(related(s.reviewer.person, s.reviewer_chain, facts.subject, chain));
    causes
}

fn state(s: &Situation<'_>, policy: &Policy, verdict: Verdict) -> Vec<Closed> {
    let mut causes = Vec::new();
    match &s.case.state {
        CaseState::Open | CaseState::SecondReview { .. } | CaseState::Escalated => {}
        CaseState::AwaitingCapture => {
            causes.push(cause("S-02", "The person was asked for a new capture.", NEW_PICTURES));
        }
        CaseState::Decided { by_name, .. } => {
            causes.push(cause("S-03", &format!("{by_name} decided this case."), None));
        }
        CaseState::Expired => {
            causes.push(cause("S-04", "The session ended before anybody decided.", None));
        }
    }
    if !s.holds_lease {
        causes.push(cause("S-01", "You do not hold this case.", Some("Open it, or take it over.")));
    }
    if s.judgements.is_empty() && verdict != Verdict::Escalate {
        if pictures_withheld(s.reviewer, policy) {
            let opens = Some("Give it back, or escalate: a reviewer compares them.");
            causes.push(cause("R-02", "Your role sees no pictures here.", opens));
        }
        causes.push(cause("R-01", "The faces are not judged yet.", Some("Step 1.")));
    }
    if !s.online && matches!(verdict, Verdict::Approve | Verdict::NewCapture) {
        causes.push(cause(
            "S-05",
            "The service does not answer.",
            Some("It can be drafted, and is finished when the service answers."),
        ));
    }
    causes
}

/// R17: whether the policy shows this person no pictures. A reviewer's role shows them.
pub fn pictures_withheld(person: &Reviewer, policy: &Policy) -> bool {
    policy.helpdesk_pictures == HelpdeskPictures::Withheld
        && !person.has(Role::RecoveryReview)
        && !person.has(Role::SecurityRespond)
}

const NEW_PICTURES: Option<&str> = Some("New pictures.");

/// R2: the claims and the required evidence are there, and were rendered at readable size.
fn evidence(s: &Situation<'_>, policy: &Policy) -> Vec<Closed> {
    if s.judgements.is_empty() {
        return Vec::new();
    }
    let mut causes = Vec::new();
    if s.facts.is_none() {
        causes.push(cause("E-03", "The claims are not here yet.", Some("Open the case again.")));
    }
    if s.facts.is_some_and(|facts| !a_name_was_compared(facts)) {
        causes.push(cause("E-04", "No name was compared.", Some("A new capture.")));
    }
    let has = |role: EvidenceRole| {
        s.evidence.iter().any(|item| item.role == role && item.state == EvidenceState::Live)
    };
    let live = |role_is_face: bool| {
        s.evidence
            .iter()
            .any(|item| item.role.is_face() == role_is_face && item.state == EvidenceState::Live)
    };
    if !live(true) || !live(false) {
        causes.push(cause("E-01", "There are no pictures to decide by.", Some("A new capture.")));
    } else {
        for role in policy.required_for(s.case.kind).iter().filter(|role| !has(**role)) {
            let why = format!("The {} is missing.", role.words());
            causes.push(cause("E-01", &why, Some("A new capture.")));
        }
    }
    for item in s.evidence.iter().filter(|item| item.state == EvidenceState::Live) {
        if !s.seen.contains(&item.id) {
            let name = item.role.words();
            causes.push(cause(
                "E-02",
                &format!("The {name} was not seen at readable size."),
                Some(&format!(
                    "Show it larger: {} pixels or more.",
                    policy.readable_side_of(item.role)
                )),
            ));
        }
    }
    causes
}

/// Without a name on both sides nothing says whose document it is.
fn a_name_was_compared(facts: &CaseFacts) -> bool {
    facts.report.claims.iter().any(|found| {
        matches!(found.claim, ClaimName::GivenNames | ClaimName::Surname | ClaimName::FullName)
            && found.document.is_some()
            && found.profile.is_some()
    })
}
