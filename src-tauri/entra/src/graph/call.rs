//! One request to Graph: token, throttling, a challenge answered once, errors told apart.

use std::time::Duration;

use http::{HeaderValue, Method, StatusCode};
use reqwest::Request;
use secrecy::ExposeSecret;
use serde_json::Value;
use url::{Url, form_urlencoded};
use uuid::Uuid;

use super::fault::Fault;
use super::{Graph, Priority};
use crate::challenge::{Challenge, parse_challenge, wants_claims};
use crate::error::Error;
use crate::refusal::Refusal;
use crate::transport::{Answer, send, unexpected};

const JSON_LIMIT: usize = 16 * 1024 * 1024;
// As Microsoft's own client: three tries more, three seconds at first.
const TRIES: u32 = 3;
const FIRST_WAIT: Duration = Duration::from_secs(3);

/// A request before it has a token.
pub(super) struct Call {
    pub(super) what: &'static str,
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) body: Option<Value>,
    /// `ConsistencyLevel: eventual`, for advanced queries, on every page.
    pub(super) eventual: bool,
    /// Whether it does no harm to send it again when it is unclear if it was carried out.
    pub(super) repeatable: bool,
    pub(super) limit: usize,
}

impl Call {
    pub(super) fn get(what: &'static str, url: Url) -> Self {
        Self {
            what,
            method: Method::GET,
            url,
            body: None,
            eventual: false,
            repeatable: true,
            limit: JSON_LIMIT,
        }
    }

    pub(super) fn post(what: &'static str, url: Url, body: Value) -> Self {
        Self { method: Method::POST, body: Some(body), ..Self::get(what, url) }
    }

    pub(super) fn eventual(self) -> Self {
        Self { eventual: true, ..self }
    }

    pub(super) fn once(self) -> Self {
        Self { repeatable: false, ..self }
    }

    fn request(&self) -> Request {
        let mut request = Request::new(self.method.clone(), self.url.clone());
        let headers = request.headers_mut();
        headers.insert("accept", HeaderValue::from_static("application/json"));
        headers.insert("return-client-request-id", HeaderValue::from_static("true"));
        if let Ok(id) = HeaderValue::from_str(&Uuid::new_v4().to_string()) {
            headers.insert("client-request-id", id);
        }
        if self.eventual {
            headers.insert("consistencylevel", HeaderValue::from_static("eventual"));
        }
        if let Some(body) = &self.body {
            headers.insert("content-type", HeaderValue::from_static("application/json"));
            *request.body_mut() = Some(body.to_string().into());
        }
        request
    }
}

impl Graph {
    /// Sends a call; every status but success is an error.
    pub(super) async fn call(&self, call: Call) -> Result<Answer, Error> {
        let answer = self.exchange(&call).await?;
        if answer.status.is_success() { Ok(answer) } else { Err(Fault::read(&answer).error()) }
    }

    /// Sends a call and hands out every status that trying again won't change.
    pub(super) async fn exchange(&self, call: &Call) -> Result<Answer, Error> {
        let mut challenge: Option<Challenge> = None;
        let mut tried = 0;
        loop {
            let answer = self.once(call, challenge.as_ref()).await?;
            if let Some(asked) = asked_for_more(&answer) {
                if challenge.is_some() {
                    let refusal = Box::new(Refusal {
                        error: "insufficient_claims".to_owned(),
                        ..Refusal::default()
                    });
                    return Err(Error::InteractionRequired { claims: asked.claims, refusal });
                }
                challenge = Some(asked);
                continue;
            }
            let Some(wait) = self.wait(call, &answer, tried) else { return Ok(answer) };
            if tried >= TRIES || wait > self.longest_wait {
                return Err(self.gave_up(&answer, wait));
            }
            tried += 1;
            tokio::time::sleep(wait).await;
        }
    }

    /// An address below the version, from path segments and a query. Names of query options keep
    /// their `$`; spaces become `%20`, because not every reader takes `+` for one.
    pub(super) fn address(&self, segments: &[&str], query: &[(&str, &str)]) -> Result<Url, Error> {
        let mut url = self.base.clone();
        url.path_segments_mut()
            .map_err(|()| unexpected("graph", "no address"))?
            .push("v1.0")
            .extend(segments);
        if !query.is_empty() {
            let encode =
                |value: &str| form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>();
            let pairs: Vec<String> = query
                .iter()
                .map(|(name, value)| format!("{name}={}", encode(value).replace('+', "%20")))
                .collect();
            url.set_query(Some(&pairs.join("&")));
        }
        Ok(url)
    }

    /// Takes a link that Graph gave. Another host would get our token.
    pub(super) fn own_link(&self, link: &str) -> Result<Url, Error> {
        let url = Url::parse(link).map_err(|_| Error::ForeignLink)?;
        let ours = url.origin() == self.base.origin()
            && url.path().starts_with("/v1.0/")
            && url.username().is_empty()
            && url.password().is_none();
        if ours { Ok(url) } else { Err(Error::ForeignLink) }
    }

    async fn once(&self, call: &Call, challenge: Option<&Challenge>) -> Result<Answer, Error> {
        let token = self.tokens.access_token(challenge).await?;
        let mut request = call.request();
        let mut bearer = HeaderValue::from_str(&format!("Bearer {}", token.expose_secret()))
            .map_err(|_| unexpected("token", "not a token"))?;
        bearer.set_sensitive(true);
        let headers = request.headers_mut();
        headers.insert("authorization", bearer);
        headers.insert("x-ms-throttle-priority", self.priority.header());
        let answer = send(&self.http, request, call.limit, call.what).await?;
        let request_id = answer.text_header("request-id").unwrap_or_default();
        tracing::debug!(what = call.what, status = answer.status.as_u16(), request_id, "graph");
        Ok(answer)
    }

    fn wait(&self, call: &Call, answer: &Answer, tried: u32) -> Option<Duration> {
        let again = match answer.status {
            // Refused at the door: nothing was done.
            StatusCode::TOO_MANY_REQUESTS => true,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => call.repeatable,
            _ => false,
        };
        again.then(|| answer.retry_after().unwrap_or(FIRST_WAIT * 2_u32.pow(tried)))
    }

    fn gave_up(&self, answer: &Answer, wait: Duration) -> Error {
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            return Error::Throttled { retry_after: wait };
        }
        Fault::read(answer).error()
    }
}

impl Priority {
    fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
        })
    }
}

fn asked_for_more(answer: &Answer) -> Option<Challenge> {
    let asks = answer.status == StatusCode::UNAUTHORIZED
        || (answer.status == StatusCode::FORBIDDEN && wants_claims(&answer.headers));
    asks.then(|| parse_challenge(&answer.headers).unwrap_or_default())
}
