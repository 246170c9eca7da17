//! The log, verified from outside.

use audit::{Checkpoint, Consistency, Hash, NoteVerifier, consistency, log};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use review::Verdict;
use review::entry::LogEntry;
use serde_json::Value;

use crate::desk::{problem, read};
use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn every_entry_is_proved_and_the_log_only_grows() {
    let mut world = World::with_cases(24).await;
    let mut ana = world.desk("ana.ferreira").await;
    let ready = world.ready();
    let verifier: NoteVerifier = ready.log_key.parse().unwrap();
    let origin = ready.log_origin.clone();
    let head = async |desk: &crate::desk::Desk| {
        let note = desk.get("v1/log/checkpoint").await.text().await.unwrap();
        Checkpoint::verify(&note, &origin, &verifier).unwrap()
    };
    let before = head(&ana).await;
    let file = ana.approvable().await;
    ana.decide(&file, Verdict::Deny).await;

    // A restart keeps log, key and cases.
    world.stop().await;
    world.start().await;
    ana.url = world.ready().url;
    assert_eq!(world.ready().log_key, ready.log_key);
    let after = head(&ana).await;
    assert_eq!(after.size(), before.size() + 1);
    let path = format!("v1/log/consistency?from={}&to={}", before.size(), after.size());
    let text = ana.get(&path).await.text().await.unwrap();
    let proof: Vec<Hash> = text.lines().map(|line| Hash::from_base64(line).unwrap()).collect();
    assert_eq!(consistency::check(&before, &after, &proof).unwrap(), Consistency::Consistent);

    let page: Value = read(ana.get("v1/log/entries?from=0").await).await;
    let entries = page["entries"].as_array().unwrap();
    assert_eq!(entries.len() as u64, after.size());
    let mut opened = 0;
    for (index, entry) in entries.iter().enumerate() {
        let bytes = STANDARD.decode(entry.as_str().unwrap()).unwrap();
        match LogEntry::from_bytes(&bytes).unwrap() {
            LogEntry::Installed { policy_version, .. } => {
                assert_eq!((index, policy_version), (0, 1))
            }
            LogEntry::CaseOpened { .. } => opened += 1,
            _ => {}
        }
        let proof = ana.get(&format!("v1/log/proof/{index}")).await.text().await.unwrap();
        let receipt = audit::Receipt::parse(&proof).unwrap();
        let proved = receipt.verify(&bytes, &origin, &verifier).unwrap();
        assert_eq!((proved.index, proved.size), (index as u64, after.size()));
        assert!(receipt.verify(b"another entry", &origin, &verifier).is_err());
    }
    assert_eq!(opened, 24);
    let beyond = ana.get(&format!("v1/log/proof/{}", after.size())).await;
    assert_eq!(problem(beyond).await.status, 404);
    assert_eq!(problem(ana.get("v1/log/consistency?from=9&to=1").await).await.status, 400);
    assert_eq!(log::MAX_SIZE, 1 << 48);
}
