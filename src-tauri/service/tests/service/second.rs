//! Two different people for whom it matters most: the second one blind to the first (R6).

use review::problem::Kind;
use review::*;
use serde_json::{Map, Value, json};

use crate::desk::{Desk, Prepared, problem, read};
use crate::world::World;

/// A case that takes two people, decided by the first.
struct Decided {
    world: World,
    first: Desk,
    case: CaseId,
    subject: PersonRef,
    sent: Prepared,
}

impl Decided {
    async fn first(verdict: Verdict) -> Self {
        let world = World::with_cases(60).await;
        let mut first = world.desk("ana.ferreira").await;
        let file = first.approvable_by_two().await;
        let subject = file.facts.as_ref().unwrap().subject;
        let (sent, _) = first.decide(&file, verdict).await;
        Self { case: file.summary.id, world, first, subject, sent }
    }

    async fn row(&self) -> CaseSummary {
        let rows = self.first.changes(None).await.changes;
        rows.into_iter().find(|row| row.id == self.case).unwrap()
    }

    async fn stage(&self, desk: &Desk, sent: &Prepared) -> Stage {
        let path = format!("v1/decisions/{}", sent.decision);
        read::<DecisionStatus>(desk.get(&path).await).await.stage
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_agree_carry_an_approval_and_one_does_not() {
    let decided = Decided::first(Verdict::Approve).await;
    // Recorded and proved, and nothing comes of it yet: nobody is told, nothing is handed off.
    assert_eq!(decided.stage(&decided.first, &decided.sent).await, Stage::AwaitsSecond);
    let row = decided.row().await;
    assert!(
        matches!(row.state, CaseState::SecondReview { first, .. } if first == decided.first.person)
    );
    assert_eq!(row.marks[0], Mark::SecondReview);
    let responder = decided.world.desk("mireille.okou").await;
    assert!(read::<Vec<HandOff>>(responder.get("v1/handoff").await).await.is_empty());

    let mut second = decided.world.desk("tomasz.wilk").await;
    let file = second.open(decided.case).await;
    let (sent, _) = second.decide(&file, Verdict::Approve).await;
    let row = decided.row().await;
    assert!(matches!(row.state, CaseState::Decided { verdict: Verdict::Approve, .. }));
    let list: Vec<HandOff> = read(responder.get("v1/handoff").await).await;
    assert_eq!(list.iter().map(|one| one.decision).collect::<Vec<_>>(), [sent.decision]);
    let stage = decided.stage(&second, &sent).await;
    assert!(matches!(stage, Stage::Recorded | Stage::Notified), "{stage:?}");
    let stage = decided.stage(&decided.first, &decided.sent).await;
    assert!(matches!(stage, Stage::Recorded | Stage::Notified), "{stage:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_one_person_is_not_two() {
    let decided = Decided::first(Verdict::Approve).await;
    let lease = format!("v1/cases/{}/lease", decided.case);
    let refused = problem(decided.first.post(&lease, &json!({})).await).await;
    assert_eq!(refused.kind(), Some(Kind::Closed));
    assert_eq!(refused.closed[0].code, "P-07");
    // Taking over from the second is no way either, nor is taking the next case.
    let mut second = decided.world.desk("tomasz.wilk").await;
    second.lease(decided.case).await;
    let over = json!({ "take_over_reason": "I know this one" });
    let refused = problem(decided.first.post(&lease, &over).await).await;
    assert_eq!(refused.closed[0].code, "P-07");
    // Nor is another device of the same person.
    let other = decided.world.desk("ana.ferreira").await;
    let refused = problem(other.post(&lease, &over).await).await;
    assert_eq!(refused.closed[0].code, "P-07");
    // The control: another person.
    let file = second.open(decided.case).await;
    second.decide(&file, Verdict::Approve).await;
    assert!(matches!(decided.row().await.state, CaseState::Decided { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_person_sees_nothing_of_the_first_answer() {
    let mut seen = Vec::new();
    for verdict in [Verdict::Approve, Verdict::Deny] {
        let decided = Decided::first(verdict).await;
        let second = decided.world.desk("tomasz.wilk").await;
        let file = second.open(decided.case).await;
        let reviewer: Reviewer = read(second.get("v1/me").await).await;
        assert!(second.door(&file, &reviewer, Verdict::Approve).is_open());
        let path = format!("v1/decisions/{}", decided.sent.decision);
        assert_eq!(problem(second.get(&path).await).await.status, 404);
        let events: Vec<String> =
            file.facts.unwrap().timeline.into_iter().map(|e| e.what).collect();
        seen.push((file.summary.marks, events));
    }
    assert_eq!(seen[0], seen[1], "what the second sees depends on the first verdict");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_differ_hand_it_to_the_security_desk() {
    let decided = Decided::first(Verdict::Deny).await;
    let mut second = decided.world.desk("tomasz.wilk").await;
    let file = second.open(decided.case).await;
    let (sent, _) = second.decide(&file, Verdict::Approve).await;
    assert_eq!(decided.row().await.state, CaseState::Escalated);
    assert_eq!(decided.stage(&second, &sent).await, Stage::Escalated);
    assert_eq!(decided.stage(&decided.first, &decided.sent).await, Stage::Escalated);
    decided.world.sandbox.mailbox().wait_for("security@tarnholm.example", 1).await;
    // Given back, it stays with the security desk: no third reviewer is asked to break the tie.
    let mut responder = decided.world.desk("mireille.okou").await;
    let lease = responder.lease(decided.case).await;
    responder.release(decided.case, lease.fence).await;
    assert_eq!(decided.row().await.state, CaseState::Escalated);
    let file = responder.open(decided.case).await;
    responder.decide(&file, Verdict::Deny).await;
    assert!(matches!(decided.row().await.state, CaseState::Decided { verdict: Verdict::Deny, .. }));
    assert_eq!(decided.stage(&second, &sent).await, Stage::Outvoted);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_first_verdict_on_a_case_that_changed_stands_no_more() {
    let decided = Decided::first(Verdict::Approve).await;
    let mut second = decided.world.desk("tomasz.wilk").await;
    let file = second.open(decided.case).await;
    let changes: Map<String, Value> =
        serde_json::from_value(json!({ "surname": "Attacker" })).unwrap();
    let subject = decided.subject.object_id.to_string();
    decided.world.sandbox.patch_user(&subject, changes).unwrap();
    let stale = second.prepare(&file, second.claim(&file, Verdict::Approve)).await;
    assert_eq!(problem(second.send(&stale).await).await.kind(), Some(Kind::Changed));
    // The second becomes the first: one approval stands, on the case as it is.
    let again = second.open(decided.case).await;
    second.decide(&again, Verdict::Approve).await;
    let row = decided.row().await;
    assert!(matches!(row.state, CaseState::SecondReview { first, .. } if first == second.person));
    let stage = decided.stage(&decided.first, &decided.sent).await;
    assert!(matches!(stage, Stage::Stuck { .. }), "{stage:?}");
    // Who decided on the case as it was may decide on the one that it is.
    let mut first = decided.world.desk("ana.ferreira").await;
    let whole = first.open(decided.case).await;
    first.decide(&whole, Verdict::Approve).await;
    assert!(matches!(decided.row().await.state, CaseState::Decided { .. }));
}
