//! Everything the stand-ins share.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::directory::{Directory, NoSuchObject};
use crate::entra::Entra;
use crate::fault::Faults;
use crate::graph::Graph;
use crate::incode::Incode;
use crate::mailbox::Mailbox;
use crate::tenant::Tenant;
use crate::traffic::Traffic;

/// The state behind all four hosts.
pub(crate) struct World {
    pub(crate) tenant: Tenant,
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) traffic: Traffic,
    pub(crate) mailbox: Mailbox,
    pub(crate) entra: Entra,
    pub(crate) directory: Directory,
    pub(crate) graph: Graph,
    pub(crate) incode: Incode,
    /// Carries webhooks.
    pub(crate) http: reqwest::Client,
    /// Ends what runs in the background.
    pub(crate) closing: CancellationToken,
}

/// How handlers hold the world.
pub(crate) type Shared = Arc<World>;

impl World {
    /// Ends all sessions of a person, by sign-in name or object id.
    pub(crate) fn revoke(&self, name: &str) -> Result<(), NoSuchObject> {
        let id = self.directory.user_id(name).ok_or(NoSuchObject)?;
        self.entra.revoke(id, self.clock.now());
        Ok(())
    }
}
