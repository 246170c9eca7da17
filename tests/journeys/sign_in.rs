//! Sign in, sync, sign out.

use desk::Problem;
use desk::view::{QueueRequest, SessionState};
use review::Verdict;

use crate::harness::{World, steps};

#[tokio::test(flavor = "multi_thread")]
async fn a_reviewer_signs_in_and_sees_queue_and_directory() {
    let world = World::with_cases(2).await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    ana.until(async |desk| (desk.status().await.ok()?.people >= 260).then_some(())).await;
    ana.until(async |desk| {
        let rows = desk.queue(QueueRequest::default()).await.ok()?.rows;
        (rows.len() == 2).then_some(())
    })
    .await;
    let found = ana.desk.directory_search("wojcik".to_owned()).await.unwrap();
    assert!(found.iter().any(|row| row.user_principal_name.starts_with("k.wojcik@")));
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_without_a_role_is_told_so_and_keeps_nothing() {
    let world = World::empty().await;
    let idris = world.desk("idris", "idris.khan");
    idris.desk.start().await;
    let session = idris.desk.sign_in().await.unwrap();
    assert!(matches!(session.state, SessionState::WrongRole { .. }), "{session:?}");
    let refused = idris.desk.queue(QueueRequest::default()).await;
    assert_eq!(refused.unwrap_err(), Problem::SignedOut);
    let kept = idris.closed().await;
    assert!(kept.account.is_none() && !kept.has_token && kept.people == 0, "{kept:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_signed_in_without_the_service_is_enrolled_after_a_restart() {
    let mut world = World::with_cases(1).await;
    world.service_down().await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    ana.desk.close().await;
    world.service_up().await;
    let again = world.desk_again(&ana);
    again.desk.start().await;
    let case = steps::open_first(&again.desk, 1).await.id;
    steps::judge_same(&again.desk, case).await;
    again.desk.decide(steps::decide(case, Verdict::Deny, "D-02")).await.unwrap();
    steps::recorded(&again.desk, case).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_enrolment_that_is_refused_stops_nothing_but_deciding() {
    let mut world = World::with_cases(1).await;
    world.service_down().await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    ana.desk.close().await;
    // What waits is not what was signed in for: the service does not take it.
    let store = ana.store().await;
    let mut waiting: serde_json::Value = store.preference("enrolment").await.unwrap().unwrap();
    waiting["sign_in"]["random"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=".into();
    store.set_preference("enrolment", &waiting).await.unwrap();
    store.close().await;
    world.service_up().await;
    let again = world.desk_again(&ana);
    again.desk.start().await;
    let case = steps::open_first(&again.desk, 1).await.id;
    steps::judge_same(&again.desk, case).await;
    let refused = again.desk.decide(steps::decide(case, Verdict::Deny, "D-02")).await.unwrap_err();
    let Problem::Invalid { sentence } = refused else { panic!("{refused:?}") };
    assert!(sentence.contains("sign in again"), "{sentence}");
    again.desk.sign_out().await.unwrap();
    let next = again.signed_in().await;
    let case = steps::open_first(&next.desk, 1).await.id;
    next.desk.sync_now().await.unwrap();
    next.desk.decide(steps::decide(case, Verdict::Deny, "D-02")).await.unwrap();
    steps::recorded(&next.desk, case).await;
}
