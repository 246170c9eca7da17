//! After a sign-out nothing of the session can be read, also by whoever has the store's key.

use std::path::Path;
use std::sync::Arc;

use aes::Aes256;
use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockModeDecrypt, KeyIvInit};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use desk::Problem;
use desk::view::{Draft, QueueRequest, SessionState, Topic};
use review::Verdict;
use review::evidence::seal_context;
use sandbox::leak::Planted;
use secrecy::ExposeSecret;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Row as _};

use crate::harness::keyring::Shared;
use crate::harness::{DeskUnderTest, Spoil, World, steps};

#[tokio::test(flavor = "multi_thread")]
async fn sign_out_leaves_no_token_no_key_and_no_picture_and_keeps_the_work() {
    let mut world = World::with_cases(2).await;
    let keyring = Arc::new(Shared(world.path("keyring.json")));
    let account = "ana.ferreira@tarnholm.example";
    let data = world.path("ana");
    let open =
        |world: &World| DeskUnderTest::open(world.profile(), &data, keyring.clone(), account);
    let ana = open(&world).signed_in().await;
    let case = steps::open_first(&ana.desk, 2).await.id;
    steps::judge_same(&ana.desk, case).await;
    world.service_down().await;
    ana.desk.decide(steps::decide(case, Verdict::Deny, "D-02")).await.unwrap();
    let note = "half a thought".to_owned();
    let draft = Draft { verdict: None, reasons: vec![], note, read: vec![], kept_at: None };
    ana.desk.save_draft(case, draft).await.unwrap();

    // As a thief would have it who copied the folder before, and again after, with the key.
    let before = ana.closed().await;
    assert!(before.has_token && before.pictures > 2, "{before:?}");
    let key = database_key(&keyring);
    let store = ana.store().await;
    let token = store.refresh_token().await.unwrap().unwrap();
    let person = store.account().await.unwrap().unwrap().person;
    store.close().await;
    let sealed = picture_keys(&data, &key).await;
    for picture in &sealed {
        assert!(opens(picture), "the copied picture opens with its key");
    }
    let mut values = vec![("refresh token".to_owned(), token.expose_secret().as_bytes().to_vec())];
    values.extend(sealed.iter().map(|sealed| ("picture key".to_owned(), sealed.key.clone())));
    let secrets = Planted::new(values).unwrap();
    let found = secrets.in_bytes(&data, &decrypted(&data, &key));
    assert_eq!(found.len(), 2, "token and keys were in the file: {found:?}");

    let again = open(&world);
    again.desk.start().await;
    again.desk.sign_out().await.unwrap();
    let refused = again.desk.queue(QueueRequest::default()).await.unwrap_err();
    assert_eq!(refused, Problem::SignedOut);
    assert_eq!(again.desk.case(case).await.unwrap_err(), Problem::SignedOut);
    let after = again.closed().await;
    assert!(after.account.is_none() && !after.has_token && after.pictures == 0, "{after:?}");
    assert_eq!((after.decisions, after.outbox), (before.decisions, before.outbox));
    let left = secrets.in_bytes(&data, &decrypted(&data, &key));
    assert_eq!(left, [], "not even on a free page");
    let files = std::fs::read_dir(data.join("evidence")).unwrap().count();
    assert_eq!(files, 0, "no sealed picture stays");
    let store = again.store().await;
    assert!(store.case_file(case).await.unwrap().is_none());
    assert!(store.lease(case).await.unwrap().is_none());
    let draft = store.draft::<Draft>(case, person).await.unwrap().unwrap();
    assert_eq!(draft.content.note, "half a thought");
    store.close().await;

    // The work goes on after the next sign-in.
    world.service_up().await;
    let next = open(&world);
    next.desk.start().await;
    let session = next.desk.session();
    assert!(matches!(session.state, SessionState::SignedOut { reason: None }), "{session:?}");
    let next = next.signed_in().await;
    steps::recorded(&next.desk, case).await;
    assert_eq!(next.closed().await.outbox.waiting, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_on_its_way_is_not_kept_after_sign_out() {
    let mut world = World::with_cases(1).await;
    let between = world.watched().await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let case = steps::queue_of(&ana.desk, 1).await[0];
    between.spoil("/evidence/", Spoil::HoldAnswer);
    let request = desk::view::OpenCaseRequest { case, take_over_reason: None };
    ana.desk.open_case(request).await.unwrap();
    between.until(|seen| seen.path.contains("/evidence/") && seen.status == Some(200)).await;
    ana.desk.sign_out().await.unwrap();
    let mut notices = ana.desk.notices();
    between.leave_alone();
    // The fetch of each face ends, whatever it brought, and says so.
    for _ in 0..2 {
        while notices.recv().await.unwrap().topics != [Topic::Case] {}
    }
    let kept = ana.closed().await;
    assert_eq!(kept.pictures, 0);
    assert_eq!(std::fs::read_dir(ana.data.join("evidence")).unwrap().count(), 0);
}

/// A sealed picture as a thief copied it.
struct Sealed {
    file: Vec<u8>,
    key: Vec<u8>,
    context: String,
}

fn opens(sealed: &Sealed) -> bool {
    let (nonce, ciphertext) = sealed.file.split_at(24);
    let cipher = XChaCha20Poly1305::new_from_slice(&sealed.key).unwrap();
    let payload = Payload { msg: ciphertext, aad: sealed.context.as_bytes() };
    cipher.decrypt(XNonce::from_slice(nonce), payload).is_ok()
}

fn database_key(keyring: &Shared) -> Vec<u8> {
    let entries = keyring.entries();
    let (_, entry) = entries.iter().next().unwrap();
    let entry: serde_json::Value = serde_json::from_slice(entry).unwrap();
    hex::decode(entry["key"].as_str().unwrap()).unwrap()
}

async fn picture_keys(data: &Path, key: &[u8]) -> Vec<Sealed> {
    let mut database = SqliteConnectOptions::new()
        .filename(data.join("store.db"))
        .pragma("key", format!("\"x'{}'\"", hex::encode(key)))
        .connect()
        .await
        .unwrap();
    let rows = sqlx::query("SELECT * FROM evidence").fetch_all(&mut database).await.unwrap();
    rows.iter()
        .map(|row| {
            let file: String = row.get("file");
            let (case, evidence) = (row.get("case_id"), row.get("evidence_id"));
            Sealed {
                file: std::fs::read(data.join("evidence").join(file)).unwrap(),
                key: row.get("key"),
                context: seal_context(review::CaseId(case), review::EvidenceId(evidence)),
            }
        })
        .collect()
}

/// Every page of the closed file in the clear, the free ones too: 4096 bytes each, AES-256-CBC,
/// with 16 bytes of IV and 64 of HMAC at the end, and the salt in place of the first header
/// (<https://www.zetetic.net/sqlcipher/design/>).
fn decrypted(data: &Path, key: &[u8]) -> Vec<u8> {
    for left in ["store.db-wal", "store.db-shm"] {
        let length = std::fs::metadata(data.join(left)).map_or(0, |found| found.len());
        assert_eq!(length, 0, "{left} is gone or empty");
    }
    let file = std::fs::read(data.join("store.db")).unwrap();
    let mut clear = Vec::new();
    for (number, page) in file.chunks_exact(4096).enumerate() {
        let from = if number == 0 { 16 } else { 0 };
        let (body, reserve) = page.split_at(4096 - 80);
        let cipher = cbc::Decryptor::<Aes256>::new_from_slices(key, &reserve[..16]).unwrap();
        let mut body = body[from..].to_vec();
        cipher.decrypt_padded::<NoPadding>(&mut body).unwrap();
        clear.extend(body);
    }
    assert!(clear.windows(12).any(|part| part == b"CREATE TABLE"), "the pages are in the clear");
    clear
}
