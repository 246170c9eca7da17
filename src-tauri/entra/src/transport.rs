//! HTTP as this crate allows it: bounded times, bounded bodies, no redirects.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use http::header::{CONTENT_TYPE, DATE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use reqwest::redirect::Policy;
use reqwest::tls::Version;
use reqwest::{Certificate, Client, Request};
use serde::de::DeserializeOwned;

use chrono::{DateTime, Utc};

use crate::error::Error;
use crate::tenant::Trust;

const CONNECT_LIMIT: Duration = Duration::from_secs(10);
const REQUEST_LIMIT: Duration = Duration::from_secs(30);

/// Makes an HTTP client for one kind of trust: no redirects, TLS 1.2 or newer, ten seconds to
/// connect and thirty for a whole request. A sandbox's client trusts only the sandbox's authority
/// and uses no proxy. The case service's client may use it too; plain http works in a sandbox only.
///
/// # Errors
/// [`Error::BadTenant`] if the sandbox's certificate can't be read.
pub fn http_client(trust: &Trust) -> Result<Client, Error> {
    let builder = Client::builder()
        .user_agent(concat!("Countersign/", env!("CARGO_PKG_VERSION")))
        .redirect(Policy::none())
        .referer(false)
        .tls_version_min(Version::TLS_1_2)
        .connect_timeout(CONNECT_LIMIT)
        .timeout(REQUEST_LIMIT);
    let builder = match trust {
        Trust::Platform => builder.https_only(true),
        Trust::Sandbox { ca_certificate_pem } => {
            let authority = Certificate::from_pem_bundle(ca_certificate_pem.as_bytes())
                .map_err(|_| unreadable_authority())?;
            if authority.is_empty() {
                return Err(unreadable_authority());
            }
            builder.tls_certs_only(authority).no_proxy()
        }
    };
    builder.build().map_err(|_| unreadable_authority())
}

/// A whole answer, with a body no longer than was allowed.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// Reads the body as JSON.
    pub(crate) fn json<T: DeserializeOwned>(&self, what: &'static str) -> Result<T, Error> {
        if !self.is_json() {
            return Err(unexpected(what, "not JSON, perhaps a page of something in between"));
        }
        serde_json::from_slice(&self.body)
            .map_err(|_| unexpected(what, "JSON of another shape than documented"))
    }

    pub(crate) fn is_json(&self) -> bool {
        let kind = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("application/json")
            || kind.eq_ignore_ascii_case("application/jwk-set+json")
            || kind.eq_ignore_ascii_case("application/problem+json")
    }

    pub(crate) fn text_header(&self, name: &str) -> Option<String> {
        self.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    }

    pub(crate) fn retry_after(&self) -> Option<Duration> {
        retry_after(&self.headers)
    }

    /// When the other side answered, by its own clock.
    pub(crate) fn server_time(&self) -> Option<DateTime<Utc>> {
        server_time(&self.headers)
    }
}

/// Sends a request and reads at most `limit` bytes of the answer.
pub(crate) async fn send(
    client: &Client,
    request: Request,
    limit: usize,
    what: &'static str,
) -> Result<Answer, Error> {
    let host = request.url().host_str().unwrap_or_default().to_owned();
    let mut response = client.execute(request).await.map_err(|error| outcome(&error, &host))?;
    let status = response.status();
    let headers = response.headers().clone();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| outcome(&error, &host))? {
        if body.len() + chunk.len() > limit {
            return Err(unexpected(what, "longer than allowed"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status, headers, body })
}

/// `Retry-After` in seconds or as a date measured against the answer's own `Date` (RFC 9110
/// §10.2.3), so that our clock plays no part.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = DateTime::parse_from_rfc2822(text).ok()?;
    let sent = server_time(headers)?;
    (until.with_timezone(&Utc) - sent).to_std().ok()
}

fn server_time(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    let text = headers.get(DATE)?.to_str().ok()?;
    DateTime::parse_from_rfc2822(text).ok().map(|time| time.with_timezone(&Utc))
}

pub(crate) fn unexpected(what: &'static str, reason: &str) -> Error {
    Error::UnexpectedAnswer { what, reason: reason.to_owned() }
}

fn outcome(error: &reqwest::Error, host: &str) -> Error {
    let host = host.to_owned();
    let untrusted = error.source().is_some_and(is_bad_certificate);
    if untrusted { Error::Untrusted { host } } else { Error::Offline { host } }
}

fn is_bad_certificate(error: &(dyn StdError + 'static)) -> bool {
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return matches!(tls, rustls::Error::InvalidCertificate(_));
    }
    // An io::Error hides what it wraps: its source() is that one's source.
    let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    match wrapped {
        Some(wrapped) => is_bad_certificate(wrapped),
        None => error.source().is_some_and(is_bad_certificate),
    }
}

fn unreadable_authority() -> Error {
    Error::BadTenant { reason: "the certificate authority can't be read".to_owned() }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(k, v)| (k.parse().unwrap(), HeaderValue::from_static(v))).collect()
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(retry_after(&headers(&[("retry-after", "7")])), Some(Duration::from_secs(7)));
        let dated = headers(&[
            ("retry-after", "Mon, 23 Nov 2026 09:00:30 GMT"),
            ("date", "Mon, 23 Nov 2026 09:00:00 GMT"),
        ]);
        assert_eq!(retry_after(&dated), Some(Duration::from_secs(30)));
        assert_eq!(retry_after(&headers(&[("retry-after", "soon")])), None);
        assert_eq!(retry_after(&headers(&[])), None);
    }

    #[test]
    fn a_sandbox_needs_a_readable_authority() {
        for pem in ["", "not a certificate"] {
            let trust = Trust::Sandbox { ca_certificate_pem: pem.to_owned() };
            assert!(matches!(http_client(&trust), Err(Error::BadTenant { .. })));
        }
    }
}
