//! Open a case, judge the faces, decide, and have it recorded with a verified receipt.

use desk::Problem;
use desk::view::{
    CaseView, DecideRequest, DeliveryState, KeepFacesRequest, OpenCaseRequest, PictureRequest,
    PictureState, ReceiptView,
};
use review::{EvidenceRole, FaceAnswer, Sureness, Verdict};

use crate::world::{DeskUnderTest, World};

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_judged_blind_approved_by_a_fresh_sign_in_and_recorded() {
    let world = World::with_cases(30).await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let mut approved = false;
    for case in open_cases(&ana).await {
        let Some(view) = open_with_faces(&ana, case).await else { continue };
        assert!(view.facts.is_none(), "nothing but the faces before the answer");
        assert!(view.pictures.iter().all(|picture| picture.role.is_face()));
        let view = judge_same(&ana, case).await;
        assert!(view.facts.is_some());
        let view = see_everything(&ana, view).await;
        let door = view.doors.iter().find(|door| door.verdict == Verdict::Approve).unwrap();
        if !door.is_open() {
            ana.desk.give_back(case, "not this one".to_owned()).await.unwrap();
            continue;
        }
        ana.desk.decide(decide(case, Verdict::Approve, "N-01")).await.unwrap();
        let receipt = recorded(&ana, case).await;
        let proof = receipt.proof.unwrap();
        assert!(proof.index < proof.size);
        approved = true;
        break;
    }
    assert!(approved, "no case of thirty could be approved");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_denial_waits_for_the_service_and_survives_a_restart() {
    let mut world = World::with_cases(12).await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let case = first_with_faces(&ana).await;
    judge_same(&ana, case).await;
    world.service_down().await;
    let queued = ana.desk.decide(decide(case, Verdict::Deny, "D-02")).await.unwrap();
    assert!(matches!(queued.state, DeliveryState::Queued { .. }), "{:?}", queued.state);
    ana.desk.close().await;
    world.service_up().await;
    let again = world.desk_again("ana", &ana);
    again.desk.start().await;
    let receipt = recorded(&again, case).await;
    assert_eq!(receipt.decision, queued.decision);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_desks_and_one_case_have_one_effect() {
    let world = World::with_cases(12).await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let case = first_with_faces(&ana).await;
    judge_same(&ana, case).await;
    let tomasz = world.desk("tomasz", "tomasz.wilk").signed_in().await;
    open_cases(&tomasz).await;
    let held = tomasz.desk.open_case(OpenCaseRequest { case, take_over_reason: None }).await;
    assert!(matches!(held, Err(Problem::Held { .. })), "{held:?}");
    let reason = Some("shift hand-over".to_owned());
    tomasz.desk.open_case(OpenCaseRequest { case, take_over_reason: reason }).await.unwrap();
    judge_same(&tomasz, case).await;
    tomasz.desk.decide(decide(case, Verdict::Deny, "D-02")).await.unwrap();
    recorded(&tomasz, case).await;
    // Ana's desk may not have heard yet: whatever it lets through, the service refuses.
    if ana.desk.decide(decide(case, Verdict::Deny, "D-02")).await.is_ok() {
        let state = ana
            .until(async |desk| {
                let state = desk.receipt(case).await.ok()?.state;
                (!matches!(state, DeliveryState::Queued { .. })).then_some(state)
            })
            .await;
        assert!(
            matches!(state, DeliveryState::AlreadyDecided { .. } | DeliveryState::RefusedChanged),
            "{state:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_by_another_account_is_not_made() {
    let world = World::with_cases(30).await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    for case in open_cases(&ana).await {
        if open_with_faces(&ana, case).await.is_none() {
            continue;
        }
        let view = judge_same(&ana, case).await;
        let view = see_everything(&ana, view).await;
        if !view.doors.iter().any(|door| door.verdict == Verdict::Approve && door.is_open()) {
            ana.desk.give_back(case, String::new()).await.unwrap();
            continue;
        }
        ana.browser.use_account("tomasz.wilk");
        let refused = ana.desk.decide(decide(case, Verdict::Approve, "N-01")).await;
        assert!(matches!(refused, Err(Problem::StepUpFailed { .. })), "{refused:?}");
        assert_eq!(ana.desk.receipt(case).await.unwrap_err(), Problem::NotFound);
        return;
    }
    panic!("no case of thirty could be approved");
}

async fn open_cases(ana: &DeskUnderTest) -> Vec<review::CaseId> {
    ana.until(async |desk| {
        let rows = desk.queue(desk::view::QueueRequest::default()).await.ok()?.rows;
        (rows.len() >= 8).then(|| rows.into_iter().map(|row| row.id).collect())
    })
    .await
}

async fn first_with_faces(ana: &DeskUnderTest) -> review::CaseId {
    for case in open_cases(ana).await {
        if open_with_faces(ana, case).await.is_some() {
            return case;
        }
    }
    panic!("no case has both faces");
}

/// Opens a case; `None` if it has no two faces that can be shown.
async fn open_with_faces(ana: &DeskUnderTest, case: review::CaseId) -> Option<CaseView> {
    ana.desk.open_case(OpenCaseRequest { case, take_over_reason: None }).await.unwrap();
    let view = settled(ana, case).await;
    let faces = view.pictures.iter().filter(|picture| {
        picture.role.is_face() && matches!(picture.state, PictureState::Ready { .. })
    });
    if faces.count() == 2 {
        return Some(view);
    }
    ana.desk.give_back(case, "no faces".to_owned()).await.unwrap();
    None
}

/// Waits until no picture is on its way.
async fn settled(ana: &DeskUnderTest, case: review::CaseId) -> CaseView {
    ana.until(async |desk| {
        let view = desk.case(case).await.ok()?;
        let waiting = |p: &desk::view::PictureView| matches!(p.state, PictureState::Fetching);
        (!view.pictures.iter().any(waiting)).then_some(view)
    })
    .await
}

async fn judge_same(ana: &DeskUnderTest, case: review::CaseId) -> CaseView {
    let request = KeepFacesRequest { case, answer: FaceAnswer::Same, sureness: Sureness::Very };
    ana.desk.keep_faces(request).await.unwrap();
    settled(ana, case).await
}

async fn see_everything(ana: &DeskUnderTest, view: CaseView) -> CaseView {
    for picture in &view.pictures {
        if !matches!(picture.state, PictureState::Ready { .. }) {
            continue;
        }
        let side = if picture.role == EvidenceRole::DocumentFront { 1400 } else { 800 };
        let request = PictureRequest {
            case: view.id,
            evidence: picture.id,
            width: side,
            height: side,
            region: None,
            quarter_turns: 0,
            contrast: 1.0,
            window: None,
        };
        let link = ana.desk.picture(request).await.unwrap();
        let (bytes, media_type) = ana.desk.take_picture(&link.token).await.unwrap();
        assert_eq!(media_type, "image/jpeg");
        assert_eq!(bytes[..2], [0xff, 0xd8]);
        assert!(ana.desk.take_picture(&link.token).await.is_none(), "a token is good once");
    }
    ana.desk.case(view.id).await.unwrap()
}

fn decide(case: review::CaseId, verdict: Verdict, reason: &str) -> DecideRequest {
    let reasons = vec![review::ReasonCode(reason.to_owned())];
    DecideRequest { case, verdict, reasons, note: "seen at the desk".to_owned() }
}

async fn recorded(ana: &DeskUnderTest, case: review::CaseId) -> ReceiptView {
    ana.until(async |desk| {
        let receipt = desk.receipt(case).await.ok()?;
        assert!(!matches!(receipt.state, DeliveryState::Refused { .. }), "{:?}", receipt.state);
        (receipt.state == DeliveryState::Recorded).then_some(receipt)
    })
    .await
}
