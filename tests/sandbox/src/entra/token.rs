//! What stands in the tokens.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use rand::Rng as _;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::application::{Application, Resource, Scopes};
use super::authorize::login_hint;
use super::claims::ClaimsRequest;
use super::key::Seal;
use super::session::SignIn;
use crate::directory::Account;
use crate::fault::Fault;
use crate::tenant::id;
use crate::world::World;

/// For whom, on whose sign-in and for what a token is made.
pub(super) struct Occasion<'a> {
    pub(super) application: Application,
    pub(super) account: &'a Account,
    pub(super) sign_in: &'a SignIn,
    pub(super) scopes: &'a Scopes,
    pub(super) claims: &'a ClaimsRequest,
    pub(super) now: DateTime<Utc>,
}

/// How long a new access token lives: 60 to 90 minutes, as in Entra.
pub(super) fn life(world: &World) -> i64 {
    let faulty = world.faults.hit(|fault| match fault {
        Fault::TokenLife { seconds } => Some(*seconds),
        _ => None,
    });
    faulty.unwrap_or_else(|| rand::rng().random_range(3_600..5_400))
}

/// An id_token (ED identity-platform/id-token-claims-reference.md).
pub(super) fn id_token(world: &World, on: &Occasion<'_>, nonce: Option<&str>) -> String {
    let (tenant, faults) = (&world.tenant, &world.faults);
    let mut from = on.now;
    if faults.is_on(&Fault::ExpiredIdToken) {
        from -= Duration::hours(2);
    }
    if faults.is_on(&Fault::FutureIdToken) {
        from += Duration::hours(1);
    }
    let mut payload = json!({
        "aud": on.application.id(tenant),
        "iss": tenant.issuer(),
        "iat": from.timestamp(),
        "nbf": from.timestamp(),
        "exp": from.timestamp() + 3_600,
        "auth_time": auth_time(world, on),
        "tid": tenant.id,
        "ver": "2.0",
    });
    identity(&mut payload, world, on);
    payload["login_hint"] = login_hint(on.account).into();
    if let Some(nonce) = nonce {
        payload["nonce"] = nonce.into();
    }
    if on.scopes.has("email")
        && let Some(mail) = &on.account.mail
    {
        payload["email"] = mail.as_str().into();
    }
    let stranger = id(0, "a stranger");
    if faults.is_on(&Fault::WrongNonce) {
        payload["nonce"] = stranger.simple().to_string().into();
    }
    if faults.is_on(&Fault::WrongIssuer) {
        payload["iss"] = format!("{}/{stranger}/v2.0", tenant.entra).into();
    }
    if faults.is_on(&Fault::WrongAudience) {
        payload["aud"] = stranger.to_string().into();
    }
    if faults.is_on(&Fault::WrongTenant) {
        payload["tid"] = stranger.to_string().into();
    }
    world.entra.keys.sign(json!({}), &payload, seal(world))
}

/// An access token on a person's behalf.
pub(super) fn access_token(
    world: &World,
    on: &Occasion<'_>,
    resource: Resource,
    life: i64,
) -> String {
    let tenant = &world.tenant;
    let from = on.now.timestamp();
    let mut payload = json!({
        "iat": from, "nbf": from, "exp": from + life,
        "tid": tenant.id, "scp": on.scopes.claim(), "idtyp": "user",
        "aio": aio(on.now),
    });
    identity(&mut payload, world, on);
    if !on.claims.capabilities.is_empty() {
        payload["xms_cc"] = on.claims.capabilities.clone().into();
    }
    match resource {
        Resource::Service => {
            payload["aud"] = tenant.service.to_string().into();
            payload["iss"] = tenant.issuer().into();
            payload["azp"] = on.application.id(tenant).to_string().into();
            payload["azpacr"] = "0".into();
            payload["auth_time"] = auth_time(world, on).into();
            payload["ver"] = "2.0".into();
            world.entra.keys.sign(json!({}), &payload, Seal::Good)
        }
        Resource::Graph => {
            payload["aud"] = tenant.graph.as_str().into();
            payload["iss"] = format!("https://sts.windows.net/{}/", tenant.id).into();
            payload["appid"] = on.application.id(tenant).to_string().into();
            payload["app_displayname"] = on.application.name().into();
            payload["upn"] = on.account.user_principal_name.as_str().into();
            let roles: Vec<_> = on.account.directory_roles.iter().map(Uuid::to_string).collect();
            payload["wids"] = roles.into();
            payload["ver"] = "1.0".into();
            // Graph's own tokens can't be verified by others: their header has a nonce.
            let nonce = Uuid::new_v4().simple().to_string();
            world.entra.keys.sign(json!({ "nonce": nonce }), &payload, Seal::Good)
        }
    }
}

/// An access token of the application itself.
pub(super) fn app_token(
    world: &World,
    application: Application,
    resource: Resource,
    permissions: &[&str],
    life: i64,
) -> String {
    let tenant = &world.tenant;
    let now = world.clock.now();
    let principal = id(0, application.name());
    let from = now.timestamp();
    let (audience, issuer) = match resource {
        Resource::Graph => {
            (tenant.graph.clone(), format!("https://sts.windows.net/{}/", tenant.id))
        }
        Resource::Service => (tenant.service.to_string(), tenant.issuer()),
    };
    let payload = json!({
        "aud": audience, "iss": issuer, "iat": from, "nbf": from, "exp": from + life,
        "aio": aio(now), "appid": application.id(tenant), "azp": application.id(tenant),
        "app_displayname": application.name(), "appidacr": "1", "idtyp": "app",
        "oid": principal, "sub": principal, "tid": tenant.id, "roles": permissions,
        "uti": uti(), "ver": if resource == Resource::Graph { "1.0" } else { "2.0" },
    });
    world.entra.keys.sign(json!({}), &payload, Seal::Good)
}

fn identity(payload: &mut Value, world: &World, on: &Occasion<'_>) {
    let account = on.account;
    payload["oid"] = account.id.to_string().into();
    payload["sub"] = pairwise(on.application.id(&world.tenant), account.id).into();
    payload["name"] = account.name.as_str().into();
    payload["preferred_username"] = account.user_principal_name.as_str().into();
    payload["sid"] = on.sign_in.sid.to_string().into();
    payload["rh"] = "1.AA-sandbox.".into();
    payload["uti"] = uti().into();
    if !account.app_roles.is_empty() && !world.faults.is_on(&Fault::NoRoles) {
        payload["roles"] = account.app_roles.clone().into();
    }
    if !on.sign_in.contexts.is_empty() {
        payload["acrs"] = on.sign_in.contexts.clone().into();
    }
    let limit = world.faults.hit(|fault| match fault {
        Fault::GroupsClaim { limit } => Some(*limit),
        _ => None,
    });
    match limit {
        Some(limit) if account.groups.len() > limit => {
            let endpoint =
                format!("{}/v1.0/users/{}/getMemberObjects", world.tenant.graph, account.id);
            payload["_claim_names"] = json!({ "groups": "src1" });
            payload["_claim_sources"] = json!({ "src1": { "endpoint": endpoint } });
        }
        Some(_) => {
            let groups: Vec<_> = account.groups.iter().map(Uuid::to_string).collect();
            payload["groups"] = groups.into();
        }
        None => {}
    }
}

fn auth_time(world: &World, on: &Occasion<'_>) -> i64 {
    let aged = world.faults.hit(|fault| match fault {
        Fault::OldAuthTime { seconds } => Some(*seconds),
        _ => None,
    });
    aged.map_or(on.sign_in.at.timestamp(), |seconds| on.now.timestamp() - seconds)
}

fn seal(world: &World) -> Seal {
    let spoiled = [
        (Fault::UnsignedIdToken, Seal::None),
        (Fault::UnknownKey, Seal::UnknownKey),
        (Fault::BadSignature, Seal::Bad),
    ];
    let found = spoiled.into_iter().find(|(fault, _)| world.faults.is_on(fault));
    found.map_or(Seal::Good, |(_, seal)| seal)
}

/// Opaque to everybody but the sandbox: milliseconds, because revocation needs more than seconds.
fn aio(now: DateTime<Utc>) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(now.timestamp_millis().to_be_bytes())
}

/// When a token was issued, from its `aio`.
pub(crate) fn issued(payload: &Value) -> Option<DateTime<Utc>> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(payload["aio"].as_str()?).ok()?;
    DateTime::from_timestamp_millis(i64::from_be_bytes(bytes.try_into().ok()?))
}

fn uti() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Uuid::new_v4().as_bytes())
}

fn pairwise(application: Uuid, person: Uuid) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(format!("{application} {person}")))
}
