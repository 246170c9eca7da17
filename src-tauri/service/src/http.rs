//! The interface: routes, and what every answer carries.

mod after;
pub(crate) mod auth;
pub(crate) mod body;
mod policy;
pub(crate) mod problem;
mod routes;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;

use crate::app::App;
use problem::Refusal;

pub use routes::ROUTES;

/// Everything under one address.
pub(crate) fn router(app: &App) -> Router {
    routes::routes()
        .fallback(|| async { Refusal::not_found() })
        .method_not_allowed_fallback(|| async { Refusal::method_not_allowed() })
        .layer(middleware::from_fn(careful))
        .with_state(app.clone())
}

/// Nothing is cached, sniffed, framed or run.
async fn careful(request: Request, next: Next) -> Response {
    const HEADERS: [(HeaderName, &str); 5] = [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
    ];
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
