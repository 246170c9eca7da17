//! Which requests were made, so that tests can count them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::fault::Host;
use crate::guard::lock;

/// One request as it arrived. Query strings and bodies are not kept: they may hold tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Which stand-in was asked.
    pub host: Host,
    /// The method, such as `GET`.
    pub method: String,
    /// The path without query.
    pub path: String,
    /// The status that was answered.
    pub status: u16,
}

/// One page of a delta feed as it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeltaPage {
    /// `users` or `groups`.
    pub feed: &'static str,
    /// Whether the round began from nothing; else from a delta link.
    pub whole: bool,
    /// Its number in the round, from 0.
    pub page: usize,
    /// The objects on it.
    pub objects: Vec<Uuid>,
}

/// All requests since the start or since the last [`Traffic::clear`].
#[derive(Debug, Default)]
pub struct Traffic {
    requests: Mutex<Vec<Request>>,
    delta_pages: Mutex<Vec<DeltaPage>>,
    tokens: Mutex<BTreeSet<String>>,
    arrival: Notify,
}

impl Traffic {
    /// All requests, oldest first.
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.requests).clone()
    }

    /// How many requests went to paths that start with `path`.
    pub fn count(&self, host: Host, path: &str) -> usize {
        let requests = lock(&self.requests);
        requests.iter().filter(|r| r.host == host && r.path.starts_with(path)).count()
    }

    /// How many requests went to each host and path: `"graph GET /v1.0/users/delta"` to its count.
    pub fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for Request { host, method, path, .. } in lock(&self.requests).iter() {
            *counts.entry(format!("{host} {method} {path}")).or_default() += 1;
        }
        counts
    }

    /// All pages of delta feeds, oldest first.
    pub fn delta_pages(&self) -> Vec<DeltaPage> {
        lock(&self.delta_pages).clone()
    }

    /// Every code and token that a person's sign-in brought since the start, to look for where none
    /// belongs.
    pub fn tokens(&self) -> BTreeSet<String> {
        lock(&self.tokens).clone()
    }

    /// Forgets what was counted. Tokens stay.
    pub fn clear(&self) {
        lock(&self.requests).clear();
        lock(&self.delta_pages).clear();
    }

    /// Waits until at least `count` requests to paths that start with `path` were answered.
    pub async fn wait_for(&self, host: Host, path: &str, count: usize) {
        loop {
            let arrival = self.arrival.notified();
            tokio::pin!(arrival);
            arrival.as_mut().enable();
            if self.count(host, path) >= count {
                return;
            }
            arrival.await;
        }
    }

    pub(crate) fn paged(&self, page: DeltaPage) {
        lock(&self.delta_pages).push(page);
    }

    pub(crate) fn issued(&self, token: Option<&str>) {
        lock(&self.tokens).extend(token.map(str::to_owned));
    }

    pub(crate) fn record(&self, request: Request) {
        lock(&self.requests).push(request);
        self.arrival.notify_waiters();
    }
}
