//! Signing out of the browser. Tokens stay good: Entra has no revocation endpoint.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use super::application::Application;
use super::page;
use crate::world::Shared;

/// `GET …/logout[?post_logout_redirect_uri=…]`.
pub(super) async fn logout(
    State(world): State<Shared>,
    headers: HeaderMap,
    Query(query): Query<BTreeMap<String, String>>,
) -> Response {
    let cookie = world.entra.end_session(&headers);
    let redirect = query.get("post_logout_redirect_uri");
    let mut response = match redirect.filter(|uri| Application::Desk.allows_redirect(uri)) {
        Some(uri) => {
            let mut uri = uri.clone();
            if let Some(state) = query.get("state") {
                let state: String =
                    url::form_urlencoded::byte_serialize(state.as_bytes()).collect();
                uri.push_str("?state=");
                uri.push_str(&state);
            }
            (StatusCode::FOUND, [(header::LOCATION, uri)]).into_response()
        }
        None => Html(page::message(
            "You signed out of your account",
            "It's a good idea to close all browser windows.",
        ))
        .into_response(),
    };
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}
