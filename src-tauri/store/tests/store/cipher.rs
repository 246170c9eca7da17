//! The traps of SQLCipher under sqlx: each test here failed once before the trap was closed, or
//! proves that it would.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use store::{DatabaseKey, Error, Store};
use tracing_subscriber::fmt::MakeWriter;

use crate::sample::{self, KEY, ana, later, now};

const CANARY: &str = "Żółcińska-Canary";

#[tokio::test]
async fn a_wrong_key_is_refused_with_and_without_the_id_beside_the_file() {
    let folder = tempfile::tempdir().unwrap();
    sample::open(folder.path()).await.close().await;
    let wrong = || DatabaseKey::from_bytes([1; 32]);
    let refused = Store::open_with_key(folder.path(), wrong()).await.unwrap_err();
    assert!(matches!(refused, Error::WrongKey), "{refused:?}");
    fs::remove_file(folder.path().join("store.key-id")).unwrap();
    let refused = Store::open_with_key(folder.path(), wrong()).await.unwrap_err();
    assert!(matches!(refused, Error::WrongKey), "{refused:?}");
    assert!(!folder.path().join("store.key-id").exists(), "a wrong key leaves no id");
    sample::open(folder.path()).await;
}

#[tokio::test]
async fn another_file_under_the_right_id_is_corrupt() {
    let folder = tempfile::tempdir().unwrap();
    sample::open(folder.path()).await.close().await;
    fs::write(folder.path().join("store.db"), vec![0x42; 8192]).unwrap();
    let refused = Store::open_with_key(folder.path(), DatabaseKey::from_bytes(KEY)).await;
    assert!(matches!(refused.unwrap_err(), Error::Corrupt));
}

#[tokio::test]
async fn a_plaintext_database_in_its_place_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    sample::open(folder.path()).await.close().await;
    let file = folder.path().join("store.db");
    fs::remove_file(&file).unwrap();
    let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true);
    let mut plain = options.connect().await.unwrap();
    sqlx::raw_sql("CREATE TABLE planted (x)").execute(&mut plain).await.unwrap();
    drop(plain);
    let before = fs::read(&file).unwrap();
    assert!(before.starts_with(b"SQLite format 3\0"), "without a key SQLCipher writes plaintext");
    let refused = Store::open_with_key(folder.path(), DatabaseKey::from_bytes(KEY)).await;
    assert!(matches!(refused.unwrap_err(), Error::Corrupt));
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[tokio::test]
async fn nothing_stored_is_readable_in_any_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    fill(&store).await;
    let found = find(folder.path(), CANARY.as_bytes());
    assert!(found.is_empty(), "with the -wal in use: {found:?}");
    assert!(
        folder.path().join("store.db-wal").metadata().unwrap().len() > 0,
        "the -wal was in use"
    );
    store.close().await;
    let found = find(folder.path(), CANARY.as_bytes());
    assert!(found.is_empty(), "after closing: {found:?}");
    // The same search finds a leak planted on purpose.
    fs::write(folder.path().join("leak"), format!("xx{CANARY}xx")).unwrap();
    assert_eq!(find(folder.path(), CANARY.as_bytes()), ["leak"]);
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let profile = folder.path().join("profile");
    let store = sample::open(&profile).await;
    fill(&store).await;
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&profile), 0o700);
    for found in fs::read_dir(&profile).unwrap() {
        let path = found.unwrap().path();
        let wanted = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode(&path), wanted, "{}", path.display());
    }
}

#[tokio::test]
async fn a_page_altered_anywhere_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    fill(&store).await;
    store.verify_integrity().await.unwrap();
    store.close().await;
    let file = folder.path().join("store.db");
    let whole = fs::read(&file).unwrap();
    let pages = whole.len() / 4096;
    for page in [pages / 3, pages / 2, pages - 1] {
        let mut altered = whole.clone();
        altered[page * 4096 + 100] ^= 1;
        fs::write(&file, &altered).unwrap();
        // A page that opening reads is found there; any other by the check.
        match Store::open_with_key(folder.path(), DatabaseKey::from_bytes(KEY)).await {
            Err(error) => assert!(matches!(error, Error::Corrupt), "page {page}: {error:?}"),
            Ok(store) => {
                let found = store.verify_integrity().await.unwrap_err();
                assert!(matches!(found, Error::Corrupt), "page {page}: {found:?}");
                store.close().await;
            }
        }
    }
}

#[tokio::test]
async fn a_second_program_is_kept_out() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    let second = Store::open_with_key(folder.path(), DatabaseKey::from_bytes(KEY)).await;
    assert!(matches!(second.unwrap_err(), Error::AlreadyOpen));
    let clone = store.clone();
    store.close().await;
    sample::open(folder.path()).await;
    assert!(clone.account().await.is_err(), "a clone of a closed store does nothing more");
}

#[tokio::test]
async fn a_file_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    sample::open(folder.path()).await.close().await;
    let key = format!("\"x'{}'\"", hex::encode(KEY));
    let options = SqliteConnectOptions::new()
        .filename(folder.path().join("store.db"))
        .pragma("key", key)
        .disable_statement_logging();
    let mut direct = options.connect().await.unwrap();
    sqlx::raw_sql(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'later', 1, x'00', 0)",
    )
    .execute(&mut direct)
    .await
    .unwrap();
    sqlx::Connection::close(direct).await.unwrap();
    let refused = Store::open_with_key(folder.path(), DatabaseKey::from_bytes(KEY)).await;
    assert!(matches!(refused.unwrap_err(), Error::NewerVersion));
}

/// One subscriber for this test binary: every other test adds to what is searched, none takes away.
#[test]
fn no_log_line_at_any_level_holds_the_key() {
    let logs = Logs::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(logs.clone())
        .finish();
    // sqlx logs its statements through `log`, which tracing-subscriber forwards to tracing.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let running = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    running.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let store = sample::open(folder.path()).await;
        fill(&store).await;
        store.close().await;
        let wrong = DatabaseKey::from_bytes(KEY.map(|byte| byte ^ 0xff));
        Store::open_with_key(folder.path(), wrong).await.unwrap_err();
        let store = sample::open(folder.path()).await;
        tracing::info!(?store, key = ?DatabaseKey::from_bytes(KEY), "shown");
        store.close().await;

        let keys = [hex::encode(KEY), hex::encode(KEY.map(|byte| byte ^ 0xff))];
        let said = logs.said();
        for needle in keys.iter().map(String::as_str).chain([CANARY, "refresh-token-canary"]) {
            let leaks = said.to_lowercase().contains(&needle.to_lowercase());
            assert!(!leaks, "{needle} is in the log");
        }
        assert!(said.contains("shown"), "the log was read");
        // The trap itself: the same library, not told to be silent, logs the key. Were this ever to
        // fail, the search above would prove nothing.
        leak(folder.path()).await;
        assert!(logs.said().to_lowercase().contains(&hex::encode([0xbe; 32])));
    });
}

async fn leak(folder: &Path) {
    let options = SqliteConnectOptions::new()
        .filename(folder.join("leak.db"))
        .create_if_missing(true)
        .pragma("key", format!("\"x'{}'\"", hex::encode([0xbe; 32])));
    options.connect().await.unwrap();
}

async fn fill(store: &Store) {
    store.sign_in(&sample::account(ana()), &sample::token("refresh-token-canary")).await.unwrap();
    let people: Vec<_> = (0..400).map(|n| sample::person(n, &format!("{CANARY} {n}"))).collect();
    store.save_people(&people).await.unwrap();
    store.save_draft(sample::case(1), ana(), &CANARY, now()).await.unwrap();
    store.set_preference("search", &CANARY).await.unwrap();
    assert_eq!(store.search_people(CANARY, 5).await.unwrap().len(), 5);
    let new = sample::decision(store, ana(), 1).await;
    store.record_decision(&new, later(1)).await.unwrap();
}

/// Names of files under a folder that hold the bytes, also as UTF-16.
fn find(folder: &Path, needle: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(needle).unwrap();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(find(&path, needle));
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let has = |needle: &[u8]| bytes.windows(needle.len()).any(|part| part == needle);
        if has(needle) || has(&wide) {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

#[derive(Clone, Default)]
struct Logs(Arc<Mutex<Vec<u8>>>);

impl Logs {
    fn said(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl Write for Logs {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Logs {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
