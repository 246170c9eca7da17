//! Incode as it is publicly documented: open-world JSON, bounded in size and time, asked a few
//! sessions at once. What is not documented stands in `assumed` alone.

pub(crate) mod assumed;
pub(crate) mod map;
pub(crate) mod shapes;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use claims::ocr_data::OcrData;
use http::{Method, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::{Mutex, Semaphore};
use url::Url;

use crate::config::IncodeConfig;
use shapes::{CustomFields, DeviceInfo, OnboardingStatus, Score};

/// What came of asking the vendor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Not reached, or not answered in time.
    #[error("not reached")]
    Offline,
    /// Asked too often, or in trouble of its own (HTTP 5xx), several times over.
    #[error("in trouble (HTTP {status})")]
    Trouble {
        /// HTTP status.
        status: u16,
    },
    /// The key or the executive account is not accepted.
    #[error("the credentials are not accepted")]
    WrongCredentials,
    /// No such session, or no such picture any more.
    #[error("not found")]
    NotFound,
    /// An answer above the vendor's own limit of 10 MB.
    #[error("too large")]
    TooLarge,
    /// An answer that is not what the vendor documents.
    #[error("unexpected answer: {0}")]
    UnexpectedAnswer(&'static str),
    /// Refused for another reason.
    #[error("refused (HTTP {status})")]
    Refused {
        /// HTTP status.
        status: u16,
    },
}

const JSON_LIMIT: usize = 2 * 1024 * 1024;
const IMAGE_LIMIT: usize = 40 * 1024 * 1024;
const ATTEMPTS: u32 = 4;
const AT_ONCE: usize = 8;

/// How long a refused log-in is not tried again: it would lock the account.
const LOG_IN_PAUSE: Duration = Duration::from_secs(60);

#[derive(Default)]
enum Token {
    #[default]
    None,
    Kept(SecretString),
    Refused {
        at: Instant,
    },
}

/// A client of the vendor's API.
pub(crate) struct Incode {
    http: reqwest::Client,
    base: Url,
    api_key: SecretString,
    email: String,
    password: SecretString,
    // Executive tokens last 24 hours; a refused one is replaced.
    token: Mutex<Token>,
    slots: Semaphore,
}

impl Incode {
    pub(crate) fn new(http: reqwest::Client, config: &IncodeConfig) -> Self {
        Self {
            http,
            base: config.url.clone(),
            api_key: config.api_key.clone().unwrap_or_default(),
            email: config.email.clone(),
            password: config.password.clone().unwrap_or_default(),
            token: Mutex::default(),
            slots: Semaphore::new(AT_ONCE),
        }
    }

    pub(crate) async fn score(&self, interview: &str) -> Result<Score, Error> {
        self.get("/omni/get/score", interview).await
    }

    pub(crate) async fn ocr_data(&self, interview: &str) -> Result<OcrData, Error> {
        self.get("/omni/get/ocr-data", interview).await
    }

    pub(crate) async fn custom_fields(&self, interview: &str) -> Result<CustomFields, Error> {
        self.get(assumed::CUSTOM_FIELDS_PATH, interview).await
    }

    pub(crate) async fn device_info(&self, interview: &str) -> Result<DeviceInfo, Error> {
        self.get("/omni/get/device-info", interview).await
    }

    pub(crate) async fn status(&self, interview: &str) -> Result<Option<String>, Error> {
        let status: OnboardingStatus = self.get("/omni/get/onboarding/status", interview).await?;
        Ok(status.onboarding_status)
    }

    /// One picture. Asked for alone, so that one above 10 MB does not lose the others.
    pub(crate) async fn image(&self, interview: &str, name: &str) -> Result<Vec<u8>, Error> {
        let body = json!({ "images": [name] });
        let answer: BTreeMap<String, Value> = self
            .call(Method::POST, "/omni/get/images", interview, Some(&body), IMAGE_LIMIT)
            .await?;
        let text = answer.get(name).and_then(Value::as_str).ok_or(Error::NotFound)?;
        let text = text.rsplit_once(";base64,").map_or(text, |(_, data)| data);
        let bytes = STANDARD.decode(text.trim());
        let bytes = bytes.map_err(|_| Error::UnexpectedAnswer("a picture that is not base64"))?;
        if bytes.is_empty() { Err(Error::NotFound) } else { Ok(bytes) }
    }

    /// Carries a verdict; see [`assumed`].
    pub(crate) async fn carry(&self, interview: &str, approve: bool) -> Result<(), Error> {
        let path = if approve { assumed::APPROVE_PATH } else { assumed::REJECT_PATH };
        let path = format!("{path}?interviewId={interview}");
        let _: Value = self.call_at(Method::POST, &path, Some(&json!({})), JSON_LIMIT).await?;
        Ok(())
    }

    async fn get<T: DeserializeOwned>(&self, path: &str, interview: &str) -> Result<T, Error> {
        self.call(Method::GET, path, interview, None, JSON_LIMIT).await
    }

    async fn call<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        interview: &str,
        body: Option<&Value>,
        limit: usize,
    ) -> Result<T, Error> {
        let path = format!("{path}?id={interview}");
        self.call_at(method, &path, body, limit).await
    }

    async fn call_at<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        limit: usize,
    ) -> Result<T, Error> {
        let _slot = self.slots.acquire().await.map_err(|_| Error::Offline)?;
        let mut signed_in_again = false;
        let mut attempt = 0;
        loop {
            let token = self.executive_token().await?;
            let outcome = self.once(&method, path, body, Some(&token), limit).await;
            match outcome {
                Ok(bytes) => {
                    return serde_json::from_slice(&bytes)
                        .map_err(|_| Error::UnexpectedAnswer("not the JSON that is documented"));
                }
                Err((Error::WrongCredentials, _)) if !signed_in_again => {
                    signed_in_again = true;
                    *self.token.lock().await = Token::None;
                }
                Err((error, wait)) => {
                    attempt += 1;
                    if attempt >= ATTEMPTS || !worth_another_try(&error, limit) {
                        return Err(error);
                    }
                    tokio::time::sleep(wait.unwrap_or_else(|| jittered(attempt))).await;
                }
            }
        }
    }

    async fn executive_token(&self) -> Result<SecretString, Error> {
        let mut kept = self.token.lock().await;
        match &*kept {
            Token::Kept(token) => return Ok(token.clone()),
            Token::Refused { at } if at.elapsed() < LOG_IN_PAUSE => {
                return Err(Error::WrongCredentials);
            }
            Token::Refused { .. } | Token::None => {}
        }
        let body = json!({ "email": self.email, "password": self.password.expose_secret() });
        let answer = self
            .once(&Method::POST, "/executive/log-in", Some(&body), None, JSON_LIMIT)
            .await
            .map_err(|(error, _)| error);
        if answer == Err(Error::WrongCredentials) {
            *kept = Token::Refused { at: Instant::now() };
        }
        let answer = answer?;
        let answer: shapes::LogIn = serde_json::from_slice(&answer)
            .map_err(|_| Error::UnexpectedAnswer("a log-in without token"))?;
        let token = SecretString::from(answer.token);
        *kept = Token::Kept(token.clone());
        Ok(token)
    }

    async fn once(
        &self,
        method: &Method,
        path: &str,
        body: Option<&Value>,
        token: Option<&SecretString>,
        limit: usize,
    ) -> Result<Vec<u8>, (Error, Option<Duration>)> {
        let wrong = |_| (Error::UnexpectedAnswer("address"), None);
        let url = self.base.join(path).map_err(wrong)?;
        let mut request = self
            .http
            .request(method.clone(), url)
            .header("api-version", "1.0")
            .header("x-api-key", self.api_key.expose_secret())
            .header("content-type", "application/json");
        if let Some(token) = token {
            request = request.header("X-Incode-Hardware-Id", token.expose_secret());
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let mut answer = request.send().await.map_err(|_| (Error::Offline, None))?;
        outcome(&answer)?;
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|_| (Error::Offline, None))? {
            if bytes.len() + chunk.len() > limit {
                return Err((Error::TooLarge, None));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}

fn outcome(answer: &reqwest::Response) -> Result<(), (Error, Option<Duration>)> {
    let status = answer.status();
    if status.is_success() {
        return Ok(());
    }
    let wait = answer
        .headers()
        .get("retry-after")
        .and_then(|value| value.to_str().ok()?.parse().ok())
        .map(|seconds: u64| Duration::from_secs(seconds.min(30)));
    let error = match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Error::WrongCredentials,
        StatusCode::NOT_FOUND | StatusCode::GONE => Error::NotFound,
        StatusCode::TOO_MANY_REQUESTS => Error::Trouble { status: 429 },
        other if other.is_server_error() => Error::Trouble { status: other.as_u16() },
        other => Error::Refused { status: other.as_u16() },
    };
    Err((error, wait))
}

/// A picture's 502 means "above 10 MB": asking again would not make it smaller.
fn worth_another_try(error: &Error, limit: usize) -> bool {
    match error {
        Error::Offline => true,
        Error::Trouble { status } => !(*status == 502 && limit == IMAGE_LIMIT),
        Error::WrongCredentials
        | Error::NotFound
        | Error::TooLarge
        | Error::UnexpectedAnswer(_)
        | Error::Refused { .. } => false,
    }
}

/// Full jitter below a doubling ceiling.
pub(crate) fn jittered(attempt: u32) -> Duration {
    let ceiling = 300u64.saturating_mul(1 << attempt.min(8));
    Duration::from_millis(rand::random_range(50..=ceiling))
}

/// Whether a text can be a vendor's interview id; nothing else is ever put into an address.
pub(crate) fn is_interview_id(text: &str) -> bool {
    (8..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_ids_reach_an_address() {
        assert!(is_interview_id("65f0c1d2e3f4a5b6c7d8e9f0"));
        for hostile in ["", "a", "../../x/../", "x y z 1 2 3", "a?b=c&d=e", "ä1234567", "a/b/c/d/e"]
        {
            assert!(!is_interview_id(hostile), "{hostile}");
        }
        assert!(!is_interview_id(&"a".repeat(65)));
    }

    #[test]
    fn a_picture_above_ten_megabytes_is_asked_for_once() {
        assert!(!worth_another_try(&Error::Trouble { status: 502 }, IMAGE_LIMIT));
        assert!(worth_another_try(&Error::Trouble { status: 502 }, JSON_LIMIT));
        assert!(worth_another_try(&Error::Trouble { status: 503 }, IMAGE_LIMIT));
        assert!(!worth_another_try(&Error::NotFound, JSON_LIMIT));
    }
}
