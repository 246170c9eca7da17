//! R1: the faces are judged first, on the pictures, without anything that could bend the answer;
//! the first answer is kept.

use review::problem::Kind;
use review::*;
use uuid::Uuid;

use super::siege::{Siege, Tried};
use crate::desk::{Desk, live};

attacks! {
    attack_an_approval_before_the_face_answer: Door("R-01");
    attack_an_approval_after_different: Door("H-03");
    attack_a_better_face_answer_than_the_kept_one: FirstAnswer;
    attack_a_second_face_answer;
    attack_faces_judged_without_seeing_them: FacesFetched;
    attack_the_document_before_the_faces: FacesFirst;
}

/// Everything that is shown before the answer was fetched, and the answer is left out.
async fn attack_an_approval_before_the_face_answer(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let case = siege.case().await;
    let lease = ana.lease(case).await;
    let early = fetched(&ana, case).await;
    let subject = PersonRef { object_id: siege.session().subject, ..ana.person };
    let sent = ana.approval_with(&early, |claim| claim.subject = Some(subject)).await;
    siege.attack(&ana, &sent, "R-01").await?;
    let judged = ana.judge(case, lease.fence, Uuid::now_v7(), FaceAnswer::Same).await;
    assert_eq!(judged.status(), 200);
    let file = fetched(&ana, case).await;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

async fn attack_an_approval_after_different(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let case = siege.case().await;
    let different = judged(&ana, case, FaceAnswer::Different).await;
    siege.attack(&ana, &ana.approval(&different).await, "H-03").await?;
    siege.anew().await;
    let ana = siege.ana().await;
    let case = siege.case().await;
    let same = judged(&ana, case, FaceAnswer::Same).await;
    siege.control(&ana, &ana.approval(&same).await).await;
    Ok(())
}

/// The statement is surer than the reviewer was.
async fn attack_a_better_face_answer_than_the_kept_one(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let surer = |claim: &mut DecisionClaim| claim.faces.as_mut().unwrap().sureness = Sureness::Very;
    siege.attack(&ana, &ana.approval_with(&file, surer).await, Kind::Unprocessable).await?;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

/// The answer is given again, the other way round.
async fn attack_a_second_face_answer(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let case = siege.case().await;
    let file = judged(&ana, case, FaceAnswer::CannotTell).await;
    let fence = file.lease.as_ref().unwrap().fence;
    let again = ana.judge(case, fence, Uuid::now_v7(), FaceAnswer::Same).await;
    siege.refused(again, Kind::AlreadyJudged).await?;
    siege.attack(&ana, &ana.approval(&fetched(&ana, case).await).await, "H-03").await?;
    siege.anew().await;
    let ana = siege.ana().await;
    let case = siege.case().await;
    let same = judged(&ana, case, FaceAnswer::Same).await;
    siege.control(&ana, &ana.approval(&same).await).await;
    Ok(())
}

async fn attack_faces_judged_without_seeing_them(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let case = siege.case().await;
    let fence = ana.lease(case).await.fence;
    let first = ana.file(case).await;
    let guess = ana.judge(case, fence, Uuid::now_v7(), FaceAnswer::Same).await;
    siege.refused(guess, "E-02").await?;
    for face in live(&first) {
        ana.see(case, face).await;
    }
    siege.allowed(ana.judge(case, fence, Uuid::now_v7(), FaceAnswer::Same).await).await;
    Ok(())
}

/// A colleague told the document's id.
async fn attack_the_document_before_the_faces(siege: &mut Siege) -> Tried {
    let (ana, tomasz) = (siege.ana().await, siege.tomasz().await);
    let whole = siege.opened(&tomasz).await;
    let document = live(&whole).find(|item| !item.role.is_face()).unwrap().id;
    let case = whole.summary.id;
    tomasz.release(case, whole.lease.unwrap().fence).await;
    let fence = ana.lease(case).await.fence;
    assert!(fetched(&ana, case).await.evidence.iter().all(|item| item.role.is_face()));
    let path = format!("v1/cases/{case}/evidence/{document}");
    siege.refused(ana.get(&path).await, "R-01").await?;
    ana.judge(case, fence, Uuid::now_v7(), FaceAnswer::Same).await;
    siege.allowed(ana.get(&path).await).await;
    Ok(())
}

/// The case as it is released by now, every picture of it fetched.
async fn fetched(desk: &Desk, case: CaseId) -> CaseFile {
    let file = desk.file(case).await;
    for item in live(&file) {
        desk.see(case, item).await;
    }
    file
}

async fn judged(desk: &Desk, case: CaseId, answer: FaceAnswer) -> CaseFile {
    let fence = desk.lease(case).await.fence;
    fetched(desk, case).await;
    assert_eq!(desk.judge(case, fence, Uuid::now_v7(), answer).await.status(), 200);
    fetched(desk, case).await
}
