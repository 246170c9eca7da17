//! Sign in, sync, sign out.

use desk::Problem;
use desk::view::{QueueRequest, SessionState};

use crate::harness::World;

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
