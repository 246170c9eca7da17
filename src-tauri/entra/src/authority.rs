//! What the tenant publishes about itself: endpoints and signing keys, fetched and kept.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Client;
use serde::Deserialize;
use tokio::sync::Mutex;
use url::Url;

use crate::error::Error;
use crate::keys::KeySet;
use crate::tenant::Tenant;
use crate::transport::{Answer, send, unexpected};

const LIMIT: usize = 256 * 1024;
// Entra's own caching advice: `Cache-Control: max-age=86400`.
const LIFE: TimeDelta = TimeDelta::hours(24);
// What was once good serves on while the network is down, but a withdrawn key must end some day.
const LAST_KNOWN_GOOD: TimeDelta = TimeDelta::days(7);
// *Signing key rollover in the Microsoft identity platform*: not more than once in five minutes.
const BETWEEN_TRIES: TimeDelta = TimeDelta::minutes(5);

/// The tenant's endpoints (OpenID Connect Discovery 1.0 §3), all on the authority's own host.
#[derive(Clone, Deserialize)]
pub(crate) struct Endpoints {
    issuer: String,
    pub(crate) authorization_endpoint: Url,
    pub(crate) token_endpoint: Url,
    jwks_uri: Url,
    pub(crate) end_session_endpoint: Option<Url>,
}

/// Fetches and keeps what the tenant publishes.
pub(crate) struct Authority {
    pub(crate) tenant: Tenant,
    pub(crate) http: Client,
    endpoints: Mutex<Kept<Endpoints>>,
    keys: Mutex<Kept<Arc<KeySet>>>,
}

struct Kept<T> {
    value: Option<(T, DateTime<Utc>)>,
    tried: Option<DateTime<Utc>>,
}

impl Authority {
    pub(crate) fn new(tenant: Tenant, http: Client) -> Self {
        Self {
            tenant,
            http,
            endpoints: Mutex::new(Kept::default()),
            keys: Mutex::new(Kept::default()),
        }
    }

    pub(crate) async fn endpoints(&self, now: DateTime<Utc>) -> Result<Endpoints, Error> {
        let mut kept = self.endpoints.lock().await;
        if let Some(fresh) = kept.without_fetching(now) {
            return Ok(fresh);
        }
        kept.tried = Some(now);
        let fetched = self.fetch_endpoints().await;
        kept.take_or_fall_back(fetched, now)
    }

    /// The signing keys; refetched if `wanted` is not among them and the last try is long enough
    /// ago.
    pub(crate) async fn keys(
        &self,
        wanted: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Arc<KeySet>, Error> {
        let mut kept = self.keys.lock().await;
        if let Some(fresh) = kept.without_fetching(now) {
            let known = wanted.is_none_or(|id| fresh.knows(id));
            if known || !kept.may_try(now) {
                return Ok(fresh);
            }
        }
        kept.tried = Some(now);
        let fetched = self.fetch_keys(now).await;
        kept.take_or_fall_back(fetched, now)
    }

    async fn fetch_endpoints(&self) -> Result<Endpoints, Error> {
        let url = format!("{}/.well-known/openid-configuration", self.tenant.issuer());
        let url = Url::parse(&url).map_err(|_| unexpected("discovery", "no address"))?;
        let endpoints: Endpoints = self.get(url, "discovery").await?.json("discovery")?;
        self.check(endpoints)
    }

    fn check(&self, endpoints: Endpoints) -> Result<Endpoints, Error> {
        if endpoints.issuer != self.tenant.issuer() {
            return Err(Error::WrongIssuer);
        }
        let home = self.tenant.authority.origin();
        let named = [
            Some(&endpoints.authorization_endpoint),
            Some(&endpoints.token_endpoint),
            Some(&endpoints.jwks_uri),
            endpoints.end_session_endpoint.as_ref(),
        ];
        // One origin for all: whoever can write one answer must not send codes elsewhere.
        if named.into_iter().flatten().any(|endpoint| endpoint.origin() != home) {
            return Err(unexpected("discovery", "an endpoint lies on another host"));
        }
        Ok(endpoints)
    }

    async fn fetch_keys(&self, now: DateTime<Utc>) -> Result<Arc<KeySet>, Error> {
        let endpoints = self.endpoints(now).await?;
        let answer = self.get(endpoints.jwks_uri, "signing keys").await?;
        if !answer.is_json() {
            return Err(unexpected("signing keys", "not JSON"));
        }
        KeySet::read(&answer.body, &self.tenant)
            .map(Arc::new)
            .ok_or_else(|| unexpected("signing keys", "no usable key"))
    }

    async fn get(&self, url: Url, what: &'static str) -> Result<Answer, Error> {
        let answer =
            send(&self.http, reqwest::Request::new(http::Method::GET, url), LIMIT, what).await?;
        if answer.status.is_success() {
            return Ok(answer);
        }
        let status = answer.status.as_u16();
        if answer.status.is_server_error() {
            return Err(Error::Trouble {
                status,
                request_id: answer.text_header("x-ms-request-id"),
            });
        }
        Err(unexpected(what, &format!("HTTP {status}")))
    }
}

impl<T: Clone> Kept<T> {
    /// The value if it is young, or if it is too early to ask again.
    fn without_fetching(&self, now: DateTime<Utc>) -> Option<T> {
        let (value, since) = self.value.as_ref()?;
        let age = now - *since;
        let young = age >= -LIFE && age < LIFE;
        (young || (age < LAST_KNOWN_GOOD && !self.may_try(now))).then(|| value.clone())
    }

    fn may_try(&self, now: DateTime<Utc>) -> bool {
        self.tried.is_none_or(|tried| (now - tried).abs() >= BETWEEN_TRIES)
    }

    fn take_or_fall_back(
        &mut self,
        fetched: Result<T, Error>,
        now: DateTime<Utc>,
    ) -> Result<T, Error> {
        match (fetched, &self.value) {
            (Ok(value), _) => {
                self.value = Some((value.clone(), now));
                Ok(value)
            }
            (Err(error), Some((value, since))) if now - *since < LAST_KNOWN_GOOD => {
                tracing::warn!(%error, "serving the tenant's last known metadata");
                Ok(value.clone())
            }
            (Err(error), _) => Err(error),
        }
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { value: None, tried: None }
    }
}
