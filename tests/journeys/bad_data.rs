//! Answers of the directory and the service that must not be believed, and pictures that are none.

use std::io::ErrorKind;
use std::net::TcpListener;

use desk::Problem;
use desk::view::{CaseView, OpenCaseRequest, PictureState};
use review::EvidenceRole;
use sandbox::{Fault, Host, Place};

use crate::harness::{DeskUnderTest, Spoil, World, steps, words};

#[tokio::test(flavor = "multi_thread")]
async fn answers_of_the_directory_that_must_not_be_believed_leave_the_copy_as_it_was() {
    let world = World::empty().await;
    // Never to be reached: a request there would carry the token.
    let foreign = TcpListener::bind("127.0.0.1:0").unwrap();
    foreign.set_nonblocking(true).unwrap();
    let origin = format!("https://localhost:{}", foreign.local_addr().unwrap().port());
    let users = Place::new(Host::Graph, "/v1.0/users/delta");
    let mut ana = world.desk("ana", "ana.ferreira");
    world.sandbox.faults().set([Fault::Html { at: users.clone() }]);
    let mut notices = ana.desk.notices();
    ana = ana.signed_in().await;
    // The sync in the background says so by itself.
    while notices.recv().await.unwrap().say.is_none_or(|say| !say.contains("not trusted")) {}
    assert_eq!(refused_sync(&ana).await, untrusted("directory", "answer"));
    let before = ana.closed().await;
    assert_eq!((before.people, &before.people_cursor), (0, &None));
    for (fault, wanted) in [
        (Fault::ForeignNextLink { origin }, untrusted("directory", "foreign_link")),
        (Fault::Html { at: users.clone() }, untrusted("directory", "answer")),
        (Fault::Garbled { at: users.clone() }, untrusted("directory", "answer")),
        (Fault::Broken { at: users.clone() }, Problem::Offline),
        (Fault::Unavailable { at: users, retry_after: Some(1000) }, Problem::Offline),
    ] {
        world.sandbox.faults().set([fault.clone()]);
        ana = world.desk_again(&ana);
        ana.desk.start().await;
        assert_eq!(refused_sync(&ana).await, wanted, "{fault:?}");
        let mut after = ana.closed().await;
        assert_eq!(after.journal, before.journal);
        after.groups_cursor.clone_from(&before.groups_cursor);
        assert_eq!(after, before, "{fault:?} left something behind");
    }
    assert_eq!(foreign.accept().unwrap_err().kind(), ErrorKind::WouldBlock, "nobody went there");
    world.sandbox.faults().clear();
    let mended = world.desk_again(&ana);
    mended.desk.start().await;
    assert!(mended.desk.sync_now().await.unwrap().people >= 260);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_in_place_of_the_services_answer_leaves_the_queue_as_it_was() {
    let mut world = World::with_cases(1).await;
    let between = world.watched().await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let case = steps::queue_of(&ana.desk, 1).await[0];
    ana.desk.sync_now().await.unwrap();
    let before = ana.closed().await;
    between.spoil("/v1/", Spoil::Html);
    let again = world.desk_again(&ana);
    again.desk.start().await;
    assert_eq!(refused_sync(&again).await, untrusted("service", "answer"));
    let request = OpenCaseRequest { case, take_over_reason: None };
    let refused = again.desk.open_case(request).await.unwrap_err();
    assert_eq!(refused, untrusted("service", "answer"));
    assert_eq!(again.closed().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_is_none_is_refused_and_not_drawn() {
    let world = World::empty().await;
    world.sandbox.faults().set([Fault::NotAnImage]);
    let mut world = world;
    let interview = world.plain()[0].clone();
    world.take_in(&interview).await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let view = opened(&ana, 1).await;
    assert!(!view.pictures.is_empty());
    for picture in &view.pictures {
        assert_eq!(picture.state, refused("not_an_image"), "{:?}", picture.role);
    }
    words::sentence("frame", "evidence_refused: {", "not_an_image");
    let shown = steps::picture_request(view.id, view.pictures[0].id, 800);
    let problem = ana.desk.picture(shown).await.unwrap_err();
    assert_eq!(problem, Problem::EvidenceRefused { cause: "not_an_image".to_owned() });
    let approve = view.doors.iter().find(|door| door.verdict == review::Verdict::Approve);
    assert!(!approve.unwrap().is_open());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_whose_hash_differs_is_neither_kept_nor_shown() {
    let mut world = World::with_cases(1).await;
    let between = world.watched().await;
    let mut ana = world.desk("ana", "ana.ferreira").signed_in().await;
    // The sealed bytes are others; what is sealed is not what was named, or not what a statement
    // would name.
    for (path, how) in [
        ("/evidence/", Spoil::AlterLastByte),
        ("/v1/cases/", Spoil::OtherHash),
        ("/v1/cases/", Spoil::OtherCommitment),
    ] {
        between.spoil(path, how);
        let view = opened(&ana, 1).await;
        assert!(view.pictures.iter().any(|picture| picture.role == EvidenceRole::Selfie));
        for picture in &view.pictures {
            assert_eq!(picture.state, refused("hash_differs"), "{how:?} {:?}", picture.role);
        }
        let shown = steps::picture_request(view.id, view.pictures[0].id, 800);
        let problem = ana.desk.picture(shown).await.unwrap_err();
        assert_eq!(problem, Problem::EvidenceRefused { cause: "hash_differs".to_owned() });
        assert_eq!(ana.closed().await.pictures, 0, "{how:?}");
        assert_eq!(std::fs::read_dir(ana.data.join("evidence")).unwrap().count(), 0);
        between.leave_alone();
        ana = world.desk_again(&ana);
        ana.desk.start().await;
    }
    words::sentence("frame", "evidence_refused: {", "hash_differs");

    // The true bytes are still to be had.
    let view = opened(&ana, 1).await;
    let ready = |state: &PictureState| matches!(state, PictureState::Ready { .. });
    assert!(view.pictures.iter().all(|picture| ready(&picture.state)), "{:?}", view.pictures);
}

async fn opened(ana: &DeskUnderTest, cases: usize) -> CaseView {
    let case = steps::queue_of(&ana.desk, cases).await[0];
    let request = OpenCaseRequest { case, take_over_reason: None };
    ana.desk.open_case(request).await.unwrap();
    steps::settled(&ana.desk, case).await
}

async fn refused_sync(ana: &DeskUnderTest) -> Problem {
    let problem = ana.desk.sync_now().await.unwrap_err();
    if let Problem::Untrusted { from, what } = &problem {
        words::sentence("frame", "  from: {", from);
        words::sentence("frame", "  what: {", what);
    }
    problem
}

fn untrusted(from: &str, what: &str) -> Problem {
    Problem::Untrusted { from: from.to_owned(), what: what.to_owned() }
}

fn refused(cause: &str) -> PictureState {
    PictureState::Refused { cause: cause.to_owned() }
}
