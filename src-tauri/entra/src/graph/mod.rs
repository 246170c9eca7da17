//! Microsoft Graph v1.0: the directory, read; and mail, sent.

mod batch;
mod call;
mod cursor;
mod delta;
mod delta_read;
mod fault;
mod mail;
mod paging;
mod people;
mod people_read;
mod roles;

use std::sync::Arc;
use std::time::Duration;

use futures::Stream;
use reqwest::Client;
use url::Url;

pub use cursor::Cursor;
pub use delta::{DeltaPage, DeltaStep, GroupChange, MemberChange, MemberKind, Start, UserChange};
pub use people::{Group, Manager, Photo, User};
pub use roles::{RoleHeld, RolePath, RoleState};

use crate::error::Error;
use crate::keeper::AccessTokens;
use crate::tenant::Tenant;
use call::Call;

const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How urgent a call is to Graph's throttling (`x-ms-throttle-priority`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// Background sync.
    Low,
    /// Everything else.
    Normal,
    /// A person waits.
    High,
}

/// A client of Graph v1.0. Clones share connections.
///
/// A throttled call is tried again up to three times if Graph asks for no more than 30 s; a
/// refused token is renewed and tried again once.
#[derive(Clone)]
pub struct Graph {
    http: Client,
    base: Url,
    tokens: Arc<dyn AccessTokens>,
    priority: Priority,
    longest_wait: Duration,
}

impl Graph {
    /// Reads the tenant's Graph with the given tokens.
    pub fn new(http: Client, tenant: &Tenant, tokens: Arc<dyn AccessTokens>) -> Self {
        let (base, priority) = (tenant.graph.clone(), Priority::Normal);
        Self { http, base, tokens, priority, longest_wait: LONGEST_WAIT }
    }

    /// The same client, at another urgency.
    #[must_use]
    pub fn with_priority(&self, priority: Priority) -> Self {
        Self { priority, ..self.clone() }
    }

    /// One page of changed users.
    ///
    /// # Errors
    /// [`Error::ForeignLink`], [`Error::Throttled`], [`Error::NotPermitted`],
    /// [`Error::EndlessPages`], the network's and the tokens'.
    pub async fn users_delta(&self, start: Start) -> Result<DeltaStep<UserChange>, Error> {
        self.delta(&start).await
    }

    /// One page of changed groups, with their changed direct members if `members` is selected.
    ///
    /// # Errors
    /// As [`Self::users_delta`].
    pub async fn groups_delta(&self, start: Start) -> Result<DeltaStep<GroupChange>, Error> {
        self.delta(&start).await
    }

    /// All pages of changed users up to the delta cursor, one at a time. Commit each page with its
    /// cursor, and a crash resumes. The stream ends after the last page, a resync or an error.
    pub fn users_delta_pages(
        &self,
        start: Start,
    ) -> impl Stream<Item = Result<DeltaStep<UserChange>, Error>> + Send + use<> {
        self.delta_pages(start)
    }

    /// Like [`Self::users_delta_pages`], for groups. A large group comes on several pages with
    /// different members: add them up, never replace.
    pub fn groups_delta_pages(
        &self,
        start: Start,
    ) -> impl Stream<Item = Result<DeltaStep<GroupChange>, Error>> + Send + use<> {
        self.delta_pages(start)
    }

    /// A delta cursor for "from now on" (`$deltatoken=latest`). Take it, list with
    /// [`Self::users`], then apply the delta: five times fewer pages than a first delta round.
    ///
    /// # Errors
    /// As [`Self::users_delta`].
    pub async fn users_delta_latest(&self, select: &[&str]) -> Result<Cursor, Error> {
        let select = select.join(",");
        let query = [("$select", select.as_str()), ("$deltatoken", "latest")];
        let url = self.address(&["users", "delta"], &query)?;
        let page = self.call(Call::get("users", url)).await?.json("users")?;
        self.cursor_of(&page, "users")
    }
}
