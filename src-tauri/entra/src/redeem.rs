//! The token endpoint: a code, a refresh token or a secret in, tokens out.

use std::fmt;
use std::sync::Mutex;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use oauth2::basic::{
    BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType,
};
use oauth2::{
    AsyncHttpClient, AuthType, AuthorizationCode, Client, ClientId, ClientSecret, EndpointNotSet,
    EndpointSet, ErrorResponse, ExtraTokenFields, HttpRequest, HttpResponse, PkceCodeVerifier,
    RedirectUrl, RefreshToken, RequestTokenError, Scope, StandardRevocableToken,
    StandardTokenResponse, TokenResponse, TokenUrl,
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::authority::Authority;
use crate::claims_request::ClaimsRequest;
use crate::error::Error;
use crate::refusal::{Refusal, Stage, plain};
use crate::sign_in::Tokens;
use crate::transport::{send, unexpected};

const LIMIT: usize = 256 * 1024;
const WITHOUT_WORD: Duration = Duration::from_secs(60);

/// What is handed in.
pub(crate) enum Offer<'a> {
    Code { code: SecretString, verifier: PkceCodeVerifier, redirect: &'a RedirectUrl },
    Refresh(&'a SecretString),
    Secret(&'a SecretString),
}

/// Who hands it in, and for what.
pub(crate) struct Asker<'a> {
    pub(crate) client_id: Uuid,
    pub(crate) scopes: &'a [String],
    pub(crate) claims: Option<&'a ClaimsRequest>,
}

/// What came out.
pub(crate) struct Grant {
    pub(crate) tokens: Tokens,
    pub(crate) id_token: Option<SecretString>,
    /// Entra's clock when it answered.
    pub(crate) entra_time: Option<DateTime<Utc>>,
}

/// Why nothing came out, and how long Entra wants to be left alone.
pub(crate) struct NoGrant {
    pub(crate) error: Error,
    pub(crate) wait: Option<Duration>,
}

type TokenClient = Client<
    Refused,
    StandardTokenResponse<IdTokenField, BasicTokenType>,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;
type Outcome =
    Result<StandardTokenResponse<IdTokenField, BasicTokenType>, RequestTokenError<Error, Refused>>;

/// Asks the token endpoint once.
pub(crate) async fn redeem(
    authority: &Authority,
    asker: &Asker<'_>,
    offer: Offer<'_>,
    now: DateTime<Utc>,
) -> Result<Grant, NoGrant> {
    let stage = if matches!(offer, Offer::Code { .. }) { Stage::SignIn } else { Stage::Background };
    let endpoints = authority.endpoints(now).await.map_err(NoGrant::from)?;
    let line = Line { http: authority.http.clone(), seen: Mutex::default() };
    let client: TokenClient = Client::new(ClientId::new(asker.client_id.to_string()))
        .set_auth_type(AuthType::RequestBody)
        .set_token_uri(TokenUrl::from_url(endpoints.token_endpoint));
    let scopes = asker.scopes.iter().cloned().map(Scope::new);
    let claims = asker.claims.map(ClaimsRequest::to_json);
    let claims = claims.iter().map(|json| ("claims", json.clone()));

    let outcome: Outcome = match offer {
        Offer::Code { code, verifier, redirect } => {
            let client = client.set_redirect_uri(redirect.clone());
            let mut request = client
                .exchange_code(AuthorizationCode::new(code.expose_secret().to_owned()))
                .set_pkce_verifier(verifier)
                .add_extra_param("scope", asker.scopes.join(" "));
            for (name, value) in claims {
                request = request.add_extra_param(name, value);
            }
            request.request_async(&line).await
        }
        Offer::Refresh(token) => {
            let token = RefreshToken::new(token.expose_secret().to_owned());
            let mut request = client.exchange_refresh_token(&token).add_scopes(scopes);
            for (name, value) in claims {
                request = request.add_extra_param(name, value);
            }
            request.request_async(&line).await
        }
        Offer::Secret(secret) => {
            let secret = ClientSecret::new(secret.expose_secret().to_owned());
            let client = client.set_client_secret(secret);
            let mut request = client.exchange_client_credentials().add_scopes(scopes);
            for (name, value) in claims {
                request = request.add_extra_param(name, value);
            }
            request.request_async(&line).await
        }
    };
    let seen = line.seen.into_inner().unwrap_or_default();
    match outcome {
        Ok(answer) => Ok(grant(&answer, asker, &seen, now)),
        Err(error) => Err(no_grant(error, stage, &seen)),
    }
}

/// Carries one request to the token endpoint, and remembers the answer's envelope.
struct Line {
    http: reqwest::Client,
    seen: Mutex<Seen>,
}

impl<'c> AsyncHttpClient<'c> for Line {
    type Error = Error;
    type Future = BoxFuture<'c, Result<HttpResponse, Error>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.post(request))
    }
}

impl Line {
    async fn post(&self, request: HttpRequest) -> Result<HttpResponse, Error> {
        let mut request = reqwest::Request::try_from(request)
            .map_err(|_| unexpected("token", "the request could not be made"))?;
        if let Ok(id) = Uuid::new_v4().to_string().parse() {
            request.headers_mut().insert("client-request-id", id);
        }
        let answer = send(&self.http, request, LIMIT, "token").await?;
        let status = answer.status.as_u16();
        if let Ok(mut seen) = self.seen.lock() {
            *seen = Seen { wait: answer.retry_after(), time: answer.server_time(), status };
        }
        if answer.status.is_server_error() {
            let request_id = answer.text_header("x-ms-request-id");
            return Err(Error::Trouble { status, request_id });
        }
        if status != 429 && !answer.is_json() {
            return Err(unexpected("token", "not JSON, perhaps a page of something in between"));
        }
        let mut response = HttpResponse::new(answer.body);
        *response.status_mut() = answer.status;
        *response.headers_mut() = answer.headers;
        Ok(response)
    }
}

fn grant(
    answer: &StandardTokenResponse<IdTokenField, BasicTokenType>,
    asker: &Asker<'_>,
    seen: &Seen,
    now: DateTime<Utc>,
) -> Grant {
    let secret = |text: &str| SecretString::from(text.to_owned());
    let life = answer.expires_in().and_then(|life| TimeDelta::from_std(life).ok());
    let granted = answer.scopes().map(|all| all.iter().map(|scope| scope.to_string()).collect());
    Grant {
        tokens: Tokens {
            access_token: secret(answer.access_token().secret()),
            // RFC 6749 §5.1: a missing life is not forever; ask again soon.
            expires_at: now + life.unwrap_or(TimeDelta::minutes(10)).min(TimeDelta::hours(36)),
            refresh_token: answer.refresh_token().map(|token| secret(token.secret())),
            scope: granted.unwrap_or_else(|| asker.scopes.to_vec()),
        },
        id_token: answer.extra_fields().id_token.as_ref().map(|token| secret(&token.0)),
        entra_time: seen.time,
    }
}

fn no_grant(error: RequestTokenError<Error, Refused>, stage: Stage, seen: &Seen) -> NoGrant {
    let error = match error {
        RequestTokenError::ServerResponse(_) if seen.status == 429 => {
            Error::Throttled { retry_after: seen.wait.unwrap_or(WITHOUT_WORD) }
        }
        RequestTokenError::ServerResponse(refused) => refused.outcome(stage),
        RequestTokenError::Request(error) => error,
        // Both may hold the body: their own words must not get out.
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) if seen.status == 429 => {
            Error::Throttled { retry_after: seen.wait.unwrap_or(WITHOUT_WORD) }
        }
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            unexpected("token", "JSON of another shape than documented")
        }
    };
    let troubled = matches!(error, Error::Throttled { .. } | Error::Trouble { .. });
    let wait = seen.wait.or(troubled.then_some(WITHOUT_WORD));
    NoGrant { error, wait }
}

impl From<Error> for NoGrant {
    fn from(error: Error) -> Self {
        Self { error, wait: None }
    }
}

#[derive(Default)]
struct Seen {
    status: u16,
    wait: Option<Duration>,
    time: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct IdTokenField {
    id_token: Option<Hidden>,
}

impl ExtraTokenFields for IdTokenField {}

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Hidden(String);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden")
    }
}

/// Entra's error body. `error_description` is not read: it may hold a name.
#[derive(Debug, Serialize, Deserialize)]
struct Refused {
    error: String,
    suberror: Option<String>,
    #[serde(default)]
    error_codes: Vec<u32>,
    correlation_id: Option<String>,
    trace_id: Option<String>,
    timestamp: Option<String>,
    claims: Option<String>,
}

impl ErrorResponse for Refused {}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&plain(&self.error))
    }
}

impl Refused {
    fn outcome(self, stage: Stage) -> Error {
        let claims = self.claims.as_deref().and_then(ClaimsRequest::parse);
        let refusal = Refusal {
            error: plain(&self.error),
            suberror: self.suberror.as_deref().filter(|text| !text.is_empty()).map(plain),
            codes: self.error_codes,
            correlation_id: self.correlation_id.as_deref().map(plain),
            trace_id: self.trace_id.as_deref().map(plain),
            timestamp: self.timestamp,
        };
        refusal.outcome(claims, stage)
    }
}
