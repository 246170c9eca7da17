//! Recalled approvals, and the lists of what needs a person.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Response;
use review::entry::LogEntry;
use review::*;
use serde_json::json;
use uuid::Uuid;

use crate::decide::enter;
use crate::desk::{Desk, Prepared, problem, read};
use crate::world::{World, until};

async fn recall(desk: &Desk, case: CaseId, key: Uuid) -> Response {
    let url = format!("{}/v1/cases/{case}/recall", desk.url);
    let request = desk.http.post(url).bearer_auth(&desk.token);
    request.header("Idempotency-Key", format!("\"{key}\"")).send().await.unwrap()
}

async fn matters(desk: &Desk) -> Vec<Matter> {
    read::<Matters>(desk.get("v1/matters").await).await.matters
}

async fn status(desk: &Desk, decision: DecisionId) -> DecisionStatus {
    read(desk.get(&format!("v1/decisions/{decision}")).await).await
}

async fn state_of(desk: &Desk, case: CaseId) -> CaseState {
    let page = desk.changes(None).await;
    page.changes.into_iter().find(|row| row.id == case).unwrap().state
}

async fn approved(desk: &mut Desk) -> (CaseFile, Prepared) {
    let file = desk.approvable().await;
    let (prepared, _) = desk.decide(&file, Verdict::Approve).await;
    (file, prepared)
}

/// The index of the log's last entry, and the entry.
async fn last_entry(desk: &Desk, index: u64) -> LogEntry {
    let page: serde_json::Value =
        read(desk.get(&format!("v1/log/entries?from={index}")).await).await;
    let entry = STANDARD.decode(page["entries"][0].as_str().unwrap()).unwrap();
    LogEntry::from_bytes(&entry).unwrap()
}

async fn alerted(world: &World) {
    until(async || {
        let mails = world.sandbox.mailbox().wait_for("security@tarnholm.example", 1).await;
        mails.iter().any(|mail| mail.subject.ends_with("an approval was recalled"))
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_that_nobody_carried_is_withdrawn() {
    let world = World::with_cases(24).await;
    let mut ana = world.desk("ana.ferreira").await;
    let tomasz = world.desk("tomasz.wilk").await;
    let responder = world.desk("mireille.okou").await;
    let (file, prepared) = approved(&mut ana).await;
    let case = file.summary.id;

    let first: Recalled = read(recall(&tomasz, case, Uuid::now_v7()).await).await;
    assert_eq!((first.became, first.decision), (Became::Withdrawn, prepared.decision));
    let LogEntry::Recalled { decision, by, incident, .. } = last_entry(&ana, first.log_index).await
    else {
        panic!("another entry");
    };
    assert_eq!((decision, by, incident), (prepared.decision, tomasz.person, false));
    assert_eq!(state_of(&ana, case).await, CaseState::Escalated);
    let stage = status(&ana, prepared.decision).await.stage;
    let at = first.at;
    assert_eq!(stage, Stage::Recalled { by_name: first.by_name.clone(), at, incident: false });
    // The responders are alerted, and the operator reads that it must not be entered.
    alerted(&world).await;
    let list: Vec<HandOff> = read(responder.get("v1/handoff").await).await;
    assert_eq!(list[0].stopped.as_ref().unwrap().by_name, first.by_name);
    let take = format!("v1/handoff/{}/take", prepared.decision);
    let refused = problem(responder.post(&take, &json!({})).await).await;
    assert_eq!(refused.status, 410);
    assert!(refused.detail.unwrap().starts_with("Recalled by "));
    // Whoever recalls it again, and however often it is sent, the answer is the same.
    for (desk, key) in [(&tomasz, first.recall), (&ana, Uuid::now_v7())] {
        let again: Recalled = read(recall(desk, case, key).await).await;
        assert_eq!(again, first);
    }
    // A key is good for one request of one person.
    assert_eq!(problem(recall(&ana, case, first.recall).await).await.status, 422);
    // Nothing here stands for what an operator enters all the same.
    enter(&world, &list[0].interview_id, "APPROVED").await;
    world.hint(&list[0].interview_id).await;
    until(async || {
        world.advance(15);
        let of_case = |one: &Matter| one.case.as_ref().is_some_and(|found| found.id == case);
        matters(&responder)
            .await
            .iter()
            .any(|one| one.kind == MatterKind::Unexplained && of_case(one))
    })
    .await;
    // The case is decided anew by the security desk.
    let mut responder = responder;
    let file = responder.open(case).await;
    responder.decide(&file, Verdict::Deny).await;
    let refused = problem(recall(&tomasz, case, Uuid::now_v7()).await).await;
    assert_eq!(refused.closed[0].code, "S-11");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_that_may_have_been_carried_becomes_an_incident() {
    let world = World::with_cases(24).await;
    let mut ana = world.desk("ana.ferreira").await;
    let auditor = world.desk("henrik.solberg").await;
    let responder = world.desk("mireille.okou").await;
    let (file, prepared) = approved(&mut ana).await;
    let case = file.summary.id;
    let take = format!("v1/handoff/{}/take", prepared.decision);
    let _: HandOff = read(responder.post(&take, &json!({})).await).await;

    let recalled: Recalled = read(recall(&auditor, case, Uuid::now_v7()).await).await;
    let Became::Incident { incident } = recalled.became else { panic!("{recalled:?}") };
    let decided = state_of(&ana, case).await;
    assert!(matches!(decided, CaseState::Decided { verdict: Verdict::Approve, .. }));
    let again: Recalled = read(recall(&ana, case, Uuid::now_v7()).await).await;
    assert_eq!(again, recalled);
    alerted(&world).await;

    let matter = matters(&responder).await.into_iter().find(|one| one.id == incident).unwrap();
    assert_eq!((matter.kind, matter.owner.as_ref()), (MatterKind::Incident, None));
    let listed: Vec<Revocation> = matter.steps.iter().map(|step| step.what).collect();
    assert_eq!(listed, revocations(file.summary.kind));
    assert!(matter.interview_id.is_some());
    // A reviewer reads it without the vendor's id, and does not see to it.
    let read_only = matters(&ana).await.into_iter().find(|one| one.id == incident).unwrap();
    assert_eq!(read_only.interview_id, None);
    let path = format!("v1/matters/{incident}");
    let owner = json!({ "owner": ana.person.object_id });
    let refused = problem(ana.post(&format!("{path}/owner"), &owner).await).await;
    assert_eq!(refused.closed[0].code, "P-12");

    // It is taken, ticked off and closed; not before everything is.
    let revoked = json!({ "ended": "revoked" });
    let closed = problem(responder.post(&format!("{path}/close"), &revoked).await).await.closed;
    let codes: Vec<&str> = closed.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["S-14", "S-15"]);
    let stranger = json!({ "owner": Uuid::new_v4() });
    let refused = responder.post(&format!("{path}/owner"), &stranger).await;
    assert_eq!(problem(refused).await.status, 422);
    let mine = json!({ "owner": responder.person.object_id });
    let taken: Matter = read(responder.post(&format!("{path}/owner"), &mine).await).await;
    assert_eq!(taken.owner.unwrap().person, responder.person);
    for what in revocations(file.summary.kind) {
        let step = json!({ "what": what, "done": true });
        let _: Matter = read(responder.post(&format!("{path}/steps"), &step).await).await;
    }
    assert_eq!(responder.post(&format!("{path}/close"), &revoked).await.status(), 204);
    assert!(matters(&responder).await.is_empty());
    assert_eq!(problem(responder.post(&format!("{path}/close"), &revoked).await).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_vendor_shows_by_now_is_no_longer_withdrawn() {
    let world = World::with_cases(24).await;
    let mut ana = world.desk("ana.ferreira").await;
    let responder = world.desk("mireille.okou").await;
    let (file, _) = approved(&mut ana).await;
    let list: Vec<HandOff> = read(responder.get("v1/handoff").await).await;
    enter(&world, &list[0].interview_id, "APPROVED").await;
    let recalled: Recalled = read(recall(&ana, file.summary.id, Uuid::now_v7()).await).await;
    assert!(matches!(recalled.became, Became::Incident { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_clears_what_they_approved_themselves() {
    let world = World::with_cases(24).await;
    let mut responder = world.desk("mireille.okou").await;
    let (file, prepared) = approved(&mut responder).await;
    let take = format!("v1/handoff/{}/take", prepared.decision);
    let _: HandOff = read(responder.post(&take, &json!({})).await).await;
    let recalled: Recalled = read(recall(&responder, file.summary.id, Uuid::now_v7()).await).await;
    let Became::Incident { incident } = recalled.became else { panic!("{recalled:?}") };
    let path = format!("v1/matters/{incident}");
    let mine = json!({ "owner": responder.person.object_id });
    let _: Matters = read(responder.get("v1/matters").await).await;
    let _: Matter = read(responder.post(&format!("{path}/owner"), &mine).await).await;
    let right = json!({ "ended": "right_person" });
    let closed = problem(responder.post(&format!("{path}/close"), &right).await).await.closed;
    assert_eq!(closed[0].code, "P-13");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_approvals_are_recalled_and_only_by_who_sees_the_case() {
    let world = World::with_cases(24).await;
    let mut ana = world.desk("ana.ferreira").await;
    let helpdesk = world.desk("priya.nair").await;
    let (file, _) = approved(&mut ana).await;
    let case = file.summary.id;
    if file.summary.kind != CaseKind::Onboarding {
        assert_eq!(problem(recall(&helpdesk, case, Uuid::now_v7()).await).await.status, 404);
    }
    let unkeyed = ana.http.post(format!("{}/v1/cases/{case}/recall", ana.url));
    let unkeyed = unkeyed.bearer_auth(&ana.token).send().await.unwrap();
    assert_eq!(problem(unkeyed).await.status, 400);
    let rows = ana.changes(None).await.changes;
    let other = rows.iter().find(|row| row.state == CaseState::Open).unwrap().id;
    let refused = problem(recall(&ana, other, Uuid::now_v7()).await).await;
    assert_eq!((refused.status, refused.closed[0].code.as_str()), (403, "S-12"));
    let file = ana.open(other).await;
    ana.decide(&file, Verdict::Deny).await;
    let row = state_of(&ana, other).await;
    if matches!(row, CaseState::Decided { .. }) {
        let refused = problem(recall(&ana, other, Uuid::now_v7()).await).await;
        assert_eq!(refused.closed[0].code, "S-11");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_enters_is_stuck_until_it_is() {
    let mut world = World::with_cases(24).await;
    world.stop().await;
    world.config = world.config.replacen('\n', "\nstuck_after_minutes = 1\n", 3);
    world.config = world.config.replacen("stuck_after_minutes = 1\n", "", 2);
    world.start().await;
    let mut ana = world.desk("ana.ferreira").await;
    let responder = world.desk("mireille.okou").await;
    let (file, prepared) = approved(&mut ana).await;
    let case = file.summary.id;
    assert!(matters(&responder).await.is_empty());
    world.advance(90);
    let stuck = matters(&responder).await.pop().unwrap();
    assert_eq!((stuck.kind, stuck.decision), (MatterKind::Stuck, Some(prepared.decision)));
    assert_eq!(stuck.case.unwrap().id, case);
    assert!(stuck.why.contains("Nobody entered"));
    // Asking again finds the same one; it has an owner, who can put it down.
    let owner = format!("v1/matters/{}/owner", stuck.id);
    let mine = json!({ "owner": responder.person.object_id });
    for _ in 0..2 {
        let _: Matter = read(responder.post(&owner, &mine).await).await;
    }
    let again = matters(&ana).await;
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].owner.as_ref().unwrap().person, responder.person);
    let nobody: Matter = read(responder.post(&owner, &json!({ "owner": null })).await).await;
    assert_eq!(nobody.owner, None);
    // Entered after all, it comes right by itself.
    let list: Vec<HandOff> = read(responder.get("v1/handoff").await).await;
    enter(&world, &list[0].interview_id, "APPROVED").await;
    until(async || {
        world.advance(15);
        matters(&responder).await.is_empty()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_vendor_approves_alone_is_unexplained_until_somebody_ends_it() {
    let world = World::with_cases(8).await;
    let responder = world.desk("mireille.okou").await;
    let ana = world.desk("ana.ferreira").await;
    let interview = world.interview_ids()[0].clone();
    enter(&world, &interview, "APPROVED").await;
    world.advance(15);
    world.hint(&interview).await;
    until(async || {
        world.advance(15);
        !matters(&responder).await.is_empty()
    })
    .await;
    let matter = matters(&responder).await.pop().unwrap();
    assert_eq!(matter.kind, MatterKind::Unexplained);
    assert_eq!(matter.interview_id.as_deref(), Some(interview.as_str()));
    let case = matter.case.as_ref().unwrap();
    assert_eq!(matter.steps.len(), revocations(case.kind).len());
    let path = format!("v1/matters/{}", matter.id);
    let refused = ana.post(&format!("{path}/close"), &json!({ "ended": "vendor_corrected" })).await;
    assert_eq!(problem(refused).await.closed[0].code, "P-12");
    let mine = json!({ "owner": responder.person.object_id });
    let _: Matter = read(responder.post(&format!("{path}/owner"), &mine).await).await;
    let corrected = json!({ "ended": "vendor_corrected" });
    assert_eq!(responder.post(&format!("{path}/close"), &corrected).await.status(), 204);
    // What a person ended is not opened again.
    world.hint(&interview).await;
    world.advance(15);
    assert!(matters(&responder).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_vendor_turns_round_after_a_denial_is_unexplained() {
    let world = World::with_cases(24).await;
    let mut ana = world.desk("ana.ferreira").await;
    let responder = world.desk("mireille.okou").await;
    let file = ana.approvable().await;
    let (prepared, _) = ana.decide(&file, Verdict::Deny).await;
    let list: Vec<HandOff> = read(responder.get("v1/handoff").await).await;
    let interview = list[0].interview_id.clone();
    enter(&world, &interview, "REJECTED").await;
    until(async || {
        world.advance(15);
        matches!(status(&ana, prepared.decision).await.stage, Stage::Acted { .. })
    })
    .await;
    assert!(matters(&responder).await.is_empty());
    world.vendor.alter("/omni/get/onboarding/status", |said| {
        if said["onboardingStatus"] == "MANUAL_REVIEW_REJECTED" {
            said["onboardingStatus"] = "MANUAL_REVIEW_APPROVED".into();
        }
    });
    world.advance(15);
    world.hint(&interview).await;
    until(async || {
        world.advance(15);
        let found = matters(&responder).await;
        found.iter().any(|one| one.kind == MatterKind::Unexplained)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_who_approved_hear_of_a_recall_and_neither_counts_any_more() {
    let world = World::with_cases(40).await;
    let mut ana = world.desk("ana.ferreira").await;
    let mut tomasz = world.desk("tomasz.wilk").await;
    let file = ana.approvable_by_two().await;
    let case = file.summary.id;
    let (first, _) = ana.decide(&file, Verdict::Approve).await;
    let refused = problem(recall(&tomasz, case, Uuid::now_v7()).await).await;
    assert_eq!(refused.closed[0].code, "S-12", "one of two has approved nothing yet");
    let file = tomasz.open(case).await;
    let (second, _) = tomasz.decide(&file, Verdict::Approve).await;
    let recalled: Recalled = read(recall(&ana, case, Uuid::now_v7()).await).await;
    assert_eq!((recalled.became, recalled.decision), (Became::Withdrawn, second.decision));
    for (desk, decision) in [(&ana, first.decision), (&tomasz, second.decision)] {
        let stage = status(desk, decision).await.stage;
        assert!(matches!(stage, Stage::Recalled { incident: false, .. }), "{stage:?}");
    }
    // Of the two verdicts none stands: the next approval is a first one again.
    let mut responder = world.desk("mireille.okou").await;
    let file = responder.open(case).await;
    let (third, _) = responder.decide(&file, Verdict::Approve).await;
    assert_eq!(status(&responder, third.decision).await.stage, Stage::AwaitsSecond);
}
