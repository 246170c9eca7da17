//! A desk in the journey's own process.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use desk::view::SessionState;
use desk::{Browser, Desk, Parts, Profile};
use store::{SecretStore, Store};

use super::browser::Scripted;
use super::kept::Kept;

/// A desk and what a person does at it.
pub struct DeskUnderTest {
    pub desk: Desk,
    pub browser: Arc<Scripted>,
    pub data: PathBuf,
    pub secrets: Arc<dyn SecretStore>,
    pub account: String,
}

impl DeskUnderTest {
    pub fn open(
        profile: Profile,
        data: &Path,
        secrets: Arc<dyn SecretStore>,
        account: &str,
    ) -> Self {
        let browser = Arc::new(Scripted::new(&authority(&profile), account));
        let desk = desk(profile, data, secrets.clone(), browser.clone());
        Self { desk, browser, data: data.to_owned(), secrets, account: account.to_owned() }
    }

    pub async fn signed_in(self) -> Self {
        self.desk.start().await;
        let session = self.desk.sign_in().await.unwrap();
        assert!(matches!(session.state, SessionState::SignedIn { .. }), "{session:?}");
        self
    }

    /// Lets go of the store, and tells what is in it.
    pub async fn closed(&self) -> Kept {
        self.desk.close().await;
        let store = self.store().await;
        let kept = Kept::of(&store).await;
        store.close().await;
        kept
    }

    /// The store itself, once the desk has let go of it.
    pub async fn store(&self) -> Store {
        Store::open(&self.data, self.secrets.clone()).await.unwrap()
    }

    /// Waits for notices until it holds; a journey that waits in vain fails.
    pub async fn until<T>(&self, holds: impl AsyncFnMut(&Desk) -> Option<T>) -> T {
        until(&self.desk, holds).await
    }
}

/// The certificate authority of a sandbox profile.
pub fn authority(profile: &Profile) -> String {
    match &profile.tenant.trust {
        entra::Trust::Sandbox { ca_certificate_pem } => ca_certificate_pem.clone(),
        entra::Trust::Platform => unreachable!("journeys run in a sandbox"),
    }
}

pub fn desk(
    profile: Profile,
    data: &Path,
    secrets: Arc<dyn SecretStore>,
    browser: Arc<dyn Browser>,
) -> Desk {
    Desk::new(Parts {
        profile,
        data: data.to_owned(),
        secrets,
        browser,
        clock: desk::system_clock(),
        device: "desk-test".to_owned(),
    })
    .unwrap()
}

pub async fn until<T>(desk: &Desk, mut holds: impl AsyncFnMut(&Desk) -> Option<T>) -> T {
    let mut notices = desk.notices();
    let waiting = async {
        loop {
            if let Some(found) = holds(desk).await {
                return found;
            }
            // Whatever the desk says, look again; the service's side has no notice, so the desk is
            // asked to sync.
            let said = tokio::time::timeout(Duration::from_millis(500), notices.recv());
            if said.await.is_err() {
                let _ = desk.sync_now().await;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(120), waiting)
        .await
        .expect("what the journey waits for never came")
}
