//! What a reviewer does, step by step.

use desk::Desk;
use desk::view::{
    CaseView, DecideRequest, DeliveryState, KeepFacesRequest, OpenCaseRequest, PictureRequest,
    PictureState, QueueRequest, ReceiptView,
};
use review::{CaseId, FaceAnswer, Sureness, Verdict};

use super::desk::until;

/// Waits until this many cases are in the queue.
pub async fn queue_of(desk: &Desk, cases: usize) -> Vec<CaseId> {
    until(desk, async |desk| {
        let rows = desk.queue(QueueRequest::default()).await.ok()?.rows;
        (rows.len() >= cases).then(|| rows.into_iter().map(|row| row.id).collect())
    })
    .await
}

/// Opens the first case of the queue that has both faces.
pub async fn open_first(desk: &Desk, cases: usize) -> CaseView {
    for case in queue_of(desk, cases).await {
        if let Some(view) = open_with_faces(desk, case).await {
            return view;
        }
    }
    panic!("no case has both faces");
}

/// Opens a case; `None` if it has no two faces that can be shown.
pub async fn open_with_faces(desk: &Desk, case: CaseId) -> Option<CaseView> {
    desk.open_case(OpenCaseRequest { case, take_over_reason: None }).await.unwrap();
    let view = settled(desk, case).await;
    let faces = view.pictures.iter().filter(|picture| {
        picture.role.is_face() && matches!(picture.state, PictureState::Ready { .. })
    });
    if faces.count() == 2 {
        return Some(view);
    }
    desk.give_back(case, "no faces".to_owned()).await.unwrap();
    None
}

/// Waits until no picture is on its way.
pub async fn settled(desk: &Desk, case: CaseId) -> CaseView {
    until(desk, async |desk| {
        let view = desk.case(case).await.ok()?;
        let waiting = |p: &desk::view::PictureView| matches!(p.state, PictureState::Fetching);
        (!view.pictures.iter().any(waiting)).then_some(view)
    })
    .await
}

pub async fn judge_same(desk: &Desk, case: CaseId) -> CaseView {
    let request = KeepFacesRequest { case, answer: FaceAnswer::Same, sureness: Sureness::Very };
    desk.keep_faces(request).await.unwrap();
    settled(desk, case).await
}

/// Looks at every picture at a size at which it can be read.
pub async fn see_everything(desk: &Desk, view: CaseView) -> CaseView {
    for picture in &view.pictures {
        if !matches!(picture.state, PictureState::Ready { .. }) {
            continue;
        }
        let side = if picture.role.is_face() { 400 } else { 700 };
        let link = desk.picture(picture_request(view.id, picture.id, side)).await.unwrap();
        let (bytes, media_type) = desk.take_picture(&link.token).await.unwrap();
        assert_eq!(media_type, "image/jpeg");
        assert_eq!(bytes[..2], [0xff, 0xd8]);
        assert!(desk.take_picture(&link.token).await.is_none(), "a token is good once");
    }
    desk.case(view.id).await.unwrap()
}

pub fn picture_request(case: CaseId, evidence: review::EvidenceId, side: u32) -> PictureRequest {
    PictureRequest {
        case,
        evidence,
        width: side,
        height: side,
        region: None,
        window: None,
        quarter_turns: 0,
        contrast: 1.0,
    }
}

/// Opens cases until one can be approved, with everything seen.
pub async fn open_approvable(desk: &Desk, cases: usize) -> CaseView {
    let mut closed = Vec::new();
    for case in queue_of(desk, cases).await {
        let Some(view) = open_with_faces(desk, case).await else { continue };
        assert!(view.facts.is_none(), "nothing but the faces before the answer");
        assert!(view.pictures.iter().all(|picture| picture.role.is_face()));
        let view = judge_same(desk, case).await;
        assert!(view.facts.is_some());
        let view = see_everything(desk, view).await;
        let door = view.doors.iter().find(|door| door.verdict == Verdict::Approve).unwrap();
        if door.is_open() {
            return view;
        }
        closed.push(door.closed.clone());
        desk.give_back(case, "not this one".to_owned()).await.unwrap();
    }
    panic!("no case of {cases} could be approved: {closed:?}");
}

pub fn decide(case: CaseId, verdict: Verdict, reason: &str) -> DecideRequest {
    let reasons = vec![review::ReasonCode(reason.to_owned())];
    DecideRequest { case, verdict, reasons, note: "seen at the desk".to_owned() }
}

pub async fn recorded(desk: &Desk, case: CaseId) -> ReceiptView {
    until(desk, async |desk| {
        let receipt = desk.receipt(case).await.ok()?;
        assert!(!matches!(receipt.state, DeliveryState::Refused { .. }), "{:?}", receipt.state);
        (receipt.state == DeliveryState::Recorded).then_some(receipt)
    })
    .await
}
