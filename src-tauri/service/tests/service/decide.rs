//! A review from its first picture to the receipt, the notices and the vendor's own status.

use audit::NoteVerifier;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use review::entry::LogEntry;
use review::*;
use serde_json::json;

use crate::desk::{problem, read};
use crate::world::{World, until};

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_is_recorded_proved_notified_and_read_back() {
    let world = World::with_cases(24).await;
    let mut ana = world.desk("ana.ferreira").await;
    let file = ana.approvable().await;
    let cropped = file.evidence.iter().any(|item| item.role == review::EvidenceRole::Portrait);
    assert_eq!(file.blind, cropped, "without the vendor's crop the answer is not blind");
    let (prepared, receipt) = ana.decide(&file, Verdict::Approve).await;

    // The receipt proves the entry, and the entry commits to the exact envelope.
    let ready = world.ready();
    let verifier: NoteVerifier = ready.log_key.parse().unwrap();
    let entry = STANDARD.decode(&receipt.entry).unwrap();
    let proof = audit::Receipt::parse(&receipt.proof).unwrap();
    let proved = proof.verify(&entry, &ready.log_origin, &verifier).unwrap();
    assert_eq!(proved.index, receipt.log_index);
    let LogEntry::Decision { decision, commitment, .. } = LogEntry::from_bytes(&entry).unwrap()
    else {
        panic!("another entry");
    };
    assert_eq!(decision, prepared.decision);
    let salt: [u8; 32] = STANDARD.decode(&receipt.salt).unwrap().try_into().unwrap();
    let commitment = audit::Hash::from_hex(&commitment).unwrap();
    assert!(audit::commitment::opens(&commitment, &salt, prepared.envelope.as_bytes()));

    // The same sending again is answered with the same words, another body never.
    let again: Receipt = read(ana.send(&prepared).await).await;
    assert_eq!(again, receipt);
    let mut other = prepared.clone();
    other.body.push(b' ');
    assert_eq!(problem(ana.send(&other).await).await.status, 422);

    // The person is told in neutral words, and the vendor's status is read back.
    let facts = file.facts.unwrap();
    let mail = facts.person.mail.unwrap();
    let sent = world.sandbox.mailbox().wait_for(&mail, 1).await;
    assert!(sent[0].text.contains("service desk"));
    let path = format!("v1/decisions/{}", prepared.decision);
    until(async || {
        let status: DecisionStatus = read(ana.get(&path).await).await;
        status.stage == Stage::Notified
    })
    .await;
    let responder = world.desk("mireille.okou").await;
    let list: Vec<HandOff> = read(responder.get("v1/handoff").await).await;
    assert_eq!(list.len(), 1);
    assert_eq!(problem(ana.get("v1/handoff").await).await.status, 403);
    let take = format!("v1/handoff/{}/take", prepared.decision);
    let taken: HandOff = read(responder.post(&take, &json!({})).await).await;
    assert_eq!(taken.operator, Some(responder.person.object_id));
    enter(&world, &taken.interview_id, "APPROVED").await;
    world.advance(60);
    until(async || {
        let status: DecisionStatus = read(ana.get(&path).await).await;
        assert!(!matches!(status.stage, Stage::Stuck { .. }));
        matches!(status.stage, Stage::Acted { .. })
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_denial_that_the_vendor_approves_is_stuck() {
    let world = World::with_cases(24).await;
    let mut ana = world.desk("ana.ferreira").await;
    let file = ana.approvable().await;
    let case = file.summary.id;
    let (prepared, _) = ana.decide(&file, Verdict::Deny).await;
    let responder = world.desk("mireille.okou").await;
    let list: Vec<HandOff> = read(responder.get("v1/handoff").await).await;
    enter(&world, &list[0].interview_id, "APPROVED").await;
    world.advance(60);
    let path = format!("v1/decisions/{}", prepared.decision);
    until(async || {
        let status: DecisionStatus = read(ana.get(&path).await).await;
        matches!(status.stage, Stage::Stuck { .. })
    })
    .await;
    let row = ana.changes(None).await.changes.into_iter().find(|row| row.id == case).unwrap();
    assert!(matches!(row.state, CaseState::Decided { verdict: Verdict::Deny, .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_escalation_needs_no_faces_and_tells_the_person_nothing() {
    let world = World::with_cases(8).await;
    let mut ana = world.desk("ana.ferreira").await;
    let case = ana.changes(None).await.changes[0].id;
    ana.lease(case).await;
    let file = ana.file(case).await;
    assert!(file.facts.is_none());
    let (prepared, _) = ana.decide(&file, Verdict::Escalate).await;
    world.sandbox.mailbox().wait_for("security@tarnholm.example", 1).await;
    let status: DecisionStatus =
        read(ana.get(&format!("v1/decisions/{}", prepared.decision)).await).await;
    assert_eq!(status.notices.len(), 1);
    assert_eq!(status.notices[0].to, "fallback");
    // Only Security.Respond opens it now, and gives it back with a note.
    let refused = ana.post(&format!("v1/cases/{case}/lease"), &json!({})).await;
    assert_eq!(problem(refused).await.status, 403);
    let responder = world.desk("mireille.okou").await;
    let lease = responder.lease(case).await;
    responder.release(case, lease.fence).await;
    let row = ana.changes(None).await.changes.into_iter().find(|row| row.id == case).unwrap();
    assert_eq!(row.state, CaseState::Open);
    assert!(row.marks.contains(&Mark::CameBack));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_that_cannot_be_read_does_not_stop_the_others() {
    let world = World::with_cases(8).await;
    let mut ana = world.desk("ana.ferreira").await;
    let mut cases = ana.changes(None).await.changes.into_iter().map(|row| row.id);
    let first = ana.open(cases.next().unwrap()).await;
    let (prepared, _) = ana.decide(&first, Verdict::Deny).await;
    let path = format!("v1/decisions/{}", prepared.decision);
    until(async || read::<DecisionStatus>(ana.get(&path).await).await.stage == Stage::Notified)
        .await;
    world.tamper("UPDATE notices SET mail_sealed = x'00', accepted_at = NULL, next_at = 0").await;
    let second = ana.open(cases.next().unwrap()).await;
    let (prepared, _) = ana.decide(&second, Verdict::Deny).await;
    let path = format!("v1/decisions/{}", prepared.decision);
    until(async || read::<DecisionStatus>(ana.get(&path).await).await.stage == Stage::Notified)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_colleague_took_upon_themselves_stays_theirs() {
    let world = World::with_cases(8).await;
    let mut ana = world.desk("ana.ferreira").await;
    let responder = world.desk("mireille.okou").await;
    let case = ana.changes(None).await.changes[0].id;
    let file = ana.open(case).await;
    let (prepared, _) = ana.decide(&file, Verdict::Deny).await;
    let take = format!("v1/handoff/{}/take", prepared.decision);
    // Twice by the same operator is once.
    for _ in 0..2 {
        let taken: HandOff = read(responder.post(&take, &json!({})).await).await;
        assert_eq!(taken.operator, Some(responder.person.object_id));
    }
    let colleague = uuid::Uuid::new_v4();
    world.tamper(&format!("UPDATE handoffs SET operator = '{colleague}'")).await;
    assert_eq!(problem(responder.post(&take, &json!({})).await).await.status, 409);
    let list: Vec<HandOff> = read(responder.get("v1/handoff").await).await;
    assert_eq!(list[0].operator, Some(colleague));
}

/// What an operator does in the vendor's dashboard.
pub async fn enter(world: &World, interview: &str, verdict: &str) {
    let ready = world.sandbox.ready();
    let trust = entra::Trust::Sandbox { ca_certificate_pem: ready.ca_certificate.clone() };
    let url = format!("{}/dashboard/sessions/{interview}/review", ready.incode);
    let body = json!({ "operator": "Mireille Okou", "verdict": verdict });
    let http = entra::http_client(&trust).unwrap();
    assert!(http.post(url).json(&body).send().await.unwrap().status().is_success());
}
