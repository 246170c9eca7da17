//! One case, several desks.

use review::problem::Kind;
use review::*;
use sandbox::company::SessionKind;
use serde_json::json;
use uuid::Uuid;

use crate::desk::{live, problem, read};
use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn two_desks_race_for_one_case_and_one_decides() {
    let world = World::with_cases(12).await;
    let ana = world.desk("ana.ferreira").await;
    let tomasz = world.desk("tomasz.wilk").await;
    let case = ana.changes(None).await.changes[0].id;
    let file = ana.open(case).await;
    let held = tomasz.post(&format!("v1/cases/{case}/lease"), &json!({})).await;
    let held = problem(held).await;
    assert_eq!(held.kind(), Some(Kind::LeaseHeld));
    assert!(held.by_name.unwrap().contains("Ana"));

    // Take-over with a reason moves the fence; what the first holder sends is refused.
    let first = ana.prepare(&file, ana.claim(&file, Verdict::Deny)).await;
    let reason = json!({ "take_over_reason": "Ana went home" });
    let lease: Lease = read(tomasz.post(&format!("v1/cases/{case}/lease"), &reason).await).await;
    assert_eq!(lease.fence, file.lease.unwrap().fence + 1);
    assert_eq!(problem(ana.send(&first).await).await.kind(), Some(Kind::LeaseLost));

    let theirs = tomasz.open(case).await;
    let one = tomasz.prepare(&theirs, tomasz.claim(&theirs, Verdict::Deny)).await;
    let two = tomasz.prepare(&theirs, tomasz.claim(&theirs, Verdict::Deny)).await;
    let (one, two) = tokio::join!(tomasz.send(&one), tomasz.send(&two));
    let mut statuses = [one.status().as_u16(), two.status().as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    let late = problem(ana.send(&first).await).await;
    assert_eq!(late.kind(), Some(Kind::AlreadyDecided));
    assert_eq!(late.verdict, Some(Verdict::Deny));
    assert!(late.by_name.unwrap().contains("Tomasz"));
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_at_once_take_ten_different_cases() {
    let world = World::with_cases(16).await;
    let ana = world.desk("ana.ferreira").await;
    let tomasz = world.desk("tomasz.wilk").await;
    let take = async |desk: &crate::desk::Desk| -> Option<CaseId> {
        let taken: serde_json::Value = read(desk.post("v1/take-next", &json!({})).await).await;
        serde_json::from_value(taken["case"].clone()).unwrap()
    };
    let (a, b, c, d, e, f) = tokio::join!(
        take(&ana),
        take(&tomasz),
        take(&ana),
        take(&tomasz),
        take(&ana),
        take(&tomasz)
    );
    let mut cases = [a, b, c, d, e, f].map(Option::unwrap).to_vec();
    cases.sort_unstable();
    cases.dedup();
    assert_eq!(cases.len(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lease_lapses_and_a_changed_case_is_412() {
    let world = World::with_cases(12).await;
    let ana = world.desk("ana.ferreira").await;
    let case = ana.changes(None).await.changes[0].id;
    let file = ana.open(case).await;
    let cursor = ana.changes(None).await.cursor;
    world.advance(901);
    let freed = ana.changes(Some(&cursor)).await;
    assert!(freed.changes.iter().any(|row| row.id == case && row.held_by.is_none()));
    let late = ana.prepare(&file, ana.claim(&file, Verdict::Deny)).await;
    assert_eq!(problem(ana.send(&late).await).await.kind(), Some(Kind::LeaseLost));

    // Regained at the same revision; the first face answer still stands.
    let lease = ana.lease(case).await;
    assert_eq!(lease.fence, file.lease.as_ref().unwrap().fence + 1);
    let again = ana.open(case).await;
    assert_eq!(again.summary.revision, file.summary.revision);
    assert_eq!(again.judgements, file.judgements);

    // Given back and taken again, the case is another revision.
    let stale = ana.prepare(&again, ana.claim(&again, Verdict::Deny)).await;
    ana.release(case, lease.fence).await;
    ana.lease(case).await;
    let changed = problem(ana.send(&stale).await).await;
    assert_eq!(changed.kind(), Some(Kind::Changed));
    assert_eq!(changed.current_revision, Some(again.summary.revision + 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_face_answer_is_kept() {
    let world = World::with_cases(8).await;
    let ana = world.desk("ana.ferreira").await;
    let case = ana.changes(None).await.changes[0].id;
    let lease = ana.lease(case).await;
    let before = ana.file(case).await;
    assert!(before.facts.is_none() && before.judgements.is_empty());
    for item in live(&before) {
        ana.see(case, item).await;
    }
    let id = Uuid::now_v7();
    let first: CaseFile = read(ana.judge(case, lease.fence, id, FaceAnswer::Different).await).await;
    assert!(first.facts.is_some());
    let repeat: CaseFile =
        read(ana.judge(case, lease.fence, id, FaceAnswer::Different).await).await;
    assert_eq!(repeat.judgements, first.judgements);
    let other = ana.judge(case, lease.fence, Uuid::now_v7(), FaceAnswer::Same).await;
    let other = problem(other).await;
    assert_eq!(other.kind(), Some(Kind::AlreadyJudged));
    assert_eq!(other.kept.unwrap().answer, FaceAnswer::Different);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_nobody_opens_a_case_of_their_own_their_manager_s_or_their_report_s() {
    let world = World::empty(12).await;
    let ana = world.desk("ana.ferreira").await;
    let tomasz = world.desk("tomasz.wilk").await;
    let mut sessions = world.sandbox.company().sessions.iter().filter(|session| {
        matches!(session.kind, SessionKind::PasswordReset | SessionKind::MfaRecovery)
    });
    let [own, report, manager] = [(); 3].map(|()| sessions.next().unwrap());
    let boss = |of: &str, id: Uuid| {
        let change = json!({ "manager": id }).as_object().unwrap().clone();
        world.sandbox.patch_user(of, change).unwrap();
    };
    world.vendor.claim(&own.interview_id, &ana.upn);
    boss(&report.subject.to_string(), ana.person.object_id);
    boss(&ana.upn, manager.subject);
    for session in [own, report, manager] {
        world.hint(&session.interview_id).await;
    }
    world.wait_until_in(3).await;

    let mut found = Vec::new();
    for row in tomasz.changes(None).await.changes {
        let case = row.id;
        // Alone it can't be taken, and held by a colleague it can't be taken over.
        let alone = ana.post(&format!("v1/cases/{case}/lease"), &json!({})).await;
        let alone = problem(alone).await;
        assert_eq!(alone.kind(), Some(Kind::Closed));
        tomasz.lease(case).await;
        let reason = json!({ "take_over_reason": "I know this person" });
        let over = ana.post(&format!("v1/cases/{case}/lease"), &reason).await;
        assert_eq!(problem(over).await.closed, alone.closed);
        let file = ana.file(case).await;
        assert!(file.lease.is_none() && file.facts.is_none() && file.evidence.is_empty());
        found.extend(alone.closed.into_iter().map(|closed| closed.code));
    }
    found.sort_unstable();
    assert_eq!(found, ["P-03", "P-04", "P-05"]);
    let next: serde_json::Value = read(ana.post("v1/take-next", &json!({})).await).await;
    assert!(next["case"].is_null());
}
