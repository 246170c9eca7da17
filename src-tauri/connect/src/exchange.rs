//! One exchange: bearer, bounded body, content type, problem documents.

use std::time::Duration;

use reqwest::{Method, RequestBuilder, Response, StatusCode, header};
use review::Problem;
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use url::Url;

use crate::error::{Error, Result};

/// Largest JSON answer, in bytes.
const JSON_LIMIT: usize = 8 * 1024 * 1024;
/// Largest evidence body, in bytes: 25 MB of picture and the seal.
pub(crate) const EVIDENCE_LIMIT: usize = 26 * 1024 * 1024;

/// The service, for one signed-in person. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: Url,
    bearer: SecretString,
}

impl Client {
    /// A client for the service at `base` (scheme, host and port) with a bearer token.
    pub fn new(http: reqwest::Client, base: Url, bearer: SecretString) -> Self {
        Self { http, base, bearer }
    }

    /// Whether the service answers at all; needs no sign-in.
    pub async fn reachable(http: &reqwest::Client, base: &Url) -> bool {
        let Ok(url) = base.join("healthz") else { return false };
        let request = http.get(url).timeout(Duration::from_secs(5));
        request.send().await.is_ok_and(|answer| answer.status().is_success())
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> Result<RequestBuilder> {
        let url = self.base.join(path).map_err(|_| Error::Untrusted { what: "path" })?;
        Ok(self
            .http
            .request(method, url)
            .header(header::ACCEPT, "application/json, application/problem+json")
            .bearer_auth(self.bearer.expose_secret()))
    }

    pub(crate) async fn json<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T> {
        let answer = succeed(send(request).await?).await?;
        read_json(answer).await
    }
}

pub(crate) async fn send(request: RequestBuilder) -> Result<Response> {
    request.send().await.map_err(|_| Error::Offline)
}

/// Passes a 2xx on; turns everything else into an outcome.
pub(crate) async fn succeed(answer: Response) -> Result<Response> {
    let status = answer.status();
    if status.is_success() {
        return Ok(answer);
    }
    let retry_after = retry_after(&answer);
    if status == StatusCode::UNAUTHORIZED {
        return Err(Error::SignedOut);
    }
    if status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::SERVICE_UNAVAILABLE {
        let retry_after = retry_after.unwrap_or(Duration::from_secs(10));
        return Err(Error::Throttled { retry_after });
    }
    if status.is_server_error() {
        return Err(Error::Failed { status: status.as_u16() });
    }
    if media_type(&answer) != "application/problem+json" {
        return Err(Error::Untrusted { what: "an error that is no problem document" });
    }
    let bytes = bounded(answer, 256 * 1024).await?;
    let problem: Problem = serde_json::from_slice(&bytes)
        .map_err(|_| Error::Untrusted { what: "a problem document that can't be read" })?;
    Err(Error::Refused(Box::new(problem)))
}

pub(crate) async fn read_json<T: DeserializeOwned>(answer: Response) -> Result<T> {
    if media_type(&answer) != "application/json" {
        return Err(Error::Untrusted { what: "an answer that is not JSON" });
    }
    let bytes = bounded(answer, JSON_LIMIT).await?;
    serde_json::from_slice(&bytes).map_err(|_| Error::Untrusted { what: "JSON of another shape" })
}

/// Reads a body up to `limit` bytes; a longer one is refused, whatever its header says.
pub(crate) async fn bounded(mut answer: Response, limit: usize) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|_| Error::Offline)? {
        if body.len() + chunk.len() > limit {
            return Err(Error::Untrusted { what: "an answer that is too large" });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn media_type(answer: &Response) -> String {
    answer
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

fn retry_after(answer: &Response) -> Option<Duration> {
    let seconds = answer.headers().get(header::RETRY_AFTER)?.to_str().ok()?.parse::<u64>().ok()?;
    Some(Duration::from_secs(seconds.min(3600)))
}
