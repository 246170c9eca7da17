//! What every part of the running service shares.

use std::collections::{HashMap, HashSet};
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use entra::{Clock, Graph, Verifier};
use review::{CaseId, DecisionId, PersonRef};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::config::Config;
use crate::incode::Incode;
use crate::log::Log;
use crate::rules::Rules;
use crate::seal::MasterKey;
use crate::store::Store;

/// One running service. Clones are the same one.
#[derive(Clone)]
pub(crate) struct App(Arc<Parts>);

pub(crate) struct Parts {
    pub(crate) config: Config,
    pub(crate) rules: Rules,
    pub(crate) store: Store,
    pub(crate) master: MasterKey,
    pub(crate) log: Log,
    pub(crate) verifier: Arc<Verifier>,
    pub(crate) graph: Graph,
    pub(crate) incode: Incode,
    pub(crate) clock: Clock,
    /// Where sealed pictures lie.
    pub(crate) evidence_directory: PathBuf,
    /// Tells this database's cursors from another's.
    pub(crate) epoch: [u8; 8],
    /// A session waits to be looked at.
    pub(crate) sessions_wait: Notify,
    /// A notice or a verdict waits to go out.
    pub(crate) outbox_waits: Notify,
    pub(crate) stopping: CancellationToken,
    pub(crate) in_flight: Mutex<HashSet<DecisionId>>,
    pub(crate) fetching: Mutex<HashMap<CaseId, Arc<tokio::sync::Mutex<()>>>>,
    pub(crate) chains: Mutex<HashMap<Uuid, Chain>>,
}

/// A person's managers, nearest first, and when they were looked up.
pub(crate) type Chain = (DateTime<Utc>, Vec<PersonRef>);

impl App {
    pub(crate) fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The present, to the millisecond: what is stored reads back as the same time.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        let now = (self.clock)();
        now.duration_trunc(TimeDelta::milliseconds(1)).unwrap_or(now)
    }

    /// A person of this tenant.
    pub(crate) fn person(&self, object_id: Uuid) -> PersonRef {
        PersonRef { tenant_id: self.config.tenant.tenant_id, object_id }
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// Locks; a panic elsewhere leaves these sets and maps whole.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
