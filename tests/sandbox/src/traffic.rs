//! Which requests were made, so that tests can count them.

use std::collections::BTreeMap;
use std::sync::Mutex;

use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

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

/// All requests since the start or since the last [`Traffic::clear`].
#[derive(Debug, Default)]
pub struct Traffic {
    requests: Mutex<Vec<Request>>,
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

    /// Forgets what was counted.
    pub fn clear(&self) {
        lock(&self.requests).clear();
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

    pub(crate) fn record(&self, request: Request) {
        lock(&self.requests).push(request);
        self.arrival.notify_waiters();
    }
}
