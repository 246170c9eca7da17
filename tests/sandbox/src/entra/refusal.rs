//! Errors as Entra words them.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

/// One refusal: an OAuth error with its AADSTS number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    status: StatusCode,
    code: u32,
    error: String,
    suberror: Option<String>,
    message: String,
    claims: Option<String>,
}

impl Refusal {
    pub(crate) fn new(code: u32, error: &str, message: &str) -> Self {
        let status = match error {
            "invalid_client" => StatusCode::UNAUTHORIZED,
            "temporarily_unavailable" => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_REQUEST,
        };
        let (error, message) = (error.to_owned(), message.to_owned());
        Self { status, code, error, suberror: None, message, claims: None }
    }

    pub(crate) fn suberror(mut self, suberror: &str) -> Self {
        self.suberror = Some(suberror.to_owned());
        self
    }

    /// A challenge that the client forwards to its next interactive request.
    pub(crate) fn claims(mut self, claims: Option<String>) -> Self {
        self.claims = claims;
        self
    }

    pub(crate) fn error(&self) -> &str {
        &self.error
    }

    /// `AADSTS50058: …` without the trailing trace.
    pub(crate) fn headline(&self) -> String {
        format!("AADSTS{}: {}", self.code, self.message)
    }

    /// The description with trace and time, as in responses and redirects.
    pub(crate) fn description(&self, trace: Uuid, correlation: &str, now: DateTime<Utc>) -> String {
        let time = now.format("%Y-%m-%d %H:%M:%SZ");
        format!(
            "{}\r\nTrace ID: {trace}\r\nCorrelation ID: {correlation}\r\nTimestamp: {time}",
            self.headline()
        )
    }

    /// The token endpoint's JSON.
    pub(crate) fn respond(&self, correlation: &str, now: DateTime<Utc>) -> Response {
        let trace = Uuid::new_v4();
        let mut body = json!({
            "error": self.error,
            "error_description": self.description(trace, correlation, now),
            "error_codes": [self.code],
            "timestamp": now.format("%Y-%m-%d %H:%M:%SZ").to_string(),
            "trace_id": trace,
            "correlation_id": correlation,
            "error_uri": format!("https://login.microsoftonline.com/error?code={}", self.code),
        });
        if let Some(suberror) = &self.suberror {
            body["suberror"] = suberror.as_str().into();
        }
        if let Some(claims) = &self.claims {
            body["claims"] = claims.as_str().into();
        }
        let mut response = (self.status, Json(body)).into_response();
        let no_store = HeaderValue::from_static("no-store, no-cache");
        response.headers_mut().insert(header::CACHE_CONTROL, no_store);
        response
    }
}
