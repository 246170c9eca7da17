//! Who is signed in, in a browser and in the tokens that came of it.

use axum::http::{HeaderMap, header};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Entra;
use crate::guard::lock;

const COOKIE: &str = "ESTSAUTH";

/// One sign-in of one person.
#[derive(Clone, Debug)]
pub(crate) struct SignIn {
    pub(crate) person: Uuid,
    pub(crate) sid: Uuid,
    /// When the person really authenticated.
    pub(crate) at: DateTime<Utc>,
    /// Authentication contexts that were satisfied.
    pub(crate) contexts: Vec<String>,
}

/// What a browser's cookie stands for.
pub(crate) struct BrowserSession {
    pub(crate) sign_in: SignIn,
}

impl Entra {
    /// The session of a browser, if its cookie is known.
    pub(super) fn session(&self, headers: &HeaderMap) -> Option<SignIn> {
        let sessions = lock(&self.sessions);
        cookies(headers).find_map(|cookie| sessions.get(cookie).map(|s| s.sign_in.clone()))
    }

    /// Remembers a sign-in; the answer is a `Set-Cookie` value.
    pub(super) fn begin_session(&self, sign_in: SignIn) -> String {
        let name = Uuid::new_v4().simple().to_string();
        let cookie = format!("{COOKIE}={name}; Path=/; Secure; HttpOnly; SameSite=None");
        lock(&self.sessions).insert(name, BrowserSession { sign_in });
        cookie
    }

    /// Forgets a browser; the answer is a `Set-Cookie` value.
    pub(super) fn end_session(&self, headers: &HeaderMap) -> String {
        let mut sessions = lock(&self.sessions);
        for cookie in cookies(headers) {
            sessions.remove(cookie);
        }
        format!("{COOKIE}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=None")
    }
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs =
        lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(name, _)| *name == COOKIE).map(|(_, value)| value)
}
