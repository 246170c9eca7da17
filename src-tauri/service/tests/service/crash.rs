//! The binary, killed around the commit: nothing lost, nothing twice.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use review::entry::LogEntry;
use review::{DecisionStatus, Receipt, Verdict};
use serde_json::Value;
use service::Ready;

use crate::desk::read;
use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn killed_around_the_commit_it_has_one_effect() {
    let mut world = World::with_cases(8).await;
    let mut ana = world.desk("ana.ferreira").await;
    let cases: Vec<_> = ana.changes(None).await.changes.iter().map(|row| row.id).collect();
    world.stop().await;
    std::fs::write(world.directory.path().join("service.toml"), &world.config).unwrap();

    let (mut child, ready) = start(world.directory.path()).await;
    ana.url = ready.url;
    let mut decided = Vec::new();
    for (round, case) in cases.iter().enumerate() {
        let file = ana.open(*case).await;
        let prepared = ana.prepare(&file, ana.claim(&file, Verdict::Deny)).await;
        // The kill falls before, within or after the transaction: each round a little later.
        let after = Duration::from_micros(1_500 * round as u64);
        let (sent, ()) = tokio::join!(ana.try_send(&prepared), async {
            tokio::time::sleep(after).await;
            child.kill().unwrap();
        });
        child.wait().unwrap();
        let first: Option<Receipt> = match sent {
            Ok(answer) if answer.status() == 201 => answer.json().await.ok(),
            Ok(_) | Err(_) => None,
        };
        let (again, ready) = start(world.directory.path()).await;
        (child, ana.url) = (again, ready.url);
        let receipt: Receipt = read(ana.send(&prepared).await).await;
        if let Some(first) = first {
            assert_eq!(receipt, first, "what was acknowledged was lost or made anew");
        }
        let path = format!("v1/decisions/{}", prepared.decision);
        let status: DecisionStatus = read(ana.get(&path).await).await;
        assert_eq!(status.receipt, receipt);
        ana.sequence += 1;
        ana.previous = Some(audit::chain::after_json(prepared.envelope.as_bytes()).to_hex());
        decided.push(prepared.decision);
    }
    let page: Value = read(ana.get("v1/log/entries?from=0").await).await;
    let mut logged = Vec::new();
    for entry in page["entries"].as_array().unwrap() {
        let bytes = STANDARD.decode(entry.as_str().unwrap()).unwrap();
        if let LogEntry::Decision { decision, .. } = LogEntry::from_bytes(&bytes).unwrap() {
            logged.push(decision);
        }
    }
    assert_eq!(logged, decided);
    child.kill().unwrap();
    child.wait().unwrap();
}

async fn start(directory: &Path) -> (Child, Ready) {
    let file = directory.join("ready.json");
    let _ = std::fs::remove_file(&file);
    let child = Command::new(env!("CARGO_BIN_EXE_countersign-service"))
        .arg("--config")
        .arg(directory.join("service.toml"))
        .arg("--ready-file")
        .arg(&file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut ready = None;
    crate::world::until(async || {
        ready = std::fs::read(&file).ok().and_then(|text| serde_json::from_slice(&text).ok());
        ready.is_some()
    })
    .await;
    (child, ready.unwrap())
}
