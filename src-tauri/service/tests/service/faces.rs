//! The face answer: on the pictures, one's own, and not shopped for.

use reqwest::Response;
use review::problem::Kind;
use review::*;
use sandbox::company::{ImageKind, SessionKind};
use uuid::Uuid;

use crate::desk::{Desk, live, problem};
use crate::world::{World, until};

const PICTURES: [&str; 4] = ["croppedFace", "selfie", "fullFrameFrontID", "fullFrameBackID"];

#[tokio::test(flavor = "multi_thread")]
async fn attack_faces_are_not_judged_while_the_pictures_are_on_their_way() {
    let world = World::empty(12).await;
    let interview = recovery_with_faces(&world);
    world.vendor.hold(&PICTURES);
    world.hint(&interview).await;
    world.wait_until_in(1).await;
    let mut ana = world.desk("ana.ferreira").await;
    let case = ana.changes(None).await.changes[0].id;

    // No picture is here, then one of the two faces.
    let fence = ana.lease(case).await.fence;
    too_early(judge(&ana, case, fence).await).await;
    world.vendor.hold(&["croppedFace"]);
    until(async || has_picture(&world)).await;
    too_early(judge(&ana, case, fence).await).await;
    world.vendor.hold(&[]);
    let file = ana.file(case).await;
    assert!(file.judgements.is_empty() && file.facts.is_none());
    judged_when_both_were_fetched(&ana, &file, fence).await;

    // A new capture has pictures of its own.
    let file = ana.file(case).await;
    ana.decide(&file, Verdict::NewCapture).await;
    world.vendor.capture_again(&interview);
    world.vendor.hold(&["croppedFace"]);
    world.hint(&interview).await;
    until(async || ana.changes(None).await.changes[0].state == CaseState::Open).await;
    let fence = ana.lease(case).await.fence;
    too_early(judge(&ana, case, fence).await).await;
    world.vendor.hold(&[]);
    let file = ana.file(case).await;
    assert!(file.judgements.is_empty() && file.facts.is_none());
    judged_when_both_were_fetched(&ana, &file, fence).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_another_reviewer_does_not_undo_a_face_answer() {
    let world = World::with_cases(24).await;
    let mut mireille = world.desk("mireille.okou").await;
    let mut tomasz = world.desk("tomasz.wilk").await;
    let ana = world.desk("ana.ferreira").await;
    let file = mireille.approvable().await;
    let case = file.summary.id;
    mireille.release(case, file.lease.unwrap().fence).await;

    // Ana finds the faces different and gives the case back.
    let fence = ana.lease(case).await.fence;
    for item in live(&ana.file(case).await) {
        ana.see(case, item).await;
    }
    let answer = ana.judge(case, fence, Uuid::now_v7(), FaceAnswer::Different).await;
    assert_eq!(answer.status(), 200);
    ana.release(case, fence).await;

    // Neither a new reviewer nor one who had answered before approves; nothing is told before.
    let fence = tomasz.lease(case).await.fence;
    let before = tomasz.file(case).await;
    assert!(before.judgements.is_empty());
    let subject = file.facts.unwrap().subject;
    let codes = refused_approval(&tomasz, &before, subject).await;
    assert!(!codes.is_empty() && !codes.iter().any(|code| code == "H-03"), "{codes:?}");
    let theirs = tomasz.open(case).await;
    assert_eq!(theirs.judgements[0].answer, FaceAnswer::Same);
    assert_eq!(refused_approval(&tomasz, &theirs, subject).await, ["H-03"]);
    tomasz.release(case, fence).await;
    let again = mireille.open(case).await;
    assert_eq!(refused_approval(&mireille, &again, subject).await, ["H-03"]);

    // A new capture opens it again.
    mireille.decide(&again, Verdict::NewCapture).await;
    let sessions = &world.sandbox.company().sessions;
    for session in sessions.iter().filter(|session| session.subject == subject.object_id) {
        world.vendor.capture_again(&session.interview_id);
        world.hint(&session.interview_id).await;
    }
    until(async || {
        let rows = tomasz.changes(None).await.changes;
        rows.iter().any(|row| row.id == case && row.state == CaseState::Open)
    })
    .await;
    let anew = tomasz.open(case).await;
    tomasz.decide(&anew, Verdict::Approve).await;
}

async fn refused_approval(desk: &Desk, file: &CaseFile, subject: PersonRef) -> Vec<String> {
    let claim = DecisionClaim { subject: Some(subject), ..desk.claim(file, Verdict::Approve) };
    let prepared = desk.prepare(file, claim).await;
    let problem = problem(desk.send(&prepared).await).await;
    problem.closed.into_iter().map(|closed| closed.code).collect()
}

/// A session whose portrait the vendor has cropped.
fn recovery_with_faces(world: &World) -> String {
    let has = |name| ImageKind::from_name(name).unwrap();
    let sessions = &world.sandbox.company().sessions;
    let found = sessions.iter().find(|session| {
        matches!(session.kind, SessionKind::PasswordReset | SessionKind::MfaRecovery)
            && session.picture(has("croppedFace")).is_some()
            && session.picture(has("selfie")).is_some()
    });
    found.unwrap().interview_id.clone()
}

async fn judge(desk: &Desk, case: CaseId, fence: u64) -> Response {
    desk.judge(case, fence, Uuid::now_v7(), FaceAnswer::Same).await
}

async fn too_early(answer: Response) {
    assert_eq!(answer.headers()["retry-after"], "2");
    assert_eq!(problem(answer).await.kind(), Some(Kind::Unavailable));
}

fn has_picture(world: &World) -> bool {
    let mut folders = vec![world.directory.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "sealed") {
                return true;
            }
        }
    }
    false
}

async fn judged_when_both_were_fetched(desk: &Desk, file: &CaseFile, fence: u64) {
    let case = file.summary.id;
    let faces: Vec<_> = live(file).filter(|item| item.role.is_face()).collect();
    assert_eq!(faces.len(), 2);
    for face in faces {
        let guess = judge(desk, case, fence).await;
        assert_eq!(problem(guess).await.kind(), Some(Kind::Closed));
        desk.see(case, face).await;
    }
    assert_eq!(judge(desk, case, fence).await.status(), 200);
}
