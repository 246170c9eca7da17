//! Tokens of the tenant, checked.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::authority::Authority;
use crate::error::Error;
use crate::person::{Caller, IdClaims};
use crate::tenant::Tenant;
use crate::transport::http_client;
use crate::unverified::{RawClaims, Unverified, malformed};

const SKEW: TimeDelta = TimeDelta::seconds(120);

/// Checks tokens against the keys that the tenant publishes. Keys are fetched when first needed,
/// kept for 24 h, refetched for an unknown key id at most once in five minutes, and serve on for
/// up to a week while they can't be fetched. Share one by `Arc`.
pub struct Verifier {
    authority: Arc<Authority>,
}

impl Verifier {
    /// Makes a verifier with its own connections.
    ///
    /// # Errors
    /// [`Error::BadTenant`] if the sandbox's certificate can't be read.
    pub fn new(tenant: &Tenant) -> Result<Self, Error> {
        let http = http_client(&tenant.trust)?;
        Ok(Self::of(Arc::new(Authority::new(tenant.clone(), http))))
    }

    pub(crate) fn of(authority: Arc<Authority>) -> Self {
        Self { authority }
    }

    /// Checks an id_token: RS256 signature, version, tenant, issuer, audience (the tenant's
    /// `client_id`), nonce, times with 120 s of skew. `expected_nonce: None` leaves the nonce
    /// unchecked.
    ///
    /// # Errors
    /// One outcome per check, and the network's own.
    pub async fn verify_id_token(
        &self,
        raw: &str,
        expected_nonce: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<IdClaims, Error> {
        let audience = self.authority.tenant.client_id.to_string();
        let claims = self.verified(raw, &audience, now).await?;
        if expected_nonce.is_some() && claims.nonce.as_deref() != expected_nonce {
            return Err(Error::WrongNonce);
        }
        in_time(&claims, now)?;
        Ok(id_claims(claims))
    }

    /// Checks an access token for `audience`: the case service's own client id. Never use it for
    /// tokens of Graph: those are opaque.
    ///
    /// # Errors
    /// As [`Self::verify_id_token`], without the nonce.
    pub async fn verify_access_token(
        &self,
        raw: &str,
        audience: &str,
        now: DateTime<Utc>,
    ) -> Result<Caller, Error> {
        let claims = self.verified(raw, audience, now).await?;
        in_time(&claims, now)?;
        Ok(caller(claims))
    }

    /// One digest of the tenant's signing keys as this client itself fetched them: the RFC 7638
    /// thumbprint (SHA-256, base64url) of each RSA key, sorted, without repeats, each followed by
    /// a line feed; SHA-256 over that text, 64 lowercase hex digits.
    ///
    /// # Errors
    /// The network's, if no keys are known yet.
    pub async fn jwks_thumbprint(&self, now: DateTime<Utc>) -> Result<String, Error> {
        Ok(self.authority.keys(None, now).await?.thumbprint())
    }

    async fn verified(
        &self,
        raw: &str,
        audience: &str,
        now: DateTime<Utc>,
    ) -> Result<RawClaims, Error> {
        let token = Unverified::read(raw)?;
        let keys = self.authority.keys(Some(&token.key_id), now).await?;
        if !keys.knows(&token.key_id) {
            return Err(Error::UnknownKey);
        }
        if !keys.signed(&token.key_id, token.message.as_bytes(), token.signature) {
            return Err(Error::BadSignature);
        }
        let tenant = &self.authority.tenant;
        let claims = token.claims;
        if claims.ver.as_deref() != Some("2.0") {
            return Err(Error::WrongVersion);
        }
        if claims.tid != tenant.tenant_id {
            return Err(Error::WrongTenant);
        }
        if claims.iss != tenant.issuer() {
            return Err(Error::WrongIssuer);
        }
        if claims.aud != audience {
            return Err(Error::WrongAudience);
        }
        if claims.sub.is_empty() {
            return Err(malformed("no subject"));
        }
        Ok(claims)
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier").finish_non_exhaustive()
    }
}

fn in_time(claims: &RawClaims, now: DateTime<Utc>) -> Result<(), Error> {
    let starts = claims.nbf.map_or(claims.iat, |nbf| nbf.max(claims.iat));
    if starts > now + SKEW {
        return Err(Error::NotYetValid { by: (starts - now).to_std().unwrap_or_default() });
    }
    if claims.exp + SKEW <= now {
        return Err(Error::Expired { by: (now - claims.exp).to_std().unwrap_or_default() });
    }
    Ok(())
}

fn id_claims(claims: RawClaims) -> IdClaims {
    IdClaims {
        subject: claims.sub,
        tenant_id: claims.tid,
        object_id: claims.oid,
        audience: claims.aud,
        name: claims.name,
        user_principal_name: claims.preferred_username,
        roles: claims.roles,
        auth_time: claims.auth_time,
        nonce: claims.nonce,
        acrs: claims.acrs,
        session: claims.sid,
        login_hint: claims.login_hint,
        issued_at: claims.iat,
        expires_at: claims.exp,
    }
}

fn caller(claims: RawClaims) -> Caller {
    Caller {
        tenant_id: claims.tid,
        object_id: claims.oid,
        name: claims.name,
        user_principal_name: claims.preferred_username,
        roles: claims.roles,
        scopes: words(claims.scp.as_deref().unwrap_or_default()),
        acrs: claims.acrs,
        app_id: claims.azp,
        expires_at: claims.exp,
    }
}

/// Splits a space-separated list (RFC 6749 §3.3).
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}
