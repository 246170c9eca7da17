//! The keyring that isn't there, is locked, or holds another key: each is told apart, says what to
//! do, and touches nothing. With gnome-keyring on a session bus of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::Problem;
use desk::problem::StoreCause;
use desk::view::{Draft, SessionState};
use sha2::{Digest, Sha256};
use store::{OsKeyring, SecretStore};

use crate::harness::process::{desk_here, say};
use crate::harness::{DeskProcess, World, words};

#[tokio::test(flavor = "multi_thread")]
async fn no_keyring_a_locked_one_and_a_wrong_key_are_told_apart_and_touch_nothing() {
    let world = World::empty().await;
    let home = Home::new(&world);
    home.plays("first sign-in", UNLOCKED).await;
    let before = home.content();
    home.plays("no keyring", &[]).await;
    assert_eq!(home.content(), before, "without a keyring nothing is touched");
    home.plays("locked", LOCKED).await;
    assert_eq!(home.content(), before, "with a locked keyring nothing is touched");
    home.plays("wrong key", UNLOCKED).await;
    assert_eq!(home.content(), before, "with a wrong key nothing is touched");
    home.plays("key gone", UNLOCKED).await;
    assert_eq!(home.content(), before, "without its key nothing is touched");
    home.plays("still signed in", UNLOCKED).await;

    let mut sentences = Vec::new();
    for (cause, advice) in [
        ("no_keyring", "try again"),
        ("keyring_locked", "Unlock it"),
        ("wrong_key", "Put the right key back"),
        ("key_missing", "administrator"),
    ] {
        let sentence = words::sentence("frame", "const stores", cause);
        assert!(sentence.contains(advice), "{cause} says what to do: {sentence}");
        sentences.push(sentence);
    }
    sentences.dedup();
    assert_eq!(sentences.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_run_without_a_keyring_leaves_no_file() {
    let world = World::empty().await;
    for (scene, wrapper) in [("no keyring", &[] as &[&str]), ("locked", LOCKED)] {
        let home = Home::new(&world);
        home.plays(scene, wrapper).await;
        assert!(!home.data().join("store.db").exists(), "{scene}");
    }
}

/// What the desk's process plays.
pub async fn play(scene: &str, folder: &Path) {
    let os = || Arc::new(OsKeyring::new());
    match scene {
        "first sign-in" => {
            let desk = desk_here(folder, os());
            desk.start().await;
            let session = desk.sign_in().await.unwrap();
            assert!(matches!(session.state, SessionState::SignedIn { .. }), "{session:?}");
            let note = "half a thought".to_owned();
            let draft = Draft { verdict: None, reasons: vec![], note, read: vec![], kept_at: None };
            desk.save_draft(review::CaseId(uuid::Uuid::nil()), draft).await.unwrap();
            desk.close().await;
        }
        "still signed in" => {
            let desk = desk_here(folder, os());
            desk.start().await;
            let session = desk.session();
            assert!(matches!(session.state, SessionState::SignedIn { .. }), "{session:?}");
            desk.close().await;
        }
        "no keyring" => refuses(folder, StoreCause::NoKeyring).await,
        "locked" => refuses(folder, StoreCause::KeyringLocked).await,
        "wrong key" => {
            let name = entry_of(folder);
            let kept = keyring({
                let name = name.clone();
                move |keyring| {
                    let kept = keyring.get(&name).unwrap().unwrap();
                    let mut other: serde_json::Value = serde_json::from_slice(&kept).unwrap();
                    other["key"] = hex::encode([1; 32]).into();
                    keyring.set(&name, other.to_string().as_bytes()).unwrap();
                    kept
                }
            })
            .await;
            refuses(folder, StoreCause::WrongKey).await;
            keyring(move |keyring| keyring.set(&name, &kept).unwrap()).await;
        }
        "key gone" => {
            let name = entry_of(folder);
            let kept = keyring({
                let name = name.clone();
                move |keyring| {
                    let kept = keyring.get(&name).unwrap().unwrap();
                    keyring.delete(&name).unwrap();
                    kept
                }
            })
            .await;
            refuses(folder, StoreCause::KeyMissing).await;
            keyring(move |keyring| keyring.set(&name, &kept).unwrap()).await;
        }
        other => panic!("no scene {other}"),
    }
    say("played");
}

/// The desk starts, says why it can't open its store, and says it again when asked to sign in.
async fn refuses(folder: &Path, cause: StoreCause) {
    let closed = Problem::StoreClosed { cause };
    let desk = desk_here(folder, Arc::new(OsKeyring::new()));
    desk.start().await;
    let wanted = SessionState::SignedOut { reason: Some(closed.clone()) };
    assert_eq!(desk.session().state, wanted);
    assert_eq!(desk.sign_in().await.unwrap_err(), closed);
    assert_eq!(desk.session().state, wanted);
}

async fn keyring<T: Send + 'static>(call: impl FnOnce(&OsKeyring) -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(move || call(&OsKeyring::new())).await.unwrap()
}

/// The entry's name, as documented: the folder's name and eight bytes of its path's SHA-256.
fn entry_of(folder: &Path) -> String {
    let path = folder.join("data").canonicalize().unwrap();
    let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
    format!("data {}", hex::encode(&digest[..8]))
}

/// With the login keyring made and unlocked.
const UNLOCKED: &[&str] = &[
    "dbus-run-session",
    "--",
    "sh",
    "-c",
    "printf testpw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec \"$@\"",
    "-",
];
/// With a bus on which the keyring can be started, and nobody to unlock it.
const LOCKED: &[&str] = &["dbus-run-session", "--"];

/// A home folder with its own keyrings and one desk.
struct Home<'a> {
    world: &'a World,
    folder: tempfile::TempDir,
}

impl<'a> Home<'a> {
    fn new(world: &'a World) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let run = folder.path().join("run");
        std::fs::create_dir(&run).unwrap();
        let private = std::os::unix::fs::PermissionsExt::from_mode(0o700);
        std::fs::set_permissions(&run, private).unwrap();
        DeskProcess::prepare(world, folder.path());
        Self { world, folder }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    async fn plays(&self, scene: &str, wrapper: &[&str]) {
        let folder = self.folder.path();
        let mut process = DeskProcess::start(self.world, scene, folder, wrapper, |command| {
            command
                .env("HOME", folder)
                .env("XDG_RUNTIME_DIR", folder.join("run"))
                .env_remove("XDG_DATA_HOME")
                .env_remove("DISPLAY")
                .env_remove("WAYLAND_DISPLAY")
                .env_remove("DBUS_SESSION_BUS_ADDRESS");
        });
        process.must_say("played").await;
        process.must_end().await;
    }

    /// Every file of the desk's folder but the lock, which says nothing.
    fn content(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.data()];
        while let Some(folder) = folders.pop() {
            for found in std::fs::read_dir(folder).unwrap() {
                let path = found.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = std::fs::read(&path).unwrap();
                    files.push((path, bytes));
                }
            }
        }
        files.sort();
        files
    }
}
