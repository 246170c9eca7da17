//! Sign in, sync, sign out.

use desk::Problem;
use desk::view::{QueueRequest, SessionState};

use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn a_reviewer_signs_in_and_sees_queue_and_directory() {
    let world = World::with_cases(12).await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    ana.until(async |desk| (desk.status().await.ok()?.people >= 260).then_some(())).await;
    ana.until(async |desk| {
        let rows = desk.queue(QueueRequest::default()).await.ok()?.rows;
        (!rows.is_empty()).then_some(())
    })
    .await;
    let found = ana.desk.directory_search("wojcik".to_owned()).await.unwrap();
    assert!(found.iter().any(|row| row.user_principal_name.starts_with("k.wojcik@")));
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_without_a_role_is_told_so_and_keeps_nothing() {
    let world = World::with_cases(1).await;
    let idris = world.desk("idris", "idris.khan");
    idris.desk.start().await;
    let session = idris.desk.sign_in().await.unwrap();
    assert!(matches!(session.state, SessionState::WrongRole { .. }), "{session:?}");
    let refused = idris.desk.queue(QueueRequest::default()).await;
    assert_eq!(refused.unwrap_err(), Problem::SignedOut);
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_out_ends_the_session_and_a_restart_stays_signed_out() {
    let world = World::with_cases(1).await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    ana.desk.sign_out().await.unwrap();
    assert_eq!(ana.desk.queue(QueueRequest::default()).await.unwrap_err(), Problem::SignedOut);
    ana.desk.close().await;
    let again = world.desk_again("ana", &ana);
    again.desk.start().await;
    let session = again.desk.session();
    assert!(matches!(session.state, SessionState::SignedOut { reason: None }), "{session:?}");
}
