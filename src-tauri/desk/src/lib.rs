//! What a reviewer can do, headless: session, sync, queue, open case, decide, deliver.
//!
//! [`Desk`] is the whole application without a window. The window's commands are one line each
//! over its methods; journeys in `tests/journeys` drive the same methods.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod browser;
mod cases;
mod connection;
mod decide;
mod deliver;
mod device;
mod directory;
mod doors;
mod evidence;
mod fault;
mod log;
mod matters;
mod people;
mod policy;
mod preferences;
pub mod problem;
mod profile;
mod queue;
mod receipt;
mod render;
mod session;
mod status;
mod step_up;
mod sync;
pub mod view;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use entra::{Clock, Entra};
use review::CaseId;
use store::{SecretStore, Store};
use tokio::sync::{Notify, RwLock, broadcast, watch};
use tokio_util::sync::CancellationToken;

pub use browser::{Browser, SystemBrowser};
pub use entra::system_clock;
pub use problem::Problem;
pub use profile::{MACHINE_WIDE, Profile, ProfileError};
pub use store::OsKeyring;

use crate::cases::OpenCase;
use crate::connection::Link;
use crate::evidence::Releases;
use crate::session::{Live, Phase};
use crate::view::{Notice, Topic};

/// Result of a command.
pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// What a desk is made of.
pub struct Parts {
    /// The tenant profile.
    pub profile: Profile,
    /// Folder of the encrypted store.
    pub data: PathBuf,
    /// Where the store's key lies.
    pub secrets: Arc<dyn SecretStore>,
    /// Opens the sign-in page.
    pub browser: Arc<dyn Browser>,
    /// Tells the time.
    pub clock: Clock,
    /// What people call this device.
    pub device: String,
}

/// The application. Clones share it.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    parts: Parts,
    entra: Arc<Entra>,
    decoder: Option<pixels::Decoder>,
    store: RwLock<Option<Store>>,
    live: RwLock<Option<Live>>,
    phase: watch::Sender<Phase>,
    sign_in: Mutex<CancellationToken>,
    link: Mutex<Option<String>>,
    connection: Mutex<Link>,
    open: Mutex<HashMap<CaseId, OpenCase>>,
    releases: Mutex<Releases>,
    step_up: Mutex<CancellationToken>,
    /// One round at a time: two would move the same cursors.
    syncing: tokio::sync::Mutex<()>,
    wake_sync: Notify,
    wake_delivery: Notify,
    notices: broadcast::Sender<Notice>,
}

impl Desk {
    /// Puts a desk together. Nothing is opened or fetched yet; [`Desk::start`] does.
    ///
    /// # Errors
    /// [`Problem::Fault`] when the sandbox's certificate can't be read.
    pub fn new(parts: Parts) -> Result<Self> {
        let entra = Entra::new(parts.profile.tenant.clone())
            .map_err(|error| fault::fault("tenant", &error))?;
        let decoder = match pixels::Decoder::find() {
            Ok(decoder) => Some(decoder),
            Err(error) => {
                tracing::error!(%error, "pictures can't be shown");
                None
            }
        };
        Ok(Self(Arc::new(Inner {
            parts,
            entra: Arc::new(entra),
            decoder,
            store: RwLock::new(None),
            live: RwLock::new(None),
            phase: watch::Sender::new(Phase::SignedOut { reason: None }),
            sign_in: Mutex::new(CancellationToken::new()),
            link: Mutex::new(None),
            connection: Mutex::new(Link::default()),
            open: Mutex::new(HashMap::new()),
            releases: Mutex::new(Releases::default()),
            step_up: Mutex::new(CancellationToken::new()),
            syncing: tokio::sync::Mutex::new(()),
            wake_sync: Notify::new(),
            wake_delivery: Notify::new(),
            notices: broadcast::Sender::new(256),
        })))
    }

    /// Topics that changed, as they change.
    pub fn notices(&self) -> broadcast::Receiver<Notice> {
        self.0.notices.subscribe()
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.0.parts.clock)()
    }

    /// The open store.
    pub(crate) async fn store(&self) -> Result<Store> {
        self.0.store.read().await.clone().ok_or(Problem::SignedOut)
    }

    pub(crate) fn changed(&self, topics: &[Topic]) {
        self.tell(topics, None);
    }

    pub(crate) fn tell(&self, topics: &[Topic], say: Option<String>) {
        // Nobody listening is normal: a desk without a window.
        let _ = self.0.notices.send(Notice { topics: topics.to_vec(), say });
    }
}

/// A poisoned lock means that a thread panicked while it held plain data; the data are still whole.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
