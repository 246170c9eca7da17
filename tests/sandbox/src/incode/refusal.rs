//! Errors in Incode's shape.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde_json::json;

/// `{timestamp (ms), status, error, message, path}`.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    message: String,
    path: String,
    at: DateTime<Utc>,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, message: &str, path: &str) -> Self {
        Self { status, message: message.to_owned(), path: path.to_owned(), at: Utc::now() }
    }

    pub(crate) fn at(mut self, now: DateTime<Utc>) -> Self {
        self.at = now;
        self
    }

    pub(crate) fn no_session(path: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "Interview not found.", path)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({
            "timestamp": self.at.timestamp_millis(),
            "status": self.status.as_u16(),
            "error": self.status.canonical_reason(),
            "message": self.message,
            "path": self.path,
        });
        (self.status, Json(body)).into_response()
    }
}
