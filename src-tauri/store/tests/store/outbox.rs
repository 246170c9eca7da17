//! Recording decisions, and their way out.

use review::DecisionId;
use serde_json::json;
use store::{Delivery, Error, Reached, Store};

use crate::sample::{self, ana, case, later, now, receipt, tomasz};

#[tokio::test]
async fn a_decision_is_recorded_with_its_journal_and_chain() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    let first = sample::decision(&store, ana(), 1).await;
    store.record_decision(&first, now()).await.unwrap();
    let kept = store.decision(first.claim.decision).await.unwrap().unwrap();
    assert_eq!(kept.claim, first.claim);
    assert_eq!(kept.submission.envelope, first.submission.envelope);
    assert!(matches!(kept.delivery, Delivery::Queued { attempts: 0, can_take_back: true, .. }));
    let entry = &store.journal_entries(Some(case(1)), 0, 1).await.unwrap()[0];
    assert_eq!(entry.kind, "decision.signed");
    assert_eq!(entry.detail["decision"], json!(first.claim.decision));

    let key = store.device_key(ana()).await.unwrap().unwrap();
    assert_eq!(key.next_sequence, 2);
    let second = sample::decision(&store, ana(), 2).await;
    assert!(second.claim.previous.is_some());
    store.record_decision(&second, now()).await.unwrap();
    let newest = store.decisions(None, Some(ana()), 0, 10).await.unwrap();
    assert_eq!(newest.len(), 2);
    assert!(store.decisions(None, Some(tomasz()), 0, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_does_not_fit_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    let first = sample::decision(&store, ana(), 1).await;
    let mut unknown_key = first.clone();
    unknown_key.claim.device_key = "other".to_owned();
    assert!(matches!(store.record_decision(&unknown_key, now()).await, Err(Error::NotFound)));
    let mut anothers = first.clone();
    anothers.claim.reviewer = tomasz();
    assert!(matches!(store.record_decision(&anothers, now()).await, Err(Error::NotFound)));
    let mut skipped = first.clone();
    skipped.claim.sequence += 1;
    assert!(matches!(store.record_decision(&skipped, now()).await, Err(Error::Stale)));
    let mut forked = first.clone();
    forked.claim.previous = Some("00".repeat(32));
    assert!(matches!(store.record_decision(&forked, now()).await, Err(Error::Stale)));
    assert!(store.decisions(None, None, 0, 10).await.unwrap().is_empty());
    assert_eq!(store.verify_journal().await.unwrap().length, 0);

    store.record_decision(&first, now()).await.unwrap();
    assert!(matches!(store.record_decision(&first, now()).await, Err(Error::AlreadyDecided)));
    let again = sample::decision(&store, ana(), 1).await;
    assert!(matches!(store.record_decision(&again, now()).await, Err(Error::AlreadyDecided)));
    let other_person = sample::decision(&store, tomasz(), 1).await;
    store.record_decision(&other_person, now()).await.unwrap();
    let key = store.device_key(ana()).await.unwrap().unwrap();
    assert_eq!(key.next_sequence, 2, "a refused decision does not advance the chain");
}

#[tokio::test]
async fn statements_of_one_key_leave_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    let ids = record(&store, 3).await;
    let item = store.claim_due(ana(), now()).await.unwrap().unwrap();
    assert_eq!((item.decision, item.attempt, item.reached), (ids[0], 1, Reached::No));
    assert_eq!(item.revision, 3);
    assert!(store.claim_due(ana(), now()).await.unwrap().is_none(), "one at a time");
    assert!(store.claim_due(tomasz(), now()).await.unwrap().is_none());
    store.requeue(ids[0], later(60), Reached::Perhaps, now()).await.unwrap();
    assert!(store.claim_due(ana(), later(59)).await.unwrap().is_none(), "the first is not due");
    assert_eq!(store.next_due(ana()).await.unwrap(), Some(now()));
    let item = store.claim_due(ana(), later(60)).await.unwrap().unwrap();
    assert_eq!((item.decision, item.attempt, item.reached), (ids[0], 2, Reached::Perhaps));
    store.mark_delivered(&receipt(ids[0]), later(61)).await.unwrap();
    assert_eq!(store.claim_due(ana(), later(61)).await.unwrap().unwrap().decision, ids[1]);
}

#[tokio::test]
async fn delivery_drops_the_draft_and_a_conflict_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    let ids = record(&store, 2).await;
    for n in 0..2 {
        store.save_draft(case(n), ana(), &"draft", now()).await.unwrap();
    }
    store.claim_due(ana(), now()).await.unwrap().unwrap();
    store.mark_delivered(&receipt(ids[0]), now()).await.unwrap();
    store.claim_due(ana(), now()).await.unwrap().unwrap();
    store.mark_conflict(ids[1], &json!({ "type": "changed" }), now()).await.unwrap();
    assert!(store.draft::<String>(case(0), ana()).await.unwrap().is_none());
    assert!(store.draft::<String>(case(1), ana()).await.unwrap().is_some());
    let again = sample::decision(&store, ana(), 1).await;
    store.record_decision(&again, now()).await.unwrap();
    let counts = store.outbox_counts().await.unwrap();
    assert_eq!((counts.waiting, counts.conflicts), (1, 1));
}

#[tokio::test]
async fn a_decision_is_taken_back_only_before_an_attempt_may_have_arrived() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    let ids = record(&store, 1).await;
    store.claim_due(ana(), now()).await.unwrap().unwrap();
    assert!(matches!(store.take_back(ids[0], now()).await, Err(Error::TooLate)));
    store.requeue(ids[0], now(), Reached::No, now()).await.unwrap();
    store.close().await;
    let store = sample::open(folder.path()).await;
    store.take_back(ids[0], now()).await.unwrap();
    assert!(matches!(store.take_back(ids[0], now()).await, Err(Error::TooLate)));
    assert!(store.claim_due(ana(), later(9)).await.unwrap().is_none());
    let kept = store.decision(ids[0]).await.unwrap().unwrap();
    assert_eq!(kept.delivery, Delivery::TakenBack);
    assert!(matches!(
        store.take_back(DecisionId(uuid::Uuid::nil()), now()).await,
        Err(Error::NotFound)
    ));
}

async fn record(store: &Store, count: u128) -> Vec<DecisionId> {
    let mut ids = Vec::new();
    for n in 0..count {
        let new = sample::decision(store, ana(), n).await;
        store.record_decision(&new, now()).await.unwrap();
        ids.push(new.claim.decision);
    }
    ids
}
