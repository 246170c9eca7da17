//! Keys and tokens: who may ask.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Instant;

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Duration, Utc};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::refusal::Refusal;
use super::{API_KEY, EXECUTIVE_EMAIL, EXECUTIVE_PASSWORD};
use crate::guard::lock;
use crate::world::Shared;

/// An executive token ends after this.
const EXECUTIVE_LIFE: Duration = Duration::hours(24);

/// What a token stands for.
#[derive(Clone, Debug)]
enum Holder {
    Executive { ends: DateTime<Utc> },
    Session { interview: String },
}

/// All tokens that were given out.
#[derive(Default)]
pub(crate) struct Tokens {
    given: Mutex<BTreeMap<String, Holder>>,
}

impl Tokens {
    fn executive(&self, now: DateTime<Utc>) -> String {
        self.give(Holder::Executive { ends: now + EXECUTIVE_LIFE })
    }

    /// A token for one session alone.
    pub(crate) fn session(&self, interview: &str) -> String {
        self.give(Holder::Session { interview: interview.to_owned() })
    }

    fn give(&self, holder: Holder) -> String {
        let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        lock(&self.given).insert(token.clone(), holder);
        token
    }
}

/// A request with `api-version`, `x-api-key`, and where one was given a good token.
pub(crate) struct Integration;

impl FromRequestParts<Shared> for Integration {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, world: &Shared) -> Result<Self, Response> {
        let refuse = |status, message: &str| {
            let refusal = Refusal::new(status, message, parts.uri.path());
            refusal.at(world.clock.now()).into_response()
        };
        let header = |name: &str| parts.headers.get(name).and_then(|v| v.to_str().ok());
        if !world.incode.bucket.take(Instant::now()) {
            let mut response = refuse(StatusCode::TOO_MANY_REQUESTS, "Too many requests.");
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            return Err(response);
        }
        if header("api-version") != Some("1.0") {
            return Err(refuse(StatusCode::NOT_ACCEPTABLE, "The header api-version is missing."));
        }
        if header("x-api-key") != Some(API_KEY) {
            return Err(refuse(StatusCode::UNAUTHORIZED, "The API key is not valid."));
        }
        Ok(Self)
    }
}

/// A request that also carries `X-Incode-Hardware-Id`, and the session it is about: the token's
/// own, or with an executive token the one of the query (`id` or `interviewId`).
pub(crate) struct Access {
    interview: Option<String>,
    pub(crate) executive: bool,
    pub(crate) path: String,
}

impl Access {
    /// The session that is asked for.
    pub(crate) fn interview(&self) -> Result<&str, Refusal> {
        self.interview.as_deref().ok_or_else(|| {
            Refusal::new(StatusCode::BAD_REQUEST, "The parameter id is missing.", &self.path)
        })
    }
}

impl FromRequestParts<Shared> for Access {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, world: &Shared) -> Result<Self, Response> {
        Integration::from_request_parts(parts, world).await?;
        let path = parts.uri.path().to_owned();
        let token = parts.headers.get("x-incode-hardware-id").and_then(|v| v.to_str().ok());
        let holder = token.and_then(|token| lock(&world.incode.tokens.given).get(token).cloned());
        let query = parts.uri.query().unwrap_or_default();
        let asked = url::form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == "id" || name == "interviewId")
            .map(|(_, value)| value.into_owned());
        let now = world.clock.now();
        let refused = |status, message| {
            Refusal::new(status, message, parts.uri.path()).at(now).into_response()
        };
        match holder {
            Some(Holder::Executive { ends }) if now < ends => {
                Ok(Self { interview: asked, executive: true, path })
            }
            Some(Holder::Session { interview })
                if asked.as_ref().is_none_or(|a| *a == interview) =>
            {
                Ok(Self { interview: Some(interview), executive: false, path })
            }
            Some(Holder::Session { .. }) => {
                Err(refused(StatusCode::FORBIDDEN, "The token belongs to another interview."))
            }
            Some(Holder::Executive { .. }) | None => Err(refused(
                StatusCode::UNAUTHORIZED,
                "X-Incode-Hardware-Id is missing or has expired.",
            )),
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct LogIn {
    email: String,
    password: String,
}

/// `POST /executive/log-in`: a token for 24 hours.
pub(crate) async fn log_in(
    State(world): State<Shared>,
    _: Integration,
    Json(log_in): Json<LogIn>,
) -> Result<Json<Value>, Refusal> {
    let known = log_in.email.eq_ignore_ascii_case(EXECUTIVE_EMAIL);
    if !known || log_in.password != EXECUTIVE_PASSWORD {
        let message = "The e-mail address or the password is wrong.";
        return Err(Refusal::new(StatusCode::UNAUTHORIZED, message, "/executive/log-in"));
    }
    Ok(Json(json!({ "token": world.incode.tokens.executive(world.clock.now()) })))
}
