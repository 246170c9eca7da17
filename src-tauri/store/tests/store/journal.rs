//! The journal's chain, and its pinned head.

use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use std::path::Path;
use store::{Error, Store};

use crate::sample::{self, KEY, case, later, now};

#[tokio::test]
async fn entries_follow_from_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let store = written(folder.path()).await;
    let head = store.verify_journal().await.unwrap();
    assert_eq!(head.length, 5);
    let newest = store.journal_entries(None, 0, 2).await.unwrap();
    assert_eq!(newest[0].hash, head.hash);
    assert_eq!((newest[0].sequence, newest[1].sequence), (5, 4));
    assert_eq!(newest[0].detail, json!({ "n": 4 }));
    assert_eq!(store.journal_entries(Some(case(1)), 0, 10).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_change_is_named_by_its_entry() {
    for (change, broken) in [
        ("UPDATE journal SET detail = '{\"n\":9}' WHERE sequence = 3", 3),
        ("UPDATE journal SET at = at + 1 WHERE sequence = 1", 1),
        ("UPDATE journal SET case_id = NULL WHERE sequence = 2", 2),
        ("UPDATE journal SET kind = 'other' WHERE sequence = 5", 5),
        ("DELETE FROM journal WHERE sequence = 2", 2),
        ("UPDATE journal SET sequence = 9 WHERE sequence = 5", 5),
    ] {
        let folder = tempfile::tempdir().unwrap();
        written(folder.path()).await.close().await;
        let mut direct = direct(folder.path()).await;
        let refused = sqlx::raw_sql(change).execute(&mut direct).await;
        assert!(refused.is_err(), "append-only by trigger: {change}");
        let drop = "DROP TRIGGER journal_keeps; DROP TRIGGER journal_stays";
        sqlx::raw_sql(drop).execute(&mut direct).await.unwrap();
        sqlx::raw_sql(change).execute(&mut direct).await.unwrap();
        sqlx::Connection::close(direct).await.unwrap();
        let store = sample::open(folder.path()).await;
        match store.verify_journal().await.unwrap_err() {
            Error::JournalBroken { at } => assert_eq!(at, broken, "{change}"),
            other => panic!("{change}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn the_last_checkpoint_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    assert_eq!(store.checkpoint().await.unwrap(), None);
    store.pin_checkpoint("origin\n1\nAAAA\n", now()).await.unwrap();
    store.pin_checkpoint("origin\n2\nBBBB\n", later(1)).await.unwrap();
    let pinned = store.checkpoint().await.unwrap().unwrap();
    assert_eq!((pinned.text.as_str(), pinned.pinned_at), ("origin\n2\nBBBB\n", later(1)));
}

async fn written(folder: &Path) -> Store {
    let store = sample::open(folder).await;
    for n in 0..5 {
        let about = (n % 2 == 0).then(|| case(1));
        let about = about.or(Some(case(2)));
        store.journal("test.entry", about, &json!({ "n": n }), later(n)).await.unwrap();
    }
    store
}

/// A connection past the store, as somebody with the key would have.
async fn direct(folder: &Path) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(folder.join("store.db"))
        .pragma("key", format!("\"x'{}'\"", hex::encode(KEY)))
        .disable_statement_logging()
        .connect()
        .await
        .unwrap()
}
