//! Bodies, bounded in size and time, and path segments; every refusal is a problem document.

use std::str::FromStr;
use std::time::Duration;

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::{header, request::Parts};
use review::problem::Kind;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::http::problem::{Answer, Refusal};

/// The largest body of an ordinary request, in bytes.
pub(crate) const SMALL: usize = 64 * 1024;
/// The largest decision, in bytes: envelope, id_token, note and findings.
pub(crate) const LARGE: usize = 2 * 1024 * 1024;

const PATIENCE: Duration = Duration::from_secs(20);

/// A JSON body of at most [`SMALL`] bytes.
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<App> for JsonBody<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &App) -> Answer<Self> {
        if !is_media_type(&request, "application/json") {
            return Err(Refusal::unsupported_media_type("application/json"));
        }
        let bytes = bounded(request, SMALL).await?;
        Ok(Self(parse(&bytes)?))
    }
}

/// Reads JSON. The parser's words are not repeated: they may quote the body.
pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Answer<T> {
    serde_json::from_slice(bytes).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        Refusal::malformed(&format!("The body is not the JSON that is expected here ({place})."))
    })
}

/// Reads a whole body.
pub(crate) async fn bounded(request: Request, limit: usize) -> Answer<Bytes> {
    let declared = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<u64>().ok());
    let too_large = || Refusal::new(Kind::TooLarge, &format!("At most {limit} bytes are taken."));
    if declared.is_some_and(|length| length > limit as u64) {
        return Err(too_large());
    }
    match tokio::time::timeout(PATIENCE, to_bytes(request.into_body(), limit)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => {
            let over = std::error::Error::source(&error)
                .is_some_and(|cause| cause.to_string().contains("length limit"));
            Err(if over { too_large() } else { Refusal::malformed("The body broke off.") })
        }
        Err(_) => Err(Refusal::malformed("The body did not arrive in time.")),
    }
}

/// Whether the request says that its body is of this media type.
pub(crate) fn is_media_type(request: &Request, wanted: &str) -> bool {
    request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|found| found.trim().eq_ignore_ascii_case(wanted))
}

/// One id in the path. What is no id is not found, like an id of nothing.
pub(crate) struct Id<T>(pub(crate) T);

impl<T: FromStr + Send> FromRequestParts<App> for Id<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        let Path(text) = Path::<String>::from_request_parts(parts, app)
            .await
            .map_err(|_| Refusal::not_found())?;
        text.parse().map(Self).map_err(|_| Refusal::not_found())
    }
}

/// Two ids in the path.
pub(crate) struct Ids<A, B>(pub(crate) A, pub(crate) B);

impl<A: FromStr + Send, B: FromStr + Send> FromRequestParts<App> for Ids<A, B> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        let Path((a, b)) = Path::<(String, String)>::from_request_parts(parts, app)
            .await
            .map_err(|_| Refusal::not_found())?;
        match (a.parse(), b.parse()) {
            (Ok(a), Ok(b)) => Ok(Self(a, b)),
            _ => Err(Refusal::not_found()),
        }
    }
}

/// The query.
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        Query::<T>::from_request_parts(parts, app)
            .await
            .map(|Query(query)| Self(query))
            .map_err(|_| Refusal::malformed("The query is not understood."))
    }
}
