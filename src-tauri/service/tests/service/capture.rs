//! New captures in the same session, and data that the vendor has only later.

use review::problem::Kind;
use review::*;
use serde_json::json;

use crate::desk::{Desk, live, problem};
use crate::vendor::picture;
use crate::world::{World, until};

/// The session of a case: the only one of its subject.
fn interview_of(world: &World, file: &CaseFile) -> String {
    let subject = file.facts.as_ref().unwrap().subject.object_id;
    let mut sessions = world.sandbox.company().sessions.iter();
    sessions.find(|one| one.subject == subject).unwrap().interview_id.clone()
}

async fn hint(desk: &Desk, ids: &[String]) {
    let body = json!({ "interview_ids": ids });
    assert_eq!(desk.post("v1/intake", &body).await.status(), 202);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_new_capture_brings_its_own_claims_checks_and_result() {
    let world = World::with_cases(24).await;
    let mut ana = world.desk("ana.ferreira").await;
    let file = ana.approvable().await;
    let case = file.summary.id;
    let before = file.facts.as_ref().unwrap();
    let interview = interview_of(&world, &file);
    ana.decide(&file, Verdict::NewCapture).await;

    let mireille = world.desk("mireille.okou").await;
    let state = async || {
        let rows = ana.changes(None).await.changes;
        rows.into_iter().find(|row| row.id == case).unwrap()
    };
    assert_eq!(state().await.state, CaseState::AwaitingCapture);
    // Somebody else's document under the same selfie.
    let other = world.sandbox.company().sessions.iter().find(|one| {
        let number = one.ocr_json()["documentNumber"].clone();
        one.subject != before.subject.object_id
            && !one.pictures.is_empty()
            && number.is_string()
            && number.as_str() != before.document.document_number.as_deref()
    });
    let other = other.unwrap();
    world.sandbox.photograph_again(&interview, &other.interview_id).unwrap();
    hint(&mireille, std::slice::from_ref(&interview)).await;
    until(async || state().await.state == CaseState::Open).await;
    assert!(state().await.marks.contains(&Mark::NewCapture));
    until(async || {
        ana.lease(case).await;
        ana.get(&format!("v1/cases/{case}")).await.status() == 200
    })
    .await;
    let again = ana.open(case).await;
    let facts = again.facts.as_ref().unwrap();
    assert_eq!(facts.subject, before.subject);
    assert_eq!(facts.profile, before.profile);
    assert!(facts.document != before.document);
    let number = other.ocr_json()["documentNumber"].as_str().map(str::to_owned);
    assert_eq!(facts.document.document_number, number);
    assert!(facts.report == claims::reconcile(&facts.document, &facts.profile));
    // The same document is known from the other person's case.
    assert!(facts.repeats.document_elsewhere > 0);
    let front = live(&again).find(|item| item.role == EvidenceRole::DocumentFront).unwrap();
    let expected = picture(&other.interview_id, "fullFrameFrontID");
    assert_eq!(ana.see(case, front).await, expected);
    // What was true of the old pictures decides nothing any more.
    let stale = ana.prepare(&file, ana.claim(&file, Verdict::Approve)).await;
    assert_eq!(problem(ana.send(&stale).await).await.kind(), Some(Kind::Changed));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_vendor_did_not_have_is_fetched_again_and_nothing_is_approved_without_it() {
    let world = World::empty(24).await;
    world.vendor.withhold(&["/omni/get/ocr-data", "/omni/get/score"]);
    let ids = world.interview_ids();
    let mireille = world.desk("mireille.okou").await;
    hint(&mireille, &ids).await;
    world.wait_until_in(ids.len()).await;
    let ana = world.desk("ana.ferreira").await;
    let rows = async || ana.changes(None).await.changes;
    let recovery = rows().await.into_iter().find(|row| row.kind != CaseKind::Onboarding);
    let case = recovery.unwrap().id;
    let file = ana.open(case).await;
    let facts = file.facts.as_ref().unwrap();
    assert!(facts.document == claims::Document::default());
    let blind = ana.prepare(&file, ana.claim(&file, Verdict::Approve)).await;
    let refused = problem(ana.send(&blind).await).await;
    assert_eq!(refused.kind(), Some(Kind::Closed));
    assert!(refused.closed.iter().any(|one| one.code == "E-04"));

    world.vendor.withhold(&[]);
    hint(&mireille, &ids).await;
    let came = async || rows().await.into_iter().find(|row| row.id == case).unwrap().revision;
    until(async || came().await > file.summary.revision).await;
    let whole = ana.open(case).await;
    let facts = whole.facts.as_ref().unwrap();
    assert!(facts.document != claims::Document::default());
    assert!(facts.vendor.overall.is_some());
    assert_eq!(problem(ana.send(&blind).await).await.kind(), Some(Kind::Changed));
}
