//! Who calls: the bearer token, verified against the tenant's own keys.

use axum::extract::FromRequestParts;
use axum::http::{header, request::Parts};
use review::problem::Kind;
use review::{PersonRef, Reviewer, Role};

use crate::app::App;
use crate::http::problem::{Answer, Refusal};

const SCOPE: &str = "desk.access";

/// A verified caller with at least one role.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn {
    /// Who, with the roles of this sign-in.
    pub(crate) reviewer: Reviewer,
    /// Display name.
    pub(crate) name: String,
}

impl SignedIn {
    /// The caller's object id, as stored.
    pub(crate) fn object(&self) -> String {
        self.reviewer.person.object_id.to_string()
    }

    /// Refuses a caller who has none of these roles.
    pub(crate) fn need(&self, roles: &[Role]) -> Answer<()> {
        if roles.iter().any(|role| self.reviewer.has(*role)) {
            return Ok(());
        }
        Err(Refusal::new(Kind::RoleMissing, "Your roles do not allow this."))
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        let token = bearer(parts)?;
        let audience = app.config.tenant.service_client_id.to_string();
        let caller =
            app.verifier.verify_access_token(token, &audience, app.now()).await.map_err(refused)?;
        if !caller.scopes.iter().any(|scope| scope == SCOPE) {
            return Err(Refusal::new(Kind::RoleMissing, "This token is not for the desk."));
        }
        let roles: Vec<Role> =
            caller.roles.iter().filter_map(|role| Role::from_claim(role)).collect();
        if roles.is_empty() {
            return Err(Refusal::new(Kind::RoleMissing, "You have no role here."));
        }
        let person = PersonRef { tenant_id: caller.tenant_id, object_id: caller.object_id };
        let name = caller.name.or(caller.user_principal_name);
        let name = name.unwrap_or_else(|| "A colleague".to_owned());
        Ok(Self { reviewer: Reviewer { person, roles }, name })
    }
}

fn bearer(parts: &Parts) -> Answer<&str> {
    parts
        .headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .filter(|token| !token.is_empty() && token.len() <= 16 * 1024)
        .ok_or_else(|| Refusal::new(Kind::SignedOut, "Bring a bearer token of the tenant."))
}

/// A token that does not verify is the caller's matter; keys that can't be fetched are not.
fn refused(error: entra::Error) -> Refusal {
    if is_ours(&error) {
        return crate::Error::from(error).into();
    }
    tracing::info!(%error, "a token was refused");
    Refusal::new(Kind::SignedOut, "The token is not accepted. Sign in again.")
}

/// Whether the error says nothing about the token.
pub(crate) fn is_ours(error: &entra::Error) -> bool {
    matches!(
        error,
        entra::Error::Offline { .. }
            | entra::Error::Untrusted { .. }
            | entra::Error::Trouble { .. }
            | entra::Error::Throttled { .. }
            | entra::Error::UnexpectedAnswer { .. }
            | entra::Error::BadTenant { .. }
    )
}
