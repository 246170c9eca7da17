//! The desk's process is killed after the decision was committed and before it knows of its
//! delivery.

use std::path::Path;
use std::sync::Arc;

use review::entry::LogEntry;
use review::{CaseId, Verdict};
use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;

use crate::harness::process::{desk_here, say};
use crate::harness::{DeskProcess, DeskUnderTest, Spoil, World, keyring, steps};

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_committed_and_not_sent_is_delivered_once() {
    killed_while(Spoil::Swallow).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_sent_and_not_answered_is_delivered_once() {
    killed_while(Spoil::LoseAnswer).await;
}

async fn killed_while(how: Spoil) {
    let mut world = World::with_cases(1).await;
    let between = world.watched().await;
    let folder = world.path("killed");
    DeskProcess::prepare(&world, &folder);
    between.spoil("/decisions", how);
    let mut process = DeskProcess::start(&world, "decide", &folder, &[], |_| {});
    process.must_say("decided").await;
    // The commit comes before the first attempt, and the attempt is here.
    let sent = |seen: &crate::harness::between::Exchange| {
        let reached = how == Spoil::Swallow || seen.status.is_some();
        seen.method == "POST" && seen.path.ends_with("/decisions") && reached
    };
    between.until(sent).await;
    process.kill().await;
    let before = decisions_logged(&world).await;
    assert_eq!(before.len(), usize::from(how == Spoil::LoseAnswer));

    between.leave_alone();
    between.forget();
    let secrets = Arc::new(keyring::Shared(folder.join("keyring.json")));
    let account = "ana.ferreira@tarnholm.example";
    let again = DeskUnderTest::open(world.profile(), &folder.join("data"), secrets, account);
    again.desk.start().await;
    let case = steps::queue_of(&again.desk, 1).await[0];
    let receipt = steps::recorded(&again.desk, case).await;
    let proof = receipt.proof.expect("a verified receipt");
    assert!(proof.index < proof.size);
    assert_eq!(decisions_logged(&world).await, [case]);
    let sent = between.exchanges();
    let sent = sent.iter().filter(|seen| seen.path.ends_with("/decisions")).count();
    assert_eq!(sent, usize::from(how == Spoil::Swallow), "it asks before it sends again");
    let kept = again.closed().await;
    assert_eq!((kept.decisions, kept.outbox.waiting), (1, 0));
    let count = |kind: &str| kept.journal.iter().filter(|entry| *entry == kind).count();
    assert_eq!((count("decision.signed"), count("decision.recorded")), (1, 1));
}

/// The process that is killed.
pub async fn decide(folder: &Path) {
    let desk = desk_here(folder, Arc::new(keyring::Shared(folder.join("keyring.json"))));
    desk.start().await;
    desk.sign_in().await.unwrap();
    let case = steps::open_first(&desk, 1).await.id;
    steps::judge_same(&desk, case).await;
    desk.decide(steps::decide(case, Verdict::Deny, "D-02")).await.unwrap();
    say("decided");
    std::future::pending::<()>().await;
}

/// The cases of all decisions in the service's log, read from its database.
async fn decisions_logged(world: &World) -> Vec<CaseId> {
    let file = world.service_folder().join("service/service.sqlite");
    let mut database =
        SqliteConnectOptions::new().filename(file).read_only(true).connect().await.unwrap();
    let entries: Vec<Vec<u8>> =
        sqlx::query_scalar("SELECT entry FROM log_entries ORDER BY log_index")
            .fetch_all(&mut database)
            .await
            .unwrap();
    let entries = entries.iter().map(|entry| LogEntry::from_bytes(entry).unwrap());
    entries
        .filter_map(|entry| match entry {
            LogEntry::Decision { case, .. } => Some(case),
            _ => None,
        })
        .collect()
}
