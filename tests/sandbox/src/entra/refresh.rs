//! Refresh tokens: 90 days, bound to person and application, rotated with every use.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use serde_json::json;
use uuid::Uuid;

use super::Entra;
use super::application::{Application, Scopes};
use super::authorization::missing;
use super::claims::ClaimsRequest;
use super::refusal::Refusal;
use super::session::SignIn;
use crate::directory::Account;
use crate::guard::lock;
use crate::world::World;

const LIFE: Duration = Duration::days(90);

/// What a refresh token stands for. An old one is not revoked by its use (ED refresh-tokens.md).
#[derive(Clone)]
pub(crate) struct RefreshToken {
    pub(crate) application: Application,
    pub(crate) sign_in: SignIn,
    pub(crate) scopes: Scopes,
    issued: DateTime<Utc>,
}

impl Entra {
    pub(super) fn issue_refresh_token(
        &self,
        application: Application,
        sign_in: SignIn,
        scopes: Scopes,
        issued: DateTime<Utc>,
    ) -> String {
        let name = format!("1.AX{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        let token = RefreshToken { application, sign_in, scopes, issued };
        lock(&self.refresh_tokens).insert(name.clone(), token);
        name
    }
}

/// The token of a refresh request and its person, if both are still good.
pub(super) fn redeem(
    world: &World,
    application: Application,
    form: &BTreeMap<String, String>,
    claims: &ClaimsRequest,
) -> Result<(RefreshToken, Account), Refusal> {
    let now = world.clock.now();
    let invalid = |code, message| Refusal::new(code, "invalid_grant", message);
    let name = form.get("refresh_token").ok_or_else(|| missing("refresh_token"))?;
    let token = lock(&world.entra.refresh_tokens).get(name).cloned();
    let token = token.filter(|token| token.application == application).ok_or_else(|| {
        invalid(9_002_313, "The refresh token is malformed or was issued to another application.")
            .suberror("bad_token")
    })?;
    if now - token.issued >= LIFE {
        return Err(invalid(
            700_082,
            "The refresh token has expired due to inactivity. The token was issued over 90 days ago.",
        )
        .suberror("token_expired"));
    }
    if world.entra.revoked_at(token.sign_in.person).is_some_and(|at| token.issued <= at) {
        return Err(invalid(
            50_173,
            "The provided grant has expired due to it being revoked, a fresh auth token is needed.",
        ));
    }
    let account = world
        .directory
        .account(token.sign_in.person)
        .ok_or_else(|| invalid(50_034, "The user account does not exist in the directory."))?;
    if !account.enabled {
        return Err(invalid(50_057, "The user account is disabled."));
    }
    if let Some(context) = claims.contexts.iter().find(|c| !token.sign_in.contexts.contains(c)) {
        let wanted = json!({ "access_token": { "acrs": { "essential": true, "value": context } } });
        let refusal = Refusal::new(
            50_076,
            "interaction_required",
            "Due to a configuration change made by your administrator, or because you moved to a \
             new location, you must use multi-factor authentication to access the application.",
        );
        return Err(refusal.suberror("basic_action").claims(Some(wanted.to_string())));
    }
    Ok((token, account))
}
