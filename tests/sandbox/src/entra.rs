//! Sign-in: the stand-in for `login.microsoftonline.com`.

mod application;
mod authorization;
mod authorize;
mod claims;
mod correlation;
mod device;
mod discovery;
mod grant;
mod key;
mod logout;
mod page;
mod pkce;
mod refresh;
mod refusal;
mod session;
mod token;

use std::collections::BTreeMap;
use std::sync::Mutex;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use self::authorization::{Authorization, Code};
use self::device::DeviceRequest;
pub(crate) use self::key::KeyRing;
pub(crate) use self::page::{document, escape};
use self::refresh::RefreshToken;
use self::refusal::Refusal;
use self::session::BrowserSession;
pub(crate) use self::token::issued;
use crate::Failure;
use crate::guard::lock;
use crate::world::Shared;

/// What sign-in remembers. Nothing of it survives the process.
pub struct Entra {
    pub(crate) keys: KeyRing,
    authorizations: Mutex<BTreeMap<String, Authorization>>,
    codes: Mutex<BTreeMap<String, Code>>,
    sessions: Mutex<BTreeMap<String, BrowserSession>>,
    devices: Mutex<BTreeMap<String, DeviceRequest>>,
    refresh_tokens: Mutex<BTreeMap<String, RefreshToken>>,
    revocations: Mutex<BTreeMap<Uuid, DateTime<Utc>>>,
}

impl Entra {
    pub(crate) fn new() -> Result<Self, Failure> {
        Ok(Self {
            keys: KeyRing::generate()?,
            authorizations: Mutex::default(),
            codes: Mutex::default(),
            sessions: Mutex::default(),
            devices: Mutex::default(),
            refresh_tokens: Mutex::default(),
            revocations: Mutex::default(),
        })
    }

    /// Replaces the signing key at once: tokens of the old one no longer verify.
    pub fn rotate_keys(&self) -> Result<(), Failure> {
        self.keys.rotate()
    }

    /// Ends all sessions of a person: refresh fails with `invalid_grant`, Graph answers a claims
    /// challenge, and a fresh sign-in works.
    pub(crate) fn revoke(&self, person: Uuid, now: DateTime<Utc>) {
        lock(&self.revocations).insert(person, now);
        lock(&self.sessions).retain(|_, session| session.sign_in.person != person);
    }

    /// When the sessions of a person were ended last.
    pub(crate) fn revoked_at(&self, person: Uuid) -> Option<DateTime<Utc>> {
        lock(&self.revocations).get(&person).copied()
    }
}

/// All routes of the host.
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/{tenant}/v2.0/.well-known/openid-configuration", get(discovery::document))
        .route("/common/discovery/instance", get(discovery::instance))
        .route("/{tenant}/discovery/v2.0/keys", get(discovery::keys))
        .route("/{tenant}/oauth2/v2.0/authorize", get(authorize::by_query).post(authorize::by_form))
        .route("/{tenant}/login", post(authorize::pick))
        .route("/{tenant}/oauth2/v2.0/token", post(grant::token))
        .route("/{tenant}/oauth2/v2.0/devicecode", post(device::begin))
        .route("/devicelogin", get(device::page).post(device::decide))
        .route("/{tenant}/oauth2/v2.0/logout", get(logout::logout).post(logout::logout))
}

/// What an overloaded Entra answers.
pub(crate) fn busy(status: StatusCode, now: DateTime<Utc>) -> Response {
    let refusal = Refusal::new(90_055, "temporarily_unavailable", "Tenant throttling error.");
    let mut response = refusal.respond(&Uuid::new_v4().to_string(), now);
    *response.status_mut() = status;
    response
}
