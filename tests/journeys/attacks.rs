//! Attacks on the desk: a service, or somebody in its place, that answers what is not true, and a
//! window that asks for what is closed. Each stands beside what is done when nobody lies.

use std::io::ErrorKind;
use std::net::TcpListener;

use desk::Problem;
use desk::view::{CaseView, DeliveryState, KeepFacesRequest, OpenCaseRequest, PictureState};
use review::{CaseId, FaceAnswer, Sureness, Verdict};
use serde_json::Value;

use crate::harness::between::Between;
use crate::harness::steps::{
    decide, judge_same, open_with_faces, queue_of, recorded, see_everything, settled,
};
use crate::harness::{DeskUnderTest, Spoil, World};

/// Ana at her desk, and whoever sits between it and the service.
async fn under_attack(cases: usize) -> (World, Between, DeskUnderTest) {
    let mut world = World::with_cases(cases).await;
    let between = world.watched().await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    (world, between, ana)
}

fn approve(view: &CaseView) -> &review::Door {
    view.doors.iter().find(|door| door.verdict == Verdict::Approve).unwrap()
}

/// R1: the service, or its thief, wants the document to be seen before the faces are judged.
#[tokio::test(flavor = "multi_thread")]
async fn attack_a_service_that_shows_the_document_first() {
    let (world, between, ana) = under_attack(1).await;
    let tomasz = world.desk("tomasz", "tomasz.wilk").signed_in().await;
    let case = queue_of(&tomasz.desk, 1).await[0];
    open_with_faces(&tomasz.desk, case).await.unwrap();
    judge_same(&tomasz.desk, case).await;
    let whole = between.until(|seen| seen.path.ends_with("/faces") && seen.status.is_some()).await;
    let whole: Value = serde_json::from_slice(&whole.answer).unwrap();
    assert!(whole["facts"].is_object());
    tomasz.desk.give_back(case, "for Ana".to_owned()).await.unwrap();

    between.lie(&format!("/v1/cases/{case}"), move |file| {
        file["facts"] = whole["facts"].clone();
        let more = whole["evidence"].as_array().unwrap().iter().skip(2).cloned();
        file["evidence"].as_array_mut().unwrap().extend(more);
    });
    let request = OpenCaseRequest { case, take_over_reason: None };
    ana.desk.open_case(request).await.unwrap();
    let view = settled(&ana.desk, case).await;
    assert!(view.facts.is_none(), "claims before the face answer");
    assert!(view.pictures.iter().all(|picture| picture.role.is_face()));
    assert!(approve(&view).closed.iter().any(|closed| closed.code == "R-01"));

    between.leave_alone();
    let view = judge_same(&ana.desk, case).await;
    assert!(view.facts.is_some());
    let view = see_everything(&ana.desk, view).await;
    assert!(approve(&view).is_open(), "{:?}", approve(&view));
    ana.desk.decide(decide(case, Verdict::Approve, "N-01")).await.unwrap();
    recorded(&ana.desk, case).await;
}

/// Ana says *different*; what comes back says that she said *same*.
#[tokio::test(flavor = "multi_thread")]
async fn attack_a_service_that_turns_the_face_answer_round() {
    let (_world, between, ana) = under_attack(2).await;
    let cases = queue_of(&ana.desk, 2).await;
    open_with_faces(&ana.desk, cases[0]).await.unwrap();
    between.lie("/faces", |file| file["judgements"][0]["answer"] = "same".into());
    let different =
        |case| KeepFacesRequest { case, answer: FaceAnswer::Different, sureness: Sureness::Very };
    let refused = ana.desk.keep_faces(different(cases[0])).await.unwrap_err();
    let untrusted = Problem::Untrusted { from: "service".to_owned(), what: "answer".to_owned() };
    assert_eq!(refused, untrusted);
    let view = ana.desk.case(cases[0]).await.unwrap();
    assert!(!approve(&view).is_open() && view.facts.is_none());
    assert!(ana.desk.decide(decide(cases[0], Verdict::Approve, "N-01")).await.is_err());

    between.leave_alone();
    open_with_faces(&ana.desk, cases[1]).await.unwrap();
    let view = ana.desk.keep_faces(different(cases[1])).await.unwrap();
    assert_eq!(view.judgements[0].answer, FaceAnswer::Different);
    ana.desk.decide(decide(cases[1], Verdict::Deny, "D-04")).await.unwrap();
    recorded(&ana.desk, cases[1]).await;
}

/// The service says that nothing differs; the desk compares the claims itself.
#[tokio::test(flavor = "multi_thread")]
async fn attack_a_service_with_a_lying_report() {
    let (_world, between, ana) = under_attack(1).await;
    let case = queue_of(&ana.desk, 1).await[0];
    open_with_faces(&ana.desk, case).await.unwrap();
    between.lie("/faces", |file| {
        let report = &mut file["facts"]["report"];
        for found in report["claims"].as_array_mut().unwrap() {
            found["relation"] = "identical".into();
            found["severity"] = "none".into();
            found["chips"] = Value::Array(Vec::new());
        }
    });
    let lied = judge_same(&ana.desk, case).await;
    between.leave_alone();
    let request = OpenCaseRequest { case, take_over_reason: None };
    ana.desk.open_case(request).await.unwrap();
    let honest = settled(&ana.desk, case).await;
    assert!(honest.readiness.differences > 0, "there is nothing to lie about");
    let report = |view: CaseView| view.facts.unwrap().report;
    assert!(report(lied) == report(honest), "the desk believed the service's report");
    ana.desk.decide(decide(case, Verdict::Deny, "D-02")).await.unwrap();
    recorded(&ana.desk, case).await;
}

/// The service drops the decision and says that it is in the log.
#[tokio::test(flavor = "multi_thread")]
async fn attack_a_receipt_whose_proof_is_forged() {
    unproved(|receipt| {
        let proof = receipt["proof"].as_str().unwrap();
        let mut lines: Vec<String> = proof.lines().map(str::to_owned).collect();
        let signature = lines.last_mut().unwrap();
        let other = if signature.ends_with('A') { 'B' } else { 'A' };
        let at = signature.len() - 8;
        signature.replace_range(at..=at, &other.to_string());
        receipt["proof"] = (lines.join("\n") + "\n").into();
    })
    .await;
}

/// It commits to another envelope than the one that was sent.
#[tokio::test(flavor = "multi_thread")]
async fn attack_a_receipt_of_something_else() {
    unproved(|receipt| receipt["salt"] = format!("{}=", "A".repeat(43)).into()).await;
}

/// It is a true one, of another decision.
#[tokio::test(flavor = "multi_thread")]
async fn attack_a_receipt_of_another_decision() {
    let (_world, between, ana) = under_attack(2).await;
    let cases = queue_of(&ana.desk, 2).await;
    deny(&ana, cases[0]).await;
    recorded(&ana.desk, cases[0]).await;
    let first = between.until(|seen| seen.path.ends_with("/decisions")).await.answer;
    let first: Value = serde_json::from_slice(&first).unwrap();
    between.forget();
    between.lie("/decisions", move |receipt| *receipt = first.clone());
    never_recorded(&between, &ana, cases[1]).await;
}

async fn unproved(lie: impl Fn(&mut Value) + Send + Sync + 'static) {
    let (_world, between, ana) = under_attack(2).await;
    let cases = queue_of(&ana.desk, 2).await;
    // The control comes first: a decision that is not proved holds up those behind it.
    deny(&ana, cases[0]).await;
    recorded(&ana.desk, cases[0]).await;
    between.forget();
    between.lie("/decisions", lie);
    never_recorded(&between, &ana, cases[1]).await;
}

/// Decides, waits until the desk has judged the service's answer, and sees that it stays *queued*.
async fn never_recorded(between: &Between, ana: &DeskUnderTest, case: CaseId) {
    deny(ana, case).await;
    let answered = |seen: &crate::harness::between::Exchange| {
        seen.path.ends_with("/decisions") && seen.status.is_some()
    };
    between.until(answered).await;
    let state = ana
        .until(async |desk| {
            let receipt = desk.receipt(case).await.ok()?;
            assert_ne!(receipt.state, DeliveryState::Recorded);
            matches!(receipt.state, DeliveryState::Queued { next_try_at: Some(_) })
                .then_some(receipt)
        })
        .await;
    assert!(state.proof.is_none() && !state.can_take_back, "{state:?}");
}

async fn deny(ana: &DeskUnderTest, case: CaseId) {
    open_with_faces(&ana.desk, case).await.unwrap();
    judge_same(&ana.desk, case).await;
    ana.desk.decide(decide(case, Verdict::Deny, "D-02")).await.unwrap();
}

/// Pictures are to be had somewhere else; the bearer token would go there with the request.
#[tokio::test(flavor = "multi_thread")]
async fn attack_evidence_that_leads_elsewhere() {
    let foreign = TcpListener::bind("127.0.0.1:0").unwrap();
    foreign.set_nonblocking(true).unwrap();
    let (world, between, ana) = under_attack(1).await;
    between.spoil("/evidence/", Spoil::Elsewhere(foreign.local_addr().unwrap().port()));
    let case = queue_of(&ana.desk, 1).await[0];
    let request = OpenCaseRequest { case, take_over_reason: None };
    ana.desk.open_case(request.clone()).await.unwrap();
    let view = settled(&ana.desk, case).await;
    assert!(!view.pictures.is_empty());
    for picture in &view.pictures {
        assert!(matches!(picture.state, PictureState::Refused { .. }), "{:?}", picture.state);
    }
    assert_eq!(foreign.accept().unwrap_err().kind(), ErrorKind::WouldBlock, "somebody went there");

    between.leave_alone();
    ana.desk.close().await;
    let again = world.desk_again(&ana);
    again.desk.start().await;
    again.desk.open_case(request).await.unwrap();
    let view = settled(&again.desk, case).await;
    let ready =
        |picture: &desk::view::PictureView| matches!(picture.state, PictureState::Ready { .. });
    assert!(view.pictures.iter().all(ready), "{:?}", view.pictures);
}

/// A window that was taken over calls what its buttons would not: nothing is signed or sent.
#[tokio::test(flavor = "multi_thread")]
async fn attack_a_window_that_approves_what_is_closed() {
    let (_world, between, ana) = under_attack(1).await;
    let case = queue_of(&ana.desk, 1).await[0];
    open_with_faces(&ana.desk, case).await.unwrap();
    let closed = ana.desk.decide(decide(case, Verdict::Approve, "N-01")).await.unwrap_err();
    let Problem::Closed { closed } = closed else { panic!("{closed:?}") };
    assert!(closed.iter().any(|one| one.code == "R-01"), "{closed:?}");
    judge_same(&ana.desk, case).await;
    let closed = ana.desk.decide(decide(case, Verdict::Approve, "N-01")).await.unwrap_err();
    let Problem::Closed { closed } = closed else { panic!("{closed:?}") };
    assert!(closed.iter().any(|one| one.code == "E-02"), "{closed:?}");
    let sent = between.exchanges().into_iter().filter(|seen| seen.path.ends_with("/decisions"));
    assert_eq!(sent.count(), 0);
    assert_eq!(ana.desk.receipt(case).await.unwrap_err(), Problem::NotFound);

    let view = see_everything(&ana.desk, ana.desk.case(case).await.unwrap()).await;
    assert!(approve(&view).is_open(), "{:?}", approve(&view));
    ana.desk.decide(decide(case, Verdict::Approve, "N-01")).await.unwrap();
    recorded(&ana.desk, case).await;
}
