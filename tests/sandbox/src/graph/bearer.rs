//! Who calls, and what they may read.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use uuid::Uuid;

use super::refusal::Refusal;
use crate::entra::issued;
use crate::world::{Shared, World};

/// A caller with a good token for Graph.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// The person on whose behalf the application calls; none for the application itself.
    pub(crate) person: Option<Uuid>,
    permissions: Vec<String>,
}

impl Caller {
    /// Passes with any of these permissions.
    pub(crate) fn may(&self, any: &[&str]) -> Result<(), Refusal> {
        let held = |wanted: &&str| self.permissions.iter().any(|p| p == wanted);
        if any.iter().any(held) { Ok(()) } else { Err(Refusal::forbidden()) }
    }

    /// Passes with an application permission, not with a delegated one.
    pub(crate) fn may_as_application(&self, any: &[&str]) -> Result<(), Refusal> {
        if self.person.is_some() { Err(Refusal::forbidden()) } else { self.may(any) }
    }
}

impl FromRequestParts<Shared> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, world: &Shared) -> Result<Self, Refusal> {
        let value = parts.headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok());
        let token = value.and_then(|v| v.strip_prefix("Bearer ").or(v.strip_prefix("bearer ")));
        let token = token.ok_or_else(|| unauthorized(world, "Access token is empty."))?;
        caller(world, token.trim())
    }
}

fn caller(world: &World, token: &str) -> Result<Caller, Refusal> {
    let now = world.clock.now();
    let malformed =
        || unauthorized(world, "IDX14100: JWT is not well formed, or not signed by Entra.");
    let payload = world.entra.keys.open(token).ok_or_else(malformed)?;
    let audience = payload["aud"].as_str().unwrap_or_default();
    if audience != world.tenant.graph && audience != "https://graph.microsoft.com" {
        return Err(unauthorized(world, "Access token validation failure. Invalid audience."));
    }
    if payload["exp"].as_i64().is_none_or(|end| end <= now.timestamp()) {
        return Err(unauthorized(world, "Lifetime validation failed, the token is expired."));
    }
    let words = |value: &Value| -> Vec<String> {
        match value {
            Value::String(text) => text.split(' ').map(str::to_owned).collect(),
            Value::Array(list) => {
                list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Vec::new(),
        }
    };
    if payload["idtyp"] == "app" {
        return Ok(Caller { person: None, permissions: words(&payload["roles"]) });
    }
    let person = payload["oid"].as_str().and_then(|id| id.parse().ok()).ok_or_else(malformed)?;
    let account = world.directory.account(person).filter(|account| account.enabled);
    let revoked = world.entra.revoked_at(person);
    let ended = revoked.is_some_and(|at| issued(&payload).is_none_or(|issued| issued <= at));
    if account.is_none() || ended {
        let since = revoked.unwrap_or(now).timestamp();
        let capable = words(&payload["xms_cc"]).iter().any(|word| word == "cp1");
        return Err(if capable {
            challenge(world, since)
        } else {
            unauthorized(world, "Continuous access evaluation resulted in access denied.")
        });
    }
    Ok(Caller { person: Some(person), permissions: words(&payload["scp"]) })
}

fn unauthorized(world: &World, message: &str) -> Refusal {
    Refusal::unauthorized(message, bearer(world))
}

/// A claims challenge (ED identity-platform/claims-challenge.md).
fn challenge(world: &World, since: i64) -> Refusal {
    let nbf = json!({ "essential": true, "value": since.to_string() });
    let claims = BASE64_STANDARD.encode(json!({ "access_token": { "nbf": nbf } }).to_string());
    Refusal::unauthorized(
        "Continuous access evaluation resulted in challenge with result: InteractionRequired and \
         code: TokenIssuedBeforeRevocationTimestamp",
        format!("{}, error=\"insufficient_claims\", claims=\"{claims}\"", bearer(world)),
    )
}

fn bearer(world: &World) -> String {
    format!(
        "Bearer realm=\"\", authorization_uri=\"{}/common/oauth2/authorize\", \
         client_id=\"00000003-0000-0000-c000-000000000000\"",
        world.tenant.entra
    )
}
