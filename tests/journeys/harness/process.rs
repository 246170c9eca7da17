//! A desk in a process of its own, which can be killed, searched, and given another environment.
//!
//! The process is this very test program, told to play one scene. It says on its standard output
//! what it does, a line each, and what its person is to open in the browser.

use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use desk::{Browser, Desk, Profile};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use url::Url;

use super::World;
use super::browser::Scripted;

pub const SCENE: &str = "COUNTERSIGN_JOURNEY_SCENE";
pub const FOLDER: &str = "COUNTERSIGN_JOURNEY_FOLDER";
const MARK: &str = "desk: ";

/// The desk's process, as the journey sees it.
pub struct DeskProcess {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    browser: Scripted,
    said: Vec<String>,
}

impl DeskProcess {
    /// What a scene finds in its folder: the profile.
    pub fn prepare(world: &World, folder: &Path) {
        std::fs::create_dir_all(folder).unwrap();
        std::fs::write(folder.join("profile.toml"), world.profile_text()).unwrap();
    }

    /// Starts a scene, behind the words of a wrapper such as `dbus-run-session --`.
    pub fn start(
        world: &World,
        scene: &str,
        folder: &Path,
        wrapper: &[&str],
        change: impl FnOnce(&mut Command),
    ) -> Self {
        let program = std::env::current_exe().unwrap();
        Self::start_program(world, &program, scene, folder, wrapper, change)
    }

    /// The same for a copy of this program that lies elsewhere.
    pub fn start_program(
        world: &World,
        program: &Path,
        scene: &str,
        folder: &Path,
        wrapper: &[&str],
        change: impl FnOnce(&mut Command),
    ) -> Self {
        let mut words = wrapper.iter().map(std::ffi::OsString::from).collect::<Vec<_>>();
        words.push(program.into());
        let mut command = Command::new(&words[0]);
        command
            .args(&words[1..])
            .args(["harness::process::scene", "--exact", "--nocapture"])
            .env(SCENE, scene)
            .env(FOLDER, folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        change(&mut command);
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let account = "ana.ferreira@tarnholm.example";
        let browser = Scripted::new(&world.sandbox.ready().ca_certificate, account);
        Self { child, lines, browser, said: Vec::new() }
    }

    /// What it says next, signing in whenever it asks for that; `None` at its end.
    pub async fn says(&mut self) -> Option<String> {
        let saying = async {
            while let Some(line) = self.lines.next_line().await.unwrap() {
                self.said.push(line.clone());
                let Some((_, word)) = line.split_once(MARK) else { continue };
                match word.strip_prefix("open ") {
                    Some(url) => self.browser.open(&Url::parse(url).unwrap()).unwrap(),
                    None => return Some(word.to_owned()),
                }
            }
            None
        };
        let said = tokio::time::timeout(Duration::from_secs(180), saying).await;
        said.unwrap_or_else(|_| panic!("the desk fell silent after {:?}", self.said))
    }

    /// Its next word must be this one.
    pub async fn must_say(&mut self, word: &str) {
        let said = self.says().await;
        assert_eq!(said.as_deref(), Some(word), "its own words are in its standard error");
    }

    /// Plays the browser until it ends by itself, and well.
    pub async fn must_end(mut self) {
        while let Some(word) = self.says().await {
            assert!(!word.starts_with("failed"), "{word}");
        }
        let ended = self.child.wait().await.unwrap();
        let played = self.said.iter().any(|line| line.contains("1 passed"));
        assert!(ended.success() && played, "{ended}: {:?}", self.said);
    }

    /// SIGKILL, and its end.
    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Lets it go on from where it waits for a line.
    pub async fn go_on(&mut self) {
        self.child.stdin.as_mut().unwrap().write_all(b"\n").await.unwrap();
    }

    pub fn id(&self) -> u32 {
        self.child.id().unwrap()
    }
}

/// What the process plays. Does nothing when run as a test.
#[tokio::test(flavor = "multi_thread")]
async fn scene() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let folder = Path::new(&folder);
    match std::env::var(SCENE).unwrap().as_str() {
        "decide" => crate::killed::decide(folder).await,
        #[cfg(target_os = "linux")]
        "review" => crate::canary::scene::review(folder).await,
        #[cfg(target_os = "linux")]
        "leaks" => crate::canary::scene::leaks(folder).await,
        #[cfg(target_os = "linux")]
        scene => crate::keyrings::play(scene, folder).await,
        #[cfg(not(target_os = "linux"))]
        scene => panic!("no scene {scene}"),
    }
}

/// Says one line to the journey.
pub fn say(word: &str) {
    use std::io::Write;
    let line = format!("{MARK}{word}\n");
    std::io::stdout().write_all(line.as_bytes()).unwrap();
}

/// Waits until the journey lets this process go on.
pub fn wait() {
    std::io::stdin().read_line(&mut String::new()).unwrap();
}

/// A desk in this process, with its browser outside.
pub fn desk_here(folder: &Path, secrets: Arc<dyn store::SecretStore>) -> Desk {
    super::desk::desk(profile(folder), &folder.join("data"), secrets, Arc::new(Outside))
}

struct Outside;

impl Browser for Outside {
    fn open(&self, url: &Url) -> std::io::Result<()> {
        say(&format!("open {url}"));
        Ok(())
    }
}

fn profile(folder: &Path) -> Profile {
    let text = std::fs::read_to_string(folder.join("profile.toml")).unwrap();
    Profile::parse(&text).unwrap()
}
