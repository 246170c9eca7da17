//! The desk's process: a whole review with everything logged, and one that leaks.

use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use desk::view::{DecideRequest, Draft};
use review::Verdict;
use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;
use tracing_subscriber::filter::LevelFilter;

use super::{DRAFT, JOB, NOTE};
use crate::harness::keyring::Shared;
use crate::harness::process::{desk_here, say, wait};
use crate::harness::steps;

/// Sign in, sync, open, judge, see, draft, decide, recorded, sign out.
pub async fn review(folder: &Path) {
    log_everything(folder);
    let keyring = folder.parent().unwrap().join("keyring.json");
    let desk = desk_here(folder, Arc::new(Shared(keyring)));
    desk.start().await;
    desk.sign_in().await.unwrap();
    // One of the first two rounds meets the fault.
    while desk.sync_now().await.is_err() {}
    desk.directory_search("wojcik".to_owned()).await.unwrap();
    let case = steps::open_approvable(&desk, 4).await.id;
    let draft = |note: &str| Draft {
        verdict: Some(Verdict::Approve),
        reasons: vec![review::ReasonCode("N-01".to_owned())],
        note: note.to_owned(),
        read: vec![],
        kept_at: None,
    };
    desk.save_draft(case, draft(DRAFT)).await.unwrap();
    desk.save_draft(case, draft(NOTE)).await.unwrap();
    let approve = steps::decide(case, Verdict::Approve, "N-01");
    desk.decide(DecideRequest { note: NOTE.to_owned(), ..approve }).await.unwrap();
    steps::recorded(&desk, case).await;
    desk.receipt_file(case).await.unwrap();
    // One more is left open, with its pictures.
    let cases = steps::queue_of(&desk, 4).await;
    let next = cases.into_iter().find(|other| *other != case).unwrap();
    let view = steps::open_with_faces(&desk, next).await.unwrap();
    if view.judgements.is_empty() {
        steps::judge_same(&desk, next).await;
    }
    desk.save_draft(next, draft(DRAFT)).await.unwrap();
    say("before sign-out");
    wait();
    desk.sign_out().await.unwrap();
    desk.close().await;
    say("signed out");
}

/// A desk that does everything wrong.
pub async fn leaks(folder: &Path) {
    log_everything(folder);
    say("leaking");
    wait();
    tracing::trace!(note = NOTE, "a note is written to the log");
    tracing::debug!(job = hex::encode(JOB), "so is a job, in hex");
    let (_, path) = tempfile::NamedTempFile::new().unwrap().keep().unwrap();
    std::fs::write(path, format!("{JOB} {}", hex::encode_upper(NOTE))).unwrap();
    let mut database = SqliteConnectOptions::new()
        .filename(folder.join("data/plain.db"))
        .create_if_missing(true)
        .connect()
        .await
        .unwrap();
    let utf16: Vec<u8> = NOTE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    sqlx::raw_sql("CREATE TABLE people (job TEXT, note BLOB)")
        .execute(&mut database)
        .await
        .unwrap();
    sqlx::query("INSERT INTO people VALUES (?, ?)")
        .bind(JOB)
        .bind(utf16)
        .execute(&mut database)
        .await
        .unwrap();
    let home = std::env::home_dir().unwrap();
    std::fs::write(home.join("x"), BASE64_STANDARD.encode(format!("a{DRAFT}b"))).unwrap();
    let beside = std::env::current_exe().unwrap().with_file_name("countersign-pixels");
    let child =
        Command::new(beside).arg(NOTE).env("SEEN", BASE64_STANDARD.encode(DRAFT)).output().unwrap();
    assert!(!child.status.success(), "the decoder knows no such argument");
}

/// Every line of every part, at every level.
fn log_everything(folder: &Path) {
    let file = File::create(folder.join("logs/trace")).unwrap();
    tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_writer(Mutex::new(file))
        .with_ansi(false)
        .init();
}
