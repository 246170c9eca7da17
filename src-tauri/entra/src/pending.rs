//! A sign-in that waits for the browser.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use oauth2::basic::BasicClient;
use oauth2::{
    AuthUrl, ClientId, CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
};
use secrecy::ExposeSecret;
use tokio_util::sync::CancellationToken;
use url::Url;
use uuid::Uuid;

use crate::authority::Authority;
use crate::claims_request::ClaimsRequest;
use crate::error::Error;
use crate::loopback::{Brought, Loopback};
use crate::person::{IdClaims, Person};
use crate::redeem::{Asker, Grant, Offer, redeem};
use crate::refusal::Stage;
use crate::scopes;
use crate::sign_in::{Prompt, SignInRequest, SignedIn};
use crate::transport::unexpected;
use crate::unverified::malformed;
use crate::verifier::Verifier;

// Many failures are shown by Entra itself and never come back to us.
const LIMIT: Duration = Duration::from_secs(5 * 60);
const CLOCK_SKEW: TimeDelta = TimeDelta::seconds(120);

/// A sign-in that waits for the browser. Dropping it closes the port.
pub struct PendingSignIn {
    authority: Arc<Authority>,
    verifier: Arc<Verifier>,
    loopback: Loopback,
    url: Url,
    redirect: RedirectUrl,
    state: CsrfToken,
    pkce: PkceCodeVerifier,
    nonce: String,
    scopes: Vec<String>,
    claims: ClaimsRequest,
    correlation_id: Uuid,
    limit: Duration,
}

impl PendingSignIn {
    pub(crate) fn new(
        authority: Arc<Authority>,
        verifier: Arc<Verifier>,
        endpoint: Url,
        loopback: Loopback,
        request: SignInRequest,
    ) -> Result<Self, Error> {
        let wanted = if request.scopes.is_empty() {
            vec![authority.tenant.service_scope.clone()]
        } else {
            request.scopes
        };
        let redirect = RedirectUrl::new(format!("http://localhost:{}", loopback.port()))
            .map_err(|_| Error::PortRefused)?;
        let claims = ClaimsRequest::capabilities()
            .merged(&ClaimsRequest::auth_time())
            .merged(&request.extra_claims.unwrap_or_default());
        let correlation_id = Uuid::new_v4();
        let (challenge, pkce) = PkceCodeChallenge::new_random_sha256();
        let client = BasicClient::new(ClientId::new(authority.tenant.client_id.to_string()))
            .set_auth_uri(AuthUrl::from_url(endpoint))
            .set_redirect_uri(redirect.clone());
        let mut authorize = client
            .authorize_url(CsrfToken::new_random)
            .set_pkce_challenge(challenge)
            .add_scopes(scopes::for_sign_in(&wanted).into_iter().map(Scope::new))
            .add_extra_param("response_mode", "form_post")
            .add_extra_param("nonce", request.nonce.clone())
            .add_extra_param("claims", claims.to_json())
            .add_extra_param("client-request-id", correlation_id.to_string());
        if let Some(prompt) = request.prompt {
            authorize = authorize.add_extra_param("prompt", prompt.as_str());
        }
        // "You can't use both" select_account and login_hint (Entra, authorization code flow).
        let hint = request.login_hint.filter(|_| request.prompt != Some(Prompt::SelectAccount));
        if let Some(hint) = hint {
            authorize = authorize.add_extra_param("login_hint", hint);
        }
        let (url, state) = authorize.url();
        Ok(Self {
            authority,
            verifier,
            loopback,
            url,
            redirect,
            state,
            pkce,
            nonce: request.nonce,
            scopes: scopes::for_first_token(&wanted),
            claims,
            correlation_id,
            limit: LIMIT,
        })
    }

    /// The address to open in the system browser. It may be opened more than once.
    pub fn authorize_url(&self) -> &Url {
        &self.url
    }

    /// Finds this attempt in the tenant's sign-in logs, also if it never comes back.
    pub fn correlation_id(&self) -> Uuid {
        self.correlation_id
    }

    /// Waits less long than five minutes.
    #[must_use]
    pub fn within(mut self, limit: Duration) -> Self {
        self.limit = limit.min(LIMIT);
        self
    }

    /// Waits for the browser's answer, at most five minutes, then redeems and checks it. `now` is
    /// the time of the call; the time spent waiting is added to it.
    ///
    /// # Errors
    /// [`Error::Cancelled`], [`Error::TimedOut`], [`Error::Declined`], [`Error::Blocked`],
    /// [`Error::ConsentMissing`], [`Error::Refused`], [`Error::ClockWrong`], the outcomes of a bad
    /// id_token, the network's.
    pub async fn finish(
        self,
        cancel: CancellationToken,
        now: DateTime<Utc>,
    ) -> Result<SignedIn, Error> {
        tokio::select! {
            biased;
            () = cancel.cancelled() => Err(Error::Cancelled),
            outcome = self.complete(now) => outcome,
        }
    }

    async fn complete(self, now: DateTime<Utc>) -> Result<SignedIn, Error> {
        let started = Instant::now();
        let present = || now + TimeDelta::from_std(started.elapsed()).unwrap_or_default();
        let brought = tokio::time::timeout(self.limit, self.loopback.wait(self.state.secret()));
        let code = match brought.await.map_err(|_| Error::TimedOut)?? {
            Brought::Code(code) => code,
            Brought::Refusal(refusal) => return Err(refusal.outcome(None, Stage::SignIn)),
        };
        let asker = Asker {
            client_id: self.authority.tenant.client_id,
            scopes: &self.scopes,
            claims: Some(&self.claims),
        };
        let offer = Offer::Code { code, verifier: self.pkce, redirect: &self.redirect };
        let grant = redeem(&self.authority, &asker, offer, present()).await;
        signed_in(&self.verifier, &self.nonce, grant.map_err(|no| no.error)?, present()).await
    }
}

async fn signed_in(
    verifier: &Verifier,
    nonce: &str,
    grant: Grant,
    now: DateTime<Utc>,
) -> Result<SignedIn, Error> {
    let id_token = grant.id_token.ok_or_else(|| unexpected("token", "no id_token"))?;
    let claims = verifier
        .verify_id_token(id_token.expose_secret(), Some(nonce), now)
        .await
        .map_err(|error| blame_the_clock(error, grant.entra_time, now))?;
    let jwks_thumbprint = verifier.jwks_thumbprint(now).await?;
    let person = person(&claims)?;
    Ok(SignedIn { person, id_token, claims, tokens: grant.tokens, jwks_thumbprint })
}

// A token that Entra made a second ago can only be out of time if a clock is wrong.
fn blame_the_clock(error: Error, entra: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Error {
    let out_of_time = matches!(error, Error::Expired { .. } | Error::NotYetValid { .. });
    match entra {
        Some(entra) if out_of_time && (now - entra).abs() > CLOCK_SKEW => {
            let seconds = (now - entra).num_seconds();
            Error::ClockWrong { minutes: seconds.signum() * ((seconds.abs() + 59) / 60) }
        }
        _ => error,
    }
}

fn person(claims: &IdClaims) -> Result<Person, Error> {
    let user_principal_name =
        claims.user_principal_name.clone().ok_or_else(|| malformed("no preferred_username"))?;
    Ok(Person {
        tenant_id: claims.tenant_id,
        object_id: claims.object_id,
        name: claims.name.clone().unwrap_or_else(|| user_principal_name.clone()),
        user_principal_name,
        roles: claims.roles.clone(),
        login_hint: claims.login_hint.clone(),
    })
}

impl Prompt {
    fn as_str(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::SelectAccount => "select_account",
            Self::Consent => "consent",
        }
    }
}

impl fmt::Debug for PendingSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingSignIn")
            .field("correlation_id", &self.correlation_id)
            .finish_non_exhaustive()
    }
}
