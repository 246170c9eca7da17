//! Kills the process at a named point, and proves what is left behind.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use sqlx::Row;
use zeroize::Zeroizing;

use crate::sample::{self, ana, case, now};
use crate::{Cursor, PeoplePage, Store};

const POINT: &str = "COUNTERSIGN_CRASH_AT";
const FOLDER: &str = "COUNTERSIGN_CRASH_FOLDER";
const SCENE: &str = "COUNTERSIGN_CRASH_SCENE";

pub(crate) fn point(name: &str) {
    if std::env::var_os(POINT).is_some_and(|wanted| wanted == name) {
        std::process::abort();
    }
}

/// The process that is killed. Does nothing when run as a test.
#[tokio::test]
async fn child() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let store = sample::open(Path::new(&folder)).await;
    match std::env::var(SCENE).unwrap().as_str() {
        "decide" => {
            let new = sample::decision(&store, ana(), 1).await;
            store.record_decision(&new, now()).await.unwrap();
        }
        "decide for ever" => {
            for number in 0.. {
                let new = sample::decision(&store, ana(), number).await;
                store.record_decision(&new, now()).await.unwrap();
                writeln!(std::io::stderr(), "recorded {}", new.claim.decision).unwrap();
            }
        }
        "claim" => {
            store.claim_due(ana(), now()).await.unwrap().unwrap();
        }
        "rotate" => store.replace_refresh_token(&sample::token("new")).await.unwrap(),
        "page" => store.save_people_page(&page(), now()).await.unwrap(),
        "evidence" => {
            sample::open_case(&store, 1).await;
            let bytes = Zeroizing::new(b"picture".to_vec());
            let id = review::EvidenceId(uuid::Uuid::nil());
            store.put_evidence(case(1), id, bytes).await.unwrap();
        }
        other => panic!("no scene {other}"),
    }
    panic!("the point was never reached");
}

#[tokio::test]
async fn a_decision_killed_at_any_point_is_whole_or_never_was() {
    let points =
        ["begun", "chain advanced", "decision inserted", "outbox pushed", "journal appended"];
    for point in points {
        let folder = folder_with_key().await;
        die(folder.path(), "decide", point);
        assert_eq!(traces(folder.path()).await, Traces::default(), "killed at {point}");
    }
    let folder = folder_with_key().await;
    die(folder.path(), "decide", "committed");
    let whole = Traces { decisions: 1, outbox: 1, journal: 1, next_sequence: 2 };
    assert_eq!(traces(folder.path()).await, whole);
}

#[tokio::test]
async fn decisions_killed_at_random_keep_every_one_that_was_told_of() {
    for told in [1_usize, 2, 3, 5, 8] {
        let folder = folder_with_key().await;
        let mut child = start(folder.path(), "decide for ever", "never");
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let recorded: Vec<String> = lines
            .map(|line| line.unwrap())
            .filter_map(|line| line.strip_prefix("recorded ").map(str::to_owned))
            .take(told)
            .collect();
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(recorded.len(), told);
        let store = sample::open(folder.path()).await;
        for id in recorded {
            assert!(store.decision(id.parse().unwrap()).await.unwrap().is_some());
        }
        store.close().await;
        let left = traces(folder.path()).await;
        assert!(left.decisions >= told as i64);
        assert_eq!(left.outbox, left.decisions);
        assert_eq!(left.journal, left.decisions);
        assert_eq!(left.next_sequence, left.decisions + 1);
    }
}

#[tokio::test]
async fn a_claim_killed_while_sending_may_have_reached_the_service() {
    let folder = folder_with_key().await;
    let store = sample::open(folder.path()).await;
    let new = sample::decision(&store, ana(), 1).await;
    store.record_decision(&new, now()).await.unwrap();
    store.close().await;
    die(folder.path(), "claim", "claimed");
    let store = sample::open(folder.path()).await;
    let item = store.claim_due(ana(), now()).await.unwrap().unwrap();
    assert_eq!((item.attempt, item.reached), (2, crate::Reached::Perhaps));
}

#[tokio::test]
async fn a_rotation_killed_half_way_leaves_one_whole_token() {
    use secrecy::ExposeSecret;
    for (point, left) in [("new token written", "old"), ("old token dropped", "old")] {
        let folder = tempfile::tempdir().unwrap();
        let store = sample::open(folder.path()).await;
        store.sign_in(&sample::account(ana()), &sample::token("old")).await.unwrap();
        store.close().await;
        die(folder.path(), "rotate", point);
        let store = sample::open(folder.path()).await;
        let token = store.refresh_token().await.unwrap().unwrap();
        assert_eq!(token.expose_secret(), left, "killed at {point}");
    }
}

#[tokio::test]
async fn a_page_killed_before_its_cursor_never_was() {
    let folder = tempfile::tempdir().unwrap();
    sample::open(folder.path()).await.close().await;
    die(folder.path(), "page", "page without cursor");
    let store = sample::open(folder.path()).await;
    assert_eq!(store.directory_counts().await.unwrap().people, 0);
    assert_eq!(store.sync_state(crate::Stream::Users).await.unwrap().cursor, None);
}

#[tokio::test]
async fn evidence_killed_before_its_key_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    sample::open(folder.path()).await.close().await;
    die(folder.path(), "evidence", "evidence without key");
    let files = || std::fs::read_dir(folder.path().join("evidence")).unwrap().count();
    assert_eq!(files(), 1);
    let store = sample::open(folder.path()).await;
    assert_eq!(files(), 0);
    assert!(store.kept_evidence(case(1)).await.unwrap().is_empty());
}

#[derive(Debug, PartialEq)]
struct Traces {
    decisions: i64,
    outbox: i64,
    journal: i64,
    next_sequence: i64,
}

impl Default for Traces {
    fn default() -> Self {
        Self { decisions: 0, outbox: 0, journal: 0, next_sequence: 1 }
    }
}

async fn traces(folder: &Path) -> Traces {
    let store = sample::open(folder).await;
    store.verify_journal().await.unwrap();
    store.verify_integrity().await.unwrap();
    let row = sqlx::query(
        "SELECT (SELECT count(*) FROM decisions), (SELECT count(*) FROM outbox),
                (SELECT count(*) FROM journal WHERE kind = 'decision.signed'),
                (SELECT next_sequence FROM device_keys)",
    )
    .fetch_one(store.readers())
    .await
    .unwrap();
    let traces = Traces {
        decisions: row.get(0),
        outbox: row.get(1),
        journal: row.get(2),
        next_sequence: row.get(3),
    };
    store.close().await;
    traces
}

async fn folder_with_key() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let store: Store = sample::open(folder.path()).await;
    sample::decision(&store, ana(), 0).await;
    store.close().await;
    folder
}

fn page() -> PeoplePage {
    let people = vec![sample::person(1, "Kasia Wojcik")];
    PeoplePage { people, removed: Vec::new(), cursor: Cursor::Next("next".to_owned()) }
}

fn die(folder: &Path, scene: &str, point: &str) {
    let mut child = start(folder, scene, point);
    let mut said = Vec::new();
    std::io::Read::read_to_end(&mut child.stderr.take().unwrap(), &mut said).unwrap();
    let ended = child.wait().unwrap();
    let said = String::from_utf8_lossy(&said);
    assert!(ended.code().is_none(), "{scene} was to be killed at {point}: {ended}\n{said}");
}

fn start(folder: &Path, scene: &str, point: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["crash::child", "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .env(SCENE, scene)
        .env(POINT, point)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}
