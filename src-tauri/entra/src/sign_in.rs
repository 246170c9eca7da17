//! Signing a person in with the system browser.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use url::Url;

use crate::authority::Authority;
use crate::claims_request::ClaimsRequest;
use crate::error::Error;
use crate::loopback::Loopback;
use crate::pending::PendingSignIn;
use crate::person::{IdClaims, Person};
use crate::tenant::Tenant;
use crate::transport::{http_client, unexpected};
use crate::verifier::Verifier;

/// The tenant's sign-in. Share one by `Arc`.
pub struct Entra {
    authority: Arc<Authority>,
    verifier: Arc<Verifier>,
}

/// What to show at the sign-in page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompt {
    /// Ask for credentials even if a session exists. For approvals.
    Login,
    /// Let the person choose an account. Sent without a login hint, as Entra demands.
    SelectAccount,
    /// Ask for consent.
    Consent,
}

/// How a sign-in is to be made.
#[derive(Clone, Default)]
pub struct SignInRequest {
    /// Comes back in the id_token. The caller binds a key or a statement to it.
    pub nonce: String,
    /// What to show; `None` uses a session that the browser has.
    pub prompt: Option<Prompt>,
    /// Whom to expect: [`Person::login_hint`], else the sign-in name.
    pub login_hint: Option<String>,
    /// Claims to ask for, beside this client's own.
    pub extra_claims: Option<ClaimsRequest>,
    /// Permissions to ask for; empty means the case service's. The browser is asked for all of
    /// them; the first access token is for the resource of the first one, others follow from
    /// [`TokenKeeper`](crate::TokenKeeper).
    pub scopes: Vec<String>,
}

/// What a sign-in brought.
pub struct SignedIn {
    /// Who signed in.
    pub person: Person,
    /// The id_token as Entra signed it.
    pub id_token: SecretString,
    /// Its claims, validated.
    pub claims: IdClaims,
    /// The first tokens.
    pub tokens: Tokens,
    /// [`Verifier::jwks_thumbprint`] of the keys that judged the id_token.
    pub jwks_thumbprint: String,
}

/// Tokens from one answer of the token endpoint.
#[derive(Clone)]
pub struct Tokens {
    /// For the resource of `scope`. Opaque: never read it.
    pub access_token: SecretString,
    /// When the access token ends, by our clock.
    pub expires_at: DateTime<Utc>,
    /// The newest refresh token.
    pub refresh_token: Option<SecretString>,
    /// Permissions that Entra granted.
    pub scope: Vec<String>,
}

impl Entra {
    /// Makes a client of the tenant. Nothing is fetched yet.
    ///
    /// # Errors
    /// [`Error::BadTenant`] if the sandbox's certificate can't be read.
    pub fn new(tenant: Tenant) -> Result<Self, Error> {
        let http = http_client(&tenant.trust)?;
        let authority = Arc::new(Authority::new(tenant, http));
        let verifier = Arc::new(Verifier::of(Arc::clone(&authority)));
        Ok(Self { authority, verifier })
    }

    /// The tenant.
    pub fn tenant(&self) -> &Tenant {
        &self.authority.tenant
    }

    /// The HTTP client of this tenant: its trust, no redirects, bounded times.
    pub fn http(&self) -> &reqwest::Client {
        &self.authority.http
    }

    /// The tenant's verifier.
    pub fn verifier(&self) -> &Arc<Verifier> {
        &self.verifier
    }

    pub(crate) fn authority(&self) -> &Authority {
        &self.authority
    }

    /// Starts a sign-in: opens the loopback port and makes the address for the browser.
    ///
    /// # Errors
    /// [`Error::PortRefused`]; [`Error::Offline`] and the like while the tenant's endpoints are
    /// not known yet.
    pub async fn begin_sign_in(
        &self,
        request: SignInRequest,
        now: DateTime<Utc>,
    ) -> Result<PendingSignIn, Error> {
        let endpoints = self.authority.endpoints(now).await?;
        let loopback = Loopback::open().await?;
        PendingSignIn::new(
            Arc::clone(&self.authority),
            Arc::clone(&self.verifier),
            endpoints.authorization_endpoint,
            loopback,
            request,
        )
    }

    /// The address that ends the browser's session at Entra. Entra has no revocation endpoint:
    /// signing out is forgetting the tokens, and opening this.
    ///
    /// # Errors
    /// As [`Self::begin_sign_in`], without the port.
    pub async fn sign_out_url(
        &self,
        login_hint: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Url, Error> {
        let endpoints = self.authority.endpoints(now).await?;
        let mut url = endpoints
            .end_session_endpoint
            .ok_or_else(|| unexpected("discovery", "no address for signing out"))?;
        if let Some(hint) = login_hint {
            url.query_pairs_mut().append_pair("logout_hint", hint);
        }
        Ok(url)
    }
}

impl fmt::Debug for Entra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entra").finish_non_exhaustive()
    }
}

impl fmt::Debug for SignInRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignInRequest").field("prompt", &self.prompt).finish_non_exhaustive()
    }
}

impl fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedIn").field("person", &self.person).finish_non_exhaustive()
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}
