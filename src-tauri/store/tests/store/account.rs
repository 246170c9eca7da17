//! Sign-in, rotation, sign-out, removal.

use secrecy::{ExposeSecret, SecretBox};
use store::{Error, Store};
use zeroize::Zeroizing;

use crate::sample::{self, account, ana, case, later, now, token, tomasz};

#[tokio::test]
async fn a_sign_in_outlives_a_restart_and_a_rotation() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    assert!(store.first_run());
    assert_eq!(store.account().await.unwrap(), None);
    let early = store.replace_refresh_token(&token("early")).await.unwrap_err();
    assert!(matches!(early, Error::SignedOut));
    store.sign_in(&account(ana()), &token("first")).await.unwrap();
    store.replace_refresh_token(&token("second")).await.unwrap();
    store.close().await;
    let store = sample::open(folder.path()).await;
    assert!(!store.first_run());
    assert_eq!(store.account().await.unwrap(), Some(account(ana())));
    assert_eq!(held_token(&store).await.as_deref(), Some("second"));
}

#[tokio::test]
async fn sign_out_drops_tokens_and_evidence_and_keeps_work() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    store.sign_in(&account(ana()), &token("t")).await.unwrap();
    sample::open_case(&store, 1).await;
    let picture = review::EvidenceId(uuid::Uuid::from_u128(5));
    store.put_evidence(case(1), picture, Zeroizing::new(b"face".to_vec())).await.unwrap();
    store.save_draft(case(2), ana(), &"half a thought", now()).await.unwrap();
    let new = sample::decision(&store, ana(), 1).await;
    store.record_decision(&new, now()).await.unwrap();

    store.sign_out(later(1)).await.unwrap();
    assert_eq!(store.account().await.unwrap(), None);
    assert_eq!(held_token(&store).await, None);
    assert_eq!(store.evidence(case(1), picture).await.unwrap(), None);
    assert_eq!(std::fs::read_dir(folder.path().join("evidence")).unwrap().count(), 0);
    assert!(store.draft::<String>(case(2), ana()).await.unwrap().is_some());
    assert!(store.decision(new.claim.decision).await.unwrap().is_some());
    assert_eq!(store.outbox_counts().await.unwrap().waiting, 1);
    let late = store.replace_refresh_token(&token("late")).await.unwrap_err();
    assert!(matches!(late, Error::SignedOut), "a late answer does not bring the session back");
}

#[tokio::test]
async fn the_next_person_starts_with_an_empty_queue() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    store.sign_in(&account(ana()), &token("a")).await.unwrap();
    store.save_case(&sample::summary(1, 1)).await.unwrap();
    store.sign_out(now()).await.unwrap();
    store.sign_in(&account(ana()), &token("a")).await.unwrap();
    assert!(store.case(case(1)).await.unwrap().is_some(), "the same person goes on");
    store.sign_in(&account(tomasz()), &token("t")).await.unwrap();
    assert_eq!(store.case(case(1)).await.unwrap(), None);
    assert_eq!(store.case_cursor().await.unwrap(), None);
}

#[tokio::test]
async fn a_device_key_comes_back_and_is_kept_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    let seed = SecretBox::new(Box::new([3; 32]));
    store.keep_device_key(ana(), "id", &seed, now()).await.unwrap();
    let twice = store.keep_device_key(ana(), "other", &seed, now()).await.unwrap_err();
    assert!(matches!(twice, Error::Stale));
    store.mark_enrolled("id", later(5)).await.unwrap();
    let key = store.device_key(ana()).await.unwrap().unwrap();
    assert_eq!(key.seed.expose_secret(), &[3; 32]);
    assert_eq!(key.enrolled_at, Some(later(5)));
    assert_eq!((key.next_sequence, key.previous), (1, None));
    assert!(store.device_key(tomasz()).await.unwrap().is_none());
    store.forget_device_key("id").await.unwrap();
    assert!(store.device_key(ana()).await.unwrap().is_none());
}

#[tokio::test]
async fn an_account_is_removed_only_with_an_empty_outbox() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    store.sign_in(&account(ana()), &token("t")).await.unwrap();
    let new = sample::decision(&store, ana(), 1).await;
    store.record_decision(&new, now()).await.unwrap();
    let refused = store.clone().remove_account().await.unwrap_err();
    assert!(matches!(refused, Error::OutboxNotEmpty { waiting: 1 }));
    store.take_back(new.claim.decision, now()).await.unwrap();
    store.clone().remove_account().await.unwrap();
    assert!(!folder.path().join("store.db").exists());
    assert!(matches!(store.account().await.unwrap_err(), Error::Closed));
    drop(store);
    assert!(sample::open(folder.path()).await.first_run());
}

#[tokio::test]
async fn drafts_and_preferences_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    store.save_draft(case(1), ana(), &"one", now()).await.unwrap();
    store.save_draft(case(1), ana(), &"two", later(1)).await.unwrap();
    assert!(store.draft::<String>(case(1), tomasz()).await.unwrap().is_none(), "another's draft");
    let draft = store.draft::<String>(case(1), ana()).await.unwrap().unwrap();
    assert_eq!((draft.content.as_str(), draft.saved_at), ("two", later(1)));
    store.delete_draft(case(1), ana()).await.unwrap();
    assert!(store.draft::<String>(case(1), ana()).await.unwrap().is_none());

    store.set_preference("theme", &"dark").await.unwrap();
    assert_eq!(store.preference::<String>("theme").await.unwrap().as_deref(), Some("dark"));
    store.delete_preference("theme").await.unwrap();
    assert_eq!(store.preference::<String>("theme").await.unwrap(), None);
}

async fn held_token(store: &Store) -> Option<String> {
    let token = store.refresh_token().await.unwrap()?;
    Some(token.expose_secret().to_owned())
}

#[tokio::test]
async fn a_statement_that_is_no_decision_takes_its_place_in_the_chain_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    let decided = sample::decision(&store, ana(), 1).await;
    let key = store.device_key(ana()).await.unwrap().unwrap();
    store.advance_key(&key, b"a statement").await.unwrap();
    let next = store.device_key(ana()).await.unwrap().unwrap();
    assert_eq!(next.next_sequence, key.next_sequence + 1);
    assert!(next.previous.is_some() && next.previous != key.previous);
    // Neither another statement nor a decision that was built before takes the same place.
    let again = store.advance_key(&key, b"another").await.unwrap_err();
    assert!(matches!(again, Error::Stale), "{again}");
    let late = store.record_decision(&decided, now()).await.unwrap_err();
    assert!(matches!(late, Error::Stale), "{late}");
    let anew = sample::decision(&store, ana(), 1).await;
    assert_eq!(anew.claim.previous, next.previous.map(hex::encode));
    store.record_decision(&anew, now()).await.unwrap();
}
