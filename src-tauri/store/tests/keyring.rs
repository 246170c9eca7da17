//! The store's key in a real keyring: gnome-keyring on a session bus of its own.
//!
//! Each test runs its scene in this same program under `dbus-run-session`, with a fresh home.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]
#![cfg(all(unix, not(target_os = "macos")))]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::json;
use store::{DatabaseKey, Error, OsKeyring, SecretStore, Store};

const SCENE: &str = "COUNTERSIGN_KEYRING_SCENE";

#[test]
fn an_unlocked_keyring_keeps_the_key_over_restarts() {
    let home = Home::new();
    home.unlocked("first run").unwrap();
    home.unlocked("open again").unwrap();
}

#[test]
fn a_lost_entry_is_not_a_first_run() {
    let home = Home::new();
    home.unlocked("first run").unwrap();
    let database = home.profile().join("store.db");
    let before = fs::read(&database).unwrap();
    // A new home has the same folder and another, empty keyring.
    fs::remove_dir_all(home.folder.path().join(".local")).unwrap();
    home.unlocked("key missing").unwrap();
    assert_eq!(fs::read(&database).unwrap(), before, "the file was left alone");
    home.unlocked("discard").unwrap();
}

#[test]
fn a_bus_without_an_unlocked_collection_is_locked_and_touches_nothing() {
    let home = Home::new();
    home.locked("locked first run").unwrap();
    assert!(!home.profile().join("store.db").exists());
    let home = Home::new();
    home.unlocked("first run").unwrap();
    let before = fs::read(home.profile().join("store.db")).unwrap();
    home.locked("locked").unwrap();
    assert_eq!(fs::read(home.profile().join("store.db")).unwrap(), before);
    home.unlocked("open again").unwrap();
}

#[test]
fn no_bus_is_no_keyring_and_is_tried_again() {
    let home = Home::new();
    home.without_bus("no bus").unwrap();
    assert!(!home.profile().join("store.db").exists());
    home.unlocked("no bus, then one").unwrap();
}

#[test]
fn another_key_in_the_entry_is_wrong() {
    let home = Home::new();
    home.unlocked("first run").unwrap();
    home.unlocked("entry replaced").unwrap();
}

#[test]
fn an_old_copy_put_back_is_noticed() {
    let home = Home::new();
    home.unlocked("rollback").unwrap();
}

#[test]
fn removing_the_account_removes_the_entry() {
    let home = Home::new();
    home.unlocked("removal").unwrap();
}

/// What runs under the bus. Does nothing when run as a test.
#[test]
fn scene() {
    let Ok(scene) = std::env::var(SCENE) else { return };
    let profile = PathBuf::from(std::env::var_os("HOME").unwrap()).join("profile");
    let running = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    running.block_on(play(&scene, &profile));
}

async fn play(scene: &str, profile: &Path) {
    let keyring = || Arc::new(OsKeyring::new());
    let open = || Store::open(profile, keyring());
    match scene {
        "first run" => {
            let store = open().await.unwrap();
            assert!(store.first_run());
            store.set_preference("theme", &"dark").await.unwrap();
            store.close().await;
        }
        "open again" => {
            let store = open().await.unwrap();
            assert!(!store.first_run());
            let theme = store.preference::<String>("theme").await.unwrap();
            assert_eq!(theme.as_deref(), Some("dark"));
            store.close().await;
        }
        "key missing" => assert!(matches!(open().await.unwrap_err(), Error::KeyMissing)),
        "discard" => {
            Store::discard(profile, keyring()).await.unwrap();
            assert!(open().await.unwrap().first_run());
        }
        "locked" | "locked first run" => {
            let refused = open().await.unwrap_err();
            assert!(matches!(refused, Error::KeyringLocked), "{refused:?}");
        }
        "no bus" => {
            let refused = open().await.unwrap_err();
            assert!(matches!(refused, Error::NoKeyring), "{refused:?}");
        }
        "no bus, then one" => {
            let one = keyring();
            let bus = std::env::var("DBUS_SESSION_BUS_ADDRESS").unwrap();
            set_bus("unix:path=/nowhere");
            let refused = Store::open(profile, one.clone()).await.unwrap_err();
            assert!(matches!(refused, Error::NoKeyring), "{refused:?}");
            set_bus(&bus);
            assert!(Store::open(profile, one).await.unwrap().first_run());
        }
        "entry replaced" => {
            let entry = entry_of(profile);
            let key = hex::encode([1; 32]);
            let other = json!({ "version": 1, "key": key, "pin": null }).to_string();
            keyring_call(move |keyring| keyring.set(&entry, other.as_bytes()).unwrap()).await;
            let refused = open().await.unwrap_err();
            assert!(matches!(refused, Error::WrongKey), "{refused:?}");
        }
        "rollback" => rollback(profile).await,
        "removal" => {
            let store = open().await.unwrap();
            let entry = entry_of(profile);
            let wanted = entry.clone();
            let kept = keyring_call(move |keyring| keyring.get(&wanted).unwrap()).await;
            assert!(kept.is_some());
            store.remove_account().await.unwrap();
            let kept = keyring_call(move |keyring| keyring.get(&entry).unwrap()).await;
            assert!(kept.is_none());
            assert!(open().await.unwrap().first_run());
        }
        other => panic!("no scene {other}"),
    }
}

async fn rollback(profile: &Path) {
    let open = || Store::open(profile, Arc::new(OsKeyring::new()));
    let now: DateTime<Utc> = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
    let database = profile.join("store.db");
    let store = open().await.unwrap();
    store.journal("test.entry", None, &json!({ "n": 1 }), now).await.unwrap();
    store.pin_checkpoint("origin\n1\nAAAA\n", now).await.unwrap();
    store.close().await;
    let old = fs::read(&database).unwrap();

    let store = open().await.unwrap();
    store.journal("test.entry", None, &json!({ "n": 2 }), now).await.unwrap();
    store.pin_checkpoint("origin\n2\nBBBB\n", now).await.unwrap();
    store.close().await;
    let new = fs::read(&database).unwrap();

    fs::write(&database, &old).unwrap();
    let refused = open().await.unwrap_err();
    assert!(matches!(refused, Error::RolledBack), "{refused:?}");
    fs::write(&database, &new).unwrap();
    open().await.unwrap().close().await;
}

async fn keyring_call<T: Send + 'static>(call: impl FnOnce(&OsKeyring) -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(move || call(&OsKeyring::new())).await.unwrap()
}

/// The entry's name, as documented: the folder's name and eight bytes of its path's SHA-256.
fn entry_of(profile: &Path) -> String {
    use sha2::{Digest, Sha256};
    let path = profile.canonicalize().unwrap();
    let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
    format!("profile {}", hex::encode(&digest[..8]))
}

#[allow(unsafe_code, reason = "the scene has one thread that reads the environment")]
fn set_bus(address: &str) {
    // SAFETY: the scene runs alone in its process, on one thread, between two openings.
    unsafe { std::env::set_var("DBUS_SESSION_BUS_ADDRESS", address) }
}

/// A home folder with its own keyrings.
struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        for program in ["dbus-run-session", "gnome-keyring-daemon"] {
            let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output();
            assert!(
                found.unwrap().status.success(),
                "{program} is not installed; on Debian: apt-get install dbus gnome-keyring"
            );
        }
        let folder = tempfile::tempdir().unwrap();
        let run = folder.path().join("run");
        fs::create_dir(&run).unwrap();
        fs::set_permissions(&run, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
        Self { folder }
    }

    fn profile(&self) -> PathBuf {
        self.folder.path().join("profile")
    }

    /// With the login keyring made and unlocked.
    fn unlocked(&self, scene: &str) -> Result<(), String> {
        let unlock =
            "printf testpw | gnome-keyring-daemon --unlock --components=secrets >/dev/null";
        self.play(
            scene,
            &["dbus-run-session", "--", "sh", "-c", &format!("{unlock}; exec \"$@\""), "-"],
        )
    }

    /// With a bus on which the keyring can be started, and nobody to unlock it.
    fn locked(&self, scene: &str) -> Result<(), String> {
        self.play(scene, &["dbus-run-session", "--"])
    }

    fn without_bus(&self, scene: &str) -> Result<(), String> {
        self.play(scene, &["env"])
    }

    fn play(&self, scene: &str, wrapper: &[&str]) -> Result<(), String> {
        let output = Command::new(wrapper[0])
            .args(&wrapper[1..])
            .arg(std::env::current_exe().unwrap())
            .args(["scene", "--exact", "--nocapture"])
            .env(SCENE, scene)
            .env("HOME", self.folder.path())
            .env("XDG_RUNTIME_DIR", self.folder.path().join("run"))
            .env_remove("XDG_DATA_HOME")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        // One test must have run: a filter that matches nothing succeeds too.
        if output.status.success() && said.contains("1 passed") {
            Ok(())
        } else {
            Err(format!("scene \"{scene}\" failed\n{said}"))
        }
    }
}

/// The other way to a key needs no keyring at all.
#[tokio::test]
async fn a_given_key_opens_without_a_keyring() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_with_key(folder.path(), DatabaseKey::random()).await.unwrap();
    assert!(store.first_run());
}
