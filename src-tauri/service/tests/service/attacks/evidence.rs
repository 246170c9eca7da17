//! R2: an approval is of pictures that the service released to this person, large enough to read,
//! each by its own hash, and all of them there.

use review::problem::Kind;
use review::*;
use uuid::Uuid;

use super::siege::{Siege, Tried};
use crate::desk::{Desk, live};

attacks! {
    attack_pictures_that_were_never_fetched: Fetched;
    attack_pictures_that_a_colleague_fetched: Fetched;
    attack_pictures_named_under_an_earlier_lease: Fetched;
    attack_pictures_too_small_to_read: Readable;
    attack_a_document_that_passes_for_a_face: Readable;
    attack_pictures_by_another_hash: Evidence;
    attack_a_picture_left_out: Evidence;
    attack_pictures_of_another_case: Evidence;
    attack_pictures_that_the_vendor_purged: Door("E-01");
    attack_a_picture_through_another_case_s_address;
    attack_a_picture_swapped_on_the_service_s_disk;
}

/// The face answer is kept, and then everything is said to have been seen.
async fn attack_pictures_that_were_never_fetched(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let case = siege.case().await;
    let unseen = only_faces_seen(&ana, case).await;
    siege.attack(&ana, &ana.approval(&unseen).await, "E-02").await?;
    see_all(&ana, &unseen).await;
    siege.control(&ana, &ana.approval(&unseen).await).await;
    Ok(())
}

/// Ana saw it all and gave the case to Tomasz, who takes her word for it.
async fn attack_pictures_that_a_colleague_fetched(siege: &mut Siege) -> Tried {
    let (ana, tomasz) = (siege.ana().await, siege.tomasz().await);
    let hers = siege.opened(&ana).await;
    ana.release(hers.summary.id, hers.lease.unwrap().fence).await;
    let his = only_faces_seen(&tomasz, hers.summary.id).await;
    siege.attack(&tomasz, &tomasz.approval(&his).await, "E-02").await?;
    see_all(&tomasz, &his).await;
    siege.control(&tomasz, &tomasz.approval(&his).await).await;
    Ok(())
}

/// The case is held again, and approved without having been opened again.
async fn attack_pictures_named_under_an_earlier_lease(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let before = siege.opened(&ana).await;
    let case = before.summary.id;
    ana.release(case, before.lease.as_ref().unwrap().fence).await;
    let lease = ana.lease(case).await;
    let summary = CaseSummary { revision: before.summary.revision + 1, ..before.summary.clone() };
    let blind = CaseFile { summary, lease: Some(lease), ..before };
    siege.attack(&ana, &ana.approval(&blind).await, "E-02").await?;
    let now = ana.open(case).await;
    siege.control(&ana, &ana.approval(&now).await).await;
    Ok(())
}

async fn attack_pictures_too_small_to_read(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let thumbnails = |claim: &mut DecisionClaim| {
        let documents = claim.seen.iter_mut().filter(|seen| !seen.role.is_face());
        documents.for_each(|seen| seen.longest_side = 639);
    };
    siege.attack(&ana, &ana.approval_with(&file, thumbnails).await, "E-02").await?;
    let readable = |claim: &mut DecisionClaim| {
        let documents = claim.seen.iter_mut().filter(|seen| !seen.role.is_face());
        documents.for_each(|seen| seen.longest_side = 640);
    };
    siege.control(&ana, &ana.approval_with(&file, readable).await).await;
    Ok(())
}

/// A face may be smaller than a document: so the document is called a face.
async fn attack_a_document_that_passes_for_a_face(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let renamed = |claim: &mut DecisionClaim| {
        for seen in claim.seen.iter_mut().filter(|seen| !seen.role.is_face()) {
            (seen.role, seen.longest_side) = (EvidenceRole::Selfie, 400);
        }
    };
    siege.attack(&ana, &ana.approval_with(&file, renamed).await, "E-02").await?;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

async fn attack_pictures_by_another_hash(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let mut swapped = file.clone();
    swapped.evidence[0].commitment = "5a".repeat(32);
    siege.attack(&ana, &ana.approval(&swapped).await, Kind::Unprocessable).await?;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

/// What speaks against it is not named: it was seen, but is no part of the statement.
async fn attack_a_picture_left_out(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let mut fewer = file.clone();
    fewer.evidence.pop();
    let all_seen = ana.claim(&file, Verdict::Approve).seen;
    let sent = ana.approval_with(&fewer, |claim| claim.seen = all_seen).await;
    siege.attack(&ana, &sent, Kind::Unprocessable).await?;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

/// Better pictures are borrowed from somebody else's case.
async fn attack_pictures_of_another_case(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let other = ana.open(siege.another_case().await).await;
    let file = siege.opened(&ana).await;
    let mut borrowed = file.clone();
    borrowed.evidence.extend(other.evidence);
    siege.attack(&ana, &ana.approval(&borrowed).await, Kind::Unprocessable).await?;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

/// The vendor deleted the document while somebody had it open: what is gone proves nothing.
async fn attack_pictures_that_the_vendor_purged(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let purge = |state: &str| {
        format!("UPDATE evidence SET state = '{state}' WHERE role LIKE 'document%' AND bytes > 0")
    };
    siege.world.tamper(&purge("purged")).await;
    let left = ana.file(file.summary.id).await;
    siege.attack(&ana, &ana.approval(&left).await, "E-01").await?;
    siege.world.tamper(&purge("live")).await;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

/// Whoever holds one case reads the pictures of another through it.
async fn attack_a_picture_through_another_case_s_address(siege: &mut Siege) -> Tried {
    let (ana, tomasz) = (siege.ana().await, siege.tomasz().await);
    let his = tomasz.open(siege.another_case().await).await;
    let hers = siege.opened(&ana).await;
    let of = |file: &CaseFile| live(file).next().unwrap().id;
    let path = |picture| format!("v1/cases/{}/evidence/{picture}", hers.summary.id);
    siege.refused(ana.get(&path(of(&his))).await, Kind::NotFound).await?;
    siege.allowed(ana.get(&path(of(&hers))).await).await;
    Ok(())
}

/// Somebody with the service's disk puts one sealed picture in the place of another.
async fn attack_a_picture_swapped_on_the_service_s_disk(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let case = file.summary.id;
    let ids: Vec<EvidenceId> = live(&file).map(|item| item.id).collect();
    let folder = siege.world.directory.path().join("service").join("evidence");
    let kept = |id: &EvidenceId| folder.join(format!("{id}.sealed"));
    let own = std::fs::read(kept(&ids[0])).unwrap();
    std::fs::copy(kept(&ids[1]), kept(&ids[0])).unwrap();
    let path = format!("v1/cases/{case}/evidence/{}", ids[0]);
    siege.refused(ana.get(&path).await, Kind::Fault).await?;
    std::fs::write(kept(&ids[0]), own).unwrap();
    siege.allowed(ana.get(&path).await).await;
    Ok(())
}

async fn only_faces_seen(desk: &Desk, case: CaseId) -> CaseFile {
    let fence = desk.lease(case).await.fence;
    let faces = desk.file(case).await;
    see_all(desk, &faces).await;
    assert_eq!(desk.judge(case, fence, Uuid::now_v7(), FaceAnswer::Same).await.status(), 200);
    desk.file(case).await
}

async fn see_all(desk: &Desk, file: &CaseFile) {
    for item in live(file) {
        desk.see(file.summary.id, item).await;
    }
}
