//! Errors in Graph's shape.

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::Utc;
use serde_json::json;
use uuid::Uuid;

/// One refusal; its JSON is made when the ids of the request are known.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: String,
    headers: Vec<(HeaderName, String)>,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), headers: Vec::new() }
    }

    pub(crate) fn header(mut self, name: HeaderName, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    pub(crate) fn not_found(name: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "Request_ResourceNotFound",
            format!(
                "Resource '{name}' does not exist or one of its queried reference-property \
                 objects are not present."
            ),
        )
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "Request_BadRequest", message)
    }

    pub(crate) fn unsupported(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "Request_UnsupportedQuery", message)
    }

    pub(crate) fn forbidden() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "Authorization_RequestDenied",
            "Insufficient privileges to complete the operation.",
        )
    }

    pub(crate) fn unauthorized(message: &str, challenge: String) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", message)
            .header(header::WWW_AUTHENTICATE, challenge)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        for (name, value) in &self.headers {
            if let Ok(value) = HeaderValue::from_str(value) {
                response.headers_mut().insert(name, value);
            }
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives refusals their body, with the ids that the headers carry too.
pub(crate) async fn finish(request: Request, next: Next) -> Response {
    let own = request.headers().get("client-request-id").cloned();
    finished(next.run(request).await, own.as_ref())
}

/// The same for an answer that never reached a route.
pub(crate) fn finished(mut response: Response, own: Option<&HeaderValue>) -> Response {
    if response.status() == StatusCode::NOT_FOUND
        && response.extensions().get::<Refusal>().is_none()
        && !response.headers().contains_key(header::CONTENT_TYPE)
    {
        response.extensions_mut().insert(Refusal::new(
            StatusCode::NOT_FOUND,
            "ResourceNotFound",
            "Resource not found for the segment.",
        ));
    }
    let Some(refusal) = response.extensions_mut().remove::<Refusal>() else { return response };
    let id = Uuid::new_v4().to_string();
    let client = own.and_then(|value| value.to_str().ok()).unwrap_or(&id).to_owned();
    let body = json!({ "error": {
        "code": refusal.code,
        "message": refusal.message,
        "innerError": {
            "date": Utc::now().format("%Y-%m-%dT%H:%M:%S").to_string(),
            "request-id": id,
            "client-request-id": client,
        },
    }});
    let (mut parts, body) = (response.into_parts().0, Json(body).into_response());
    parts.headers.extend(body.headers().clone());
    parts.headers.remove(header::CONTENT_LENGTH);
    for (name, value) in [("request-id", &id), ("client-request-id", &client)] {
        if let Ok(value) = HeaderValue::from_str(value) {
            parts.headers.insert(HeaderName::from_static(name), value);
        }
    }
    Response::from_parts(parts, body.into_body())
}
